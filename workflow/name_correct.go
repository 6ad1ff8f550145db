package workflow

// nameCorrect mends a name that was entered wrongly (Reg. 17; Norm 57), on proof of the
// clerical error. The station head decides, the county where a doubt is noted; the wrong
// name was never the person's and becomes no former name. A name that is wholly another is
// no slip: that is a change (Reg. 18).
func nameCorrect() *Definition {
	d := alteration(NameCorrect, "姓名更正", "Correction of a name", P1, []Effect{EffNameMended}, GNameDiffers, GNameSlip)
	d.Steps = Process(d.Steps).Without(SkipCheck).Requiring(Lodge, GHeadOrOneself)
	d.Facts = asking(FactRule{Field: FactNewName, Required: true}, FactRule{Field: FactNameReason, Required: true})
	d.Materials = []MaterialRule{{Kind: MatClericalProof, Shared: true, Basis: "Norm 57"}, {Kind: MatHouseholdBook, Shared: true, Basis: "Norm 12"}, {Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}}
	d.Escalators = []Escalator{{When: GDoubtNoted, To: P2, Basis: "Norm 9"}}
	d.Basis = []Basis{"Reg. 17", "Norm 48–53, 57"}
	return d
}
