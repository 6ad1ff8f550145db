package register

import (
	"hukou/models"
	"hukou/workflow"
)

// factHasHome is what the last check found on whether somebody has somewhere to live.
const factHasHome workflow.Field = "kept_has_a_home"

// communityKind is a community's collective household among the others.
const communityKind = "community"

// publicHouseholdEffects carries out what the move to a community's household does
// beside the move itself.
func publicHouseholdEffects() map[workflow.Effect]effect {
	return map[workflow.Effect]effect{
		workflow.EffTellLeave: func(a *act) error { return a.letter("leave_told") },
		workflow.EffKeepHome:  func(a *act) error { return a.keepFact(factHasHome, a.req.Input.Bool(workflow.InHasHome)) },
	}
}

// publicHouseholdCollectors finds what its guards read.
func publicHouseholdCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FCommunityHousehold: func(a *act) (any, error) {
			return a.houseIs(a.fact(workflow.FactHousehold), func(h models.Household, _ models.Date) bool {
				return h.Kind == models.CollectiveHousehold && h.Collective == communityKind
			})
		},
		workflow.FHasHome:   func(a *act) (any, error) { return a.form.Facts.Bool(factHasHome), nil },
		workflow.FObjected:  func(a *act) (any, error) { _, ok, err := a.lastOf(workflow.Object); return ok, err },
		workflow.FLeaveOver: func(a *act) (any, error) { return a.periodOver(workflow.Tell, workflow.LimitLeave) },
	}
}
