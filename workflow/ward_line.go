package workflow

import "slices"

// wardLine is one child of a roster: found, cleared with the place of origin,
// heard, decided on and entered, or ended in its own way. Each line is a case.
func wardLine() *Definition {
	off := Step{From: append(undecided(Listed), Suspended, Approved), On: TakenOff, To: []State{Excluded}, By: []By{bySystem},
		If: []GuardID{GNoLooseChild}, Do: []Effect{EffRemovalSheet, EffSuccessor, EffUnlock}, Basis: []Basis{"Norm 27", ruleRoster}}
	return child(WardLine, Word{Zh: "集体户批量落户（逐人）", En: "Enrolment in a collective household: one line"}, Listed,
		enrolment(Listed).Without(Withdraw, Terminate).Plus(off).Plus(takenOver()...))
}

// takenOver puts the roster's new body in a line. What the child and the former body said
// was said of another home: a line that had gone on to a decision comes back for both.
func takenOver() Process {
	law := []Basis{"民法典 32", "未成年人保护法 4", ruleRoster}
	onward := []State{InReview, CityReview, Approved}
	before := slices.DeleteFunc(undecided(Listed), func(s State) bool { return slices.Contains(onward, s) })
	step := Step{On: BodyReplaced, By: []By{bySystem}, Needs: []Field{InInstitution}, If: []GuardID{GAnotherBody}, Do: []Effect{EffTakeOverLine}, Basis: law}
	still, cleared, ready := step, step, step
	still.From = append(before, Suspended)
	cleared.From, cleared.To, cleared.If = onward, []State{OriginCleared}, []GuardID{GAnotherBody, GSubjectRegistered}
	ready.From, ready.To, ready.If = onward, []State{Ready}, []GuardID{GAnotherBody, GNotRegisteredYet}
	return Process{still, cleared, ready}
}

// undecided are the states of a child's case before the decision.
func undecided(entry State) []State {
	return []State{entry, Matching, Duplicated, UnregisteredChild, RegisteredElsewhere, GuardianElsewhere, WaitingExternal, Ready,
		OriginPending, OriginCleared, Disputed, InReview, CityReview}
}

// enrolment is the whole way of one child from the entry state on, out of the
// fragments below and the core's.
func enrolment(entry State) Process {
	open := undecided(entry)
	running := append(slices.Clone(open), Approved, InTransit)
	return slices.Concat(searching(entry), guarding(entry), comparing(), clearing().Requiring(RequestOrigin, GNoneFound), ruling(), hearing(open), submitting(),
		entering(), parting(open), interrupting(append(slices.Clone(open), Approved)), leaving(append(slices.Clone(open), Suspended, Approved)), verbs(running))
}

// searching finds out whether the child has a registration, and only one.
func searching(entry State) Process {
	return Process{
		{From: []State{entry, UnregisteredChild, WaitingExternal}, On: Search, To: []State{Matching}, By: []By{ownClerk}, Hand: Makes,
			If: with(working, GIntakeOnFile, GEligible, GBatchRunning, GNoConflict), Basis: []Basis{"Norm 9, 27"}},
		{From: []State{Matching}, On: HitOne, To: []State{RegisteredElsewhere}, By: []By{ownClerk}, Hand: Makes, Needs: []Field{InHitPerson, InByEye, InFindings}, May: []Field{InDifference},
			If: with(working, GByEye, GHitListed, GHitSound, GHitReasoned, GNoConflict), Do: []Effect{EffBindPerson}, Basis: []Basis{"Norm 9"}},
		{From: []State{Matching}, On: HitNone, To: []State{UnregisteredChild}, By: []By{ownClerk}, Hand: Makes, Needs: []Field{InByName, InByParents, InFindings}, May: []Field{InDismissed},
			If: with(working, GTwoSearches, GNumberFree, GDismissed), Do: []Effect{EffDismissed, EffUnbindPerson}, Basis: []Basis{"Norm 9, 27", "Reg. 6"}},
		{From: []State{Matching}, On: HitMany, To: []State{Duplicated}, By: []By{ownClerk}, Hand: Makes, Needs: []Field{InHitPersons, InFindings},
			If: with(working, GHitsListed), Do: []Effect{EffDuplicateCase}, Basis: []Basis{"Reg. 6"}},
		{From: []State{Duplicated}, On: DupRuled, To: []State{RegisteredElsewhere}, By: []By{bySystem}, If: []GuardID{GDupKept}, Do: []Effect{EffTakeKeeper}, Basis: []Basis{"Reg. 6"}},
		{From: []State{Duplicated}, On: DupRuled, To: []State{Matching}, By: []By{bySystem}, If: []GuardID{GDupDropped}, Basis: []Basis{"Reg. 6"}},
		// A wrong entry is let go: by the clerk until the origin answers, then by the head.
		{From: []State{RegisteredElsewhere, OriginPending}, On: RetractHit, To: []State{Matching}, By: []By{ownClerk}, Hand: Makes, Needs: []Field{InReason},
			If: with(working, GUnanswered), Do: []Effect{EffUnbindPerson}, Basis: []Basis{"Norm 9"}},
		{From: []State{RegisteredElsewhere, OriginPending, OriginCleared, Disputed}, On: RetractHit, To: []State{Matching}, By: []By{ownHead}, Needs: []Field{InReason},
			If: []GuardID{GNotRecused}, Do: []Effect{EffUnbindPerson}, Basis: []Basis{"Norm 9"}},
	}
}

// guarding stops the line where somebody else is the guardian, until a document
// says otherwise. Whoever insists, there is no other way on.
func guarding(entry State) Process {
	known := []State{Matching, UnregisteredChild, RegisteredElsewhere, Ready, OriginPending, OriginCleared}
	return Process{
		{From: known, On: KinFound, To: []State{GuardianElsewhere}, By: []By{ownClerk}, Hand: Makes, Push: true, Needs: []Field{InKin, InReason}, If: working, Basis: []Basis{"民法典 27, 32"}},
		// What an earlier case found stands in this one too, as soon as it is known who the child is.
		{From: []State{UnregisteredChild, RegisteredElsewhere}, On: KinFound, To: []State{GuardianElsewhere}, By: []By{bySystem}, Push: true, If: []GuardID{GGuardianFound}, Basis: []Basis{"民法典 27, 32"}},
		{From: []State{GuardianElsewhere}, On: GuardianshipDocument, To: append(slices.Clone(known), WaitingExternal), Back: true, By: []By{ownClerk}, Hand: Makes,
			Needs: []Field{InDocument, InLegalGround, InOnBehalf}, If: with(working, GDisplacing), Do: []Effect{EffRecordGuardianship}, Basis: []Basis{"未成年人保护法 94"}},
		{From: append([]State{entry, WaitingExternal}, known...), On: GuardianshipDocument, By: []By{ownClerk}, Hand: Makes,
			Needs: []Field{InDocument, InLegalGround, InOnBehalf}, If: working, Do: []Effect{EffRecordGuardianship}, Basis: []Basis{"未成年人保护法 94"}},
		{From: []State{GuardianElsewhere}, On: ReturnToGuardian, To: []State{Excluded}, By: []By{ownHead}, Propose: []By{ownClerk}, Hand: Checks, Adverse: true,
			Needs: append(slices.Clone(reasoned), InDocument), May: []Field{InSuccessor}, If: with(agreed, GNoLooseChild),
			Do: []Effect{EffDecisionSheet, EffSuccessor, EffUnlock}, Basis: []Basis{"民法典 27, 32", "行政许可法 38"}},
	}
}

// comparing asks about missing and abducted children; only reference and
// conclusion come back. An inconclusive answer is asked again.
func comparing() Process {
	return Process{
		{From: []State{UnregisteredChild}, On: AskComparison, To: []State{WaitingExternal}, By: []By{ownClerk}, Hand: Makes, Needs: []Field{InAddressee, InDocument}, If: working, Basis: []Basis{"Norm 9", "行政许可法 45"}},
		{From: []State{WaitingExternal}, On: NoMatch, To: []State{Ready}, By: []By{ownClerk}, Hand: Makes, Needs: []Field{InDocument}, If: with(working, GNotMatched), Basis: []Basis{"Norm 9"}},
		{From: []State{WaitingExternal}, On: Inconclusive, By: []By{ownClerk}, Hand: Makes, Needs: []Field{InDocument}, If: working, Basis: []Basis{"Norm 9"}},
		{From: []State{WaitingExternal}, On: Match, To: []State{GuardianElsewhere}, By: []By{ownHead}, Push: true, Needs: []Field{InDocument, InReason},
			Do: []Effect{EffRestrict, EffReferMatch}, Basis: []Basis{"Norm 9", "未成年人保护法 96, 103"}},
		{From: []State{WaitingExternal}, On: MatchSettled, To: []State{Ready}, By: []By{ownHead}, Needs: []Field{InReason}, If: []GuardID{GDisplaced, GGuardianProven}, Basis: []Basis{"未成年人保护法 94"}},
	}
}

// clearing asks the place where the child is registered. The bodies above an asked
// station may answer once the question was escalated to them; nobody's silence
// answers it.
func clearing() Process {
	says := []Field{InExtract, InLandNote, InKinTold}
	above := []By{{CountyLead, Origin}, {CityLead, Origin}, {Region, Origin}}
	confirm := Step{From: []State{OriginPending}, On: OriginConfirm, To: []State{OriginCleared}, By: []By{originHead}, Propose: []By{originClerk}, Hand: Checks,
		Needs: says, May: []Field{InKinToldOn}, If: with(judging, GKinTold), Do: []Effect{EffClearance}, Basis: between}
	fromAbove := confirm
	fromAbove.By, fromAbove.Propose, fromAbove.If = above, []By{{County, Origin}, {City, Origin}}, with(confirm.If, GEscalated)
	there := []State{OriginPending, OriginCleared, Disputed}
	return Process{
		// The system asks at once; after a return or a suspension the officer does, once what was wrong is right.
		{From: []State{RegisteredElsewhere}, On: RequestOrigin, To: []State{OriginPending}, By: []By{bySystem, ownClerk}, If: []GuardID{GFoundAlive, GSubjectRegistered}, Do: []Effect{EffAskOrigin}, Basis: between},
		{From: []State{OriginPending}, On: Acknowledge, By: []By{originClerk, originHead}, Basis: between},
		confirm, fromAbove,
		{From: []State{OriginPending, OriginCleared}, On: OriginObject, To: []State{Disputed}, By: []By{originHead}, Hand: Checks, Adverse: true,
			Needs: append(slices.Clone(reasoned), InObjection, InDocument), If: with(judging, GObjectionGround), Do: []Effect{EffDecisionSheet}, Basis: append([]Basis{"行政许可法 38"}, between...)},
		{From: []State{OriginPending}, On: Escalate, By: []By{bySystem}, After: LimitOriginAnswer, Do: []Effect{EffEscalateOrigin}, Basis: between},
		{From: []State{OriginPending}, On: NotOurs, By: []By{originHead}, Needs: []Field{InReason}, May: []Field{InStation}, If: []GuardID{GEntryNotHere}, Do: []Effect{EffRerouteOrigin}, Basis: between},
		{From: []State{OriginPending}, On: NameOrigin, By: []By{{Region, Origin}, ownRegion}, Needs: []Field{InStation, InReason}, Do: []Effect{EffRerouteOrigin}, Basis: between},
		{From: there, On: StationMerged, By: []By{bySystem}, If: []GuardID{GOriginMoved}, Do: []Effect{EffRerouteOrigin}, Basis: between},
		{From: []State{OriginCleared}, On: ClearanceExpired, To: []State{OriginPending}, By: []By{bySystem}, After: LimitClearance, If: []GuardID{GClearanceOld}, Do: []Effect{EffAskOrigin}, Basis: between},
		// A line returned here may hold a clearance older than its stay.
		{From: []State{OriginCleared}, On: ClearanceExpired, To: []State{OriginPending}, By: []By{ownClerk}, Hand: Makes, If: with(working, GClearanceOld), Do: []Effect{EffAskOrigin}, Basis: between},
	}
}

// ruling lets the lowest body above both stations decide an objection.
func ruling() Process {
	above := []By{{County, Superior}, {CountyLead, Superior}, {City, Superior}, {CityLead, Superior}, {Region, Superior}}
	return Process{
		{From: []State{Disputed}, On: RuleFor, To: []State{OriginCleared}, By: above, Hand: Checks, Needs: []Field{InReason}, May: []Field{InDocument},
			If: agreed, Do: []Effect{EffDecisionSheet, EffClearance}, Basis: between},
		{From: []State{Disputed}, On: RuleAgainst, To: []State{Excluded}, By: above, Hand: Checks, Adverse: true, Needs: reasoned, May: []Field{InSuccessor},
			If: with(agreed, GNoLooseChild), Do: []Effect{EffDecisionSheet, EffSuccessor, EffUnlock}, Basis: append([]Basis{"行政许可法 38"}, between...)},
	}
}

// hearing writes down what the child wants, out of hearing of those who care for
// it; one close to eighteen may also say how to go on.
func hearing(open []State) Process {
	return Process{
		{From: []State{Ready, OriginCleared}, On: HearChild, By: []By{ownCommunity, ownClerk}, Hand: Makes, Needs: []Field{InView, InLanguage, InDocument, InHeardAlone},
			If: with(working, GHeardAlone, GViewByAge), Do: []Effect{EffHeard}, Basis: childProtection},
		{From: open, On: ChooseAt18, By: []By{ownCommunity, ownClerk}, Hand: Makes, Needs: []Field{InGoesOn, InDocument}, If: with(working, GSubjectRegistered, GEligible), Do: []Effect{EffChoice}, Basis: []Basis{"民法典 17"}},
		{From: open, On: Restrict, By: []By{ownHead}, Needs: []Field{InReason}, Do: []Effect{EffRestrict}, Basis: []Basis{"未成年人保护法 103"}},
	}
}
