package registers

import (
	"net/http"

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
}

func person(r *desk.Request) error { return showPerson(r, http.StatusOK, "", nil) }

// showPerson reads the page for the day of the address, its history and, when two days
// are named, the difference.
func showPerson(r *desk.Request, status int, number string, fault *ui.Fault) error {
	ctx := r.Request().Context()
	d, q := daysOf(r)
	p := personPage{days: d, number: number, caseID: q.CaseID, fault: fault}
	var err error
	if p.view, err = r.Reg.Person(ctx, r.Actor, r.Param("id"), q); err != nil {
		if f := r.Fault(err); d.asOf != "" && desk.Shown(f) && f.Code == "invalid_values" {
			p.days.asOf, q.AsOf, p.fault, status = "", "", f, f.Status
			p.view, err = r.Reg.Person(ctx, r.Actor, r.Param("id"), q)
		}
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
	if p.days.from != "" {
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
}

func household(r *desk.Request) error {
	ctx := r.Request().Context()
	d, q := daysOf(r)
	p := householdPage{days: d, caseID: q.CaseID}
	status := http.StatusOK
	var err error
	if p.view, err = r.Reg.Household(ctx, r.Actor, r.Param("id"), q); err != nil {
		if f := r.Fault(err); d.asOf != "" && desk.Shown(f) && f.Code == "invalid_values" {
			p.days.asOf, q.AsOf, p.fault, status = "", "", f, f.Status
			p.view, err = r.Reg.Household(ctx, r.Actor, r.Param("id"), q)
		}
	}
	if err != nil {
		return askPurpose(r, err)
	}
	if p.days.all, err = r.Reg.HouseholdDays(ctx, r.Actor, p.view.ID, q); err != nil {
		return err
	}
	if p.days.from != "" {
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
