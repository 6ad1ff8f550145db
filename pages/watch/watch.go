// Package watch is the desk of looks: requests for access with their decisions, alarms
// and break-glass with their reviews, and seals that await a second person.
package watch

import (
	"net/http"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
)

// Mount adds the addresses of the desk.
func Mount(d *desk.Desk) {
	d.Get("/watch", desk.Readers, list)
	d.Post("/watch/requests/:id/grant", desk.Readers, func(r *desk.Request) error { return decide(r, true) })
	d.Post("/watch/requests/:id/refuse", desk.Readers, func(r *desk.Request) error { return decide(r, false) })
	d.Post("/watch/notices/:id/review", desk.Readers, review)
	d.Post("/watch/seals/:id/confirm", desk.Readers, confirm)
	d.Post("/watch/glass/end", desk.Readers, endGlass)
}

// overview is all that concerns the officer.
type overview struct {
	requests []register.AccessRequestView
	notices  []register.NoticeView
	seals    []register.SealView
	glass    *register.GlassView
	bodies   map[string]string
	fault    *ui.Fault
}

func list(r *desk.Request) error { return show(r, http.StatusOK, nil) }

func show(r *desk.Request, status int, fault *ui.Fault) error {
	ctx := r.Request().Context()
	o := overview{fault: fault, bodies: map[string]string{}}
	var err error
	if o.requests, err = r.Reg.AccessRequests(ctx, r.Actor, ""); err != nil {
		return err
	}
	if o.notices, err = r.Reg.Notices(ctx, r.Actor, false); err != nil {
		return err
	}
	seals, err := r.Reg.Seals(ctx, r.Actor)
	if err != nil {
		return err
	}
	for _, s := range seals {
		if s.MayConfirm {
			o.seals = append(o.seals, s)
		}
	}
	if o.glass, err = r.Reg.CurrentGlass(ctx, r.Actor); err != nil {
		return err
	}
	bodies, err := r.Reg.Bodies(ctx)
	if err != nil {
		return err
	}
	for _, b := range bodies {
		o.bodies[b.Code] = desk.BodyName(r.Lang, b)
	}
	return r.Page(status, r.T("查阅与批准", "Looks and approvals"), ui.Watch, func(v *ui.View) templ.Component { return watchPage(v, o) })
}

// done goes back to the list, or shows beside it why not.
func done(r *desk.Request, err error, said string) error {
	if err == nil {
		return r.Go("/watch", said)
	}
	f := r.Fault(err)
	if !desk.Shown(f) {
		return err
	}
	return show(r, f.Status, f)
}

func decide(r *desk.Request, grant bool) error {
	_, err := r.Reg.DecideAccess(r.Request().Context(), r.Actor, r.Param("id"), grant, r.FormValue("reason"))
	if grant {
		return done(r, err, r.T("已批准", "Granted"))
	}
	return done(r, err, r.T("未批准", "Refused access"))
}

func review(r *desk.Request) error {
	_, err := r.Reg.ReviewNotice(r.Request().Context(), r.Actor, r.Param("id"), r.FormValue("reason"))
	return done(r, err, r.T("已复核", "Reviewed"))
}

func confirm(r *desk.Request) error {
	_, err := r.Reg.ConfirmSeal(r.Request().Context(), r.Actor, r.Param("id"))
	return done(r, err, r.T("已确认", "Confirmed"))
}

func endGlass(r *desk.Request) error {
	return done(r, r.Reg.EndGlass(r.Request().Context(), r.Actor), r.T("紧急查阅已结束", "The break-glass has ended"))
}
