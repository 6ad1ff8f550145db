package casefile

import (
	"testing"

	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// TestHistoryTellsAnAmendmentFromWhatToWhat reads a row of the journal in which a coded
// item was changed, one filled in and one taken away.
func TestHistoryTellsAnAmendmentFromWhatToWhat(t *testing.T) {
	book := workflow.NewBook()
	word := func(f workflow.Field) workflow.Word {
		rule, _ := book.Field(f)
		return rule.Word
	}
	row := register.JournalView{Event: workflow.DataChanged, Label: workflow.Word{Zh: "改了：姓名", En: "Changed: name"}, Changed: []register.ChangedItem{
		{Field: workflow.FactChildSex, Label: word(workflow.FactChildSex), Was: "1", Is: "2"},
		{Field: workflow.FactChildName, Label: word(workflow.FactChildName), Is: "马小禾"},
		{Field: workflow.FactApplicantName, Label: word(workflow.FactApplicantName), Was: "马文"},
		{Field: workflow.FactHeadRelation, Label: word(workflow.FactHeadRelation), Was: "20", Is: "30"}}}
	s := &sheet{book: book, CaseView: &register.CaseView{}, journal: []register.JournalView{row}}
	m := s.moments(&ui.View{})[0]
	if m.title != "改了：姓名" || len(m.details) != 4 || m.details[3][1] != "子 → 女" || m.details[0] != [2]string{word(workflow.FactChildSex).Zh, "男 → 女"} || m.details[1][1] != "未填 → 马小禾" || m.details[2][1] != "马文 → 删去" {
		t.Errorf("the history says %q: %q", m.title, m.details)
	}
}
