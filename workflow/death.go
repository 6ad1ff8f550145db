package workflow

// death is the cancellation of a dead person's registration on the spot (Reg. 8,
// Norm 31–34). It holds nobody: an open move or roster never keeps a death out of
// the register, and the first case entered closes the person's other cases. A day before
// what the register knows of the person asks for a reason and for the head.
func death() *Definition {
	steps := Core().change(Accept, func(s *Step) { s.If, s.May = with(without(s.If, GNoConflict), GActsExplained), append(s.May, InReason) }).
		Requiring(Lodge, GSubjectNamed, GDeathDeclarant, GDayNotAhead).Requiring(Accept, GSubjectAlive, GSubjectRegistered, GRegisteredHere).
		Requiring(SkipCheck, GSubjectAlive, GRegisteredHere).Requiring(Approve, GSubjectAlive, GRegisteredHere).Requiring(EffectIt, GSubjectAlive, GRegisteredHere).
		Requiring(Withdraw, GNotOwed).
		Doing(EffectIt, EffLandFirst, EffDeath, EffHeadVacancy, EffCloseHousehold, EffMootCases)
	return &Definition{
		Business: Death, Edition: "2021-10-01", Names: Word{Zh: "死亡注销", En: "Death"}, Initial: Draft, Ends: coreEnds(),
		Steps: steps, Limits: coreLimitsByState(), Profile: P0, Subject: Deceased, NoLock: true, Local: true,
		Escalators: []Escalator{{When: GDoubtNoted, To: P1, Basis: "Norm 9"}, {When: GLaterActs, To: P1, Basis: "Norm 9"}},
		Facts: []FactRule{{Field: FactDeceased}, {Field: FactEventDate, Required: true}, {Field: FactDeathCause, Required: true}, {Field: FactDeathProof, Required: true}, {Field: FactDeathPlace},
			{Field: FactApplicantName, Required: true}, {Field: FactApplicantRelation, Required: true}, {Field: FactDoubt}},
		Materials: []MaterialRule{{Kind: MatDeathProof, Shared: true, Basis: "Norm 31"}, {Kind: MatHouseholdBook, Shared: true, Basis: "Norm 31"},
			{Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 31, 34"}},
		Citizen: &CitizenClock{Event: FactEventDate, Months: 1, Basis: "Reg. 8; Norm 31"},
		Tasks:   []TaskRule{{Task: TaskIDCard, On: EffectIt, By: ownClerk, Limit: LimitTask, Basis: "Norm 34"}},
		Basis:   []Basis{"Reg. 8", "Norm 31–34", "民法典 13, 15"},
	}
}
