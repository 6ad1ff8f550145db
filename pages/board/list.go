package board

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// listed is a page of the cases of one number.
type listed struct {
	*register.CasePage
	filter  register.CaseFilter
	cursor  string
	station string
	// of says in words what the number counts, beside its measure.
	of []string
}

// list shows the cases that a number of the board counts.
func list(r *desk.Request) error {
	l := listed{filter: filterOf(r.QueryParams()), cursor: r.QueryParam("cursor")}
	page, err := r.Reg.CaseList(r.Request().Context(), r.Actor, l.filter, l.cursor)
	if err != nil {
		return err
	}
	l.CasePage = page
	if l.station, err = stationName(r, l.filter.Station); err != nil {
		return err
	}
	l.of = l.words(r)
	return r.Page(http.StatusOK, r.Lang.Word(l.filter.Measure.Word()), ui.Board, func(v *ui.View) templ.Component { return listPage(v, l) })
}

func stationName(r *desk.Request, code string) (string, error) {
	if code == "" {
		return "", nil
	}
	bodies, err := r.Reg.Bodies(r.Request().Context())
	for _, b := range bodies {
		if b.Code == code {
			return desk.BodyName(r.Lang, b), err
		}
	}
	return "", err
}

// words say what narrows the list.
func (l listed) words(r *desk.Request) []string {
	var out []string
	add := func(w workflow.Word) {
		if text := r.Lang.Word(w); text != "" {
			out = append(out, text)
		}
	}
	if l.station != "" {
		out = append(out, l.station)
	}
	if d, ok := r.Reg.Book().Current(l.filter.Business, r.Reg.Today()); ok {
		add(d.Names)
	}
	add(l.filter.Age.Word())
	if l.filter.Party != "" {
		w := l.filter.Party.Word()
		add(workflow.Word{Zh: "等" + w.Zh, En: "waiting on: " + w.En})
	}
	if l.filter.Event != "" {
		add(r.Reg.Book().EventWord(l.filter.Event))
		add(r.Reg.SentBackWord(l.filter.Code))
	}
	if l.filter.From != "" {
		out = append(out, string(l.filter.From)+r.T(" 至 ", " to ")+string(l.filter.To))
	}
	return out
}

// under says beneath the number where the case is handled.
func under(v *ui.View, i register.WorkItem) string {
	var parts []string
	if where := v.Word(i.HandlingName); where != "" {
		parts = append(parts, where)
	}
	if i.ParentNumber != "" {
		parts = append(parts, v.T("批次 ", "batch ")+i.ParentNumber)
	}
	return strings.Join(parts, " · ")
}
