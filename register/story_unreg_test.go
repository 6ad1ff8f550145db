package register

import (
	"maps"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// missed is the form of somebody who was never entered.
func missed(name, sex, born string, more workflow.Facts) workflow.Facts {
	f := workflow.Facts{"name": name, "sex": sex, "birth_date": born, "household_id": "h-ma", "applicant_name": "李春梅", "applicant_relation": "parent", "ethnicity_source": "mother"}
	maps.Copy(f, more)
	return f
}

// comparedAs has the person compared and takes the answer.
func (w *world) comparedAs(id string, answer workflow.Event) {
	w.t.Helper()
	w.step("clerk", id, workflow.AskComparison, workflow.Facts{"addressee": "刑科所", "document_no": "比1"})
	w.wantState(id, workflow.Comparing)
	in := workflow.Facts{"document_no": "比复1"}
	if answer != workflow.NoMatch {
		in["reason"] = "见比对报告"
	}
	w.step("clerk", id, answer, in)
}

var checkedAndHeard = workflow.Facts{"findings": "属实", "persons_heard": []string{"李春梅"}}

// decided takes a compared case to the level that decides it.
func (w *world) decided(id string, by ...string) {
	w.t.Helper()
	w.step("community", id, workflow.ReportCheck, checkedAndHeard)
	chain := append([]string{"head"}, by...)
	for _, who := range chain[:len(chain)-1] {
		if err := w.try(who, id, workflow.Approve, "", nil); err == nil {
			w.t.Errorf("%s decided what is for the level above", who)
		}
		w.step(who, id, workflow.PassUp, nil)
	}
	w.step(by[len(by)-1], id, workflow.Approve, nil)
}

// endsOtherwise walks a first registration or a return to each of its ends but the
// delivery; more is what each step against a person without registration needs.
func (w *world) endsOtherwise(draft func() string, papers []workflow.MaterialKind, more workflow.Facts) {
	w.t.Helper()
	add := func(f workflow.Facts) workflow.Facts { maps.Copy(f, more); return f }
	for end, walk := range map[workflow.State]func(id string){
		workflow.Withdrawn: func(id string) {
			if err := w.try("aux", id, workflow.Withdraw, "", workflow.Facts{"reason": "撤回"}); len(more) > 0 && !refusedFor(err, workflow.GNoLooseChild) {
				w.t.Errorf("somebody without registration was left to nobody: %s", describe(err))
			} else if err == nil {
				return
			}
			w.step("aux", id, workflow.Withdraw, add(workflow.Facts{"reason": "撤回"}))
		},
		workflow.NotAccepted: func(id string) {
			w.step("clerk", id, workflow.Lodge, nil)
			w.step("clerk", id, "propose_decline", add(no(workflow.Facts{"competent_body": "乙所"})))
			w.step("head", id, workflow.Decline, add(no(workflow.Facts{"competent_body": "乙所"})))
		},
		workflow.Terminated: func(id string) {
			w.accepts(id, papers...)
			w.comparedAs(id, workflow.Match)
			w.step("head", id, workflow.Terminate, add(no(workflow.Facts{"reason_code": "registered_already"})))
		},
		workflow.Refused: func(id string) {
			w.accepts(id, papers...)
			w.comparedAs(id, workflow.NoMatch)
			w.step("community", id, workflow.ReportCheck, checkedAndHeard)
			for _, who := range []string{"head", "county_lead", "city_lead"} {
				if err := w.try(who, id, workflow.Refuse, "", add(no(workflow.Facts{"persons_heard": []string{"李春梅"}}))); err == nil {
					return
				}
				w.step(who, id, workflow.PassUp, nil)
			}
		},
	} {
		id := draft()
		walk(id)
		w.wantState(id, end)
		w.wantUnchanged(id)
	}
}

func TestWhoeverHasACertificateAndWasNeverEnteredIsEnteredWithTheParents(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		papers := []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage}
		facts := missed("马大禾", "2", "2019-03-03", workflow.Facts{"follows": "mother", "mother": "p-li", "father": "p-ma", "parents_evidence": "certificate", "certificate_no": "T640000021", "certificate_issued_on": "2019-03-05", "certificate_name": "马大禾"})
		draft := func() string { return w.open("clerk", OpenRequest{Business: workflow.Unreg1, Facts: facts}) }
		w.endsOtherwise(draft, papers, workflow.Facts{"successor": "lead"})
		id := draft()
		w.accepts(id, papers...)
		w.step("clerk", id, workflow.AssignCheck, nil)
		if err := w.try("community", id, workflow.ReportCheck, "", checkedAndHeard); !refusedFor(err, workflow.GCompared) {
			t.Errorf("reported without a comparison: %s", describe(err))
		}
		w.comparedAs(id, workflow.NoMatch)
		w.decided(id, "county_lead", "city_lead")
		w.delivers(id)
		p := w.wantRegistered(id, workflow.Affected, "h-ma")
		if p.Relation != "30" || p.MotherID != "p-li" || p.FatherID != "p-ma" || p.Ethnicity != "01" || len(p.CertIndex) == 0 || p.BirthEstimated {
			t.Errorf("the child stands as %+v", p)
		}
		if e := w.last(p.ID); e.Kind != EventFirst || e.Reason != string(workflow.Unreg1) || e.CaseID != id {
			t.Errorf("the event: %+v", e)
		}
		w.sound()
		// The certificate and the child serve once.
		id = draft()
		w.step("clerk", id, workflow.Lodge, nil)
		for _, k := range papers {
			w.paper(id, k)
		}
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GNotRegisteredYet) || !refusedFor(err, workflow.GCertificateFree) {
			t.Errorf("entered a second time: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "重复", "successor": "lead"})
		// Undone, the child's case opens anew with what was declared: nobody is left without one.
		entry := w.last(p.ID)
		w.undoes(p.ID, entry.ID)
		anew := one[models.Case](w, "business = ? and state = ?", string(workflow.Unreg1), string(workflow.Draft))
		if n := count[models.CaseLink](w, "to_case = ? and kind = 'successor'", anew.ID); n != 1 {
			t.Errorf("%d links to the case that opened anew", n)
		}
	})
}

func TestADoubtMakesAVisitAndLookAlikesAreRuledOutOneByOne(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		facts := missed("马晓麦", "1", "2017-02-03", workflow.Facts{"follows": "father", "father": "p-ma", "ethnicity_source": "father", "applicant_relation": "self", "doubt": true, "relation_to_head": "22"})
		id := w.open("clerk", OpenRequest{Business: workflow.Unreg2, Facts: facts})
		w.accepts(id)
		w.comparedAs(id, workflow.NoMatch)
		if err := w.try("community", id, workflow.ReportCheck, "", checkedAndHeard); !refusedFor(err, workflow.GVisitIfDoubt) || !refusedFor(err, workflow.GBirthShown) {
			t.Errorf("a doubt without a visit: %s", describe(err))
		}
		w.paper(id, workflow.MatVisitRecord)
		w.paper(id, workflow.MatParentageReport)
		found, err := w.r.Candidates(t.Context(), w.officer("clerk"), id)
		w.must(err)
		if len(found) != 1 || found[0].PersonID != "p-son" {
			t.Fatalf("by the sound of the name the register finds %+v", found)
		}
		if err := w.try("community", id, workflow.ReportCheck, "", checkedAndHeard); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Errorf("an entry of the same sound was passed over: %s", describe(err))
		}
		w.step("community", id, workflow.ReportCheck, also(maps.Clone(checkedAndHeard), "dismissed_candidates", []string{"p-son=目视核对，系另一人"}))
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.PassUp, nil)
		w.step("city_lead", id, workflow.Approve, nil)
		w.delivers(id)
		p := w.wantRegistered(id, workflow.Affected, "h-ma")
		if p.FatherID != "p-ma" || p.MotherID != "" || p.Ethnicity != "03" || p.Relation != "22" {
			t.Errorf("the person stands as %+v", p)
		}
		w.sound()
	})
}

func TestAnEntryThatAgreesIsDismissedWithAReason(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		facts := missed("丁福", "1", "1945-01-01", workflow.Facts{"household_id": "h-old", "relation_to_head": "99", "consents": []string{"丁福"}, "applicant_relation": "self", "adoption_proof": "none"})
		delete(facts, "ethnicity_source")
		open := func(more workflow.Facts) string {
			f := maps.Clone(facts)
			maps.Copy(f, more)
			return w.open("clerk", OpenRequest{Business: workflow.Unreg3, Facts: f})
		}
		id := open(nil)
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GAdoptedOrCollective) {
			t.Errorf("without proof, in a family's household: %s", describe(err))
		}
		id = open(workflow.Facts{"citizen_number": "649901201603040014"})
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GNumberFree) {
			t.Errorf("somebody with a number counts as never entered: %s", describe(err))
		}
		id = open(workflow.Facts{"relation_to_head": "02", "adoption_proof": "registered", "adopted_on": "1950-01-01"})
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GRelationGiven) {
			t.Errorf("a second head of the household: %s", describe(err))
		}
		id = open(workflow.Facts{"adoption_proof": "notarised", "adopted_on": "2001-05-01", "birth_date": "1995-01-01"})
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GAdoptedOrCollective) || !refusedFor(err, workflow.GMaterials) {
			t.Errorf("a notarial deed after 1999-04-01: %s", describe(err))
		}
		id = open(workflow.Facts{"adoption_proof": "notarised", "adopted_on": "1950-05-01", "relation_to_head": "27"})
		w.accepts(id, workflow.MatAdoption)
		w.comparedAs(id, workflow.Inconclusive)
		w.paper(id, workflow.MatVisitRecord)
		if err := w.try("community", id, workflow.ReportCheck, "", checkedAndHeard); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Errorf("an agreeing entry was passed over: %s", describe(err))
		}
		with := maps.Clone(checkedAndHeard)
		with["dismissed_candidates"] = []string{"p-old=同名同日，指纹不同"}
		w.step("community", id, workflow.ReportCheck, with)
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.PassUp, nil)
		w.step("city_lead", id, workflow.Approve, nil)
		w.delivers(id)
		p := w.wantRegistered(id, workflow.Affected, "h-old")
		if p.Relation != "27" {
			t.Errorf("relation %s", p.Relation)
		}
		if n := count[models.CaseTask](w, "case_id = ? and kind = ?", id, string(workflow.TaskFirstCard)); n != 1 {
			t.Errorf("%d tasks of a first identity card", n)
		}
		w.sound()
	})
}

func TestAChildWithAForeignParentIsEnteredWithTheChineseOne(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		papers := []workflow.MaterialKind{workflow.MatNoForeign, workflow.MatBirthStatement, workflow.MatParentBook}
		id := w.open("clerk", OpenRequest{Business: workflow.Unreg7, Facts: missed("李安娜", "2", "2022-04-05", workflow.Facts{"follows": "mother", "mother": "p-li", "father_name": "约翰"})})
		w.accepts(id, papers...)
		w.comparedAs(id, workflow.NoMatch)
		if err := w.try("community", id, workflow.ReportCheck, "", checkedAndHeard); !refusedFor(err, workflow.GCertificateOrShown) {
			t.Errorf("neither a certificate nor a report: %s", describe(err))
		}
		w.paper(id, workflow.MatParentageReport)
		w.decided(id, "county_lead")
		w.delivers(id)
		if p := w.wantRegistered(id, workflow.Affected, "h-ma"); p.MotherID != "p-li" || p.FatherID != "" || p.Relation != "30" && p.Relation != "37" {
			t.Errorf("the child stands as %+v", p)
		}
		w.sound()
	})
}

// takenOff is the village with three people who stand in no household any more.
func (w *world) takenOff() {
	w.t.Helper()
	hs := village()
	hs[0].Members = append(hs[0].Members,
		LoadedPerson{ID: "p-gone", Number: "649901196601010010", Name: "马远", Sex: "1", BirthDate: "1966-01-01", Ethnicity: "03", Status: models.StatusDead, StatusOn: "2015-05-05", StatusReason: "declared"},
		LoadedPerson{ID: "p-bride", Number: "64990119700101002X", Name: "马兰", Sex: "2", BirthDate: "1970-01-01", Ethnicity: "03", Status: models.StatusCancelled, StatusOn: "1994-05-05", StatusReason: "marriage"},
		LoadedPerson{ID: "p-way", Number: "649901199801010019", Name: "马行", Sex: "1", BirthDate: "1998-01-01", Ethnicity: "03", Status: models.StatusTransit, StatusOn: "2020-05-05", StatusReason: "study"})
	w.load(hs)
}

func TestWhoeverWasTakenOffComesBackWithTheNumberOfBefore(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.takenOff()
		for _, c := range []struct {
			business workflow.Business
			person   string
			paper    workflow.MaterialKind
			wrong    workflow.GuardID
		}{
			{workflow.Unreg4, "p-gone", workflow.MatRevocation, workflow.GOffDeclared},
			{workflow.Unreg5, "p-bride", workflow.MatNotElsewhere, workflow.GOffCancelled},
			{workflow.Unreg6, "p-way", workflow.MatMoveRecord, workflow.GOffOrOnTheWay},
		} {
			before := one[models.Person](w, "id = ?", c.person)
			draft := func() string {
				return w.alters(c.business, c.person, workflow.Facts{"household_id": "h-ma", "relation_to_head": "79", "consents": []string{"马文"}, "readmission_doc_no": "文1号"})
			}
			w.endsOtherwise(draft, []workflow.MaterialKind{c.paper}, nil)
			id := draft()
			w.accepts(id, c.paper)
			w.comparedAs(id, workflow.NoMatch)
			w.decided(id, "county_lead")
			w.delivers(id)
			p := one[models.Person](w, "id = ?", c.person)
			if p.Status != models.StatusActive || p.HouseholdID != "h-ma" || p.Relation != "79" || string(p.NumberIndex) != string(before.NumberIndex) || p.StatusReason != "" {
				t.Errorf("%s stands as %+v", c.person, p)
			}
			if e := w.last(c.person); e.Kind != EventRestore || e.Reason != string(c.business) {
				t.Errorf("the event: %+v", e)
			}
			if n := count[models.NumberEntry](w, "person_id = ?", c.person); n != 1 {
				t.Errorf("%d numbers of one person", n)
			}
			w.sound()
			// Whoever stands in a household, or came off another way, is no matter of it.
			id = w.alters(c.business, "p-ma", workflow.Facts{"household_id": "h-ma", "readmission_doc_no": "文2号"})
			w.step("clerk", id, workflow.Lodge, nil)
			w.paper(id, c.paper)
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, c.wrong) {
				t.Errorf("%s put back somebody who is there: %s", c.business, describe(err))
			}
			w.undoes(c.person, w.last(c.person).ID)
			if p := one[models.Person](w, "id = ?", c.person); p.Status != before.Status || p.HouseholdID != "" {
				t.Errorf("undone, %s stands as %+v", c.person, p)
			}
		}
	})
}

func TestNobodyIsPutBackBesideAnotherLineOfTheirs(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.takenOff()
		w.load([]LoadedHousehold{{ID: "h-twin", Number: "000110", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "城关镇南街18号", OpenedOn: "2001-01-01", Members: []LoadedPerson{
			{ID: "p-twin", Number: "649901197001010046", Name: "马兰", Sex: "2", BirthDate: "1970-01-01", Ethnicity: "03", Relation: "02", Since: "2001-01-01"}}}})
		id := w.alters(workflow.Unreg5, "p-bride", workflow.Facts{"household_id": "h-ma", "relation_to_head": "79", "consents": []string{"马文"}, "readmission_doc_no": "文1号"})
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatNotElsewhere)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GNoTwin) {
			t.Errorf("put back beside another line: %s", describe(err))
		}
	})
}
