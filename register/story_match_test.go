package register

import (
	"context"
	"slices"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// boyNumber and girlNumber are numbers of the county that nobody bears.
var (
	boyNumber   = numberOf("649901", "2016-03-04", 11)
	girlNumber  = numberOf("649901", "2016-03-04", 12)
	youthNumber = numberOf("649901", "2008-10-02", 11)
)

// numberOf is a whole number of the prefix, day and sequence.
func numberOf(prefix string, born models.Date, seq int) string {
	n, err := models.NewCitizenNumber(prefix, born, seq)
	if err != nil {
		panic(err)
	}
	return n.Reveal()
}

// entered puts a person of the other county in the register, with a number where one is given.
func (w *world) entered(p models.Person, number string) string {
	w.t.Helper()
	p.Status, p.HouseholdID, p.Org, p.Version, p.EventID, p.CaseID = models.StatusActive, "h-origin", otherOrg, 1, "seed", "seed"
	p.Pinyin, p.Initials = searchKeys(p.Name)
	if number != "" {
		n, err := models.ParseCitizenNumber(number)
		w.must(err)
		p.NumberIndex, p.NumberSealed = w.r.numberIndex(n), w.r.keys.Seal(placeNumber(p.ID).In(otherOrg), []byte(number))
	}
	w.tx(func(tx *store.Tx) error { return store.Insert(tx, p) })
	return p.ID
}

func also(f workflow.Facts, k workflow.Field, v any) workflow.Facts {
	f[k] = v
	return f
}

func hit(person string) workflow.Facts {
	return workflow.Facts{"hit_person": person, "compared_by_eye": true, "findings": "逐项并列核对"}
}

func noneFound() workflow.Facts {
	return workflow.Facts{"searched_by_name_and_number": true, "searched_by_parents": true, "findings": "两次查找未见"}
}

func TestAChildWhoseNumberStandsInTheRegisterIsNotRegisteredAgain(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		_, lines := w.batch(also(wardFacts("石小山", "1", "2016-03-04", "001"), "citizen_number", boyNumber))
		id := lines[0]
		w.step("clerk", id, workflow.Search, nil)
		if err := w.try("clerk", id, workflow.HitNone, "", noneFound()); !refusedFor(err, workflow.GNumberFree) {
			t.Fatalf("the child counts as unregistered, although its number stands in some register: %v", err)
		}
		w.entered(models.Person{ID: "p-same", Name: "石小珊", Sex: "1", BirthDate: "2016-03-04"}, boyNumber)
		if err := w.try("clerk", id, workflow.HitNone, "", noneFound()); !refusedFor(err, workflow.GNumberFree) {
			t.Fatalf("the child counts as unregistered while its number stands in the register: %v", err)
		}
	})
}

func TestAnEntryMadeDuringTheCaseStopsTheDecision(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		_, lines := w.batch(wardFacts("石小山", "1", "2016-03-04", "001"))
		id := lines[0]
		w.step("clerk", id, workflow.Search, nil)
		w.step("clerk", id, workflow.HitNone, noneFound())
		w.step("clerk", id, workflow.AskComparison, workflow.Facts{"addressee": "刑侦支队", "document_no": "B-2"})
		w.step("clerk", id, workflow.NoMatch, workflow.Facts{"document_no": "B-3"})
		w.step("community", id, workflow.HearChild, workflow.Facts{"view": "agrees", "language": "普通话", "document_no": "H-1", "heard_without_staff": true})
		w.step("head", id, workflow.Submit, workflow.Facts{"best_interest_no": "BI-1"})
		w.step("county", id, workflow.PassUp, nil)
		w.entered(models.Person{ID: "p-same", Name: "石小山", Sex: "1", BirthDate: "2016-03-04"}, boyNumber)
		err := w.try("city_lead", id, workflow.Approve, "", nil)
		if !refusedFor(err, workflow.GDismissed) {
			t.Fatalf("a second registration of one child was approved: %v", err)
		}
		w.must(w.try("city_lead", id, workflow.Return, workflow.Matching, workflow.Facts{"return_code": "unclear", "items": []string{"重新比对"}, "reason": "已有登记"}))
		w.step("clerk", id, workflow.HitOne, hit("p-same"))
		w.wantState(id, workflow.OriginPending)
	})
}

func TestAnEntryThatAgreesIsRuledOutByEyeAndTheReviewersSeeWhy(t *testing.T) {
	eachWorld(t, func(w *world) {
		child := w.seedUnit()
		_, lines := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"))
		id := lines[0]
		w.step("clerk", id, workflow.Search, nil)
		for _, dismissed := range [][]string{nil, {child + "="}, {child}, {"p-uncle=成年人"}} {
			f := noneFound()
			if dismissed != nil {
				f["dismissed_candidates"] = dismissed
			}
			if err := w.try("clerk", id, workflow.HitNone, "", f); !refusedFor(err, workflow.GDismissed) {
				t.Fatalf("an agreeing entry was passed over with %q: %v", dismissed, err)
			}
		}
		w.step("clerk", id, workflow.HitNone, also(noneFound(), "dismissed_candidates", []string{child + "=照片不符，系同名同日出生的另一儿童"}))
		w.wantState(id, workflow.UnregisteredChild)
		v, err := w.r.View(context.Background(), w.officer("county_lead"), id)
		w.must(err)
		if v.Search == nil || len(v.Search.Dismissed) != 1 || v.Search.Dismissed[0].Person != child || v.Search.Dismissed[0].Reason == "" {
			t.Errorf("the reviewer sees %+v", v.Search)
		}
	})
}

func TestOnlyAnEntryFoundForTheChildIsTheChilds(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		_, lines := w.batch(also(wardFacts("王小石", "1", "2016-03-04", "001"), "citizen_number", boyNumber))
		id := lines[0]
		woman := w.entered(models.Person{ID: "p-woman", Name: "党玉洁", Sex: "2", BirthDate: "1997-05-06"}, "")
		girl := w.entered(models.Person{ID: "p-girl", Name: "王小石", Sex: "2", BirthDate: "2016-03-04"}, girlNumber)
		other := w.entered(models.Person{ID: "p-other", Name: "王晓时", Sex: "1", BirthDate: "2016-02-01"}, boyNumber)
		w.step("clerk", id, workflow.Search, nil)
		if err := w.try("clerk", id, workflow.HitOne, "", hit(woman)); !refusedFor(err, workflow.GHitListed) {
			t.Fatalf("a person on no list became the child: %v", err)
		}
		if err := w.try("clerk", id, workflow.HitOne, "", hit(girl)); !refusedFor(err, workflow.GHitSound) {
			t.Fatalf("a girl with another number became the boy: %v", err)
		}
		if err := w.try("clerk", id, workflow.HitOne, "", hit(other)); !refusedFor(err, workflow.GHitReasoned) {
			t.Fatalf("another name and birth date were taken without a reason: %v", err)
		}
		w.step("clerk", id, workflow.HitOne, also(hit(other), "difference_reason", "号码、照片一致，机构登记有误"))
		v, err := w.r.View(context.Background(), w.officer("clerk"), id)
		w.must(err)
		if s := v.Subjects[0]; s.Name != "王小石" || s.RegisterName != "王晓时" || s.Person != other {
			t.Errorf("the line shows %+v: want the declared name, the register's beside it", s)
		}
		if v.Search == nil || v.Search.Difference == "" {
			t.Error("the reviewers do not see why the entry is the child's")
		}
	})
}

func TestAWrongMatchIsTakenBackUntilTheOriginAnswers(t *testing.T) {
	eachWorld(t, func(w *world) {
		child := w.seedUnit()
		_, lines := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"))
		id := lines[0]
		w.step("clerk", id, workflow.Search, nil)
		w.step("clerk", id, workflow.HitOne, hit(child))
		w.step("clerk", id, workflow.RetractHit, workflow.Facts{"reason": "按错"})
		w.wantState(id, workflow.Matching)
		w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
			held, err := store.Count[models.SubjectLock](tx, "subject_key = ? and released_at is null", w.r.personKey(child))
			seats, err2 := store.Count[models.CaseOrg](tx, "case_id = ? and seat in ('origin', 'superior')", id)
			if held != 0 || seats != 0 {
				t.Errorf("%d locks and %d seats of the wrong entry stay", held, seats)
			}
			own, err3 := store.Count[models.SubjectLock](tx, "case_id = ? and released_at is null", id)
			if own != 1 {
				t.Errorf("the child of the line is held by %d locks", own)
			}
			for _, e := range []error{err, err2, err3} {
				if e != nil {
					return e
				}
			}
			return nil
		}))
		if _, err := w.r.View(context.Background(), w.officer("clerk_b"), id); err == nil {
			t.Error("the station asked wrongly still sees the child")
		}
		w.step("clerk", id, workflow.HitOne, hit(child))
		say := workflow.Facts{"extract": "户主之侄", "land_and_benefits": "无", "kin_in_book": "told", "kin_told_on": "2026-09-24"}
		w.step("clerk_b", id, workflow.ProposeEvent(workflow.OriginConfirm), say)
		w.step("head_b", id, workflow.OriginConfirm, say)
		if err := w.try("clerk", id, workflow.RetractHit, "", workflow.Facts{"reason": "按错"}); err == nil {
			t.Fatal("the clerk took back what the origin had confirmed")
		}
		w.step("head", id, workflow.RetractHit, workflow.Facts{"reason": "非同一人"})
		w.wantState(id, workflow.Matching)
	})
}

func TestABirthDateThatContradictsTheDeclaredEndsNoLineByItself(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		_, lines := w.batch(also(wardFacts("王小石", "1", "2008-10-02", "001"), "citizen_number", youthNumber))
		id := lines[0]
		elder := w.entered(models.Person{ID: "p-elder", Name: "王小石", Sex: "1", BirthDate: "2008-03-04"}, youthNumber)
		w.step("clerk", id, workflow.Search, nil)
		w.setClock("2026-09-25T09:00:00+08:00")
		w.step("clerk", id, workflow.HitOne, also(hit(elder), "difference_reason", "号码一致"))
		for range 2 {
			rep, err := w.r.Sweep(context.Background())
			w.must(err)
			if rep.Failed > 0 {
				t.Fatalf("sweep: %+v", rep)
			}
		}
		w.wantState(id, workflow.OriginPending)
		alerts := slices.DeleteFunc(w.task(id, workflow.TaskAlert), func(x models.CaseTask) bool { return x.Note != string(workflow.Turn18) })
		if len(alerts) != 1 || alerts[0].Role != string(workflow.Head) {
			t.Fatalf("the head was given %d tasks: %+v", len(alerts), alerts)
		}
		w.step("head", id, workflow.Turn18, workflow.Facts{"reason": "以登记为准", "document_no": "18-1"})
		w.wantState(id, workflow.AgedOut)
	})
}

func TestADeclaredNumberIsCorrectedWhileTheChildIsSearchedFor(t *testing.T) {
	eachWorld(t, func(w *world) {
		child := w.seedUnit()
		_, lines := w.batch(also(wardFacts("王小石", "1", "2016-03-04", "001"), "citizen_number", numberOf("649901", "2016-03-04", 13)))
		id := lines[0]
		w.tx(func(tx *store.Tx) error {
			n, err := models.ParseCitizenNumber(boyNumber)
			if err != nil {
				return err
			}
			_, err = store.Set[models.Person](tx, map[string]any{"number_index": w.r.numberIndex(n), "number_sealed": w.r.keys.Seal(placeNumber(child).In(otherOrg), []byte(boyNumber))}, "id = ?", child)
			return err
		})
		w.step("clerk", id, workflow.Search, nil)
		if err := w.try("clerk", id, workflow.HitOne, "", hit(child)); !refusedFor(err, workflow.GHitSound) {
			t.Fatalf("an entry with another number was taken: %v", err)
		}
		_, err := w.r.Change(context.Background(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"citizen_number": boyNumber})
		w.must(err)
		w.step("clerk", id, workflow.HitOne, hit(child))
	})
}

// TestOnlyEntriesFoundForTheChildAreItsDuplicates: two entries that one child may have
// are both of the search for this child and of its sex. Nobody else's comes near a
// cancellation, and an id of nobody is answered alike.
func TestOnlyEntriesFoundForTheChildAreItsDuplicates(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		_, lines := w.batch(also(wardFacts("王小石", "1", "2016-03-04", "001"), "citizen_number", boyNumber))
		id := lines[0]
		first := w.entered(models.Person{ID: "p-one", Name: "王晓时", Sex: "1", BirthDate: "2016-02-01"}, boyNumber)
		two := w.entered(models.Person{ID: "p-two", Name: "王小石", Sex: "1", BirthDate: "2016-03-04"}, "")
		girl := w.entered(models.Person{ID: "p-girl", Name: "王小石", Sex: "2", BirthDate: "2016-03-04"}, girlNumber)
		woman := w.entered(models.Person{ID: "p-woman", Name: "党玉洁", Sex: "2", BirthDate: "1997-05-06"}, "")
		w.step("clerk", id, workflow.Search, nil)
		var said []string
		for _, second := range []string{woman, "p-none", girl, first} {
			err := w.try("clerk", id, workflow.HitMany, "", workflow.Facts{"hit_persons": []string{first, second}, "findings": "x"})
			if !refusedFor(err, workflow.GHitsListed) {
				t.Fatalf("%s counts as the boy's second entry: %v", second, err)
			}
			said = append(said, strings.ReplaceAll(describe(err), second, "it"))
		}
		if said[0] != said[1] {
			t.Errorf("a stranger is told from nobody: %s and %s", said[0], said[1])
		}
		w.step("clerk", id, workflow.HitMany, workflow.Facts{"hit_persons": []string{first, two}, "findings": "两条都在名单中"})
		w.wantState(id, workflow.Duplicated)
		dup := one[models.Case](w, "business = ?", string(workflow.DupCancel))
		v, err := w.r.View(context.Background(), w.officer("clerk"), dup.ID)
		w.must(err)
		if len(v.Warnings) != 1 || v.Warnings[0].Code != "entries_differ" || len(v.Warnings[0].Detail) != 2 {
			t.Errorf("the ruling is warned of %+v", v.Warnings)
		}
	})
}
