package workflow

import "slices"

// noCertStates are what a birth without a certificate adds between acceptance and
// decision; reviewable are those of them that can go to the station head.
var (
	noCertStates = []State{RouteR1, RouteR2, RouteR0, HealthReferred, R0Statement, AwaitingParentage,
		ParentageSupported, ParentageMotherOnly, ParentageFatherOnly, OriginInquiry, CertVerified}
	parentage  = []State{ParentageSupported, ParentageMotherOnly, ParentageFatherOnly}
	reviewable = append([]State{RouteR2, CertVerified}, parentage...)
)

// reportProven is what must be proven before a birth goes to review.
var reportProven = []GuardID{GBirthProven, GConclusionKnown, GFatherProven, GSideStands}

// certWritten is what the clerk writes of a certificate; reportWritten, of a parentage report.
var (
	certWritten   = []Field{InCertNo, InCertOn, InCertName, InHealthSame}
	reportWritten = []Field{InReport, InAgency, InLicence, InLicensed, InTested}
)

// noCertProcess puts the three routes in the place of the core's verification. In
// OriginInquiry HandOver has its meaning of domain 3.3, so the verb stays out.
func noCertProcess() Process {
	inquiry := func(s State) bool { return s == OriginInquiry }
	p := birthProcess(EffBirth, EffNumber).Without(SkipCheck, AssignCheck).
		Also(noCertStates, verbEvents...).
		Also(slices.DeleteFunc(slices.Clone(noCertStates), inquiry), AskExternal, ExternalResult, AskSupplement, Supplied).
		WithoutFrom(OriginInquiry, HandOver).
		Also(reviewable, ReportCheck).Requiring(ReportCheck, reportProven...).
		returning(slices.DeleteFunc(slices.Clone(noCertStates), inquiry)...).Requiring(ReportBack, reportProven...).
		change(Extend, func(s *Step) {
			if slices.Contains(s.From, Accepted) {
				s.From = slices.Concat(s.From, []State{RouteR1, RouteR0}, reviewable)
			}
		})
	for _, s := range reviewable {
		p = p.Plus(Step{From: []State{StationReview}, On: TakeBack, To: []State{s}, By: []By{ownClerk}, May: []Field{InReason},
			If: []GuardID{GLastMine, GUnopened, cameFromID(s)}, Basis: []Basis{ruleTakeBack}})
	}
	return childSteps(slices.Concat(p, routeChoice(), routeHealth(), routePilot(), routeTest(), routeInquiry())).
		Plus(onTheSpot(CertVerified, Approve)).decided(Approve).
		change(Approve, func(s *Step) {
			if s.Hand == OnSpot {
				s.If = append(slices.Clone(s.If), GAsDeclared)
			}
		})
}

// routeChoice opens a route, and another one until the first has borne fruit.
func routeChoice() Process {
	law := []Basis{"国办发〔2015〕96号 2", "Norm 20"}
	return byClerk(
		Step{From: []State{Accepted, RouteR2, RouteR0}, On: ChooseRoute, To: []State{RouteR1}, Needs: []Field{InReason}, If: []GuardID{GRouteR1}, Basis: law},
		Step{From: []State{Accepted, RouteR1, RouteR0}, On: ChooseRoute, To: []State{RouteR2}, Needs: []Field{InReason}, If: []GuardID{GRouteR2}, Basis: law},
		Step{From: []State{Accepted, RouteR1, RouteR2}, On: ChooseRoute, To: []State{RouteR0}, Needs: []Field{InReason}, If: []GuardID{GRouteR0}, Basis: []Basis{"母婴保健法 23", rulePilot}},
	)
}

// routeHealth is route R1: the institution of birth or the entrusted agency issues, asks
// for a test, corrects, or refuses; silence is answered by letters, never by an end.
func routeHealth() Process {
	law := []Basis{"国办发〔2015〕96号 2", "母婴保健法 23"}
	at := []State{HealthReferred}
	p := byClerk(
		Step{From: []State{RouteR1}, On: ReferHealth, To: at, Needs: []Field{InAddressee, InDocument}, Do: []Effect{EffReferHealth}, Basis: law},
		Step{From: at, On: NeedsTest, To: []State{AwaitingParentage}, Needs: []Field{InReason}, Basis: law},
		Step{From: at, On: CertIssued, To: []State{CertVerified}, Needs: certWritten, May: []Field{InCertBorn, InDocument},
			If: []GuardID{GHealthAgrees, GCertificateFree}, Do: []Effect{EffRecordCertificate}, Basis: law},
		Step{From: []State{HealthReferred, R0Statement}, On: CertMismatch, Needs: []Field{InReason, InAddressee, InDocument}, Do: []Effect{EffHealthCorrects}, Basis: law},
		Step{From: at, On: RemindSupervisor, Needs: []Field{InAddressee, InDocument}, Do: []Effect{EffRemindSupervisor}, Basis: law},
		Step{From: at, On: CertRefused, To: []State{RouteR2}, Needs: []Field{InReason}, May: []Field{InDocument}, If: []GuardID{GHealthGone}, Basis: law},
		Step{From: []State{CertVerified, Verifying}, On: CertRecheck, To: at, Needs: []Field{InReason}, If: []GuardID{GCertified, GOnRouteR1}, Basis: law},
		Step{From: parentage, On: ReportToHealth, To: at, Needs: []Field{InAddressee, InDocument}, If: []GuardID{GOnRouteR1}, Do: []Effect{EffReferHealth}, Basis: law},
	)
	remind := func(on Event, after Limit, g GuardID) Step {
		return Step{From: at, On: on, By: []By{bySystem}, After: after, If: []GuardID{g}, Do: []Effect{EffRemindHealth}, Basis: []Basis{"国办发〔2015〕96号 2", rulePeriods}}
	}
	return p.Plus(remind(RemindHealth15, LimitHealth15, GReminders0), remind(RemindHealth30, LimitHealth30, GReminders1),
		remind(RemindHealth60, LimitHealth60, GReminders2)).Doing(RemindHealth60, EffAlertHead)
}

// routePilot is route R0, where a policy row enables it.
func routePilot() Process {
	law := []Basis{"母婴保健法 23", rulePilot}
	return byClerk(
		Step{From: []State{RouteR0}, On: TownshipCertified, To: []State{R0Statement}, Needs: []Field{InHospital, InDocument},
			If: []GuardID{GRouteR0, GHospitalNamed}, Do: []Effect{EffReferHealth}, Basis: law},
		Step{From: []State{R0Statement}, On: CountyMCHIssued, To: []State{CertVerified}, Needs: certWritten, May: []Field{InCertBorn, InDocument},
			If: []GuardID{GHealthAgrees, GCertificateFree}, Do: []Effect{EffRecordCertificate}, Basis: law},
		Step{From: []State{CertVerified, Verifying}, On: CertRecheck, To: []State{R0Statement}, Needs: []Field{InReason}, If: []GuardID{GCertified, GOnRouteR0}, Basis: law},
		Step{From: []State{R0Statement}, On: CountyMCHRefused, To: []State{RouteR1}, Needs: []Field{InReason, InDocument}, Basis: law},
	)
}

// routeTest waits for the judicial parentage report and reads its conclusion.
func routeTest() Process {
	law := []Basis{"国办发〔2015〕96号 2", "Norm 20"}
	at := []State{AwaitingParentage}
	return byClerk(
		Step{From: []State{RouteR2}, On: NeedsTest, To: at, Needs: []Field{InReason}, If: []GuardID{GNoReport}, Basis: law},
		// A parent who was not tested, or not found out about, may be tested later.
		Step{From: parentage, On: NeedsTest, To: at, Needs: []Field{InReason}, Basis: law},
		Step{From: at, On: Supported, To: []State{ParentageSupported}, Needs: reportWritten, May: []Field{InMisread}, If: []GuardID{GReportOnce, GAgencyLicensed, GUncontradicted, GNotFatherAlone, GParentsShown},
			Do: []Effect{EffParentage}, Basis: law},
		Step{From: at, On: Supported, To: []State{ParentageFatherOnly}, Needs: reportWritten, May: []Field{InMisread}, If: []GuardID{GReportOnce, GAgencyLicensed, GUncontradicted, GFatherAlone},
			Do: []Effect{EffParentage, EffMotherBlank, EffChildInquiry}, Basis: law},
		Step{From: at, On: FatherUntested, To: []State{ParentageMotherOnly}, Needs: append(slices.Clone(reportWritten), InReason), May: []Field{InMisread}, If: []GuardID{GReportOnce, GAgencyLicensed, GUncontradicted, GMotherAlone},
			Do: []Effect{EffParentage, EffFatherBlank}, Basis: law},
		// Without a test the records of the birth show the mother, and no father.
		Step{From: []State{RouteR2}, On: FatherUntested, To: []State{ParentageMotherOnly}, Needs: []Field{InReason}, If: []GuardID{GRecordsShown, GConclusionKnown, GNoReport, GMotherNotBlank},
			Do: []Effect{EffFatherBlank}, Basis: law},
		Step{From: at, On: FatherExcluded, To: []State{ParentageMotherOnly}, Needs: reportWritten, May: []Field{InMisread}, If: []GuardID{GReportOnce, GAgencyLicensed, GFatherTested, GMotherNotOut},
			Do: []Effect{EffParentage, EffFatherBlank}, Basis: law},
		Step{From: at, On: MotherExcluded, To: []State{ParentageFatherOnly}, Needs: reportWritten, May: []Field{InMisread}, If: []GuardID{GReportOnce, GAgencyLicensed, GMotherTested, GFatherNotOut},
			Do: []Effect{EffParentage, EffMotherBlank, EffChildInquiry}, Basis: law},
		Step{From: at, On: BothExcluded, To: []State{OriginInquiry}, By: []By{ownHead}, Needs: reportWritten, May: []Field{InMisread}, If: []GuardID{GReportOnce, GAgencyLicensed, GBothTested},
			Do: []Effect{EffParentage, EffFatherBlank, EffMotherBlank, EffRestrict, EffOfferTest}, Basis: []Basis{"未成年人保护法 4", "民法典 1073"}},
		Step{From: at, On: Inconclusive, Needs: append(slices.Clone(reportWritten), InReason), May: []Field{InMisread}, If: []GuardID{GReportOnce}, Do: []Effect{EffParentage}, Basis: law},
		Step{From: at, On: TestDeclined, To: []State{RouteR2}, Needs: []Field{InReason}, Basis: law},
	)
}

// routeInquiry ends only with another test or with the child in other hands: the case
// ends for the presenters, and the child's own opens in the same transaction. The head
// strikes what reports have concluded, and says why, wherever a test may follow.
func routeInquiry() Process {
	at := []State{OriginInquiry}
	return append(byClerk(
		Step{From: append([]State{OriginInquiry, AwaitingParentage, RouteR2, Verifying}, parentage...), On: SecondTest, To: []State{AwaitingParentage}, By: []By{ownHead}, Needs: []Field{InReason},
			If: []GuardID{GReportStands}, Do: []Effect{EffStrikeReports}, Basis: []Basis{"未成年人保护法 4", "国办发〔2015〕96号 2"}},
	), Step{From: at, On: HandOver, To: []State{Terminated}, By: []By{ownCountyLead}, Propose: []By{ownHead}, Hand: Checks, Adverse: true,
		Needs: append(slices.Clone(reasoned), InSuccessor), If: with(agreed, GNoLooseChild),
		Do: []Effect{EffDecisionSheet, EffSuccessor, EffUnlock}, Basis: []Basis{"行政许可法 38, 70", "未成年人保护法 4, 92"}})
}
