package approvals

import (
	"testing"

	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// Whoever decides reads what was found: the report with its number, agency and conclusion,
// what was verified and who was heard; and only what was compared counts as compared.
func TestTheDeskShowsTheFindingsAndCountsWhatWasCompared(t *testing.T) {
	book := workflow.NewBook()
	s := &sheet{book: book, view: &register.CaseView{}, journal: []register.JournalView{
		{Event: workflow.Supported, Label: book.EventWord(workflow.Supported), Officer: "甲", Input: workflow.Facts{workflow.InReport: "鉴字7号", workflow.InAgency: "某鉴定中心", workflow.InTested: "both"}},
		{Event: workflow.ReportCheck, Label: book.EventWord(workflow.ReportCheck), Officer: "乙", Input: workflow.Facts{workflow.InFindings: "已走访", workflow.InHeard: []string{"李春梅", "马建国"}}},
	}}
	v := &ui.View{}
	said := ""
	for _, f := range s.found(v) {
		said += f.title + " "
		for _, l := range f.lines {
			said += l[1] + " "
		}
	}
	if want := v.Word(book.EventWord(workflow.Supported)) + " 鉴字7号 某鉴定中心 " + s.wordsOf(v, workflow.InTested, s.journal[0]) + " " + v.Word(book.EventWord(workflow.ReportCheck)) + " 已走访 李春梅、马建国 "; said != want {
		t.Errorf("the desk says %q, want %q", said, want)
	}
	rows := []register.CompareRow{{Result: register.CompareEqual}, {Result: register.CompareDeclaredOnly}, {Result: register.CompareNotComparable}}
	if n := compared(rows); n != 1 {
		t.Errorf("%d items count as compared, want the one with a second source", n)
	}
	s.view.Materials = []register.MaterialView{{}, {Size: 9, MediaType: "image/png"}}
	if s.first() != 1 {
		t.Errorf("the desk opens on paper %d, want the one with an image", s.first())
	}
}
