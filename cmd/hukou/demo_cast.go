package main

import (
	"context"
	"time"

	"hukou/cast"
)

// loadCast plays the invented people, stations and half-way stories into an empty
// register and gives the sign-ins. The register's clock runs through the weeks of the
// stories and stands at the given time afterwards, with what is due by then done.
func loadCast(ctx context.Context, a *app, p *program, now time.Time) ([]demoOfficer, error) {
	loaded, err := cast.Load(ctx, a.registrar, a.db, cast.Options{At: a.clock.Set, Now: now, Random: p.random})
	if err != nil {
		return nil, err
	}
	officers := make([]demoOfficer, 0, len(loaded.Officers))
	for _, o := range loaded.Officers {
		officers = append(officers, demoOfficer(o))
	}
	return officers, a.moveClock(ctx, now)
}
