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
}

// foresee reads ahead what is read by its key for the fields about to be gathered.
func (a *act) foresee(fields []workflow.Field) error {
	ahead := &foreseen{}
	var reads []store.Reading
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
	if !slices.Contains(fields, workflow.FActorIsKin) {
		err := a.tx.Together(reads...)
		a.foreseen = ahead
		return err
	}
	_, err := a.actorIsKin(reads...)
	a.foreseen = ahead
	return err
}
