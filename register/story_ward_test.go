package register

import (
	"context"
	"fmt"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

const (
	unitID   = "u-1"
	unitHome = "h-unit"
)

// seedUnit puts an institution with its collective household in the station, and a
// child registered in the other county.
func (w *world) seedUnit() (child string) {
	w.tx(func(tx *store.Tx) error {
		if err := store.Insert(tx, models.Institution{ID: unitID, Name: "甲县照料机构", CreditCode: "1", CivilAffairs: "甲县民政局", CertificateNo: "C-1", CertificateUntil: "2030-01-01", HouseholdID: unitHome, Org: stationOrg, Status: "open", AssessmentNo: "IA-1"}); err != nil {
			return err
		}
		if err := store.Insert(tx,
			models.Household{ID: unitHome, Number: "900001", Org: stationOrg, Division: "640522", Kind: models.CollectiveHousehold, InstitutionID: unitID, HeadID: "p-unit-head", HelperID: "p-helper", HelperUntil: "2028-01-01", Address: "城关镇九号", Status: "open", Version: 1, EventID: "seed", CaseID: "seed"},
			models.Household{ID: "h-origin", Number: "000007", Org: otherOrg, Division: "640422", Kind: models.FamilyHousehold, HeadID: "p-uncle", Address: "乙镇七号", Status: "open", Version: 1, EventID: "seed", CaseID: "seed"}); err != nil {
			return err
		}
		if err := store.Insert(tx,
			models.Person{ID: "p-uncle", Name: "王大山", Sex: "1", BirthDate: "1980-01-01", Status: models.StatusActive, HouseholdID: "h-origin", Relation: "02", Org: otherOrg, Version: 1, EventID: "seed", CaseID: "seed"},
			models.Person{ID: "p-ward", Name: "王小石", Sex: "1", BirthDate: "2016-03-04", Status: models.StatusActive, HouseholdID: "h-origin", Relation: "93", Org: otherOrg, Version: 1, EventID: "seed", CaseID: "seed"}); err != nil {
			return err
		}
		return store.Insert(tx, models.Residence{ID: "r-ward", PersonID: "p-ward", HouseholdID: "h-origin", Relation: "93", ValidFrom: "2016-03-04", RecordedAt: w.r.Now(), EventID: "seed", CaseID: "seed"})
	})
	return "p-ward"
}

func wardFacts(name, sex, birth, intake string) workflow.Facts {
	return workflow.Facts{"name": name, "sex": sex, "birth_date": birth, "intake_no": intake, "intake_on": "2025-01-10", "legal_ground": "guardian_dead", "guardianship_doc_no": "G-" + intake, "ethnicity_source": "institution"}
}

// batch opens a roster of two children, lodges and accepts it, and gives the ids of
// the batch and of its lines in the order of the roster.
func (w *world) batch(lines ...workflow.Facts) (string, []string) {
	w.t.Helper()
	ans, err := w.r.OpenBatch(context.Background(), w.officer("clerk"), BatchRequest{OpenRequest: OpenRequest{Business: workflow.WardBatch, Key: "batch",
		Facts: workflow.Facts{"institution": unitID, "household_id": unitHome, "impact_assessment_no": "IA-1"}}, Lines: lines})
	w.must(err)
	id := ans.CaseID
	w.paper(id, workflow.MatUnitPapers)
	w.step("clerk", id, workflow.Lodge, nil)
	w.step("clerk", id, workflow.Accept, nil)
	views, err := w.r.Lines(context.Background(), w.officer("clerk"), id)
	w.must(err)
	var ids []string
	for _, l := range views {
		ids = append(ids, l.ID)
		w.paper(l.ID, workflow.MatIntakeForm)
		w.paper(l.ID, workflow.MatCivilOpinion)
	}
	return id, ids
}

func TestRegisteredAndUnregisteredChildEnterTheCollectiveHouseholdAndTheRosterCloses(t *testing.T) {
	eachWorld(t, func(w *world) {
		child := w.seedUnit()
		batch, lines := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"), wardFacts("石明月", "2", "2022-05-06", "002"))
		moved, first := lines[0], lines[1]

		w.step("clerk", moved, workflow.Search, nil)
		w.step("clerk", moved, workflow.HitOne, workflow.Facts{"hit_person": child, "compared_by_eye": true, "findings": "逐项一致"})
		w.wantState(moved, workflow.OriginPending)
		say := workflow.Facts{"extract": "户主之侄", "land_and_benefits": "无", "kin_in_book": "told", "kin_told_on": "2026-09-24"}
		if err := w.try("head_b", moved, workflow.OriginConfirm, "", say); !refusedFor(err, workflow.GProposed) {
			t.Fatalf("one officer alone confirmed at the origin: %v", err)
		}
		unsaid := workflow.Facts{"extract": "户主之侄", "land_and_benefits": "无", "kin_in_book": "none"}
		if err := w.try("clerk_b", moved, workflow.ProposeEvent(workflow.OriginConfirm), "", unsaid); !refusedFor(err, workflow.GKinTold) {
			t.Fatalf("the uncle who heads the book was said not to be there: %v", err)
		}
		early := workflow.Facts{"extract": "户主之侄", "land_and_benefits": "无", "kin_in_book": "told", "kin_told_on": "2026-09-23"}
		if err := w.try("clerk_b", moved, workflow.ProposeEvent(workflow.OriginConfirm), "", early); !refusedFor(err, workflow.GKinTold) {
			t.Fatalf("the kin were told before anybody asked: %v", err)
		}
		w.step("clerk_b", moved, workflow.ProposeEvent(workflow.OriginConfirm), say)
		w.step("head_b", moved, workflow.OriginConfirm, say)
		w.wantState(moved, workflow.OriginCleared)

		w.step("clerk", first, workflow.Search, nil)
		w.step("clerk", first, workflow.HitNone, workflow.Facts{"searched_by_name_and_number": true, "searched_by_parents": true, "findings": "两次查找未见"})
		w.step("clerk", first, workflow.AskComparison, workflow.Facts{"addressee": "刑侦支队", "document_no": "B-2"})
		w.step("clerk", first, workflow.NoMatch, workflow.Facts{"document_no": "B-3"})
		w.setClock("2026-10-12T09:00:00+08:00")
		for _, l := range lines {
			w.step("community", l, workflow.HearChild, workflow.Facts{"view": "agrees", "language": "普通话", "document_no": "H-1", "heard_without_staff": true})
			w.step("head", l, workflow.Submit, workflow.Facts{"best_interest_no": "BI-1", "land_notice_no": "LN-1"})
			w.step("county_lead", l, workflow.Approve, nil)
			w.wantState(l, workflow.Effected)
			w.wantRegisteredWard(l)
			w.step("clerk", l, workflow.Deliver, workflow.Facts{"receiver": "机构经办人", "method": "window"})
		}
		w.wantState(batch, workflow.BClosed)
	})
}

func (w *world) wantRegisteredWard(id string) {
	w.t.Helper()
	p, ok := w.child(id, workflow.Ward)
	if !ok || p.HouseholdID != unitHome || p.Relation != "99" || p.Org != stationOrg {
		w.t.Fatalf("the child stands as %+v", p)
	}
	w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
		n, err := store.Count[models.Guardianship](tx, "ward_id = ? and valid_to = '' and closed_at is null", p.ID)
		if err == nil && n != 1 {
			err = fmt.Errorf("%d guardianships, want 1", n)
		}
		return err
	}))
}

func TestSilenceOfTheOriginClimbsTheLadderAndIsNeverConsent(t *testing.T) {
	eachWorld(t, func(w *world) {
		child := w.seedUnit()
		_, lines := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"))
		w.step("clerk", lines[0], workflow.Search, nil)
		w.step("clerk", lines[0], workflow.HitOne, workflow.Facts{"hit_person": child, "compared_by_eye": true, "findings": "逐项一致"})
		for _, day := range []string{"2026-09-30", "2026-10-08", "2026-10-12", "2026-10-14", "2026-10-30"} {
			w.setClock(day + "T09:00:00+08:00")
			if _, err := w.r.Sweep(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		w.wantState(lines[0], workflow.OriginPending)
		var told int64
		w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
			var err error
			told, err = store.Count[models.Entry](tx, "case_id = ? and event = ?", lines[0], string(workflow.Escalate))
			return err
		}))
		if told != 3 {
			t.Errorf("%d bodies above were told, want county, prefecture and region", told)
		}
	})
}

func TestTurningEighteenEndsTheLineAndOpensTheNextCaseForAnUnregisteredYouth(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		batch, lines := w.batch(wardFacts("石小川", "1", "2008-10-01", "001"))
		w.step("clerk", lines[0], workflow.Search, nil)
		w.step("clerk", lines[0], workflow.HitNone, workflow.Facts{"searched_by_name_and_number": true, "searched_by_parents": true, "findings": "未见"})
		w.setClock("2026-10-01T00:30:00+08:00")
		rep, err := w.r.Sweep(context.Background())
		w.must(err)
		if rep.Taken == 0 || rep.Failed > 0 {
			t.Fatalf("sweep: %+v", rep)
		}
		w.wantState(lines[0], workflow.AgedOut)
		w.wantState(batch, workflow.BClosed)
		w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
			next, err := store.One[models.Case](tx, "origin_case = ?", lines[0])
			if err == nil && (next.Business != string(workflow.Unreg8) || next.DueOn == "" || next.HandlingOrg != stationOrg) {
				t.Errorf("the next case is %+v", next)
			}
			if err != nil {
				return err
			}
			papers, err := store.Many[models.Material](tx, "kind", "case_id = ?", next.ID)
			if len(papers) != 1 || papers[0].Kind != string(workflow.MatIntakeForm) || papers[0].Verdict != "" {
				t.Errorf("the papers that came along are %+v, want the intake form, to be looked at anew", papers)
			}
			return err
		}))
	})
}

func TestOriginMergedDuringTheCaseIsAskedAtItsSuccessor(t *testing.T) {
	eachWorld(t, func(w *world) {
		child := w.seedUnit()
		_, lines := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"))
		w.step("clerk", lines[0], workflow.Search, nil)
		w.step("clerk", lines[0], workflow.HitOne, workflow.Facts{"hit_person": child, "compared_by_eye": true, "findings": "逐项一致"})
		w.tx(func(tx *store.Tx) error {
			heir := models.Organisation{Code: "640422020000", Name: "乙县新派出所", NameEn: "B New", Kind: models.KindStation, Parent: otherCount, Division: "640422"}
			if err := store.Insert(tx, heir); err != nil {
				return err
			}
			_, err := store.Set[models.Organisation](tx, map[string]any{"merged_into": heir.Code}, "code = ?", otherOrg)
			return err
		})
		rep, err := w.r.Sweep(context.Background())
		w.must(err)
		if rep.Taken != 1 || rep.Failed != 0 {
			t.Fatalf("sweep: %+v", rep)
		}
		w.wantState(lines[0], workflow.OriginPending)
		w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
			n, err := store.Count[models.CaseOrg](tx, "case_id = ? and seat = 'origin' and org = '640422020000'", lines[0])
			if err == nil && n != 1 {
				t.Error("the station that took over is not asked")
			}
			old, err2 := store.Count[models.CaseOrg](tx, "case_id = ? and seat = 'origin' and org = ?", lines[0], otherOrg)
			if err2 == nil && old != 0 {
				t.Error("the merged station still takes part")
			}
			return err
		}))
	})
}
