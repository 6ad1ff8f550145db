package handlers

import (
	"context"

	"hukou/models"
	"hukou/register"
)

// listOrganisations lists the bodies of the region: stations, counties, cities.
func (s *server) listOrganisations(ctx context.Context, _ *noInput) (*page[register.BodyView], error) {
	all, err := s.reg.Bodies(ctx)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return whole(all), nil
}

type sitesInput struct {
	Date    string `query:"date" doc:"哪一天，2026-11-23；不填即今日。The day; today if left out."`
	Station string `query:"station" doc:"派出所代码；不填即本人任职的派出所。A station; those of your postings if left out."`
	Days    int    `query:"days" minimum:"1" maximum:"62" default:"1" doc:"连续几天。How many days on end."`
}

// listSites is the timetable: where a station serves, and on which days.
func (s *server) listSites(ctx context.Context, in *sitesInput) (*page[register.SiteDay], error) {
	day := models.Date(in.Date)
	if in.Date == "" {
		day = s.reg.Today()
	}
	if !day.Valid() {
		return nil, wrongValue("date", "not_a_date")
	}
	stations := []string{in.Station}
	if in.Station == "" {
		stations = stations[:0]
		for _, p := range of(ctx).actor.Postings {
			stations = append(stations, p.Org)
		}
	}
	var all []register.SiteDay
	told := map[string]bool{}
	for _, station := range stations {
		if told[station] || !plainID(station) {
			continue
		}
		told[station] = true
		days, err := s.reg.SiteDays(ctx, station, day, in.Days)
		if err != nil {
			return nil, s.faultOf(ctx, err)
		}
		all = append(all, days...)
	}
	return whole(all), nil
}
