package main

import (
	"context"
	"time"

	"hukou/cast"
)

// loadCast plays the invented people, stations and half-way stories into an empty
// register and gives the sign-ins. The register's clock runs through the weeks of the
// stories and stands at the given time afterwards.
func loadCast(ctx context.Context, a *app, p *program, now time.Time) ([]demoOfficer, error) {
	if _, err := loadReference(ctx, a.db, nil); err != nil {
		return nil, err
	}
	loaded, err := cast.Load(ctx, a.registrar, a.db, cast.Options{At: a.clock.Set, Now: now, Random: p.random})
	if err != nil {
		return nil, err
	}
	if err := a.moveClock(ctx, now); err != nil {
		return nil, err
	}
	out := make([]demoOfficer, 0, len(loaded.Officers))
	for _, o := range loaded.Officers {
		out = append(out, demoOfficer{Username: o.Username, Password: o.Password, TOTPSecret: o.TOTPSecret, Roles: o.Roles,
			StationCode: o.StationCode, Name: o.Name, KinOf: o.KinOf})
	}
	return out, nil
}
