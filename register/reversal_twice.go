package register

import (
	"bytes"
	"errors"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// standsTwice lists the cases by which others stand whom the reversal would double: a
// child of the same birth or certificate, somebody of the same name, sex and birth entered
// since, and what followed from the cancellation now undone, entered or still open. Cost:
// five statements a person who comes back.
func (a *act) standsTwice() ([]string, error) {
	named, ok, err := a.namedEvent()
	if err != nil || !ok {
		return []string{}, err
	}
	events, err := a.undone(named)
	if b := (*Blocked)(nil); errors.As(err, &b) {
		return []string{}, nil
	} else if err != nil {
		return nil, err
	}
	out := []string{}
	for _, e := range events {
		if e.SubjectKind != SubjectPerson {
			continue
		}
		before, found, err := a.imageBefore(e)
		if err != nil {
			return nil, err
		}
		if !found {
			continue
		}
		p, _, err := before.Person()
		if err != nil {
			return nil, err
		}
		now, _, err := a.personByID(e.SubjectID)
		if err != nil {
			return nil, err
		}
		cases, err := a.doubles(p, now, e)
		if err != nil {
			return nil, err
		}
		for _, c := range cases {
			if !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out, nil
}

// doubles are the numbers of the cases by which somebody else stands as p would after the
// undoing of e. Now is how p's line stands.
func (a *act) doubles(p, now models.Person, e models.RegisterEvent) ([]string, error) {
	if !inForce(p) {
		return nil, nil
	}
	var people []models.Person
	find := func(where string, args ...any) error {
		rows, err := store.Many[models.Person](a.tx, "id", "id <> ? and "+where, append([]any{p.ID}, args...)...)
		people = append(people, rows...)
		return err
	}
	if len(p.BirthKey) > 0 && !bytes.Equal(p.BirthKey, now.BirthKey) || !inForce(now) {
		if err := find("birth_key = ? and status in ('active', 'in_transit')", p.BirthKey); err != nil {
			return nil, err
		}
		if err := find("birth_cert_index = ? and status <> 'cancelled'", p.CertIndex); err != nil {
			return nil, err
		}
	}
	if inForce(now) {
		return a.enteredBy(people)
	}
	if err := find("name = ? and birth_date = ? and sex = ? and status in ('active', 'in_transit') and id in (select subject_id from register_events where prev_event = '' and serial > ?)",
		p.Name, string(p.BirthDate), p.Sex, e.Serial); err != nil {
		return nil, err
	}
	if err := find("status in ('active', 'in_transit') and id in (select subject_id from register_events where prev_event = '' and subject_kind = ? and case_id in (select to_case from case_links where from_case = ? and kind = 'successor'))",
		SubjectPerson, e.CaseID); err != nil {
		return nil, err
	}
	return a.enteredBy(people)
}

// enteredBy are the numbers of the cases that entered some people.
func (a *act) enteredBy(people []models.Person) ([]string, error) {
	if len(people) == 0 {
		return nil, nil
	}
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	return store.Rows[string](a.tx, "SELECT number FROM cases WHERE id IN (SELECT case_id FROM register_events WHERE prev_event = '' AND subject_id IN ?) ORDER BY number", ids)
}

// followsUndone tells of a first registration that follows from a cancellation which was
// undone since: its subject stands in the register again, under the entry put back.
func (a *act) followsUndone() (bool, error) {
	if !a.def.Unregistered || a.c.ParentID != "" {
		return false, nil
	}
	n, err := store.Count[models.CaseLink](a.tx, "to_case = ? and kind = 'successor' and from_case in (select e.case_id from register_events e join register_events r on r.reverses = e.id where e.kind = ?)", a.c.ID, EventCancel)
	return n > 0, err
}

// closeFollowing ends the first registrations that follow from the cancellations just
// undone: whoever they are about stands again.
func (a *act) closeFollowing(events []models.RegisterEvent) error {
	for _, e := range events {
		if e.Kind != EventCancel {
			continue
		}
		open, err := store.Many[models.Case](a.tx, "number", "closed_at is null and id <> ? and id in (select to_case from case_links where from_case = ? and kind = 'successor')", a.c.ID, e.CaseID)
		if err != nil {
			return err
		}
		for _, c := range open {
			if def, ok := a.r.book.Get(workflow.Business(c.Business), c.Edition); !ok || !def.Unregistered || c.State == string(def.Initial) {
				continue // a draft is looked at when it is accepted
			}
			if err := a.aside(c.ID, workflow.CloseMoot); err != nil {
				return err
			}
			// What it was opened for is settled here, and its file says where.
			if _, err := store.InsertNew(a.tx, models.CaseLink{FromCase: c.ID, ToCase: a.c.ID, Kind: "successor"}); err != nil {
				return err
			}
		}
	}
	return nil
}

// unseal ends the seals that the case undone laid on a file: whoever asked for secrecy of
// an adoption that is none has nothing to keep, and the natural parents' station sees the
// child again. Who decides the reversal ends it, who checked it asked.
func (a *act) unseal(caseID string) error {
	first, err := store.One[models.Case](a.tx, "id = ?", caseID)
	if err != nil {
		return ignoreMissing(err)
	}
	rows, err := store.Many[models.PersonSeal](a.tx, "id", "kind = ? and reason = ? and ended_at is null", SealAdoption, first.Number)
	if err != nil || len(rows) == 0 {
		return err
	}
	asked, _, err := a.lastOf(workflow.ReportCheck, workflow.ReportBack)
	if err != nil {
		return err
	}
	ended, _, err := a.lastOf(workflow.Approve)
	if err != nil {
		return err
	}
	for _, s := range rows {
		if _, err := store.Set[models.PersonSeal](a.tx, map[string]any{"end_reason": a.c.Number, "end_by": asked.Officer, "end_at": asked.At, "ended_by": ended.Officer, "ended_at": a.now}, "id = ?", s.ID); err != nil {
			return err
		}
		a.cache.seals = nil
		if err := a.audit(ActUnsealed, s.ID, map[string]any{"kind": SealAdoption}, nil); err != nil {
			return err
		}
	}
	return nil
}

// untilHome adds to the undoing of a notice of landing that of the move it ended: who has
// not landed stands nowhere, and nobody would answer for them (invariant 7).
func (a *act) untilHome(named models.RegisterEvent, act []models.RegisterEvent) ([]models.RegisterEvent, error) {
	if named.Kind != EventLandedAway {
		return act, nil
	}
	out, err := a.lastOut(named.SubjectID)
	if err != nil || out.ID == "" || out.CaseID != named.CaseID {
		return act, err
	}
	left, err := store.Many[models.RegisterEvent](a.tx, "id desc", "case_id = ? and correlation = ? and correlation <> ''", out.CaseID, out.Correlation)
	if err != nil {
		return nil, err
	}
	if len(left) == 0 {
		left = []models.RegisterEvent{out}
	}
	return append(act, left...), nil
}
