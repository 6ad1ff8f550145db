package registers

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// finding is what a search brought, by kind.
type finding struct {
	book    *workflow.Book
	q       string
	purpose purpose
	asked   bool
	fault   *ui.Fault
	groups  []group
}

// group is the hits of one kind; needs tells that they are shown only for a purpose.
type group struct {
	kind  string
	items []register.Hit
	more  bool
	needs bool
}

func searchPage(r *desk.Request) error {
	return showFinding(r, http.StatusOK, finding{book: r.Reg.Book(), purpose: purposeOf(r)})
}

func showFinding(r *desk.Request, status int, f finding) error {
	return r.Page(status, r.T("检索", "Search"), ui.Search, func(v *ui.View) templ.Component { return searchView(v, f) })
}

// search looks in cases, people and households. People and households need a purpose;
// without one the cases are shown and the purpose is asked.
func search(r *desk.Request) error {
	f := finding{book: r.Reg.Book(), q: strings.TrimSpace(r.FormValue("q")), purpose: keepPurpose(r), asked: true}
	if f.q == "" {
		f.asked = false
		return showFinding(r, http.StatusOK, f)
	}
	for _, kind := range []string{register.SearchCases, register.SearchPeople, register.SearchHouseholds} {
		g := group{kind: kind}
		if kind != register.SearchCases && !f.purpose.stated() {
			g.needs = true
			f.groups = append(f.groups, g)
			continue
		}
		out, err := r.Reg.Search(r.Request().Context(), r.Actor, register.SearchQuery{Q: f.q, Kind: kind, Code: f.purpose.code, Purpose: f.purpose.words})
		if err != nil {
			fault := r.Fault(err)
			if !desk.Shown(fault) {
				return err
			}
			f.fault = fault
			continue
		}
		g.items, g.more = out.Items, out.More
		f.groups = append(f.groups, g)
	}
	if f.found() {
		f.fault = nil // one kind's rule for what may be looked for need not be another's
	}
	return showFinding(r, http.StatusOK, f)
}

func (f finding) found() bool {
	for _, g := range f.groups {
		if len(g.items) > 0 || g.needs {
			return true
		}
	}
	return false
}

// parts are a text before, in and after the first place where it holds what was looked
// for: why a hit is one.
func parts(text, q string) (before, match, after string) {
	if i := strings.Index(text, q); i >= 0 && q != "" {
		return text[:i], q, text[i+len(q):]
	}
	return text, "", ""
}

// onlyDigits tells that figures alone were typed, too few for a citizen number.
func onlyDigits(q string) bool { return len(q) < 18 && strings.Trim(q, "0123456789Xx") == "" }
