package casefile

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"hukou/gb"
	"hukou/handlers"
	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// caseOf is the case in which a person is looked at.
func caseOf(r *desk.Request) string { return r.FormValue("case") }

// card is the 常住人口登记卡 of one person (domain 5): the boxes of the form, in its
// order, with what the register has.
type card struct {
	*register.PersonView
	number string
	full   bool
	caseID string
	item   map[string]register.ItemView
	body   string
	rare   []string
	on     models.Date
}

// printCard shows the card, the number masked. The number in the clear is for the
// person's own book: it comes by a press, and the register writes who asked.
func printCard(r *desk.Request) error {
	ctx, id := r.Request().Context(), r.Param("id")
	q := register.PersonQuery{CaseID: caseOf(r), Purpose: r.FormValue("purpose")}
	if q.CaseID == "" && q.Purpose == "" {
		return askPurpose(r, nil)
	}
	v, err := r.Reg.Person(ctx, r.Actor, id, q)
	if err != nil {
		return cardFault(r, err)
	}
	c := card{PersonView: v, number: v.Number, caseID: q.CaseID, item: map[string]register.ItemView{}, on: r.Reg.Today()}
	for _, x := range v.Items {
		c.item[x.Item] = x
	}
	if r.Request().Method == http.MethodPost && r.FormValue("full") == "1" {
		if c.number, err = r.Reg.Reveal(ctx, r.Actor, register.RevealQuery{PersonID: id, CaseID: q.CaseID, Purpose: q.Purpose}); err != nil {
			return cardFault(r, err)
		}
		c.full = true
	}
	names, err := bodiesOf(r)
	if err != nil {
		return err
	}
	c.body = r.Lang.Word(names[v.Station])
	var ok bool
	if c.rare, ok = glyphs(v.Name, c.value(r.Lang, "former_names"), c.value(r.Lang, "birth_place"), c.value(r.Lang, "native_place"), c.Address); !ok {
		return unprintable(r, "/people/"+id)
	}
	return r.Paper(http.StatusOK, r.T("常住人口登记卡", "Register card"), func(view *ui.View) templ.Component { return cardSheet(view, c, q.Purpose) })
}

func cardFault(r *desk.Request, err error) error {
	f := r.Fault(err)
	if !desk.Shown(f) {
		return err
	}
	return askPurpose(r, f)
}

// askPurpose asks why the card is printed, where no open case says it.
func askPurpose(r *desk.Request, f *ui.Fault) error {
	if !desk.Readers(r.Actor) {
		return handlers.NotYours()
	}
	status := http.StatusOK
	if f != nil {
		status = f.Status
	}
	id := r.Param("id")
	return r.Page(status, r.T("常住人口登记卡", "Register card"), ui.Search, func(v *ui.View) templ.Component { return purposeForm(v, id, f) })
}

// value is an item of the card as it prints; empty boxes print as a line.
func (c card) value(l ui.Lang, item string) string {
	x, ok := c.item[item]
	if !ok {
		return ""
	}
	if x.Text != nil && x.Text.Zh != "" {
		return l.Word(*x.Text)
	}
	return x.Value
}

// place is a division as the form wants it, under its province; what the register has in
// other words stands as it is.
func (c card) place(l ui.Lang, item string) string {
	name := c.value(l, item)
	d, ok := gb.DivisionOn(c.provinceOf(item), c.on)
	if !ok || d.Name == c.item[item].Text.Zh {
		return name
	}
	return l.Word(workflow.Word{Zh: d.Name + name, En: name + ", " + d.NameEn})
}

// provinceOf is the code of the province that an item's division lies in; empty where the
// item is none.
func (c card) provinceOf(item string) string {
	x := c.item[item]
	if x.Text == nil || x.Text.Zh == "" || len(x.Value) < 6 {
		return ""
	}
	return x.Value[:2] + "0000"
}

// bornAt is the place of birth with what the register has of it in words, which is all
// there is of a birth abroad.
func (c card) bornAt(l ui.Lang) string {
	return strings.TrimSpace(c.place(l, "birth_place_code") + " " + c.value(l, "birth_place"))
}
