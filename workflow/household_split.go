package workflow

// householdSplit divides a household after a marriage changed or the house right was
// divided (Norm 17): somebody goes and somebody stays, and both sides have a head.
func householdSplit() *Definition {
	d := alteration(HouseholdSplit, "分户", "Splitting a household", P1, []Effect{EffSetUp}, GFamilyHousehold, GAddressGiven, GAddressFree, GRelationsRight, GRelationsAgree, GRelationsApart, GHeadFit, GConsentsNoted)
	d.Steps = relationsSeen(Process(d.Steps).Requiring(Lodge, GHeadOrOneself))
	d.Facts = asking(FactRule{Field: FactNewAddress, Required: true}, FactRule{Field: FactRelations, Required: true}, FactRule{Field: FactRemaining},
		FactRule{Field: FactHeadCapable}, FactRule{Field: FactConsents}, FactRule{Field: FactOwnRight})
	d.Materials = []MaterialRule{{Kind: MatSplitCause, Shared: true, Basis: "Norm 17"}, {Kind: MatHouseholdBook, Shared: true, Basis: "Norm 12"},
		{Kind: MatHouseRight, Shared: true, Optional: true, Basis: "Norm 14"}, {Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}}
	d.Basis = []Basis{"Reg. 19", "Norm 17", ruleConsent}
	return d
}
