package workflow

// Unreg8 is the last of the eight kinds of persons without registration.
const Unreg8 Business = "unreg_8"

// unreg8 registers a person without any registration whom no other rule covers
// (国办发〔2015〕96号 8; Norm 30): among them whoever came of age while a roster was
// worked on. It takes over the facts of that line. The prefecture decides (Norm 9).
func unreg8() *Definition {
	steps := Core().Without(SkipCheck).change(Accept, func(s *Step) { s.If = with(without(s.If, GMaterials), GNotRegisteredYet, GHouseholdHere) }).
		Requiring(EffectIt, GNotRegisteredYet, GHouseholdOpen, GHouseholdHere, GLedgerCertified).Doing(EffectIt, EffFirst, EffNumber)
	return &Definition{
		Business: Unreg8, Edition: wardEdition, Names: Word{Zh: "其他无户口人员登记", En: "Registration of another unregistered person"}, Initial: Draft,
		Ends: coreEnds(), Steps: steps, Limits: coreLimitsByState(), Profile: P3, Subject: Affected, Unregistered: true,
		Facts: []FactRule{{Field: FactWardName, Required: true}, {Field: FactWardSex, Required: true}, {Field: FactWardBirth, Required: true}, {Field: FactWardEstimated},
			{Field: FactHousehold, Required: true}, {Field: FactApplicantName}, {Field: FactApplicantRelation, Required: true}, {Field: FactInstitution}, {Field: FactIntakeNo}, {Field: FactIntakeOn}},
		Materials: []MaterialRule{{Kind: MatComparison, Basis: "Norm 9"}, {Kind: MatVisitRecord, Basis: "Norm 9, 30"}, {Kind: MatIntakeForm, Optional: true, Basis: "Norm 27"}},
		Basis:     []Basis{"Norm 9, 30", "国办发〔2015〕96号"},
	}
}
