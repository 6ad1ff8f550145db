package register

import (
	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// adopterThere tells whether an adopter declared stands in the household to join.
func (a *act) adopterThere() (bool, error) {
	h, ok, err := a.targetHousehold()
	if err != nil || !ok {
		return false, err
	}
	father, mother, err := a.parents()
	return stays(father) && father.HouseholdID == h.ID || stays(mother) && mother.HouseholdID == h.ID, err
}

// asAdopted is a child of the head as adopted (GB/T 4761), unless secrecy was asked for:
// then it stands as any child (Norm 26; 民法典 1110).
func (a *act) asAdopted(r gb.Relation) gb.Relation {
	_, adopting := a.def.FactsOf()[workflow.FactAdoptionProof]
	if !adopting || a.fact(workflow.FactAdoptionProof) == "none" || a.form.Facts.Bool(workflow.FactSecrecy) {
		return r
	}
	switch r {
	case "20":
		return "27"
	case "30":
		return "37"
	}
	return r
}

// adopt brings the child to the adopters: out of the household they stand in and into
// theirs in one act, with other parents, and without the guardians of before, whose task
// is over (未成年人保护法 95; 民法典 1111). The number stays.
func (a *act) adopt() error {
	p, err := a.registered()
	if err != nil {
		return err
	}
	h, err := a.householdToJoin()
	if err != nil {
		return err
	}
	father, mother, err := a.heldParents()
	if err != nil {
		return err
	}
	relation, _, err := a.toHead(h, father, mother, p)
	if err != nil {
		return err
	}
	if p.HouseholdID != h.ID {
		if err := a.bringHome(&p, h, relation); err != nil {
			return err
		}
	}
	p.Relation, p.FatherID, p.MotherID = string(relation), father.ID, mother.ID
	e, err := a.writePerson(&p, eventSpec{Kind: EventParents, Reason: ReasonAdoption, EventOn: a.form.Facts.Date(workflow.FactAdoptedOn), Guardians: &[]models.Guardianship{}})
	if err != nil {
		return err
	}
	a.note("event", e.ID)
	return a.endedMeanwhile(p.ID, father, mother)
}

// bringHome moves a person into the household, out of another or from the way.
func (a *act) bringHome(p *models.Person, h models.Household, relation gb.Relation) error {
	from := p.Org
	scope, err := a.scope(from, h.Org)
	if err != nil {
		return err
	}
	if p.Status == models.StatusActive {
		if err := a.departure(p, h.Org, h.ID, scope); err != nil {
			return err
		}
	}
	if err := a.arrivalAs(p, h, scope, relation); err != nil {
		return err
	}
	same, err := a.sameStation(from, h.Org)
	if err == nil && !same {
		a.send("moved_out", map[string]string{"case": a.c.ID, "person": p.ID, "org": from})
	}
	return err
}

// sealAdoption seals the child's file where secrecy was asked for: whoever checked the
// case asks, whoever decided it confirms. Of a file sealed before nothing changes.
func (a *act) sealAdoption() error {
	if !a.form.Facts.Bool(workflow.FactSecrecy) {
		return nil
	}
	p, err := a.registered()
	if err != nil {
		return err
	}
	stands, err := store.Count[models.PersonSeal](a.tx, "person_id = ? and ended_at is null", p.ID)
	if err != nil || stands > 0 {
		return err
	}
	asked, _, err := a.lastOf(workflow.ReportCheck, workflow.ReportBack)
	if err != nil {
		return err
	}
	confirmed, _, err := a.lastOf(workflow.Approve)
	if err != nil {
		return err
	}
	row := models.PersonSeal{ID: a.r.newID(), PersonID: p.ID, Org: p.Org, Kind: SealAdoption, Reason: a.c.Number, AskedBy: asked.Officer, AskedAt: asked.At, ConfirmedBy: confirmed.Officer, ConfirmedAt: &a.now}
	if err := store.Insert(a.tx, row); err != nil {
		return err
	}
	a.cache.seals = nil
	return a.audit(ActSealed, row.ID, nil, map[string]any{"kind": SealAdoption})
}
