package pages_test

import (
	"strings"
	"testing"

	"hukou/internal/browser"
)

// One key takes a case from the pool and on its own page, and the page says at once
// whether it is free, one's own or another's.
func TestOneKeyTakesACaseInHand(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "qinghe.clerk2")
	p.Open("/work/station")
	rows := browser.Eval[[]string](p, `[...document.querySelectorAll(".wb-row")].map(r=>r.dataset.row)`)
	if len(rows) < 2 {
		t.Fatalf("the pool has %d cases, want two", len(rows))
	}
	p.Press("ArrowDown", "t") // the first is looked at, the second has the focus
	if got := p.Path(); got != "/cases/"+rows[1] {
		t.Fatalf("the key led to %s, want the case with the focus", got)
	}
	standing := func(p *browser.Page) string { return p.Text(".cf-facts") }
	if said := standing(p); !strings.Contains(said, "由你办理") {
		t.Errorf("the officer's own case says %q", said)
	}

	other := program.As(t, "qinghe.clerk1")
	other.Open("/cases/" + rows[1])
	if said := standing(other); !strings.Contains(said, "经办 ") || strings.Contains(said, "由你") {
		t.Errorf("to a colleague it says %q", said)
	}
	if n := other.Count(`form[action$="/claim"]`); n != 0 {
		t.Error("a colleague is offered a case that somebody has in hand")
	}

	p.Click("放回")
	if said := standing(p); !strings.Contains(said, "没有人在办") {
		t.Errorf("a free case says %q", said)
	}
	p.Press("t")
	if said := standing(p); !strings.Contains(said, "由你办理") {
		t.Errorf("the key on the page does not take it: %q", said)
	}
}
