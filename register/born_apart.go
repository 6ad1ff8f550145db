package register

import (
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// bornApart is a newborn who is declared into a household in which no parent stands.
type bornApart struct {
	household models.Household
	// child has the parents declared and not left blank, as far as the register has them.
	child   models.Person
	parents []models.Person
	// byLaw tells that both parents are students or abroad, and the grandparents' place is the rule's.
	byLaw bool
}

// bears tells whether the case enters a newborn with the parents.
func (a *act) bears() bool { return a.def.Holds(workflow.GAmongKin) }

// apart is the newborn of the case where no parent declared and not left blank stands in the
// household; false for a ward who follows the institution, and where the parent or the
// grandparents followed are known to stand elsewhere, which is FFollowedAway.
func (a *act) apart() (bornApart, bool, error) {
	var b bornApart
	if !a.bears() || a.fact(workflow.FactFollows) == "institution" {
		return b, false, nil
	}
	h, ok, err := a.targetHousehold()
	if err != nil || !ok {
		return b, false, err
	}
	father, mother, err := a.parents()
	for _, p := range []*models.Person{&father, &mother} {
		if err == nil {
			*p, err = a.keptNow(*p)
		}
	}
	if err != nil {
		return b, false, err
	}
	b.household, b.child = h, a.newbornOf(father, mother)
	for _, p := range []models.Person{father, mother} {
		if stays(p) && p.HouseholdID == h.ID {
			return b, false, nil
		}
		if p.ID != "" {
			b.parents = append(b.parents, p)
		}
	}
	if away, err := a.followedAway(); err != nil || away {
		return b, false, err
	}
	if a.fact(workflow.FactFollows) == "grandparents" {
		b.byLaw = true
		for _, of := range []workflow.SubjectRole{workflow.Mother, workflow.Father} {
			side, err := a.sideOf(of)
			if err != nil {
				return b, false, err
			}
			b.byLaw = b.byLaw && (side == "student" || side == "overseas")
		}
	}
	return b, true, nil
}

// keptNow is the entry kept in the place of one that was cancelled as its duplicate, which the child
// will name (see endedMeanwhile), else the same person.
func (a *act) keptNow(p models.Person) (models.Person, error) {
	if p.Status != models.StatusCancelled || p.StatusReason != ReasonDuplicate {
		return p, nil
	}
	ids, err := store.Rows[string](a.tx, "SELECT linked_to FROM number_ledger WHERE person_id = ? AND number_index = ? AND state = ? AND linked_to <> ''", p.ID, p.NumberIndex, NumberVoided)
	if err != nil || len(ids) == 0 {
		return p, err
	}
	kept, ok, err := a.personByID(ids[0])
	if !ok {
		kept = p
	}
	return kept, err
}

// newbornOf is the newborn of the case before there is a line, with the parents.
func (a *act) newbornOf(father, mother models.Person) models.Person {
	return models.Person{ID: unentered, Sex: a.fact(workflow.FactChildSex), BirthDate: a.form.Facts.Date(workflow.FactChildBirthDate), FatherID: father.ID, MotherID: mother.ID}
}

// kinUnknown takes a newborn without a parent in the household from the window: see FKinUnknown.
func (a *act) kinUnknown() (bool, error) {
	b, apart, err := a.apart()
	if err != nil || !apart {
		return false, err
	}
	_, there, err := a.grandparents(a.form.Facts)
	return !b.byLaw || !there, err
}

// amongStrangers tells whether nobody of the household could care for a newborn as kin: see
// FAmongStrangers.
func (a *act) amongStrangers() (bool, error) {
	b, apart, err := a.apart()
	if err != nil || !apart {
		return false, err
	}
	there, err := a.members(b.household.ID)
	if err != nil {
		return false, err
	}
	kin, err := a.kinAtBirth(b, there)
	if err != nil {
		return false, err
	}
	grown := false
	for _, p := range there {
		able, err := a.mayHead(p)
		if err != nil {
			return false, err
		}
		if steps, _, ok := kin.path(unentered, p.ID); able && ok && slices.Contains(nearKin, steps) {
			return false, nil
		}
		grown = grown || able
	}
	if !grown {
		return true, nil
	}
	paper, err := a.goodPaper(workflow.MatKinship)
	return !paper, err
}

// nearKin are the ways from a child to grandparents, siblings, great-grandparents, uncles and
// aunts (民法典 1045, 27).
var nearKin = []string{"uu", "ud", "uuu", "uud"}

// kinAtBirth is the kinship of a newborn with those of the household: by the parents' pages, and by
// what a parent who died or left was to the one who was head of it then and is now.
func (a *act) kinAtBirth(b bornApart, there []models.Person) (kinship, error) {
	rows := append(slices.Clone(there), b.child)
	for _, p := range b.parents {
		stay, left, err := a.lastStay(p)
		if err != nil {
			return kinship{}, err
		}
		if left && stay.HouseholdID == b.household.ID {
			n, err := store.Count[models.Residence](a.tx, "household_id = ? and person_id = ? and relation = ? and valid_from <= ?", b.household.ID, b.household.HeadID, string(gb.RelationHead), stay.ValidTo)
			if err != nil {
				return kinship{}, err
			}
			if n > 0 {
				p.HouseholdID, p.Relation = stay.HouseholdID, stay.Relation
			}
		}
		rows = append(rows, p)
	}
	return kinshipOf(rows, map[string]string{b.household.ID: b.household.HeadID}), nil
}

// apartLacking names those who are to agree that a newborn stands without a parent, and of whom it
// is not noted: see FConsentsLacking. Whom the protection of the case keeps away is not asked.
func (a *act) apartLacking() ([]string, error) {
	b, apart, err := a.apart()
	if err != nil || !apart {
		return nil, err
	}
	var asked []models.Person
	if b.household.Kind == models.FamilyHousehold {
		if asked, err = a.askedOf(b.household); err != nil {
			return nil, err
		}
	}
	if !b.byLaw {
		keepers, err := a.partedFrom([]models.Person{b.child})
		if err != nil {
			return nil, err
		}
		for _, k := range keepers {
			if !a.excluded(k.Name) && !slices.ContainsFunc(asked, func(p models.Person) bool { return p.ID == k.ID }) {
				asked = append(asked, k)
			}
		}
	}
	return a.unnoted(asked)
}

// stillAmongKin is the refusal to enter a newborn among strangers or behind those who are asked, with
// the household and the parents held: a parent may have died or left since the decision.
func (a *act) stillAmongKin() error {
	if !a.bears() {
		return nil
	}
	for _, id := range []workflow.GuardID{workflow.GAmongKin, workflow.GConsentsNoted} {
		if met, err := a.holds(id); err != nil {
			return err
		} else if !met {
			return a.blockedBy(id)
		}
	}
	return nil
}

// relationApart is what a newborn without a parent in the household is to its head, by the kinship
// that the register knows; false where it knows none.
func (a *act) relationApart() (gb.Relation, bool, error) {
	b, apart, err := a.apart()
	if err != nil || !apart || b.household.Kind != models.FamilyHousehold || b.household.HeadID == "" {
		return "", false, err
	}
	there, err := a.members(b.household.ID)
	if err != nil {
		return "", false, err
	}
	kin, err := a.kinAtBirth(b, there)
	if err != nil {
		return "", false, err
	}
	r, told := kin.relation(b.household.HeadID, unentered)
	return r, told && r != gb.RelationOther, nil
}

// newbornAlone opens the task to find a guardian for a child entered without a living parent
// (民法典 27, 31, 32): nobody stands as one yet, and whoever agreed to take the child in is none.
func (a *act) newbornAlone(child models.Person) error {
	_, alive, err := a.parentsLeft()
	if err != nil || alive || a.fact(workflow.FactFollows) == "institution" || a.fact(workflow.FactChildDiedOn) != "" {
		return err
	}
	return a.taskOnce(workflow.TaskWardGuardian, child.Org, child.ID)
}
