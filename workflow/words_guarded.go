package workflow

import "slices"

// FHeadWard is true where the person's household is headed by an adult with a guardian.
const FHeadWard Field = "head_has_guardian"

// FGuardianGone is true where the person was given guardians and all of them are dead or
// cancelled; of a minor with a parent in the register it is false, unless a court revoked theirs.
const FGuardianGone Field = "guardians_not_in_force"

// GGuardianActs keeps everybody from speaking for a ward whose guardians can act no more.
const GGuardianActs GuardID = "guardian_in_force"

// GWardSpokenFor keeps an adult with a guardian from asking alone: the guardian acts for them.
const GWardSpokenFor GuardID = "guardian_speaks_for_ward"

// GuardianGround is a code of FactGuardianGround, or of the ground on which civil affairs guard a
// ward (未成年人保护法 94), as a guardianship keeps it.
type GuardianGround string

// The grounds that say by themselves what becomes of the parents.
const (
	groundAppointed GuardianGround = "appointed"
	groundTemporary GuardianGround = "temporary"
	groundLongTerm  GuardianGround = "long_term"
	groundLast      GuardianGround = "last"
	// GroundAgreement leaves parents who can be guardians what they are: an agreement that
	// frees them does not hold (民法典 30; 法释〔2022〕6号 8).
	GroundAgreement GuardianGround = "agreement"
	// GroundRevoked keeps them out until the court gives it back (民法典 36, 38).
	GroundRevoked GuardianGround = "revoked"
)

// OverParents tells whether a guardian on this ground, who is no parent, stands in the place of
// the parents; a parent stands in the place of the other where it is ByRuling too.
func (g GuardianGround) OverParents() bool { return g != GroundAgreement }

// ByRuling tells whether the ground rests on a court or civil affairs (民法典 31, 36; 未成年人保护法
// 92, 94). A divorce is none: it leaves both parents guardians (民法典 1084).
func (g GuardianGround) ByRuling() bool {
	return slices.Contains([]GuardianGround{groundAppointed, GroundRevoked, groundTemporary, groundLongTerm}, g)
}

// Appointed tells whether a court, a committee or civil affairs named the guardian, who is changed
// by a document of the court or civil affairs alone (民法典 31, 32, 36).
func (g GuardianGround) Appointed() bool { return g.ByRuling() || g == groundLast }

// FOverParents is true where another is guardian of the minor in the place of the parents, or
// one parent by a ruling in that of the other.
const FOverParents Field = "guardian_over_parents"

// FDisplacedAsks is true where one of these parents asks: as parent, as the head, or by the name.
const FDisplacedAsks Field = "displaced_parent_asks"

// GGuardianAsks keeps these parents from asking for the child.
const GGuardianAsks GuardID = "guardian_asks_not_parent"

// guardianshipEnded is the ground of a change that leaves an adult without a guardian.
const guardianshipEnded = "ended"

// The guards of the end of an adult's guardianship (民法典 24, 39).
const (
	// GGuardianStays is met where somebody guards from now on.
	GGuardianStays GuardID = "guardianship_goes_on"
	// GEndFits wants an adult with a guardian, and no body that cares from now on.
	GEndFits GuardID = "end_of_guardianship_fits"
	// GEndAsker wants the person, the guardian or kin to ask for the end.
	GEndAsker GuardID = "ward_guardian_or_kin_asks"
)

func guardedFields() map[Field]FieldRule {
	return map[Field]FieldRule{FHeadWard: computed("户主登记有监护人", "The head is entered with a guardian", KindBool),
		FOverParents:   computed("未成年人由他人监护，取代父母或者其中一方", "Another guards the minor in the place of the parents, or of one", KindBool),
		FDisplacedAsks: computed("申报人是已不担任监护人的父母", "A parent who is guardian no more asks", KindBool),
		FGuardianGone:  computed("登记的监护人均已死亡或者注销", "All guardians entered are dead or cancelled", KindBool)}
}

func guardedGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GWardSpokenFor: {Reads: []Field{FactApplicantRelation, FSubjectWard, FHeadWard}, Basis: "民法典 21–23, 144", Met: func(x Facts) bool {
			switch x.Text(FactApplicantRelation) {
			case "self", "parent":
				return !x.Bool(FSubjectWard)
			case "head":
				return !x.Bool(FSubjectWard) && !x.Bool(FHeadWard)
			}
			return true
		}, Unmet: Word{Zh: "当事人（或者申报的户主）是登记有监护人的成年人，不能自行申报：由其监护人申报，“与当事人关系”填监护人；户主有监护人的，其他成员由本人申报，未成年人由父母或者监护人申报。监护已终止或者监护人有误的，先办监护人变更（已终止的，依据选“监护终止”）。",
			En: "The person, or the head who asks, is an adult entered with a guardian and does not ask alone: the guardian asks, as “guardian”; where the head has one, others of age ask for themselves and a parent or guardian for a minor. Where the guardian entered is no longer right, have the guardian changed first; of a guardianship that has ended, with the ground “Ended”."}},
		GGuardianAsks: flag(FDisplacedAsks, false, "民法典 23, 27, 34, 36, 38; "+ruleGuardians,
			"登记库记载该未成年人由他人（组织，或者依裁判、指定由父母一方）担任监护人，申报的父母已不担任监护人，不能为其申报，也不能以户主或者其他身份申报：请由登记的监护人申报，“与当事人关系”填监护人；监护人是父母一方的，填父母，申报人填其登记的姓名。监护资格已由人民法院恢复，或者临时监护已结束的，先凭文书办理监护人变更，将父母重新登记为监护人。",
			"The register has another as this minor's guardian in the place of the parent who asks (somebody else, a body, or by a ruling the other parent), who does not ask for the child, nor as head of the household or anything else. The guardian entered asks, as “guardian”; the parent who is guardian may as “parent”, under the name in the register. Where the court gave the guardianship back, or a temporary one is over, have the guardian changed first, on that document, with the parent as guardian."),
		GGuardianActs: {Reads: []Field{FactApplicantRelation, FGuardianGone, FSubjectWard}, Basis: "民法典 31, 32, 39", Met: func(x Facts) bool {
			r := x.Text(FactApplicantRelation)
			return !x.Bool(FGuardianGone) || r != "guardian" && !(x.Bool(FSubjectWard) && slices.Contains([]string{"self", "parent", "head"}, r))
		}, Unmet: Word{Zh: "登记的监护人均已死亡或者注销，监护随之终止，没有能够履职的监护人，他人不能以监护人名义申报：由亲属、村（居）委会或者民政部门先办监护人变更，登记新的监护人后再申报。",
			En: "The guardians entered are all dead or cancelled, which ends their guardianship; no guardian who can act stands, and nobody asks as one. Kin, the committee or civil affairs have the guardian changed first; the new one then asks."}},
		GGuardianStays: {Reads: []Field{FactGuardianGround}, Basis: "民法典 27–36", Met: func(x Facts) bool { return x.Text(FactGuardianGround) != guardianshipEnded },
			Unmet: Word{Zh: "监护终止，无须指定监护的文书。", En: "The guardianship ends; no document that gives a guardian is needed."}},
		GEndFits: {Reads: []Field{FactGuardianGround, FSubjectWard, FactCarerBody}, Basis: "民法典 24, 39", Met: func(x Facts) bool {
			return x.Text(FactGuardianGround) != guardianshipEnded || x.Bool(FSubjectWard) && !x.Has(FactCarerBody)
		}, Unmet: Word{Zh: "监护终止只适用于登记有监护人的成年人，且不填照料机构：仍需监护的，改选依据并填写新的监护人；未成年人须有监护人。",
			En: "Only the guardianship of an adult entered with a guardian ends, and no body is named that cares: where a guardian is still needed, choose another ground and name the new one; a minor always has one."}},
		GEndAsker: {Reads: []Field{FactGuardianGround, FactApplicantRelation}, Basis: "民法典 24, 39", Met: func(x Facts) bool {
			return x.Text(FactGuardianGround) != guardianshipEnded || slices.Contains([]string{"self", "guardian", "parent", "relative"}, x.Text(FactApplicantRelation))
		}, Unmet: Word{Zh: "监护终止由本人、监护人或者亲属凭人民法院的生效判决申报，请改由其申报。", En: "The person, the guardian or kin asks for the end of a guardianship, on the court's judgment in effect; have one of them ask."}},
	}
}

// spokenFor has every one of the businesses that asks who applies take nothing from an adult
// with a guardian, nor from parents in whose place another is, nor for a ward without one who can act; but for the change of the guardian, which others ask for too (民法典 31, 36).
func spokenFor(defs []*Definition) []*Definition {
	for _, d := range defs {
		if _, asks := d.FactsOf()[FactApplicantRelation]; !asks || d.Business == GuardianChange {
			continue
		}
		d.Steps = Process(d.Steps).Requiring(Lodge, GWardSpokenFor, GGuardianActs)
		if d.Business != ParentItem { // whose parent somebody is, they ask for themselves (民法典 1073)
			d.Steps = Process(d.Steps).Requiring(Lodge, GGuardianAsks)
		}
	}
	return defs
}
