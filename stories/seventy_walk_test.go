package stories

import (
	"net/http"
	"slices"
	"strings"

	"hukou/cast"
	"hukou/models"
	"hukou/register"
)

// The fates by what the register has on the child at first.
var (
	oneEntry = []cast.Fate{cast.Cleared, cast.Returned, cast.RuledFor, cast.RuledAgainst, cast.ParentFound, cast.Kept, cast.ComesOfAge, cast.LeftHome, cast.Died,
		cast.OriginMerged, cast.NameDiffers, cast.BirthDiffers, cast.OriginSilent}
	noEntry = []cast.Fate{cast.FirstEntry, cast.BareComesOfAge}
)

// found is what the clerk enters for a child whose entry was compared; where the name or
// the birth date differs, with the reason.
func found(c cast.Child) facts {
	f := facts{"hit_person": c.Person, "compared_by_eye": true, "findings": "逐项并列核对"}
	if c.Fate == cast.NameDiffers || c.Fate == cast.BirthDiffers {
		f["difference_reason"] = "父母、地址一致，经查系机构笔误"
	}
	return f
}

// found searches for all seventy and enters what was found: an entry that a person
// compared by eye, none after two searches, or several.
func (r *roster) found() {
	s := r.s
	r.take(r.clerk, r.all, "search", nil)
	first := r.of(oneEntry...)[0]
	r.clerk.Refused(r.line[first.No], "hit_one", facts{"hit_person": first.Person, "compared_by_eye": false, "findings": "系统评分高"}, http.StatusUnprocessableEntity, "compared_by_eye")
	r.each(r.clerk, r.of(oneEntry...), "hit_one", func(c cast.Child) facts {
		return found(c)
	})
	r.want("origin_pending", r.of(oneEntry...))
	r.take(r.clerk, r.of(noEntry...), "hit_none", facts{"searched_by_name_and_number": true, "searched_by_parents": true, "findings": "两次查找均未见登记"})
	r.each(r.clerk, r.of(cast.TwoEntries), "hit_many", func(c cast.Child) facts {
		return facts{"hit_persons": []string{c.Person, cast.ID("person/" + c.Key() + "/again")}, "findings": "两地各有一条登记"}
	})
	r.want("duplicate", r.of(cast.TwoEntries))
	for _, c := range r.all {
		r.counter.Papers(r.line[c.No], "intake_form", "civil_affairs_opinion")
	}
	r.take(r.clerk, r.of(noEntry...), "ask_comparison", facts{"addressee": "永宁县公安局刑侦大队", "document_no": "比对函1"})
	r.want("waiting_external", r.of(noEntry...))
	s.clock("2026-09-11T09:00:00+08:00")
	for _, c := range r.of(cast.TwoEntries) {
		r.announced(c)
	}
}

// asked is what the places of origin answer, and the comparison of those without
// entry.
func (r *roster) asked() {
	told := "2026-09-11"
	for _, c := range r.of(cast.Cleared, cast.Returned, cast.Kept, cast.ComesOfAge, cast.LeftHome, cast.Died, cast.OriginMerged, cast.NameDiffers, cast.BirthDiffers) {
		clerk, head := r.originOf(c)
		in := clearance(c, told)
		if c.No == 1 {
			head.Refused(r.line[c.No], "origin_confirm", in, http.StatusUnprocessableEntity, "proposed_by_another")
			clerk.Gone(r.batch) // the peer sees that line, and no other of the roster
		}
		clerk.Propose(r.line[c.No], "origin_confirm", in)
		head.Take(r.line[c.No], "origin_confirm", in)
	}
	for _, c := range r.of(cast.RuledFor, cast.RuledAgainst) {
		_, head := r.originOf(c)
		if c.No == 3 {
			head.Refused(r.line[c.No], "origin_object", reasoned("担心承包地", facts{"objection_ground": "land", "document_no": "异议1"}), http.StatusUnprocessableEntity, "objection_ground_listed")
		}
		head.Take(r.line[c.No], "origin_object", reasoned("户内亲属提出监护异议", facts{"objection_ground": "kin_object", "document_no": "异议书1"}))
	}
	r.want("disputed", r.of(cast.RuledFor, cast.RuledAgainst))
	found := r.of(cast.ParentFound)
	r.take(r.clerk, found, "kin_found", facts{"kin": "parent", "reason": "走访得知母亲健在"})
	// Whoever insists: without a document there is no move, and the head alone cannot
	// send the child back either.
	r.head.Refused(r.line[found[0].No], "submit", facts{"best_interest_no": "1"}, http.StatusConflict, "not_from_here")
	back := reasoned("母亲有监护能力，愿意接回", facts{"document_no": "永民监函1"})
	r.head.Refused(r.line[found[0].No], "return_to_guardian", back, http.StatusUnprocessableEntity, "proposed_by_another")
	r.take(r.clerk, found, "propose_return_to_guardian", back)
	r.take(r.head, found, "return_to_guardian", back)
	r.take(r.clerk, r.of(cast.FirstEntry), "no_match", facts{"document_no": "复函1"})
	r.take(r.clerk, r.of(cast.BareComesOfAge), "inconclusive", facts{"document_no": "复函2"})
	for _, c := range r.of(cast.FirstEntry) {
		if c.Document == "" {
			r.head.Refused(r.line[c.No], "submit", facts{"best_interest_no": "1"}, http.StatusUnprocessableEntity, "guardianship_proven")
			r.clerk.Take(r.line[c.No], "guardianship_document", facts{"document_no": "永民监补1号", "guardianship_ground": string(c.Ground), "on_behalf_of": "永宁县民政局"})
		}
	}
}

// clearance is what the place of origin says of a child in its book.
func clearance(c cast.Child, told string) facts {
	in := facts{"extract": "与户主关系、监护、在办业务已核", "land_and_benefits": "无承包地，待遇已告知", "kin_in_book": "none"}
	if adultsWith(c.Person) > 0 {
		in["kin_in_book"], in["kin_told_on"] = "told", told
	}
	return in
}

// adultsWith counts the adults in the book of a person.
func adultsWith(person string) int {
	n := 0
	for _, h := range cast.Households() {
		if slices.ContainsFunc(h.Members, func(p register.LoadedPerson) bool { return p.ID == person }) {
			for _, p := range h.Members {
				if p.ID != person && p.BirthDate < "2008-01-01" && p.Status == "" {
					n++
				}
			}
		}
	}
	return n
}

// silent is the child whose place of origin does not answer: the bodies above are
// told after three, five and seven working days, and silence is never consent.
func (r *roster) silent() {
	c := r.of(cast.OriginSilent)[0]
	id := r.line[c.No]
	for _, day := range []struct {
		now  string
		told int
	}{{"2026-09-15", 0}, {"2026-09-16", 1}, {"2026-09-18", 2}, {"2026-09-21", 3}, {"2026-09-24", 3}} {
		r.s.clock(day.now + "T09:00:00+08:00")
		rows := r.clerk.Journal(id)
		if got := count(rows, "escalate"); got != day.told {
			r.s.t.Errorf("on %s the silence has gone up %d times, want %d", day.now, got, day.told)
		}
		r.want("origin_pending", []cast.Child{c})
		if day.told == 0 {
			r.s.as("huinong.county").Refused(id, "propose_origin_confirm", clearance(c, "2026-09-15"), http.StatusUnprocessableEntity, "origin_escalated")
		}
	}
	in := clearance(c, "2026-09-16")
	r.s.as("huinong.county").Propose(id, "origin_confirm", in)
	r.s.as("huinong.lead").Take(id, "origin_confirm", in)
}

// heardAndDecided hears every child, rules on objections, submits and decides: many
// lines with one request, each its own decision.
func (r *roster) heardAndDecided() {
	for _, c := range r.of(cast.RuledFor) {
		r.above(c).Take(r.line[c.No], "rule_for", facts{"reason": "亲属已书面撤回异议"})
	}
	for _, c := range r.of(cast.RuledAgainst) {
		r.above(c).Take(r.line[c.No], "rule_against", reasoned("叔父监护能力属实", nil))
	}
	first, late := r.of(cast.Cleared)[0], r.of(cast.ComesOfAge)
	kept, here := r.of(cast.Kept), r.of(cast.Cleared, cast.Returned, cast.RuledFor, cast.Kept, cast.ComesOfAge, cast.OriginMerged, cast.NameDiffers, cast.BirthDiffers, cast.OriginSilent, cast.FirstEntry)
	r.community.Refused(r.line[first.No], "hear_child", heard("agrees", false), http.StatusUnprocessableEntity, "heard_without_staff")
	young := slices.DeleteFunc(slices.Clone(here), func(c cast.Child) bool { return ageOn(c, "2026-09-10") >= 4 })
	r.take(r.community, young, "hear_child", heard("unable", true))
	r.take(r.community, but(here, append(young, kept...)...), "hear_child", heard("agrees", true))
	r.take(r.community, kept, "hear_child", heard("objects", true))
	r.take(r.lead, kept, "keep", reasoned("本人不愿迁户", facts{"keep_ground": "child_objects"}))
	r.take(r.community, late, "choose_at_18", facts{"goes_on_at_18": true, "document_no": "意愿书1"})
	for _, c := range r.of(cast.LeftHome) {
		gone := reasoned("已被依法收养", facts{"leaving": "adopted", "document_no": "收养登记证1"})
		r.clerk.Propose(r.line[c.No], "left_institution", gone)
		r.head.Take(r.line[c.No], "left_institution", gone)
	}
	for _, c := range r.of(cast.Died) {
		r.died(c)
	}
	r.submitted(but(here, append(append(slices.Clone(kept), late...), first)...))
}

func heard(view string, alone bool) facts {
	return facts{"view": view, "language": "普通话", "document_no": "听取1", "heard_without_staff": alone}
}

// submitted brings children to the county, which decides those below six and those
// who have a registration; the others go on to the prefecture.
func (r *roster) submitted(children []cast.Child) {
	r.take(r.head, children, "submit", facts{"best_interest_no": "说明1", "land_notice_no": "告知1"})
	r.want("in_review", children)
	returned := r.of(cast.Returned)[0]
	r.lead.TakeTo(r.line[returned.No], "return", "origin_cleared", facts{"return_code": "lacking", "items": []string{"听取意见记录未注明地点"}, "reason": "记录不全"})
	r.clerk.TakeTo(r.line[returned.No], "report_back", "in_review", facts{"findings": "已补注地点"})
	higher := slices.DeleteFunc(slices.Clone(children), func(c cast.Child) bool { return c.Fate.Registered() || ageOn(c, "2026-09-10") < 6 })
	// One request over all lines: those that the prefecture decides are refused, each
	// for itself, and the others stand.
	refused := 0
	for _, status := range r.try(r.lead, children, "approve", nil) {
		if status == http.StatusUnprocessableEntity {
			refused++
		} else if status != http.StatusOK {
			r.s.t.Errorf("a line's approval is answered %d", status)
		}
	}
	if refused != len(higher) {
		r.s.t.Errorf("the county was refused %d of %d lines; the prefecture decides %d", refused, len(children), len(higher))
	}
	r.take(r.county, higher, "pass_up", nil)
	r.take(r.city, higher, "approve", nil)
	r.want("effected", children)
	r.take(r.counter, children, "deliver", facts{"receiver": "邵清和", "method": "window"})
	r.want("delivered", children)
}

// above is who rules between a child's origin and the home station.
func (r *roster) above(c cast.Child) *officer {
	switch {
	case strings.HasPrefix(c.Station, cast.HomeStation[:6]):
		return r.county
	case strings.HasPrefix(c.Station, cast.HomeStation[:4]):
		return r.city
	}
	return r.s.as("region1")
}

// died ends the line of a child who died; the death is entered where the child was
// registered.
func (r *roster) died(c cast.Child) {
	v := r.clerk.Take(r.line[c.No], "die", facts{"died_on": "2026-09-19", "document_no": "死亡医学证明1", "successor": "death"})
	r.s.wantState(v, "terminated")
	if len(v.Successors) != 1 {
		r.s.t.Fatalf("the dead child has %d next cases", len(v.Successors))
	}
	clerk, _ := r.originOf(c)
	id := v.Successors[0]
	clerk.Change(id, facts{"event_date": models.Date("2026-09-19"), "death_cause": "illness", "death_proof_kind": "medical", "applicant_name": "邵清和", "applicant_relation": "institution"})
	clerk.Take(id, "lodge", nil)
	clerk.Papers(id, "death_proof", "household_book")
	clerk.Take(id, "accept", nil)
	r.s.wantState(clerk.TakeTo(id, "skip_check", "approved", nil), "effected")
	if p := clerk.Person(c.Person); p.Status != "dead" {
		r.s.t.Errorf("the dead child stands as %s", p.Status)
	}
}
