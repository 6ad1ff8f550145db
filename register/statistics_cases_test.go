package register

import (
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// TestTheMonthsItemsChangedAndCorrected: of three who ask for another name one is granted it,
// one takes the wish back and one waits; a sex corrected takes a number out of use.
func TestTheMonthsItemsChangedAndCorrected(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		papers := []workflow.MaterialKind{workflow.MatNameRequest, workflow.MatHouseholdBook, workflow.MatComparison}
		draft := func(person string) string {
			return w.alters(workflow.NameChange, person, workflow.Facts{"new_name": "李春花", "surname_ground": "unchanged", "name_reason": "本人长期使用"})
		}
		granted, taken, waits := draft("p-li"), draft("p-gran"), draft("p-bro")
		w.accepts(granted, papers...)
		w.byCounty(granted)
		w.step("clerk", taken, workflow.Lodge, nil)
		w.step("clerk", taken, workflow.Withdraw, workflow.Facts{"reason": "撤回"})
		w.step("clerk", waits, workflow.Lodge, nil)
		w.must(orNil(w.act(workflow.SexCorrect, workflow.Affected, "p-old", workflow.Facts{"new_sex": "2", "person_id": "p-old"}, workflow.EffSexMended, workflow.EffRenumber)))
		w.exec("update cases set lodged_on = '2026-09-24' where business = 'sex_correct'")
		q := StatQuery{Sheet: SheetItems}
		w.figuresAre("head", q, "name_change", map[string]int64{"lodged": 3, "entered": 1, "ended": 1, "waiting": 1})
		w.figuresAre("head", q, "sex_correct", map[string]int64{"lodged": 1, "entered": 1, "numbers": 1})
		w.figuresAre("county", q, "", map[string]int64{"lodged": 4, "entered": 2, "ended": 1, "waiting": 1, "numbers": 1})
		w.setClock("2026-10-09T09:00:00+08:00")
		w.figuresAre("head", q, "name_change", map[string]int64{"waiting": 1})
		if n := len(w.sheetOf("head", q).Rows); n != 9 {
			t.Errorf("%d lines of items", n)
		}
	})
}

// TestTheMonthsPersonsWithoutRegistration: a child whom a visit found is registered after four
// days, another waits on.
func TestTheMonthsPersonsWithoutRegistration(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		draft := func(name, born, certificate string) string {
			return w.open("clerk", OpenRequest{Business: workflow.Unreg1, Facts: missed(name, "2", born, workflow.Facts{"follows": "mother", "mother": "p-li", "father": "p-ma", "parents_evidence": "certificate",
				"certificate_no": certificate, "certificate_issued_on": born, "certificate_name": name})})
		}
		lead := w.open("community", OpenRequest{Business: workflow.Lead, Facts: workflow.Facts{"lead_source": "visit", "lead_matter": "birth", "lead_place": "镇东三组", "child_unregistered": true}})
		id := draft("马大禾", "2019-03-03", "T640000021")
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.CaseLink{FromCase: lead, ToCase: id, Kind: "successor"})
		})
		w.accepts(id, workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage)
		waits := draft("马二禾", "2021-05-05", "T640000022")
		w.step("clerk", waits, workflow.Lodge, nil)
		w.setClock("2026-09-28T09:00:00+08:00")
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.comparedAs(id, workflow.NoMatch)
		w.decided(id, "county_lead", "city_lead")
		q := StatQuery{Sheet: SheetUnregistered}
		w.figuresAre("head", q, "unreg_1", map[string]int64{"lodged": 2, "by_lead": 1, "solved": 1, "solved_mean": 4, "waiting": 1, "waiting_mean": 4})
		w.figuresAre("head", StatQuery{Sheet: SheetPopulation}, stationOrg, map[string]int64{"in_loaded": 4, "in_late": 1, "end": 5, "end_male": 3, "end_female": 2, "households_opened": 2, "households": 2})
		w.setClock("2026-11-02T09:00:00+08:00")
		w.figuresAre("city", StatQuery{Sheet: SheetUnregistered, Month: "2026-10"}, "unreg_1", map[string]int64{"waiting": 1, "waiting_mean": 38})
	})
}
