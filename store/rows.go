package store

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"
)

// One reads the row that the condition names, such as "id = ?". None is
// ErrNotFound; of several, any one.
func One[T any](tx *Tx, where string, args ...any) (T, error) {
	var none T
	if where == "" {
		return none, fmt.Errorf("store: one row of %T is asked for without a condition", none)
	}
	rows, err := read[T](tx, where, "", args, true)
	if err != nil {
		return none, err
	}
	if len(rows) == 0 {
		return none, ErrNotFound
	}
	return rows[0], nil
}

// Many reads the rows that the condition names; an empty condition names all. The
// order may end in a limit ("due_on, id limit 50"). "in ?" takes a list.
func Many[T any](tx *Tx, order string, where string, args ...any) ([]T, error) {
	return read[T](tx, where, order, args, false)
}

func read[T any](tx *Tx, where, order string, args []any, single bool) ([]T, error) {
	var out []T
	j, err := reading(tx.db, &out, where, order, args, single)
	if err != nil {
		return nil, err
	}
	if err := tx.do(j); err != nil {
		return nil, err
	}
	return out, nil
}

// Reading is one of the reads of Together.
type Reading struct {
	prepare func(db *DB) (job, error)
}

// Into reads as Many does and appends to out.
func Into[T any](out *[]T, order string, where string, args ...any) Reading {
	return Reading{func(db *DB) (job, error) { return reading(db, out, where, order, args, false) }}
}

// Unless is a reading after which Together leaves those behind it, when over says so: their
// rows are not looked at, and on SQLite not asked for.
func Unless(over func() bool, r Reading) Reading {
	return Reading{func(db *DB) (job, error) {
		j, err := r.prepare(db)
		j.last = over
		return j, err
	}}
}

// Together runs several reads; PostgreSQL gets them in one message.
func (tx *Tx) Together(reads ...Reading) error {
	jobs := make([]job, 0, len(reads))
	for _, r := range reads {
		j, err := r.prepare(tx.db)
		if err != nil {
			return err
		}
		if j.text != "" { // the engine has something to do
			jobs = append(jobs, j)
		}
	}
	if len(jobs) == 0 {
		return nil
	}
	return tx.do(jobs...)
}

func reading[T any](db *DB, out *[]T, where, order string, args []any, single bool) (job, error) {
	p, err := planOf[T](db)
	if err != nil {
		return job{}, err
	}
	where, bound, err := db.bind(where, args)
	if err != nil {
		return job{}, err
	}
	text, err := db.selectText(p, where, order)
	if err != nil {
		return job{}, err
	}
	return job{text: text, args: bound, row: collector(db.engine, p, p.all, out, single)}, nil
}

// Rows reads with a text of the caller's own, with '?' for each value. T is a
// struct, whose columns are found by name, or a single value such as int64.
func Rows[T any](tx *Tx, sql string, args ...any) ([]T, error) {
	var out []T
	if err := tx.Together(IntoRows(&out, sql, args...)); err != nil {
		return nil, err
	}
	return out, nil
}

// IntoRows reads as Rows does and appends to out.
func IntoRows[T any](out *[]T, sql string, args ...any) Reading {
	return Reading{func(db *DB) (job, error) {
		p, err := planOf[T](db)
		if err != nil {
			return job{}, err
		}
		j, err := db.raw(sql, args)
		j.row = collector(db.engine, p, nil, out, false)
		return j, err
	}}
}

// Exec runs a text of the caller's own and counts the rows it touched.
func (tx *Tx) Exec(sql string, args ...any) (int64, error) {
	j, err := tx.db.raw(sql, args)
	if err != nil {
		return 0, err
	}
	return tx.exec(j.text, j.args)
}

func (db *DB) raw(sql string, args []any) (job, error) {
	sql, bound, err := db.bind(sql, args)
	if err != nil {
		return job{}, err
	}
	text, err := db.rawText(sql)
	return job{text: text, args: bound}, err
}

// collector appends each row of an answer to out. The order is which column of
// the plan each column of the answer is; without one it is found by the names.
func collector[T any](engine Engine, p *plan, order []int, out *[]T, single bool) func(answer) error {
	var targets []any
	return func(a answer) (err error) {
		if targets == nil {
			if order == nil {
				if order, err = p.order(a); err != nil {
					return err
				}
			}
			targets = make([]any, len(order))
		}
		var none T
		*out = append(*out, none)
		p.targets(engine, reflect.ValueOf(&(*out)[len(*out)-1]).Elem(), order, targets)
		if err := a.Scan(targets...); err != nil {
			return fmt.Errorf("store: read %s: %w", p.model, err)
		}
		if single {
			return errEnough
		}
		return nil
	}
}

// mostValues keeps a statement below the engines' limits, and mostRows below a
// length that no cache wants to keep.
const (
	mostValues = 30000
	mostRows   = 64
)

// Insert adds rows. They go in portions of 64, 32, 16 … rows, so that there are
// few texts. A key that is there already is ErrDuplicate, any other broken rule
// ErrConstraint; errors.As finds the Fault with its name.
func Insert[T any](tx *Tx, rows ...T) error {
	if len(rows) == 0 {
		return nil
	}
	p, err := planOf[T](tx.db)
	if err != nil {
		return err
	}
	jobs, err := inserts(tx.db, p, rows)
	if err != nil {
		return err
	}
	return tx.write(jobs...)
}

func inserts[T any](db *DB, p *plan, rows []T) ([]job, error) {
	var all []job
	for portion := mostRows; len(rows) > 0; {
		for portion > len(rows) || portion > 1 && portion*len(p.columns) > mostValues {
			portion /= 2
		}
		text, err := db.insertText(p, portion, false)
		if err != nil {
			return nil, err
		}
		args := make([]any, 0, portion*len(p.columns))
		for i := range rows[:portion] {
			args = p.values(reflect.ValueOf(&rows[i]).Elem(), args)
		}
		all = append(all, job{text: text, args: args})
		rows = rows[portion:]
	}
	return all, nil
}

// InsertNew adds a row unless its key is there, and tells whether it did.
func InsertNew[T any](tx *Tx, row T) (bool, error) {
	var added bool
	err := tx.Together(IntoNew(&added, row))
	return added, err
}

// IntoNew adds as InsertNew does, and sets added.
func IntoNew[T any](added *bool, row T) Reading {
	return Reading{func(db *DB) (job, error) {
		p, err := planOf[T](db)
		if err != nil {
			return job{}, err
		}
		text, err := db.insertText(p, 1, true)
		done := func(rows int64) error { *added = rows == 1; return nil }
		return job{text: text, args: p.values(reflect.ValueOf(&row).Elem(), nil), done: done}, err
	}}
}

// Set writes columns of the rows that the condition names and counts the rows:
// zero is no error here, so look at it. Names of columns are the database's.
func Set[T any](tx *Tx, set map[string]any, where string, args ...any) (int64, error) {
	j, err := setting[T](tx.db, set, where, args)
	if err != nil {
		return 0, err
	}
	return tx.exec(j.text, j.args)
}

// Change is Set for a row that must be there: where there is none, ErrNotFound ends
// the transaction. It may be held.
func Change[T any](tx *Tx, set map[string]any, where string, args ...any) error {
	j, err := setting[T](tx.db, set, where, args)
	if err != nil {
		return err
	}
	j.done = atLeastOne(ErrNotFound)
	return tx.write(j)
}

// Amend is Set where it does not matter how many rows there are. It may be held.
func Amend[T any](tx *Tx, set map[string]any, where string, args ...any) error {
	j, err := setting[T](tx.db, set, where, args)
	if err != nil {
		return err
	}
	return tx.write(j)
}

// atLeastOne gives err when no row was touched.
func atLeastOne(err error) func(int64) error {
	return func(rows int64) error {
		if rows == 0 {
			return err
		}
		return nil
	}
}

func setting[T any](db *DB, set map[string]any, where string, args []any) (job, error) {
	p, err := planOf[T](db)
	if err != nil {
		return job{}, err
	}
	if where == "" || len(set) == 0 {
		return job{}, fmt.Errorf("store: an update of %s needs a condition and a column", p.table)
	}
	names := slices.Sorted(maps.Keys(set))
	values := make([]any, 0, len(names)+len(args))
	for _, name := range names {
		at, known := p.place[name]
		if !known {
			return job{}, fmt.Errorf("store: %s has no column %q", p.table, name)
		}
		values = append(values, assigned(set[name], p.columns[at].required))
	}
	where, bound, err := db.bind(where, args)
	if err != nil {
		return job{}, err
	}
	text, err := db.updateText(p, names, where)
	return job{text: text, args: append(values, bound...)}, err
}

// assigned is a value of an update as a field of a model would be stored.
func assigned(value any, required bool) any {
	switch v := value.(type) {
	case []byte:
		return storedBytes(v, required)
	case time.Time:
		return stored(v)
	case *time.Time:
		if v == nil {
			return nil
		}
		return stored(*v)
	}
	if v := reflect.ValueOf(value); v.Kind() == reflect.String {
		return v.String()
	}
	return value
}

// Count counts the rows that the condition names; an empty condition names all.
func Count[T any](tx *Tx, where string, args ...any) (int64, error) {
	p, err := planOf[T](tx.db)
	if err != nil {
		return 0, err
	}
	where, bound, err := tx.db.bind(where, args)
	if err != nil {
		return 0, err
	}
	text, err := tx.db.countText(p, where)
	if err != nil {
		return 0, err
	}
	return tx.scalar(text, bound)
}

// scalar reads the one number of a query.
func (tx *Tx) scalar(text string, args []any) (int64, error) {
	var n int64
	err := tx.do(job{text: text, args: args, row: func(a answer) error { return a.Scan(&n) }})
	return n, err
}

// Until is the end of a range of texts that begin with prefix: all x with
// prefix <= x < Until(prefix). Both engines answer it from an index, as they do
// not a LIKE whose pattern is a value.
func Until(prefix string) string { return prefix + "\U0010FFFF" }
