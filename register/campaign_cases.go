package register

import (
	"cmp"
	"context"
	"errors"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// LeadsToCases opens cases from leads of a campaign. Business is what they become; empty is
// each lead's own: a birth with a certificate where the visit learnt of one, else without.
// Findings is what was found at the contact, for the leads that nobody has contacted yet.
type LeadsToCases struct {
	Campaign string
	Leads    []string
	Business workflow.Business
	Findings string
	Key      string
}

// LeadResult is what became of one lead: the case it became, or why it stays a lead.
type LeadResult struct {
	Lead   string
	CaseID string
	Number string
	Err    error
}

// OpenCases makes leads of a campaign into cases, with what is known of each carried along.
// Each is its own decision in its own transaction: one that cannot become a case says why
// and stays as it was. A lead that is a case already answers with that case, so that no
// repeat opens another.
func (r *Registrar) OpenCases(ctx context.Context, actor Actor, q LeadsToCases) ([]LeadResult, error) {
	its := map[string]bool{}
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if _, err := a.campaign(q.Campaign); err != nil {
			return err
		}
		if !actor.Has(campaignRoles...) {
			return ErrForbidden
		}
		// The key stands for this request; what became of each lead tells a repeat.
		_, bound, err := a.replay(q.Key, hashRequest("campaign cases", q.Campaign, q.Leads, q.Business, q.Findings))
		if err == nil && !bound {
			err = a.keep(q.Key, Answer{Status: 200})
		}
		if err != nil {
			return err
		}
		rows, err := store.Many[models.CampaignLead](tx, "", "campaign_id = ?", q.Campaign)
		for _, l := range rows {
			its[l.CaseID] = true
		}
		return err
	})
	if err != nil {
		return nil, mapStore(err)
	}
	out := make([]LeadResult, 0, len(q.Leads))
	for _, id := range q.Leads {
		l := LeadResult{Lead: id, Err: ErrNotFound}
		if its[id] {
			l.CaseID, l.Number, l.Err = r.openCaseOf(ctx, actor, id, q)
		}
		out = append(out, l)
	}
	return out, nil
}

// openCaseOf makes one lead a case: contacted, where nobody has contacted the family yet,
// and converted, both or neither.
func (r *Registrar) openCaseOf(ctx context.Context, actor Actor, id string, q LeadsToCases) (caseID, number string, err error) {
	err = r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(id); err != nil {
			return err
		}
		if a.state() != workflow.LeadConverted {
			if a.state() == workflow.LeadNoted {
				found := cmp.Or(q.Findings, "走访时已上门联系")
				if err := r.leadStep(tx, actor, id, workflow.LeadContact, workflow.Facts{workflow.InContactBy: "visit", workflow.InFindings: found}); err != nil {
					return err
				}
			}
			next := cmp.Or(q.Business, a.leadBusiness())
			if err := r.leadStep(tx, actor, id, workflow.LeadConvert, workflow.Facts{workflow.InSuccessor: string(next)}); err != nil {
				return err
			}
		}
		type became struct{ ID, Number string }
		rows, err := store.Rows[became](tx, "select c.id, c.number from cases c join case_links l on l.to_case = c.id where l.from_case = ? and l.kind = 'successor' order by c.id", id)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return errors.New("a lead that became a case has no successor")
		}
		caseID, number = rows[0].ID, rows[0].Number
		return nil
	})
	return caseID, number, mapStore(err)
}

// leadStep takes a step of a lead within the transaction of another.
func (r *Registrar) leadStep(tx *store.Tx, actor Actor, id string, on workflow.Event, input workflow.Facts) error {
	a := r.begin(tx, actor)
	a.req = StepRequest{CaseID: id, Event: on, Input: input}
	if err := a.load(id); err != nil {
		return err
	}
	return a.take()
}

// leadBusiness is what a lead on a birth becomes, as far as the visit learnt.
func (a *act) leadBusiness() workflow.Business {
	if a.fact(workflow.FactLeadRoute) == string(ByCertificate) {
		return workflow.BirthCert
	}
	return workflow.BirthNoCert
}
