package register

import (
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// numbers are the lines of the ledger that were ever a person's, as state and link.
func (w *world) numbers(person string) map[string]models.NumberEntry {
	w.t.Helper()
	out := map[string]models.NumberEntry{}
	w.tx(func(tx *store.Tx) error {
		rows, err := store.Many[models.NumberEntry](tx, "at, sequence", "person_id = ?", person)
		for _, r := range rows {
			out[r.State] = r
		}
		if err == nil && len(rows) > 2 {
			w.t.Errorf("%s has had %d numbers", person, len(rows))
		}
		return err
	})
	return out
}

// byCity takes an accepted case up to the prefecture's yes; the county may not say it.
func (w *world) byCity(id string) {
	w.t.Helper()
	w.step("clerk", id, workflow.AssignCheck, nil)
	w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"李春梅"}})
	w.step("head", id, workflow.PassUp, nil)
	if err := w.try("county_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GCountyLevel) {
		w.t.Errorf("the county decided on a date of birth: %s", describe(err))
	}
	w.step("county_lead", id, workflow.PassUp, nil)
	w.step("city_lead", id, workflow.Approve, nil)
}

var identityPapers = []workflow.MaterialKind{workflow.MatHouseholdBook, workflow.MatComparison}

func TestAWrongDateOfBirthIsMendedByThePrefectureAndTheNumberWithIt(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		people, houses := w.everybody()
		old := one[models.Person](w, "id = 'p-li'")
		facts := workflow.Facts{"new_birth_date": string(old.BirthDate.AddDays(300)), "birth_date_ground": "certificate", "item_reason": "录入时年份看错"}
		papers := append(identityPapers, workflow.MatOriginalRecord)
		draft := func() string { return w.alters(workflow.BirthdateCorrect, "p-li", facts) }
		w.otherEnds(draft, func(id string) { w.accepts(id, papers...) })
		id := draft()
		w.accepts(id, papers...)
		w.byCity(id)
		w.delivers(id)
		p := one[models.Person](w, "id = 'p-li'")
		number, err := w.r.number(p)
		w.must(err)
		if p.BirthDate != old.BirthDate.AddDays(300) || number.BirthDate() != p.BirthDate || string(number.Sex()) != p.Sex {
			t.Errorf("born %s with the number of one born %s", p.BirthDate, number.BirthDate())
		}
		had := w.numbers("p-li")
		if v := had[NumberVoided]; v.LinkedTo != "p-li" || v.BirthDate != old.BirthDate || had[NumberIssued].BirthDate != p.BirthDate {
			t.Errorf("the ledger has %+v", had)
		}
		w.sound()
		// Both events are undone together, and the first number is the person's again.
		w.undoes("p-li", w.last("p-li").ID)
		w.asBefore(people, houses)
		w.sound()
	})
}

// TestACorrectedBirthIsKnownByItsRightDay: the same birth declared again with the right day
// is entered before, and the wrong day is free for whoever was born on it.
func TestACorrectedBirthIsKnownByItsRightDay(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		birth := w.birthOnTheSpot("h-ma", "2026-09-10")
		child, _ := w.child(birth, workflow.Child)
		id := w.alters(workflow.BirthdateCorrect, child.ID, workflow.Facts{"new_birth_date": "2026-09-12", "birth_date_ground": "certificate", "item_reason": "录入时日期看错", "applicant_relation": "parent"})
		w.accepts(id, append(identityPapers, workflow.MatOriginalRecord)...)
		w.byCity(id)
		if err := w.accepting(fatherOnly("2026-09-12", "马小苗")); !refusedFor(err, workflow.GNotRegisteredYet) {
			t.Errorf("the birth was declared again under its right day: %s", describe(err))
		}
		p := one[models.Person](w, "id = ?", child.ID)
		if string(p.BirthKey) == string(child.BirthKey) || p.BirthDate != "2026-09-12" {
			t.Errorf("the birth of %s is known by its old day", p.BirthDate)
		}
		w.sound()
	})
}

func TestADateOfBirthFitsTheFamilyAndAnOfficesFile(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		mother, son := one[models.Person](w, "id = 'p-li'"), one[models.Person](w, "id = 'p-son'")
		for _, c := range []struct {
			person string
			born   models.Date
			want   workflow.GuardID
		}{
			{"p-son", mother.BirthDate, workflow.GBirthFits}, {"p-li", son.BirthDate, workflow.GBirthFits},
			{"p-li", w.r.Today().AddDays(1), workflow.GBirthFits}, {"p-li", mother.BirthDate, workflow.GBirthDiffers},
		} {
			asker := map[bool]string{true: "parent", false: "self"}[c.person == "p-son"]
			id := w.alters(workflow.BirthdateCorrect, c.person, workflow.Facts{"new_birth_date": string(c.born), "birth_date_ground": "record", "item_reason": "笔误", "applicant_relation": asker})
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range append(identityPapers, workflow.MatOriginalRecord) {
				w.paper(id, k)
			}
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, c.want) {
				t.Errorf("%s born %s: %s, want %s", c.person, c.born, describe(err), c.want)
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "填错"})
		}
		id := w.alters(workflow.BirthdateCorrect, "p-li", workflow.Facts{"new_birth_date": string(mother.BirthDate.AddDays(1)), "birth_date_ground": "file", "item_reason": "笔误", "file_kept_by_an_office": true})
		w.step("clerk", id, workflow.Lodge, nil)
		for _, k := range append(identityPapers, workflow.MatOriginalRecord) {
			w.paper(id, k)
		}
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GMaterials) {
			t.Errorf("a public servant's date without the office's letter: %s", describe(err))
		}
		w.paper(id, workflow.MatOfficeLetter)
		w.step("clerk", id, workflow.Accept, nil)
	})
}

func TestAnotherSexTakesANumberThatSaysIt(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		old := one[models.Person](w, "id = 'p-li'")
		for business, more := range map[workflow.Business]workflow.MaterialKind{workflow.SexChange: workflow.MatSexProof, workflow.SexCorrect: workflow.MatClericalProof} {
			p := one[models.Person](w, "id = 'p-li'")
			other := map[string]string{"1": "2", "2": "1"}[p.Sex]
			facts := workflow.Facts{"new_sex": other}
			if business == workflow.SexCorrect {
				facts["item_reason"] = "录入错误"
			}
			w.otherEnds(func() string { return w.alters(business, "p-li", facts) }, func(id string) { w.accepts(id, append(identityPapers, more)...) })
			id := w.alters(business, "p-li", facts)
			w.accepts(id, append(identityPapers, more)...)
			w.byCounty(id)
			w.delivers(id)
			p = one[models.Person](w, "id = 'p-li'")
			n, err := w.r.number(p)
			w.must(err)
			if p.Sex != other || string(n.Sex()) != other || p.BirthDate != old.BirthDate {
				t.Errorf("%s: of sex %s with a number of sex %s", business, p.Sex, n.Sex())
			}
			w.sound()
			w.undoes("p-li", w.last("p-li").ID)
			w.sound()
		}
	})
}

func TestANumberThatIsAnothersTooIsGivenAnew(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		papers := append(identityPapers, workflow.MatNumberInquiry)
		twice := workflow.Facts{"number_fault": "twice", "other_bearer": "李某，外省某县某派出所", "item_reason": "经核查与他人重号，本人编号在后"}
		w.otherEnds(func() string { return w.alters(workflow.NumberCorrect, "p-li", twice) }, func(id string) { w.accepts(id, papers...) })
		// A number that says who its bearer is is not wrong.
		id := w.alters(workflow.NumberCorrect, "p-li", workflow.Facts{"number_fault": "wrong", "item_reason": "想换号"})
		w.step("clerk", id, workflow.Lodge, nil)
		for _, k := range papers {
			w.paper(id, k)
		}
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GNumberFault) {
			t.Errorf("a number that is right was to be changed: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "号码无误"})
		before := one[models.Person](w, "id = 'p-li'").NumberIndex
		id = w.alters(workflow.NumberCorrect, "p-li", twice)
		w.accepts(id, papers...)
		w.byCounty(id)
		w.delivers(id)
		p, had := one[models.Person](w, "id = 'p-li'"), w.numbers("p-li")
		if string(p.NumberIndex) == string(before) || string(had[NumberVoided].Index) != string(before) || w.last("p-li").Reason != "11" {
			t.Errorf("the ledger has %+v, the event %+v", had, w.last("p-li"))
		}
		w.sound()
	})
}

// The office decides on the ground; the station enters what it approved, and no later
// than nineteen.
func TestWhatTheEthnicOfficeApprovedIsEntered(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		papers := []workflow.MaterialKind{workflow.MatEthnicOffice, workflow.MatHouseholdBook}
		child := one[models.Person](w, "id = 'p-son'")
		code := map[bool]string{true: "01", false: "03"}[child.Ethnicity != "01"]
		facts := workflow.Facts{"origin_to_enter": code, "origin_by": "parent", "office_approval_no": "民审〔2026〕3号", "applicant_relation": "parent"}
		w.otherEnds(func() string { return w.alters(workflow.EthnicityChange, "p-son", facts) }, func(id string) { w.accepts(id, papers...) })
		id := w.alters(workflow.EthnicityChange, "p-son", facts)
		w.accepts(id, papers...)
		w.byCounty(id)
		w.delivers(id)
		if p := one[models.Person](w, "id = 'p-son'"); p.Ethnicity != code || p.EthnicityProof != "民审〔2026〕3号" {
			t.Errorf("the item stands as %q on %q", p.Ethnicity, p.EthnicityProof)
		}
		w.sound()
		facts = workflow.Facts{"origin_to_enter": code, "origin_by": "self", "office_approval_no": "民审〔2026〕4号"}
		id = w.alters(workflow.EthnicityChange, "p-li", facts)
		w.step("clerk", id, workflow.Lodge, nil)
		for _, k := range papers {
			w.paper(id, k)
		}
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GNotTwenty) {
			t.Errorf("past nineteen: %s", describe(err))
		}
	})
}

// The head of a household with a wife of age was born at most eighteen years ago on no
// correction: another head comes first. Alone he may be as young as he is.
func TestNoCorrectionMakesAMinorTheHeadBesideAnAdult(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		young := workflow.Facts{"new_birth_date": "2009-10-25", "birth_date_ground": "file", "item_reason": "笔误"}
		try := func(person string) error {
			id := w.alters(workflow.BirthdateCorrect, person, young)
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range append(identityPapers, workflow.MatOriginalRecord) {
				w.paper(id, k)
			}
			return w.try("clerk", id, workflow.Accept, "", nil)
		}
		if err := try("p-ma"); !refusedFor(err, workflow.GHeadOfAge) {
			t.Errorf("a head of sixteen beside his wife: %s", describe(err))
		}
		for _, person := range []string{"p-li", "p-old"} {
			if err := try(person); refusedFor(err, workflow.GHeadOfAge) {
				t.Errorf("%s heads nobody of age: %s", person, describe(err))
			}
		}
	})
}
