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
	again := func(f *ui.Fault) error {
		p.fault = f
		return showPosting(r, f.Status, p)
	}
	id, org, err := named(r, p.officer, p.org)
	if err != nil {
		return refused(r, err, again)
	}
	_, err = r.Reg.Post(r.Request().Context(), r.Actor, register.NewPosting{OfficerID: id, Org: org, Role: workflow.Role(p.role), From: models.Date(p.from),
		To: models.Date(p.to), Secondment: p.secondment, Document: p.document, SignOff: r.SignOff()})
	if err != nil {
		return refused(r, err, again)
	}
	done := r.T("任职已新增", "The posting is entered")
	if p.secondment {
		done = r.T("借调已新增", "The secondment is entered")
	}
	return r.Go("/admin/officers/"+url.PathEscape(id), done)
}

// named are the officer and the body that two boxes name: by username or code, or by a name,
// a part of it where only one has it. What nobody has is left for the register to say; what
// several have is said here, for the register knows no names.
func named(r *desk.Request, officer, org string) (id, code string, err error) {
	officers, err := r.Reg.Officers(r.Request().Context(), r.Actor, register.OfficerFilter{})
	if err != nil {
		return "", "", err
	}
	bodies, err := standing(r)
	if err != nil {
		return "", "", err
	}
	wrong := &register.Invalid{}
	who, several := one(officers, officer, func(o register.OfficerView) []string { return []string{o.Username, o.Name} })
	if several {
		wrong.Errors = append(wrong.Errors, register.FieldError{Field: "officer", Code: "ambiguous",
			Message: workflow.Word{Zh: "有几名民警的姓名与此相符，请从列表中选，或填写用户名。", En: "Several officers have this in their name: choose from the list, or write the username."}})
	}
	where, several := one(bodies, org, func(s register.StationView) []string { return []string{s.Code, s.Name, s.NameEn} })
	if several {
		wrong.Errors = append(wrong.Errors, register.FieldError{Field: "org", Code: "ambiguous",
			Message: workflow.Word{Zh: "有几个单位的名称与此相符，请从列表中选，或填写十二位代码。", En: "Several bodies have this in their name: choose from the list, or write the twelve-digit code."}})
	}
	if len(wrong.Errors) > 0 {
		return "", "", wrong
	}
	if where.Code == "" {
		where.Code = org
	}
	return who.ID, where.Code, nil
}

// one is the thing that a text names whole, else the only one whose names contain it;
// several tells that more do.
func one[T any](all []T, text string, names func(T) []string) (found T, several bool) {
	if text == "" {
		return found, false
	}
	for _, match := range []func(string) bool{
		func(name string) bool { return strings.EqualFold(name, text) },
		func(name string) bool { return strings.Contains(strings.ToLower(name), strings.ToLower(text)) },
	} {
		var hits []T
		for _, x := range all {
			if slices.ContainsFunc(names(x), match) {
				hits = append(hits, x)
			}
		}
		if len(hits) == 1 {
			return hits[0], false
		}
		if len(hits) > 1 {
			return found, true
		}
	}
	return found, false
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
