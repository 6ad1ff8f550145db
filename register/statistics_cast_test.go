package register_test

import (
	"context"
	"errors"
	"testing"

	"hukou/cast"
	"hukou/register"
)

// TestThePopulationOfTheDemonstrationBalances: for every body and month of the invented
// people's stories, and each month begins with what the one before ended with.
func TestThePopulationOfTheDemonstrationBalances(t *testing.T) {
	onStage(t, func(t *testing.T, r *register.Registrar, all cast.Loaded) {
		ctx, counted := context.Background(), int64(0)
		for _, who := range firsts(all) {
			ended := map[string]int64{}
			for month := r.Today().AddMonths(-2); month <= r.Today(); month = month.AddMonths(1) {
				s, err := r.Statistics(ctx, all.Actor(who, r.Today()), register.StatQuery{Sheet: register.SheetPopulation, Month: string(month[:7])})
				if errors.Is(err, register.ErrForbidden) {
					break
				}
				if err != nil {
					t.Fatalf("%s: %v", who, err)
				}
				if !s.Balanced {
					t.Errorf("%s: %s of %s does not balance: %+v", who, s.Month, s.Org, s.Rows)
				}
				for _, row := range s.Rows {
					if was, known := ended[row.Key]; known && was != row.Values["start"] {
						t.Errorf("%s: %s begins %s with %d after an end of %d", who, row.Name.Zh, s.Month, row.Values["start"], was)
					}
					ended[row.Key] = row.Values["end"]
				}
				counted = max(counted, s.Total.Values["end"])
			}
		}
		if counted < 50 {
			t.Errorf("the largest body has %d people", counted)
		}
	})
}
