package register

import (
	"context"
	"slices"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// supervisors are the roles that a board is for.
var supervisors = []workflow.Role{workflow.Head, workflow.County, workflow.CountyLead, workflow.City, workflow.CityLead, workflow.Region}

// scope is what a board looks at: the bodies the officer supervises, each with the
// stations at and below it that were asked for.
type scope []scoped

type scoped struct {
	org   string
	below []string
}

// scopeOf is the scope of a board of one body, or of all the officer's when none is
// named.
func (a *act) scopeOf(station string) (scope, error) {
	var out scope
	for org, roles := range a.rolesByOrg() {
		if !slices.ContainsFunc(roles, func(r workflow.Role) bool { return slices.Contains(supervisors, r) }) {
			continue
		}
		below, err := reach(a.tx, org)
		if err != nil {
			return nil, err
		}
		out = append(out, scoped{org, below})
	}
	if len(out) == 0 {
		return nil, ErrForbidden
	}
	slices.SortFunc(out, func(x, y scoped) int { return cmpText(x.org, y.org) })
	if station == "" {
		return out, nil
	}
	out = slices.DeleteFunc(out, func(s scoped) bool { return !slices.Contains(s.below, station) })
	if len(out) == 0 {
		return nil, ErrNotFound
	}
	below, err := reach(a.tx, station)
	return scope{{out[0].org, below}}, err
}

// cases are the ids of the scope's cases by a way to them; each once.
func (s scope) cases(from string, more string, args ...any) arm {
	arms := make([]arm, len(s))
	for i, x := range s {
		arms[i] = arm{"select c.id from " + from + more, slices.Concat([]any{x.org, x.below}, args)}
	}
	text, all := joinArms(arms)
	return arm{text, all}
}

// openIn are the cases that a board calls open: received, not ended, and no line of a
// roster that nobody has handed in.
func (a *act) openIn(s scope) arm {
	return s.cases(armHandled, " and not ("+caseKey+" in ?) and not (c.parent_id <> '' and c.lodged_on = '')", a.r.turns().drafts)
}

// endedIn are the cases of the period that came to an end after somebody had asked.
func (a *act) endedIn(s scope, p period) arm {
	return s.cases(endedHandled, " and c.closed_at < ? and c.lodged_on <> '' and c.business <> ?", p.from, p.until, string(BusinessLoad))
}

// period is from one instant up to another.
type period struct{ from, until time.Time }

// mostDays is how long a board's period may be.
const mostDays = 366

// periodOf reads the days of a query; none are this week up to today.
func (a *act) periodOf(from, to *models.Date) (period, error) {
	if *from == "" {
		*from = a.today.AddDays(-((int(a.today.Time().Weekday()) + 6) % 7))
	}
	if *to == "" {
		*to = a.today
	}
	if !from.Valid() || !to.Valid() || *to < *from || from.DaysUntil(*to) >= mostDays {
		return period{}, invalid("from", "bad_period", "起止日期无效，须先起后止且不超过一年。", "The period is no period: two days in order, at most a year apart.")
	}
	return period{startOf(*from), startOf(to.AddDays(1))}, nil
}

// startOf is the instant at which a day begins in China.
func startOf(d models.Date) time.Time {
	t, _ := time.ParseInLocation(time.DateOnly, string(d), models.Shanghai)
	return t.UTC()
}

// sunday is the last day of this week.
func (a *act) sunday() models.Date { return a.today.AddDays((7 - int(a.today.Time().Weekday())) % 7) }

// ageStarts are the earliest days received of the bands but the last: a case received
// on or after the first is in the first, and so on.
func (a *act) ageStarts() [3]models.Date {
	var out [3]models.Date
	day := a.today
	for i, most := range []int{5, 10, 20} {
		for {
			n, _ := a.r.Calendar().WorkdaysBetween(day.AddDays(-1), a.today)
			if n > most {
				break
			}
			day = day.AddDays(-1)
		}
		out[i] = day
	}
	return out
}

const (
	// ageBand is a case's band by the day received, given ageStarts.
	ageBand = "case when " + receivedOn + " >= ? then '" + string(AgeTo5) + "' when " + receivedOn + " >= ? then '" + string(AgeTo10) +
		"' when " + receivedOn + " >= ? then '" + string(AgeTo20) + "' else '" + string(AgeOver20) + "' end"
	// dueBy is whether a case's day has passed or comes this week, given today and
	// Sunday; of a paused case its reader makes nothing of it.
	dueBy = "case when c.due_on = '' then '' when c.due_on < ? then 'past' when c.due_on <= ? then 'week' else '' end"
)

// heap is a number of open cases that are alike in all that a board asks.
type heap struct {
	Business string
	Edition  string
	State    string
	Station  string
	Age      string
	Due      string
	N        int64
	Oldest   string
}

// ended is a number of cases that ended in the period.
type ended struct {
	Business string
	Station  string
	N        int64
}

// board reads everything in one message, and the names in another.
func (r *Registrar) board(ctx context.Context, actor Actor, q BoardQuery) (*Board, error) {
	out := &Board{Org: q.Station, AsOf: r.Now()}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		s, err := a.scopeOf(q.Station)
		if err != nil {
			return err
		}
		p, err := a.periodOf(&q.From, &q.To)
		if err != nil {
			return err
		}
		out.From, out.To = q.From, q.To
		var open []heap
		var done []ended
		var back []models.Entry
		starts := a.ageStarts()
		of, by, sent := a.openIn(s), a.endedIn(s, p), s.sentBack(p)
		err = tx.Together(
			store.IntoRows(&open, "with q as ("+of.text+") select c.business, c.edition, c.state, c.handling_org as station, "+ageBand+" as age, "+dueBy+" as due, count(*) as n, min("+receivedOn+
				") as oldest from q join cases c on c.id = q.id group by 1, 2, 3, 4, 5, 6", slices.Concat(of.args, []any{starts[0], starts[1], starts[2], a.today, a.sunday()})...),
			store.IntoRows(&done, "with q as ("+by.text+") select c.business, c.handling_org as station, count(*) as n from q join cases c on c.id = q.id group by c.business, c.handling_org", by.args...),
			store.IntoRows(&back, sent.text, sent.args...))
		if err != nil {
			return err
		}
		t := &tableau{a: a, b: out, base: CaseFilter{Station: q.Station}, from: q.From, to: q.To}
		return t.fill(open, done, back)
	})
	if err != nil {
		return nil, mapStore(err)
	}
	return out, nil
}
