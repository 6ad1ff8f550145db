package admin

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
)

// stations lists the bodies as a tree, and the service sites beneath.
func stations(r *desk.Request) error {
	ctx := r.Request().Context()
	all, err := r.Reg.Stations(ctx, r.Actor)
	if err != nil {
		return err
	}
	sites, err := r.Reg.Sites(ctx, r.Actor, "")
	if err != nil {
		return err
	}
	return framed(r, http.StatusOK, r.T("单位和服务点", "Stations and sites"), "/admin/stations", func(v *ui.View) templ.Component { return stationsPage(v, all, sites) })
}

// counter is a service site with its days, and its timetable as the form holds it.
type counter struct {
	register.SiteView
	// tried tells that the days shown are those of a timetable that is not set yet.
	tried               bool
	exceptions, periods string
	days                []square
	fault               *ui.Fault
}

// calendarDays is how far ahead the calendar of a site shows its days.
const calendarDays = 28

// square is a day of the calendar; a blank one has no date.
type square struct {
	date    models.Date
	open    bool
	holiday string // its name, also of a day worked in exchange
	work    bool
}

func site(r *desk.Request) error {
	c, err := counterOf(r)
	if err != nil {
		return err
	}
	return showSite(r, http.StatusOK, c)
}

func counterOf(r *desk.Request) (counter, error) {
	all, err := r.Reg.Sites(r.Request().Context(), r.Actor, "")
	if err != nil {
		return counter{}, err
	}
	i := slices.IndexFunc(all, func(s register.SiteView) bool { return s.ID == r.Param("id") })
	if i < 0 {
		return counter{}, desk.NotFound()
	}
	c := counter{SiteView: all[i]}
	c.exceptions, c.periods = exceptionLines(c.Timetable), periodLines(c.Timetable)
	return c, nil
}

func showSite(r *desk.Request, status int, c counter) error {
	c.days = squares(r, c.Timetable)
	return framed(r, status, r.T("服务点", "Service site"), "/admin/stations", func(v *ui.View) templ.Component { return sitePage(v, c) })
}

// setSite gives the site another timetable, or shows what it would be like.
func setSite(r *desk.Request) error {
	c, err := counterOf(r)
	if err != nil {
		return err
	}
	form, err := r.FormParams()
	if err != nil {
		return err
	}
	c.exceptions, c.periods = form.Get("exceptions"), form.Get("periods")
	c.Timetable = timetableOf(form["weekday"], form.Get("rule"), form.Get("workdays_only") == "1", c.exceptions, c.periods)
	if form.Get("do") == "try" {
		if _, err := register.ParseTimetable(c.Timetable.String()); err == nil {
			c.tried = true
			return showSite(r, http.StatusOK, c)
		}
	}
	if _, err := r.Reg.SetTimetable(r.Request().Context(), r.Actor, c.ID, c.Timetable); err != nil {
		return refused(r, err, func(f *ui.Fault) error {
			c.fault = f
			return showSite(r, f.Status, c)
		})
	}
	return r.Go("/admin/sites/"+c.ID, r.T("时间表已调整，即日起按新表开放", "The timetable is set and holds from today"))
}

// squares are the days from today on, with blanks around them for whole weeks.
func squares(r *desk.Request, t register.Timetable) []square {
	today := r.Reg.Today()
	out := make([]square, (int(today.Time().Weekday())+6)%7, calendarDays+7)
	for n := range calendarDays {
		day := today.AddDays(n)
		work, _ := r.Reg.Calendar().IsWorkday(day)
		s := square{date: day, work: work, open: t.Open(day, work)}
		if known, ok := r.Reg.Calendar().On(day); ok {
			s.holiday = known.Name
			if r.Lang == ui.English {
				s.holiday = known.NameEn
			}
		}
		out = append(out, s)
	}
	for len(out)%7 != 0 {
		out = append(out, square{})
	}
	return out
}

// weeks are rows of seven days.
func weeks(all []square) [][]square {
	return slices.Collect(slices.Chunk(all, 7))
}

// odd tells whether the day of the month is odd: sites go by it.
func (s square) odd() bool { return s.date.Time().Day()%2 == 1 }

// dayOfMonth is the day as the calendar writes it, with its month where one begins.
func (s square) dayOfMonth(v *ui.View) string {
	t := s.date.Time()
	if t.Day() == 1 || s.date == v.Today {
		return string(s.date[5:])
	}
	return strconv.Itoa(t.Day())
}

// timetableOf reads the form. A line that is none becomes a day that is none, which
// register refuses.
func timetableOf(weekdays []string, rule string, workdaysOnly bool, exceptions, periods string) register.Timetable {
	t := register.Timetable{Rule: rule, WorkdaysOnly: workdaysOnly}
	if rule == register.RuleWeekdays {
		t.Weekdays = numbers(weekdays)
	}
	for _, words := range lines(exceptions) {
		if t.Exceptions == nil {
			t.Exceptions = map[models.Date]bool{}
		}
		last := words[len(words)-1]
		day := models.Date(desk.Date(words[0]))
		if len(words) != 2 || !slices.Contains([]string{"开", "休", "open", "closed"}, last) {
			day = "?"
		}
		t.Exceptions[day] = last == "开" || last == "open"
	}
	for _, words := range lines(periods) {
		p := register.TimetablePeriod{From: models.Date(desk.Date(words[0]))}
		if len(words) > 2 {
			p.To = models.Date(desk.Date(words[1]))
			p.Rule, p.Weekdays = ruleOf(words[2])
		}
		t.Periods = append(t.Periods, p)
	}
	return t
}

// ruleOf reads a rule as the form writes it: 单日, or 周135 for some weekdays.
func ruleOf(word string) (string, []int) {
	for _, rule := range rules() {
		if word == rule.word.Zh || word == rule.word.En || word == rule.rule {
			return rule.rule, nil
		}
	}
	for _, begin := range []string{"周", "days"} {
		if digits, ok := strings.CutPrefix(word, begin); ok {
			return register.RuleWeekdays, numbers(strings.Split(digits, ""))
		}
	}
	return word, nil
}

func numbers(texts []string) []int {
	var out []int
	for _, text := range texts {
		n, _ := strconv.Atoi(text) // what is none is 0, and refused
		out = append(out, n)
	}
	return out
}

// lines are the words of each line that has any.
func lines(text string) [][]string {
	var out [][]string
	for _, line := range strings.Split(text, "\n") {
		if words := strings.Fields(line); len(words) > 0 {
			out = append(out, words)
		}
	}
	return out
}
