package register

import (
	"maps"
	"strconv"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// Two girls of one name and day, each with parents of her own; the second was entered after
// a person had found the first to be somebody else's. The mother of one cannot have the
// other cancelled on her word: the station opens the case itself, with telling and notice,
// a reason is asked, and whoever decides reads in what they differ and what was found then.
func TestAnotherFamilysChildIsNotCancelledOnAMothersWord(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[2].Members = append(hs[2].Members,
			LoadedPerson{ID: "p-bm", Number: "649901199201010024", Name: "勉素珍", Sex: "2", BirthDate: "1992-01-01", Ethnicity: "01", Relation: "12", Since: "2014-01-01"},
			LoadedPerson{ID: "p-namesake", Number: models.CitizenNumber(numberOf("649901", "2026-09-10", 42)), Name: "马小禾", Sex: "2", BirthDate: "2026-09-10", Ethnicity: "01", Relation: "30", Since: "2026-09-20", Father: "64990119800101003X", Mother: "649901199201010024"})
		w.load(hs)
		birth := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts("p-li", "p-ma", "h-ma")})
		w.accepts(birth, workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage)
		w.step("clerk", birth, workflow.AssignCheck, nil)
		w.step("community", birth, workflow.ReportCheck, also(maps.Clone(checkedAndHeard), "dismissed_candidates", []string{"p-namesake=走访核实，系乙镇另一名婴儿"}))
		w.step("head", birth, workflow.Approve, nil)
		w.wantState(birth, workflow.Effected)

		id := w.open("clerk", OpenRequest{Business: workflow.DupCancel, Facts: workflow.Facts{"first_entry": column(w, "SELECT id FROM people WHERE case_id = ? AND mother_id = 'p-li'", birth)[0],
			"second_entry_number": w.cardOf("p-namesake"), "applicant_relation": "parent", "applicant_name": "李春梅"}})
		if err := w.try("clerk", id, workflow.Lodge, "", nil); !refusedFor(err, workflow.GEntriesAgree) || !strings.Contains(describe(err), "mother father") {
			t.Fatalf("another family's child is asked to be cancelled: %s", describe(err))
		}
		_, err := w.r.Change(w.t.Context(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"applicant_relation": "ex_officio"})
		w.must(err)
		w.ruledOn(id)
		w.saysOn(id, "clerk_b", false)
		if err := w.try("community", id, workflow.ReportCheck, "", nobodyObjected); !refusedFor(err, workflow.GOnePerson) {
			t.Errorf("nobody said why two girls are one: %s", describe(err))
		}
		w.step("community", id, workflow.ReportCheck, also(maps.Clone(nobodyObjected), "difference_reason", "医院出生记录只有一名"))
		v, err := w.r.View(w.t.Context(), w.officer("head"), id)
		w.must(err)
		var said []string
		for _, c := range v.Warnings {
			said = append(said, c.Code+" "+strings.Join(c.Detail, ",")+" "+c.Message.Zh)
		}
		if len(said) != 2 || !strings.HasPrefix(said[0], "ruled_out_before") || !strings.Contains(said[0], "系乙镇另一名婴儿") || !strings.HasPrefix(said[1], "entries_differ mother,father") {
			t.Errorf("whoever decides reads %q", said)
		}
	})
}

// Twins who were given one name are two persons: the place in the birth differs.
func TestTwinsOfOneNameAreNotOnePersonOnAWord(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.registeredTwice("马文", "1990-03-07")
		for n, id := range []string{"p-ma", "p-there"} {
			w.tx(func(tx *store.Tx) error {
				_, err := store.Set[models.Person](tx, map[string]any{"mother_id": "p-old", "birth_key": w.r.birthKey("p-old", "1990-03-07", strconv.Itoa(n+1))}, "id = ?", id)
				return err
			})
		}
		id := w.ownWish("p-there")
		if err := w.try("clerk", id, workflow.Lodge, "", nil); !refusedFor(err, workflow.GEntriesAgree) || !strings.Contains(describe(err), "birth_order") {
			t.Errorf("one twin is asked to be cancelled: %s", describe(err))
		}
	})
}
