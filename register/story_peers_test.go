package register

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// saysOn lets an officer of a station answer what it was asked about its entry.
func (w *world) saysOn(id, who string, agree bool) {
	w.t.Helper()
	w.step(who, id, workflow.PeerWord, w.word(id, who, agree))
}

func (w *world) word(id, who string, agree bool) workflow.Facts {
	w.t.Helper()
	tasks := w.task(id, workflow.TaskPeerWord)
	i := slices.IndexFunc(tasks, func(t models.CaseTask) bool { return t.Org == w.officer(who).Postings[0].Org })
	if i < 0 {
		w.t.Fatalf("nothing was asked of %s: %+v", who, tasks)
	}
	return workflow.Facts{"task_id": tasks[i].ID, "agree": agree, "findings": "查阅底册，2012年立户，本人在此居住"}
}

// ownWish is a ruling that the father asks for at home on his entry there and another.
func (w *world) ownWish(other string) string {
	w.t.Helper()
	return w.open("clerk", OpenRequest{Business: workflow.DupCancel, Facts: workflow.Facts{"first_entry": "p-ma", "second_entry_number": w.cardOf(other), "applicant_relation": "self", "applicant_name": "马文"}})
}

// verified takes a lodged ruling to the station's check.
func (w *world) verified(id string) {
	w.t.Helper()
	for _, k := range []workflow.MaterialKind{workflow.MatRegisterExtracts, workflow.MatComparison, workflow.MatVisitRecord} {
		w.paper(id, k)
	}
	w.step("clerk", id, workflow.Accept, nil)
	w.step("clerk", id, workflow.AssignCheck, nil)
}

var keepsMa = workflow.Facts{"keep": "p-ma", "reason": "登记在先"}

// inList tells how a case stands in an officer's list.
func (w *world) inList(who, queue, id string) (WorkItem, bool) {
	w.t.Helper()
	list, err := w.r.Worklist(context.Background(), w.officer(who), WorklistQuery{Queue: queue})
	w.must(err)
	i := slices.IndexFunc(list.Items, func(x WorkItem) bool { return x.ID == id })
	if i < 0 {
		return WorkItem{}, false
	}
	return list.Items[i], true
}

// Whoever stands at the window is believed to be both only where name and date of birth
// agree. Else the station opens the case itself, tells and gives notice.
func TestASecondEntryOfAnotherNameOrDayIsNotCancelledOnAWish(t *testing.T) {
	for name, born := range map[string]string{"马闻": "1990-03-07", "马文": "1990-03-08"} {
		t.Run(name, func(t *testing.T) {
			eachWorld(t, func(w *world) {
				w.registeredTwice(name, born)
				id := w.ownWish("p-there")
				if err := w.try("clerk", id, workflow.Lodge, "", nil); !refusedFor(err, workflow.GEntriesAgree) {
					w.t.Fatalf("a stranger's entry is asked to be cancelled: %s", describe(err))
				}
				if n := len(w.task(id, workflow.TaskPeerWord)); n != 0 {
					t.Errorf("%d stations were told of what was refused", n)
				}
				_, err := w.r.Change(context.Background(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"applicant_relation": "ex_officio"})
				w.must(err)
				w.step("clerk", id, workflow.OpenExOfficio, nil)
				w.step("clerk", id, workflow.AssignCheck, nil)
				// And nobody makes the person's own wish of it afterwards, past telling and notice.
				if _, err = w.r.Change(context.Background(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"applicant_relation": "self"}); !invalidAt(err, "facts.applicant_relation", "road_fixed") {
					t.Errorf("the road was changed past telling and notice: %v", err)
				}
			})
		})
	}
}

// The station of another prefecture is told as soon as the case is lodged, finds it in its
// list, reads it and says no. Nothing is reported before; then the region decides, which
// finds the case, and the decision says what the other station said.
func TestTheOtherStationIsHeardAndTheRegionRulesBetweenTwoPrefectures(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		w.registeredTwice("马文", "1990-03-07")
		id := w.ownWish("p-there")
		if _, err := w.r.View(ctx, w.officer("clerk_b"), id); !errors.Is(err, ErrNotFound) {
			t.Errorf("a draft shows at the other station: %v", err)
		}
		w.step("clerk", id, workflow.Lodge, nil)
		tasks := w.task(id, workflow.TaskPeerWord)
		if len(tasks) != 1 || tasks[0].Org != otherOrg || tasks[0].DueOn != "2026-09-30" { // three working days, behind mid-autumn
			w.t.Fatalf("asked: %+v", tasks)
		}
		if n := count[models.Outbox](w, "case_id = ? and kind = 'other_station_asked'", id); n != 1 {
			t.Errorf("%d messages tell the other station", n)
		}
		w.verified(id)
		for _, who := range []string{"clerk_b", "head_b"} {
			item, ok := w.inList(who, QueueStation, id)
			if !ok || item.NextEvent != workflow.PeerWord || !item.Yours || item.Group != GroupNow {
				t.Errorf("%s's list has %v, %+v", who, ok, item)
			}
		}
		if page := w.around("clerk_b", id); page.Step != workflow.PeerWord || !page.Mine || page.Own || page.Item.NextEvent != workflow.PeerWord {
			t.Errorf("the other station's page asks for %s, of them %v", page.Step, page.Mine)
		}
		if page := w.around("clerk", id); page.Step != workflow.ReportCheck {
			t.Errorf("the handling station's page asks for %s", page.Step)
		}
		if item, ok := w.inList("clerk", QueueStation, id); ok && item.NextEvent == workflow.PeerWord {
			t.Error("the handling station is asked for its own word")
		}
		if got, err := w.r.NextFromStation(ctx, w.officer("clerk_b")); err != nil || got.Status != 204 {
			t.Errorf("the other station takes the case in hand: %d %v", got.Status, err)
		}
		if _, err := w.r.TakeOver(ctx, w.officer("head_b"), id, "由我所办理"); !errors.Is(err, ErrForbidden) {
			t.Errorf("the other station takes the case over: %v", err)
		}
		for _, on := range []workflow.Event{workflow.ReportCheck, workflow.AssignCheck, workflow.Withdraw} {
			var no *Refused
			if err := w.try("clerk_b", id, on, "", nil); !errors.As(err, &no) || no.Cause != workflow.NeverYours {
				t.Errorf("the other station takes %s: %s", on, describe(err))
			}
		}
		if err := w.try("community", id, workflow.ReportCheck, "", nobodyObjected); !refusedFor(err, workflow.GPeersHeard) {
			t.Errorf("reported unheard: %s", describe(err))
		}
		if err := w.try("clerk", id, workflow.PeerWord, "", w.word(id, "clerk_b", true)); err == nil {
			t.Error("the handling station answers for the other one")
		}
		w.saysOn(id, "clerk_b", false)
		if _, ok := w.inList("clerk_b", QueueStation, id); ok {
			t.Error("having answered, the other station is asked still")
		}
		if page := w.around("clerk_b", id); page.Step == workflow.PeerWord || page.Mine {
			t.Error("having answered, the page of the other station asks still")
		}
		if err := w.try("head_b", id, workflow.PeerWord, "", workflow.Facts{"task_id": tasks[0].ID, "agree": true, "findings": "x"}); !refusedFor(err, workflow.GTaskMine) {
			t.Errorf("a second word: %s", describe(err))
		}
		w.step("community", id, workflow.ReportCheck, nobodyObjected)
		w.step("head", id, workflow.PassUp, nil)
		if err := w.try("county_lead", id, workflow.Approve, "", keepsMa); !refusedFor(err, workflow.GCountyLevel) {
			t.Errorf("one county ends an entry of another prefecture: %s", describe(err))
		}
		w.step("county_lead", id, workflow.PassUp, nil)
		if err := w.try("city_lead", id, workflow.Approve, "", keepsMa); !refusedFor(err, workflow.GCityDecides) {
			t.Errorf("one prefecture ends an entry of another: %s", describe(err))
		}
		if _, ok := w.inList("region", QueueApprovals, id); !ok {
			t.Error("the region does not find what it decides")
		}
		w.step("region", id, workflow.Approve, keepsMa)
		w.wantState(id, workflow.Effected)
		v, err := w.r.View(ctx, w.officer("clerk"), id)
		w.must(err)
		if d := v.Decision; d == nil || d.Level != workflow.P3 || d.Body.En != regionOrg || !strings.Contains(d.FactsFound, "对方派出所乙县城关派出所于2026-09-24答复不同意") {
			t.Errorf("the decision says %+v", d)
		}
		w.sound()
	})
}

// Where the other prefecture's station agrees, the handling one decides; the region neither
// may nor is asked to.
func TestWhereTheOtherStationAgreesThePrefectureDecides(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.registeredTwice("马文", "1990-03-07")
		id := w.ownWish("p-there")
		w.step("clerk", id, workflow.Lodge, nil)
		w.verified(id)
		w.saysOn(id, "head_b", true)
		w.step("community", id, workflow.ReportCheck, nobodyObjected)
		w.step("head", id, workflow.PassUp, nil)
		w.step("county", id, workflow.PassUp, nil)
		if _, ok := w.inList("region", QueueApprovals, id); ok {
			t.Error("the region is shown what the prefecture decides")
		}
		if err := w.try("region", id, workflow.Approve, "", keepsMa); err == nil {
			t.Error("the region decides what both agree on")
		}
		w.step("city_lead", id, workflow.Approve, keepsMa)
		w.wantState(id, workflow.Effected)
		if said := w.said(id); !strings.Contains(said, "答复同意") {
			t.Errorf("the decision says %q", said)
		}
		w.sound()
	})
}

// said is what the last decision was found to rest on.
func (w *world) said(id string) string {
	w.t.Helper()
	v, err := w.r.View(context.Background(), w.officer("clerk"), id)
	w.must(err)
	if v.Decision == nil {
		return ""
	}
	return v.Decision.FactsFound
}

// A station that keeps silent stops nothing once its days are over, and agrees to nothing:
// the region decides, and the decision says so. A late word still counts.
func TestSilenceOfTheOtherStationStopsNothingAndIsNoConsent(t *testing.T) {
	for _, late := range []bool{false, true} {
		eachWorld(t, func(w *world) {
			w.registeredTwice("马文", "1990-03-07")
			id := w.ownWish("p-there")
			w.step("clerk", id, workflow.Lodge, nil)
			w.verified(id)
			w.setClock("2026-09-30T09:00:00+08:00")
			if err := w.try("community", id, workflow.ReportCheck, "", nobodyObjected); !refusedFor(err, workflow.GPeersHeard) {
				t.Errorf("on its last day the other station was not waited for: %s", describe(err))
			}
			w.setClock("2026-10-08T09:00:00+08:00")
			w.step("community", id, workflow.ReportCheck, nobodyObjected)
			w.step("head", id, workflow.PassUp, nil)
			w.step("county", id, workflow.PassUp, nil)
			if err := w.try("city_lead", id, workflow.Approve, "", keepsMa); !refusedFor(err, workflow.GCityDecides) {
				t.Errorf("silence was taken for consent: %s", describe(err))
			}
			decider, want := "region", "对方派出所乙县城关派出所经通知至2026-09-30未答复"
			if late {
				w.saysOn(id, "clerk_b", true)
				decider, want = "city_lead", "答复同意"
			}
			w.step(decider, id, workflow.Approve, keepsMa)
			if said := w.said(id); !strings.Contains(said, want) {
				t.Errorf("the decision says %q", said)
			}
			w.sound()
		})
	}
}

// Two counties of one prefecture are the prefecture's, whatever the other station says; two
// stations of one county the county's. Nobody else is told, and finds nothing.
func TestWithinOnePrefectureAndOneCountyTheBodyAboveBothDecides(t *testing.T) {
	const nextDoor = "640522020000"
	eachWorld(t, func(w *world) {
		w.widened()
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.Organisation{Code: nextDoor, Name: "甲县河东派出所", NameEn: nextDoor, Kind: models.KindStation, Parent: countyOrg, Division: "640522"})
		})
		twin := func(house, org, person, number string) LoadedHousehold {
			return LoadedHousehold{ID: house, Number: "000041", Org: org, Division: org[:6], Kind: models.FamilyHousehold, Address: "四十一号", OpenedOn: "2012-01-01",
				Members: []LoadedPerson{{ID: person, Number: models.CitizenNumber(number), Name: "马文", Sex: "1", BirthDate: "1990-03-07", Ethnicity: "03", Relation: "02", Since: "2012-01-01"}}}
		}
		w.load([]LoadedHousehold{twin("h-twin-far", farOrg, "p-twin-far", "64990119900307015X"), twin("h-twin-near", nextDoor, "p-twin-near", "64990119900307017X")})
		far := w.ownWish("p-twin-far")
		w.step("clerk", far, workflow.Lodge, nil)
		for _, who := range []string{"clerk_b", "head_b"} {
			if _, err := w.r.View(context.Background(), w.officer(who), far); !errors.Is(err, ErrNotFound) {
				t.Errorf("%s of a station without an entry sees the case: %v", who, err)
			}
		}
		w.verified(far)
		w.saysOn(far, "head_c", false)
		w.step("community", far, workflow.ReportCheck, nobodyObjected)
		w.step("head", far, workflow.PassUp, nil)
		if err := w.try("county_lead", far, workflow.Approve, "", keepsMa); !refusedFor(err, workflow.GCountyLevel) {
			t.Errorf("one county ends another's entry: %s", describe(err))
		}
		w.step("county", far, workflow.PassUp, nil)
		w.step("city_lead", far, workflow.Approve, keepsMa)
		w.wantState(far, workflow.Effected)
		w.step("clerk", far, workflow.Deliver, workflow.Facts{"receiver": "马文", "method": "window"})

		near := w.ownWish("p-twin-near")
		w.step("clerk", near, workflow.Lodge, nil)
		if tasks := w.task(near, workflow.TaskPeerWord); len(tasks) != 1 || tasks[0].Org != nextDoor {
			t.Errorf("asked: %+v", tasks)
		}
		w.verified(near)
		w.setClock("2026-10-08T09:00:00+08:00")
		w.step("community", near, workflow.ReportCheck, maps.Clone(nobodyObjected))
		w.step("head", near, workflow.PassUp, nil)
		w.step("county_lead", near, workflow.Approve, keepsMa)
		w.wantState(near, workflow.Effected)
		w.sound()
	})
}
