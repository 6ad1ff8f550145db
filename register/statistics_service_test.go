package register

import (
	"context"
	"errors"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// TestTheMonthsRostersByPlaceOfOrigin: of two children of a roster one has a station of
// origin, which is asked, lets its days pass and confirms the next month; only the prefecture
// counts it, since below it a line is one child.
func TestTheMonthsRostersByPlaceOfOrigin(t *testing.T) {
	eachWorld(t, func(w *world) {
		_, asked, _ := w.askedRoster()
		q := StatQuery{Sheet: SheetWards}
		w.figuresAre("city", q, otherOrg, map[string]int64{"lines": 1, "asked": 1, "waiting": 1})
		w.figuresAre("city", q, originRow, map[string]int64{"lines": 1})
		w.setClock("2026-10-20T09:00:00+08:00")
		_, err := w.r.Sweep(context.Background())
		w.must(err)
		w.step("clerk_b", asked, workflow.ProposeEvent(workflow.OriginConfirm), workflow.Facts{"extract": "户主之侄", "land_and_benefits": "无", "kin_in_book": "told", "kin_told_on": "2026-09-24"})
		w.step("head_b", asked, workflow.OriginConfirm, nil)
		w.figuresAre("region", q, otherOrg, map[string]int64{"lines": 1, "overdue": 1, "confirmed": 1})
		w.figuresAre("city", StatQuery{Sheet: SheetWards, Month: "2026-09"}, otherOrg, map[string]int64{"lines": 1, "asked": 1, "waiting": 1})
		for _, who := range []string{"head", "county"} {
			var no *Invalid
			if _, err := w.r.Statistics(context.Background(), w.officer(who), q); !errors.As(err, &no) || no.Errors[0].Code != "prefecture_only" {
				t.Errorf("%s counts single children: %v", who, err)
			}
		}
		if county, city := w.sheetOf("county", StatQuery{Sheet: SheetPopulation}), w.sheetOf("city", StatQuery{Sheet: SheetPopulation}); len(county.Sheets) != 9 || len(city.Sheets) != 10 {
			t.Errorf("the county has %d sheets, the city %d", len(county.Sheets), len(city.Sheets))
		}
	})
}

// TestTheMonthsService: three cases took 1, 3 and 18 working days; one of them was sent back
// for correction twice, had its clock stopped and was late, one was not accepted; of two
// decisions on the spot that a second officer looked at one was wrong.
func TestTheMonthsService(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.setClock("2026-09-01T09:00:00+08:00")
		for _, c := range []struct{ id, state, lodged, ended string }{
			{"quick", "delivered", "2026-09-01", "2026-09-02"}, {"some", "not_accepted", "2026-09-01", "2026-09-04"}, {"long", "refused", "2026-09-01", "2026-09-24"}, {"open", "accepted", "2026-09-01", ""}, {"later", "delivered", "2026-09-01", "2026-10-08"},
		} {
			row := models.Case{ID: c.id, State: c.state, LodgedOn: models.Date(c.lodged)}
			if c.ended != "" {
				ended := at(c.ended + "T10:00:00+08:00")
				row.ClosedAt = &ended
			}
			w.put(row, "")
		}
		w.exec(`insert into case_clocks (id, case_id, limit_name, state, started_on, span, extension, stops, promised, due_on, provisional, ended_on)
			values ('k', 'long', 'station', 'accepted', '2026-09-01', '{}', '{}', '[{"reason":"correction","from":"2026-09-02","to":"2026-09-04"}]', '2026-09-10', '2026-09-10', false, '2026-09-24')`)
		for _, seq := range []string{"1", "2"} {
			w.exec("insert into journal (case_id, seq, at, event, from_state, to_state, officer_id, payload, hash) values ('long', " + seq + ", '2026-09-02 02:00:00+00:00', 'request_correction', 'lodged', 'correcting', 'o-clerk', '', '')")
		}
		for id, outcome := range map[string]string{"quick": "agree", "some": "disagree"} {
			w.exec(`insert into case_tasks (id, case_id, kind, group_id, needed, required, org, role, officer, asked_by, note, opened_at, due_on, done_at, done_by, outcome)
				values ('t-` + id + `', '` + id + `', 'spot_check', '', 1, false, '', 'clerk', '', '', '', '2026-09-02 02:00:00+00:00', '2026-09-03', '2026-09-03 02:00:00+00:00', 'o-clerk2', '` + outcome + `')`)
		}
		w.setClock("2026-10-10T09:00:00+08:00")
		want := map[string]int64{"ended": 3, "median": 3, "ninth": 18, "stopped": 2, "overdue": 1, "corrected": 1, "corrections": 2, "refused": 1, "not_accepted": 1, "looked_at": 2, "errors": 1}
		w.figuresAre("head", StatQuery{Sheet: SheetService, Month: "2026-09"}, stationOrg, want)
		w.figuresAre("region", StatQuery{Sheet: SheetService, Month: "2026-09"}, "", want)
		w.figuresAre("head", StatQuery{Sheet: SheetService}, stationOrg, map[string]int64{"ended": 1, "median": 22, "ninth": 22})
	})
}

// TestTheMonthsCollectiveHouseholds: a school's household and an institution's, in which one
// of two has come of age and the helper's term is over.
func TestTheMonthsCollectiveHouseholds(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.setClock("2026-08-20T09:00:00+08:00")
		person := func(id, born string) LoadedPerson {
			return LoadedPerson{ID: id, Name: "石明月", Sex: "2", BirthDate: models.Date(born), Ethnicity: "01", Relation: "99", Since: "2020-01-01"}
		}
		w.load(append(village(),
			LoadedHousehold{ID: "h-school", Number: "900003", Org: stationOrg, Division: "640522", Kind: models.CollectiveHousehold, Collective: "school", Address: "城关镇学校路1号", OpenedOn: "2015-03-01", Members: []LoadedPerson{person("p-s", "2001-01-01")}},
			LoadedHousehold{ID: "h-unit", Number: "900004", Org: stationOrg, Division: "640522", Kind: models.CollectiveHousehold, InstitutionID: "u-1", HelperID: "p-li", HelperUntil: "2026-09-15", Address: "城关镇九号", OpenedOn: "2015-03-01",
				Members: []LoadedPerson{person("p-grown", "2008-09-10"), person("p-young", "2015-02-02")}}))
		w.setClock("2026-10-09T09:00:00+08:00")
		w.figuresAre("head", StatQuery{Sheet: SheetCollective, Month: "2026-08"}, stationOrg, map[string]int64{"homes": 2, "members": 3, "no_helper": 1})
		w.figuresAre("head", StatQuery{Sheet: SheetCollective, Month: "2026-09"}, stationOrg, map[string]int64{"homes": 2, "members": 3, "of_age": 1, "helper_over": 1, "no_helper": 1})
	})
}

// TestTheMonthsIntegrity: a clerk looks at somebody, a child's file is seen on an approval, a newborn
// takes a number before which a code was lost, and the entry is reversed.
func TestTheMonthsIntegrity(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		_, err := w.r.Person(context.Background(), w.officer("clerk"), "p-ma", PersonQuery{Purpose: "核对", Code: PurposeCheck})
		w.must(err)
		w.approved("clerk", "head", "p-son")
		_, err = w.r.Person(context.Background(), w.officer("clerk"), "p-son", PersonQuery{Purpose: "核对", Code: PurposeCheck})
		w.must(err)
		w.birthOnTheSpot("h-ma", "2026-09-10")
		girl := w.personNamed("马小禾")
		w.undoes(girl, w.last(girl).ID)
		w.exec("update number_ledger set sequence = sequence + 2 where person_id = '" + girl + "'")
		got := w.sheetOf("head", StatQuery{Sheet: SheetIntegrity}).row(stationOrg)
		if got["looks"] < 2 || got["by_approval"] != 1 || got["issued"] != 1 || got["gaps"] != 1 || got["reversed"] != 1 || got["glass"] != 0 {
			t.Errorf("the month's integrity: %v", got)
		}
	})
}
