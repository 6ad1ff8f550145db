package register

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// Closing is the close of a county's month: from then on its sheets say what they said.
type Closing struct {
	Month   string        `json:"month"`
	Org     string        `json:"org"`
	OrgName workflow.Word `json:"org_name"`
	By      string        `json:"by"`
	At      time.Time     `json:"at"`
}

// closers close the month of their county: its registration office, which answers for the
// figures of its stations.
var closers = []workflow.Role{workflow.County, workflow.CountyLead}

// CloseMonth closes a month ("2026-10") of the county at which the officer is posted, all
// sheets at once, as they are counted at that moment. The month has ended, and the one before
// it is closed where any is. Closed again, it stays as it is. Nothing opens it again: what is
// corrected later is an adjustment of the month in which it is corrected.
func (r *Registrar) CloseMonth(ctx context.Context, actor Actor, month string) (Closing, error) {
	var out Closing
	err := r.reading(ctx, actor, func(a *act) error {
		county, err := a.closes()
		if err != nil {
			return err
		}
		c, err := a.census(StatQuery{Sheet: SheetPopulation, Month: month, Station: county})
		if err == nil {
			err = c.closable()
		}
		if err == nil {
			err = c.close()
		}
		if err != nil {
			return err
		}
		all, err := c.closings()
		if err == nil {
			out = all[0]
		}
		return err
	})
	return out, err
}

// closes is the county whose months the officer closes.
func (a *act) closes() (string, error) {
	for _, p := range a.actor.Postings {
		if !slices.Contains(closers, workflow.Role(p.Role)) {
			continue
		}
		o, err := a.org(p.Org)
		if err != nil {
			return "", err
		}
		if o.Kind == models.KindCounty {
			return o.Code, nil
		}
	}
	return "", ErrForbidden
}

// closable refuses a month that has not ended, and one that would leave a month open before
// it once the county has begun to close them.
func (c *census) closable() error {
	if c.now.Before(c.until) {
		return invalid("month", "month_not_over", "该月尚未结束，次月起才能结账。", "The month is not over; it is closed from the next month on.")
	}
	earlier, err := store.Rows[string](c.tx, "select month from statistics_closed where org = ? and month < ? order by month desc limit 1", c.at, string(c.month[:7]))
	if err == nil && len(earlier) > 0 && earlier[0] != string(c.month.AddMonths(-1)[:7]) {
		return invalid("month", "month_before_open", "上月尚未结账，请先结上月：期末数逐月衔接。", "The month before is not closed; close that first, for each month begins where the last one ended.")
	}
	return err
}

// close keeps every sheet as it counts now, unless it is kept already.
func (c *census) close() error {
	for _, spec := range statSpecs() {
		c.spec = spec
		f, err := c.figures()
		if err != nil {
			return err
		}
		row := models.StatisticsClosed{Org: c.at, Month: string(c.month[:7]), Sheet: string(spec.id), Figures: jsonText(f), ClosedBy: c.actor.OfficerID, ClosedAt: c.now}
		if _, err := store.InsertNew(c.tx, row); err != nil {
			return err
		}
	}
	return nil
}

// closings are the counties of the sheet that have closed the month.
func (c *census) closings() ([]Closing, error) {
	rows, err := store.Many[models.StatisticsClosed](c.tx, "org", "month = ? and sheet = ? and org in ?", string(c.month[:7]), string(SheetPopulation), c.counties())
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ClosedBy
	}
	names, err := officerNames(c.tx, ids)
	out := []Closing{}
	for _, row := range rows {
		out = append(out, Closing{Month: row.Month, Org: row.Org, OrgName: orgWords([]models.Organisation{c.orgs[row.Org]})[row.Org], By: names[row.ClosedBy], At: row.ClosedAt})
	}
	return out, err
}

// counties are those that the stations of the sheet belong to, each once.
func (c *census) counties() []string {
	var out []string
	for _, code := range c.below {
		if county := c.county(code); county != "" && !slices.Contains(out, county) {
			out = append(out, county)
		}
	}
	return out
}

// county is the county to which a body belongs, itself or above; a body that was merged
// stays with the county that it was of.
func (c *census) county(code string) string {
	for range len(c.orgs) {
		o, ok := c.orgs[code]
		if !ok || o.Kind == models.KindCounty {
			return o.Code
		}
		code = o.Parent
	}
	return ""
}

// kept are the figures of the sheet in a month, of the counties that closed it.
func (c *census) kept(month models.Date) (map[string]figures, error) {
	rows, err := store.Many[models.StatisticsClosed](c.tx, "", "month = ? and sheet = ? and org in ?", string(month[:7]), string(c.spec.id), c.counties())
	out := map[string]figures{}
	for _, row := range rows {
		f := figures{}
		if err := json.Unmarshal([]byte(row.Figures), &f); err != nil {
			return nil, err
		}
		out[row.Org] = f
	}
	return out, err
}

// figures are those of the counties that closed the month, as they were, and those of the
// others as they are counted now.
func (c *census) figures() (figures, error) {
	kept, err := c.kept(c.month)
	if err != nil {
		return nil, err
	}
	var open []string
	for _, code := range c.below {
		if _, closed := kept[c.county(code)]; !closed {
			open = append(open, code)
		}
	}
	out := figures{}
	if len(open) > 0 {
		if out, err = c.spec.count(c, open); err != nil {
			return nil, err
		}
		if err := c.carry(out, open); err != nil {
			return nil, err
		}
	}
	for _, f := range kept {
		for station, values := range f {
			if slices.Contains(c.below, station) {
				out[station] = values
			}
		}
	}
	return out, nil
}

// carries are the figures of a month's start, each with the end that it goes on from and the
// column for what does not fit.
var carries = []struct{ start, end, rest string }{{statStart, statEnd, statAdjusted}, {statHomesWere, statHomes, statHomesBack}}

// carry lets an open month begin where the closed one before it ended: what is otherwise by
// now, since somebody set the register right, is an adjustment of this month.
func (c *census) carry(f figures, open []string) error {
	before, err := c.kept(c.month.AddMonths(-1))
	if err != nil {
		return err
	}
	for _, code := range open {
		ended, closed := before[c.county(code)]
		if !closed {
			continue
		}
		for _, x := range carries {
			if n := ended[code][x.end] - f[code][x.start]; n != 0 {
				f.add(code, x.start, n)
				f.add(code, x.rest, -n)
			}
		}
	}
	return nil
}
