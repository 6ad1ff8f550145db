package register

import (
	"context"
	"errors"
	"slices"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// recuse lets an officer declare recusal from a case.
func (w *world) recuse(who, id string) {
	w.t.Helper()
	w.key++
	_, err := w.r.DeclareRecusal(context.Background(), w.officer(who), RecusalRequest{CaseID: id, Reason: "申请人是我表姐", Key: "recuse-" + who + id})
	w.must(err)
}

// wantAside demands that every step an officer's role could take from here is refused
// for recusal, but for those of the head who arranges who goes on.
func (w *world) wantAside(who, id string) {
	w.t.Helper()
	steps, err := w.r.Steps(context.Background(), w.officer(who), id)
	w.must(err)
	for _, s := range steps {
		aside := slices.ContainsFunc(s.Unmet, func(c workflow.Condition) bool {
			return c.Code == string(workflow.GNotRecused) || c.Code == "role"
		})
		if !aside && s.Event != workflow.Designate {
			w.t.Errorf("in %s the recused %s may still take %s (%+v)", w.row(id).State, who, s.Event, s.Unmet)
		}
	}
}

// TestARecusedOfficerDoesNothingWithTheCase tells of a clerk whose cousin comes to the
// counter, and of every officer up the line who stands aside as well: none of them may
// ask for corrections, hand the case to whom they like, restrict it or urge it on. The
// head arranges who goes on (公务员法 76).
func TestARecusedOfficerDoesNothingWithTheCase(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
		w.recuse("clerk", id)
		w.wantAside("clerk", id)
		w.step("clerk2", id, workflow.Lodge, nil)
		w.wantAside("clerk", id)
		for event, input := range map[workflow.Event]workflow.Facts{
			workflow.RequestCorrection: {"items": []string{"结婚证"}},
			workflow.Delegate:          {"officer": "clerk2", "reason": "代办"},
			workflow.HandOver:          {"officer": "clerk2", "reason": "代办"},
			workflow.AskOpinion:        {"officer": "clerk2", "reason": "请看"},
			workflow.Protect:           nil,
			workflow.Withdraw:          {"reason": "不办了", "successor": "lead"},
		} {
			if err := w.try("clerk", id, event, "", input); !refusedFor(err, workflow.GNotRecused) {
				t.Errorf("the recused clerk took %s: %v", event, err)
			}
		}
		w.step("head", id, workflow.Designate, workflow.Facts{"officer": "clerk2", "reason": "原承办人回避"})
		w.paper(id, workflow.MatIdentity)
		w.step("clerk2", id, workflow.Accept, nil)
		w.wantAside("clerk", id)
		w.recuse("head", id)
		w.wantAside("head", id)
		w.step("county_lead", id, workflow.Designate, workflow.Facts{"officer": "clerk2", "reason": "所领导回避"})
	})
}

// TestARecusedOfficerChangesNoFormAndBringsNoPaper holds the same of what is no step.
func TestARecusedOfficerChangesNoFormAndBringsNoPaper(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
		w.recuse("clerk", id)
		_, err := w.r.Change(context.Background(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{workflow.FactLateReason: "路远"})
		if !refusedFor(err, workflow.GNotRecused) {
			t.Fatalf("the recused clerk changed the form: %v", err)
		}
		paper := NewMaterial{Kind: workflow.MatIdentity, Source: "shared", Reference: "R-1"}
		if _, err := w.r.AddMaterial(context.Background(), w.officer("clerk"), id, "paper", paper); !refusedFor(err, workflow.GNotRecused) {
			t.Fatalf("the recused clerk brought a paper: %v", err)
		}
		if _, err := w.r.Change(context.Background(), w.officer("clerk2"), id, w.row(id).Version, workflow.Facts{workflow.FactLateReason: "路远"}); err != nil {
			t.Fatal(describe(err))
		}
	})
}

// TestNobodyWhoMustStandAsideIsNamedForACase: the kin of the mother, a colleague who
// declared recusal and a party are refused at once, with the article, by every step that
// names somebody; then nothing was done, and another colleague may be named.
func TestNobodyWhoMustStandAsideIsNamedForACase(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		w.kin(models.Person{ID: "p-clerk2"})
		w.exec("update people set mother_id = 'p-clerk2' where id = 'p-mother'")
		w.exec("update officers set person_id = 'p-father' where id = 'o-city'")
		w.recuse("community", id)
		before := w.row(id)
		for _, who := range []string{"clerk2", "o-community", "city"} {
			for event, input := range map[workflow.Event]workflow.Facts{
				workflow.Designate:      {"officer": who},
				workflow.HandOver:       {"officer": who},
				workflow.Delegate:       {"officer": who},
				workflow.AskOpinion:     {"officer": who},
				workflow.AskCountersign: {"officers": []string{"head", who}, "required": 1},
			} {
				input["reason"] = "指定承办"
				err := w.try("county_lead", id, event, "", input)
				var no *Refused
				if !errors.As(err, &no) || len(no.Unmet) != 1 || no.Unmet[0].Code != string(workflow.GNotRecused) || no.Unmet[0].Basis != "公务员法 74, 76" || no.State != workflow.CountyReview {
					t.Errorf("%s names %s: %v", event, who, err)
				}
			}
		}
		if after := w.row(id); after.Version != before.Version || after.Seq != before.Seq || after.HolderID != "" || len(w.task(id, workflow.TaskCountersign)) != 0 {
			t.Errorf("a refused naming left its mark: %+v", after)
		}
		w.step("county_lead", id, workflow.Designate, workflow.Facts{"officer": "county", "reason": "指定承办"})
		if got := w.row(id).HolderID; got != "o-county" {
			t.Errorf("the case is in the hand of %s", got)
		}
	})
}
