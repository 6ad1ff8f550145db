package workflow

// veteranRestore registers a veteran at the place of settling, on the letter for the
// registration (退役军人安置条例 53): whoever was cancelled on enlistment, before 2021-10-01,
// with the line and number of before; whoever kept the registration and settles elsewhere
// by a move, entered by the station of arrival. The mark of service goes with it. Whoever is
// put back is decided on by the county, as every restoration, and never on the spot.
func veteranRestore() *Definition {
	guards := []GuardID{GVeteranAge, GNotThere, GHomeStands, GHouseholdHere, GNotElsewhere, GLookalikesCleared, GNotByJudgment, GNationalityKept, GNotLandedAway, GOffEnlisted}
	return admitting(&Definition{
		Business: VeteranRestore, Edition: changesEdition, Names: Word{Zh: "退役军人落户", En: "Registration of a veteran"}, Initial: Draft, Ends: coreEnds(), Limits: coreLimitsByState(),
		Steps:   Core().Holding(guards...).Requiring(Lodge, GRestoreDeclarant).Doing(EffectIt, EffVeteranHome),
		Profile: P0, Subject: Affected, Escalators: append(doubtful(), Escalator{When: GMinorsLeft, To: P1, Basis: basisMinors}, Escalator{When: GOffRegister, To: P2, Basis: "Norm 9"}),
		Facts: restored(FactRule{Field: FactPersonCard}, FactRule{Field: FactVeteranLetter, Required: true}),
		Materials: []MaterialRule{{Kind: MatVeteranLetter, Shared: true, Basis: "退役军人安置条例 53"}, {Kind: MatComparison, When: GOffRegister, Basis: "Norm 9"},
			{Kind: MatHouseholdBook, Shared: true, Optional: true, Basis: "Norm 12"}, {Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}},
		Tasks: []TaskRule{{Task: TaskNewCard, On: EffectIt, By: ownClerk, Limit: LimitTask, Basis: "居民身份证法 7"}},
		Basis: []Basis{"Norm 9, 39", "兵役法 49", "退役军人安置条例 53", ruleConsent},
	})
}
