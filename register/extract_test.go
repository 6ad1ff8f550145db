package register

import (
	"context"
	"errors"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// TestTheExtractComesFromTheRegisterOfThePlace asks the child's station about a child who
// lives with an uncle: its officers find household, relation, guardian and open cases
// written out, each look on record; the asking side finds nothing, and nothing comes of a
// child who is protected.
func TestTheExtractComesFromTheRegisterOfThePlace(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx, child := context.Background(), w.seedUnit()
		_, lines := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"))
		w.step("clerk", lines[0], workflow.Search, nil)
		w.step("clerk", lines[0], workflow.HitOne, workflow.Facts{"hit_person": child, "compared_by_eye": true, "findings": "逐项一致"})
		says := func(who string) string {
			x, err := w.r.Extract(ctx, w.officer(who), lines[0])
			w.must(err)
			return x.Zh
		}
		want := "户号 000007（家庭户），乙镇七号；与户主关系：侄子；登记簿未记监护人；无其他在办业务。"
		if got := says("clerk_b"); got != want {
			t.Errorf("the extract is %q, want %q", got, want)
		}
		looks := func() int64 {
			var n int64
			w.must(w.db.Read(ctx, func(tx *store.Tx) (err error) {
				n, err = store.Count[models.AccessLog](tx, "what = 'extract' and person_id = ? and officer_id = 'o-clerk_b'", child)
				return err
			}))
			return n
		}
		if n := looks(); n != 1 {
			t.Errorf("the look stands %d times on record", n)
		}
		if got := says("clerk"); got != "" {
			t.Errorf("the asking side reads %q", got)
		}
		if _, err := w.r.Extract(ctx, w.officer("head_b"), "no-case"); !errors.Is(err, ErrNotFound) {
			t.Errorf("of no case there is an extract: %v", err)
		}
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.Guardianship{ID: "g-1", WardID: child, Body: "乙县民政局", Ground: "guardian_dead", From: "2020-01-01", RecordedAt: w.r.Now(), EventID: "seed", CaseID: "seed"})
		})
		if got, want := says("head_b"), "户号 000007（家庭户），乙镇七号；与户主关系：侄子；监护人：乙县民政局；无其他在办业务。"; got != want {
			t.Errorf("with a guardian the extract is %q", got)
		}
		w.tx(func(tx *store.Tx) error {
			_, err := tx.Exec("UPDATE people SET protected = ? WHERE id = ?", true, child)
			return err
		})
		if got := says("head_b"); got != "" {
			t.Errorf("of a protected child is written out %q", got)
		}
	})
}
