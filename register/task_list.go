package register

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// TaskItem is a piece of work that an entry or a colleague left to the officer, as their list
// shows it. About is the person or the household that it concerns; CaseID and CaseNumber are
// there for those who may open the case: the number would tell another station where somebody
// went. Event is the step that ends it.
type TaskItem struct {
	ID         string         `json:"id"`
	Kind       workflow.Task  `json:"kind"`
	Name       workflow.Word  `json:"name"`
	Why        *workflow.Word `json:"why,omitempty"`
	About      *TaskAbout     `json:"about,omitempty"`
	Org        string         `json:"station"`
	Role       workflow.Role  `json:"role,omitempty"`
	Mine       bool           `json:"mine"`
	OpenedOn   models.Date    `json:"opened_on"`
	DueOn      models.Date    `json:"due_on,omitempty"`
	Overdue    bool           `json:"overdue"`
	Done       bool           `json:"done"`
	Outcome    string         `json:"outcome,omitempty"`
	Event      workflow.Event `json:"event"`
	CaseID     string         `json:"case_id,omitempty"`
	CaseNumber string         `json:"case_number,omitempty"`
}

// TaskAbout names what a task concerns: a person or a household of the register.
type TaskAbout struct {
	Kind  string `json:"kind" enum:"person,household"`
	ID    string `json:"id"`
	Label string `json:"label"`
}

// TaskEnd is how an officer ends a task: what came of it, and the paper it rests on.
type TaskEnd struct {
	ID       string
	Key      string
	Result   string
	Document string
}

// alertWords say why a head is alerted, by the first word of the alert's note.
func alertWords() map[string]workflow.Word {
	return map[string]workflow.Word{
		"minors_alone":   {Zh: "户内只剩未成年人", En: "Only minors are left in the household"},
		"guardian_gone":  {Zh: "监护人不能再监护", En: "The guardian can guard no longer"},
		"person_back":    {Zh: "有人恢复在册，请核对户内关系", En: "Somebody is registered again: look at the relations of the household"},
		"marital_status": {Zh: "婚姻状况可能已变，请核对", En: "The marital status may have changed: look at it"},
		"ruling_undone":  {Zh: "本机关所涉的重复户口裁定已被冲销", En: "A ruling on two entries that concerns your body was undone"},
		"officer_left":   {Zh: "被请的人已离岗，请另请他人", En: "Whoever was asked has left the post: ask somebody else"},
	}
}

// waiting are the open tasks that wait for the officer, by name or by a post, and that a step of
// theirs ends, the most urgent first, at most 200. What is told to a station of origin with the
// question itself is in its list of cases. Cost: one query by two partial indexes.
func (a *act) waiting() ([]waitingTask, error) {
	text, args := "t.officer = ?", []any{a.actor.OfficerID}
	for org, roles := range a.rolesByOrg() {
		text += " or t.officer = '' and t.org = ? and (t.role = '' or t.role in ?)"
		args = append(args, org, roles)
	}
	rows, err := store.Rows[waitingTask](a.tx, tasksText+"t.done_at is null and t.note <> ? and ("+text+
		") order by t.due_on, t.id limit 200", append([]any{string(workflow.RequestOrigin)}, args...)...)
	return slices.DeleteFunc(rows, func(t waitingTask) bool { return a.taskEvent(t) == "" }), err
}

// waitingTask is a task with where its case stands.
type waitingTask struct {
	models.CaseTask
	Business, State, HandlingOrg string
	Edition                      models.Date
}

const tasksText = "select t.*, c.business, c.edition, c.state, c.handling_org from case_tasks t join cases c on c.id = t.case_id where "

// late tells whether a task is open past its day.
func (a *act) late(t waitingTask) bool { return t.DoneAt == nil && t.DueOn != "" && t.DueOn < a.today }

// Tasks are the open tasks that wait for the officer: what an entry left to be done at their
// station, whichever station made it, and what a colleague asked of them. Cost: see waiting, and
// two messages for what they name.
func (r *Registrar) Tasks(ctx context.Context, actor Actor) ([]TaskItem, error) {
	items := []TaskItem{}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		rows, err := a.waiting()
		if err != nil {
			return err
		}
		items, err = a.taskItems(rows)
		return err
	})
	return items, mapStore(err)
}

// TaskCount is how many wait for the officer, and how many of them are late.
func (r *Registrar) TaskCount(ctx context.Context, actor Actor) (n QueueCount, err error) {
	err = r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		rows, err := a.waiting()
		for _, t := range rows {
			n.Total++
			if a.late(t) {
				n.Overdue++
			}
		}
		return err
	})
	return n, mapStore(err)
}

// Task is one of them; one that does not wait for the officer is not found.
func (r *Registrar) Task(ctx context.Context, actor Actor, id string) (item TaskItem, err error) {
	err = r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		t, err := a.taskForMe(id)
		if err != nil {
			return err
		}
		items, err := a.taskItems([]waitingTask{t})
		if err == nil {
			item = items[0]
		}
		return err
	})
	return item, mapStore(err)
}

// EndTask finishes a task by the step of its case that does so, FinishTask after the entry and
// CompleteTask before. Who was left the task by another station's case stands there at the seat
// of the charged: they end it, and are shown nothing of the case.
func (r *Registrar) EndTask(ctx context.Context, actor Actor, q TaskEnd) (Answer, error) {
	var out Answer
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		t, err := a.taskForMe(q.ID)
		if err != nil {
			return err
		}
		a.charged = t.Org
		a.req = StepRequest{CaseID: t.CaseID, Event: workflow.FinishTask, Key: q.Key, Input: workflow.Facts{workflow.InTask: t.ID, workflow.InResult: q.Result}}
		if q.Document != "" {
			a.req.Input[workflow.InDocument] = q.Document
		}
		ans, done, err := a.loadOnce(t.CaseID, q.Key, hashRequest("task", q.ID, q.Result, q.Document))
		if err != nil || done {
			out = ans
			return err
		}
		a.req.Event = cmp.Or(a.taskEvent(t), workflow.FinishTask)
		if err := a.take(); err != nil {
			return err
		}
		if t, err = a.taskForMe(q.ID); err != nil {
			return err
		}
		items, err := a.taskItems([]waitingTask{t})
		if err != nil {
			return err
		}
		body, err := json.Marshal(items[0])
		if err != nil {
			return err
		}
		out = Answer{Status: 200, Body: body, CaseID: a.c.ID, Version: a.c.Version}
		return a.keep(q.Key, out)
	})
	return out, mapStore(err)
}

// taskForMe is a task that waits, or waited, for the officer.
func (a *act) taskForMe(id string) (waitingTask, error) {
	rows, err := store.Rows[waitingTask](a.tx, tasksText+"t.id = ?", id)
	if err == nil && (len(rows) == 0 || !a.awaits(rows[0].CaseTask)) {
		return waitingTask{}, store.ErrNotFound
	}
	if err != nil {
		return waitingTask{}, err
	}
	return rows[0], nil
}

// taskEvent is the step that ends a task where its case stands now, for one of the officer's
// roles at the body that has it: a step of its own kind, or FinishTask after the entry, or
// CompleteTask before it, which the handling station alone takes; empty where there is none.
func (a *act) taskEvent(t waitingTask) workflow.Event {
	def, ok := a.r.book.Get(workflow.Business(t.Business), t.Edition)
	if !ok {
		return ""
	}
	for _, s := range def.From(workflow.State(t.State)) {
		if answersTask(s.On, t.CaseTask) && (s.On != workflow.CompleteTask || t.Org == t.HandlingOrg) && a.endsAs(s, t.CaseTask) {
			return s.On
		}
	}
	return ""
}

// endsAs tells whether the officer holds a role of the step at the body of the task.
func (a *act) endsAs(s workflow.Step, t models.CaseTask) bool {
	return t.Officer != "" || slices.ContainsFunc(a.actor.Postings, func(p models.Posting) bool {
		return p.Org == t.Org && slices.ContainsFunc(s.By, func(by workflow.By) bool { return string(by.Role) == p.Role })
	})
}

// taskItems are tasks as the officer's list shows them.
func (a *act) taskItems(rows []waitingTask) ([]TaskItem, error) {
	about, cases, err := a.aboutTasks(rows)
	out := make([]TaskItem, 0, len(rows))
	for _, t := range rows {
		item := TaskItem{ID: t.ID, Kind: workflow.Task(t.Kind), Name: a.r.book.TaskWord(workflow.Task(t.Kind)), Org: t.Org, Role: workflow.Role(t.Role), Mine: t.Officer != "" && t.Officer == a.actor.OfficerID,
			OpenedOn: models.DateOf(t.OpenedAt), DueOn: t.DueOn, Overdue: a.late(t), Done: t.DoneAt != nil, Outcome: t.Outcome}
		code, id := noteParts(t.Note)
		if w, ok := alertWords()[code]; ok {
			item.Why = &w
		} else if w, ok := workflow.EventWords()[workflow.Event(code)]; ok && t.Kind == string(workflow.TaskAlert) {
			item.Why = &w
		}
		if x, ok := about[id]; ok {
			item.About = &x
		}
		item.Event = a.taskEvent(t)
		if n, ok := cases[t.CaseID]; ok {
			item.CaseID, item.CaseNumber = t.CaseID, n
		}
		out = append(out, item)
	}
	return out, err
}

// noteParts are the code that a task's note begins with and the id that it ends with; a note
// of one word is both.
func noteParts(note string) (code, id string) {
	code, id, both := strings.Cut(note, " ")
	if !both {
		return note, note
	}
	return code, id
}

// aboutTasks are the people and households that tasks are about, by id, of a sealed person the
// word of the seal; and the numbers of those of their cases that the officer may open.
func (a *act) aboutTasks(rows []waitingTask) (map[string]TaskAbout, map[string]string, error) {
	about, open := map[string]TaskAbout{}, map[string]string{}
	if len(rows) == 0 {
		return about, open, nil
	}
	var ids, from []string
	for _, t := range rows {
		_, id := noteParts(t.Note)
		ids, from = append(ids, id), append(from, t.CaseID)
	}
	ours, args := a.ourCases()
	var people []models.Person
	var homes []models.Household
	var cases []models.Case
	if err := a.tx.Together(store.Into(&people, "", "id in ?", ids), store.Into(&homes, "", "id in ?", ids),
		store.IntoRows(&cases, "select c.id, c.number from cases c where c.id in ? and "+ours, append([]any{from}, args...)...)); err != nil {
		return nil, nil, err
	}
	var known []string
	for _, p := range people {
		known = append(known, p.ID)
	}
	sealed, err := a.sealedAmong(known)
	for _, p := range people {
		name := p.Name
		if sealed[p.ID] {
			name = SealedWord().Zh
		}
		about[p.ID] = TaskAbout{Kind: "person", ID: p.ID, Label: name}
	}
	for _, h := range homes {
		about[h.ID] = TaskAbout{Kind: "household", ID: h.ID, Label: h.Address}
	}
	for _, c := range cases {
		open[c.ID] = c.Number
	}
	return about, open, err
}
