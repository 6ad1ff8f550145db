package workflow

import "slices"

// moveAcrossRegion moves a person in from another province (Norm 39, 41, 43, 45; Reg. 10,
// 13): the county approves, the permit is issued, the other province writes its
// certificate, and on that the person is entered with their own number. Students come
// with the certificate at once (Norm 41). Each person on a certificate has a case. Those in
// the register who have name, sex and birth date are ruled out with the check, and whoever
// came in since with the certificate.
func moveAcrossRegion() *Definition {
	open := []State{PermitIssued, PermitExpired, CertReceived, CertReturned}
	lands := []GuardID{GNumberTheirs, GOnePlace, GHouseholdHere, GAddressFree, GPlaced, GRelationsAgree, GConsentsNoted, GMinorsCared}
	d := &Definition{Business: MoveAcrossRegion, Edition: changesEdition, Names: Word{Zh: "跨省迁入", En: "Move in from another province"}, Initial: Draft,
		Ends: append(coreEnds(), OriginRefused), Limits: coreLimitsByState(), Stops: transitStops, Profile: P2, Subject: Affected}
	d.Steps = ruledOut(Core().Holding(lands...)).Requiring(Lodge, GHeadOrOneself).Requiring(Accept, GMoveCertGiven).Doing(EffectIt, EffEnterIncomer).
		change(EffectIt, func(s *Step) { s.From = []State{CertReceived} }).Also(open, verbEvents...).Plus(arriving(lands)...)
	for s, l := range map[State]Limit{PermitIssued: LimitPermit, PermitExpired: LimitReissue, CertReturned: LimitReissue, CertReceived: LimitLanding} {
		d.Limits[s] = l
	}
	d.Facts = []FactRule{{Field: FactWardName, Required: true}, {Field: FactWardSex, Required: true}, {Field: FactWardBirth, Required: true}, {Field: FactWardNumber, Required: true},
		{Field: FactEthnicityThere}, {Field: FactComesFrom, Required: true}, {Field: FactMoveCause, Required: true}, {Field: FactHousehold}, {Field: FactHeadRelation}, {Field: FactNewAddress},
		{Field: FactHeadCapable}, {Field: FactConsents}, {Field: FactMinorsCarer}, {Field: FactMinorsWhy}, {Field: FactOwnRight}, {Field: FactMoveCertNo, Required: true, When: GPermitExempt}, {Field: FactMoveCertBy, Required: true, When: GPermitExempt},
		{Field: FactMoveCertOn, Required: true, When: GPermitExempt}, {Field: FactMoveCertUntil, When: GPermitExempt},
		{Field: FactApplicantName, Required: true}, {Field: FactApplicantRelation, Required: true}, {Field: FactDoubt}}
	d.Materials = append(movePapers(), MaterialRule{Kind: MatMoveCert, When: GPermitExempt, Shared: true, Basis: "Norm 41, 43"}, MaterialRule{Kind: MatNameChanged, When: GNamedOtherwise, Shared: true, Basis: "Reg. 18"})
	d.Basis = []Basis{"Reg. 6, 10, 13", "Norm 4, 12, 39, 41, 43, 45, 47", ruleConsent, ruleMinors}
	return d
}

// arriving is the way from the approval to the entry. The other province decides whether
// somebody leaves; what it refuses, it answers for.
func arriving(lands []GuardID) Process {
	awaiting := []State{PermitIssued, PermitExpired, CertReturned}
	shown := []Field{InMoveCertNo, InMoveCertBy, InMoveCertOn, InMoveCertAsWritten}
	present := Step{From: awaiting, On: PresentCert, To: []State{CertReceived}, By: []By{ownClerk}, Hand: Makes, Needs: shown, May: []Field{InMoveCertUntil, InDismissed},
		If: with(working, GMoveCertGood, GMoveCertRight, GLookAlikesOut), Do: []Effect{EffTakeCert, EffDismissed}, Basis: []Basis{"Norm 43, 45"}}
	died := present
	died.On, died.To, died.Needs, died.If = DieOnTheWay, []State{Effected}, append(slices.Clone(shown), InDiedOn, InDocument), with(present.If, lands...)
	died.Do, died.Basis = []Effect{EffTakeCert, EffDismissed, EffEnterIncomer, EffDeath, EffHeadVacancy, EffCloseHousehold, EffUnlock}, []Basis{"Norm 31, 32"}
	return Process{
		{From: []State{Approved}, On: IssuePermit, To: []State{PermitIssued}, By: []By{bySystem}, If: []GuardID{GPermitNeeded}, Do: []Effect{EffPermit}, Basis: []Basis{"Norm 43"}},
		{From: []State{Approved}, On: IssuePermit, To: []State{CertReceived}, By: []By{bySystem}, If: []GuardID{GPermitExempt}, Basis: []Basis{"Norm 41"}},
		{From: []State{PermitIssued}, On: PermitRunsOut, To: []State{PermitExpired}, By: []By{bySystem}, After: LimitPermit, Do: []Effect{EffAlertHead}, Basis: []Basis{"Norm 43", rulePeriods}},
		{From: []State{PermitExpired}, On: ReissuePermit, To: []State{PermitIssued}, By: []By{ownCountyLead}, Propose: []By{ownClerk}, Hand: Checks, Needs: []Field{InReason}, If: judging,
			Do: []Effect{EffPermit}, Basis: []Basis{"Norm 43, 47"}},
		present, died,
		{From: []State{PermitIssued, PermitExpired, CertReceived}, On: RejectCert, To: []State{CertReturned}, By: []By{ownClerk}, Hand: Makes, Needs: []Field{InReason, InDocument}, If: working,
			Do: []Effect{EffReturnCert}, Basis: []Basis{"Norm 43, 47"}},
		{From: awaiting, On: OriginRefuses, To: []State{OriginRefused}, By: []By{ownClerk}, Hand: Makes, Needs: []Field{InReason, InDocument, InOnBehalf}, If: working,
			Do: []Effect{EffTellRefused, EffUnlock}, Basis: []Basis{"Norm 43", "行政许可法 38"}},
	}
}
