package workflow

import (
	"maps"
	"slices"
	"testing"
)

// row is one line of a table of domain 3.2: who takes it and who never may.
type row struct {
	from    State
	on      Event
	to      State
	by, not By
	// propose names the first of two persons.
	propose By
	set, in Facts
}

// inOrder are the facts of a child and a roster with nothing lacking.
func inOrder(unregistered bool, more Facts) Facts {
	f := Facts{
		FUnregistered: unregistered, FRegisteredAlready: !unregistered, FAge: 9, FBatchRunning: true, FGuardianshipProven: true, FDisplaced: true,
		FChildHeard: true, FClearanceGood: true, FKinPeriodOver: true, FTurned18: true, FDupOutcome: "kept", FLineCount: 2,
		FUnitValid: true, FUnitPublic: true, FHelperNamed: true, FHeadNamed: true, FNewUnitReady: true, FactImpactNo: "IA-1", FHitListed: true,
		FactIntakeNo: "R-07", FactIntakeOn: "2021-05-06", FactLegalGround: "parents_not_found",
	}
	maps.Copy(f, more)
	return f
}

// takesEveryRow takes each row with the right role and refuses it to the wrong one.
func takesEveryRow(t *testing.T, business Business, facts func() Facts, rows []row) {
	for _, r := range rows {
		t.Run(string(r.from)+" "+string(r.on)+" "+string(r.to), func(t *testing.T) {
			start := func() *walk {
				w := newWalk(t, business, facts())
				w.at, w.stack, w.been = r.from, []State{r.to}, []string{string(r.to)}
				return w
			}
			l := leg{on: r.on, as: r.by, to: r.to, set: r.set, in: r.in, want: r.to}
			w := start()
			if r.propose != (By{}) {
				first := l
				first.on, first.as, first.to, first.want = ProposeEvent(r.on), r.propose, "", r.from
				w.refused(l, string(GProposed))
				w.takes(first)
			}
			w.takes(l)
			l.as = r.not
			if _, no, _ := start().ask(l); no == nil || no.Cause != NeverYours {
				t.Errorf("%s at %s: got %+v, want never yours", r.not.Role, r.not.Seat, no)
			}
		})
	}
}

func TestEveryLineOfTheRostersTable(t *testing.T) {
	reopened := Facts{FOpenLines: 0}
	takesEveryRow(t, WardBatch, func() Facts { return inOrder(false, reopened) }, []row{
		{from: BDraft, on: AddLine, to: BDraft, by: ownAux, not: ownHead},
		{from: BDraft, on: RemoveLine, to: BDraft, by: ownClerk, not: ownHead},
		{from: BDraft, on: Lodge, to: BLodged, by: ownClerk, not: ownAux},
		{from: BLodged, on: RequestCorrection, to: BCorrecting, by: ownClerk, not: ownAux},
		{from: BCorrecting, on: Resubmit, to: BLodged, by: ownClerk, not: ownHead},
		{from: BLodged, on: Accept, to: BRunning, by: ownClerk, not: ownAux},
		{from: BLodged, on: DeemAccepted, to: BRunning, by: bySystem, not: ownClerk},
		{from: BLodged, on: RemoveLine, to: BLodged, by: ownHead, propose: ownClerk, not: ownClerk},
		{from: BCorrecting, on: RemoveLine, to: BCorrecting, by: ownHead, propose: ownClerk, not: ownClerk},
		{from: BRunning, on: RemoveLine, to: BRunning, by: ownHead, propose: ownClerk, not: ownCountyLead},
		{from: BRunning, on: Suspend, to: BSuspended, by: ownHead, not: ownCountyLead},
		{from: BSuspended, on: Resume, to: BRunning, by: ownHead, not: ownClerk},
		{from: BSuspended, on: NameSuccessor, to: BRunning, by: ownHead, not: ownClerk},
		{from: BRunning, on: CloseBatch, to: BClosed, by: bySystem, not: ownHead},
		{from: BRunning, on: ClosePartial, to: BPartial, by: ownHead, not: ownClerk},
		{from: BDraft, on: CancelBatch, to: BCancelled, by: ownHead, not: ownClerk},
		{from: BLodged, on: CancelBatch, to: BCancelled, by: ownHead, not: ownAux},
		{from: BRunning, on: CancelBatch, to: BCancelled, by: ownHead, not: bySystem},
		{from: BSuspended, on: CancelBatch, to: BCancelled, by: ownHead, not: ownClerk},
	})
}

func TestEveryLineOfARegisteredChildsTable(t *testing.T) {
	county, cityLead, region := By{CountyLead, Superior}, By{CityLead, Superior}, By{Region, Superior}
	old := Facts{FClearanceGood: false}
	takesEveryRow(t, WardLine, func() Facts { return inOrder(false, nil) }, []row{
		{from: Listed, on: Search, to: Matching, by: ownClerk, not: ownAux},
		{from: Matching, on: HitOne, to: RegisteredElsewhere, by: ownClerk, not: bySystem},
		{from: Matching, on: HitMany, to: Duplicated, by: ownClerk, not: bySystem},
		{from: Duplicated, on: DupRuled, to: RegisteredElsewhere, by: bySystem, not: ownClerk},
		{from: Duplicated, on: DupRuled, to: Matching, by: bySystem, not: ownClerk, set: Facts{FDupOutcome: "dropped"}},
		{from: Matching, on: KinFound, to: GuardianElsewhere, by: ownClerk, not: ownAux},
		{from: RegisteredElsewhere, on: KinFound, to: GuardianElsewhere, by: ownClerk, not: originClerk},
		{from: OriginPending, on: KinFound, to: GuardianElsewhere, by: ownClerk, not: originClerk},
		{from: GuardianElsewhere, on: GuardianshipDocument, to: RegisteredElsewhere, by: ownClerk, not: ownAux, in: Facts{InLegalGround: "revoked"}},
		{from: GuardianElsewhere, on: ReturnToGuardian, to: Excluded, by: ownHead, propose: ownClerk, not: ownClerk},
		{from: RegisteredElsewhere, on: RequestOrigin, to: OriginPending, by: bySystem, not: ownHead},
		{from: OriginPending, on: Acknowledge, to: OriginPending, by: originClerk, not: ownClerk},
		{from: OriginPending, on: OriginConfirm, to: OriginCleared, by: originHead, propose: originClerk, not: ownHead},
		{from: OriginPending, on: OriginConfirm, to: OriginCleared, by: By{CountyLead, Origin}, propose: By{County, Origin}, not: ownCountyLead, set: Facts{FEscalated: true}},
		{from: OriginPending, on: OriginObject, to: Disputed, by: originHead, not: originClerk},
		{from: OriginPending, on: Escalate, to: OriginPending, by: bySystem, not: ownHead},
		{from: OriginPending, on: NotOurs, to: OriginPending, by: originHead, not: ownHead},
		{from: OriginPending, on: NameOrigin, to: OriginPending, by: ownRegion, not: ownCityLead},
		{from: Disputed, on: RuleFor, to: OriginCleared, by: county, not: ownCountyLead},
		{from: Disputed, on: RuleFor, to: OriginCleared, by: cityLead, not: originHead},
		{from: Disputed, on: RuleAgainst, to: Excluded, by: region, not: ownRegion},
		{from: OriginCleared, on: ClearanceExpired, to: OriginPending, by: bySystem, not: originHead, set: old},
		{from: OriginCleared, on: ClearanceExpired, to: OriginPending, by: ownClerk, not: ownHead, set: old},
		{from: OriginCleared, on: HearChild, to: OriginCleared, by: ownCommunity, not: ownHead},
		{from: OriginCleared, on: Submit, to: InReview, by: ownHead, not: ownClerk, in: Facts{InLandNotice: "L-1"}},
		{from: InReview, on: Return, to: OriginCleared, by: ownCountyLead, not: ownHead},
		{from: InReview, on: Return, to: RegisteredElsewhere, by: ownCountyLead, not: ownHead},
		{from: OriginCleared, on: ReportBack, to: InReview, by: ownClerk, not: ownAux, set: Facts{FReturnedBy: string(InReview)}},
		{from: InReview, on: TakeBack, to: OriginCleared, by: ownHead, not: ownClerk, set: Facts{FLastStepMine: true, FPreviousState: string(OriginCleared)}},
		{from: InReview, on: Approve, to: Approved, by: ownCountyLead, not: ownHead},
		{from: InReview, on: Refuse, to: Refused, by: ownCountyLead, not: ownCounty},
		{from: Listed, on: BodyReplaced, to: Listed, by: bySystem, not: ownHead},
		{from: InReview, on: BodyReplaced, to: OriginCleared, by: bySystem, not: ownCountyLead},
		{from: Approved, on: BodyReplaced, to: OriginCleared, by: bySystem, not: ownHead},
		{from: Listed, on: KeepThere, to: KeptAtOrigin, by: ownCountyLead, not: ownHead},
		{from: InReview, on: KeepThere, to: KeptAtOrigin, by: ownCityLead, not: ownCounty},
		{from: Approved, on: EffectIt, to: Effected, by: ownClerk, not: originClerk},
		{from: Approved, on: MoveOut, to: InTransit, by: bySystem, not: ownClerk, set: Facts{FOtherRegion: true}},
		{from: InTransit, on: Landed, to: Effected, by: destClerk, not: originClerk},
		{from: InTransit, on: Restored, to: OriginCleared, by: originClerk, not: ownClerk},
		{from: Effected, on: Deliver, to: Delivered, by: ownClerk, not: ownHead},
		{from: OriginPending, on: Turn18, to: AgedOut, by: bySystem, not: ownClerk},
		{from: OriginPending, on: Turn18, to: AgedOut, by: ownHead, not: ownClerk, set: Facts{FMajorityDisputed: true}},
		{from: OriginPending, on: RetractHit, to: Matching, by: ownClerk, not: ownAux},
		{from: Disputed, on: RetractHit, to: Matching, by: ownHead, not: originHead},
		{from: OriginPending, on: Die, to: Terminated, by: ownClerk, not: bySystem, in: Facts{InSuccessor: "death"}},
		{from: InTransit, on: Die, to: Terminated, by: ownClerk, not: originHead, in: Facts{InSuccessor: "death"}},
		{from: Approved, on: LeftInstitution, to: Excluded, by: ownHead, propose: ownClerk, not: ownClerk},
		{from: Ready, on: TakenOff, to: Excluded, by: bySystem, not: ownHead},
	})
}

func TestEveryLineOfAnUnregisteredChildsTable(t *testing.T) {
	next := Facts{FHasSuccessor: true}
	takesEveryRow(t, WardLine, func() Facts { return inOrder(true, nil) }, []row{
		{from: Matching, on: HitNone, to: UnregisteredChild, by: ownClerk, not: bySystem},
		{from: UnregisteredChild, on: KinFound, to: GuardianElsewhere, by: ownClerk, not: ownAux},
		{from: GuardianElsewhere, on: GuardianshipDocument, to: UnregisteredChild, by: ownClerk, not: ownHead, in: Facts{InLegalGround: "guardian_dead"}},
		{from: GuardianElsewhere, on: ReturnToGuardian, to: Excluded, by: ownHead, propose: ownClerk, not: ownClerk, set: next},
		{from: UnregisteredChild, on: AskComparison, to: WaitingExternal, by: ownClerk, not: ownCommunity},
		{from: WaitingExternal, on: NoMatch, to: Ready, by: ownClerk, not: bySystem},
		{from: WaitingExternal, on: Inconclusive, to: WaitingExternal, by: ownClerk, not: ownHead},
		{from: WaitingExternal, on: Match, to: GuardianElsewhere, by: ownHead, not: ownClerk},
		{from: WaitingExternal, on: MatchSettled, to: Ready, by: ownHead, not: ownClerk},
		{from: WaitingExternal, on: Search, to: Matching, by: ownClerk, not: ownHead},
		{from: Ready, on: HearChild, to: Ready, by: ownClerk, not: ownAux},
		{from: Ready, on: Submit, to: InReview, by: ownHead, not: ownClerk},
		{from: InReview, on: PassUp, to: CityReview, by: ownCounty, not: ownHead},
		{from: CityReview, on: Return, to: InReview, by: ownCityLead, not: ownCountyLead},
		{from: CityReview, on: Approve, to: Approved, by: ownCityLead, not: ownCountyLead},
		{from: CityReview, on: Refuse, to: Refused, by: ownCityLead, not: ownCity, set: next},
		{from: Approved, on: EffectIt, to: Effected, by: bySystem, not: ownHead},
		{from: UnregisteredChild, on: Turn18, to: AgedOut, by: bySystem, not: ownClerk, set: next},
		{from: Listed, on: Die, to: Terminated, by: ownClerk, not: ownHead, set: next, in: Facts{InSuccessor: "birth_then_death"}},
		{from: Ready, on: LeftInstitution, to: Excluded, by: ownHead, propose: ownClerk, not: ownClerk, set: next},
	})
}

// Pieces of road that lines share.
var (
	found   = []leg{{on: Search, as: ownClerk, want: Matching}, {on: HitOne, as: ownClerk, want: RegisteredElsewhere, set: Facts{FUnregistered: false, FRegisteredAlready: true}}, {on: RequestOrigin, as: bySystem, want: OriginPending}}
	cleared = []leg{{on: "propose_origin_confirm", as: originClerk, want: OriginPending}, {on: OriginConfirm, as: originHead, want: OriginCleared}}
	unfound = []leg{{on: Search, as: ownClerk, want: Matching}, {on: HitNone, as: ownClerk, want: UnregisteredChild}, {on: AskComparison, as: ownClerk, want: WaitingExternal}, {on: NoMatch, as: ownClerk, want: Ready}}
	entered = []leg{{on: EffectIt, as: bySystem, want: Effected}, {on: Deliver, as: ownClerk, want: Delivered}}
)

func submitted(at State) []leg {
	return []leg{{on: HearChild, as: ownCommunity, want: at}, {on: Submit, as: ownHead, in: Facts{InLandNotice: "L-1"}, want: InReview}}
}

func TestARegisteredChildMovesOnceTheOriginHasConfirmed(t *testing.T) {
	w := newWalk(t, WardLine, inOrder(true, nil)).takes(slices.Concat(found, cleared, submitted(OriginCleared), []leg{{on: Approve, as: ownCountyLead, want: Approved}}, entered)...)
	w.effects(EffBindPerson, EffAskOrigin, EffClearance, EffHeard, EffDecisionSheet, EffEnterWard, EffGuardian, EffUnlock)
}

func TestAChildOfSixWithoutRegistrationGoesToThePrefecture(t *testing.T) {
	w := newWalk(t, WardLine, inOrder(true, Facts{FAge: 6})).takes(slices.Concat(unfound, submitted(Ready))...)
	w.refused(leg{on: Approve, as: ownCountyLead}, string(GCountyLevel))
	w.takes(slices.Concat([]leg{{on: PassUp, as: ownCounty, want: CityReview}, {on: Approve, as: ownCityLead, want: Approved}}, entered)...)
	w.effects(EffEnterWard)
	younger := newWalk(t, WardLine, inOrder(true, Facts{FAge: 5})).takes(slices.Concat(unfound, submitted(Ready))...)
	younger.refused(leg{on: PassUp, as: ownCounty}, string(GAboveCounty))
	younger.takes(leg{on: Approve, as: ownCountyLead, want: Approved})
}

func TestAMoveBetweenTwoRegionsIsOutFirstAndLandedLater(t *testing.T) {
	w := newWalk(t, WardLine, inOrder(true, Facts{FOtherRegion: true})).takes(slices.Concat(found, cleared, submitted(OriginCleared), []leg{{on: Approve, as: ownCountyLead, want: Approved}})...)
	w.refused(leg{on: EffectIt, as: bySystem}, string(GSameRegion))
	w.takes(leg{on: MoveOut, as: bySystem, want: InTransit})
	lost := *w
	w.takes(leg{on: Landed, as: destClerk, want: Effected}, leg{on: Deliver, as: ownClerk, want: Delivered})
	lost.takes(leg{on: Restored, as: originClerk, want: OriginCleared})
}

func TestOneChildWithoutARosterTakesTheSameWay(t *testing.T) {
	for _, business := range []Business{WardMove, WardFirst} {
		w := newWalk(t, business, inOrder(true, Facts{FAge: 3})).takes(tookIn...)
		if business == WardMove {
			w.takes(slices.Concat(found, cleared, submitted(OriginCleared))...)
		} else {
			w.takes(slices.Concat(unfound, submitted(Ready))...)
		}
		w.takes(slices.Concat([]leg{{on: Approve, as: ownCountyLead, want: Approved}}, entered)...)
	}
}

// TestNothingIsDecidedWhileThoseAskedDoNotAgree holds for a line kept where it is as much
// as for one refused.
func TestNothingIsDecidedWhileThoseAskedDoNotAgree(t *testing.T) {
	for _, l := range []leg{{on: Approve, as: ownCountyLead}, {on: Refuse, as: ownCountyLead}, {on: KeepThere, as: ownCountyLead}} {
		w := newWalk(t, WardLine, inOrder(false, Facts{FCountersignLack: 1, FCountersignWaits: 1}))
		w.at = InReview
		w.refused(l, string(map[bool]GuardID{true: GCountersignsIn, false: GCountersigned}[l.on == Refuse]))
	}
	for _, on := range []Event{RuleFor, RuleAgainst} {
		w := newWalk(t, WardLine, inOrder(false, Facts{FOpenOpinions: []string{"x"}}))
		w.at = Disputed
		w.refused(leg{on: on, as: By{CountyLead, Superior}}, string(GOpinionsIn))
	}
}

func TestWhoeverMadeALineMayNotDecideIt(t *testing.T) {
	for _, l := range []leg{{on: Approve, as: ownCountyLead}, {on: Refuse, as: ownCountyLead}, {on: KeepThere, as: ownCountyLead}} {
		w := newWalk(t, WardLine, inOrder(false, Facts{FActorIsMaker: true}))
		w.at = InReview
		w.refused(l, string(GNotMaker))
	}
}
