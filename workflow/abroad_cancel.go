package workflow

import "slices"

// abroadCancel cancels the registration of whoever settled abroad or in Hong Kong, Macao
// or Taiwan, took another nationality or gave up the Chinese one (Norm 35–37; 国籍法 9, 11).
// Declared by the person it is done on the spot. Where nobody declares it, the station
// verifies it with exit and entry, tells the person and waits, and the county decides. The
// number stays the person's, for whoever comes back.
func abroadCancel() *Definition {
	own := []State{ExOfficio, Told, Objection}
	steps := Core().Holding(GSubjectAlive, GSubjectRegistered, GRegisteredHere).Requiring(Lodge, GAbroadDeclarant, GWardSpokenFor, GGuardianActs, GGuardianAsks).Requiring(SkipCheck, GOwnWish).Requiring(ReportCheck, GOwnWish).
		Also([]State{ExOfficio, Objection}, AssignCheck).Also(own, verbEvents...).returning(own...).
		change(Withdraw, func(s *Step) {
			if !slices.Contains(s.From, Draft) {
				s.If = with(s.If, GOwnWish)
			}
		}).
		change(Approve, func(s *Step) {
			// Only what nobody asked for goes up to the county: the person reads why.
			if slices.Contains(s.From, CountyReview) {
				s.Needs = append(s.Needs, InReason, InFactsFound)
			}
		}).
		change(Terminate, func(s *Step) { s.If = append(without(s.If, GNothingLeft), GObjectionUpheld) }).
		Doing(EffectIt, EffCancelAbroad, EffHeadVacancy, EffCloseHousehold, EffMootCases).
		Plus(exOfficio(EffTellPerson, GSubjectAlive, GSubjectRegistered, GNoConflict).Without(PublishNotice).WithoutTo(PublicNotice)...).
		Plus(Step{From: []State{Told}, On: ReportCheck, To: []State{StationReview}, By: []By{ownCommunity, ownClerk}, Hand: Makes, Needs: []Field{InFindings, InHeard},
			If: with(working, GTellingOver), Basis: []Basis{"Norm 37", "行政许可法 36"}}).reachedFrom(Draft)
	limits := coreLimitsByState()
	limits[ExOfficio], limits[Told], limits[Objection] = LimitStation, LimitAnswer, LimitStationVisit
	return &Definition{
		Business: AbroadCancel, Edition: changesEdition, Names: Word{Zh: "出国（境）定居、入外籍注销", En: "Cancellation on settling abroad or another nationality"}, Initial: Draft, Ends: coreEnds(),
		Steps: steps, Limits: limits, Stops: endingStops, Profile: P0, Subject: Affected, Local: true,
		Escalators: []Escalator{{When: GDoubtNoted, To: P1, Basis: "Norm 9"}, {When: GExOfficio, To: P2, Basis: "Norm 37"}},
		Facts: []FactRule{{Field: FactPerson, Required: true}, {Field: FactAbroadGround, Required: true}, {Field: FactAbroadPlace}, {Field: FactEventDate, Required: true},
			{Field: FactApplicantName, Required: true, When: GOwnWish}, {Field: FactApplicantRelation, Required: true}, {Field: FactDoubt}},
		Materials: []MaterialRule{{Kind: MatAbroadProof, When: GOwnWish, Basis: "Norm 35, 36"}, {Kind: MatExitCheck, Shared: true, Basis: "Norm 35–37"}, {Kind: MatVisitRecord, When: GExOfficio, Basis: "Norm 37"},
			{Kind: MatHouseholdBook, Shared: true, Optional: true, Basis: "Norm 35, 36"}, {Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 35, 36"}},
		Tasks: []TaskRule{{Task: TaskIDCard, On: EffectIt, By: ownClerk, Limit: LimitTask, Basis: "Norm 35, 36"}},
		Basis: []Basis{"Norm 35–37", "国籍法 9–12", "行政许可法 36"},
	}
}
