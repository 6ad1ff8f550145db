package approvals

import (
	"net/http"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
)

// Mount adds the approval desk.
func Mount(d *desk.Desk) {
	d.Get("/approvals", desk.Deciders, func(r *desk.Request) error { return show(r, "") })
	d.Get("/approvals/:id", desk.Deciders, func(r *desk.Request) error { return show(r, r.Param("id")) })
	d.Post("/approvals/:id", desk.Deciders, decide)
	d.Get("/approvals/batch/:id", desk.Deciders, showDocket)
	d.Post("/approvals/batch/:id", desk.Deciders, decideDocket)
}

// queueRows is how many cases the left column shows.
const queueRows = 50

// show is the desk with a case on it: the one asked for, else the most urgent.
func show(r *desk.Request, id string) error {
	queue, err := r.Reg.Worklist(r.Request().Context(), r.Actor, register.WorklistQuery{Queue: register.QueueApprovals, Limit: queueRows, Business: businessOf(r)})
	if err != nil {
		return err
	}
	if id == "" && len(queue.Items) == 0 {
		return showEmpty(r, "")
	}
	if id == "" {
		id = queue.Items[0].ID
	}
	s, err := read(r, queue, id)
	if err != nil {
		return err
	}
	s.back, s.returning = desk.Back(r.QueryParam("back"), ""), r.QueryParam("return") != ""
	return draw(r, http.StatusOK, s)
}

// draw shows the desk; htmx gets it without the page around it.
func draw(r *desk.Request, status int, s *sheet) error {
	if r.Fragment() {
		return r.PartOf(status, r.T("审批台", "Approvals")+" "+s.view.Number, func(v *ui.View) templ.Component { return board(v, s) })
	}
	return r.Page(status, r.T("审批台", "Approvals")+" "+s.view.Number, ui.Approvals, func(v *ui.View) templ.Component { return page(v, s) })
}

// showEmpty says that nothing is left, and how much was decided.
func showEmpty(r *desk.Request, done string) error {
	counts, err := r.Reg.Counts(r.Request().Context(), r.Actor)
	if err != nil {
		return err
	}
	n := counts[register.QueueDone].Total
	if r.Fragment() {
		r.Response().Header().Set("HX-Push-Url", "/approvals")
		return r.PartOf(http.StatusOK, r.T("审批台", "Approvals"), func(v *ui.View) templ.Component { return nothingLeft(v, n, done) })
	}
	return r.Page(http.StatusOK, r.T("审批台", "Approvals"), ui.Approvals, func(v *ui.View) templ.Component { return nothingLeft(v, n, done) })
}
