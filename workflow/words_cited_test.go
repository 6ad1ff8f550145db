package workflow

import "testing"

func TestLawsAreCitedInFull(t *testing.T) {
	for short, want := range map[Basis]string{
		"行政许可法 38, 42":                 "《中华人民共和国行政许可法》第三十八条、第四十二条",
		"Reg. 7–19":                    "《中华人民共和国户口登记条例》第七条至第十九条",
		"民法典 1015, 1073":               "《中华人民共和国民法典》第一千零一十五条、第一千零七十三条",
		"国办发〔2015〕96号 2":               "国办发〔2015〕96号 2",
		"docs/departures.md#退回-return": "",
	} {
		if got := Cited(short).Zh; got != want {
			t.Errorf("%s is cited as %s, want %s", short, got, want)
		}
	}
}
