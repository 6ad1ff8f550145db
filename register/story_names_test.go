package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// byCounty takes an accepted case up to the county's yes.
func (w *world) byCounty(id string) {
	w.t.Helper()
	w.step("clerk", id, workflow.AssignCheck, nil)
	w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"马小麦", "马文", "李春梅（书面通知，未到场）"}})
	w.step("head", id, workflow.PassUp, nil)
	w.step("county_lead", id, workflow.Approve, nil)
}

func TestANameIsChangedByTheCountyAndTheFormerOneKept(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		people, houses := w.everybody()
		facts := workflow.Facts{"new_name": "李春𬱖", "surname_ground": "unchanged", "name_reason": "本人长期使用"}
		papers := []workflow.MaterialKind{workflow.MatNameRequest, workflow.MatHouseholdBook, workflow.MatComparison}
		draft := func() string { return w.alters(workflow.NameChange, "p-li", facts) }
		w.otherEnds(draft, func(id string) { w.accepts(id, papers...) })
		id := draft()
		w.accepts(id, papers...)
		w.byCounty(id)
		w.delivers(id)
		p := one[models.Person](w, "id = 'p-li'")
		if p.Name != "李春𬱖" || p.FormerNames != "李春梅" || p.Pinyin == "lichunmei" || p.Pinyin == "" {
			t.Errorf("the person stands as %q, formerly %q, found by %q", p.Name, p.FormerNames, p.Pinyin)
		}
		e := w.last("p-li")
		if e.Kind != EventName || e.Reason != "21" {
			t.Errorf("the event: %+v", e)
		}
		w.sound()
		w.undoes("p-li", e.ID)
		w.asBefore(people, houses)
	})
}

func TestAChildsNameTakesBothParentsAndTheChild(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		papers := []workflow.MaterialKind{workflow.MatNameRequest, workflow.MatHouseholdBook, workflow.MatComparison, workflow.MatParentsAgree}
		base := func(more workflow.Facts) workflow.Facts {
			f := workflow.Facts{"new_name": "李小麦", "surname_ground": "parent", "name_reason": "随母姓", "applicant_relation": "parent"}
			for k, v := range more {
				f[k] = v
			}
			return f
		}
		for _, c := range []struct {
			facts workflow.Facts
			want  workflow.GuardID
		}{
			{workflow.Facts{"name_mother_agrees": "agrees", "name_child_says": "agrees"}, workflow.GParentsAgree},
			{workflow.Facts{"name_mother_agrees": "agrees", "name_father_agrees": "objects", "name_child_says": "agrees"}, workflow.GParentsAgree},
			{workflow.Facts{"name_guardian_agrees": "agrees", "name_child_says": "agrees"}, workflow.GParentsAgree},
			{workflow.Facts{"name_mother_agrees": "agrees", "name_father_agrees": "agrees"}, workflow.GChildAgrees},
			{workflow.Facts{"name_mother_agrees": "agrees", "name_father_agrees": "agrees", "name_child_says": "objects"}, workflow.GChildAgrees},
		} {
			id := w.alters(workflow.NameChange, "p-son", base(c.facts))
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range papers {
				w.paper(id, k)
			}
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, c.want) {
				t.Errorf("%v: %s, want %s", c.facts, describe(err), c.want)
			}
		}
		// The father has died: the mother's word and the child's are enough.
		w.death("p-ma", "2026-09-20")
		id := w.alters(workflow.NameChange, "p-son", base(workflow.Facts{"name_mother_agrees": "agrees", "name_child_says": "agrees"}))
		w.accepts(id, papers...)
		w.byCounty(id)
		w.delivers(id)
		if p := one[models.Person](w, "id = 'p-son'"); p.Name != "李小麦" || p.FormerNames != "马小麦" {
			t.Errorf("the child is %q, formerly %q", p.Name, p.FormerNames)
		}
		w.sound()
	})
}

func TestAClerksSlipInANameLeavesNoFormerName(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		papers := []workflow.MaterialKind{workflow.MatClericalProof, workflow.MatHouseholdBook}
		draft := func() string {
			return w.alters(workflow.NameCorrect, "p-old", workflow.Facts{"new_name": "丁富", "name_reason": "录入错字"})
		}
		w.otherEnds(draft, func(id string) { w.accepts(id, papers...) })
		id := draft()
		w.accepts(id, papers...)
		w.byHead(id)
		w.delivers(id)
		if p := one[models.Person](w, "id = 'p-old'"); p.Name != "丁富" || p.FormerNames != "" || w.last("p-old").Reason != "22" {
			t.Errorf("the person is %q, formerly %q", p.Name, p.FormerNames)
		}
		w.sound()
		// A name that is none, and whose it is not to ask for.
		_, err := w.r.Open(t.Context(), w.officer("clerk"), OpenRequest{Business: workflow.NameCorrect, Key: "x", Facts: workflow.Facts{"person_id": "p-b", "new_name": "丁 富"}})
		if got := describe(err); !mentions(got, "facts.person_id", "facts.new_name") {
			t.Errorf("all that is wrong is told at once, got %s", got)
		}
	})
}

// A whole new name was entered as the correction of a slip: no county, no comparison, no former
// name. What shares neither a character nor a sound beyond the surname is a change.
func TestAWholeNewNameIsNoCorrection(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		accept := func(name string) error {
			id := w.alters(workflow.NameCorrect, "p-li", workflow.Facts{"new_name": name, "name_reason": "笔误"})
			w.step("clerk", id, workflow.Lodge, nil)
			w.paper(id, workflow.MatClericalProof)
			w.paper(id, workflow.MatHouseholdBook)
			err := w.try("clerk", id, workflow.Accept, "", nil)
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "再看看"})
			return err
		}
		for _, name := range []string{"欧阳铁柱", "李建国", "马春梅"} {
			if err := accept(name); !refusedFor(err, workflow.GNameSlip) || !mentions(describe(err), "姓名变更") {
				t.Errorf("李春梅 as %s: %s", name, describe(err))
			}
		}
		for _, name := range []string{"李春玫", "黎椿莓", "李梅"} {
			if err := accept(name); err != nil {
				t.Errorf("李春梅 as %s: %s", name, describe(err))
			}
		}
		id := w.alters(workflow.NameChange, "p-li", workflow.Facts{"new_name": "李建国", "surname_ground": "unchanged", "name_reason": "本人长期使用"})
		w.accepts(id, workflow.MatNameRequest, workflow.MatHouseholdBook, workflow.MatComparison)
	})
}

// Each correction by itself could be a slip; together they make a new name. The second is
// measured by the name first entered.
func TestCorrectionsOfANameDoNotLeadOn(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		correct := func(name string) (string, error) {
			id := w.alters(workflow.NameCorrect, "p-li", workflow.Facts{"new_name": name, "name_reason": "笔误"})
			w.step("clerk", id, workflow.Lodge, nil)
			w.paper(id, workflow.MatClericalProof)
			w.paper(id, workflow.MatHouseholdBook)
			return id, w.try("clerk", id, workflow.Accept, "", nil)
		}
		id, err := correct("李春山")
		w.must(err)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"李春梅"}})
		w.step("head", id, workflow.Approve, nil)
		id, err = correct("李建山")
		if !refusedFor(err, workflow.GNameSlip) {
			t.Errorf("李春梅, corrected to 李春山, as 李建山: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "再看看"})
		_, err = correct("李春玫")
		w.must(err)
	})
}

func TestAFormerNameStandsOnce(t *testing.T) {
	for _, c := range []struct{ former, name, want string }{{"", "马文", "马文"}, {"马文", "马武", "马文、马武"}, {"马文、马武", "马文", "马武、马文"}} {
		if got := withFormer(c.former, c.name); got != c.want {
			t.Errorf("%q after %q: %q, want %q", c.former, c.name, got, c.want)
		}
	}
}
