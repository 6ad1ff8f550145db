package register

import (
	"strings"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// A woman landed in another province, changed her name there, and comes back with the number
// of always: on the proof of the change the county decides, which alone reads the name of
// before, and her own entry stands again under the new one. A number that was somebody
// else's of another birthday stays closed to her.
func TestWhoChangedTheNameInAnotherProvinceComesBackToTheOwnEntry(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		facts := goingAway()
		facts["relations"], facts["consents"] = []string{"p-li=01"}, []string{"李春梅"}
		number := w.cardOf("p-li")
		w.step("clerk", w.away("p-li", facts, permitPapers...), workflow.LandNotice, landNote)
		back := func(born string) (string, error) {
			id := w.arrives(fromAfar(workflow.Facts{"name": "李春蕾", "birth_date": born, "citizen_number": number, "relation_to_head": "12", "applicant_name": "李春蕾"}))
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range movePapersKin {
				w.paper(id, k)
			}
			return id, w.try("clerk", id, workflow.Accept, "", nil)
		}
		if _, err := back("1991-06-13"); !refusedFor(err, workflow.GNumberTheirs) {
			t.Errorf("a number of another birthday: %s", describe(err))
		}
		id, err := back("1991-06-12")
		if refusedFor(err, workflow.GNumberTheirs) || !refusedFor(err, workflow.GMaterials) {
			w.t.Fatalf("without the proof of the change: %s", describe(err))
		}
		w.paper(id, workflow.MatNameChanged)
		w.step("clerk", id, workflow.Accept, nil)
		warned := func(who string) string {
			v, err := w.r.View(t.Context(), w.officer(who), id)
			w.must(err)
			if len(v.Warnings) != 1 || v.Warnings[0].Code != "named_otherwise" {
				w.t.Fatalf("%s is warned of %+v", who, v.Warnings)
			}
			return v.Warnings[0].Message.Zh
		}
		if got := warned("clerk"); strings.Contains(got, "李春梅") {
			t.Errorf("the window reads whose number it is: %s", got)
		}
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"马文"}})
		w.step("head", id, workflow.PassUp, nil)
		if got := warned("county_lead"); !strings.Contains(got, "李春梅") {
			t.Errorf("the county does not read the name of before: %s", got)
		}
		w.step("county_lead", id, workflow.Approve, nil)
		w.step("clerk", id, workflow.PresentCert, shown(nil))
		p := one[models.Person](w, "id = 'p-li'")
		if p.Status != models.StatusActive || p.Name != "李春蕾" || p.FormerNames != "李春梅" || w.cardOf("p-li") != number {
			t.Errorf("back as %s (%s), %s", p.Name, p.FormerNames, p.Status)
		}
		w.sound()
		w.undoes("p-li", w.last("p-li").ID)
		if p := one[models.Person](w, "id = 'p-li'"); p.Status != models.StatusCancelled || p.Name != "李春梅" || p.FormerNames != "" {
			t.Errorf("undone: %s (%s), %s", p.Name, p.FormerNames, p.Status)
		}
		w.sound()
	})
}
