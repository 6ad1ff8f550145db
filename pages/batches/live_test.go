package batches_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hukou/cast"
	"hukou/internal/browser"
)

// The clerk of the home looks at the roster while a station of origin answers from another
// browser. Nobody asks for the page again, and yet the child's tile, the list behind it and
// the bar change; the focus stays with the child, and a mark that is still true is answered
// with nothing.
func TestAnAnswerGivenElsewhereChangesTheTilesUnasked(t *testing.T) {
	demo := browser.Demo(t, "--now", "2026-09-24T09:00:00+08:00")
	p := demo.As(t, "qinghe.clerk1")
	p.Open("/batches")
	p.Click("tbody a")
	home := p.Path()

	// The stations that are late are named where they are counted.
	p.Has("个所等了 5 天以上")
	slow := p.Text(".bt-slow")
	late := browser.Eval[[]string](p, `[...document.querySelectorAll(".bt-wait.late")].map(w => w.closest(".bt-station").querySelector(".bt-name").textContent.trim())`)
	if len(late) == 0 {
		t.Fatal("no station is late")
	}
	for _, name := range late {
		if !strings.Contains(slow, name) {
			t.Errorf("%s is late and not named in %q", name, slow)
		}
	}

	waits := `a.tile.k-origin[data-who^="`
	var asked cast.Child
	for _, c := range cast.Seventy() {
		if c.Fate == cast.Cleared && p.Count(waits+c.Name+`"]`) == 1 {
			asked = c
			break
		}
	}
	if asked.Name == "" {
		t.Fatal("no child waits for its origin")
	}
	browser.Eval[bool](p, `(window.unasked=true,document.querySelector('`+waits+asked.Name+`"]').focus(),true)`)
	p.Has(asked.Name)
	told := maps.Clone(confirmed)
	told["kin_told_on"] = []string{"2026-09-24"}
	for _, o := range demo.Officers {
		if o.StationCode == asked.Station && len(o.Roles) > 0 && o.Roles[0] == "clerk" {
			as(t, demo, o.Username).answer(home+"/mine", told)
			as(t, demo, strings.TrimSuffix(o.Username, "clerk")+"head").answer(home+"/mine", url.Values{"event": {"origin_confirm"}})
			break
		}
	}
	p.Gone(waits + asked.Name + `"]`)
	if !browser.Eval[bool](p, `window.unasked===true`) {
		t.Error("the page was loaded anew")
	}
	if who := browser.Eval[string](p, `document.activeElement.dataset.who||""`); !strings.HasPrefix(who, asked.Name) {
		t.Errorf("the focus went from %s to %q", asked.Name, who)
	}
	if row := browser.Eval[string](p, `[...document.querySelectorAll(".bt-twin tbody tr")].find(r => r.textContent.includes("`+asked.Name+`")).cells[1].textContent`); !strings.Contains(row, "迁出地已确认") {
		t.Errorf("the list still says %q of %s", row, asked.Name)
	}
	if n := p.Count("#where, #each, #today, #wrong, #bar"); n != 5 {
		t.Errorf("the page has %d parts that change, want 5", n)
	}
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds %v", v)
	}
	if status, _ := as(t, demo, "qinghe.clerk1").get(p.Attr("#bar", "hx-get")); status != http.StatusNoContent {
		t.Errorf("what the page shows already is answered %d, want nothing", status)
	}
}
