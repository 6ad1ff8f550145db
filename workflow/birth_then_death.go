package workflow

import "slices"

// birthThenDeath registers a child who died before being registered: birth, number
// and death in one transaction, all of them or none (Reg. 9; Norm 25). A ward who died
// unregistered follows the institution, in its collective household. Without a certificate
// whoever declares writes how the birth was; nobody is asked for records that a birth at
// home has none of.
func birthThenDeath() *Definition {
	return &Definition{
		Business: BirthThenDeath, Edition: "2021-10-01",
		Names:   Word{Zh: "出生后申报前死亡", En: "Birth and death together"},
		Initial: Draft, Ends: coreEnds(), Limits: coreLimitsByState(),
		Steps: birthProcess(EffBirth, EffNumber, EffDeath).
			Requiring(Accept, GDeathAfterBirth).decided(SkipCheck, Approve).
			Requiring(SkipCheck, GDeathAfterBirth).Requiring(Approve, GDeathAfterBirth).
			change(SkipCheck, ofWardsToo).change(Approve, ofWardsToo),
		Stops: birthStops, Profile: P0,
		Escalators: []Escalator{
			{When: GCertificateLacks, To: P1, Basis: "Norm 25"},
			{When: GDoubtNoted, To: P1, Basis: "Norm 9"},
			{When: GDeadRuledOut, To: P2, Basis: "Reg. 6; Norm 9"},
			{When: GAge6, To: P3, Basis: "Norm 9"},
			{When: GKinUnknown, To: P1, Basis: "Norm 9, 21–23; " + ruleOrphaned},
		},
		Facts: append(append(birthFacts(), byCertificate(false)...), FactRule{Field: FactChildDiedOn, Required: true}, FactRule{Field: FactChildDeathCause}),
		Materials: []MaterialRule{
			{Kind: MatBirthCertificate, When: GCertificateGiven, Shared: true, Basis: "Norm 25, 45"},
			{Kind: MatBirthAccount, When: GCertificateLacks, Basis: "Norm 25"},
			{Kind: MatBirthRecords, Shared: true, Optional: true, Basis: "Norm 25"},
			{Kind: MatMidwifeStatement, Optional: true, Basis: "Norm 25"},
			{Kind: MatDeathProof, Shared: true, Basis: "Norm 25, 31"},
			{Kind: MatParentBook, Shared: true, Optional: true, Basis: "Norm 25, 45"}, kinshipPaper(),
		},
		Subject: Child, Unregistered: true, Citizen: monthToReport("Reg. 7, 9"),
		Basis: []Basis{"Reg. 9", "Norm 25"},
	}
}

// ofWardsToo puts the rule on sides that knows of institutions in the place of the parents'.
func ofWardsToo(s *Step) {
	if slices.Contains(s.If, GSideRule) {
		s.If = append(without(s.If, GSideRule), GSideOrCared)
	}
}
