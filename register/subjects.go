package register

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
	"hukou/workflow"
)

// subjects are the persons of the case.
func (a *act) subjects() ([]models.CaseSubject, error) {
	if a.cache.loaded["subjects"] {
		return a.cache.subjects, nil
	}
	rows, err := store.Many[models.CaseSubject](a.tx, "role, n", "case_id = ?", a.c.ID)
	a.cache.subjects = rows
	a.loaded("subjects")
	return rows, err
}

// subject is the person the case is about; false when none is named yet.
func (a *act) subject() (models.CaseSubject, bool, error) {
	rows, err := a.subjects()
	for _, s := range rows {
		if s.Role == string(a.def.Subject) {
			return s, true, err
		}
	}
	return models.CaseSubject{}, false, err
}

// person is the subject's line in the register; false for one not registered.
func (a *act) person() (models.Person, bool, error) {
	s, ok, err := a.subject()
	if err != nil || !ok || s.PersonID == "" {
		return models.Person{}, false, err
	}
	return a.personByID(s.PersonID)
}

func (a *act) personByID(id string) (models.Person, bool, error) {
	if id == "" {
		return models.Person{}, false, nil
	}
	p, err := store.One[models.Person](a.tx, "id = ?", id)
	if errors.Is(err, store.ErrNotFound) {
		return p, false, nil
	}
	return p, err == nil, err
}

// personKey is the lock key of a registered person.
func (r *Registrar) personKey(id string) []byte {
	return r.keys.BlindIndex(seal.DomainSubject, "person|"+id)
}

// birthKey is the lock key of a child not yet registered: mother (or father, when
// there is no mother), birth date and order of birth.
func (r *Registrar) birthKey(parent string, birth models.Date, order string) []byte {
	if order == "" {
		order = "1"
	}
	return r.keys.BlindIndex(seal.DomainSubject, strings.Join([]string{"birth", parent, string(birth), order}, "|"))
}

// namedKey is the lock key of a newborn of a name by one of its parents: no parent has
// two children of one name to register at once.
func (r *Registrar) namedKey(parent, folded string) []byte {
	return r.keys.BlindIndex(seal.DomainSubject, strings.Join([]string{"named", parent, folded}, "|"))
}

// childKey is the lock key of an unregistered child without known parents, by the
// institution's intake number.
func (r *Registrar) childKey(institution, intake string) []byte {
	return r.keys.BlindIndex(seal.DomainSubject, "intake|"+institution+"|"+intake)
}

// declaredNumberKey is the lock key of a child in care whose citizen number is declared.
func (r *Registrar) declaredNumberKey(number string) []byte {
	return r.keys.BlindIndex(seal.DomainSubject, "number|"+number)
}

// lockSubjects holds the case's subject for this case alone, and a birth's certificate. A
// key held by another case is a conflict; who may not open that case is told nothing of it.
func (a *act) lockSubjects() error {
	rows, err := a.subjects()
	if err != nil {
		return err
	}
	for _, key := range a.subjectKeys(rows) {
		if err := a.hold(key); err != nil {
			return err
		}
	}
	return nil
}

// subjectKeys are what the case's subject is held by.
func (a *act) subjectKeys(rows []models.CaseSubject) [][]byte {
	var out [][]byte
	for _, s := range a.lockable(rows) {
		out = append(out, s.Key)
		if s.PersonID == "" {
			out = append(out, a.birthKeys(s.Key)...)
		}
	}
	if no := a.fact(workflow.FactCertificate); no != "" && a.def.Subject == workflow.Child && len(out) > 0 {
		out = append(out, a.r.certificateKey(no)) // one certificate is one birth's
	}
	return out
}

// lockAnew holds the subject under what is declared now, and lets go what it was held
// under before.
func (a *act) lockAnew() error {
	rows, err := a.subjects()
	if err != nil {
		return err
	}
	keys := append(a.subjectKeys(rows), a.otherHolds()...)
	held, err := store.Many[models.SubjectLock](a.tx, "id", "case_id = ? and released_at is null", a.c.ID)
	if err != nil {
		return err
	}
	for _, l := range held {
		if slices.ContainsFunc(keys, func(key []byte) bool { return bytes.Equal(key, l.Key) }) {
			continue
		}
		if err := store.Amend[models.SubjectLock](a.tx, map[string]any{"released_at": a.now}, "id = ?", l.ID); err != nil {
			return err
		}
	}
	return a.lockSubjects()
}

// hold takes hold of what only one open case may have: a person, or a paper that serves
// once. A conflict when another case has it; two that ask at the same instant are told
// apart by the database, and the later asks again.
func (a *act) hold(key []byte) error {
	held, err := store.Many[models.SubjectLock](a.tx, "", "subject_key = ? and released_at is null", key)
	if err != nil {
		return err
	}
	if len(held) == 0 {
		return store.Insert(a.tx, a.lock(key))
	}
	allies, err := a.allies()
	if err != nil || slices.Contains(allies, held[0].CaseID) {
		return err
	}
	seen, err := a.numbersSeen([]string{held[0].CaseID})
	if err != nil {
		return err
	}
	return a.conflict(seen...)
}

// lockable are those of the persons whom no other open case may have as its subject.
func (a *act) lockable(rows []models.CaseSubject) []models.CaseSubject {
	if a.def.NoLock || a.def.Subject == "" {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(rows), func(s models.CaseSubject) bool { return s.Role != string(a.def.Subject) || len(s.Key) == 0 })
}

func (a *act) lock(key []byte) models.SubjectLock {
	return models.SubjectLock{ID: a.r.newID(), Key: key, CaseID: a.c.ID, TakenAt: a.now}
}

// conflict is the refusal for a person held by another case, with the numbers of those that
// the officer may open. It speaks from where the case
// stands, also when the step has been decided and its effects are under way.
func (a *act) conflict(numbers ...string) error {
	from := workflow.State(a.before.State)
	g, _ := a.r.book.Guard(workflow.GNoConflict)
	return &Refused{State: from, Version: a.before.Version, Refusal: workflow.Refusal{Cause: workflow.Conflicting,
		Unmet: []workflow.Condition{{Code: string(workflow.GNoConflict), Message: g.Unmet, Basis: g.Basis, Detail: numbers}}, Allowed: a.def.Offered(from)}}
}

func (a *act) releaseLocks() error {
	return store.Amend[models.SubjectLock](a.tx, map[string]any{"released_at": a.now}, "case_id = ? and released_at is null", a.c.ID)
}

// comparedAnew lets a case go on whose subject's entry changed after acceptance: whoever
// reports on it answers for the entry as it stands now, and it is reviewed again on that
// (rule_unchanged). Until then nobody approves and nothing is entered.
func (a *act) comparedAnew() error {
	if on := a.dec.Step.On; a.dec.Proposing || on != workflow.ReportCheck && on != workflow.ReportBack {
		return nil
	}
	return a.pin()
}

// pinVersions notes which version of each person the case rests on. A person who has not
// been entered yet has none. Cost: one statement, unless the kin of the officer were read
// in this act, which nothing has changed yet, and one for each that changed.
func (a *act) pinVersions() error {
	rows, err := a.subjects()
	if err != nil {
		return err
	}
	var ids []string
	for _, s := range rows {
		if s.PersonID != "" {
			ids = append(ids, s.PersonID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	now, err := a.versionsOf(ids)
	if err != nil {
		return err
	}
	for _, s := range rows {
		if v, ok := now[s.PersonID]; !ok || v == s.Version {
			continue
		}
		if err := store.Amend[models.CaseSubject](a.tx, map[string]any{"version": now[s.PersonID]}, "case_id = ? and role = ? and n = ?", s.CaseID, s.Role, s.Number); err != nil {
			return err
		}
		a.forget("subjects")
	}
	return nil
}

// versionsOf are the versions at which the register has some people.
func (a *act) versionsOf(ids []string) (map[string]int64, error) {
	known := a.cache.kin.versions
	if !slices.ContainsFunc(ids, func(id string) bool { _, ok := known[id]; return !ok }) {
		return known, nil
	}
	var people []struct {
		ID      string
		Version int64
	}
	err := a.tx.Together(store.IntoRows(&people, "select id, version from people where id in ?", ids))
	now := map[string]int64{}
	for _, p := range people {
		now[p.ID] = p.Version
	}
	return now, err
}
