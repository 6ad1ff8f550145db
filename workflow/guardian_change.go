package workflow

// guardianChange enters another guardian of a minor, or of an adult without full capacity (民法典
// 27–36; 未成年人保护法 92, 94), on the document of a court or of civil affairs, or the family's
// agreement. Able parents of a minor are heard, and give way to the document alone, or by their own
// agreement; so do a body and whoever was appointed, and kin who do not agree. That an adult lacks
// full capacity, or has it again, only a court finds (民法典 24). Those who stood before stand no
// longer, and of an adult whose guardianship ended nobody follows (民法典 39). The county decides where
// a body becomes guardian, and where a court or civil affairs had to.
func guardianChange() *Definition {
	d := alteration(GuardianChange, "监护人变更", "Change of guardian", P1, []Effect{EffGuardians}, GOneGuardian, GGuardianFits, GWardNeedsOne, GEndFits, GParentsFirst)
	d.Steps = Process(d.Steps).Without(SkipCheck).Requiring(Lodge, GEndAsker).Requiring(ReportCheck, GParentsHeard, GGuardiansHeard)
	d.Facts = asking(FactRule{Field: FactGuardian}, FactRule{Field: FactGuardianCard}, FactRule{Field: FactGuardianBody}, FactRule{Field: FactCarerBody}, FactRule{Field: FactGuardianGround, Required: true},
		FactRule{Field: FactGuardianshipDoc, Required: true}, FactRule{Field: FactWardIncapable}, FactRule{Field: FactGuardiansYield})
	d.Materials = []MaterialRule{{Kind: MatGuardianship, When: GGuardianStays, Shared: true, Basis: "民法典 27, 30, 31, 36"}, {Kind: MatJudgment, When: GCapacityRuled, Basis: "民法典 24, 39"},
		{Kind: MatRuling, When: GNeedsRuling, Basis: "民法典 31, 36, 38; 未成年人保护法 92–95"}, {Kind: MatHouseholdBook, Shared: true, Optional: true, Basis: "Norm 12"}, {Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}}
	d.Escalators = []Escalator{{When: GBodyGuards, To: P2, Basis: "Norm 9"}, {When: GParentsTouched, To: P2, Basis: "民法典 27, 36, 38; " + ruleGuardians},
		{When: GGuardianBound, To: P2, Basis: "民法典 31, 36; 未成年人保护法 94, 95; " + ruleGuardianKept}, {When: GCapacityRuled, To: P2, Basis: "民法典 24; " + ruleGuardianKept}, {When: GDoubtNoted, To: P2, Basis: "Norm 9"}}
	d.Basis = []Basis{"Reg. 17, 19", "民法典 24, 27, 28, 31, 32, 36, 39", "未成年人保护法 92, 94"}
	return d
}
