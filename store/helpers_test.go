package store_test

import (
	"context"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm/schema"

	"hukou/models"
	"hukou/store"
)

// noun is a model with all that GORM knows of it.
type noun struct {
	*schema.Schema
}

// nouns are all models, each after those it refers to.
func nouns(t testing.TB) []noun {
	t.Helper()
	all := []any{
		models.Organisation{}, models.Division{}, models.ServiceSite{}, models.HolidayDay{}, models.PolicyRow{},
		models.Officer{}, models.Posting{}, models.Session{}, models.RecusalDeclaration{},
		models.Person{}, models.Household{}, models.Residence{}, models.Guardianship{}, models.Institution{},
		models.RegisterEvent{}, models.NumberEntry{},
		models.Case{}, models.CaseForm{}, models.CaseOrg{}, models.CaseHand{}, models.CaseSubject{},
		models.SubjectLock{}, models.CaseClock{}, models.CaseTimer{}, models.CaseTask{}, models.CaseProposal{},
		models.CaseView{}, models.CaseLink{}, models.CaseNumber{}, models.Material{}, models.Blob{}, models.Decision{},
		models.Entry{}, models.Outbox{}, models.Idempotency{}, models.AccessLog{}, models.Sweep{}, models.FeedHead{},
		models.AdminAct{}, models.CaseEdit{}, models.CaseTyping{}, models.FormTyping{},
		models.TreeLeaf{}, models.TreeHash{}, models.Checkpoint{}, models.SealingKey{},
		models.AccessRequest{}, models.AccessSeen{}, models.AccessNotice{}, models.PersonSeal{},
		models.IssuedPaper{}, models.PrintEntry{}, models.PaperCode{}, models.ItemConsent{},
		models.Campaign{}, models.CampaignOfficer{}, models.CampaignVisit{}, models.CampaignLead{},
		models.StatisticsClosed{},
		models.BellGroup{}, models.BellDoor{}, models.BellAdult{}, models.BellAlarm{}, models.BellAck{},
	}
	var (
		out   []noun
		cache sync.Map
	)
	for _, model := range all {
		parsed, err := schema.Parse(model, &cache, schema.NamingStrategy{IdentifierMaxLength: 64})
		if err != nil {
			t.Fatalf("map %T: %v", model, err)
		}
		out = append(out, noun{parsed})
	}
	return out
}

var sampleAt = time.Date(2026, 11, 23, 1, 2, 3, 456789000, time.UTC)

// sample is a row with something in every column. Every id is "x", so that the
// samples refer to each other.
func (n noun) sample(t testing.TB) reflect.Value {
	t.Helper()
	row := reflect.New(n.ModelType).Elem()
	for _, field := range n.Fields {
		value := any(nil)
		switch field.FieldType {
		case reflect.TypeFor[models.Date]():
			value = models.Date("2026-11-23")
		case reflect.TypeFor[models.PersonStatus]():
			value = models.StatusActive
		case reflect.TypeFor[time.Time]():
			value = sampleAt
		case reflect.TypeFor[*time.Time]():
			value = &sampleAt
		case reflect.TypeFor[[]byte]():
			value = []byte{1, 0, 255}
		default:
			switch field.FieldType.Kind() {
			case reflect.String:
				value = "x"
			case reflect.Int, reflect.Int64:
				value = 1
			case reflect.Bool:
				value = true
			default:
				t.Fatalf("%s.%s: a %s has no sample", n.Name, field.Name, field.FieldType)
			}
		}
		switch n.Table + "." + field.DBName {
		case "case_hands.side":
			value = "makes"
		case "statistics_closed.month":
			value = "2026-10"
		case "item_consents.sent_at": // of one that was taken back
			value = (*time.Time)(nil)
		}
		if err := field.Set(context.Background(), row, value); err != nil {
			t.Fatal(err)
		}
	}
	return row
}

// insert adds a row by a text of its own, leaving out the columns not kept.
func (n noun) insert(ctx context.Context, db *store.DB, row reflect.Value, keep func(column string) bool) error {
	var (
		names, marks []string
		args         []any
	)
	for _, name := range n.DBNames {
		if keep != nil && !keep(name) {
			continue
		}
		value, _ := n.FieldsByDBName[name].ValueOf(ctx, row)
		names, marks, args = append(names, name), append(marks, "?"), append(args, value)
	}
	text := "INSERT INTO " + n.Table + " (" + strings.Join(names, ", ") + ") VALUES (" + strings.Join(marks, ", ") + ")"
	return db.InTx(ctx, func(tx *store.Tx) error {
		_, err := tx.Exec(text, args...)
		return err
	})
}

// inTx runs f in a writing transaction that must succeed.
func inTx(t testing.TB, db *store.DB, f func(*store.Tx) error) {
	t.Helper()
	if err := db.InTx(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

// add inserts rows in a transaction of their own and gives back its error.
func add[T any](t testing.TB, db *store.DB, rows ...T) error {
	t.Helper()
	return db.InTx(t.Context(), func(tx *store.Tx) error { return store.Insert(tx, rows...) })
}

// must inserts rows.
func must[T any](t testing.TB, db *store.DB, rows ...T) {
	t.Helper()
	if err := add(t, db, rows...); err != nil {
		t.Fatalf("insert %T: %v", rows, err)
	}
}

// all reads every row.
func all[T any](t testing.TB, db *store.DB, order string) []T {
	t.Helper()
	var rows []T
	err := db.Read(t.Context(), func(tx *store.Tx) (err error) {
		rows, err = store.Many[T](tx, order, "")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// openCase is a case of the id with nothing special about it.
func openCase(id string) models.Case {
	return models.Case{
		ID: id, Number: "number of " + id, Business: "birth", State: "lodged", Version: 1,
		HandlingOrg: "649901010000", OpenedAt: sampleAt, DueOn: "2026-12-01",
	}
}
