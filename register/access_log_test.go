package register

import (
	"context"
	"errors"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/store/storetest"
	"hukou/workflow"
)

func TestOfficerOutsideTheCaseMustSayWhy(t *testing.T) {
	eachWorld(t, func(w *world) {
		rep := w.load(village())
		for name, c := range map[string]struct {
			q     PersonQuery
			code  PurposeCode
			words string
		}{
			"words alone":    {PersonQuery{Purpose: " 群众咨询 "}, PurposeOther, "群众咨询"},
			"a code alone":   {PersonQuery{Code: PurposeVisit}, PurposeVisit, "走访核实"},
			"code and words": {PersonQuery{Code: PurposeAssist, Purpose: "某检函〔2026〕7号"}, PurposeAssist, "某检函〔2026〕7号"},
		} {
			_, err := w.see("clerk", "p-ma", c.q)
			w.must(err)
			if l := one[models.AccessLog](w, "person_id = 'p-ma' and purpose = ?", c.words); l.Code != string(c.code) || l.Org != stationOrg || l.OfficerID != "o-clerk" {
				t.Errorf("%s is logged as %+v", name, l)
			}
		}
		var purpose *PurposeRequired
		for _, q := range []PersonQuery{{}, {Purpose: "  "}, {Code: PurposeOther}} {
			if _, err := w.see("clerk", "p-ma", q); !errors.As(err, &purpose) {
				t.Errorf("with %+v: %v", q, err)
			}
		}
		var wrong *Invalid
		for _, q := range []PersonQuery{{Code: "curious"}, {Code: PurposeCase}, {Purpose: strings.Repeat("长", 201)}, {Purpose: "\xff"}} {
			if _, err := w.see("clerk", "p-ma", q); !errors.As(err, &wrong) {
				t.Errorf("with %+v: %v", q, err)
			}
		}
		// A case is named by its number too; a case of others is none.
		if _, err := w.see("region", "p-ma", PersonQuery{CaseID: rep.CaseNumber, Code: PurposeCheck}); err != nil {
			t.Errorf("by the case's number: %v", err)
		}
		if l := one[models.AccessLog](w, "officer_id = 'o-region' and what = 'person'"); l.CaseID != rep.CaseID {
			t.Errorf("the look names the case %q, want %q", l.CaseID, rep.CaseID)
		}
		id := w.open("clerk_b", OpenRequest{Business: workflow.Death, Subjects: []SubjectRequest{{Role: workflow.Deceased, Person: "p-b"}}})
		if _, err := w.see("clerk", "p-ma", PersonQuery{CaseID: w.row(id).Number, Code: PurposeCheck}); !errors.Is(err, ErrNotFound) {
			t.Errorf("through a case of others: %v, want not found", err)
		}
	})
}

// refuseInserts makes the database refuse every new row of a table, from outside.
func (w *world) refuseInserts(table string) {
	w.t.Helper()
	text := "CREATE TRIGGER no_more BEFORE INSERT ON " + table + " BEGIN SELECT raise(ABORT, 'no more'); END"
	if w.db.Engine() == store.Postgres {
		text = "CREATE FUNCTION no_more() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no more'; END $$; " +
			"CREATE TRIGGER no_more BEFORE INSERT ON " + table + " FOR EACH ROW EXECUTE FUNCTION no_more()"
	}
	if _, err := storetest.Owner(w.t, w.db).SQL().Exec(text); err != nil {
		w.t.Fatal(err)
	}
}

func TestWhenTheLogCannotBeWrittenNothingIsRead(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.open("clerk", OpenRequest{Business: workflow.Death, Subjects: []SubjectRequest{{Role: workflow.Deceased, Person: "p-old"}}})
		w.refuseInserts("access_log")
		ctx, clerk, q := context.Background(), w.officer("clerk"), PersonQuery{Code: PurposeCheck}
		for name, read := range map[string]func() (any, bool, error){
			"a person":          func() (any, bool, error) { v, err := w.r.Person(ctx, clerk, "p-ma", q); return v, v == nil, err },
			"a history":         func() (any, bool, error) { v, err := w.r.PersonHistory(ctx, clerk, "p-ma", q); return v, v == nil, err },
			"days":              func() (any, bool, error) { v, err := w.r.PersonDays(ctx, clerk, "p-ma", q); return v, v == nil, err },
			"a difference":      func() (any, bool, error) { v, err := w.r.PersonDiff(ctx, clerk, "p-ma", q, q); return v, v == nil, err },
			"a household":       func() (any, bool, error) { v, err := w.r.Household(ctx, clerk, "h-ma", q); return v, v == nil, err },
			"a household's day": func() (any, bool, error) { v, err := w.r.HouseholdDays(ctx, clerk, "h-ma", q); return v, v == nil, err },
			"two households": func() (any, bool, error) {
				v, err := w.r.HouseholdDiff(ctx, clerk, "h-ma", q, q)
				return v, v == nil, err
			},
			"a number": func() (any, bool, error) {
				v, err := w.r.Reveal(ctx, clerk, RevealQuery{PersonID: "p-ma", Code: PurposeCheck})
				return v, v == "", err
			},
			"a search": func() (any, bool, error) {
				v, err := w.r.Search(ctx, clerk, SearchQuery{Q: "马文", Kind: SearchPeople, Code: PurposeCheck})
				return v, len(v.Items) == 0, err
			},
			"a search for nobody": func() (any, bool, error) {
				v, err := w.r.Search(ctx, clerk, SearchQuery{Q: "无此人", Kind: SearchPeople, Code: PurposeCheck})
				return v, len(v.Items) == 0, err
			},
			"a case":       func() (any, bool, error) { v, err := w.r.View(ctx, clerk, id); return v, v == nil, err },
			"its people":   func() (any, bool, error) { v, err := w.r.Related(ctx, clerk, id); return v, len(v.People) == 0, err },
			"its journal":  func() (any, bool, error) { v, err := w.r.Journal(ctx, clerk, id); return v, len(v) == 0, err },
			"its decision": func() (any, bool, error) { v, err := w.r.Decisions(ctx, clerk, id); return v, len(v) == 0, err },
		} {
			if v, none, err := read(); !errors.Is(err, ErrNotLogged) || !none {
				t.Errorf("%s is read without a log: %v, %v", name, v, err)
			}
		}
	})
}

func TestASearchIsLoggedWithPurposeAndHitsAndNeverItsWords(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		for _, q := range []string{"马", "马", "丁福", "无此人"} {
			_, err := w.search("clerk", SearchQuery{Q: q, Kind: SearchPeople, Code: PurposeVisit, Purpose: "走访三组"})
			w.must(err)
		}
		rows := many[models.AccessLog](w, "what = 'search_people' and person_id = ''")
		if len(rows) != 4 {
			t.Fatalf("%d searches are logged, want 4", len(rows))
		}
		for i, hits := range []int64{2, 2, 1, 0} {
			if r := rows[i]; r.Hits != hits || r.Code != "visit" || r.Purpose != "走访三组" || len(r.QueryIndex) == 0 {
				t.Errorf("search %d is logged as %+v", i, r)
			}
		}
		if string(rows[0].QueryIndex) != string(rows[1].QueryIndex) || string(rows[0].QueryIndex) == string(rows[2].QueryIndex) {
			t.Error("the same query cannot be told again, or another is taken for it")
		}
		if n := count[models.AccessLog](w, "purpose like '%马%' or purpose like '%丁福%' or what like '%丁福%'"); n != 0 {
			t.Error("what was looked for stands in the log")
		}
		if n := count[models.AccessLog](w, "what = 'search_people' and person_id = 'p-ma'"); n != 2 {
			t.Errorf("the hit is logged %d times, want 2", n)
		}
	})
}

func TestTheLogOfLooksIsOnlyAddedTo(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		_, err := w.see("clerk", "p-ma", PersonQuery{Code: PurposeCheck})
		w.must(err)
		for _, text := range []string{"UPDATE access_log SET purpose = 'x'", "DELETE FROM access_log"} {
			if _, err := w.db.SQL().Exec(text); err == nil {
				t.Errorf("%s is taken", text)
			}
		}
	})
}

func many[T any](w *world, where string, args ...any) []T {
	w.t.Helper()
	var out []T
	w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
		var err error
		out, err = store.Many[T](tx, "id", where, args...)
		return err
	}))
	return out
}
