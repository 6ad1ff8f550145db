// Package batches is the desk for a roster: children of one institution who enter its
// household together. The roster is handed in as a file and mended in place; then
// every child is a tile within their city, county and station, and what many of them
// need next is done for all at once. A station of origin sees its own children alone.
package batches

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// Mount adds the addresses of the rosters.
func Mount(d *desk.Desk) {
	d.Get("/batches", desk.Workers, list)
	d.Get("/batches/new", desk.Workers, blank)
	d.Post("/batches/new", desk.Workers, handIn)
	d.Get("/batches/template", desk.Workers, template)
	d.Get("/batches/:id", desk.Readers, show)
	d.Get("/batches/:id/progress", desk.Readers, progress)
	d.Get("/batches/:id/roster", desk.Workers, showRoster)
	d.Post("/batches/:id/roster", desk.Workers, handInAgain)
	d.Post("/batches/:id/roster/cell", desk.Workers, mend)
	d.Get("/batches/:id/roster/annotated", desk.Workers, annotated)
	d.Post("/batches/:id/roster/enter", desk.Workers, enter)
	d.Post("/batches/:id/step", desk.Workers, stepBatch)
	d.Post("/batches/:id/paper", desk.Workers, fetchPaper)
	d.Post("/batches/:id/verdict", desk.Workers, judgePaper)
	d.Get("/batches/:id/papers", desk.Workers, askPapers)
	d.Post("/batches/:id/papers", desk.Workers, takePapers)
	d.Get("/batches/:id/take", desk.Workers, askStep)
	d.Post("/batches/:id/take", desk.Workers, takeStep)
	d.Get("/batches/:id/match", desk.Workers, askMatch)
	d.Post("/batches/:id/match", desk.Workers, takeMatch)
	d.Get("/batches/:id/mine", desk.Workers, askMine)
	d.Post("/batches/:id/mine", desk.Workers, answerMine)
}

// keeping dresses a page whose forms keep themselves: the script for that weighs too much
// for the page of a roster, which only shows.
func keeping(v *ui.View) *ui.View {
	v.Desk = "lines"
	return v
}

func list(r *desk.Request) error {
	rows, err := r.Reg.Batches(r.Request().Context(), r.Actor)
	if err != nil {
		return err
	}
	return r.Page(http.StatusOK, r.T("批量业务", "Batches"), ui.Batches, func(v *ui.View) templ.Component {
		return listPage(v, rows, r.Actor.Has(workflow.Clerk, workflow.Aux))
	})
}

// batch is a roster as its page shows it.
type batch struct {
	*register.CaseView
	body  string
	lines []register.BatchLine
	steps []register.StepView
	// ready is how many lines the officer's submit would take now.
	ready int
	// unready are lines that stand where they are submitted and lack something of their own.
	unready map[string]bool
	kept    *upload
	book    *workflow.Book
	today   models.Date
	actor   register.Actor
	key     string
	fault   *ui.Fault
}

func read(r *desk.Request) (*batch, error) {
	ctx, id := r.Request().Context(), r.Param("id")
	v, err := r.Reg.View(ctx, r.Actor, id)
	if err != nil {
		return nil, err
	}
	if v.Business != workflow.WardBatch {
		return nil, desk.NotFound()
	}
	b := &batch{CaseView: v, key: r.Key(), book: r.Reg.Book(), today: r.Reg.Today(), actor: r.Actor}
	if b.lines, err = r.Reg.BatchLines(ctx, r.Actor, id); err != nil {
		return nil, err
	}
	if b.body, err = r.Reg.BatchBody(ctx, r.Actor, id); err != nil {
		return nil, err
	}
	b.steps, err = r.Reg.Steps(ctx, r.Actor, id)
	return b, err
}

func show(r *desk.Request) error {
	b, err := read(r)
	if err != nil {
		return err
	}
	return b.page(r, http.StatusOK)
}

func (b *batch) page(r *desk.Request, status int) error {
	var err error
	if b.State == workflow.BDraft && b.typist(r) {
		if b.kept, err = keptUpload(r, b.ID); err != nil {
			return err
		}
	}
	if b.ready, err = b.countReady(r); err != nil {
		return err
	}
	return r.Page(status, r.T("批量业务", "Batches")+" "+b.Number, ui.Batches, func(v *ui.View) templ.Component { return batchPage(v, b) })
}

// typist tells that the officer works on the roster itself.
func (b *batch) typist(r *desk.Request) bool { return r.Actor.Has(workflow.Clerk, workflow.Aux) }

// countReady counts the lines whose only lack is the head's press.
func (b *batch) countReady(r *desk.Request) (int, error) {
	n := 0
	b.unready = map[string]bool{}
	for _, l := range b.lines {
		if kindOf(l) != ready {
			continue
		}
		steps, err := r.Reg.Steps(r.Request().Context(), r.Actor, l.ID)
		if err != nil {
			return 0, err
		}
		for _, s := range steps {
			if s.Event == workflow.Submit && s.Allowed {
				n++
			} else if s.Event == workflow.Submit && slices.ContainsFunc(s.Unmet, func(c workflow.Condition) bool { return c.Code != "role" }) {
				b.unready[l.ID] = true
			}
		}
	}
	return n, nil
}

// progress is what changed since the mark that the page asks with, or nothing.
func progress(r *desk.Request) error {
	b, err := read(r)
	if err != nil {
		return err
	}
	if b.ready, err = b.countReady(r); err != nil {
		return err
	}
	if r.QueryParam("seen") == b.mark() {
		return r.NoContent(http.StatusNoContent)
	}
	return r.Part(http.StatusOK, func(v *ui.View) templ.Component { return answered(v, b) })
}

// stepBatch takes a step of the roster itself that needs nothing written.
func stepBatch(r *desk.Request) error {
	ctx, id := r.Request().Context(), r.Param("id")
	on := workflow.Event(r.FormValue("event"))
	if on != workflow.Lodge && on != workflow.Accept {
		return desk.NotFound()
	}
	_, err := r.Reg.Take(ctx, r.Actor, register.StepRequest{CaseID: id, Event: on, Version: versionOf(r), Key: r.FormValue("key"), Input: workflow.Facts{}})
	if err != nil {
		return again(r, err)
	}
	return r.Go("/batches/"+id, r.T("已办：", "Done: ")+r.Lang.Word(r.Reg.Book().EventWord(on)))
}

// again shows the roster's page with why an act was refused.
func again(r *desk.Request, no error) error {
	f := r.Fault(no)
	if !desk.Shown(f) {
		return no
	}
	b, err := read(r)
	if err != nil {
		return err
	}
	b.fault = f
	return b.page(r, f.Status)
}
