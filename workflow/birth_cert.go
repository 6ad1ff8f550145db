package workflow

// birthCert registers a newborn on the medical certificate of birth. Birth out of
// wedlock is this business with another paper in one place; on the father's side
// alone a parentage report and the station head come in (Norm 20).
func birthCert() *Definition {
	return &Definition{
		Business: BirthCert, Edition: "2021-10-01",
		Names:   Word{Zh: "出生登记", En: "Birth"},
		Initial: Draft, Ends: coreEnds(), Limits: coreLimitsByState(),
		Steps: childSteps(birthProcess(EffBirth, EffNumber)).acrossRegions().Requiring(Accept, GSideRule, GCertificateFree, GNameAsCertified).decided(SkipCheck, Approve),
		Stops: birthStops, Profile: P0,
		Escalators: []Escalator{
			{When: GFatherSide, To: P1, Basis: "Norm 20"},
			{When: GDoubtNoted, To: P1, Basis: "Norm 9"},
			{When: GKinUnknown, To: P1, Basis: "Norm 9, 21–23; " + ruleOrphaned},
			{When: GAge1, To: P1, Basis: ruleLevels},
			{When: GAge6, To: P3, Basis: "Norm 9"},
		},
		Facts: append(append(birthFacts(), byCertificate(true)...), FactRule{Field: FactEvidence, Required: true}, FactRule{Field: FactAwayResidence}),
		Materials: []MaterialRule{
			{Kind: MatBirthCertificate, Shared: true, Basis: "Norm 20, 45"},
			{Kind: MatParentBook, Shared: true, Basis: "Norm 20, 45"},
			{Kind: MatMarriage, When: GByCertificate, Shared: true, Basis: "Norm 20, 45"},
			{Kind: MatBirthStatement, When: GByStatement, Basis: "Norm 20"},
			{Kind: MatParentageReport, When: GFatherSide, Basis: "Norm 20"},
			{Kind: MatEthnicityStatement, When: GEthnicityJoint, Basis: "民族成份登记办法 6"}, kinshipPaper(),
			{Kind: MatAwayResidence, When: GAwayProof, Shared: true, Basis: ruleElsewhere},
		},
		Subject: Child, Unregistered: true, AcrossRegions: true, Citizen: monthToReport("Reg. 7; Norm 20"),
		Basis: []Basis{"Reg. 7", "Norm 19–22, 49", "民法典 1015, 1071"},
	}
}
