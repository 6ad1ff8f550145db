package register

import (
	"cmp"
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/seal"
	"hukou/workflow"
)

// registerEffects carries out what an approved case does to people and households.
// Each may be told to do what is done already: a birth brings its number along, so
// that allotting one after it finds nothing to do.
func registerEffects() map[workflow.Effect]effect {
	return map[workflow.Effect]effect{
		workflow.EffBirth:          (*act).registerBirth,
		workflow.EffFirst:          (*act).registerFirst,
		workflow.EffNumber:         (*act).giveNumber,
		workflow.EffGuardian:       (*act).recordGuardian,
		workflow.EffMove:           (*act).move,
		workflow.EffDeath:          (*act).registerDeath,
		workflow.EffHeadVacancy:    (*act).openVacancies,
		workflow.EffCloseHousehold: (*act).closeEmptied,
		workflow.EffMootCases:      (*act).closeMootCases,
		workflow.EffReverse:        (*act).reverse,
	}
}

// registerBirth enters a newborn: a person with a number, member of the household
// declared, ethnicity that of the parent named (domain 2.5), and the case's child
// from here on. A birth entered more than a year late has a reason of its own.
func (a *act) registerBirth() error {
	h, err := a.householdToJoin()
	if err == nil {
		err = a.stillHolds(workflow.GWithFollowed)
	}
	if err != nil {
		return err
	}
	p := a.newborn()
	father, mother, err := a.heldParents()
	if err != nil {
		return err
	}
	if err := a.stillAmongKin(); err != nil {
		return err
	}
	p.FatherID, p.MotherID = father.ID, mother.ID
	p.Ethnicity, p.EthnicityProof = a.newbornEthnicity(father, mother)
	head, _, err := a.personByID(h.HeadID)
	if err != nil {
		return err
	}
	r, told, err := a.relationApart()
	if err != nil {
		return err
	}
	if !told {
		r = a.newbornRelation(h, head, father, mother, p)
	}
	p.Relation = string(r)
	if err := a.enterPerson(&p, h, eventSpec{Kind: EventBirth, Reason: a.birthReason(p), EventOn: p.BirthDate}); err != nil {
		return err
	}
	if err := a.endedMeanwhile(p.ID, father, mother); err != nil {
		return err
	}
	if err := a.newbornAlone(p); err != nil {
		return err
	}
	return a.bindSubject(p)
}

// newborn is the child as declared. The certificate's number is class C: it stands
// sealed, and is looked up by its index.
func (a *act) newborn() models.Person {
	p := models.Person{ID: a.r.newID(), Name: a.fact(workflow.FactChildName), Sex: a.fact(workflow.FactChildSex), BirthDate: a.form.Facts.Date(workflow.FactChildBirthDate),
		BirthTime: a.fact(workflow.FactBirthTime), BirthPlaceCode: a.fact(workflow.FactBirthDivision), BirthPlace: a.birthPlace()}
	a.certify(&p)
	return p
}

// certify gives a person the number of the certificate declared.
func (a *act) certify(p *models.Person) {
	if no := a.fact(workflow.FactCertificate); no != "" {
		p.CertSealed = a.r.keys.Seal(placeCertificate(p.ID).In(a.c.HandlingOrg), []byte(no))
		p.CertIndex = a.r.keys.BlindIndex(seal.DomainCertificate, no)
	}
}

// birthReason tells a late birth from others; late is more than a year before the
// declaration, so that the register's own delay makes nobody late.
func (a *act) birthReason(p models.Person) string {
	declared := a.today
	if a.c.LodgedOn != "" {
		declared = a.c.LodgedOn
	}
	if declared > p.BirthDate.AddMonths(12) {
		return ReasonBirthLate
	}
	return ReasonBirth
}

// parents are the parents declared who stand in the register; one left blank by the
// case is nobody.
func (a *act) parents() (father, mother models.Person, err error) {
	f, m := a.parentsNamed()
	if a.foreseen != nil && a.foreseen.parents != nil {
		for _, p := range *a.foreseen.parents {
			switch p.ID {
			case f:
				father = p
			case m:
				mother = p
			}
		}
		return father, mother, nil
	}
	if father, _, err = a.personByID(f); err != nil {
		return father, mother, err
	}
	mother, _, err = a.personByID(m)
	return father, mother, err
}

// parentsNamed are the ids of the parents declared, none for one left blank.
func (a *act) parentsNamed() (father, mother string) {
	if !a.blanked(workflow.Father) {
		father = a.fact(workflow.FactFather)
	}
	if !a.blanked(workflow.Mother) {
		mother = a.fact(workflow.FactMother)
	}
	return father, mother
}

// newbornEthnicity is father's, mother's, or the one that their joint statement
// names; where that parent is blank, the other's. Nothing else is looked at.
func (a *act) newbornEthnicity(father, mother models.Person) (ethnicity, proof string) {
	proof = a.fact(workflow.FactEthnicityBy)
	named := proof
	if named == "joint" {
		named = a.fact(workflow.FactEthnicityChosen)
	}
	switch {
	case named == "institution":
		return "", proof
	case named == "father" && father.ID != "":
		return father.Ethnicity, proof
	case named == "mother" && mother.ID != "":
		return mother.Ethnicity, proof
	case named == "father" && mother.ID != "":
		return mother.Ethnicity, "mother"
	case named == "mother" && father.ID != "":
		return father.Ethnicity, "father"
	}
	return "", proof
}

// newbornRelation is what the child is to the head, by the parent whose household it
// joins, or by the grandparents. The child of the head's spouse and of somebody else than
// the head is a stepchild (GB/T 4761: 27, 37).
func (a *act) newbornRelation(h models.Household, head, father, mother, child models.Person) gb.Relation {
	order := []models.Person{mother, father}
	if a.fact(workflow.FactFollows) == "father" {
		slices.Reverse(order)
	}
	if h.HeadID != "" && order[1].ID == h.HeadID { // a child of the head is that, whichever parent it follows
		slices.Reverse(order)
	}
	for _, parent := range order {
		if parent.ID != "" && parent.HouseholdID == h.ID && stays(parent) {
			if to := relationOfChild(h, head, parent, child); !ownChild(to) || !ofAnother(head, father.ID, mother.ID) {
				return to
			}
			return stepchild(child)
		}
	}
	if h.Kind == models.FamilyHousehold && a.fact(workflow.FactFollows) == "grandparents" {
		return relationOfGrandchild(h.HeadID, father, mother, child)
	}
	return relationOfChild(h, head, models.Person{}, child)
}

// enterPerson puts a new person in a household: birth key, number, row, stay and event. It
// holds from the day of registration; when it happened stands in the event.
func (a *act) enterPerson(p *models.Person, h models.Household, ev eventSpec) error {
	s, ok, err := a.subject()
	if err != nil {
		return err
	}
	if ok {
		p.BirthKey = s.Key
	}
	if err := a.allotNumber(p, h); err != nil {
		return err
	}
	p.Status, p.StatusOn, p.HouseholdID, p.Org, p.Since = models.StatusActive, a.today, h.ID, h.Org, a.today
	e, err := a.writePerson(p, ev)
	if err == nil {
		a.note("person", p.ID)
		a.note("event", e.ID)
	}
	return err
}

// registerFirst enters a ward without registration in the collective household:
// relation 99, the guardian of the case, a number (Norm 27). The ethnicity of a child
// whose parents are unknown is the institution's to choose, and who chose is kept.
func (a *act) registerFirst() error {
	h, err := a.householdToJoin()
	if err != nil {
		return err
	}
	p, father, mother, err := a.neverEntered(h)
	if err != nil {
		return err
	}
	g, named, err := a.declaredGuardian(p)
	if err != nil {
		return err
	}
	ev := eventSpec{Kind: EventFirst, Reason: cmp.Or(a.fact(workflow.FactLegalGround), string(a.def.Business)), EventOn: a.form.Facts.Date(workflow.FactIntakeOn)}
	if named {
		ev.Guardians = &[]models.Guardianship{g}
	}
	if err := a.enterPerson(&p, h, ev); err != nil {
		return err
	}
	if err := a.endedMeanwhile(p.ID, father, mother); err != nil {
		return err
	}
	if err := a.kinOfFalse(p); err != nil {
		return err
	}
	return a.bindSubject(p)
}

// giveNumber gives the case's subject a number, unless there is one.
func (a *act) giveNumber() error {
	p, err := a.registered()
	if err != nil || len(p.NumberIndex) > 0 {
		return err
	}
	h, ok, err := a.householdByID(p.HouseholdID)
	if err != nil {
		return err
	}
	if !ok {
		return blocked("household_closed", "当事人不在任何户内，不能编制号码。", "The person is in no household; no number can be given.")
	}
	if err := a.allotNumber(&p, h); err != nil {
		return err
	}
	_, err = a.writePerson(&p, eventSpec{Kind: EventNumber})
	return err
}

// registerDeath ends the registration of the case's subject. It holds from the day
// of death; the guardianships of a ward end with it.
func (a *act) registerDeath() error { return a.enterDeath(a.declaredDeath()) }

// causeDeclared is the cause of a death that a court declared.
const causeDeclared = "declared"

func (a *act) enterDeath(on models.Date, cause string) error {
	p, err := a.registered()
	if err != nil {
		return err
	}
	return a.dies(p, on, cause)
}

// dies ends an entry by death.
func (a *act) dies(p models.Person, on models.Date, cause string) error {
	household := p.HouseholdID
	if err := a.holdHousehold(household); err != nil { // before the person: see holdPeople
		return err
	}
	p.Status, p.StatusOn, p.StatusReason = models.StatusDead, on, cause
	p.HouseholdID, p.Relation = "", ""
	// What was entered before the death was known stands until the day it began.
	e, err := a.writePerson(&p, eventSpec{Kind: EventDeath, Reason: cause, EventOn: on, EffectiveOn: max(on, p.Since), Guardians: &[]models.Guardianship{}})
	if err != nil {
		return err
	}
	a.note("event", e.ID)
	if err := a.leave(household, p.ID, e); err != nil {
		return err
	}
	if err := a.leavesOffice(p.ID); err != nil {
		return err
	}
	if err := a.undoItems(p.ID); err != nil {
		return err
	}
	return a.guardianGone(p.ID)
}

// declaredDeath is day and cause as the case has them: written with the step, of a
// newborn, or of a death. The cause is a word of the list; free text stays with the
// case, where it is sealed.
func (a *act) declaredDeath() (models.Date, string) {
	on := a.today
	for _, day := range []string{a.in(workflow.InDiedOn), a.fact(workflow.FactChildDiedOn), a.fact(workflow.FactEventDate)} {
		if models.Date(day).Valid() {
			on = models.Date(day)
			break
		}
	}
	cause := a.fact(workflow.FactDeathCause)
	rule, _ := a.r.book.Field(workflow.FactDeathCause)
	if !slices.ContainsFunc(rule.Codes, func(c workflow.Code) bool { return c.Value == cause }) {
		cause = "other"
	}
	return on, cause
}

// openVacancies asks for a new head of every household of this case that was left
// without one; what was asked before is not asked again.
func (a *act) openVacancies() error {
	households, err := a.householdsOfCase(EventHeadVacant)
	if err != nil {
		return err
	}
	for _, h := range households {
		if h.Status != HouseholdOpen || h.HeadID != "" {
			continue
		}
		if err := a.vacancyTask(h); err != nil {
			return err
		}
	}
	return nil
}
