package register

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
)

// ErrNotLogged says that the look cannot be recorded, and that nothing was shown for
// that reason (reads fail closed).
var ErrNotLogged = errors.New("the look cannot be recorded, so nothing was shown")

// logLook writes who looked at whom and why, one row a person, counts the persons seen
// outside a case, and tells when one of them is protected.
func (a *act) logLook(l look, what string, people ...models.Person) error {
	rows := []models.AccessLog{}
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	seals, err := a.sealKinds(ids)
	if err != nil {
		return unlogged(err)
	}
	lifts, err := a.liftsOf(seals)
	if err != nil {
		return unlogged(err)
	}
	for _, p := range people {
		row := a.accessRow(l, what, p.ID)
		row.ApprovalID = cmp.Or(row.ApprovalID, lifts[p.ID])
		rows = append(rows, row)
		if !p.Protected && seals[p.ID] != SealProtection {
			continue
		}
		body := jsonText(map[string]string{"person": p.ID, "officer": a.actor.OfficerID, "org": p.Org})
		told := models.Outbox{ID: a.r.newID(), CaseID: l.caseID, Kind: "protected_view", Body: body, At: a.now}
		if err := a.mark(func(tx *store.Tx) error { return unlogged(store.Insert(tx, told)) }); err != nil {
			return err
		}
	}
	if err := a.countLooks(l, what, people, lifts); err != nil {
		return unlogged(err)
	}
	if len(rows) == 0 && !l.searched {
		rows = append(rows, a.accessRow(l, what, ""))
	}
	return a.mark(func(tx *store.Tx) error { return unlogged(store.Insert(tx, rows...)) })
}

// logSearch writes a search: what kind, how many were found, and a keyed hash of what
// was looked for, so that the same query can be told again and none can be read. The
// people shown follow, one row each.
func (a *act) logSearch(l look, q SearchQuery, hits int, people []models.Person) error {
	what := "search_" + q.Kind
	row := a.accessRow(l, what, "")
	row.Hits, row.QueryIndex = int64(hits), a.r.keys.BlindIndex(seal.DomainQuery, q.Kind+"|"+q.Q)
	if err := store.Insert(a.tx, row); err != nil {
		return unlogged(err)
	}
	return a.logLook(l, what, people...)
}

func (a *act) accessRow(l look, what, person string) models.AccessLog {
	row := models.AccessLog{ID: a.r.newID(), At: a.now, OfficerID: a.actor.OfficerID, PersonID: person, CaseID: l.caseID, Purpose: l.purpose, What: what,
		Code: string(l.code), ApprovalID: l.approval}
	if orgs := a.actor.readerOrgs(); len(orgs) > 0 {
		row.Org = orgs[0]
	}
	return row
}

// unlogged says of a failed write of the log that the look is refused for it. A database
// that is full or gone says so itself.
func unlogged(err error) error {
	if err == nil || errors.Is(err, ErrFull) || errors.Is(err, ErrUnavailable) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrNotLogged, err)
}

// logAccess notes a look at the persons of the case. A case that names nobody of the
// register is noted by itself.
func (a *act) logAccess(what string) error {
	if a.actor.system {
		return nil
	}
	rows, err := a.subjects()
	if err != nil {
		return err
	}
	people := registeredOf(rows)
	lifts, err := a.logOpened(what, people)
	if err != nil {
		return err
	}
	people = slices.DeleteFunc(people, func(id string) bool { return lifts[id] != "" })
	if len(people) == 0 && len(lifts) == 0 {
		people = []string{""}
	}
	if len(people) == 0 {
		return nil // each is noted with the lift
	}
	log := make([]models.AccessLog, len(people))
	for i, p := range people {
		log[i] = a.accessRow(look{caseID: a.c.ID, code: PurposeCase, purpose: "case"}, what, p)
	}
	return a.mark(func(tx *store.Tx) error { return unlogged(store.Insert(tx, log...)) })
}

// logOpened notes a look, inside the case, at those of some people whose sealed files are
// open to the officer, with the lift, and gives the lifts.
func (a *act) logOpened(what string, people []string) (map[string]string, error) {
	lifts, err := a.openSealed(people)
	if err != nil || len(lifts) == 0 {
		return lifts, err
	}
	opened, err := a.peopleByID(slices.Sorted(maps.Keys(lifts)))
	if err != nil {
		return lifts, err
	}
	return lifts, a.logLook(look{inCase: true, caseID: a.c.ID, code: PurposeCase, purpose: "case"}, what, slices.Collect(maps.Values(opened))...)
}

// logAccount notes an act on the account of an officer, under the officer's own
// person.
func (a *act) logAccount(personID, what string) error {
	return store.Insert(a.tx, models.AccessLog{ID: a.r.newID(), At: a.now, OfficerID: a.actor.OfficerID, PersonID: personID, Purpose: "account", What: what})
}
