package register

import (
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// foreseen is what the facts of a step ask the register for, read in one message with the
// officer's kin before they are gathered: each message costs a step as much as three of
// these reads. What is nil was not foreseen and is read when it is asked for. Nothing may
// rest on it once the step writes.
type foreseen struct {
	like    *newbornLike
	house   *[]models.Household
	houseID string
	viewers *[]string
	left    *[]string
	parents *[]models.Person
}

// foresee reads ahead what is read by its key for the fields about to be gathered.
func (a *act) foresee(fields []workflow.Field) error {
	ahead := &foreseen{}
	reads, err := a.entersAlone(fields)
	if err != nil {
		return err
	}
	for _, f := range fields {
		switch f {
		case workflow.FUndismissed:
			if a.justBorn() {
				ahead.like = &newbornLike{}
				reads = append(reads, a.readNewbornLike(ahead.like)...)
			}
		case workflow.FHouseholdHere:
			if ahead.houseID = a.fact(workflow.FactHousehold); ahead.houseID != "" {
				ahead.house = &[]models.Household{}
				reads = append(reads, store.Into(ahead.house, "", "id = ?", ahead.houseID))
			}
		case workflow.FAmongStrangers, workflow.FConsentsLacking:
			if father, mother := a.parentsNamed(); ahead.parents == nil && father+mother != "" {
				ahead.parents = &[]models.Person{}
				reads = append(reads, store.Into(ahead.parents, "", "id in ?", []string{father, mother}))
			}
		case workflow.FOpenedSince:
			ahead.viewers = &[]string{}
			reads = append(reads, a.readViewers(ahead.viewers))
		case workflow.FPreviousState:
			ahead.left = &[]string{}
			reads = append(reads, a.readPrevious(ahead.left))
		}
	}
	if len(reads) == 0 {
		return nil
	}
	// The answer asks whose files are sealed.
	people, err := a.subjects()
	if err != nil {
		return err
	}
	var seals []sealKind
	asked := registeredOf(people)
	if len(asked) > 0 {
		reads = append(reads, readKinds(&seals, asked))
	}
	if !slices.Contains(fields, workflow.FActorIsKin) {
		err = a.tx.Together(reads...)
	} else {
		_, err = a.actorIsKin(reads...)
	}
	a.foreseen = ahead
	if err == nil {
		a.keepKinds(asked, seals)
	}
	return err
}

// entersAlone lets steps that may enter somebody look for entries alike one after the other:
// of two at the same instant each would see nobody, and one child stand twice. Only those of
// one sex and day of birth can be alike (see agrees), so that they alone wait.
func (a *act) entersAlone(fields []workflow.Field) ([]store.Reading, error) {
	if !slices.ContainsFunc(a.r.book.Edges(a.def, a.state(), a.req.Event), func(e workflow.Step) bool { return e.Decides() || e.On == workflow.EffectIt }) {
		return nil, nil
	}
	who := a.sought()
	switch {
	case slices.Contains(fields, workflow.FUndismissed):
	case slices.Contains(fields, workflow.FLookalikes):
		p, ok, err := a.person()
		if err != nil || !ok {
			return nil, err
		}
		who = likeness{sex: p.Sex, born: p.BirthDate}
	default:
		return nil, nil
	}
	return []store.Reading{store.Alone("born", who.sex, string(who.born))}, nil
}
