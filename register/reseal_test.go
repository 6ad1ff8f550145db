package register

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
	"hukou/workflow"
)

// standing sums the counts of a register's columns, chained and others.
func (w *world) standing() (chained, free SealedCount) {
	w.t.Helper()
	all, err := w.r.SealedCounts(context.Background())
	w.must(err)
	for _, c := range all {
		sum := &free
		if c.Chained {
			sum = &chained
		}
		sum.Plain, sum.Old, sum.New = sum.Plain+c.Plain, sum.Old+c.Old, sum.New+c.New
	}
	return chained, free
}

// strip stores a form, a scan and a person's number as they were before there were
// ciphers.
func (w *world) strip(caseID, person string) {
	w.tx(func(tx *store.Tx) error {
		form, err := store.One[models.CaseForm](tx, "case_id = ?", caseID)
		if err != nil {
			return err
		}
		blobs, err := store.Many[models.Blob](tx, "digest", "")
		if err != nil || len(blobs) == 0 {
			return err
		}
		p, err := store.One[models.Person](tx, "id = ?", person)
		if err != nil {
			return err
		}
		plain := func(place seal.Place, stored []byte) []byte {
			got, openErr := w.r.keys.Open(place, stored)
			err = errors.Join(err, openErr)
			return append([]byte{0}, got...)
		}
		err = errors.Join(err,
			store.Change[models.CaseForm](tx, map[string]any{"facts_sealed": plain(placeFacts(caseID), form.FactsSealed)}, "case_id = ?", caseID),
			store.Change[models.Blob](tx, map[string]any{"sealed": plain(placeBlob(blobs[0].Digest), blobs[0].Sealed)}, "digest = ?", blobs[0].Digest),
			store.Change[models.Person](tx, map[string]any{"number_sealed": plain(placeNumber(person), p.NumberSealed)}, "id = ?", person))
		return err
	})
}

// A register from before there were data keys, some of it from before there were
// ciphers, is brought up to date, given new keys and put under another root; nothing
// of it changes for who reads it.
func TestARegisterIsSealedAnewAndStaysTheSame(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		birth, _ := w.livedWithVacancy()
		draft := w.open("clerk", OpenRequest{Business: workflow.BirthCert})
		paper := scan
		paper.Reference = "共享-2026-1"
		ans, err := w.r.AddMaterial(ctx, w.officer("aux"), draft, "add-1", paper)
		w.must(err)
		material := seen(t, ans).Materials[0].ID
		_, err = w.r.KeepTyping(ctx, w.officer("clerk"), draft, map[string]string{"child_name": "马小"})
		w.must(err)
		w.strip(birth, "p-ma")
		before, err := w.r.Check(ctx)
		w.must(err)

		w.must(MakeKeys(ctx, w.db, w.r.keys, seal.Intl, w.r.Now()))
		chained, free := w.standing()
		if free.Plain != 3 || free.Old == 0 || free.New != 0 || chained.Old == 0 {
			t.Fatalf("before: %+v and chained %+v", free, chained)
		}
		done, err := w.r.Reseal(ctx)
		w.must(err)
		if done != free.Plain+free.Old {
			t.Errorf("%d sealed anew of %+v", done, free)
		}
		if again, err := w.r.Reseal(ctx); err != nil || again != 0 {
			t.Errorf("a second time: %d, %v", again, err)
		}
		_, after := w.standing()
		if after.Plain != 0 || after.Old != 0 || after.New != done {
			t.Errorf("after: %+v", after)
		}

		n, err := RotateKeys(ctx, w.db, w.r.keys, "", w.r.Now())
		w.must(err)
		if _, rotated := w.standing(); n != 6 || rotated.Old != done {
			t.Errorf("%d new keys, then %+v", n, rotated)
		}
		_, err = w.r.Reseal(ctx)
		w.must(err)

		to, err := seal.New(bytes.Repeat([]byte{9}, seal.RootSize))
		w.must(err)
		_, err = MoveKeys(ctx, w.db, w.r.keys, to)
		w.must(err)
		if _, err := UnlockKeys(ctx, w.db, w.r.keys); !errors.Is(err, seal.ErrRoot) {
			t.Errorf("the old root still unlocks: %v", err)
		}
		_, err = UnlockKeys(ctx, w.db, to)
		w.must(err)
		w.r.keys = to

		file, err := w.r.MaterialContent(ctx, w.officer("clerk"), draft, material)
		if err != nil || !bytes.Equal(file.Bytes, pngScan) {
			t.Errorf("the scan: %v", err)
		}
		typed, err := w.r.Typed(ctx, w.officer("clerk"), draft)
		if err != nil || typed.Boxes["child_name"] != "马小" {
			t.Errorf("what was typed: %+v, %v", typed, err)
		}
		if now, err := w.r.Check(ctx); err != nil || len(now) != len(before) {
			t.Errorf("the check finds %v, before it found %v (%v)", now, before, err)
		}
	})
}

func TestANewBodyGetsAKeyAndAnotherProgramFindsIt(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		w.must(MakeKeys(ctx, w.db, w.r.keys, "", w.r.Now()))
		beside, err := seal.New(make([]byte, seal.RootSize))
		w.must(err)
		_, err = UnlockKeys(ctx, w.db, beside)
		w.must(err)
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.Organisation{Code: "640425000000", Name: "丙县公安局", NameEn: "C", Kind: models.KindCounty, Parent: otherCity, Division: "640425"})
		})
		w.must(w.r.keepKeys(ctx))
		place := placeNumber("p").In("640425010000")
		stored := w.r.keys.Seal(place, []byte("x"))
		if org, stale := w.r.keys.Stale(stored); org != "640425" || stale {
			t.Errorf("sealed for %q", org)
		}
		if got, err := beside.Open(place, stored); err != nil || string(got) != "x" {
			t.Errorf("a program beside: %v", err)
		}
	})
}

func TestTheSuiteOfChinaSealsAndIndexesANewRegister(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		w.tx(func(tx *store.Tx) error { _, err := tx.Exec("DELETE FROM postings"); return err })
		w.tx(func(tx *store.Tx) error { _, err := tx.Exec("DELETE FROM officers"); return err })
		was := w.r.keys.BlindIndex(seal.DomainCitizenNumber, "x")
		w.must(MakeKeys(ctx, w.db, w.r.keys, seal.SM, w.r.Now()))
		if e, err := seal.Parse(w.r.keys.Seal(placeNumber("p"), nil)); err != nil || e.Suite != seal.SM {
			t.Errorf("sealed in suite %q, %v", e.Suite, err)
		}
		if bytes.Equal(was, w.r.keys.BlindIndex(seal.DomainCitizenNumber, "x")) {
			t.Error("the index is still that of the other suite")
		}
	})
}
