package workflow

// birthdateCorrect mends a date of birth that was entered wrongly (Norm 57): on the
// original paper or the first record, never on what somebody says today; whoever works
// for the state needs the letter of the body that keeps their file. The prefecture
// decides. The number so far is taken out of use, linked, and the next one given.
func birthdateCorrect() *Definition {
	d := alteration(BirthdateCorrect, "出生日期更正", "Correction of the date of birth", P3, []Effect{EffBirthMended, EffRenumber}, GBirthDiffers, GBirthFits, GHeadOfAge)
	d.Steps = Process(d.Steps).Without(SkipCheck).Requiring(Lodge, GHeadOrOneself)
	d.Facts = asking(FactRule{Field: FactNewBirth, Required: true}, FactRule{Field: FactBirthGround, Required: true}, FactRule{Field: FactItemReason, Required: true}, FactRule{Field: FactPublicServant})
	d = identity(d, "Norm 9, 57")
	d.Materials = append(d.Materials, MaterialRule{Kind: MatOriginalRecord, Shared: true, Basis: "Norm 57"}, MaterialRule{Kind: MatOfficeLetter, When: GPublicServant, Basis: "Norm 57; " + ruleBirthdate})
	d.Basis = append(d.Basis, ruleBirthdate)
	return d
}
