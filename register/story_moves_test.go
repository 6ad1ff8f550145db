package register

import (
	"slices"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// nearOrg is another station of the same county.
const nearOrg = "640522020000"

// grown is the village with a grandmother and an uncle at the Ma family's, and a
// household of the near station.
func (w *world) grown() {
	w.t.Helper()
	w.tx(func(tx *store.Tx) error {
		return store.Insert(tx, models.Organisation{Code: nearOrg, Name: "甲县河东派出所", NameEn: nearOrg, Kind: models.KindStation, Parent: countyOrg, Division: "640522"})
	})
	hs := village()
	hs[0].Members = append(hs[0].Members,
		LoadedPerson{ID: "p-gran", Number: "649901196202020020", Name: "马秀英", Sex: "2", BirthDate: "1962-02-02", Ethnicity: "03", Relation: "52", Since: "2015-03-01"},
		LoadedPerson{ID: "p-bro", Number: "649901199501010014", Name: "马武", Sex: "1", BirthDate: "1995-01-01", Ethnicity: "03", Relation: "73", Since: "2015-03-01"})
	hs = append(hs, LoadedHousehold{ID: "h-near", Number: "000009", Org: nearOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "河东镇三号", OpenedOn: "2012-01-01", Members: []LoadedPerson{
		{ID: "p-near", Number: "64990119700505001X", Name: "李国", Sex: "1", BirthDate: "1970-05-05", Ethnicity: "01", Relation: "02", Since: "2012-01-01"},
		{ID: "p-wife", Number: "649901197206060022", Name: "王兰", Sex: "2", BirthDate: "1972-06-06", Ethnicity: "01", Relation: "12", Since: "2012-01-01", Spouse: "64990119700505001X"},
	}})
	w.load(hs)
}

var consentsOfMa = []string{"马文", "李春梅", "马秀英", "马武"}

func TestAHouseholdIsSetUpAtALawfulAddress(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		people, houses := w.everybody()
		draft := func() string {
			return w.alters(workflow.HouseholdCreate, "p-bro", workflow.Facts{"new_address": "城关镇北街1号", "relations": []string{"p-bro=02"}, "head_capable": true, "consents": []string{"马武"}})
		}
		papers := []workflow.MaterialKind{workflow.MatHouseRight, workflow.MatHouseholdBook}
		w.otherEnds(draft, func(id string) { w.acceptsSeen(id, papers...) })
		id := draft()
		w.acceptsSeen(id, papers...)
		w.byHead(id)
		w.delivers(id)
		h := one[models.Household](w, "case_id = ? and opened_on <> ''", id)
		if h.HeadID != "p-bro" || h.Org != stationOrg || h.Address != "城关镇北街1号" || h.Number != "000103" || h.Status != HouseholdOpen {
			t.Errorf("the household: %+v", h)
		}
		if got := w.stands("p-bro", "p-ma"); got != "p-bro:"+h.ID+"/02 p-ma:h-ma/02" {
			t.Errorf("everybody stands as %s", got)
		}
		w.sound()
		// A second household under the same right is none.
		id = w.alters(workflow.HouseholdCreate, "p-gran", workflow.Facts{"new_address": "城关镇北街1号", "relations": []string{"p-gran=02"}, "head_capable": true, "consents": []string{"马秀英"}})
		w.step("clerk", id, workflow.Lodge, nil)
		for _, k := range papers {
			w.paper(id, k)
		}
		if err := w.try("clerk", id, workflow.Accept, "", workflow.Facts{"relations_confirmed": true}); !refusedFor(err, workflow.GAddressFree) {
			t.Errorf("a second household at the address: %s", describe(err))
		}
		w.undoes("p-bro", w.last("p-bro").ID)
		if h := one[models.Household](w, "id = ?", h.ID); h.Status != HouseholdClosed || h.HeadID != "" {
			t.Errorf("undone, the household is %s under %q", h.Status, h.HeadID)
		}
		w.asBefore(people, slices.Insert(houses, 0, one[models.Household](w, "id = ?", h.ID)))
	})
}

func TestASplitHouseholdHasAHeadOnBothSides(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		facts := workflow.Facts{"new_address": "城关镇南街12号", "relations": []string{"p-ma=02", "p-son=20"}, "remaining_relations": []string{"p-li=99", "p-gran=02", "p-bro=20"},
			"head_capable": true, "consents": consentsOfMa}
		papers := []workflow.MaterialKind{workflow.MatSplitCause, workflow.MatHouseholdBook}
		draft := func() string { return w.alters(workflow.HouseholdSplit, "p-ma", facts) }
		w.otherEnds(draft, func(id string) { w.acceptsSeen(id, papers...) })
		id := draft()
		w.acceptsSeen(id, papers...)
		w.byHead(id)
		w.delivers(id)
		h := one[models.Household](w, "case_id = ? and id <> 'h-ma'", id)
		if got := w.stands("p-ma", "p-son", "p-li", "p-gran", "p-bro"); got != "p-ma:"+h.ID+"/02 p-son:"+h.ID+"/20 p-li:h-ma/99 p-gran:h-ma/02 p-bro:h-ma/20" {
			t.Errorf("everybody stands as %s", got)
		}
		if left := one[models.Household](w, "id = 'h-ma'"); left.HeadID != "p-gran" || h.HeadID != "p-ma" {
			t.Errorf("heads %q and %q", left.HeadID, h.HeadID)
		}
		if n := count[models.CaseTask](w, "kind = 'head_vacancy'"); n != 0 {
			t.Errorf("%d tasks look for a head, though both sides have one", n)
		}
		w.sound()
		w.undoes("p-ma", w.last("p-ma").ID)
		if got := w.stands("p-ma", "p-son", "p-li", "p-gran", "p-bro"); got != "p-ma:h-ma/02 p-son:h-ma/20 p-li:h-ma/12 p-gran:h-ma/52 p-bro:h-ma/73" {
			t.Errorf("undone, everybody stands as %s", got)
		}
		// Nobody stays behind: that is no split.
		facts = workflow.Facts{"new_address": "城关镇北街9号", "relations": []string{"p-old=02"}, "head_capable": true, "consents": []string{"丁福"}}
		id = w.alters(workflow.HouseholdSplit, "p-old", facts)
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", workflow.Facts{"relations_confirmed": true}); !refusedFor(err, workflow.GRelationsRight) {
			t.Errorf("a split that leaves nobody: %s", describe(err))
		}
	})
}

func TestAMergedHouseholdIsClosedAndItsBookSurrendered(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		people, houses := w.everybody()
		draft := func() string {
			return w.alters(workflow.HouseholdMerge, "p-old", workflow.Facts{"household_id": "h-ma", "relations": []string{"p-old=55 丁福（岳父）"}, "consents": []string{"马文", "丁福"}})
		}
		papers := []workflow.MaterialKind{workflow.MatHouseholdBook, workflow.MatKinship}
		w.otherEnds(draft, func(id string) { w.acceptsSeen(id, papers...) })
		id := draft()
		w.acceptsSeen(id, papers...)
		w.byHead(id)
		w.delivers(id)
		if got := w.stands("p-old", "p-ma"); got != "p-old:h-ma/55 p-ma:h-ma/02" {
			t.Errorf("everybody stands as %s", got)
		}
		if h := one[models.Household](w, "id = 'h-old'"); h.Status != HouseholdClosed {
			t.Errorf("the household merged is %s", h.Status)
		}
		if n := count[models.Outbox](w, "case_id = ? and kind = 'book_surrender'", id); n != 1 {
			t.Errorf("%d messages that the book is to be surrendered, want 1", n)
		}
		in := w.last("p-old")
		if in.Scope != "merge" || in.Reason != string(workflow.HouseholdMerge) {
			t.Errorf("the event: %+v", in)
		}
		w.sound()
		w.undoes("p-old", in.ID)
		w.asBefore(people, houses)
	})
}

func TestAMoveWithinTheStationIsAnAddressOrAnotherHousehold(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		people, houses := w.everybody()
		papers := []workflow.MaterialKind{workflow.MatHouseRight, workflow.MatHouseholdBook}
		whole := func() string {
			return w.alters(workflow.MoveInStation, "p-ma", workflow.Facts{"move_cause": "moved_home", "new_address": "城关镇新区8号", "consents": consentsOfMa})
		}
		w.otherEnds(whole, func(id string) { w.accepts(id, papers...) })
		id := whole()
		w.accepts(id, papers...)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.delivers(id)
		if h := one[models.Household](w, "id = 'h-ma'"); h.Address != "城关镇新区8号" || h.HeadID != "p-ma" {
			t.Errorf("the household: %+v", h)
		}
		w.sound()
		w.undoes("p-ma", one[models.RegisterEvent](w, "case_id = ?", id).ID)
		w.asBefore(people, houses)

		some := w.alters(workflow.MoveInStation, "p-gran", workflow.Facts{"move_cause": "relatives", "household_id": "h-old", "relations": []string{"p-gran=99"}, "consents": []string{"马秀英", "丁福"}})
		w.accepts(some, papers...)
		w.step("clerk", some, workflow.SkipCheck, nil)
		w.delivers(some)
		if got := w.stands("p-gran", "p-ma"); got != "p-gran:h-old/99 p-ma:h-ma/02" {
			t.Errorf("everybody stands as %s", got)
		}
		w.sound()
		// Both places, or none, lead nowhere.
		id = w.alters(workflow.MoveInStation, "p-bro", workflow.Facts{"move_cause": "other", "household_id": "h-old", "new_address": "x", "relations": []string{"p-bro=99"}})
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GOnePlace) || !refusedFor(err, workflow.GConsentsNoted) {
			t.Errorf("two places at once: %s", describe(err))
		}
	})
}

func TestAMoveWithinTheCountyIsOneActOfBothStations(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		people, houses := w.everybody()
		card := one[models.Person](w, "id = 'p-near'")
		n, err := w.r.number(card)
		w.must(err)
		facts := workflow.Facts{"person_number": n.Reveal(), "move_cause": "house", "new_address": "城关镇东街3号", "relations": []string{"p-near=02", "p-wife=12"},
			"head_capable": true, "consents": []string{"李国", "王兰"}}
		papers := []workflow.MaterialKind{workflow.MatHouseRight, workflow.MatHouseholdBook}
		draft := func() string { return w.alters(workflow.MoveInCounty, "p-near", facts) }
		w.otherEnds(draft, func(id string) { w.acceptsSeen(id, papers...) })
		id := draft()
		w.acceptsSeen(id, papers...)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.delivers(id)
		h := one[models.Household](w, "case_id = ? and id <> 'h-near'", id)
		if got := w.stands("p-near", "p-wife"); got != "p-near:"+h.ID+"/02 p-wife:"+h.ID+"/12" {
			t.Errorf("everybody stands as %s", got)
		}
		out, in := one[models.RegisterEvent](w, "subject_id = 'p-wife' and kind = 'move_out'"), one[models.RegisterEvent](w, "subject_id = 'p-wife' and kind = 'move_in'")
		if out.FromOrg != nearOrg || in.ToOrg != stationOrg || out.Correlation != in.Correlation || in.Scope != "county" || in.Reason != "house" {
			t.Errorf("out %+v\nin %+v", out, in)
		}
		if left := one[models.Household](w, "id = 'h-near'"); left.Status != HouseholdClosed {
			t.Errorf("the household left is %s", left.Status)
		}
		if after := one[models.Person](w, "id = 'p-near'"); string(after.NumberIndex) != string(card.NumberIndex) {
			t.Error("the number changed with the move")
		}
		if n := count[models.Outbox](w, "case_id = ? and kind = 'moved_out'", id); n != 1 {
			t.Errorf("%d messages to the station left, want 1", n)
		}
		w.sound()
		w.undoes("p-near", w.last("p-near").ID)
		w.asBefore(people, slices.Insert(houses, 0, one[models.Household](w, "id = ?", h.ID)))

		// Without the card nobody of another station is named; beyond the county it is another business.
		bare := workflow.Facts{"person_id": "p-b", "move_cause": "house", "new_address": "x", "relations": []string{"p-b=02"}, "applicant_name": "王大山", "applicant_relation": "self"}
		_, err = w.r.Open(t.Context(), w.officer("clerk"), OpenRequest{Business: workflow.MoveInCounty, Key: "x", Facts: bare})
		if got := describe(err); !mentions(got, "facts.person_id") {
			t.Errorf("a stranger was named: %s", got)
		}
		far := one[models.Person](w, "id = 'p-b'")
		fn, err := w.r.number(far)
		w.must(err)
		bare["person_number"] = fn.Reveal()
		id = w.alters(workflow.MoveInCounty, "p-b", bare)
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", workflow.Facts{"relations_confirmed": true}); !refusedFor(err, workflow.GWithinCounty) {
			t.Errorf("a move beyond the county: %s", describe(err))
		}
	})
}

// A widow moves to another station with her child, whom no search shows there: what lies
// on the counter is the household book, so the child is named by number or by name. Of
// other households nobody comes along that way.
func TestAFamilyOfAnotherStationIsNamedByItsBook(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(append(village(), LoadedHousehold{ID: "h-dong", Number: "000011", Org: otherOrg, Division: "640422", Kind: models.FamilyHousehold, Address: "乙镇九号", OpenedOn: "2015-01-01", Members: []LoadedPerson{
			{ID: "p-dong", Number: "649901199203040028", Name: "董玉岚", Sex: "2", BirthDate: "1992-03-04", Ethnicity: "01", Relation: "02", Since: "2015-01-01"},
			{ID: "p-su", Number: "649901202001020025", Name: "苏念禾", Sex: "2", BirthDate: "2020-01-02", Ethnicity: "01", Relation: "30", Since: "2020-02-01", Mother: "649901199203040028"},
		}}))
		card, child, stranger := w.cardOf("p-dong"), w.cardOf("p-su"), w.cardOf("p-b")
		facts := func(relations ...string) OpenRequest {
			return OpenRequest{Business: workflow.MoveInRegion, Facts: workflow.Facts{"person_number": card, "move_cause": "house", "new_address": "城关镇东街3号", "relations": relations,
				"head_capable": true, "consents": []string{"董玉岚"}, "applicant_name": "董玉岚", "applicant_relation": "self"}}
		}
		for _, who := range []string{stranger, "王大山", "p-b"} {
			if _, err := w.r.Open(t.Context(), w.officer("clerk"), facts("p-dong=02", who+"=97")); !invalidAt(err, "facts.relations", "unknown_person") {
				t.Errorf("%s of another household came along: %s", who, describe(err))
			}
		}
		for _, who := range []string{child, "苏念禾"} {
			id := w.open("clerk", facts(card+"=02"))
			w.step("clerk", id, workflow.Lodge, nil)
			if err := w.try("clerk", id, workflow.Accept, "", workflow.Facts{"relations_confirmed": true}); !refusedFor(err, workflow.GMinorsCared) {
				t.Errorf("the child stays behind alone: %s", describe(err))
			}
			w.must(w.changes("clerk", id, workflow.Facts{"relations": []string{"董玉岚=02", who + "=30"}}))
			v, err := w.r.View(t.Context(), w.officer("clerk"), id)
			w.must(err)
			if got := v.Facts.List("relations"); len(got) != 2 || !strings.HasPrefix(got[0], "p-dong=02") || !strings.HasPrefix(got[1], "p-su=30") {
				t.Errorf("%s is named as %q", who, got)
			}
			if err := w.try("clerk", id, workflow.Accept, "", workflow.Facts{"relations_confirmed": true}); refusedFor(err, workflow.GMinorsCared) || refusedFor(err, workflow.GRelationsRight) {
				t.Errorf("mother and child do not get through: %s", describe(err))
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "再试一次"})
		}
	})
}
