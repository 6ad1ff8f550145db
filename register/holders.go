package register

import (
	"cmp"
	"errors"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// conflicting tells whether another open case holds the subject, or the birth declared is
// registered.
func (a *act) conflicting() (bool, error) {
	keys, births, err := a.conflictKeys()
	if err != nil {
		return false, err
	}
	held, err := a.heldBy(keys)
	if err != nil || len(held) > 0 || len(births) == 0 {
		return len(held) > 0, err
	}
	n, err := store.Count[models.Person](a.tx, "birth_key in ? and "+wasRegistered, births)
	return n > 0, err
}

// conflictKeys are what the subject, and whom the step finds it to be, is held by; births
// are those of them by which nobody may be registered yet.
func (a *act) conflictKeys() (keys, births [][]byte, err error) {
	rows, err := a.subjects()
	if found := a.in(workflow.InHitPerson); found != "" {
		rows = append(slices.Clone(rows), models.CaseSubject{Role: string(a.def.Subject), PersonID: found, Key: a.r.personKey(found)})
	}
	for _, s := range rows {
		if s.Role != string(a.def.Subject) || len(s.Key) == 0 {
			continue
		}
		keys = append(keys, s.Key)
		if s.PersonID == "" {
			keys, births = append(keys, a.birthKeys(s.Key)...), append(births, s.Key)
		}
	}
	return keys, births, err
}

// heldBy are the open cases that hold one of the keys and are in this one's way.
func (a *act) heldBy(keys [][]byte) ([]string, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	allies, err := a.allies()
	if err != nil {
		return nil, err
	}
	return store.Rows[string](a.tx, "SELECT DISTINCT case_id FROM subject_locks WHERE subject_key IN ? AND released_at IS NULL AND NOT (case_id IN ?) ORDER BY case_id", keys, allies)
}

// holders are the numbers of the cases that hold the subject or the certificate declared, of
// those that the officer may open, and of others the station, which is asked about them; of a
// restricted one, or one of a protected person, nothing is told, not even that it is.
func (a *act) holders() ([]string, error) {
	keys, _, err := a.conflictKeys()
	if err != nil {
		return nil, err
	}
	if no := cmp.Or(a.in(workflow.InCertNo), a.fact(workflow.FactCertificate)); no != "" {
		keys = append(keys, a.r.certificateKey(no))
	}
	held, err := a.heldBy(keys)
	if err != nil {
		return nil, err
	}
	out, err := a.numbersSeen(held)
	if err != nil || len(out) == len(held) {
		return out, err
	}
	stations, err := store.Rows[string](a.tx, "SELECT DISTINCT o.name FROM cases c JOIN organisations o ON o.code = c.handling_org WHERE c.id IN ? AND NOT c.restricted AND NOT c.number IN ? AND NOT EXISTS (SELECT 1 FROM case_subjects s JOIN people p ON p.id = s.person_id WHERE s.case_id = c.id AND (p.protected OR EXISTS (SELECT 1 FROM person_seals l WHERE l.person_id = p.id AND l.kind = ? AND l.confirmed_at IS NOT NULL AND l.ended_at IS NULL))) ORDER BY o.name", held, append(out, ""), SealProtection)
	return append(out, stations...), err
}

// numbersSeen are the numbers of those of the cases that the officer may open.
func (a *act) numbersSeen(cases []string) ([]string, error) {
	out := []string{}
	for _, id := range cases {
		n := a.r.begin(a.tx, a.actor)
		err := n.load(id)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, n.c.Number)
	}
	return out, nil
}

// overtaken tells whether the acceptance wants somebody who stands in no entry of the register,
// and another case has entered them since: nothing is left to accept.
func (a *act) overtaken() (bool, error) {
	for _, s := range a.def.From(workflow.Lodged) {
		if s.On != workflow.Accept {
			continue
		}
		for _, g := range []workflow.GuardID{workflow.GOffRegister, workflow.GNotRegisteredYet} {
			if !slices.Contains(s.If, g) {
				continue
			}
			if open, err := a.holds(g); err != nil || !open {
				return err == nil, err
			}
		}
	}
	return false, nil
}

// heldPastItsDay keeps a case from counting as accepted while another one holds its subject,
// which no lapse of time takes away from it, or has entered them (see overtaken): the head has the task to settle which of the two
// goes on, once, and every sweep tries again.
func (a *act) heldPastItsDay(t models.CaseTimer) (bool, error) {
	if a.req.Event != workflow.DeemAccepted {
		return false, nil
	}
	rows, err := a.subjects()
	if err != nil {
		return false, err
	}
	held, err := a.heldBy(a.subjectKeys(rows))
	if err != nil {
		return false, err
	}
	if over, err := a.overtaken(); err != nil || len(held) == 0 && !over {
		return false, err
	}
	asked, err := a.tasks()
	if err != nil {
		return false, err
	}
	if slices.ContainsFunc(asked, func(t models.CaseTask) bool { return t.Kind == string(workflow.TaskHeld) }) {
		return false, errNotNow
	}
	if _, err := store.Set[models.CaseTimer](a.tx, map[string]any{"fired_at": nil}, "id = ?", t.ID); err != nil {
		return false, err
	}
	if _, err := a.openTask(models.CaseTask{Kind: string(workflow.TaskHeld), Role: string(workflow.Head)}, workflow.LimitTask); err != nil {
		return false, err
	}
	return true, a.journalStay(workflow.TaskOpened, "")
}

// endHeld ends that task: the case is accepted.
func (a *act) endHeld() error {
	rows, err := a.tasks()
	if err != nil || !slices.ContainsFunc(rows, func(t models.CaseTask) bool { return t.Kind == string(workflow.TaskHeld) && t.DoneAt == nil }) {
		return err
	}
	a.forget("tasks")
	_, err = store.Set[models.CaseTask](a.tx, map[string]any{"done_at": a.now, "done_by": a.actor.OfficerID, "outcome": "settled"},
		"case_id = ? and kind = ? and done_at is null", a.c.ID, string(workflow.TaskHeld))
	return err
}
