package workflow

// nameChange gives a person another name (Reg. 18; 民法典 1012, 1015): whoever is of age
// asks alone; for a child both parents or the guardian agree, and from eight years on
// the child itself. The county decides after a comparison; the name so far is kept.
func nameChange() *Definition {
	d := alteration(NameChange, "姓名变更", "Change of name", P2, []Effect{EffName}, GNameDiffers, GSurnameLawful, GParentsAgree, GChildAgrees, GNameNotHeld)
	d.Steps = Process(d.Steps).Without(SkipCheck).Requiring(Lodge, GNameAsker)
	d.Facts = asking(FactRule{Field: FactNewName, Required: true}, FactRule{Field: FactSurnameGround, Required: true}, FactRule{Field: FactNameReason, Required: true},
		FactRule{Field: FactFatherAgrees}, FactRule{Field: FactMotherAgrees}, FactRule{Field: FactGuardianAgrees}, FactRule{Field: FactChildSays}, FactRule{Field: FactNameHeld})
	d.Materials = []MaterialRule{{Kind: MatNameRequest, Basis: "Reg. 18"}, {Kind: MatHouseholdBook, Shared: true, Basis: "Norm 12"}, {Kind: MatComparison, Basis: "Norm 9"},
		{Kind: MatParentsAgree, When: GIsMinor, Basis: "Reg. 18; 民法典 1012"}, {Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}}
	d.Tasks = []TaskRule{{Task: TaskIDCard, On: EffectIt, By: ownClerk, Limit: LimitTask, Basis: "居民身份证法 11"}}
	d.Basis = []Basis{"Reg. 18", "Norm 9, 48–53", "民法典 1012, 1015", ruleNames}
	return d
}
