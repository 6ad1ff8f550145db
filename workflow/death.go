package workflow

import "slices"

// actsExplained asks for the reason on each road to the decision, until it was given once.
func (p Process) actsExplained() Process {
	out := slices.Clone(p)
	for i, s := range out {
		reports := s.On == ReportCheck || s.On == SkipCheck && slices.Contains(s.To, StationReview)
		if s.On == Accept || s.On == Approve || reports {
			out[i].If, out[i].May = with(s.If, GActsExplained), append(slices.Clone(s.May), InReason)
		}
	}
	return out
}

// actsUnasked takes the question away again, where the day is a court's or where whoever
// opens the case has answered it.
func (p Process) actsUnasked() Process {
	out := slices.Clone(p)
	for i, s := range out {
		if s.has(GActsExplained) {
			out[i].If = without(s.If, GActsExplained)
			out[i].May = slices.DeleteFunc(slices.Clone(s.May), func(f Field) bool { return f == InReason })
		}
	}
	return out
}

// death is the cancellation of a dead person's registration on the spot (Reg. 8,
// Norm 31–34). It holds nobody: an open move or roster never keeps a death out of
// the register, and the first case entered closes the person's other cases. A day before
// what the register knows of the person asks for a reason and for the head; where lapse of
// time accepted the case and nobody was asked, the report says it, or else the approval.
func death() *Definition {
	steps := Core().change(Accept, func(s *Step) { s.If = without(s.If, GNoConflict) }).actsExplained().
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
