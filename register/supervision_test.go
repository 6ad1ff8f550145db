package register

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// watcher is an auditor or privacy officer of a body.
func watcher(role workflow.Role, org string) Actor {
	return Actor{OfficerID: "o-" + string(role), PersonID: "p-" + string(role), Postings: []models.Posting{{Org: org, Role: string(role)}}}
}

// seenBefore has an officer have seen people on earlier days, so many a day.
func (w *world) seenBefore(officer, class string, days, each int) {
	w.t.Helper()
	var rows []models.AccessSeen
	for d := range days {
		for i := range each {
			rows = append(rows, models.AccessSeen{OfficerID: officer, PersonID: fmt.Sprintf("q-%s-%d-%d", class, d, i), Class: class, LastOn: w.r.Today().AddDays(d - days)})
		}
	}
	w.tx(func(tx *store.Tx) error { return store.Insert(tx, rows...) })
}

func TestASlowDripIsFoundByTheYearsCounter(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		// Twenty a day: 2,480 after 124 days. The last twenty come on the 125th.
		w.seenBefore("o-clerk", classB, 124, 20)
		w.seenBefore("o-clerk2", classB, 124, 20)
		for i := range 19 {
			w.tx(func(tx *store.Tx) error {
				a := w.r.begin(tx, w.officer("clerk"))
				return a.logLook(look{code: PurposeOther, purpose: "x"}, "person", models.Person{ID: fmt.Sprintf("q-%d", i), BirthDate: "1990-01-01"})
			})
		}
		if n := count[models.AccessNotice](w, ""); n != 0 {
			t.Fatalf("%d alarms before the level", n)
		}
		for range 2 { // the same person again is nobody new
			_, err := w.see("clerk", "p-ma", PersonQuery{Code: PurposeCheck})
			w.must(err)
		}
		n := one[models.AccessNotice](w, "kind = 'alarm'")
		if n.Kind != NoticeAlarm || n.Days != 365 || n.Class != classB || n.Level != 2500 || n.People != 2500 || n.OfficerID != "o-clerk" || n.Org != stationOrg {
			t.Errorf("the alarm is %+v", n)
		}
		if count[models.Outbox](w, "kind = 'alarm'") != 1 {
			t.Error("nobody is told")
		}
		// The alarm stops nobody, and who was seen inside a case is not counted.
		if _, err := w.see("clerk", "p-li", PersonQuery{Code: PurposeCheck}); err != nil {
			t.Errorf("after the alarm: %v", err)
		}
	})
}

func TestTheMoreSensitiveTheDataTheSoonerTheAlarm(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.seenBefore("o-clerk", classD, 12, 2)
		w.seenBefore("o-clerk2", classC, 83, 3)
		w.seenBefore("o-head", classC, 30, 8) // 240 sensitive and ten times ten others: 2,500 by ratio
		w.seenBefore("o-head", classB, 9, 11)
		reveal := func(who string) {
			t.Helper()
			_, err := w.r.Reveal(context.Background(), w.officer(who), RevealQuery{PersonID: "p-ma", Code: PurposeCheck})
			w.must(err)
		}
		reveal("clerk2") // the 250th number in the clear
		_, err := w.see("head", "p-ma", PersonQuery{Code: PurposeCheck})
		w.must(err)
		for who, want := range map[string]models.AccessNotice{"o-clerk2": {Class: classC, Level: 250, People: 250}, "o-head": {Class: classMixed, Level: 2500, People: 2500}} {
			n := one[models.AccessNotice](w, "officer_id = ? and days = 365", who)
			if n.Class != want.Class || n.Level != want.Level || n.People != want.People {
				t.Errorf("%s: the alarm is %+v", who, n)
			}
		}
		w.tx(func(tx *store.Tx) error {
			a := w.r.begin(tx, w.officer("clerk"))
			return a.logLook(look{code: PurposeOther, purpose: "x"}, "person", models.Person{ID: "p-kept", Protected: true, BirthDate: "1990-01-01"})
		})
		for _, days := range []int64{30, 365} {
			if n := one[models.AccessNotice](w, "officer_id = 'o-clerk' and days = ?", days); n.Level != 25 || n.People != 25 || n.Class != classD {
				t.Errorf("the 25th restricted person: %+v", n)
			}
		}
	})
}

func TestAlarmsAreSeenBySupervisionOfTheAreaAndReviewedOnce(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		ctx := context.Background()
		w.seenBefore("o-clerk", classB, 125, 20)
		_, err := w.see("clerk", "p-ma", PersonQuery{Code: PurposeCheck})
		w.must(err)
		list := func(a Actor) []NoticeView {
			t.Helper()
			v, err := w.r.Notices(ctx, a, true)
			w.must(err)
			return v
		}
		auditor := watcher(workflow.Auditor, countyOrg)
		if v := list(auditor); len(v) != 1 || v[0].OfficerID != "o-clerk" || !v[0].MayReview {
			t.Fatalf("the auditor sees %+v", v)
		}
		id := list(auditor)[0].ID
		for name, a := range map[string]Actor{"another county's auditor": watcher(workflow.Auditor, otherCount), "the head": w.officer("head"), "the clerk": w.officer("clerk")} {
			if v := list(a); len(v) != 0 {
				t.Errorf("%s sees %+v", name, v)
			}
			if _, err := w.r.ReviewNotice(ctx, a, id, "无妨"); !errors.Is(err, ErrNotFound) {
				t.Errorf("%s reviews: %v", name, err)
			}
		}
		v, err := w.r.ReviewNotice(ctx, auditor, id, "核实为批量窗口咨询")
		w.must(err)
		if v.Finding == "" || v.ReviewedAt == nil || len(list(auditor)) != 0 {
			t.Errorf("reviewed: %+v", v)
		}
		_, err = w.r.ReviewNotice(ctx, watcher(workflow.PrivacyOfficer, regionOrg), id, "再看")
		w.wantUnmet(err, "own_or_reviewed")
		if _, err := w.db.SQL().Exec("UPDATE access_notices SET words = 'x'"); err == nil {
			t.Error("a notice is changed")
		}
	})
}

func (w *world) breaks(who string, minutes int) (GlassView, error) {
	w.t.Helper()
	w.key++
	ans, err := w.r.BreakGlass(context.Background(), w.officer(who), "夜间走失儿童", minutes, fmt.Sprintf("glass-%d", w.key))
	var v GlassView
	if err == nil {
		w.must(json.Unmarshal(ans.Body, &v))
	}
	return v, err
}

func TestBreakGlassOpensForTwoHoursTellsASecondPersonAndApprovesNothing(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		ctx, q := context.Background(), PersonQuery{Code: PurposeEmergency}
		var wrong *Invalid
		if _, err := w.breaks("clerk", 121); !errors.As(err, &wrong) {
			t.Errorf("longer than two hours: %v", err)
		}
		if _, err := w.breaks("aux", 60); !errors.Is(err, ErrForbidden) {
			t.Errorf("an auxiliary: %v", err)
		}
		request, err := w.asks("clerk2", "p-son")
		w.must(err)
		g, err := w.breaks("head", 0)
		w.must(err)
		if _, err := w.breaks("head", 30); !errors.As(err, &wrong) {
			t.Errorf("a second one at once: %v", err)
		}
		_, err = w.see("head", "p-son", q)
		w.must(err)
		if _, err := w.see("head", "p-bs", q); !errors.Is(err, ErrNotFound) {
			t.Errorf("break-glass opens another county: %v", err)
		}
		if l := one[models.AccessLog](w, "person_id = 'p-son' and what = 'person'"); l.ApprovalID != g.ID || l.Code != "emergency" {
			t.Errorf("the use is logged as %+v", l)
		}
		w.wantUnmet(w.decides("head", request, true), "on_break_glass")
		for name, a := range map[string]Actor{"privacy officer": watcher(workflow.PrivacyOfficer, regionOrg), "the county's lead": w.officer("county_lead")} {
			v, err := w.r.Notices(ctx, a, true)
			w.must(err)
			if len(v) != 1 || v[0].Kind != NoticeGlass || v[0].Looks != 1 || v[0].Overdue || !v[0].MayReview {
				t.Errorf("%s sees %+v", name, v)
			}
		}
		if count[models.Outbox](w, "kind = 'break_glass'") != 1 {
			t.Error("nobody is told")
		}
		_, err = w.r.ReviewNotice(ctx, w.officer("head"), g.ID, "自己看过")
		w.wantUnmet(err, "on_break_glass")
		w.must(w.r.EndGlass(ctx, w.officer("head")))
		if _, err := w.see("head", "p-son", q); !closed(err, AccessMinor) {
			t.Errorf("after its end: %v", err)
		}
		w.must(w.decides("head", request, true))
		_, err = w.r.ReviewNotice(ctx, w.officer("head"), g.ID, "自己看过")
		w.wantUnmet(err, "own_or_reviewed")
		w.setClock("2026-09-25T09:00:01+08:00")
		v, err := w.r.Notices(ctx, w.officer("county_lead"), true)
		w.must(err)
		if len(v) != 1 || !v[0].Overdue || v[0].EndedAt == nil {
			t.Errorf("a day later: %+v", v)
		}
		_, err = w.breaks("clerk", 120)
		w.must(err)
		w.setClock("2026-09-25T11:00:01+08:00")
		if _, err := w.see("clerk", "p-son", q); !closed(err, AccessMinor) {
			t.Errorf("two hours later: %v", err)
		}
	})
}

func TestOfficerOnBreakGlassDecidesNoCase(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.deathAccepted("p-old", "2026-09-20")
		allowed := func() bool {
			t.Helper()
			steps, err := w.r.Steps(context.Background(), w.officer("clerk"), id)
			w.must(err)
			for _, s := range steps {
				if s.Event == workflow.SkipCheck {
					return s.Allowed
				}
			}
			t.Fatal("the decision on the spot is not listed")
			return false
		}
		if !allowed() {
			t.Fatal("the clerk may not decide to begin with")
		}
		_, err := w.breaks("clerk", 60)
		w.must(err)
		if allowed() {
			t.Error("the decision is offered")
		}
		w.wantUnmet(w.try("clerk", id, workflow.SkipCheck, "", nil), "on_break_glass")
		w.must(w.r.EndGlass(context.Background(), w.officer("clerk")))
		w.step("clerk", id, workflow.SkipCheck, nil)
	})
}
