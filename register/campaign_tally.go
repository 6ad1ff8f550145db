package register

import (
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// LeadOutcome is what became of a lead; each lead has one.
type LeadOutcome string

// The outcomes. A case in which the child was registered counts as registered, though the
// papers are not handed out yet; a case that ended and was followed by another counts as
// the one that follows.
const (
	LeadOpen       LeadOutcome = "open"
	LeadCaseOpen   LeadOutcome = "case_open"
	LeadRegistered LeadOutcome = "registered"
	LeadHadOne     LeadOutcome = "already_registered"
	LeadWithdrawn  LeadOutcome = "withdrawn"
	LeadEnded      LeadOutcome = "ended"
)

// leadOutcomes are the outcomes with their words, in the order of the table.
var leadOutcomes = []workflow.Code{
	{Value: string(LeadOpen), Word: workflow.Word{Zh: "未了结的线索", En: "Open leads"}},
	{Value: string(LeadCaseOpen), Word: workflow.Word{Zh: "已转业务，在办", En: "A case is open"}},
	{Value: string(LeadRegistered), Word: workflow.Word{Zh: "已登记户口", En: "Registered"}},
	{Value: string(LeadHadOne), Word: workflow.Word{Zh: "查明已有户口", En: "Found registered already"}},
	{Value: string(LeadWithdrawn), Word: workflow.Word{Zh: "家庭撤回", En: "Withdrawn by the family"}},
	{Value: string(LeadEnded), Word: workflow.Word{Zh: "以其他方式了结", En: "Ended otherwise"}},
}

// BirthRoute is the way in which a birth was registered.
type BirthRoute string

// The ways: with a certificate, by one of the routes without (domain 3.3), or as another
// business, such as an unregistered person.
const (
	ByCertificate BirthRoute = "certificate"
	ByR1          BirthRoute = "r1"
	ByR2          BirthRoute = "r2"
	ByR0          BirthRoute = "r0"
	ByOther       BirthRoute = "other"
)

// birthRoutes are the ways with their words, in the order of the table.
var birthRoutes = []workflow.Code{
	{Value: string(ByCertificate), Word: workflow.Word{Zh: "有出生医学证明", En: "With a certificate"}},
	{Value: string(ByR1), Word: workflow.Word{Zh: "医疗机构补发证明（R1）", En: "The certificate was issued later (R1)"}},
	{Value: string(ByR2), Word: workflow.Word{Zh: "凭亲子鉴定等（R2）", En: "By report or records (R2)"}},
	{Value: string(ByR0), Word: workflow.Word{Zh: "试点途径（R0）", En: "The pilot route (R0)"}},
	{Value: string(ByOther), Word: workflow.Word{Zh: "其他业务", En: "Another business"}},
}

// CampaignTally sums a campaign up. Leads and Routes have each of their codes, those with
// none too; the leads behind a number are listed by its code.
type CampaignTally struct {
	// Visits are the rounds on which somebody was visited.
	Visits      int           `json:"visits"`
	Households  int           `json:"households"`
	People      int           `json:"people"`
	Mediated    int           `json:"disputes_mediated"`
	HandedOn    []HandedCount `json:"disputes_handed_on"`
	Suggestions int           `json:"suggestions"`
	Answered    int           `json:"suggestions_answered"`
	LeadsInAll  int           `json:"leads_in_all"`
	Leads       []LeadCount   `json:"leads"`
	Routes      []RouteCount  `json:"registered_by_route"`
}

// LeadCount is how many leads came to one outcome.
type LeadCount struct {
	Outcome LeadOutcome   `json:"outcome"`
	Name    workflow.Word `json:"name"`
	Count   int           `json:"count"`
}

// RouteCount is how many births were registered in one way.
type RouteCount struct {
	Route BirthRoute    `json:"route"`
	Name  workflow.Word `json:"name"`
	Count int           `json:"count"`
}

// followedLead is a lead of a campaign with what became of it.
type followedLead struct {
	id      string
	outcome LeadOutcome
	route   BirthRoute // of those registered
	cases   []string   // that it became, in order
}

func summedUp(visits []VisitView, leads []followedLead) *CampaignTally {
	t := &CampaignTally{LeadsInAll: len(leads)}
	handed := map[HandedTo]int{}
	for _, v := range visits {
		if v.Struck {
			continue
		}
		if v.Households+v.People > 0 { // others tell what became of disputes and suggestions
			t.Visits++
		}
		t.Households, t.People, t.Mediated = t.Households+v.Households, t.People+v.People, t.Mediated+v.Mediated
		t.Suggestions, t.Answered = t.Suggestions+v.Suggestions, t.Answered+v.Answered
		for _, h := range v.HandedOn {
			handed[h.To] += h.Count
		}
	}
	t.HandedOn = handedCounts(handed)
	outcomes, routes := map[LeadOutcome]int{}, map[BirthRoute]int{}
	for _, l := range leads {
		outcomes[l.outcome]++
		routes[l.route]++
	}
	for _, k := range leadOutcomes {
		t.Leads = append(t.Leads, LeadCount{Outcome: LeadOutcome(k.Value), Name: k.Word, Count: outcomes[LeadOutcome(k.Value)]})
	}
	for _, k := range birthRoutes {
		t.Routes = append(t.Routes, RouteCount{Route: BirthRoute(k.Value), Name: k.Word, Count: routes[BirthRoute(k.Value)]})
	}
	return t
}

// followed are the leads of a campaign, by id, each followed through the cases that came
// of it, one after the other.
func (a *act) followed(campaign string) ([]followedLead, error) {
	leads, err := store.Rows[string](a.tx, "select case_id from campaign_leads where campaign_id = ? order by case_id", campaign)
	if err != nil || len(leads) == 0 {
		return nil, err
	}
	chains := map[string][]string{} // by lead
	root, level := map[string]string{}, leads
	for _, id := range leads {
		root[id] = id
	}
	for len(level) > 0 {
		links, err := store.Many[models.CaseLink](a.tx, "from_case, to_case", "kind = 'successor' and from_case in ?", level)
		if err != nil {
			return nil, err
		}
		level = nil
		for _, l := range links {
			if root[l.ToCase] == "" {
				from := root[l.FromCase]
				root[l.ToCase], chains[from], level = from, append(chains[from], l.ToCase), append(level, l.ToCase)
			}
		}
	}
	ends, err := a.caseEnds(root)
	if err != nil {
		return nil, err
	}
	out := make([]followedLead, 0, len(leads))
	for _, id := range leads {
		l := followedLead{id: id, cases: chains[id]}
		if l.outcome, l.route, err = a.outcome(append([]string{id}, l.cases...), ends); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

// caseEnd is how far a case is, and how it ended.
type caseEnd struct {
	business workflow.Business
	open     bool
	entered  bool           // somebody was registered in it, and that stands
	route    workflow.State // the route state it entered last
	last     models.Entry   // the row of the journal that ended it
}

// caseEnds are the ends of many cases.
func (a *act) caseEnds(of map[string]string) (map[string]caseEnd, error) {
	var ids []string
	for id := range of {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	type caseRow struct {
		ID, Business string
		Open         int64
	}
	type routeRow struct{ CaseID, ToState string }
	var cases []caseRow
	var entered []string
	var routes []routeRow
	var last []models.Entry
	err := a.tx.Together(
		store.IntoRows(&cases, "select id, business, case when closed_at is null then 1 else 0 end as open from cases where id in ?", ids),
		store.IntoRows(&entered, `select case_id from register_events where case_id in ? and kind in ('birth', 'first', 'restore') and reverses = ''
			and id not in (select reverses from register_events where reverses <> '')`, ids),
		store.IntoRows(&routes, "select case_id, to_state from journal where case_id in ? and to_state in ('route_r1', 'route_r2', 'route_r0') and from_state <> to_state order by case_id, seq", ids),
		store.Into(&last, "case_id, seq", "from_state <> to_state and case_id in (select id from cases where closed_at is not null) and case_id in ?", ids))
	if err != nil {
		return nil, err
	}
	out := map[string]caseEnd{}
	for _, c := range cases {
		out[c.ID] = caseEnd{business: workflow.Business(c.Business), open: c.Open == 1}
	}
	set := func(id string, change func(*caseEnd)) {
		e := out[id]
		change(&e)
		out[id] = e
	}
	for _, id := range entered {
		set(id, func(e *caseEnd) { e.entered = true })
	}
	for _, r := range routes {
		set(r.CaseID, func(e *caseEnd) { e.route = workflow.State(r.ToState) })
	}
	for _, row := range last {
		set(row.CaseID, func(e *caseEnd) { e.last = row })
	}
	return out, nil
}

// outcome is what became of a lead, from the chain of cases that begins with it.
func (a *act) outcome(chain []string, ends map[string]caseEnd) (LeadOutcome, BirthRoute, error) {
	for _, id := range chain {
		if e := ends[id]; e.entered {
			return LeadRegistered, e.way(), nil
		}
	}
	for _, id := range chain {
		if e := ends[id]; e.open && e.business == workflow.Lead {
			return LeadOpen, "", nil
		} else if e.open {
			return LeadCaseOpen, "", nil
		}
	}
	end := ends[chain[len(chain)-1]]
	switch workflow.Event(end.last.Event) {
	case workflow.LeadCloseFar, workflow.LeadCloseHad, workflow.AlreadyRegistered:
		return LeadHadOne, "", nil
	case workflow.Withdraw:
		return LeadWithdrawn, "", nil
	case workflow.LeadClose:
		rec, err := a.r.openRecord(end.last)
		if err != nil {
			return "", "", err
		}
		switch rec.Input.Text(workflow.InCloseWhy) {
		case "registered":
			return LeadHadOne, "", nil
		case "not_wanted":
			return LeadWithdrawn, "", nil
		}
	}
	return LeadEnded, "", nil
}

// way is how the case registered the birth.
func (e caseEnd) way() BirthRoute {
	switch {
	case e.route == workflow.RouteR1:
		return ByR1
	case e.route == workflow.RouteR2:
		return ByR2
	case e.route == workflow.RouteR0:
		return ByR0
	case e.business == workflow.BirthCert:
		return ByCertificate
	}
	return ByOther
}
