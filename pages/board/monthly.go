package board

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/roster"
)

// monthly is a sheet of a month as it is drawn.
type monthly struct {
	*register.Statistics
	own   bool // whether it is the officer's own body that is looked at
	fault *ui.Fault
}

// queryOf reads what is asked for; the population, where no sheet is named.
func queryOf(r *desk.Request) register.StatQuery {
	q := register.StatQuery{Sheet: register.StatSheet(r.QueryParam("sheet")), Month: r.QueryParam("month"), Station: r.QueryParam("station"), Published: r.QueryParam("published") == "1"}
	if q.Sheet == "" {
		q.Sheet = register.SheetPopulation
	}
	return q
}

// month shows a sheet of a month.
func month(r *desk.Request) error { return showMonth(r, http.StatusOK, queryOf(r), nil) }

func showMonth(r *desk.Request, status int, q register.StatQuery, fault *ui.Fault) error {
	s, err := r.Reg.Statistics(r.Request().Context(), r.Actor, q)
	if err != nil {
		return err
	}
	m := monthly{Statistics: s, own: q.Station == "", fault: fault}
	return r.Page(status, string(s.Sheet)+" "+r.Lang.Word(s.Name), ui.Board, func(v *ui.View) templ.Component { return monthPage(v, m) })
}

// monthFile is the sheet as a workbook.
func monthFile(r *desk.Request) error {
	s, err := r.Reg.Statistics(r.Request().Context(), r.Actor, queryOf(r))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := roster.WriteFigures(s.Table(r.Lang == ui.English), &out); err != nil {
		return err
	}
	h := r.Response().Header()
	h.Set("Content-Disposition", `attachment; filename="`+s.FileName()+`"`)
	h.Set("Cache-Control", "no-store")
	return r.Blob(http.StatusOK, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", out.Bytes())
}

// closeMonth closes the month of the officer's county.
func closeMonth(r *desk.Request) error {
	q := register.StatQuery{Sheet: register.StatSheet(r.FormValue("sheet")), Month: r.FormValue("month")}
	done, err := r.Reg.CloseMonth(r.Request().Context(), r.Actor, q.Month)
	if err == nil {
		return r.Go(string(monthAt(q.Sheet, done.Month, "", false)), r.T("该月已结账", "The month is closed"))
	}
	f := r.Fault(err)
	if !desk.Shown(f) {
		return err
	}
	return showMonth(r, f.Status, q, f)
}

// monthAt is the address of a sheet, of its workbook where file is "xlsx".
func monthAt(sheet register.StatSheet, month, station string, published bool) templ.SafeURL {
	return templ.SafeURL("/statistics?" + monthQuery(sheet, month, station, published))
}

func monthFileAt(m monthly, published bool) templ.SafeURL {
	return templ.SafeURL("/statistics/xlsx?" + monthQuery(m.Sheet, m.Month, m.Org, published))
}

func monthQuery(sheet register.StatSheet, month, station string, published bool) string {
	q := url.Values{"sheet": {string(sheet)}, "month": {month}}
	if station != "" {
		q.Set("station", station)
	}
	if published {
		q.Set("published", "1")
	}
	return q.Encode()
}

// at is the body for links within the page: none where it is the officer's own.
func (m monthly) at() string {
	if m.own {
		return ""
	}
	return m.Org
}

// beside is the month so many months later.
func (m monthly) beside(months int) string {
	return string(models.Date(m.Month + "-01").AddMonths(months)[:7])
}

// last tells that no later month can be counted.
func (m monthly) last() bool { return m.beside(0) == string(models.DateOf(m.AsOf)[:7]) }

// shownFigure is a figure of a line; one that is left out is a sign.
func shownFigure(r register.StatRow, key string) string {
	if n, shown := r.Values[key]; shown {
		return strconv.FormatInt(n, 10)
	}
	return "…"
}
