package register

import (
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// guards tells whether a guardian can still act: neither dead nor cancelled (民法典 39). Who
// landed in another province is off this register and guardian still.
func guards(k models.Person) bool {
	return inForce(k) || k.Status == models.StatusCancelled && k.StatusReason == ReasonMovedAway
}

// unguarded tells whether somebody was given guardians of whom none can act any more; not of a
// minor with a parent in the register, who is guardian by law (民法典 27) unless a court revoked that.
func (a *act) unguarded(p models.Person) (bool, error) {
	if !inForce(p) {
		return false, nil
	}
	rows, err := a.guardians(p.ID)
	if err != nil || len(rows) == 0 {
		return false, err
	}
	for _, g := range rows {
		k, known, err := a.personByID(g.GuardianID)
		if err != nil || !known || guards(k) {
			return false, err // a body, somebody the register does not know, or one in force
		}
	}
	if a.ofAge(p) {
		return a.adultWard(p)
	}
	if _, over, err := a.displaced(p); err != nil || over {
		return over, err
	}
	for _, id := range parentsOf(p) {
		parent, known, err := a.personByID(id)
		if err != nil || known && inForce(parent) {
			return false, err
		}
	}
	return true, nil
}

// subjectUnguarded is unguarded of the case's subject.
func (a *act) subjectUnguarded() (bool, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return false, err
	}
	return a.unguarded(p)
}

// settleWards has a guardian looked for, for the person written and for each ward and child of
// theirs, where none is left who can act, and no more where one is.
func (a *act) settleWards(before, p models.Person, ev eventSpec) error {
	if before.Version == 0 || before.Status == p.Status && ev.Guardians == nil && before.FatherID == p.FatherID && before.MotherID == p.MotherID {
		return nil
	}
	if err := a.settleWard(p); err != nil || before.Status == p.Status {
		return err
	}
	// Each part by an index of its own, which an OR would not have. Grown children without a
	// guardian need none.
	born := string(a.today.AddMonths(-12 * ageOfMajority))
	rows, err := store.Many[models.Person](a.tx, "id", `id in (select ward_id from guardianships where guardian_id = ? and closed_at is null
		union select g.ward_id from people p join guardianships g on g.ward_id = p.id and g.closed_at is null where p.father_id = ?
		union select g.ward_id from people p join guardianships g on g.ward_id = p.id and g.closed_at is null where p.mother_id = ?
		union select id from people where father_id = ? and birth_date >= ? union select id from people where mother_id = ? and birth_date >= ?)`, p.ID, p.ID, p.ID, p.ID, born, p.ID, born)
	for _, ward := range rows {
		if err == nil {
			err = a.settleWard(ward)
		}
	}
	return err
}

// settleWard opens the task to find a guardian for a ward, once, or ends it.
func (a *act) settleWard(ward models.Person) error {
	without, err := a.unguarded(ward)
	if err == nil && !without {
		without, err = a.orphanAlone(ward)
	}
	if err != nil {
		return err
	}
	if without {
		return a.taskOnce(workflow.TaskWardGuardian, ward.Org, ward.ID)
	}
	return a.endTasks(workflow.TaskWardGuardian, ward.ID, EventGuardian)
}

// orphanAlone tells whether a minor has no guardian at all and each parent on the page is dead.
func (a *act) orphanAlone(p models.Person) (bool, error) {
	named := parentsOf(p)
	if !inForce(p) || a.ofAge(p) || len(named) == 0 {
		return false, nil
	}
	if rows, err := a.guardians(p.ID); err != nil || len(rows) > 0 {
		return false, err
	}
	for _, id := range named {
		if parent, known, err := a.personByID(id); err != nil || !known || parent.Status != models.StatusDead {
			return false, err
		}
	}
	return true, nil
}

// guardiansBack are the guardianships of somebody that stand, and of whoever was cancelled those
// that stand again with the entry: who has a guardian then asks for it by the guardian.
func (a *act) guardiansBack(p models.Person) ([]models.Guardianship, error) {
	rows, err := a.guardians(p.ID)
	if err != nil || len(rows) > 0 {
		return rows, err
	}
	left, err := a.guardiansLeft(p)
	if err != nil || left == nil {
		return nil, err
	}
	return *left, nil
}

// guardiansLeft are the guardianships of whoever was cancelled as they stood before, to stand
// again with the entry (民法典 39 ends none by leaving); nil where there were none, or for the dead.
func (a *act) guardiansLeft(p models.Person) (*[]models.Guardianship, error) {
	if p.Status != models.StatusCancelled {
		return nil, nil
	}
	off, err := store.One[models.RegisterEvent](a.tx, "id = ?", p.EventID)
	if err != nil {
		return nil, ignoreMissing(err)
	}
	image, found, err := a.imageBefore(off)
	if err != nil || !found {
		return nil, err
	}
	_, kept, err := image.Person()
	if err != nil || len(kept) == 0 {
		return nil, err
	}
	return &kept, nil
}
