package register

import (
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// A family's move is approved while the household to join is suspended; by the time it is
// opened again a child has been born to them, who would be left alone. While only the
// household was waited for nobody sends the decision back; then the county that approved
// does, nobody below it, on the same clock; the child is declared, and the county decides
// once more.
func TestWhatCannotBeEnteredAsApprovedIsDecidedAnew(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.withCommunity()
		id := w.open("clerk", OpenRequest{Business: workflow.PublicHousehold, Facts: workflow.Facts{"person_id": "p-ma", "relations": []string{"p-ma=99", "p-li=99", "p-son=99"}, "household_id": "h-pub", "who_asks": "self", "applicant_name": "马文"}})
		w.accepts(id, workflow.MatHouseRight)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("community", id, workflow.ReportCheck, homed(true))
		w.step("head", id, workflow.PassUp, nil)
		w.bodyIs("h-pub", UnitSuspended)
		w.step("county_lead", id, workflow.Approve, nil)
		w.wantState(id, workflow.Approved)
		back := workflow.Facts{"return_code": "differs", "items": []string{"随迁人员"}, "reason": "新生子女未申报"}
		if err := w.try("county_lead", id, workflow.Return, workflow.Verifying, back); !refusedFor(err, workflow.GEntryRefused) {
			t.Errorf("a decision that only waits was sent back: %s", describe(err))
		}
		w.load([]LoadedHousehold{{ID: "h-born", Number: "000555", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "城关镇北街9号", OpenedOn: "2026-09-01", Members: []LoadedPerson{
			{ID: "p-baby", Number: models.CitizenNumber(numberOf("649901", "2026-09-20", 41)), Name: "马小雨", Sex: "1", BirthDate: "2026-09-20", Ethnicity: "03", Relation: "02", Since: "2026-09-23"}}}})
		w.tx(func(tx *store.Tx) error {
			_, err := store.Set[models.Person](tx, map[string]any{"household_id": "h-ma", "relation": "20", "father_id": "p-ma", "mother_id": "p-li"}, "id = 'p-baby'")
			return err
		})
		w.bodyIs("h-pub", "active")
		if err := w.try("clerk", id, workflow.EffectIt, "", nil); !refusedFor(err, workflow.GMinorsCared) {
			t.Fatalf("an infant is left alone: %s", describe(err))
		}
		v, err := w.r.View(t.Context(), w.officer("clerk"), id)
		w.must(err)
		if len(v.Warnings) != 1 || v.Warnings[0].Code != "entry_refused" || !strings.Contains(v.Warnings[0].Message.Zh, "退回") {
			t.Errorf("the case says %+v", v.Warnings)
		}
		if err := w.try("head", id, workflow.Return, workflow.Verifying, back); !refusedFor(err, workflow.GStationLevel) {
			t.Errorf("the station sent the county's decision back: %s", describe(err))
		}
		due := w.row(id).DueOn
		w.must(w.try("county_lead", id, workflow.Return, workflow.Verifying, back))
		w.wantState(id, workflow.Verifying)
		if got := w.row(id).DueOn; got != due {
			t.Errorf("the clock goes on to %s, was %s", got, due)
		}
		_, err = w.r.Change(t.Context(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"relations": []string{"p-ma=99", "p-li=99", "p-son=99", "p-baby=99"}})
		w.must(err)
		if err := w.try("clerk", id, workflow.EffectIt, "", nil); err == nil {
			t.Error("entered without a new decision")
		}
		w.step("community", id, workflow.ReportCheck, homed(true))
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
		if got := w.stands("p-ma", "p-baby"); got != "p-ma:h-pub/99 p-baby:h-pub/99" {
			t.Errorf("the family stands as %s", got)
		}
		if got := column(w, "SELECT event FROM journal WHERE case_id = ? AND event IN ('approve', 'return', 'refuse', 'effect') ORDER BY seq", id); strings.Join(got, " ") != "approve return approve effect" {
			t.Errorf("the journal says %v", got)
		}
	})
}

// bodyIs lets a household be one of a body that takes people in, or is suspended.
func (w *world) bodyIs(household, status string) {
	w.t.Helper()
	w.tx(func(tx *store.Tx) error {
		if _, err := store.InsertNew(tx, models.Institution{ID: "i-" + household, Name: "城关镇社区", HouseholdID: household, Status: status}); err != nil {
			return err
		}
		if _, err := store.Set[models.Institution](tx, map[string]any{"status": status}, "household_id = ?", household); err != nil {
			return err
		}
		_, err := store.Set[models.Household](tx, map[string]any{"institution_id": "i-" + household}, "id = ?", household)
		return err
	})
}

// The place of origin has answered, and meanwhile a child was born there: the level that
// approved takes the case back from there too, and the family comes along with the child.
func TestAChildBornWhileTheOriginAnswersIsDeclared(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.widened()
		id := w.alters(workflow.MoveInPrefecture, "p-far", w.wholeFamily())
		w.acceptsSeen(id, movePapersHome...)
		w.decidedBy("head", id)
		w.load([]LoadedHousehold{{ID: "h-born", Number: "000555", Org: farOrg, Division: "640523", Kind: models.FamilyHousehold, Address: "丙镇九号", OpenedOn: "2026-09-01", Members: []LoadedPerson{
			{ID: "p-baby", Number: models.CitizenNumber(numberOf("649901", "2026-09-20", 41)), Name: "赵小雨", Sex: "1", BirthDate: "2026-09-20", Ethnicity: "01", Relation: "02", Since: "2026-09-23"}}}})
		w.tx(func(tx *store.Tx) error {
			_, err := store.Set[models.Person](tx, map[string]any{"household_id": "h-far", "relation": "20", "father_id": "p-far", "mother_id": "p-farw"}, "id = 'p-baby'")
			return err
		})
		w.answers("clerk_c", "head_c", id)
		w.wantState(id, workflow.OriginCleared)
		back := workflow.Facts{"return_code": "differs", "items": []string{"随迁人员"}, "reason": "新生子女未申报"}
		w.must(w.try("head", id, workflow.Return, workflow.Verifying, back))
		w.must(w.changes("clerk", id, workflow.Facts{"relations": append(w.wholeFamily().List("relations"), "赵小雨=20"), "consents": []string{"赵立", "孙梅"}}))
		w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"王大山"}, "relations_confirmed": true})
		w.step("head", id, workflow.Approve, nil)
		w.wantState(id, workflow.OriginPending)
	})
}
