package register

import (
	"hukou/models"
	"hukou/store"
)

// undoing is an event that takes something back, with the images before and after it.
type undoing struct {
	event    models.RegisterEvent
	business string
	before   *Opened // none for the first of a subject
	after    Opened
}

// undoings are the events of a period at the stations that restore or reverse.
func (c *census) undoings(kind string, p period, stations []string) ([]undoing, error) {
	rows, err := store.Many[models.RegisterEvent](c.tx, "subject_id, serial", "subject_kind = ? and kind in ? and recorded_at >= ? and recorded_at < ? and (from_org in ? or to_org in ?)",
		kind, []string{EventRestore, EventReverse}, p.from, p.until, stations, stations)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	var prev, cases []string
	for _, e := range rows {
		prev, cases = append(prev, e.Prev), append(cases, e.CaseID)
	}
	business := map[string]string{}
	for _, part := range portions(cases, 500) {
		found, err := store.Many[models.Case](c.tx, "", "id in ?", part)
		if err != nil {
			return nil, err
		}
		for _, x := range found {
			business[x.ID] = x.Business
		}
	}
	before := map[string]Opened{}
	for _, part := range portions(prev, 500) {
		found, err := store.Many[models.RegisterEvent](c.tx, "", "id in ?", part)
		if err != nil {
			return nil, err
		}
		opened, err := c.r.openAll(found)
		if err != nil {
			return nil, err
		}
		for _, o := range opened {
			before[o.ID] = o
		}
	}
	opened, err := c.r.openAll(rows)
	if err != nil {
		return nil, err
	}
	out := make([]undoing, len(rows))
	for i, e := range rows {
		out[i] = undoing{event: e, business: business[e.CaseID], after: opened[i]}
		if b, ok := before[e.Prev]; ok {
			out[i].before = &b
		}
	}
	return out, nil
}

// image is what an event left, by its items.
func image(o Opened) (Folded, error) {
	items, err := itemsOf(o.Plain)
	return Folded{Image: items, Last: o.RegisterEvent}, err
}

// people are the person before and after.
func (u undoing) people() (before, after models.Person, err error) {
	if u.before != nil {
		f, err := image(*u.before)
		if err != nil {
			return before, after, err
		}
		if before, _, err = f.Person(); err != nil {
			return before, after, err
		}
	}
	f, err := image(u.after)
	if err == nil {
		after, _, err = f.Person()
	}
	return before, after, err
}

// opens is 1 for a household that the event opened, -1 for one that it closed.
func (u undoing) opens() (int64, error) {
	open := func(o Opened) (int64, error) {
		f, err := image(o)
		if err != nil {
			return 0, err
		}
		h, err := f.Household()
		if err != nil || h.Status != HouseholdOpen {
			return 0, err
		}
		return 1, nil
	}
	is, err := open(u.after)
	if err != nil || u.before == nil {
		return is, err
	}
	was, err := open(*u.before)
	return is - was, err
}

// households counts the households that stand: those of today, less what was opened and
// closed since.
func (c *census) households(t figures, stations []string) error {
	if err := c.opened(t, c.period, stations); err != nil {
		return err
	}
	since := figures{}
	if err := c.opened(since, period{c.until, c.now.AddDate(1, 0, 0)}, stations); err != nil {
		return err
	}
	stand, err := store.Rows[stood](c.tx, "select org as station, count(*) as n from households where org in ? and status = ? group by org", stations, HouseholdOpen)
	if err != nil {
		return err
	}
	for _, h := range stand {
		t.add(h.Station, statHomes, h.N)
	}
	for station, n := range since {
		t.add(station, statHomes, n[statClosed]-n[statOpened]-n[statHomesBack])
	}
	for station, n := range t {
		t.add(station, statHomesWere, n[statHomes]+n[statClosed]-n[statOpened]-n[statHomesBack])
	}
	return nil
}

// opened counts the households opened and closed in a period.
func (c *census) opened(t figures, p period, stations []string) error {
	all, err := store.Rows[flow](c.tx, flowText, SubjectHousehold, []string{EventLoad, EventHouseOpened, EventHouseClosed}, p.from, p.until, stations, stations)
	if err != nil {
		return err
	}
	for _, f := range all {
		if f.Kind == EventHouseClosed {
			t.add(f.ToOrg, statClosed, f.N)
		} else {
			t.add(f.ToOrg, statOpened, f.N)
		}
	}
	undone, err := c.undoings(SubjectHousehold, p, stations)
	if err != nil {
		return err
	}
	for _, u := range undone {
		n, err := u.opens()
		if err != nil {
			return err
		}
		t.add(u.event.ToOrg, statHomesBack, n)
	}
	return nil
}
