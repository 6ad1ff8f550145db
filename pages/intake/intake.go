// Package intake is where a case begins: which business, which papers it takes, then
// one form whose boxes come from the rule book. What the register knows is fetched and
// shown, not asked again; what is typed is kept by itself until it is handed in.
package intake

import (
	"net/http"
	"slices"

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
	d.Get("/codes/terms", desk.Workers, terms)
	d.Post("/codes/readings", desk.Anyone, readings)
	d.Post("/codes/giver", desk.Anyone, giver)
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

// choosing is the list of businesses; person is whom they are to be about, where the
// officer comes from somebody's page.
type choosing struct {
	book   *workflow.Book
	list   []*workflow.Definition
	person string
	key    string
}

// choose names the businesses, each with its papers, before anything is typed.
func choose(r *desk.Request) error {
	c := choosing{book: r.Reg.Book(), list: offered(r), person: r.QueryParam("person"), key: r.Key()}
	if c.person != "" {
		c.list = slices.DeleteFunc(c.list, func(d *workflow.Definition) bool { return about(d) == "" })
	}
	return r.Page(http.StatusOK, r.T("新建业务", "New case"), ui.Elsewhere, func(v *ui.View) templ.Component { return chooser(v, c) })
}

// about is the fact by which a business names the one person of the register it is
// about; empty where it names none, or more than one.
func about(d *workflow.Definition) workflow.Field {
	asked := d.FactsOf()
	for _, f := range []workflow.Field{workflow.FactPerson, workflow.FactDeceased} {
		if _, is := asked[f]; is {
			return f
		}
	}
	return ""
}

// open begins a draft of the business, with what the page that led here knows, and goes
// to its form. The key makes a second press the same draft.
func open(r *desk.Request) error {
	q := register.OpenRequest{Business: workflow.Business(r.Param("business")), Key: r.FormValue("key"), Facts: workflow.Facts{}}
	if q.Key == "" {
		q.Key = r.Key()
	}
	values, err := r.FormParams()
	if err != nil {
		return err
	}
	if d, ok := r.Reg.Book().Current(q.Business, r.Reg.Today()); ok {
		for _, rule := range d.Facts {
			kind, _ := r.Reg.Book().Field(rule.Field)
			if v, given := desk.Fact(values, box(rule.Field), kind.Kind); given && v != nil {
				q.Facts[rule.Field] = v
			}
		}
	}
	a, err := r.Reg.Open(r.Request().Context(), r.Actor, q)
	if err != nil {
		return err
	}
	return r.Go("/cases/"+a.CaseID+"/draft", "")
}
