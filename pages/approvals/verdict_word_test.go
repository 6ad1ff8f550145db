package approvals_test

import (
	"strings"
	"testing"

	"hukou/internal/browser"
)

// What was found of a paper is called alike on the desk, on the case's page and beside the
// worklist; and a state that lists call otherwise is called by both words on its own page.
func TestAVerdictIsCalledAlikeOnEveryPage(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "haiyuan.lead")
	p.Open("/approvals")
	p.Wait(".ap-papers")
	if got := p.Text(".ap-papers"); !strings.Contains(got, "已核验") || strings.Contains(got, "相符") {
		t.Errorf("the desk says of the papers %s", got)
	}
	p.Open(p.Attr(`.ap-number a`, "href"))
	if got := p.Text("#papers"); !strings.Contains(got, "已核验") || strings.Contains(got, "相符") {
		t.Errorf("the case's page says of the papers %s", got)
	}
	p = program.As(t, "yuntai.clerk1")
	p.Open("/work/station")
	if got := p.Text(".wb-row.at .wb-state"); !strings.Contains(got, "已核实") {
		t.Fatalf("the list says %s", got)
	}
	p.Press("Space")
	p.Wait(".wb-papers-list")
	if got := p.Text(".wb-papers-list"); !strings.Contains(got, "已核验") {
		t.Errorf("beside the list the papers are %s", got)
	}
	p.Press("Enter")
	p.Has("已核实：")
}
