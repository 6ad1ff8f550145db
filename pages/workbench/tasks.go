package workbench

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// taskEnd is the form that ends one task.
type taskEnd struct {
	item  register.TaskItem
	boxes map[string]string
	fault *ui.Fault
	key   string
}

// tasks is the list of what entries and colleagues left to the officer.
func tasks(r *desk.Request) error {
	items, err := r.Reg.Tasks(r.Request().Context(), r.Actor)
	if err != nil {
		return err
	}
	return r.Page(http.StatusOK, r.T("待办事项", "Tasks"), ui.Tasks, func(v *ui.View) templ.Component { return tasksPage(v, items) })
}

func oneTask(r *desk.Request) error {
	item, err := r.Reg.Task(r.Request().Context(), r.Actor, r.Param("id"))
	if err != nil {
		return err
	}
	if item.Done || !endsHere(item) {
		return r.Go("/tasks", r.T("这个事项已经办结", "This task is done already"))
	}
	return (&taskEnd{item: item, boxes: map[string]string{}, key: r.Key()}).show(r, http.StatusOK)
}

func (e *taskEnd) show(r *desk.Request, status int) error {
	return r.Page(status, r.Lang.Word(e.item.Name), ui.Tasks, func(v *ui.View) templ.Component { return taskPage(v, e) })
}

func endTask(r *desk.Request) error {
	item, err := r.Reg.Task(r.Request().Context(), r.Actor, r.Param("id"))
	if err != nil {
		return err
	}
	e := &taskEnd{item: item, key: r.FormValue("key"), boxes: map[string]string{"result": strings.TrimSpace(r.FormValue("result")), "document_no": strings.TrimSpace(r.FormValue("document_no"))}}
	if _, err := r.Reg.EndTask(r.Request().Context(), r.Actor, register.TaskEnd{ID: item.ID, Key: e.key, Result: e.boxes["result"], Document: e.boxes["document_no"]}); err != nil {
		if e.fault = r.Fault(err); !desk.Shown(e.fault) {
			return err
		}
		for i, x := range e.fault.Fields {
			e.fault.Fields[i].Field = strings.TrimPrefix(x.Field, "input.")
		}
		return e.show(r, e.fault.Status)
	}
	return r.Go("/tasks", r.T("已办结：", "Done: ")+r.Lang.Word(item.Name))
}

// endsHere tells whether a task is ended by saying what came of it; others are steps of their
// case with forms of their own.
func endsHere(x register.TaskItem) bool {
	return x.Event == workflow.FinishTask || x.Event == workflow.CompleteTask
}

// aboutAt is the page of whom or what a task concerns.
func aboutAt(x register.TaskAbout) templ.SafeURL {
	if x.Kind == "person" {
		return templ.SafeURL("/people/" + x.ID)
	}
	return templ.SafeURL("/households/" + x.ID)
}
