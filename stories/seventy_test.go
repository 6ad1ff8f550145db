package stories

import (
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"
	"testing"

	"hukou/cast"
	"hukou/models"
)

// rosterDay is the day on which the roster comes in: the cast's own roster of the
// seventy has not been handed in yet.
const rosterDay = "2026-09-10T09:00:00+08:00"

func TestSeventyChildrenFromTheRosterToTheirEnds(t *testing.T) {
	told := onEach()
	onBoth(t, func(t *testing.T, db database) {
		in := demoAt(t, newHome(t, db), rosterDay)
		s := tell(t, in)
		s.log = told[db]
		r := s.handedIn(cast.Seventy(), "roster-70", declared(cast.RosterFacts()), "qinghe.clerk1")
		r.found()
		r.asked()
		r.silent()
		r.heardAndDecided()
		r.ofAge()
		r.ruledOnDuplicates()
		r.closed()
		in.wantSound(t)
		s.nextRoster()
		tell(t, in).wantGaplessFeed()
		in.wantSound(t)
	})
	wantEqual(t, told, 500)
}

// declared is what the cast declares, as a request carries it.
func declared[K ~string](from map[K]any) facts {
	out := facts{}
	for k, v := range from {
		out[string(k)] = v
	}
	return out
}

// roster is a roster under way: its case, and the case of each child by its place.
type roster struct {
	s     *story
	all   []cast.Child
	batch string
	line  map[int]string

	clerk, counter, aux, community, head, county, lead, city *officer
}

// handedIn uploads the file of a roster as an institution's officer would, has it
// accepted, and finds each child's case.
func (s *story) handedIn(all []cast.Child, file string, declared facts, clerk string) *roster {
	s.t.Helper()
	r := &roster{s: s, all: all, line: map[int]string{}, clerk: s.as(clerk), counter: s.as("qinghe.clerk2"), aux: s.as("qinghe.aux"), community: s.as("qinghe.community"),
		head: s.as("qinghe.head"), county: s.as("yongning.county"), lead: s.as("yongning.lead"), city: s.as("yinchuan.citylead")}
	v := r.upload(file, declared)
	r.batch = v.ID
	r.counter.Papers(r.batch, "unit_certificate", "impact_assessment")
	r.clerk.Take(r.batch, "lodge", nil)
	s.wantState(r.clerk.Take(r.batch, "accept", nil), "b_running")
	lines := r.lines()
	if len(lines) != len(all) {
		s.t.Fatalf("the batch has %d lines, the roster %d children", len(lines), len(all))
	}
	for i, l := range lines {
		if l.Name != all[i].Name {
			s.t.Fatalf("line %d is another child's", i+1)
		}
		r.line[all[i].No] = l.ID
	}
	return r
}

// upload hands in a workbook. Before that it hands in the text form with one wrong
// cell, which is named, and with which nothing is imported.
func (r *roster) upload(file string, declared facts) view {
	r.s.t.Helper()
	send := func(name, media string, content []byte, status int) answer {
		r.s.t.Helper()
		return r.clerk.do(call{method: http.MethodPost, path: "/batches", header: map[string]string{"Idempotency-Key": r.s.key()},
			parts: []part{{name: "file", file: name, media: media, bytes: content}, {name: "facts", bytes: jsonOf(declared)}}}, status)
	}
	read := func(name string) []byte {
		r.s.t.Helper()
		content, err := os.ReadFile("../cast/testdata/" + name)
		if err != nil {
			r.s.t.Fatal(err)
		}
		return content
	}
	var p problem
	send(file+".csv", "text/csv", withImpossibleDay(read(file+".csv"), string(r.all[2].Birth)), http.StatusUnprocessableEntity).into(r.s.t, &p)
	if len(p.Errors) != 1 || p.Errors[0].Field != "C4" {
		r.s.t.Errorf("the one wrong cell is told as %+v", p.Errors)
	}
	var v struct {
		view
		Roster struct {
			Rows, Imported int
			Problems       []struct{ Warning bool }
		}
	}
	a := send(file+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", read(file+".xlsx"), http.StatusCreated)
	a.into(r.s.t, &v)
	r.s.saw(v.ID, a)
	if v.Roster.Rows != len(r.all) || v.Roster.Imported != len(r.all) {
		r.s.t.Errorf("the report says %+v", v.Roster)
	}
	return v.view
}

// line is a child's line as the batch lists it.
type line struct {
	ID, Name, State string
	Version         int64
	Origin          string `json:"origin_station"`
	Closed          bool
}

func (r *roster) lines() []line {
	r.s.t.Helper()
	var list struct{ Items []line }
	r.clerk.do(call{method: http.MethodGet, path: "/batches/" + r.batch + "/lines"}, http.StatusOK).into(r.s.t, &list)
	return list.Items
}

// of are the children of some fates.
func (r *roster) of(fates ...cast.Fate) []cast.Child {
	return slices.DeleteFunc(slices.Clone(r.all), func(c cast.Child) bool { return !slices.Contains(fates, c.Fate) })
}

// but leaves children out.
func but(all []cast.Child, out ...cast.Child) []cast.Child {
	return slices.DeleteFunc(slices.Clone(all), func(c cast.Child) bool {
		return slices.ContainsFunc(out, func(o cast.Child) bool { return o.No == c.No })
	})
}

// take takes one step on many lines with one request: a decision each.
func (r *roster) take(o *officer, children []cast.Child, event string, input facts) {
	r.s.t.Helper()
	for id, status := range r.try(o, children, event, input) {
		if status != http.StatusOK {
			r.s.t.Fatalf("%s on line %s is answered %d", event, id, status)
		}
	}
}

// try is take where some lines may be refused; it gives the status of each line.
func (r *roster) try(o *officer, children []cast.Child, event string, input facts) map[string]int {
	r.s.t.Helper()
	versions, wishes := map[string]int64{}, []facts{}
	for _, l := range r.lines() {
		versions[l.ID] = l.Version
	}
	for _, c := range children {
		wishes = append(wishes, facts{"id": r.line[c.No], "version": versions[r.line[c.No]]})
	}
	body := facts{"event": event, "lines": wishes}
	if input != nil {
		body["input"] = input
	}
	var list struct {
		Items []struct {
			ID      string
			Status  int
			Version int64
		}
	}
	a := o.do(call{method: http.MethodPost, path: "/batches/" + r.batch + "/lines/steps", body: body, header: map[string]string{"Idempotency-Key": r.s.key()}}, http.StatusOK)
	a.into(r.s.t, &list)
	if len(list.Items) != len(children) {
		r.s.t.Fatalf("%d lines were asked, %d are answered", len(children), len(list.Items))
	}
	out := map[string]int{}
	for i, item := range list.Items {
		if item.ID != wishes[i]["id"] {
			r.s.t.Fatalf("the answers do not follow the order of the lines")
		}
		out[item.ID] = item.Status
		if item.Status == http.StatusOK {
			r.s.versions[item.ID] = fmt.Sprintf("%q", fmt.Sprint(item.Version))
		}
	}
	return out
}

// each takes a step of each child alone, with an input of its own.
func (r *roster) each(o *officer, children []cast.Child, event string, input func(cast.Child) facts) {
	r.s.t.Helper()
	for _, c := range children {
		o.Take(r.line[c.No], event, input(c))
	}
}

// want checks in which state the children's lines stand.
func (r *roster) want(state string, children []cast.Child) {
	r.s.t.Helper()
	states := map[string]string{}
	for _, l := range r.lines() {
		states[l.ID] = l.State
	}
	for _, c := range children {
		if got := states[r.line[c.No]]; got != state {
			r.s.t.Errorf("the line of child %d (%s) stands in %s, want %s", c.No, c.Fate, got, state)
		}
	}
}

// originOf are the clerk and the head of the station that answers for a child today.
func (r *roster) originOf(c cast.Child) (clerk, head *officer) {
	r.s.t.Helper()
	return r.officersAt(answering(c.Station))
}

func (r *roster) officersAt(station string) (clerk, head *officer) {
	r.s.t.Helper()
	found := map[string]string{}
	for _, o := range r.s.in.Officers {
		if o.StationCode == station {
			found[o.Roles[0]] = o.Username
		}
	}
	return r.s.as(found["clerk"]), r.s.as(found["head"])
}

// answering is the station that does a station's work today.
func answering(station string) string {
	if station == cast.MergedStation {
		return cast.SuccessorStation
	}
	return station
}

// ageOn is a child's age by the roster's birth date.
func ageOn(c cast.Child, day models.Date) int { return c.Birth.AgeOn(day) }

// also is an input with more in it.
func also(input facts, more facts) facts {
	out := maps.Clone(input)
	maps.Copy(out, more)
	return out
}
