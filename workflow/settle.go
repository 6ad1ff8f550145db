package workflow

// settling is the way of whoever comes to live here as a Chinese citizen (Norm 28): who was
// never in this register is entered for the first time; who was, and was taken off, stands
// again on the same line with the number of before. The county receives and decides.
func settling(b Business, zh, en string, paper MaterialKind, law Basis) *Definition {
	d := missed(b, zh, en, []Effect{EffEnterOrReadmit, EffFirstCard}, GNotRegisteredYet, GOffAbroad, GNoTwin)
	d.Steps, d.Unregistered = lookAlikes(d.Steps), true
	d.Facts = append([]FactRule{{Field: FactPerson}, {Field: FactPersonCard}, {Field: FactWardName, Required: true, When: GNeverHere}, {Field: FactWardSex, Required: true, When: GNeverHere},
		{Field: FactWardBirth, Required: true, When: GNeverHere}, {Field: FactWardNumber}, {Field: FactBirthCountry}, {Field: FactBirthPlace}, {Field: FactEthnicityBy}, {Field: FactSettleDoc, Required: true}, {Field: FactTravelPaperNo}}, d.Facts...)
	d.listing(law, MaterialRule{Kind: paper, Shared: true}, MaterialRule{Kind: MatHouseRight, Shared: true, Optional: true})
	d.Basis = []Basis{"Norm 9, 28", law, ruleConsent}
	return d
}

// returnSettle registers a Chinese citizen who lived abroad and comes back to settle.
func returnSettle() *Definition {
	d := settling(ReturnSettle, "华侨回国定居落户", "Return of a Chinese citizen from abroad", MatSettlement, "Norm 28; 出境入境管理法 13")
	return d.listing("Norm 28", MaterialRule{Kind: MatTravelPaper, Shared: true})
}

// naturalised registers whoever has become a Chinese citizen (国籍法 7, 8).
func naturalised() *Definition {
	return settling(Naturalised, "入籍落户", "Registration after naturalisation", MatNaturalised, "Norm 28; 国籍法 7, 8")
}

// regain registers whoever is a Chinese citizen again (国籍法 13; Norm 38).
func regain() *Definition {
	return settling(Regain, "恢复国籍落户", "Registration after citizenship is regained", MatRegained, "Norm 28, 38; 国籍法 13")
}
