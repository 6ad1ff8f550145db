package register

import (
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// factKeep is the entry that the ruling on a duplicate keeps.
const factKeep workflow.Field = "kept_entry"

// endingCollectors finds what the guards of death, duplicate and reversal read.
func endingCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FTwoEntries:      func(a *act) (any, error) { return a.twoEntries() },
		workflow.FNoticeOver:      func(a *act) (any, error) { return a.periodOver(workflow.PublishNotice, workflow.LimitPublicNotice) },
		workflow.FTellingOver:     func(a *act) (any, error) { return a.periodOver(workflow.Tell, workflow.LimitAnswer) },
		workflow.FActsAfterDeath:  func(a *act) (any, error) { return a.actsAfterDeath() },
		workflow.FActsUnexplained: func(a *act) (any, error) { return a.actsUnexplained() },
		workflow.FSomebodyDead: func(a *act) (any, error) {
			n, err := store.Count[models.Person](a.tx, "status = ? and id in (select person_id from case_subjects where case_id = ?)", models.StatusDead, a.c.ID)
			return n > 0, err
		},
		workflow.FEventStands: func(a *act) (any, error) { return a.eventStands() },
		workflow.FEventLoaded: func(a *act) (any, error) {
			e, ok, err := a.namedEvent()
			return ok && e.Kind == EventLoad, err
		},
		workflow.FLaterEvents:   func(a *act) (any, error) { return a.laterEvents() },
		workflow.FUnexplained:   func(a *act) (any, error) { return a.unexplained() },
		workflow.FRelationBack:  func(a *act) (any, error) { return a.relationsBackKnown() },
		workflow.FStandsTwice:   func(a *act) (any, error) { return a.standsTwice() },
		workflow.FUndoneBy:      func(a *act) (any, error) { return a.undoneBy(a.c.ID) },
		workflow.FHomeGone:      func(a *act) (any, error) { return a.homeGone() },
		workflow.FReversedLevel: func(a *act) (any, error) { return a.reversedLevel() },
	}
}

// periodOver tells whether a period has passed since an event was last taken: today is
// after its last day.
func (a *act) periodOver(since workflow.Event, limit workflow.Limit) (bool, error) {
	e, ok, err := a.lastOf(since)
	if err != nil || !ok {
		return false, err
	}
	last, _ := a.r.Calendar().Due(models.DateOf(e.At), a.span(limit))
	return a.today > last, nil
}

// namedEvent is the register event that a reversal is about.
func (a *act) namedEvent() (models.RegisterEvent, bool, error) {
	rows, err := store.Many[models.RegisterEvent](a.tx, "", "id = ?", a.fact(workflow.FactRegisterEvent))
	if err != nil || len(rows) != 1 {
		return models.RegisterEvent{}, false, err
	}
	return rows[0], true, nil
}

func (a *act) eventStands() (bool, error) {
	e, ok, err := a.namedEvent()
	if err != nil || !ok || e.Reverses != "" || e.Kind == EventReverse {
		return false, err
	}
	n, err := store.Count[models.RegisterEvent](a.tx, "reverses = ?", e.ID)
	if err != nil || n > 0 {
		return false, err
	}
	rows, err := a.subjects()
	if err != nil || e.SubjectKind == SubjectPerson {
		return slices.ContainsFunc(rows, func(s models.CaseSubject) bool { return s.PersonID == e.SubjectID }), err
	}
	// What was done to a household is undone in a case on somebody who stands in it.
	p, _, err := a.person()
	return p.HouseholdID == e.SubjectID, err
}

// laterEvents says in words what came after the act and touches what it wrote, apart from
// what has been undone, and whose entries its undoing would leave behind.
func (a *act) laterEvents() ([]string, error) {
	e, ok, err := a.namedEvent()
	if err != nil || !ok {
		return nil, err
	}
	events, err := a.actOf(e)
	if err != nil {
		return nil, err
	}
	rests, err := a.restsOn(e, events)
	if err != nil {
		return nil, err
	}
	return a.inWords(rests)
}

// restsOn are the events without whose undoing the act is not undone.
func (a *act) restsOn(named models.RegisterEvent, events []models.RegisterEvent) ([]restingOn, error) {
	out, err := a.laterOn(events)
	if err != nil {
		return nil, err
	}
	children, err := a.childrenOn(named, events)
	if err != nil {
		return nil, err
	}
	left, err := a.leftBehind(events)
	if err != nil {
		return nil, err
	}
	for _, id := range append(children, left...) {
		if id != "" && !slices.ContainsFunc(out, func(r restingOn) bool { return r.event == id }) {
			out = append(out, restingOn{event: id})
		}
	}
	return out, nil
}

// childrenOn are the events of those who stand in the register as children of somebody
// whose first event is to be undone: they would be left with a parent who is not there.
// Whom the same act gave that parent has the former one again once it is undone.
func (a *act) childrenOn(e models.RegisterEvent, act []models.RegisterEvent) ([]string, error) {
	out := []string{}
	if e.Prev != "" || e.SubjectKind != SubjectPerson {
		return out, nil
	}
	children, err := store.Many[models.Person](a.tx, "id", "(father_id = ? or mother_id = ?) and status in ('active', 'in_transit')", e.SubjectID, e.SubjectID)
	for _, p := range children {
		if !slices.ContainsFunc(act, func(x models.RegisterEvent) bool { return x.SubjectID == p.ID && x.Kind == EventParents }) {
			out = append(out, p.EventID)
		}
	}
	return out, err
}

// reversedLevel is the highest level that has decided in the case of the event: what is
// taken off the register is decided against somebody, and counts as much.
func (a *act) reversedLevel() (int, error) {
	e, ok, err := a.namedEvent()
	if err != nil || !ok {
		return 0, err
	}
	rows, err := store.Many[models.Decision](a.tx, "level desc limit 1", "case_id = ?", e.CaseID)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0].Level, nil
}

// twoEntries tells whether the two named are different lines of one sex, neither of them
// cancelled. One that a death ended is still one of two: the other has to end as well.
func (a *act) twoEntries() (bool, error) {
	first, second := a.fact(workflow.FactFirstEntry), a.fact(workflow.FactSecondEntry)
	if first == second {
		return false, nil
	}
	rows, err := store.Many[models.Person](a.tx, "id", "(id = ? or id = ?) and status in ('active', 'in_transit', 'dead')", first, second)
	return len(rows) == 2 && rows[0].Sex == rows[1].Sex, err
}
