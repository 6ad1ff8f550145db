package register

import (
	"context"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

func TestAConfirmationConfirmsWhatWasProposed(t *testing.T) {
	eachWorld(t, func(w *world) {
		child := w.seedUnit()
		_, lines := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"))
		id := lines[0]
		w.step("clerk", id, workflow.Search, nil)
		w.step("clerk", id, workflow.HitOne, hit(child))
		w.step("clerk_b", id, workflow.ProposeEvent(workflow.OriginConfirm), workflow.Facts{"extract": "户主之侄", "land_and_benefits": "无", "kin_in_book": "told", "kin_told_on": "2026-09-24"})
		other := workflow.Facts{"extract": "完全不同", "land_and_benefits": "有地三亩", "kin_in_book": "told", "kin_told_on": "2026-09-24"}
		if err := w.try("head_b", id, workflow.OriginConfirm, "", other); !invalidAt(err, "input.extract", "differs_from_proposal") || !invalidAt(err, "input.land_and_benefits", "") {
			t.Fatalf("the head confirmed what nobody proposed: %v", err)
		}
		steps, err := w.r.Steps(context.Background(), w.officer("head_b"), id)
		w.must(err)
		for _, s := range steps {
			if s.Event == workflow.OriginConfirm && (len(s.Needs) > 0 || s.Proposed.Text("extract") != "户主之侄") {
				t.Errorf("the head must write %v again, of what was proposed: %v", s.Needs, s.Proposed)
			}
		}
		w.step("head_b", id, workflow.OriginConfirm, nil)
		w.wantState(id, workflow.OriginCleared)
	})
}

// A confirmation grows old from its own day: leaving the state and coming back gives it
// no new time.
func TestAConfirmationIsNotYoungerForADetour(t *testing.T) {
	eachWorld(t, func(w *world) {
		child := w.seedUnit()
		_, lines := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"))
		id := lines[0]
		w.step("clerk", id, workflow.Search, nil)
		w.step("clerk", id, workflow.HitOne, hit(child))
		w.step("clerk_b", id, workflow.ProposeEvent(workflow.OriginConfirm), workflow.Facts{"extract": "户主之侄", "land_and_benefits": "无", "kin_in_book": "told", "kin_told_on": "2026-09-24"})
		w.step("head_b", id, workflow.OriginConfirm, nil)
		asked := func() models.Date {
			return one[models.CaseTimer](w, "case_id = ? and event = ? and not cancelled", id, string(workflow.ClearanceExpired)).DueOn
		}
		first := asked()
		w.setClock("2026-10-04T09:00:00+08:00")
		w.step("clerk", id, workflow.KinFound, workflow.Facts{"kin": "capable_kin", "reason": "村委会来函"})
		w.step("clerk", id, workflow.GuardianshipDocument, workflow.Facts{"document_no": "民判1", "guardianship_ground": "guardian_incapable", "on_behalf_of": "甲县民政局"})
		w.wantState(id, workflow.OriginCleared)
		if again := asked(); again != first {
			w.t.Errorf("the confirmation of ten days ago is asked for again on %s instead of %s", again, first)
		}
	})
}

func TestARepeatWithTheCaseReadAnewGetsTheFirstAnswer(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		q := StepRequest{CaseID: id, Event: workflow.Urge, Version: w.row(id).Version, Key: "lost", Input: workflow.Facts{"reason": "催办"}}
		first, err := w.r.Take(context.Background(), w.officer("clerk"), q)
		w.must(err)
		q.Version = w.row(id).Version
		again, err := w.r.Take(context.Background(), w.officer("clerk"), q)
		w.must(err)
		if !again.Repeated || string(again.Body) != string(first.Body) {
			t.Error("the repeat got another answer")
		}
		q.Input = workflow.Facts{"reason": "再催"}
		if _, err := w.r.Take(context.Background(), w.officer("clerk"), q); err == nil {
			t.Error("another body under the same key was taken")
		}
	})
}

func TestARefusalIsReadWithItsReasonAndRemedy(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		w.step("county_lead", id, workflow.Suspend, suspension("2026-10-20"))
		v, err := w.r.View(context.Background(), w.officer("clerk"), id)
		w.must(err)
		if d := v.Decision; d == nil || d.Reason != "亲子关系诉讼" || len(d.Law) != 1 || d.Remedy == "" || d.Body.Zh != "甲县公安局" || d.DecidedOn != "2026-09-24" || d.Number == "" {
			t.Errorf("the decision reads %+v", d)
		}
	})
}

func suspension(until string) workflow.Facts {
	return workflow.Facts{"reason_code": "dispute", "reason": "亲子关系诉讼", "facts_found": "已立案", "evidence": []string{"受理通知"},
		"law": []string{"民法典 1073"}, "document_no": "民初1号", "until": until}
}

func TestASuspensionShowsTheDayThatWasDecided(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		if err := w.try("county_lead", id, workflow.Suspend, "", suspension("2026-09-01")); !invalidAt(err, "input.until", "in_the_past") {
			t.Fatalf("suspended until a day that is over: %v", err)
		}
		bare := suspension("2026-10-20")
		bare["evidence"], bare["law"] = []string{}, []any{}
		if err := w.try("county_lead", id, workflow.Suspend, "", bare); err == nil {
			t.Fatal("suspended without evidence and rule")
		}
		w.step("county_lead", id, workflow.Suspend, suspension("2026-10-24"))
		v, err := w.r.View(context.Background(), w.officer("county_lead"), id)
		w.must(err)
		if v.DueOn != "2026-10-24" {
			t.Errorf("due on %s, want the Saturday that was decided", v.DueOn)
		}
		for _, k := range v.Clocks {
			if k.State == workflow.Suspended && k.DueOn != "2026-10-24" {
				t.Errorf("the clock shows %s", k.DueOn)
			}
		}
	})
}

func TestAReasonOfNothingIsNoReason(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		for text, code := range map[string]string{"\u200b": "required", " \u3000\u2060": "required", "a\u202eb": "direction_mark", "\ufffd": "bad_character"} {
			if err := w.try("clerk", id, workflow.Urge, "", workflow.Facts{"reason": text}); !invalidAt(err, "input.reason", code) {
				t.Errorf("%q was taken for a reason: %v", text, err)
			}
		}
		if err := w.try("county_lead", id, workflow.Return, workflow.StationReview, workflow.Facts{"return_code": "unclear", "items": []string{"  "}, "reason": "缺"}); !invalidAt(err, "input.items", "required") {
			t.Errorf("returned with an item of blanks: %v", err)
		}
	})
}

func TestACertificateIsNotOlderThanTheChild(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatIdentity)
		w.step("clerk", id, workflow.Accept, nil)
		w.must(w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR1, workflow.Facts{"reason": "补发"}))
		w.step("clerk", id, workflow.ReferHealth, workflow.Facts{"addressee": "县卫健局", "document_no": "H-1"})
		issued := workflow.Facts{"issued_certificate_no": "T640000009", "issued_certificate_on": "2020-12-30", "issued_certificate_name": "马小荷", "health_data_agree": true}
		if err := w.try("clerk", id, workflow.CertIssued, "", issued); !invalidAt(err, "input.issued_certificate_on", "before_birth") {
			t.Errorf("a certificate older than the child was taken: %v", err)
		}
	})
}

// TestAReturnedLineAsksTheOriginAgain: sent back to where the entry was found, the line
// goes on by the officer's word once what was wrong is right.
func TestAReturnedLineAsksTheOriginAgain(t *testing.T) {
	eachWorld(t, func(w *world) {
		child := w.seedUnit()
		_, lines := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"))
		id := lines[0]
		w.step("clerk", id, workflow.Search, nil)
		w.step("clerk", id, workflow.HitOne, hit(child))
		w.step("clerk_b", id, workflow.ProposeEvent(workflow.OriginConfirm), workflow.Facts{"extract": "户主之侄", "land_and_benefits": "无", "kin_in_book": "told", "kin_told_on": "2026-09-24"})
		w.step("head_b", id, workflow.OriginConfirm, nil)
		w.step("community", id, workflow.HearChild, workflow.Facts{"view": "agrees", "language": "普通话", "document_no": "H-1", "heard_without_staff": true})
		w.setClock("2026-10-12T09:00:00+08:00")
		w.step("head", id, workflow.Submit, workflow.Facts{"best_interest_no": "BI-1", "land_notice_no": "LN-1"})
		w.must(orNil(w.try("county_lead", id, workflow.Return, workflow.RegisteredElsewhere, workflow.Facts{"return_code": "unclear", "items": []string{"户口摘录"}, "reason": "摘录看不清"})))
		w.wantState(id, workflow.RegisteredElsewhere)
		w.step("clerk", id, workflow.RequestOrigin, nil)
		w.wantState(id, workflow.OriginPending)
	})
}

// Whoever comes late to the end of a suspension, the sweep or the lead, records it late: the
// case is resumed from the day after its last, and the county has no more days than it had.
func TestASuspensionEndsOnItsDayHoweverLateItIsSeen(t *testing.T) {
	sweep := func(w *world, _ string) {
		_, err := w.r.Sweep(t.Context())
		w.must(err)
	}
	for name, c := range map[string]struct {
		seen   string
		resume func(w *world, id string)
		from   models.Date
	}{
		"the sweep on the day":   {"2026-10-21T01:00:00Z", sweep, ""},
		"the sweep a week later": {"2026-10-28T01:00:00Z", sweep, "2026-10-21"},
		"the lead a week later": {"2026-10-28T01:00:00Z", func(w *world, id string) {
			w.step("county_lead", id, workflow.Resume, workflow.Facts{"reason": "已撤诉"})
		}, "2026-10-21"},
		"the lead before the last": {"2026-10-19T01:00:00Z", func(w *world, id string) {
			w.step("county_lead", id, workflow.Resume, workflow.Facts{"reason": "已撤诉"})
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			eachWorld(t, func(w *world) {
				id := w.inReview()
				w.step("county_lead", id, workflow.Suspend, suspension("2026-10-10")) // an earlier one does not count
				w.setClock("2026-10-11T01:00:00Z")
				sweep(w, id)
				w.step("county_lead", id, workflow.Suspend, suspension("2026-10-20"))
				w.setClock(c.seen)
				c.resume(w, id)
				w.wantState(id, workflow.CountyReview)
				want := models.Date("2026-11-04")
				if c.seen < "2026-10-20" {
					want = "2026-11-02"
				}
				if got := w.row(id).DueOn; got != want {
					t.Errorf("the county has until %s, want %s", got, want)
				}
				rows, err := w.r.Journal(t.Context(), w.officer("clerk"), id)
				w.must(err)
				last := rows[len(rows)-1]
				if last.CountsFrom != c.from || !last.At.Equal(at(c.seen)) {
					t.Errorf("recorded on %s and counted from %q, want %s and %q", last.At, last.CountsFrom, c.seen, c.from)
				}
			})
		})
	}
}
