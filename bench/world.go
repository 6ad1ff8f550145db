package bench

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"hukou/models"
	"hukou/register"
	"hukou/seal"
	"hukou/store"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// world is a county of invented people in a database of its own, with a number of
// cases that are being worked on.
type world struct {
	db    *store.DB
	r     *register.Registrar
	keys  *seal.Keyring
	day   atomic.Pointer[time.Time]
	size  int
	cases []standing
	// clerks has one officer a station.
	clerks []register.Actor
	// template is the case that all others were copied from.
	template template
	sample   sample
	// batches counts the batches opened, so that each lists children of its own.
	batches int
	close   func() error
}

// standing is what a worker knows of a case: its version, the distance from there
// to its last journal row, and whether it lies with the head.
type standing struct {
	version int64
	behind  int64
	passed  bool
}

// seq is the number of the case's last journal row.
func (s standing) seq() int64 { return s.version - s.behind }

// opening is the civil day on which the county opens, a Thursday.
const opening = "2026-09-24T09:00:00+08:00"

// newWorld makes the county and fills it. The world owns the database.
func newWorld(ctx context.Context, db *store.DB, size int, closing func() error) (*world, error) {
	w := &world{db: db, size: size, close: closing}
	if err := w.found(ctx); err != nil {
		return nil, errors.Join(err, w.end())
	}
	return w, nil
}

// found makes everything that a register has before the first of the measured steps.
func (w *world) found(ctx context.Context) error {
	if err := w.db.Migrate(ctx); err != nil {
		return err
	}
	// The data is thrown away, so the key need not be secret.
	keys, err := seal.New(make([]byte, seal.RootSize))
	if err != nil {
		return err
	}
	w.keys = keys
	if err := w.setDay(opening); err != nil {
		return err
	}
	w.r = register.New(register.Config{DB: w.db, Book: workflow.NewBook(), Keys: keys, Calendar: calendar.China(),
		Clock: func() time.Time { return *w.day.Load() }, NewID: newID})
	if err := w.organise(ctx); err != nil {
		return err
	}
	if err := w.settle(ctx); err != nil {
		return err
	}
	if err := w.openTemplate(ctx); err != nil {
		return err
	}
	if err := w.multiply(ctx); err != nil {
		return err
	}
	return w.take(ctx)
}

// newID makes ids as the program does.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// setDay moves the register's clock, which otherwise stands still: a step costs the
// same on every day.
func (w *world) setDay(text string) error {
	t, err := time.Parse(time.RFC3339, text)
	w.day.Store(&t)
	return err
}

// end closes the database and removes it.
func (w *world) end() error { return errors.Join(w.db.Close(), w.close()) }

// The county: one region, a city, the county and its stations.
const (
	regionOrg = "640000000000"
	cityOrg   = "640500000000"
	countyOrg = "640522000000"
	stations  = 40
	division  = "640522"
)

// stationOrg is the code of a station, from 0.
func stationOrg(i int) string { return fmt.Sprintf("%s%03d000", division, i%stations+1) }

// organise founds the offices and posts a clerk to each station.
func (w *world) organise(ctx context.Context) error {
	office := func(code, name string, kind models.OrgKind, parent string) models.Organisation {
		return models.Organisation{Code: code, Name: name, NameEn: code, Kind: kind, Parent: parent, Division: code[:6]}
	}
	offices := []models.Organisation{office(regionOrg, "自治区公安厅", models.KindRegion, ""), office(cityOrg, "甲市公安局", models.KindCity, regionOrg),
		office(countyOrg, "甲县公安局", models.KindCounty, cityOrg)}
	var officers []models.Officer
	var postings []models.Posting
	for i := range stations {
		offices = append(offices, office(stationOrg(i), fmt.Sprintf("甲县第%d派出所", i+1), models.KindStation, countyOrg))
		w.clerks = append(w.clerks, officer(fmt.Sprintf("clerk-%02d", i), workflow.Clerk, stationOrg(i), clerkPerson(w.size, i)))
	}
	for _, a := range append([]register.Actor{head(), community(), countyLead()}, w.clerks...) {
		officers = append(officers, models.Officer{ID: a.OfficerID, Username: a.OfficerID, Name: a.Name, PersonID: a.PersonID, Password: "-", CreatedAt: w.r.Now()})
		postings = append(postings, a.Postings...)
	}
	return w.db.InTx(ctx, func(tx *store.Tx) error {
		return errors.Join(store.Insert(tx, offices...), store.Insert(tx, officers...), store.Insert(tx, postings...),
			store.Insert(tx, models.Division{Code: division, From: "2004-01-01", Name: "甲县", NameEn: "A County", Level: "county",
				Parent: "640500", NumberPrefix: "649901", Source: "invented", LedgerCertifiedOn: "2020-01-01"}))
	})
}

// officer is an actor with one posting.
func officer(name string, role workflow.Role, org, person string) register.Actor {
	return register.Actor{OfficerID: name, PersonID: person, Name: "民警" + name, Recent: true,
		Postings: []models.Posting{{ID: "post-" + name, OfficerID: name, Org: org, Role: string(role), From: "2020-01-01"}}}
}

// The officers of the first station, and the county's who decides.
func head() register.Actor { return officer("head", workflow.Head, stationOrg(0), "p-head") }
func community() register.Actor {
	return officer("community", workflow.Community, stationOrg(0), "p-community")
}
func countyLead() register.Actor {
	return officer("county-lead", workflow.CountyLead, countyOrg, "p-county-lead")
}
