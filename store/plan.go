package store

import (
	"fmt"
	"reflect"
	"time"

	"gorm.io/gorm"
)

// kind is how a field travels to and from its column.
type kind uint8

const (
	kindText kind = iota
	kindInteger
	kindBoolean
	kindBytes
	kindInstant
	kindInstantPointer
	kindOther // whatever the driver makes of it; no model has one
)

// column is a field of a model as GORM maps it.
type column struct {
	name     string
	index    []int
	kind     kind
	required bool
}

// plan is GORM's schema of a type, laid out for the hot path. A scalar plan reads
// a single value, such as a count or an id.
type plan struct {
	model   reflect.Type
	table   string
	columns []column
	place   map[string]int
	all     []int // the columns in their own order
	scalar  bool
}

var (
	instantType = reflect.TypeFor[time.Time]()
	instantPtr  = reflect.TypeFor[*time.Time]()
	bytesType   = reflect.TypeFor[[]byte]()
	stringPtr   = reflect.TypeFor[*string]()
)

// planOf is the plan of T, asked from GORM once for a database.
func planOf[T any](db *DB) (*plan, error) {
	model := reflect.TypeFor[T]()
	db.mu.RLock()
	p := db.plans[model]
	db.mu.RUnlock()
	if p != nil {
		return p, nil
	}
	p, err := newPlan(db.orm, model)
	if err != nil {
		return nil, err
	}
	db.mu.Lock()
	db.plans[model] = p
	db.mu.Unlock()
	return p, nil
}

func newPlan(orm *gorm.DB, model reflect.Type) (*plan, error) {
	if model.Kind() != reflect.Struct || model == instantType {
		return &plan{model: model, scalar: true, columns: []column{{kind: kindOf(model)}}}, nil
	}
	statement := &gorm.Statement{DB: orm}
	if err := statement.Parse(reflect.New(model).Interface()); err != nil {
		return nil, fmt.Errorf("store: map %s: %w", model, err)
	}
	p := &plan{model: model, table: statement.Schema.Table, place: map[string]int{}}
	for i, name := range statement.Schema.DBNames {
		field := statement.Schema.FieldsByDBName[name]
		p.columns = append(p.columns, column{
			name: name, index: field.StructField.Index, kind: kindOf(field.FieldType),
			required: field.NotNull || field.PrimaryKey,
		})
		p.place[name] = i
		p.all = append(p.all, i)
	}
	return p, nil
}

func kindOf(t reflect.Type) kind {
	switch {
	case t == instantType:
		return kindInstant
	case t == instantPtr:
		return kindInstantPointer
	case t == bytesType:
		return kindBytes
	case t.Kind() == reflect.String:
		return kindText
	case t.Kind() == reflect.Int || t.Kind() == reflect.Int64:
		return kindInteger
	case t.Kind() == reflect.Bool:
		return kindBoolean
	}
	return kindOther
}

// values appends what is stored of a row, in the order of the columns.
func (p *plan) values(row reflect.Value, to []any) []any {
	for i := range p.columns {
		to = append(to, p.columns[i].value(row))
	}
	return to
}

func (c *column) value(row reflect.Value) any {
	field := row.FieldByIndex(c.index)
	switch c.kind {
	case kindText:
		return field.String()
	case kindInteger:
		return field.Int()
	case kindBoolean:
		return field.Bool()
	case kindBytes:
		return storedBytes(field.Bytes(), c.required)
	case kindInstant:
		return stored(field.Interface().(time.Time))
	case kindInstantPointer:
		if t := field.Interface().(*time.Time); t != nil {
			return stored(*t)
		}
		return nil
	}
	return field.Interface()
}

// stored is an instant as both engines keep it: UTC, to the microsecond.
func stored(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// storedBytes keeps no bytes as NULL where the column allows it, so that two rows
// without a number do not share the empty one.
func storedBytes(b []byte, required bool) any {
	if len(b) > 0 {
		return b
	}
	if required {
		return []byte{}
	}
	return nil
}

// targets points at the fields of row that the chosen columns are read into.
func (p *plan) targets(engine Engine, row reflect.Value, order []int, to []any) {
	for i, at := range order {
		c := &p.columns[at]
		field := row
		if !p.scalar {
			field = row.FieldByIndex(c.index)
		}
		to[i] = c.target(engine, field)
	}
}

func (c *column) target(engine Engine, field reflect.Value) any {
	pointer := field.Addr()
	switch {
	case c.kind == kindText:
		return pointer.Convert(stringPtr).Interface()
	case c.kind == kindInstant && engine == SQLite:
		return &instant{to: pointer.Interface().(*time.Time)}
	case c.kind == kindInstantPointer && engine == SQLite:
		return &instant{optional: pointer.Interface().(**time.Time)}
	}
	return pointer.Interface()
}

// order is which column of the plan each column of a result is.
func (p *plan) order(a answer) ([]int, error) {
	names, err := a.names()
	if err != nil {
		return nil, err
	}
	if p.scalar {
		if len(names) != 1 {
			return nil, fmt.Errorf("store: %d columns cannot be read into one %s", len(names), p.model)
		}
		return []int{0}, nil
	}
	order := make([]int, len(names))
	for i, name := range names {
		at, known := p.place[name]
		if !known {
			return nil, fmt.Errorf("store: %s has no column %q", p.model, name)
		}
		order[i] = at
	}
	return order, nil
}
