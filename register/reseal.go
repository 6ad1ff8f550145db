package register

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
)

// SealedCount is how the values of a column stand.
type SealedCount struct {
	Table, Column string
	// Chained values are part of the evidence and stay as they were stored.
	Chained bool
	// Plain values have no cipher, Old ones a key that a newer one has replaced, New
	// ones that of today.
	Plain, Old, New int64
}

// sealedColumn is a column of sealed values: how its rows are read in the order of
// their key, and written back.
type sealedColumn struct {
	table, column string
	// reseal does one portion, of the rows whose key is behind after; nil is the first.
	reseal func(tx *store.Tx, keys *seal.Keyring, after []any) (resealed, error)
}

// resealed is what came of a portion.
type resealed struct {
	done int64
	last []any // the key of the last row; nil when there was none
}

// sealedIn is a column of T, sealed anew portion rows at a time. Of a row, of gives the place, the bytes and the key.
func sealedIn[T any](table, column string, portion int, key []string, of func(T) (seal.Place, []byte, []any)) sealedColumn {
	names := strings.Join(key, ", ")
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(key)), ", ")
	return sealedColumn{table, column, func(tx *store.Tx, keys *seal.Keyring, after []any) (resealed, error) {
		var out resealed
		stale, args := staleWhere(keys, column)
		if after != nil {
			stale += " and (" + names + ") > (" + marks + ")"
			args = append(args, after...)
		}
		rows, err := store.Many[T](tx, fmt.Sprintf("%s limit %d", names, portion), stale, args...)
		for _, row := range rows {
			place, stored, id := of(row)
			plain, openErr := keys.Open(place, stored)
			if openErr != nil {
				return out, openErr
			}
			org, _ := keys.Stale(stored)
			n, setErr := store.Set[T](tx, map[string]any{column: keys.Seal(place.In(org), plain)},
				"("+names+") = ("+marks+") and "+column+" = ?", append(append([]any{}, id...), stored)...)
			if setErr != nil {
				return out, setErr
			}
			out.done, out.last = out.done+n, id
		}
		return out, err
	}}
}

// sealedColumns are all columns of sealed values that may be sealed anew.
func sealedColumns() []sealedColumn {
	id := []string{"id"}
	return []sealedColumn{
		sealedIn("officers", "totp_sealed", 100, id, func(o models.Officer) (seal.Place, []byte, []any) {
			return placeTOTP(o.ID), o.TOTPSealed, []any{o.ID}
		}),
		sealedIn("people", "number_sealed", 100, id, func(p models.Person) (seal.Place, []byte, []any) {
			return placeNumber(p.ID), p.NumberSealed, []any{p.ID}
		}),
		sealedIn("people", "birth_cert_sealed", 100, id, func(p models.Person) (seal.Place, []byte, []any) {
			return placeCertificate(p.ID), p.CertSealed, []any{p.ID}
		}),
		sealedIn("guardianships", "document_sealed", 100, id, func(g models.Guardianship) (seal.Place, []byte, []any) {
			return placeGuardianDocument(g.ID), g.DocumentSealed, []any{g.ID}
		}),
		sealedIn("number_ledger", "number_sealed", 100, []string{"division", "birth_date", "sequence"}, func(e models.NumberEntry) (seal.Place, []byte, []any) {
			return placeLedger(e), e.Sealed, []any{e.Division, e.BirthDate, e.Sequence}
		}),
		sealedIn("case_forms", "facts_sealed", 100, []string{"case_id"}, func(f models.CaseForm) (seal.Place, []byte, []any) {
			return placeFacts(f.CaseID), f.FactsSealed, []any{f.CaseID}
		}),
		sealedIn("case_typing", "typed_sealed", 100, []string{"case_id", "officer_id"}, func(c models.CaseTyping) (seal.Place, []byte, []any) {
			return placeTyping(c), c.TypedSealed, []any{c.CaseID, c.OfficerID}
		}),
		sealedIn("form_typing", "typed_sealed", 100, []string{"officer_id", "form"}, func(f models.FormTyping) (seal.Place, []byte, []any) {
			return placeForm(f), f.TypedSealed, []any{f.OfficerID, f.Form}
		}),
		sealedIn("case_proposals", "input_sealed", 100, id, func(p models.CaseProposal) (seal.Place, []byte, []any) {
			return placeProposal(p.ID), p.Sealed, []any{p.ID}
		}),
		sealedIn("decisions", "body_sealed", 100, id, func(d models.Decision) (seal.Place, []byte, []any) {
			return placeDecision(d.ID), d.Sealed, []any{d.ID}
		}),
		sealedIn("issued_papers", "body_sealed", 100, id, func(p models.IssuedPaper) (seal.Place, []byte, []any) {
			return placePaper(p.ID), p.Sealed, []any{p.ID}
		}),
		sealedIn("materials", "reference_sealed", 100, id, func(m models.Material) (seal.Place, []byte, []any) {
			return placeReference(m.ID), m.Reference, []any{m.ID}
		}),
		sealedIn("blobs", "sealed", 2, []string{"digest"}, func(b models.Blob) (seal.Place, []byte, []any) {
			return placeBlob(b.Digest), b.Sealed, []any{b.Digest}
		}),
		sealedIn("idempotency", "answer_sealed", 100, []string{"officer_id", "idem_key"}, func(i models.Idempotency) (seal.Place, []byte, []any) {
			return placeAnswer(i), i.Answer, []any{i.OfficerID, i.Key}
		}),
		sealedIn("bell_adults", "name_sealed", 100, []string{"door_id", "seq"}, func(b models.BellAdult) (seal.Place, []byte, []any) {
			return PlaceBellName(b.DoorID, b.Seq), b.NameSealed, []any{b.DoorID, b.Seq}
		}),
	}
}

// PlaceBellName is where the name of an adult who joined the neighbours' bell is sealed. It
// stands here because a column that may be sealed anew is known to the register; nothing
// else of the bell is.
func PlaceBellName(door string, seq int64) seal.Place {
	return seal.Place{Table: "bell_adults", Column: "name_sealed", Row: door, Part: strconv.FormatInt(seq, 10)}
}

// Reseal seals anew what is plain or under a key that a newer one has replaced, in
// small transactions beside the service, and counts the values. What is chained stays.
// It may be stopped and run again: what is done is done. The error names the column
// of a value that does not open.
func (r *Registrar) Reseal(ctx context.Context) (int64, error) {
	var all int64
	for _, c := range sealedColumns() {
		for after := []any(nil); ; {
			var part resealed
			err := r.db.InTx(ctx, func(tx *store.Tx) (err error) {
				part, err = c.reseal(tx, r.keys, after)
				return err
			})
			if err != nil {
				return all, mapStore(err)
			}
			all += part.done
			if part.last == nil {
				break
			}
			after = part.last
		}
	}
	return all, nil
}

// staleWhere is the condition that a value is there and not under a key of today.
func staleWhere(keys *seal.Keyring, column string) (string, []any) {
	where, args := "length("+column+") > 0", []any{}
	for _, head := range keys.Heads() {
		where += " and substr(" + column + ", 1, 5) <> ?"
		args = append(args, head)
	}
	return where, args
}

// SealedCounts counts the values of every sealed column by how they stand. It reads
// all of them once.
func (r *Registrar) SealedCounts(ctx context.Context) ([]SealedCount, error) {
	out := []SealedCount{{Table: "journal", Column: "payload", Chained: true}, {Table: "register_events", Column: "image_sealed", Chained: true}}
	for _, c := range sealedColumns() {
		out = append(out, SealedCount{Table: c.table, Column: c.column})
	}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		for i := range out {
			if err := r.countSealed(tx, &out[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// headCount is how many values begin alike.
type headCount struct {
	Head []byte
	N    int64
}

func (r *Registrar) countSealed(tx *store.Tx, c *SealedCount) error {
	heads, err := store.Rows[headCount](tx, fmt.Sprintf(`SELECT CASE WHEN substr(%[2]s, 1, 1) = ? THEN substr(%[2]s, 1, 1) ELSE substr(%[2]s, 1, 5) END AS head,
		count(*) AS n FROM %[1]s WHERE length(%[2]s) > 0 GROUP BY 1`, c.Table, c.Column), []byte{0})
	for _, h := range heads {
		_, stale := r.keys.Stale(h.Head)
		switch {
		case len(h.Head) == 1:
			c.Plain += h.N
		case stale:
			c.Old += h.N
		default:
			c.New += h.N
		}
	}
	return err
}

// sameSealed gives the row's bytes in place of the event's when both hold one value:
// a value sealed anew has other bytes than in the event that brought it.
func (r *Registrar) sameSealed(place seal.Place, row, event []byte) []byte {
	if len(row) == 0 || len(event) == 0 {
		return event
	}
	a, errA := r.keys.Open(place, row)
	b, errB := r.keys.Open(place, event)
	if errA != nil || errB != nil || string(a) != string(b) {
		return event
	}
	return row
}
