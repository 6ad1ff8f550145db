package register

import (
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// admits tells whether the case enters one person in a household of others, whose head is
// asked: a restoration or a first registration.
func (a *act) admits() bool { return a.def.Holds(workflow.GRelationTold) }

// enters tells whether the case enters one person: admits, or a move in from another province,
// which may also set up a household, and asks nobody by itself.
func (a *act) enters() bool { return a.admits() || a.def.Business == workflow.MoveAcrossRegion }

// unentered stands for the id of somebody who has no line yet.
const unentered = "(unentered)"

// comer is the person whom the case enters, as the register has them, else as declared;
// with the parents on the page, else those declared.
func (a *act) comer() (p, father, mother models.Person, err error) {
	p, known, err := a.person()
	if err != nil {
		return p, father, mother, err
	}
	if known {
		father, mother, err = a.parentsOf(p)
		return p, father, mother, err
	}
	father, mother, err = a.parents()
	p = models.Person{ID: unentered, Name: a.fact(workflow.FactWardName), Sex: a.fact(workflow.FactWardSex), BirthDate: a.form.Facts.Date(workflow.FactWardBirth), Org: a.c.RegisterOrg,
		FatherID: father.ID, MotherID: mother.ID}
	return p, father, mother, err
}

// headed is the open family household that the case enters its person in; false where
// there is none, and nobody to ask.
func (a *act) headed() (models.Household, bool, error) {
	h, ok, err := a.targetHousehold()
	return h, ok && h.Status == HouseholdOpen && h.Kind == models.FamilyHousehold, err
}

// admittersLacking names those who are to agree that the person comes into their household
// and of whom it is not noted: see FConsentsLacking.
func (a *act) admittersLacking() ([]string, error) {
	admitters, err := a.admitters()
	if err != nil {
		return nil, err
	}
	keepers, err := a.partedKeepers()
	if err != nil {
		return nil, err
	}
	return a.unnoted(slices.Concat(admitters, slices.DeleteFunc(keepers, func(k models.Person) bool {
		return slices.ContainsFunc(admitters, func(p models.Person) bool { return p.ID == k.ID })
	})))
}

// admitters are those of the household joined who are asked.
func (a *act) admitters() ([]models.Person, error) {
	h, ok, err := a.headed()
	if err != nil || !ok {
		return nil, err
	}
	p, father, mother, err := a.comer()
	if err != nil {
		return nil, err
	}
	if home, err := a.homeBefore(p); err != nil || home == h.ID {
		return nil, err
	}
	in := func(q models.Person) bool { return stays(q) && q.HouseholdID == h.ID }
	if p.ID == unentered && (in(father) || in(mother)) {
		return nil, nil
	}
	asked, err := a.askedOf(h)
	return slices.DeleteFunc(asked, func(q models.Person) bool {
		_, near := known(q, p)
		return near || q.ID == p.ID
	}), err
}

// homeBefore is the household that somebody off the register stood in last, apart from
// stays that were undone; "" for those who stand in one, and where the register knows none.
func (a *act) homeBefore(p models.Person) (string, error) {
	stay, _, err := a.lastStay(p)
	return stay.HouseholdID, err
}

// lastStay is the stay that homeBefore goes by.
func (a *act) lastStay(p models.Person) (models.Residence, bool, error) {
	if stays(p) {
		return models.Residence{}, false, nil
	}
	rows, err := store.Many[models.Residence](a.tx, "id desc limit 1", "person_id = ? and closed_by_event not in (select id from register_events where subject_id = ? and reverses <> '')", p.ID, p.ID)
	if err != nil || len(rows) == 0 {
		return models.Residence{}, false, err
	}
	return rows[0], true, nil
}

// toHead is what somebody is to the head of the household joined: 99 in a collective one,
// as declared, by the parents who stand there, or as the register knows them. False where
// none of these tells.
func (a *act) toHead(h models.Household, father, mother, p models.Person) (gb.Relation, bool, error) {
	if h.Kind == models.CollectiveHousehold {
		return gb.RelationNotRelated, true, nil
	}
	if declared := gb.Relation(a.fact(workflow.FactHeadRelation)); declared != "" {
		return declared, true, nil
	}
	head, _, err := a.personByID(h.HeadID)
	if err != nil {
		return "", false, err
	}
	byParents := a.asAdopted(a.newbornRelation(h, head, father, mother, p))
	for _, parent := range []models.Person{father, mother} {
		if stays(parent) && parent.HouseholdID == h.ID {
			return byParents, true, nil
		}
	}
	if p.EventID != "" {
		_, _, r, told, err := a.placeIn(p, h)
		return r, told, err
	}
	rest, err := a.members(h.ID)
	if err != nil {
		return "", false, err
	}
	if r, told := kinIn(h, p, rest); told {
		return r, true, nil
	}
	return byParents, false, nil
}

// kinIn is what somebody who comes into a household is to its head by the kinship that the
// register knows.
func kinIn(h models.Household, p models.Person, rest []models.Person) (gb.Relation, bool) {
	if h.HeadID == "" {
		return "", false
	}
	p.HouseholdID, p.Relation = "", ""
	return kinshipOf(append([]models.Person{p}, rest...), map[string]string{h.ID: h.HeadID}).relation(h.HeadID, p.ID)
}

// relationTold tells whether what the person is to the head is known: see FRelationTold.
func (a *act) relationTold() (bool, error) {
	h, ok, err := a.headed()
	if err != nil || !ok {
		return err == nil, err
	}
	if headless(h) {
		return a.placedUnderNobody(h)
	}
	p, father, mother, err := a.comer()
	if err != nil {
		return false, err
	}
	_, told, err := a.toHead(h, father, mother, p)
	return told, err
}

// comerContradicted is FRelationsContradict of one who is entered.
func (a *act) comerContradicted() ([]string, error) {
	declared := gb.Relation(a.fact(workflow.FactHeadRelation))
	h, ok, err := a.headed()
	if err != nil || !ok || declared == "" {
		return nil, err
	}
	head, ok, err := a.personByID(h.HeadID)
	if err != nil || !ok {
		return nil, err
	}
	p, _, _, err := a.comer()
	if err != nil || p.ID == head.ID {
		return nil, err
	}
	r, wrong := contradicts(head, p, declared)
	if !wrong && slices.Contains(spouses, declared) {
		if wrong, err = a.spokenFor(head, p, nil, h); err != nil {
			return nil, err
		}
	}
	if !wrong {
		return nil, nil
	}
	return []string{a.contradiction(workflow.FactHeadRelation, p, declared, r)}, nil
}

// stillAdmitted is the refusal to enter anybody behind those who are asked, or as what the
// register knows them not to be, with the household held.
func (a *act) stillAdmitted() error {
	if !a.enters() {
		return nil
	}
	if err := a.minorsMinded(); err != nil {
		return err
	}
	if a.admits() {
		if err := a.sameHeadJoined(); err != nil {
			return err
		}
	}
	if err := a.stillHolds(workflow.GRelationsAgree); err != nil || !a.admits() {
		return err
	}
	if lacking, err := a.admittersLacking(); err != nil || len(lacking) == 0 {
		return err
	}
	return a.blockedBy(workflow.GConsentsNoted)
}
