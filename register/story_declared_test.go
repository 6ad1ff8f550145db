package register

import (
	"maps"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// ends opens a business that ends somebody's registration, at the clerk's window.
func (w *world) ends(business workflow.Business, person string, facts workflow.Facts) string {
	w.t.Helper()
	f := workflow.Facts{"deceased_id": person, "applicant_name": "李春梅", "applicant_relation": "relative"}
	for k, v := range facts {
		f[k] = v
	}
	return w.open("clerk", OpenRequest{Business: business, Facts: f})
}

var judged = workflow.Facts{"event_date": "2026-08-01", "judgment_no": "（2026）甲民特1号", "judgment_effective_on": "2026-09-01"}

var declaredPapers = []workflow.MaterialKind{workflow.MatJudgment, workflow.MatHouseholdBook}

// declaredDead walks a declaration of death to its entry.
func (w *world) declaredDead(person string) string {
	w.t.Helper()
	id := w.ends(workflow.DeathDeclared, person, judged)
	w.accepts(id, declaredPapers...)
	w.step("clerk", id, workflow.SkipCheck, nil)
	w.wantState(id, workflow.Effected)
	return id
}

// comesBack opens the restoration of whoever was declared dead.
func (w *world) comesBack(person, house string, more ...workflow.Facts) string {
	w.t.Helper()
	f := workflow.Facts{"household_id": house, "judgment_no": "（2026）甲民特9号", "judgment_effective_on": "2026-09-20"}
	for _, m := range more {
		maps.Copy(f, m)
	}
	return w.alters(workflow.DeclaredRevoked, person, f)
}

var revokedPapers = []workflow.MaterialKind{workflow.MatJudgment, workflow.MatComparison}

func TestCourtDeclaredDeathIsRevokedAndTheSamePersonStands(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		people, houses := w.everybody()
		before := one[models.Person](w, "id = 'p-ma'")
		w.otherEnds(func() string { return w.ends(workflow.DeathDeclared, "p-ma", judged) }, func(id string) { w.accepts(id, declaredPapers...) })
		open := w.alters(workflow.ItemMinor, "p-ma", workflow.Facts{"occupation": "教师"})
		w.step("clerk", open, workflow.Lodge, nil)

		id := w.declaredDead("p-ma")
		w.delivers(id)
		p := one[models.Person](w, "id = 'p-ma'")
		if p.Status != models.StatusDead || p.StatusReason != "declared" || p.StatusOn != "2026-08-01" || p.HouseholdID != "" || p.CaseID != id {
			t.Errorf("declared dead, the person stands as %+v", p)
		}
		w.wantState(open, workflow.Terminated)
		if n := count[models.CaseTask](w, "kind = 'head_vacancy' and note = 'h-ma' and done_at is null"); n != 1 {
			t.Errorf("%d tasks look for a head, want 1", n)
		}
		w.sound()

		w.otherEnds(func() string { return w.comesBack("p-ma", "h-ma") }, func(id string) { w.accepts(id, revokedPapers...) })
		id = w.comesBack("p-ma", "h-ma")
		w.accepts(id, revokedPapers...)
		w.byCounty(id)
		w.delivers(id)
		p = one[models.Person](w, "id = 'p-ma'")
		if p.ID != before.ID || string(p.NumberIndex) != string(before.NumberIndex) || p.Status != models.StatusActive || p.Since != "2026-09-24" || p.CaseID != id {
			t.Errorf("restored, the person stands as %+v", p)
		}
		if got := w.stands("p-ma", "p-li", "p-son"); got != "p-ma:h-ma/02 p-li:h-ma/12 p-son:h-ma/20" {
			t.Errorf("everybody stands as %s", got)
		}
		if h := one[models.Household](w, "id = 'h-ma'"); h.HeadID != "p-ma" {
			t.Errorf("the head is %q", h.HeadID)
		}
		if n := count[models.CaseTask](w, "kind = 'head_vacancy' and done_at is null"); n != 0 {
			t.Errorf("%d tasks still look for a head", n)
		}
		if n := count[models.CaseTask](w, "kind = 'id_card_apply' and case_id = ?", id); n != 1 {
			t.Errorf("%d tasks on an identity card, want 1", n)
		}
		w.sound()
		// Both acts undone, everything is as it was.
		w.undoes("p-ma", w.last("p-ma").ID)
		if p := one[models.Person](w, "id = 'p-ma'"); p.Status != models.StatusDead {
			t.Errorf("the restoration undone, the person is %s", p.Status)
		}
		w.undoes("p-ma", one[models.RegisterEvent](w, "subject_id = 'p-ma' and kind = 'death'").ID)
		w.asBefore(people, houses)
	})
}

func TestWhoLivedAloneReturnsToTheHouseholdThatTheDeclarationClosed(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.declaredDead("p-old")
		if h := one[models.Household](w, "id = 'h-old'"); h.Status != HouseholdClosed {
			t.Fatalf("the household is %s", h.Status)
		}
		id := w.comesBack("p-old", "h-old")
		w.accepts(id, revokedPapers...)
		w.byCounty(id)
		w.delivers(id)
		if h := one[models.Household](w, "id = 'h-old'"); h.Status != HouseholdOpen || h.HeadID != "p-old" || h.ClosedOn != "" {
			t.Errorf("the household stands as %+v", h)
		}
		if got := w.stands("p-old"); got != "p-old:h-old/02" {
			t.Errorf("the person stands as %s", got)
		}
		w.sound()
	})
}

func TestTheHouseholdOfBeforeIsGoneWhereOthersLiveNow(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.declaredDead("p-old")
		w.load([]LoadedHousehold{{ID: "h-new", Number: "000201", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "城关镇南街14号", OpenedOn: "2026-09-10", Members: []LoadedPerson{
			{ID: "p-new", Number: "649901197707070032", Name: "周明", Sex: "1", BirthDate: "1977-07-07", Ethnicity: "01", Relation: "02", Since: "2026-09-10"}}}})
		id := w.comesBack("p-old", "h-old")
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GHomeStands) {
			t.Errorf("%s, want %s", describe(err), workflow.GHomeStands)
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改选"})
		id = w.comesBack("p-old", "h-new", workflow.Facts{"relation_to_head": "97", "consents": []string{"周明"}})
		w.accepts(id, revokedPapers...)
		w.byCounty(id)
		w.delivers(id)
		if got := w.stands("p-old"); got != "p-old:h-new/97" {
			t.Errorf("the person stands as %s", got)
		}
		w.sound()
	})
}

func TestAJudgmentIsInEffectAndGivesTheDay(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		for _, c := range []struct {
			event, effect string
			want          workflow.GuardID
		}{{"2026-08-01", "2026-10-01", workflow.GJudgmentInForce}, {"2026-09-02", "2026-09-01", workflow.GDayBySentence}} {
			id := w.ends(workflow.DeathDeclared, "p-ma", workflow.Facts{"event_date": c.event, "judgment_no": "1", "judgment_effective_on": c.effect})
			if err := w.try("clerk", id, workflow.Lodge, "", nil); !refusedFor(err, c.want) {
				t.Errorf("%+v: %s", c, describe(err))
			}
		}
		// Whoever died, or stands, is not put back by this business.
		w.death("p-old", "2026-09-20")
		for person, want := range map[string]workflow.GuardID{"p-old": workflow.GDeclaredDead, "p-li": workflow.GOffRegister} {
			id := w.comesBack(person, "h-ma")
			w.step("clerk", id, workflow.Lodge, nil)
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, want) {
				t.Errorf("%s: %s, want %s", person, describe(err), want)
			}
		}
	})
}
