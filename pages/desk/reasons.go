package desk

import (
	"strings"

	"hukou/handlers"
	"hukou/pages/ui"
	"hukou/workflow"
)

// explainUnmet says in words what does not hold, and marks the boxes that are empty.
// The API names them by their codes.
func (r *Request) explainUnmet(f *ui.Fault, unmet []handlers.UnmetCondition) {
	if len(f.Fields) > 0 {
		f.Text = r.T("下面几处要改，改好再交。", "Mend what is marked below and send it again.")
	}
	if len(unmet) > 0 {
		f.Text = r.T("还不能办，原因和依据如下。补齐后再办。", "Not possible yet, for these reasons. Mend them and try again.")
	}
	for _, u := range unmet {
		if input, ok := strings.CutPrefix(u.Code, "input_"); ok {
			f.Missing = append(f.Missing, ui.FieldFault{Field: "input." + input, Code: "required", Text: u.Message})
		}
		words := make([]string, 0, len(u.Detail))
		for _, code := range u.Detail {
			word := r.codeWord(code)
			if _, field := r.Reg.Book().Field(workflow.Field(code)); field {
				f.Missing = append(f.Missing, ui.FieldFault{Field: "facts." + code, Code: "required", Text: r.T("请填写", "Fill this in")})
			}
			words = append(words, word)
		}
		f.Unmet = append(f.Unmet, ui.Unmet{Code: u.Code, Text: u.Message, Basis: r.Lang.Basis(workflow.Basis(u.Basis)), Detail: words})
	}
}

// codeWord is the word of a code of the rule book; a code it does not know stays.
func (r *Request) codeWord(code string) string {
	book := r.Reg.Book()
	if f, ok := book.Field(workflow.Field(code)); ok {
		return r.Lang.Word(f.Word)
	}
	if m, ok := book.Material(workflow.MaterialKind(code)); ok {
		return r.Lang.Word(m.Word)
	}
	for _, w := range []workflow.Word{book.StateWord(workflow.State(code)), book.TaskWord(workflow.Task(code)), book.SubjectWord(workflow.SubjectRole(code))} {
		if w.Zh != "" {
			return r.Lang.Word(w)
		}
	}
	return code
}
