package intake

import (
	"testing"

	"hukou/models"
	"hukou/pages/ui"
)

// The first six digits of a number are named as their county was called when its bearer
// was born, or later where the code is younger; what is odd is said.
func TestACodeIsNamedAsOfTheBirth(t *testing.T) {
	for name, c := range map[string]struct{ code, born, want string }{
		"a county of today":             {"640522", "2019-05-01", "宁夏回族自治区 中卫市 海原县"},
		"an old code, born under it":    {"640102", "1990-05-01", "宁夏回族自治区 银川市 城区"},
		"a code younger than the birth": {"640303", "1960-06-01", "宁夏回族自治区 吴忠市 红寺堡区"},
		"ended before the birth":        {"640102", "2009-06-01", "宁夏回族自治区 银川市 城区（出生之前已撤销，请对照证件）"},
		"a code of no list":             {"640199", "2009-06-01", "（不在已知的区划代码中，请对照证件）"},
		"half a code":                   {"6401", "2009-06-01", ""},
	} {
		if got := giverOf(c.code, models.Date(c.born), "2026-09-24", ui.Chinese); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
