package register

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
	"hukou/workflow"
)

// Typing is what an officer has typed into a case's form, by box, and when it was
// kept. SavedAt is zero when nothing is kept.
type Typing struct {
	Boxes   map[string]string
	SavedAt time.Time
}

// The most that is kept of a form, in bytes. What lists others keeps its roster's file
// with what was typed, packed and written in letters.
const (
	maxTyping = 64 << 10
	maxRoster = 32 << 20
)

// KeepTyping keeps what the officer has typed and not handed in, as it stands: no box
// is checked, the case and its version stay as they are. Only who may change the
// case's declared data may keep something there; the last to keep wins. It costs one
// transaction.
func (r *Registrar) KeepTyping(ctx context.Context, actor Actor, caseID string, boxes map[string]string) (time.Time, error) {
	var at time.Time
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.mayType(caseID); err != nil {
			return err
		}
		plain, err := json.Marshal(boxes)
		if err != nil {
			return err
		}
		most := maxTyping
		if a.def.Child != "" {
			most = maxRoster
		}
		if len(plain) > most {
			return invalid("typed", "too_long", "填写的内容过长。", "What was typed is too long.")
		}
		at = a.now
		return a.writeTyping(plain)
	})
	return at, mapStore(err)
}

// Typed is what the officer typed into the case's form before and did not hand in.
func (r *Registrar) Typed(ctx context.Context, actor Actor, caseID string) (Typing, error) {
	var out Typing
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.mayType(caseID); err != nil {
			return err
		}
		row, err := store.One[models.CaseTyping](tx, "case_id = ? and officer_id = ?", caseID, actor.OfficerID)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		plain, err := r.keys.Open(placeTyping(row), row.TypedSealed)
		if err != nil {
			return err
		}
		out.SavedAt = row.SavedAt
		return json.Unmarshal(plain, &out.Boxes)
	})
	if len(out.Boxes) == 0 {
		out = Typing{}
	}
	return out, mapStore(err)
}

// DropTyping forgets what was typed: it has been handed in.
func (r *Registrar) DropTyping(ctx context.Context, actor Actor, caseID string) error {
	_, err := r.KeepTyping(ctx, actor, caseID, nil)
	return err
}

// mayType loads the case for one who may change its declared data, or has just handed
// it in.
func (a *act) mayType(caseID string) error {
	if err := a.load(caseID); err != nil {
		return err
	}
	if !a.worksOnPapers() {
		return ErrForbidden
	}
	return nil
}

func (a *act) writeTyping(plain []byte) error {
	row := models.CaseTyping{CaseID: a.c.ID, OfficerID: a.actor.OfficerID, SavedAt: a.now}
	row.TypedSealed = a.r.keys.Seal(placeTyping(row).In(a.c.HandlingOrg), plain)
	fresh, err := store.InsertNew(a.tx, row)
	if err != nil || fresh {
		return err
	}
	return store.Change[models.CaseTyping](a.tx, map[string]any{"saved_at": row.SavedAt, "typed_sealed": row.TypedSealed},
		"case_id = ? and officer_id = ?", row.CaseID, row.OfficerID)
}

func placeTyping(row models.CaseTyping) seal.Place {
	return seal.Place{Table: "case_typing", Column: "typed_sealed", Row: row.CaseID + "/" + row.OfficerID}
}

// Changeable tells whether the declared data of a case may be changed in this state: a
// draft, what waits for corrections, and what is being looked into.
func Changeable(d *workflow.Definition, s workflow.State) bool { return changeable(d, s) }
