// Package admin keeps officers, stations, service sites and policy rows: who acts
// where and until when, on which days a counter is open, what a place chose from which
// day on, and the list of every such act. It shows nothing of the register: the three
// administrators see no personal data.
package admin

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// keeping is the desk with the real clock, on which sessions end.
type keeping struct{ d *desk.Desk }

// Mount adds the addresses of administration. Supervisors read what concerns their own
// area; package register refuses the rest.
func Mount(d *desk.Desk) {
	k := keeping{d}
	d.Get("/admin", readers, home)
	d.Get("/admin/officers", readers, officers)
	d.Post("/admin/officers", readers, officers)
	d.Get("/admin/officers/new", makers, newOfficer)
	d.Post("/admin/officers/new", makers, addOfficer)
	d.Get("/admin/officers/:id", readers, officer)
	d.Get("/admin/officers/:id/reset", keepers, askReset)
	d.Post("/admin/officers/:id/reset", keepers, k.reset)
	d.Get("/admin/officers/:id/disable", makers, askDisable)
	d.Post("/admin/officers/:id/disable", makers, k.disable)
	d.Get("/admin/officers/:id/postings/:posting/end", keepers, askEnd)
	d.Post("/admin/officers/:id/postings/:posting/end", keepers, end)
	d.Get("/admin/postings/new", keepers, newPosting)
	d.Post("/admin/postings/new", keepers, post)
	d.Get("/admin/stations", readers, stations)
	d.Get("/admin/sites/:id", readers, site)
	d.Post("/admin/sites/:id", siteKeepers, setSite)
	d.Get("/admin/policies", readers, policies)
	d.Get("/admin/policies/new", policyMakers, newPolicy)
	d.Post("/admin/policies/new", policyMakers, addPolicy)
	d.Get("/admin/institutions", readers, institutions)
	d.Get("/admin/acts", watchers, acts)
}

func readers(a register.Actor) bool { return desk.Admins(a) || desk.Deciders(a) }

// makers make and close accounts; keepers give them their posts.
func makers(a register.Actor) bool      { return a.Has(workflow.SysAdmin, workflow.SecAdmin) }
func keepers(a register.Actor) bool     { return a.Has(workflow.SecAdmin) }
func siteKeepers(a register.Actor) bool { return a.Has(workflow.SysAdmin) }
func policyMakers(a register.Actor) bool {
	return register.MayRule(a, "") || register.MayRule(a, register.BusinessPasswords)
}
func watchers(a register.Actor) bool { return desk.Admins(a) || a.Has(workflow.Auditor) }

// room is one of the pages of administration.
type room struct{ path, name string }

// rooms are those that the officer may enter.
func rooms(v *ui.View, a register.Actor) []room {
	out := []room{{"/admin", v.T("概览", "Overview")}, {"/admin/officers", v.T("民警和任职", "Officers and posts")}, {"/admin/stations", v.T("单位和服务点", "Stations and sites")},
		{"/admin/policies", v.T("政策行", "Policy rows")}, {"/admin/institutions", v.T("集体户机构", "Institutions")}}
	if watchers(a) {
		out = append(out, room{"/admin/acts", v.T("管理留痕", "Acts of administration")})
	}
	return out
}

// framed is a page of administration beneath the row of rooms. at is the room it
// belongs to.
func framed(r *desk.Request, status int, title, at string, content func(*ui.View) templ.Component) error {
	return r.Page(status, title, ui.Admin, func(v *ui.View) templ.Component { return frame(v, rooms(v, r.Actor), at, content(v)) })
}

// refused shows a form again beside what was refused; what cannot be mended here is
// passed on.
func refused(r *desk.Request, err error, again func(*ui.Fault) error) error {
	f := r.Fault(err)
	if !desk.Shown(f) {
		return err
	}
	return again(f)
}

// day reads a box for a day.
func day(r *desk.Request, name string) models.Date {
	return models.Date(desk.Date(strings.TrimSpace(r.FormValue(name))))
}

// overview is what administration should look at first.
type overview struct {
	ending  []register.OfficerView
	open    []register.StationView // without anyone who decides
	expired []register.InstitutionView
	posts   bool
}

func home(r *desk.Request) error {
	ctx := r.Request().Context()
	o := overview{posts: keepers(r.Actor)}
	var err error
	if o.ending, err = r.Reg.Officers(ctx, r.Actor, register.OfficerFilter{Ending: endingDays}); err != nil {
		return err
	}
	all, err := r.Reg.Stations(ctx, r.Actor)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.NoApprover {
			o.open = append(o.open, s)
		}
	}
	units, err := r.Reg.Institutions(ctx, r.Actor)
	if err != nil {
		return err
	}
	for _, u := range units {
		if u.Expired {
			o.expired = append(o.expired, u)
		}
	}
	return framed(r, http.StatusOK, r.T("管理", "Administration"), "/admin", func(v *ui.View) templ.Component { return homePage(v, o) })
}
