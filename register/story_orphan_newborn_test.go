package register

import (
	"errors"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// Both parents of a newborn die before the entry. Civil affairs has the child, who goes on as a
// ward and is nobody who was naturalised; no finder is asked for, since the parents are known.
func TestAnOrphanedNewbornGoesOnAsAWard(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts("p-li", "p-ma", "h-ma")})
		w.step("clerk", id, workflow.Lodge, nil)
		leaves := func(next workflow.Business) error {
			return w.try("clerk", id, workflow.Withdraw, "", workflow.Facts{"reason": "由民政部门监护", "successor": string(next)})
		}
		dies := func(person string) {
			w.tx(func(tx *store.Tx) error {
				return store.Amend[models.Person](tx, map[string]any{"status": models.StatusDead}, "id = ?", person)
			})
		}
		wantNo := func(story string, businesses ...workflow.Business) {
			for _, next := range businesses {
				if err := leaves(next); !refusedFor(err, workflow.GNoLooseChild) {
					t.Errorf("%s, followed by %s: %s", story, next, describe(err))
				}
			}
		}
		abroad := []workflow.Business{workflow.ReturnSettle, workflow.Naturalised, workflow.Regain}
		wantNo("both live", append(abroad, workflow.WardFirst, workflow.FoundlingInstitution)...)
		dies("p-li")
		wantNo("the father lives", append(abroad, workflow.WardFirst, workflow.FoundlingInstitution)...)
		dies("p-ma")
		wantNo("both are dead", append(abroad, workflow.FoundlingInstitution)...)
		if err := leaves(workflow.Naturalised); !mentions(describe(err), "ward_first") || mentions(describe(err), "naturalised ") {
			t.Errorf("what may follow: %s", describe(err))
		}
		w.must(leaves(workflow.WardFirst))
		if c := w.row(w.followedBy(id)); c.Business != string(workflow.WardFirst) {
			t.Errorf("it goes on as %s", c.Business)
		}
	})
}

// orphanedNear is a newborn's case at a station without a home, lodged there before both
// parents died; the home's own station is another of the county.
func (w *world) orphanedNear() string {
	w.t.Helper()
	mother, father, house := w.seedFamily()
	w.seedUnit()
	w.tx(func(tx *store.Tx) error {
		return errors.Join(
			store.Insert(tx, models.Organisation{Code: nearOrg, Name: "甲县河东派出所", NameEn: nearOrg, Kind: models.KindStation, Parent: countyOrg, Division: "640522"}),
			store.Amend[models.Household](tx, map[string]any{"org": nearOrg}, "id = ?", house),
			store.Amend[models.Person](tx, map[string]any{"org": nearOrg}, "household_id = ?", house))
	})
	w.posts("clerk_n")
	id := w.open("clerk_n", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
	w.step("clerk_n", id, workflow.Lodge, nil)
	w.tx(func(tx *store.Tx) error {
		return store.Amend[models.Person](tx, map[string]any{"status": models.StatusDead, "status_on": "2026-09-20"}, "id in ('p-mother', 'p-father')")
	})
	return id
}

// The station of the birth has no home: the ward's case opens at the station of the only home
// of the county, with that home and the parents in its form, and they stand on the child's
// page. The family's household stays behind.
func TestAnOrphanedNewbornsCaseOpensWhereTheHomeIs(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.orphanedNear()
		w.step("clerk_n", id, workflow.Withdraw, workflow.Facts{"reason": "由民政部门监护", "successor": "ward_first"})
		next := w.followedBy(id)
		if c := w.row(next); c.HandlingOrg != stationOrg || c.RegisterOrg != stationOrg || c.AcceptanceOrg != nearOrg {
			t.Fatalf("it is with %s for %s, taken in at %s", c.HandlingOrg, c.RegisterOrg, c.AcceptanceOrg)
		}
		v, err := w.r.View(t.Context(), w.officer("clerk"), next)
		w.must(err)
		for k, want := range map[workflow.Field]string{"mother": "p-mother", "father": "p-father", "institution": unitID, "household_id": unitHome} {
			if got := v.Facts.Text(k); got != want {
				t.Errorf("%s is %q, want %q", k, got, want)
			}
		}
		w.must(w.changes("clerk", next, workflow.Facts{"intake_no": "301", "intake_on": "2026-09-21", "legal_ground": "guardian_dead", "guardianship_doc_no": "G-301", "ethnicity_source": "institution"}))
		w.accepts(next, workflow.MatIntakeForm, workflow.MatCivilOpinion)
		w.searchedInVainFor(next)
		w.step("community", next, workflow.HearChild, workflow.Facts{"view": "unable", "language": "普通话", "document_no": "H-1", "heard_without_staff": true})
		w.step("head", next, workflow.Submit, workflow.Facts{"best_interest_no": "BI-1"})
		w.step("county_lead", next, workflow.Approve, nil)
		p, _ := w.child(next, workflow.Ward)
		if p.MotherID != "p-mother" || p.FatherID != "p-father" {
			t.Errorf("entered with mother %q and father %q", p.MotherID, p.FatherID)
		}
		w.wantRegisteredWard(next)
	})
}

// The home has handed the same child in already: the birth is given up for that case, while a
// home's child of another day, or of the same words while a parent lives, is nobody's successor.
func TestAnOrphanedNewbornIsLeftToTheHomesOwnCase(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.orphanedNear()
		leaves := func() error {
			return w.try("clerk_n", id, workflow.Withdraw, "", workflow.Facts{"reason": "机构已申报", "successor": "existing"})
		}
		f := noCertFacts("p-mother", "p-father", "h-1")
		ward := wardFacts(f.Text("child_name"), f.Text("child_sex"), "2026-09-02", "301")
		ward["intake_on"], ward["institution"], ward["household_id"] = "2026-09-21", unitID, unitHome
		own := w.open("clerk", OpenRequest{Business: workflow.WardFirst, Facts: ward})
		if err := leaves(); !refusedFor(err, workflow.GNoLooseChild) {
			t.Errorf("for another child: %s", describe(err))
		}
		w.must(w.changes("clerk", own, workflow.Facts{"birth_date": f.Text("child_birth_date")}))
		w.tx(func(tx *store.Tx) error {
			return store.Amend[models.Person](tx, map[string]any{"status": models.StatusActive}, "id = 'p-mother'")
		})
		if err := leaves(); !refusedFor(err, workflow.GNoLooseChild) {
			t.Errorf("while the mother lives: %s", describe(err))
		}
		w.tx(func(tx *store.Tx) error {
			return store.Amend[models.Person](tx, map[string]any{"status": models.StatusDead}, "id = 'p-mother'")
		})
		w.must(leaves())
		if next := w.followedBy(id); next != own {
			t.Errorf("it is left to %s, want %s", next, own)
		}
	})
}
