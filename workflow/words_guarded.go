package workflow

// FHeadWard is true where the person's household is headed by an adult with a guardian.
const FHeadWard Field = "head_has_guardian"

// GWardSpokenFor keeps an adult with a guardian from asking alone: the guardian acts for them.
const GWardSpokenFor GuardID = "guardian_speaks_for_ward"

func guardedFields() map[Field]FieldRule {
	return map[Field]FieldRule{FHeadWard: computed("户主登记有监护人", "The head is entered with a guardian", KindBool)}
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
		}, Unmet: Word{Zh: "当事人（或者申报的户主）是登记有监护人的成年人，不能自行申报：由其监护人申报，“与当事人关系”填监护人；户主有监护人的，其他成员由本人申报，未成年人由父母或者监护人申报。监护已终止或者监护人有误的，先办监护人变更。",
			En: "The person, or the head who asks, is an adult entered with a guardian and does not ask alone: the guardian asks, as “guardian”; where the head has one, others of age ask for themselves and a parent or guardian for a minor. Where the guardian entered is no longer right, have the guardian changed first."}},
	}
}

// spokenFor has every one of the businesses that asks who applies take nothing from an adult
// with a guardian; but for the change of the guardian, which others ask for too (民法典 31, 36).
func spokenFor(defs []*Definition) []*Definition {
	for _, d := range defs {
		if _, asks := d.FactsOf()[FactApplicantRelation]; asks && d.Business != GuardianChange {
			d.Steps = Process(d.Steps).Requiring(Lodge, GWardSpokenFor)
		}
	}
	return defs
}
