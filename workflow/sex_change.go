package workflow

// sexChange enters another sex after a change, sexCorrect one that was entered wrongly
// (Norm 54, 57). The seventeenth digit of the number no longer fits: the number so far is
// taken out of use and the next one given. The county decides after a comparison.
func sexChange() *Definition {
	d := sexEntry(SexChange, "性别变更", "Change of sex", EffSex)
	d.Steps = Process(d.Steps).Requiring(Lodge, GOneselfAsks)
	d.Facts = asking(FactRule{Field: FactNewSex, Required: true})
	d.Materials = append(d.Materials, MaterialRule{Kind: MatSexProof, Basis: "Norm 54"})
	return d
}

func sexCorrect() *Definition {
	d := sexEntry(SexCorrect, "性别更正", "Correction of sex", EffSexMended)
	d.Steps = Process(d.Steps).Requiring(Lodge, GHeadOrOneself)
	d.Facts = asking(FactRule{Field: FactNewSex, Required: true}, FactRule{Field: FactItemReason, Required: true})
	d.Materials = append(d.Materials, MaterialRule{Kind: MatClericalProof, Shared: true, Basis: "Norm 57"})
	return d
}

func sexEntry(b Business, zh, en string, do Effect) *Definition {
	d := alteration(b, zh, en, P2, []Effect{do, EffRenumber}, GSexDiffers)
	d.Steps = Process(d.Steps).Without(SkipCheck)
	return identity(d, "Norm 9, 54, 57")
}

// identity is what the corrections that change a number share: papers, the card that is
// made anew, the law on the number.
func identity(d *Definition, law Basis) *Definition {
	d.Materials = []MaterialRule{{Kind: MatHouseholdBook, Shared: true, Basis: "Norm 12"}, {Kind: MatComparison, Basis: "Norm 9"}, {Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}}
	d.Tasks = []TaskRule{{Task: TaskIDCard, On: EffectIt, By: ownClerk, Limit: LimitTask, Basis: "居民身份证法 11"}}
	d.Basis = []Basis{"Reg. 17", law, "居民身份证法 3"}
	return d
}
