package register

import (
	"cmp"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// neverEntered is somebody to be entered for the first time, as declared: the child of the
// parents named, whom it holds and gives back, with what they are to the head of the household joined.
func (a *act) neverEntered(h models.Household) (p, father, mother models.Person, err error) {
	p = models.Person{ID: a.r.newID(), Name: a.fact(workflow.FactWardName), Sex: a.fact(workflow.FactWardSex), BirthDate: a.form.Facts.Date(workflow.FactWardBirth),
		BirthEstimated: a.form.Facts.Bool(workflow.FactWardEstimated), BirthPlaceCode: a.fact(workflow.FactBirthDivision), BirthPlace: a.birthPlace(), EthnicityProof: a.fact(workflow.FactEthnicityBy)}
	a.certify(&p)
	if father, mother, err = a.heldParents(); err != nil {
		return p, father, mother, err
	}
	if father.ID != "" || mother.ID != "" {
		p.FatherID, p.MotherID = father.ID, mother.ID
		p.Ethnicity, p.EthnicityProof = a.newbornEthnicity(father, mother)
	}
	if a.def.Business == workflow.Naturalised {
		p.Ethnicity, p.EthnicityProof = naturalisedCode, string(workflow.Naturalised)
	}
	relation, _, err := a.toHead(h, father, mother, p)
	p.Relation = string(relation)
	return p, father, mother, err
}

// relationFits looks at the relation declared: see FRelationFits.
func (a *act) relationFits() (bool, error) {
	declared := gb.Relation(a.fact(workflow.FactHeadRelation))
	if declared == "" {
		return true, nil
	}
	h, ok, err := a.targetHousehold()
	if err != nil {
		return false, err
	}
	p, _, err := a.person()
	sex := cmp.Or(p.Sex, a.fact(workflow.FactWardSex))
	collective := ok && h.Kind == models.CollectiveHousehold
	return declared.Valid() && declared > gb.RelationHead && declared.Fits(sex) && (!collective || declared == gb.RelationNotRelated), err
}

// offWhy is how the case's subject came to stand in no household: see FOffWhy.
func (a *act) offWhy() (any, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return nil, err
	}
	return a.whyOff(p)
}

// whyOff is how an entry came to stand in no household, in the words of FOffWhy.
func (a *act) whyOff(p models.Person) (string, error) {
	switch p.Status {
	case models.StatusDead:
		if p.StatusReason == causeDeclared {
			return causeDeclared, nil
		}
		return "dead", nil
	case models.StatusTransit:
		return "in_transit", nil
	case models.StatusCancelled:
		if landed, err := a.landed(p); err != nil || landed {
			return "landed", err
		}
		return cmp.Or(cancelledFor[p.StatusReason], "cancelled"), nil
	}
	return "active", nil
}

// landed tells whether the entry ended with another province's notice that the person landed
// there; one that a load says moved away may be of somebody who never landed.
func (a *act) landed(p models.Person) (bool, error) {
	if p.Status != models.StatusCancelled || p.StatusReason != ReasonMovedAway {
		return false, nil
	}
	n, err := store.Count[models.RegisterEvent](a.tx, "subject_kind = ? and subject_id = ? and kind = ?", SubjectPerson, p.ID, EventLandedAway)
	return n > 0, err
}

// cancelledFor is what the reasons of cancelled entries come to, those of old registers
// with them (package gb); others tell nothing.
var cancelledFor = map[string]string{
	ReasonDuplicate: ReasonDuplicate, ReasonReversed: ReasonReversed, ReasonFalse: ReasonFalse, ReasonMovedAway: "moved",
	"foreign": "foreign", "renounced": "foreign", "abroad": "settled", "hongkong_macao": "settled", "taiwan": "settled",
	"enlisted": "enlisted", "marriage": "marriage", "marriage_move": "marriage",
	"work": "moved", "study": "moved", "study_end": "moved", "relatives": "moved", "parents_children": "moved", "spouse": "moved", "army_family": "moved", "house": "moved", "house_sold": "moved", "home": "moved", "moved_home": "moved", "talent": "moved",
}

// twin tells whether another line in force is, or looks like, the subject's: see FTwin.
func (a *act) twin() (bool, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return false, err
	}
	n, err := store.Count[models.Person](a.tx, "id <> ? and status in ('active', 'in_transit') and (pinyin = ? and birth_date = ? and sex = ? or id in (select linked_to from number_ledger where person_id = ? and linked_to <> ''))",
		p.ID, p.Pinyin, p.BirthDate, p.Sex, p.ID)
	return n > 0, err
}

// readmit puts the case's subject, who stands in no household, into the one declared: the
// same line with the number of before. A number that was voided is nobody's any more.
func (a *act) readmit() error {
	p, ok, err := a.person()
	if err != nil {
		return err
	}
	if !ok || stays(p) {
		return blocked("registered", "当事人已在户内，无须恢复。", "The person stands in a household; there is nothing to put back.")
	}
	twin, err := a.twin()
	if err != nil {
		return err
	}
	if twin {
		return blocked("registered_elsewhere", "另有同一人的户口，不能恢复。", "Another line in force is the same person's; nobody is put back.")
	}
	h, err := a.householdToJoin()
	if err != nil {
		return err
	}
	voided, err := store.Count[models.NumberEntry](a.tx, "person_id = ? and number_index = ? and state = ?", p.ID, p.NumberIndex, NumberVoided)
	if err != nil {
		return err
	}
	if voided > 0 {
		return blocked("number_voided", "原公民身份号码已作废，不能沿用，请先由户政核查。", "The number of before was voided and is not used again; the registration office looks into it first.")
	}
	if err := a.allotNumber(&p, h); err != nil {
		return err
	}
	father, mother, err := a.parentsOf(p)
	if err != nil {
		return err
	}
	relation, _, err := a.toHead(h, father, mother, p)
	if err != nil {
		return err
	}
	p.Relation = string(relation)
	p.Status, p.StatusOn, p.StatusReason = models.StatusActive, a.today, ""
	p.HouseholdID, p.Org, p.Since = h.ID, h.Org, a.today
	e, err := a.writePerson(&p, eventSpec{Kind: EventRestore, Reason: string(a.def.Business), EventOn: cmp.Or(a.form.Facts.Date(workflow.FactEventDate), a.today)})
	if err == nil {
		a.note("event", e.ID)
	}
	return err
}

// parentsOf are the parents on a person's page.
func (a *act) parentsOf(p models.Person) (father, mother models.Person, err error) {
	if father, _, err = a.personByID(p.FatherID); err == nil {
		mother, _, err = a.personByID(p.MotherID)
	}
	return father, mother, err
}

// firstCard asks for the first identity card of whoever is sixteen (居民身份证法 7).
func (a *act) firstCard() error {
	p, ok, err := a.person()
	if err != nil || !ok || p.BirthDate.AgeOn(a.today) < ageOfCard {
		return err
	}
	_, err = a.openTask(models.CaseTask{Kind: string(workflow.TaskFirstCard), Role: string(workflow.Clerk)}, workflow.LimitTask)
	return err
}

// ageOfCard is sixteen (居民身份证法 7).
const ageOfCard = 16

// naturalisedCode is 外国血统中国籍（入籍） of GB/T 3304.
const naturalisedCode = "98"
