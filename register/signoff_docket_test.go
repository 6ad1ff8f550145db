package register

import (
	"context"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

func TestADocketSignsEachOfItsCasesAndNoOther(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		w.load(village())
		w.signing(workflow.BirthCert, SignOffDocket)
		head, secret := w.signer("head")
		in, moved, out := []string{w.toReview(), w.toReview()}, w.toReview(), w.toReview()
		var wishes []DocketWish
		for _, id := range append(in, moved) {
			wishes = append(wishes, DocketWish{CaseID: id, Version: w.row(id).Version, Event: workflow.Approve})
		}
		sign := w.code(secret, realNow)
		d, err := w.r.SignDocket(ctx, head, sign, wishes)
		w.must(err)
		take := func(id string, on workflow.Event) error {
			q := w.approving(id, SignOff{})
			q.Event, q.Docket = on, d
			_, err := w.r.Take(ctx, head, q)
			return err
		}
		for _, id := range in {
			w.must(take(id, workflow.Approve))
		}
		roots := map[string]bool{}
		for i, id := range in {
			rec := w.signedRow(id, workflow.Approve)
			s := rec.SignOff
			if s.Docket == nil || s.Docket.Size != 3 || s.Docket.Index != int64(i) || !s.Holds(rec) {
				t.Fatalf("case %d keeps %+v", i, s)
			}
			roots[s.Docket.Root] = true
			other := *s
			other.Docket = w.signedRow(in[1-i], workflow.Approve).SignOff.Docket
			if other.Holds(rec) {
				t.Error("a case's signature holds at another's place")
			}
		}
		if len(roots) != 1 {
			t.Errorf("one docket has %d roots", len(roots))
		}
		// A case that moved on, and one that never stood on it, are not signed by it.
		w.step("county", moved, workflow.Supervise, workflow.Facts{workflow.InReason: "请尽快"})
		for _, id := range []string{moved, out} {
			before := w.row(id)
			w.unsigned(take(id, workflow.Approve), SignOffMissing, id, before)
		}
		// The code was used up by the docket, a second docket with it signs nothing.
		if d, err = w.r.SignDocket(ctx, head, sign, wishes[2:]); err != nil {
			t.Fatal(err)
		}
		before := w.row(moved)
		w.unsigned(take(moved, workflow.Approve), SignOffUsed, moved, before)
		w.sound()
	})
}

func TestWhatIsSignedAloneTakesNoDocketOfMany(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		w.signing(workflow.BirthCert, SignOffEach)
		head, secret := w.signer("head")
		first, second := w.toReview(), w.toReview()
		wish := func(ids ...string) (out []DocketWish) {
			for _, id := range ids {
				out = append(out, DocketWish{CaseID: id, Version: w.row(id).Version, Event: workflow.Approve})
			}
			return out
		}
		many, err := w.r.SignDocket(ctx, head, w.code(secret, realNow), wish(first, second))
		w.must(err)
		q := w.approving(first, SignOff{})
		q.Docket = many
		before := w.row(first)
		_, err = w.r.Take(ctx, head, q)
		w.unsigned(err, SignOffAlone, first, before)
		alone, err := w.r.SignDocket(ctx, head, w.code(secret, realNow.Add(signStep)), wish(first))
		w.must(err)
		q.Docket = alone
		_, err = w.r.Take(ctx, head, q)
		w.must(err)
		w.sound()
	})
}

func TestRightsAreGivenOnARecentProofAlone(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		acc := w.account("p1", "wangfang", "")
		w.kin(models.Person{ID: "p2"})
		keeper := w.account("p3", "liwei", workflow.SecAdmin)
		token, err := w.signIn(keeper, realNow)
		w.must(err)
		late := realNow.Add(RecentProof - sessionTouch)
		_, _, err = w.r.Session(ctx, token, late)
		w.must(err)
		late = realNow.Add(RecentProof)
		secadmin, _, err := w.r.Session(ctx, token, late)
		w.must(err)
		n := NewPosting{OfficerID: acc.ID, Org: stationOrg, Role: workflow.Clerk, From: "2026-10-01"}
		_, err = w.r.Post(ctx, secadmin, n)
		w.wantUnsigned(err, SignOffMissing)
		_, err = w.r.ResetOfficer(ctx, secadmin, "wangfang", goodPassword, SignOff{}, late)
		w.wantUnsigned(err, SignOffMissing)
		n.SignOff = SignOff{Code: "000000", At: late}
		_, err = w.r.Post(ctx, secadmin, n)
		w.wantUnsigned(err, SignOffWrong)
		if count[models.Posting](w, "officer_id = ?", acc.ID) != 0 {
			t.Error("a posting was given without a proof")
		}
		n.SignOff = w.code(keeper.TOTPSecret, late)
		_, err = w.r.Post(ctx, secadmin, n)
		w.must(err)
		secadmin, _, err = w.r.Session(ctx, token, late.Add(sessionTouch))
		w.must(err)
		_, err = w.r.ResetOfficer(ctx, secadmin, "wangfang", goodPassword, SignOff{}, late)
		w.must(err)
	})
}

func TestACodeGivenWithManyLinesSignsThemAllOnce(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		w.signing(workflow.BirthCert, SignOffDocket)
		head, secret := w.signer("head")
		batch, lines := w.toReview(), []string{w.toReview(), w.toReview()}
		var wishes []LineWish
		w.tx(func(tx *store.Tx) error {
			for _, id := range lines {
				if _, err := tx.Exec("UPDATE cases SET parent_id = ? WHERE id = ?", batch, id); err != nil {
					return err
				}
			}
			return nil
		})
		for _, id := range lines {
			wishes = append(wishes, LineWish{ID: id, Version: w.row(id).Version})
		}
		q := StepRequest{Event: workflow.Approve, Key: "lines", Input: workflow.Facts{}}
		results, err := w.r.TakeLines(ctx, head, batch, q, wishes)
		w.must(err)
		for _, x := range results {
			w.wantUnsigned(x.Err, SignOffMissing)
		}
		q.SignOff = w.code(secret, realNow)
		results, err = w.r.TakeLines(ctx, head, batch, q, wishes)
		w.must(err)
		again, err := w.r.TakeLines(ctx, head, batch, q, wishes)
		w.must(err)
		for i, x := range results {
			w.must(x.Err)
			w.must(again[i].Err)
			if string(again[i].Body) != string(x.Body) {
				t.Errorf("line %d is answered otherwise under its key and the used code", i)
			}
			rec := w.signedRow(x.ID, workflow.Approve)
			if s := rec.SignOff; s.Docket == nil || s.Docket.Size != 2 || s.Docket.Index != int64(i) || !s.Holds(rec) {
				t.Errorf("line %d is signed %+v", i, s)
			}
		}
	})
}
