package casefile

import (
	"slices"
	"testing"

	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

func TestNamesThatNoOtherMachinePrintsAreRefused(t *testing.T) {
	for name, want := range map[string]bool{"苏念禾": true, "李𬴊": true, "周𫍲": true, "古丽米热·阿卜杜热合曼": true, "赵\U000323B0": true, "葛\U000E0100": true, "王\ue812": false, "王\U000f0001": false, "王\ufffd": false} {
		if _, ok := glyphs(name); ok != want {
			t.Errorf("a name of %d characters can be printed: %v, want %v", len([]rune(name)), ok, want)
		}
	}
	if rare, _ := glyphs("李𬴊", "陈㮾", "李𬴊"); !slices.Equal(rare, []string{"𬴊"}) {
		t.Errorf("to be compared by eye are %q, want the one outside the common sets", rare)
	}
}

func TestOnlyTheUnequalPartIsMarked(t *testing.T) {
	got := pieces("红柳沟乡三组家中", "红柳沟乡卫生院")
	if len(got) != 2 || got[0].odd || got[0].text != "红柳沟乡" || !got[1].odd || got[1].text != "三组家中" {
		t.Errorf("the parts are %+v", got)
	}
	if got := pieces("同一", "同一"); len(got) != 1 || got[0].odd {
		t.Errorf("equal values are parted as %+v", got)
	}
}

// A sheet printed again names the place of then, whatever station and site are called now;
// one from before that was kept names them as they are.
func TestASheetPrintsThePlaceOfThen(t *testing.T) {
	p := paper{sheet: &sheet{CaseView: &register.CaseView{AcceptanceStation: "1"}, bodies: map[string]workflow.Word{"1": {Zh: "新名派出所"}}, site: "新窗口"}}
	v := &ui.View{}
	if got := place(v, p); got != "新名派出所 · 新窗口" {
		t.Errorf("a sheet of which no place was kept says %q", got)
	}
	p.receipt.Place = &workflow.Word{Zh: "老名派出所 · 村服务点"}
	if got := place(v, p); got != "老名派出所 · 村服务点" {
		t.Errorf("a sheet given out at another place says %q", got)
	}
}
