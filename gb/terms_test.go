package gb_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hukou/gb"
	"hukou/models"
)

func TestEveryListIsWholeAndSpeaksBothLanguages(t *testing.T) {
	ids := map[string]bool{}
	for _, list := range gb.Lists() {
		if ids[list.ID] || list.ID == "" || list.Standard == "" || list.Zh == "" || list.En == "" || len(list.Terms) == 0 {
			t.Errorf("list %q is named twice or not whole", list.ID)
		}
		ids[list.ID] = true
		seen, codes := map[string]bool{}, map[string]bool{}
		for _, term := range list.Terms {
			if seen[term.ID] || codes[term.Code] {
				t.Errorf("%s %s stands twice", list.ID, term.ID)
			}
			seen[term.ID], codes[term.Code] = true, true
			if term.ID == "" || term.Code == "" || term.Zh == "" || term.En == "" {
				t.Errorf("%s %s is not whole: %+v", list.ID, term.ID, term)
			}
			if list.Standard != "practice" && term.ID != term.Code {
				t.Errorf("%s %s: a national list is stored by its code", list.ID, term.ID)
			}
		}
	}
	if ids["ethnicity"] {
		t.Error("ethnicity must not be a list to choose from")
	}
}

func TestListsCannotBeChangedFromOutside(t *testing.T) {
	gb.Lists()[0].Terms[0].Zh = "changed"
	if gb.Lists()[0].Terms[0].Zh == "changed" {
		t.Error("a caller changed the list for everyone")
	}
}

func TestRelationsOfTheStandard(t *testing.T) {
	for code, want := range map[gb.Relation]gb.Names{
		gb.RelationHead: {Zh: "户主", En: "head of household"},
		gb.RelationWife: {Zh: "妻", En: "wife"},
		"27":            {Zh: "养子或继子", En: "adopted son or stepson"},
		"44":            {Zh: "外孙女", En: "granddaughter, daughter's daughter"},
		"91":            {Zh: "堂兄弟、堂姐妹", En: "cousin of the father's line"},
	} {
		term, ok := code.Term()
		if !ok || !code.Valid() || !term.Verified {
			t.Errorf("%s: %+v %v", code, term, ok)
		}
		if diff := cmp.Diff(want, term.Names); diff != "" {
			t.Errorf("%s: %s", code, diff)
		}
	}
	known := 0
	for tens := range 10 {
		for ones := range 10 {
			if gb.Relation([]byte{byte('0' + tens), byte('0' + ones)}).Valid() {
				known++
			}
		}
	}
	if known != 84 {
		t.Errorf("%d codes, want 84: 01, 02, 10 to 12, 20 to 97 and 99 of the standard", known)
	}
	for _, code := range []gb.Relation{"", "00", "03", "13", "98", "1", "妻"} {
		if code.Valid() {
			t.Errorf("%q is no code", code)
		}
	}
}

func TestWhatWasRecalledIsMarked(t *testing.T) {
	verified := func(term gb.Term, ok bool) bool {
		if !ok {
			t.Fatal("unknown code")
		}
		return term.Verified
	}
	for name, c := range map[string]struct{ got, want bool }{
		"married":         {verified(gb.MaritalMarried.Term()), false},
		"never married":   {verified(gb.MaritalUnmarried.Term()), true},
		"middle school":   {verified(gb.Education("70").Term()), false},
		"Hui":             {gb.Ethnicity("03").Verified(), false},
		"Dongxiang":       {gb.Ethnicity("26").Verified(), true},
		"name corrected":  {verified(gb.ChangeKind("22").Term()), true},
		"birth place":     {verified(gb.ChangeKind("61").Term()), false},
		"family":          {verified(gb.HouseholdFamily.Term()), false},
		"death":           {verified(gb.CancelDeath.Term()), true},
		"own moved":       {verified(gb.DuplicateOutcome("own_moved").Term()), false},
		"address opened":  {verified(gb.BusinessKind("address_open").Term()), false},
		"within a county": {verified(gb.ChangeScope("county").Term()), true},
		"missing":         {verified(gb.StatusMissing.Term()), true},
	} {
		if c.got != c.want {
			t.Errorf("%s: verified %v", name, c.got)
		}
	}
}

func TestEthnicityIsShownAndNothingElse(t *testing.T) {
	if got := gb.Ethnicity("03").Name(); got != (gb.Names{Zh: "回族", En: "Hui"}) {
		t.Error(got)
	}
	for _, code := range []gb.Ethnicity{"", "00", "57", "99", "回族"} {
		if code.Valid() || code.Name() != (gb.Names{}) || code.Verified() {
			t.Errorf("%q is no code", code)
		}
	}
	for n := 1; n <= 56; n++ {
		code := gb.Ethnicity([]byte{byte('0' + n/10), byte('0' + n%10)})
		if !code.Valid() || code.Name().Zh == "" || code.Name().En == "" {
			t.Errorf("%s is missing", code)
		}
	}
}

func TestReasonCodesAreBuiltFromTheirHalves(t *testing.T) {
	for want, c := range map[string]struct {
		group gb.ReasonGroup
		cause gb.ReasonCause
	}{
		"0101": {gb.ReasonBirth, gb.CauseOrdinary},
		"0352": {gb.ReasonMoveIn, gb.CauseFostering},
		"0499": {gb.ReasonMoveOut, gb.CauseOther},
		"0596": {gb.ReasonAddress, "split"},
	} {
		if code, ok := gb.ReasonCode(c.group, c.cause); !ok || code != want {
			t.Errorf("%s and %s: %q %v, want %s", c.group, c.cause, code, ok, want)
		}
	}
	if _, ok := gb.ReasonCode(gb.ReasonDeath, gb.CauseOrdinary); ok {
		t.Error("only a birth is ordinary")
	}
	if _, ok := gb.ReasonCode("elsewhere", gb.CauseOther); ok {
		t.Error("an unknown group has no code")
	}
	if _, ok := gb.ReasonCode(gb.ReasonBirth, "because"); ok {
		t.Error("an unknown cause has no code")
	}
}

func TestSexNames(t *testing.T) {
	if got := gb.SexNames(models.SexFemale); got != (gb.Names{Zh: "女", En: "female"}) {
		t.Error(got)
	}
	if got := gb.SexNames("7"); got != (gb.Names{}) {
		t.Error(got)
	}
}
