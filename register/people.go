package register

import (
	"hukou/gb"
	"hukou/models"
	"hukou/store"
)

// writePerson appends the event of a change and brings the person's row, the stay in
// a household and the guardianships up to it. A person of version 0 is new; any other
// must stand in the register exactly as it was read, else ErrStale. The person comes
// back as it now stands. A new one whose number, certificate or birth the register
// has already is a conflict.
func (a *act) writePerson(p *models.Person, ev eventSpec) (models.RegisterEvent, error) {
	before, err := a.personBefore(*p)
	if err != nil {
		return models.RegisterEvent{}, err
	}
	if ev.FromOrg == "" {
		ev.FromOrg = before.Org
	}
	if ev.FromHouse == "" {
		ev.FromHouse = before.HouseholdID
	}
	if ev.ToOrg == "" {
		ev.ToOrg = p.Org
	}
	if ev.ToHouse == "" {
		ev.ToHouse = p.HouseholdID
	}
	if p.ID == "" {
		p.ID = a.r.newID()
	}
	e := a.newEvent(SubjectPerson, p.ID, before.Version+1, before.EventID, ev)
	p.Version, p.EventID, p.CaseID = e.Serial, e.ID, a.c.ID
	if p.Name != before.Name || p.Pinyin == "" {
		p.Pinyin, p.Initials = searchKeys(p.Name)
	}
	guardians, err := a.guardiansAfter(before, ev, e)
	if err != nil {
		return e, err
	}
	if err := a.r.sealImage(&e, imageOf(*p, guardians)); err != nil {
		return e, err
	}
	if err := a.savePerson(*p); err != nil {
		return e, err
	}
	if err := a.saveGuardians(before, guardians, e); err != nil {
		return e, err
	}
	if err := store.Insert(a.tx, e); err != nil {
		return e, err
	}
	if err := a.moveResidence(before, *p, e); err != nil {
		return e, err
	}
	if err := a.settleHelped(before, *p); err != nil {
		return e, err
	}
	return e, a.settleWards(before, *p, ev)
}

// personBefore is the row that the change starts from; nobody for a new person.
func (a *act) personBefore(p models.Person) (models.Person, error) {
	if p.Version == 0 {
		return models.Person{}, nil
	}
	before, ok, err := a.personByID(p.ID)
	if err != nil {
		return before, err
	}
	if !ok || before.Version != p.Version {
		return before, ErrStale
	}
	return before, nil
}

// savePerson writes the row: a new one unless the register has the person already,
// an old one only over the version before.
func (a *act) savePerson(p models.Person) error {
	if p.Version == 1 {
		fresh, err := store.InsertNew(a.tx, p)
		if err == nil && !fresh {
			return a.conflict()
		}
		return err
	}
	n, err := store.Set[models.Person](a.tx, personColumns(p), "id = ? and version = ?", p.ID, p.Version-1)
	if err == nil && n == 0 {
		return ErrStale
	}
	return err
}

// personColumns are all columns of a person but the id. A test compares them with
// the model.
func personColumns(p models.Person) map[string]any {
	return map[string]any{
		"number_sealed": p.NumberSealed, "number_index": p.NumberIndex, "name": p.Name, "former_names": p.FormerNames, "pinyin": p.Pinyin,
		"initials": p.Initials, "sex": p.Sex, "birth_date": p.BirthDate, "birth_time": p.BirthTime, "birth_estimated": p.BirthEstimated,
		"birth_place_code": p.BirthPlaceCode, "birth_place": p.BirthPlace, "native_place": p.NativePlace, "ethnicity": p.Ethnicity,
		"ethnicity_proof": p.EthnicityProof, "birth_cert_sealed": p.CertSealed, "birth_cert_index": p.CertIndex, "birth_key": p.BirthKey,
		"father_id": p.FatherID, "mother_id": p.MotherID, "spouse_id": p.SpouseID, "marital": p.Marital, "education": p.Education,
		"occupation": p.Occupation, "workplace": p.Workplace, "height_cm": p.HeightCM, "military": p.Military,
		"status": p.Status, "status_on": p.StatusOn, "status_reason": p.StatusReason, "household_id": p.HouseholdID, "relation": p.Relation,
		"since": p.Since, "org": p.Org, "protected": p.Protected, "version": p.Version, "event_id": p.EventID, "case_id": p.CaseID,
	}
}

// searchKeys are the columns a name is found by: every reading of it, the surname's
// own first, one space between two.
func searchKeys(name string) (pinyin, initials string) {
	return gb.Pinyin(name).Joined()
}

// bindSubject makes a person the one that the case's subject row names, so that what
// follows in the same step finds them.
func (a *act) bindSubject(p models.Person) error {
	s, ok, err := a.subject()
	if err != nil || !ok {
		return err
	}
	_, err = store.Set[models.CaseSubject](a.tx, map[string]any{"person_id": p.ID, "name": p.Name, "pinyin": p.Pinyin, "initials": p.Initials}, "case_id = ? and role = ? and n = ?", a.c.ID, s.Role, s.Number)
	a.forget("subjects")
	return err
}

// inForce tells whether a person counts as registered: here, or on the way to another place.
func inForce(p models.Person) bool {
	return p.Status == models.StatusActive || p.Status == models.StatusTransit
}

// registered is the case's subject as a line of the register that an act can change:
// active, or in transit.
func (a *act) registered() (models.Person, error) {
	p, ok, err := a.person()
	if err != nil {
		return p, err
	}
	if !ok || !inForce(p) {
		return p, blocked("not_registered", "当事人没有有效户口，不能执行登记。", "The person has no registration in force; nothing can be entered.")
	}
	return p, nil
}
