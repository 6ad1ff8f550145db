package admin

import (
	"net/http"
	"net/url"
	"time"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// trace is a page of the acts of administration.
type trace struct {
	rows   []register.AdminActView
	filter register.AdminActFilter
	// own tells that the officer sees only what they did themselves.
	own  bool
	next string
	book *workflow.Book
}

// mostActs is how many acts register lists at once.
const mostActs = 200

// acts lists them, newest first.
func acts(r *desk.Request) error {
	t := trace{book: r.Reg.Book(), own: !r.Actor.Has(workflow.AuditAdmin, workflow.Auditor)}
	t.filter = register.AdminActFilter{Act: r.QueryParam("act"), Day: day(r, "day")}
	if before, err := time.Parse(time.RFC3339Nano, r.QueryParam("before")); err == nil {
		t.filter.Before = before
	}
	var err error
	if t.rows, err = r.Reg.AdminActs(r.Request().Context(), r.Actor, t.filter); err != nil {
		return err
	}
	if len(t.rows) == mostActs {
		q := url.Values{"before": {t.rows[mostActs-1].At.Format(time.RFC3339Nano)}, "act": {t.filter.Act}, "day": {string(t.filter.Day)}}
		t.next = "/admin/acts?" + q.Encode()
	}
	return framed(r, http.StatusOK, r.T("管理留痕", "Acts of administration"), "/admin/acts", func(v *ui.View) templ.Component { return actsPage(v, t) })
}

// institutions lists the bodies that keep a collective household.
func institutions(r *desk.Request) error {
	all, err := r.Reg.Institutions(r.Request().Context(), r.Actor)
	if err != nil {
		return err
	}
	return framed(r, http.StatusOK, r.T("集体户机构", "Institutions"), "/admin/institutions", func(v *ui.View) templ.Component { return institutionsPage(v, all) })
}

// actKinds are the acts that the list can be narrowed to.
func actKinds() []string {
	return []string{register.ActAccountAdded, register.ActAccountDisabled, register.ActAccountReset, register.ActAccountPerson, register.ActPostingAdded, register.ActPostingEnded,
		register.ActTimetableSet, register.ActPolicyAdded, register.ActPolicyEnded, register.ActStationsImported}
}
