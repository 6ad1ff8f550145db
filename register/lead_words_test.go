package register

import (
	"context"
	"testing"

	"hukou/workflow"
)

// The words of a family for a day stand beside the date or alone, come along into the
// case that the lead becomes, and are never the day itself.
func TestWhatAFamilySaysOfADayIsCarriedAndIsNoDate(t *testing.T) {
	eachWorld(t, func(w *world) {
		t := w.t
		for _, c := range []struct{ words, day string }{{"去年腊月", ""}, {"农历八月初十", "2026-09-20"}} {
			facts := workflow.Facts{"lead_source": "visit", "lead_matter": "birth", "lead_place": "镇东三组", "child_unregistered": true, "child_birth_date_said": c.words}
			if c.day != "" {
				facts["child_birth_date"] = c.day
			}
			lead := w.open("community", OpenRequest{Business: workflow.Lead, Facts: facts})
			w.step("community", lead, workflow.LeadContact, workflow.Facts{"contacted_by": "visit", "findings": "家长愿意办理"})
			w.step("community", lead, workflow.LeadConvert, workflow.Facts{"successor": "birth_no_cert", "registration_wanted": true})
			seen, err := w.r.View(context.Background(), w.officer("community"), lead)
			if err != nil || len(seen.Successors) != 1 {
				t.Fatalf("the lead became %v, %v", seen, err)
			}
			got, err := w.r.View(context.Background(), w.officer("clerk"), seen.Successors[0])
			if err != nil {
				t.Fatal(err)
			}
			if said := got.Facts.Text("child_birth_date_said"); said != c.words {
				t.Errorf("the case keeps %q of %q", said, c.words)
			}
			if day := string(got.Facts.Date("child_birth_date")); day != c.day {
				t.Errorf("%q made the day %q, want %q", c.words, day, c.day)
			}
		}
	})
}

// A line of a roster keeps the words as well, beside the day that was reckoned from them.
func TestALineOfARosterKeepsWhatWasSaidOfTheDay(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		facts := wardFacts("石明月", "2", "2022-05-06", "002")
		facts[workflow.FactBirthSaid] = "农历四月初六"
		_, lines := w.batch(facts)
		got, err := w.r.View(context.Background(), w.officer("clerk"), lines[0])
		w.must(err)
		if said, day := got.Facts.Text(workflow.FactBirthSaid), got.Facts.Date(workflow.FactWardBirth); said != "农历四月初六" || day != "2022-05-06" {
			t.Errorf("the line keeps %q beside %s", said, day)
		}
	})
}
