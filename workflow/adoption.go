package workflow

import "slices"

// adopting is what the two businesses of adoption share (Reg. 7, 19; Norm 26): the proof,
// the adopters, one of whom stands in the household joined. The adopters are the parents
// from then on; whoever asks for secrecy has the child's file sealed (民法典 1110).
func adopting(b Business, zh, en string, do []Effect, guards ...GuardID) *Definition {
	steps := Core().Without(SkipCheck).Holding(append([]GuardID{GAdoptionShown, GAdopterNamed, GAdopterThere, GHouseholdHere, GRelationGiven}, guards...)...).
		Requiring(EffectIt, GHouseholdOpen).Doing(EffectIt, append(do, EffSealFile)...)
	return &Definition{Business: b, Edition: firstsEdition, Names: Word{Zh: zh, En: en}, Initial: Draft, Ends: coreEnds(), Steps: steps, Limits: coreLimitsByState(), Profile: P2, Subject: Affected,
		Facts: []FactRule{{Field: FactAdoptionProof, Required: true}, {Field: FactAdoptionNo, Required: true}, {Field: FactAdoptedOn, Required: true}, {Field: FactMother}, {Field: FactMotherNumber}, {Field: FactFather}, {Field: FactFatherNumber},
			{Field: FactHousehold, Required: true}, {Field: FactHeadRelation}, {Field: FactSecrecy}, {Field: FactApplicantName, Required: true}, {Field: FactApplicantRelation, Required: true}, {Field: FactDoubt}},
		Materials: []MaterialRule{{Kind: MatAdoption, Shared: true, Basis: "Norm 26"}, {Kind: MatHouseholdBook, Shared: true, Basis: "Norm 26"}, {Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}},
		Basis:     []Basis{"Reg. 7, 19", "Norm 26", "民法典 1105, 1106, 1110, 1111", "未成年人保护法 95"}}
}

// adoptionFirst enters an adopted child who was never registered, as the adopters' child.
func adoptionFirst() *Definition {
	d := adopting(AdoptionFirst, "收养落户（首次登记）", "First registration of an adopted child", []Effect{EffFirst, EffNumber}, GNotRegisteredYet)
	d.Steps, d.Unregistered = lookAlikes(d.Steps), true
	d.Facts = append([]FactRule{{Field: FactWardName, Required: true}, {Field: FactWardSex, Required: true}, {Field: FactWardBirth, Required: true}, {Field: FactWardEstimated}, {Field: FactWardNumber}, {Field: FactBirthDivision}, {Field: FactBirthPlace},
		{Field: FactEthnicityBy, Required: true}, {Field: FactEthnicityChosen, Required: true, When: GEthnicityJoint}}, d.Facts...)
	d.Materials = slices.Concat(d.Materials, []MaterialRule{{Kind: MatEthnicityStatement, When: GEthnicityJoint, Basis: "民族成份登记办法 6"}})
	return d
}

// adoptionMove brings an adopted child who is registered already to the adopters: out of
// one household and into the other in one act, the number kept, with other parents; the
// guardianship of civil affairs ends.
func adoptionMove() *Definition {
	d := adopting(AdoptionMove, "收养落户（迁移）", "Move of an adopted child to the adopters", []Effect{EffAdopted}, GSubjectAlive, GSubjectRegistered, GParentFits, GIsMinor)
	d.Facts = append([]FactRule{{Field: FactPerson, Required: true}, {Field: FactPersonCard}}, d.Facts...)
	return d
}
