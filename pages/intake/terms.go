package intake

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"hukou/gb"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/workflow"
)

// The lists of codes that a form's box looks into by words.
const (
	relationTerms  = "relation"
	ethnicityTerms = "ethnicity"
)

// term is a value of such a list.
type term struct {
	code string
	word workflow.Word
}

// termsOf are the values of a list, those most asked for first; none for another list.
func termsOf(list string) []term {
	var out []term
	switch list {
	case relationTerms:
		for _, c := range append(often(), gb.Relations()...) {
			out = append(out, term{string(c), ui.RelationWord(c)})
		}
	case ethnicityTerms:
		for _, c := range gb.Ethnicities() {
			name := c.Name()
			out = append(out, term{string(c), workflow.Word{Zh: name.Zh, En: name.En}})
		}
	}
	return out
}

// terms looks for the values of a list by code, word or pinyin, for the box beside its
// choices. It asks about the list alone.
func terms(r *desk.Request) error {
	found := findTerms(r.QueryParam("list"), strings.TrimSpace(r.QueryParam("q")), r.Lang)
	return r.Part(http.StatusOK, func(v *ui.View) templ.Component {
		return offeredTerms(v, v.T("可选的值", "Values"), v.T("没有这个值", "No such value"), found)
	})
}

func findTerms(list, q string, l ui.Lang) []place {
	var out []place
	seen := map[string]bool{}
	for _, t := range termsOf(list) {
		if q == "" || seen[t.code] || len(out) == maxDivisions {
			continue
		}
		if named(t.code, t.word.Zh, t.word.En, q) || strings.Contains(q, t.word.Zh) {
			seen[t.code] = true
			out = append(out, place{code: t.code, path: l.Word(t.word)})
		}
	}
	return out
}

// named tells whether what was typed is the beginning of a code or of the pinyin of a name,
// or a part of the name.
func named(code, zh, en, q string) bool {
	lower := strings.ToLower(q)
	if strings.HasPrefix(code, q) || strings.Contains(zh, q) || en != "" && strings.Contains(strings.ToLower(en), lower) {
		return true
	}
	if lower[0] < 'a' || lower[0] > 'z' {
		return false
	}
	keys := gb.Pinyin(zh)
	for _, k := range append(keys.Initials, keys.Full...) {
		if strings.HasPrefix(k, lower) {
			return true
		}
	}
	return false
}
