package register

import (
	"context"
	"errors"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/uploads/uploadstest"
	"hukou/workflow"
)

// awayOrg is a station of another region, under awayRegion.
const (
	awayRegion = "620000000000"
	awayOrg    = "620102010000"
)

// beyond adds another region with one station, a clerk and an auxiliary.
func (w *world) beyond() {
	w.t.Helper()
	w.load(village())
	w.tx(func(tx *store.Tx) error {
		err := store.Insert(tx, models.Organisation{Code: awayRegion, Name: "丙省公安厅", NameEn: "C Province", Kind: models.KindRegion, Division: "620000"},
			models.Organisation{Code: awayOrg, Name: "丙市城关派出所", NameEn: "C Station", Kind: models.KindStation, Parent: awayRegion, Division: "620102"})
		if err != nil {
			return err
		}
		for _, name := range []string{"clerk_x", "aux_x"} {
			if err := store.Insert(tx, models.Officer{ID: "o-" + name, Username: name, Name: "民警" + name, PersonID: "p-" + name, Password: "-", CreatedAt: w.r.Now()}); err != nil {
				return err
			}
			for _, p := range w.officer(name).Postings {
				if err := errors.Join(store.Insert(tx, p), w.r.begin(tx, Operator()).audit(ActPostingAdded, p.ID, nil, auditPosting(p))); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// awayFacts is a birth that may be taken in in another region.
func awayFacts() workflow.Facts {
	f := birthFacts("p-li", "p-ma", "h-ma")
	f[workflow.FactAwayResidence] = "residence_permit"
	return f
}

// tryAway opens the birth at the other region's station.
func (w *world) tryAway(f workflow.Facts) (string, error) {
	w.key++
	f["mother_number"] = w.cardOf("p-li")
	if f["father"] != nil {
		f["father_number"] = w.cardOf("p-ma")
	}
	ans, err := w.r.Open(context.Background(), w.officer("clerk_x"), OpenRequest{Business: workflow.BirthCert, RegisterStation: stationOrg, Facts: f, Key: "away-" + w.r.newID()})
	return ans.CaseID, err
}

func (w *world) awayPaper(id string, kind workflow.MaterialKind) {
	w.t.Helper()
	w.paperBy("aux_x", "clerk_x", id, kind)
}

var awayPapers = []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage, workflow.MatAwayResidence}

// Taken in in another region and decided at home: the papers go along, the intake station
// sees its own part alone and hands the result over, a third station sees nothing.
func TestABirthTakenInInAnotherRegionIsDecidedAtHome(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		w.beyond()
		id, err := w.tryAway(awayFacts())
		w.must(err)
		if c := w.row(id); c.AcceptanceOrg != awayOrg || c.HandlingOrg != stationOrg || c.RegisterOrg != stationOrg {
			t.Fatalf("taken in at %s, handled at %s, for %s", c.AcceptanceOrg, c.HandlingOrg, c.RegisterOrg)
		}
		w.step("aux_x", id, workflow.Lodge, nil)
		if err := w.try("clerk_x", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GMaterials) {
			t.Errorf("accepted without papers: %s", describe(err))
		}
		for _, k := range awayPapers {
			w.awayPaper(id, k)
		}
		w.step("clerk_x", id, workflow.Accept, nil)
		if due := w.row(id).DueOn; due != "2026-09-30" {
			t.Errorf("the deciding station's days end on %s, want three working days from acceptance", due)
		}
		for _, on := range []workflow.Event{workflow.SkipCheck, workflow.AssignCheck, workflow.EffectIt} {
			var no *Refused
			if err := w.try("clerk_x", id, on, "", nil); !errors.As(err, &no) || no.Cause != workflow.NeverYours {
				t.Errorf("the intake station takes %s: %s", on, describe(err))
			}
		}
		there, err := w.r.View(ctx, w.officer("clerk_x"), id)
		w.must(err)
		if len(there.Facts) > 0 || len(there.Tasks) > 0 || there.Holder != nil || len(there.Materials) != len(awayPapers) || there.Subjects[0].Person != "" {
			t.Errorf("the intake station sees %+v", there)
		}
		if _, kept, err := w.r.Receipt(ctx, w.officer("clerk_x"), id, workflow.Accept); err != nil || !kept {
			t.Errorf("the intake station has no receipt: %v %v", kept, err)
		}
		if _, err := w.see("clerk_x", "p-li", PersonQuery{CaseID: id}); !errors.Is(err, ErrNotFound) {
			t.Errorf("the intake station reads the mother's file: %v", err)
		}
		if _, err := w.r.RevealFact(ctx, w.officer("clerk_x"), id, workflow.FactMotherNumber, "核对"); !errors.Is(err, ErrNotFound) {
			t.Errorf("the intake station reads the mother's number: %v", err)
		}
		if around, err := w.r.Related(ctx, w.officer("clerk_x"), id); err != nil || len(around.People)+len(around.Households) > 0 {
			t.Errorf("the intake station sees who is related: %+v %v", around, err)
		}
		if rows, err := w.r.Compare(ctx, w.officer("clerk_x"), id); err != nil || len(rows) > 0 {
			t.Errorf("the intake station compares with the register: %+v %v", rows, err)
		}
		home, err := w.r.View(ctx, w.officer("clerk"), id)
		w.must(err)
		if len(home.Materials) != len(awayPapers) || len(home.Facts) == 0 {
			t.Errorf("the deciding station has %d papers, %d facts", len(home.Materials), len(home.Facts))
		}
		for _, who := range []string{"clerk_b", "head_b"} {
			if _, err := w.r.View(ctx, w.officer(who), id); !errors.Is(err, ErrNotFound) {
				t.Errorf("a third station sees it: %v", err)
			}
		}
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("clerk", id, workflow.ReportCheck, workflow.Facts{"findings": "材料属实", "persons_heard": []string{"李春梅"}})
		w.step("head", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
		rows, err := w.r.Journal(ctx, w.officer("clerk_x"), id)
		w.must(err)
		for _, r := range rows {
			if r.Station != awayOrg {
				t.Errorf("the intake station reads what %s did: %s", r.Station, r.Event)
			}
		}
		w.step("clerk_x", id, workflow.Deliver, workflow.Facts{"receiver": "李春梅", "method": "window"})
		w.wantState(id, workflow.Delivered)
		w.sound()
	})
}

// What lacks is asked for by the deciding station, before acceptance and after it, and
// mended where the papers were taken in.
func TestWhatLacksIsMendedWhereItWasTakenIn(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.beyond()
		id, err := w.tryAway(awayFacts())
		w.must(err)
		w.step("clerk_x", id, workflow.Lodge, nil)
		w.step("clerk", id, workflow.RequestCorrection, workflow.Facts{"items": []string{"marriage_certificate"}})
		v, err := w.r.View(t.Context(), w.officer("clerk_x"), id)
		w.must(err)
		if len(v.NoticeLacking) != 1 || len(v.Missing) == 0 {
			t.Errorf("the intake station is told that %v lack, %v", v.NoticeLacking, v.Missing)
		}
		for _, k := range awayPapers {
			w.awayPaper(id, k)
		}
		w.step("aux_x", id, workflow.Resubmit, nil)
		w.step("clerk_x", id, workflow.Accept, nil)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("clerk", id, workflow.AskSupplement, workflow.Facts{"items": []string{"birth_certificate"}, "reason": "副页不清"})
		if err := w.try("clerk_x", id, workflow.ReportCheck, "", nil); err == nil {
			t.Error("the intake station reports on the check")
		}
		if _, err := w.r.AddMaterial(t.Context(), w.officer("aux_x"), id, w.r.newID(), NewMaterial{Kind: workflow.MatBirthCertificate, Source: "paper", FileName: "b.pdf", MediaType: "application/pdf", Bytes: uploadstest.PDF("(b)")}); err != nil {
			t.Fatalf("the intake station adds what was asked for: %s", describe(err))
		}
		w.step("clerk_x", id, workflow.Supplied, nil)
		w.wantState(id, workflow.Verifying)
		if _, err := w.r.AddMaterial(t.Context(), w.officer("aux_x"), id, w.r.newID(), NewMaterial{Kind: workflow.MatMarriage, Source: "paper", FileName: "c.pdf", MediaType: "application/pdf", Bytes: uploadstest.PDF("(c)")}); !errors.Is(err, ErrForbidden) {
			t.Errorf("unasked, the intake station adds papers: %s", describe(err))
		}
	})
}

// What is not for another region is not lodged there, each condition with its reason; the
// draft is withdrawn and goes on at the station of the register. At home nothing is asked.
func TestWhoeverIsNotEligibleElsewhereGoesTheOrdinaryWay(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.beyond()
		for what, c := range map[workflow.GuardID]func(f workflow.Facts){
			workflow.GAwayResidence: func(f workflow.Facts) { f[workflow.FactAwayResidence] = "none" },
			workflow.GAwayPaper:     func(f workflow.Facts) { f["parents_evidence"] = "statement" },
			workflow.GAwayAge:       func(f workflow.Facts) { f["child_birth_date"], f["certificate_issued_on"] = "2020-09-10", "2020-09-12" },
			workflow.GAwaySurname:   func(f workflow.Facts) { f["child_name"], f["certificate_name"] = "张小禾", "张小禾" },
			workflow.GAwayParents:   func(f workflow.Facts) { delete(f, "father") },
		} {
			f := awayFacts()
			c(f)
			id, err := w.tryAway(f)
			w.must(err)
			if err := w.try("clerk_x", id, workflow.Lodge, "", nil); !refusedFor(err, what) {
				t.Errorf("lodged in spite of %s: %s", what, describe(err))
			}
			if err := w.try("clerk_x", id, workflow.Withdraw, "", workflow.Facts{"reason": "改走普通渠道"}); !refusedFor(err, workflow.GNoLooseChild) {
				t.Errorf("the child is left loose: %s", describe(err))
			}
			w.step("clerk_x", id, workflow.Withdraw, workflow.Facts{"reason": "改走普通渠道", "successor": "birth_cert"})
			next := one[models.CaseLink](w, "from_case = ?", id).ToCase
			if r := w.row(next); r.HandlingOrg != stationOrg || r.AcceptanceOrg != stationOrg {
				t.Errorf("it goes on at %s, taken in at %s", r.HandlingOrg, r.AcceptanceOrg)
			}
			w.step("clerk", next, workflow.Withdraw, workflow.Facts{"reason": "x", "successor": "birth_cert"})
			w.exec("update subject_locks set released_at = taken_at where released_at is null")
			w.exec("update cases set closed_at = opened_at, state = 'withdrawn' where closed_at is null")
		}
		_, err := w.r.Open(t.Context(), w.officer("clerk_x"), OpenRequest{Business: workflow.BirthNoCert, RegisterStation: stationOrg, Facts: awayFacts(), Key: "no"})
		if !invalidAt(err, "register_station", "not_across_regions") {
			t.Errorf("another business is taken in: %s", describe(err))
		}
		f := birthFacts("p-li", "p-ma", "h-ma")
		f["parents_evidence"] = "statement"
		w.step("clerk", w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f}), workflow.Lodge, nil)
	})
}
