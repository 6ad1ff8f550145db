package workflow

// moveInCounty moves people between two stations of one county without certificates
// (Norm 39, 42): the station of arrival acts, and both stations' events are one
// transaction. They join a household there, or set one up.
func moveInCounty() *Definition {
	d := alteration(MoveInCounty, "县内迁移", "Move within the county", P0, []Effect{EffSetUp, EffJoin}, GOnePlace, GWithinCounty, GHouseholdHere, GAddressFree, GRelationsRight, GRelationsAgree, GHeadFit, GConsentsNoted)
	d.Steps, d.Local = relationsSeen(elsewhere(d.Steps).Requiring(Lodge, GHeadOrOneself)), false
	d.Facts = asking(FactRule{Field: FactPersonCard}, FactRule{Field: FactMoveCause, Required: true}, FactRule{Field: FactHousehold}, FactRule{Field: FactNewAddress},
		FactRule{Field: FactRelations, Required: true}, FactRule{Field: FactHeadCapable}, FactRule{Field: FactConsents}, FactRule{Field: FactOwnRight})
	d.Materials = []MaterialRule{{Kind: MatHouseRight, Shared: true, Basis: "Norm 39"}, {Kind: MatHouseholdBook, Shared: true, Basis: "Norm 12"},
		{Kind: MatKinship, Shared: true, Optional: true, Basis: "Norm 39"}, {Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}}
	d.Escalators = doubtful()
	d.Basis = []Basis{"Reg. 6, 10, 13", "Norm 39, 42", ruleConsent}
	return d
}
