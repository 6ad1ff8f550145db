package approvals

import (
	"slices"
	"strings"

	"hukou/pages/desk"
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
	if word, ok := rule.Choice(text); ok {
		return v.Word(word)
	}
	return text
}

// isPicture tells that a paper can be looked at beside the facts.
func isPicture(m register.MaterialView) bool {
	return m.Size > 0 && (m.MediaType == "image/png" || m.MediaType == "image/jpeg")
}

const (
	plainText = "text/plain"
	pdf       = "application/pdf"
	// mostText is how many bytes of a text stand beside the facts; a longer one is opened
	// alone.
	mostText = 8 << 10
)

// readTexts fetches the papers that are plain text, to stand beside the facts as pictures
// do; each look is logged. What is closed to the officer stays a link that says so.
func (s *sheet) readTexts(r *desk.Request) error {
	s.texts = map[string]string{}
	for _, m := range s.view.Materials {
		if m.MediaType != plainText || m.Size == 0 || m.Size > mostText {
			continue
		}
		scan, err := r.Reg.MaterialContent(r.Request().Context(), r.Actor, s.view.ID, m.ID)
		if desk.IsNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		s.texts[m.ID] = string(scan.Bytes)
	}
	return nil
}

// shows tells that a paper can be read on the desk.
func (s *sheet) shows(m register.MaterialView) bool {
	return isPicture(m) || m.Size > 0 && m.MediaType == pdf || s.texts[m.ID] != ""
}

// first is the paper that the desk opens on: the first picture, else the first that shows
// something.
func (s *sheet) first() int {
	if n := slices.IndexFunc(s.view.Materials, isPicture); n >= 0 {
		return n
	}
	return max(0, slices.IndexFunc(s.view.Materials, s.shows))
}
