package casefile_test

import (
	"strings"
	"testing"

	"hukou/internal/browser"
)

// What the register has of where somebody comes from stands on the card, each division under
// its province: of a grown woman the native place, of a child the place of birth.
func TestTheCardSaysWhereSomebodyComesFrom(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	address := find(t, p, "苏念禾", "/work/done")
	for name, box := range map[string]string{"董玉岚": "籍贯", "苏念禾": "出生地"} {
		p.Open(address)
		person := browser.Eval[string](p, `[...document.querySelectorAll('#people a[href^="/people/"]')].find(a=>a.textContent.includes("`+name+`")).getAttribute('href').split('?')[0]`)
		p.Open(person + "/print/card")
		p.Type("purpose", "换发户口簿内页")
		p.Press("Ctrl+Enter")
		p.Wait("main.card")
		if got := browser.Eval[string](p, `[...document.querySelectorAll(".card-table th")].find(x=>x.textContent.trim()==="`+box+`").nextElementSibling.textContent`); strings.TrimSpace(got) != "宁夏回族自治区海原县" {
			t.Errorf("the card of %s has %q in the box %s", name, got, box)
		}
		if paper := p.Print(); paper.Pages != 1 || len(paper.Lacks("宁夏回族自治区海原县")) > 0 {
			t.Errorf("on paper the card takes %d sheets:\n%s", paper.Pages, paper.Text)
		}
	}
}
