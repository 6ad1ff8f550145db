// Package board shows the numbers that a supervisor asks for every week, each a link to
// the cases it counts. It never counts by officer, nor by anything about a person.
package board

import (
	"net/http"

	"github.com/a-h/templ"

	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
)

// Mount adds the addresses of the board.
func Mount(d *desk.Desk) {
	d.Get("/board", desk.Deciders, show)
	d.Get("/board/list", desk.Deciders, list)
	d.Get("/statistics", desk.Deciders, month)
	d.Get("/statistics/xlsx", desk.Deciders, monthFile)
	d.Post("/statistics/close", desk.Deciders, closeMonth)
}

// span is a choice of the days that what was done is counted for.
type span string

const (
	thisWeek  span = "week"
	lastWeek  span = "last"
	thisMonth span = "month"
)

// spans are the choices in the order of the page.
func spans() []span { return []span{thisWeek, lastWeek, thisMonth} }

// days are the first and the last day of a choice.
func (s span) days(today models.Date) (from, to models.Date) {
	monday := today.AddDays(-((int(today.Time().Weekday()) + 6) % 7))
	switch s {
	case lastWeek:
		return monday.AddDays(-7), monday.AddDays(-1)
	case thisMonth:
		return today[:8] + "01", today
	}
	return monday, today
}

func (s span) name(v *ui.View) string {
	switch s {
	case lastWeek:
		return v.T("上周", "Last week")
	case thisMonth:
		return v.T("本月", "This month")
	}
	return v.T("本周", "This week")
}

// done heads what was done in these days.
func (s span) done(v *ui.View) string {
	switch s {
	case lastWeek:
		return v.T("上周办结", "Done last week")
	case thisMonth:
		return v.T("本月办结", "Done this month")
	}
	return v.T("本周办结", "Done this week")
}

// sheet is the board as it is drawn.
type sheet struct {
	*register.Board
	span   span
	groups []group
}

// group are the stations beneath one body. The body has a board of its own where it
// stands below the officer's.
type group struct {
	code  string
	name  string
	board bool
	rows  []register.BoardRow
}

// show is the board of all that the officer supervises, or of one body below.
func show(r *desk.Request) error {
	s := sheet{span: span(r.QueryParam("period"))}
	if s.span != lastWeek && s.span != thisMonth {
		s.span = thisWeek
	}
	q := register.BoardQuery{Station: r.QueryParam("station")}
	q.From, q.To = s.span.days(r.Reg.Today())
	b, err := r.Reg.Board(r.Request().Context(), r.Actor, q)
	if err != nil {
		return err
	}
	bodies, err := r.Reg.Bodies(r.Request().Context())
	if err != nil {
		return err
	}
	s.Board, s.groups = b, groups(r, b.Stations, bodies)
	return r.Page(http.StatusOK, r.T("统计", "The board"), ui.Board, func(v *ui.View) templ.Component { return page(v, s) })
}

// groups puts stations beneath the bodies above them, in the order of the rows.
func groups(r *desk.Request, rows []register.BoardRow, bodies []register.BodyView) []group {
	known := map[string]register.BodyView{}
	for _, b := range bodies {
		known[b.Code] = b
	}
	var out []group
	for _, row := range rows {
		above := known[known[row.Key].Parent]
		if len(out) == 0 || out[len(out)-1].code != above.Code {
			out = append(out, group{code: above.Code, name: desk.BodyName(r.Lang, above), board: supervises(r.Actor, known, above.Code)})
		}
		out[len(out)-1].rows = append(out[len(out)-1].rows, row)
	}
	return out
}

// supervises tells whether a body is one that the officer decides at, or below one.
func supervises(a register.Actor, known map[string]register.BodyView, code string) bool {
	for range len(known) {
		for _, p := range a.Postings {
			if p.Org == code && desk.Deciders(register.Actor{Postings: []models.Posting{p}}) {
				return true
			}
		}
		if code = known[code].Parent; code == "" {
			return false
		}
	}
	return false
}
