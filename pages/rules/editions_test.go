package rules_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"hukou/auth"
	"hukou/cast"
	"hukou/handlers"
	"hukou/internal/browser"
	"hukou/models"
	"hukou/pages"
	"hukou/register"
	"hukou/seal"
	"hukou/store/storetest"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// A second edition of the change of minor items is planted, in force from 9 October: nothing
// is decided without a check any more, the proof is asked for always, the law names another
// article, and the occupation is no longer asked for.
const planted models.Date = "2026-10-09"

func twoEditions() *workflow.Book {
	all := workflow.Definitions()
	i := slices.IndexFunc(all, func(d *workflow.Definition) bool { return d.Business == workflow.ItemMinor })
	next := *all[i]
	next.Edition = planted
	next.Steps = workflow.Process(next.Steps).Without(workflow.SkipCheck)
	next.Materials = slices.Clone(next.Materials)
	next.Materials[0].When = ""
	next.Basis = append(slices.Clone(next.Basis), "Norm 58")
	next.Facts = slices.DeleteFunc(slices.Clone(next.Facts), func(f workflow.FactRule) bool { return f.Field == workflow.FactOccupation })
	return workflow.BookOf(append(all, &next)...)
}

// house serves the cast under a book of rules; its clock is turned by the test.
type house struct {
	t        *testing.T
	url      string
	now      atomic.Pointer[time.Time]
	officers []cast.Officer
}

func openHouse(t *testing.T, book *workflow.Book) *house {
	t.Helper()
	h := &house{t: t}
	set := func(at time.Time) { h.now.Store(&at) }
	set(cast.Opening())
	keys, err := seal.New(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	db := storetest.SQLite(t)
	newID := func() string { return uuid.Must(uuid.NewV7()).String() }
	reg := register.New(register.Config{DB: db, Book: book, Keys: keys, Calendar: calendar.China(), Clock: func() time.Time { return *h.now.Load() }, NewID: newID})
	loaded, err := cast.LoadWorld(t.Context(), reg, db, cast.Options{At: set})
	if err != nil {
		t.Fatal(err)
	}
	h.officers = loaded.Officers
	e, err := handlers.New(handlers.Config{Registrar: reg, Now: time.Now, Pages: pages.Mount(pages.Config{Registrar: reg, Now: time.Now, NewKey: newID})})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.Handler(e))
	t.Cleanup(server.Close)
	h.url = server.URL
	return h
}

// as is a window in which the officer of the cast has signed in.
func (h *house) as(username string) *browser.Page {
	h.t.Helper()
	o := h.officers[slices.IndexFunc(h.officers, func(o cast.Officer) bool { return o.Username == username })]
	p := browser.Start(h.t, h.url)
	p.Open("/sign-in")
	p.Type("#f-username", o.Username)
	p.Type("#f-password", o.Password)
	code, err := auth.TOTPAt(o.TOTPSecret, time.Now())
	if err != nil {
		h.t.Fatal(err)
	}
	p.Type("#f-totp", code)
	p.Click("button.primary")
	return p
}

// Whoever reads the rules of a business with two editions sees which there are, which is in
// force, each as it stands, and what the later one changed; a trial goes by the edition it was
// opened from. A case keeps the edition it began under, with its steps and its papers, and its
// page leads to it; one begun on the later day goes by the later.
func TestTwoEditionsStandBesideEachOtherAndACaseKeepsItsOwn(t *testing.T) {
	h := openHouse(t, twoEditions())
	newborns := cast.Newborns()
	n := newborns[slices.IndexFunc(newborns, func(n cast.Newborn) bool { return n.Key == "r1_done" })]
	facts := map[string]any{"person_id": n.Mother, "education": "31", "applicant_name": n.MotherName, "applicant_relation": "self"}
	p := h.as("yuntai.clerk1")
	kept := p.Walk("item_minor", facts, "lodge", "paper item_proof", "paper household_book", "accept")

	axe := func() {
		t.Helper()
		for _, v := range p.Axe() {
			t.Errorf("axe on %s: %v", p.Address(), v)
		}
	}
	const old = "2021-10-01"
	rows := func() map[string][2]string {
		out := map[string][2]string{}
		for _, r := range browser.Eval[[][]string](p, `[...document.querySelectorAll("#changes tbody tr")].map(r => [...r.children].map(c => c.textContent.trim()))`) {
			out[r[0]] = [2]string{r[1], r[2]}
		}
		return out
	}

	inAccepted := func() bool { // the state is folded
		return browser.Eval[bool](p, `document.querySelector("#state-accepted").textContent.includes("免核实")`)
	}

	// Before its day the edition in force is the old one.
	p.Open("/rules/item_minor")
	if got := p.Texts(`nav[aria-label="版本"] a`); !slices.Equal(got, []string{old, string(planted)}) || p.Text(`nav[aria-label="版本"] [aria-current]`) != old {
		t.Errorf("the editions offered are %q, lit %q", got, p.Text(`nav[aria-label="版本"] [aria-current]`))
	}
	p.Has("施行 " + old)
	if !inAccepted() {
		t.Error("the first edition lacks its step")
	}
	if p.Count("#changes, #standing") != 0 {
		t.Error("the first edition, in force, is compared with one before it, or is said not to be in force")
	}
	axe()
	p.Click(string(planted))
	p.Has("施行 "+string(planted), "尚未施行", "与前一版的不同")
	if inAccepted() {
		t.Error("the later edition still has the step")
	}
	got := rows()
	for what, want := range map[string][2]string{
		"已受理：免核实": {"户籍民警", "—"},
		"依据":      {"57", "58"},
		"材料：变更项目的证明或者本人书面说明": {"视情况", "能调取的免交"},
		"申报：职业": {"可填", "—"},
	} {
		if r := got[what]; !strings.Contains(r[0], want[0]) || !strings.Contains(r[1], want[1]) {
			t.Errorf("of %s the page says %q, want %q; it says %v", what, r, want, got)
		}
	}
	if _, same := got["材料：居民户口簿"]; same {
		t.Error("what did not change is listed as changed")
	}
	axe()
	p.Click("试算")
	if p.Attr("main form [name=edition]", "value") != string(planted) {
		t.Errorf("the trial goes by the edition %q", p.Attr("main form [name=edition]", "value"))
	}
	p.Choose("state", "accepted")
	p.Press("Ctrl+Enter")
	if options := strings.Join(p.Texts(`[name="event"] option`), " "); strings.Contains(options, "免核实") {
		t.Errorf("the trial of the later edition offers %s", options)
	}

	// On its day the case goes on by its own, and a new one by the later.
	later := time.Date(2026, 10, 9, 9, 0, 0, 0, models.Shanghai)
	h.now.Store(&later)
	p = h.as("yuntai.clerk2")
	p.Open("/rules/item_minor")
	p.Has("施行 " + string(planted))
	p.Lacks("尚未施行")
	p.Click(old)
	p.Has("已有新版")
	if !inAccepted() {
		t.Error("the first edition lacks its step once a later one is in force")
	}
	axe()
	begun := p.Walk("item_minor", map[string]any{"person_id": n.Father, "education": "31", "applicant_name": n.FatherName, "applicant_relation": "self"},
		"lodge", "paper item_proof", "paper household_book", "accept")
	for id, edition := range map[string]string{kept: old, begun: string(planted)} {
		p.Open("/cases/" + id)
		p.Has("办理规则 " + edition + " 版")
		for _, href := range browser.Eval[[]string](p, `[...document.querySelectorAll('main a[href^="/rules/"]')].map(a => a.getAttribute("href"))`) {
			if !strings.Contains(href, "edition="+edition) {
				t.Errorf("the page of a case of %s leads to %s", edition, href)
			}
		}
		if on := p.Count(`main a[href$="/steps/skip_check"], main form[action$="/steps/skip_check"]`) > 0; on != (edition == old) {
			t.Errorf("the case of %s has the step of the first edition: %v", edition, on)
		}
	}
}
