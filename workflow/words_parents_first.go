package workflow

const (
	// FAbleParents counts a minor's parents in the register, or landed in another province, who have
	// no guardian of their own: they are the guardians by law (民法典 27).
	FAbleParents Field = "able_parents"
	// FParentsToHear are the names of those of them who are guardians now, and are heard before another is;
	// none of them where another stands in their place already, nor a protected one, nor anybody
	// where a parent is named who takes nobody's place.
	FParentsToHear Field = "parents_to_be_heard"
	// FOtherParent is true where the guardian named is a parent of the minor and the other one
	// lives by the register, here or landed in another province: a ruling takes their place.
	FOtherParent Field = "other_parent_lives"
	// FNewIsParent is true where the guardian named is a parent on the page.
	FNewIsParent Field = "new_guardian_is_parent"
)

// The guards of a guardian who is to come, or goes, in the place of able parents.
const (
	// GParentsFirst wants a ground by which another can be guardian while they live.
	GParentsFirst GuardID = "parents_are_guardians"
	// GParentsHeard wants them among the persons heard.
	GParentsHeard GuardID = "parents_heard"
	// GParentsTouched takes such a change to the county; GNeedsRuling asks for the document
	// of the court or of civil affairs.
	GParentsTouched GuardID = "parents_guardianship_touched"
	GNeedsRuling    GuardID = "ruling_on_guardianship_needed"
)

// MatRuling is the court's judgment or appointment, or the document of civil affairs (民法典 31,
// 36, 38; 未成年人保护法 92–95); what it says of a family is class D.
const MatRuling MaterialKind = "guardianship_ruling"

func parentsFirstMaterials() map[MaterialKind]MaterialWord {
	return map[MaterialKind]MaterialWord{MatRuling: {Word{Zh: "人民法院的判决、指定文书或者民政部门的监护文书", En: "The court's judgment or appointment, or the guardianship document of civil affairs"}, "D"}}
}

func parentsFirstFields() map[Field]FieldRule {
	return map[Field]FieldRule{FAbleParents: computed("在册、能够监护的父母人数", "Parents in the register who can be guardians", KindInt),
		FParentsToHear: computed("须听取意见的父母", "Parents to be heard", KindList), FNewIsParent: computed("所填监护人是父母", "The guardian named is a parent", KindBool),
		FOtherParent: computed("所填监护人是父母一方，另一方在世", "The guardian named is a parent, and the other one lives", KindBool)}
}

// byRuling are the grounds that rest on a court or civil affairs.
func byRuling(ground string) bool {
	return GuardianGround(ground).ByRuling()
}

// touched tells whether a parent loses what they are, also to the other one, or is given it back.
func touched(x Facts) bool {
	return x.Int(FAbleParents) > 0 && (!x.Bool(FNewIsParent) || x.Bool(FOverParents)) || x.Bool(FOtherParent) && byRuling(x.Text(FactGuardianGround))
}

func parentsFirstGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GParentsFirst: {Reads: []Field{FAbleParents, FNewIsParent, FParentsToHear, FOverParents, FactGuardianGround, FactApplicantRelation}, Basis: "民法典 27, 30, 36; " + ruleGuardians, Met: func(x Facts) bool {
			ground := x.Text(FactGuardianGround)
			agreed := ground == string(GroundAgreement) && !x.Bool(FOverParents) && x.Text(FactApplicantRelation) == "parent"
			return x.Int(FAbleParents) == 0 || x.Bool(FNewIsParent) || byRuling(ground) || agreed
		}, Unmet: Word{Zh: "登记库记载该未成年人有在世、能够监护的父母：父母是法定监护人，他人不能依法定顺序、遗嘱、无人监护或者自行达成的协议取代。父母的监护资格已被撤销、已另行指定监护人，或者处于临时、长期监护的，凭人民法院或者民政部门的文书选相应依据；父母自愿协议由他人共同监护的，由父母申报，“与当事人关系”填父母。父母丧失行为能力的，先为其登记监护人；已死亡的，先办理死亡登记。",
			En: "By the register the minor has a parent who lives and can be guardian, and is so by law: nobody takes their place by the order of the law, a will, for want of a guardian, or an agreement of others. Where a court revoked their guardianship or another was appointed, or the guardianship is temporary or long-term, choose that ground and give the document; where the parents themselves agree on a guardian beside them, a parent asks, as “parent”. Of a parent without capacity have the guardian entered first, of a dead one the death."}},
		GParentsHeard: {Reads: []Field{FParentsToHear, InHeard}, Basis: "民法典 27, 30, 36, 1084; " + ruleGuardians, Met: func(x Facts) bool { return allHeard(x.List(FParentsToHear), x.List(InHeard)) }, Unmet: Word{Zh: "监护人将由他人，或者依裁判、指定只由父母一方担任，须先听取所列父母的意见：在“已听取意见的人员”中逐人写明姓名；通知后不到场、找不到的，在其姓名后注明。离婚后由一方直接抚养的，双方仍是监护人（民法典第一千零八十四条），不须变更监护人，请撤回。",
			En: "Another, or by a ruling one parent alone, is to be guardian, so the parents named are heard first: write the name of each among the persons heard; who was asked and did not come, or cannot be found, is named with that. After a divorce both parents stay guardians, whoever the child lives with (民法典 1084): nothing is to be changed for that, and the case is withdrawn."}},
		GParentsTouched: {Reads: []Field{FAbleParents, FNewIsParent, FOtherParent, FOverParents, FactGuardianGround}, Basis: "民法典 27, 36, 38; " + ruleGuardians, Met: touched,
			Unmet: Word{Zh: "不涉及父母的监护资格。", En: "The parents' guardianship is not touched."}},
		GNeedsRuling: {Reads: []Field{FAbleParents, FNewIsParent, FOtherParent, FOverParents, FGuardianBound, FactGuardianGround}, Basis: "民法典 31, 36, 38; 未成年人保护法 92–95; " + ruleGuardians,
			Met: func(x Facts) bool {
				if x.Text(FactGuardianGround) == guardianshipEnded {
					return false // the court's judgment says it
				}
				return x.Bool(FGuardianBound) || touched(x) && (byRuling(x.Text(FactGuardianGround)) || x.Bool(FOverParents))
			},
			Unmet: Word{Zh: "不须人民法院或者民政部门的文书。", En: "No document of the court or civil affairs is needed."}},
	}
}
