package workflow

import "slices"

// FHeadWard is true where the person's household is headed by an adult with a guardian.
const FHeadWard Field = "head_has_guardian"

// FGuardianGone is true where the person was given guardians and all of them are dead or
// cancelled; of a minor with a parent in the register it is false.
const FGuardianGone Field = "guardians_not_in_force"

// GGuardianActs keeps everybody from speaking for a ward whose guardians can act no more.
const GGuardianActs GuardID = "guardian_in_force"

// GWardSpokenFor keeps an adult with a guardian from asking alone: the guardian acts for them.
const GWardSpokenFor GuardID = "guardian_speaks_for_ward"

// guardianshipEnded is the ground of a change that leaves an adult without a guardian.
const guardianshipEnded = "ended"

// The guards of the end of an adult's guardianship (民法典 24, 39).
const (
	// GGuardianEnds is met where the guardianship is declared ended, GGuardianStays where it
	// goes on under another guardian.
	GGuardianEnds  GuardID = "guardianship_ends"
	GGuardianStays GuardID = "guardianship_goes_on"
	// GEndFits wants an adult with a guardian, and no body that cares from now on.
	GEndFits GuardID = "end_of_guardianship_fits"
	// GEndAsker wants the person, the guardian or kin to ask for the end.
	GEndAsker GuardID = "ward_guardian_or_kin_asks"
)

func guardedFields() map[Field]FieldRule {
	return map[Field]FieldRule{FHeadWard: computed("户主登记有监护人", "The head is entered with a guardian", KindBool),
		FGuardianGone: computed("登记的监护人均已死亡或者注销", "All guardians entered are dead or cancelled", KindBool)}
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
		GGuardianActs: {Reads: []Field{FactApplicantRelation, FGuardianGone, FSubjectWard}, Basis: "民法典 31, 32, 39", Met: func(x Facts) bool {
			r := x.Text(FactApplicantRelation)
			return !x.Bool(FGuardianGone) || r != "guardian" && !(x.Bool(FSubjectWard) && slices.Contains([]string{"self", "parent", "head"}, r))
		}, Unmet: Word{Zh: "登记的监护人均已死亡或者注销，监护随之终止，没有能够履职的监护人，他人不能以监护人名义申报：由亲属、村（居）委会或者民政部门先办监护人变更，登记新的监护人后再申报。",
			En: "The guardians entered are all dead or cancelled, which ends their guardianship; no guardian who can act stands, and nobody asks as one. Kin, the committee or civil affairs have the guardian changed first; the new one then asks."}},
		GGuardianEnds: coded(FactGuardianGround, "民法典 24, 39", "不是终止监护。", "The guardianship is not declared ended.", guardianshipEnded),
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
// with a guardian, or for a ward without one who can act; but for the change of the guardian, which others ask for too (民法典 31, 36).
func spokenFor(defs []*Definition) []*Definition {
	for _, d := range defs {
		if _, asks := d.FactsOf()[FactApplicantRelation]; asks && d.Business != GuardianChange {
			d.Steps = Process(d.Steps).Requiring(Lodge, GWardSpokenFor, GGuardianActs)
		}
	}
	return defs
}
