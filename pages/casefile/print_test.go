package casefile

import (
	"slices"
	"testing"

	"hukou/pages/ui"
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

func TestLawsAreCitedInFull(t *testing.T) {
	for short, want := range map[workflow.Basis]string{
		"行政许可法 38, 42":                 "《中华人民共和国行政许可法》第三十八条、第四十二条",
		"Reg. 7–19":                    "《中华人民共和国户口登记条例》第七条至第十九条",
		"民法典 1015, 1073":               "《中华人民共和国民法典》第一千零一十五条、第一千零七十三条",
		"国办发〔2015〕96号 2":               "国办发〔2015〕96号 2",
		"docs/departures.md#退回-return": "",
	} {
		if got := cited(ui.Chinese, short); got != want {
			t.Errorf("%s is cited as %s, want %s", short, got, want)
		}
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
