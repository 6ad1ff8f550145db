package admin

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// endingDays is how many days ahead the end of a posting is told.
const endingDays = 7

// staff is the list of officers as it is drawn.
type staff struct {
	book         *workflow.Book
	rows, ending []register.OfficerView
	filter       register.OfficerFilter
	stations     []register.StationView
	makes, posts bool
}

// officers lists them. A name is looked for by POST, so that it stands in no address.
func officers(r *desk.Request) error {
	ctx := r.Request().Context()
	s := staff{book: r.Reg.Book(), makes: makers(r.Actor), posts: keepers(r.Actor)}
	s.filter = register.OfficerFilter{Org: r.FormValue("org"), Role: workflow.Role(r.FormValue("role")), Disabled: r.FormValue("disabled") == "1"}
	if r.Request().Method == http.MethodPost {
		s.filter.Q = strings.TrimSpace(r.Request().PostFormValue("q"))
	}
	var err error
	if s.rows, err = r.Reg.Officers(ctx, r.Actor, s.filter); err != nil {
		return err
	}
	if s.ending, err = r.Reg.Officers(ctx, r.Actor, register.OfficerFilter{Ending: endingDays}); err != nil {
		return err
	}
	if s.stations, err = r.Reg.Stations(ctx, r.Actor); err != nil {
		return err
	}
	return framed(r, http.StatusOK, r.T("民警和任职", "Officers and posts"), "/admin/officers", func(v *ui.View) templ.Component { return officersPage(v, s) })
}

// file is one officer's page with what the one who looks may do.
type file struct {
	register.OfficerView
	mayDisable bool
	fault      *ui.Fault
	asked      *register.SignOffAsked
}

func fileOf(r *desk.Request) (file, error) {
	o, err := r.Reg.Officer(r.Request().Context(), r.Actor, r.Param("id"))
	return file{OfficerView: o, mayDisable: makers(r.Actor) && o.ID != r.Actor.OfficerID && !o.Disabled}, err
}

func officer(r *desk.Request) error {
	f, err := fileOf(r)
	if err != nil {
		return err
	}
	return framed(r, http.StatusOK, r.T("任职", "Posts"), "/admin/officers", func(v *ui.View) templ.Component { return officerPage(v, f) })
}

// newcomer is the form of a new account.
type newcomer struct {
	username string
	fault    *ui.Fault
}

func newOfficer(r *desk.Request) error { return showNewOfficer(r, http.StatusOK, newcomer{}) }

func showNewOfficer(r *desk.Request, status int, n newcomer) error {
	return framed(r, status, r.T("新建账号", "New account"), "/admin/officers", func(v *ui.View) templ.Component { return newOfficerPage(v, n) })
}

// addOfficer makes the account and shows what it is handed over with, this once.
func addOfficer(r *desk.Request) error {
	n := newcomer{username: strings.TrimSpace(r.FormValue("username"))}
	password, err := r.Reg.DrawPassword()
	if err != nil {
		return err
	}
	number, _ := desk.Fact(r.Request().PostForm, "person_id", workflow.KindNumber)
	text, _ := number.(string)
	account, err := r.Reg.AddOfficer(r.Request().Context(), r.Actor, register.NewOfficer{Username: n.username, Number: text, Password: password})
	if err != nil {
		return refused(r, err, func(f *ui.Fault) error {
			n.fault = f
			return showNewOfficer(r, f.Status, n)
		})
	}
	if err := r.Sent(); err != nil {
		return err
	}
	return handOver(r, account, password, r.T("账号已建", "The account is made"))
}

// handOver shows an account's password and secret. Nothing keeps the page: it is the
// answer to the form, and pages are never stored.
func handOver(r *desk.Request, a register.Account, password, title string) error {
	return framed(r, http.StatusOK, title, "/admin/officers", func(v *ui.View) templ.Component { return handOverPage(v, a, password, title) })
}

func askReset(r *desk.Request) error { return ask(r, http.StatusOK, nil, resetPage) }

// reset gives the account a new password and a new secret.
func (k keeping) reset(r *desk.Request) error {
	f, err := fileOf(r)
	if err != nil {
		return err
	}
	password, err := r.Reg.DrawPassword()
	if err != nil {
		return err
	}
	account, err := r.Reg.ResetOfficer(r.Request().Context(), r.Actor, f.Username, password, r.SignOff(), k.d.Now())
	if err != nil {
		return refused(r, err, func(fault *ui.Fault) error { return ask(r, fault.Status, fault, resetPage) })
	}
	return handOver(r, account, password, r.T("账号已重置", "The account is reset"))
}

func askDisable(r *desk.Request) error { return ask(r, http.StatusOK, nil, disablePage) }

// disable closes the account for good.
func (k keeping) disable(r *desk.Request) error {
	f, err := fileOf(r)
	if err != nil {
		return err
	}
	if err := r.Reg.DisableOfficer(r.Request().Context(), r.Actor, f.Username, k.d.Now()); err != nil {
		return refused(r, err, func(fault *ui.Fault) error { return ask(r, fault.Status, fault, disablePage) })
	}
	return r.Go("/admin/officers/"+url.PathEscape(f.ID), r.T("账号已停用，会话已结束", "The account is disabled and its sessions ended"))
}

// ask shows a page that asks before an act on an account.
func ask(r *desk.Request, status int, fault *ui.Fault, page func(*ui.View, file) templ.Component) error {
	f, err := fileOf(r)
	if err != nil {
		return err
	}
	f.fault, f.asked = fault, r.RecentAsked()
	return framed(r, status, r.T("账号", "Account"), "/admin/officers", func(v *ui.View) templ.Component { return page(v, f) })
}
