package workflow

// householdMerge brings a whole household into another of near relatives who live
// together (Norm 14): its book is surrendered, the other's head stays, and
// where it has none, one is named.
func householdMerge() *Definition {
	d := alteration(HouseholdMerge, "并户", "Merging households", P1, []Effect{EffJoin}, GFamilyHousehold, GHouseholdOpen, GHouseholdHere, GRelationsRight, GRelationsAgree, GHeadFit, GConsentsNoted)
	d.Steps = relationsSeen(Process(d.Steps).Requiring(Lodge, GHeadOrOneself))
	d.Facts = asking(FactRule{Field: FactHousehold, Required: true}, FactRule{Field: FactRelations, Required: true}, FactRule{Field: FactHeadCapable}, FactRule{Field: FactConsents})
	d.Materials = []MaterialRule{{Kind: MatHouseholdBook, Shared: true, Basis: "Norm 12"}, {Kind: MatKinship, Shared: true, Basis: "Norm 14"}, {Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}}
	d.Basis = []Basis{"Reg. 19", "Norm 14", ruleConsent}
	return d
}
