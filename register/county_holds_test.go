package register

import (
	"context"
	"errors"

	"hukou/models"
	"hukou/store"
)

// moved holds a case to its version: an act that was done makes it one more, one that was
// not leaves all as it was; and whoever the case touched stands in exactly one place.
func (c *county) moved(before models.Case, err error) {
	c.w.t.Helper()
	clear(c.lists)
	c.last = c.did + " " + before.ID
	now := c.w.row(before.ID)
	switch {
	case err != nil && (now.Version != before.Version || now.Seq != before.Seq || now.State != before.State):
		c.fail("case %s of %s was refused and moved from %s/%d to %s/%d", now.ID, now.Business, before.State, before.Version, now.State, now.Version)
	case err == nil && now.Version < before.Version:
		c.fail("case %s of %s went back from version %d to %d", now.ID, now.Business, before.Version, now.Version)
	}
	for _, id := range c.ask("SELECT DISTINCT subject_id FROM register_events WHERE case_id = ? AND subject_kind = 'person'", before.ID) {
		c.onePlace(id)
	}
}

// onePlace holds a person to one open stay while they are in force, and to none else.
func (c *county) onePlace(id string) {
	p := c.person(id)
	stays := count[models.Residence](c.w, "person_id = ? and valid_to = '' and closed_at is null", id)
	if want := map[bool]int64{true: 1}[p.Status == models.StatusActive]; stays != want {
		c.fail("%s is %s and stands in %d places", id, p.Status, stays)
	}
	if (p.Status == models.StatusActive) != (p.HouseholdID != "") {
		c.fail("%s is %s with the household %q", id, p.Status, p.HouseholdID)
	}
}

// whole runs the whole check, and counts everybody.
func (c *county) whole() {
	c.w.t.Helper()
	found, err := c.w.r.Check(context.Background())
	c.w.must(err)
	for _, f := range found {
		c.fail("the check found: %s\nthe last act: %s; the case's: %v", f, c.last, c.ask("SELECT event || ' ' || from_state || '>' || to_state || ' by ' || officer_id || ' ' || at FROM journal WHERE case_id = ? ORDER BY seq", f.Row))
	}
	c.nobodyVanishes()
}

// nobodyVanishes counts those who stand in the register and those who left it by an event
// against all who ever entered it.
func (c *county) nobodyVanishes() {
	var all, entered, here, left, strange int64
	c.w.must(c.w.db.Read(context.Background(), func(tx *store.Tx) error {
		num := func(out *int64, query string) error {
			n, err := store.Rows[int64](tx, query)
			if err == nil && len(n) == 1 {
				*out = n[0]
			}
			return err
		}
		return errors.Join(
			num(&all, "SELECT count(*) FROM people"),
			num(&entered, "SELECT count(DISTINCT subject_id) FROM register_events WHERE subject_kind = 'person'"),
			num(&here, "SELECT count(*) FROM people p WHERE status = 'active' AND (SELECT count(*) FROM residences r WHERE r.person_id = p.id AND r.valid_to = '' AND r.closed_at IS NULL) = 1"),
			num(&left, "SELECT count(*) FROM people p WHERE status <> 'active' AND EXISTS (SELECT 1 FROM register_events e WHERE e.subject_id = p.id AND e.kind IN ('death', 'cancel', 'move_out', 'landed_away', 'reverse'))"),
			num(&strange, "SELECT count(*) FROM residences r WHERE r.valid_to = '' AND r.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM people p WHERE p.id = r.person_id AND p.status = 'active' AND p.household_id = r.household_id)"))
	}))
	if all != entered || here+left != all || strange != 0 || all < int64(c.loaded) {
		c.fail("%d people, of whom %d entered by an event: %d stand in one place, %d left by an event; %d stays of others; %d were taken over", all, entered, here, left, strange, c.loaded)
	}
}

// monthEnds balances every month that has passed since a day, each from the end of the one
// before.
func (c *county) monthEnds(since models.Date) {
	for day := since[:7] + "-15"; day[:7] < c.w.r.Today()[:7]; day = (day[:7] + "-15").AddDays(30)[:7] + "-15" {
		s, err := c.w.r.Statistics(context.Background(), c.officer("region", regionOrg), StatQuery{Sheet: SheetPopulation, Month: string(day[:7])})
		c.w.must(err)
		if !s.Balanced {
			c.fail("%s does not balance: %+v", day[:7], s.Total)
		}
		if start := s.Total.Values["start"]; c.month != "" && start != c.lastEnd {
			c.fail("%s starts with %d people, the month before ended with %d", day[:7], start, c.lastEnd)
		}
		c.month, c.lastEnd = string(day[:7]), s.Total.Values["end"]
	}
}
