package workflow

// ethnicityChange enters what the ethnic affairs office has approved (民族成份登记办法
// 8–12): a minor's by that of a parent, adopter or step-parent with both parents'
// application; from eighteen to twenty the person's own, once. The office decides on the
// ground; the police check that its approval is there and enter it. Nothing else looks
// at the item.
func ethnicityChange() *Definition {
	d := alteration(EthnicityChange, "民族成份变更", "Change of ethnicity", P2, []Effect{EffOrigin}, GOriginDiffers, GNotTwenty)
	d.Steps = Process(d.Steps).Without(SkipCheck).Requiring(Lodge, GNameAsker)
	d.Facts = asking(FactRule{Field: FactOrigin, Required: true}, FactRule{Field: FactOriginGround, Required: true}, FactRule{Field: FactOfficePaper, Required: true})
	d.Materials = []MaterialRule{{Kind: MatEthnicOffice, Basis: "民族成份登记办法 10–12"}, {Kind: MatHouseholdBook, Shared: true, Basis: "Norm 12"}, {Kind: MatKinship, Shared: true, Optional: true, Basis: "民族成份登记办法 9"},
		{Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}}
	d.Basis = []Basis{"Reg. 17", "民族成份登记办法 8–12"}
	return d
}
