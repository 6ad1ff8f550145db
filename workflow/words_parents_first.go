package workflow

import (
	"slices"
	"strings"
)

const (
	// FAbleParents counts a minor's parents in the register who have no guardian of their own:
	// they are the guardians by law (民法典 27).
	FAbleParents Field = "able_parents"
	// FParentsToHear are the names of those of them who are guardians now, and are heard before another is;
	// none of them where another stands in their place already, nor a protected one.
	FParentsToHear Field = "parents_to_be_heard"
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
		FParentsToHear: computed("须听取意见的父母", "Parents to be heard", KindList), FNewIsParent: computed("所填监护人是父母", "The guardian named is a parent", KindBool)}
}

// byRuling are the grounds that rest on a court or civil affairs.
func byRuling(ground string) bool {
	return slices.Contains([]string{"appointed", string(GroundRevoked), "temporary", "long_term"}, ground)
}

// touched tells whether able parents lose what they are, or are given it back.
func touched(x Facts) bool {
	return x.Int(FAbleParents) > 0 && (!x.Bool(FNewIsParent) || x.Bool(FOverParents))
}

func parentsFirstGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GParentsFirst: {Reads: []Field{FAbleParents, FNewIsParent, FParentsToHear, FOverParents, FactGuardianGround, FactApplicantRelation}, Basis: "民法典 27, 30, 36; " + ruleGuardians, Met: func(x Facts) bool {
			ground := x.Text(FactGuardianGround)
			agreed := ground == string(GroundAgreement) && !x.Bool(FOverParents) && x.Text(FactApplicantRelation) == "parent"
			return x.Int(FAbleParents) == 0 || x.Bool(FNewIsParent) || byRuling(ground) || agreed
		}, Unmet: Word{Zh: "登记库记载该未成年人有在世、能够监护的父母：父母是法定监护人，他人不能依法定顺序、遗嘱、无人监护或者自行达成的协议取代。父母的监护资格已被撤销、已另行指定监护人，或者处于临时、长期监护的，凭人民法院或者民政部门的文书选相应依据；父母自愿协议由他人共同监护的，由父母申报，“与当事人关系”填父母。父母丧失行为能力的，先为其登记监护人；已死亡的，先办理死亡登记。",
			En: "By the register the minor has a parent who lives and can be guardian, and is so by law: nobody takes their place by the order of the law, a will, for want of a guardian, or an agreement of others. Where a court revoked their guardianship or another was appointed, or the guardianship is temporary or long-term, choose that ground and give the document; where the parents themselves agree on a guardian beside them, a parent asks, as “parent”. Of a parent without capacity have the guardian entered first, of a dead one the death."}},
		GParentsHeard: {Reads: []Field{FParentsToHear, FNewIsParent, InHeard}, Basis: "民法典 27, 30, 36; " + ruleGuardians, Met: func(x Facts) bool {
			return x.Bool(FNewIsParent) || !slices.ContainsFunc(x.List(FParentsToHear), func(name string) bool {
				return !slices.ContainsFunc(x.List(InHeard), func(heard string) bool { return strings.Contains(heard, name) })
			})
		}, Unmet: Word{Zh: "监护人将由父母以外的人担任，须先听取所列父母的意见：在“已听取意见的人员”中逐人写明姓名；通知后不到场、找不到的，在其姓名后注明。",
			En: "Another than the parents is to be guardian, so the parents named are heard first: write the name of each among the persons heard; who was asked and did not come, or cannot be found, is named with that."}},
		GParentsTouched: {Reads: []Field{FAbleParents, FNewIsParent, FOverParents}, Basis: "民法典 27, 36, 38; " + ruleGuardians, Met: touched,
			Unmet: Word{Zh: "不涉及父母的监护资格。", En: "The parents' guardianship is not touched."}},
		GNeedsRuling: {Reads: []Field{FAbleParents, FNewIsParent, FOverParents, FactGuardianGround}, Basis: "民法典 31, 36, 38; 未成年人保护法 92–95; " + ruleGuardians,
			Met: func(x Facts) bool {
				return touched(x) && (byRuling(x.Text(FactGuardianGround)) || x.Bool(FOverParents))
			},
			Unmet: Word{Zh: "不须人民法院或者民政部门的文书。", En: "No document of the court or civil affairs is needed."}},
	}
}
