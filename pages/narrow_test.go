package pages_test

import (
	"testing"

	"hukou/internal/browser"
)

// unstacked names the cells of a table of register or rules that a telephone does not
// show whole, and those that do not say which column they are of.
const unstacked = `[...document.querySelectorAll("main table")].flatMap(t=>{
	const heads=[...t.querySelectorAll("thead th")].map(h=>h.textContent.trim()),out=[];
	const hidden=e=>{const d=e.closest("details:not([open])");return d&&!e.closest("summary")};
	for(const tr of t.querySelectorAll("tbody tr"))[...tr.cells].forEach((c,i)=>{if(hidden(c))return;
		const r=c.getBoundingClientRect(),what=heads[i]+": "+c.textContent.trim().slice(0,30);
		if(!r.width)return c.textContent.trim()?out.push("not shown, "+what):0;
		if(r.right>innerWidth||c.scrollWidth>c.clientWidth+1)out.push("cut, "+what);
		if(i&&getComputedStyle(c,"::before").content!==JSON.stringify(heads[i]))out.push("without its column's name, "+what)});
	const box=t.closest(".scroll");if(box&&box.scrollWidth>box.clientWidth+1)out.push("the table scrolls sideways");
	return out})`

// What people carry into a house or look up standing stays readable on a telephone: no
// row is wider than the screen, and each value says what it is.
func TestListsOfRegisterAndRulesStandAsCardsOnATelephone(t *testing.T) {
	program := browser.Demo(t)
	for _, name := range []string{"person-english", "household", "person-usage", "rules", "rules-english"} {
		t.Run(name, func(t *testing.T) {
			p := named(t, name).at(t, program)
			p.Size(360, 740)
			p.Settle()
			if p.Count("main tbody td") == 0 {
				t.Fatal("the page has no rows")
			}
			for _, fault := range browser.Eval[[]string](p, unstacked) {
				t.Error(fault)
			}
		})
	}
}

// The way of a case is seen whole on an office screen, in English too: it goes on in a
// second row rather than beyond the edge.
func TestTheWayOfACaseIsSeenWhole(t *testing.T) {
	program := browser.Demo(t)
	for _, name := range []string{"case", "case-english", "case-done"} {
		p := named(t, name).at(t, program)
		p.Size(1366, 768)
		p.Settle()
		if p.Count(".cf-node") == 0 {
			t.Fatalf("%s draws no way", name)
		}
		if over := browser.Eval[int](p, `(e=>e.scrollWidth-e.clientWidth)(document.querySelector(".cf-way-scroll"))`); over > 0 {
			t.Errorf("%s: %d pixels of the way lie beyond the edge", name, over)
		}
		p.Size(360, 740)
		p.Settle()
		if shown := browser.Eval[bool](p, `[...document.querySelectorAll(".cf-way-list li")].every(e=>{const r=e.getBoundingClientRect();return r.width>50&&r.right<=innerWidth})`); !shown {
			t.Errorf("%s: a telephone does not show the way as a list", name)
		}
	}
}
