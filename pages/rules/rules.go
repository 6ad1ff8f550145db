// Package rules shows the rule book to whoever works by it: what each business needs,
// every step with its conditions and its law, the machine as a picture, and a trial:
// enter facts, see what would happen. Everything comes from the definitions.
package rules

import (
	"net/http"

	"github.com/a-h/templ"

	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/workflow"
	"hukou/workflow/render"
)

// Mount adds the addresses of the rules.
func Mount(d *desk.Desk) {
	d.Get("/rules", desk.Anyone, list)
	d.Get("/rules/:business", desk.Anyone, show)
	d.Get("/rules/:business/try", desk.Anyone, trial)
}

// list is the catalogue of businesses in force today.
func list(r *desk.Request) error {
	all := r.Reg.Book().All(r.Reg.Today())
	return r.Page(http.StatusOK, r.T("办理规则", "Rules"), ui.Rules, func(v *ui.View) templ.Component { return catalogue(v, all) })
}

// show is one business in the edition in force, or in the one asked for.
func show(r *desk.Request) error {
	d, err := definition(r)
	if err != nil {
		return err
	}
	b := r.Reg.Book()
	p := ruleBook{Book: b, Definition: d, Lang: r.Lang, editions: editions(b, d.Business)}
	p.inForce, _ = b.Current(d.Business, r.Reg.Today())
	p.before = p.editionBefore()
	lang := render.Zh
	if r.Lang == ui.English {
		lang = render.En
	}
	p.picture = render.SVG(b, d, lang, workflow.State(r.QueryParam("state")))
	return r.Page(http.StatusOK, r.Lang.Word(d.Names), ui.Rules, func(v *ui.View) templ.Component { return business(v, p) })
}

// definition is the edition that the address names.
func definition(r *desk.Request) (*workflow.Definition, error) {
	b, name := r.Reg.Book(), workflow.Business(r.Param("business"))
	d, ok := b.Current(name, r.Reg.Today())
	if edition := r.QueryParam("edition"); edition != "" {
		d, ok = b.Get(name, models.Date(edition))
	}
	if !ok {
		return nil, desk.NotFound()
	}
	return d, nil
}

func editions(b *workflow.Book, name workflow.Business) []models.Date {
	var out []models.Date
	for _, d := range b.Editions() {
		if d.Business == name {
			out = append(out, d.Edition)
		}
	}
	return out
}
