package register

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"hukou/models"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// told is an event on one subject: its items after it, from when it holds, on which
// day of September it was recorded.
func told(serial int64, effective models.Date, recorded int, items map[string]string) Opened {
	plain, _ := json.Marshal(items)
	prev := ""
	if serial > 1 {
		prev = "before"
	}
	return Opened{Plain: plain, RegisterEvent: models.RegisterEvent{ID: string(rune('a' + serial)), Serial: serial, Prev: prev, EffectiveOn: effective,
		RecordedAt: time.Date(2026, 9, recorded, 0, 0, 0, 0, time.UTC)}}
}

func texts(t *testing.T, f Folded) map[string]string {
	t.Helper()
	out := map[string]string{}
	if err := f.read(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestFoldTellsADayAsItWasAndAsItWasKnown(t *testing.T) {
	events := []Opened{
		told(1, "2026-09-01", 1, map[string]string{"name": "甲", "house": "1"}),
		told(2, "2026-09-10", 10, map[string]string{"name": "甲", "house": "2"}),
		// Entered on the 15th: the name was another from the 5th on.
		told(3, "2026-09-05", 15, map[string]string{"name": "乙", "house": "2"}),
	}
	for _, c := range []struct {
		story string
		asOf  models.Date
		known int
		want  map[string]string
	}{
		{"before the register had the subject", "2026-08-31", 0, nil},
		{"before it was known", "2026-09-20", -1, nil},
		{"the first days", "2026-09-04", 0, map[string]string{"name": "甲", "house": "1"}},
		{"a late entry does not bring the move forward", "2026-09-07", 0, map[string]string{"name": "乙", "house": "1"}},
		{"the same day as it was known before", "2026-09-07", 12, map[string]string{"name": "甲", "house": "1"}},
		{"the end of time", "", 0, map[string]string{"name": "乙", "house": "2"}},
	} {
		known := time.Time{}
		if c.known != 0 {
			known = time.Date(2026, 9, c.known, 12, 0, 0, 0, time.UTC)
		}
		f, ok, err := Fold(events, c.asOf, known)
		if err != nil {
			t.Fatal(err)
		}
		if ok != (c.want != nil) {
			t.Errorf("%s: known %v", c.story, ok)
			continue
		}
		if ok {
			if diff := cmp.Diff(c.want, texts(t, f)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.story, diff)
			}
		}
	}
}

func TestFoldNamesTheEventBehindEachItem(t *testing.T) {
	events := []Opened{
		told(1, "2026-09-01", 1, map[string]string{"name": "甲", "house": "1"}),
		told(2, "2026-09-10", 10, map[string]string{"name": "甲"}),
	}
	f, _, err := Fold(events, "", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if f.Origin["name"].Serial != 1 || f.Origin["house"].Serial != 2 {
		t.Errorf("name from %d, house from %d", f.Origin["name"].Serial, f.Origin["house"].Serial)
	}
	if _, still := f.Image["house"]; still {
		t.Error("an item that an event took away is still there")
	}
}

func TestAReversalLeavesNothingOfWhatItUndoes(t *testing.T) {
	events := []Opened{
		told(1, "2026-09-01", 1, map[string]string{"house": "1"}),
		told(2, "2026-09-10", 10, map[string]string{"house": "2"}),
		told(3, "2026-09-10", 20, map[string]string{"house": "1"}),
	}
	for day := models.Date("2026-09-01"); day < "2026-10-01"; day = day.AddDays(1) {
		f, _, err := Fold(events, day, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		if got := texts(t, f)["house"]; got != "1" {
			t.Errorf("%s: house %s", day, got)
		}
	}
	f, _, _ := Fold(events, "2026-09-12", time.Date(2026, 9, 15, 0, 0, 0, 0, time.UTC))
	if got := texts(t, f)["house"]; got != "2" {
		t.Errorf("as known before the reversal: house %s", got)
	}
}

func TestTheWholeFoldIsTheLastImage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "events")
		var events []Opened
		var last map[string]string
		for i := range n {
			last = rapid.MapOfN(rapid.SampledFrom([]string{"name", "house", "status"}), rapid.StringMatching("[a-c]"), 1, 3).Draw(t, "image")
			day := models.Date("2026-09-01").AddDays(rapid.IntRange(0, 20).Draw(t, "day"))
			if i == 0 {
				day = "2026-09-01"
			}
			events = append(events, told(int64(i+1), day, 1+i, last))
		}
		f, ok, err := Fold(events, "", time.Time{})
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		got := map[string]string{}
		if err := f.read(&got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(last, got); diff != "" {
			t.Fatalf("the fold is not the last image (-want +got):\n%s", diff)
		}
	})
}

func TestAnImageKeepsEveryColumnOfAPerson(t *testing.T) {
	p := models.Person{ID: "p", NumberSealed: []byte{1}, NumberIndex: []byte{2}, Name: "甲", FormerNames: "乙", Pinyin: "jia", Initials: "j", Sex: "1", BirthDate: "2000-01-01",
		BirthTime: "01:02", BirthEstimated: true, BirthPlaceCode: "640522", BirthPlace: "x", NativePlace: "640522", Ethnicity: "01", EthnicityProof: "father",
		CertSealed: []byte{3}, CertIndex: []byte{4}, BirthKey: []byte{5}, FatherID: "f", MotherID: "m", SpouseID: "s", Marital: "20", Education: "60", Occupation: "o", Workplace: "w", HeightCM: 170, Military: "serving",
		Status: models.StatusActive, StatusOn: "2020-01-01", StatusReason: "r", HouseholdID: "h", Relation: "02", Since: "2020-01-01", Org: "o", Protected: true, Version: 7, EventID: "e", CaseID: "c"}
	for i := range reflect.TypeOf(p).NumField() {
		if reflect.ValueOf(p).Field(i).IsZero() {
			t.Fatalf("the example leaves %s empty: fill in the new column", reflect.TypeOf(p).Field(i).Name)
		}
	}
	plain, err := json.Marshal(imageOf(p, nil))
	if err != nil {
		t.Fatal(err)
	}
	items, err := itemsOf(plain)
	if err != nil {
		t.Fatal(err)
	}
	back, _, err := Folded{Image: items}.Person()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p, back); diff != "" {
		t.Errorf("the image lost something (-want +got):\n%s", diff)
	}
}
