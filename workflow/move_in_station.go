package workflow

// moveInStation is a move within the station's area, decided on the spot: the whole
// household to another address, or some of it into another household (Reg. 13), which has a
// head or is given one with the move.
func moveInStation() *Definition {
	d := alteration(MoveInStation, "所内移居", "Move within the station's area", P0, []Effect{EffJoin, EffAddress}, GOnePlace, GHouseholdHere, GAddressFree, GRelationsRight, GRelationsAgree, GRelationsApart, GHeadFit, GConsentsNoted)
	d.Steps = Process(d.Steps).Requiring(Lodge, GHeadOrOneself)
	d.Facts = asking(FactRule{Field: FactMoveCause, Required: true}, FactRule{Field: FactHousehold}, FactRule{Field: FactNewAddress}, FactRule{Field: FactRelations}, FactRule{Field: FactHeadCapable}, FactRule{Field: FactConsents}, FactRule{Field: FactOwnRight})
	d.Materials = []MaterialRule{{Kind: MatHouseRight, Shared: true, Basis: "Norm 39"}, {Kind: MatHouseholdBook, Shared: true, Basis: "Norm 12"}, {Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}}
	d.Escalators = doubtful()
	d.Basis = []Basis{"Reg. 10, 13", "Norm 39", ruleConsent}
	return d
}
