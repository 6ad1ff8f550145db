package register

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// opens is what is wrong with a case on its way in; none when it opened.
func (w *world) opens(q OpenRequest) []FieldError {
	w.t.Helper()
	q.Key = w.nextKey()
	_, err := w.r.Open(context.Background(), w.officer("clerk"), q)
	return w.faults(err)
}

// faults are the field errors of an error that has nothing else.
func (w *world) faults(err error) []FieldError {
	w.t.Helper()
	var bad *Invalid
	if err != nil && !errors.As(err, &bad) {
		w.t.Fatal(describe(err))
	}
	if bad == nil {
		return nil
	}
	return bad.Errors
}

// wantFault wants one field error.
func (w *world) wantFault(got []FieldError, field, code string) {
	w.t.Helper()
	if len(got) != 1 || got[0].Field != field || got[0].Code != code {
		w.t.Fatalf("told %+v, want %s at %s", got, code, field)
	}
}

// declaring is facts with some put otherwise; nil takes one away.
func declaring(facts workflow.Facts, more workflow.Facts) workflow.Facts {
	out := workflow.Facts{}
	for k, v := range facts {
		out[k] = v
	}
	for k, v := range more {
		if out[k] = v; v == nil {
			delete(out, k)
		}
	}
	return out
}

func TestANewbornsGivenNameIsOfTheTable(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		rare := workflow.Facts{"child_name": "李龘", "certificate_name": "李龘"}
		for _, name := range []string{"龘明", "买买提·龘", "李𫖮"} {
			if got := w.opens(OpenRequest{Business: workflow.BirthCert, Facts: declaring(birthFacts(mother, father, house), workflow.Facts{"child_name": name, "certificate_name": name})}); got != nil {
				t.Errorf("%s is refused: %+v", name, got)
			}
		}
		// A draft keeps such a name, is not accepted with it, and may be put right.
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: declaring(birthFacts(mother, father, house), rare)})
		w.step("clerk", id, workflow.Lodge, nil)
		for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
			w.paper(id, k)
		}
		got := w.faults(w.try("clerk", id, workflow.Accept, "", nil))
		w.wantFault(got, "facts.child_name", "rare_character")
		if said := got[0].Message; !strings.Contains(said.Zh, "龘") || !strings.Contains(said.Zh, "姓氏不受此限") || !strings.Contains(said.En, "U+9F98") {
			t.Errorf("the message does not name the character: %+v", said)
		}
		_, err := w.r.Change(context.Background(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"child_name": "李明", "certificate_name": "李明"})
		w.must(err)
		w.step("clerk", id, workflow.Accept, nil)
	})
}

func TestAChildInCareWithoutRegistrationIsNamedFromTheTable(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		// A roster lists children of both kinds: the search settles which.
		_, lines := w.batch(wardFacts("石龘", "1", "2020-05-06", "001"))
		w.step("clerk", lines[0], workflow.Search, nil)
		none := workflow.Facts{"searched_by_name_and_number": true, "searched_by_parents": true, "findings": "两次检索均无"}
		w.wantFault(w.faults(w.try("clerk", lines[0], workflow.HitNone, "", none)), "facts.name", "rare_character")
		_, err := w.r.Change(context.Background(), w.officer("clerk"), lines[0], w.row(lines[0]).Version, workflow.Facts{"name": "石明"})
		w.must(err)
		w.step("clerk", lines[0], workflow.HitNone, none)
	})
}

func TestANewNameTakesNoCharacterOutsideTheTableBesideThoseItHad(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		papers := []workflow.MaterialKind{workflow.MatNameRequest, workflow.MatHouseholdBook, workflow.MatComparison}
		to := func(name string) error {
			id := w.alters(workflow.NameChange, "p-li", workflow.Facts{"new_name": name, "surname_ground": "unchanged", "name_reason": "本人长期使用"})
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range papers {
				w.paper(id, k)
			}
			err := w.try("clerk", id, workflow.Accept, "", nil)
			if err == nil {
				w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "不改了"})
			}
			return err
		}
		w.wantFault(w.faults(to("李春龘")), "facts.new_name", "rare_character")
		w.must(to("李春兰"))
		w.tx(func(tx *store.Tx) error {
			_, err := store.Set[models.Person](tx, map[string]any{"name": "李龘梅"}, "id = 'p-li'")
			return err
		})
		w.must(to("李龘"))
	})
}

func TestAnInstitutionChoosesNoEthnicityWhereAParentIsKnown(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		facts := declaring(birthFacts(mother, father, house), workflow.Facts{"ethnicity_source": "institution"})
		w.wantFault(w.opens(OpenRequest{Business: workflow.BirthCert, Facts: facts}), "facts.ethnicity_source", "parents_known")
		nobody := declaring(facts, workflow.Facts{"mother": nil, "father": nil, "mother_name": nil, "father_name": nil, "follows": "grandparents"})
		if got := w.opens(OpenRequest{Business: workflow.BirthCert, Facts: nobody}); got != nil {
			t.Errorf("with no parent known it is refused: %+v", got)
		}
	})
}

func TestADeathIsNoEarlierThanTheBirthAndGoesAlong(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts(mother, father, house)})
		born := birthFacts(mother, father, house).Date("child_birth_date")
		w.step("clerk", id, workflow.Lodge, nil)
		dies := func(on models.Date) error {
			return w.try("clerk", id, workflow.ChildDies, "", workflow.Facts{"died_on": string(on), "successor": "birth_then_death"})
		}
		w.wantFault(w.faults(dies(born.AddDays(-1))), "input.died_on", "before_birth")
		w.wantFault(w.faults(dies("2026-09-25")), "input.died_on", "in_the_future")
		w.must(dies(born))
		var next models.CaseLink
		w.must(w.db.Read(context.Background(), func(tx *store.Tx) (err error) {
			next, err = store.One[models.CaseLink](tx, "from_case = ? and kind = 'successor'", id)
			return err
		}))
		view, err := w.r.View(context.Background(), w.officer("clerk"), next.ToCase)
		w.must(err)
		if view.Business != workflow.BirthThenDeath || view.Facts.Text("child_died_on") != string(born) {
			t.Errorf("the next case is %s and knows %q of the death", view.Business, view.Facts.Text("child_died_on"))
		}
	})
}

func TestALineIsNotOpenedWithoutItsRoster(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		facts := declaring(wardFacts("石明", "1", "2020-05-06", "001"), workflow.Facts{"institution": unitID, "household_id": unitHome})
		w.wantFault(w.opens(OpenRequest{Business: workflow.WardLine, Facts: facts}), "business", "not_alone")
	})
}

func TestTheOfficerChoosesTheRouteWhereSeveralAreOpen(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatIdentity)
		w.step("clerk", id, workflow.Accept, nil)
		w.paper(id, workflow.MatHealthRefusal)
		reason := workflow.Facts{"reason": "卫健不予出具"}
		var no *Refused
		if err := w.try("clerk", id, workflow.ChooseRoute, "", reason); !errors.As(err, &no) || len(no.Unmet) != 1 || no.Unmet[0].Code != "to" ||
			!slices.Equal(no.Unmet[0].Detail, []string{"route_r1", "route_r2"}) {
			t.Fatalf("a route was taken that nobody chose: %v", err)
		}
		steps, err := w.r.Steps(context.Background(), w.officer("clerk"), id)
		w.must(err)
		if !slices.ContainsFunc(steps, func(s StepView) bool { return s.Event == workflow.ChooseRoute && s.Allowed }) {
			t.Error("the step is not offered")
		}
		w.must(w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR2, reason))
	})
}

// A name has one limit, which the schema says and the check keeps: a hundred characters.
func TestANameHasOneLimit(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		named := func(n int) []FieldError {
			return w.opens(OpenRequest{Business: workflow.BirthCert, Facts: declaring(birthFacts("p-li", "p-ma", "h-ma"), workflow.Facts{"child_name": strings.Repeat("长", n)})})
		}
		for _, n := range []int{101, 201} {
			got := named(n)
			w.wantFault(got, "facts.child_name", "too_long")
			if m := got[0].Message.Zh; !strings.Contains(m, "100") || strings.Contains(m, "200") {
				t.Errorf("%d characters are refused with %s", n, m)
			}
		}
		if got := named(100); len(got) > 0 {
			t.Errorf("a hundred characters are refused: %+v", got)
		}
		if rule := w.r.Book().Ask(workflow.FactChildName, true); rule.MaxLength != models.NameLimit {
			t.Errorf("the schema says %d", rule.MaxLength)
		}
	})
}
