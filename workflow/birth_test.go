package workflow

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEveryRoadOfABirthLeadsFromTheDraftToTheDelivery(t *testing.T) {
	dead := Facts{FactChildDiedOn: "2026-09-05", FactCertificate: "Y640000001"}
	father := Facts{FactFollows: "father", FactEvidence: "statement"}
	pilot := Facts{FPolicyR0: true, FPolicyHospitals: []string{"关桥卫生院"}}
	township := leg{on: TownshipCertified, as: ownClerk, in: Facts{InHospital: "关桥卫生院"}, want: R0Statement}
	chooseR0 := leg{on: ChooseRoute, as: ownClerk, to: RouteR0, want: RouteR0}
	roads := map[string]struct {
		business Business
		facts    Facts
		legs     [][]leg
	}{
		"certificate in hand, on the spot": {BirthCert, nil, [][]leg{tookIn, {{on: SkipCheck, as: ownClerk, want: Approved}}, handed}},
		"certificate, out of wedlock at the mother's side": {BirthCert, Facts{FactEvidence: "statement"},
			[][]leg{tookIn, {{on: SkipCheck, as: ownClerk, want: Approved}}, handed}},
		"certificate, out of wedlock at the father's side": {BirthCert, father,
			[][]leg{tookIn, {{on: AssignCheck, as: ownClerk, want: Verifying}, {on: ReportCheck, as: ownCommunity, want: StationReview}}, byHead, handed}},
		"certificate, one year old": {BirthCert, Facts{FAge: 1},
			[][]leg{tookIn, {{on: AssignCheck, as: ownClerk, want: Verifying}, {on: ReportCheck, as: ownCommunity, want: StationReview}}, byHead, handed}},
		"certificate, six years old": {BirthCert, Facts{FAge: 6},
			[][]leg{tookIn, {{on: AssignCheck, as: ownClerk, want: Verifying}, {on: ReportCheck, as: ownCommunity, want: StationReview}}, toCounty, toCity, byCity, handed}},

		"R1, the hospital issues":   {BirthNoCert, Facts{FactBornWhere: "institution"}, [][]leg{tookIn, onR1, withCert, onSpot, handed}},
		"R1, home birth and report": {BirthNoCert, nil, [][]leg{tookIn, onR1, tested, proven, {{on: ReportToHealth, as: ownClerk, want: HealthReferred}}, withCert, onSpot, handed}},
		"R1, deemed accepted":       {BirthNoCert, nil, [][]leg{{tookIn[0], {on: DeemAccepted, as: bySystem, want: Accepted}}, onR1, withCert, onSpot, handed}},
		"R1, at the father's side":  {BirthNoCert, father, [][]leg{tookIn, onR1, withCert, report, byHead, handed}},
		"R1, six years old":         {BirthNoCert, Facts{FAge: 6}, [][]leg{tookIn, onR1, withCert, report, toCounty, toCity, byCity, handed}},
		"R1, father excluded": {BirthNoCert, nil, [][]leg{tookIn, onR1, tested, {{on: FatherExcluded, as: ownClerk, want: ParentageMotherOnly},
			{on: ReportToHealth, as: ownClerk, want: HealthReferred}}, withCert, onSpot, handed}},

		"R2, refused in writing": {BirthNoCert, nil, [][]leg{tookIn, onR2, tested, proven, report, toCounty, byCounty, handed}},
		"R2, the place's ordinary road for home births": {BirthNoCert, Facts{FPolicyR2: true},
			[][]leg{tookIn, {{on: ChooseRoute, as: ownClerk, to: RouteR2, want: RouteR2}}, tested, proven, report, toCounty, byCounty, handed}},
		"R2, born before certificates": {BirthNoCert, Facts{FactChildBirthDate: "1995-12-31", FAge: 30},
			[][]leg{tookIn, {{on: ChooseRoute, as: ownClerk, to: RouteR2, want: RouteR2}}, tested, proven, report, toCounty, toCity, byCity, handed}},
		"R2, a foreign parent": {BirthNoCert, Facts{FactForeignParent: true},
			[][]leg{tookIn, {{on: ChooseRoute, as: ownClerk, to: RouteR2, want: RouteR2}}, tested, proven, report, toCounty, byCounty, handed}},
		"R2, mother excluded": {BirthNoCert, father,
			[][]leg{tookIn, onR2, tested, {{on: MotherExcluded, as: ownClerk, want: ParentageFatherOnly}}, report, toCounty, byCounty, handed}},
		"R2, health refuses after R1": {BirthNoCert, nil, [][]leg{tookIn, onR1, tested, proven, {{on: ReportToHealth, as: ownClerk, want: HealthReferred},
			{on: CertRefused, as: ownClerk, set: byHealth, want: RouteR2}}, report, toCounty, byCounty, handed}},

		"R0, the pilot":          {BirthNoCert, pilot, [][]leg{tookIn, {chooseR0, township, {on: CountyMCHIssued, as: ownClerk, want: CertVerified}}, onSpot, handed}},
		"R0, refused, then R1":   {BirthNoCert, pilot, [][]leg{tookIn, {chooseR0, township, {on: CountyMCHRefused, as: ownClerk, want: RouteR1}, onR1[1]}, withCert, onSpot, handed}},
		"born and died":          {BirthThenDeath, dead, [][]leg{tookIn, {{on: SkipCheck, as: ownClerk, want: Approved}}, handed}},
		"born and died at home":  {BirthThenDeath, Facts{FactChildDiedOn: "2026-09-03"}, [][]leg{tookIn, {{on: AssignCheck, as: ownHead, want: Verifying}}, report, byHead, handed}},
		"a protected mother's":   {BirthNoCert, nil, [][]leg{tookIn, {{on: Protect, as: ownClerk, want: Accepted}}, onR1, withCert, onSpot, handed}},
		"certificate, protected": {BirthCert, Facts{FactProtectMother: true}, [][]leg{tookIn, {{on: SkipCheck, as: ownClerk, want: Approved}}, handed}},
	}
	for name, road := range roads {
		t.Run(name, func(t *testing.T) {
			w := newWalk(t, road.business, road.facts).takes(slices.Concat(road.legs...)...)
			w.effects(EffAcceptance, EffDecisionSheet, EffBirth, EffNumber, EffUnlock)
		})
	}
}

func TestBirthNumberAndDeathAreOneEffect(t *testing.T) {
	b := NewBook()
	want := map[Business][]Effect{
		BirthCert: {EffBirth, EffNumber, EffUnlock, EffSendItems}, BirthNoCert: {EffBirth, EffNumber, EffUnlock, EffSendItems}, BirthThenDeath: {EffBirth, EffNumber, EffDeath, EffUnlock},
	}
	for business, effects := range want {
		d, _ := b.Current(business, "2026-09-24")
		for _, s := range d.From(Approved) {
			if s.On == EffectIt {
				if diff := cmp.Diff(effects, s.Do); diff != "" {
					t.Errorf("%s (-want +got):\n%s", business, diff)
				}
			}
		}
	}
}

func TestAcceptanceNeverAsksForACertificate(t *testing.T) {
	w := newWalk(t, BirthNoCert, nil)
	asked := []MaterialKind{}
	for _, m := range w.d.Materials {
		if !m.Optional {
			asked = append(asked, m.Kind)
		}
	}
	if diff := cmp.Diff([]MaterialKind{MatIdentity}, asked); diff != "" {
		t.Errorf("papers asked for (-want +got):\n%s", diff)
	}
	for _, f := range w.d.Facts {
		if f.Required && slices.Contains([]Field{FactCertificate, FactCertificateOn, FactCertificateName, FactEvidence}, f.Field) {
			t.Errorf("the form requires %s", f.Field)
		}
	}
}

func TestAMissingCertificateIsNeverAGround(t *testing.T) {
	w := newWalk(t, BirthNoCert, nil).takes(tookIn[0])
	propose := leg{on: ProposeEvent(Decline), as: ownClerk, in: Facts{InGround: "proof_insufficient"}, set: Facts{FHasSuccessor: true}}
	w.refused(propose, string(GDeclineGround))
	propose.in = Facts{InGround: "no_certificate"}
	w.refused(propose, string(GDeclineGround))
	for _, c := range birthGrounds {
		for _, bad := range []string{"certificate", "plan", "fine", "debt", "marri", "consent", "declined"} {
			if strings.Contains(c.Value, bad) {
				t.Errorf("%s is offered as a ground", c.Value)
			}
		}
	}
	w.takes(leg{on: ProposeEvent(Decline), as: ownClerk, in: Facts{InGround: "not_competent"}, want: Lodged},
		leg{on: Decline, as: ownHead, in: Facts{InGround: "not_competent", InSuccessor: "lead"}, want: NotAccepted})
}

func TestOnTheMotherSideNothingTellsWedlock(t *testing.T) {
	w := newWalk(t, BirthCert, nil)
	levels := []Level{}
	for _, paper := range []string{"certificate", "statement"} {
		w.facts[FactEvidence] = paper
		levels = append(levels, w.b.RequiredLevel(w.d, w.facts))
	}
	if levels[0] != levels[1] {
		t.Errorf("deciding levels %v differ", levels)
	}
	for _, s := range w.d.Steps {
		for _, id := range s.If {
			if slices.Contains(w.b.guards[id].Reads, FactEvidence) {
				t.Errorf("step %s looks at the parents' paper", s.On)
			}
		}
	}
	if r := w.b.fields[FactEvidence]; r.Class != "D" {
		t.Errorf("the paper is class %s, want D", r.Class)
	}
}

func TestSideRuleOfArticles21To23(t *testing.T) {
	for _, c := range []struct {
		follows, mother, father string
		same, want              bool
	}{
		{"mother", "", "", false, true},
		{"father", "family", "family", true, true},
		{"mother", "collective", "family", true, false},
		{"father", "collective", "family", true, true},
		{"mother", "collective", "family", false, true},
		{"father", "family", "student", false, false},
		{"mother", "student", "collective", false, false},
		{"mother", "student", "", false, true},
		{"father", "family", "overseas", false, false},
		{"mother", "student", "student", true, false},
		{"grandparents", "student", "student", true, true},
		{"grandparents", "overseas", "overseas", false, true},
		{"grandparents", "family", "student", false, false},
		{"grandparents", "", "", false, false},
		{"", "family", "family", true, false},
	} {
		got := sideRule(Facts{FactFollows: c.follows, FMotherSide: c.mother, FFatherSide: c.father, FOnePrefecture: c.same})
		if got != c.want {
			t.Errorf("follows %q, mother in %q, father in %q, one prefecture %v: got %v", c.follows, c.mother, c.father, c.same, got)
		}
	}
	if !sideRule(Facts{FactFollows: "grandparents", FOrphaned: true}) {
		t.Error("the child of dead parents may not follow grandparents")
	}
}

// What a birth may be judged by, all of it. A field that comes in here is a change
// of the law of the house: compare domain 3.3, forbidden guards.
func TestABirthIsJudgedByTheseFactsAlone(t *testing.T) {
	core := map[Field]bool{}
	for _, g := range coreGuards() {
		for _, f := range g.Reads {
			core[f] = true
		}
	}
	read := map[Field]bool{}
	b := NewBook()
	for _, d := range births() {
		for id := range conditions(d) {
			for _, f := range b.guards[id].Reads {
				if !core[f] {
					read[f] = true
				}
			}
		}
	}
	want := []Field{InTested, InLicensed, FUndismissed, FFollowedAway, FKinUnknown, FAmongStrangers, FOrphaned, FConsentsLacking, FBirthRecords, FactBornWhere, FactCertificateName, FactCertificate, FCertificateFree, FCertificateVerified, FCertifiedAnew,
		FactChildBirthDate, FactChildDiedOn, FactChildName, FactEthnicityBy, FFatherSide, FactFollows, FactForeignParent, InGround, InHealthSame,
		FHealthRefusal, FHealthReminders, FHealthSilence, InHospital, FactFather, FactFatherName, FactMother, FactMotherName, FMotherSide, FParentBlank, FParentExcluded, FParentageReport,
		FactEvidence, FOnePrefecture, FConclusion, FReturnTo, FReportUnread, FReportOtherwise, InMisread, FCourtFinding, FDeadRuledOut, FPolicyR0, FPolicyR2, FPolicyHospitals, FRoute, InSuccessor,
		FItemsOffered, FItemsUnsent, FItemsSent, // of the steps on joint items alone, which judge no birth
		FAwayLacks, FactAwayResidence, // of one taken in in another region alone; at home it asks for nothing
		FUndoneBy, FSomebodyDead} // the one read by the delivery, the other by the note of a death: neither judges a birth
	slices.Sort(want)
	if diff := cmp.Diff(want, sorted(read)); diff != "" {
		t.Errorf("facts read (-want +got):\n%s", diff)
	}
}

// conditions are all guards a definition uses anywhere.
func conditions(d *Definition) map[GuardID]bool {
	out := map[GuardID]bool{}
	for _, s := range d.Steps {
		for _, id := range s.If {
			out[id] = true
		}
	}
	for _, e := range d.Escalators {
		out[e.When] = true
	}
	for _, m := range d.Materials {
		out[m.When] = true
	}
	for _, f := range d.Facts {
		out[f.When] = true
	}
	return out
}

func TestNoBirthKnowsAForbiddenFact(t *testing.T) {
	forbidden := []string{"planning", "fine", "marital", "debt", "village", "consent", "other_parent", "child_present", "child_seen", "interval", "sample", "fee", "religion"}
	b := NewBook()
	for f := range merged(birthFields(), leadFields()) {
		for _, bad := range forbidden {
			if strings.Contains(string(f), bad) {
				t.Errorf("field %s speaks of %s", f, bad)
			}
		}
	}
	for _, d := range births() {
		for id := range conditions(d) {
			for _, bad := range forbidden {
				// A household that takes a child without a parent in says so; see FConsentsLacking.
				if strings.Contains(string(id), bad) && id != GConsentsNoted {
					t.Errorf("%s: guard %s speaks of %s", d.Business, id, bad)
				}
			}
			if slices.Contains(b.guards[id].Reads, FactProtectMother) {
				t.Errorf("%s: guard %s looks at the protection of the mother", d.Business, id)
			}
		}
	}
}
