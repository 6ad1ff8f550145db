package register

import (
	"maps"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// ward puts somebody under a guardianship, of a person or of a body.
func (w *world) ward(person, guardian, body string) {
	w.t.Helper()
	w.tx(func(tx *store.Tx) error {
		return store.Insert(tx, models.Guardianship{ID: "g-" + person + guardian, WardID: person, GuardianID: guardian, Body: body, From: "2026-09-20", RecordedAt: w.r.Now(), EventID: "seed", CaseID: "seed"})
	})
}

// boyRestored drafts that the boy, entered dead by mistake, is put into a household, and
// tells what stands against taking it in.
func (w *world) boyRestored(house string, more workflow.Facts) (string, error) {
	w.t.Helper()
	facts := workflow.Facts{"applicant_name": "路人乙", "applicant_relation": "guardian"}
	maps.Copy(facts, more)
	id := w.restores("p-son", house, "mistaken", facts)
	w.step("clerk", id, workflow.Lodge, nil)
	for _, k := range restorePapers {
		w.paper(id, k)
	}
	return id, w.try("clerk", id, workflow.Accept, "", nil)
}

// A boy of nine was entered dead by mistake. Somebody who calls himself his guardian has him
// put into old Ding's household, whose head agrees: the parents, who stand two doors away,
// are asked, and a carer is named, from the acceptance to the entry. Theirs he comes back to
// without more.
func TestAMinorIsNotRestoredToStrangersBehindTheParents(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.death("p-son", "2026-09-20")
		strangers := workflow.Facts{"relation_to_head": "97", "consents": []string{"丁福"}}
		id, err := w.boyRestored("h-old", strangers)
		if !refusedFor(err, workflow.GMinorsCared) || !refusedFor(err, workflow.GConsentsNoted) || !mentions(describe(err), "马文", "李春梅") {
			w.t.Fatalf("a boy was taken in for strangers: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "试"})
		facts := workflow.Facts{"person_id": "p-son", "household_id": "h-old", "relation_to_head": "97", "consents": []string{"丁福", "马文", "李春梅"}}
		wantBlocked(t, w.act(workflow.RestoreOther, workflow.Affected, "p-son", facts, workflow.EffRestorePerson), string(workflow.GMinorsCared))

		maps.Copy(strangers, cared)
		strangers["consents"] = []string{"丁福", "马文", "李春梅"}
		id, err = w.boyRestored("h-old", strangers)
		w.must(err)
		w.byCounty(id)
		if got := w.stands("p-son"); got != "p-son:h-old/97" {
			t.Errorf("with the parents' word he stands as %s", got)
		}
		w.sound()
		w.undoes("p-son", w.last("p-son").ID)
		id, err = w.boyRestored("h-ma", nil)
		w.must(err)
		w.byCounty(id)
		if got := w.stands("p-son"); got != "p-son:h-ma/20" {
			t.Errorf("with his parents he stands as %s", got)
		}
		w.sound()
	})
}

// Who has nobody to be asked is asked for nobody: the parents have died, a body is the
// guardian, or the guardian stands in the household. A protected mother is not led to, and a
// carer is named all the same.
func TestWhoHasNobodyToAskComesInOnTheHeadsWord(t *testing.T) {
	strangers := workflow.Facts{"relation_to_head": "97", "consents": []string{"丁福"}}
	for what, prepare := range map[string]func(w *world){
		"orphaned":               func(w *world) { w.death("p-ma", "2026-09-21"); w.death("p-li", "2026-09-21") },
		"in a body's care":       func(w *world) { w.ward("p-son", "", "甲县民政局") },
		"with the guardian":      func(w *world) { w.ward("p-son", "p-old", "") },
		"of unknown parents":     func(w *world) { w.exec("UPDATE people SET father_id = '', mother_id = '' WHERE id = 'p-son'") },
		"of cancelled parents":   func(w *world) { w.exec("UPDATE people SET status = 'cancelled' WHERE id in ('p-ma', 'p-li')") },
		"at home with strangers": func(w *world) { w.exec("UPDATE residences SET household_id = 'h-old' WHERE person_id = 'p-son'") },
	} {
		t.Run(what, func(t *testing.T) {
			eachWorld(t, func(w *world) {
				w.load(village())
				w.death("p-son", "2026-09-20")
				prepare(w)
				_, err := w.boyRestored("h-old", strangers)
				w.must(err)
			})
		})
	}
	t.Run("of a protected mother", func(t *testing.T) {
		eachWorld(t, func(w *world) {
			w.load(village())
			w.death("p-son", "2026-09-20")
			w.exec("UPDATE people SET protected = true WHERE id = 'p-li'")
			more := maps.Clone(strangers)
			more["consents"] = []string{"丁福", "马文"}
			if _, err := w.boyRestored("h-old", more); !refusedFor(err, workflow.GMinorsCared) || refusedFor(err, workflow.GConsentsNoted) || mentions(describe(err), "李春梅") {
				t.Errorf("a protected mother was led to: %s", describe(err))
			}
		})
	})
}

// The boy landed in another province and comes back alone, to old Ding's: his parents never
// left. With their word, and theirs who care for him, he is entered there.
func TestAMinorWhoComesBackIsNotPutWithStrangersBehindTheParents(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[0].Members[2].Number = "649901201702030019"
		w.load(hs)
		number := w.cardOf("p-son")
		facts := goingAway()
		facts["relations"] = []string{"p-son=01"}
		facts["minors_cared_for_by"], facts["minors_stay_because"] = "马文", "先随校就读"
		w.step("clerk", w.away("p-son", facts, permitPapers...), workflow.LandNotice, landNote)
		back := func(house string, more workflow.Facts) (string, error) {
			f := fromAfar(workflow.Facts{"name": "马小麦", "sex": "1", "birth_date": "2017-02-03", "citizen_number": number, "household_id": house, "relation_to_head": "97", "consents": []string{"丁福"}, "applicant_name": "路人乙", "applicant_relation": "guardian"})
			maps.Copy(f, more)
			id := w.arrives(f)
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range movePapersKin {
				w.paper(id, k)
			}
			return id, w.try("clerk", id, workflow.Accept, "", nil)
		}
		id, err := back("h-old", nil)
		if !refusedFor(err, workflow.GMinorsCared) || !refusedFor(err, workflow.GConsentsNoted) || !mentions(describe(err), "马文", "李春梅") {
			w.t.Fatalf("a boy came back to strangers: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "试"})
		id, err = back("h-ma", workflow.Facts{"relation_to_head": "20", "consents": []string{"马文"}})
		w.must(err)
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改落他户"})
		more := maps.Clone(cared)
		more["consents"] = []string{"丁福", "马文", "李春梅"}
		id, err = back("h-old", more)
		w.must(err)
		w.decidedBy("county_lead", id)
		w.step("clerk", id, workflow.PresentCert, shown(nil))
		if got := w.stands("p-son"); got != "p-son:h-old/97" {
			t.Errorf("back he stands as %s", got)
		}
		w.sound()
	})
}
