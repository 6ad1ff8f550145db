package cast

import (
	"context"
	"encoding/json"

	"hukou/models"
	"hukou/register"
)

// CampaignName is what the county's campaign of visits is called, in which the officers of
// Yuntai and Nanping note their rounds and the two leads of the newborns.
const CampaignName = "2026年秋季村村访"

// campaignKey is the campaign's key in the script.
const campaignKey = "campaign"

// campaign is the county's campaign: who takes part, and the counts of the rounds, one of
// them noted twice and struck.
func (s *script) campaign() {
	s.add("2026-08-31", campaignKey, "open the campaign", func(ctx context.Context, p *player) error {
		ans, err := p.r.OpenCampaign(ctx, p.actor(birthLead), register.CampaignRequest{Name: CampaignName, From: "2026-09-01", To: "2026-09-30",
			Officers: []string{"yuntai.community", "yuntai.aux", "yuntai.clerk1", "nanping.community", "nanping.clerk1"}, Key: p.key()})
		if err != nil {
			return err
		}
		var v register.CampaignView
		err = json.Unmarshal(ans.Body, &v)
		p.cases[campaignKey] = v.ID
		return err
	})
	s.round("2026-09-07", "yuntai.community", register.VisitRequest{Households: 26, People: 81, Mediated: 1, Suggestions: 3})
	s.round("2026-09-10", "yuntai.aux", register.VisitRequest{Households: 31, People: 94, HandedOn: map[register.HandedTo]int{register.ToMediators: 1}, Answered: 2})
	s.round("2026-09-16", "nanping.community", register.VisitRequest{Households: 18, People: 52, Suggestions: 1})
	s.round("2026-09-16", "nanping.clerk1", register.VisitRequest{Households: 18, People: 52})
	s.add("2026-09-16", campaignKey, "strike the round noted twice", func(ctx context.Context, p *player) error {
		v, err := p.r.Campaign(ctx, p.actor("nanping.clerk1"), p.cases[campaignKey])
		if err != nil {
			return err
		}
		for _, x := range v.Visits {
			if x.On == "2026-09-16" && x.Suggestions == 0 {
				_, err = p.r.StrikeVisit(ctx, p.actor("nanping.clerk1"), p.cases[campaignKey], x.ID)
			}
		}
		return err
	})
}

// round notes the counts of a day's round.
func (s *script) round(day models.Date, who string, q register.VisitRequest) {
	s.add(day, campaignKey, "round by "+who, func(ctx context.Context, p *player) error {
		q.On, q.Key = day, p.key()
		_, err := p.r.NoteVisit(ctx, p.actor(who), p.cases[campaignKey], q)
		return err
	})
}
