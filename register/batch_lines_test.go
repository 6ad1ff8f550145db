package register

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// A line that comes as JSON meets what the roster's file would be told: of its own items,
// and that a roster lists one institution's children for that institution's household.
func TestALineIsHeldToItsOwnItemsAndToItsRoster(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		w.tx(func(tx *store.Tx) error {
			return errors.Join(
				store.Insert(tx, models.Institution{ID: "u-2", Name: "甲县暖园", CreditCode: "2", CivilAffairs: "甲县民政局", CertificateNo: "C-2", CertificateUntil: "2030-01-01", HouseholdID: "h-2", Org: stationOrg, Status: "open", AssessmentNo: "IA-2"}),
				store.Insert(tx, models.Household{ID: "h-2", Number: "900002", Org: stationOrg, Division: "640522", Kind: models.CollectiveHousehold, InstitutionID: "u-2", HeadID: "p-h2", HelperID: "p-h2h", HelperUntil: "2028-01-01", Address: "城关镇十号", Status: "open", Version: 1, EventID: "seed", CaseID: "seed"}))
		})
		boy, err := models.NewCitizenNumber("649901", "2016-03-04", 101)
		w.must(err)
		child := func(more workflow.Facts) workflow.Facts {
			f := wardFacts("王小石", "1", "2016-03-04", "001")
			maps.Copy(f, more)
			return f
		}
		told := func(batch workflow.Facts, line workflow.Facts) string {
			t.Helper()
			facts := workflow.Facts{"institution": unitID, "household_id": unitHome, "impact_assessment_no": "IA-1"}
			maps.Copy(facts, batch)
			err := w.r.CheckBatch(context.Background(), w.officer("clerk"), BatchRequest{OpenRequest: OpenRequest{Business: workflow.WardBatch, Facts: facts}, Lines: []workflow.Facts{line}})
			var bad *Invalid
			if err != nil && !errors.As(err, &bad) {
				t.Fatal(err)
			}
			var codes []string
			if bad != nil {
				for _, e := range bad.Errors {
					codes = append(codes, e.Field+":"+e.Code)
				}
			}
			slices.Sort(codes)
			return strings.Join(codes, " ")
		}
		for want, line := range map[string]workflow.Facts{
			"":                                     child(workflow.Facts{"citizen_number": boy.Reveal()}),
			"lines[0].facts.birth_date:already_18": child(workflow.Facts{"birth_date": "2008-09-24"}),
			"lines[0].facts.intake_on:intake_before_birth":                               child(workflow.Facts{"intake_on": "2016-03-03"}),
			"lines[0].facts.birth_date:birth_disagrees lines[0].facts.sex:sex_disagrees": child(workflow.Facts{"citizen_number": boy.Reveal(), "birth_date": "2016-03-05", "sex": "2"}),
			"lines[0].facts.institution:other_institution":                               child(workflow.Facts{"institution": "甲县暖园"}),
			"lines[0].facts.household_id:other_household":                                child(workflow.Facts{"household_id": "019b8b52-3a80-7f26-b6da-000000000000"}),
		} {
			if got := told(nil, line); got != want {
				t.Errorf("the line is told %q, want %q", got, want)
			}
		}
		if got, want := told(workflow.Facts{"household_id": "h-2"}, child(nil)), "facts.household_id:other_household"; got != want {
			t.Errorf("a roster for another body's household is told %q, want %q", got, want)
		}
	})
}

// Whoever names lines of a roster names open lines of it, each once, and for each that
// goes on elsewhere one business.
func TestLinesAreNamedOnceAndAreThere(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		ans, err := w.r.OpenBatch(context.Background(), w.officer("clerk"), BatchRequest{
			OpenRequest: OpenRequest{Business: workflow.WardBatch, Facts: workflow.Facts{"institution": unitID, "household_id": unitHome, "impact_assessment_no": "IA-1"}},
			Lines:       []workflow.Facts{wardFacts("王小石", "1", "2016-03-04", "001"), wardFacts("李小山", "1", "2015-05-06", "002")}})
		w.must(err)
		lines, err := w.r.Lines(context.Background(), w.officer("clerk"), ans.CaseID)
		w.must(err)
		one, two := lines[0], lines[1]
		told := func(who string, on workflow.Event, input workflow.Facts) string {
			var bad *Invalid
			if err := w.try(who, ans.CaseID, on, "", input); err != nil && !errors.As(err, &bad) {
				t.Fatal(err)
			}
			var codes []string
			if bad != nil {
				for _, e := range bad.Errors {
					codes = append(codes, e.Field+":"+e.Code)
				}
			}
			return strings.Join(codes, " ")
		}
		if got := told("clerk", workflow.RemoveLine, workflow.Facts{"lines": []string{one.ID, "nobody", one.Number}}); got != "input.lines[1]:no_such_line input.lines[2]:twice" {
			t.Errorf("removing answered %q", got)
		}
		if got := told("head", workflow.CancelBatch, workflow.Facts{"reason": "机构撤回", "successors": []string{one.Number + "=ward_first", one.ID + "=ward_move", two.ID, "x=" + "no_business"}}); got !=
			"input.successors[2]:bad_successor input.successors[3]:bad_successor input.successors[1]:twice input.successors[3]:no_such_line" {
			t.Errorf("cancelling answered %q", got)
		}
		if got := told("clerk", workflow.RemoveLine, workflow.Facts{"lines": []string{two.ID}}); got != "" {
			t.Errorf("removing one line answered %q", got)
		}
	})
}

// A successor that would leave a child as it is is named with its place in the list.
func TestASuccessorThatDoesNotServeTheChildIsNamed(t *testing.T) {
	eachWorld(t, func(w *world) {
		child := w.seedUnit()
		batch, lines := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"), wardFacts("石明月", "2", "2022-05-06", "002"))
		w.step("clerk", lines[0], workflow.Search, nil)
		w.step("clerk", lines[0], workflow.HitOne, workflow.Facts{"hit_person": child, "compared_by_eye": true, "findings": "逐项一致"})
		part := func(first, second string) error {
			return w.try("head", batch, workflow.ClosePartial, "", workflow.Facts{"reason": "机构调整", "successors": []string{lines[0] + "=" + first, lines[1] + "=" + second}})
		}
		wrong := func(err error) []FieldError {
			var no *Refused
			if !errors.As(err, &no) || !refusedFor(err, workflow.GLinesSettled) {
				w.t.Fatalf("want a refusal for lines that nothing settles, got %v", err)
			}
			return no.Wrong
		}
		if told := wrong(part("ward_first", "ward_first")); len(told) != 1 || told[0].Field != "input.successors[0]" || told[0].Code != "does_not_serve" {
			w.t.Errorf("a first registration of a registered child answered %+v", told)
		}
		if told := wrong(part("ward_move", "death")); len(told) != 1 || told[0].Field != "input.successors[1]" {
			w.t.Errorf("a death for a living child answered %+v", told)
		}
		w.must(part("ward_move", "ward_first"))
	})
}

// A child whose parent was found does not move to the institution under another number
// because the roster ends: neither in part, nor by the line being taken off.
func TestAFoundGuardianIsNotForgottenWithTheRoster(t *testing.T) {
	eachWorld(t, func(w *world) {
		child := w.seedUnit()
		batch, lines := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"))
		id := lines[0]
		w.step("clerk", id, workflow.Search, nil)
		w.step("clerk", id, workflow.HitOne, workflow.Facts{"hit_person": child, "compared_by_eye": true, "findings": "逐项一致"})
		w.step("clerk", id, workflow.KinFound, workflow.Facts{"kin": "parent", "reason": "走访得知母亲健在"})
		w.wantState(id, workflow.GuardianElsewhere)
		for field, err := range map[string]error{
			"input.successors[0]": w.try("head", batch, workflow.ClosePartial, "", workflow.Facts{"reason": "机构调整", "successors": []string{id + "=ward_move"}}),
			"input.lines[0]":      w.try("clerk", batch, workflow.ProposeEvent(workflow.RemoveLine), "", workflow.Facts{"reason": "列错", "lines": []string{id}, "successor": "ward_move"}),
		} {
			var no *Refused
			var bad *Invalid
			var told []FieldError
			if errors.As(err, &no) {
				told = no.Wrong
			} else if errors.As(err, &bad) {
				told = bad.Errors
			}
			if len(told) != 1 || told[0].Field != field || told[0].Code != "guardian_found" {
				t.Errorf("%s: %s", field, describe(err))
			}
		}
		w.step("head", batch, workflow.ClosePartial, workflow.Facts{"reason": "机构调整", "successors": []string{id + "=lead"}})
	})
}
