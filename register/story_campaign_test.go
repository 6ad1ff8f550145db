package register

import (
	"context"
	"slices"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

// campaign opens one of the station's in which the community officer and a clerk take part.
func (w *world) campaign() string {
	w.t.Helper()
	ctx := context.Background()
	_, err := w.r.OpenCampaign(ctx, w.officer("head"), CampaignRequest{Name: "进村入户走访", From: "2026-09-01", To: "2026-09-30", Officers: []string{"community", "clerk"}, Key: "campaign"})
	w.must(err)
	return one[models.Campaign](w, "org = ?", stationOrg).ID
}

// noted is a lead of the campaign on a child whom a visit found, contacted.
func (w *world) noted(campaign string, facts workflow.Facts) string {
	w.t.Helper()
	all := workflow.Facts{"lead_source": "visit", "lead_matter": "birth", "lead_place": "镇东三组", "child_unregistered": true}
	for k, v := range facts {
		all[k] = v
	}
	id := w.open("community", OpenRequest{Business: workflow.Lead, Campaign: campaign, Facts: all})
	w.step("community", id, workflow.LeadContact, workflow.Facts{"contacted_by": "visit", "findings": "已上门联系"})
	return id
}

// outcomes are the numbers of a campaign's tally that are not nought, by code.
func (w *world) outcomes(campaign string) map[string]int {
	w.t.Helper()
	v, err := w.r.Campaign(context.Background(), w.officer("county"), campaign)
	w.must(err)
	out, sum := map[string]int{}, 0
	for _, l := range v.Tally.Leads {
		if sum += l.Count; l.Count > 0 {
			out[string(l.Outcome)] = l.Count
		}
	}
	if sum != v.Tally.LeadsInAll {
		w.t.Errorf("%d of %d leads came to an end of the table", sum, v.Tally.LeadsInAll)
	}
	for _, r := range v.Tally.Routes {
		if r.Count > 0 {
			out["by "+string(r.Route)] = r.Count
		}
	}
	return out
}

// The tally says of every lead what became of it, each once: open, a case, registered with
// or without a certificate, found registered, not wanted, ended otherwise; and when an
// entry is undone, that too.
func TestTheTallyOfACampaignSaysWhatBecameOfEachLead(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		w.seedUnit()
		mother, father, house := w.seedFamily()
		id := w.campaign()
		first, second := w.noted(id, workflow.Facts{"child_name": "马小禾", "lead_route": "certificate"}), w.noted(id, workflow.Facts{"child_name": "马小苗"})
		there := w.noted(id, workflow.Facts{"child_name": "米小一", "child_sex": "1"})
		w.entered(models.Person{ID: "p-found", Name: "米小一", Sex: "1", BirthDate: "2024-02-29", Relation: "97"}, "649901202402290011")
		no, none := w.noted(id, workflow.Facts{"lead_matter": "other", "child_unregistered": false}), w.noted(id, workflow.Facts{"lead_matter": "other", "child_unregistered": false})
		gone := w.noted(id, workflow.Facts{"child_name": "丁小三"})
		if diff := cmp.Diff(map[string]int{"open": 6}, w.outcomes(id)); diff != "" {
			t.Errorf("noted (-want +got) %s", diff)
		}

		results, err := w.r.OpenCases(ctx, w.officer("clerk"), LeadsToCases{Campaign: id, Leads: []string{first, second, "nowhere"}, Key: "cases"})
		w.must(err)
		if results[0].Err != nil || results[1].Err != nil || results[2].Err == nil {
			t.Fatalf("the leads became %+v", results)
		}
		w.step("community", there, workflow.LeadClose, workflow.Facts{"close_reason": "registered", "reason": "已有户口", "document_no": "无", "found_number": "649901202402290011"})
		w.step("community", no, workflow.LeadClose, workflow.Facts{"close_reason": "not_wanted", "reason": "本人不愿办理"})
		w.step("community", none, workflow.LeadClose, workflow.Facts{"close_reason": "nothing_needed", "reason": "无须办理"})
		w.step("community", gone, workflow.LeadClose, workflow.Facts{"close_reason": "moved_away", "reason": "已迁往外地", "successor": "lead"})
		if diff := cmp.Diff(map[string]int{"open": 1, "case_open": 2, "already_registered": 1, "withdrawn": 1, "ended": 1}, w.outcomes(id)); diff != "" {
			t.Errorf("contacted (-want +got) %s", diff)
		}

		with, without := results[0].CaseID, results[1].CaseID
		if w.row(with).Business != string(workflow.BirthCert) || w.row(without).Business != string(workflow.BirthNoCert) {
			t.Errorf("the leads became %s and %s", w.row(with).Business, w.row(without).Business)
		}
		w.must(w.changes("clerk", with, birthFacts(mother, father, house)))
		w.step("clerk", with, workflow.Lodge, nil)
		for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
			w.paper(with, k)
		}
		w.step("clerk", with, workflow.Accept, nil)
		w.step("clerk", with, workflow.SkipCheck, nil)
		w.registeredByReport(without, mother, father, house)
		want := map[string]int{"open": 1, "registered": 2, "by certificate": 1, "by r2": 1, "already_registered": 1, "withdrawn": 1, "ended": 1}
		if diff := cmp.Diff(want, w.outcomes(id)); diff != "" {
			t.Errorf("registered (-want +got) %s", diff)
		}
		for outcome, leads := range map[LeadOutcome][]string{LeadRegistered: {first, second}, LeadHadOne: {there}, LeadWithdrawn: {no}, LeadEnded: {none}, LeadOpen: {gone}} {
			page, err := w.r.CampaignLeads(ctx, w.officer("community"), id, LeadsOf{Outcome: outcome})
			w.must(err)
			var ids []string
			for _, l := range page.Items {
				ids = append(ids, l.ID)
			}
			slices.Sort(leads)
			if diff := cmp.Diff(leads, ids); diff != "" || page.Total != len(leads) {
				t.Errorf("%s of %d (-want +got) %s", outcome, page.Total, diff)
			}
		}
	})
}

// registeredByReport takes a birth without a certificate to its entry by route R2.
func (w *world) registeredByReport(id, mother, father, house string) {
	w.t.Helper()
	facts := noCertFacts(mother, father, house)
	facts["child_name"], facts["child_birth_date"] = "马小苗", "2025-01-10"
	w.must(w.changes("clerk", id, facts))
	w.step("clerk", id, workflow.Lodge, nil)
	w.paper(id, workflow.MatIdentity)
	w.step("clerk", id, workflow.Accept, nil)
	w.paper(id, workflow.MatHealthRefusal)
	w.paper(id, workflow.MatParentageReport)
	w.must(w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR2, workflow.Facts{"reason": "卫健已书面说明不予出具"}))
	w.step("clerk", id, workflow.NeedsTest, workflow.Facts{"reason": "登记鉴定结论"})
	w.step("clerk", id, workflow.Supported, reportInput())
	w.step("clerk", id, workflow.ReportCheck, workflow.Facts{"findings": "已走访", "persons_heard": []string{"李春梅"}})
	w.step("head", id, workflow.PassUp, nil)
	w.step("county_lead", id, workflow.Approve, nil)
	w.wantState(id, workflow.Effected)
}

// What a station keeps from all but those who have a part in it is counted and not listed:
// the number of a tally says more than its list.
func TestALeadKeptFromOthersIsCountedAndNotListed(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		id := w.campaign()
		open, shut := w.noted(id, workflow.Facts{"child_name": "丁小一"}), w.noted(id, workflow.Facts{"child_name": "丁小二"})
		w.tx(func(tx *store.Tx) error {
			return store.Change[models.Case](tx, map[string]any{"restricted": true}, "id = ?", shut)
		})
		page, err := w.r.CampaignLeads(ctx, w.officer("clerk2"), id, LeadsOf{})
		w.must(err)
		if page.Total != 2 || page.Kept != 1 || len(page.Items) != 1 || page.Items[0].ID != open {
			t.Errorf("the clerk sees %+v", page)
		}
		if got := w.outcomes(id); got["open"] != 2 {
			t.Errorf("the tally says %v", got)
		}
	})
}
