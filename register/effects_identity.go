package register

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// identityCollectors finds what the guards of sex, birth, number and origin read.
func identityCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FSexDiffers: ofPersonOf(func(a *act, p models.Person) (bool, error) {
			sex := a.fact(workflow.FactNewSex)
			return sex != "" && sex != p.Sex, nil
		}),
		workflow.FBirthDiffers: ofPersonOf(func(a *act, p models.Person) (bool, error) {
			born := a.fact(workflow.FactNewBirth)
			return born != "" && born != string(p.BirthDate), nil
		}),
		workflow.FOriginDiffers: ofPersonOf(func(a *act, p models.Person) (bool, error) {
			code := gb.Ethnicity(a.fact(workflow.FactOrigin))
			return code.Valid() && string(code) != p.Ethnicity, nil
		}),
		workflow.FHeadTooYoung: ofPersonOf((*act).headTooYoung),
		workflow.FBirthFits:    ofPersonOf((*act).birthFits),
		workflow.FHasNumber:    ofPersonOf(func(_ *act, p models.Person) (bool, error) { return len(p.NumberIndex) > 0, nil }),
		workflow.FNumberFits: ofPersonOf(func(a *act, p models.Person) (bool, error) {
			n, err := a.r.number(p)
			return n != "" && saysWho(n, p), err
		}),
	}
}

// youngestParent is the age below which nobody is taken to have had a child, and oldest
// the one above which nobody is taken to be born.
const youngestParent, oldest = 12, 130

// birthFits tells whether the date declared is neither ahead nor beyond anybody's age, and
// lies as far from the births of the page's parents and of the person's children as a
// generation must, and not after the person first stood in the register.
func (a *act) birthFits(p models.Person) (bool, error) {
	born := a.form.Facts.Date(workflow.FactNewBirth)
	if !born.Valid() || born > a.today || born.AgeOn(a.today) > oldest {
		return false, nil
	}
	stood, err := store.Count[models.Residence](a.tx, "person_id = ? and valid_from < ?", p.ID, string(born))
	if err != nil || stood > 0 {
		return false, err
	}
	n, err := store.Count[models.Person](a.tx, "(id in ? and birth_date > ?) or ((father_id = ? or mother_id = ?) and birth_date < ? and status <> 'cancelled')",
		[]string{cmp.Or(p.FatherID, "-"), cmp.Or(p.MotherID, "-")}, string(born.AddMonths(-12*youngestParent)), p.ID, p.ID, string(born.AddMonths(12*youngestParent)))
	return n == 0, err
}

// headTooYoung looks at the head of a household whose date of birth is corrected: see
// FHeadTooYoung.
func (a *act) headTooYoung(p models.Person) (bool, error) {
	p.BirthDate = a.form.Facts.Date(workflow.FactNewBirth)
	if p.Relation != string(gb.RelationHead) || !p.BirthDate.Valid() || a.ofAge(p) {
		return false, nil
	}
	members, err := a.members(p.HouseholdID)
	return slices.ContainsFunc(members, func(q models.Person) bool { return q.ID != p.ID && a.ofAge(q) }), err
}

// saysWho tells whether a number gives the date of birth and the sex of the page.
func saysWho(n models.CitizenNumber, p models.Person) bool {
	return n.BirthDate() == p.BirthDate && string(n.Sex()) == p.Sex
}

func (a *act) enterSex(reason gb.ChangeKind) error {
	return a.changeItem(reason, func(p *models.Person) bool { return put(&p.Sex, a.fact(workflow.FactNewSex)) })
}

// correctBirth enters the right date, which is no estimate any more, and knows the birth by
// it from then on.
func (a *act) correctBirth() error {
	p, err := a.registered()
	if err != nil {
		return err
	}
	after := p
	after.BirthDate = a.form.Facts.Date(workflow.FactNewBirth)
	key, err := a.birthKeyOn(p, after)
	if err != nil {
		return err
	}
	return a.changeItem(reasonBirthCorrected, func(p *models.Person) bool {
		p.BirthEstimated, p.BirthKey = false, key
		return put(&p.BirthDate, a.form.Facts.Date(workflow.FactNewBirth))
	})
}

// birthKeyOn is the key of a person's birth after a change of its day or of the parents:
// of the parent whom the entry then goes by, the same one in order. Where another child
// stands under it, somebody has to see which of the two is wrong. Whoever had no parent, a
// foundling by a home's book, becomes the first of the birth whom nobody stands for yet.
func (a *act) birthKeyOn(p, after models.Person) ([]byte, error) {
	was, parent := cmp.Or(p.MotherID, p.FatherID), cmp.Or(after.MotherID, after.FatherID)
	if parent == "" || was == parent && p.BirthDate == after.BirthDate {
		return p.BirthKey, nil
	}
	if was == "" {
		return a.firstFree(p, parent, after.BirthDate)
	}
	for n := 1; n <= mostAtOnce && len(p.BirthKey) > 0; n++ {
		if !bytes.Equal(p.BirthKey, a.r.birthKey(was, p.BirthDate, strconv.Itoa(n))) {
			continue
		}
		key := a.r.birthKey(parent, after.BirthDate, strconv.Itoa(n))
		others, err := store.Count[models.Person](a.tx, "id <> ? and birth_key = ? and status in ('active', 'in_transit')", p.ID, key)
		if err == nil && others > 0 {
			err = blocked("birth_taken", "变更后与同一父母名下另一名同日、同次序出生的孩子相同：请先核实两条登记是否为同一人，或者先更正同胎次序。", "After this change another child of the same parent stands as the same one of one birth: find out first whether the two entries are one person's.")
		}
		return key, err
	}
	return p.BirthKey, nil
}

// firstFree is the key of a parent's birth of the day under the first order that no other
// child in force has.
func (a *act) firstFree(p models.Person, parent string, born models.Date) ([]byte, error) {
	for n := 1; n <= mostAtOnce; n++ {
		key := a.r.birthKey(parent, born, strconv.Itoa(n))
		others, err := store.Count[models.Person](a.tx, "id <> ? and birth_key = ? and status in ('active', 'in_transit')", p.ID, key)
		if err != nil || others == 0 {
			return key, err
		}
	}
	return p.BirthKey, nil
}

func (a *act) enterOrigin() error {
	return a.changeItem(reasonEthnicityChanged, func(p *models.Person) bool {
		p.EthnicityProof = a.fact(workflow.FactOfficePaper)
		return put(&p.Ethnicity, a.fact(workflow.FactOrigin))
	})
}

// renumber takes the person's number out of use, linked to them, and gives the next one
// of their household's division, where the number does not say who they are or another
// bears it too. It was theirs alone and is never given again.
func (a *act) renumber() error {
	p, err := a.registered()
	if err != nil || len(p.NumberIndex) == 0 {
		return err
	}
	n, err := a.r.number(p)
	if err != nil {
		return err
	}
	twice := a.fact(workflow.FactNumberFault) == "twice"
	if saysWho(n, p) && !twice {
		return nil
	}
	h, ok, err := a.householdByID(p.HouseholdID)
	if err != nil {
		return err
	}
	if !ok {
		return blocked("no_household", "当事人不在任何户内，不能编制号码。", "The person is in no household; no number can be given.")
	}
	if err := a.voidNumber(p, p.ID); err != nil {
		return err
	}
	p.NumberIndex, p.NumberSealed = nil, nil
	if err := a.allotNumber(&p, h); err != nil {
		return err
	}
	reason := reasonNumberWrong
	if twice {
		reason = reasonNumberTwice
	}
	return a.enterChange(&p, eventSpec{Kind: EventNumber, Reason: string(reason)})
}
