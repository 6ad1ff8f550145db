package workflow

import "slices"

// The eight kinds of persons without registration (国办发〔2015〕96号). A newborn goes by the
// businesses of birth; whoever was missed then, by these. No name of theirs says why.
const (
	Unreg1 Business = "unreg_1"
	Unreg2 Business = "unreg_2"
	Unreg3 Business = "unreg_3"
	Unreg4 Business = "unreg_4"
	Unreg5 Business = "unreg_5"
	Unreg6 Business = "unreg_6"
	Unreg7 Business = "unreg_7"
	Unreg8 Business = "unreg_8"
)

// unregs lists the first seven; the eighth stands with the wards, whom it takes over.
func unregs() []*Definition {
	return []*Definition{unreg1(), unreg2(), unreg3(), unreg4(), unreg5(), unreg6(), unreg7()}
}

// missed is the way of whoever has no registration (Norm 9, 30): compared, with a visit
// where there is a doubt, checked by the station and decided by the county, a first
// registration of somebody of six years or more by the prefecture. What is found stands
// to the entry.
func missed(b Business, zh, en string, do []Effect, guards ...GuardID) *Definition {
	limits := coreLimitsByState()
	limits[Comparing] = LimitExternal
	steps := slices.Concat(Core().Without(SkipCheck).Also([]State{Comparing}, verbEvents...).returning(Comparing), compared()).
		Holding(append([]GuardID{GHouseholdHere}, guards...)...).Requiring(Lodge, GOwnDeclarant).Requiring(EffectIt, GHouseholdOpen).
		Requiring(ReportCheck, GCompared, GVisitIfDoubt).Requiring(Approve, GNoOtherEntry, GVisitIfDoubt).Requiring(EffectIt, GNoOtherEntry).Doing(EffectIt, do...)
	return admitting(&Definition{Business: b, Edition: firstsEdition, Names: Word{Zh: zh, En: en}, Initial: Draft, Ends: coreEnds(), Steps: steps, Limits: limits, Stops: firstStops, Profile: P2, Subject: Affected,
		Materials: []MaterialRule{{Kind: MatVisitRecord, Optional: true, Basis: "Norm 9"}, {Kind: MatHouseholdBook, Shared: true, Optional: true, Basis: "Norm 12"}, {Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}},
		Facts: []FactRule{{Field: FactHousehold, Required: true}, {Field: FactHeadRelation}, {Field: FactConsents}, {Field: FactMinorsCarer}, {Field: FactMinorsWhy}, {Field: FactApplicantName, Required: true}, {Field: FactApplicantRelation, Required: true},
			{Field: FactDoubt}, {Field: FactLateReason}},
		Basis: []Basis{"Norm 9, 30", "国办发〔2015〕96号", ruleConsent}})
}

// compared asks for the comparison of face, fingerprint or DNA; its reference and
// conclusion come back and nothing else.
func compared() Process {
	law := []Basis{"Norm 9", "行政许可法 45"}
	back := func(on Event, needs ...Field) Step {
		return Step{From: []State{Comparing}, On: on, To: []State{Verifying}, Needs: append([]Field{InDocument}, needs...), Do: []Effect{EffComparison}, Basis: law}
	}
	return byClerk(Step{From: []State{Accepted, Verifying}, On: AskComparison, To: []State{Comparing}, Needs: []Field{InAddressee, InDocument}, Basis: law},
		back(NoMatch), back(Inconclusive, InReason), back(Match, InReason))
}

// neverEntered is the form of a first registration, with those in the register who have
// name, sex and birth date ruled out one by one.
func neverEntered(b Business, zh, en string, guards ...GuardID) *Definition {
	d := missed(b, zh, en, []Effect{EffFirst, EffNumber, EffFirstCard}, append([]GuardID{GNotRegisteredYet}, guards...)...)
	d.Steps, d.Unregistered, d.Escalators = lookAlikes(d.Steps), true, []Escalator{{When: GAge6, To: P3, Basis: "Norm 9"}}
	d.Facts = append([]FactRule{{Field: FactWardName, Required: true}, {Field: FactWardSex, Required: true}, {Field: FactWardBirth, Required: true}, {Field: FactBirthSaid}, {Field: FactWardEstimated},
		{Field: FactWardNumber}, {Field: FactBirthDivision}, {Field: FactBirthPlace}, {Field: FactEthnicityBy}, {Field: FactEthnicityChosen, Required: true, When: GEthnicityJoint}}, d.Facts...)
	return d
}

// lookAlikes has those in the register who have name, sex and birth date ruled out with the
// station's check, and looks again when it is decided and entered. Whose number is known
// was entered somewhere.
func lookAlikes(p Process) Process {
	return ruledOut(p.Holding(GNumberFree)).Requiring(EffectIt, GLedgerCertified)
}

// ruledOut has look-alikes ruled out with the station's check, and looks again when it is
// decided and entered; a case returned for them says it with the report back. A newborn's
// are those of the very name, sex and day; a birth declared late goes by it like any other
// first registration.
func ruledOut(p Process) Process {
	ruling := func(s *Step) {
		if s.Hand == Makes { // from a review it is forwarding
			s.May, s.If, s.Do = append(slices.Clone(s.May), InDismissed), with(s.If, GLookAlikesOut), append(slices.Clone(s.Do), EffDismissed)
		}
	}
	return p.change(ReportCheck, ruling).change(ReportBack, ruling).Requiring(SkipCheck, GLookAlikesOut).Requiring(Approve, GLookAlikesOut).Requiring(EffectIt, GLookAlikesOut)
}

// parented adds who the parents are, with the numbers that let another station's people
// be named; of the registered ones the entry is joined.
func parented(d *Definition) *Definition {
	d.Facts = append(d.Facts, FactRule{Field: FactFollows, Required: true}, FactRule{Field: FactMother, Required: true, When: GFollowsMother}, FactRule{Field: FactMotherName}, FactRule{Field: FactMotherNumber},
		FactRule{Field: FactFather, Required: true, When: GFollowsFather}, FactRule{Field: FactFatherName}, FactRule{Field: FactFatherNumber})
	return d
}

// listing adds papers to those that all have.
func (d *Definition) listing(law Basis, rules ...MaterialRule) *Definition {
	for i := range rules {
		rules[i].Basis = law
	}
	d.Materials = append(rules, d.Materials...)
	return d
}

// unreg8 registers a person without any registration whom no other rule covers
// (国办发〔2015〕96号 8; Norm 30): among them whoever came of age while a roster was
// worked on. It takes over the facts of that line. The prefecture decides (Norm 9).
func unreg8() *Definition {
	steps := lookAlikes(Core().Without(SkipCheck).change(Accept, func(s *Step) { s.If = with(without(s.If, GMaterials), GNotRegisteredYet, GHouseholdHere) }).
		Requiring(EffectIt, GNotRegisteredYet, GHouseholdOpen, GHouseholdHere).Doing(EffectIt, EffFirst, EffNumber))
	return admitting(&Definition{
		Business: Unreg8, Edition: wardEdition, Names: Word{Zh: "其他无户口人员登记", En: "Registration of another unregistered person"}, Initial: Draft,
		Ends: coreEnds(), Steps: steps, Limits: coreLimitsByState(), Profile: P3, Subject: Affected, Unregistered: true,
		Facts: []FactRule{{Field: FactWardName, Required: true}, {Field: FactWardSex, Required: true}, {Field: FactWardBirth, Required: true}, {Field: FactBirthSaid}, {Field: FactWardEstimated}, {Field: FactWardNumber},
			{Field: FactHousehold, Required: true}, {Field: FactHeadRelation}, {Field: FactConsents}, {Field: FactMinorsCarer}, {Field: FactMinorsWhy}, {Field: FactApplicantName}, {Field: FactApplicantRelation, Required: true}, {Field: FactInstitution}, {Field: FactIntakeNo}, {Field: FactIntakeOn}},
		Materials: []MaterialRule{{Kind: MatComparison, Basis: "Norm 9"}, {Kind: MatVisitRecord, Basis: "Norm 9, 30"}, {Kind: MatIntakeForm, Optional: true, Basis: "Norm 27"}},
		Basis:     []Basis{"Norm 9, 30", "国办发〔2015〕96号", ruleConsent},
	})
}
