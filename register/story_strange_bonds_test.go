package register

import (
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// withShaGuiqin adds a woman who heads her own household, and a man who heads his.
func (w *world) withShaGuiqin() {
	w.t.Helper()
	home := func(id, number, address string, p LoadedPerson) LoadedHousehold {
		return LoadedHousehold{ID: id, Number: number, Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: address, OpenedOn: "2015-01-01", Members: []LoadedPerson{p}}
	}
	w.load(append(village(),
		home("h-sha", "000103", "城关镇南街16号", LoadedPerson{ID: "p-sha", Number: "649901199407260020", Name: "沙桂琴", Sex: "2", BirthDate: "1994-07-26", Ethnicity: "03", Relation: "02", Since: "2015-01-01"}),
		home("h-jin", "000104", "城关镇南街18号", LoadedPerson{ID: "p-jin", Number: "649901199303160010", Name: "靳大川", Sex: "1", BirthDate: "1993-03-16", Ethnicity: "01", Relation: "02", Since: "2015-01-01"})))
}

// joins asks that a household joins another.
func (w *world) joins(person, household string, relations []string, consents ...string) (string, error) {
	w.t.Helper()
	id := w.alters(workflow.HouseholdMerge, person, workflow.Facts{"household_id": household, "relations": relations, "consents": consents, "applicant_relation": "head"})
	w.step("clerk", id, workflow.Lodge, nil)
	w.paper(id, workflow.MatHouseholdBook)
	w.paper(id, workflow.MatKinship)
	return id, w.try("clerk", id, workflow.Accept, "", workflow.Facts{"relations_confirmed": true})
}

// A man whose wife's page names him is nobody else's husband, though his own names nobody;
// and who has a husband in her household has no second one.
func TestAHeadHasOneSpouse(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.withShaGuiqin()
		id, err := w.joins("p-ma", "h-sha", []string{"p-ma=11", "p-li=97", "p-son=97"}, "马文", "李春梅", "沙桂琴")
		if !refusedFor(err, workflow.GRelationsAgree) || !mentions(describe(err), "relations: 马文≠11 夫 husband") {
			t.Errorf("another's husband was hers: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "填错"})

		id, err = w.joins("p-old", "h-sha", []string{"p-old=11"}, "丁福", "沙桂琴")
		w.must(err)
		w.byHead(id)
		if got := w.stands("p-old"); got != "p-old:h-sha/11" {
			t.Errorf("her husband stands as %s", got)
		}
		w.sound()
		_, err = w.joins("p-jin", "h-sha", []string{"p-jin=11"}, "靳大川", "沙桂琴")
		if !refusedFor(err, workflow.GRelationsAgree) || !mentions(describe(err), "relations: 靳大川≠11 夫 husband") {
			t.Errorf("a second husband was hers: %s", describe(err))
		}
	})
}

// An adult whom the register shows with a guardian is not made head by a tick, and a parent
// or guardian speaks for nobody of age who has none.
func TestWhoHasAGuardianIsNoHead(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		change := func(relation string) error {
			id := w.alters(workflow.HeadChange, "p-bro", workflow.Facts{"relations": []string{"p-bro=02", "p-ma=71", "p-li=97", "p-son=95", "p-gran=52"}, "head_capable": true, "consents": consentsOfMa, "applicant_relation": relation})
			if err := w.try("clerk", id, workflow.Lodge, "", nil); err != nil {
				w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "换人申请"})
				return err
			}
			w.paper(id, workflow.MatHouseholdBook)
			err := w.try("clerk", id, workflow.Accept, "", workflow.Facts{"relations_confirmed": true})
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "先看看"})
			return err
		}
		w.must(change("self"))
		if err := change("parent"); !refusedFor(err, workflow.GHeadOrOneself) {
			t.Errorf("a parent spoke for a grown man: %s", describe(err))
		}
		w.judged("p-bro", "p-gran", "appointed")
		if n := count[models.Guardianship](w, "ward_id = 'p-bro' and closed_at is null"); n != 1 {
			t.Fatalf("%d guardianships", n)
		}
		if err := change("guardian"); !refusedFor(err, workflow.GHeadFit) || refusedFor(err, workflow.GHeadOrOneself) {
			t.Errorf("a man under guardianship became head: %s", describe(err))
		}
	})
}

func TestANeighbourGetsNobodysBooklet(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		for _, relation := range []string{"neighbour", "committee", "relative", "guardian"} {
			id := w.rebooks("p-li", "lost", workflow.Facts{"applicant_name": "路人", "applicant_relation": relation})
			w.step("clerk", id, workflow.Lodge, nil)
			w.paper(id, workflow.MatIdentity)
			w.paper(id, workflow.MatLossStatement)
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GBookAsker) {
				t.Errorf("%s was given the family's booklet: %s", relation, describe(err))
			}
		}
	})
}

// Where a household stands, no other one moves in or is split off under the same right; a
// household may divide where it stands.
func TestTwoHouseholdsUnderOneRightAreOne(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		papers := []workflow.MaterialKind{workflow.MatHouseRight, workflow.MatHouseholdBook}
		move := func(more workflow.Facts) error {
			f := workflow.Facts{"move_cause": "moved_home", "new_address": "城关镇南街14号", "consents": consentsOfMa}
			for k, v := range more {
				f[k] = v
			}
			id := w.alters(workflow.MoveInStation, "p-ma", f)
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range papers {
				w.paper(id, k)
			}
			err := w.try("clerk", id, workflow.Accept, "", nil)
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "再看看"})
			return err
		}
		if err := move(nil); !refusedFor(err, workflow.GAddressFree) {
			t.Errorf("two families under one roof: %s", describe(err))
		}
		w.must(move(workflow.Facts{"separate_house_right": true}))

		split := func(address string) error {
			id := w.alters(workflow.HouseholdSplit, "p-bro", workflow.Facts{"new_address": address, "relations": []string{"p-bro=02"}, "head_capable": true, "consents": consentsOfMa})
			w.step("clerk", id, workflow.Lodge, nil)
			w.paper(id, workflow.MatSplitCause)
			w.paper(id, workflow.MatHouseholdBook)
			err := w.try("clerk", id, workflow.Accept, "", workflow.Facts{"relations_confirmed": true})
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "再看看"})
			return err
		}
		if err := split("城关镇南街14号"); !refusedFor(err, workflow.GAddressFree) {
			t.Errorf("split off into another's home: %s", describe(err))
		}
		w.must(split("城关镇南街12号"))
	})
}

// The register has acts of the man after the day on which he is said to have died; and
// when he comes and says that he lives, it is not the officer who holds him for dead who
// answers.
func TestTheLivingAreNotCancelledUnheard(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		id := w.alters(workflow.ItemMinor, "p-ma", workflow.Facts{"education": "31"})
		w.accepts(id, workflow.MatItemProof, workflow.MatHouseholdBook)
		w.step("clerk", id, workflow.SkipCheck, nil)

		id = w.unreported("p-ma")
		for _, k := range unreportedPapers {
			w.paper(id, k)
		}
		if err := w.try("clerk", id, workflow.OpenExOfficio, "", nil); !refusedFor(err, workflow.GActsExplained) {
			t.Errorf("a man who came to the window since was held for dead: %s", describe(err))
		}
		w.step("clerk", id, workflow.OpenExOfficio, workflow.Facts{"reason": "变更系他人冒用，另案查处"})
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("clerk", id, workflow.Tell, workflow.Facts{"persons_heard": []string{"李春梅"}, "document_no": "告知1号", "method": "visit"})
		w.step("clerk", id, workflow.PublishNotice, workflow.Facts{"document_no": "公示1号"})
		w.step("clerk", id, workflow.Object, workflow.Facts{"reason": "我还活着", "objector": "马文", "objector_is": "the_person", "objected_to": "finding"})
		answer := workflow.Facts{"findings": "查无此人", "document_no": "答复1号"}
		if err := w.try("clerk", id, workflow.AnswerObjection, "", answer); err == nil {
			t.Error("whoever holds him for dead answered the man")
		}
		// Nor the head, unseen; and once he was met, nobody: the case is to be ended.
		if err := w.try("head", id, workflow.AnswerObjection, "", answer); !refusedFor(err, workflow.GNotAlive) {
			t.Errorf("a living man was answered unseen: %s", describe(err))
		}
		answer["person_met"] = "the_person"
		if err := w.try("head", id, workflow.AnswerObjection, "", answer); !refusedFor(err, workflow.GNotAlive) {
			t.Errorf("a living man was answered away: %s", describe(err))
		}
		w.step("clerk", id, workflow.AssignCheck, nil)
		anew := workflow.Facts{"persons_heard": []string{"李春梅"}, "document_no": "告知2号", "method": "visit"}
		if err := w.try("community", id, workflow.Tell, "", anew); !refusedFor(err, workflow.GNotAlive) {
			t.Errorf("told anew as if nobody had come: %s", describe(err))
		}
		w.step("head", id, workflow.Terminate, no(workflow.Facts{"reason_code": "objection"}))
		if p := one[models.Person](w, "id = 'p-ma'"); p.Status != models.StatusActive {
			t.Errorf("the man is %s", p.Status)
		}
	})
}

// Somebody writes in the name of the man, and comes to no appointment; his aunt objects as
// well. The case goes on, and whoever decides reads who objected, when, and what was answered.
func TestWhoeverDecidesReadsWhatWasObjected(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		id := w.unreported("p-ma")
		for _, k := range unreportedPapers {
			w.paper(id, k)
		}
		w.noticed(id)
		w.step("clerk", id, workflow.Object, workflow.Facts{"reason": "我还活着", "objector": "马文本人", "objector_is": "another", "objected_to": "finding"})
		w.step("head", id, workflow.AnswerObjection, workflow.Facts{"findings": "两次约见均未到场", "document_no": "答复1号", "person_met": "did_not_come"})
		w.step("clerk", id, workflow.Object, workflow.Facts{"reason": "没有见到遗体", "objector": "马秀英", "objector_is": "another", "objected_to": "finding"})
		w.step("head", id, workflow.AnswerObjection, workflow.Facts{"findings": "有死亡医学证明", "document_no": "答复2号"})
		w.agedDays(string(w.row(id).DueOn.AddDays(1)) + "T09:00:00+08:00")
		w.step("community", id, workflow.ReportCheck, nobodyObjected)
		w.step("head", id, workflow.PassUp, nil)
		v, err := w.r.View(t.Context(), w.officer("county_lead"), id)
		w.must(err)
		if len(v.Warnings) != 2 || v.Warnings[0].Code != "person_objected" || v.Warnings[1].Code != "objected" {
			w.t.Fatalf("the county is warned of %+v", v.Warnings)
		}
		if m := v.Warnings[0].Message.Zh; !mentions(m, "马文本人", "我还活着", "两次约见均未到场", "没有到场", "2026-") {
			t.Errorf("of his own objection it reads %s", m)
		}
		if m := v.Warnings[1].Message.Zh; !mentions(m, "马秀英", "没有见到遗体", "有死亡医学证明") {
			t.Errorf("of the aunt's it reads %s", m)
		}
		w.step("county_lead", id, workflow.Approve, workflow.Facts{"reason": "公示期满", "facts_found": "经核查属实"})
		w.wantState(id, workflow.Effected)
	})
}

// The county sends the case back to public notice; there the man objects, and the report back
// would go straight to the county again. It is decided by nobody while he is unanswered.
func TestNothingIsDecidedWhileThePersonIsUnanswered(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		id := w.unreported("p-ma")
		for _, k := range unreportedPapers {
			w.paper(id, k)
		}
		w.noticed(id)
		w.agedDays(string(w.row(id).DueOn.AddDays(1)) + "T09:00:00+08:00")
		w.step("community", id, workflow.ReportCheck, nobodyObjected)
		w.step("head", id, workflow.PassUp, nil)
		back := workflow.Facts{"return_code": "verify", "items": []string{"公示"}, "reason": "补充公示情况"}
		w.must(orNil(w.try("county_lead", id, workflow.Return, workflow.PublicNotice, back)))
		w.step("clerk", id, workflow.Object, workflow.Facts{"reason": "我还活着", "objector": "马文", "objector_is": "the_person", "objected_to": "finding"})
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("community", id, workflow.ReportBack, workflow.Facts{"findings": "已核实"})
		w.wantState(id, workflow.CountyReview)
		decision := workflow.Facts{"reason": "公示期满", "facts_found": "经核查属实"}
		if err := w.try("county_lead", id, workflow.Approve, "", decision); !refusedFor(err, workflow.GOwnAnswered) {
			t.Errorf("decided over an unanswered man: %s", describe(err))
		}
		w.must(orNil(w.try("county_lead", id, workflow.Return, workflow.Verifying, back)))
		w.step("head", id, workflow.AnswerObjection, workflow.Facts{"findings": "来人并非马文", "document_no": "答复1号", "person_met": "another"})
		w.wantState(id, workflow.PublicNotice)
	})
}

// A stranger who calls himself guardian does not take a child out of its parents'
// household: both are asked, somebody answers for the child, and the head decides.
func TestAChildDoesNotMoveAwayAlone(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		moves := func(more workflow.Facts) (string, error) {
			f := workflow.Facts{"move_cause": "other", "household_id": "h-old", "relations": []string{"p-son=97"}, "consents": []string{"丁福"}, "applicant_name": "路人", "applicant_relation": "guardian"}
			for k, v := range more {
				f[k] = v
			}
			id := w.alters(workflow.MoveInStation, "p-son", f)
			w.step("clerk", id, workflow.Lodge, nil)
			w.paper(id, workflow.MatHouseRight)
			w.paper(id, workflow.MatHouseholdBook)
			return id, w.try("clerk", id, workflow.Accept, "", nil)
		}
		id, err := moves(nil)
		if !refusedFor(err, workflow.GMinorsCared) || !refusedFor(err, workflow.GConsentsNoted) || !mentions(describe(err), "马文", "李春梅") {
			t.Errorf("a stranger took the child: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "问父母"})
		id, err = moves(workflow.Facts{"consents": []string{"丁福", "马文", "李春梅"}, "minors_cared_for_by": "丁福", "minors_stay_because": "父母外出务工", "applicant_relation": "parent"})
		w.must(err)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.StationReview)
		w.step("head", id, workflow.Approve, nil)
		if got := w.stands("p-son"); got != "p-son:h-old/97" {
			t.Errorf("the child stands as %s", got)
		}
		// With a parent along, or in the household of one, nobody else is asked.
		id = w.alters(workflow.MoveInStation, "p-li", workflow.Facts{"move_cause": "other", "household_id": "h-old", "relations": []string{"p-li=97"}, "consents": []string{"丁福", "李春梅"}})
		w.accepts(id, workflow.MatHouseRight, workflow.MatHouseholdBook)
		w.step("clerk", id, workflow.SkipCheck, nil)
		home := w.alters(workflow.MoveInStation, "p-son", workflow.Facts{"move_cause": "other", "household_id": "h-ma", "relations": []string{"p-son=20"}, "consents": []string{"马文"}, "applicant_relation": "parent"})
		w.accepts(home, workflow.MatHouseRight, workflow.MatHouseholdBook)
	})
}

// A school's or a unit's household keeps a child no worse: without the mother it goes to
// nobody's family on a stranger's word.
func TestAChildIsNotTakenOutOfABodysHousehold(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.tx(func(tx *store.Tx) error {
			_, err := store.Set[models.Household](tx, map[string]any{"kind": models.CollectiveHousehold, "collective_kind": "school"}, "id = 'h-ma'")
			return err
		})
		id := w.alters(workflow.MoveInStation, "p-son", workflow.Facts{"move_cause": "other", "household_id": "h-old", "relations": []string{"p-son=97"}, "consents": []string{"丁福"}, "applicant_relation": "guardian"})
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GMinorsCared) || !refusedFor(err, workflow.GConsentsNoted) || !mentions(describe(err), "马文", "李春梅") {
			t.Errorf("a stranger took the child: %s", describe(err))
		}
	})
}

// Who comes from another province is no second wife either.
func TestAWifeFromAfarIsTheOnlyOne(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.arrives(fromAfar(workflow.Facts{"relation_to_head": "12"}))
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GRelationsAgree) || !mentions(describe(err), "周敏≠12 妻 wife") {
			t.Errorf("马文 has a wife in this household: %s", describe(err))
		}
	})
}
