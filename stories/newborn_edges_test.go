package stories

import (
	"net/http"
	"slices"
	"strings"
)

// reasoned is what a decision against somebody says.
func reasoned(reason string, more facts) facts {
	out := facts{"reason_code": "proof_insufficient", "reason": reason, "facts_found": "经核实：" + reason, "evidence": []string{"核实记录"}, "law": []string{"户口居民身份证管理工作规范（试行）"}}
	for k, v := range more {
		out[k] = v
	}
	return out
}

// fatherOnly is the child whose mother nobody knows: the father's report suffices.
func (s *story) fatherOnly() {
	w, n := s.windowOf("yuntai"), family(s.t, "father_only")
	id := w.clerk.Find("birth_no_cert", n.Name)
	s.wantState(w.clerk.See(id), "parentage_father_only")
	s.reviewed(w, id)
	s.wantState(w.lead.Take(id, "approve", nil), "effected")
	s.wantRegistered(w, id, n)
	s.wantParents(w, id, "", n.FatherName)
}

// reviewed reports a case on route R2 to the county.
func (s *story) reviewed(w window, id string) {
	s.t.Helper()
	w.community.Take(id, "report_check", facts{"findings": "已走访，出生经过属实", "persons_heard": []string{"邻居"}})
	s.wantState(w.head.Take(id, "pass_up", nil), "county_review")
}

// motherOnly is the child whose report excludes the man who was declared.
func (s *story) motherOnly() {
	w, n := s.windowOf("nanping"), family(s.t, "mother_only")
	id := w.lead.Find("birth_no_cert", n.Name)
	s.wantState(w.lead.Take(id, "approve", nil), "effected")
	s.wantRegistered(w, id, n)
	s.wantParents(w, id, n.MotherName, "")
}

// bothExcluded is the child who is neither's: a second test is offered, and the
// presenters' case ends only with a case of the child's own.
func (s *story) bothExcluded() {
	w, n := s.windowOf("yuntai"), family(s.t, "r2_test")
	id := w.clerk.Find("birth_no_cert", n.Name)
	w.clerk.Refused(id, "both_excluded", report("both"), http.StatusForbidden, "never_yours")
	s.wantState(w.head.Take(id, "both_excluded", report("both")), "origin_inquiry")
	s.wantState(w.head.Take(id, "second_test", facts{"reason": "先排除样本差错，换机构复检"}), "awaiting_parentage")
	s.wantState(w.head.Take(id, "both_excluded", report("both")), "origin_inquiry")
	why := reasoned("两次鉴定均排除亲子关系", nil)
	w.head.Refused(id, "propose_hand_over", why, http.StatusUnprocessableEntity, "no_loose_child")
	why["successor"] = "ward_first"
	w.lead.Refused(id, "hand_over", why, http.StatusUnprocessableEntity, "proposed_by_another")
	w.head.Propose(id, "hand_over", why)
	v := s.wantState(w.lead.Take(id, "hand_over", why), "terminated")
	if len(v.Successors) != 1 {
		s.t.Fatalf("the child has %d cases of its own, want one", len(v.Successors))
	}
	next := w.clerk.See(v.Successors[0])
	if next.Business != "ward_first" || next.Handling != n.Station || next.DueOn == "" || next.Closed {
		s.t.Errorf("the child's own case is %+v", next)
	}
}

// twice is the birth that the parents declare at two stations: the second is not
// accepted, and learns of the first which station has it, and nothing else.
func (s *story) twice() {
	first, second, n := s.windowOf("yuntai"), s.windowOf("nanping"), family(s.t, "twice")
	one, again := first.clerk.Find("birth_no_cert", n.Name), second.clerk.Find("birth_no_cert", n.Name)
	second.clerk.Papers(again, "identity_card")
	a := second.clerk.do(second.clerk.step(again, "accept", "", nil), http.StatusConflict)
	v := first.clerk.See(one)
	if !strings.Contains(string(a.body), "云台镇派出所") && !strings.Contains(string(a.body), "Yuntai") {
		s.t.Errorf("the second station is not told whom to ask: %s", a)
	}
	for _, secret := range []string{one, v.Number, n.Station, "health_referred", first.clerk.name} {
		if strings.Contains(string(a.body), secret) {
			s.t.Errorf("the second station is told of the first case: %s", a)
		}
	}
	why := reasoned("该出生事项已在他处受理", facts{"ground": "registered_already", "competent_body": "已受理的派出所", "successor": "existing"})
	second.clerk.Propose(again, "decline", why)
	if v := s.wantState(second.head.Take(again, "decline", why), "not_accepted"); len(v.Successors) != 0 {
		s.t.Errorf("the second station is told which case goes on: %v", v.Successors)
	}
	second.clerk.Gone(one)
	first.clerk.Take(one, "cert_issued", certificate(n, "2026-09-24"))
	s.wantState(first.clerk.Take(one, "approve", nil), "effected")
	s.wantRegistered(first, one, n)
}

// died is the child who died before anybody could register it: birth and death are
// entered in one act, each with its number and its day.
func (s *story) died() {
	w, n := s.windowOf("yuntai"), family(s.t, "dies")
	id := w.clerk.Find("birth_then_death", n.Name)
	if got := w.clerk.See(id); got.Facts["child_died_on"] != "2026-09-17" {
		s.t.Fatalf("the case that follows has the death on %v", got.Facts["child_died_on"])
	}
	w.clerk.Papers(id, "birth_account", "death_proof")
	w.clerk.Take(id, "accept", nil)
	w.clerk.Take(id, "assign_check", nil)
	s.wantState(w.community.Take(id, "report_check", facts{"findings": "出生、死亡记录一致", "persons_heard": []string{n.MotherName}}), "station_review")
	v := s.wantState(w.head.Take(id, "approve", nil), "effected")
	child := v.subject("child")
	if p := w.clerk.Person(child); p.Status != "dead" || len(p.Number) != 18 {
		s.t.Errorf("the child stands in the register as %+v", p)
	}
	var kinds []string
	for _, a := range w.clerk.History(child) {
		kinds = append(kinds, a.Kind)
		if a.CaseID != id || a.Kind == "death" && a.EventOn != "2026-09-17" || a.Kind == "birth" && a.EventOn != string(n.Birth) {
			s.t.Errorf("the history has %+v", a)
		}
	}
	if !slices.Contains(kinds, "birth") || !slices.Contains(kinds, "death") {
		s.t.Errorf("the history has %v", kinds)
	}
	if w.clerk.Household(n.Household).lists(child) {
		s.t.Error("the household lists the dead child")
	}
}

// nephew is the child of a clerk's sister: that clerk stands aside, another acts.
func (s *story) nephew() {
	w, n := s.windowOf("yuntai"), family(s.t, "kin")
	uncle := s.as("yuntai.clerk2")
	id := w.clerk.Find("birth_no_cert", n.Name)
	w.clerk.Papers(id, "identity_card")
	uncle.Refused(id, "accept", nil, http.StatusUnprocessableEntity, "not_recused")
	s.wantState(w.clerk.Take(id, "accept", nil), "accepted")
}

// officeDay is a birth taken in and decided while no office of the station is open:
// it is entered on the next day on which one is.
func (s *story) officeDay() {
	s.clock("2026-09-25T09:00:00+08:00")
	w, n := s.windowOf("yuntai"), family(s.t, "free_certificate")
	declared := facts{"certificate_no": "T640522001", "certificate_issued_on": "2026-09-23", "certificate_name": n.Name, "parents_evidence": "certificate"}
	for k, v := range n.Facts() {
		declared[string(k)] = v
	}
	id := w.aux.Open("birth_cert", declared)
	w.aux.Take(id, "lodge", nil)
	w.clerk.Papers(id, "birth_certificate", "parent_household_book", "marriage_certificate")
	w.clerk.Take(id, "accept", nil)
	v := s.wantState(w.clerk.TakeTo(id, "skip_check", "approved", nil), "approved")
	if len(v.Waiting) != 1 || v.Waiting[0].Code != "site_may_effect" {
		s.t.Errorf("the case waits for %v, want the office's day", v.Waiting)
	}
	s.clock("2026-09-26T09:00:00+08:00")
	s.wantState(w.clerk.See(id), "effected")
	s.wantRegistered(w, id, n)
	for _, a := range w.clerk.History(w.clerk.See(id).subject("child")) {
		if a.EffectiveOn != "2026-09-26" {
			s.t.Errorf("the act %s holds from %s, want the office's day", a.Kind, a.EffectiveOn)
		}
	}
}

// silence is the case in which health does not answer: reminders go out, no day ends
// the case, and after the letter to the supervisor and twenty working days the way
// without a certificate is open.
func (s *story) silence() {
	w, n := s.windowOf("nanping"), family(s.t, "lead_open")
	id := s.becomesCase(w, w.community.Find("lead", n.Name), n)
	w.clerk.TakeTo(id, "choose_route", "route_r1", facts{"reason": "在家出生，由县级机构签发"})
	w.clerk.Take(id, "refer_health", facts{"addressee": "海原县妇幼保健院", "document_no": "商函7"})
	for _, day := range []struct {
		now  string
		sent []string
	}{
		{"2026-10-12", nil},
		{"2026-10-13", []string{"remind_health_15"}},
		{"2026-10-27", []string{"remind_health_15", "remind_health_30"}},
		{"2026-11-26", []string{"remind_health_15", "remind_health_30", "remind_health_60"}},
		{"2026-12-31", []string{"remind_health_15", "remind_health_30", "remind_health_60"}},
	} {
		s.clock(day.now + "T09:00:00+08:00")
		s.wantState(w.clerk.See(id), "health_referred")
		var sent []string
		for _, row := range w.clerk.Journal(id) {
			if strings.HasPrefix(row.Event, "remind_health") {
				sent = append(sent, row.Event)
			}
		}
		if !slices.Equal(sent, day.sent) {
			s.t.Errorf("by %s went out %v, want %v", day.now, sent, day.sent)
		}
	}
	w.clerk.Refused(id, "cert_refused", facts{"reason": "未答复"}, http.StatusUnprocessableEntity, "health_refused_or_silent")
	w.clerk.Take(id, "remind_supervisor", facts{"addressee": "海原县卫生健康局", "document_no": "督函1"})
	s.clock("2027-01-20T09:00:00+08:00")
	w.clerk.Refused(id, "cert_refused", facts{"reason": "未答复"}, http.StatusUnprocessableEntity, "health_refused_or_silent")
	s.clock("2027-02-05T09:00:00+08:00")
	s.wantState(w.clerk.Take(id, "cert_refused", facts{"reason": "督函后二十个工作日未答复"}), "route_r2")
}
