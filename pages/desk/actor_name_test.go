package desk

import (
	"testing"

	"hukou/pages/ui"
	"hukou/register"
)

// What the program did by itself, and what its operator set, bears a word in the page's
// language in the place of an officer's name.
func TestTheSystemHasAWordForItsName(t *testing.T) {
	for _, c := range []struct {
		name, zh, en string
	}{
		{"system", "系统", "The system"},
		{register.Operator().Name, "系统维护人员", "The program's operator"},
		{"宋静平", "宋静平", "宋静平"},
	} {
		for lang, want := range map[ui.Lang]string{ui.Chinese: c.zh, ui.English: c.en} {
			if got := ActorName(&ui.View{Lang: lang}, c.name); got != want {
				t.Errorf("%s in %s: %s, want %s", c.name, lang, got, want)
			}
		}
	}
}
