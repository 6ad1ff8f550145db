package workflow

// falseCancel cancels, ex officio, an entry that was got by false papers (虚假户口): after
// investigation, telling and thirty days of public notice, by the county (Norm 9). Where
// the entry is of a real person and the only one they have, the case that registers them
// rightly opens in the same act, so that nobody is left without any.
func falseCancel() *Definition {
	held := []GuardID{GSubjectAlive, GSubjectRegistered, GRegisteredHere}
	return &Definition{
		Business: FalseCancel, Edition: changesEdition, Names: Word{Zh: "虚假户口注销", En: "Cancellation of a false entry"}, Initial: Draft, Ends: ownRoadEnds(), Limits: ownRoadLimits(),
		Steps: ownRoad(Core().Requiring(Approve, held...).Requiring(EffectIt, held...).Doing(EffectIt, EffCancelFalse, EffHeadVacancy, EffCloseHousehold, EffMootCases, EffRegisterAnew),
			EffTellPerson, GSubjectAlive, GSubjectRegistered, GNoConflict),
		Stops: noticeStops, Profile: P2, Subject: Affected, Local: true,
		Facts: []FactRule{{Field: FactPerson, Required: true}, {Field: FactFalseKind, Required: true}, {Field: FactFalseDetail, Required: true}, {Field: FactTrueEntry, Required: true, When: GTrueElsewhere},
			{Field: FactApplicantRelation, Required: true}, {Field: FactDoubt}},
		Materials: []MaterialRule{{Kind: MatInquiry, Basis: "Norm 9, 57"}, {Kind: MatComparison, Basis: "Norm 9"}, {Kind: MatVisitRecord, Basis: "Norm 9"}},
		Tasks:     []TaskRule{{Task: TaskIDCard, On: EffectIt, By: ownClerk, Limit: LimitTask, Basis: "Norm 34"}},
		Basis:     []Basis{"Reg. 6, 20", "Norm 9, 57", "行政许可法 36, 38"},
	}
}
