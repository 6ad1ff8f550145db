package workbench

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
)

// Mount adds the workbench: the officer's own cases at /, every queue at /work/{queue}, and what
// entries left to be done at /tasks.
func Mount(d *desk.Desk) {
	d.Get("/", desk.Anyone, home)
	d.Get("/work/:queue", desk.Workers, func(r *desk.Request) error { return show(r, r.Param("queue")) })
	d.Get("/tasks", desk.Workers, tasks)
	d.Get("/tasks/:id", desk.Workers, oneTask)
	d.Post("/tasks/:id", desk.Workers, endTask)
	d.Post("/work/next", desk.Workers, next)
	d.Post("/work/claim", desk.Workers, claim)
	d.Post("/work/group/check", desk.Workers, checkGroup)
	d.Post("/work/group", desk.Workers, takeGroup)
}

// pageRows is how many rows a page of a queue has.
const pageRows = 50

// home is where each kind of officer begins: those who take no steps have no cases.
func home(r *desk.Request) error {
	switch {
	case desk.Workers(r.Actor):
		return show(r, register.QueueMine)
	case desk.Admins(r.Actor):
		return r.Go("/admin", "")
	}
	return r.Go("/search", "")
}

// show is a page of a queue, or the part of it that htmx asks for.
func show(r *desk.Request, queue string) error {
	if !slices.Contains(register.Worklists(), queue) {
		return desk.NotFound()
	}
	q := queryOf(r, queue)
	list, err := r.Reg.Worklist(r.Request().Context(), r.Actor, q)
	if err != nil {
		return err
	}
	b := &bench{book: r.Reg.Book(), list: list, q: q, values: r.QueryParams()}
	b.lookAt(r.QueryParam("at"))
	if b.chosen != nil && r.QueryParam("at") != "" {
		if b.open, err = r.Reg.View(r.Request().Context(), r.Actor, b.chosen.ID); err != nil {
			return err
		}
	}
	switch target := r.Request().Header.Get("HX-Target"); {
	case r.Fragment() && target == "preview":
		return r.Part(http.StatusOK, func(v *ui.View) templ.Component { return preview(v, b) })
	case r.Fragment() && target == "work":
		return r.Part(http.StatusOK, func(v *ui.View) templ.Component { return work(v, b) })
	}
	name := nameOf(r.Lang, queue)
	return r.Page(http.StatusOK, name, sections()[queue], func(v *ui.View) templ.Component { return page(v, b) })
}

// queryOf reads filters, order and place from the address.
func queryOf(r *desk.Request, queue string) register.WorklistQuery {
	q := desk.List(queue, r.QueryParams())
	q.Cursor, q.Limit = r.QueryParam("cursor"), pageRows
	return q
}

// sections are the parts of the rail that the queues light.
func sections() map[string]ui.Section {
	return map[string]ui.Section{register.QueueMine: ui.Mine, register.QueueStation: ui.Station, register.QueueApprovals: ui.Approvals,
		register.QueueReturned: ui.Returned, register.QueueOverdue: ui.Overdue, register.QueueWaiting: ui.Waiting,
		register.QueueDrafts: ui.Drafts, register.QueueDone: ui.Done}
}

// address is that of this queue with some of the query changed; an empty value takes
// its key away, and so does every change the place in the list.
func (b *bench) address(pairs ...string) string {
	out := url.Values{}
	for _, k := range []string{"business", "station", "site", "batch", "due", "sort", "unfold"} {
		if v := b.values.Get(k); v != "" {
			out.Set(k, v)
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		out.Set(pairs[i], pairs[i+1])
		if pairs[i+1] == "" {
			out.Del(pairs[i])
		}
	}
	path := pathOf(b.q.Queue)
	if len(out) == 0 {
		return path
	}
	return path + "?" + out.Encode()
}

// caseAt is the address of a case that is opened from this list.
func (b *bench) caseAt(id string) templ.SafeURL {
	return templ.SafeURL("/cases/" + id + "?queue=" + url.QueryEscape(desk.ListName(b.q.Queue, b.values)))
}

func pathOf(queue string) string {
	if queue == register.QueueMine {
		return "/"
	}
	return "/work/" + queue
}
