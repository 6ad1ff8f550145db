package register

import (
	"context"
	"errors"
	"slices"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// limitOf is a period of the case as an officer sees it.
func (w *world) limitOf(who, id string, limit workflow.Limit) (*CaseView, ClockView, bool) {
	w.t.Helper()
	v, err := w.r.View(context.Background(), w.officer(who), id)
	w.must(err)
	i := slices.IndexFunc(v.Clocks, func(k ClockView) bool { return k.Limit == limit })
	if i < 0 {
		return v, ClockView{}, false
	}
	return v, v.Clocks[i], true
}

// asking brings a line to the question at the origin.
func (w *world) asking(facts workflow.Facts) string {
	w.t.Helper()
	child := w.seedUnit()
	_, lines := w.batch(facts)
	w.step("clerk", lines[0], workflow.Search, nil)
	w.step("clerk", lines[0], workflow.HitOne, workflow.Facts{"hit_person": child, "compared_by_eye": true, "findings": "逐项一致"})
	w.wantState(lines[0], workflow.OriginPending)
	return lines[0]
}

// TestTheAskedStationIsLateAndTheAskingOneIsNot: the question goes out on 24 September;
// the answer is due on the 30th, behind the holiday of mid-autumn. The asking station's
// time stands still, for it nothing is late on any day.
func TestTheAskedStationIsLateAndTheAskingOneIsNot(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.asking(wardFacts("王小石", "1", "2016-03-04", "001"))
		due := w.row(id).DueOn
		see := func(on string, late, ackLate bool) {
			w.t.Helper()
			w.setClock(on + "T09:00:00+08:00")
			for _, who := range []string{"clerk_b", "head_b"} {
				v, k, ok := w.limitOf(who, id, workflow.LimitOriginAnswer)
				if v.Overdue != late || !ok || k.Overdue != late || k.StandsStill != "" || k.DueOn != due {
					t.Errorf("on %s %s sees overdue %v and the answer %+v", on, who, v.Overdue, k)
				}
				if _, k, ok := w.limitOf(who, id, workflow.LimitOriginAck); !ok || k.Overdue != ackLate {
					t.Errorf("on %s %s sees the acknowledgement %+v", on, who, k)
				}
				if around := w.around(who, id); (around.Item.Deadline == DeadlineOverdue) != late || around.Item.Overdue != late {
					t.Errorf("on %s %s's page says %s", on, who, around.Item.Deadline)
				}
			}
			for _, who := range []string{"clerk", "head", "county_lead"} {
				v, k, ok := w.limitOf(who, id, workflow.LimitOriginAnswer)
				if v.Overdue || !ok || k.Overdue || k.StandsStill == "" {
					t.Errorf("on %s %s of the asking side sees overdue %v and %+v", on, who, v.Overdue, k)
				}
				if _, k, ok := w.limitOf(who, id, workflow.LimitOriginAck); ok {
					t.Errorf("on %s %s of the asking side sees %+v", on, who, k)
				}
				if around := w.around(who, id); around.Item.Deadline != DeadlinePaused || around.Item.Overdue {
					t.Errorf("on %s %s's page says %s", on, who, around.Item.Deadline)
				}
			}
		}
		see("2026-09-24", false, false)
		see(string(due), false, true)
		see(string(due.AddDays(1)), true, true)
		page, err := w.r.Queue(context.Background(), w.officer("clerk_b"), QueueOverdue, "", 0)
		w.must(err)
		if len(page.Items) != 1 || !page.Items[0].Overdue {
			t.Errorf("the asked station's queue of what is late: %+v", page.Items)
		}
		w.step("clerk_b", id, workflow.Acknowledge, nil)
		if _, k, ok := w.limitOf("clerk_b", id, workflow.LimitOriginAck); ok {
			t.Errorf("acknowledged, it is still asked for: %+v", k)
		}
	})
}

const thirdOrg, fourthOrg = "640422020000", "640422030000"

// stoodAt lets the ward have stood in the area of a station before.
func (w *world) stoodAt(stations ...string) {
	w.t.Helper()
	for i, code := range stations {
		w.tx(func(tx *store.Tx) error {
			house, from, to := "h-"+code, models.Date("2016-03-04").AddDays(i), models.Date("2016-03-05").AddDays(i)
			if err := store.Insert(tx, models.Organisation{Code: code, Name: "乙县派出所" + code[6:8], NameEn: "B " + code, Kind: models.KindStation, Parent: otherCount, Division: "640422"}); err != nil {
				return err
			}
			if err := store.Insert(tx, models.Household{ID: house, Number: code[6:8], Org: code, Division: "640422", Kind: models.FamilyHousehold, HeadID: "p-uncle", Status: "open", Version: 1, EventID: "seed", CaseID: "seed"}); err != nil {
				return err
			}
			return store.Insert(tx, models.Residence{ID: "r-" + code, PersonID: "p-ward", HouseholdID: house, Relation: "93", ValidFrom: from, ValidTo: to, RecordedAt: w.r.Now(), EventID: "seed", CaseID: "seed"})
		})
	}
}

// noLongerInForce ends the ward's entry while a question is open.
func (w *world) noLongerInForce() {
	w.t.Helper()
	w.tx(func(tx *store.Tx) error {
		return store.Amend[models.Person](tx, map[string]any{"status": models.StatusCancelled, "household_id": ""}, "id = 'p-ward'")
	})
}

// enlist puts an officer of the world in the database.
func (w *world) enlist(name string) {
	w.t.Helper()
	w.tx(func(tx *store.Tx) error {
		return store.Insert(tx, models.Officer{ID: "o-" + name, Username: name, Name: "民警" + name, PersonID: "p-" + name, Password: "-", CreatedAt: w.r.Now()})
	})
}

// wrongStation takes a step that names a station and wants it refused at that field.
func (w *world) wrongStation(who, id string, event workflow.Event, station, code string) {
	w.t.Helper()
	err := w.try(who, id, event, "", workflow.Facts{"reason": "x", "station": station})
	var i *Invalid
	if !errors.As(err, &i) || len(i.Errors) != 1 || i.Errors[0].Field != "input.station" || i.Errors[0].Code != code {
		w.t.Errorf("%s naming %s: %s, want %s", event, station, describe(err), code)
	}
}

// TestNobodyConfirmsInThePlaceOfTheOrigin: the answer comes from where the entry stands or
// stood, or from whom the region names; the asking side never answers itself.
func TestNobodyConfirmsInThePlaceOfTheOrigin(t *testing.T) {
	eachWorld(t, func(w *world) {
		facts := wardFacts("王小石", "1", "2016-03-04", "001")
		facts[workflow.FactCandidates] = []string{stationOrg, "640422040000"}
		id := w.asking(facts)
		w.stoodAt(thirdOrg)
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.Organisation{Code: "640422040000", Name: "乙县无关派出所", NameEn: "B", Kind: models.KindStation, Parent: otherCount, Division: "640422"})
		})
		offered := func(who string, want error, stations ...string) {
			t.Helper()
			got, err := w.r.OriginStations(context.Background(), w.officer(who), id)
			if !errors.Is(err, want) || !slices.Equal(got, stations) {
				t.Errorf("%s is offered %v, %v; want %v, %v", who, got, err, stations, want)
			}
		}
		// Whoever has the question is offered what the register shows, and nobody else is.
		offered("head_b", nil, thirdOrg)
		for who, want := range map[string]error{"clerk_b": ErrForbidden, "head": ErrForbidden, "clerk": ErrForbidden, "region": ErrForbidden} {
			offered(who, want)
		}
		due := w.row(id).DueOn
		w.setClock("2026-09-28T09:00:00+08:00")
		// While the entry stands with the station that is asked, it is theirs, and the region
		// takes it to nobody who never had it.
		if err := w.try("head_b", id, workflow.NotOurs, "", workflow.Facts{"reason": "x", "station": thirdOrg}); !refusedFor(err, workflow.GEntryNotHere) {
			t.Errorf("the station of the entry said that it is not its own: %s", describe(err))
		}
		w.wrongStation("region", id, workflow.NameOrigin, "640422040000", "entry_stands_elsewhere")
		w.noLongerInForce()
		w.wrongStation("head_b", id, workflow.NotOurs, stationOrg, "asking_station")
		w.wrongStation("head_b", id, workflow.NotOurs, otherOrg, "asked_already")
		w.wrongStation("head_b", id, workflow.NotOurs, "640422040000", "no_candidate")
		w.wrongStation("head_b", id, workflow.NotOurs, countyOrg, "unknown_station")
		w.wrongStation("region", id, workflow.NameOrigin, stationOrg, "asking_station")
		w.wrongStation("region", id, workflow.NameOrigin, otherOrg, "asked_already")
		if got := w.row(id).DueOn; got != due {
			t.Errorf("refused, and the day to answer moved from %s to %s", due, got)
		}
		// History gives the next one; what the roster declares gives none, so that the region
		// names whom it finds.
		w.step("head_b", id, workflow.NotOurs, workflow.Facts{"reason": "早已迁出"})
		if n := count[models.CaseOrg](w, "case_id = ? and seat = 'origin' and org = ?", id, thirdOrg); n != 1 {
			t.Error("the station that history shows is not asked")
		}
		w.enlist("head_d")
		offered("head_d", nil)
		w.wrongStation("head_d", id, workflow.NotOurs, otherOrg, "answered_already")
		w.step("head_d", id, workflow.NotOurs, workflow.Facts{"reason": "不在我所"})
		if n := count[models.CaseOrg](w, "case_id = ? and seat = 'origin' and org <> ?", id, regionOrg); n != 0 {
			t.Error("with no station left the question is not with the region alone")
		}
		w.step("region", id, workflow.NameOrigin, workflow.Facts{"reason": "查明", "station": "640422040000"})
		if n := count[models.CaseOrg](w, "case_id = ? and seat = 'origin' and org = '640422040000'", id); n != 1 {
			t.Error("the station that the region named is not asked")
		}
	})
}

// TestHandingTheQuestionOnGivesNoTime: sent on by the first station, the question gives
// the second days of its own to answer, the third none any more; those above are told by
// the time of the first question.
func TestHandingTheQuestionOnGivesNoTime(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.asking(wardFacts("王小石", "1", "2016-03-04", "001"))
		w.stoodAt(thirdOrg, fourthOrg)
		w.noLongerInForce()
		w.enlist("head_d")
		first := w.row(id).DueOn
		told := func() int64 {
			return count[models.Entry](w, "case_id = ? and event = ?", id, string(workflow.Escalate))
		}
		w.setClock("2026-09-30T09:00:00+08:00")
		w.step("head_b", id, workflow.NotOurs, workflow.Facts{"reason": "户口已并入", "station": thirdOrg})
		second := w.row(id).DueOn
		if second <= first {
			t.Errorf("the second station has until %s, the first had until %s", second, first)
		}
		w.agedDays(string(first.AddDays(1)) + "T09:00:00+08:00")
		if n := told(); n != 1 {
			t.Errorf("a day after the first question's time %d bodies were told, want the county", n)
		}
		w.setClock(string(second) + "T09:00:00+08:00")
		w.step("head_d", id, workflow.NotOurs, workflow.Facts{"reason": "不在我所", "station": fourthOrg})
		if got := w.row(id).DueOn; got != second {
			t.Errorf("handed on again, the day to answer moved from %s to %s", second, got)
		}
		w.agedDays("2026-10-14T09:00:00+08:00")
		w.agedDays("2026-10-16T09:00:00+08:00")
		if n := told(); n != 3 {
			t.Errorf("three weeks after the question %d bodies were told, want county, prefecture and region", n)
		}
		// Time is up for the origin's side: the county above the station asked last answers.
		w.enlist("county_b")
		w.step("county_b", id, workflow.ProposeEvent(workflow.OriginConfirm), workflow.Facts{"extract": "户主之侄", "land_and_benefits": "无", "kin_in_book": "told", "kin_told_on": "2026-09-24"})
	})
}
