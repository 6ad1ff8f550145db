package register

import (
	"context"
	"errors"

	"hukou/models"
	"hukou/store"
)

// SiteDay is a service site on one day. Office tells that the register is entered
// there and not only taken in.
type SiteDay struct {
	ID      string      `json:"id"`
	Org     string      `json:"station"`
	Name    string      `json:"name"`
	NameEn  string      `json:"name_en"`
	Address string      `json:"address"`
	Office  bool        `json:"office"`
	Day     models.Date `json:"day"`
	Open    bool        `json:"open"`
}

// SitesOn lists the service sites of a station as they are on a day, in the order of
// their ids; none for a station that serves in its own house alone.
func (r *Registrar) SitesOn(ctx context.Context, org string, day models.Date) ([]SiteDay, error) {
	return r.SiteDays(ctx, org, day, 1)
}

// SiteDays lists, day by day from the first, where a station serves in the coming
// days, for the page that people read before they set out.
func (r *Registrar) SiteDays(ctx context.Context, org string, from models.Date, days int) ([]SiteDay, error) {
	out := []SiteDay{}
	if !from.Valid() {
		return nil, invalid("day", "not_a_date", "不是有效日期，请按 2026-11-23 的格式填写。", "Not a real day; write it as 2026-11-23.")
	}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		sites, err := store.Many[models.ServiceSite](tx, "id", "org = ?", org)
		if err != nil {
			return err
		}
		for n := range days {
			for _, s := range sites {
				d, err := r.siteDay(s, from.AddDays(n))
				if err != nil {
					return err
				}
				out = append(out, d)
			}
		}
		return nil
	})
	return out, mapStore(err)
}

func (r *Registrar) siteDay(s models.ServiceSite, day models.Date) (SiteDay, error) {
	t, err := timetableOf(s)
	work, _ := r.Calendar().IsWorkday(day)
	return SiteDay{ID: s.ID, Org: s.Org, Name: s.Name, NameEn: s.NameEn, Address: s.Address, Office: s.Office,
		Day: day, Open: err == nil && t.Open(day, work)}, err
}

// site is a service site by its id.
func (a *act) site(id string) (models.ServiceSite, bool, error) {
	s, err := store.One[models.ServiceSite](a.tx, "id = ?", id)
	if errors.Is(err, store.ErrNotFound) {
		return s, false, nil
	}
	return s, err == nil, err
}

// siteMayEffect tells whether the handling station may enter the register today. A
// station with service sites does so on a day on which one that has the office is
// open, whoever acts: what was taken in at the other site waits for that day.
func (a *act) siteMayEffect() (bool, error) {
	sites, err := store.Many[models.ServiceSite](a.tx, "id", "org = ?", a.c.HandlingOrg)
	if err != nil || len(sites) == 0 {
		return err == nil, err
	}
	for _, s := range sites {
		if !s.Office {
			continue
		}
		d, err := a.r.siteDay(s, a.today)
		if err != nil || d.Open {
			return err == nil, err
		}
	}
	return false, nil
}
