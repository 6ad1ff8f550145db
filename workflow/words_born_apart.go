package workflow

// What the register finds out where a newborn is to stand without a parent.
const (
	// FOrphaned is true when a parent is declared and every one who is, but for one left blank,
	// is dead by the register; whom it does not have may live.
	FOrphaned Field = "declared_parents_dead"
	// FAmongStrangers is true when no parent declared and not left blank stands in the household,
	// nobody of age and without a guardian does who is a grandparent, a great-grandparent, a
	// sibling, an uncle or an aunt of the child by the register, and no paper of kind MatKinship
	// was found good, or nobody of age and without a guardian stands there at all. It is
	// false of a ward who follows the institution, and while FFollowedAway says where to go.
	FAmongStrangers Field = "newborn_among_strangers"
)

func bornApartFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FOrphaned:       computed("所申报的父母均已死亡", "The parents declared are dead", KindBool),
		FAmongStrangers: computed("户内没有孩子的父母，也没有能够照料的近亲属", "Neither a parent of the child nor near kin who could care stand in the household", KindBool),
	}
}

// GAmongKin keeps a newborn out of a household of strangers.
const GAmongKin GuardID = "newborn_among_kin"

// basisOrphaned is who is guardian after the parents, and who where nobody can be.
const basisOrphaned Basis = "Norm 15, 16, 19; 民法典 27, 31, 32; 未成年人保护法 94; " + ruleOrphaned

func bornApartGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GAmongKin: flag(FAmongStrangers, false, basisOrphaned, "拟落户的户内没有所申报的父母（已死亡、注销或者项目空白的不算），登记库也看不出户内有能够照料孩子的成年近亲属（祖父母、外祖父母、曾祖辈、成年兄姐、父母的兄弟姐妹）：父母一方在世的，改随其落户；否则改填近亲属所在的户，登记库看不出亲属关系的，收取并核验亲属关系证明，由户主同意。父母均已死亡、又没有近亲属接收的，由民政部门监护，撤回本件并以“集体户首次登记”（ward_first）为后续业务；已上报审批的，先退回承办民警。",
			"None of the parents declared stands in the household (who is dead or cancelled, or whose item is blank, does not count), nor does the register show near kin of age there who could care for the child (grandparents and theirs, grown siblings, the parents' siblings): where a parent lives, let the child follow that one; else declare the household of near kin, and where the register does not show the kinship take in a proof of it and check it; the head of the household consents. Where the parents are dead and no kin take the child, civil affairs is its guardian: withdraw the case with “first registration in a collective household” (ward_first) as its successor. A case in review is first returned to the officer."),
	}
}

// keptAmongKin keeps the births from entering a newborn where no parent stands, unless near kin do:
// the head of that household consents, and so does a parent who lives elsewhere (see
// FConsentsLacking), at the acceptance, at the decision and at the entry.
func (p Process) keptAmongKin() Process { return p.Holding(GAmongKin, GConsentsNoted) }
