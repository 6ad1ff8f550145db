package workflow

// householdCreate opens a family household at a lawful stable residence for people of
// the station (Norm 14): one of them is its head, the station head decides.
func householdCreate() *Definition {
	d := alteration(HouseholdCreate, "立户", "Setting up a household", P1, []Effect{EffSetUp}, GAddressGiven, GAddressFree, GRelationsRight, GRelationsAgree, GHeadFit, GConsentsNoted)
	d.Steps = relationsSeen(Process(d.Steps).Requiring(Lodge, GHeadOrOneself))
	d.Facts = asking(FactRule{Field: FactNewAddress, Required: true}, FactRule{Field: FactRelations, Required: true}, FactRule{Field: FactHeadCapable},
		FactRule{Field: FactConsents}, FactRule{Field: FactOwnRight})
	d.Materials = []MaterialRule{{Kind: MatHouseRight, Shared: true, Basis: "Norm 14"}, {Kind: MatHouseholdBook, Shared: true, Basis: "Norm 12"}, {Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}}
	d.Basis = []Basis{"Reg. 5, 19", "Norm 14, 15", ruleConsent}
	return d
}
