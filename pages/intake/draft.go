package intake

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// load is the case behind the address with its definition; a case whose declared data
// cannot be changed now has no form.
func load(r *desk.Request) (*form, error) {
	view, err := r.Reg.View(r.Request().Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	f := &form{view: view, book: r.Reg.Book(), key: r.Key(), people: map[workflow.Field]*register.PersonView{}, found: map[workflow.Field][]register.Hit{}}
	var ok bool
	if f.def, ok = f.book.Get(view.Business, view.Edition); !ok {
		return nil, desk.NotFound()
	}
	return f, nil
}

// changeable tells whether the form may be worked on now.
func (f *form) changeable() bool { return register.Changeable(f.def, f.view.State) }

// handIn is the step by which the form leaves the officer's hands, empty where it is
// only changed: a draft is lodged, corrections are handed in again.
func (f *form) handIn() workflow.Event {
	switch f.view.State {
	case f.def.Initial:
		return workflow.Lodge
	case workflow.Correcting:
		return workflow.Resubmit
	}
	return ""
}

// show is the form with what is declared and what was typed before.
func show(r *desk.Request) error {
	f, err := load(r)
	if err != nil {
		return err
	}
	if !f.changeable() {
		return r.Go("/cases/"+f.view.ID, "")
	}
	typed, err := r.Reg.Typed(r.Request().Context(), r.Actor, f.view.ID)
	if err != nil {
		return err
	}
	f.fill(typed.Boxes)
	f.focus = f.first()
	if !typed.SavedAt.IsZero() {
		f.kept = clock(typed.SavedAt)
	}
	return f.page(r, http.StatusOK)
}

// page shows the form; persons and the household that are chosen are fetched.
func (f *form) page(r *desk.Request, status int) error {
	if err := f.fetch(r); err != nil {
		return err
	}
	return r.Page(status, r.Lang.Word(f.view.BusinessName)+" "+f.view.Number, ui.Drafts, func(v *ui.View) templ.Component {
		if f.focus != "" {
			v.Focus = box(f.focus)
		}
		return draft(v, f)
	})
}

// keep stores the boxes as they stand; the answer says when, and who is like the person
// typed.
func keep(r *desk.Request) error {
	f, err := load(r)
	if err != nil {
		return err
	}
	values, err := r.FormParams()
	if err != nil {
		return err
	}
	f.read(values)
	at, err := r.Reg.KeepTyping(r.Request().Context(), r.Actor, f.view.ID, f.boxes)
	if err != nil {
		return err
	}
	f.kept = clock(at)
	if err := f.lookWhileTyped(r, values); err != nil {
		return err
	}
	return r.Part(http.StatusOK, func(v *ui.View) templ.Component { return keptPart(v, f) })
}

// submit does what the pressed button says: look for a person, take one, keep the
// draft, or hand it in.
func submit(r *desk.Request) error {
	f, err := load(r)
	if err != nil {
		return err
	}
	values, err := r.FormParams()
	if err != nil {
		return err
	}
	f.read(values)
	f.readItems(values)
	ctx := r.Request().Context()
	version, _ := strconv.ParseInt(values.Get("version"), 10, 64)
	if what, field, _ := strings.Cut(values.Get("do"), " "); what != "save" && what != "lodge" {
		if err := f.choose(r, what, workflow.Field(field), values); err != nil {
			return err
		}
		if what != "look" && f.fault == nil {
			name, _, _ := strings.Cut(field, " ")
			f.focus = workflow.Field(name)
		}
		if _, err := r.Reg.KeepTyping(ctx, r.Actor, f.view.ID, f.boxes); err != nil {
			return err
		}
		return f.page(r, http.StatusOK)
	}
	if values.Get("do") == "lodge" && f.handIn() != "" {
		if ok, err := f.passes(r, values); err != nil {
			return err
		} else if !ok {
			return f.warn(r, version)
		}
	}
	changed, err := r.Reg.Change(ctx, r.Actor, f.view.ID, version, f.changed())
	if err != nil {
		return f.refused(r, err, version)
	}
	if version, err = f.consent(r, values, changed.Version); err != nil {
		f.view.Version = version
		return f.refused(r, err, version)
	}
	if values.Get("do") == "save" {
		if err := r.Reg.DropTyping(ctx, r.Actor, f.view.ID); err != nil {
			return err
		}
		return r.Go("/cases/"+f.view.ID+"/draft", r.T("草稿已存", "The draft is kept"))
	}
	return f.lodge(r, version, values.Get("key"))
}

// warn shows the form once more, with those like the person typed whom the page had not
// shown; nothing is handed in. The version stays the one that the officer worked on.
func (f *form) warn(r *desk.Request, version int64) error {
	if _, err := r.Reg.KeepTyping(r.Request().Context(), r.Actor, f.view.ID, f.boxes); err != nil {
		return err
	}
	f.view.Version = version
	return f.page(r, http.StatusOK)
}

// lodge hands the form in: the step by which the business leaves its draft or its
// correction.
func (f *form) lodge(r *desk.Request, version int64, key string) error {
	ctx, event := r.Request().Context(), f.handIn()
	if event == "" {
		return r.Go("/cases/"+f.view.ID, "")
	}
	_, err := r.Reg.Take(ctx, r.Actor, register.StepRequest{CaseID: f.view.ID, Event: event, Version: version, Key: key, Input: workflow.Facts{}})
	if err != nil {
		f.view.Version = version
		return f.refused(r, err, version)
	}
	if err := r.Reg.DropTyping(ctx, r.Actor, f.view.ID); err != nil {
		return err
	}
	if err := r.Keep(f.view.ID); err != nil {
		return err
	}
	return r.Go("/cases/"+f.view.ID, r.T("已申报，下一步是受理", "Handed in; acceptance comes next"))
}

// refused shows the form again with everything typed and all that is wrong; on an old
// version also with what changed meanwhile.
func (f *form) refused(r *desk.Request, err error, version int64) error {
	fault := r.Fault(err)
	if !desk.Shown(fault) {
		return err
	}
	f.fault = fault
	if _, no := r.Reg.KeepTyping(r.Request().Context(), r.Actor, f.view.ID, f.boxes); no != nil {
		return no
	}
	if fault.Status == http.StatusPreconditionFailed {
		var no error
		if f.changes, no = r.Reg.ChangesSince(r.Request().Context(), r.Actor, f.view.ID, version); no != nil {
			return no
		}
	}
	return f.page(r, fault.Status)
}

func clock(t time.Time) string { return t.In(models.Shanghai).Format("15:04:05") }
