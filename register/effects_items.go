package register

import (
	"hukou/gb"
	"hukou/models"
	"hukou/workflow"
)

// changeEffects carries out what changes of items and households do.
func changeEffects() map[workflow.Effect]effect {
	return map[workflow.Effect]effect{
		workflow.EffItems:         (*act).changeItems,
		workflow.EffHead:          (*act).changeHead,
		workflow.EffRelationsSeen: (*act).relationsSeen,
		workflow.EffSetUp:         (*act).setUp,
		workflow.EffJoin:          (*act).join,
		workflow.EffAddress:       (*act).changeAddress,
		workflow.EffParents:       (*act).changeParents,
		workflow.EffTellGuardBody: (*act).tellGuardBody,
		workflow.EffParentOfWard:  (*act).wardParentTask,
		workflow.EffGuardians:     (*act).changeGuardians,
		workflow.EffName:          func(a *act) error { return a.changeName(true) },
		workflow.EffNameMended:    func(a *act) error { return a.changeName(false) },
		workflow.EffSex:           func(a *act) error { return a.enterSex(reasonSexChanged) },
		workflow.EffSexMended:     func(a *act) error { return a.enterSex(reasonSexCorrected) },
		workflow.EffBirthMended:   (*act).correctBirth,
		workflow.EffRenumber:      (*act).renumber,
		workflow.EffOrigin:        (*act).enterOrigin,
		workflow.EffStrikeMovers:  (*act).strikeMovers,
	}
}

// changeCollectors finds what the guards of changes read.
func changeCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FItemsDiffer:     func(a *act) (any, error) { return a.itemsThatDiffer() },
		workflow.FItemsImpossible: func(a *act) (any, error) { return a.itemsImpossible() },
		workflow.FItemsProof:      func(a *act) (any, error) { return a.itemsProof() },
		workflow.FItemPaper:       func(a *act) (any, error) { return a.itemPaper() },
		workflow.FSpouseStands:    func(a *act) (any, error) { return a.spouseStands() },
		workflow.FSubjectNamed: func(a *act) (any, error) {
			s, ok, err := a.subject()
			return ok && s.PersonID != "", err
		},
		workflow.FNameDiffers:  func(a *act) (any, error) { return a.nameDiffers() },
		workflow.FNameFar:      func(a *act) (any, error) { return a.nameFar() },
		workflow.FParentsAlive: func(a *act) (any, error) { return a.parentsAlive() },
		workflow.FHoldsRefuse: func(a *act) (any, error) {
			p, err := a.policy()
			return err == nil && p.option("name_refused_under_hold"), err
		},
	}
}

// Kinds of change (GA/T 2000.24), which stand as the reason of the event.
const (
	reasonNameChanged      gb.ChangeKind = "21"
	reasonNameCorrected    gb.ChangeKind = "22"
	reasonNumberTwice      gb.ChangeKind = "11"
	reasonNumberWrong      gb.ChangeKind = "12"
	reasonSexChanged       gb.ChangeKind = "31"
	reasonSexCorrected     gb.ChangeKind = "32"
	reasonBirthCorrected   gb.ChangeKind = "41"
	reasonEthnicityChanged gb.ChangeKind = "51"
	reasonOtherItem        gb.ChangeKind = "91"
)

// minorItems are the items that a person may have changed on request; each tells
// whether the page says something else now.
var minorItems = []struct {
	field workflow.Field
	put   func(*models.Person, workflow.Facts) bool
}{
	{workflow.FactMarital, func(p *models.Person, f workflow.Facts) bool { return put(&p.Marital, f.Text(workflow.FactMarital)) }},
	{workflow.FactEducation, func(p *models.Person, f workflow.Facts) bool {
		return put(&p.Education, f.Text(workflow.FactEducation))
	}},
	{workflow.FactOccupation, func(p *models.Person, f workflow.Facts) bool {
		return put(&p.Occupation, f.Text(workflow.FactOccupation))
	}},
	{workflow.FactWorkplace, func(p *models.Person, f workflow.Facts) bool {
		return put(&p.Workplace, f.Text(workflow.FactWorkplace))
	}},
	{workflow.FactHeight, func(p *models.Person, f workflow.Facts) bool { return put(&p.HeightCM, f.Int(workflow.FactHeight)) }},
}

// put sets an item and tells whether that changed it.
func put[T comparable](item *T, value T) bool {
	changed := *item != value
	*item = value
	return changed
}

// withItems is the person with the minor items declared, and which of them say
// something else than before. An item that is not declared stays.
func withItems(p models.Person, declared workflow.Facts) (models.Person, []string) {
	var differ []string
	for _, item := range minorItems {
		if declared.Has(item.field) && item.put(&p, declared) {
			differ = append(differ, string(item.field))
		}
	}
	return p, differ
}

func (a *act) itemsThatDiffer() ([]string, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return nil, err
	}
	_, differ := withItems(p, a.form.Facts)
	return differ, nil
}

// changeItems enters the minor items declared: one event, whatever their number.
func (a *act) changeItems() error {
	return a.changeItem(reasonOtherItem, func(p *models.Person) bool {
		after, differ := withItems(*p, a.form.Facts)
		*p = after
		return len(differ) > 0
	})
}

// changeItem enters what is declared about the person, as the kind of change it is;
// enter tells whether it says something else than the page.
func (a *act) changeItem(reason gb.ChangeKind, enter func(*models.Person) bool) error {
	p, err := a.registered()
	if err != nil {
		return err
	}
	if !enter(&p) {
		return blocked("nothing_differs", "所填项目与现登记相同，无可变更。", "The items declared are those of the page; there is nothing to change.")
	}
	return a.enterChange(&p, eventSpec{Kind: EventChange, Reason: string(reason)})
}

// enterChange writes the event of a change and notes it with the case.
func (a *act) enterChange(p *models.Person, ev eventSpec) error {
	e, err := a.writePerson(p, ev)
	if err == nil {
		a.note("event", e.ID)
	}
	return err
}
