package calendar

import (
	"testing"

	"pgregory.net/rapid"

	"hukou/models"
)

// naive answers from the rows alone, day by day, as a clerk would with a wall
// calendar. It shares nothing with the package but the rows.
func naive() func(models.Date) bool {
	rows := map[models.Date]bool{}
	for _, y := range ChinaYears() {
		for _, day := range y.Days {
			rows[day.Date] = day.Work
		}
	}
	return func(d models.Date) bool {
		if work, ok := rows[d]; ok {
			return work
		}
		w := d.Time().Weekday()
		return w != 0 && w != 6
	}
}

func dates() *rapid.Generator[models.Date] {
	return rapid.Map(rapid.IntRange(0, 30*365), func(n int) models.Date { return models.Date("2001-01-01").AddDays(n) })
}

func clocks() *rapid.Generator[Clock] {
	return rapid.Custom(func(t *rapid.T) Clock {
		start := dates().Draw(t, "start")
		stop := rapid.Custom(func(t *rapid.T) Stop {
			from := start.AddDays(rapid.IntRange(-10, 60).Draw(t, "from"))
			return Stop{StopLetter, "", from, from.AddDays(rapid.IntRange(-2, 40).Draw(t, "length"))}
		})
		k := Clock{StartedOn: start, Stops: rapid.SliceOfN(stop, 0, 5).Draw(t, "stops"),
			Limit: Span{rapid.IntRange(0, 60).Draw(t, "limit"), rapid.SampledFrom([]Unit{UnitWorkday, UnitDay}).Draw(t, "unit")}}
		if rapid.Bool().Draw(t, "extended") {
			k.Extension = workdays(rapid.IntRange(1, 10).Draw(t, "extension"))
		}
		return k
	})
}

func TestDaysAgreeWithTheWallCalendar(t *testing.T) {
	c, works := China(), naive()
	for d := models.Date("2003-01-01"); d < "2029-01-01"; d = d.AddDays(1) {
		if work, _ := c.IsWorkday(d); work != works(d) {
			t.Errorf("%s: worked is %v", d, work)
		}
	}
}

func TestCivilDaysAgreeWithTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := daynum(rapid.IntRange(1, int(lastDay)).Draw(t, "n"))
		d := models.Date(write(n))
		if back, ok := parse(d); !ok || back != n || !d.Valid() {
			t.Fatalf("day %d is written %s and read %d, %v", n, d, back, ok)
		}
		if d != models.Date("0001-01-01").AddDays(int(n)-1) {
			t.Fatalf("day %d is %s", n, d)
		}
		months := rapid.IntRange(0, 400).Draw(t, "months")
		if later, ok := n.addMonths(months); ok && models.Date(write(later)) != d.AddMonths(months) {
			t.Fatalf("%s and %d months = %s, want %s", d, months, write(later), d.AddMonths(months))
		}
	})
}

func TestAddingAndCountingUndoEachOther(t *testing.T) {
	c, works := China(), naive()
	rapid.Check(t, func(t *rapid.T) {
		from, n := dates().Draw(t, "from"), rapid.IntRange(1, 300).Draw(t, "n")
		due, provisional := c.AddWorkdays(from, n)
		if !works(due) || due <= from {
			t.Fatalf("%s and %d working days = %s", from, n, due)
		}
		if back, same := c.WorkdaysBetween(from, due); back != n || same != provisional {
			t.Fatalf("%s to %s holds %d, %v", from, due, back, same)
		}
		if back, _ := c.WorkdaysBetween(due, from); back != -n {
			t.Fatalf("backwards %d", back)
		}
		if sooner, _ := c.AddWorkdays(from, n-1); sooner >= due && n > 1 {
			t.Fatalf("a day less is due %s, no earlier than %s", sooner, due)
		}
		if later, _ := c.AddWorkdays(from.AddDays(1), n); later < due {
			t.Fatalf("a day later is due %s, before %s", later, due)
		}
	})
}

func TestStopsOnlyDelay(t *testing.T) {
	c := China()
	rapid.Check(t, func(t *rapid.T) {
		k := clocks().Draw(t, "clock")
		today := k.StartedOn.AddDays(rapid.IntRange(0, 200).Draw(t, "today"))
		with := c.State(k, today)
		free := k
		free.Stops = nil
		without := c.State(free, today)
		if with.DueOn < without.DueOn {
			t.Fatalf("stops bring the date forward: %s, without %s", with.DueOn, without.DueOn)
		}
		if with.ElapsedDays+with.StoppedDays != without.ElapsedDays {
			t.Fatalf("%d elapsed and %d stopped, but %d passed", with.ElapsedDays, with.StoppedDays, without.ElapsedDays)
		}
		if with.Overdue != (today > with.DueOn) || with.Overdue && with.RemainingDays > 0 {
			t.Fatalf("%+v on %s", with, today)
		}
		// The same stops twice, or in another order, are the same stops.
		twice := k
		twice.Stops = nil
		for i := range k.Stops {
			twice.Stops = append(twice.Stops, k.Stops[len(k.Stops)-1-i], k.Stops[i])
		}
		if got := c.State(twice, today); got != with {
			t.Fatalf("stops counted twice: %+v, once %+v", got, with)
		}
		// Never resumed is never earlier than any resuming.
		if len(k.Stops) > 0 {
			open := k
			open.Stops = append([]Stop{}, k.Stops...)
			open.Stops[0].To = ""
			if got := c.State(open, today); got.DueOn != "" && got.DueOn > with.DueOn {
				t.Fatalf("a stop that goes on is due %s, resumed %s", got.DueOn, with.DueOn)
			}
		}
	})
}

func TestWorkingDaysOfAClockAddUp(t *testing.T) {
	c, works := China(), naive()
	rapid.Check(t, func(t *rapid.T) {
		k := clocks().Draw(t, "clock")
		k.Limit.Unit = UnitWorkday
		state := c.State(k, k.StartedOn)
		budget := k.Limit.N + k.Extension.N
		counted, last := 0, k.StartedOn
		for d := k.StartedOn.AddDays(1); counted < budget; d = d.AddDays(1) {
			stopped := false
			for _, s := range k.Stops {
				stopped = stopped || d > s.From && d <= s.To
			}
			if works(d) && !stopped {
				counted, last = counted+1, d
			}
		}
		for !works(last) {
			last = last.AddDays(1)
		}
		if state.DueOn != last {
			t.Fatalf("due %s, a clerk counts to %s", state.DueOn, last)
		}
		sum := 0
		for _, l := range c.Explain(k, k.StartedOn) {
			if l.Kind == LineCounted {
				sum += l.Days
			}
		}
		if sum != budget {
			t.Fatalf("the explanation counts %d days of %d", sum, budget)
		}
	})
}

func TestTheDateToldIsAFloor(t *testing.T) {
	c := China()
	rapid.Check(t, func(t *rapid.T) {
		k := clocks().Draw(t, "clock")
		k.PromisedDue = dates().Draw(t, "told")
		if got := c.State(k, k.StartedOn); got.DueOn < k.PromisedDue {
			t.Fatalf("told %s, now %s", k.PromisedDue, got.DueOn)
		}
	})
}

// notices are invented tables for the years that have none: weekdays off and weekend days
// worked, any number of each.
func notices() *rapid.Generator[[]Year] {
	return rapid.Custom(func(t *rapid.T) []Year {
		var out []Year
		for year := 2027; year <= 2031; year++ {
			y := Year{Year: year, Notice: "an invented notice"}
			first := models.Date(write(dayOf(year, 1, 1)))
			for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(0, 360), 0, 60, rapid.ID[int]).Draw(t, "days") {
				d := first.AddDays(n)
				w := d.Time().Weekday()
				y.Days = append(y.Days, Day{Date: d, Work: w == 0 || w == 6, Name: "放假", NameEn: "Holiday"})
			}
			out = append(out, y)
		}
		return out
	})
}

// A date counted into a year whose notice is not out is provisional; it is counted anew when
// the notice comes, and is never earlier than what the applicant was told (domain 2.2).
func TestADateOfAnUnpublishedYearIsNeverMovedEarlier(t *testing.T) {
	c := China()
	rapid.Check(t, func(t *rapid.T) {
		k := Clock{StartedOn: models.Date("2026-10-01").AddDays(rapid.IntRange(0, 1000).Draw(t, "start")), Limit: Span{rapid.IntRange(1, 60).Draw(t, "limit"), rapid.SampledFrom([]Unit{UnitWorkday, UnitDay, UnitMonth}).Draw(t, "unit")}}
		if k.Limit.Unit == UnitMonth {
			k.Limit.N = 1 + k.Limit.N%6
		}
		told := c.State(k, k.StartedOn)
		if told.DueOn > "2026-12-31" && !told.Provisional {
			t.Fatalf("%s and %v = %s is settled before the notice is out", k.StartedOn, k.Limit, told.DueOn)
		}
		if told.DueOn < "2026-12-29" && told.Provisional {
			t.Fatalf("%s and %v = %s is provisional in a year whose notice is out", k.StartedOn, k.Limit, told.DueOn)
		}
		k.PromisedDue = told.DueOn
		years := notices().Draw(t, "notices")
		now := New(append(ChinaYears(), years...)).State(k, k.StartedOn)
		if now.Provisional {
			t.Fatalf("%s and %v is provisional after the notices", k.StartedOn, k.Limit)
		}
		if now.DueOn < told.DueOn {
			t.Fatalf("told %s, after the notices %s", told.DueOn, now.DueOn)
		}
		free := k
		free.PromisedDue = ""
		if counted := New(append(ChinaYears(), years...)).State(free, k.StartedOn).DueOn; now.DueOn != max(counted, told.DueOn) {
			t.Fatalf("told %s, counted anew %s, and now due %s", told.DueOn, counted, now.DueOn)
		}
	})
}

func FuzzState(f *testing.F) {
	f.Add("2026-09-24", 10, "workday", 5, "day", "2026-09-29", "", "2026-10-01", "2026-10-04", "2026-10-12", "", "")
	f.Add("", -1, "week", 1<<62, "month", "9999-12-31", "0001-01-01", "x", "", "9999-12-31", "0001-01-01", "0001-01-01")
	f.Add("9999-12-31", 1<<62, "workday", 1<<62, "workday", "9999-12-31", "", "0001-01-01", "", "0001-01-01", "9999-12-31", "")
	f.Add("0001-01-01", 119987, "month", 3, "workday", "0001-01-01", "9999-12-31", "", "", "9999-12-31", "", "9999-12-31")
	c := China()
	f.Fuzz(func(t *testing.T, start string, n int, unit string, m int, more, from1, to1, from2, to2, today, told, ended string) {
		k := Clock{StartedOn: models.Date(start), Limit: Span{n, Unit(unit)}, Extension: Span{m, Unit(more)},
			Stops: []Stop{{StopLetter, "", models.Date(from1), models.Date(to1)},
				{StopExpert, "", models.Date(from2), models.Date(to2)}},
			PromisedDue: models.Date(told), EndedOn: models.Date(ended)}
		s := c.State(k, models.Date(today))
		if s.DueOn != "" && !s.DueOn.Valid() {
			t.Errorf("due on %q", s.DueOn)
		}
		if s.ElapsedDays < 0 || s.StoppedDays < 0 {
			t.Errorf("%+v", s)
		}
		if lines := c.Explain(k, models.Date(today)); len(lines) > mostLines+10 {
			t.Errorf("%d lines", len(lines))
		}
	})
}
