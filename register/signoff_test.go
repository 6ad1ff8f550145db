package register

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"hukou/auth"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// signer is an officer of the world with a one-time secret.
func (w *world) signer(name string) (Actor, string) {
	w.t.Helper()
	secret, err := auth.NewSecret(w.r.random)
	w.must(err)
	id := "o-" + name
	w.tx(func(tx *store.Tx) error {
		_, err := store.Set[models.Officer](tx, map[string]any{"totp_sealed": w.r.keys.Seal(placeTOTP(id), []byte(secret))}, "id = ?", id)
		return err
	})
	a := w.officer(name)
	a.ProvedAt = realNow
	return a, secret
}

func (w *world) code(secret string, at time.Time) SignOff {
	w.t.Helper()
	code, err := auth.TOTPAt(secret, at)
	w.must(err)
	return SignOff{Code: code, At: at}
}

// signing makes a policy row ask how decisions of a business are signed.
func (w *world) signing(b workflow.Business, mode SignOffMode) {
	w.t.Helper()
	_, err := w.r.AddPolicyRow(context.Background(), Operator(), NewPolicyRow{Business: b, From: w.r.Today(), Document: "测试文件〔2026〕1号",
		Options: map[string]json.RawMessage{optSignOff: json.RawMessage(`"` + string(mode) + `"`)}})
	w.must(err)
}

// toReview takes a birth up to the head's decision: another child of the Ma family, over
// a year old.
func (w *world) toReview() string {
	w.t.Helper()
	if count[models.Person](w, "id = 'p-li'") == 0 {
		w.load(village())
	}
	born := []models.Date{"2020-11-01", "2021-09-02", "2022-07-03", "2023-05-04", "2024-03-05", "2025-01-06"}
	n := int(count[models.Case](w, "business = ?", string(workflow.BirthCert)))
	f := birthFacts("p-li", "p-ma", "h-ma")
	f["child_birth_date"], f["ethnicity_source"], f["certificate_no"], f["birth_order"] = string(born[n]), "father", "T64"+born[n].Compact(), n+2
	f["child_name"], f["certificate_name"], f["certificate_issued_on"] = "马小"+string([]rune("春夏秋冬雨雪")[n]), "马小"+string([]rune("春夏秋冬雨雪")[n]), string(born[n].AddDays(3))
	id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f})
	w.step("clerk", id, workflow.Lodge, nil)
	for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
		w.paper(id, k)
	}
	w.step("clerk", id, workflow.Accept, nil)
	w.step("clerk", id, workflow.AssignCheck, nil)
	w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"李春梅"}})
	return id
}

// approving is the wish to approve a case as it stands.
func (w *world) approving(id string, s SignOff) StepRequest {
	w.key++
	return StepRequest{CaseID: id, Event: workflow.Approve, Version: w.row(id).Version, Key: fmt.Sprintf("sign-%d", w.key), Input: workflow.Facts{}, SignOff: s}
}

// unsigned checks that a decision was refused for its signature, and that nothing moved.
func (w *world) unsigned(err error, why string, id string, before models.Case) {
	w.t.Helper()
	w.wantUnsigned(err, why)
	if now := w.row(id); now.State != before.State || now.Version != before.Version || now.Seq != before.Seq {
		w.t.Fatalf("the case moved from %s/%d to %s/%d without a signature", before.State, before.Seq, now.State, now.Seq)
	}
}

func (w *world) wantUnsigned(err error, why string) {
	w.t.Helper()
	var no *SignOffRequired
	if !errors.As(err, &no) || no.Why != why {
		w.t.Fatalf("want the signature refused as %s, got %s", why, describe(err))
	}
}

// signStep is how long an authenticator shows a code.
const signStep = 30 * time.Second

func TestADecisionWithoutSignOffChangesNothing(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		w.signing(workflow.BirthCert, SignOffEach)
		head, secret := w.signer("head")
		id := w.toReview()
		before := w.row(id)
		_, err := w.r.Take(ctx, head, w.approving(id, SignOff{}))
		w.unsigned(err, SignOffMissing, id, before)
		_, err = w.r.Take(ctx, head, w.approving(id, SignOff{Code: "000000", At: realNow}))
		w.unsigned(err, SignOffWrong, id, before)

		q := w.approving(id, w.code(secret, realNow))
		first, err := w.r.Take(ctx, head, q)
		w.must(err)
		again, err := w.r.Take(ctx, head, q)
		w.must(err)
		if !again.Repeated || string(again.Body) != string(first.Body) {
			t.Error("a repeat with the used code is not answered as the first")
		}
		rec := w.signedRow(id, workflow.Approve)
		s := rec.SignOff
		if s.Method != MethodTOTP || s.Version != before.Version || s.Docket != nil || !s.Holds(rec) {
			t.Errorf("the journal keeps %+v", s)
		}
		text := SignedText(id, before.Version, workflow.Approve, "", head.OfficerID, realNow)
		if s.Hash != hashText(text) {
			t.Error("the hash is not that of the text anybody can write down")
		}
		other := w.toReview()
		before = w.row(other)
		_, err = w.r.Take(ctx, head, w.approving(other, w.code(secret, realNow)))
		w.unsigned(err, SignOffUsed, other, before)
		_, err = w.r.Take(ctx, head, w.approving(other, w.code(secret, realNow.Add(30*time.Second))))
		w.must(err)
		w.sound()
	})
}

// signedRow is the journal row of an event, opened.
func (w *world) signedRow(id string, on workflow.Event) Record {
	w.t.Helper()
	rec, err := w.r.openRecord(one[models.Entry](w, "case_id = ? and event = ?", id, string(on)))
	w.must(err)
	if rec.SignOff == nil {
		w.t.Fatalf("%s is not signed in the journal", on)
	}
	return rec
}

func TestARecentProofDecidesAndAnOldOneAsksForACode(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		w.load(village())
		acc, err := w.r.AddOfficer(ctx, Operator(), NewOfficer{Username: "wangfang", PersonID: "p-old", Password: goodPassword})
		w.must(err)
		_, err = w.r.Post(ctx, Operator(), NewPosting{OfficerID: acc.ID, Org: stationOrg, Role: workflow.Head, From: "2026-01-01"})
		w.must(err)
		token, err := w.signIn(acc, realNow)
		w.must(err)
		at := realNow.Add(14 * time.Minute)
		head, _, err := w.r.Session(ctx, token, at)
		w.must(err)
		first := w.toReview()
		_, err = w.r.Take(ctx, head, w.approving(first, SignOff{}))
		w.must(err)
		if s := w.signedRow(first, workflow.Approve).SignOff; s.Method != MethodSession || !s.At.Equal(realNow) || s.Hash != "" {
			t.Errorf("a recent proof is kept as %+v", s)
		}

		at = realNow.Add(16 * time.Minute)
		head, _, err = w.r.Session(ctx, token, at)
		w.must(err)
		second := w.toReview()
		before := w.row(second)
		_, err = w.r.Take(ctx, head, w.approving(second, SignOff{}))
		w.unsigned(err, SignOffMissing, second, before)
		steps, err := w.r.Steps(ctx, head, second)
		w.must(err)
		for _, s := range steps {
			if s.Event == workflow.Approve && (s.SignOff == nil || s.SignOff.Mode != SignOffRecent || !s.SignOff.Needed) {
				t.Errorf("approving says of its signature %+v", s.SignOff)
			}
			if s.Event == workflow.Return && s.SignOff != nil {
				t.Error("a return asks for a signature")
			}
		}
		_, err = w.r.Take(ctx, head, w.approving(second, w.code(acc.TOTPSecret, at)))
		w.must(err)

		// The code proved who the officer is: the next quarter of an hour is free again.
		later := at.Add(10 * time.Minute)
		head, _, err = w.r.Session(ctx, token, later)
		w.must(err)
		third := w.toReview()
		_, err = w.r.Take(ctx, head, w.approving(third, SignOff{}))
		w.must(err)
		if s := w.signedRow(third, workflow.Approve).SignOff; !s.At.Equal(at) {
			t.Errorf("the session was last proved %s, the journal says %s", at, s.At)
		}
		// And it opens no door any more.
		if _, err := w.signIn(acc, at); !errors.Is(err, ErrSignIn) {
			t.Errorf("a code that signed a decision signs in: %v", err)
		}
		w.sound()
	})
}

func TestWrongCodesUnderDecisionsPauseTheAccount(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		w.signing(workflow.BirthCert, SignOffEach)
		head, secret := w.signer("head")
		id := w.toReview()
		before := w.row(id)
		for range triesAllowed {
			_, err := w.r.Take(ctx, head, w.approving(id, SignOff{Code: "000000", At: realNow}))
			w.unsigned(err, SignOffWrong, id, before)
		}
		_, err := w.r.Take(ctx, head, w.approving(id, w.code(secret, realNow.Add(30*time.Second))))
		w.unsigned(err, SignOffWrong, id, before)
		_, err = w.r.Take(ctx, head, w.approving(id, w.code(secret, realNow.Add(2*time.Minute))))
		w.must(err)
	})
}

func TestOneCodeSignsOneDecisionOfManyAtOnce(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		w.signing(workflow.BirthCert, SignOffEach)
		head, secret := w.signer("head")
		var asks []StepRequest
		for range 4 {
			asks = append(asks, w.approving(w.toReview(), w.code(secret, realNow)))
		}
		answers := make(chan error)
		for _, q := range asks {
			go func() {
				_, err := w.r.Take(ctx, head, q)
				answers <- err
			}()
		}
		done := 0
		for range asks {
			err := <-answers
			var no *SignOffRequired
			switch {
			case err == nil:
				done++
			case !errors.As(err, &no) || no.Why != SignOffUsed:
				t.Errorf("a code used elsewhere: %s", describe(err))
			}
		}
		if done != 1 {
			t.Errorf("one code signed %d decisions", done)
		}
	})
}

func TestACodeIsAskedLastAndOfDecisionsAlone(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		w.signing(workflow.BirthCert, SignOffEach)
		head, secret := w.signer("head")
		id := w.toReview()
		q := w.approving(id, SignOff{})
		q.Version++
		if _, err := w.r.Take(ctx, head, q); !errors.Is(err, ErrStale) {
			t.Errorf("an old version without a code: %s", describe(err))
		}
		code := w.code(secret, realNow)
		q = w.approving(id, code)
		q.Event, q.Input = workflow.Urge, workflow.Facts{workflow.InReason: "请尽快"}
		_, err := w.r.Take(ctx, head, q)
		wantCode(t, err, "not_asked")
		_, err = w.r.Take(ctx, w.officer("county"), w.approving(id, SignOff{}))
		var refused *Refused
		if !errors.As(err, &refused) {
			t.Errorf("whoever may not decide is asked for a signature: %s", describe(err))
		}
		// Nothing of that used the code up.
		_, err = w.r.Take(ctx, head, w.approving(id, code))
		w.must(err)
	})
}

func TestACaseKeepsTheSigningOfItsAcceptance(t *testing.T) {
	eachWorld(t, func(w *world) {
		old := w.toReview()
		w.signing(workflow.BirthCert, SignOffEach)
		head, _ := w.signer("head")
		_, err := w.r.Take(context.Background(), head, w.approving(old, SignOff{}))
		w.must(err)
		w.sound()
	})
}

func TestTheCheckNamesADecisionWhoseSignatureWasChanged(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.signing(workflow.BirthCert, SignOffEach)
		head, secret := w.signer("head")
		id := w.toReview()
		_, err := w.r.Take(context.Background(), head, w.approving(id, w.code(secret, realNow)))
		w.must(err)
		rec := w.signedRow(id, workflow.Approve)
		other := rec
		for what, change := range map[string]func(*Record, *SignedOff){
			"another case": func(r *Record, _ *SignedOff) { r.CaseID = "another" }, "another event": func(r *Record, _ *SignedOff) { r.Event = workflow.Refuse },
			"another officer": func(r *Record, _ *SignedOff) { r.Officer = "o-county" }, "another version": func(_ *Record, s *SignedOff) { s.Version++ },
			"another instant": func(_ *Record, s *SignedOff) { s.At = s.At.Add(time.Second) }, "another target": func(_ *Record, s *SignedOff) { s.To = workflow.Refused },
			"a session with a hash": func(_ *Record, s *SignedOff) { s.Method = MethodSession },
		} {
			s := *rec.SignOff
			other = rec
			change(&other, &s)
			if s.Holds(other) {
				t.Errorf("the signature holds for %s", what)
			}
		}
		if signedAs(SignOffEach, Record{SignOff: &SignedOff{Method: MethodSession}}) || !signedAs(SignOffEach, rec) {
			t.Error("the check takes a session for a signature where each is asked for, or no signature at all")
		}
	})
}
