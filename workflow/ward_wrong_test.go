package workflow

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What may go wrong with a roster or a line, and what must come of it (domain 3.2).

// standing is a line of a registered or unregistered child in the state.
func standing(t *testing.T, at State, unregistered bool, more Facts) *walk {
	t.Helper()
	w := newWalk(t, WardLine, inOrder(unregistered, more))
	w.at = at
	return w
}

func TestALivingParentStopsTheMoveUntilADocument(t *testing.T) {
	w := standing(t, RegisteredElsewhere, false, nil).takes(leg{on: KinFound, as: ownClerk, in: Facts{InKin: "parent"}, want: GuardianElsewhere})
	for _, e := range []Event{RequestOrigin, Submit, Approve, OriginConfirm, HearChild} {
		if slices.Contains(w.d.Events(GuardianElsewhere), e) {
			t.Errorf("%s is possible while a parent lives", e)
		}
	}
	insists := leg{on: GuardianshipDocument, as: ownClerk, in: Facts{InLegalGround: "parents_not_found", InOnBehalf: "the institution"}}
	w.refused(insists, string(GDisplacing))
	w.takes(leg{on: GuardianshipDocument, as: ownClerk, in: Facts{InLegalGround: "revoked"}, want: RegisteredElsewhere})
	w.effects(EffRecordGuardianship)
}

func TestNobodyMovesWithoutProofOfGuardianship(t *testing.T) {
	w := standing(t, OriginCleared, false, Facts{FGuardianshipProven: false})
	w.refused(leg{on: Submit, as: ownHead}, string(GGuardianProven), string(GLandNotice))
	w.at = InReview
	w.refused(leg{on: Approve, as: ownCountyLead}, string(GGuardianProven))
}

func TestNoScoreMergesTwoNames(t *testing.T) {
	w := standing(t, Matching, true, nil)
	w.refused(leg{on: HitOne, as: ownClerk, in: Facts{InByEye: false}}, string(GByEye))
	w.refused(leg{on: HitNone, as: ownClerk, in: Facts{InByParents: false}}, string(GTwoSearches))
	for _, s := range w.d.Steps {
		if systemIn(s.By) && !s.Back && s.into([]State{RegisteredElsewhere}) && !s.has(GDupKept) {
			t.Errorf("the system merges by %s", s.On)
		}
	}
}

func TestTheRegistersBirthDateStands(t *testing.T) {
	for _, d := range wards() {
		for _, s := range d.Steps {
			for _, f := range append(slices.Clone(s.Needs), s.May...) {
				if strings.Contains(string(f), "birth") {
					t.Errorf("%s: %s takes %s; a birth date is corrected in a case of its own", d.Business, s.On, f)
				}
			}
		}
	}
}

func TestAMatchIsReferredAndRestricted(t *testing.T) {
	w := standing(t, WaitingExternal, true, Facts{FDisplaced: false}).takes(leg{on: Match, as: ownHead, want: GuardianElsewhere})
	w.effects(EffRestrict, EffReferMatch)
	w.takes(leg{on: GuardianshipDocument, as: ownClerk, in: Facts{InLegalGround: "guardian_incapable"}, want: WaitingExternal})
	w.refused(leg{on: MatchSettled, as: ownHead}, string(GDisplaced))
	w.takes(leg{on: MatchSettled, as: ownHead, set: Facts{FDisplaced: true}, want: Ready})
	abused := standing(t, OriginPending, false, nil).takes(leg{on: Restrict, as: ownHead, want: OriginPending})
	abused.effects(EffRestrict)
}

func TestAMergedStationOfOriginIsFollowed(t *testing.T) {
	w := standing(t, OriginPending, false, nil)
	w.refused(leg{on: StationMerged, as: bySystem}, string(GOriginMoved))
	w.takes(leg{on: StationMerged, as: bySystem, set: Facts{FOriginMoved: true}, want: OriginPending}, leg{on: NotOurs, as: originHead, want: OriginPending},
		leg{on: NameOrigin, as: ownRegion, want: OriginPending})
	w.effects(EffRerouteOrigin)
}

func TestABodyThatCivilAffairsDidNotSetUpHoldsNoHousehold(t *testing.T) {
	w := newWalk(t, WardBatch, inOrder(false, Facts{FUnitPublic: false, FHelperNamed: false, FactImpactNo: ""}))
	w.refused(leg{on: Lodge, as: ownClerk}, string(GUnitPublic), string(GHelperNamed), string(GImpactFiled))
	w.at = BSuspended
	w.refused(leg{on: NameSuccessor, as: ownHead, set: Facts{FNewUnitReady: false}}, string(GNewUnitReady))
}

func TestSilenceOfTheOriginIsNeverConsent(t *testing.T) {
	w := standing(t, OriginPending, false, nil)
	for _, s := range w.d.From(OriginPending) {
		for _, to := range s.To {
			if systemIn(s.By) && to != AgedOut && to != Excluded && to != Terminated {
				t.Errorf("time or the system leads by %s to %s", s.On, to)
			}
		}
	}
	above := leg{on: "propose_origin_confirm", as: By{County, Origin}, want: OriginPending}
	w.refused(above, string(GEscalated))
	w.takes(leg{on: Escalate, as: bySystem, want: OriginPending})
	above.set = Facts{FEscalated: true}
	w.takes(above)
}

func TestFearForLandIsNoGroundToObject(t *testing.T) {
	w := standing(t, OriginPending, false, nil)
	w.refused(leg{on: OriginObject, as: originHead, in: Facts{InObjection: "land"}}, string(GObjectionGround))
	for _, g := range objectionGrounds() {
		if regexp.MustCompile(`土地|待遇|费|债|村`).MatchString(g.Zh) {
			t.Errorf("%s is a ground", g.Zh)
		}
	}
	w.takes(leg{on: OriginObject, as: originHead, in: Facts{InObjection: "guardian_capable"}, want: Disputed})
	w.effects(EffDecisionSheet)
}

func TestKinInTheBookAreToldAndHaveTheirDays(t *testing.T) {
	w := standing(t, OriginPending, false, nil)
	w.refused(leg{on: "propose_origin_confirm", as: originClerk, in: Facts{InKinTold: "told"}}, string(GKinTold))
	w.takes(leg{on: "propose_origin_confirm", as: originClerk, in: Facts{InKinTold: "told", InKinToldOn: "2026-09-24"}, want: OriginPending})
	w.at = InReview
	w.refused(leg{on: Approve, as: ownCountyLead, set: Facts{FKinPeriodOver: false}}, string(GKinPeriodOver))
}

func TestAnOldConfirmationIsAskedAgain(t *testing.T) {
	w := standing(t, OriginCleared, false, nil)
	w.refused(leg{on: ClearanceExpired, as: bySystem}, string(GClearanceOld))
	w.refused(leg{on: Submit, as: ownHead, set: Facts{FClearanceGood: false}}, string(GClearanceGood))
	w.takes(leg{on: ClearanceExpired, as: bySystem, want: OriginPending})
	w.effects(EffAskOrigin)
}

func TestTheChildIsHeardAloneAndAnswered(t *testing.T) {
	w := standing(t, Ready, true, Facts{FChildHeard: false})
	w.refused(leg{on: Submit, as: ownHead}, string(GChildHeard))
	w.refused(leg{on: HearChild, as: ownClerk, in: Facts{InHeardAlone: false}}, string(GHeardAlone))
	w.refused(leg{on: HearChild, as: ownClerk, set: Facts{FAge: 8}, in: Facts{InView: "unable"}}, string(GViewByAge))
	w.takes(leg{on: HearChild, as: ownClerk, set: Facts{FAge: 2}, in: Facts{InView: "unable"}, want: Ready})
	stays := standing(t, OriginPending, false, nil)
	stays.refused(leg{on: KeepThere, as: ownCountyLead, in: Facts{InKeepGround: "child_objects"}}, string(GChildSaidNo))
	stays.takes(leg{on: KeepThere, as: ownCountyLead, set: Facts{FChildObjects: true}, in: Facts{InKeepGround: "child_objects"}, want: KeptAtOrigin})
	w.at = InReview
	w.refused(leg{on: Approve, as: ownCountyLead, set: Facts{FChildHeard: true, FChildObjects: true}}, string(GChildAnswered))
	w.takes(leg{on: Approve, as: ownCountyLead, in: Facts{InAnswer: "A-1"}, want: Approved})
}

func TestOfficialDelayHarmsNobodyWhoComesOfAge(t *testing.T) {
	turns := leg{on: Turn18, as: bySystem, want: AgedOut}
	w := standing(t, UnregisteredChild, true, nil)
	w.refused(turns, string(GNoLooseChild))
	turns.set = Facts{FHasSuccessor: true}
	w.takes(turns)
	w.effects(EffTellChoices, EffSuccessor)
	goesOn := standing(t, OriginPending, false, nil).takes(leg{on: ChooseAt18, as: ownClerk, want: OriginPending})
	goesOn.refused(leg{on: Turn18, as: bySystem, set: Facts{FGoesOn: true}}, string(GNotGoingOn))
	late := standing(t, Listed, true, Facts{FAdult: true})
	late.refused(leg{on: Search, as: ownClerk}, string(GEligible))
	if s := *on(w.d, Turn18); s.Adverse || s.After != LimitMajority {
		t.Errorf("coming of age is a decision against the child: %+v", s)
	}
	if _, ok := NewBook().Current(Unreg8, "2026-09-24"); !ok {
		t.Error("there is no business to go on in")
	}
}

func TestNoLineLeavesAChildWithoutANextCase(t *testing.T) {
	reasons := Facts{InLegalGround: "other"}
	for _, l := range []leg{{on: "propose_left_institution", as: ownClerk}, {on: LeftInstitution, as: ownHead, set: Facts{FProposedByOther: true}},
		{on: RuleAgainst, as: By{Region, Superior}}, {on: Refuse, as: ownCountyLead}, {on: TakenOff, as: bySystem}, {on: CloseMoot, as: bySystem}, {on: KeepThere, as: ownCountyLead}} {
		w := standing(t, InReview, true, nil)
		if l.on == RuleAgainst {
			w.at = Disputed
		}
		l.in = reasons
		w.refused(l, string(GNoLooseChild))
	}
	kept := standing(t, Ready, true, Facts{FHasSuccessor: true})
	kept.refused(leg{on: KeepThere, as: ownCountyLead}, string(GSubjectRegistered))
	roster := newWalk(t, WardBatch, inOrder(false, Facts{FLooseLines: []string{"7"}, FUnsettledLines: []string{"7"}}))
	roster.at = BRunning
	roster.refused(leg{on: "propose_remove_line", as: ownClerk}, string(GNoLooseLines))
	roster.refused(leg{on: ClosePartial, as: ownHead}, string(GLinesSettled))
	roster.refused(leg{on: CancelBatch, as: ownHead}, string(GLinesSettled))
	roster.refused(leg{on: CloseBatch, as: bySystem, set: Facts{FOpenLines: 1}}, string(GNoOpenLines))
}

func TestEachDeathGoesToItsOwnCase(t *testing.T) {
	wrong := standing(t, Ready, true, Facts{FHasSuccessor: true})
	wrong.refused(leg{on: Die, as: ownClerk, in: Facts{InSuccessor: "death"}}, string(GDeathCase))
	moving := standing(t, InTransit, false, nil)
	moving.refused(leg{on: Die, as: ownClerk, in: Facts{InSuccessor: "birth_then_death"}}, string(GDeathCase))
	known := standing(t, RegisteredElsewhere, false, Facts{FDeathEntered: true})
	known.refused(leg{on: Die, as: ownClerk, in: Facts{InSuccessor: "death"}}, string(GDeathCase))
	numbered := standing(t, Matching, true, Facts{FHasSuccessor: true, FNumberGiven: true})
	numbered.refused(leg{on: Die, as: ownClerk, in: Facts{InSuccessor: "birth_then_death"}}, string(GDeathUnentered))
}

func TestALineWaitsWhileItsRosterIsSuspended(t *testing.T) {
	halted := Facts{FBatchRunning: false}
	standing(t, Listed, true, halted).refused(leg{on: Search, as: ownClerk}, string(GBatchRunning))
	standing(t, InReview, false, halted).refused(leg{on: Approve, as: ownCountyLead}, string(GBatchRunning))
	standing(t, Approved, false, halted).refused(leg{on: EffectIt, as: bySystem}, string(GBatchRunning))
}

func TestAChildHeldByAnotherCaseIsAConflict(t *testing.T) {
	w := newWalk(t, WardBatch, inOrder(false, Facts{FChildrenTaken: []string{"3"}}))
	if _, no, _ := w.ask(leg{on: AddLine, as: ownAux}); no == nil || no.Cause != Conflicting {
		t.Errorf("got %+v, want a conflict", no)
	}
	if _, no, _ := standing(t, Matching, true, Facts{FConflictingCase: true}).ask(leg{on: HitOne, as: ownClerk}); no == nil || no.Cause != Conflicting {
		t.Errorf("got %+v, want a conflict", no)
	}
}

func TestNoWordTellsTheKindOfBody(t *testing.T) {
	b := NewBook()
	telling := regexp.MustCompile(`(?i)孤儿|弃婴|福利|儿童院|orphan|foundling|welfare|\bwards?\b`)
	shown := func(where string, w Word) {
		if telling.MatchString(w.Zh + w.En + w.Means) {
			t.Errorf("%s: %q / %q tells", where, w.Zh, w.En)
		}
	}
	for _, d := range wards() {
		shown(string(d.Business), d.Names)
		shown("subject", b.SubjectWord(d.Subject))
		for _, s := range d.States() {
			shown(string(s), b.StateWord(s))
		}
		for _, s := range d.Steps {
			shown(string(s.On), b.EventWord(s.On))
			for _, f := range append(slices.Clone(s.Needs), s.May...) {
				shown(string(f), b.fields[f].Word)
				for _, c := range b.fields[f].Codes {
					shown(string(f)+" "+c.Value, c.Word)
				}
			}
			for _, e := range s.Do {
				shown(string(e), b.EffectWord(e))
			}
			for _, g := range s.If {
				shown(string(g), b.guards[g].Unmet)
			}
		}
		for _, f := range d.Facts {
			shown(string(f.Field), b.fields[f.Field].Word)
			for _, c := range b.fields[f.Field].Codes {
				shown(string(f.Field)+" "+c.Value, c.Word)
			}
		}
		for _, m := range d.Materials {
			shown(string(m.Kind), b.materials[m.Kind].Word)
		}
	}
}

func TestALinesClockStandsStillWhileOthersAnswer(t *testing.T) {
	d := wardLine()
	for _, s := range d.States() {
		_, stopped := d.Stops[s]
		want := slices.Contains([]State{Duplicated, WaitingExternal, OriginPending, Disputed}, s)
		if stopped != want {
			t.Errorf("clock stands still in %s: %v, want %v", s, stopped, want)
		}
	}
}

// Whoever reviews a line whose clearance has grown old reads that it goes back first: nobody
// asks the origin from a review.
func TestAnOldClearanceInReviewSaysWhereTheLineGoesBackTo(t *testing.T) {
	standing(t, InReview, false, Facts{FClearanceGood: false}).refused(leg{on: Approve, as: ownCountyLead}, string(GClearanceGood))
	b := NewBook()
	g, _ := b.Guard(GClearanceGood)
	for _, want := range []string{b.StateWord(OriginCleared).Zh, b.EventWord(ClearanceExpired).Zh, "退回"} {
		if !strings.Contains(g.Unmet.Zh, want) {
			t.Errorf("the refusal does not name %s: %s", want, g.Unmet.Zh)
		}
	}
}
