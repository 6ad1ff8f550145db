package register

import (
	"maps"
	"slices"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// farOrg is a station of another county of the same prefecture.
const farOrg = "640523010000"

// widened is the village with a station in the next county, its clerk and its head, and
// the household of a couple there with the wife's minor brother.
func (w *world) widened() {
	w.t.Helper()
	w.tx(func(tx *store.Tx) error {
		return store.Insert(tx, models.Organisation{Code: "640523000000", Name: "丙县公安局", NameEn: "640523000000", Kind: models.KindCounty, Parent: cityOrg, Division: "640523"},
			models.Organisation{Code: farOrg, Name: "丙县城关派出所", NameEn: farOrg, Kind: models.KindStation, Parent: "640523000000", Division: "640523"})
	})
	w.posts("clerk_c", "head_c")
	w.load(append(village(), LoadedHousehold{ID: "h-far", Number: "000011", Org: farOrg, Division: "640523", Kind: models.FamilyHousehold, Address: "丙镇十一号", OpenedOn: "2012-01-01", Members: []LoadedPerson{
		{ID: "p-far", Number: "64990119850505001X", Name: "赵立", Sex: "1", BirthDate: "1985-05-05", Ethnicity: "01", Relation: "02", Since: "2012-01-01"},
		{ID: "p-farw", Number: "649901198606060022", Name: "孙梅", Sex: "2", BirthDate: "1986-06-06", Ethnicity: "01", Relation: "12", Since: "2012-01-01", Spouse: "64990119850505001X"},
		{ID: "p-farb", Number: "649901201407070031", Name: "孙小川", Sex: "1", BirthDate: "2014-07-07", Ethnicity: "01", Relation: "79", Since: "2020-01-01"},
	}}))
}

// posts gives officers of the world beyond the first ones their accounts and postings.
func (w *world) posts(names ...string) {
	w.t.Helper()
	for _, name := range names {
		w.tx(func(tx *store.Tx) error {
			post := w.officer(name).Postings[0]
			if err := store.Insert(tx, models.Officer{ID: "o-" + name, Username: name, Name: "民警" + name, PersonID: "p-" + name, Password: "-", CreatedAt: w.r.Now()}); err != nil {
				return err
			}
			if err := w.r.begin(tx, Operator()).audit(ActPostingAdded, post.ID, nil, auditPosting(post)); err != nil {
				return err
			}
			return store.Insert(tx, post)
		})
	}
}

// cardOf is the number on a person's card.
func (w *world) cardOf(person string) string {
	w.t.Helper()
	n, err := w.r.number(one[models.Person](w, "id = ?", person))
	w.must(err)
	return n.Reveal()
}

// decidedBy takes an accepted case through the station's check up to the officer's yes.
func (w *world) decidedBy(who, id string) {
	w.t.Helper()
	w.step("clerk", id, workflow.AssignCheck, nil)
	w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"王大山"}})
	if who != "head" {
		w.step("head", id, workflow.PassUp, nil)
	}
	w.step(who, id, workflow.Approve, nil)
}

// answers has the station of the present entry verify and say yes.
func (w *world) answers(clerk, head, id string) {
	w.t.Helper()
	yes := workflow.Facts{"identity_and_wish_verified": true}
	w.step(clerk, id, workflow.Acknowledge, nil)
	w.step(clerk, id, "propose_origin_confirm", yes)
	w.step(head, id, workflow.OriginConfirm, yes)
}

var movePapersHome = []workflow.MaterialKind{workflow.MatHouseholdBook, workflow.MatHouseRight}

// wholeFamily is the far couple with the boy, who move to a home of their own.
func (w *world) wholeFamily() workflow.Facts {
	return workflow.Facts{"person_number": w.cardOf("p-far"), "move_cause": "house", "new_address": "城关镇东街3号", "relations": []string{"p-far=02", "p-farw=12", "p-farb=79"},
		"head_capable": true, "consents": []string{"赵立", "孙梅"}}
}

func TestAMoveWithinThePrefectureIsAnsweredByTheOriginAndEnteredAtOnce(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.widened()
		people, houses := w.everybody()
		draft := func() string { return w.alters(workflow.MoveInPrefecture, "p-far", w.wholeFamily()) }
		w.otherEnds(draft, func(id string) { w.acceptsSeen(id, movePapersHome...) })
		id := draft()
		w.acceptsSeen(id, movePapersHome...)
		if _, err := w.r.View(t.Context(), w.officer("clerk_c"), id); err == nil {
			t.Error("the station of the present entry sees the case before it is asked")
		}
		w.decidedBy("head", id)
		w.wantState(id, workflow.OriginPending)
		if got := w.stands("p-far"); got != "p-far:h-far/02" {
			t.Errorf("before the answer %s", got)
		}
		if err := w.try("clerk_c", id, "propose_origin_confirm", "", workflow.Facts{"identity_and_wish_verified": false}); !refusedFor(err, workflow.GOriginChecked) {
			t.Errorf("confirmed without looking: %s", describe(err))
		}
		w.answers("clerk_c", "head_c", id)
		w.wantState(id, workflow.Effected)
		h := one[models.Household](w, "case_id = ? and id <> 'h-far'", id)
		if got := w.stands("p-far", "p-farw", "p-farb"); got != "p-far:"+h.ID+"/02 p-farw:"+h.ID+"/12 p-farb:"+h.ID+"/79" {
			t.Errorf("everybody stands as %s", got)
		}
		out, in := one[models.RegisterEvent](w, "subject_id = 'p-farw' and kind = 'move_out'"), one[models.RegisterEvent](w, "subject_id = 'p-farw' and kind = 'move_in'")
		if out.FromOrg != farOrg || in.ToOrg != stationOrg || out.Correlation != in.Correlation || in.Scope != "city" || in.Reason != "house" {
			t.Errorf("out %+v\nin %+v", out, in)
		}
		if left := one[models.Household](w, "id = 'h-far'"); left.Status != HouseholdClosed {
			t.Errorf("the household left by all is %s", left.Status)
		}
		if n := count[models.Outbox](w, "case_id = ? and kind = 'moved_out'", id); n != 1 {
			t.Errorf("%d receipts to the station left, want 1", n)
		}
		w.delivers(id)
		w.sound()
		w.undoes("p-far", w.last("p-far").ID)
		w.asBefore(people, slices.Insert(houses, 0, one[models.Household](w, "id = ?", h.ID)))
	})
}

func TestWhoStaysBehindIsLookedAfterWhenTheCoupleMoves(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.widened()
		facts := w.wholeFamily()
		facts["relations"] = []string{"p-far=02", "p-farw=12"}
		maps.Copy(facts, cared)
		id := w.alters(workflow.MoveInPrefecture, "p-far", facts)
		w.acceptsSeen(id, movePapersHome...)
		w.decidedBy("head", id)
		w.answers("clerk_c", "head_c", id)
		w.wantState(id, workflow.Effected)
		if left := one[models.Household](w, "id = 'h-far'"); left.Status != HouseholdOpen || left.HeadID != "" {
			t.Errorf("the household left is %s under %q", left.Status, left.HeadID)
		}
		for kind, org := range map[string]string{"head_vacancy": farOrg, "alert": farOrg} {
			if n := count[models.CaseTask](w, "case_id = ? and kind = ? and org = ? and done_at is null and note <> ?", id, kind, org, string(workflow.RequestOrigin)); n != 1 {
				t.Errorf("%d tasks %s at the station left, want 1", n, kind)
			}
		}
		w.sound()
	})
}

// joinsMa is a spouse of another prefecture who joins the Ma family.
func (w *world) joinsMa() workflow.Facts {
	return workflow.Facts{"person_number": w.cardOf("p-b"), "move_cause": "relatives", "household_id": "h-ma", "relations": []string{"p-b=97"}, "consents": []string{"王大山", "马文"},
		"minors_cared_for_by": "王大河", "minors_stay_because": "侄子随其父就学"}
}

var movePapersKin = []workflow.MaterialKind{workflow.MatHouseholdBook, workflow.MatKinship}

func TestAMoveBetweenPrefecturesIsTheCountysAndAnObjectionTheRegions(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.widened()
		draft := func() string { return w.alters(workflow.MoveInRegion, "p-b", w.joinsMa()) }
		w.otherEnds(draft, func(id string) { w.acceptsSeen(id, movePapersKin...) })
		asked := func() string {
			id := draft()
			w.acceptsSeen(id, movePapersKin...)
			w.decidedBy("county_lead", id)
			w.wantState(id, workflow.OriginPending)
			return id
		}
		objects := func(id, ground string) error {
			f := no(workflow.Facts{"move_objection_ground": ground, "document_no": "乙公异〔2026〕1号", "reason_code": "objection"})
			return w.try("head_b", id, workflow.OriginObject, "", f)
		}
		id := asked()
		if err := objects(id, "debts"); err == nil {
			t.Error("debts are no ground to keep somebody")
		}
		w.must(orNil(objects(id, "other_person")))
		w.wantState(id, workflow.Disputed)
		w.step("region", id, workflow.RuleAgainst, no(nil))
		w.wantState(id, workflow.Refused)
		w.wantUnchanged(id)
		if d := one[models.Decision](w, "case_id = ? and kind = 'origin_object'", id); !d.Adverse || d.Remedy == "" || d.Org != otherOrg {
			t.Errorf("the objection is told as %+v", d)
		}

		id = asked()
		w.must(orNil(objects(id, "unwilling")))
		w.step("region", id, workflow.RuleFor, workflow.Facts{"reason": "本人当面确认"})
		w.delivers(id)
		if got := w.stands("p-b", "p-bs"); got != "p-b:h-ma/97 p-bs:h-b/93" {
			t.Errorf("everybody stands as %s", got)
		}
		if in := w.last("p-b"); in.Scope != "region" || in.Reason != "relatives" {
			t.Errorf("the event: %+v", in)
		}
		w.sound()
	})
}

func TestAMoveThatNobodyAnswersGoesUpAndADeathEndsIt(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.widened()
		id := w.alters(workflow.MoveInRegion, "p-b", w.joinsMa())
		w.acceptsSeen(id, movePapersKin...)
		w.decidedBy("county_lead", id)
		w.setClock("2026-10-21T09:00:00+08:00")
		if _, err := w.r.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.wantState(id, workflow.OriginPending) // silence is never consent
		if n := count[models.Outbox](w, "case_id = ? and kind = 'origin_escalation'", id); n == 0 {
			t.Error("nobody above the silent station was told")
		}
		death := deathOf("p-b")
		death.Facts["event_date"] = "2026-10-20"
		dead := w.open("clerk_b", death)
		w.step("clerk_b", dead, workflow.Lodge, nil)
		for _, k := range []workflow.MaterialKind{workflow.MatDeathProof, workflow.MatHouseholdBook} {
			w.paper(dead, k)
		}
		w.step("clerk_b", dead, workflow.Accept, nil)
		w.step("clerk_b", dead, workflow.SkipCheck, nil)
		w.wantState(dead, workflow.Effected)
		w.wantState(id, workflow.Terminated)
		w.wantUnchanged(id)
	})
}

func TestEachReachHasItsBusinessAndEachCauseItsPaper(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.widened()
		lodged := func(b workflow.Business, person string, facts workflow.Facts) string {
			id := w.alters(b, person, facts)
			w.step("clerk", id, workflow.Lodge, nil)
			return id
		}
		seen := workflow.Facts{"relations_confirmed": true}
		if err := w.try("clerk", lodged(workflow.MoveInRegion, "p-far", w.wholeFamily()), workflow.Accept, "", seen); !refusedFor(err, workflow.GWithinRegion) {
			t.Errorf("within the prefecture: %s", describe(err))
		}
		if err := w.try("clerk", lodged(workflow.MoveInPrefecture, "p-b", w.joinsMa()), workflow.Accept, "", seen); !refusedFor(err, workflow.GWithinPrefecture) {
			t.Errorf("between prefectures: %s", describe(err))
		}
		for cause, paper := range map[string]workflow.MaterialKind{"work": workflow.MatEmployment, "talent": workflow.MatTalent, "study": workflow.MatStudies, "study_end": workflow.MatStudies,
			"army_family": workflow.MatArmyFamily, "guardian": workflow.MatCare, "spouse": workflow.MatKinship, "home": workflow.MatHouseRight} {
			facts := w.joinsMa()
			facts["move_cause"] = cause
			id := lodged(workflow.MoveInRegion, "p-b", facts)
			w.paper(id, workflow.MatHouseholdBook)
			if err := w.try("clerk", id, workflow.Accept, "", seen); !refusedFor(err, workflow.GMaterials) {
				t.Errorf("%s without its paper: %s", cause, describe(err))
			}
			w.paper(id, paper)
			w.step("clerk", id, workflow.Accept, seen)
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "另行申报"})
		}
	})
}
