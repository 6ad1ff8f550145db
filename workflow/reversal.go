package workflow

// reversal undoes one wrong act of the register by a compensating act; nothing is
// ever deleted. One level above the case that made the mistake decides, at most
// the prefecture, and only while no later act rests on it. A ruling on two entries is undone
// by the prefecture that made it, or else by the region.
func reversal() *Definition {
	sound := []GuardID{GEventStands, GNotLoaded, GNothingAfter, GBackStands, GStandsOnce, GRelationBack, GRegisteredHere}
	steps := Core().Without(SkipCheck).Requiring(Lodge, GSubjectNamed, GEventStands).Requiring(Accept, sound...).Requiring(Approve, sound...).Requiring(EffectIt, sound...).
		Doing(EffectIt, EffReverse).Doing(Accept, EffSeatSuperior).regionAtOdds()
	return &Definition{
		Business: Reversal, Edition: "2021-10-01", Names: Word{Zh: "冲销", En: "Reversal"}, Initial: Draft, Ends: coreEnds(),
		Steps: steps, Limits: coreLimitsByState(), Profile: P1, Subject: Affected, Local: true,
		Escalators: []Escalator{{When: GReversesStation, To: P2, Basis: ruleReversal}, {When: GReversesCounty, To: P3, Basis: ruleReversal}, {When: GTwoCounties, To: P3, Basis: rulePeers}},
		Facts: []FactRule{{Field: FactPerson}, {Field: FactRegisterEvent, Required: true}, {Field: FactReversalReason, Required: true}, {Field: FactHeadRelation},
			{Field: FactApplicantRelation, Required: true}, {Field: FactApplicantName}},
		Materials: []MaterialRule{{Kind: MatExternalDocument, Optional: true, Basis: "Norm 57"}, {Kind: MatHouseholdBook, Shared: true, Optional: true, Basis: "Norm 57"}},
		Basis:     []Basis{"Norm 57", ruleReversal},
	}
}
