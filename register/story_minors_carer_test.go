package register

import (
	"testing"

	"hukou/workflow"
)

// A boy stands with the old man, whose kin he is not by the page, and his parents live in the
// same town. Taken to another province he goes with their consent and a carer's name; the
// grandchild goes along, and the father elsewhere is not asked.
func TestACarerTakesNoChildAwayBehindTheParents(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[0].Members[2].Relation, hs[0].Members[2].Since = "97", "2017-02-20"
		hs[1].Members = append(hs[1].Members, hs[0].Members[2], LoadedPerson{ID: "p-grand", Key: "grand", Name: "丁小山", Sex: "1", BirthDate: "2016-02-03", Ethnicity: "01", Relation: "41", Since: "2016-02-20", Father: "64990119800101003X"})
		hs[0].Members = hs[0].Members[:2]
		w.load(hs)
		takes := func(more workflow.Facts) error {
			f := goingAway()
			f["relations"], f["consents"] = []string{"p-old=01", "p-son=97", "p-grand=41"}, []string{"丁福"}
			for k, v := range more {
				f[k] = v
			}
			id := w.alters(workflow.MoveOutOfRegion, "p-old", f)
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range permitPapers {
				w.paper(id, k)
			}
			err := w.try("clerk", id, workflow.Accept, "", nil)
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改日再办"})
			return err
		}
		if err := takes(cared); !refusedFor(err, workflow.GConsentsNoted) || !mentions(describe(err), "马文", "李春梅") {
			t.Errorf("the parents were asked nothing: %s", describe(err))
		}
		if err := takes(workflow.Facts{"consents": []string{"丁福", "马文", "李春梅"}}); !refusedFor(err, workflow.GMinorsCared) {
			t.Errorf("nobody is to care for him: %s", describe(err))
		}
		agreed := workflow.Facts{"consents": []string{"丁福", "马文", "李春梅"}}
		for k, v := range cared {
			agreed[k] = v
		}
		w.must(takes(agreed))
		w.sound()
	})
}
