package approvals

import (
	"slices"
	"strings"

	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// finding is what an earlier step found, with the words that were written for it.
type finding struct {
	title, by string
	lines     [][2]string
}

// found are the findings that the decision rests on: the newest parentage report with its
// conclusion, what was verified and who was heard, and the opinions of the levels below.
func (s *sheet) found(v *ui.View) []finding {
	var out []finding
	last := func(has workflow.Field, fields ...workflow.Field) {
		for _, row := range slices.Backward(s.journal) {
			if !row.Input.Has(has) || row.Event == workflow.OriginObject {
				continue
			}
			f := finding{title: v.Word(row.Label), by: row.Officer + " " + v.Clock(row.At)}
			for _, field := range fields {
				if text := s.wordsOf(v, field, row); text != "" {
					rule, _ := s.book.Field(field)
					f.lines = append(f.lines, [2]string{v.Word(rule.Word), text})
				}
			}
			out = append(out, f)
			return
		}
	}
	last(workflow.InReport, workflow.InReport, workflow.InAgency, workflow.InTested, workflow.InReason)
	last(workflow.InFindings, workflow.InFindings, workflow.InHeard)
	for _, row := range s.journal {
		if text := row.Input.Text(workflow.InOpinion); text != "" && row.Event == workflow.PassUp {
			rule, _ := s.book.Field(workflow.InOpinion)
			out = append(out, finding{title: v.Word(row.Label), by: row.Officer + " " + v.Clock(row.At), lines: [][2]string{{v.Word(rule.Word), text}}})
		}
	}
	return out
}

// wordsOf is what a row says in a field: a list in one line, a code by its word.
func (s *sheet) wordsOf(v *ui.View, field workflow.Field, row register.JournalView) string {
	text := strings.Join(row.Input.List(field), v.T("、", ", "))
	if text == "" {
		text = row.Input.Text(field)
	}
	rule, _ := s.book.Field(field)
	if n := slices.IndexFunc(rule.Codes, func(c workflow.Code) bool { return c.Value == text }); n >= 0 {
		return v.Word(rule.Codes[n].Word)
	}
	return text
}

// isPicture tells that a paper can be looked at beside the facts.
func isPicture(m register.MaterialView) bool {
	return m.Size > 0 && (m.MediaType == "image/png" || m.MediaType == "image/jpeg")
}

// first is the paper that the desk opens on: the first that shows something.
func (s *sheet) first() int { return max(0, slices.IndexFunc(s.view.Materials, isPicture)) }
