package register

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// answers is the step by which whoever is asked answers.
var answers = map[workflow.Task]workflow.Event{workflow.TaskOpinion: workflow.GiveOpinion, workflow.TaskDelegated: workflow.DelegateDone,
	workflow.TaskCountersign: workflow.Countersign}

// ask gives a named officer a task on the case.
func (a *act) ask(kind workflow.Task) error {
	o, err := a.askable("input.officer", a.in(workflow.InOfficer), kind)
	if err != nil {
		return err
	}
	return a.taskFor(kind, o, "", 0)
}

func (a *act) taskFor(kind workflow.Task, o models.Officer, group string, needed int) error {
	_, err := a.openTask(models.CaseTask{Kind: string(kind), Officer: o.ID, GroupID: group, Needed: needed,
		Required: kind == workflow.TaskDelegated, Note: a.in(workflow.InReason)}, workflow.LimitTask)
	return err
}

// askable is a colleague who can answer: somebody whose posting has the step, and whom
// nothing that will not pass (a hand in the case, kinship, a declared recusal) keeps
// from it. Otherwise the case would wait for ever.
func (a *act) askable(field, name string, kind workflow.Task) (models.Officer, error) {
	o, err := a.colleague(field, name)
	if err != nil {
		return o, err
	}
	who, err := actorNamed(a.tx, o.ID, a.today)
	if err != nil {
		return o, err
	}
	n := a.r.begin(a.tx, who)
	n.now, n.today, n.forAnother = a.now, a.today, true
	if err := n.load(a.c.ID); err != nil {
		return o, err
	}
	n.req = StepRequest{CaseID: a.c.ID, Event: answers[kind], Input: workflow.Facts{}}
	mine := who.standings(n.seats)
	for _, s := range a.r.book.Edges(a.def, a.state(), answers[kind]) {
		if !slices.ContainsFunc(s.By, func(by workflow.By) bool { return slices.Contains(mine, by) }) {
			continue
		}
		for _, id := range s.If {
			if id == workflow.GTaskMine {
				continue
			}
			if ok, err := n.holds(id); err != nil || !ok {
				return o, orInvalid(err, field, "cannot_answer", "所选民警经办或审批过本案，或须回避，不能签署，请另选。", "This officer has worked on or decided in the case, or must stand aside, and could never answer; choose another.")
			}
		}
		return o, nil
	}
	return o, invalid(field, "no_such_role", "所选民警的岗位不能办理此事，请另选。", "This officer's post does not do this; choose another.")
}

func orInvalid(err error, field, code, zh, en string) error {
	if err != nil {
		return err
	}
	return invalid(field, code, zh, en)
}

// askCountersign asks several officers, each a person of their own; some number of them
// must agree.
func (a *act) askCountersign() error {
	names, need := a.req.Input.List(workflow.InOfficers), a.req.Input.Int(workflow.InRequired)
	if need < 1 || need > len(names) {
		return invalid("input.required", "out_of_range", "须同意人数应在一与被征询人数之间。", "The number that must agree lies between one and the number asked.")
	}
	against, err := a.standingNos()
	if err != nil {
		return err
	}
	var people []models.Officer
	for i, n := range names {
		o, err := a.askable(fmt.Sprintf("input.officers[%d]", i), n, workflow.TaskCountersign)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(people, func(x models.Officer) bool { return x.ID == o.ID || x.PersonID != "" && x.PersonID == o.PersonID }) {
			return invalid(fmt.Sprintf("input.officers[%d]", i), "twice", "同一人列了两次，会签须为不同的人。", "One person stands here twice; those who agree are different people.")
		}
		if weighs, err := a.wouldWeigh(o, against); err != nil || !weighs {
			return orInvalid(err, fmt.Sprintf("input.officers[%d]", i), "does_not_weigh", "本案已有人在会签中答复不同意，所选民警的级别低于其，同意也不能抵消该答复：请选与其同级或者更高一级的人；都没有的，由上一级的领导撤回原会签，或者退回核实、不予批准。",
				"Somebody answered no in a countersignature of this case, and this officer stands below their level, so that a yes would not weigh against it: choose others of that level or above; where there are none, a lead of the level above takes the first ask back, or the case is returned or refused.")
		}
		people = append(people, o)
	}
	group := a.r.newID()
	for _, o := range people {
		if err := a.taskFor(workflow.TaskCountersign, o, group, need); err != nil {
			return err
		}
	}
	return nil
}

// answeredNo tells whether a no stands against taking the countersignature named back: see
// workflow.FAnsweredNo. To put one unanswered place of it to another takes no answer away.
func (a *act) answeredNo() (bool, error) {
	t, ok, err := a.askNamed()
	if err != nil || !ok || t.GroupID == "" || a.in(workflow.InOfficer) != "" {
		return false, err
	}
	rows, err := a.tasks()
	if err != nil {
		return false, err
	}
	var said *time.Time
	var against []string // the places of those who said no
	first, needed := t, t.Needed
	for _, x := range slices.Backward(rows) {
		if x.GroupID == t.GroupID {
			first, needed = x, max(needed, x.Needed)
			if x.Outcome == "disagree" {
				said, against = x.DoneAt, append(against, x.ID)
			}
		}
	}
	if said == nil {
		return false, nil
	}
	asked, ok, err := a.roleThatAsked(first)
	if err != nil || ok && first.AskedBy != a.actor.OfficerID && slices.ContainsFunc(a.actor.standings(a.seats), func(by workflow.By) bool {
		return by.Seat == workflow.Own && by.Role.LeadsAbove(asked)
	}) {
		return false, err
	}
	as, err := a.countersignedAs()
	if err != nil {
		return false, err
	}
	// A yes from below the level that said no does not count against it.
	weighs := func(x models.CaseTask) bool {
		return x.Outcome == "agree" && !slices.ContainsFunc(against, func(no string) bool { return as[x.ID].Below(as[no]) })
	}
	return !slices.ContainsFunc(rows, func(x models.CaseTask) bool {
		if x.Kind != t.Kind || x.GroupID == t.GroupID || !x.OpenedAt.After(*said) || lacking(rows, x.GroupID) > 0 {
			return false
		}
		yes := 0
		for _, other := range rows {
			if other.GroupID == x.GroupID && weighs(other) {
				yes++
			}
		}
		return yes >= needed
	}), nil
}

// countersignedAs is what each officer acted as who answered a countersignature, by task, as
// the journal has it.
func (a *act) countersignedAs() (map[string]workflow.Role, error) {
	rows, err := a.entries()
	if err != nil {
		return nil, err
	}
	out := map[string]workflow.Role{}
	for _, e := range rows {
		if workflow.Event(e.Event) != workflow.Countersign {
			continue
		}
		rec, err := a.r.openRecord(e)
		if err != nil {
			return nil, err
		}
		out[rec.Input.Text(workflow.InTask)] = rec.Role
	}
	return out, nil
}

// askIsMine tells whether the task named is an ask that still holds the case up, made by
// the officer, or by a level that the officer leads in this case or stands above. Of a
// countersignature the level is that of the first ask, whoever was put in a place since.
func (a *act) askIsMine() (bool, error) {
	t, ok, err := a.askNamed()
	if err != nil || !ok {
		return false, err
	}
	rows, err := a.tasks()
	if err != nil {
		return false, err
	}
	if i := slices.IndexFunc(rows, func(x models.CaseTask) bool { return t.GroupID != "" && x.GroupID == t.GroupID }); i >= 0 {
		t = rows[i]
	}
	if t.AskedBy == a.actor.OfficerID {
		return true, nil
	}
	asked, ok, err := a.roleThatAsked(t)
	return ok && slices.ContainsFunc(a.actor.standings(a.seats), func(by workflow.By) bool {
		return by.Seat == workflow.Own && (by.Role.LeadsOver(asked) || by.Role.LeadsAbove(asked))
	}), err
}

// roleThatAsked is what the officer acted as who asked, as the journal has it: the posting
// of that day, whatever became of it.
func (a *act) roleThatAsked(t models.CaseTask) (workflow.Role, bool, error) {
	rows, err := store.Many[models.Entry](a.tx, "seq", "case_id = ? and officer_id = ?", a.c.ID, t.AskedBy)
	if err != nil {
		return "", false, err
	}
	for _, e := range rows {
		rec, err := a.r.openRecord(e)
		if err != nil {
			return "", false, err
		}
		opened, _ := rec.Detail["tasks"].([]any)
		for _, v := range opened {
			if text, _ := v.(string); strings.HasPrefix(text, t.ID+" ") {
				return rec.Role, true, nil
			}
		}
	}
	return "", false, nil
}

// askNamed is the ask named in the input: a task that nobody has answered, or one of a
// countersignature that has not come about.
func (a *act) askNamed() (models.CaseTask, bool, error) {
	rows, err := a.tasks()
	i := slices.IndexFunc(rows, func(t models.CaseTask) bool { return t.ID == a.in(workflow.InAsk) })
	if err != nil || i < 0 {
		return models.CaseTask{}, false, err
	}
	t := rows[i]
	if _, asks := answers[workflow.Task(t.Kind)]; !asks {
		return t, false, nil
	}
	return t, t.DoneAt == nil || t.Kind == string(workflow.TaskCountersign) && lacking(rows, t.GroupID) > 0, nil
}

// withdrawAsk takes an ask back, with the officer's reason in the journal. With another
// officer named it is put to that one instead; a countersignature is taken back as a
// whole, and what was answered stays as it was given.
func (a *act) withdrawAsk() error {
	t, _, err := a.askNamed()
	if err != nil {
		return err
	}
	closed := map[string]any{"done_at": a.now, "done_by": a.actor.OfficerID, "outcome": "withdrawn"}
	a.forget("tasks")
	if a.in(workflow.InOfficer) != "" {
		return a.askInstead(t, closed)
	}
	if t.GroupID == "" {
		_, err := store.Set[models.CaseTask](a.tx, closed, "id = ? and done_at is null", t.ID)
		return err
	}
	group, err := store.Many[models.CaseTask](a.tx, "id", "case_id = ? and group_id = ?", a.c.ID, t.GroupID)
	if err != nil {
		return err
	}
	for _, asked := range group {
		asked.Needed = 0
		a.noteTask(asked)
	}
	if _, err := store.Set[models.CaseTask](a.tx, map[string]any{"needed": 0}, "case_id = ? and group_id = ?", a.c.ID, t.GroupID); err != nil {
		return err
	}
	_, err = store.Set[models.CaseTask](a.tx, closed, "case_id = ? and group_id = ? and done_at is null", a.c.ID, t.GroupID)
	return err
}

// askInstead puts an unanswered ask to another officer, one not asked already.
func (a *act) askInstead(t models.CaseTask, closed map[string]any) error {
	if t.DoneAt != nil {
		return invalid("input.ask_id", "answered", "已答复的不能换人；可撤回整个会签后重新发起。", "It was answered, so nobody takes its place; take the whole ask back and ask anew.")
	}
	o, err := a.askable("input.officer", a.in(workflow.InOfficer), workflow.Task(t.Kind))
	if err != nil {
		return err
	}
	if n, err := store.Count[models.CaseTask](a.tx, "case_id = ? and group_id = ? and group_id <> '' and officer in (select id from officers where id = ? or person_id = ? and person_id <> '')", a.c.ID, t.GroupID, o.ID, o.PersonID); err != nil || n > 0 {
		return orInvalid(err, "input.officer", "twice", "同一人已被征询，请另选。", "This person is asked already; choose another.")
	}
	if _, err := store.Set[models.CaseTask](a.tx, closed, "id = ? and done_at is null", t.ID); err != nil {
		return err
	}
	return a.taskFor(workflow.Task(t.Kind), o, t.GroupID, t.Needed)
}
