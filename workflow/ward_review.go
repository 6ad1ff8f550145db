package workflow

import "slices"

// oneEntry is what keeps a child from standing in the register twice, or under another's
// entry. It is asked again at every decision, and at the entry.
var oneEntry = []GuardID{GHitSound, GNumberFree, GDismissed}

// submitting brings the prepared line before the county, which is the core's
// review under its own name; a child without registration of six or more goes on
// to the prefecture.
func submitting() Process {
	prepared := with(oneEntry, GBatchRunning, GRosterPapers, GGroundHolds, GGuardianProven, GNoneFound, GChildHeard, GClearanceGood)
	review := reviewing().starting(CountyReview, CityReview).calling(map[State]State{CountyReview: InReview}).
		Requiring(Approve, with(prepared, GBodySpoke, GKinPeriodOver, GChildAnswered)...).Without(ReportBack).
		change(Approve, func(s *Step) { s.May = append(slices.Clone(s.May), InAnswer) })
	above := []State{InReview, CityReview}
	review = review.Plus(back([]State{Ready, OriginCleared}, above, ownClerk, ownCommunity, ownHead), back([]State{InReview}, above, ownCounty, ownCountyLead)).
		Requiring(ReportBack, with(prepared, GBodySpoke)...)
	return append(append(Process{
		{From: []State{Ready, OriginCleared}, On: Submit, To: []State{InReview}, By: []By{ownHead}, Needs: []Field{InBestInterest}, May: []Field{InLandNotice},
			If: with(prepared, GNotRecused, GLandNotice, GOpinionsIn, GCountersigned, GTasksDone), Basis: []Basis{"Norm 9, 27", "未成年人保护法 4"}},
	}, review.WithoutFrom(InReview, TakeBack).Without(Return)...), sendingBack(review)...)
}

// sendingBack are the ways from a review back to the step named: to one that is
// ready, from which it may come straight back; or further, to take the whole way
// again. What the head has submitted and nobody opened, the head takes back.
func sendingBack(review Process) Process {
	far := []State{Matching, UnregisteredChild, RegisteredElsewhere}
	var p Process
	for _, s := range review {
		switch {
		case s.On == Return:
			near, again := s, s
			near.To = []State{Ready, OriginCleared}
			if s.From[0] == CityReview {
				near.To = append(near.To, InReview)
			}
			near.Stood = []State{Ready, OriginCleared}
			again.To, again.Stood, again.Push = far, far, false
			again.Do = append(slices.Clone(s.Do), EffUnbindPerson)
			p = append(p, near, again)
		case s.On == TakeBack && s.From[0] == InReview:
			ready, cleared := s, s
			ready.To, ready.If = []State{Ready}, with(s.If, GFromReady)
			cleared.To, cleared.If = []State{OriginCleared}, with(s.If, GFromCleared)
			p = append(p, ready, cleared)
		}
	}
	return p
}

// entering puts the child in the collective household: out of one book and into
// the other in one act, or with a first number; between two regions in two acts.
func entering() Process {
	p := ending().Without(SecondLook).Requiring(EffectIt, oneEntry...).Requiring(EffectIt, GSameRegion, GBatchRunning, GSubjectAlive, GHouseholdOpen, GLedgerIfNew).
		Doing(EffectIt, EffEnterWard, EffGuardian)
	return p.Plus(
		Step{From: []State{Approved}, On: MoveOut, To: []State{InTransit}, By: []By{bySystem}, If: []GuardID{GOtherRegion, GSubjectRegistered, GSubjectAlive, GSubjectUnchanged},
			Do: []Effect{EffMoveOut}, Basis: []Basis{"Norm 41, 43, 45"}},
		Step{From: []State{InTransit}, On: Landed, To: []State{Effected}, By: []By{destClerk, ownClerk}, If: []GuardID{GHouseholdOpen, GSubjectAlive}, Do: []Effect{EffLand, EffUnlock}, Basis: []Basis{"Norm 43, 45"}},
		Step{From: []State{InTransit}, On: Restored, To: []State{OriginCleared}, By: []By{originClerk}, Needs: []Field{InReason}, Do: []Effect{EffRestore}, Basis: []Basis{"Norm 47"}},
	)
}

// parting ends a line otherwise than by entry. A registered child may stay where
// it is; one who leaves, comes of age or dies is never left without a next case.
func parting(open []State) Process {
	alive := append(slices.Clone(open), Suspended)
	sheet := []Effect{EffDecisionSheet, EffSuccessor, EffUnlock}
	return Process{
		{From: open, On: KeepThere, To: []State{KeptAtOrigin}, By: []By{ownCountyLead, ownCityLead}, Hand: Checks, Adverse: true, Needs: append(slices.Clone(reasoned), InKeepGround),
			May: []Field{InSuccessor}, If: with(agreed, GSubjectRegistered, GChildSaidNo, GNoLooseChild), Do: sheet, Basis: append([]Basis{"行政许可法 38"}, childProtection...)},
		{From: alive, On: Turn18, To: []State{AgedOut}, By: []By{bySystem}, After: LimitMajority, If: []GuardID{GTurned18, GMajorityClear, GNotGoingOn, GFoundAlive, GNoLooseChild},
			Do: []Effect{EffTellChoices, EffSuccessor, EffSettledThere, EffUnlock}, Basis: []Basis{"民法典 17", "Norm 30"}},
		// Where the two birth dates disagree, a person looks, and nothing ends by itself.
		{From: alive, On: Turn18, To: []State{AgedOut}, By: []By{ownHead}, Hand: Checks, Needs: []Field{InReason, InDocument}, May: []Field{InSuccessor},
			If: with(judging, GTurned18, GMajorityUnclear, GNotGoingOn, GFoundAlive, GNoLooseChild), Do: []Effect{EffTellChoices, EffSuccessor, EffUnlock}, Basis: []Basis{"民法典 17", "Norm 30"}},
		{From: append(slices.Clone(alive), Approved, InTransit), On: Die, To: []State{Terminated}, By: []By{ownClerk}, Needs: []Field{InDiedOn, InDocument}, May: []Field{InSuccessor},
			If: []GuardID{GDeathCase, GDeathUnentered, GNoLooseChild}, Do: []Effect{EffSuccessor, EffSettledThere, EffUnlock}, Basis: []Basis{"Norm 25, 31, 32"}},
		{From: append(slices.Clone(alive), Approved, InTransit), On: LeftInstitution, To: []State{Excluded}, By: []By{ownHead}, Propose: []By{ownClerk}, Hand: Checks, Adverse: true,
			Needs: append(slices.Clone(reasoned), InLeaving, InDocument), May: []Field{InSuccessor}, If: with(judging, GNoLooseChild), Do: sheet,
			Basis: []Basis{"未成年人保护法 94, 95", "行政许可法 38"}},
	}
}
