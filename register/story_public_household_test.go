package register

import (
	"maps"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// withCommunity is the village with the community's collective household.
func (w *world) withCommunity() {
	w.t.Helper()
	w.load(append(village(), LoadedHousehold{ID: "h-pub", Number: "900002", Org: stationOrg, Division: "640522", Kind: models.CollectiveHousehold, Collective: communityKind,
		HelperID: "p-clerk", HelperUntil: "2028-01-01", Address: "城关镇社区一号", OpenedOn: "2012-01-01"}))
}

// leaving asks for the Ma couple's move to the community's household.
func (w *world) leaving(who string, more workflow.Facts) string {
	w.t.Helper()
	f := workflow.Facts{"person_id": "p-ma", "relations": []string{"p-ma=99", "p-li=99"}, "household_id": "h-pub", "who_asks": who, "applicant_name": "钱进"}
	maps.Copy(f, cared)
	for k, v := range more {
		f[k] = v
	}
	return w.open("clerk", OpenRequest{Business: workflow.PublicHousehold, Facts: f})
}

// homed is the report of a check on whether they have somewhere to live.
func homed(has bool) workflow.Facts {
	return workflow.Facts{"findings": "房屋已过户", "persons_heard": []string{"马文"}, "has_a_home": has, "lives_at": "城关镇租住"}
}

var toldToLeave = workflow.Facts{"persons_heard": []string{"马文", "李春梅"}, "document_no": "告知1号", "method": "visit"}

func TestWhoSoldTheHomeIsToldHeardAndThenMovedToTheCommunitysHousehold(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.withCommunity()
		people, houses := w.everybody()
		id := w.leaving("owner", nil)
		w.accepts(id, workflow.MatHouseRight)
		if err := w.try("clerk", id, workflow.AssignCheck, "", nil); !refusedFor(err, workflow.GOwnRequest) {
			t.Errorf("checked before anybody was told: %s", describe(err))
		}
		w.step("clerk", id, workflow.Tell, toldToLeave)
		w.wantState(id, workflow.Told)
		if err := w.try("clerk", id, workflow.AssignCheck, "", nil); !refusedFor(err, workflow.GLeaveOver) {
			t.Errorf("before the time to leave is over: %s", describe(err))
		}
		w.step("clerk", id, workflow.Object, workflow.Facts{"reason": "房款尚未付清"})
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("community", id, workflow.ReportCheck, homed(false))
		w.step("head", id, workflow.PassUp, nil)
		answered := workflow.Facts{"answer_to_objection": "答复1号"}
		if err := w.try("county_lead", id, workflow.Approve, "", answered); !refusedFor(err, workflow.GNotHomeless) {
			t.Errorf("moved though homeless: %s", describe(err))
		}
		w.must(orNil(w.try("county_lead", id, workflow.Return, workflow.Verifying, workflow.Facts{"return_code": "verify", "items": []string{"居所"}, "reason": "落实居所"})))
		w.step("community", id, workflow.ReportCheck, homed(true))
		w.step("head", id, workflow.PassUp, nil)
		if err := w.try("county_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GObjectionHeard) {
			t.Errorf("approved without an answer to the objection: %s", describe(err))
		}
		w.step("county_lead", id, workflow.Approve, answered)
		w.delivers(id)
		if got := w.stands("p-ma", "p-li", "p-son"); got != "p-ma:h-pub/99 p-li:h-pub/99 p-son:h-ma/20" {
			t.Errorf("everybody stands as %s", got)
		}
		if in := w.last("p-li"); in.Reason != "house_sold" || in.Kind != EventMoveIn {
			t.Errorf("the event: %+v", in)
		}
		// The child left behind is seen at once, and the household looks for a head.
		if n := count[models.CaseTask](w, "case_id = ? and done_at is null and (kind = 'head_vacancy' or note like 'minors_alone%')", id); n != 2 {
			t.Errorf("%d tasks for the child left behind, want 2", n)
		}
		w.sound()
		w.undoes("p-ma", w.last("p-ma").ID)
		w.asBefore(people, houses)
	})
}

func TestSilenceMovesNobodyAndOnesOwnWishNeedsNoTelling(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.withCommunity()
		silent := w.leaving("owner", nil)
		w.accepts(silent, workflow.MatHouseRight)
		w.step("clerk", silent, workflow.Tell, toldToLeave)
		w.setClock("2026-11-02T09:00:00+08:00")
		if _, err := w.r.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.wantState(silent, workflow.Told)
		w.step("clerk", silent, workflow.AssignCheck, nil)
		w.step("community", silent, workflow.ReportCheck, homed(false))
		w.step("head", silent, workflow.PassUp, nil)
		w.step("county_lead", silent, workflow.Refuse, no(workflow.Facts{"persons_heard": []string{"马文"}}))
		w.wantState(silent, workflow.Refused)
		w.wantUnchanged(silent)
		gone := w.leaving("owner", nil)
		w.accepts(gone, workflow.MatHouseRight)
		w.step("clerk", gone, workflow.Tell, toldToLeave)
		w.step("head", gone, workflow.Terminate, no(workflow.Facts{"reason_code": "moot"}))
		w.wantUnchanged(gone)

		own := w.leaving("self", nil)
		w.accepts(own, workflow.MatHouseRight)
		if err := w.try("clerk", own, workflow.Tell, "", toldToLeave); !refusedFor(err, workflow.GOwnersRequest) {
			t.Errorf("told of their own wish: %s", describe(err))
		}
		w.step("clerk", own, workflow.AssignCheck, nil)
		w.step("community", own, workflow.ReportCheck, homed(true))
		w.step("head", own, workflow.PassUp, nil)
		w.step("county_lead", own, workflow.Approve, nil)
		w.wantState(own, workflow.Effected)

		wrong := w.leaving("self", workflow.Facts{"person_id": "p-son", "relations": []string{"p-son=99"}, "household_id": "h-old"})
		w.step("clerk", wrong, workflow.Lodge, nil)
		if err := w.try("clerk", wrong, workflow.Accept, "", nil); !refusedFor(err, workflow.GCommunityHousehold) {
			t.Errorf("into a family: %s", describe(err))
		}
		w.sound()
	})
}
