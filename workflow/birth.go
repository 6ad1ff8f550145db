package workflow

import "slices"

// births are the businesses of birth, in the edition of the Norm in force.
func births() []*Definition {
	return []*Definition{birthCert(), birthNoCert(), birthThenDeath()}
}

// birthDecided is what must hold when a birth is decided, whichever way it came.
var birthDecided = []GuardID{GNotRegisteredYet, GNoConflict, GHouseholdOpen, GHouseholdHere, GWithFollowed, GSideRule, GSideStands, GCertificateFree, GNameAsCertified}

// birthProcess is the core with what every birth adds: it is turned away on lawful
// grounds alone, no child is left loose, whoever was born more than a year ago is looked
// for under the same name, and the effect enters what is given.
func birthProcess(effects ...Effect) Process {
	return ruledOut(Core().Without(SkipCheck).Plus(onTheSpot(Accepted, SkipCheck), deathNoted())).
		Requiring(Lodge, GParentEntered).
		Requiring(Accept, GNotRegisteredYet, GHouseholdHere).keptAmongKin().
		Requiring(Decline, GDeclineGround).asking(Decline, InGround).
		Requiring(Refuse, GLawfulGround).asking(Refuse, InGround).
		Requiring(EffectIt, GNotRegisteredYet, GHouseholdOpen, GHouseholdHere, GWithFollowed, GLedgerCertified).
		Doing(EffectIt, effects...)
}

// decided lays the conditions of a birth's decision on every step that approves.
func (p Process) decided(on ...Event) Process {
	for _, e := range on {
		p = p.Requiring(e, birthDecided...)
	}
	return p
}

// childSteps are what may befall a child's case in any running state: a dispute, a
// registration found elsewhere, the child's death, a mother in need of protection.
// The last three hold in a suspended case too.
func childSteps(p Process) Process {
	p = p.bundled()
	open := p.first(Withdraw).From
	dispute := p.first(Suspend)
	dispute.On, dispute.By, dispute.Basis = Dispute, []By{ownHead}, []Basis{"民法典 1073"}
	goOn := p.first(Resume)
	goOn.On, goOn.By, goOn.Basis = MotherSide, []By{ownHead}, []Basis{"Norm 19–20"}
	goOn.If, goOn.Do = []GuardID{GFollowsMother, GMotherNotBlank}, []Effect{EffFatherBlank}
	// What was approved was approved with the father: whoever approved decides anew.
	goOn.To = slices.DeleteFunc(slices.Clone(goOn.To), func(s State) bool { return s == Approved })
	anew := func(to State, level ...GuardID) Step {
		s := goOn
		s.To, s.Back, s.If = []State{to}, false, slices.Concat([]GuardID{GWasApproved}, level, goOn.If)
		return s
	}
	return p.Plus(dispute, goOn, anew(StationReview, GStationLevel), anew(CountyReview, GAboveStation, GCountyLevel), anew(CityReview, GAboveCounty),
		alreadyRegistered(open),
		Step{From: open, On: ChildDies, To: []State{Terminated}, By: []By{ownClerk}, Needs: []Field{InDiedOn, InSuccessor},
			If: []GuardID{GDeathFollows, GNoLooseChild}, Do: []Effect{EffSuccessor, EffUnlock}, Basis: []Basis{"Reg. 9", "Norm 25"}},
		Step{From: open, On: Protect, By: []By{ownClerk, ownCommunity, ownHead}, May: []Field{InExcluded, InNewApplicant, InNewRelation},
			Do: []Effect{EffRestrict, EffDutyReport}, Basis: []Basis{"未成年人保护法 11, 103"}})
}

// onTheSpot is the core's decision on the spot, made from another state or under
// another name.
func onTheSpot(from State, on Event) Step {
	core := Core()
	s := core[slices.IndexFunc(core, func(s Step) bool { return s.Hand == OnSpot })]
	s.From, s.On = []State{from}, on
	return s
}

// first is the first step of the event; the zero Step when there is none.
func (p Process) first(on Event) Step {
	for _, s := range p {
		if s.On == on {
			return s
		}
	}
	return Step{}
}

// asking lets every step of the event require further input.
func (p Process) asking(on Event, fields ...Field) Process {
	return p.change(on, func(s *Step) { s.Needs = append(slices.Clone(s.Needs), fields...) })
}

// byClerk fills in what the steps of a clerk's own work share: who, the hand that
// makes, and that a party, kin or whoever decided may not take them.
func byClerk(steps ...Step) Process {
	for i, s := range steps {
		if s.By == nil {
			steps[i].By = []By{ownClerk}
		}
		steps[i].Hand, steps[i].If = Makes, append(slices.Clone(s.If), GNotRecused, GNotChecker)
	}
	return steps
}

// birthFacts are the rows of the form that every birth has.
func birthFacts() []FactRule {
	return []FactRule{
		{Field: FactApplicantName, Required: true}, {Field: FactApplicantRelation, Required: true},
		{Field: FactChildName, Required: true}, {Field: FactChildSex, Required: true}, {Field: FactChildBirthDate, Required: true}, {Field: FactBirthSaid}, {Field: FactBirthTime},
		{Field: FactBirthOrder, Required: true}, {Field: FactBirthDivision, Required: true}, {Field: FactBirthPlace},
		{Field: FactBornWhere, Required: true}, {Field: FactBirthHospital, Required: true, When: GBornInside},
		{Field: FactFollows, Required: true}, {Field: FactHousehold, Required: true},
		{Field: FactMother, Required: true, When: GFollowsMother}, {Field: FactMotherName}, {Field: FactMotherNumber},
		{Field: FactFather, Required: true, When: GFollowsFather}, {Field: FactFatherName}, {Field: FactFatherNumber},
		{Field: FactConsents}, {Field: FactMotherAt}, {Field: FactFatherAt}, {Field: FactSamePrefecture},
		{Field: FactEthnicityBy, Required: true}, {Field: FactEthnicityChosen, Required: true, When: GEthnicityJoint},
		{Field: FactLateReason}, {Field: FactDoubt}, {Field: FactProtectMother},
	}
}

// byCertificate are the rows of a certificate in hand.
func byCertificate(required bool) []FactRule {
	return []FactRule{{Field: FactCertificate, Required: required}, {Field: FactCertificateOn, Required: required}, {Field: FactCertificateName, Required: required}}
}

// kinshipPaper is the proof of kinship with those whom a newborn joins without a parent.
func kinshipPaper() MaterialRule {
	return MaterialRule{Kind: MatKinship, When: GKinUnknown, Shared: true, Optional: true, Basis: "民法典 27; Norm 45; " + ruleOrphaned}
}

// monthToReport is the citizen's period: it sets a flag and blocks nothing.
func monthToReport(basis Basis) *CitizenClock {
	return &CitizenClock{Event: FactChildBirthDate, Months: 1, Basis: basis}
}
