package register

import (
	"context"
	"errors"
	"strings"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// sealedOff seals a person by two officers.
func (w *world) sealedOff(person string) string {
	w.t.Helper()
	ctx := context.Background()
	_, err := w.r.SealPerson(ctx, w.officer("clerk"), person, SealAdoption, "收养保密", "seal-"+person)
	w.must(err)
	s := one[models.PersonSeal](w, "person_id = ?", person)
	_, err = w.r.ConfirmSeal(ctx, w.officer("head"), s.ID)
	w.must(err)
	return s.ID
}

func TestTwoOfficersSealAPersonAndAlsoEndTheSeal(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		ctx := context.Background()
		_, err := w.r.SealPerson(ctx, w.officer("head"), "p-son", SealAdoption, "收养保密", "k")
		w.must(err)
		id := one[models.PersonSeal](w, "person_id = 'p-son'").ID
		if _, err := w.see("clerk", "p-son", PersonQuery{Code: PurposeCheck}); !closed(err, AccessMinor) {
			t.Errorf("a seal that nobody confirmed stands: %v", err)
		}
		_, err = w.r.ConfirmSeal(ctx, w.officer("head"), id)
		w.wantUnmet(err, "second_person")
		_, err = w.r.ConfirmSeal(ctx, w.officer("clerk2"), id)
		w.wantUnmet(err, "second_person")
		if _, err := w.r.ConfirmSeal(ctx, w.officer("head_b"), id); !errors.Is(err, ErrNotFound) {
			t.Errorf("another county confirms: %v", err)
		}
		_, err = w.r.ConfirmSeal(ctx, w.officer("county_lead"), id)
		w.must(err)
		if v, err := w.see("clerk", "p-son", PersonQuery{Code: PurposeCheck}); err != nil || !v.Sealed {
			t.Errorf("confirmed: %+v %v", v, err)
		}
		var wrong *Invalid
		if _, err := w.r.SealPerson(ctx, w.officer("clerk"), "p-son", SealProtection, "又", "k2"); !errors.As(err, &wrong) {
			t.Errorf("sealed twice: %v", err)
		}
		_, err = w.r.EndSeal(ctx, w.officer("head"), id, "当事人成年申请")
		w.must(err)
		_, err = w.r.ConfirmSeal(ctx, w.officer("head"), id)
		w.wantUnmet(err, "second_person")
		_, err = w.r.ConfirmSeal(ctx, w.officer("county_lead"), id)
		w.must(err)
		if _, err := w.see("clerk", "p-son", PersonQuery{Code: PurposeCheck}); !closed(err, AccessMinor) {
			t.Errorf("after its end: %v", err)
		}
		if n := count[models.AdminAct](w, "object_id = ?", id); n != 4 {
			t.Errorf("%d acts, want one for each of four", n)
		}
	})
}

func TestOfASealedPersonNothingShowsButThatTheyAreThere(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		ctx, q := context.Background(), PersonQuery{Code: PurposeCheck}
		w.sealedOff("p-old")
		v, err := w.see("clerk", "p-old", q)
		w.must(err)
		if !v.Sealed || v.Name != "" || v.BirthDate != "" || v.Number != "" || v.Address != "" || v.HouseholdID != "" || v.Station != "" || len(v.Items) != 0 {
			t.Errorf("the page shows %+v", v)
		}
		if count[models.AccessLog](w, "person_id = 'p-old' and what = 'person_sealed'") != 1 {
			t.Error("the look is not logged")
		}
		for name, read := range map[string]func() error{
			"history": func() error { _, err := w.r.PersonHistory(ctx, w.officer("clerk"), "p-old", q); return err },
			"days":    func() error { _, err := w.r.PersonDays(ctx, w.officer("clerk"), "p-old", q); return err },
			"diff":    func() error { _, err := w.r.PersonDiff(ctx, w.officer("clerk"), "p-old", q, q); return err },
			"number": func() error {
				_, err := w.r.Reveal(ctx, w.officer("clerk"), RevealQuery{PersonID: "p-old", Code: PurposeCheck})
				return err
			},
		} {
			if err := read(); !closed(err, AccessSealed) {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, text := range []string{"丁福", "df", "丁"} {
			r, err := w.search("clerk", SearchQuery{Q: text, Kind: SearchPeople, Code: PurposeCheck})
			w.must(err)
			if len(r.Items) != 0 {
				t.Errorf("%s finds %+v", text, r.Items)
			}
		}
		number := proper(village())[1].Members[0].Number.Reveal()
		r, err := w.search("clerk", SearchQuery{Q: number, Kind: SearchPeople, Code: PurposeCheck})
		w.must(err)
		if len(r.Items) != 1 || r.Items[0] != (Hit{Kind: "person", ID: "p-old", Name: SealedWord().Zh, Withheld: AccessSealed}) {
			t.Errorf("the full number finds %+v", r.Items)
		}
		h, err := w.r.Household(ctx, w.officer("clerk"), "h-old", q)
		w.must(err)
		if strings.Contains(jsonText(h), "丁福") || h.Members[0].Withheld != AccessSealed {
			t.Errorf("the household shows %+v", h.Members)
		}
		// Not even a case opens it; another county finds nobody.
		id := w.open("clerk", OpenRequest{Business: workflow.Death, Subjects: []SubjectRequest{{Role: workflow.Deceased, Person: "p-old"}}})
		if v, err := w.see("clerk", "p-old", PersonQuery{CaseID: id}); err != nil || !v.Sealed {
			t.Errorf("inside a case: %+v %v", v, err)
		}
		if _, err := w.see("clerk_b", "p-old", q); !errors.Is(err, ErrNotFound) {
			t.Errorf("another county: %v", err)
		}
	})
}

func TestALiftHasAPurposeAndLocksItselfWithinADay(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		q := PersonQuery{Code: PurposeCheck}
		w.sealedOff("p-old")
		id := w.approved("clerk", "head", "p-old")
		v, err := w.see("clerk", "p-old", q)
		w.must(err)
		if v.Sealed || v.Name != "丁福" {
			t.Errorf("lifted: %+v", v)
		}
		if l := one[models.AccessLog](w, "person_id = 'p-old' and what = 'person'"); l.ApprovalID != id {
			t.Errorf("the use is logged as %+v", l)
		}
		if s := one[models.AccessSeen](w, "person_id = 'p-old' and class = 'D'"); s.OfficerID != "o-clerk" {
			t.Errorf("counted as %+v", s)
		}
		if v, err := w.see("clerk2", "p-old", q); err != nil || !v.Sealed {
			t.Errorf("a colleague: %+v %v", v, err)
		}
		w.setClock("2026-09-25T09:00:00+08:00")
		if v, err := w.see("clerk", "p-old", q); err != nil || !v.Sealed {
			t.Errorf("a day later: %+v %v", v, err)
		}
	})
}

func TestWhoLookedAtAPersonIsToldAndTheTellingIsLogged(t *testing.T) {
	eachWorld(t, func(w *world) {
		rep := w.load(village())
		ctx := context.Background()
		_, err := w.see("clerk", "p-ma", PersonQuery{Code: PurposeVisit, Purpose: "走访三组"})
		w.must(err)
		_, err = w.see("region", "p-ma", PersonQuery{Code: PurposeCheck, CaseID: rep.CaseID})
		w.must(err)
		u, err := w.r.PersonUsage(ctx, watcher(workflow.Auditor, countyOrg), "p-ma", PersonQuery{})
		w.must(err)
		if len(u.Items) != 2 || u.Items[0].CaseNumber != rep.CaseNumber || u.Items[1].Officer != "民警clerk" || u.Items[1].Code != PurposeVisit ||
			u.Items[1].Purpose != "走访三组" || u.Items[1].OrgName.Zh != "甲县城关派出所" {
			t.Errorf("the looks are %+v", u.Items)
		}
		if l := one[models.AccessLog](w, "what = 'usage'"); l.PersonID != "p-ma" || l.Code != "supervision" {
			t.Errorf("the telling is logged as %+v", l)
		}
		var purpose *PurposeRequired
		if _, err := w.r.PersonUsage(ctx, w.officer("clerk"), "p-ma", PersonQuery{}); !errors.As(err, &purpose) {
			t.Errorf("the window without the person's request: %v", err)
		}
		if _, err := w.r.PersonUsage(ctx, w.officer("clerk"), "p-ma", PersonQuery{Code: PurposeInquiry}); err != nil {
			t.Errorf("the window: %v", err)
		}
		for name, a := range map[string]Actor{"another county": watcher(workflow.Auditor, otherCount), "an auxiliary": w.officer("aux"), "an administrator": admin(workflow.AuditAdmin)} {
			if _, err := w.r.PersonUsage(ctx, a, "p-ma", PersonQuery{Code: PurposeCheck}); !errors.Is(err, ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
