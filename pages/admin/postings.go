package admin

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// posting is the form of a posting with the choices of its boxes. Officers and bodies
// are written by their username and code; the boxes offer both with their names.
type posting struct {
	book                                   *workflow.Book
	officer, org, role, from, to, document string
	secondment                             bool
	// form is the address under which what is typed is kept: that of an officer's own page
	// is another one.
	form     string
	officers []register.OfficerView
	stations []register.StationView
	fault    *ui.Fault
	asked    *register.SignOffAsked
}

// newPosting is the empty form, of a secondment unless another posting is asked for.
// An officer's page names the officer by id.
func newPosting(r *desk.Request) error {
	p := posting{book: r.Reg.Book(), secondment: r.QueryParam("kind") != "post", from: string(r.Reg.Today()), form: r.Request().URL.RequestURI()}
	if id := r.QueryParam("officer"); id != "" {
		o, err := r.Reg.Officer(r.Request().Context(), r.Actor, id)
		if err != nil {
			return err
		}
		p.officer = o.Username
	}
	return showPosting(r, http.StatusOK, p)
}

func showPosting(r *desk.Request, status int, p posting) error {
	ctx := r.Request().Context()
	p.asked = r.RecentAsked()
	var err error
	if p.officers, err = r.Reg.Officers(ctx, r.Actor, register.OfficerFilter{}); err != nil {
		return err
	}
	if p.stations, err = standing(r); err != nil {
		return err
	}
	return framed(r, status, p.title(r.Lang), "/admin/officers", func(v *ui.View) templ.Component { return postingPage(v, p) })
}

func (p posting) title(l ui.Lang) string {
	if p.secondment {
		return l.T("新增借调", "New secondment")
	}
	return l.T("新任职", "New posting")
}

// standing are the bodies that somebody may be posted to.
func standing(r *desk.Request) ([]register.StationView, error) {
	all, err := r.Reg.Stations(r.Request().Context(), r.Actor)
	return slices.DeleteFunc(all, func(s register.StationView) bool { return s.Ended }), err
}

// post gives the posting and shows it at the officer.
func post(r *desk.Request) error {
	p := posting{book: r.Reg.Book(), officer: strings.TrimSpace(r.FormValue("officer")), org: strings.TrimSpace(r.FormValue("org")), role: r.FormValue("role"),
		from: string(day(r, "valid_from")), to: string(day(r, "valid_to")), document: strings.TrimSpace(r.FormValue("document")), secondment: r.FormValue("secondment") == "1",
		form: r.FormValue(ui.TypedForm)}
	id, err := officerID(r, p.officer)
	if err != nil {
		return err
	}
	org, err := bodyCode(r, p.org)
	if err != nil {
		return err
	}
	_, err = r.Reg.Post(r.Request().Context(), r.Actor, register.NewPosting{OfficerID: id, Org: org, Role: workflow.Role(p.role), From: models.Date(p.from),
		To: models.Date(p.to), Secondment: p.secondment, Document: p.document, SignOff: r.SignOff()})
	if err != nil {
		return refused(r, err, func(f *ui.Fault) error {
			p.fault = f
			return showPosting(r, f.Status, p)
		})
	}
	done := r.T("任职已新增", "The posting is entered")
	if p.secondment {
		done = r.T("借调已新增", "The secondment is entered")
	}
	return r.Go("/admin/officers/"+url.PathEscape(id), done)
}

// officerID is the officer of a username; none leaves register to say so.
func officerID(r *desk.Request, username string) (string, error) {
	found, err := r.Reg.Officers(r.Request().Context(), r.Actor, register.OfficerFilter{Q: username})
	for _, o := range found {
		if username != "" && strings.EqualFold(o.Username, username) {
			return o.ID, err
		}
	}
	return "", err
}

// bodyCode is the code of a body that is named by its code or by its name.
func bodyCode(r *desk.Request, text string) (string, error) {
	all, err := standing(r)
	for _, s := range all {
		if s.Name == text || s.NameEn == text {
			return s.Code, err
		}
	}
	return text, err
}

// ending is the form that ends a posting.
type ending struct {
	officer        register.OfficerView
	posting        register.PostingView
	last, document string
	fault          *ui.Fault
}

func endingOf(r *desk.Request) (ending, error) {
	o, err := r.Reg.Officer(r.Request().Context(), r.Actor, r.Param("id"))
	if err != nil {
		return ending{}, err
	}
	i := slices.IndexFunc(o.Postings, func(p register.PostingView) bool { return p.ID == r.Param("posting") })
	if i < 0 {
		return ending{}, desk.NotFound()
	}
	return ending{officer: o, posting: o.Postings[i], last: string(r.Reg.Today())}, nil
}

func askEnd(r *desk.Request) error {
	e, err := endingOf(r)
	if err != nil {
		return err
	}
	return showEnd(r, http.StatusOK, e)
}

func showEnd(r *desk.Request, status int, e ending) error {
	return framed(r, status, r.T("终止任职", "End a posting"), "/admin/officers", func(v *ui.View) templ.Component { return endPage(v, e) })
}

// end ends the posting on its last day.
func end(r *desk.Request) error {
	e, err := endingOf(r)
	if err != nil {
		return err
	}
	e.last, e.document = string(day(r, "valid_to")), strings.TrimSpace(r.FormValue("document"))
	if err := r.Reg.EndPosting(r.Request().Context(), r.Actor, e.posting.ID, models.Date(e.last), e.document); err != nil {
		return refused(r, err, func(f *ui.Fault) error {
			e.fault = f
			return showEnd(r, f.Status, e)
		})
	}
	return r.Go("/admin/officers/"+url.PathEscape(e.officer.ID), r.T("任职已终止，截止日 ", "The posting ends on ")+e.last)
}

// roles are those that a posting may give; the system's own is none.
func roles() []workflow.Role {
	return []workflow.Role{workflow.Aux, workflow.Clerk, workflow.Community, workflow.Head, workflow.County, workflow.CountyLead, workflow.City, workflow.CityLead, workflow.Region,
		workflow.Auditor, workflow.PrivacyOfficer, workflow.SysAdmin, workflow.SecAdmin, workflow.AuditAdmin}
}
