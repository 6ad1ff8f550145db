package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// A family moves to another address as it is. The clerk who wrote another head into the lines
// saw them consented to and decided, and the register held nothing of it: such lines are refused
// with what stands and the business that changes it. Those that say what stands pass, as none do.
func TestANewAddressIsNoWayToAnotherHead(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		draft := func(relations ...string) string {
			return w.alters(workflow.MoveInStation, "p-ma", workflow.Facts{"move_cause": "moved_home", "new_address": "城关镇新区8号", "relations": relations, "consents": consentsOfMa})
		}
		for _, c := range []struct {
			lines []string
			guard workflow.GuardID
			told  []string
		}{
			{[]string{"p-li=02", "p-ma=11", "p-son=20", "p-gran=54", "p-bro=97"}, workflow.GRelationsApart,
				[]string{"变更户主", "change of the head", "relations: 马文=02", "relations: 李春梅=12", "relations: 马秀英=52", "relations: 马武=73"}},
			{[]string{"p-ma=02", "p-li=12", "p-son=97", "p-gran=52", "p-bro=73"}, workflow.GRelationsApart, []string{"relations: 马小麦=20"}},
			{[]string{"p-ma=02", "p-li=12"}, workflow.GRelationsRight, []string{"马小麦：没有填写 has no line"}},
			{[]string{"p-ma=02", "p-li=12", "p-son=20", "p-gran=52", "p-bro=73", "p-old=97"}, workflow.GRelationsRight, []string{"p-old：不是该户成员"}},
		} {
			id := draft(c.lines...)
			w.step("clerk", id, workflow.Lodge, nil)
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, c.guard) || !mentions(describe(err), c.told...) {
				t.Errorf("%v: %s", c.lines, describe(err))
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "填错"})
		}
		id := draft("p-ma=02", "p-li=12", "p-son=20", "p-gran=52", "p-bro=73")
		w.accepts(id, workflow.MatHouseRight, workflow.MatHouseholdBook)
		w.step("clerk", id, workflow.SkipCheck, nil)
		if h := one[models.Household](w, "id = 'h-ma'"); h.Address != "城关镇新区8号" || h.HeadID != "p-ma" {
			t.Errorf("the household: %+v", h)
		}
		w.sound()
	})
}

// The brother splits off and the head stays: of those who stay nothing changes, whatever is
// written of them; and into a collective household everybody goes as not related.
func TestNoLineIsDeclaredForNothing(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		w.load([]LoadedHousehold{{ID: "h-school", Number: "900003", Org: stationOrg, Division: "640522", Kind: models.CollectiveHousehold, Collective: "school", Address: "城关镇学府路1号", OpenedOn: "2018-09-01", Members: []LoadedPerson{
			{ID: "p-teach", Number: "649901198001010012", Name: "周老师", Sex: "1", BirthDate: "1980-01-01", Ethnicity: "01", Relation: "99", Since: "2018-09-01"},
		}}})
		refused := func(id string, g workflow.GuardID, told string) {
			t.Helper()
			w.step("clerk", id, workflow.Lodge, nil)
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, g) || !mentions(describe(err), told) {
				t.Errorf("want %s: %s", told, describe(err))
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "填错"})
		}
		split := func(rest ...string) string {
			return w.alters(workflow.HouseholdSplit, "p-bro", workflow.Facts{"new_address": "城关镇北街1号", "relations": []string{"p-bro=02"}, "remaining_relations": rest, "head_capable": true, "consents": consentsOfMa})
		}
		refused(split("p-son=73"), workflow.GRelationsApart, "remaining_relations: 马小麦=20")
		refused(split("p-li=02"), workflow.GRelationsRight, "李春梅（留下）：这里不设新户主")
		refused(split("p-bro=73"), workflow.GRelationsRight, "马武（留下）：不是该户成员")
		join := func(code string) string {
			return w.alters(workflow.MoveInStation, "p-bro", workflow.Facts{"move_cause": "work", "household_id": "h-school", "relations": []string{"p-bro=" + code}, "consents": consentsOfMa})
		}
		refused(join("73"), workflow.GRelationsRight, "马武：迁入集体户只能填99")
		id := join("99")
		w.accepts(id, workflow.MatHouseRight, workflow.MatHouseholdBook)
		w.step("clerk", id, workflow.SkipCheck, nil)
		if got := w.stands("p-bro"); got != "p-bro:h-school/99" {
			t.Errorf("the brother stands as %s", got)
		}
	})
}
