package workflow

import (
	"slices"
	"testing"
)

// What may go wrong with a birth, and what must come of it (domain 3.3).

func TestAHospitalThatRefusesPaperIsPassedBy(t *testing.T) {
	w := newWalk(t, BirthNoCert, Facts{FactBornWhere: "institution"}).takes(slices.Concat(tookIn, onR1)...)
	refused := leg{on: CertRefused, as: ownClerk, want: RouteR2}
	w.refused(refused, string(GHealthGone))
	w.takes(leg{on: RemindSupervisor, as: ownClerk, want: HealthReferred})
	refused.set = Facts{FHealthSilence: 19}
	w.refused(refused, string(GHealthGone))
	refused.set = Facts{FHealthSilence: 20}
	w.takes(refused).takes(slices.Concat(tested, proven, report, toCounty, byCounty, handed)...)
	w.effects(EffReferHealth, EffRemindSupervisor)
}

func TestTimeRemindsButNeverClosesABirth(t *testing.T) {
	w := newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR1)...)
	for i, e := range []Event{RemindHealth15, RemindHealth30, RemindHealth60} {
		w.takes(leg{on: e, as: bySystem, set: Facts{FHealthReminders: i}, want: HealthReferred})
		w.refused(leg{on: e, as: bySystem, set: Facts{FHealthReminders: i + 1}})
	}
	w.effects(EffRemindHealth, EffAlertHead)
	for _, d := range births() {
		for _, s := range d.Steps {
			for _, to := range s.To {
				if s.After != "" && d.Ended(to) {
					t.Errorf("%s: time alone leads by %s to %s", d.Business, s.On, to)
				}
			}
		}
	}
	for _, s := range w.d.States() {
		_, stopped := w.d.Stops[s]
		want := slices.Contains([]State{HealthReferred, R0Statement, AwaitingParentage}, s)
		if stopped != want {
			t.Errorf("clock stands still in %s: %v, want %v", s, stopped, want)
		}
	}
}

func TestAnotherWomansNameInTheHospitalIsCorrectedByHealth(t *testing.T) {
	w := newWalk(t, BirthNoCert, Facts{FactBornWhere: "institution"}).takes(slices.Concat(tookIn, onR1)...)
	w.refused(leg{on: CertIssued, as: ownClerk, in: Facts{InHealthSame: false}}, string(GHealthAgrees))
	w.takes(leg{on: CertMismatch, as: ownClerk, want: HealthReferred}).takes(slices.Concat(withCert, onSpot, handed)...)
	w.effects(EffHealthCorrects)
}

func TestACertificateOfAnotherCaseConflictsAndShowsNothing(t *testing.T) {
	w := newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR1)...)
	_, no, _ := w.ask(leg{on: CertIssued, as: ownClerk, set: Facts{FCertificateFree: false}})
	if no == nil || no.Cause != Conflicting || len(no.Unmet) != 1 || no.Unmet[0].Detail != nil {
		t.Fatalf("got %+v, want a conflict without detail", no)
	}
}

func TestTheSecondParentsStationLearnsNothingOfTheFirst(t *testing.T) {
	for _, business := range []Business{BirthCert, BirthNoCert, BirthThenDeath} {
		w := newWalk(t, business, Facts{FactChildDiedOn: "2026-09-04"}).takes(tookIn[0])
		_, no, _ := w.ask(leg{on: Accept, as: ownClerk, set: Facts{FConflictingCase: true}})
		if no == nil || no.Cause != Conflicting || len(no.Unmet) != 1 || no.Unmet[0].Detail != nil {
			t.Fatalf("%s: got %+v, want one conflict without detail", business, no)
		}
	}
	w := newWalk(t, BirthNoCert, nil).takes(tookIn[0])
	w.refused(leg{on: ProposeEvent(AlreadyRegistered), as: ownClerk}, string(GNoLooseChild))
	w.takes(leg{on: ProposeEvent(AlreadyRegistered), as: ownClerk, set: Facts{FHasSuccessor: true}, in: Facts{InSuccessor: "existing"}, want: Lodged})
	w.refused(leg{on: AlreadyRegistered, as: ownHead, set: Facts{FActorIsMaker: true}}, string(GNotMaker))
	w.takes(leg{on: AlreadyRegistered, as: ownHead, set: Facts{FActorIsMaker: false}, want: Terminated})
	w.effects(EffLinkCases, EffDecisionSheet, EffUnlock)
}

func TestAFoundRegistrationNeedsNoSuccessor(t *testing.T) {
	w := newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR1)...)
	w.takes(leg{on: ProposeEvent(AlreadyRegistered), as: ownClerk, set: Facts{FUnregistered: false}, want: HealthReferred},
		leg{on: AlreadyRegistered, as: ownHead, want: Terminated})
}

func TestAWishedNameWaitsForTheRegistration(t *testing.T) {
	w := newWalk(t, BirthCert, Facts{FactCertificateName: "沙枣花"}).takes(tookIn[0])
	w.refused(leg{on: Accept, as: ownClerk}, string(GNameAsCertified))
	w = newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR1)...)
	w.takes(leg{on: CertIssued, as: ownClerk, in: Facts{InCertName: "沙枣花"}, want: CertVerified})
	w.effects(EffRecordCertificate)
	w.takes(slices.Concat(onSpot, handed)...)
	if w.facts[FactChildName] != "沙枣花" {
		t.Errorf("registered as %v, want the certificate's name", w.facts[FactChildName])
	}
}

func TestTheFatherAloneGoesOnAtHisSide(t *testing.T) {
	alone := Facts{FactFollows: "father", FactEvidence: "statement", FactMother: nil}
	w := newWalk(t, BirthNoCert, alone).takes(slices.Concat(tookIn, onR2, tested)...)
	w.refused(leg{on: Supported, as: ownClerk, to: ParentageFatherOnly, in: Facts{InTested: "both"}}, string(GFatherAlone))
	w.takes(leg{on: Supported, as: ownClerk, in: Facts{InTested: "father"}, want: ParentageFatherOnly})
	w.effects(EffMotherBlank, EffChildInquiry)
	w.takes(slices.Concat(report, toCounty, byCounty, handed)...)
}

// A mother who is known by name and came to no test holds her child's registration up
// as little as one nobody knows.
func TestAMotherWhoIsOnlyNamedDoesNotHoldTheChildUp(t *testing.T) {
	named := Facts{FactFollows: "father", FactEvidence: "statement", FactMother: nil, FactMotherName: "沙枣花"}
	w := newWalk(t, BirthNoCert, named).takes(slices.Concat(tookIn, onR2, tested)...)
	w.refused(leg{on: Supported, as: ownClerk, to: ParentageSupported, in: Facts{InTested: "father"}}, string(GNotFatherAlone), string(GParentsShown))
	w.refused(leg{on: Supported, as: ownClerk, to: ParentageFatherOnly, in: Facts{InTested: "father"}, set: Facts{FBirthRecords: true}}, string(GFatherAlone))
	w.takes(leg{on: Supported, as: ownClerk, in: Facts{InTested: "father"}, set: Facts{FBirthRecords: false}, want: ParentageFatherOnly})
	w.effects(EffMotherBlank, EffChildInquiry)
	w.takes(slices.Concat(report, toCounty, byCounty, handed)...)
}

func TestAnExcludedFatherIsNotTheSideToFollow(t *testing.T) {
	w := newWalk(t, BirthNoCert, Facts{FactFollows: "father"}).takes(slices.Concat(tookIn, onR2, tested)...)
	w.takes(leg{on: FatherExcluded, as: ownClerk, want: ParentageMotherOnly})
	w.effects(EffFatherBlank)
	w.refused(report[0], string(GSideStands))
	w.takes(leg{on: AskSupplement, as: ownClerk, want: Supplementing},
		leg{on: Supplied, as: ownAux, set: Facts{FactFollows: "mother"}, want: ParentageMotherOnly})
	w.takes(slices.Concat(report, toCounty, byCounty, handed)...)
}

func TestADeclinedOrInconclusiveTestIsNoRefusal(t *testing.T) {
	w := newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR2, tested)...)
	w.takes(leg{on: Inconclusive, as: ownClerk, want: AwaitingParentage}, leg{on: TestDeclined, as: ownClerk, want: RouteR2})
	w.refused(report[0], string(GBirthProven))
	// Records of the birth show the mother; who the father is they do not say.
	w.refused(leg{on: ReportCheck, as: ownClerk, set: Facts{FBirthRecords: true}}, string(GFatherProven))
	w.takes(leg{on: FatherUntested, as: ownClerk, want: ParentageMotherOnly})
	w.effects(EffFatherBlank)
	w.takes(slices.Concat(report, toCounty, byCounty, handed)...)
}

func TestACourtsFindingProvesTheFather(t *testing.T) {
	w := newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR2)...)
	w.refused(leg{on: FatherUntested, as: ownClerk}, string(GRecordsShown))
	w.takes(leg{on: ReportCheck, as: ownClerk, set: Facts{FBirthRecords: true, FCourtFinding: true}, want: StationReview})
}

// TestAReportAmongThePapersIsReadBeforeTheReview: whom a report excludes is not entered
// because nobody entered what it says.
func TestAReportAmongThePapersIsReadBeforeTheReview(t *testing.T) {
	w := newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR2)...)
	filed := Facts{FParentageReport: true, FReportUnread: true}
	w.refused(leg{on: ReportCheck, as: ownClerk, set: filed}, string(GConclusionKnown), string(GFatherProven))
	w.refused(leg{on: FatherUntested, as: ownClerk, set: Facts{FBirthRecords: true}}, string(GConclusionKnown))
	w.takes(tested...)
	w.takes(leg{on: FatherExcluded, as: ownClerk, set: Facts{FReportUnread: false}, want: ParentageMotherOnly})
	w.effects(EffFatherBlank)
	w.takes(report...)
}

func TestAReportNeedsALicensedAgency(t *testing.T) {
	w := newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR2, tested)...)
	for _, e := range []Event{Supported, FatherExcluded, MotherExcluded} {
		w.refused(leg{on: e, as: ownClerk, in: Facts{InLicensed: false}}, string(GAgencyLicensed))
	}
	w.refused(leg{on: BothExcluded, as: ownHead, in: Facts{InLicensed: false}}, string(GAgencyLicensed))
}

func TestAReportOnRouteR1GoesToHealthAndOnR2ToTheHead(t *testing.T) {
	w := newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR1, tested, proven)...)
	w.refused(report[0], string(GBirthProven))
	w = newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR2, tested, proven)...)
	w.refused(leg{on: ReportToHealth, as: ownClerk}, string(GOnRouteR1))
	w.refused(leg{on: Approve, as: ownClerk})
}

func TestAChildOfNeitherPresenterKeepsAnOwner(t *testing.T) {
	w := newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR2, tested)...)
	w.refused(leg{on: BothExcluded, as: ownClerk})
	both := leg{on: BothExcluded, as: ownHead, want: OriginInquiry}
	w.takes(both)
	w.effects(EffRestrict, EffOfferTest)
	w.takes(leg{on: SecondTest, as: ownHead, want: AwaitingParentage}, both)
	propose := leg{on: ProposeEvent(HandOver), as: ownHead, want: OriginInquiry}
	w.refused(propose, string(GNoLooseChild))
	propose.set = Facts{FHasSuccessor: true}
	w.takes(propose)
	w.refused(leg{on: HandOver, as: ownHead})
	w.takes(leg{on: HandOver, as: ownCountyLead, want: Terminated})
	w.effects(EffDecisionSheet, EffSuccessor, EffUnlock)
}

func TestAForgedReportEndsThePresentersCaseAloneByWhoDecides(t *testing.T) {
	newWalk(t, BirthNoCert, Facts{FHasSuccessor: true}).takes(slices.Concat(tookIn, onR2, tested, proven)...).
		refused(leg{on: Terminate, as: ownHead, in: Facts{InReasonCode: "proof_false", InSuccessor: "birth_no_cert"}}, string(GNothingLeft))
	w := newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR2, tested, proven)...)
	w.takes(slices.Concat(report, toCounty)...)
	end := leg{on: Refuse, as: ownCountyLead, in: Facts{InGround: "proof_false"}, want: Refused}
	w.refused(end, string(GNoLooseChild))
	end.set, end.in = Facts{FHasSuccessor: true}, Facts{InGround: "proof_false", InSuccessor: "birth_no_cert"}
	w.takes(end)
	w.effects(EffDecisionSheet, EffSuccessor)
}

// A head, the county and the city end a case where nothing is left; what is not proven is
// for the level that decides, and nobody goes round it.
func TestNobodyEndsACaseOverTheDecidingLevel(t *testing.T) {
	for _, code := range []string{"proof_insufficient", "not_eligible", "other"} {
		w := newWalk(t, BirthNoCert, Facts{FHasSuccessor: true}).takes(tookIn...)
		w.refused(leg{on: Terminate, as: ownHead, in: Facts{InReasonCode: code, InSuccessor: "lead"}}, string(GNothingLeft))
	}
	newWalk(t, BirthNoCert, Facts{FHasSuccessor: true}).takes(tookIn...).takes(leg{on: Terminate, as: ownHead, in: Facts{InReasonCode: "moot", InSuccessor: "lead"}, want: Terminated})
}

func TestAParentWhoWasNotTestedIsNotEnteredAsProven(t *testing.T) {
	both := Facts{FactMother: "m", FactFather: "f"}
	w := newWalk(t, BirthNoCert, both).takes(slices.Concat(tookIn, onR2, tested)...)
	motherTested := leg{on: Supported, as: ownClerk, to: ParentageSupported, in: Facts{InTested: "mother", InLicensed: true}}
	w.refused(motherTested, string(GParentsShown))
	w.takes(leg{on: FatherUntested, as: ownClerk, in: Facts{InTested: "mother", InLicensed: true}, want: ParentageMotherOnly})
	w.effects(EffParentage, EffFatherBlank)
	newWalk(t, BirthNoCert, both).takes(slices.Concat(tookIn, onR2, tested)...).
		refused(leg{on: FatherUntested, as: ownClerk, in: Facts{InTested: "both", InLicensed: true}}, string(GMotherAlone))
}

func TestARefusalNamesALawfulGroundAndLeavesNoChild(t *testing.T) {
	w := newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR2, tested, proven, report, toCounty)...)
	no := leg{on: Refuse, as: ownCountyLead, in: Facts{InGround: "test_declined"}, want: Refused}
	w.refused(no, string(GLawfulGround), string(GNoLooseChild))
	no.in, no.set = Facts{InGround: "proof_insufficient", InSuccessor: "lead"}, Facts{FHasSuccessor: true}
	w.takes(no)
}

func TestADisputeStopsTheCaseAndTheMothersSideGoesOn(t *testing.T) {
	w := newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR1, tested)...)
	w.refused(leg{on: Dispute, as: ownClerk})
	w.takes(leg{on: Dispute, as: ownHead, want: Suspended})
	w.effects(EffDecisionSheet, EffSuspensionEnd)
	w.refused(leg{on: MotherSide, as: ownHead, set: Facts{FactFollows: "father"}}, string(GFollowsMother))
	w.takes(leg{on: MotherSide, as: ownHead, set: Facts{FactFollows: "mother"}, want: AwaitingParentage})
	w.effects(EffFatherBlank)
	w.takes(leg{on: Dispute, as: ownHead, want: Suspended}, leg{on: ResumeByDefault, as: bySystem, set: Facts{FSuspensionReached: true}, want: AwaitingParentage})
}

func TestAChildWhoDiesIsRegisteredWithBirthAndDeath(t *testing.T) {
	for _, legs := range [][]leg{tookIn, slices.Concat(tookIn, onR1), slices.Concat(tookIn, onR1, []leg{{on: Dispute, as: ownHead, want: Suspended}})} {
		w := newWalk(t, BirthNoCert, nil).takes(legs...)
		w.refused(leg{on: ChildDies, as: ownClerk, in: Facts{InSuccessor: "lead"}, set: Facts{FHasSuccessor: true}}, string(GDeathFollows))
		w.takes(leg{on: ChildDies, as: ownClerk, in: Facts{InSuccessor: string(BirthThenDeath)}, want: Terminated})
		w.effects(EffSuccessor, EffUnlock)
	}
	w := newWalk(t, BirthThenDeath, Facts{FactChildDiedOn: "2026-09-02"}).takes(tookIn[0])
	w.refused(tookIn[1], string(GDeathAfterBirth))
}

func TestRoutesOpenOnTheirConditionsAlone(t *testing.T) {
	w := newWalk(t, BirthNoCert, nil).takes(tookIn...)
	w.refused(leg{on: ChooseRoute, as: ownClerk, to: RouteR0}, string(GRouteR0))
	w.refused(leg{on: ChooseRoute, as: ownClerk, to: RouteR2}, string(GRouteR2))
	w.refused(leg{on: ChooseRoute, as: ownClerk, to: RouteR1, set: Facts{FactChildBirthDate: "1995-12-31"}}, string(GRouteR1))
	w = newWalk(t, BirthNoCert, Facts{FPolicyR2: true, FactBornWhere: "institution"}).takes(tookIn...)
	w.refused(leg{on: ChooseRoute, as: ownClerk, to: RouteR2}, string(GRouteR2))
	w = newWalk(t, BirthNoCert, Facts{FPolicyR0: true, FPolicyHospitals: []string{"关桥卫生院"}}).takes(tookIn...)
	w.takes(leg{on: ChooseRoute, as: ownClerk, to: RouteR0, want: RouteR0})
	w.refused(leg{on: TownshipCertified, as: ownClerk, in: Facts{InHospital: "另一卫生院"}}, string(GHospitalNamed))
	w.takes(leg{on: ChooseRoute, as: ownClerk, to: RouteR1, want: RouteR1})
}

func TestTheFathersSideAndTheOlderChildAreNotDecidedOnTheSpot(t *testing.T) {
	for name, facts := range map[string]Facts{
		"father's side": {FactFollows: "father", FactEvidence: "statement"}, "one year": {FAge: 1}, "six years": {FAge: 6}, "doubt": {FactDoubt: true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWalk(t, BirthNoCert, facts).takes(slices.Concat(tookIn, onR1, withCert)...)
			w.refused(onSpot[0], string(GOnSpotLevel))
			w = newWalk(t, BirthCert, facts).takes(tookIn...)
			w.refused(leg{on: SkipCheck, as: ownClerk}, string(GOnSpotLevel))
		})
	}
}

// A name or date that the certificate brings in anew is seen by a second pair of eyes.
func TestACertificateThatDiffersIsNotDecidedByOneClerk(t *testing.T) {
	w := newWalk(t, BirthNoCert, Facts{FCertifiedAnew: true}).takes(slices.Concat(tookIn, onR1, withCert)...)
	w.refused(onSpot[0], string(GAsDeclared))
	w.takes(report...)
}

func TestABirthReturnedOrTakenBackFindsItsWay(t *testing.T) {
	w := newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR2, tested, proven, report)...)
	w.takes(leg{on: TakeBack, as: ownClerk, to: ParentageSupported, set: Facts{FLastStepMine: true}, want: ParentageSupported})
	w.refused(leg{on: TakeBack, as: ownClerk})
	w.takes(slices.Concat(report, toCounty)...)
	w.takes(leg{on: Return, as: ownCounty, to: Verifying, want: Verifying},
		leg{on: ReportBack, as: ownCommunity, set: Facts{FReturnedBy: string(CountyReview)}, want: CountyReview})
	w.takes(slices.Concat(byCounty, handed)...)
}

// TestABirthIsReturnedToItsOwnStepsAndToNoneItNeverSaw: health issued this certificate,
// so the head may send the case to health again, and not into a parentage test.
func TestABirthIsReturnedToItsOwnStepsAndToNoneItNeverSaw(t *testing.T) {
	w := newWalk(t, BirthNoCert, Facts{FactDoubt: true}).takes(slices.Concat(tookIn, onR1, withCert, report)...)
	w.refused(leg{on: Return, as: ownHead, to: ParentageSupported}, "to")
	w.refused(leg{on: Return, as: ownHead, to: OriginInquiry}, "to")
	w.takes(leg{on: Return, as: ownHead, to: CertVerified, want: CertVerified},
		leg{on: ReportBack, as: ownClerk, set: Facts{FReturnedBy: string(StationReview)}, want: StationReview},
		leg{on: Return, as: ownHead, to: RouteR1, want: RouteR1})
	w.refused(leg{on: ReportBack, as: ownClerk}, string(GBirthProven))
	w.takes(onR1[1], withCert[0], leg{on: ReportBack, as: ownClerk, want: StationReview}).takes(byHead...)
}

func TestAnApprovedBirthWaitsForHouseholdAndLedger(t *testing.T) {
	w := newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR1, withCert, onSpot)...)
	w.refused(leg{on: EffectIt, as: bySystem, set: Facts{FHouseholdOpen: false, FDivisionLedger: false, FRegisteredAlready: true}},
		string(GHouseholdOpen), string(GLedgerCertified), string(GNotRegisteredYet))
	w.takes(leg{on: EffectIt, as: bySystem, set: Facts{FHouseholdOpen: true, FDivisionLedger: true, FRegisteredAlready: false}, want: Effected})
}

func TestNobodyWithdrawsAChildsOnlyCase(t *testing.T) {
	for _, d := range births() {
		w := newWalk(t, d.Business, Facts{FactChildDiedOn: "2026-09-04"}).takes(tookIn...)
		w.refused(leg{on: Withdraw, as: ownClerk}, string(GNoLooseChild))
		w.refused(leg{on: CloseMoot, as: bySystem}, string(GNoLooseChild))
	}
}

func TestWhoeverDecidesABirthLooksAgain(t *testing.T) {
	changed := Facts{FRegisteredAlready: true, FCertificateFree: false, FactCertificateName: "沙枣花", FMotherSide: "student", FFatherSide: "family", FParentBlank: "mother"}
	want := []string{string(GNotRegisteredYet), string(GSideRule), string(GSideStands), string(GCertificateFree), string(GNameAsCertified)}
	newWalk(t, BirthCert, nil).takes(tookIn...).refused(leg{on: SkipCheck, as: ownClerk, set: changed}, want...)
	newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR1, withCert)...).refused(leg{on: Approve, as: ownClerk, set: changed}, want...)
	newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR2, tested, proven, report, toCounty)...).refused(leg{on: Approve, as: ownCountyLead, set: changed}, want...)
}

func TestAReportExcludesNobodyWhomItDidNotTest(t *testing.T) {
	for _, x := range []struct {
		on     Event
		as     By
		tested string
		want   GuardID
	}{{FatherExcluded, ownClerk, "mother", GFatherTested}, {MotherExcluded, ownClerk, "father", GMotherTested}, {BothExcluded, ownHead, "mother", GBothTested}} {
		w := newWalk(t, BirthNoCert, Facts{})
		w.at = AwaitingParentage
		w.refused(leg{on: x.on, as: x.as, in: Facts{InTested: x.tested, InLicensed: true}}, string(x.want))
	}
}

func TestAnAuxiliaryMayNotUndoWhatAnotherCaseOpened(t *testing.T) {
	w := newWalk(t, BirthNoCert, Facts{FHasSuccessor: true, FFollowsCase: true})
	w.refused(leg{on: Withdraw, as: ownAux}, string(GNotFollowing))
	w.takes(leg{on: Withdraw, as: ownClerk, want: Withdrawn})
	newWalk(t, BirthNoCert, Facts{FHasSuccessor: true}).takes(leg{on: Withdraw, as: ownAux, want: Withdrawn})
}

func TestADeathThatAnotherCaseShowedIsNotWithdrawn(t *testing.T) {
	for _, who := range []By{ownClerk, ownAux} {
		newWalk(t, Death, Facts{FUnregistered: false, FFollowsCase: true}).refused(leg{on: Withdraw, as: who}, string(GNotOwed))
	}
	newWalk(t, Death, Facts{FUnregistered: false}).takes(leg{on: Withdraw, as: ownClerk, want: Withdrawn})
}
