package stories

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"hukou/cast"
)

// family is a newborn of the cast by its key.
func family(t testing.TB, key string) cast.Newborn {
	t.Helper()
	for _, n := range cast.Newborns() {
		if n.Key == key {
			return n
		}
	}
	t.Fatalf("the cast has no newborn %s", key)
	return cast.Newborn{}
}

// window is who works at a station, and the county above it.
type window struct{ aux, clerk, other, community, head, lead *officer }

func (s *story) windowOf(slug string) window {
	return window{s.as(slug + ".aux"), s.as(slug + ".clerk1"), s.as(slug + ".clerk3"), s.as(slug + ".community"), s.as(slug + ".head"), s.as("haiyuan.lead")}
}

// visited is the way from the visit to the accepted case: the community officer notes
// a household, the lead becomes a case, and the clerk takes it in on the parent's
// identity alone.
func (s *story) visited(w window, n cast.Newborn) string {
	s.t.Helper()
	declared := facts{"lead_source": "visit", "lead_matter": "birth", "lead_place": "镇东三组", "child_unregistered": true, "lead_note": "走访得知家中新生儿尚未登记"}
	for k, v := range n.Facts() {
		if !slices.Contains(atTheWindow, string(k)) {
			declared[string(k)] = v
		}
	}
	lead := w.community.Open("lead", declared)
	w.community.Take(lead, "contact", facts{"contacted_by": "visit", "findings": "家长愿意办理"})
	return s.becomesCase(w, lead, n)
}

// atTheWindow are the facts that nobody asks on a visit.
var atTheWindow = []string{"household_id", "follows", "birth_place_code", "ethnicity_source"}

// becomesCase turns a contacted lead into an accepted case.
func (s *story) becomesCase(w window, lead string, n cast.Newborn) string {
	s.t.Helper()
	v := s.wantState(w.community.Take(lead, "convert", facts{"successor": "birth_no_cert", "registration_wanted": true}), "converted")
	if len(v.Successors) != 1 {
		s.t.Fatalf("the lead became %d cases, want one", len(v.Successors))
	}
	id, more := v.Successors[0], facts{}
	for k, v := range n.Facts() {
		if slices.Contains(atTheWindow, string(k)) {
			more[string(k)] = v
		}
	}
	w.clerk.Change(id, more)
	w.clerk.Take(id, "lodge", nil)
	w.clerk.Papers(id, "identity_card")
	s.wantState(w.clerk.Take(id, "accept", nil), "accepted")
	return id
}

// wantRegistered checks that the newborn stands in the household with a number that
// nobody is shown in full, by acts that name the decided case and no other.
func (s *story) wantRegistered(w window, id string, n cast.Newborn) person {
	s.t.Helper()
	v := w.clerk.See(id)
	child := v.subject("child")
	if child == "" {
		s.t.Fatalf("case %s names no child in the register", v.Number)
	}
	p := w.clerk.Person(child)
	if p.Name != n.Name || p.Born != string(n.Birth) || p.Sex != string(n.Sex) || p.Status != "active" || p.Household != n.Household {
		s.t.Errorf("the child stands in the register as %+v", p)
	}
	if len(p.Number) != 18 || !strings.HasPrefix(p.Number, "649901") || !strings.Contains(p.Number, "*") {
		s.t.Errorf("the number is shown as %q, want it masked", p.Number)
	}
	if !w.clerk.Household(n.Household).lists(child) {
		s.t.Error("the household does not list the child")
	}
	kinds := map[string]bool{}
	for _, a := range w.clerk.History(child) {
		kinds[a.Kind] = true
		if a.CaseID != id {
			s.t.Errorf("the act %s names case %s, want the decided one", a.Kind, a.CaseID)
		}
	}
	if !kinds["birth"] {
		s.t.Errorf("the history has %v, want a birth", kinds)
	}
	return p
}

// wantParents checks whom the child's page names; it shows so much within the case.
func (s *story) wantParents(w window, id, mother, father string) {
	s.t.Helper()
	p := w.clerk.PersonIn(w.clerk.See(id).subject("child"), id)
	if p.item("mother_id") != mother || p.item("father_id") != father {
		s.t.Errorf("the page names mother %q and father %q, want %q and %q", p.item("mother_id"), p.item("father_id"), mother, father)
	}
}

// certificate is what health issues in the end.
func certificate(n cast.Newborn, day string) facts {
	return facts{"issued_certificate_no": "T64S" + n.Birth.Compact() + n.Key[len(n.Key)-2:], "issued_certificate_on": day, "issued_certificate_name": n.Name, "health_data_agree": true}
}

// Route R1: health issues the certificate, and the clerk decides on the spot.
func (s *story) byHealth() {
	w, n := s.windowOf("yuntai"), family(s.t, "free_r1")
	id := s.visited(w, n)
	w.clerk.TakeTo(id, "choose_route", "route_r1", facts{"reason": "出生医学证明遗失，由出生机构补发"})
	v := s.wantState(w.clerk.Take(id, "refer_health", facts{"addressee": n.Hospital, "document_no": "商补函1"}), "health_referred")
	w.community.Take(id, "complete_task", facts{"task_id": v.task("visit"), "result": "已入户，母子在家", "persons_heard": []string{n.MotherName}})
	w.clerk.Take(id, "cert_issued", certificate(n, "2026-09-24"))
	w.other.Refused(id, "approve", nil, http.StatusUnprocessableEntity, "accepting_officer_decides")
	s.wantState(w.clerk.Take(id, "approve", nil), "effected")
	v = s.wantState(w.clerk.Take(id, "deliver", facts{"receiver": n.MotherName, "method": "window"}), "delivered")
	s.wantRegistered(w, id, n)
	look := facts{"task_id": v.task("spot_check"), "agree": true, "findings": "复核无误"}
	w.clerk.Refused(id, "second_look", look, http.StatusUnprocessableEntity, "not_maker")
	w.other.Take(id, "second_look", look)
}

// Route R2: health has refused in writing; the report is checked by the station and
// decided by the county.
func (s *story) byReport() {
	w, n := s.windowOf("yuntai"), family(s.t, "free_r2")
	id := s.visited(w, n)
	w.clerk.RefusedTo(id, "choose_route", "route_r2", facts{"reason": "在家出生"}, http.StatusUnprocessableEntity, "route_r2_possible")
	w.clerk.Papers(id, "health_refusal")
	w.clerk.TakeTo(id, "choose_route", "route_r2", facts{"reason": "卫健部门已书面说明不予签发"})
	w.clerk.Take(id, "needs_test", facts{"reason": "尚无亲子鉴定"})
	s.wantState(w.clerk.TakeTo(id, "supported", "parentage_supported", report("both")), "parentage_supported")
	w.community.Take(id, "report_check", facts{"findings": "已走访，出生经过属实", "persons_heard": []string{"接生人员"}})
	w.head.Refused(id, "approve", nil, http.StatusUnprocessableEntity, "level_station")
	w.head.Take(id, "pass_up", facts{"opinion": "建议准予"})
	s.wantState(w.lead.Take(id, "approve", facts{"opinion": "准予"}), "effected")
	s.wantParents(w, id, n.MotherName, n.FatherName)
	s.wantState(w.clerk.Take(id, "deliver", facts{"receiver": n.MotherName, "method": "window"}), "delivered")
	s.wantRegistered(w, id, n)
}

// report is the reference and conclusion of a parentage report.
func report(tested string) facts {
	return facts{"report_no": "鉴2026-1", "agency": "宁夏青岸司法鉴定所", "agency_licence_no": "640026001", "agency_licensed": true, "parents_tested": tested}
}

// Route R0: the pilot's township hospital certifies, the county's mother-and-child
// station issues. It is taken in at the fair.
func (s *story) byPilot() {
	w, n := s.windowOf("nanping"), family(s.t, "free_r0")
	id := s.visited(w, n)
	w.clerk.TakeTo(id, "choose_route", "route_r0", facts{"reason": "试点范围内在家出生"})
	w.clerk.Refused(id, "township_certified", facts{"hospital": "固原市云麓医院", "document_no": "证1"}, http.StatusUnprocessableEntity, "hospital_in_pilot")
	s.wantState(w.clerk.Take(id, "township_certified", facts{"hospital": cast.PilotHospitals[1], "document_no": "证1"}), "r0_statement")
	v := w.clerk.Take(id, "county_mch_issued", certificate(n, "2026-09-24"))
	w.community.Take(id, "complete_task", facts{"task_id": v.task("visit"), "result": "已入户"})
	s.wantState(w.clerk.Take(id, "approve", nil), "effected")
	s.wantRegistered(w, id, n)
}

func TestNewbornsFromTheVisitToTheHousehold(t *testing.T) {
	told := onEach()
	onBoth(t, func(t *testing.T, db database) {
		in := demo(t, db)
		for _, chapter := range []struct {
			name string
			tell func(*story)
		}{
			{"by the certificate that health issues", (*story).byHealth},
			{"by a report, decided by the county", (*story).byReport},
			{"by the pilot", (*story).byPilot},
			{"the mother excluded or unknown", (*story).fatherOnly},
			{"the father excluded", (*story).motherOnly},
			{"both excluded", (*story).bothExcluded},
			{"declared at two stations", (*story).twice},
			{"dead before it was registered", (*story).died},
			{"the sister's child", (*story).nephew},
			{"decided on a day without office", (*story).officeDay},
			{"health stays silent", (*story).silence},
		} {
			t.Run(chapter.name, func(t *testing.T) {
				s := tell(t, in)
				s.log = told[db]
				chapter.tell(s)
			})
		}
		in.wantSound(t)
	})
	wantEqual(t, told, 150)
}
