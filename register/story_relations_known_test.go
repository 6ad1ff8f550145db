package register

import (
	"strings"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// The wife becomes head. Whatever the register knows of the others, the form cannot say
// otherwise: her husband is no son, her son no brother, and nobody four years younger is
// her child. What it does not know is taken as declared; a marriage that ended is put
// right first, on the page of one of the two.
func TestRelationsAgreeWithWhatTheRegisterKnows(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		accept := func(relations ...string) (string, error) {
			id := w.alters(workflow.HeadChange, "p-li", workflow.Facts{"relations": append([]string{"p-li=02", "p-gran=54"}, relations...), "head_capable": true, "consents": consentsOfMa})
			w.step("clerk", id, workflow.Lodge, nil)
			w.paper(id, workflow.MatHouseholdBook)
			return id, w.try("clerk", id, workflow.Accept, "", workflow.Facts{"relations_confirmed": true})
		}
		for _, c := range []struct {
			wrong []string
			told  []string
		}{
			{[]string{"p-ma=20", "p-son=20", "p-bro=97"}, []string{"relations: 马文=11 夫 husband"}},
			{[]string{"p-ma=51", "p-son=73", "p-bro=97"}, []string{"relations: 马文=11 夫 husband", "relations: 马小麦=20 子 son"}},
			{[]string{"p-ma=11", "p-son=22", "p-bro=29"}, []string{"relations: 马武≠29 其他儿子 other son"}},
			{[]string{"p-ma=11", "p-son=22", "p-bro=51"}, []string{"relations: 马武≠51 父亲 father"}},
			{[]string{"p-ma=99", "p-son=22", "p-bro=11"}, []string{"relations: 马文=11 夫 husband", "relations: 马武≠11 夫 husband"}},
		} {
			id, err := accept(c.wrong...)
			if !refusedFor(err, workflow.GRelationsAgree) || !mentions(describe(err), c.told...) {
				t.Errorf("%v: %s", c.wrong, describe(err))
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "填错"})
		}
		id, err := accept("p-ma=10", "p-son=22", "p-bro=80")
		w.must(err)
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "先办离婚"})

		over := w.alters(workflow.ItemMinor, "p-ma", workflow.Facts{"marital": "40"})
		w.accepts(over, workflow.MatDivorce, workflow.MatHouseholdBook)
		w.step("clerk", over, workflow.SkipCheck, nil)
		id, err = accept("p-ma=99", "p-son=20", "p-bro=97")
		w.must(err)
		w.step("clerk", id, workflow.SkipCheck, nil)
		if got := w.stands("p-ma", "p-son"); got != "p-ma:h-ma/99 p-son:h-ma/20" {
			t.Errorf("everybody stands as %s", got)
		}
		w.sound()
	})
}

// Of those who stay behind and of those who join a household as much is known.
func TestThoseWhoStayOrJoinStandAsTheRegisterKnowsThem(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[1].Members[0].Number, hs[0].Members[0].Father = "649901194501010034", "649901194501010034"
		w.load(hs)
		stay := w.alters(workflow.HouseholdSplit, "p-ma", workflow.Facts{"new_address": "城关镇北街1号", "relations": []string{"p-ma=02"}, "remaining_relations": []string{"p-li=02", "p-son=73"}, "head_capable": true, "consents": []string{"马文", "李春梅"}})
		join := w.alters(workflow.HouseholdMerge, "p-old", workflow.Facts{"household_id": "h-ma", "relations": []string{"p-old=97"}, "consents": []string{"马文", "丁福"}})
		for id, told := range map[string]string{stay: "remaining_relations: 马小麦=20", join: "relations: 丁福=51"} {
			w.step("clerk", id, workflow.Lodge, nil)
			err := w.try("clerk", id, workflow.Accept, "", workflow.Facts{"relations_confirmed": true})
			if !refusedFor(err, workflow.GRelationsAgree) || !strings.Contains(describe(err), told) {
				t.Errorf("want %s: %s", told, describe(err))
			}
		}
	})
}

func TestALinkSaysSpouseParentOrChild(t *testing.T) {
	man, woman := models.Person{ID: "m", Sex: "1", BirthDate: "1990-01-01", SpouseID: "w"}, models.Person{ID: "w", Sex: "2", BirthDate: "1991-01-01"}
	child := models.Person{ID: "c", Sex: "2", BirthDate: "2015-01-01", MotherID: "w"}
	for _, c := range []struct {
		head, member models.Person
		want         string
	}{{man, woman, "12"}, {woman, man, "11"}, {woman, child, "30"}, {child, woman, "52"}, {man, child, ""}} {
		if r, _ := known(c.head, c.member); string(r) != c.want {
			t.Errorf("%s is %q to %s, want %q", c.member.ID, r, c.head.ID, c.want)
		}
	}
}
