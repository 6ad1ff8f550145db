package store

import (
	"errors"
	"time"
)

// liteLayout is how an instant stands in SQLite: UTC, so that texts sort as the
// instants do.
const liteLayout = "2006-01-02 15:04:05.999999999-07:00"

var errInstant = errors.New("store: a column that is to hold an instant holds something else")

// instant reads one from SQLite, which knows no such type: the driver gives a
// time for a column declared so and a text for an expression, such as max(at).
type instant struct {
	to       *time.Time
	optional **time.Time
}

// Scan takes what the driver read.
func (i *instant) Scan(value any) error {
	var read time.Time
	switch v := value.(type) {
	case nil:
		if i.optional == nil {
			return errInstant
		}
		*i.optional = nil
		return nil
	case time.Time:
		read = v.UTC()
	case string:
		t, err := time.Parse(liteLayout, v)
		if err != nil {
			return errInstant
		}
		read = t.UTC()
	default:
		return errInstant
	}
	if i.optional != nil {
		*i.optional = &read
	} else {
		*i.to = read
	}
	return nil
}
