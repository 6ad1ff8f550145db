package workflow

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hukou/models"
)

// ask puts one question about the small business.
func ask(t *testing.T, q Request) (Decision, *Refusal) {
	t.Helper()
	b := newBook([]*Definition{small()})
	return b.Decide(b.defs[0], q)
}

func codes(r *Refusal) []string {
	var out []string
	for _, c := range r.Unmet {
		out = append(out, c.Code)
	}
	return out
}

func TestAnAuxiliaryCanNeverApprove(t *testing.T) {
	_, no := ask(t, Request{State: StationReview, Event: Approve, Standings: []By{ownAux}})
	if no == nil || no.Cause != NeverYours || len(no.Unmet) != 0 {
		t.Errorf("got %+v, want never yours and no conditions told", no)
	}
}

func TestTheSameRoleAtAnotherSeatIsNobodyHere(t *testing.T) {
	_, no := ask(t, Request{State: StationReview, Event: Approve, Standings: []By{{Head, Origin}}})
	if no == nil || no.Cause != NeverYours {
		t.Errorf("got %+v, want never yours", no)
	}
}

func TestAStepOfAnotherStateSaysWhatIsPossible(t *testing.T) {
	_, no := ask(t, Request{State: Lodged, Event: Approve, Standings: []By{ownHead}})
	if no == nil || no.Cause != NotFromHere {
		t.Fatalf("got %+v, want not from here", no)
	}
	want := []Event{ProposeEvent(Decline), Decline, Accept, Withdraw}
	if diff := cmp.Diff(want, no.Allowed); diff != "" {
		t.Errorf("possible instead (-want +got):\n%s", diff)
	}
}

func TestAnUnknownEventIsNobodysInAnyState(t *testing.T) {
	_, no := ask(t, Request{State: Lodged, Event: "aprove", Standings: []By{ownHead, ownClerk}})
	if no == nil || no.Cause != NeverYours {
		t.Errorf("got %+v, want never yours", no)
	}
}

func TestARefusalListsEveryConditionAtOnceWithItsBasis(t *testing.T) {
	_, no := ask(t, Request{State: StationReview, Event: Approve, Standings: []By{ownHead},
		Facts: Facts{FActorIsMaker: true, FActorIsKin: true, FMaterialsMissing: []string{"birth_certificate", "other"}}})
	if no == nil || no.Cause != Unmet {
		t.Fatalf("got %+v, want unmet", no)
	}
	if diff := cmp.Diff([]string{"not_maker", "not_recused", "materials_verified"}, codes(no)); diff != "" {
		t.Errorf("conditions (-want +got):\n%s", diff)
	}
	for _, c := range no.Unmet {
		if c.Basis == "" || c.Message.Zh == "" || c.Message.En == "" {
			t.Errorf("%s lacks basis or words: %+v", c.Code, c)
		}
	}
	if diff := cmp.Diff([]string{"birth_certificate", "other"}, no.Unmet[2].Detail); diff != "" {
		t.Errorf("papers named (-want +got):\n%s", diff)
	}
}

func TestMissingInputsStandBesideTheConditions(t *testing.T) {
	_, no := ask(t, Request{State: StationReview, Event: Refuse, Standings: []By{ownHead},
		Facts: Facts{FUnregistered: true}, Input: Facts{InReason: "无", InLaw: []string{"Norm 57"}}})
	want := []string{"no_loose_child", "input_reason_code", "input_facts_found", "input_evidence"}
	if no == nil || !cmp.Equal(want, codes(no)) {
		t.Errorf("got %v, want %v", codes(no), want)
	}
}

func TestAnotherCaseIsAConflictNotALack(t *testing.T) {
	_, no := ask(t, Request{State: Lodged, Event: Accept, Standings: []By{ownClerk},
		Facts: Facts{FConflictingCase: true, FMaterialsMissing: []string{"other"}}})
	if no == nil || no.Cause != Conflicting || len(no.Unmet) != 2 {
		t.Errorf("got %+v, want a conflict with both conditions listed", no)
	}
}

func TestWhoMayNotIsToldBeforeWhatIsLacking(t *testing.T) {
	q := Request{State: Approved, Event: Accept, Standings: []By{ownAux}, Facts: Facts{FConflictingCase: true}}
	if _, no := ask(t, q); no.Cause != NeverYours {
		t.Errorf("an auxiliary in another state: got %s", no.Cause)
	}
	q.Standings = []By{ownClerk}
	if _, no := ask(t, q); no.Cause != NotFromHere {
		t.Errorf("a clerk in another state: got %s", no.Cause)
	}
	q.State = Lodged
	if _, no := ask(t, q); no.Cause != Conflicting {
		t.Errorf("a clerk in the right state: got %s", no.Cause)
	}
}

func TestOneOfSeveralPostingsIsEnough(t *testing.T) {
	got, no := ask(t, Request{State: StationReview, Event: Return, To: Lodged, Standings: []By{ownAux, ownClerk, ownHead}, Input: Facts{InReturnCode: "unclear", InReason: "缺页"}})
	if no != nil || got.As != ownHead || got.To != Lodged {
		t.Errorf("got %+v %+v, want the head's posting", got, no)
	}
}

func TestSeveralTargetsNeedAChoice(t *testing.T) {
	q := Request{State: StationReview, Event: Return, Standings: []By{ownHead}, Input: Facts{InReturnCode: "unclear", InReason: "缺页"}}
	_, no := ask(t, q)
	if no == nil || !cmp.Equal([]string{"to"}, codes(no)) || !cmp.Equal([]string{"lodged", "draft"}, no.Unmet[0].Detail) {
		t.Errorf("without a choice: got %+v, want the two targets named", no)
	}
	q.To = Approved
	if _, no := ask(t, q); no == nil || !cmp.Equal([]string{"to"}, codes(no)) {
		t.Errorf("a target not listed: got %+v", no)
	}
	for _, to := range []State{Lodged, Draft} {
		q.To = to
		if got, no := ask(t, q); no != nil || got.To != to {
			t.Errorf("to %s: got %+v %+v", to, got, no)
		}
	}
}

func TestTheOnlyTargetNeedsNoChoiceButAllowsNoOther(t *testing.T) {
	q := Request{State: Effected, Event: Deliver, Standings: []By{ownClerk}, Input: Facts{InReceiver: "父亲"}}
	if got, no := ask(t, q); no != nil || got.To != Delivered {
		t.Errorf("got %+v %+v", got, no)
	}
	q.To = Draft
	if _, no := ask(t, q); no == nil || !cmp.Equal([]string{"to"}, codes(no)) {
		t.Errorf("got %+v, want the target refused", no)
	}
}

func TestAStepBackGoesWhereTheCaseCameFrom(t *testing.T) {
	q := Request{State: WaitingExternal, Event: ExternalResult, Standings: []By{ownClerk}, Input: Facts{InResult: "属实"}}
	q.Facts = Facts{FReturnTo: string(StationReview)}
	if got, no := ask(t, q); no != nil || got.To != StationReview {
		t.Errorf("got %+v %+v", got, no)
	}
	q.Facts = Facts{FReturnTo: string(Approved)}
	if _, no := ask(t, q); no == nil {
		t.Error("the case went back to a state the step does not list")
	}
}

func TestAStayInTheStateIsASuccess(t *testing.T) {
	got, no := ask(t, Request{State: StationReview, Event: Urge, Standings: []By{ownHead}, Input: Facts{InReason: "将到期"}})
	if no != nil || got.From != StationReview || got.To != StationReview {
		t.Errorf("got %+v %+v, want a stay", got, no)
	}
}

func TestAnActOfTwoPersonsIsProposedByOneAndConfirmedByAnother(t *testing.T) {
	reasons := Facts{InReasonCode: "not_competent", InReason: "不属本所", InFactsFound: "无", InEvidence: []string{"无"}, InLaw: []string{"许可法 32"}}
	q := Request{State: Lodged, Event: ProposeEvent(Decline), Standings: []By{ownClerk}, Input: reasons}
	got, no := ask(t, q)
	if no != nil || !got.Proposing || got.To != Lodged || got.Step.Hand != Makes || len(got.Step.Do) != 0 {
		t.Fatalf("the proposal: got %+v %+v, want it recorded and nothing done", got, no)
	}
	q = Request{State: Lodged, Event: Decline, Standings: []By{ownHead}, Input: reasons}
	if _, no = ask(t, q); no == nil || !cmp.Equal([]string{"proposed_by_another"}, codes(no)) {
		t.Errorf("unproposed: got %+v", no)
	}
	q.Facts = Facts{FProposedByOther: true}
	if got, no = ask(t, q); no != nil || got.Proposing || got.To != NotAccepted || got.Step.Hand != Checks {
		t.Errorf("confirmed by another: got %+v %+v", got, no)
	}
	q.Facts = Facts{FProposedByOther: true, FActorIsMaker: true}
	if _, no = ask(t, q); no == nil || !cmp.Equal([]string{"not_maker"}, codes(no)) {
		t.Errorf("confirmed by a maker: got %+v", no)
	}
	q.Standings = []By{ownClerk}
	if _, no = ask(t, q); no == nil || no.Cause != NeverYours {
		t.Errorf("confirmed by the proposing side: got %+v", no)
	}
	q.Event, q.Facts = ProposeEvent(Decline), Facts{FActorIsChecker: true}
	if _, no = ask(t, q); no == nil || !cmp.Equal([]string{"not_checker"}, codes(no)) {
		t.Errorf("proposed by a checker: got %+v", no)
	}
}

func TestOfTwoWaysTheOneWhoseConditionsHoldIsTaken(t *testing.T) {
	b := newBook([]*Definition{ordinary()})
	for level, want := range map[Level]State{P0: Approved, P1: StationReview, P3: StationReview} {
		got, no := b.Decide(b.defs[0], Request{State: Accepted, Event: SkipCheck, Standings: []By{ownClerk},
			Facts: Facts{FRequiredLevel: level, FActorIsAcceptor: true, FSubjectVersions: true}})
		if no != nil || got.To != want {
			t.Errorf("level %d: got %+v %+v, want %s", level, got, no, want)
		}
	}
}

func TestAConditionSeesOnlyWhatItDeclares(t *testing.T) {
	d := small()
	b := newBook([]*Definition{d})
	var saw []Field
	spoil(b, GMaterials, func(g *Guard) {
		g.Met = func(f Facts) bool {
			saw = sorted(f)
			return true
		}
	})
	b.Decide(d, Request{State: Lodged, Event: Accept, Standings: []By{ownClerk},
		Facts: Facts{FMaterialsMissing: []string{}, FAge: 3, FActorIsMaker: true}, Input: Facts{InReason: "x"}})
	if diff := cmp.Diff([]Field{FMaterialsMissing}, saw); diff != "" {
		t.Errorf("facts handed over (-want +got):\n%s", diff)
	}
}

func TestAGuardMayReadAnInputButNotOverwriteAComputedFact(t *testing.T) {
	d := small()
	b := newBook([]*Definition{d})
	q := Request{State: StationReview, Event: Approve, Standings: []By{ownHead}, Facts: Facts{FActorIsMaker: true}, Input: Facts{FActorIsMaker: false}}
	if _, no := b.Decide(d, q); no == nil || !cmp.Equal([]string{"not_maker"}, codes(no)) {
		t.Errorf("an officer's input stood for a computed fact: got %+v", no)
	}
}

func TestTheSameQuestionHasOneAnswer(t *testing.T) {
	q := Request{State: StationReview, Event: Approve, Standings: []By{ownHead, ownClerk},
		Facts: Facts{FActorIsMaker: true, FActorIsSubject: true, FMaterialsMissing: []string{"other"}}}
	_, want := ask(t, q)
	for range 50 {
		if _, got := ask(t, q); !cmp.Equal(want, got) {
			t.Fatalf("the answer changed: %s", cmp.Diff(want, got))
		}
	}
}

func TestTheQuestionIsLeftAsItWas(t *testing.T) {
	facts, input := Facts{FActorIsMaker: true}, Facts{InReason: "x"}
	ask(t, Request{State: StationReview, Event: Refuse, Standings: []By{ownHead}, Facts: facts, Input: input})
	if len(facts) != 1 || len(input) != 1 {
		t.Errorf("Decide changed the facts: %v %v", facts, input)
	}
}

func TestTheFactsToGatherAreThoseTheStepReads(t *testing.T) {
	b := newBook([]*Definition{small()})
	got := b.FieldsOf(b.defs[0], StationReview, Approve)
	want := []Field{FRequiredLevel, FActorIsMaker, FActorIsSubject, FActorIsKin, FActorRecused, FMaterialsMissing}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("facts of an approval (-want +got):\n%s", diff)
	}
	if got := b.FieldsOf(b.defs[0], WaitingExternal, ExternalResult); !slices.Contains(got, FReturnTo) {
		t.Errorf("a way back needs to know where: %v", got)
	}
}

func TestADoubtLiftsTheLevelAndAPolicyRowSetsIt(t *testing.T) {
	b := newBook([]*Definition{small()})
	d := b.defs[0]
	for name, c := range map[string]struct {
		facts Facts
		want  Level
	}{
		"nothing special":    {Facts{}, P0},
		"a doubt":            {Facts{FactDoubt: true}, P1},
		"a policy row":       {Facts{FPolicyLevel: P3}, P3},
		"a row and a doubt":  {Facts{FPolicyLevel: P0, FactDoubt: true}, P1},
		"a row below it all": {Facts{FPolicyLevel: P0}, P0},
		"a row from storage": {Facts{FPolicyLevel: float64(2)}, P2},
	} {
		if got := b.RequiredLevel(d, c.facts); got != c.want {
			t.Errorf("%s: level %d, want %d", name, got, c.want)
		}
	}
}

func TestACaseKeepsItsEditionWhenANewOneComes(t *testing.T) {
	old, now := small(), small()
	now.Edition = "2027-01-01"
	b := newBook([]*Definition{old, now})
	for day, want := range map[models.Date]*Definition{"2026-12-31": old, "2027-01-01": now, "2030-05-05": now} {
		if got, ok := b.Current("small", day); !ok || got != want {
			t.Errorf("in force on %s: %v", day, got.Edition)
		}
	}
	if _, ok := b.Current("small", "2021-09-30"); ok {
		t.Error("an edition was in force before its day")
	}
	if got, ok := b.Get("small", "2021-10-01"); !ok || got != old {
		t.Error("the old edition is gone")
	}
	if got := b.All("2027-06-01"); len(got) != 1 || got[0] != now {
		t.Errorf("current editions: %d", len(got))
	}
}
