package workflow

import (
	"slices"
	"testing"
)

// What one report has said is not undone by the next (domain 3.3).

func reports(on Event, as By, tested string, to State) leg {
	return leg{on: on, as: as, in: Facts{InTested: tested, InLicensed: true}, want: to}
}

// TestTwoReportsThatTogetherExcludeBothParentsLeadToTheInquiry: the first excludes the
// mother, the second the father; neither side is left, and the head takes the case over.
func TestTwoReportsThatTogetherExcludeBothParentsLeadToTheInquiry(t *testing.T) {
	again := leg{on: NeedsTest, as: ownClerk, want: AwaitingParentage}
	for _, x := range []struct {
		first, second Event
		at            State
		tests         string
		unmet         GuardID
	}{{MotherExcluded, FatherExcluded, ParentageFatherOnly, "father", GMotherNotOut}, {FatherExcluded, MotherExcluded, ParentageMotherOnly, "mother", GFatherNotOut}} {
		w := newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR2, tested)...)
		w.takes(reports(x.first, ownClerk, "both", x.at), again)
		w.refused(reports(x.second, ownClerk, x.tests, ""), string(x.unmet))
		w.refused(reports(Supported, ownClerk, "both", ""), string(GUncontradicted))
		w.takes(reports(Inconclusive, ownClerk, "both", AwaitingParentage))
		w.refused(reports(Supported, ownClerk, "both", ""), string(GUncontradicted))
		w.takes(reports(BothExcluded, ownHead, x.tests, OriginInquiry))
		w.effects(EffFatherBlank, EffMotherBlank, EffRestrict, EffOfferTest)
		if w.facts[FParentBlank] != BothParents {
			t.Errorf("blank is %v", w.facts[FParentBlank])
		}
	}
}

// TestTheHeadStrikesAReportThatIsWrong: nobody else does, it says why, and the parents are
// tested again.
func TestTheHeadStrikesAReportThatIsWrong(t *testing.T) {
	w := newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR2, tested)...)
	strike := leg{on: SecondTest, as: ownHead, want: AwaitingParentage}
	w.refused(strike, string(GReportStands))
	w.takes(reports(FatherExcluded, ownClerk, "both", ParentageMotherOnly))
	w.refused(leg{on: SecondTest, as: ownClerk})
	w.takes(strike)
	w.effects(EffStrikeReports)
	w.takes(reports(Supported, ownClerk, "both", ParentageSupported)).takes(slices.Concat(report, toCounty, byCounty, handed)...)
}

// TestTheMothersSideIsNotOneThatAReportExcludes: whose item is blank is not the undisputed
// mother.
func TestTheMothersSideIsNotOneThatAReportExcludes(t *testing.T) {
	w := newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR2, tested)...)
	w.takes(reports(MotherExcluded, ownClerk, "both", ParentageFatherOnly), leg{on: Dispute, as: ownHead, want: Suspended})
	w.refused(leg{on: MotherSide, as: ownHead}, string(GMotherNotBlank))
	w.takes(leg{on: Resume, as: ownHead, want: ParentageFatherOnly})
	w.refused(report[0], string(GSideStands))
}

// TestAnApprovedBirthIsDecidedAnewAtTheMothersSide: the father whom the county's decision
// entered is left out by nobody but the county.
func TestAnApprovedBirthIsDecidedAnewAtTheMothersSide(t *testing.T) {
	dispute, side := leg{on: Dispute, as: ownHead, want: Suspended}, leg{on: MotherSide, as: ownHead, want: CountyReview}
	w := newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR2, tested, proven, report, toCounty, byCounty)...)
	w.takes(dispute)
	w.refused(leg{on: MotherSide, as: ownHead, to: Approved})
	w.takes(side).takes(byCounty...)
	w = newWalk(t, BirthNoCert, nil).takes(slices.Concat(tookIn, onR1, withCert, onSpot)...).takes(dispute)
	side.want = StationReview
	w.takes(side).takes(byHead...)
}
