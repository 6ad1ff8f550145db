package register

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// LeadsRequest notes many leads of a campaign at once, all or none; each is what one lead
// declares. They are the station's at which the officer is posted.
type LeadsRequest struct {
	Campaign string
	Leads    []workflow.Facts
	Key      string
}

// MostLeads is how many leads may be noted, or made cases, at once.
const MostLeads = 2000

// NewLead is a lead that was noted with others.
type NewLead struct {
	ID     string `json:"id"`
	Number string `json:"number"`
	Name   string `json:"name"`
}

// AddLeads notes leads in one transaction. What is wrong stands at leads[i].facts.x, where
// i counts from 0; then nothing is written.
func (r *Registrar) AddLeads(ctx context.Context, actor Actor, q LeadsRequest) (Answer, error) {
	var out Answer
	err := r.db.InLongTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if _, err := a.partIn(q.Campaign); err != nil {
			return err
		}
		ans, done, err := a.replay(q.Key, hashRequest("campaign leads", q.Campaign, q.Leads))
		if err != nil || done {
			out = ans
			return err
		}
		if err := a.tx.Together(store.Alone("campaign", q.Campaign)); err != nil {
			return err
		}
		leads, err := a.addLeads(q)
		if err != nil {
			return err
		}
		body := struct {
			Items []NewLead `json:"items"`
			Total int       `json:"total"`
		}{leads, len(leads)}
		out = Answer{Status: 201, Body: []byte(jsonText(body))}
		return a.keep(q.Key, out)
	})
	return out, mapStore(err)
}

// CheckLeads tells what AddLeads would refuse, and writes nothing.
func (r *Registrar) CheckLeads(ctx context.Context, actor Actor, q LeadsRequest) error {
	return mapStore(r.db.Rehearse(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if _, err := a.partIn(q.Campaign); err != nil {
			return err
		}
		_, err := a.addLeads(q)
		return err
	}))
}

// addLeads writes the leads with their campaign: of a family nothing but the lead itself.
func (a *act) addLeads(q LeadsRequest) ([]NewLead, error) {
	def, ok := a.r.book.Current(workflow.Lead, a.today)
	if !ok {
		return nil, a.r.noSuchBusiness("business")
	}
	station, err := a.intakeOrg(def)
	if err != nil {
		return nil, err
	}
	if o, err := a.org(station); err != nil || o.Kind != models.KindStation {
		return nil, errors.Join(ErrForbidden, err)
	}
	if len(q.Leads) == 0 || len(q.Leads) > MostLeads {
		return nil, invalid("leads", "out_of_range", fmt.Sprintf("一次记 1 至 %d 条线索。", MostLeads), fmt.Sprintf("Between 1 and %d leads are noted at once.", MostLeads))
	}
	known, err := a.notedBefore(q.Campaign)
	if err != nil {
		return nil, err
	}
	var acts []*act
	wrong := &Invalid{}
	for i, facts := range q.Leads {
		n, bad, err := a.leadAct(def, facts, station)
		if err != nil {
			return nil, err
		}
		if again := known[visitedFamily(facts)]; again {
			bad = append(bad, fieldError("", "noted_already", "本次活动已记过这条线索，请从表中删去。", "The campaign has this lead already; take the row out."))
		}
		for _, e := range bad {
			wrong.Errors = append(wrong.Errors, FieldError{Field: LeftOut{Line: i}.atLead(e), Code: e.Code, Message: e.Message})
		}
		acts = append(acts, n)
	}
	if len(wrong.Errors) > 0 {
		return nil, wrong
	}
	return a.writeLeads(acts, station, q.Campaign)
}

// atLead is where a wrong value of a lead stands.
func (l LeftOut) atLead(e FieldError) string {
	at := fmt.Sprintf("leads[%d]", l.Line)
	if e.Field != "" {
		at += "." + e.Field
	}
	return at
}

// leadAct is a lead on its way, with what is wrong with it.
func (a *act) leadAct(def *workflow.Definition, facts workflow.Facts, station string) (*act, []FieldError, error) {
	n := a.lineAct(def, facts)
	wrong := n.checkFacts(n.form.Facts)
	together, err := n.checkTogether(n.form.Facts, station)
	if err != nil {
		return n, nil, err
	}
	lacking, err := n.factsLacking()
	return n, slices.Concat(wrong, together, lacking), err
}

func (a *act) writeLeads(acts []*act, station, campaign string) ([]NewLead, error) {
	in, err := a.intake(station, station, len(acts))
	if err != nil {
		return nil, err
	}
	a.tx.Hold()
	var rows draftRows
	var named []models.CampaignLead
	out := []NewLead{}
	for _, n := range acts {
		if err := n.draft(OpenRequest{Business: workflow.Lead, RegisterStation: station}, in, nil, &rows); err != nil {
			return nil, err
		}
		in.number++
		named = append(named, models.CampaignLead{CaseID: n.c.ID, CampaignID: campaign})
		l := NewLead{ID: n.c.ID, Number: n.c.Number}
		if s, ok, err := n.subject(); err != nil {
			return nil, err
		} else if ok {
			l.Name = s.Name
		}
		out = append(out, l)
	}
	if err := rows.insert(a.tx); err != nil {
		return nil, err
	}
	return out, store.Insert(a.tx, named...)
}

// visitedOnce tells one lead of a campaign from another: the household, the child and its day.
type visitedOnce struct{ head, place, child, mother, born, said, sex string }

func visitedFamily(f workflow.Facts) visitedOnce {
	return visitedOnce{f.Text(workflow.FactLeadHead), f.Text(workflow.FactLeadPlace), f.Text(workflow.FactChildName), f.Text(workflow.FactMotherName),
		f.Text(workflow.FactChildBirthDate), f.Text(workflow.FactBirthSaid), f.Text(workflow.FactChildSex)}
}

// notedBefore are the families of the leads that the campaign has. A list that is handed in
// twice is told row by row.
func (a *act) notedBefore(campaign string) (map[visitedOnce]bool, error) {
	forms, err := store.Many[models.CaseForm](a.tx, "", "case_id in (select case_id from campaign_leads where campaign_id = ?)", campaign)
	if err != nil {
		return nil, err
	}
	out := map[visitedOnce]bool{}
	for _, f := range forms {
		other := &act{r: a.r, tx: a.tx}
		if err := other.openForm(f); err != nil {
			return nil, err
		}
		out[visitedFamily(other.form.Facts)] = true
	}
	return out, nil
}

// CampaignLeadView is a lead of a campaign with what became of it.
type CampaignLeadView struct {
	ID          string         `json:"id"`
	Number      string         `json:"number"`
	Name        string         `json:"name"`
	Outcome     LeadOutcome    `json:"outcome"`
	OutcomeName workflow.Word  `json:"outcome_name"`
	Route       BirthRoute     `json:"route,omitempty"`
	Became      []CaseLinkView `json:"became"` // cases that the officer may open
}

// LeadsOf asks for leads of a campaign: those of one outcome, of one way of registering,
// or all; After is the id behind which the page begins.
type LeadsOf struct {
	Outcome LeadOutcome
	Route   BirthRoute
	After   string
}

// CampaignLeadPage are leads of a campaign. Kept tells how many of the number asked for
// the officer may not see.
type CampaignLeadPage struct {
	Items []CampaignLeadView
	Next  string
	Total int
	Kept  int
}

// leadsPage is how many leads a page has.
const leadsPage = 200

// CampaignLeads lists the leads behind a number of the tally, as far as the officer may see
// each. Like a worklist it leaves no trace of its own.
func (r *Registrar) CampaignLeads(ctx context.Context, actor Actor, campaign string, q LeadsOf) (CampaignLeadPage, error) {
	out := CampaignLeadPage{Items: []CampaignLeadView{}}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if _, err := a.campaign(campaign); err != nil {
			return err
		}
		if err := q.check(); err != nil {
			return err
		}
		leads, err := a.followed(campaign)
		if err != nil {
			return err
		}
		leads = slices.DeleteFunc(leads, func(l followedLead) bool {
			return q.Outcome != "" && l.outcome != q.Outcome || q.Route != "" && l.route != q.Route
		})
		out.Total = len(leads)
		read, last := 0, ""
		for _, l := range leads {
			if l.id <= q.After {
				continue
			}
			if read == leadsPage {
				out.Next = last
				return nil
			}
			read, last = read+1, l.id
			v, there, err := a.campaignLead(l)
			if err != nil {
				return err
			}
			if !there {
				out.Kept++
				continue
			}
			out.Items = append(out.Items, v)
		}
		return nil
	})
	return out, mapStore(err)
}

func (q LeadsOf) check() error {
	has := func(codes []workflow.Code, v string) bool {
		return v == "" || slices.ContainsFunc(codes, func(k workflow.Code) bool { return k.Value == v })
	}
	wrong := &Invalid{}
	if !has(leadOutcomes, string(q.Outcome)) {
		wrong.Errors = append(wrong.Errors, fieldError("outcome", "unknown_code", "没有这种结果。", "There is no such outcome.").Among(leadOutcomes, workflow.Word{}))
	}
	if !has(birthRoutes, string(q.Route)) {
		wrong.Errors = append(wrong.Errors, fieldError("route", "unknown_code", "没有这种途径。", "There is no such route.").Among(birthRoutes, workflow.Word{}))
	}
	if len(wrong.Errors) > 0 {
		return wrong
	}
	return nil
}

// campaignLead is one lead as the officer sees it; one that is not theirs is not there.
func (a *act) campaignLead(l followedLead) (CampaignLeadView, bool, error) {
	n := a.r.begin(a.tx, a.actor)
	if err := n.load(l.id); err != nil {
		return CampaignLeadView{}, false, ignoreNotFound(err)
	}
	v := CampaignLeadView{ID: l.id, Number: n.c.Number, Outcome: l.outcome, OutcomeName: codeWord(leadOutcomes, string(l.outcome)), Route: l.route, Became: []CaseLinkView{}}
	if s, ok, err := n.subject(); err != nil {
		return v, false, err
	} else if ok {
		v.Name = s.Name
	}
	for _, id := range l.cases {
		link, there, err := a.linkView(id)
		if err != nil {
			return v, false, err
		}
		if there && link.MayOpen {
			v.Became = append(v.Became, link)
		}
	}
	return v, true, nil
}

func codeWord(codes []workflow.Code, value string) workflow.Word {
	for _, k := range codes {
		if k.Value == value {
			return k.Word
		}
	}
	return workflow.Word{}
}
