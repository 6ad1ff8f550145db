package visits_test

import (
	"os"
	"strings"
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

// TestALeadAndItsCaseLeadToEachOther: what a lead may become does not name another lead;
// once it has become a case, each one's page leads to the other, and the list says of
// the lead which case it is now and how far that is.
func TestALeadAndItsCaseLeadToEachOther(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.community")
	p.Open("/visits/new")
	p.Type("facts.lead_place", "云台镇三组")
	p.Type("facts.child_name", "新苗苗")
	p.Press("Ctrl+Enter")
	p.Has("线索已记")
	lead := p.Path()
	p.Press("Ctrl+Enter")
	p.Click("上门")
	p.Type("input.findings", "家长愿意办理")
	p.Press("Ctrl+Enter")
	p.Has("已办：联系")
	p.Open(lead + "/steps/convert")
	if n := p.Count(`[name="input.successor"] option[value="lead"]`); n != 0 {
		t.Error("a lead is offered to become a lead")
	}
	p.Choose("input.successor", "出生登记（无出生医学证明）")
	p.Click("本人或监护人同意办理")
	p.Press("Ctrl+Enter")
	p.Has("已转业务")

	p.Open(lead)
	next := browser.Eval[string](p, `document.querySelector('#links a[href^="/cases/"]').getAttribute('href')`)
	p.Open(next)
	p.Has("由此转来 · 走访线索 · 已转业务")
	if back := browser.Eval[string](p, `document.querySelector('#links a[href^="/cases/"]').getAttribute('href')`); back != lead {
		t.Errorf("the case leads back to %s, want %s", back, lead)
	}
	p.Open("/visits")
	if p.Count(`.visits-list a[href="`+next+`"]`) != 1 {
		t.Error("the list does not say which case the lead became")
	}
	if said := browser.Eval[string](p, `document.querySelector('.visits-list a[href="`+next+`"]').parentElement.textContent`); !strings.Contains(said, "出生登记（无出生医学证明）") || !strings.Contains(said, "草稿") {
		t.Errorf("the list says of the case %q", said)
	}
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds %v", v)
	}
}
