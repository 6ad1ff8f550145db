package handlers

import (
	"context"

	"hukou/models"
	"hukou/register"
	"hukou/workflow"
)

// OfCampaign names the campaign of a call.
type OfCampaign struct {
	ID string `path:"id" doc:"走访活动的 id。The id of the campaign."`
}

// campaignBody opens a campaign of visits.
type campaignBody struct {
	Name     string      `json:"name" minLength:"1" maxLength:"200"`
	Org      string      `json:"org,omitempty" maxLength:"64" doc:"开展活动的派出所或者县级公安机关，须为本人任职的机关；不填即本机关。The station or county that conducts it, at which you are posted; your own if left out."`
	From     models.Date `json:"from" doc:"起日。The first day."`
	To       models.Date `json:"to" doc:"止日。The last day."`
	Officers []string    `json:"officers,omitempty" maxItems:"500" doc:"参加的民警、辅警的用户名；开立的人自动参加。User names of those who take part, auxiliaries too; whoever opens it does."`
}

type campaignInput struct {
	Keyed
	RawBody []byte `contentType:"application/json"`
}

// openCampaign opens a campaign of visits.
func (s *server) openCampaign(ctx context.Context, in *campaignInput) (*answered, error) {
	body, wrong := read[campaignBody](s.shapes, in.RawBody)
	if wrong == nil && !keyGiven(in.Key) {
		wrong = refuse(codeKeyMissing)
	}
	if wrong != nil {
		return nil, wrong
	}
	ans, err := s.reg.OpenCampaign(ctx, of(ctx).actor, register.CampaignRequest{Name: body.Name, Org: body.Org, From: body.From, To: body.To, Officers: body.Officers, Key: in.Key})
	return s.kept(ctx, ans, err)
}

// listCampaigns lists the campaigns of the officer's area.
func (s *server) listCampaigns(ctx context.Context, _ *noInput) (*page[register.CampaignView], error) {
	all, err := s.reg.Campaigns(ctx, of(ctx).actor)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return whole(all), nil
}

type ofCampaignInput struct {
	OfCampaign
}

type campaignOut struct {
	Body register.CampaignView
}

// getCampaign is one campaign with its visits and its tally.
func (s *server) getCampaign(ctx context.Context, in *ofCampaignInput) (*campaignOut, error) {
	v, err := s.reg.Campaign(ctx, of(ctx).actor, in.ID)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &campaignOut{Body: v}, nil
}

// joinBody names officers who take part too.
type joinBody struct {
	Officers []string `json:"officers" minItems:"1" maxItems:"500" doc:"用户名。User names."`
}

type joinInput struct {
	OfCampaign
	RawBody []byte `contentType:"application/json"`
}

// joinCampaign lets more officers take part.
func (s *server) joinCampaign(ctx context.Context, in *joinInput) (*campaignOut, error) {
	body, wrong := read[joinBody](s.shapes, in.RawBody)
	if wrong != nil {
		return nil, s.afterCampaign(ctx, in.ID, wrong)
	}
	v, err := s.reg.JoinCampaign(ctx, of(ctx).actor, in.ID, body.Officers)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &campaignOut{Body: v}, nil
}

// handedBody is how many disputes were handed on to one kind of body.
type handedBody struct {
	To    string `json:"to" enum:"village,mediators,township,justice,court,other" doc:"village 村（居）委会，mediators 人民调解委员会，township 乡镇街道，justice 司法所、法律援助，court 法院，other 其他主管部门"`
	Count int    `json:"count" minimum:"1" maximum:"100000"`
}

// visitBody are the counts of one day's round. There is no place for a name.
type visitBody struct {
	On          models.Date  `json:"on" doc:"走访日期。The day."`
	Households  int          `json:"households,omitempty" minimum:"0" maximum:"100000"`
	People      int          `json:"people,omitempty" minimum:"0" maximum:"100000"`
	Mediated    int          `json:"disputes_mediated,omitempty" minimum:"0" maximum:"100000" doc:"当场调解的纠纷。Disputes settled at the door."`
	HandedOn    []handedBody `json:"disputes_handed_on,omitempty" maxItems:"20" doc:"移交的纠纷，按对象种类。Disputes handed on, by kind of body."`
	Suggestions int          `json:"suggestions,omitempty" minimum:"0" maximum:"100000" doc:"收到的建议。Suggestions received."`
	Answered    int          `json:"suggestions_answered,omitempty" minimum:"0" maximum:"100000" doc:"已答复的建议，可在以后另记。Suggestions answered, which may be noted later."`
}

type visitInput struct {
	OfCampaign
	Keyed
	RawBody []byte `contentType:"application/json"`
}

// noteVisit notes the counts of one day's round.
func (s *server) noteVisit(ctx context.Context, in *visitInput) (*answered, error) {
	body, wrong := read[visitBody](s.shapes, in.RawBody)
	if wrong == nil && !keyGiven(in.Key) {
		wrong = refuse(codeKeyMissing)
	}
	if wrong != nil {
		return nil, s.afterCampaign(ctx, in.ID, wrong)
	}
	handed := map[register.HandedTo]int{}
	for _, h := range body.HandedOn {
		handed[register.HandedTo(h.To)] += h.Count
	}
	ans, err := s.reg.NoteVisit(ctx, of(ctx).actor, in.ID, register.VisitRequest{On: body.On, Households: body.Households, People: body.People, Mediated: body.Mediated,
		HandedOn: handed, Suggestions: body.Suggestions, Answered: body.Answered, Key: in.Key})
	return s.kept(ctx, ans, err)
}

type strikeInput struct {
	OfCampaign
	Visit string `path:"mid" doc:"走访记录的 id。The id of the day's round."`
}

type visitOut struct {
	Body register.VisitView
}

// strikeVisit strikes the counts of a day that were wrong.
func (s *server) strikeVisit(ctx context.Context, in *strikeInput) (*visitOut, error) {
	v, err := s.reg.StrikeVisit(ctx, of(ctx).actor, in.ID, in.Visit)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &visitOut{Body: v}, nil
}

// afterCampaign refuses a request by its form only where the campaign is there for the
// officer: elsewhere a wrong form must not tell a campaign from none.
func (s *server) afterCampaign(ctx context.Context, id string, wrong *refusal) error {
	if err := s.reg.SeesCampaign(ctx, of(ctx).actor, id); err != nil {
		return s.faultOf(ctx, err)
	}
	return wrong
}

// casesBody names leads of a campaign that are to become cases.
type casesBody struct {
	Leads    []string `json:"leads" minItems:"1" maxItems:"500" doc:"线索的 id。The ids of the leads."`
	Business string   `json:"business,omitempty" maxLength:"64" doc:"转为哪项业务；不填则有出生证的转 birth_cert，其余转 birth_no_cert。What they become; if left out, birth_cert where there is a certificate, else birth_no_cert."`
	Findings string   `json:"findings,omitempty" maxLength:"4000" doc:"联系情况，用于尚未联系的线索。What was found at the contact, for leads that are only noted."`
}

// leadResult is what became of one lead: its case, or the problem it would have had alone.
type leadResult struct {
	Lead    string   `json:"lead"`
	Status  int      `json:"status"`
	CaseID  string   `json:"case_id,omitempty"`
	Number  string   `json:"number,omitempty"`
	Problem *Problem `json:"problem,omitempty"`
}

// openCases makes leads of a campaign into cases, each by itself.
func (s *server) openCases(ctx context.Context, in *visitInput) (*page[leadResult], error) {
	body, wrong := read[casesBody](s.shapes, in.RawBody)
	if wrong == nil && !keyGiven(in.Key) {
		wrong = refuse(codeKeyMissing)
	}
	if wrong != nil {
		return nil, s.afterCampaign(ctx, in.ID, wrong)
	}
	c := of(ctx)
	results, err := s.reg.OpenCases(ctx, c.actor, register.LeadsToCases{Campaign: in.ID, Leads: body.Leads, Business: workflow.Business(body.Business), Findings: body.Findings, Key: in.Key})
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	out := make([]leadResult, 0, len(results))
	for _, r := range results {
		l := leadResult{Lead: r.Lead, Status: 200, CaseID: r.CaseID, Number: r.Number}
		if r.Err != nil {
			p := unsaid(s.faultOf(ctx, r.Err), nil).problem(c.lang)
			l.Status, l.Problem = p.Status, &p
		}
		out = append(out, l)
	}
	return whole(out), nil
}

type leadsInput struct {
	OfCampaign
	Outcome string `query:"outcome" maxLength:"64" doc:"tally.leads 中的一种结果。An outcome of tally.leads."`
	Route   string `query:"route" maxLength:"64" doc:"tally.registered_by_route 中的一种途径。A route of tally.registered_by_route."`
	Cursor  string `query:"cursor" maxLength:"64" doc:"上一页的 next。The next of the page before."`
}

type leadsOut struct {
	Body campaignLeads
}

// campaignLeads are the leads behind a number of the tally.
type campaignLeads struct {
	Items []register.CampaignLeadView `json:"items"`
	Next  string                      `json:"next,omitempty"`
	Total int                         `json:"total"`
	Kept  int                         `json:"kept,omitempty" doc:"本页无权查看的线索数。How many of this page are not yours to see."`
}

// listLeads lists the leads behind a number of the tally, as far as the officer sees them.
func (s *server) listLeads(ctx context.Context, in *leadsInput) (*leadsOut, error) {
	p, err := s.reg.CampaignLeads(ctx, of(ctx).actor, in.ID, register.LeadsOf{Outcome: register.LeadOutcome(in.Outcome), Route: register.BirthRoute(in.Route), After: in.Cursor})
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &leadsOut{Body: campaignLeads{Items: p.Items, Next: p.Next, Total: p.Total, Kept: p.Kept}}, nil
}
