// Package intake is where a case begins: which business, which papers it takes, then
// one form whose boxes come from the rule book. What the register knows is fetched and
// shown, not asked again; what is typed is kept by itself until it is handed in.
package intake

import (
	"net/http"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// Mount adds the addresses of the intake.
func Mount(d *desk.Desk) {
	d.Get("/cases/new", desk.Workers, choose)
	d.Post("/cases/new/:business", desk.Workers, open)
	d.Get("/cases/:id/draft", desk.Workers, show)
	d.Post("/cases/:id/draft", desk.Workers, submit)
	d.Post("/cases/:id/draft/keep", desk.Workers, keep)
	d.Get("/codes/divisions", desk.Workers, divisions)
	d.Post("/codes/readings", desk.Anyone, readings)
}

// offered are the businesses that an officer opens at the counter. Lines are opened by
// their batch, leads on their own page.
func offered(r *desk.Request) []*workflow.Definition {
	all := r.Reg.Book().All(r.Reg.Today())
	lines := map[workflow.Business]bool{workflow.Lead: true}
	for _, d := range all {
		if d.Child != "" {
			lines[d.Child], lines[d.Business] = true, true
		}
	}
	var out []*workflow.Definition
	for _, d := range all {
		if !lines[d.Business] && opens(r.Actor, d) {
			out = append(out, d)
		}
	}
	return out
}

// opens tells whether the officer's posting may take the business in.
func opens(a register.Actor, d *workflow.Definition) bool {
	for _, s := range d.From(d.Initial) {
		for _, by := range s.By {
			if by.Seat == workflow.Own && a.Has(by.Role) {
				return true
			}
		}
	}
	return false
}

// choose names the businesses, each with its papers, before anything is typed.
func choose(r *desk.Request) error {
	list, b, key := offered(r), r.Reg.Book(), r.Key()
	return r.Page(http.StatusOK, r.T("新建业务", "New case"), ui.Elsewhere, func(v *ui.View) templ.Component { return chooser(v, b, list, key) })
}

// open begins a draft of the business and goes to its form. The key makes a second
// press the same draft.
func open(r *desk.Request) error {
	q := register.OpenRequest{Business: workflow.Business(r.Param("business")), Key: r.FormValue("key"), Facts: workflow.Facts{}}
	if q.Key == "" {
		q.Key = r.Key()
	}
	a, err := r.Reg.Open(r.Request().Context(), r.Actor, q)
	if err != nil {
		return err
	}
	return r.Go("/cases/"+a.CaseID+"/draft", "")
}
