package board

import (
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"hukou/models"
	"hukou/register"
	"hukou/workflow"
)

// boardAt is the address of the board of a body for a choice of days.
func boardAt(station string, s span) templ.SafeURL {
	q := url.Values{}
	if station != "" {
		q.Set("station", station)
	}
	if s != thisWeek && s != "" {
		q.Set("period", string(s))
	}
	if len(q) == 0 {
		return "/board"
	}
	return templ.SafeURL("/board?" + q.Encode())
}

// listAt is the address of the cases of a filter, from a place in their list on.
func listAt(f register.CaseFilter, cursor string) templ.SafeURL {
	q := url.Values{}
	for name, value := range map[string]string{"m": string(f.Measure), "station": f.Station, "business": string(f.Business), "age": string(f.Age), "party": string(f.Party),
		"event": string(f.Event), "code": f.Code, "from": string(f.From), "to": string(f.To), "cursor": cursor} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if f.Alone {
		q.Set("alone", "1")
	}
	return templ.SafeURL("/board/list?" + q.Encode())
}

// filterOf reads what listAt wrote.
func filterOf(q url.Values) register.CaseFilter {
	return register.CaseFilter{Measure: register.Measure(q.Get("m")), Station: q.Get("station"), Alone: q.Get("alone") == "1" && q.Get("station") != "",
		Business: workflow.Business(q.Get("business")), Age: register.AgeBand(q.Get("age")), Party: register.Party(q.Get("party")),
		Event: workflow.Event(q.Get("event")), Code: q.Get("code"), From: models.Date(q.Get("from")), To: models.Date(q.Get("to"))}
}

// figure is a number as the page writes it.
func figure(n int64) string { return strconv.FormatInt(n, 10) }
