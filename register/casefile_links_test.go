package register

import (
	"context"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// linksOf are the cases beside one, as an officer is told of them.
func (w *world) linksOf(who, id string) []CaseLinkView {
	w.t.Helper()
	return w.around(who, id).Links
}

// A lead tells which case it became and how far that is; the case tells of the lead.
func TestALeadAndItsCaseTellOfEachOther(t *testing.T) {
	eachWorld(t, func(w *world) {
		lead := w.open("community", OpenRequest{Business: workflow.Lead, Facts: workflow.Facts{"lead_source": "visit", "lead_matter": "birth", "lead_place": "镇东三组", "child_unregistered": true}})
		w.step("community", lead, workflow.LeadContact, workflow.Facts{"contacted_by": "visit", "findings": "家长愿意办理"})
		w.step("community", lead, workflow.LeadConvert, workflow.Facts{"successor": "birth_no_cert", "registration_wanted": true})
		to := w.linksOf("community", lead)
		if len(to) != 1 || to[0].Before || !to[0].MayOpen || to[0].Business.Zh != "出生登记（无出生医学证明）" || to[0].StateName.Zh != "草稿" {
			w.t.Fatalf("the lead tells of %+v", to)
		}
		if from := w.linksOf("clerk", to[0].ID); len(from) != 1 || !from[0].Before || from[0].ID != lead || from[0].StateName.Zh != "已转业务" {
			w.t.Errorf("the case tells of %+v", from)
		}
		became, err := w.r.Followers(context.Background(), w.officer("community"), []string{lead})
		w.must(err)
		if len(became[lead]) != 1 || became[lead][0] != to[0] {
			w.t.Errorf("the list says the lead became %+v", became)
		}
		if became, err = w.r.Followers(context.Background(), w.officer("clerk_b"), []string{lead}); err != nil || len(became) != 0 {
			w.t.Errorf("elsewhere the lead became %+v, %v", became, err)
		}
	})
}

// A restricted case beside another is told of, by its number too, to those alone who have
// a part in it.
func TestARestrictedCaseBesideAnotherIsToldToNobodyElse(t *testing.T) {
	eachWorld(t, func(w *world) {
		hidden := w.tested(workflow.BothExcluded)
		lead := w.open("community", OpenRequest{Business: workflow.Lead, Facts: workflow.Facts{"lead_source": "visit", "lead_matter": "birth", "lead_place": "镇东三组"}})
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.CaseLink{FromCase: lead, ToCase: hidden, Kind: "successor"})
		})
		for who, sees := range map[string]bool{"community": false, "clerk2": false, "clerk": true, "head": true} {
			became, err := w.r.Followers(context.Background(), w.officer(who), []string{lead})
			w.must(err)
			if got := w.linksOf(who, lead); (len(got) == 1) != sees || (len(became[lead]) == 1) != sees {
				w.t.Errorf("%s is told of %+v and %+v, want to be told: %v", who, got, became, sees)
			}
		}
	})
}
