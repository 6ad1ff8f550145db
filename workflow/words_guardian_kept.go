package workflow

import (
	"slices"
	"strings"
)

// FactGuardiansYield names the guardians in force who agree that another follows them.
const FactGuardiansYield Field = "present_guardians_agree"

const (
	// FGuardianBound is true where somebody guards now, other than parents who are guardians by
	// law, whose place a document alone takes: a body, whoever a court, a committee or civil
	// affairs appointed (民法典 31, 32, 36; 未成年人保护法 92, 94), and kin who neither ask nor are
	// noted as agreeing. Whoever died, was cancelled or has a guardian of their own is none (民法典 39).
	FGuardianBound Field = "present_guardian_bound"
	// FGuardiansToHear are the names of the guardians in force, and of an adult for whom one is
	// to be entered also the person, the spouse, the parents and the children of age in the
	// register (民法典 28, 35); neither who asks nor a protected one but the person.
	FGuardiansToHear Field = "guardians_and_kin_to_be_heard"
	// FCapacityStands is true where the person is of age today, and was given no guardian since:
	// full capacity, until a court finds otherwise (民法典 17, 18, 24).
	FCapacityStands Field = "full_capacity_stands"
)

// The guards of those whom a change of guardian touches beside a minor's parents.
const (
	// GGuardianBound takes the change to the county.
	GGuardianBound GuardID = "present_guardian_bound"
	// GGuardiansHeard wants guardians in force, the adult and the next kin among the persons heard.
	GGuardiansHeard GuardID = "guardians_and_kin_heard"
	// GCapacityRuled asks for the court's judgment and the county, where an adult's capacity is
	// found lacking or regained (民法典 24).
	GCapacityRuled GuardID = "judgment_on_capacity_needed"
)

func guardianKeptFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactGuardiansYield: form("同意变更的现任监护人（每行一人；不同意的，凭人民法院的文书变更）", "Guardians in force who agree to the change (a name a line; of one who does not, a court's document decides)", KindList, "B"),
		FGuardianBound:     computed("现任监护人须凭文书变更", "The guardian in force is changed on a document alone", KindBool),
		FGuardiansToHear:   computed("须听取意见的现任监护人、成年人本人及其近亲属", "Guardians in force, the adult and next kin to be heard", KindList),
		FCapacityStands:    computed("当事人是没有监护人的成年人", "The person is of age and has no guardian", KindBool),
	}
}

// allHeard tells whether each name stands in a line of the persons heard.
func allHeard(names, lines []string) bool {
	return !slices.ContainsFunc(names, func(name string) bool {
		return !slices.ContainsFunc(lines, func(line string) bool { return strings.Contains(line, name) })
	})
}

func guardianKeptGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GGuardianBound: flag(FGuardianBound, true, "民法典 31, 32, 36; 未成年人保护法 92, 94; "+ruleGuardianKept,
			"没有在任的监护人，或者在任的亲属同意变更。", "Nobody is guardian now, or the kin who are agree to the change."),
		GGuardiansHeard: {Reads: []Field{FGuardiansToHear, InHeard}, Basis: "民法典 24, 28, 31, 35; " + ruleGuardianKept, Met: func(x Facts) bool { return allHeard(x.List(FGuardiansToHear), x.List(InHeard)) },
			Unmet: Word{Zh: "变更监护人须先听取所列人员（单位）的意见：现任监护人；为成年人登记监护人的，还有其本人、配偶、父母和成年子女。在“已听取意见的人员”中逐一写明，因病不能表达、通知后不到场、找不到的，在其后注明。由现任监护人自己申报的，申报人填其登记的姓名（名称），不再列。",
				En: "Those listed are heard before a guardian is changed: the guardians in force, and of an adult the person, the spouse, the parents and the children of age. Write each among the persons heard, with a note where somebody is too ill to answer, did not come or cannot be found. A guardian who asks for the change is the applicant, by the name in the register, and is not listed."}},
		GCapacityRuled: {Reads: []Field{FCapacityStands, FactGuardianGround}, Basis: "民法典 24, 39", Met: func(x Facts) bool {
			return x.Bool(FCapacityStands) || x.Text(FactGuardianGround) == guardianshipEnded
		}, Unmet: Word{Zh: "不涉及认定、恢复成年人的民事行为能力。", En: "No adult's capacity is found lacking or regained."}},
	}
}
