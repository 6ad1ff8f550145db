package workflow

// parentItem fills in or mends who a person's parents are (Norm 20, 57; 民法典 1071,
// 1073): a blank parent is ordinary and can be filled later. The station head decides
// on a report, a judgment or a certificate; who takes a parent's place, or strikes one
// out, is the county's to decide. Nothing tells why the item was blank. A living parent of a
// body's ward is the county's too: the body is told at the acceptance, and who guards the
// child is settled after the entry (民法典 27, 32; 未成年人保护法 94).
func parentItem() *Definition {
	d := alteration(ParentItem, "父母信息补录更正", "Parents filled in or corrected", P1, []Effect{EffParentOfWard, EffParents}, GParentsDiffer, GParentFits, GParentProven)
	d.Steps = Process(d.Steps).Without(SkipCheck).Requiring(Lodge, GHeadOrOneself).Doing(Accept, EffTellGuardBody)
	d.Facts = asking(FactRule{Field: FactFather}, FactRule{Field: FactFatherNumber}, FactRule{Field: FactMother}, FactRule{Field: FactMotherNumber}, FactRule{Field: FactParentStruck},
		FactRule{Field: FactParentGround, Required: true})
	d.Materials = []MaterialRule{{Kind: MatParentProof, Basis: "Norm 20, 57"}, {Kind: MatHouseholdBook, Shared: true, Basis: "Norm 12"}, {Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}}
	d.Escalators = []Escalator{{When: GParentReplaced, To: P2, Basis: "Norm 9"}, {When: GParentOut, To: P2, Basis: "Norm 9, 20"}, {When: GParentOfWard, To: P2, Basis: "民法典 27; 未成年人保护法 94"}, {When: GDoubtNoted, To: P2, Basis: "Norm 9"}}
	d.Basis = []Basis{"Reg. 17, 19", "Norm 20, 57", "民法典 27, 1071, 1073", "未成年人保护法 94"}
	return d
}
