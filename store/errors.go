package store

import (
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What a transaction can be told. Compare with errors.Is.
var (
	ErrNotFound   = errors.New("store: no such row")
	ErrStale      = errors.New("store: the case has moved on since it was read: read it again and decide anew")
	ErrDuplicate  = errors.New("store: a row with this key is there already")
	ErrConstraint = errors.New("store: the row breaks a rule of the database")
	ErrNested     = errors.New("store: a transaction was begun inside a transaction: pass the outer one on")
	ErrReadOnly   = errors.New("store: the database is open for reading only")
	ErrBroken     = errors.New("store: a statement of this transaction failed before: nothing more can be done in it")
)

// What the database cannot do at the moment, whoever asks. The driver's error is
// wrapped beside; it is for the log alone. Nothing was done.
var (
	// ErrUnavailable: it is closed, gone, read-only, or too busy with others.
	ErrUnavailable = errors.New("store: the database cannot be used at the moment")
	// ErrFull: it has no room left.
	ErrFull = errors.New("store: the database has no room left")
	// ErrDamaged: what stands in its file is no whole database.
	ErrDamaged = errors.New("store: the database's file is damaged")
)

// Fault is a row that the database refused. Constraint names the rule as the
// migrations do; on SQLite, which names no keys, it is the columns of the key. No
// value of the row is in it, so it may be logged.
type Fault struct {
	Kind       error // ErrDuplicate or ErrConstraint
	Constraint string
}

// errText is a text that PostgreSQL could not keep: it has a zero byte in it, or
// is not UTF-8. SQLite is held to the same.
var errText = &Fault{Kind: ErrConstraint, Constraint: "text"}

// Error names the rule.
func (f *Fault) Error() string {
	if f.Constraint == "" {
		return f.Kind.Error()
	}
	return fmt.Sprintf("%v (%s)", f.Kind, f.Constraint)
}

// Unwrap makes errors.Is find the kind.
func (f *Fault) Unwrap() error { return f.Kind }

// translate turns a driver's error into one that says no more than which rule was
// broken: the drivers' own texts can quote the row.
func translate(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return translatePostgres(pg)
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return translateSQLite(lite)
	}
	return ill(err, linkIs(err))
}

func translatePostgres(pg *pgconn.PgError) error {
	switch {
	case pg.Code == "23505" && pg.ConstraintName == "journal_pkey":
		return ErrStale
	case pg.Code == "23505":
		return &Fault{Kind: ErrDuplicate, Constraint: pg.ConstraintName}
	case pg.Code == "23502":
		return &Fault{Kind: ErrConstraint, Constraint: pg.TableName + "." + pg.ColumnName}
	case strings.HasPrefix(pg.Code, "23"):
		return &Fault{Kind: ErrConstraint, Constraint: pg.ConstraintName}
	case pg.Code == "22021":
		return errText
	case strings.HasPrefix(pg.Code, "22"):
		return fmt.Errorf("store: PostgreSQL cannot keep a value as it was given (SQLSTATE %s)", pg.Code)
	}
	return ill(pg, postgresIs(pg.Code))
}

func translateSQLite(lite *sqlite.Error) error {
	if lite.Code()&0xff != sqlite3.SQLITE_CONSTRAINT {
		return ill(lite, sqliteIs(lite.Code()&0xff))
	}
	// "constraint failed: UNIQUE constraint failed: people.number_index (2067)"
	name := lite.Error()
	if i := strings.LastIndex(name, "failed: "); i >= 0 {
		name = name[i+len("failed: "):]
	}
	if i := strings.LastIndex(name, " ("); i >= 0 {
		name = name[:i]
	}
	switch lite.Code() {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_ROWID:
		if name == "journal.case_id, journal.seq" {
			return ErrStale
		}
		return &Fault{Kind: ErrDuplicate, Constraint: strings.TrimPrefix(name, "index ")}
	}
	return &Fault{Kind: ErrConstraint, Constraint: name}
}

// subjectHeld is what objects when two open cases take hold of one person at the same
// instant: neither saw the other when it asked.
const subjectHeld = "subject_locks_live"

// passing tells whether the whole transaction may succeed when it is run again:
// it met another one, and the database let the other go first.
func passing(err error) bool {
	var fault *Fault
	if errors.As(err, &fault) && fault.Constraint == subjectHeld {
		return true // the rules see the other case now
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "40001" || pg.Code == "40P01"
	}
	var lite *sqlite.Error
	return errors.As(err, &lite) && lite.Code() == sqlite3.SQLITE_BUSY_SNAPSHOT
}
