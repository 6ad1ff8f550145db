package cast_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"hukou/cast"
	"hukou/models"
	"hukou/register"
	"hukou/seal"
	"hukou/store"
	"hukou/store/storetest"
	"hukou/workflow"
	"hukou/workflow/calendar"

	"github.com/google/uuid"
)

// stage is a register with a clock that the cast may set.
type stage struct {
	t   *testing.T
	db  *store.DB
	r   *register.Registrar
	now atomic.Pointer[time.Time]
}

func newStage(t *testing.T, db *store.DB) *stage {
	t.Helper()
	keys, err := seal.New(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	s := &stage{t: t, db: db}
	s.at(cast.Opening())
	s.r = register.New(register.Config{DB: db, Book: workflow.NewBook(), Keys: keys, Calendar: calendar.China(),
		Clock: func() time.Time { return *s.now.Load() }, NewID: func() string { return uuid.Must(uuid.NewV7()).String() }})
	return s
}

func (s *stage) at(now time.Time) { s.now.Store(&now) }

func (s *stage) load(o cast.Options) cast.Loaded {
	s.t.Helper()
	o.At = s.at
	out, err := cast.Load(context.Background(), s.r, s.db, o)
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

// world loads everything but the stories.
func (s *stage) world(o cast.Options) cast.Loaded {
	s.t.Helper()
	o.At = s.at
	out, err := cast.LoadWorld(context.Background(), s.r, s.db, o)
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

// liteDB is an empty register for what no database changes.
func liteDB(t *testing.T) *store.DB { return storetest.SQLite(t) }

// sound runs the register's own proof over everything that was played.
func (s *stage) sound() {
	s.t.Helper()
	found, err := s.r.Check(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	for _, f := range found {
		s.t.Errorf("the check found: %s", f)
	}
}

// states are the states of cases by id.
func (s *stage) states() map[string]models.Case {
	s.t.Helper()
	out := map[string]models.Case{}
	err := s.db.Read(context.Background(), func(tx *store.Tx) error {
		rows, err := store.Many[models.Case](tx, "id", "")
		for _, c := range rows {
			out[c.ID] = c
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

func TestTheCurtainRisesHalfWay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newStage(t, db)
		out := s.load(cast.Options{})
		cases := s.states()
		for _, c := range cast.Seventy() {
			if got := cases[out.Lines[c.No]].State; got != string(c.Now()) {
				t.Errorf("child %d (%s, %s) stands in %q, want %q", c.No, c.Name, c.Fate, got, c.Now())
			}
		}
		for _, n := range cast.Newborns() {
			if got := cases[out.Births[n.Key]].State; got != string(n.Now) {
				t.Errorf("newborn %s stands in %q, want %q", n.Key, got, n.Now)
			}
		}
		theCampaignIsUnderWay(t, s, out)
		s.sound()
	})
}

func TestEveryChildComesToItsEnd(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newStage(t, db)
		end := time.Date(2026, 12, 15, 9, 0, 0, 0, models.Shanghai)
		out := s.load(cast.Options{Now: end, Until: end})
		cases := s.states()
		for _, c := range cast.Seventy() {
			if got := cases[out.Lines[c.No]].State; got != string(c.Fate.End()) {
				t.Errorf("child %d (%s, %s) ends in %q, want %q", c.No, c.Name, c.Fate, got, c.Fate.End())
			}
		}
		for _, n := range cast.Newborns() {
			if got := cases[out.Births[n.Key]].State; got != string(n.End) {
				t.Errorf("newborn %s ends in %q, want %q", n.Key, got, n.End)
			}
		}
		for key, want := range map[string]workflow.State{cast.TwiceAgain: workflow.NotAccepted, cast.LedOn: workflow.Delivered, cast.DiesBoth: workflow.Delivered} {
			if got := cases[out.Births[key]].State; got != string(want) {
				t.Errorf("%s ends in %q, want %q", key, got, want)
			}
		}
		if got := cases[out.Batch].State; got != string(workflow.BClosed) {
			t.Errorf("the roster stands in %q when every line has ended", got)
		}
		s.sound()
	})
}

// theCampaignIsUnderWay looks at the county's campaign: rounds noted, one of them struck,
// a lead that is open and one whose child is registered.
func theCampaignIsUnderWay(t *testing.T, s *stage, out cast.Loaded) {
	t.Helper()
	ctx, lead := context.Background(), out.Actor("haiyuan.lead", models.DateOf(cast.Opening()))
	all, err := s.r.Campaigns(ctx, lead)
	if err != nil || len(all) != 1 || all[0].Name != cast.CampaignName {
		t.Fatalf("the campaigns are %v (%v)", all, err)
	}
	v, err := s.r.Campaign(ctx, lead, all[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	leads := map[register.LeadOutcome]int{}
	for _, l := range v.Tally.Leads {
		leads[l.Outcome] += l.Count
	}
	if v.Tally.Visits != 3 || len(v.Visits) != 4 || v.Tally.Households != 75 || v.Tally.LeadsInAll != 2 || leads[register.LeadOpen] != 1 || leads[register.LeadRegistered] != 1 {
		t.Errorf("the campaign has %d rounds of %d, %d households, leads %v", v.Tally.Visits, len(v.Visits), v.Tally.Households, leads)
	}
}
