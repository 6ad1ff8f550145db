package register

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
	"hukou/store/storetest"
	"hukou/uploads/uploadstest"
	"hukou/workflow"
	"hukou/workflow/calendar"

	"github.com/google/uuid"
)

// world is a small county of invented people for the tests of this package: one
// region, a city, a county, two stations, and an officer of each role.
type world struct {
	t  *testing.T
	db *store.DB
	// hand is the database with all rights, for what is seeded or changed by hand.
	hand *store.DB
	r    *Registrar
	now  atomic.Pointer[time.Time]
	key  int
}

const (
	regionOrg  = "640000000000"
	cityOrg    = "640500000000"
	countyOrg  = "640522000000"
	stationOrg = "640522010000"
	otherCity  = "640400000000"
	otherCount = "640422000000"
	otherOrg   = "640422010000"
)

func at(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t
}

// eachWorld runs a story on both databases.
func eachWorld(t *testing.T, story func(w *world)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) { story(newWorld(t, db)) })
}

// sharedBook is the rule book of all tests: nobody changes it, and to make one takes as
// long as a short test.
var sharedBook = sync.OnceValue(workflow.NewBook)

func newWorld(t *testing.T, db *store.DB) *world {
	keys, err := seal.New(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, db: db, hand: storetest.Owner(t, db)}
	w.setClock("2026-09-24T09:00:00+08:00")
	w.r = New(Config{DB: db, Book: sharedBook(), Keys: keys, Calendar: calendar.China(),
		Clock: func() time.Time { return *w.now.Load() }, NewID: func() string { return uuid.Must(uuid.NewV7()).String() }})
	w.seed()
	return w
}

func (w *world) setClock(text string) {
	n := at(text)
	w.now.Store(&n)
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(describe(err))
	}
}

// describe spells a refusal out for a failing test.
func describe(err error) string {
	var r *Refused
	var i *Invalid
	switch {
	case err == nil:
		return "nothing was refused"
	case errors.As(err, &r):
		return fmt.Sprintf("refused in %s: %s %+v allowed %v", r.State, r.Cause, r.Unmet, r.Allowed)
	case errors.As(err, &i):
		return fmt.Sprintf("invalid: %+v", i.Errors)
	}
	return err.Error()
}

func (w *world) tx(f func(tx *store.Tx) error) {
	w.t.Helper()
	w.must(w.hand.InTx(context.Background(), f))
}

func (w *world) seed() {
	org := func(code, name string, kind models.OrgKind, parent string) models.Organisation {
		return models.Organisation{Code: code, Name: name, NameEn: code, Kind: kind, Parent: parent, Division: code[:6]}
	}
	w.tx(func(tx *store.Tx) error {
		err := store.Insert(tx, org(regionOrg, "自治区公安厅", models.KindRegion, ""), org(cityOrg, "甲市公安局", models.KindCity, regionOrg),
			org(countyOrg, "甲县公安局", models.KindCounty, cityOrg), org(stationOrg, "甲县城关派出所", models.KindStation, countyOrg),
			org(otherCity, "乙市公安局", models.KindCity, regionOrg), org(otherCount, "乙县公安局", models.KindCounty, otherCity),
			org(otherOrg, "乙县城关派出所", models.KindStation, otherCount))
		if err != nil {
			return err
		}
		return store.Insert(tx,
			models.Division{Code: "640522", From: "2004-01-01", Name: "甲县", NameEn: "A County", Level: "county", Parent: "640500", NumberPrefix: "649901", Source: "test", LedgerCertifiedOn: "2020-01-01"},
			models.Division{Code: "640422", From: "2004-01-01", Name: "乙县", NameEn: "B County", Level: "county", Parent: "640400", NumberPrefix: "649901", Source: "test", LedgerCertifiedOn: "2020-01-01"})
	})
	for _, name := range []string{"aux", "clerk", "clerk2", "community", "head", "county", "county_lead", "city", "city_lead", "region", "clerk_b", "head_b"} {
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.Officer{ID: "o-" + name, Username: name, Name: "民警" + name, PersonID: "p-" + name, Password: "-", CreatedAt: w.r.Now()})
		})
		w.tx(func(tx *store.Tx) error {
			posts := w.officer(name).Postings
			for _, p := range posts {
				if err := w.r.begin(tx, Operator()).audit(ActPostingAdded, p.ID, nil, auditPosting(p)); err != nil {
					return err
				}
			}
			return store.Insert(tx, posts...)
		})
	}
}

// officer is an actor of the world, by name: its role is the name without a digit,
// and "_b" is the other county's.
func (w *world) officer(name string) Actor {
	role, org := name, stationOrg
	switch name {
	case "clerk2":
		role = "clerk"
	case "clerk_b":
		role, org = "clerk", otherOrg
	case "head_b":
		role, org = "head", otherOrg
	case "clerk_c":
		role, org = "clerk", farOrg
	case "head_c":
		role, org = "head", farOrg
	case "clerk_n":
		role, org = "clerk", nearOrg
	case "head_n":
		role, org = "head", nearOrg
	case "clerk_x":
		role, org = "clerk", awayOrg
	case "aux_x":
		role, org = "aux", awayOrg
	case "head_d":
		role, org = "head", thirdOrg
	case "county_b":
		role, org = "county", otherCount
	case "city_lead_b":
		role, org = "city_lead", otherCity
	case "county", "county_lead":
		org = countyOrg
	case "city", "city_lead":
		org = cityOrg
	case "region":
		org = regionOrg
	}
	return Actor{OfficerID: "o-" + name, PersonID: "p-" + name, Name: "民警" + name, Recent: true,
		Postings: []models.Posting{{ID: "po-" + name, OfficerID: "o-" + name, Org: org, Role: role, From: "2020-01-01"}}}
}

// open opens a case and gives its id.
func (w *world) open(who string, q OpenRequest) string {
	w.t.Helper()
	w.key++
	q.Key = fmt.Sprintf("open-%d", w.key)
	ans, err := w.r.Open(context.Background(), w.officer(who), q)
	w.must(err)
	return ans.CaseID
}

// step takes a step at the case's present version.
func (w *world) step(who, id string, event workflow.Event, input workflow.Facts) {
	w.t.Helper()
	if err := w.try(who, id, event, "", input); err != nil {
		w.t.Fatalf("%s by %s: %s", event, who, describe(err))
	}
}

func (w *world) try(who, id string, event workflow.Event, to workflow.State, input workflow.Facts) error {
	w.t.Helper()
	w.key++
	c := w.row(id)
	if input == nil {
		input = workflow.Facts{}
	}
	_, err := w.r.Take(context.Background(), w.officer(who), StepRequest{CaseID: id, Event: event, To: to, Version: c.Version, Key: fmt.Sprintf("k-%d", w.key), Input: input})
	return err
}

func (w *world) row(id string) models.Case {
	w.t.Helper()
	var c models.Case
	w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
		var err error
		c, err = store.One[models.Case](tx, "id = ?", id)
		return err
	}))
	return c
}

func (w *world) wantState(id string, s workflow.State) {
	w.t.Helper()
	if got := w.row(id).State; got != string(s) {
		w.t.Fatalf("the case stands in %s, want %s", got, s)
	}
}

// paper puts a checked paper in the case.
func (w *world) paper(id string, kind workflow.MaterialKind) {
	w.t.Helper()
	aux, clerk := "aux", "clerk"
	if holder := w.row(id).HolderID; holder != "" {
		clerk = strings.TrimPrefix(holder, "o-")
	}
	if w.row(id).HandlingOrg == otherOrg {
		aux, clerk = "clerk_b", "clerk_b"
	}
	w.paperBy(aux, clerk, id, kind)
}

// paperBy lets one take a paper in and another find it right.
func (w *world) paperBy(aux, clerk, id string, kind workflow.MaterialKind) {
	w.t.Helper()
	ctx := context.Background()
	_, err := w.r.AddMaterial(ctx, w.officer(aux), id, w.r.newID(), NewMaterial{Kind: kind, Source: "paper", FileName: "x.pdf", MediaType: "application/pdf", Bytes: uploadstest.PDF("(" + w.r.newID() + ")")})
	w.must(err)
	added := one[models.Material](w, "case_id = ? and verdict_at is null", id)
	_, err = w.r.Verdict(ctx, w.officer(clerk), VerdictRequest{CaseID: id, Material: added.ID, Result: VerdictOK, Version: w.row(id).Version, Key: w.r.newID()})
	w.must(err)
}
