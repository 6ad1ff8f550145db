package workflow

// birthNoCert registers a newborn without the medical certificate of birth (domain
// 3.3): R1 has health issue it, R2 goes without where none can be had, R0 is a
// pilot of some places. R1 and R0 end on the spot, R2 with the county. Nothing but
// the applicant's identity is asked for, and time alone never closes a case.
func birthNoCert() *Definition {
	limits := coreLimitsByState()
	for s, l := range map[State]Limit{
		RouteR1: LimitStationVisit, RouteR2: LimitStationVisit, RouteR0: LimitStationVisit,
		HealthReferred: LimitHealth15, R0Statement: LimitExternal, AwaitingParentage: LimitParentage, OriginInquiry: LimitInquiry,
		ParentageSupported: LimitStation, ParentageMotherOnly: LimitStation, ParentageFatherOnly: LimitStation, CertVerified: LimitStation,
	} {
		limits[s] = l
	}
	return &Definition{
		Business: BirthNoCert, Edition: "2021-10-01",
		Names:   Word{Zh: "出生登记（无出生医学证明）", En: "Birth without certificate"},
		Initial: Draft, Ends: coreEnds(), Limits: limits,
		Steps: noCertProcess(),
		Stops: birthStops, Profile: P0,
		Escalators: []Escalator{
			{When: GFatherSide, To: P1, Basis: "Norm 20"},
			{When: GDoubtNoted, To: P1, Basis: "Norm 9"},
			{When: GKinUnknown, To: P1, Basis: "Norm 9, 21–23; " + ruleOrphaned},
			{When: GAge1, To: P1, Basis: ruleLevels},
			{When: GNoCertificate, To: P2, Basis: "国办发〔2015〕96号 2; " + ruleLevels},
			{When: GAge6, To: P3, Basis: "Norm 9"},
		},
		Facts: append(append(birthFacts(), byCertificate(false)...), FactRule{Field: FactEvidence}, FactRule{Field: FactForeignParent}),
		Materials: []MaterialRule{
			{Kind: MatIdentity, Shared: true, Basis: "Norm 19, 45"},
			{Kind: MatParentBook, Shared: true, Optional: true, Basis: "Norm 20, 45"},
			{Kind: MatMarriage, Shared: true, Optional: true, Basis: "Norm 20, 45"},
			{Kind: MatBirthStatement, Optional: true, Basis: "Norm 20"},
			{Kind: MatHealthRefusal, Optional: true, Basis: "国办发〔2015〕96号 2"},
			{Kind: MatParentageReport, Optional: true, Basis: "国办发〔2015〕96号 2"},
			{Kind: MatBirthRecords, Optional: true, Basis: "国办发〔2015〕96号 2"},
			{Kind: MatCourtFinding, Optional: true, Basis: "民法典 1073"},
			{Kind: MatMidwifeStatement, Optional: true, Basis: "母婴保健法 23"},
			{Kind: MatTownshipStatement, Optional: true, Basis: "母婴保健法 23; " + rulePilot},
			{Kind: MatEthnicityStatement, When: GEthnicityJoint, Optional: true, Basis: "民族成份登记办法 6"}, kinshipPaper(),
		},
		Subject: Child, Unregistered: true, Citizen: monthToReport("Reg. 7; Norm 20"),
		Tasks: []TaskRule{
			{Task: TaskVisit, On: ChooseRoute, By: ownCommunity, Limit: LimitVisit, Basis: "Norm 9"},
			{Task: TaskPendingReceipt, On: ChooseRoute, By: ownClerk, Limit: LimitTask, Basis: "未成年人保护法 3, 4"},
			{Task: TaskLegalAid, On: NeedsTest, By: ownClerk, Limit: LimitTask, Basis: "国办发〔2015〕96号 2"},
		},
		Basis: []Basis{"Reg. 7", "国办发〔2015〕96号 2, 7", "母婴保健法 23", "Norm 9, 19–22"},
	}
}
