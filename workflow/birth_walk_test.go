package workflow

import (
	"maps"
	"slices"
	"testing"
)

// walk plays one case of a business by Decide alone and keeps of the register only
// what the next decision asks for.
type walk struct {
	t     *testing.T
	b     *Book
	d     *Definition
	at    State
	facts Facts
	stack []State
	been  []string
	did   []Effect
}

// leg is one step of a walk: set changes the facts before it, in is what the
// officer writes (whatever else the step needs is filled in), want is where it leads.
type leg struct {
	on   Event
	as   By
	to   State
	set  Facts
	in   Facts
	want State
}

func newWalk(t *testing.T, business Business, facts Facts) *walk {
	t.Helper()
	b := NewBook()
	d, ok := b.Current(business, "2026-09-24")
	if !ok {
		t.Fatalf("no edition of %s", business)
	}
	w := &walk{t: t, b: b, d: d, at: d.Initial, facts: newborn()}
	maps.Copy(w.facts, facts)
	return w
}

// newborn is a girl of 2026 born at home, followed at her mother's side; the office
// and the papers asked for are in order, and nobody else has her.
func newborn() Facts {
	return Facts{
		FactChildName: "沙棘花", FactChildSex: "2", FactChildBirthDate: "2026-09-03", FactBirthOrder: 1,
		FactBornWhere: "home", FactFollows: "mother", FactMother: "m", FactFather: "f", FactEvidence: "certificate",
		FactEthnicityBy: "mother", FUnregistered: true, FCertificateFree: true, FAge: 0,
		FStanding: true, FSiteMayEffect: true, FSubjectVersions: true, FHouseholdOpen: true, FHouseholdHere: true, FRegisteredHere: true, FDivisionLedger: true, FActorIsAcceptor: true,
	}
}

// input fills in what the step from here needs beside what the leg says.
func (w *walk) input(l leg) Facts {
	in := maps.Clone(l.in)
	if in == nil {
		in = Facts{}
	}
	for _, e := range w.d.expanded(w.at, l.on) {
		for _, f := range e.Needs {
			if _, said := in[f]; !said {
				in[f] = anything(w.b.fields[f])
			}
		}
	}
	return in
}

// anything is a value the field may hold.
func anything(r FieldRule) any {
	switch r.Kind {
	case KindBool:
		return true
	case KindInt:
		return 1
	case KindList:
		return []string{"x"}
	case KindCode:
		return r.Codes[0].Value
	}
	return "x"
}

func (w *walk) ask(l leg) (Decision, *Refusal, Facts) {
	maps.Copy(w.facts, l.set)
	w.facts[FRequiredLevel] = w.b.RequiredLevel(w.d, w.facts)
	if len(w.stack) > 0 {
		w.facts[FReturnTo] = string(w.stack[len(w.stack)-1])
	}
	w.facts[FStatesBefore] = w.been
	in := w.input(l)
	got, no := w.b.Decide(w.d, Request{State: w.at, Event: l.on, To: l.to, Standings: []By{l.as}, Facts: w.facts, Input: in})
	return got, no, in
}

// takes goes leg by leg and stops the test where one is refused or leads elsewhere.
func (w *walk) takes(legs ...leg) *walk {
	w.t.Helper()
	for _, l := range legs {
		got, no, in := w.ask(l)
		if no != nil {
			w.t.Fatalf("%s from %s by %s: %s %v", l.on, w.at, l.as.Role, no.Cause, codes(no))
		}
		if got.To != l.want {
			w.t.Fatalf("%s led from %s to %s, want %s", l.on, w.at, got.To, l.want)
		}
		w.remember(got, in)
	}
	return w
}

// remember does what the register would have done by the next question.
func (w *walk) remember(got Decision, in Facts) {
	w.facts[FProposedByOther] = got.Proposing
	if got.Step.Push {
		w.stack = append(w.stack, got.From)
	} else if got.Step.Back {
		w.stack = w.stack[:len(w.stack)-1]
	}
	w.facts[FPreviousState] = string(got.From)
	w.been = append(w.been, string(got.To))
	w.at, w.did = got.To, append(w.did, got.Step.Do...)
	switch got.To {
	case RouteR1, RouteR2, RouteR0:
		w.facts[FRoute], w.facts[FCertificateVerified] = string(got.To[len("route_"):]), false
	case HealthReferred, R0Statement:
		w.facts[FCertificateVerified] = false
	case CertVerified:
		w.facts[FCertificateVerified] = true
	}
	for _, e := range got.Step.Do {
		switch e {
		case EffFatherBlank:
			w.blank(Father, got.Step.On)
		case EffMotherBlank:
			w.blank(Mother, got.Step.On)
		case EffStrikeReports:
			w.facts[FParentBlank], w.facts[FParentExcluded], w.facts[FConclusion] = nil, nil, nil
		case EffParentage:
			w.facts[FParentageReport], w.facts[FConclusion] = got.Step.On != Inconclusive, string(got.Step.On)
		case EffRecordCertificate:
			w.facts[FactChildName], w.facts[FactCertificateName] = in[InCertName], in[InCertName]
		}
	}
}

// blank leaves a parent out, beside whom was left out before.
func (w *walk) blank(parent SubjectRole, by Event) {
	put := func(f Field) {
		if v, _ := w.facts[f].(string); v != "" && v != string(parent) {
			w.facts[f] = BothParents
		} else {
			w.facts[f] = string(parent)
		}
	}
	put(FParentBlank)
	if by == FatherExcluded || by == MotherExcluded || by == BothExcluded {
		put(FParentExcluded)
	}
}

// refused demands that the leg is not possible and that the conditions are named.
func (w *walk) refused(l leg, conditions ...string) {
	w.t.Helper()
	_, no, _ := w.ask(l)
	if no == nil {
		w.t.Fatalf("%s from %s was allowed", l.on, w.at)
	}
	for _, c := range conditions {
		if !slices.Contains(codes(no), c) {
			w.t.Errorf("%s from %s: unmet %v, want %s among them", l.on, w.at, codes(no), c)
		}
	}
}

func (w *walk) effects(want ...Effect) {
	w.t.Helper()
	for _, e := range want {
		if !slices.Contains(w.did, e) {
			w.t.Errorf("effects so far %v lack %s", w.did, e)
		}
	}
}

// Pieces of road that many births share.
var (
	tookIn   = []leg{{on: Lodge, as: ownAux, want: Lodged}, {on: Accept, as: ownClerk, want: Accepted}}
	handed   = []leg{{on: EffectIt, as: bySystem, want: Effected}, {on: Deliver, as: ownClerk, want: Delivered}}
	onR1     = []leg{{on: ChooseRoute, as: ownClerk, to: RouteR1, want: RouteR1}, {on: ReferHealth, as: ownClerk, want: HealthReferred}}
	withCert = []leg{{on: CertIssued, as: ownClerk, want: CertVerified}}
	byHealth = Facts{FHealthRefusal: true}
	onR2     = []leg{{on: ChooseRoute, as: ownClerk, to: RouteR2, set: byHealth, want: RouteR2}}
	tested   = []leg{{on: NeedsTest, as: ownClerk, want: AwaitingParentage}}
	proven   = []leg{{on: Supported, as: ownClerk, want: ParentageSupported}}
	onSpot   = []leg{{on: Approve, as: ownClerk, want: Approved}}
	report   = []leg{{on: ReportCheck, as: ownClerk, want: StationReview}}
	byHead   = []leg{{on: Approve, as: ownHead, want: Approved}}
	toCounty = []leg{{on: PassUp, as: ownHead, want: CountyReview}}
	byCounty = []leg{{on: Approve, as: ownCountyLead, want: Approved}}
	toCity   = []leg{{on: PassUp, as: ownCounty, want: CityReview}}
	byCity   = []leg{{on: Approve, as: ownCityLead, want: Approved}}
)
