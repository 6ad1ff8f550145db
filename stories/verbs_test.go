package stories

import (
	"net/http"
	"slices"
)

// view is what the stories look at in a case.
type view struct {
	ID         string
	Number     string
	Business   string
	State      string
	Version    int64
	Closed     bool
	LodgedOn   string `json:"lodged_on"`
	AcceptedOn string `json:"accepted_on"`
	DueOn      string `json:"due_on"`
	Late       bool
	Overdue    bool
	Holder     *struct{ Officer, Name string }
	Handling   string `json:"handling_station"`
	Register   string `json:"register_station"`
	Site       string
	Facts      facts
	Subjects   []struct {
		Role, Name string
		Person     string `json:"person_id"`
	}
	Materials []struct{ ID, Kind, Verdict string }
	Missing   []struct{ Kind string }
	Tasks     []struct {
		ID, Kind, Outcome string
		Role              string
		DueOn             string `json:"due_on"`
		Done              bool
	}
	Decision struct {
		Number, Event, Remedy, Reason string
		Level                         int
		Adverse                       bool
	}
	Parent     string
	Successors []string
	Lines      map[string]int
	Waiting    []struct{ Code string }
}

// subject is the person of the register whom the case names in a role.
func (v view) subject(role string) string {
	for _, s := range v.Subjects {
		if s.Role == role {
			return s.Person
		}
	}
	return ""
}

// task is the id of the open work of a kind.
func (v view) task(kind string) string {
	for _, t := range v.Tasks {
		if t.Kind == kind && !t.Done {
			return t.ID
		}
	}
	return ""
}

// Open opens a case and gives its id.
func (o *officer) Open(business string, declared facts) string {
	o.s.t.Helper()
	return o.OpenAs(facts{"business": business, "facts": declared})
}

// OpenAs opens a case from a whole request.
func (o *officer) OpenAs(body facts) string {
	o.s.t.Helper()
	a := o.do(call{method: http.MethodPost, path: "/cases", body: body, header: map[string]string{"Idempotency-Key": o.s.key()}}, http.StatusCreated)
	var v view
	a.into(o.s.t, &v)
	o.s.saw(v.ID, a)
	return v.ID
}

// See looks at a case.
func (o *officer) See(id string) view {
	o.s.t.Helper()
	a := o.do(call{method: http.MethodGet, path: "/cases/" + id}, http.StatusOK)
	var v view
	a.into(o.s.t, &v)
	o.s.saw(id, a)
	return v
}

// step is the request of a step at the version last seen.
func (o *officer) step(id, event, to string, input facts) call {
	o.s.t.Helper()
	body := facts{"event": event}
	if to != "" {
		body["to"] = to
	}
	if input != nil {
		body["input"] = input
	}
	return call{method: http.MethodPost, path: "/cases/" + id + "/steps", body: body,
		header: map[string]string{"If-Match": o.version(id), "Idempotency-Key": o.s.key()}}
}

// Take takes a step and gives the case as it then stands.
func (o *officer) Take(id, event string, input facts) view {
	o.s.t.Helper()
	return o.TakeTo(id, event, "", input)
}

// TakeTo takes a step where the officer chooses where it leads.
func (o *officer) TakeTo(id, event, to string, input facts) view {
	o.s.t.Helper()
	a := o.do(o.step(id, event, to, input), http.StatusOK)
	var v view
	a.into(o.s.t, &v)
	o.s.saw(id, a)
	return v
}

// Propose proposes an act of two persons.
func (o *officer) Propose(id, event string, input facts) view {
	o.s.t.Helper()
	return o.Take(id, "propose_"+event, input)
}

// Refused tries a step and expects a no of this status that names this reason.
func (o *officer) Refused(id, event string, input facts, status int, reason string) problem {
	o.s.t.Helper()
	return o.RefusedTo(id, event, "", input, status, reason)
}

// RefusedTo is Refused with a target.
func (o *officer) RefusedTo(id, event, to string, input facts, status int, reason string) problem {
	o.s.t.Helper()
	a := o.do(o.step(id, event, to, input), status)
	var p problem
	a.into(o.s.t, &p)
	if !p.names(reason) {
		o.s.t.Fatalf("%s by %s is refused for another reason than %s: %s", event, o.name, reason, a)
	}
	return p
}

// Papers adds papers over the counter, each seen and found good.
func (o *officer) Papers(id string, kinds ...string) {
	o.s.t.Helper()
	for _, kind := range kinds {
		hand := paper(kind)
		hand.method, hand.path, hand.header = http.MethodPost, "/cases/"+id+"/materials", map[string]string{"Idempotency-Key": o.s.key()}
		a := o.do(hand, http.StatusCreated)
		var v view
		a.into(o.s.t, &v)
		added := v.Materials[len(v.Materials)-1].ID
		a = o.do(call{method: http.MethodPost, path: "/cases/" + id + "/materials/" + added + "/verdict", body: facts{"result": "ok"},
			header: map[string]string{"If-Match": a.header.Get("ETag"), "Idempotency-Key": o.s.key()}}, http.StatusOK)
		o.s.saw(id, a)
	}
}

// paper is the body of a request that hands in a scan.
func paper(kind string) call {
	return call{parts: []part{{name: "kind", bytes: []byte(kind)}, {name: "file", file: "scan.txt", media: "text/plain", bytes: []byte("扫描件 " + kind)}}}
}

// entry is a row of a case's journal.
type entry struct {
	Seq                                        int64
	Event, From, To, Officer, Role, Seat, Hash string
	PrevHash                                   string `json:"prev_hash"`
}

// Journal reads what was done in a case.
func (o *officer) Journal(id string) []entry {
	o.s.t.Helper()
	var list struct{ Items []entry }
	o.do(call{method: http.MethodGet, path: "/cases/" + id + "/journal"}, http.StatusOK).into(o.s.t, &list)
	return list.Items
}

// count counts the rows of an event.
func count(rows []entry, event string) int {
	n := 0
	for _, r := range rows {
		if r.Event == event {
			n++
		}
	}
	return n
}

// person is what the stories look at in a page of the register.
type person struct {
	ID, Name, Sex, Status, Relation, Station string
	Number                                   string `json:"citizen_number"`
	Born                                     string `json:"birth_date"`
	Household                                string `json:"household_id"`
	Items                                    []struct{ Item, Value string }
	Guardians                                []struct{ Body, Carer, Ground string }
}

// item is the value of an item of the page.
func (p person) item(name string) string {
	for _, i := range p.Items {
		if i.Item == name {
			return i.Value
		}
	}
	return ""
}

// Person looks at somebody in the register, and says why.
func (o *officer) Person(id string) person {
	o.s.t.Helper()
	var p person
	o.do(call{method: http.MethodGet, path: "/people/" + id, header: purpose("核对登记")}, http.StatusOK).into(o.s.t, &p)
	return p
}

// PersonIn looks at somebody from within a case, which shows more.
func (o *officer) PersonIn(id, caseID string) person {
	o.s.t.Helper()
	var p person
	o.do(call{method: http.MethodGet, path: "/people/" + id + "?case_id=" + caseID}, http.StatusOK).into(o.s.t, &p)
	return p
}

// act is an entry of the register's history.
type act struct {
	Kind, Reason  string
	EventOn       string `json:"event_on"`
	EffectiveOn   string `json:"effective_on"`
	CaseID        string `json:"case_id"`
	FromHousehold string `json:"from_household"`
	ToHousehold   string `json:"to_household"`
	FromStation   string `json:"from_station"`
	ToStation     string `json:"to_station"`
	Correlation   string
}

// History lists what was entered on somebody, oldest first.
func (o *officer) History(id string) []act {
	o.s.t.Helper()
	var list struct{ Items []act }
	o.do(call{method: http.MethodGet, path: "/people/" + id + "/history", header: purpose("核对登记")}, http.StatusOK).into(o.s.t, &list)
	return list.Items
}

// household is what the stories look at in a household's page.
type household struct {
	Members []struct {
		ID, Name, Relation string
		Number             string `json:"citizen_number"`
	}
	Total int
}

// Household looks at a household, and says why.
func (o *officer) Household(id string) household {
	o.s.t.Helper()
	var h household
	o.do(call{method: http.MethodGet, path: "/households/" + id, header: purpose("核对登记")}, http.StatusOK).into(o.s.t, &h)
	return h
}

// lists tells whether somebody is a member.
func (h household) lists(id string) bool {
	for _, m := range h.Members {
		if m.ID == id {
			return true
		}
	}
	return false
}

// wantState checks where a case stands.
func (s *story) wantState(v view, states ...string) view {
	s.t.Helper()
	if !slices.Contains(states, v.State) {
		s.t.Fatalf("case %s stands in %s, want %v; waiting %v", v.Number, v.State, states, v.Waiting)
	}
	return v
}

// Change completes what was declared in a draft.
func (o *officer) Change(id string, declared facts) view {
	o.s.t.Helper()
	a := o.do(call{method: http.MethodPatch, path: "/cases/" + id, body: facts{"facts": declared}, header: map[string]string{"If-Match": o.version(id)}}, http.StatusOK)
	var v view
	a.into(o.s.t, &v)
	o.s.saw(id, a)
	return v
}

// Gone expects that there is no such case for the officer.
func (o *officer) Gone(id string) {
	o.s.t.Helper()
	o.do(call{method: http.MethodGet, path: "/cases/" + id}, http.StatusNotFound)
}

// Find finds a case by its business and its subject in the queues of the officer, as
// somebody does who comes to work in the morning.
func (o *officer) Find(business, subject string) string {
	o.s.t.Helper()
	for _, queue := range []string{"mine", "station", "approvals", "waiting"} {
		for cursor, first := "", true; first || cursor != ""; first = false {
			var page struct {
				Items []struct{ ID, Business, Subject string }
				Next  string
			}
			o.do(call{method: http.MethodGet, path: "/queues/" + queue + "?limit=100&cursor=" + cursor}, http.StatusOK).into(o.s.t, &page)
			for _, i := range page.Items {
				if i.Business == business && i.Subject == subject {
					return i.ID
				}
			}
			cursor = page.Next
		}
	}
	o.s.t.Fatalf("%s finds no such %s in any queue", o.name, business)
	return ""
}
