package bell_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"hukou/bell"
	"hukou/models"
	"hukou/register"
	"hukou/seal"
	"hukou/store"
	"hukou/store/storetest"
	"hukou/workflow"
)

// street is a station with a bell on an empty database.
type street struct {
	t       *testing.T
	db      *store.DB
	b       *bell.Bell
	now     time.Time
	ids     int
	ours    register.Actor
	theirs  register.Actor
	mu      sync.Mutex
	secrets map[string]string
}

func eachStreet(t *testing.T, story func(s *street)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		keys, err := seal.New(make([]byte, 32))
		if err != nil {
			t.Fatal(err)
		}
		s := &street{t: t, db: db, now: time.Date(2026, 9, 24, 22, 0, 0, 0, models.Shanghai), secrets: map[string]string{},
			ours: officer("o-ours", workflow.Community, "640522010000"), theirs: officer("o-theirs", workflow.Clerk, "640422010000")}
		s.must(db.InTx(context.Background(), func(tx *store.Tx) error { return store.Insert(tx, keys.First(seal.Intl, true)) }))
		rows, err := sealing(db)
		s.must(err)
		s.must(keys.Unlock(rows))
		s.b = bell.New(bell.Config{DB: db, Keys: keys, Clock: func() time.Time { return s.now }, NewID: s.newID, Random: rand.NewChaCha8([32]byte{1})})
		story(s)
	})
}

func sealing(db *store.DB) (rows []models.SealingKey, err error) {
	err = db.Read(context.Background(), func(tx *store.Tx) error {
		rows, err = store.Many[models.SealingKey](tx, "number", "")
		return err
	})
	return rows, err
}

func officer(id string, role workflow.Role, org string) register.Actor {
	return register.Actor{OfficerID: id, Name: id, Postings: []models.Posting{{OfficerID: id, Role: string(role), Org: org}}}
}

func (s *street) newID() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ids++
	return fmt.Sprintf("id-%04d", s.ids)
}

func (s *street) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *street) wants(err, want error, what string) {
	s.t.Helper()
	if !errors.Is(err, want) {
		s.t.Errorf("%s: %v, want %v", what, err, want)
	}
}

// code is the first code of a refusal.
func code(err error) string {
	var no *register.Invalid
	if !errors.As(err, &no) {
		return fmt.Sprint(err)
	}
	return no.Errors[0].Field + " " + no.Errors[0].Code
}

// doors makes a group whose doors all joined and have their sheets.
func (s *street) doors(numbers ...string) (groupID string, doors map[string]string) {
	s.t.Helper()
	ctx := context.Background()
	g, err := s.b.MakeGroup(ctx, s.ours, fmt.Sprintf("云台镇三组 %d", s.ids))
	s.must(err)
	for _, n := range numbers {
		g, err = s.b.Join(ctx, s.ours, g.ID, bell.Joining{Number: n, Adults: 2, Signed: []bell.Signature{{Name: "测试甲", On: "2026-09-20"}, {Name: "测试乙", On: "2026-09-21"}}})
		s.must(err)
	}
	doors = map[string]string{}
	for _, d := range g.Doors {
		sheet, err := s.b.PrintSheet(ctx, s.ours, d.ID)
		s.must(err)
		s.secrets[d.Number], doors[d.Number] = sheet.Secret, d.ID
	}
	return g.ID, doors
}

func (s *street) door(number string) bell.Door {
	s.t.Helper()
	d, err := s.b.Door(context.Background(), s.secrets[number])
	s.must(err)
	return d
}

func (s *street) alarms() []bell.AlarmView {
	s.t.Helper()
	all, err := s.b.Alarms(context.Background(), s.ours)
	s.must(err)
	return all
}

// count counts the rows of a table.
func (s *street) count(table string) int {
	s.t.Helper()
	var n int
	s.must(s.db.SQL().QueryRow("select count(*) from " + table).Scan(&n))
	return n
}
