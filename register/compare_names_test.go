package register

import (
	"context"
	"regexp"
	"testing"

	"hukou/workflow"
)

// TestNoIdAndNoBareCodeStandsInAComparison: the institution, the division and the
// stations asked go by their names, also for the station asked and once the case ended.
func TestNoIdAndNoBareCodeStandsInAComparison(t *testing.T) {
	eachWorld(t, func(w *world) {
		child := w.seedUnit()
		facts := wardFacts("王小石", "1", "2016-03-04", "001")
		facts[workflow.FactOriginDivision], facts[workflow.FactCandidates] = "640422", []string{otherOrg, stationOrg}
		_, lines := w.batch(facts)
		w.step("clerk", lines[0], workflow.Search, nil)
		w.step("clerk", lines[0], workflow.HitOne, workflow.Facts{"hit_person": child, "compared_by_eye": true, "findings": "逐项一致"})
		bare := regexp.MustCompile(`^(` + unitID + `|\d{6}|\d{12}(、\d{12})*)$`)
		look := func(who string) {
			w.t.Helper()
			rows := w.compared(who, lines[0])
			for f, want := range map[workflow.Field]string{workflow.FactInstitution: "甲县照料机构", workflow.FactOriginDivision: "西吉县（640422）", workflow.FactCandidates: "乙县城关派出所、甲县城关派出所"} {
				c := rows[f].Declared
				if c == nil || c.Value != want && (c.Text == nil || c.Text.Zh != want) {
					w.t.Errorf("%s reads %s as %+v, want %q", who, f, c, want)
				}
			}
			for f, row := range rows {
				for _, c := range []*CompareCell{row.Declared, row.Material, row.Register} {
					if c != nil && (c.Text == nil && bare.MatchString(c.Value) || c.Text != nil && bare.MatchString(c.Text.Zh)) {
						w.t.Errorf("%s reads a bare code at %s: %+v", who, f, c)
					}
				}
			}
		}
		look("clerk")
		look("head_b")
		w.exec("update cases set closed_at = opened_at where id = '" + lines[0] + "'")
		look("clerk")
	})
}

// TestADivisionThatEndedIsNamedToo: a birth in a county of old is not a bare code.
func TestADivisionThatEndedIsNamedToo(t *testing.T) {
	if w := divisionWord("642222"); w.Zh == "" || w.En == "" {
		t.Errorf("642222 is %+v", w)
	}
	if w := divisionWord("999999"); w.Zh != "" {
		t.Errorf("a code of no list is called %q", w.Zh)
	}
}

// TestTheJournalNamesWhomAStepNamed: an officer named by id or user name is a name in
// the history.
func TestTheJournalNamesWhomAStepNamed(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		w.step("county", id, workflow.AskCountersign, workflow.Facts{"officers": []string{"o-head", "clerk2"}, "required": 1, "reason": "会签"})
		rows, err := w.r.Journal(context.Background(), w.officer("clerk"), id)
		w.must(err)
		names := rows[len(rows)-1].Names
		if names["o-head"].Zh != "民警head" || names["clerk2"].Zh != "民警clerk2" || len(names) != 2 {
			t.Errorf("the row names %+v", names)
		}
	})
}
