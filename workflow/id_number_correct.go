package workflow

// numberCorrect gives a person the next number where theirs is also another's, or does
// not say their date of birth and sex (Norm 57; 居民身份证法 3). Both bearers are found
// first; as a rule the number given later is the one that is changed. The county decides.
func numberCorrect() *Definition {
	d := alteration(NumberCorrect, "公民身份号码更正", "Correction of a citizen number", P2, []Effect{EffRenumber}, GHasNumber, GNumberFault)
	d.Steps = Process(d.Steps).Without(SkipCheck).Requiring(Lodge, GHeadOrOneself)
	d.Facts = asking(FactRule{Field: FactNumberFault, Required: true}, FactRule{Field: FactOtherBearer, When: GNumberTwice, Required: true}, FactRule{Field: FactItemReason, Required: true})
	d = identity(d, "Norm 9, 57")
	d.Materials = append(d.Materials, MaterialRule{Kind: MatNumberInquiry, Shared: true, Basis: "Norm 57"})
	return d
}
