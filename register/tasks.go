package register

import (
	"maps"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// tasks are the case's tasks, done and open.
func (a *act) tasks() ([]models.CaseTask, error) {
	if a.cache.loaded["tasks"] {
		return a.cache.tasks, nil
	}
	rows, err := store.Many[models.CaseTask](a.tx, "opened_at, id", "case_id = ?", a.c.ID)
	a.cache.tasks = rows
	a.loaded("tasks")
	return rows, err
}

func (a *act) openTasksOf(kind workflow.Task) (int, error) {
	rows, err := a.tasks()
	n := 0
	for _, t := range rows {
		if t.Kind == string(kind) && t.DoneAt == nil {
			n++
		}
	}
	return n, err
}

// requiredTasks names the tasks without which no decision is made.
func (a *act) requiredTasks() ([]string, error) {
	rows, err := a.tasks()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, t := range rows {
		if !t.Required || t.DoneAt != nil {
			continue
		}
		who, err := a.owes(t)
		if err != nil {
			return nil, err
		}
		out = append(out, t.Kind+":"+who)
	}
	return out, nil
}

// owes is the name of whoever is to do a task: the officer, else the post of a body.
func (a *act) owes(t models.CaseTask) (string, error) {
	if t.Officer != "" {
		o, err := store.One[models.Officer](a.tx, "id = ?", t.Officer)
		return o.Name, err
	}
	o, err := a.org(t.Org)
	return o.Name + " " + a.r.book.RoleWord(workflow.Role(t.Role)).Zh, err
}

// higher are the posts of the levels above the station, by the post that decides there.
var higher = map[workflow.Role][]workflow.Role{
	workflow.County: {workflow.County, workflow.CountyLead}, workflow.CountyLead: {workflow.County, workflow.CountyLead},
	workflow.City: {workflow.City, workflow.CityLead}, workflow.CityLead: {workflow.City, workflow.CityLead},
}

// stageOf names the bodies that have the case now: see FStageOf.
func (a *act) stageOf() ([]string, error) {
	kinds := map[workflow.Role]models.OrgKind{workflow.County: models.KindCounty, workflow.CountyLead: models.KindCounty, workflow.City: models.KindCity, workflow.CityLead: models.KindCity}
	var above []models.OrgKind
	for _, by := range a.r.turns().of(a.c).by {
		posts, is := higher[by.Role]
		if by.Seat != workflow.Own || !is {
			return nil, nil
		}
		for _, r := range posts {
			if slices.Contains(a.actor.standings(a.seats), workflow.By{Role: r, Seat: workflow.Own}) {
				return nil, nil
			}
		}
		above = append(above, kinds[by.Role])
	}
	if len(above) == 0 {
		return nil, nil
	}
	bodies, err := chain(a.tx, a.c.HandlingOrg)
	var out []string
	for _, o := range bodies {
		if slices.Contains(above, o.Kind) {
			out = append(out, o.Name)
		}
	}
	return out, err
}

// countersignLack is how many of the asked officers must still agree (n of m).
func (a *act) countersignLack() (int, error) {
	rows, err := a.tasks()
	lack := 0
	var counted []string
	for _, t := range rows {
		if t.Kind == string(workflow.TaskCountersign) && !slices.Contains(counted, t.GroupID) {
			counted = append(counted, t.GroupID)
			lack += lacking(rows, t.GroupID)
		}
	}
	return lack, err
}

// countersignWaits counts the officers who were asked to countersign and have not answered,
// in asks where agreement still lacks.
func (a *act) countersignWaits() (int, error) {
	rows, err := a.tasks()
	waits := 0
	for _, t := range rows {
		if t.Kind == string(workflow.TaskCountersign) && t.DoneAt == nil && lacking(rows, t.GroupID) > 0 {
			waits++
		}
	}
	return waits, err
}

// lacking is how many more must agree in one ask; each officer counts once.
func lacking(rows []models.CaseTask, group string) int {
	need := 0
	var agreed []string
	for _, t := range rows {
		if t.Kind != string(workflow.TaskCountersign) || t.GroupID != group {
			continue
		}
		need = max(need, t.Needed)
		if t.Outcome == "agree" && !slices.Contains(agreed, t.Officer) {
			agreed = append(agreed, t.Officer)
		}
	}
	return max(0, need-len(agreed))
}

// taskIsMine tells whether the task named in the input is open and the officer's,
// by name or by role at the body it was given to.
func (a *act) taskIsMine() (bool, error) {
	t, ok, err := a.namedTask()
	return ok && t.DoneAt == nil && answersTask(a.req.Event, t) && a.awaits(t), err
}

// awaits tells whether the task was given to the officer, or to a role of theirs.
func (a *act) awaits(t models.CaseTask) bool {
	if t.Officer != "" {
		return t.Officer == a.actor.OfficerID
	}
	return slices.ContainsFunc(a.actor.Postings, func(p models.Posting) bool {
		return p.Org == t.Org && (t.Role == "" || p.Role == t.Role)
	})
}

func (a *act) namedTask() (models.CaseTask, bool, error) {
	rows, err := a.tasks()
	i := slices.IndexFunc(rows, func(t models.CaseTask) bool { return t.ID == a.in(workflow.InTask) })
	if err != nil || i < 0 {
		return models.CaseTask{}, false, err
	}
	return rows[i], true, nil
}

// openTask adds work beside the states.
func (a *act) openTask(t models.CaseTask, limit workflow.Limit) (models.CaseTask, error) {
	t.ID, t.CaseID, t.OpenedAt, t.AskedBy = a.r.newID(), a.c.ID, a.now, a.actor.OfficerID
	if t.Org == "" {
		t.Org = a.c.HandlingOrg
	}
	t.DueOn, _ = a.r.Calendar().Due(a.today, a.span(limit))
	a.forget("tasks")
	a.noteTask(t)
	return t, store.Insert(a.tx, t)
}

// noteTask lets the journal keep what a task asks, so that a change by hand shows.
func (a *act) noteTask(t models.CaseTask) {
	noted, _ := a.detail["tasks"].([]string)
	a.note("tasks", append(noted, t.ID+" "+taskDigest(t)))
}

// openTasks opens what the definition says follows the event, once each.
func (a *act) openTasks() error {
	for _, rule := range a.def.Tasks {
		if rule.On != a.req.Event || a.dec.Proposing {
			continue
		}
		rows, err := a.tasks()
		if err != nil {
			return err
		}
		if slices.ContainsFunc(rows, func(t models.CaseTask) bool { return t.Kind == string(rule.Task) }) {
			continue
		}
		if _, err := a.openTask(models.CaseTask{Kind: string(rule.Task), Role: string(rule.By.Role)}, rule.Limit); err != nil {
			return err
		}
	}
	return nil
}

// completeTask ends the task named in the input with its result.
func (a *act) completeTask() error {
	outcome := taskOutcome(a.req.Event, a.req.Input)
	t, ok, err := a.namedTask()
	a.forget("tasks")
	ended := int64(0)
	if err == nil && ok && answersTask(a.req.Event, t) {
		ended, err = store.Set[models.CaseTask](a.tx, map[string]any{"done_at": a.now, "done_by": a.actor.OfficerID, "outcome": outcome},
			"id = ? and case_id = ? and done_at is null", t.ID, a.c.ID)
	}
	switch {
	case err != nil:
		return err
	case ended == 0:
		return invalid("input.task_id", "no_such_task", "没有这项未完成的事项，请从列表中选择（接口 GET /cases/{id} 的 tasks）。", "There is no such open task; choose one of the list (tasks of GET /cases/{id}).")
	case a.req.Event == workflow.SecondLook && outcome == "disagree":
		// The one safeguard of a decision on the spot: the head hears of it at once.
		return a.alertHead()
	}
	return nil
}

// stillHeadless tells whether a task looks for a head of a household that nobody heads yet:
// the change of the head ends it (Norm 16), and so does the last who leaves.
func (a *act) stillHeadless(t models.CaseTask) (bool, error) {
	if workflow.Task(t.Kind) != workflow.TaskHeadVacancy {
		return false, nil
	}
	h, ok, err := a.householdByID(t.Note)
	return err == nil && ok && headless(h), err
}

// taskHeadless: see workflow.FStillHeadless.
func (a *act) taskHeadless() (bool, error) {
	t, ok, err := a.namedTask()
	if err != nil || !ok {
		return false, err
	}
	return a.stillHeadless(t)
}

// taskOutcome is the result of the event that ends a task.
func taskOutcome(on workflow.Event, input workflow.Facts) string {
	switch {
	case on != workflow.Countersign && on != workflow.SecondLook && on != workflow.PeerWord:
		return "done"
	case input.Bool(workflow.InAgree):
		return "agree"
	}
	return "disagree"
}

// answersTask tells whether the event is the one that ends a task of this kind: an
// opinion is given, delegated work comes back, a countersignature, a second look and the
// word of another station have their own, and all else is finished.
func answersTask(on workflow.Event, t models.CaseTask) bool {
	own := map[workflow.Task]workflow.Event{workflow.TaskSpotCheck: workflow.SecondLook, workflow.TaskPeerWord: workflow.PeerWord}
	maps.Copy(own, answers)
	if want, ok := own[workflow.Task(t.Kind)]; ok {
		return on == want
	}
	return on == workflow.CompleteTask || on == workflow.FinishTask
}
