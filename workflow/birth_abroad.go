package workflow

import "slices"

// birthAbroad registers a child of Chinese nationality born abroad or beyond the border
// (Norm 24; 国籍法 5) on the birth paper of that place. Whoever holds no Chinese travel
// document has the nationality verified by the exit-entry administration first. The
// county decides; the place of birth is foreign, and the paper's number is none of ours.
func birthAbroad() *Definition {
	steps := ruledOut(Core().Without(SkipCheck)).Also([]State{NationalityCheck}, verbEvents...).returning(NationalityCheck).
		Requiring(Accept, GBornAway).Holding(GNotRegisteredYet, GHouseholdHere, GSideRule).keptAmongKin().
		Requiring(ReportCheck, GNationalityKnown).Requiring(Approve, GChineseNational, GHouseholdOpen, GSideStands, GWithFollowed).
		Requiring(EffectIt, GChineseNational, GHouseholdOpen, GWithFollowed, GLedgerCertified).Doing(EffectIt, EffBirth, EffNumber)
	limits := coreLimitsByState()
	limits[NationalityCheck] = LimitExternal
	facts := slices.DeleteFunc(birthFacts(), func(r FactRule) bool {
		return slices.Contains([]Field{FactBirthDivision, FactBirthPlace, FactBornWhere, FactBirthHospital}, r.Field)
	})
	return &Definition{
		Business: BirthAbroad, Edition: firstsEdition, Names: Word{Zh: "国（境）外出生登记", En: "Birth abroad"}, Initial: Draft, Ends: coreEnds(), Limits: limits,
		Steps: childSteps(slices.Concat(steps, nationality())), Stops: firstStops, Profile: P2, Subject: Child, Unregistered: true,
		Facts: append(facts, FactRule{Field: FactBirthCountry, Required: true}, FactRule{Field: FactBirthPlace, Required: true}, FactRule{Field: FactForeignPaper, Required: true},
			FactRule{Field: FactAuthenticated, Required: true}, FactRule{Field: FactTravelPaper, Required: true}, FactRule{Field: FactTravelPaperNo, Required: true, When: GTravelPaper}),
		Materials: []MaterialRule{{Kind: MatForeignBirth, Basis: "Norm 24"}, {Kind: MatTranslation, Basis: "Norm 24"}, {Kind: MatNoForeign, Basis: "Norm 24"},
			{Kind: MatTravelPaper, When: GTravelPaper, Shared: true, Basis: "Norm 24"}, {Kind: MatParentBook, Shared: true, Optional: true, Basis: "Norm 23, 24"},
			{Kind: MatMarriage, Shared: true, Optional: true, Basis: "Norm 20, 45"}, {Kind: MatParentageReport, Optional: true, Basis: "Norm 20"},
			{Kind: MatEthnicityStatement, When: GEthnicityJoint, Basis: "民族成份登记办法 6"}, kinshipPaper()},
		Basis: []Basis{"Reg. 7", "Norm 19, 21–24", "国籍法 3, 5"},
	}
}

// nationality asks the exit-entry administration and takes its answer.
func nationality() Process {
	law := []Basis{"Norm 24", "国籍法 5", "行政许可法 45"}
	at := []State{NationalityCheck}
	answer := []Field{InDocument, InOnBehalf}
	return byClerk(
		Step{From: []State{Accepted, Verifying}, On: AskNationality, To: at, Needs: []Field{InAddressee, InDocument}, If: []GuardID{GNoTravelPaper}, Basis: law},
		Step{From: at, On: NationalityChinese, To: []State{Verifying}, Needs: answer, Do: []Effect{EffNationality}, Basis: law},
		Step{From: at, On: NationalityForeign, To: []State{Verifying}, Needs: append(slices.Clone(answer), InReason), Do: []Effect{EffNationality}, Basis: law},
	)
}
