package store_test

import (
	"errors"
	"reflect"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/store/storetest"
)

func TestWhatIsWrittenOnceStays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		db = storetest.Owner(t, db) // the application's role has no right to any of it
		for _, n := range nouns(t) {
			if n.Table == "feed_heads" {
				continue
			}
			if err := n.insert(t.Context(), db, n.sample(t), nil); err != nil {
				t.Fatalf("%s: %v", n.Table, err)
			}
		}
		statements := []string{
			"UPDATE journal SET event = event", "DELETE FROM journal",
			"UPDATE register_events SET kind = kind", "DELETE FROM register_events",
			"DELETE FROM number_ledger", "DELETE FROM sealing_keys",
			"UPDATE admin_acts SET act = act", "DELETE FROM admin_acts",
			"UPDATE case_edits SET fields = fields", "DELETE FROM case_edits",
			"UPDATE statistics_closed SET figures = figures", "DELETE FROM statistics_closed",
			"UPDATE paper_codes SET number = number", "DELETE FROM paper_codes",
			"UPDATE tree_leaves SET seq = seq", "DELETE FROM tree_leaves",
			"UPDATE tree_hashes SET hash = hash", "DELETE FROM tree_hashes",
			"UPDATE checkpoints SET note = note", "DELETE FROM checkpoints",
		}
		if db.Engine() == store.Postgres {
			statements = append(statements, "TRUNCATE journal", "TRUNCATE register_events", "TRUNCATE number_ledger", "TRUNCATE admin_acts", "TRUNCATE case_edits", "TRUNCATE statistics_closed",
				"TRUNCATE tree_leaves", "TRUNCATE tree_hashes", "TRUNCATE checkpoints")
		} else {
			statements = append(statements, "REPLACE INTO journal SELECT * FROM journal")
		}
		for _, text := range statements {
			err := db.InTx(t.Context(), func(tx *store.Tx) error {
				_, err := tx.Exec(text)
				return err
			})
			if !errors.Is(err, store.ErrConstraint) {
				t.Errorf("%s: got %v, want ErrConstraint", text, err)
			}
		}
	})
}

// attempt is a row on top of those that are there, and whether it may be.
type attempt struct {
	story string
	err   error
	want  error
}

func judge(t *testing.T, all []attempt) {
	t.Helper()
	for _, a := range all {
		if !errors.Is(a.err, a.want) {
			t.Errorf("%s: got %v, want %v", a.story, a.err, a.want)
		}
	}
}

func TestAPersonHasOneActiveRegistration(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db, models.Person{ID: "p", Status: models.StatusActive}, models.Person{ID: "q", Status: models.StatusActive})
		must(t, db, models.Household{ID: "h", Org: "o", Number: "1"}, models.Household{ID: "i", Org: "o", Number: "2"})
		stay := func(id, person, house string, to models.Date, closed bool) error {
			r := models.Residence{ID: id, PersonID: person, HouseholdID: house, ValidFrom: "2026-01-01", ValidTo: to, RecordedAt: sampleAt}
			if closed {
				r.ClosedAt = &sampleAt
			}
			return add(t, db, r)
		}
		judge(t, []attempt{
			{"lives here", stay("1", "p", "h", "", false), nil},
			{"and there", stay("2", "p", "i", "", false), store.ErrDuplicate},
			{"lived there", stay("3", "p", "i", "2025-12-31", false), nil},
			{"was thought to live there", stay("4", "p", "i", "", true), nil},
			{"another person", stay("5", "q", "h", "", false), nil},
			{"nobody", stay("6", "none", "h", "2026-02-01", false), store.ErrConstraint},
			{"same number in the station", add(t, db, models.Household{ID: "j", Org: "o", Number: "1"}), store.ErrDuplicate},
			{"same number elsewhere", add(t, db, models.Household{ID: "j", Org: "u", Number: "1"}), nil},
		})
	})
}

func TestNumbersCertificatesAndBirthsBelongToOnePerson(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		k := []byte{1, 2, 3}
		judge(t, []attempt{
			{"first", add(t, db, models.Person{ID: "1", Status: models.StatusActive, NumberIndex: k, CertIndex: k, BirthKey: k}), nil},
			{"same number", add(t, db, models.Person{ID: "2", Status: models.StatusDead, NumberIndex: k}), store.ErrDuplicate},
			{"same certificate", add(t, db, models.Person{ID: "2", Status: models.StatusDead, CertIndex: k}), store.ErrDuplicate},
			{"same certificate, cancelled", add(t, db, models.Person{ID: "3", Status: models.StatusCancelled, CertIndex: k}), nil},
			{"same birth, in transit", add(t, db, models.Person{ID: "4", Status: models.StatusTransit, BirthKey: k}), store.ErrDuplicate},
			{"same birth, dead", add(t, db, models.Person{ID: "5", Status: models.StatusDead, BirthKey: k}), nil},
			{"no number, twice", add(t, db, models.Person{ID: "6", Status: models.StatusActive, NumberIndex: []byte{}},
				models.Person{ID: "7", Status: models.StatusActive, NumberIndex: []byte{}}), nil},
		})
		line := func(day models.Date, sequence int, index byte) error {
			return add(t, db, models.NumberEntry{Division: "649901", BirthDate: day, Sequence: sequence, Index: []byte{index}, At: sampleAt})
		}
		judge(t, []attempt{
			{"a number", line("2026-01-01", 1, 1), nil},
			{"its sequence again", line("2026-01-01", 1, 2), store.ErrDuplicate},
			{"the next day", line("2026-01-02", 1, 3), nil},
			{"the same number elsewhere", line("2026-01-03", 1, 1), store.ErrDuplicate},
		})
	})
}

func TestKeysOfTheCaseHold(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db, openCase("c1"))
		must(t, db, models.Officer{ID: "o", Username: "wang", CreatedAt: sampleAt})
		twin := openCase("c2")
		twin.Number = openCase("c1").Number
		lock := models.SubjectLock{ID: "1", Key: []byte{1}, CaseID: "c1", TakenAt: sampleAt}
		second, old := lock, lock
		second.ID, old.ID, old.ReleasedAt = "2", "3", &sampleAt
		event := models.RegisterEvent{ID: "1", SubjectID: "p", Serial: 1, RecordedAt: sampleAt, Image: []byte{1}}
		again := event
		again.ID = "2"
		judge(t, []attempt{
			{"same case number", add(t, db, twin), store.ErrDuplicate},
			{"same user name", add(t, db, models.Officer{ID: "u", Username: "wang", CreatedAt: sampleAt}), store.ErrDuplicate},
			{"a lock", add(t, db, lock), nil},
			{"a second lock", add(t, db, second), store.ErrDuplicate},
			{"a lock of the past", add(t, db, old), nil},
			{"an event", add(t, db, event), nil},
			{"its serial again", add(t, db, again), store.ErrDuplicate},
			{"a journal without a case", add(t, db, models.Entry{CaseID: "none", Seq: 1, At: sampleAt, Payload: []byte{1}, Hash: []byte{1}}), store.ErrConstraint},
			{"adverse without a remedy", add(t, db, models.Decision{ID: "1", CaseID: "c1", Adverse: true, At: sampleAt}), store.ErrConstraint},
			{"adverse with one", add(t, db, models.Decision{ID: "2", CaseID: "c1", Adverse: true, Remedy: "复议", At: sampleAt}), nil},
			{"granted", add(t, db, models.Decision{ID: "3", CaseID: "c1", At: sampleAt}), nil},
			{"two messages at one place", add(t, db, models.Outbox{ID: "1", Position: 5, At: sampleAt}, models.Outbox{ID: "2", Position: 5, At: sampleAt}), store.ErrDuplicate},
			{"two messages without a place", add(t, db, models.Outbox{ID: "1", At: sampleAt}, models.Outbox{ID: "2", At: sampleAt}), nil},
		})
	})
}

func TestEveryDateHasTheShapeOfOne(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		for _, n := range nouns(t) {
			for _, field := range n.Fields {
				if field.FieldType != reflect.TypeFor[models.Date]() {
					continue
				}
				row := n.sample(t)
				if err := field.Set(t.Context(), row, models.Date("2026-1-1")); err != nil {
					t.Fatal(err)
				}
				var fault *store.Fault
				err := n.insert(t.Context(), db, row, nil)
				if want := n.Table + "_dates"; !errors.As(err, &fault) || fault.Constraint != want {
					t.Errorf("%s.%s took 2026-1-1: got %v, want %s", n.Table, field.DBName, err, want)
				}
			}
		}
	})
}
