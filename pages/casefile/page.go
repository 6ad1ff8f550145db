package casefile

import (
	"errors"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// show is the page of a case.
func show(r *desk.Request) error {
	s, err := readSheet(r)
	if err != nil {
		return err
	}
	return showSheet(r, http.StatusOK, s)
}

func showSheet(r *desk.Request, status int, s *sheet) error {
	return r.Page(status, s.title(r.Lang), s.section(), func(v *ui.View) templ.Component { return page(v, s, r.Reg.Calendar()) })
}

// title names the window: a business and a number, never a person.
func (s *sheet) title(l ui.Lang) string { return l.Word(s.BusinessName) + " " + s.Number }

// section is the line of the rail that the officer came from.
func (s *sheet) section() ui.Section {
	if s.queue != "" {
		queue, _, _ := strings.Cut(s.queue, "?")
		return ui.Section(queue)
	}
	if s.place > 0 {
		return ui.Mine
	}
	return ui.Elsewhere
}

// refused shows the page again with what was refused above it. What is not to be
// mended here is returned for the whole page to say.
func refused(r *desk.Request, err error) error {
	f := r.Fault(err)
	if !desk.Shown(f) {
		return err
	}
	s, no := readSheet(r)
	if no != nil {
		return no
	}
	s.fault = f
	return showSheet(r, f.Status, s)
}

// claim takes the case in hand; release lets it go.
func claim(r *desk.Request) error {
	if _, err := r.Reg.Claim(r.Request().Context(), r.Actor, r.Param("id")); err != nil {
		return refused(r, err)
	}
	return r.Go(at(r.Param("id"), "", r.FormValue("queue")), r.T("已领取，本件由你办理", "Taken: this case is in your hands"))
}

func release(r *desk.Request) error {
	if _, err := r.Reg.Release(r.Request().Context(), r.Actor, r.Param("id")); err != nil {
		return refused(r, err)
	}
	return r.Go(at(r.Param("id"), "", r.FormValue("queue")), r.T("已放回本所待领取", "Let go: the station may take it"))
}

// reveal shows one number in the clear, once, in the answer to a press; the register
// writes who asked.
func reveal(r *desk.Request) error {
	id, ctx := r.Param("id"), r.Request().Context()
	var number string
	var err error
	what := r.FormValue("what")
	if r.FormValue("ask") == "field" {
		number, err = r.Reg.RevealFact(ctx, r.Actor, id, workflow.Field(what), r.FormValue("purpose"))
	} else {
		number, err = r.Reg.Reveal(ctx, r.Actor, register.RevealQuery{PersonID: what, CaseID: id, Purpose: r.FormValue("purpose")})
	}
	if err != nil {
		return refused(r, err)
	}
	if r.Fragment() {
		return r.Part(http.StatusOK, func(v *ui.View) templ.Component { return plainNumber(v, number) })
	}
	s, err := readSheet(r)
	if err != nil {
		return err
	}
	s.revealed[what] = number
	return showSheet(r, http.StatusOK, s)
}

// isStale tells that somebody was faster.
func isStale(err error) bool { return errors.Is(err, register.ErrStale) }
