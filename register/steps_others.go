package register

import (
	"slices"

	"hukou/workflow"
)

// othersLack are the conditions still unmet of the step that the state is for, where another
// post takes it: whoever prepares the case learns them before that post does. What rests on
// who takes the step, or on the level that decides, is for that officer to see. The facts are
// gathered already, for every edge of the step.
func (a *act) othersLack(edges []workflow.Step, q workflow.Request) []workflow.Condition {
	if a.r.turns().of(a.c).event != q.Event {
		return nil
	}
	var least []workflow.Condition
	for i, s := range edges {
		s.If = slices.DeleteFunc(slices.Clone(s.If), a.restsOnActor)
		if left := a.r.book.Lacking(s, q); i == 0 || len(left) < len(least) {
			least = left
		}
	}
	return least
}

// restsOnActor tells whether a condition reads who takes the step, or which level decides.
func (a *act) restsOnActor(id workflow.GuardID) bool {
	g, _ := a.r.book.Guard(id)
	return slices.ContainsFunc(g.Reads, func(f workflow.Field) bool {
		return slices.Contains([]workflow.Field{workflow.FActorIsSubject, workflow.FActorIsKin, workflow.FActorRecused, workflow.FActorIsMaker, workflow.FActorIsChecker, workflow.FActorIsAcceptor,
			workflow.FProposedByOther, workflow.FTaskIsMine, workflow.FAskIsMine, workflow.FStageOf, workflow.FRequiredLevel}, f)
	})
}
