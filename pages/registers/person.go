package registers

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
)

// personPage is a person as the register has them on a day.
type personPage struct {
	view    *register.PersonView
	history []register.EventView
	days    days
	diff    []register.DiffRow
	number  string
	caseID  string
	usage   bool
	seals   bool
	key     string
	fault   *ui.Fault
	opens   map[string]bool
}

// cases are the cases that the page names.
func (p personPage) cases() []string {
	var out []string
	for _, i := range p.view.Items {
		out = append(out, i.CaseID)
	}
	for _, g := range p.view.Guardians {
		out = append(out, g.CaseID)
	}
	for _, e := range p.history {
		out = append(out, e.CaseID)
	}
	return out
}

// item is an item of the page by its name; empty where the page has none.
func (p personPage) item(name string) register.ItemView {
	i := slices.IndexFunc(p.view.Items, func(i register.ItemView) bool { return i.Item == name })
	if i < 0 {
		return register.ItemView{}
	}
	return p.view.Items[i]
}

func person(r *desk.Request) error { return showPerson(r, http.StatusOK, "", nil) }

// showPerson reads the page for the day of the address, its history and, when two days
// are named, the difference.
func showPerson(r *desk.Request, status int, number string, fault *ui.Fault) error {
	ctx := r.Request().Context()
	d, q, wrong := daysOf(r)
	if fault == nil && wrong != nil {
		fault, status = wrong, wrong.Status
	}
	p := personPage{days: d, number: number, caseID: q.CaseID, fault: fault}
	var err error
	if p.view, err = r.Reg.Person(ctx, r.Actor, r.Param("id"), q); desk.IsNotFound(err) && q.AsOf != "" {
		p.days.before, q.AsOf = true, ""
		p.view, err = r.Reg.Person(ctx, r.Actor, r.Param("id"), q)
	}
	if err != nil {
		return askPurpose(r, err)
	}
	if p.view.Sealed {
		return showClosed(r, http.StatusOK, &register.ApprovalRequired{Kind: register.AccessSealed}, nil)
	}
	p.usage, p.seals, p.key = seesUsage(r), r.Actor.Has(register.SealRoles()...), r.Key()
	if p.history, err = r.Reg.PersonHistory(ctx, r.Actor, p.view.ID, q); err != nil {
		return err
	}
	if p.days.all, err = r.Reg.PersonDays(ctx, r.Actor, p.view.ID, q); err != nil {
		return err
	}
	if p.days.gap() {
		return desk.NotFound()
	}
	if p.opens, err = r.Reg.Opens(ctx, r.Actor, p.cases()); err != nil {
		return err
	}
	if p.days.from != "" && !p.days.before && p.fault == nil {
		from := q
		from.AsOf = p.days.from
		if p.diff, err = r.Reg.PersonDiff(ctx, r.Actor, p.view.ID, from, q); err != nil {
			if p.fault = r.Fault(err); !desk.Shown(p.fault) {
				return err
			}
			status = p.fault.Status
		}
	}
	return r.Page(status, r.T("人员登记页", "A person of the register"), ui.Search, func(v *ui.View) templ.Component { return personView(v, p) })
}

// reveal shows the whole number once, for the purpose given; the look is logged.
func reveal(r *desk.Request) error {
	p := keepPurpose(r)
	q := register.RevealQuery{PersonID: r.Param("id"), CaseID: r.FormValue("case"), Code: p.code, Purpose: p.words}
	number, err := r.Reg.Reveal(r.Request().Context(), r.Actor, q)
	if err != nil {
		f := r.Fault(err)
		if !desk.Shown(f) {
			return err
		}
		return showPerson(r, f.Status, "", f)
	}
	return showPerson(r, http.StatusOK, number, nil)
}

// householdPage is a household on a day.
type householdPage struct {
	view   *register.HouseholdView
	days   days
	diff   []register.DiffRow
	fault  *ui.Fault
	caseID string
	opens  map[string]bool
}

// cases are the cases that the page names.
func (p householdPage) cases() []string {
	var out []string
	for _, i := range p.view.Items {
		out = append(out, i.CaseID)
	}
	for _, m := range p.view.Members {
		out = append(out, m.CaseID)
	}
	for _, t := range p.view.Tasks {
		out = append(out, t.CaseID)
	}
	return out
}

func household(r *desk.Request) error {
	ctx := r.Request().Context()
	d, q, wrong := daysOf(r)
	p := householdPage{days: d, caseID: q.CaseID, fault: wrong}
	status := http.StatusOK
	if wrong != nil {
		status = wrong.Status
	}
	var err error
	if p.view, err = r.Reg.Household(ctx, r.Actor, r.Param("id"), q); desk.IsNotFound(err) && q.AsOf != "" {
		p.days.before, q.AsOf = true, ""
		p.view, err = r.Reg.Household(ctx, r.Actor, r.Param("id"), q)
	}
	if err != nil {
		return askPurpose(r, err)
	}
	if p.days.all, err = r.Reg.HouseholdDays(ctx, r.Actor, p.view.ID, q); err != nil {
		return err
	}
	if p.days.gap() {
		return desk.NotFound()
	}
	if p.opens, err = r.Reg.Opens(ctx, r.Actor, p.cases()); err != nil {
		return err
	}
	if p.days.from != "" && !p.days.before && p.fault == nil {
		from := q
		from.AsOf = p.days.from
		if p.diff, err = r.Reg.HouseholdDiff(ctx, r.Actor, p.view.ID, from, q); err != nil {
			if p.fault = r.Fault(err); !desk.Shown(p.fault) {
				return err
			}
			status = p.fault.Status
		}
	}
	return r.Page(status, r.T("户", "A household"), ui.Search, func(v *ui.View) templ.Component { return householdView(v, p) })
}

// at is the address of a page on a day, in the case it was opened from.
func at(path string, day models.Date, caseID string) templ.SafeURL {
	to := path + "?as_of=" + string(day)
	if caseID != "" {
		to += "&case=" + caseID
	}
	return templ.SafeURL(to)
}

// cardAt is the address of a person's card; the case for which their page was opened says
// what it is printed for.
func cardAt(person, caseID string) templ.SafeURL {
	to := "/people/" + person + "/print/card"
	if caseID != "" {
		to += "?case=" + caseID
	}
	return templ.SafeURL(to)
}
