package workflow

// declaredRevoked puts back whoever was declared dead and came back, once the court has
// revoked the judgment (民法典 50; Norm 38): the same person, the same number, at the
// station that cancelled.
func declaredRevoked() *Definition {
	steps := Core().Without(SkipCheck).
		Requiring(Accept, GDeclaredDead, GRegisteredHere, GHouseholdHere).Requiring(Approve, GDeclaredDead, GHouseholdHere).
		Requiring(EffectIt, GDeclaredDead, GHouseholdOpen, GHouseholdHere).Doing(EffectIt, EffRestorePerson)
	return &Definition{
		Business: DeclaredRevoked, Edition: "2021-10-01", Names: Word{Zh: "撤销宣告死亡恢复户口", En: "Restoration after a declaration of death is revoked"}, Initial: Draft,
		Ends: coreEnds(), Steps: steps, Limits: coreLimitsByState(), Profile: P2, Subject: Affected,
		Facts: []FactRule{{Field: FactJudgmentNo, Required: true}, {Field: FactJudgmentOn, Required: true}, {Field: FactHousehold, Required: true},
			{Field: FactApplicantName, Required: true}, {Field: FactApplicantRelation, Required: true}, {Field: FactDoubt}},
		Materials: []MaterialRule{{Kind: MatJudgment, Basis: "Norm 38; 民法典 50"}, {Kind: MatComparison, Basis: "Norm 9"}},
		Tasks:     []TaskRule{{Task: TaskIDCard, On: EffectIt, By: ownClerk, Limit: LimitTask, Basis: "居民身份证法 11"}},
		Basis:     []Basis{"Norm 9, 38", "民法典 50–53"},
	}
}
