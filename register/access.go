package register

import (
	"context"
	"errors"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// PurposeRequired says that a look outside an open case of the officer's needs its
// purpose in words; nothing was shown.
type PurposeRequired struct{}

// Error says what to do.
func (*PurposeRequired) Error() string {
	return "a look outside an assigned case needs a purpose: say why, it goes on record"
}

// readers are the roles that may look at people at all. The three administrators
// keep the system and see no personal data.
var readers = []workflow.Role{workflow.Aux, workflow.Clerk, workflow.Community, workflow.Head, workflow.County, workflow.CountyLead,
	workflow.City, workflow.CityLead, workflow.Region, workflow.Auditor, workflow.PrivacyOfficer}

// readerOrgs are the bodies at which the officer may look at people.
func (a Actor) readerOrgs() []string {
	var out []string
	for _, p := range a.Postings {
		if slices.Contains(readers, workflow.Role(p.Role)) && !slices.Contains(out, p.Org) {
			out = append(out, p.Org)
		}
	}
	return out
}

// reading runs a look at the register: what is shown and the log of it stand or fall
// together, so that nothing is shown that cannot be logged.
func (r *Registrar) reading(ctx context.Context, actor Actor, f func(*act) error) error {
	return mapStore(r.db.InTx(ctx, func(tx *store.Tx) error { return f(r.begin(tx, actor)) }))
}

// mayRead tells how the officer may look at people or a household: in the case named,
// when it is open, theirs and about one of them; else for a purpose, when they stand
// in the officer's jurisdiction or are the subject of any case of the officer's
// bodies. Whoever is neither is not found. It is asked of nobody too, at no body, so that
// what lies elsewhere and what there is not ask the database the same.
func (a *act) mayRead(people []string, household, org string, y why) (look, error) {
	orgs := a.actor.readerOrgs()
	if len(orgs) == 0 {
		return look{}, ErrNotFound
	}
	if err := y.check(); err != nil {
		return look{}, err
	}
	if y.caseID != "" {
		id, err := a.ourCase(y.caseID)
		if err != nil {
			return look{}, err
		}
		y.caseID = id
		in, err := a.inCase(id, people, household, org, orgs)
		if err != nil || in {
			return y.inside(id), err
		}
	}
	within, err := a.within(org, orgs)
	if err == nil && !within {
		within, err = a.subjectOfOurs(people)
	}
	if err != nil {
		return look{}, err
	}
	if !within {
		return look{}, ErrNotFound
	}
	if !y.stated() {
		return look{}, &PurposeRequired{}
	}
	return y.outside(), nil
}

// SeesPerson tells whether the officer may look at a person for a purpose at all: who may
// not finds nobody, whatever else is wrong with a request.
func (r *Registrar) SeesPerson(ctx context.Context, actor Actor, id string) error {
	return r.reading(ctx, actor, func(a *act) error {
		id, err := a.behind(id)
		if err != nil {
			return err
		}
		p, ok, err := a.personByID(id)
		if err != nil {
			return err
		}
		if _, err = a.mayRead([]string{id}, "", p.Org, why{code: PurposeCheck}); err == nil && !ok {
			err = ErrNotFound
		}
		return err
	})
}

// ourCase is the id of a case named by id or number, if the officer's bodies take part
// in it. A case of others is not found, nor a restricted one in which the officer has none.
func (a *act) ourCase(named string) (string, error) {
	ours, args := a.ourCases()
	ids, err := store.Rows[string](a.tx, "SELECT c.id FROM cases c WHERE (c.id = ? OR c.number = ?) AND "+ours, append([]any{named, named}, args...)...)
	if err != nil {
		return "", err
	}
	if len(ids) == 0 {
		return "", ErrNotFound
	}
	return ids[0], nil
}

// inCase tells whether the case is open and is about one of the people or enters
// somebody in the household.
func (a *act) inCase(caseID string, people []string, household, org string, orgs []string) (bool, error) {
	c, err := store.One[models.Case](a.tx, "id = ?", caseID)
	if err != nil || c.ClosedAt != nil {
		return false, ignoreMissing(err)
	}
	takenIn, err := a.onlyTookIn(caseID, orgs)
	if err != nil {
		return false, err
	}
	if c.AcceptedOn == "" || takenIn {
		// Anybody can be named in a draft: it opens nobody's file of another area.
		if ours, err := a.within(org, orgs); err != nil || !ours {
			return false, err
		}
	}
	about, err := store.Count[models.CaseSubject](a.tx, "case_id = ? and person_id in ?", caseID, people)
	if err != nil || about > 0 || household == "" {
		return about > 0, err
	}
	f, err := store.One[models.CaseForm](a.tx, "case_id = ?", caseID)
	if err != nil {
		return false, ignoreMissing(err)
	}
	other := &act{r: a.r, tx: a.tx}
	if err := other.openForm(f); err != nil {
		return false, err
	}
	return other.fact(workflow.FactHousehold) == household, nil
}

// within tells whether a station, or a body above it, is one of the officer's.
func (a *act) within(org string, orgs []string) (bool, error) {
	bodies, err := a.above(org)
	return slices.ContainsFunc(bodies, func(code string) bool { return slices.Contains(orgs, code) }), err
}

// subjectOfOurs tells whether one of the people is a subject of an accepted case in which
// the officer's bodies take part, and that is there for the officer.
func (a *act) subjectOfOurs(people []string) (bool, error) {
	ours, args := a.ourCases()
	n, err := store.Count[models.CaseSubject](a.tx, "person_id in ? and person_id <> '' and exists (select 1 from cases c where c.id = case_subjects.case_id and c.accepted_on <> '' and "+ours+
		" and exists (select 1 from case_orgs s where s.case_id = c.id and s.seat <> 'accepting' and s.org in ?))", slices.Concat([]any{people}, args, []any{a.actor.readerOrgs()})...)
	return n > 0, err
}

func ignoreMissing(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}
