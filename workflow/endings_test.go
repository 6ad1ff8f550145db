package workflow

import (
	"slices"
	"testing"
)

func died() Facts {
	return Facts{FSubjectNamed: true, FUnregistered: false, FRegisteredAlready: true, FToday: "2026-09-24", FactEventDate: "2026-09-20", FactApplicantRelation: "relative", FAge: 80}
}

func TestADeathIsEnteredOnTheSpotAndClosesWhatIsOpen(t *testing.T) {
	w := newWalk(t, Death, died()).takes(tookIn...)
	w.takes(leg{on: SkipCheck, as: ownClerk, want: Approved}).takes(entered...)
	if want := []Effect{EffLandFirst, EffDeath, EffHeadVacancy, EffCloseHousehold, EffMootCases}; !slices.Equal(w.did[len(w.did)-6:len(w.did)-1], want) {
		t.Errorf("effects %v, want %v before the last", w.did, want)
	}
	if w.d.Citizen.Months != 1 || !w.d.NoLock {
		t.Error("a death has a month, and an open case never keeps it out")
	}
}

func TestADeathIsNotEnteredTwice(t *testing.T) {
	w := newWalk(t, Death, died()).takes(tookIn[0])
	w.refused(leg{on: Accept, as: ownClerk, set: Facts{FSubjectDead: true}}, string(GSubjectAlive))
	w.at = Approved
	w.refused(leg{on: EffectIt, as: bySystem}, string(GSubjectAlive))
}

func TestADeathIsDeclaredByThoseTheRuleNamesAndNotAhead(t *testing.T) {
	w := newWalk(t, Death, died())
	w.refused(leg{on: Lodge, as: ownAux, set: Facts{FactApplicantRelation: "neighbour", FactEventDate: "2026-09-25"}}, string(GDeathDeclarant), string(GDayNotAhead))
	w.takes(leg{on: Lodge, as: ownAux, set: Facts{FactApplicantRelation: "committee", FactEventDate: "2026-09-24"}, want: Lodged})
}

func TestADoubtfulDeathIsTheHeads(t *testing.T) {
	w := newWalk(t, Death, died()).takes(tookIn...)
	w.refused(leg{on: SkipCheck, as: ownClerk, to: Approved, set: Facts{FactDoubt: true}}, string(GOnSpotLevel))
	w.takes(leg{on: SkipCheck, as: ownClerk, to: StationReview, want: StationReview}).takes(byHead...)
}

func twoEntries(relation string) Facts {
	return Facts{FUnregistered: false, FRegisteredAlready: true, FTwoEntries: true, FactFirstEntry: "p1", FactSecondEntry: "p2", FactApplicantRelation: relation}
}

var keepsFirst = leg{on: Approve, as: ownCountyLead, in: Facts{InKeep: "p1"}, want: Approved}

func TestADuplicateThePersonReportsIsTheCountys(t *testing.T) {
	w := newWalk(t, DupCancel, twoEntries("self")).takes(tookIn...).takes(leg{on: AssignCheck, as: ownClerk, want: Verifying}).takes(slices.Concat(report, toCounty)...)
	third := keepsFirst
	third.in = Facts{InKeep: "p3"}
	w.refused(third, string(GKeepsOne))
	w.takes(keepsFirst).takes(entered...)
	w.effects(EffCancelPerson, EffVoidNumber)
	for _, on := range []Event{OpenExOfficio, Tell} {
		v := newWalk(t, DupCancel, twoEntries("self"))
		if on == Tell {
			v.at = Verifying
		}
		v.refused(leg{on: on, as: ownClerk}, string(GExOfficio))
	}
}

func TestADuplicateExOfficioIsToldAndNoticedBeforeAnyReview(t *testing.T) {
	w := newWalk(t, DupCancel, twoEntries("ex_officio"))
	w.refused(leg{on: Lodge, as: ownClerk}, string(GOwnWish))
	w.takes(leg{on: OpenExOfficio, as: ownClerk, want: ExOfficio}, leg{on: AssignCheck, as: ownClerk, want: Verifying})
	w.refused(leg{on: ReportCheck, as: ownClerk}, string(GOwnWish))
	w.takes(leg{on: Tell, as: ownClerk, want: Told}, leg{on: PublishNotice, as: ownClerk, want: PublicNotice})
	w.refused(leg{on: ReportCheck, as: ownClerk}, string(GNoticeOver))
	objected := *w
	w.takes(leg{on: ReportCheck, as: ownClerk, set: Facts{FNoticeOver: true}, want: StationReview}).takes(slices.Concat(toCounty, []leg{keepsFirst}, entered)...)
	objected.takes(leg{on: Object, as: ownClerk, want: Objection})
	dropped, changesNothing := objected, objected
	changesNothing.refused(leg{on: AnswerObjection, as: ownClerk, to: PublicNotice}, string(GObjectionOpen), string(GNoticeGiven))
	changesNothing.takes(leg{on: AnswerObjection, as: ownClerk, set: Facts{FObjectionOpen: true, FNoticeGiven: true}, want: PublicNotice})
	again := changesNothing
	again.refused(leg{on: RepeatObjection, as: ownClerk}, string(GObjectionRepeated))
	again.refused(leg{on: Object, as: ownClerk, set: Facts{FObjectionHeard: true}}, string(GObjectionNew))
	again.takes(leg{on: RepeatObjection, as: ownClerk, want: PublicNotice})
	objected.takes(leg{on: AssignCheck, as: ownHead, want: Verifying})
	dropped.refused(leg{on: Terminate, as: ownHead, in: Facts{InReasonCode: "proof_insufficient"}}, string(GObjectionUpheld))
	dropped.takes(leg{on: Terminate, as: ownHead, in: Facts{InReasonCode: "objection"}, want: Terminated})
	dropped.effects(EffTellHolders, EffPublicNotice, EffDecisionSheet)
}

// On a declaration alone nobody knows that two names or two days of birth are one person's.
func TestTheOwnWishIsForEntriesThatAgree(t *testing.T) {
	w := newWalk(t, DupCancel, twoEntries("self"))
	w.refused(leg{on: Lodge, as: ownClerk, set: Facts{FEntriesDiffer: []string{"name"}}}, string(GEntriesAgree))
	w.at = Verifying // nor where the relation was put otherwise later on
	w.refused(leg{on: ReportCheck, as: ownClerk}, string(GEntriesAgree))
	newWalk(t, DupCancel, twoEntries("ex_officio")).takes(leg{on: OpenExOfficio, as: ownClerk, set: Facts{FEntriesDiffer: []string{"name", "birth_date"}}, want: ExOfficio})
}

// The station that keeps the other entry is heard, or its days are over; the lowest body
// above both decides (domain 3.2): the county, the prefecture, and the region where two
// prefectures do not agree.
func TestTheLowestBodyAboveBothStationsDecides(t *testing.T) {
	atRegion := By{Region, Superior}
	keep := func(as By) leg { return leg{on: Approve, as: as, in: Facts{InKeep: "p1"}, want: Approved} }
	refuse := func(as By) leg { return leg{on: Refuse, as: as, want: Refused} }
	begin := func(under string, agree bool) *walk {
		w := newWalk(t, DupCancel, twoEntries("self")).takes(tookIn...)
		w.facts[FStationsUnder], w.facts[FPeersAgree] = under, agree
		w.takes(leg{on: AssignCheck, as: ownClerk, want: Verifying})
		w.refused(leg{on: ReportCheck, as: ownClerk, set: Facts{FPeersAwaited: 1}}, string(GPeersHeard))
		w.refused(leg{on: PeerWord, as: originHead}, string(GTaskMine))
		w.takes(leg{on: PeerWord, as: originClerk, set: Facts{FTaskIsMine: true}, want: Verifying})
		return w.takes(leg{on: ReportCheck, as: ownClerk, set: Facts{FPeersAwaited: 0}, want: StationReview}).takes(toCounty...)
	}
	begin("county", false).takes(keep(ownCountyLead))
	for _, agree := range []bool{true, false} {
		w := begin("city", agree)
		w.refused(keep(ownCountyLead), string(GCountyLevel))
		w.takes(toCity...)
		w.refused(keep(atRegion), string(GRegionDecides))
		w.takes(keep(ownCityLead))
	}
	w := begin("region", true).takes(toCity...)
	w.refused(refuse(atRegion), string(GRegionDecides))
	w.takes(refuse(ownCityLead))
	w = begin("region", false).takes(toCity...)
	for _, l := range []leg{keep(ownCityLead), refuse(ownCityLead)} {
		w.refused(l, string(GCityDecides))
	}
	sentBack := *w
	w.takes(keep(atRegion)).takes(entered...)
	sentBack.takes(leg{on: Return, as: atRegion, to: Verifying, want: Verifying})
}

func TestNoTimerCancelsAnEntry(t *testing.T) {
	for _, d := range []*Definition{dupCancel(), deathUnreported(), abroadCancel(), falseCancel()} {
		for _, at := range []State{ExOfficio, Told, PublicNotice, Objection} {
			for _, s := range d.From(at) {
				if s.systemOnly() && s.On != CloseMoot && len(s.To) > 0 { // what leads nowhere cancels nobody
					t.Errorf("%s in %s: the system takes %s", d.Business, at, s.On)
				}
			}
			waits := at == PublicNotice || at == Told && d.Business == AbroadCancel // elsewhere the notice is the station's to give
			if _, stopped := d.StandsStill(at); stopped != waits {
				t.Errorf("%s: clock stands still in %s: %v", d.Business, at, stopped)
			}
		}
	}
}

func TestAReversalIsDecidedOneLevelAbove(t *testing.T) {
	wrong := Facts{FUnregistered: false, FSubjectNamed: true, FRegisteredAlready: true, FEventStands: true, FRelationBack: true, FactApplicantRelation: "self"}
	checked := slices.Concat(tookIn, []leg{{on: AssignCheck, as: ownClerk, want: Verifying}}, report)
	for level, road := range [][]leg{byHead, slices.Concat(toCounty, byCounty), slices.Concat(toCounty, toCity, byCity), slices.Concat(toCounty, toCity, byCity)} {
		w := newWalk(t, Reversal, wrong)
		w.facts[FReversedLevel] = level
		w.takes(slices.Concat(checked, road, entered)...)
		w.effects(EffReverse)
	}
}

func TestNothingIsReversedUnderWhatRestsOnIt(t *testing.T) {
	w := newWalk(t, Reversal, Facts{FUnregistered: false, FSubjectNamed: true, FRegisteredAlready: true, FEventStands: true, FRelationBack: true, FLaterEvents: []string{"e9"}}).takes(tookIn[0])
	w.facts[FEventStands] = false
	w.refused(leg{on: Accept, as: ownClerk}, string(GEventStands), string(GNothingAfter))
	w.at = Approved
	w.refused(leg{on: EffectIt, as: bySystem}, string(GNothingAfter))
}

// Reg. 3, 6: whoever is registered with another station is that station's to change.
func TestNoStationChangesTheEntryOfAnother(t *testing.T) {
	elsewhere := Facts{FUnregistered: false, FSubjectNamed: true, FRegisteredAlready: true, FEventStands: true, FRelationBack: true, FRegisteredHere: false}
	for _, business := range []Business{Death, Reversal} {
		w := newWalk(t, business, elsewhere)
		w.at = Lodged
		w.refused(leg{on: Accept, as: ownClerk}, string(GRegisteredHere))
		w.at = StationReview
		w.refused(leg{on: Approve, as: ownHead}, string(GRegisteredHere))
		w.at = Approved
		w.refused(leg{on: EffectIt, as: bySystem}, string(GRegisteredHere))
	}
	w := newWalk(t, DupCancel, Facts{FUnregistered: false, FRegisteredAlready: true, FTwoEntries: true, FRegisteredHere: false, FactApplicantRelation: "self"})
	w.refused(leg{on: Lodge, as: ownClerk}, string(GRegisteredHere))
}

// Who takes papers in for another station accepts and hands over, and nothing between.
func TestStationThatTakesPapersInDecidesNothing(t *testing.T) {
	b := NewBook()
	may := []Event{Lodge, RequestCorrection, Resubmit, Accept, Deliver}
	for _, business := range []Business{BirthCert, BirthNoCert, Death, DupCancel, Reversal} {
		d, _ := b.Current(business, "2026-09-24")
		for _, s := range d.Steps {
			taking := slices.ContainsFunc(append(slices.Clone(s.By), s.Propose...), func(by By) bool { return by.Seat == Accepting })
			// Consents to joint items decide nothing; and one taken in across regions is mended there, or
			// its draft taken back.
			if taking && (s.On == ConsentItem || s.On == RevokeItem || d.AcrossRegions && (s.On == Supplied || s.On == Withdraw && slices.Contains(s.From, Draft))) {
				continue
			}
			if taking != slices.Contains(may, s.On) {
				t.Errorf("%s: %s from %v by the station that took the papers in: %v", business, s.On, s.From, taking)
			}
		}
	}
}

func TestAnUnregisteredPersonOfAgeIsThePrefectures(t *testing.T) {
	w := newWalk(t, Unreg8, Facts{FAge: 18, FactApplicantRelation: "self", FHeadJoinedSame: true, FRelationFits: true, FRelationTold: true}).takes(tookIn...).takes(leg{on: AssignCheck, as: ownClerk, want: Verifying})
	w.takes(slices.Concat(report, toCounty)...)
	w.refused(leg{on: Approve, as: ownCountyLead}, string(GCountyLevel))
	w.takes(slices.Concat(toCity, byCity, entered)...)
	w.effects(EffFirst, EffNumber)
}
