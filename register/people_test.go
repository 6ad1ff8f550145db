package register

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/store/storetest"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

// birthOnTheSpot walks a daughter of the Ma family through a birth with certificate
// up to the decision; the register follows by itself if it can.
func (w *world) birthOnTheSpot(house string, born models.Date) string {
	w.t.Helper()
	f := birthFacts("p-li", "p-ma", house)
	f["child_birth_date"], f["ethnicity_source"], f["certificate_no"] = string(born), "father", "T64"+born.Compact()
	id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f})
	w.step("clerk", id, workflow.Lodge, nil)
	for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
		w.paper(id, k)
	}
	w.step("clerk", id, workflow.Accept, nil)
	w.step("clerk", id, workflow.SkipCheck, nil)
	return id
}

// TestAChildGoesWhereTheParentWhomItFollowsLives: who moved meanwhile is followed to where
// they live now.
func TestAChildGoesWhereTheParentWhomItFollowsLives(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		f := birthFacts("p-li", "p-ma", "h-ma")
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f})
		w.step("clerk", id, workflow.Lodge, nil)
		for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
			w.paper(id, k)
		}
		w.step("clerk", id, workflow.Accept, nil)
		moved := func(to string) {
			w.tx(func(tx *store.Tx) error {
				return store.Amend[models.Person](tx, map[string]any{"household_id": to}, "id = 'p-li'")
			})
		}
		moved("h-old")
		if err := w.try("clerk", id, workflow.SkipCheck, "", nil); !refusedFor(err, workflow.GWithFollowed) {
			t.Errorf("entered in the household that the mother has left: %s", describe(err))
		}
		moved("h-ma")
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.Effected)
	})
}

// death walks a death of a person up to the decision and the register.
func (w *world) death(person string, on models.Date) string {
	w.t.Helper()
	id := w.deathAccepted(person, on)
	w.step("clerk", id, workflow.SkipCheck, nil)
	return id
}

// deathAccepted walks a death up to the clerk's decision.
func (w *world) deathAccepted(person string, on models.Date) string {
	w.t.Helper()
	id := w.open("clerk", OpenRequest{Business: workflow.Death, Subjects: []SubjectRequest{{Role: workflow.Deceased, Person: person}},
		Facts: workflow.Facts{"event_date": string(on), "death_cause": "illness", "death_proof_kind": "medical", "applicant_name": "李春梅", "applicant_relation": "relative"}})
	w.step("clerk", id, workflow.Lodge, nil)
	w.paper(id, workflow.MatDeathProof)
	w.paper(id, workflow.MatHouseholdBook)
	w.step("clerk", id, workflow.Accept, nil)
	return id
}

func (w *world) see(who, person string, q PersonQuery) (*PersonView, error) {
	return w.r.Person(context.Background(), w.officer(who), person, q)
}

func TestEveryColumnOfPersonAndHouseholdIsWritten(t *testing.T) {
	db := storetest.SQLite(t)
	for _, c := range []struct {
		model   any
		columns map[string]any
	}{{models.Person{}, personColumns(models.Person{})}, {models.Household{}, householdColumns(models.Household{})}} {
		if got, want := len(c.columns), reflect.TypeOf(c.model).NumField()-1; got != want {
			t.Errorf("%T: %d columns are written, the model has %d beside the id", c.model, got, want)
		}
	}
	err := db.InTx(context.Background(), func(tx *store.Tx) error {
		if _, err := store.Set[models.Person](tx, personColumns(models.Person{}), "id = ''"); err != nil {
			return err
		}
		_, err := store.Set[models.Household](tx, householdColumns(models.Household{}), "id = ''")
		return err
	})
	if err != nil {
		t.Errorf("a column is misspelt: %v", err)
	}
}

func TestANewbornHasNumberRelationAndTheFathersEthnicity(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.birthOnTheSpot("h-ma", "2026-09-10")
		w.wantState(id, workflow.Effected)
		p := w.wantRegistered(id, workflow.Child, "h-ma")
		got := []string{p.Relation, p.Ethnicity, p.EthnicityProof, p.FatherID, p.MotherID, string(p.Since), p.Org, p.Pinyin}
		if diff := cmp.Diff([]string{"30", "03", "father", "p-ma", "p-li", "2026-09-24", stationOrg, "maxiaohe"}, got); diff != "" {
			t.Errorf("the child (-want +got):\n%s", diff)
		}
		e := one[models.RegisterEvent](w, "subject_id = ?", p.ID)
		if e.Kind != EventBirth || e.Reason != ReasonBirth || e.EventOn != "2026-09-10" || e.EffectiveOn != "2026-09-24" || e.CaseID != id {
			t.Errorf("the event: %+v", e)
		}
		if n := count[models.NumberEntry](w, "person_id = ? and state = 'issued'", p.ID); n != 1 {
			t.Errorf("%d lines of the ledger, want 1", n)
		}
		w.sound()
	})
}

func TestABirthAYearLateIsMarkedForTheStatisticsAlone(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	w.load(village())
	p := models.Person{BirthDate: "2025-09-24"}
	a := w.r.begin(nil, w.officer("clerk"))
	a.c.LodgedOn = "2026-09-24"
	if got := a.birthReason(p); got != ReasonBirth {
		t.Errorf("a year to the day is %s", got)
	}
	a.c.LodgedOn = "2026-09-25"
	if got := a.birthReason(p); got != ReasonBirthLate {
		t.Errorf("a year and a day is %s", got)
	}
}

func TestADeathIsKnownOnlyFromTheDayItWasEntered(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.setClock("2026-10-20T09:00:00+08:00")
		id := w.death("p-ma", "2026-10-02")
		w.wantState(id, workflow.Effected)

		for _, c := range []struct {
			story string
			q     PersonQuery
			want  models.PersonStatus
		}{
			{"today", PersonQuery{}, models.StatusDead},
			{"the day before the death", PersonQuery{AsOf: "2026-10-01"}, models.StatusActive},
			{"between death and entry, as known today", PersonQuery{AsOf: "2026-10-10"}, models.StatusDead},
			{"between death and entry, as known then", PersonQuery{AsOf: "2026-10-10", KnownAt: at("2026-10-10T12:00:00+08:00")}, models.StatusActive},
		} {
			c.q.Purpose = "核对"
			v, err := w.see("clerk", "p-ma", c.q)
			w.must(err)
			if v.Status != c.want {
				t.Errorf("%s: %s, want %s", c.story, v.Status, c.want)
			}
		}
		for _, c := range []struct {
			story string
			q     PersonQuery
			want  []string
		}{
			{"today", PersonQuery{}, []string{"p-li", "p-son"}},
			{"between, as known then", PersonQuery{AsOf: "2026-10-10", KnownAt: at("2026-10-10T12:00:00+08:00")}, []string{"p-ma", "p-li", "p-son"}},
			{"between, as known today", PersonQuery{AsOf: "2026-10-10"}, []string{"p-li", "p-son"}},
			{"before the son", PersonQuery{AsOf: "2016-12-31"}, []string{"p-ma", "p-li"}},
		} {
			c.q.Purpose = "核对"
			h, err := w.r.Household(context.Background(), w.officer("clerk"), "h-ma", c.q)
			w.must(err)
			var got []string
			for _, m := range h.Members {
				got = append(got, m.ID)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s: members (-want +got):\n%s", c.story, diff)
			}
		}
		w.sound()
	})
}

func TestTheHeadsDeathAsksForANewHeadAndEndsOpenCases(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		other := w.open("clerk", OpenRequest{Business: workflow.Death, Subjects: []SubjectRequest{{Role: workflow.Deceased, Person: "p-ma"}},
			Facts: workflow.Facts{"event_date": "2026-09-20", "death_cause": "illness", "death_proof_kind": "medical", "applicant_name": "李春梅", "applicant_relation": "relative"}})
		w.step("clerk", other, workflow.Lodge, nil)
		id := w.death("p-ma", "2026-09-20")
		if h := one[models.Household](w, "id = 'h-ma'"); h.HeadID != "" || h.Status != HouseholdOpen {
			t.Errorf("the household: head %q, %s", h.HeadID, h.Status)
		}
		if n := count[models.CaseTask](w, "case_id = ? and kind = 'head_vacancy' and note = 'h-ma' and done_at is null", id); n != 1 {
			t.Errorf("%d tasks for the vacancy, want 1", n)
		}
		w.wantState(other, workflow.Terminated)
		w.wantState(id, workflow.Effected)
		w.sound()
	})
}

func TestTheLastMembersDeathClosesTheHousehold(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.death("p-old", "2026-09-20")
		if h := one[models.Household](w, "id = 'h-old'"); h.Status != HouseholdClosed || h.ClosedOn != "2026-09-20" || h.CaseID != id {
			t.Errorf("the household is %s on %s by %s", h.Status, h.ClosedOn, h.CaseID)
		}
		w.sound()
	})
}

func TestChildrenLeftAloneAreTold(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.death("p-ma", "2026-09-20")
		id := w.death("p-li", "2026-09-20")
		if n := count[models.Outbox](w, "case_id = ? and kind = 'minors_alone'", id); n != 1 {
			t.Errorf("%d alerts that a child lives alone, want 1", n)
		}
		w.sound()
	})
}

func TestARegisteredWardMovesWithNumberAndTwoEventsOfOneAct(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.seedHome()
		before := one[models.Person](w, "id = 'p-bs'")
		w.act(workflow.WardMove, workflow.Ward, "p-bs", workflow.Facts{"institution": unitID, "household_id": unitHome, "legal_ground": "guardian_dead", "guardianship_doc_no": "G-1"}, workflow.EffMove, workflow.EffGuardian)
		p := one[models.Person](w, "id = 'p-bs'")
		if p.HouseholdID != unitHome || p.Relation != "99" || p.Org != stationOrg || string(p.NumberIndex) != string(before.NumberIndex) {
			t.Errorf("the child: %+v", p)
		}
		out, in := one[models.RegisterEvent](w, "subject_id = 'p-bs' and kind = 'move_out'"), one[models.RegisterEvent](w, "subject_id = 'p-bs' and kind = 'move_in'")
		if out.Correlation != in.Correlation || out.FromOrg != otherOrg || in.FromHouse != "h-b" || in.ToHouse != unitHome || out.ToHouse != unitHome || in.Scope != "region" {
			t.Errorf("out %+v\nin %+v", out, in)
		}
		if n := count[models.Residence](w, "person_id = 'p-bs' and valid_to = ''"); n != 1 {
			t.Errorf("%d open stays, want 1", n)
		}
		g := one[models.Guardianship](w, "ward_id = 'p-bs'")
		if g.Body != "甲县民政局" || g.CarerBody != "甲县照料机构" || g.ClosedAt != nil {
			t.Errorf("the guardianship: %+v", g)
		}
	})
}

// seedHome loads a collective household with its institution.
func (w *world) seedHome() {
	w.t.Helper()
	w.tx(func(tx *store.Tx) error {
		return store.Insert(tx, models.Institution{ID: unitID, Name: "甲县照料机构", CreditCode: "1", CivilAffairs: "甲县民政局", CertificateNo: "C-1", CertificateUntil: "2030-01-01", HouseholdID: unitHome, Org: stationOrg, Status: "open", AssessmentNo: "IA-1"})
	})
	w.load([]LoadedHousehold{{ID: unitHome, Number: "900001", Org: stationOrg, Division: "640522", Kind: models.CollectiveHousehold, InstitutionID: unitID,
		HelperID: "p-clerk", HelperUntil: "2028-01-01", Address: "城关镇九号", OpenedOn: "2012-01-01"}})
}

// act carries out effects for a case about a person, without the steps before.
func (w *world) act(b workflow.Business, role workflow.SubjectRole, person string, facts workflow.Facts, effects ...workflow.Effect) error {
	w.t.Helper()
	var id string
	err := w.db.InTx(context.Background(), func(tx *store.Tx) error {
		a := w.r.begin(tx, w.officer("clerk"))
		a.def, _ = w.r.book.Current(b, a.today)
		a.form = form{Facts: facts}
		subject := models.CaseSubject{Role: string(role), PersonID: person, Name: "x"}
		if person != "" {
			subject.Key = w.r.personKey(person)
		}
		if err := a.writeDraft(OpenRequest{Business: b, RegisterStation: stationOrg}, stationOrg, []models.CaseSubject{subject}); err != nil {
			return err
		}
		id = a.c.ID
		// A case with effects has been accepted: a draft opens nobody's file elsewhere.
		if _, err := store.Set[models.Case](tx, map[string]any{"accepted_on": a.today}, "id = ?", id); err != nil {
			return err
		}
		for _, e := range effects {
			if err := a.run(e); err != nil {
				return err
			}
		}
		return nil
	})
	var b2 *Blocked
	if err != nil && !errors.As(err, &b2) {
		w.must(err)
	}
	_ = id
	return err
}

func TestAWardWithoutRegistrationIsEnteredOnceWithGuardianAndNumber(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.seedHome()
		facts := workflow.Facts{"name": "安晓", "sex": "2", "birth_date": "2019-05-06", "birth_estimated": true, "intake_no": "I-1", "intake_on": "2025-01-10",
			"institution": unitID, "household_id": unitHome, "legal_ground": "parents_not_found", "guardianship_doc_no": "G-2", "ethnicity_source": "institution"}
		w.must(orNil(w.act(workflow.WardFirst, workflow.Ward, "", facts, workflow.EffFirst, workflow.EffNumber, workflow.EffGuardian)))
		p := one[models.Person](w, "name = '安晓'")
		if p.Relation != "99" || p.HouseholdID != unitHome || !p.BirthEstimated || len(p.NumberIndex) == 0 || p.Version != 1 {
			t.Errorf("the child: %+v", p)
		}
		if n := count[models.Guardianship](w, "ward_id = ?", p.ID); n != 1 {
			t.Errorf("%d guardianships, want 1", n)
		}
		if n := count[models.NumberEntry](w, "person_id = ?", p.ID); n != 1 {
			t.Errorf("%d numbers, want 1", n)
		}
	})
}

func orNil(err error) error {
	var b *Blocked
	if errors.As(err, &b) {
		return errors.New("blocked: " + b.Code)
	}
	return err
}
