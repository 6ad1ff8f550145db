// Package bell is the neighbours' bell (和谐警铃): a door rings, and the neighbours of its
// group and the station are told at once; or the station alone. It has tables of its own and
// knows doors by their numbers: nothing in it leads to a person, a household or a case of
// the register, and nobody is counted or compared.
//
// A door joins when every adult of it has signed, and leaves whenever it likes without a
// reason; of a door that did not join nothing is kept. Whoever holds the secret in a
// door's address acts for the door; the database has the secret's hash alone.
package bell

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hukou/models"
	"hukou/register"
	"hukou/seal"
	"hukou/store"
	"hukou/workflow"
)

const (
	// MostDoors is how many doors a group has at most: the one that rings and eight others.
	MostDoors = 9
	// SameAlarm is how long a second press of a door is the alarm that it rang before.
	SameAlarm = time.Minute
	// DrillLasts is how long a drill rings before it ends by itself.
	DrillLasts = 15 * time.Minute
	// Kept is for how long what was rung is kept, unless a police case stands.
	Kept = 30 * 24 * time.Hour

	secretBytes = 20 // 160 bits
	longest     = 60 // characters of a number, a name or a case
)

// Config is what the bell needs from outside.
type Config struct {
	DB   *store.DB
	Keys *seal.Keyring
	// Clock is the register's clock.
	Clock func() time.Time
	// NewID makes a UUIDv7.
	NewID func() string
	// Random is where secrets come from.
	Random io.Reader
}

// Bell keeps groups of doors and what they ring.
type Bell struct{ c Config }

// New is a Bell over the parts given.
func New(c Config) *Bell { return &Bell{c} }

func (b *Bell) now() time.Time { return b.c.Clock().UTC() }

// keepers are who keeps the bells of their own station and answers them.
func keepers() []workflow.Role {
	return []workflow.Role{workflow.Clerk, workflow.Community, workflow.Head}
}

// Keeps tells whether the officer keeps the bells of a station.
func Keeps(actor register.Actor) bool { return len(stations(actor)) > 0 }

// stations are those at which the officer keeps the bells.
func stations(actor register.Actor) []string {
	var out []string
	for _, p := range actor.Postings {
		if slices.Contains(keepers(), workflow.Role(p.Role)) && !slices.Contains(out, p.Org) {
			out = append(out, p.Org)
		}
	}
	return out
}

// group is a group of the officer's own station; any other is none.
func group(tx *store.Tx, actor register.Actor, id string) (models.BellGroup, error) {
	own := stations(actor)
	if len(own) == 0 {
		return models.BellGroup{}, register.ErrForbidden
	}
	return store.One[models.BellGroup](tx, "id = ? and org in ?", id, own)
}

// doorOf is a door of the officer's own station, with its group.
func doorOf(tx *store.Tx, actor register.Actor, id string) (models.BellDoor, models.BellGroup, error) {
	own := stations(actor)
	if len(own) == 0 {
		return models.BellDoor{}, models.BellGroup{}, register.ErrForbidden
	}
	d, err := store.One[models.BellDoor](tx, "id = ? and group_id in (select id from bell_groups where org in ?)", id, own)
	if err != nil {
		return d, models.BellGroup{}, err
	}
	g, err := group(tx, actor, d.GroupID)
	return d, g, err
}

// secretDoor is the door of a secret; a secret of no door finds none.
func secretDoor(tx *store.Tx, secret string) (models.BellDoor, error) {
	return store.One[models.BellDoor](tx, "secret_hash = ?", hashed(secret))
}

// newSecret draws a secret that stands in an address.
func (b *Bell) newSecret() (string, error) {
	raw := make([]byte, secretBytes)
	if _, err := io.ReadFull(b.c.Random, raw); err != nil {
		return "", fmt.Errorf("bell: draw a secret: %w", err)
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(raw)), nil
}

// hashed is what the database has of a secret. It has 160 bits of chance, so that a plain
// hash is enough.
func hashed(secret string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(secret)))
	return hex.EncodeToString(sum[:])
}

// audit writes an officer's act in its own transaction. It names the group and the station,
// never a door: what a door did is gone after thirty days, and the acts stay.
func (b *Bell) audit(tx *store.Tx, actor register.Actor, what string, g models.BellGroup) error {
	became, err := json.Marshal(map[string]string{"org": g.Org})
	if err != nil {
		return fmt.Errorf("bell: write an act: %w", err)
	}
	return store.Insert(tx, models.AdminAct{ID: b.c.NewID(), At: b.now(), OfficerID: actor.OfficerID, Act: what, ObjectID: g.ID, Became: string(became)})
}

// line is a text of one line as it is kept, and what is wrong with it.
func line(field, value string) (string, []register.FieldError) {
	value = strings.TrimSpace(value)
	switch {
	case value == "":
		return value, wrong(field, "required", "请填写。", "Fill this in.")
	case utf8.RuneCountInString(value) > longest:
		return value, wrong(field, "too_long", "太长，最多六十个字。", "Too long: sixty characters at most.")
	case !utf8.ValidString(value) || strings.ContainsFunc(value, func(r rune) bool { return !unicode.IsPrint(r) }):
		return value, wrong(field, "bad_character", "含有不能显示的字符，请重新输入。", "It has characters that cannot be shown; type it again.")
	}
	return value, nil
}

func wrong(field, code, zh, en string) []register.FieldError {
	return []register.FieldError{{Field: field, Code: code, Message: workflow.Word{Zh: zh, En: en}}}
}

func refused(errs []register.FieldError) error {
	if len(errs) == 0 {
		return nil
	}
	return &register.Invalid{Errors: errs}
}

// mapped is an error of the store as the callers of the register know it.
func mapped(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return register.ErrNotFound
	}
	return err
}
