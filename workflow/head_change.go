package workflow

// headChange gives a household another head (Norm 15, 16): everybody's relation is
// reckoned anew, gone through with the members, and entered in one act. It is decided
// on the spot; the task that a head's death or leaving opened is done with it.
func headChange() *Definition {
	d := alteration(HeadChange, "变更户主", "Change of the head of a household", P0, []Effect{EffHead}, GFamilyHousehold, GRelationsRight, GRelationsAgree, GHeadFit, GConsentsNoted)
	d.Steps = relationsSeen(Process(d.Steps).Requiring(Lodge, GHeadOrOneself))
	d.Facts = asking(FactRule{Field: FactRelations, Required: true}, FactRule{Field: FactHeadCapable}, FactRule{Field: FactConsents})
	d.Materials = []MaterialRule{{Kind: MatHouseholdBook, Shared: true, Basis: "Norm 12, 16"}, {Kind: MatHouseRight, Shared: true, Optional: true, Basis: "Norm 15"},
		{Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}}
	d.Escalators = doubtful()
	d.Basis = []Basis{"Reg. 5, 19", "Norm 15, 16", ruleConsent}
	return d
}
