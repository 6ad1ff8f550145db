package visits_test

import (
	"os"
	"testing"

	"hukou/internal/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

func TestAFamilyFoundOnAVisitIsNotedAtTheDoor(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.community")
	p.Size(360, 740)
	p.Open("/visits/new")
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds %v", v)
	}
	p.Type("facts.lead_place", "云台镇三组")
	p.Type("facts.lead_note", "去年在家出生的孩子没有户口")
	p.Type("facts.child_name", "新苗苗")
	p.Type("facts.mother_name", "新桂香")
	p.Click("记下")
	p.Has("线索已记")
	p.Open("/visits")
	p.Has("新苗苗")
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds %v", v)
	}
}
