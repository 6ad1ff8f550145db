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

	"github.com/google/go-cmp/cmp"
)

func TestAPersonIsSeenFromTheirStationUpwardsWithAPurposeAndFromNowhereElse(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		var purpose *PurposeRequired
		if _, err := w.see("clerk", "p-ma", PersonQuery{}); !errors.As(err, &purpose) {
			t.Errorf("without a purpose: %v", err)
		}
		for _, who := range []string{"clerk", "head", "county", "city", "region"} {
			if _, err := w.see(who, "p-ma", PersonQuery{Purpose: "群众咨询"}); err != nil {
				t.Errorf("%s: %v", who, err)
			}
		}
		for _, who := range []string{"clerk_b", "head_b"} {
			if _, err := w.see(who, "p-ma", PersonQuery{Purpose: "群众咨询"}); !errors.Is(err, ErrNotFound) {
				t.Errorf("%s of another county: %v, want not found", who, err)
			}
		}
		admin := Actor{OfficerID: "o-sys", Postings: []models.Posting{{Org: regionOrg, Role: "sysadmin"}}}
		if _, err := w.r.Person(context.Background(), admin, "p-ma", PersonQuery{Purpose: "x"}); !errors.Is(err, ErrNotFound) {
			t.Errorf("an administrator: %v, want not found", err)
		}
		if n := count[models.AccessLog](w, "person_id = 'p-ma' and purpose = '群众咨询' and what = 'person'"); n != 5 {
			t.Errorf("%d looks are logged, want 5", n)
		}
	})
}

func TestInsideACaseNoPurposeIsAskedAndRestrictedItemsAreShown(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.open("clerk", OpenRequest{Business: workflow.Death, Subjects: []SubjectRequest{{Role: workflow.Deceased, Person: "p-son"}}})
		in, err := w.see("clerk", "p-son", PersonQuery{CaseID: id})
		w.must(err)
		out, err := w.see("clerk2", "p-son", PersonQuery{Purpose: "核对"})
		w.must(err)
		if in.Restricted || !out.Restricted {
			t.Errorf("restricted inside %v, outside %v", in.Restricted, out.Restricted)
		}
		names := func(v *PersonView) string {
			var out []string
			for _, i := range v.Items {
				out = append(out, i.Item)
			}
			return strings.Join(out, " ")
		}
		if !strings.Contains(names(in), "father_id") || strings.Contains(names(out), "father_id") {
			t.Errorf("inside %s\noutside %s", names(in), names(out))
		}
		if _, err := w.see("clerk_b", "p-ma", PersonQuery{CaseID: id}); !errors.Is(err, ErrNotFound) {
			t.Errorf("somebody else through the same case: %v, want not found", err)
		}
		if _, err := w.see("clerk", "p-b", PersonQuery{CaseID: id}); !errors.Is(err, ErrNotFound) {
			t.Errorf("through a case of others: %v, want not found", err)
		}
	})
}

func TestEachItemNamesItsCase(t *testing.T) {
	eachWorld(t, func(w *world) {
		rep := w.load(village())
		birth := w.birthOnTheSpot("h-ma", "2026-09-10")
		p, _ := w.child(birth, workflow.Child)
		death := w.death(p.ID, "2026-09-24")
		v, err := w.see("clerk", p.ID, PersonQuery{Purpose: "核对"})
		w.must(err)
		got := map[string]string{}
		for _, i := range v.Items {
			got[i.Item] = i.CaseNumber
		}
		want := map[string]string{"name": w.row(birth).Number, "status": w.row(death).Number, "citizen_number": w.row(birth).Number}
		for item, number := range want {
			if got[item] != number {
				t.Errorf("%s rests on %q, want %q", item, got[item], number)
			}
		}
		if len(v.Number) != 18 || !strings.Contains(v.Number, "********") {
			t.Errorf("the number is shown as %q", v.Number)
		}
		h, err := w.r.Household(context.Background(), w.officer("clerk"), "h-ma", PersonQuery{Purpose: "核对"})
		w.must(err)
		if h.CaseNumber != rep.CaseNumber || h.Members[0].CaseNumber != rep.CaseNumber {
			t.Errorf("the household rests on %q, its head on %q", h.CaseNumber, h.Members[0].CaseNumber)
		}
		events, err := w.r.PersonHistory(context.Background(), w.officer("clerk"), p.ID, PersonQuery{Purpose: "核对"})
		w.must(err)
		var kinds []string
		for _, e := range events {
			kinds = append(kinds, e.Kind+" "+e.CaseNumber)
		}
		if diff := cmp.Diff([]string{"birth " + w.row(birth).Number, "death " + w.row(death).Number}, kinds); diff != "" {
			t.Errorf("history (-want +got):\n%s", diff)
		}
	})
}

func TestNothingIsShownThatCannotBeLogged(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.exec("ALTER TABLE access_log RENAME TO access_log_gone")
		if v, err := w.see("clerk", "p-ma", PersonQuery{Purpose: "核对"}); err == nil || v != nil {
			t.Errorf("shown without a log: %v %v", v, err)
		}
		if r, err := w.search("clerk", SearchQuery{Q: "马文", Kind: SearchPeople, Purpose: "核对"}); err == nil || len(r.Items) > 0 {
			t.Errorf("found without a log: %v %v", r, err)
		}
	})
}

func (w *world) search(who string, q SearchQuery) (SearchResult, error) {
	return w.r.Search(context.Background(), w.officer(who), q)
}

func TestSearchFindsPeopleAsClerksType(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		full := one[models.NumberEntry](w, "person_id = 'p-ma'")
		plain, err := w.r.keys.Open(placeLedger(full), full.Sealed)
		w.must(err)
		for _, c := range []struct {
			story string
			who   string
			q     string
			want  []string
		}{
			{"the name", "clerk", "马文", []string{"p-ma"}},
			{"its beginning", "clerk", "马", []string{"p-son", "p-ma"}},
			{"pinyin with tones and spaces", "clerk", "Mǎ Wén", []string{"p-ma"}},
			{"initials", "clerk", "lcm", []string{"p-li"}},
			{"the full number", "clerk", string(plain), []string{"p-ma"}},
			{"name and last four", "clerk", "马 " + string(plain[14:]), []string{"p-ma"}},
			{"last four and name", "clerk", string(plain[14:]) + " 马文", []string{"p-ma"}},
			{"name and last four in one", "clerk", "马文" + string(plain[14:]), []string{"p-ma"}},
			{"last four and initials in one", "clerk", string(plain[14:]) + "mw", []string{"p-ma"}},
			{"the name and five of the number", "clerk", "马文" + string(plain[13:]), nil},
			{"last four of another", "clerk", "马 0000", nil},
			{"last four alone, at the own station", "clerk", string(plain[14:]), []string{"p-ma"}},
			{"last four alone, of another station", "clerk_b", string(plain[14:]), nil},
			{"last four alone, from the county above", "county", string(plain[14:]), nil},
			{"five of the number alone", "clerk", string(plain[13:]), nil},
			{"from the region", "region", "王", []string{"p-b", "p-bs"}},
			{"from another county", "clerk_b", "马文", nil},
			{"the full number from another county", "clerk_b", string(plain), nil},
			{"half a letter of nobody", "clerk", "%", nil},
		} {
			r, err := w.search(c.who, SearchQuery{Q: c.q, Kind: SearchPeople, Purpose: "核对"})
			w.must(err)
			var got []string
			for _, h := range r.Items {
				got = append(got, h.ID)
				if !strings.Contains(h.CitizenNumber, "********") && h.CitizenNumber != "" {
					t.Errorf("%s: an unmasked number", c.story)
				}
			}
			if diff := cmp.Diff(sorted(c.want), sorted(got)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.story, diff)
			}
		}
		var purpose *PurposeRequired
		if _, err := w.search("clerk", SearchQuery{Q: "马", Kind: SearchPeople}); !errors.As(err, &purpose) {
			t.Errorf("without a purpose: %v", err)
		}
		if _, err := w.search("clerk", SearchQuery{Q: string(plain[14:]), Kind: SearchPeople}); !errors.As(err, &purpose) {
			t.Errorf("four characters without a purpose: %v", err)
		}
		if n := count[models.AccessLog](w, "what = 'search_people' and person_id = 'p-ma'"); n == 0 {
			t.Error("the hit is not in the log of looks")
		}
	})
}

func TestSearchFindsHouseholdsAndCases(t *testing.T) {
	eachWorld(t, func(w *world) {
		rep := w.load(village())
		id := w.birthOnTheSpot("h-ma", "2026-09-10")
		entry := one[models.NumberEntry](w, "person_id = 'p-li'")
		plain, err := w.r.keys.Open(placeLedger(entry), entry.Sealed)
		w.must(err)
		const motherName = "李春梅"
		motherNumber := string(plain)
		subject := one[models.CaseSubject](w, "case_id = '"+id+"' and role = 'child'")
		child, _ := searchKeys(subject.Name)
		child, _, _ = strings.Cut(child, " ")
		for _, c := range []struct {
			story, who, kind, q string
			want                []string
		}{
			{"a household's number", "clerk", SearchHouseholds, "000101", []string{"h-ma"}},
			{"an address", "clerk", SearchHouseholds, "城关镇南街", []string{"h-ma", "h-old"}},
			{"a part of an address", "clerk", SearchHouseholds, "南街", []string{"h-ma", "h-old"}},
			{"two parts of it", "clerk", SearchHouseholds, "城关镇 南街", []string{"h-ma", "h-old"}},
			{"an address with its county", "clerk", SearchHouseholds, "甲县城关镇南街", []string{"h-ma", "h-old"}},
			{"an address with another county", "clerk", SearchHouseholds, "乙县城关镇南街", nil},
			{"an address that is nowhere", "clerk", SearchHouseholds, "%南%街", nil},
			{"an address elsewhere", "clerk", SearchHouseholds, "乙镇", nil},
			{"the initials of an address", "clerk", SearchHouseholds, "cgznj", []string{"h-ma", "h-old"}},
			{"the initials of a part of it, with the door", "clerk", SearchHouseholds, "NJ12", []string{"h-ma"}},
			{"its pinyin as it is spoken", "clerk", SearchHouseholds, "nán jiē", []string{"h-ma", "h-old"}},
			{"the initials of another street", "clerk", SearchHouseholds, "cgzbj", nil},
			{"one letter", "clerk", SearchHouseholds, "n", nil},
			{"the initials of an address elsewhere", "clerk", SearchHouseholds, "yz", nil},
			{"a case's number", "clerk", SearchCases, w.row(id).Number, []string{id}},
			{"a case's number as lists print it", "clerk", SearchCases, w.row(id).Number[len("640522010000-"):], []string{id}},
			{"the same in another county", "clerk_b", SearchCases, w.row(id).Number[len("640522010000-"):], nil},
			{"a case of another county", "clerk_b", SearchCases, w.row(id).Number, nil},
			{"a child's name", "clerk", SearchCases, string([]rune(subject.Name)[:2]), []string{id}},
			{"its mother's initials", "clerk", SearchCases, "lcm", []string{id}},
			{"its pinyin", "clerk", SearchCases, child, []string{id}},
			{"its mother's name", "clerk", SearchCases, motherName, []string{id}},
			{"its mother's name and last four", "clerk", SearchCases, motherName + " " + motherNumber[14:], []string{id}},
			{"its mother's name and another's last four", "clerk", SearchCases, motherName + " 0000", nil},
			{"its mother's number", "clerk", SearchCases, motherNumber, []string{id}},
			{"its mother's number in another county", "clerk_b", SearchCases, motherNumber, nil},
			{"a child's name in another county", "clerk_b", SearchCases, subject.Name, nil},
			{"its mother's initials in another county", "clerk_b", SearchCases, "lcm", nil},
			{"nobody's name", "clerk", SearchCases, "%", nil},
			{"a load's case", "region", SearchCases, rep.CaseNumber, []string{rep.CaseID}},
		} {
			r, err := w.search(c.who, SearchQuery{Q: c.q, Kind: c.kind, Purpose: "核对"})
			w.must(err)
			var got []string
			for _, h := range r.Items {
				got = append(got, h.ID)
			}
			if diff := cmp.Diff(sorted(c.want), sorted(got)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.story, diff)
			}
		}
	})
}

func TestAProtectedPersonsViewAlarms(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[0].Members[1].Protected = true
		w.load(hs)
		_, err := w.r.Household(context.Background(), w.officer("clerk"), "h-ma", PersonQuery{Purpose: "核对"})
		w.must(err)
		if n := count[models.Outbox](w, "kind = 'protected_view'"); n != 1 {
			t.Errorf("%d alarms, want 1", n)
		}
	})
}

func sorted(in []string) []string {
	out := append([]string{}, in...)
	slices.Sort(out)
	return out
}

// TestAnotherAreasHouseholdShowsWhomOurCasesAreAbout: a case on one of a household opens
// nobody else's line of it.
func TestAnotherAreasHouseholdShowsWhomOurCasesAreAbout(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.birthOnTheSpot("h-ma", "2026-09-10")
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.CaseSubject{CaseID: id, Role: string(workflow.Affected), Number: 1, PersonID: "p-b", Name: "王大山"})
		})
		v, err := w.r.Household(t.Context(), w.officer("clerk"), "h-b", PersonQuery{Code: PurposeCheck, Purpose: "核对"})
		w.must(err)
		if len(v.Members) != 1 || v.Members[0].ID != "p-b" || v.Total != 1 {
			t.Errorf("of a household of two, one of whom is none of ours, the page shows %+v", v.Members)
		}
		v, err = w.r.Household(t.Context(), w.officer("clerk_b"), "h-b", PersonQuery{Code: PurposeCheck, Purpose: "核对"})
		w.must(err)
		if len(v.Members) != 2 {
			t.Errorf("its own station sees %d lines", len(v.Members))
		}
	})
}

// A household that moves house is found by the pinyin of where it is now, and no more by
// that of where it was.
func TestAnAddressIsFoundAsItIsWrittenNow(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.tx(func(tx *store.Tx) error {
			a := w.r.begin(tx, w.officer("clerk"))
			h, _, err := a.householdByID("h-ma")
			if err != nil {
				return err
			}
			h.Address = "城关镇北街3号"
			_, err = a.writeHousehold(&h, eventSpec{Kind: EventAddress, EffectiveOn: a.today})
			return err
		})
		for q, want := range map[string]int{"cgzbj": 1, "beijie3": 1, "nj12": 0} {
			r, err := w.search("clerk", SearchQuery{Q: q, Kind: SearchHouseholds, Purpose: "核对"})
			w.must(err)
			if len(r.Items) != want {
				t.Errorf("%s finds %d households, want %d", q, len(r.Items), want)
			}
		}
	})
}
