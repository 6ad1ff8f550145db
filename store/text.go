package store

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// verb is what a statement does.
type verb uint8

const (
	verbSelect verb = iota
	verbCount
	verbInsert
	verbInsertNew
	verbUpdate
	verbRaw
)

// shape is a statement without its values: which rows of which model, how many
// rows are added, which columns are set.
type shape struct {
	verb  verb
	model reflect.Type
	where string
	more  string
	rows  int
}

// text is the SQL of a shape. GORM writes it once, in its dialect and from its
// schema; from then on it is looked up.
func (db *DB) text(s shape, write func(*gorm.DB) *gorm.DB) (string, error) {
	db.mu.RLock()
	text, known := db.texts[s]
	db.mu.RUnlock()
	if known {
		return text, nil
	}
	written := write(db.orm.Session(&gorm.Session{DryRun: true, NewDB: true, SkipHooks: true}))
	if written.Error != nil {
		return "", fmt.Errorf("store: write a statement: %w", written.Error)
	}
	text = written.Statement.SQL.String()
	db.mu.Lock()
	db.texts[s] = text
	db.mu.Unlock()
	return text, nil
}

// condition is a WHERE of one text, with a stand-in for each value: GORM numbers
// the places and never sees the values.
func condition(where string) clause.Expr {
	return clause.Expr{SQL: where, Vars: standIns(where)}
}

func standIns(text string) []any {
	marks := make([]any, strings.Count(text, "?"))
	for i := range marks {
		marks[i] = 0
	}
	return marks
}

func (db *DB) selectText(p *plan, where, order string) (string, error) {
	return db.text(shape{verb: verbSelect, model: p.model, where: where, more: order}, func(orm *gorm.DB) *gorm.DB {
		if where != "" {
			orm = orm.Where(condition(where))
		}
		if order != "" {
			orm = orm.Order(order)
		}
		return orm.Find(reflect.New(reflect.SliceOf(p.model)).Interface())
	})
}

func (db *DB) countText(p *plan, where string) (string, error) {
	return db.text(shape{verb: verbCount, model: p.model, where: where}, func(orm *gorm.DB) *gorm.DB {
		orm = orm.Model(reflect.New(p.model).Interface())
		if where != "" {
			orm = orm.Where(condition(where))
		}
		var n int64
		return orm.Count(&n)
	})
}

func (db *DB) insertText(p *plan, rows int, onlyNew bool) (string, error) {
	s := shape{verb: verbInsert, model: p.model, rows: rows}
	if onlyNew {
		s.verb = verbInsertNew
	}
	return db.text(s, func(orm *gorm.DB) *gorm.DB {
		if onlyNew {
			orm = orm.Clauses(clause.OnConflict{DoNothing: true})
		}
		blank := reflect.New(reflect.SliceOf(p.model))
		blank.Elem().Set(reflect.MakeSlice(blank.Type().Elem(), rows, rows))
		written := orm.Create(blank.Interface())
		if n := len(written.Statement.Vars); written.Error == nil && n != rows*len(p.columns) {
			_ = written.AddError(fmt.Errorf("%s: GORM wrote %d values for %d columns", p.table, n, len(p.columns)))
		}
		return written
	})
}

// updateText sets columns, which are in alphabetical order as GORM writes them.
func (db *DB) updateText(p *plan, columns []string, where string) (string, error) {
	s := shape{verb: verbUpdate, model: p.model, where: where, more: strings.Join(columns, ",")}
	return db.text(s, func(orm *gorm.DB) *gorm.DB {
		set := make(map[string]any, len(columns))
		for _, name := range columns {
			set[name] = 0
		}
		return orm.Table(p.table).Where(condition(where)).Updates(set)
	})
}

func (db *DB) rawText(text string) (string, error) {
	return db.text(shape{verb: verbRaw, where: text}, func(orm *gorm.DB) *gorm.DB {
		return orm.Raw(text, standIns(text)...)
	})
}

// bind makes arguments storable, and a list after "in ?" into what the engine
// reads as one value, so that the text does not change with the list's length.
func (db *DB) bind(text string, args []any) (string, []any, error) {
	if n := strings.Count(text, "?"); n != len(args) {
		return "", nil, fmt.Errorf("store: %d places and %d values in a statement", n, len(args))
	}
	bound := make([]any, len(args))
	for i, arg := range args {
		switch v := arg.(type) {
		case string, int64, int, bool, nil, []byte:
			bound[i] = v
		case time.Time:
			bound[i] = stored(v)
		case *time.Time:
			if v != nil {
				bound[i] = stored(*v)
			}
		default:
			value := reflect.ValueOf(arg)
			switch {
			case value.Kind() == reflect.String:
				bound[i] = value.String()
			case value.Kind() == reflect.Slice:
				var err error
				if text, bound[i], err = db.list(text, i, value); err != nil {
					return "", nil, err
				}
			default:
				bound[i] = arg
			}
		}
	}
	return text, bound, nil
}

// list rewrites the at-th place, which must read "in ?".
func (db *DB) list(text string, at int, list reflect.Value) (string, any, error) {
	place := 0
	for range at + 1 {
		place += strings.Index(text[place:], "?") + 1
	}
	head := strings.TrimRight(text[:place-1], " ")
	if len(head) < 3 || !strings.EqualFold(head[len(head)-3:], " in") {
		return "", nil, fmt.Errorf("store: a list is given where the statement does not say \"in ?\"")
	}
	head, tail := head[:len(head)-2], text[place:]
	binary := list.Type().Elem() == bytesType
	if db.engine == Postgres {
		return head + "= any(?)" + tail, arrayOf(list), nil
	}
	text = head + "in (select value from json_each(?))" + tail
	if binary {
		text = head + "in (select unhex(value) from json_each(?))" + tail
		texts := make([]string, list.Len())
		for i := range texts {
			texts[i] = hex.EncodeToString(list.Index(i).Bytes())
		}
		list = reflect.ValueOf(texts)
	}
	encoded, err := json.Marshal(arrayOf(list))
	if err != nil {
		return "", nil, fmt.Errorf("store: a list of %s cannot be sent", list.Type().Elem())
	}
	return text, string(encoded), nil
}

// arrayOf frees a list of its named type, which the driver does not know.
func arrayOf(list reflect.Value) any {
	if list.Type().Elem().Kind() != reflect.String {
		return list.Interface()
	}
	texts := make([]string, list.Len())
	for i := range texts {
		texts[i] = list.Index(i).String()
	}
	return texts
}
