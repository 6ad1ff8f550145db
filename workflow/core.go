package workflow

import "slices"

// Process is a list of steps that a business takes from the core and changes at
// named places. The core is written once (domain 2.3 with 2.1a).
type Process []Step

// Who stands where in the ordinary case.
var (
	ownClerk      = By{Clerk, Own}
	ownAux        = By{Aux, Own}
	ownCommunity  = By{Community, Own}
	ownHead       = By{Head, Own}
	ownCounty     = By{County, Own}
	ownCountyLead = By{CountyLead, Own}
	ownCity       = By{City, Own}
	ownCityLead   = By{CityLead, Own}
	ownRegion     = By{Region, Own}
	takingClerk   = By{Clerk, Accepting}
	takingAux     = By{Aux, Accepting}
	bySystem      = By{System, Own}
)

// reasoned is what every decision against someone must say (行政许可法 38).
var reasoned = []Field{InReasonCode, InReason, InFactsFound, InEvidence, InLaw}

// recheck is what holds again when a decision is made.
var recheck = []GuardID{GNotMaker, GNotRecused, GMaterials, GOpinionsIn, GCountersigned, GTasksDone, GSubjectUnchanged}

// Core is the whole ordinary process.
func Core() Process {
	running := []State{Lodged, Correcting, Accepted, Verifying, WaitingExternal, Supplementing, StationReview, CountyReview, CityReview}
	return Process(slices.Concat(intake(), checking(), reviewing(), ending(), interrupting(append(running, Approved)),
		leaving(append(running, Suspended, Approved)), verbs(append(running, Approved)))).standingAside()
}

// intake runs from the draft to the accepted case, or to a reasoned no.
func intake() Process {
	return Process{
		{From: []State{Draft}, On: Lodge, To: []State{Lodged}, By: []By{ownClerk, ownAux, takingClerk, takingAux}, Hand: Makes,
			If: []GuardID{GFactsComplete, GStanding}, Basis: []Basis{"Reg. 7–19", "Norm 8"}},
		{From: []State{Lodged}, On: RequestCorrection, To: []State{Correcting}, By: []By{ownClerk, takingClerk}, Needs: []Field{InItems}, Hand: Makes,
			If: []GuardID{GFirstCorrection, GWithinNotice, GNotChecker}, Do: []Effect{EffCorrectionNotice}, Basis: []Basis{"行政许可法 32"}},
		{From: []State{Correcting}, On: Resubmit, To: []State{Lodged}, By: []By{ownClerk, ownAux, takingClerk, takingAux}, Hand: Makes,
			May: []Field{InBrought, InNotHad, InReason}, If: []GuardID{GNoticeAnswered, GNotChecker}, Basis: []Basis{"行政许可法 32"}},
		{From: []State{Lodged}, On: Decline, To: []State{NotAccepted}, By: []By{ownHead}, Propose: []By{ownClerk}, Hand: Checks, Adverse: true,
			Needs: append(slices.Clone(reasoned), InCompetent), May: []Field{InSuccessor}, If: []GuardID{GNotMaker, GNotRecused, GNoLooseChild},
			Do: []Effect{EffDecisionSheet, EffSuccessor, EffUnlock}, Basis: []Basis{"行政许可法 32, 38"}},
		{From: []State{Lodged}, On: Accept, To: []State{Accepted}, By: []By{ownClerk, takingClerk}, Hand: Makes,
			If: []GuardID{GMaterials, GNoConflict, GNotRecused, GNotChecker}, Do: []Effect{EffAcceptance}, Basis: []Basis{"行政许可法 32", "Norm 8"}},
		{From: []State{Lodged}, On: DeemAccepted, To: []State{Accepted}, By: []By{bySystem}, After: LimitCorrectionNotice,
			Do: []Effect{EffAcceptance, EffAlertHead}, Basis: []Basis{"行政许可法 32"}},
	}
}

// checking is the station's own work on an accepted case.
func checking() Process {
	asking := []State{Verifying, StationReview, CountyReview, CityReview}
	askers := []By{ownClerk, ownCommunity, ownHead, ownCounty, ownCountyLead, ownCity, ownCityLead}
	return Process{
		{From: []State{Accepted}, On: AssignCheck, To: []State{Verifying}, By: []By{ownClerk, ownHead}, May: []Field{InReason, InOfficer}, Basis: []Basis{"Norm 9"}},
		{From: []State{Accepted}, On: SkipCheck, To: []State{Approved}, By: []By{ownClerk}, Hand: OnSpot,
			If: []GuardID{GOnSpotLevel, GAcceptor, GNotRecused, GMaterials, GOpinionsIn, GCountersigned, GTasksDone, GSubjectUnchanged},
			Do: []Effect{EffDecisionSheet, EffSpotCheck}, Basis: []Basis{"Norm 7–9"}},
		{From: []State{Accepted}, On: SkipCheck, To: []State{StationReview}, By: []By{ownClerk}, Hand: Makes,
			If: []GuardID{GAboveSpot, GNotRecused, GNotChecker}, Basis: []Basis{"Norm 9"}},
		{From: asking, On: AskExternal, To: []State{WaitingExternal}, By: askers, Push: true,
			Needs: []Field{InStopReason, InReason, InAddressee, InDocument}, Basis: []Basis{"行政许可法 45"}},
		{From: []State{WaitingExternal}, On: ExternalResult, To: asking, By: askers, Back: true,
			Needs: []Field{InResult, InDocument}, May: []Field{InOnBehalf}, Basis: []Basis{"行政许可法 45"}},
		{From: asking, On: AskSupplement, To: []State{Supplementing}, By: askers, Push: true,
			Needs: []Field{InItems, InReason}, Do: []Effect{EffSupplement}, Basis: []Basis{"行政许可法 32, 45"}},
		{From: []State{Supplementing}, On: Supplied, To: asking, By: append(slices.Clone(askers), ownAux), Back: true,
			May: []Field{InBrought, InNotHad, InReason, InNote}, If: []GuardID{GNoticeAnswered}, Basis: []Basis{"行政许可法 32, 45"}},
		{From: []State{Verifying}, On: ReportCheck, To: []State{StationReview}, By: []By{ownCommunity, ownClerk}, Hand: Makes,
			Needs: []Field{InFindings, InHeard}, If: []GuardID{GNotRecused, GNotChecker}, Basis: []Basis{"Norm 9"}},
	}
}

// reviewing is the road from the station to the deciding level.
func reviewing() Process {
	reviews := []State{StationReview, CountyReview, CityReview}
	earlier := map[State][]State{
		StationReview: {Accepted, Verifying},
		CountyReview:  {Accepted, Verifying, StationReview},
		CityReview:    {Accepted, Verifying, StationReview, CountyReview},
	}
	who := map[State][]By{
		StationReview: {ownHead}, CountyReview: {ownCounty, ownCountyLead}, CityReview: {ownCity, ownCityLead},
	}
	decider := map[State]By{StationReview: ownHead, CountyReview: ownCountyLead, CityReview: ownCityLead}
	own := map[State]GuardID{StationReview: GStationLevel, CountyReview: GCountyLevel}
	p := Process{
		{From: []State{StationReview}, On: PassUp, To: []State{CountyReview}, By: []By{ownHead}, May: []Field{InOpinion},
			If: []GuardID{GAboveStation, GNotRecused, GOpinionsIn, GCountersignsIn, GTasksDone}, Basis: []Basis{"Norm 9"}},
		{From: []State{CountyReview}, On: PassUp, To: []State{CityReview}, By: []By{ownCounty, ownCountyLead}, May: []Field{InOpinion},
			If: []GuardID{GAboveCounty, GNotRecused, GOpinionsIn, GCountersignsIn, GTasksDone}, Basis: []Basis{"Norm 9"}},
	}
	for _, s := range reviews {
		var mine []GuardID
		if g, ok := own[s]; ok {
			mine = []GuardID{g}
		}
		p = append(p,
			Step{From: []State{s}, On: Approve, To: []State{Approved}, By: []By{decider[s]}, Hand: Checks, May: []Field{InOpinion},
				If: append(slices.Clone(mine), recheck...), Do: []Effect{EffDecisionSheet}, Basis: []Basis{"Norm 9", "行政许可法 38, 42"}},
			Step{From: []State{s}, On: Refuse, To: []State{Refused}, By: []By{decider[s]}, Hand: Checks, Adverse: true,
				Needs: append(slices.Clone(reasoned), InHeard), May: []Field{InSuccessor},
				If: append(slices.Clone(mine), GNotMaker, GNotRecused, GOpinionsIn, GCountersignsIn, GNoLooseChild),
				Do: []Effect{EffDecisionSheet, EffSuccessor, EffUnlock}, Basis: []Basis{"行政许可法 36, 38", "Norm 57"}},
			Step{From: []State{s}, On: Return, To: earlier[s], By: who[s], Push: true, Needs: []Field{InReturnCode, InItems, InReason}, Basis: []Basis{"Norm 9"}},
			Step{From: []State{s}, On: Extend, By: []By{decider[s]}, Needs: []Field{InReason},
				If: []GuardID{GNotExtended, GNotReturned}, Do: []Effect{EffExtend}, Basis: []Basis{"行政许可法 42"}})
	}
	return append(p,
		// Whoever has the stage reports back from it: nobody goes past the head or the county.
		back([]State{Accepted, Verifying}, reviews, ownClerk, ownCommunity, ownHead),
		back([]State{StationReview}, reviews, ownHead),
		back([]State{CountyReview}, reviews, ownCounty, ownCountyLead),
		Step{From: []State{StationReview}, On: TakeBack, To: []State{Verifying}, By: []By{ownClerk, ownCommunity}, May: []Field{InReason}, If: []GuardID{GLastMine, GUnopened, GFromVerifying}, Basis: []Basis{ruleTakeBack}},
		Step{From: []State{StationReview}, On: TakeBack, To: []State{Accepted}, By: []By{ownClerk}, May: []Field{InReason}, If: []GuardID{GLastMine, GUnopened, GFromAccepted}, Basis: []Basis{ruleTakeBack}},
		Step{From: []State{CountyReview}, On: TakeBack, To: []State{StationReview}, By: []By{ownHead}, May: []Field{InReason}, If: []GuardID{GLastMine, GUnopened}, Basis: []Basis{ruleTakeBack}},
		Step{From: []State{CityReview}, On: TakeBack, To: []State{CountyReview}, By: []By{ownCounty, ownCountyLead}, May: []Field{InReason}, If: []GuardID{GLastMine, GUnopened}, Basis: []Basis{ruleTakeBack}},
		Step{From: []State{Accepted, Verifying}, On: Extend, By: []By{ownHead}, Needs: []Field{InReason}, If: []GuardID{GNotExtended, GNotReturned}, Do: []Effect{EffExtend}, Basis: []Basis{"行政许可法 42"}},
	)
}

// back leads straight to whoever returned the case: from the work on it with what was
// found, which makes the case; from a review it is forwarding, which does not (domain 2.1a).
func back(from, reviews []State, by ...By) Step {
	s := Step{From: from, On: ReportBack, To: reviews, Back: true, Hand: Makes, By: by, Needs: []Field{InFindings},
		If: []GuardID{GHasReturnee, GNotRecused, GNotChecker, GTasksDone}, Basis: []Basis{"Norm 9"}}
	if slices.ContainsFunc(from, func(f State) bool { return slices.Contains(reviews, f) }) {
		s.Hand, s.If = NoHand, without(s.If, GNotChecker)
	}
	return s
}

// ending enters the approved case in the register and hands the papers over.
func ending() Process {
	return Process{
		{From: []State{Approved}, On: EffectIt, To: []State{Effected}, By: []By{ownClerk, bySystem},
			If: []GuardID{GSiteMayEffect, GSubjectUnchanged}, Do: []Effect{EffUnlock}, Basis: []Basis{"Reg. 4", "Norm 4"}},
		{From: []State{Effected}, On: Deliver, To: []State{Delivered}, By: []By{ownClerk, takingClerk}, Needs: []Field{InReceiver, InMethod}, If: []GuardID{GEntryNotUndone}, Basis: []Basis{"行政许可法 44"}},
		{From: []State{Effected, Delivered}, On: SecondLook, By: []By{ownClerk, ownHead}, Hand: Checks, Needs: []Field{InTask, InAgree, InFindings}, If: []GuardID{GNotMaker, GNotRecused},
			Do: []Effect{EffCompleteTask}, Basis: []Basis{"Norm 8", ruleSecondLook}},
		// What an entry leaves to do (a household without a head, a book to take in) outlives the case.
		{From: []State{Effected, Delivered}, On: FinishTask, By: []By{ownClerk, ownCommunity, ownHead, {Clerk, Charged}, {Community, Charged}, {Head, Charged}}, Needs: []Field{InTask, InResult}, May: []Field{InDocument},
			If: []GuardID{GTaskMine, GHeadByNow}, Do: []Effect{EffCompleteTask}, Basis: []Basis{"Norm 8, 34", ruleTogether}},
	}
}

// interrupting lets a dispute or a court stop a case, with an end to the stop.
func interrupting(running []State) Process {
	return Process{
		{From: running, On: Suspend, To: []State{Suspended}, By: []By{ownHead, ownCountyLead, ownCityLead}, Push: true, Adverse: true, Hand: NoHand,
			Needs: append(slices.Clone(reasoned), InDocument, InUntil), Do: []Effect{EffDecisionSheet, EffSuspensionEnd}, Basis: []Basis{"行政许可法 45", "民法典 1073"}},
		{From: []State{Suspended}, On: Resume, To: running, By: []By{ownHead, ownCountyLead, ownCityLead}, Back: true, Needs: []Field{InReason}, May: []Field{InDocument}, Basis: []Basis{"行政许可法 45"}},
		{From: []State{Suspended}, On: ResumeByDefault, To: running, By: []By{bySystem}, Back: true, After: LimitSuspension, If: []GuardID{GSuspensionOver},
			Do: []Effect{EffAlertHead}, Basis: []Basis{"行政许可法 45"}},
	}
}

// leaving ends a case before the register changes.
func leaving(open []State) Process {
	return Process{
		{From: open, On: Withdraw, To: []State{Withdrawn}, By: []By{ownClerk}, Needs: []Field{InReason}, May: []Field{InSuccessor, InDocument},
			If: []GuardID{GNoLooseChild}, Do: []Effect{EffSuccessor, EffUnlock}, Basis: []Basis{"行政许可法 70"}},
		{From: []State{Draft}, On: Withdraw, To: []State{Withdrawn}, By: []By{ownAux}, Needs: []Field{InReason}, May: []Field{InSuccessor, InDocument},
			If: []GuardID{GNoLooseChild, GNotFollowing}, Do: []Effect{EffSuccessor, EffUnlock}, Basis: []Basis{"行政许可法 70"}},
		{From: []State{Draft}, On: Withdraw, To: []State{Withdrawn}, By: []By{ownClerk}, Needs: []Field{InReason}, May: []Field{InSuccessor, InDocument},
			If: []GuardID{GNoLooseChild}, Do: []Effect{EffSuccessor, EffUnlock}, Basis: []Basis{"行政许可法 70"}},
		{From: open, On: Terminate, To: []State{Terminated}, By: []By{ownHead, ownCountyLead, ownCityLead}, Hand: Checks, Adverse: true,
			Needs: reasoned, May: []Field{InSuccessor, InHeard}, If: []GuardID{GNothingLeft, GNotMaker, GNotRecused, GNoLooseChild},
			Do: []Effect{EffDecisionSheet, EffSuccessor, EffUnlock}, Basis: []Basis{"行政许可法 70, 38"}},
		{From: open, On: CloseMoot, To: []State{Terminated}, By: []By{bySystem}, If: []GuardID{GNoLooseChild}, Do: []Effect{EffUnlock}, Basis: []Basis{"Reg. 8", "行政许可法 70"}},
	}
}

// deathNoted tells the head of a case that goes on when the death of one of its persons
// is entered: nothing adverse ends by itself.
func deathNoted() Step {
	open := []State{Lodged, Correcting, Accepted, Verifying, WaitingExternal, Supplementing, StationReview, CountyReview, CityReview, Suspended, Approved}
	return Step{From: open, On: DeathNoted, By: []By{bySystem}, If: []GuardID{GSomebodyDead}, Do: []Effect{EffAlertHead}, Basis: []Basis{"Reg. 8"}}
}

// verbs are the ways officers share work; none changes the state.
func verbs(running []State) Process {
	all := []By{ownClerk, ownCommunity, ownHead, ownCounty, ownCountyLead, ownCity, ownCityLead}
	leads := []By{ownHead, ownCounty, ownCountyLead, ownCity, ownCityLead}
	rule := []Basis{ruleTogether}
	return Process{
		{From: running, On: HandOver, By: all, Needs: []Field{InOfficer, InReason}, Do: []Effect{EffHandOver}, Basis: rule},
		{From: running, On: Delegate, By: all, Needs: []Field{InOfficer, InReason}, If: []GuardID{GStageMine}, Do: []Effect{EffDelegate}, Basis: rule},
		{From: running, On: DelegateDone, By: all, Hand: Makes, Needs: []Field{InTask, InResult}, If: []GuardID{GTaskMine, GNotChecker}, Do: []Effect{EffCompleteTask}, Basis: rule},
		{From: running, On: AskOpinion, By: all, Needs: []Field{InOfficer, InReason}, If: []GuardID{GStageMine}, Do: []Effect{EffOpinion}, Basis: rule},
		{From: running, On: GiveOpinion, By: all, Needs: []Field{InTask, InOpinion}, If: []GuardID{GTaskMine}, Do: []Effect{EffCompleteTask}, Basis: rule},
		{From: running, On: AskCountersign, By: leads, Needs: []Field{InOfficers, InRequired, InReason}, If: []GuardID{GStageMine}, Do: []Effect{EffCountersign}, Basis: rule},
		// Whoever asked, or leads at that level or above, takes an ask back, so that no approval
		// waits for ever; a level below does not lift what a level above asked for, and nobody
		// lifts a no that their own level was given: the prefecture's is the region's to lift.
		{From: running, On: WithdrawAsk, By: append(slices.Clone(all), ownRegion), Needs: []Field{InAsk, InReason}, May: []Field{InOfficer}, If: []GuardID{GAskMine, GNoStands}, Do: []Effect{EffWithdrawAsk}, Basis: rule},
		{From: running, On: Countersign, By: all, Hand: Checks, Needs: []Field{InTask, InAgree}, May: []Field{InOpinion}, If: []GuardID{GTaskMine, GNotMaker, GNotRecused}, Do: []Effect{EffCountersigned}, Basis: rule},
		{From: running, On: Urge, By: all, Needs: []Field{InReason}, Do: []Effect{EffNotifyHolder}, Basis: rule},
		{From: running, On: Supervise, By: append(slices.Clone(leads), ownRegion), Needs: []Field{InReason}, May: []Field{InUntil}, Do: []Effect{EffNotifyHolder}, Basis: rule},
		{From: running, On: Designate, By: []By{ownHead, ownCountyLead, ownCityLead, ownRegion}, Needs: []Field{InReason}, May: []Field{InOfficer, InStation}, Do: []Effect{EffDesignate}, Basis: []Basis{"公务员法 76", ruleDesignate}},
		{From: running, On: CompleteTask, By: []By{ownClerk, ownCommunity, ownHead}, Hand: Makes, Needs: []Field{InTask, InResult}, May: []Field{InHeard, InDocument}, If: []GuardID{GTaskMine, GHeadByNow, GNotChecker}, Do: []Effect{EffCompleteTask}, Basis: rule},
	}
}

// coreLimitsByState are the periods of the ordinary case.
func coreLimitsByState() map[State]Limit {
	return map[State]Limit{
		Draft: LimitDraft, Lodged: LimitCorrectionNotice, Correcting: LimitCorrecting, Accepted: LimitStation, Verifying: LimitStationVisit,
		WaitingExternal: LimitExternal, Supplementing: LimitSupplement, StationReview: LimitStation, CountyReview: LimitCounty, CityReview: LimitCity,
		Approved: LimitEffect, Effected: LimitDelivery, Suspended: LimitSuspension,
	}
}

// coreEnds are the ends of the ordinary case.
func coreEnds() []State { return []State{NotAccepted, Refused, Delivered, Withdrawn, Terminated} }
