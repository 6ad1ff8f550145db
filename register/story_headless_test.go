package register

import (
	"slices"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// vacancies are the tasks that look for a head.
func (w *world) vacancies() int64 {
	w.t.Helper()
	return count[models.CaseTask](w, "kind = 'head_vacancy' and done_at is null")
}

// Ma is dead, and nobody heads the household in which his widow and their son stand. Old Ding
// does not come in as the father of a head who is not there, nor behind her back: she is asked,
// and the move names who becomes head and what both she and the boy are to that one. Undone,
// the household looks for a head again.
func TestNobodyMovesInUnderAHeadWhoIsNotThere(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.death("p-ma", "2026-09-20")
		people, houses := w.everybody()
		for _, c := range []struct {
			business  workflow.Business
			relations []string
			more      workflow.Facts
			want      workflow.GuardID
		}{
			{workflow.MoveInStation, []string{"p-old=55"}, workflow.Facts{"consents": []string{"丁福", "李春梅"}}, workflow.GRelationsRight},
			{workflow.HouseholdMerge, []string{"p-old=11"}, workflow.Facts{"consents": []string{"丁福", "李春梅"}}, workflow.GRelationsRight},
			{workflow.MoveInStation, []string{"p-old=02"}, workflow.Facts{"consents": []string{"丁福", "李春梅"}, "head_capable": true}, workflow.GRelationsRight},
			{workflow.MoveInStation, []string{"p-old=02", "p-li=02", "p-son=20"}, workflow.Facts{"consents": []string{"丁福", "李春梅"}, "head_capable": true}, workflow.GRelationsRight},
			{workflow.MoveInStation, []string{"p-old=02", "p-li=99", "p-son=99"}, workflow.Facts{"consents": []string{"丁福"}, "head_capable": true}, workflow.GConsentsNoted},
			{workflow.HouseholdMerge, []string{"p-old=02", "p-li=99", "p-son=99"}, workflow.Facts{"consents": []string{"丁福"}, "head_capable": true}, workflow.GConsentsNoted},
			{workflow.MoveInStation, []string{"p-old=02", "p-li=99", "p-son=99"}, workflow.Facts{"consents": []string{"丁福", "李春梅"}}, workflow.GHeadFit},
			{workflow.MoveInStation, []string{"p-old=99", "p-li=99", "p-son=02"}, workflow.Facts{"consents": []string{"丁福", "李春梅"}, "head_capable": true}, workflow.GHeadFit},
			{workflow.MoveInStation, []string{"p-old=99", "p-li=02", "p-son=99"}, workflow.Facts{"consents": []string{"丁福", "李春梅"}, "head_capable": true}, workflow.GRelationsAgree},
		} {
			f := workflow.Facts{"household_id": "h-ma", "relations": c.relations, "applicant_name": "丁福"}
			if c.business == workflow.MoveInStation {
				f["move_cause"] = "relatives"
			}
			for k, v := range c.more {
				f[k] = v
			}
			id := w.alters(c.business, "p-old", f)
			w.step("clerk", id, workflow.Lodge, nil)
			err := w.try("clerk", id, workflow.Accept, "", workflow.Facts{})
			if !refusedFor(err, c.want) || c.want == workflow.GConsentsNoted && !mentions(describe(err), "李春梅") {
				t.Errorf("%s %v with %v: %s, want %s", c.business, c.relations, c.more, describe(err), c.want)
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "试"})
		}
		wantBlocked(t, w.act(workflow.MoveInStation, workflow.Affected, "p-old", workflow.Facts{"person_id": "p-old", "household_id": "h-ma", "relations": []string{"p-old=55"}}, workflow.EffJoin), "members_changed")

		id := w.alters(workflow.MoveInStation, "p-old", workflow.Facts{"move_cause": "relatives", "household_id": "h-ma", "relations": []string{"p-old=99", "李春梅=02", "p-son=20"},
			"consents": []string{"丁福", "李春梅"}, "head_capable": true, "applicant_name": "丁福"})
		w.accepts(id, workflow.MatHouseRight, workflow.MatHouseholdBook)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.Effected)
		if got, h := w.stands("p-li", "p-son", "p-old"), one[models.Household](w, "id = 'h-ma'"); got != "p-li:h-ma/02 p-son:h-ma/20 p-old:h-ma/99" || h.HeadID != "p-li" {
			t.Errorf("they stand as %s under %s", got, h.HeadID)
		}
		if n := w.vacancies(); n != 0 {
			t.Errorf("%d tasks still look for a head", n)
		}
		w.sound()
		w.undoes("p-old", w.last("p-old").ID)
		w.asBefore(people, houses)
		if n := w.vacancies(); n != 1 {
			t.Errorf("%d tasks look for a head once it is undone, want 1", n)
		}
	})
}

// Both parents are dead and the boy stands alone. The neighbour who is his guardian moves in
// as the head, on his own word: there is nobody else to ask.
func TestAGuardianMovesInAsHeadOfAChildAlone(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.death("p-ma", "2026-09-20")
		w.death("p-li", "2026-09-21")
		w.ward("p-son", "p-old", "")
		moves := func(person string, relations []string, consents ...string) string {
			return w.alters(workflow.MoveInStation, person, workflow.Facts{"move_cause": "relatives", "household_id": "h-ma", "relations": relations, "consents": append([]string{}, consents...), "head_capable": true})
		}
		id := moves("p-old", []string{"p-old=02", "p-son=99"})
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GConsentsNoted) || !mentions(describe(err), "丁福") {
			t.Errorf("without a word of the guardian: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "试"})
		id = moves("p-old", []string{"p-old=02", "p-son=99"}, "丁福")
		w.accepts(id, workflow.MatHouseRight, workflow.MatHouseholdBook)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.Effected)
		if got := w.stands("p-old", "p-son"); got != "p-old:h-ma/02 p-son:h-ma/99" {
			t.Errorf("they stand as %s", got)
		}
		w.sound()
	})
}

// Who comes off no register, or from another province, brings no head either: the household
// chooses one first, then the relation to that one is declared.
func TestNobodyIsEnteredAsTheKinOfAHeadWhoIsNotThere(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.death("p-ma", "2026-09-20")
		w.death("p-old", "2026-09-21")
		id := w.restores("p-old", "h-ma", "mistaken", workflow.Facts{"relation_to_head": "55", "consents": []string{"李春梅"}})
		w.step("clerk", id, workflow.Lodge, nil)
		for _, k := range restorePapers {
			w.paper(id, k)
		}
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GRelationTold) {
			t.Errorf("restored as the kin of nobody: %s", describe(err))
		}
		came := w.arrives(fromAfar(workflow.Facts{"consents": []string{"李春梅"}}))
		w.step("clerk", came, workflow.Lodge, nil)
		for _, k := range movePapersKin {
			w.paper(came, k)
		}
		if err := w.try("clerk", came, workflow.Accept, "", nil); !refusedFor(err, workflow.GPlaced) || !mentions(describe(err), "no_head") {
			t.Errorf("moved in as the kin of nobody: %s", describe(err))
		}
		w.headedBy("p-li", nil, "李春梅")
		w.step("clerk", came, workflow.Accept, nil)
		_, err := w.r.Change(t.Context(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"relation_to_head": "51"})
		w.must(err)
		w.step("clerk", id, workflow.Accept, nil)
	})
}

// The search for a head is not ticked off while nobody heads the household: it ends with
// the change of the head.
func TestTheSearchForAHeadEndsOnlyWithAHead(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.death("p-ma", "2026-09-20")
		vacancy := one[models.CaseTask](w, "kind = 'head_vacancy' and done_at is null")
		done := workflow.Facts{"task_id": vacancy.ID, "result": "已通知"}
		if err := w.try("clerk", id, workflow.FinishTask, "", done); !refusedFor(err, workflow.GHeadByNow) {
			t.Errorf("the search for a head was ended without one: %s", describe(err))
		}
		w.exec("update case_tasks set done_at = opened_at where kind <> 'head_vacancy'")
		if got := w.lacksAt("clerk", id, workflow.FinishTask); !slices.Equal(got, []string{string(workflow.GHeadByNow)}) {
			t.Errorf("before the step is pressed it says %v", got)
		}
		w.sound()
		id = w.alters(workflow.HeadChange, "p-li", workflow.Facts{"head_capable": true, "consents": []string{"李春梅"}})
		w.acceptsSeen(id, bookPapers...)
		w.step("clerk", id, workflow.SkipCheck, nil)
		if n := w.vacancies(); n != 0 {
			t.Errorf("%d tasks still look for a head", n)
		}
		w.sound()
	})
}
