package register

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
)

// Written is what an officer has typed into the form at an address, by box, and when it
// was kept. SavedAt is zero when nothing is kept.
type Written struct {
	Boxes   map[string][]string
	SavedAt time.Time
}

// How long what was typed into a form is kept, for how many forms of one officer, and
// how long an address may be.
const (
	formLife    = 30 * 24 * time.Hour
	mostForms   = 100
	longestForm = 200
)

// KeepForm keeps what the officer has typed into the form at the address and not sent
// in, as it stands; the last to keep wins. A form about a case is kept for who may look
// at the case. What nobody came back to in thirty days comes back no more, and ForgetForms
// takes it away. It costs one transaction.
func (r *Registrar) KeepForm(ctx context.Context, actor Actor, form string, boxes map[string][]string) (time.Time, error) {
	plain, err := json.Marshal(boxes)
	if err != nil {
		return time.Time{}, err
	}
	if len(plain) > maxTyping || len(form) > longestForm {
		return time.Time{}, invalid("typed", "too_long", "填写的内容过长。", "What was typed is too long.")
	}
	var at time.Time
	err = r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		org, err := a.formOrg(form)
		if err != nil {
			return err
		}
		row := models.FormTyping{OfficerID: actor.OfficerID, Form: form, CaseID: caseOfForm(form), SavedAt: a.now}
		row.TypedSealed = r.keys.Seal(placeForm(row).In(org), plain)
		at = a.now
		n, err := store.Set[models.FormTyping](tx, map[string]any{"saved_at": row.SavedAt, "typed_sealed": row.TypedSealed}, "officer_id = ? and form = ?", row.OfficerID, row.Form)
		if err != nil || n > 0 {
			return err
		}
		kept, err := store.Count[models.FormTyping](tx, "officer_id = ?", actor.OfficerID)
		if err != nil {
			return err
		}
		if kept >= mostForms {
			return invalid("typed", "too_many", "未办完的表太多，先放弃几张。", "Too many forms are left unfinished; discard some first.")
		}
		return store.Insert(tx, row)
	})
	return at, mapStore(err)
}

// FormTyped is what the officer typed into the form at the address before and did not
// send in.
func (r *Registrar) FormTyped(ctx context.Context, actor Actor, form string) (Written, error) {
	var out Written
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if _, err := a.formOrg(form); err != nil {
			return err
		}
		row, err := store.One[models.FormTyping](tx, "officer_id = ? and form = ?", actor.OfficerID, form)
		if errors.Is(err, store.ErrNotFound) || err == nil && a.now.Sub(row.SavedAt) > formLife {
			return nil
		}
		if err != nil {
			return err
		}
		plain, err := r.keys.Open(placeForm(row), row.TypedSealed)
		if err != nil {
			return err
		}
		out.SavedAt = row.SavedAt
		return json.Unmarshal(plain, &out.Boxes)
	})
	return out, mapStore(err)
}

// FormsKept are the addresses of the forms that the officer has typed into and not sent
// in, each with when it was kept. It costs one question, and opens none of them.
func (r *Registrar) FormsKept(ctx context.Context, actor Actor) (map[string]time.Time, error) {
	out := map[string]time.Time{}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		rows, err := store.Rows[models.FormTyping](tx, "SELECT form, saved_at FROM form_typing WHERE officer_id = ? AND saved_at >= ?", actor.OfficerID, r.Now().Add(-formLife))
		for _, row := range rows {
			out[row.Form] = row.SavedAt
		}
		return err
	})
	return out, mapStore(err)
}

// DropForm forgets what the officer typed into the form at the address: it was sent in,
// or they discarded it.
func (r *Registrar) DropForm(ctx context.Context, actor Actor, form string) error {
	return mapStore(r.db.InTx(ctx, func(tx *store.Tx) error {
		_, err := tx.Exec("DELETE FROM form_typing WHERE officer_id = ? AND form = ?", actor.OfficerID, form)
		return err
	}))
}

// ForgetForms takes away what was typed into forms that nobody came back to in thirty
// days, and says of how many. Running it twice changes nothing more.
func (r *Registrar) ForgetForms(ctx context.Context) (int64, error) {
	var gone int64
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		var err error
		gone, err = tx.Exec("DELETE FROM form_typing WHERE saved_at < ?", r.Now().Add(-formLife))
		return err
	})
	return gone, mapStore(err)
}

// formOrg is the body whose county's key seals what is typed into the form: the case's,
// for an officer who may look at it, else the officer's own.
func (a *act) formOrg(form string) (string, error) {
	if id := caseOfForm(form); id != "" {
		if err := a.load(id); err != nil {
			return "", err
		}
		return a.c.HandlingOrg, nil
	}
	if len(a.actor.Postings) == 0 {
		return "", ErrForbidden
	}
	return a.actor.Postings[0].Org, nil
}

// caseOfForm is the case that the form at an address is about; empty for none. A station
// that is asked about lines of a roster answers under the roster's address without seeing
// the roster, so that its form is about none.
func caseOfForm(form string) string {
	path, _, _ := strings.Cut(form, "?")
	at := strings.Split(strings.TrimPrefix(path, "/"), "/")
	switch {
	case len(at) == 3 && at[0] == "approvals" && at[1] == "batch":
		return at[2]
	case len(at) == 2 && at[0] == "approvals",
		len(at) > 2 && at[0] == "cases",
		len(at) > 2 && at[0] == "batches" && at[2] != "mine":
		return at[1]
	}
	return ""
}

func placeForm(row models.FormTyping) seal.Place {
	return seal.Place{Table: "form_typing", Column: "typed_sealed", Row: row.OfficerID + row.Form}
}
