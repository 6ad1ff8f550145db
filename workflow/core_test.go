package workflow

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// small is a business of a dozen steps in the words of the core, sound in every
// respect, for tests to ask and to spoil. Each call gives a fresh one.
func small() *Definition {
	reviewed := []GuardID{GStationLevel, GNotMaker, GNotRecused, GMaterials}
	d := &Definition{
		Business: "small", Edition: "2021-10-01", Names: Word{Zh: "小业务", En: "Small business"},
		Initial: Draft, Ends: []State{NotAccepted, Refused, Delivered, Withdrawn}, Profile: P0, Subject: Child,
		Unregistered: true, Basis: []Basis{"Reg. 7"},
		Facts:      []FactRule{{Field: FactApplicantName, Required: true}, {Field: FactDoubt}},
		Materials:  []MaterialRule{{Kind: MatBirthCertificate, Basis: "Norm 12"}},
		Escalators: []Escalator{{When: GDoubtNoted, To: P1, Basis: "Norm 9"}},
		Tasks:      []TaskRule{{Task: TaskSpotCheck, On: Approve, By: ownHead, Limit: LimitSpotCheck, Basis: ruleSecondLook}},
		Citizen:    nil,
		Limits:     map[State]Limit{Lodged: LimitStation, WaitingExternal: LimitExternal},
		Steps: Process{
			{From: []State{Draft}, On: Lodge, To: []State{Lodged}, By: []By{ownClerk, ownAux}, Hand: Makes, If: []GuardID{GFactsComplete}, Basis: []Basis{"Reg. 7"}},
			{From: []State{Lodged}, On: Decline, To: []State{NotAccepted}, By: []By{ownHead}, Propose: []By{ownClerk}, Hand: Checks, Adverse: true,
				Needs: reasoned, May: []Field{InSuccessor}, If: []GuardID{GNotMaker, GNoLooseChild}, Do: []Effect{EffDecisionSheet, EffSuccessor}, Basis: []Basis{"行政许可法 32"}},
			{From: []State{Lodged}, On: Accept, To: []State{StationReview}, By: []By{ownClerk}, Hand: Makes, If: []GuardID{GMaterials, GNoConflict, GNotChecker}, Basis: []Basis{"Norm 8"}},
			{From: []State{Lodged}, On: DeemAccepted, To: []State{StationReview}, By: []By{bySystem}, After: LimitStation, Do: []Effect{EffAcceptance}, Basis: []Basis{"行政许可法 32"}},
			{From: []State{StationReview}, On: AskExternal, To: []State{WaitingExternal}, By: []By{ownHead}, Push: true, Needs: []Field{InReason}, Basis: []Basis{"行政许可法 45"}},
			{From: []State{WaitingExternal}, On: ExternalResult, To: []State{StationReview}, By: []By{ownHead, ownClerk}, Back: true, Needs: []Field{InResult}, Basis: []Basis{"行政许可法 45"}},
			{From: []State{StationReview}, On: Approve, To: []State{Approved}, By: []By{ownHead}, Hand: Checks, If: reviewed, Do: []Effect{EffDecisionSheet}, Basis: []Basis{"Norm 9"}},
			{From: []State{StationReview}, On: Refuse, To: []State{Refused}, By: []By{ownHead}, Hand: Checks, Adverse: true, Needs: reasoned, May: []Field{InSuccessor},
				If: []GuardID{GStationLevel, GNotMaker, GNoLooseChild}, Do: []Effect{EffDecisionSheet, EffSuccessor}, Basis: []Basis{"行政许可法 38"}},
			{From: []State{StationReview}, On: Return, To: []State{Lodged, Draft}, By: []By{ownHead}, Needs: []Field{InReturnCode, InReason}, Basis: []Basis{"Norm 9"}},
			{From: []State{StationReview}, On: Urge, By: []By{ownHead}, Needs: []Field{InReason}, Do: []Effect{EffNotifyHolder}, Basis: []Basis{ruleTogether}},
			{From: []State{Approved}, On: EffectIt, To: []State{Effected}, By: []By{ownClerk, bySystem}, If: []GuardID{GSiteMayEffect}, Do: []Effect{EffBirth, EffUnlock}, Basis: []Basis{"Reg. 4"}},
			{From: []State{Effected}, On: Deliver, To: []State{Delivered}, By: []By{ownClerk}, Needs: []Field{InReceiver}, Basis: []Basis{"行政许可法 44"}},
			{From: []State{Effected, Delivered}, On: SecondLook, By: []By{ownHead}, Hand: Checks, Needs: []Field{InFindings}, If: []GuardID{GNotMaker}, Basis: []Basis{ruleSecondLook}},
			{From: []State{Lodged, StationReview}, On: Withdraw, To: []State{Withdrawn}, By: []By{ownClerk}, Needs: []Field{InReason}, May: []Field{InSuccessor},
				If: []GuardID{GNoLooseChild}, Do: []Effect{EffSuccessor, EffUnlock}, Basis: []Basis{"行政许可法 70"}},
		},
	}
	d.Steps = Process(d.Steps).standingAside()
	return d
}

// ordinary is the core by itself as a business.
func ordinary() *Definition {
	return &Definition{Business: "ordinary", Edition: "2021-10-01", Names: Word{Zh: "普通业务", En: "Ordinary business"}, Initial: Draft,
		Ends: coreEnds(), Steps: Core(), Limits: coreLimitsByState(), Profile: P1, Subject: Applicant, Basis: []Basis{"Norm 7–9"}}
}

func TestTheCoreByItselfIsSound(t *testing.T) {
	for _, unregistered := range []bool{false, true} {
		d := ordinary()
		d.Unregistered = unregistered
		for _, f := range newBook([]*Definition{d}).Check() {
			t.Error(f)
		}
	}
}

// stand plays a case by the core: each line is an event and where it led.
func TestANewCaseWalksFromTheDraftToItsDelivery(t *testing.T) {
	b := newBook([]*Definition{ordinary()})
	d := b.defs[0]
	facts := Facts{FRequiredLevel: P1, FSiteMayEffect: true, FSubjectVersions: true, FStanding: true}
	road := []struct {
		on   Event
		as   By
		in   Facts
		want State
	}{
		{Lodge, ownAux, nil, Lodged},
		{RequestCorrection, ownClerk, Facts{InItems: []string{"户口簿"}}, Correcting},
		{Resubmit, ownAux, nil, Lodged},
		{Accept, ownClerk, nil, Accepted},
		{AssignCheck, ownClerk, nil, Verifying},
		{ReportCheck, ownCommunity, Facts{InFindings: "属实", InHeard: []string{"母亲"}}, StationReview},
		{Approve, ownHead, nil, Approved},
		{EffectIt, bySystem, nil, Effected},
		{Deliver, ownClerk, Facts{InReceiver: "母亲", InMethod: "window"}, Delivered},
	}
	at := d.Initial
	for _, step := range road {
		got, no := b.Decide(d, Request{State: at, Event: step.on, Standings: []By{step.as}, Facts: facts, Input: step.in})
		if no != nil {
			t.Fatalf("%s from %s: %s %v", step.on, at, no.Cause, no.Unmet)
		}
		if got.From != at || got.To != step.want {
			t.Fatalf("%s led from %s to %s, want %s to %s", step.on, got.From, got.To, at, step.want)
		}
		at = got.To
	}
}

func TestEachLevelHasItsOwnDecider(t *testing.T) {
	b := newBook([]*Definition{ordinary()})
	d := b.defs[0]
	everyone := []By{ownClerk, ownHead, ownCounty, ownCountyLead, ownCity, ownCityLead}
	reviews := []State{StationReview, CountyReview, CityReview}
	want := map[Level]map[State]By{
		P1: {StationReview: ownHead, CountyReview: ownCountyLead, CityReview: ownCityLead},
		P2: {CountyReview: ownCountyLead, CityReview: ownCityLead},
		P3: {CityReview: ownCityLead},
	}
	for level, deciders := range want {
		got := map[State]By{}
		for _, s := range reviews {
			for _, who := range everyone {
				_, no := b.Decide(d, Request{State: s, Event: Approve, Standings: []By{who}, Facts: Facts{FRequiredLevel: level, FSubjectVersions: true}})
				if no == nil {
					got[s] = who
				}
			}
		}
		if diff := cmp.Diff(deciders, got); diff != "" {
			t.Errorf("who approves at level %d (-want +got):\n%s", level, diff)
		}
	}
}

func TestATakenBackCaseGoesWhereItCameFrom(t *testing.T) {
	b := newBook([]*Definition{ordinary()})
	for _, s := range b.defs[0].From(StationReview) {
		if s.On == TakeBack && s.Back {
			t.Error("a step taken back does not return what a superior sent down: it must not use the return stack")
		}
	}
}

func TestABusinessChangesItsCoreAndNoOther(t *testing.T) {
	before := Core()
	p := Core().Without(Urge).WithoutFrom(CountyReview, Approve).Doing(EffectIt, EffBirth).Requiring(Accept, GNotRegisteredYet).
		Also([]State{"visiting"}, Suspend, Resume)
	for _, s := range p {
		if s.On == Urge {
			t.Error("Without left the step in")
		}
		if s.On == Approve && slices.Contains(s.From, CountyReview) {
			t.Error("WithoutFrom left the edge in")
		}
		if s.On == EffectIt && s.Do[0] != EffBirth {
			t.Error("Doing did not put the effect first")
		}
		if s.On == Accept && !s.has(GNotRegisteredYet) {
			t.Error("Requiring added no condition")
		}
		if s.On == Suspend && !slices.Contains(s.From, "visiting") {
			t.Error("Also did not let the new state be suspended")
		}
		if s.On == Resume && !slices.Contains(s.To, "visiting") {
			t.Error("Also did not let the case return to the new state")
		}
	}
	if diff := cmp.Diff(before, Core()); diff != "" {
		t.Errorf("the core changed under a business (-before +after):\n%s", diff)
	}
}

// TestGoingBackFromAReviewIsForwarding: whoever countersigned below and is returned the
// case sends it straight back; whoever works on it makes it (domain 2.1a).
func TestGoingBackFromAReviewIsForwarding(t *testing.T) {
	for _, s := range Core() {
		if s.On != ReportBack {
			continue
		}
		review := slices.Contains(s.From, StationReview) || slices.Contains(s.From, CountyReview)
		if checks := slices.Contains(s.If, GNotChecker); review == checks || review != (s.Hand == NoHand) {
			t.Errorf("back from %v: hand %q, conditions %v", s.From, s.Hand, s.If)
		}
	}
}

// Every step that decides or passes up waits for countersignatures as it does for opinions
// (rules of our own, working together).
func TestCountersignaturesAreWaitedForWhereOpinionsAre(t *testing.T) {
	for _, d := range NewBook().Editions() {
		for _, s := range d.Steps {
			if s.has(GOpinionsIn) != (s.has(GCountersigned) || s.has(GCountersignsIn)) {
				t.Errorf("%s: %s from %v waits for one of opinions and countersignatures only", d.Business, s.On, s.From)
			}
			if (s.On == PassUp || s.On == Submit) && !s.has(GCountersigned) && !s.has(GCountersignsIn) {
				t.Errorf("%s: %s from %v passes a case up over an outstanding ask", d.Business, s.On, s.From)
			}
		}
	}
}
