package visits_test

import (
	"os"
	"testing"

	"hukou/internal/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// TestALeadSaysWhereToGo sends the sheet as it is opened: nothing is noted, and the box
// that lacks is told; what a lead needs is who told, of what, and where.
func TestALeadSaysWhereToGo(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.community")
	p.Open("/visits/new")
	p.Press("Ctrl+Enter")
	if got := p.Status(); got != 422 {
		t.Errorf("an empty lead answers %d at %s", got, p.Address())
	}
	if p.Count(`[name="facts.lead_place"][aria-invalid="true"]`) != 1 {
		t.Error("the box of the place is not marked")
	}
}

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
