package register

import (
	"slices"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
	"hukou/workflow"
)

// guardians are the guardianships of a ward that stand.
func (a *act) guardians(ward string) ([]models.Guardianship, error) {
	return store.Many[models.Guardianship](a.tx, "id", "ward_id = ? and closed_at is null", ward)
}

// adultWard tells whether somebody was given a guardian as an adult, who then has no full
// capacity (民法典 28). A guardianship of their childhood says nothing from eighteen on.
func (a *act) adultWard(p models.Person) (bool, error) {
	rows, err := a.guardiansBack(p)
	return slices.ContainsFunc(rows, func(g models.Guardianship) bool { return givenAsAdult(p, g) }), err
}

// givenAsAdult tells whether a guardianship began when the ward was of age.
func givenAsAdult(p models.Person, g models.Guardianship) bool {
	return p.BirthDate.Valid() && g.From.Valid() && p.BirthDate.AgeOn(g.From) >= ageOfMajority
}

// headWard tells whether the head of the person's household is an adult with a guardian.
func (a *act) headWard() (bool, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return false, err
	}
	h, _, err := a.householdByID(p.HouseholdID)
	if err != nil {
		return false, err
	}
	head, ok, err := a.personByID(h.HeadID)
	if err != nil || !ok {
		return false, err
	}
	return a.adultWard(head)
}

// speakers are the names of those who may agree for somebody: the person, or in the place of
// an adult with a guardian whoever of the guardians is in force (民法典 21–23). Nobody where
// none of them is.
func (a *act) speakers(p models.Person) ([]string, error) {
	kept, err := a.adultWard(p)
	if err != nil || !kept {
		return []string{a.called(p)}, err
	}
	rows, err := a.guardiansBack(p)
	if err != nil {
		return nil, err
	}
	var out []string
	gone := false
	for _, g := range rows {
		k, ok, err := a.personByID(g.GuardianID)
		if err != nil {
			return nil, err
		}
		switch {
		case ok && guards(k):
			out = append(out, a.called(k))
		case ok:
			gone = true
		case g.Body != "":
			out = append(out, g.Body)
		}
	}
	if len(out) == 0 && !gone {
		out = []string{a.called(p)} // the register does not know by name who the guardian is
	}
	return out, nil
}

// wardHeads has another head looked for where somebody who heads a family household with
// others in it has a guardian now (Norm 15, 16), and no more where they have none.
func (a *act) wardHeads(p models.Person) error {
	h, ok, err := a.householdByID(p.HouseholdID)
	if err != nil || !ok || h.HeadID != p.ID || h.Kind != models.FamilyHousehold || h.Status != HouseholdOpen {
		return err
	}
	kept, err := a.adultWard(p)
	if err != nil {
		return err
	}
	if !kept {
		return a.endVacancy(h.ID, EventGuardian)
	}
	there, err := a.members(h.ID)
	if err != nil || len(there) < 2 {
		return err // whoever lives alone heads alone
	}
	return a.vacancyTask(h)
}

// wardHeadIn is wardHeads of a household that others came into, or whose head came back.
func (a *act) wardHeadIn(household string) error {
	h, _, err := a.householdByID(household)
	if err != nil {
		return err
	}
	head, ok, err := a.personByID(h.HeadID)
	if err != nil || !ok {
		return err
	}
	if kept, err := a.adultWard(head); err != nil || !kept {
		return err
	}
	return a.wardHeads(head)
}

// guardiansAfter are the guardianships that stand after an event: those given, each
// new one completed, or those that stood before.
func (a *act) guardiansAfter(before models.Person, ev eventSpec, e models.RegisterEvent) ([]models.Guardianship, error) {
	if ev.Guardians == nil {
		if before.Version == 0 {
			return nil, nil
		}
		return a.guardians(before.ID)
	}
	out := slices.Clone(*ev.Guardians)
	for i := range out {
		if out[i].EventID != "" {
			continue
		}
		if out[i].ID == "" {
			out[i].ID = a.r.newID()
		}
		out[i].WardID, out[i].EventID, out[i].CaseID, out[i].RecordedAt = e.SubjectID, e.ID, e.CaseID, e.RecordedAt
		if out[i].From == "" {
			out[i].From = e.EffectiveOn
		}
	}
	return out, nil
}

// saveGuardians adds the guardianships that the event opens and ends those that no
// longer stand.
func (a *act) saveGuardians(before models.Person, after []models.Guardianship, e models.RegisterEvent) error {
	var stood []models.Guardianship
	if before.Version > 0 {
		var err error
		if stood, err = a.guardians(before.ID); err != nil {
			return err
		}
	}
	for _, g := range stood {
		if slices.ContainsFunc(after, func(x models.Guardianship) bool { return x.ID == g.ID }) {
			continue
		}
		to := max(e.EffectiveOn, g.From)
		if _, err := store.Set[models.Guardianship](a.tx, map[string]any{"valid_to": to, "closed_at": e.RecordedAt}, "id = ? and closed_at is null", g.ID); err != nil {
			return err
		}
	}
	var again []models.Guardianship
	for _, g := range after {
		if slices.ContainsFunc(stood, func(x models.Guardianship) bool { return x.ID == g.ID }) {
			continue
		}
		back, err := a.reopenOrInsert(g)
		if err != nil {
			return err
		}
		if back {
			again = append(again, g)
		}
	}
	return a.guardsAgain(before.ID, again)
}

// reopenOrInsert adds a guardianship; one that an undone act had ended stands again, which it
// tells.
func (a *act) reopenOrInsert(g models.Guardianship) (again bool, err error) {
	n, err := store.Set[models.Guardianship](a.tx, map[string]any{"valid_to": g.To, "closed_at": nil}, "id = ?", g.ID)
	if err != nil || n == 1 {
		return err == nil, err
	}
	return false, store.Insert(a.tx, g)
}

// recordGuardian makes the civil-affairs body of the case's institution the ward's
// guardian and the institution the carer (未成年人保护法 94). It does nothing when the
// case did so already.
func (a *act) recordGuardian() error {
	p, err := a.registered()
	if err != nil {
		return err
	}
	stood, err := a.guardians(p.ID)
	if err != nil || slices.ContainsFunc(stood, func(g models.Guardianship) bool { return g.CaseID == a.c.ID }) {
		return err
	}
	g, ok, err := a.declaredGuardian(p)
	if err != nil || !ok {
		return err
	}
	after := []models.Guardianship{g}
	_, err = a.writePerson(&p, eventSpec{Kind: EventGuardian, Reason: g.Ground, Guardians: &after})
	return err
}

// declaredGuardian is the guardianship of somebody that the case's facts speak of; false when
// they name no institution, and of whoever is of age by now: eighteen years are full capacity
// (民法典 17, 18), however long the decision took.
func (a *act) declaredGuardian(ward models.Person) (models.Guardianship, bool, error) {
	inst, ok, err := a.institution()
	if err != nil || !ok || a.ofAge(ward) {
		return models.Guardianship{}, false, err
	}
	g := models.Guardianship{ID: a.r.newID(), Body: inst.CivilAffairs, CarerBody: inst.Name, Ground: a.fact(workflow.FactLegalGround)}
	if doc := a.fact(workflow.FactGuardianshipDoc); doc != "" {
		g.DocumentSealed = a.r.keys.Seal(placeGuardianDocument(g.ID).In(a.c.HandlingOrg), []byte(doc))
	}
	return g, true, nil
}

func placeGuardianDocument(id string) seal.Place {
	return seal.Place{Table: "guardianships", Column: "document_sealed", Row: id}
}

// guardianGone alerts the station of each ward whose guardian has died or left the
// register.
func (a *act) guardianGone(person string) error {
	rows, err := store.Many[models.Guardianship](a.tx, "id", "guardian_id = ? and guardian_id <> '' and closed_at is null", person)
	if err != nil {
		return err
	}
	for _, g := range rows {
		ward, ok, err := a.personByID(g.WardID)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if err := a.wardOfGone(ward); err != nil {
			return err
		}
	}
	return nil
}

// wardOfGone alerts the head of a ward's station that a guardian can act no more.
func (a *act) wardOfGone(ward models.Person) error {
	a.send("guardian_gone", map[string]string{"case": a.c.ID, "person": ward.ID, "org": ward.Org})
	return a.alertAbout(ward.Org, "guardian_gone "+ward.ID)
}
