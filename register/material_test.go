package register

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"sync"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/uploads/uploadstest"
	"hukou/workflow"
)

var (
	pngScan = uploadstest.PNG(3, 2, 1)
	scan    = NewMaterial{Kind: workflow.MatIdentity, Source: SourcePaper, FileName: `C:\scans\身份证.png`, MediaType: "image/png", Bytes: pngScan}
)

// seen reads an answer's case.
func seen(t *testing.T, ans Answer) CaseView {
	t.Helper()
	var v CaseView
	if err := json.Unmarshal(ans.Body, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// looks counts the traces of looks at a case.
func (w *world) looks(id, what string) int64 {
	w.t.Helper()
	var n int64
	w.must(w.db.Read(context.Background(), func(tx *store.Tx) (err error) {
		n, err = store.Count[models.AccessLog](tx, "case_id = ? and what = ?", id, what)
		return err
	}))
	return n
}

func TestPaperIsTakenInJudgedAndRead(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert})
		ans, err := w.r.AddMaterial(ctx, w.officer("aux"), id, "add-1", scan)
		w.must(err)
		again, err := w.r.AddMaterial(ctx, w.officer("aux"), id, "add-1", scan)
		w.must(err)
		v := seen(t, ans)
		if !again.Repeated || !bytes.Equal(ans.Body, again.Body) || len(v.Materials) != 1 || ans.Status != 201 {
			t.Fatalf("the repeat made %d papers", len(v.Materials))
		}
		m := v.Materials[0]
		if m.FileName != "身份证.png" || m.MediaType != "image/png" || m.Verdict != "" || v.Version != 2 {
			t.Errorf("%+v in version %d", m, v.Version)
		}
		other := scan
		other.Bytes = uploadstest.PNG(3, 2, 9)
		if _, err := w.r.AddMaterial(ctx, w.officer("aux"), id, "add-1", other); !errors.Is(err, ErrKeyReused) {
			t.Errorf("another scan under the same key: %v", err)
		}
		ans, err = w.r.Verdict(ctx, w.officer("clerk"), VerdictRequest{CaseID: id, Material: m.ID, Result: VerdictOK, Version: 2, Key: "v-1"})
		w.must(err)
		if v := seen(t, ans); v.Materials[0].Verdict != VerdictOK || v.Version != 3 {
			t.Errorf("after the verdict: %+v", v.Materials[0])
		}
		file, err := w.r.MaterialContent(ctx, w.officer("head"), id, m.ID)
		w.must(err)
		if !bytes.Equal(file.Bytes, pngScan) || w.looks(id, "material:identity_card") != 1 {
			t.Errorf("%d bytes, %d traces", len(file.Bytes), w.looks(id, "material:identity_card"))
		}
		journal, err := w.r.Journal(ctx, w.officer("head"), id)
		w.must(err)
		if len(journal) != 2 || journal[0].Event != workflow.MaterialAdded || journal[1].Detail["result"] != VerdictOK || journal[1].Role != workflow.Clerk ||
			journal[1].PrevHash != journal[0].Hash || journal[0].Officer != "民警aux" || journal[0].Station != stationOrg {
			t.Errorf("the journal reads %+v", journal)
		}
	})
}

func TestWhoMayAddAndJudgePapers(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert})
		ans, err := w.r.AddMaterial(ctx, w.officer("clerk"), id, "a", scan)
		w.must(err)
		mid := seen(t, ans).Materials[0].ID
		judge := func(who string, q VerdictRequest) error {
			q.CaseID, q.Material = id, mid
			_, err := w.r.Verdict(ctx, w.officer(who), q)
			return err
		}
		for who, want := range map[string]error{"clerk_b": ErrNotFound, "county": ErrForbidden} {
			if _, err := w.r.AddMaterial(ctx, w.officer(who), id, "b", scan); !errors.Is(err, want) {
				t.Errorf("%s added a paper: %v", who, err)
			}
		}
		for who, want := range map[string]error{"aux": ErrForbidden, "head": ErrForbidden, "clerk_b": ErrNotFound} {
			if err := judge(who, VerdictRequest{Result: VerdictOK}); !errors.Is(err, want) {
				t.Errorf("%s judged a paper: %v", who, err)
			}
		}
		wantCode(t, judge("clerk", VerdictRequest{Result: "fine", Note: "x"}), "unknown_result")
		wantCode(t, judge("clerk", VerdictRequest{Result: VerdictExpired}), "required")
		if err := judge("clerk", VerdictRequest{Result: VerdictOK, Version: 1}); !errors.Is(err, ErrStale) {
			t.Errorf("an old version: %v", err)
		}
		w.tx(func(tx *store.Tx) error { return tx.Hand(id, "p-community", "checks", false) })
		wantUnmet(t, judge("community", VerdictRequest{Result: VerdictOK}), workflow.GNotChecker)
		_, err = w.r.DeclareRecusal(ctx, w.officer("clerk"), RecusalRequest{CaseID: id, Reason: "邻居"})
		w.must(err)
		wantUnmet(t, judge("clerk", VerdictRequest{Result: VerdictOK}), workflow.GNotRecused)
		w.must(judge("clerk2", VerdictRequest{Result: VerdictDoubtful, Note: "印章模糊"}))
		if n := w.handOf(id, "p-clerk2"); n != "makes" {
			t.Errorf("the verdict's hand is %q", n)
		}
	})
}

func (w *world) handOf(id, person string) string {
	w.t.Helper()
	var h models.CaseHand
	w.must(w.db.Read(context.Background(), func(tx *store.Tx) (err error) {
		h, err = store.One[models.CaseHand](tx, "case_id = ? and person_id = ?", id, person)
		return err
	}))
	return h.Side
}

// wantUnmet checks that an act was refused for one condition.
func wantUnmet(t *testing.T, err error, id workflow.GuardID) {
	t.Helper()
	var r *Refused
	if !errors.As(err, &r) || len(r.Unmet) != 1 || r.Unmet[0].Code != string(id) || r.Unmet[0].Message.Zh == "" {
		t.Errorf("want %s unmet, got %v", id, err)
	}
}

func TestFilesThatAreNotTaken(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert})
		for _, c := range []struct {
			code string
			m    NewMaterial
		}{
			{"bad_file", NewMaterial{Kind: workflow.MatIdentity, Source: SourcePaper, Bytes: []byte("<html><script>")}},
			{"bad_file", NewMaterial{Kind: workflow.MatIdentity, Source: SourcePaper, Bytes: []byte("PK\x03\x04")}},
			{"bad_file", NewMaterial{Kind: workflow.MatIdentity, Source: SourcePaper, Bytes: []byte("GIF89a\xff")}},
			{"damaged_file", NewMaterial{Kind: workflow.MatIdentity, Source: SourcePaper, Bytes: pngScan[:40]}},
			{"too_many_pixels", NewMaterial{Kind: workflow.MatIdentity, Source: SourcePaper, Bytes: uploadstest.Flood()}},
			{"active_file", NewMaterial{Kind: workflow.MatIdentity, Source: SourcePaper, Bytes: uploadstest.PDF("<</S/JavaScript/JS(app.alert(1))>>")}},
			{"media_mismatch", NewMaterial{Kind: workflow.MatIdentity, Source: SourcePaper, MediaType: "application/pdf", Bytes: pngScan}},
			{"too_large", NewMaterial{Kind: workflow.MatIdentity, Source: SourcePaper, Bytes: make([]byte, MaxMaterial+1)}},
			{"required", NewMaterial{Kind: workflow.MatIdentity, Source: SourcePaper}},
			{"required", NewMaterial{Kind: workflow.MatIdentity, Source: SourceShared}},
			{"unknown_kind", NewMaterial{Kind: "portrait", Source: SourcePaper, Bytes: pngScan}},
			{"unknown_source", NewMaterial{Kind: workflow.MatIdentity, Source: "rumour", Bytes: pngScan}},
		} {
			_, err := w.r.AddMaterial(context.Background(), w.officer("clerk"), id, "", c.m)
			wantCode(t, err, c.code)
		}
		shared := NewMaterial{Kind: workflow.MatIdentity, Source: SourceShared, Reference: "宁政数查询2026-1"}
		ans, err := w.r.AddMaterial(context.Background(), w.officer("clerk"), id, "", shared)
		w.must(err)
		if _, err := w.r.MaterialContent(context.Background(), w.officer("clerk"), id, seen(t, ans).Materials[0].ID); !errors.Is(err, ErrNotFound) {
			t.Errorf("shared data without a scan has content: %v", err)
		}
	})
}

// Two counters scan at once: both papers are taken, one after the other.
func TestPapersAddedAtOnceAreAllTaken(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert})
		var wait sync.WaitGroup
		for n := range 6 {
			wait.Add(1)
			go func() {
				defer wait.Done()
				m := scan
				m.Bytes = uploadstest.PNG(3, 2, byte(n))
				if _, err := w.r.AddMaterial(context.Background(), w.officer("aux"), id, string(rune('a'+n)), m); err != nil {
					t.Error(describe(err))
				}
			}()
		}
		wait.Wait()
		if c := w.row(id); c.Version != 7 || c.Seq != 6 {
			t.Errorf("version %d, journal %d", c.Version, c.Seq)
		}
	})
}

func TestLookIsLoggedAndEndsTheTimeForTakingBack(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		w.put(models.Case{ID: "sent", State: "station_review", DueOn: "2026-09-28", LastOfficer: "o-clerk"}, "")
		opened := func() bool {
			var yes bool
			w.must(w.db.Read(ctx, func(tx *store.Tx) (err error) {
				a := w.r.begin(tx, w.officer("clerk"))
				if err := a.load("sent"); err != nil {
					return err
				}
				yes, err = a.openedSince()
				return err
			}))
			return yes
		}
		for _, who := range []string{"clerk", "clerk2"} {
			v, err := w.r.View(ctx, w.officer(who), "sent")
			w.must(err)
			if v.ID != "sent" || opened() {
				t.Errorf("the look of %s, whose turn it is not, ended the time for taking back", who)
			}
		}
		_, err := w.r.View(ctx, w.officer("head"), "sent")
		w.must(err)
		if !opened() {
			t.Error("the head has opened the case and it may be taken back")
		}
		if _, err := w.r.View(ctx, w.officer("clerk_b"), "sent"); !errors.Is(err, ErrNotFound) {
			t.Errorf("another county's clerk: %v", err)
		}
		if n := w.looks("sent", "case"); n != 3 {
			t.Errorf("three looks left %d traces", n)
		}
	})
}

// What a telephone notes in its pictures is not kept; the journal tells of both files, so
// that whoever has the picture can prove that it is the one that was brought.
func TestPlaceInAPictureIsNotKept(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert})
		brought := uploadstest.JPEG(16, 8, uploadstest.Exif(6))
		ans, err := w.r.AddMaterial(ctx, w.officer("clerk"), id, "a", NewMaterial{Kind: workflow.MatIdentity, Source: SourcePaper, FileName: "a.jpg", MediaType: "image/jpeg", Bytes: brought})
		w.must(err)
		file, err := w.r.MaterialContent(ctx, w.officer("clerk"), id, seen(t, ans).Materials[0].ID)
		w.must(err)
		if file.MediaType != "image/jpeg" || bytes.Contains(file.Bytes, []byte(uploadstest.GPS)) || len(file.Bytes) >= len(brought) {
			t.Errorf("%s of %d bytes, brought %d", file.MediaType, len(file.Bytes), len(brought))
		}
		rows, err := w.r.Journal(ctx, w.officer("clerk"), id)
		w.must(err)
		kept, was := sha256.Sum256(file.Bytes), sha256.Sum256(brought)
		if d := rows[0].Detail; d["digest"] != hex.EncodeToString(kept[:]) || d["digest_brought"] != hex.EncodeToString(was[:]) {
			t.Errorf("the journal reads %v", d)
		}
	})
}

// What is restricted stays with the handling body: an asked station reads neither the
// scan nor the value.
func TestRestrictedContentStaysWithTheHandlingBody(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert})
		m := scan
		m.Kind = workflow.MatParentageReport
		ans, err := w.r.AddMaterial(ctx, w.officer("clerk"), id, "", m)
		w.must(err)
		w.tx(func(tx *store.Tx) error {
			a := w.r.begin(tx, systemActor())
			a.c.ID = id
			return a.seat(otherOrg, workflow.Origin)
		})
		mid := seen(t, ans).Materials[0].ID
		if _, err := w.r.MaterialContent(ctx, w.officer("clerk_b"), id, mid); !errors.Is(err, ErrNotFound) {
			t.Errorf("the asked station read the parentage report: %v", err)
		}
		rows, err := w.r.Journal(ctx, w.officer("clerk_b"), id)
		w.must(err)
		if len(rows) != 1 || rows[0].Detail != nil {
			t.Errorf("the asked station reads %+v", rows)
		}
	})
}
