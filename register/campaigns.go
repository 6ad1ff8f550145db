package register

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// CampaignRequest opens a campaign of visits (走访活动). Org is a station or county at which
// the officer is posted, the own one if empty; Officers are user names of those who take
// part, auxiliaries too. Whoever opens it takes part.
type CampaignRequest struct {
	Name     string
	Org      string
	From, To models.Date
	Officers []string
	Key      string
}

// CampaignName is a campaign as other things name it.
type CampaignName struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// CampaignView is a campaign of visits. MayNote tells that the officer takes part today.
type CampaignView struct {
	ID       string            `json:"id"`
	Name     string            `json:"name"`
	Org      string            `json:"org"`
	OrgName  workflow.Word     `json:"org_name"`
	From     models.Date       `json:"from"`
	To       models.Date       `json:"to"`
	Officers []CampaignOfficer `json:"officers"`
	MayNote  bool              `json:"may_note"`
	// Visits and Tally come with one campaign, not with the list.
	Visits []VisitView    `json:"visits,omitempty"`
	Tally  *CampaignTally `json:"tally,omitempty"`
}

// CampaignOfficer is who takes part. Nothing is counted by officer.
type CampaignOfficer struct {
	Officer string `json:"officer"`
	Name    string `json:"name"`
}

// campaignRoles open a campaign at their body; partRoles take part in one, which decides
// nothing.
var (
	campaignRoles = []workflow.Role{workflow.Clerk, workflow.Community, workflow.Head, workflow.County, workflow.CountyLead}
	partRoles     = append([]workflow.Role{workflow.Aux}, campaignRoles...)
)

// OpenCampaign opens a campaign of visits.
func (r *Registrar) OpenCampaign(ctx context.Context, actor Actor, q CampaignRequest) (Answer, error) {
	var out Answer
	err := r.reading(ctx, actor, func(a *act) error {
		ans, done, err := a.replay(q.Key, hashRequest("campaign", q.Name, q.Org, q.From, q.To, q.Officers))
		if err != nil || done {
			out = ans
			return err
		}
		row, officers, err := a.newCampaign(q)
		if err != nil {
			return err
		}
		var parts []models.CampaignOfficer
		for _, id := range officers {
			parts = append(parts, models.CampaignOfficer{CampaignID: row.ID, OfficerID: id})
		}
		if err := store.Insert(a.tx, row); err != nil {
			return err
		}
		if err := store.Insert(a.tx, parts...); err != nil {
			return err
		}
		views, err := a.campaignViews([]models.Campaign{row})
		if err != nil {
			return err
		}
		out = Answer{Status: 201, Body: []byte(jsonText(views[0]))}
		return a.keep(q.Key, out)
	})
	return out, err
}

// newCampaign is the campaign asked for and who takes part; every wrong value is told.
func (a *act) newCampaign(q CampaignRequest) (models.Campaign, []string, error) {
	row := models.Campaign{ID: a.r.newID(), Name: strings.TrimSpace(q.Name), Org: q.Org, From: q.From, To: q.To, OpenedBy: a.actor.OfficerID, OpenedAt: a.now}
	wrong := checkText("name", workflow.Asked{}, row.Name)
	if visibleText(row.Name) == "" {
		wrong = append(wrong, fieldError("name", "required", "请填写活动名称。", "Name the campaign."))
	}
	wrong = append(wrong, noPrecondition("name", row.Name)...)
	for _, day := range []struct {
		field string
		on    models.Date
	}{{"from", q.From}, {"to", q.To}} {
		if !day.on.Valid() {
			wrong = append(wrong, fieldError(day.field, "not_a_date", "不是有效日期，请按 2026-11-23 的格式填写。", "Not a real day; write it as 2026-11-23."))
		}
	}
	if len(wrong) == 0 && q.To < q.From {
		wrong = append(wrong, fieldError("to", "before_begin", "止日早于起日。", "The last day is before the first."))
	}
	org, err := a.campaignOrg(q.Org)
	if err != nil {
		return row, nil, err
	}
	if row.Org = org; org == "" {
		wrong = append(wrong, fieldError("org", "unknown_station", "走访活动由派出所或者县级公安机关开展，只能选本人任职的机关。", "A station or a county conducts a campaign of visits; name one at which you are posted."))
	}
	officers, unknown, err := a.partakers(q.Officers, org, []string{a.actor.OfficerID})
	if err != nil {
		return row, nil, err
	}
	if err := refused(append(wrong, unknown...)); err != nil {
		return row, nil, err
	}
	return row, officers, nil
}

// partakers are those who take part with the named beside them, each once.
func (a *act) partakers(names []string, org string, officers []string) ([]string, []FieldError, error) {
	var wrong []FieldError
	for i, name := range names {
		id, err := a.partaker(name, org)
		if err != nil {
			return nil, nil, err
		}
		if id == "" {
			wrong = append(wrong, fieldError(fmt.Sprintf("officers[%d]", i), "unknown_officer", "本机关及所属派出所今天没有这名民警或者辅警，请填其用户名。", "Nobody of this user name is posted today at this body or one below it."))
		} else if !slices.Contains(officers, id) {
			officers = append(officers, id)
		}
	}
	return officers, wrong, nil
}

// JoinCampaign lets more officers take part, by user name; whoever takes part and is no
// auxiliary may name them. Who takes part already stays.
func (r *Registrar) JoinCampaign(ctx context.Context, actor Actor, id string, names []string) (CampaignView, error) {
	var out CampaignView
	err := r.reading(ctx, actor, func(a *act) error {
		c, err := a.partIn(id)
		if err != nil {
			return err
		}
		if !actor.Has(campaignRoles...) {
			return ErrForbidden
		}
		officers, wrong, err := a.partakers(names, c.Org, nil)
		if err != nil {
			return err
		}
		if err := refused(wrong); err != nil {
			return err
		}
		for _, o := range officers {
			if _, err := store.InsertNew(a.tx, models.CampaignOfficer{CampaignID: c.ID, OfficerID: o}); err != nil {
				return err
			}
		}
		views, err := a.campaignViews([]models.Campaign{c})
		if err == nil {
			out = views[0]
		}
		return err
	})
	return out, err
}

// campaignOrg is the station or county that conducts the campaign: the one named where the
// officer is posted there in a role that may, or the first such; else empty.
func (a *act) campaignOrg(named string) (string, error) {
	if !a.actor.Has(campaignRoles...) {
		return "", ErrForbidden
	}
	for _, p := range a.actor.Postings {
		if !slices.Contains(campaignRoles, workflow.Role(p.Role)) || named != "" && p.Org != named {
			continue
		}
		o, err := a.org(p.Org)
		if err != nil {
			return "", err
		}
		if o.Kind == models.KindStation || o.Kind == models.KindCounty {
			return o.Code, nil
		}
	}
	return "", nil
}

// partaker is the id of an officer, by user name or id, who is posted today at the body or
// one below it in a role that may take part; empty for anybody else.
func (a *act) partaker(name, org string) (string, error) {
	found, err := store.Many[models.Officer](a.tx, "", "(id = ? or username = ?) and disabled_at is null", name, name)
	if err != nil || len(found) != 1 {
		return "", err
	}
	postings, err := store.Many[models.Posting](a.tx, "", "officer_id = ?", found[0].ID)
	if err != nil {
		return "", err
	}
	for _, p := range postings {
		if !p.On(a.today) || !slices.Contains(partRoles, workflow.Role(p.Role)) {
			continue
		}
		if ours, err := a.within(p.Org, []string{org}); err != nil || ours {
			return found[0].ID, err
		}
	}
	return "", nil
}

// Campaigns lists the campaigns that the officer may see, the newest first: those of the
// own bodies, of those above and below them, and those in which the officer takes part.
func (r *Registrar) Campaigns(ctx context.Context, actor Actor) ([]CampaignView, error) {
	var out []CampaignView
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		rows, err := a.campaigns("")
		if err == nil {
			out, err = a.campaignViews(rows)
		}
		return err
	})
	return out, mapStore(err)
}

// campaigns are those that the officer may see; with an id that one, if it is among them.
func (a *act) campaigns(id string) ([]models.Campaign, error) {
	s := searcher{a: a, orgs: a.actor.readerOrgs()}
	if len(s.orgs) == 0 {
		return nil, nil
	}
	area, err := s.jurisdiction()
	if err != nil {
		return nil, err
	}
	area = slices.Clone(area)
	for _, o := range s.orgs {
		bodies, err := chain(a.tx, o)
		if err != nil {
			return nil, err
		}
		for _, b := range bodies {
			area = append(area, b.Code)
		}
	}
	return store.Many[models.Campaign](a.tx, "valid_from desc, id desc",
		"(id = ? or ? = '') and (org in ? or id in (select campaign_id from campaign_officers where officer_id = ?))", id, id, area, a.actor.OfficerID)
}

// campaign is one that the officer may see; any other is not found.
func (a *act) campaign(id string) (models.Campaign, error) {
	if id == "" {
		return models.Campaign{}, ErrNotFound
	}
	rows, err := a.campaigns(id)
	if err == nil && len(rows) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return models.Campaign{}, err
	}
	return rows[0], nil
}

// takesPart tells whether the officer takes part in a campaign.
func (a *act) takesPart(id string) (bool, error) {
	n, err := store.Count[models.CampaignOfficer](a.tx, "campaign_id = ? and officer_id = ?", id, a.actor.OfficerID)
	return n > 0 && a.actor.Has(partRoles...), err
}

// partIn is a campaign that the officer may see and takes part in; who does not is told.
func (a *act) partIn(id string) (models.Campaign, error) {
	c, err := a.campaign(id)
	if err != nil {
		return c, err
	}
	part, err := a.takesPart(id)
	if err == nil && !part {
		err = ErrForbidden
	}
	return c, err
}

// SeesCampaign tells whether a campaign is there for the officer at all.
func (r *Registrar) SeesCampaign(ctx context.Context, actor Actor, id string) error {
	return mapStore(r.db.Read(ctx, func(tx *store.Tx) error {
		_, err := r.begin(tx, actor).campaign(id)
		return err
	}))
}

// Campaign is one campaign with its visits and its tally.
func (r *Registrar) Campaign(ctx context.Context, actor Actor, id string) (CampaignView, error) {
	var out CampaignView
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		row, err := a.campaign(id)
		if err != nil {
			return err
		}
		views, err := a.campaignViews([]models.Campaign{row})
		if err != nil {
			return err
		}
		visits, err := a.visits(id)
		if err != nil {
			return err
		}
		leads, err := a.followed(id)
		if err != nil {
			return err
		}
		out = views[0]
		out.Visits, out.Tally = visits, summedUp(visits, leads)
		return nil
	})
	return out, mapStore(err)
}

func (a *act) campaignViews(rows []models.Campaign) ([]CampaignView, error) {
	out := []CampaignView{}
	var ids, codes []string
	for _, c := range rows {
		ids, codes = append(ids, c.ID), append(codes, c.Org)
	}
	type part struct{ CampaignID, OfficerID, Name string }
	parts, err := store.Rows[part](a.tx, "select c.campaign_id, c.officer_id, o.name from campaign_officers c join officers o on o.id = c.officer_id where c.campaign_id in ? order by o.username", ids)
	if err != nil {
		return nil, err
	}
	orgs, err := store.Many[models.Organisation](a.tx, "", "code in ?", codes)
	if err != nil {
		return nil, err
	}
	names := orgWords(orgs)
	for _, c := range rows {
		v := CampaignView{ID: c.ID, Name: c.Name, Org: c.Org, OrgName: names[c.Org], From: c.From, To: c.To, Officers: []CampaignOfficer{}}
		for _, p := range parts {
			if p.CampaignID != c.ID {
				continue
			}
			v.Officers = append(v.Officers, CampaignOfficer{Officer: p.OfficerID, Name: p.Name})
			v.MayNote = v.MayNote || p.OfficerID == a.actor.OfficerID && a.actor.Has(partRoles...)
		}
		out = append(out, v)
	}
	return out, nil
}

// checkCampaign tells what is wrong with the campaign named when a lead is opened.
func (a *act) checkCampaign(id string) ([]FieldError, error) {
	if id == "" {
		return nil, nil
	}
	if a.def.Business != workflow.Lead {
		return []FieldError{fieldError("campaign", "leads_alone", "只有走访线索写明走访活动。", "A lead alone names a campaign of visits.")}, nil
	}
	_, err := a.partIn(id)
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrForbidden) {
		return []FieldError{fieldError("campaign", "unknown_campaign", "没有这项走访活动，或者本人没有参加；请从走访活动中选择。", "There is no such campaign of visits, or you take no part in it; choose one of yours.")}, nil
	}
	return nil, err
}

// viewCampaign names the campaign in which a lead was noted.
func (a *act) viewCampaign(v *CaseView) error {
	if a.def.Business != workflow.Lead {
		return nil
	}
	rows, err := store.Rows[CampaignName](a.tx, "select c.id, c.name from campaigns c join campaign_leads l on l.campaign_id = c.id where l.case_id = ?", a.c.ID)
	if err == nil && len(rows) > 0 {
		v.Campaign = &rows[0]
	}
	return err
}
