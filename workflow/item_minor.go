package workflow

// itemMinor changes items beside the main ones (Reg. 17; Norm 57): the head or the
// person asks, the clerk decides on the spot. Faith and family planning are no items
// of the register, and no condition reads what is declared.
func itemMinor() *Definition {
	d := alteration(ItemMinor, "非主项变更", "Change of a minor item", P0, []Effect{EffItems}, GItemsDiffer)
	d.Steps = Process(d.Steps).Requiring(Lodge, GHeadOrOneself)
	d.Facts = asking(FactRule{Field: FactEducation}, FactRule{Field: FactMarital}, FactRule{Field: FactOccupation}, FactRule{Field: FactWorkplace}, FactRule{Field: FactHeight})
	d.Materials = []MaterialRule{{Kind: MatItemProof, Shared: true, Basis: "Norm 12, 57"}, {Kind: MatHouseholdBook, Shared: true, Basis: "Norm 12"},
		{Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}}
	d.Escalators = doubtful()
	d.Basis = []Basis{"Reg. 17", "Norm 56, 57"}
	return d
}
