package register

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// sheetOf is a sheet that counts; a population that does not balance fails the test.
func (w *world) sheetOf(who string, q StatQuery) *Statistics {
	w.t.Helper()
	s, err := w.r.Statistics(context.Background(), w.officer(who), q)
	w.must(err)
	if !s.Balanced {
		w.t.Errorf("the sheet %s of %s at %s does not balance: %+v", q.Sheet, s.Month, s.Org, s.Rows)
	}
	return s
}

// row are the figures of a line that are not 0.
func (s *Statistics) row(key string) map[string]int64 {
	out := map[string]int64{}
	for _, r := range append(s.Rows, s.Total) {
		if r.Key != key {
			continue
		}
		for k, n := range r.Values {
			if n != 0 {
				out[k] = n
			}
		}
	}
	return out
}

// TestTheMonthCountsWhoCameAndWent: of five who live at two stations of a county one is
// born to, one dies, one leaves for the other station, which is an out here and an in
// there, one goes abroad, and what was wrong is taken back in the month it is found.
func TestTheMonthCountsWhoCameAndWent(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.setClock("2026-08-20T09:00:00+08:00")
		w.grown()
		w.setClock("2026-09-10T09:00:00+08:00")
		_, err := w.newborn("2")
		w.must(err)
		w.put(models.Case{ID: "moving", State: "approved"}, "")
		(&life{w: w, people: []string{"p-old"}, homes: []string{"h-near"}, caseID: "moving", day: 233}).live("moves", 0, 0) // 10 September
		w.must(orNil(w.act(workflow.AbroadCancel, workflow.Affected, "p-gran", workflow.Facts{"abroad_ground": "settled_abroad"}, workflow.EffCancelAbroad)))
		w.must(orNil(w.act(workflow.Death, workflow.Deceased, "p-bro", workflow.Facts{"event_date": "2026-08-31", "death_cause": "illness"}, workflow.EffDeath)))
		w.must(orNil(w.act(workflow.MoveInRegion, workflow.Affected, "p-bs", workflow.Facts{"household_id": "h-ma"}, workflow.EffMove)))
		want := map[string]int64{"start": 6, "births": 1, "in_region": 1, "deaths": 1, "out_county": 1, "out_abroad": 1, "end": 5, "end_male": 3, "end_female": 2,
			"households_start": 2, "households_closed": 1, "households": 1}
		s := w.sheetOf("head", StatQuery{Sheet: SheetPopulation})
		if diff := cmp.Diff(want, s.row(stationOrg)); diff != "" {
			t.Errorf("the station's September (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(map[string]int64{"start": 2, "in_county": 1, "end": 3, "end_male": 2, "end_female": 1, "households_start": 1, "households": 1}, w.sheetOf("county", StatQuery{Sheet: SheetPopulation}).row(nearOrg)); diff != "" {
			t.Errorf("the near station's September (-want +got):\n%s", diff)
		}
		if got := w.sheetOf("county", StatQuery{Sheet: SheetPopulation}).Total.Values; got["end"] != 8 || got["out_county"] != 1 || got["in_county"] != 1 {
			t.Errorf("the county's September: %v", got)
		}
		if got := w.sheetOf("region", StatQuery{Sheet: SheetPopulation}).row(otherCity); got["start"] != 2 || got["out_region"] != 1 || got["end"] != 1 {
			t.Errorf("the other city's September: %v", got)
		}
		if got := w.sheetOf("region", StatQuery{Sheet: SheetPopulation, Month: "2026-08"}).Total.Values; got["in_loaded"] != 10 || got["start"] != 0 || got["end"] != 10 || got["end_male"] != 7 {
			t.Errorf("the August in which the register was taken over: %v", got)
		}
		// In October the death is found to be another's: September stays as it was.
		w.setClock("2026-10-09T09:00:00+08:00")
		(&life{w: w, people: []string{"p-bro"}, homes: []string{"h-ma"}, caseID: "moving", day: 262}).live("undone", 0, 0)
		if got := w.sheetOf("head", StatQuery{Sheet: SheetPopulation}).row(stationOrg); got["start"] != 5 || got["adjusted"] != 1 || got["end"] != 6 || got["in_restored"] != 0 {
			t.Errorf("the station's October: %v", got)
		}
		if diff := cmp.Diff(want, w.sheetOf("head", StatQuery{Sheet: SheetPopulation, Month: "2026-09"}).row(stationOrg)); diff != "" {
			t.Errorf("the station's September, asked in October (-want +got):\n%s", diff)
		}
	})
}

// TestASexCorrectedLaterCountsAsItWas: at the end of a month that is past a person counts by
// the sex that the register had then.
func TestASexCorrectedLaterCountsAsItWas(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.setClock("2026-08-20T09:00:00+08:00")
		w.load(village())
		w.setClock("2026-10-09T09:00:00+08:00")
		w.tx(func(tx *store.Tx) error {
			a := w.r.begin(tx, w.officer("clerk"))
			p, _, err := a.personByID("p-son")
			if err != nil {
				return err
			}
			p.Sex = "2"
			_, err = a.writePerson(&p, eventSpec{Kind: EventChange, Reason: string(reasonSexCorrected)})
			return err
		})
		for month, want := range map[string]int64{"2026-09": 3, "2026-10": 2} {
			if got := w.sheetOf("head", StatQuery{Sheet: SheetPopulation, Month: month}).row(stationOrg); got["end_male"] != want || got["end"] != 4 {
				t.Errorf("%s: %v", month, got)
			}
		}
	})
}

// TestStatisticsAreForWhoeverSeesTheBoard: the desks see none, nobody sees another body's,
// and neither a month to come nor a sheet that there is not is counted.
func TestStatisticsAreForWhoeverSeesTheBoard(t *testing.T) {
	eachWorld(t, func(w *world) {
		for _, who := range []string{"aux", "clerk", "community"} {
			if _, err := w.r.Statistics(context.Background(), w.officer(who), StatQuery{Sheet: SheetPopulation}); err != ErrForbidden {
				t.Errorf("%s sees the statistics: %v", who, err)
			}
		}
		for _, q := range []StatQuery{{Sheet: SheetPopulation, Station: otherOrg}, {Sheet: "M11"}} {
			if _, err := w.r.Statistics(context.Background(), w.officer("head"), q); err != ErrNotFound {
				t.Errorf("%+v: %v", q, err)
			}
		}
		for _, month := range []string{"2026-10", "2026-13", "September"} {
			var wrong *Invalid
			if _, err := w.r.Statistics(context.Background(), w.officer("head"), StatQuery{Sheet: SheetPopulation, Month: month}); !errors.As(err, &wrong) {
				t.Errorf("%s is counted: %v", month, err)
			}
		}
	})
}

// life is a random history at three stations of its own, so that many histories share one
// register.
type life struct {
	w        *world
	stations []string
	people   []string
	homes    []string
	caseID   string
	day      int
}

// TestThePopulationBalancesForEveryHistory: whatever happens to people, for every station
// and month the start with what came and went is the end, the end is the next month's start,
// and both are what the fold of everybody's events says was so.
func TestThePopulationBalancesForEveryHistory(t *testing.T) {
	eachWorld(t, func(w *world) {
		n := 0
		rapid.Check(t, func(rt *rapid.T) {
			n++
			l := w.newLife(n)
			for range rapid.IntRange(1, 16).Draw(rt, "acts") {
				l.day += rapid.IntRange(0, 9).Draw(rt, "days")
				l.live(rapid.SampledFrom(lives).Draw(rt, "act"), rapid.IntRange(0, 99).Draw(rt, "who"), rapid.IntRange(0, 99).Draw(rt, "where"))
			}
			l.day += 31
			l.clock()
			if wrong := l.wrong(); wrong != "" {
				rt.Fatal(wrong)
			}
		})
	})
}

var lives = []string{"born", "dies", "moves", "leaves", "lands", "goes abroad", "struck off", "stands again", "comes home", "gone for good", "undone", "undone", "first"}

func (w *world) newLife(n int) *life {
	l := &life{w: w, caseID: fmt.Sprintf("life-%d", n)}
	w.setClock("2026-01-20T09:00:00+08:00")
	county, far := fmt.Sprintf("7%05d000000", n), fmt.Sprintf("8%05d000000", n)
	l.stations = []string{fmt.Sprintf("7%05d010000", n), fmt.Sprintf("7%05d020000", n), fmt.Sprintf("8%05d010000", n)}
	org := func(code string, kind models.OrgKind, parent string) models.Organisation {
		return models.Organisation{Code: code, Name: "所" + code, NameEn: code, Kind: kind, Parent: parent, Division: "640522"}
	}
	w.tx(func(tx *store.Tx) error {
		return store.Insert(tx, org(county, models.KindCounty, cityOrg), org(far, models.KindCounty, otherCity),
			org(l.stations[0], models.KindStation, county), org(l.stations[1], models.KindStation, county), org(l.stations[2], models.KindStation, far))
	})
	w.put(models.Case{ID: l.caseID, State: "approved", HandlingOrg: l.stations[0]}, "")
	var hs []LoadedHousehold
	for i, station := range append(l.stations, l.stations[0]) {
		id := fmt.Sprintf("h-%d-%d", n, i)
		l.homes = append(l.homes, id)
		h := LoadedHousehold{ID: id, Number: fmt.Sprintf("%06d", i+1), Org: station, Division: "640522", Kind: models.FamilyHousehold, Address: fmt.Sprintf("东街%d号%d室", n, i), OpenedOn: "2010-01-01"}
		for j, relation := range []string{"02", "12", "20"}[:1+i%3] {
			p := fmt.Sprintf("p-%d-%d-%d", n, i, j)
			l.people = append(l.people, p)
			h.Members = append(h.Members, LoadedPerson{ID: p, Name: []string{"甲", "乙", "丙"}[j] + "子", Sex: []string{"1", "2"}[j%2], BirthDate: models.Date("1950-01-01").AddDays(100*n + 10*i + j), Ethnicity: "01", Relation: relation, Since: "2010-01-01"})
		}
		hs = append(hs, h)
	}
	w.load(hs)
	return l
}

// clock moves the register's clock to the day of this history.
func (l *life) clock() {
	l.w.setClock(at("2026-01-20T09:00:00+08:00").AddDate(0, 0, l.day).Format(time.RFC3339))
}

// live lets one act happen, if it can happen to that person.
func (l *life) live(what string, who, where int) {
	l.clock()
	err := l.w.hand.InTx(context.Background(), func(tx *store.Tx) error {
		a := l.w.r.begin(tx, systemActor())
		var err error
		if a.c, err = store.One[models.Case](tx, "id = ?", l.caseID); err != nil {
			return err
		}
		a.def, _ = l.w.r.book.Current(workflow.MoveInCounty, a.today)
		p, _, err := a.personByID(l.people[who%len(l.people)])
		if err != nil {
			return err
		}
		h, _, err := a.householdByID(l.homes[where%len(l.homes)])
		if err != nil {
			return err
		}
		return l.happens(a, what, p, h)
	})
	var no *Blocked
	if err != nil && !errors.As(err, &no) {
		l.w.must(err)
	}
}

func (l *life) happens(a *act, what string, p models.Person, h models.Household) error {
	open := h.Status == HouseholdOpen
	switch {
	case what == "born" && open, what == "first" && open:
		q := models.Person{ID: a.r.newID(), Name: "新", Sex: "2", BirthDate: a.today, Status: models.StatusActive, HouseholdID: h.ID, Org: h.Org, Relation: "30", Since: a.today}
		l.people = append(l.people, q.ID)
		_, err := a.writePerson(&q, eventSpec{Kind: map[string]string{"born": EventBirth, "first": EventFirst}[what]})
		return err
	case what == "dies" && inForce(p):
		return a.dies(p, a.today.AddDays(-5), "illness")
	case what == "moves" && stays(p) && open && h.ID != p.HouseholdID:
		scope, err := a.scope(p.Org, h.Org)
		if err == nil {
			err = a.departure(&p, h.Org, h.ID, scope)
		}
		if err == nil {
			err = a.arrivalAs(&p, h, scope, gb.RelationOther)
		}
		return err
	case what == "leaves" && stays(p):
		return a.departure(&p, "", "", "nation")
	case what == "lands" && p.Status == models.StatusTransit && open:
		return a.arrivalAs(&p, h, "nation", gb.RelationOther)
	case what == "goes abroad" && stays(p):
		return a.strikeOff(&p, eventSpec{Reason: "settled_abroad", Scope: "abroad"})
	case what == "struck off" && inForce(p):
		return a.strikeOff(&p, eventSpec{Reason: ReasonDuplicate})
	case what == "stands again" && !inForce(p) && open:
		return a.standAgain(p, h)
	case what == "comes home" && p.Status == models.StatusTransit:
		return a.comeHome(p)
	case what == "gone for good" && p.Status == models.StatusTransit:
		return a.landedAway(p)
	case what == "undone" && p.Version > 0:
		last, err := store.One[models.RegisterEvent](a.tx, "id = ?", p.EventID)
		if err != nil || last.Reverses != "" || last.Kind == EventLoad || last.Kind == EventReverse {
			return err
		}
		events, err := a.undone(last)
		if err != nil {
			return err
		}
		return a.undo(events, EventReverse)
	}
	return nil
}

// wrong tells of the first station and month that do not balance.
func (l *life) wrong() string {
	before, all := map[string]int64{}, l.chronicle()
	for month := models.Date("2026-01-01"); month <= models.DateOf(l.w.r.Now()); month = month.AddMonths(1) {
		for _, station := range l.stations {
			s, err := l.w.r.Statistics(context.Background(), l.w.officer("region"), StatQuery{Sheet: SheetPopulation, Month: string(month[:7]), Station: station})
			if err != nil {
				return describe(err)
			}
			got := s.Total.Values
			if !s.Balanced {
				return fmt.Sprintf("%s of %s does not balance: %v", month, station, s.row(station))
			}
			start, _, were := folded(all, station, startOf(month))
			end, women, homes := folded(all, station, startOf(month.AddMonths(1)))
			if got["start"] != start || got["end"] != end || got["end_female"] != women || got["households_start"] != were || got["households"] != homes {
				return fmt.Sprintf("%s of %s: the fold has %d persons and then %d, %d of them women, %d households and then %d; the sheet says %v", month, station, start, end, women, were, homes, s.row(station))
			}
			if was, known := before[station]; known && was != got["start"] {
				return fmt.Sprintf("%s of %s begins with %d after an end of %d", month, station, got["start"], was)
			}
			before[station] = got["end"]
		}
	}
	return ""
}

// chronicle are the events of everybody and everything of a history, opened once.
func (l *life) chronicle() [][]Opened {
	var out [][]Opened
	l.w.tx(func(tx *store.Tx) error {
		ids, err := store.Rows[string](tx, "select distinct subject_id from register_events where from_org in ? or to_org in ? order by subject_id", l.stations, l.stations)
		for _, id := range ids {
			events, err := l.w.r.openEvents(tx, id)
			if err != nil {
				return err
			}
			out = append(out, events)
		}
		return err
	})
	return out
}

// folded is who stood at a station at an instant, by the fold of everybody's events.
func folded(all [][]Opened, station string, known time.Time) (people, women, homes int64) {
	for _, events := range all {
		// Known before the instant, not at it.
		f, found, err := Fold(events, "", known.Add(-time.Microsecond))
		if err != nil || !found {
			continue
		}
		if events[0].SubjectKind == SubjectHousehold {
			if h, err := f.Household(); err == nil && h.Status == HouseholdOpen && h.Org == station {
				homes++
			}
		} else if p, _, err := f.Person(); err == nil && stays(p) && p.Org == station {
			people++
			if p.Sex == "2" {
				women++
			}
		}
	}
	return people, women, homes
}

// TestWhatIsTooSmallIsNotHandedToOthers: of what is published no figure below ten shows,
// and none can be told from the rest; inside everything stands and balances.
func TestWhatIsTooSmallIsNotHandedToOthers(t *testing.T) {
	s := &Statistics{Columns: populationColumns(), Rows: []StatRow{
		{Key: "a", Values: map[string]int64{"start": 500, "births": 12, "deaths": 11, "in_province": 30, "out_province": 3, "end": 528, "end_male": 260, "end_female": 268}},
		{Key: "b", Values: map[string]int64{"start": 700, "births": 14, "deaths": 15, "in_province": 20, "out_province": 22, "end": 697, "end_male": 350, "end_female": 347}},
	}, Total: StatRow{Values: map[string]int64{"start": 1200, "births": 26, "deaths": 26, "in_province": 50, "out_province": 25, "end": 1225, "end_male": 610, "end_female": 615}}}
	s.Columns = s.Columns[:0]
	for _, c := range populationColumns() {
		if _, used := s.Total.Values[c.Key]; used {
			s.Columns = append(s.Columns, c)
		}
	}
	s.hide((statSpec{columns: s.Columns, parts: [][]string{{"end", "end_male", "end_female"}}}).sums())
	got := [][]string{s.Rows[0].Hidden, s.Rows[1].Hidden, s.Total.Hidden}
	// The three who left are hidden; the 22 beside them, since the total would tell; and a
	// second figure of each line and column, since the balance would.
	want := [][]string{{"births", "deaths", "out_province"}, {"births", "deaths", "out_province"}, nil}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("hidden (-want +got):\n%s", diff)
	}
	if _, shown := s.Rows[0].Values["out_province"]; shown || s.Rows[0].Values["start"] != 500 {
		t.Errorf("the first line shows %v", s.Rows[0].Values)
	}
}
