package stories

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode"

	"hukou/cast"

	"github.com/google/go-cmp/cmp"
)

// ofAge goes on to the eighteenth birthdays and beyond the thirty days that a
// confirmation is good for.
func (r *roster) ofAge() {
	first, late, bare := r.of(cast.Cleared)[:1], r.of(cast.ComesOfAge), r.of(cast.BareComesOfAge)
	r.s.clock("2026-10-08T09:00:00+08:00")
	r.want("waiting_external", bare)
	r.want("origin_cleared", append(slices.Clone(first), late...))
	r.s.clock("2026-10-09T09:00:00+08:00")
	r.want("aged_out", bare)
	v := r.clerk.See(r.line[bare[0].No])
	if len(v.Successors) != 1 {
		r.s.t.Fatalf("the youth without registration has %d next cases", len(v.Successors))
	}
	if next := r.clerk.See(v.Successors[0]); next.Business != "unreg_8" || next.DueOn == "" || next.Closed || next.Handling != cast.HomeStation {
		r.s.t.Errorf("the next case of the youth without registration is %+v", next)
	}
	r.s.clock("2026-10-13T09:00:00+08:00")
	r.want("origin_pending", append(slices.Clone(first), late...))
	for _, c := range append(slices.Clone(first), late...) {
		if got := count(r.clerk.Journal(r.line[c.No]), "clearance_expired"); got != 1 {
			r.s.t.Errorf("the confirmation for child %d expired %d times", c.No, got)
		}
		clerk, head := r.originOf(c)
		in := clearance(c, "2026-10-13")
		clerk.Propose(r.line[c.No], "origin_confirm", in)
		head.Take(r.line[c.No], "origin_confirm", in)
	}
	// Kin in the book have five working days to object.
	r.take(r.head, first, "submit", facts{"best_interest_no": "说明2", "land_notice_no": "告知2"})
	r.lead.Refused(r.line[first[0].No], "approve", nil, http.StatusUnprocessableEntity, "kin_period_over_where_registered")
	r.s.clock("2026-10-21T09:00:00+08:00")
	r.take(r.head, late, "submit", facts{"best_interest_no": "说明2", "land_notice_no": "告知2"})
	both := append(slices.Clone(first), late...)
	r.take(r.lead, both, "approve", nil)
	r.take(r.counter, both, "deliver", facts{"receiver": "邵清和", "method": "window"})
}

// announced opens the case on a child's two entries and tells those concerned.
func (r *roster) announced(c cast.Child) {
	r.s.t.Helper()
	id := r.clerk.See(r.line[c.No]).Successors[0]
	r.clerk.Take(id, "ex_officio", nil)
	r.clerk.Take(id, "assign_check", nil)
	r.clerk.Take(id, "tell", facts{"persons_heard": []string{"两地户内成年亲属"}, "document_no": "告知1", "method": "post"})
	r.clerk.Take(id, "publish_notice", facts{"document_no": "公示1"})
	r.peersSpoke(c, id)
	early := facts{"findings": "两条登记为同一人", "persons_heard": []string{"两地户内成年亲属"}}
	r.clerk.Refused(id, "report_check", early, http.StatusUnprocessableEntity, "public_notice_over")
}

// peersSpoke lets the station of each entry say what it keeps. The second child's second
// station keeps silent, so that the region rules between the prefectures.
func (r *roster) peersSpoke(c cast.Child, id string) {
	r.s.t.Helper()
	stations := []string{answering(c.Station), c.SecondStation()}
	if c.No != r.of(cast.TwoEntries)[0].No {
		stations = stations[:1]
	}
	for _, station := range stations {
		clerk, head := r.officersAt(station)
		head.Take(id, "peer_word", facts{"task_id": clerk.See(id).task("peer_word"), "agree": true, "findings": "查阅底册，与本所登记核对无误"})
	}
	r.s.forget()
}

// ruledOnDuplicates rules on the two entries after thirty days of notice: one is
// kept, the other cancelled, and the line goes on by itself.
func (r *roster) ruledOnDuplicates() {
	twice := r.of(cast.TwoEntries)
	for _, c := range twice {
		id := r.clerk.See(r.line[c.No]).Successors[0]
		r.clerk.Papers(id, "register_extracts", "comparison_result", "visit_record")
		r.clerk.Take(id, "report_check", facts{"findings": "两条登记为同一人", "persons_heard": []string{"两地户内成年亲属"}})
		r.head.Take(id, "pass_up", nil)
		r.lead.Refused(id, "approve", facts{"keep": c.Person, "reason": "先登记且有出生记录"}, http.StatusUnprocessableEntity, "level_county")
		r.county.Take(id, "pass_up", nil)
		decider := r.city
		if c.No != twice[0].No {
			r.city.Refused(id, "approve", facts{"keep": c.Person, "reason": "先登记且有出生记录"}, http.StatusUnprocessableEntity, "prefecture_decides_the_entries")
			decider = r.s.as("region1")
		}
		r.s.wantState(decider.Take(id, "approve", facts{"keep": c.Person, "reason": "先登记且有出生记录"}), "effected")
		r.s.forget()
		clerk, head := r.originOf(c)
		in := clearance(c, "2026-10-21")
		clerk.Propose(r.line[c.No], "origin_confirm", in)
		head.Take(r.line[c.No], "origin_confirm", in)
	}
	r.take(r.community, twice, "hear_child", heard("agrees", true))
	r.s.clock("2026-10-29T09:00:00+08:00")
	r.take(r.head, twice, "submit", facts{"best_interest_no": "说明3", "land_notice_no": "告知3"})
	r.take(r.lead, twice, "approve", nil)
	r.want("effected", twice)
	if got := r.clerk.See(r.batch).State; got != "b_running" {
		r.s.t.Errorf("with two lines to deliver the roster stands in %s", got)
	}
	// The last two lines end at the same instant, by two clerks, and the roster closes.
	var both sync.WaitGroup
	for i, o := range []*officer{r.clerk, r.counter} {
		deliver := o.step(r.line[twice[i].No], "deliver", "", facts{"receiver": "邵清和", "method": "window"})
		both.Go(func() {
			if a := o.send(deliver); a.status != http.StatusOK {
				r.s.t.Errorf("%s delivers: %s", o.name, a)
			}
		})
	}
	both.Wait()
	r.s.forget()
}

// closed checks that every line has ended as the cast's table says, station by
// station, and that the roster closed by itself.
func (r *roster) closed() {
	v := r.s.wantState(r.clerk.See(r.batch), "b_closed")
	want, got := map[string]map[string]int{}, map[string]map[string]int{}
	total := map[string]int{}
	states := map[string]line{}
	for _, l := range r.lines() {
		states[l.ID] = l
	}
	for _, c := range r.all {
		l, station := states[r.line[c.No]], answering(c.Station)
		add(want, station, string(c.Fate.End()))
		add(got, l.Origin, l.State)
		total[string(c.Fate.End())]++
		if !l.Closed {
			r.s.t.Errorf("the line of child %d (%s) is still open in %s", c.No, c.Fate, l.State)
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		r.s.t.Errorf("the ends by station of origin (-table +register):\n%s", d)
	}
	if d := cmp.Diff(total, v.Lines); d != "" {
		r.s.t.Errorf("the roster counts its lines otherwise (-table +register):\n%s", d)
	}
	r.wantInTheHousehold()
}

func add(to map[string]map[string]int, station, end string) {
	if to[station] == nil {
		to[station] = map[string]int{}
	}
	to[station][end]++
}

// wantInTheHousehold checks that those who were delivered stand in the collective
// household, each once and with the civil affairs department as guardian, and nobody
// else of the roster does.
func (r *roster) wantInTheHousehold() {
	home := r.clerk.Household(cast.CollectiveHousehold)
	numbers := map[string]string{}
	for _, m := range home.Members {
		numbers[m.Name] = m.Number
	}
	for _, c := range r.all {
		name := c.Name
		if c.Fate.Registered() {
			name = c.Book
		}
		number, there := numbers[name]
		if there != (c.Fate.End() == "delivered") {
			r.s.t.Errorf("child %d (%s): stands in the collective household: %v", c.No, c.Fate, there)
		}
		if there && !strings.HasPrefix(number, "649901") {
			r.s.t.Errorf("child %d has the number %q", c.No, number)
		}
	}
	if want := r.count("delivered"); home.Total != want {
		r.s.t.Errorf("the collective household has %d members, want %d", home.Total, want)
	}
	moved, first := r.of(cast.Cleared)[1], r.of(cast.FirstEntry)[0]
	out, in := act{}, act{}
	for _, a := range r.clerk.History(moved.Person) {
		switch a.Kind {
		case "move_out":
			out = a
		case "move_in":
			in = a
		}
	}
	if out.Correlation == "" || out.Correlation != in.Correlation || out.CaseID != r.line[moved.No] || in.CaseID != out.CaseID || out.FromStation != moved.Station || in.ToStation != cast.HomeStation {
		r.s.t.Errorf("the move is entered as %+v and %+v", out, in)
	}
	if p := r.clerk.Person(moved.Person); p.Number != moved.Number.Masked() {
		r.s.t.Errorf("the child that moved has the number %s, had %s", p.Number, moved.Number.Masked())
	}
	if id := r.clerk.See(r.line[first.No]).subject("ward"); !slices.ContainsFunc(r.clerk.History(id), func(a act) bool { return a.Kind == "first" && a.CaseID == r.line[first.No] }) {
		r.s.t.Errorf("the first registration is entered as %+v", r.clerk.History(id))
	}
}

func (r *roster) count(end string) int {
	n := 0
	for _, c := range r.all {
		if string(c.Fate.End()) == end {
			n++
		}
	}
	return n
}

// nextRoster is a small roster that is closed in part: what is open goes on in cases
// of its own, which the head names line by line.
func (s *story) nextRoster() {
	r := s.handedIn(cast.Next(), "roster-next", declared(cast.NextFacts()), "qinghe.clerk1")
	registered, none := r.of(cast.Cleared), r.of(cast.FirstEntry)
	r.take(r.clerk, r.all, "search", nil)
	r.take(r.clerk, none, "hit_none", facts{"searched_by_name_and_number": true, "searched_by_parents": true, "findings": "两次查找均未见登记"})
	r.each(r.clerk, registered, "hit_one", func(c cast.Child) facts {
		return found(c)
	})
	// A guardian is known, and a court's document displaces them: the line goes on
	// where it stood.
	kin := registered[0]
	r.clerk.Take(r.line[kin.No], "kin_found", facts{"kin": "capable_kin", "reason": "叔父健在"})
	paper := facts{"document_no": "民特1号", "guardianship_ground": "parents_not_found", "on_behalf_of": "永宁县民政局"}
	r.clerk.Refused(r.line[kin.No], "guardianship_document", paper, http.StatusUnprocessableEntity, "ground_displaces_guardian")
	r.clerk.Take(r.line[kin.No], "guardianship_document", also(paper, facts{"guardianship_ground": "revoked"}))
	r.want("origin_pending", registered)
	// One child leaves; its line ends by itself.
	left := registered[1]
	gone := reasoned("回归家庭", facts{"leaving": "reunited", "document_no": "永民函3"})
	r.clerk.Propose(r.line[left.No], "left_institution", gone)
	r.head.Take(r.line[left.No], "left_institution", gone)

	r.merged(registered[2])

	why := facts{"reason": "机构调整，其余逐人办理"}
	r.head.Refused(r.batch, "close_partial", why, http.StatusUnprocessableEntity, "every_line_ended_or_succeeded")
	var named []string
	open := but(r.all, left)
	for _, c := range open {
		next := "ward_first"
		if c.Fate.Registered() {
			next = "ward_move"
		}
		named = append(named, r.line[c.No]+"="+next)
	}
	s.wantState(r.head.Take(r.batch, "close_partial", also(why, facts{"successors": named})), "b_partial")
	r.want("excluded", r.all)
	for i, c := range open {
		v := r.clerk.See(r.line[c.No])
		if len(v.Successors) != 1 {
			s.t.Fatalf("child %d has %d next cases", c.No, len(v.Successors))
		}
		if d := v.Decision; d.Event != "taken_off" || !d.Adverse || d.Level != 1 || d.Number != v.Number+"-移出字第1号" || d.Reason != why["reason"] || !strings.Contains(d.Remedy, "永宁县人民政府") {
			s.t.Errorf("child %d is told of the roster's end: %+v", c.No, d)
		}
		next := r.clerk.See(v.Successors[0])
		if want := named[i][strings.IndexByte(named[i], '=')+1:]; next.Business != want || next.Closed || next.DueOn == "" || next.Handling != cast.HomeStation {
			s.t.Errorf("the next case of child %d is %+v, want a %s with a day and an owner", c.No, next, want)
		}
	}
}

// merged merges a child's station of origin while it is asked: the question goes on to
// the station that does its work from then on, by itself.
func (r *roster) merged(c cast.Child) {
	s, into := r.s, "640324020000"
	file := filepath.Join(s.t.TempDir(), "stations.csv")
	row := fmt.Sprintf("%s,同心县清渠镇派出所,station,%s,%s,2026-10-28,%s\n", c.Station, c.Station[:6]+"000000", c.Station[:6], into)
	if err := os.WriteFile(file, []byte("code,name,kind,parent,division,valid_to,merged_into\n"+row), 0o600); err != nil {
		s.t.Fatal(err)
	}
	if code, out := command(s.t, s.in.home, "import", "stations", file); code != 0 {
		s.t.Fatalf("the merger is not taken in: %d %s", code, out)
	}
	s.clock("2026-10-30T09:00:00+08:00")
	id := r.line[c.No]
	if got := count(r.clerk.Journal(id), "station_merged"); got != 1 {
		s.t.Errorf("the merger shows %d times in the line's journal", got)
	}
	s.as("qingqu.clerk").Gone(id)
	in := clearance(c, "2026-10-30")
	s.as("qichuan.clerk").Propose(id, "origin_confirm", in)
	s.wantState(s.as("qichuan.head").Take(id, "origin_confirm", in), "origin_cleared")
}

// wantGaplessFeed reads the feed from its beginning: one order without a gap, and
// nothing in it that is anybody's name or number.
func (s *story) wantGaplessFeed() {
	s.t.Helper()
	last := 0
	for page := true; page; {
		var list struct {
			Items []struct{ Sequence string }
		}
		a := s.as("qinghe.clerk1").do(call{method: http.MethodGet, path: fmt.Sprintf("/feed?limit=200&after=%d", last)}, http.StatusOK)
		a.into(s.t, &list)
		for _, item := range list.Items {
			if last++; item.Sequence != fmt.Sprint(last) {
				s.t.Fatalf("after message %d comes %s", last-1, item.Sequence)
			}
		}
		if at := bytes.IndexFunc(a.body, func(r rune) bool { return r > unicode.MaxASCII }); at >= 0 || bytes.Contains(a.body, []byte("649901")) {
			s.t.Fatalf("a message tells more than ids: %s", a)
		}
		page = len(list.Items) > 0
	}
	if last < 500 {
		s.t.Errorf("the feed has %d messages", last)
	}
}

// jsonOf is a value as a form's field carries it.
func jsonOf(v any) []byte {
	raw, err := json.Marshal(v)
	if err != nil {
		return []byte(err.Error())
	}
	return raw
}

// withImpossibleDay makes one day of a text impossible.
func withImpossibleDay(file []byte, day string) []byte {
	return []byte(strings.Replace(string(file), day, day[:5]+"02-30", 1))
}
