package workflow

// itemMinor changes items beside the main ones (Reg. 17; Norm 57): the head or the
// person asks, the clerk decides on the spot. Faith and family planning are no items
// of the register. The marital status rests on the paper of its code, stands only at the age
// of marriage (民法典 1047), and that somebody who was wed never was is the head's to decide.
func itemMinor() *Definition {
	d := alteration(ItemMinor, "非主项变更", "Change of a minor item", P0, []Effect{EffItems}, GItemsDiffer, GItemsPossible, GSpouseGone)
	d.Steps = Process(d.Steps).Requiring(Lodge, GHeadOrOneself)
	d.Facts = asking(FactRule{Field: FactEducation}, FactRule{Field: FactMarital}, FactRule{Field: FactOccupation}, FactRule{Field: FactWorkplace}, FactRule{Field: FactHeight})
	d.Materials = []MaterialRule{{Kind: MatItemProof, When: GItemsProof, Shared: true, Basis: "Norm 12, 57"}, {Kind: MatMarriage, When: GItemWedding, Shared: true, Basis: "Norm 12, 57"},
		{Kind: MatDivorce, When: GItemParting, Shared: true, Basis: "Norm 12, 57"}, {Kind: MatSpouseDeath, When: GItemDeath, Shared: true, Basis: "Norm 12, 57"},
		{Kind: MatMarriageVoid, When: GItemVoid, Shared: true, Basis: "民法典 1054; Norm 57"}, {Kind: MatHouseholdBook, Shared: true, Basis: "Norm 12"},
		{Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}}
	d.Escalators = append(doubtful(), Escalator{When: GItemVoid, To: P1, Basis: "Norm 57"})
	d.Basis = []Basis{"Reg. 17", "Norm 56, 57", "民法典 1047"}
	return d
}
