package workflow

// unreg1 registers whoever has a medical certificate of birth and was never registered
// (国办发〔2015〕96号 1; Norm 20). Nothing is asked about family planning or the parents'
// marriage; on the father's side alone a parentage report comes in.
func unreg1() *Definition {
	d := parented(neverEntered(Unreg1, "无户口人员登记（有出生医学证明）", "Registration of an unregistered person (certificate of birth)", GCertificateFree))
	d.Facts = append(append(d.Facts, byCertificate(true)...), FactRule{Field: FactEvidence, Required: true})
	return d.listing("Norm 20; 国办发〔2015〕96号 1", MaterialRule{Kind: MatBirthCertificate, Shared: true}, MaterialRule{Kind: MatParentBook, Shared: true}, MaterialRule{Kind: MatMarriage, When: GByCertificate, Shared: true},
		MaterialRule{Kind: MatBirthStatement, When: GByStatement}, MaterialRule{Kind: MatParentageReport, When: GFatherSide}, MaterialRule{Kind: MatEthnicityStatement, When: GEthnicityJoint})
}

// unreg2 registers whoever can have no certificate (国办发〔2015〕96号 2): a parentage report,
// records of the birth or a court's finding show the parents. A certificate that health can
// still issue is got by the business of birth without one.
func unreg2() *Definition {
	d := parented(neverEntered(Unreg2, "无户口人员登记（无出生医学证明）", "Registration of an unregistered person (no certificate of birth)"))
	d.Steps = Process(d.Steps).Requiring(ReportCheck, GBirthShown).Requiring(Approve, GBirthShown)
	return d.listing("Norm 20; 国办发〔2015〕96号 2", MaterialRule{Kind: MatParentageReport, Optional: true}, MaterialRule{Kind: MatBirthRecords, Optional: true}, MaterialRule{Kind: MatCourtFinding, Optional: true},
		MaterialRule{Kind: MatHealthRefusal, Optional: true}, MaterialRule{Kind: MatParentBook, Shared: true, Optional: true}, MaterialRule{Kind: MatEthnicityStatement, When: GEthnicityJoint})
}

// unreg3 registers a child adopted in fact (国办发〔2015〕96号 3; Norm 26): with the adopter on
// the registration of the adoption or, before 1999-04-01, its notarial deed; a child without
// either in an institution's or the community's collective household, where it waits for nobody.
func unreg3() *Definition {
	d := neverEntered(Unreg3, "无户口人员登记（事实抚养）", "Registration of an unregistered person (brought up by others)", GAdoptedOrCollective)
	d.Facts = append(d.Facts, FactRule{Field: FactAdoptionProof, Required: true}, FactRule{Field: FactAdoptedOn, Required: true, When: GAdoptionProven},
		FactRule{Field: FactMother}, FactRule{Field: FactMotherNumber}, FactRule{Field: FactFather}, FactRule{Field: FactFatherNumber}, FactRule{Field: FactInstitution})
	return d.listing("Norm 26; 国办发〔2015〕96号 3", MaterialRule{Kind: MatAdoption, When: GAdoptionProven, Shared: true}, MaterialRule{Kind: MatIntakeForm, Optional: true})
}

// unreg7 registers the child of a Chinese citizen and a foreign or stateless parent who has
// no other nationality (国办发〔2015〕96号 7; 国籍法 4): on the certificate, or without one on a
// parentage report.
func unreg7() *Definition {
	d := parented(neverEntered(Unreg7, "无户口人员登记（父母一方为外国人或者无国籍人）", "Registration of an unregistered person (one parent foreign or stateless)", GCertificateFree))
	d.Steps = Process(d.Steps).Requiring(ReportCheck, GCertificateOrShown).Requiring(Approve, GCertificateOrShown)
	d.Facts = append(d.Facts, byCertificate(false)...)
	return d.listing("国办发〔2015〕96号 7; 国籍法 4", MaterialRule{Kind: MatNoForeign}, MaterialRule{Kind: MatBirthStatement}, MaterialRule{Kind: MatParentBook, Shared: true}, MaterialRule{Kind: MatBirthCertificate, When: GCertificateGiven, Shared: true},
		MaterialRule{Kind: MatParentageReport, Optional: true}, MaterialRule{Kind: MatBirthRecords, Optional: true}, MaterialRule{Kind: MatEthnicityStatement, When: GEthnicityJoint})
}

// wasEntered puts somebody back who was entered once, with the number of before, at the
// station that took them off (Norm 38).
func wasEntered(b Business, zh, en string, why GuardID) *Definition {
	d := missed(b, zh, en, []Effect{EffReadmit, EffFirstCard}, GRegisteredHere, why, GNoTwin)
	d.Facts, d.Local = append([]FactRule{{Field: FactPerson, Required: true}, {Field: FactReadmitDoc, Required: true}}, d.Facts...), true
	return d
}

// unreg4 puts somebody back who was declared dead and came back (国办发〔2015〕96号 4; Norm 38;
// 民法典 50): on the judgment that revokes the declaration.
func unreg4() *Definition {
	d := wasEntered(Unreg4, "无户口人员登记（被宣告死亡后重新出现）", "Registration of an unregistered person (declared dead, come back)", GOffDeclared)
	return d.listing("Norm 38; 民法典 50", MaterialRule{Kind: MatRevocation, Shared: true})
}

// unreg5 puts a woman back whose registration in the country was cancelled when she married
// (国办发〔2015〕96号 5). The police see that she is registered nowhere else; afterwards she may
// move.
func unreg5() *Definition {
	d := wasEntered(Unreg5, "无户口人员登记（婚嫁被注销）", "Registration of an unregistered person (cancelled on marriage)", GOffCancelled)
	return d.listing("国办发〔2015〕96号 5", MaterialRule{Kind: MatNotElsewhere})
}

// unreg6 puts somebody back at the place moved from whose move certificate was lost or ran
// out and cannot be issued again (国办发〔2015〕96号 6; Norm 47).
func unreg6() *Definition {
	d := wasEntered(Unreg6, "无户口人员登记（迁移证件遗失或者过期）", "Registration of an unregistered person (move certificate lost or expired)", GOffOrOnTheWay)
	return d.listing("Norm 47; 国办发〔2015〕96号 6", MaterialRule{Kind: MatMoveRecord, Shared: true})
}
