package cast

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"hukou/gb"
	"hukou/models"
	"hukou/register"
	"hukou/store"
)

// Opening is when the curtain rises: both stories are half-way.
func Opening() time.Time { return time.Date(2026, 9, 24, 9, 0, 0, 0, models.Shanghai) }

// founded is when the cast's register was filled, long before the stories.
var founded = time.Date(2026, 1, 5, 9, 0, 0, 0, models.Shanghai)

// Options say how the cast is loaded.
type Options struct {
	// At sets the register's clock; it is needed, since the stories take weeks.
	At func(time.Time)
	// Now is the register's time when all is loaded; zero means Opening.
	Now time.Time
	// Until is how far the stories are played; zero means up to Now, and no further
	// than Opening. What lies after it is left to whoever comes.
	Until time.Time
	// Seed makes password and one-time secrets; empty means the demonstration's own.
	Seed string
	// Random is where the salt of the one hash comes from; nil is the system's source.
	Random io.Reader
}

func (o Options) complete() (Options, error) {
	if o.At == nil {
		return o, errors.New("cast: Options.At must set the register's clock, for the stories take weeks")
	}
	if o.Now.IsZero() {
		o.Now = Opening()
	}
	if o.Until.IsZero() {
		o.Until = o.Now
		if o.Until.After(Opening()) {
			o.Until = Opening()
		}
	}
	if o.Seed == "" {
		o.Seed = defaultSeed
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	return o, nil
}

// Loaded is what was loaded. Batch is the case of the seventy, Lines the case of each
// child by its place in the roster, Births the case of each newborn by its key, as
// far as the story has come.
type Loaded struct {
	Officers []Officer
	Batch    string
	Lines    map[int]string
	Births   map[string]string

	actors map[string]register.Actor
}

// Actor is an officer of the cast as the register sees them on a day.
func (l Loaded) Actor(username string, day models.Date) register.Actor {
	a := l.actors[username]
	var on []models.Posting
	for _, p := range a.Postings {
		if p.On(day) {
			on = append(on, p)
		}
	}
	a.Postings = on
	return a
}

// Load fills an empty register with the cast and plays the stories. The database is
// migrated, with or without the country's divisions.
func Load(ctx context.Context, r *register.Registrar, db *store.DB, o Options) (Loaded, error) {
	out, err := LoadWorld(ctx, r, db, o)
	if err != nil {
		return out, err
	}
	return out, PlayStories(ctx, r, o, &out)
}

// world is the loading of everything that stands before the stories.
type world struct {
	r   *register.Registrar
	db  *store.DB
	o   Options
	out Loaded
}

// LoadWorld fills an empty register with divisions, bodies, households, officers,
// institutions and policy, and leaves its clock at Now. No case is opened but that
// of the load.
func LoadWorld(ctx context.Context, r *register.Registrar, db *store.DB, o Options) (Loaded, error) {
	o, err := o.complete()
	if err != nil {
		return Loaded{}, err
	}
	w := &world{r: r, db: db, o: o, out: Loaded{Lines: map[int]string{}, Births: map[string]string{}, actors: map[string]register.Actor{}}}
	o.At(founded)
	if o.Now.Before(founded) {
		o.At(o.Now)
	}
	for _, part := range []func(context.Context) error{w.divisions, w.bodies, w.households, w.hire} {
		if err := part(ctx); err != nil {
			return w.out, err
		}
	}
	o.At(o.Now)
	return w.out, nil
}

// divisions adds Ningxia's divisions where they are not there, and lets those of the
// cast give numbers that belong to nobody.
func (w *world) divisions(ctx context.Context) error {
	return w.db.InTx(ctx, func(tx *store.Tx) error {
		there, err := store.Many[models.Division](tx, "", "code like '64%'")
		if err != nil {
			return err
		}
		known := map[string]bool{}
		for _, d := range there {
			known[d.Code+string(d.From)] = true
		}
		var rows []models.Division
		for _, d := range gb.Divisions() {
			if key := d.Code + string(d.From); strings.HasPrefix(d.Code, "64") && d.Level != gb.LevelTest && !known[key] {
				known[key] = true
				rows = append(rows, models.Division{Code: d.Code, From: d.From, To: d.To, Name: d.Name, NameEn: d.NameEn, Level: d.Level, Parent: d.Parent,
					NumberPrefix: d.Code, Source: d.Source, Verified: d.Verified})
			}
		}
		if err := store.Insert(tx, rows...); err != nil {
			return err
		}
		_, err = store.Set[models.Division](tx, map[string]any{"number_prefix": numberPrefix}, "code in ?", countyCodes())
		return err
	})
}

func countyCodes() []string {
	var out []string
	for _, p := range counties {
		out = append(out, p.code)
	}
	return out
}

func (w *world) bodies(ctx context.Context) error {
	if _, err := w.r.ImportStations(ctx, organisation()); err != nil {
		return told("organisation", err)
	}
	err := w.db.InTx(ctx, func(tx *store.Tx) error { return store.Insert(tx, institutions()...) })
	if err != nil {
		return err
	}
	if err := w.r.SetUpPolicy(ctx, register.Operator(), policies()); err != nil {
		return told("policy", err)
	}
	return nil
}

// households loads everybody in one load, with the ledgers certified.
func (w *world) households(ctx context.Context) error {
	rep, err := w.r.Load(ctx, register.Operator(), register.LoadRequest{Title: "演示建库（人员均为虚构）", Households: Households(), Certify: countyCodes()})
	if err != nil {
		return err
	}
	if len(rep.Notes) > 0 {
		return fmt.Errorf("cast: the tables do not agree: %s at household %s, member %d", rep.Notes[0].Message.En, rep.Notes[0].Household, rep.Notes[0].Member)
	}
	return nil
}

// Households are all households of the cast as they stand before the stories.
func Households() []register.LoadedHousehold {
	b := newPopulation()
	b.officerHomes()
	b.units()
	b.origins(append(Seventy(), Next()...))
	b.families()
	return b.houses
}

// told says which part of the cast an error of the register is about.
func told(what string, err error) error {
	var wrong *register.Invalid
	var refused *register.Refused
	switch {
	case errors.As(err, &wrong):
		return fmt.Errorf("cast: %s: %s: %s", what, wrong.Errors[0].Field, wrong.Errors[0].Message.En)
	case errors.As(err, &refused) && len(refused.Unmet) > 0:
		return fmt.Errorf("cast: %s: refused in %s: %s (%s)", what, refused.State, refused.Unmet[0].Message.En, refused.Unmet[0].Code)
	case errors.As(err, &refused):
		return fmt.Errorf("cast: %s: refused in %s: %s, possible are %v", what, refused.State, refused.Cause, refused.Allowed)
	}
	return fmt.Errorf("cast: %s: %w", what, err)
}
