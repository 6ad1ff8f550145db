package register

import (
	"fmt"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// checkLinesNamed finds, among the lines that a roster's step names, those that are not
// open lines of this roster, those named twice, and successors that nothing is said of or that would leave the
// child as it is. It costs one query where a step names lines, one more for each
// successor, and none elsewhere.
func (a *act) checkLinesNamed() ([]FieldError, error) {
	named := a.req.Input.List(workflow.InLines)
	next := a.req.Input.List(workflow.InSuccessors)
	if len(named)+len(next) == 0 {
		return nil, nil
	}
	rows, err := store.Many[models.Case](a.tx, "", "parent_id = ? and parent_id <> ''", a.c.ID)
	if err != nil {
		return nil, err
	}
	line := map[string]models.Case{}
	for _, l := range rows {
		line[l.ID], line[l.Number] = l, l
	}
	wrong, err := a.linesStay(line)
	if err != nil {
		return nil, err
	}
	wrong = append(oncePerLine(workflow.InLines, named, line), wrong...)
	for i, name := range named {
		if guardianFound(line[name], workflow.Business(a.req.Input.Text(workflow.InSuccessor))) {
			wrong = append(wrong, displaced(fmt.Sprintf("input.%s[%d]", workflow.InLines, i)))
		}
	}
	followed := make([]string, len(next))
	for i, s := range next {
		name, business, ok := strings.Cut(s, "=")
		followed[i] = name
		if _, is := a.r.book.Current(workflow.Business(business), a.today); !ok || !is {
			wrong = append(wrong, fieldError(fmt.Sprintf("input.%s[%d]", workflow.InSuccessors, i), "bad_successor", "请写成“业务编号=后续业务”，后续业务从业务目录中选择。", "Write it as case number=business, with a business of the catalogue."))
			continue
		}
		l, of := line[name]
		if !of || l.ClosedAt != nil || a.state() == workflow.BDraft {
			continue // told below; the lines of a draft are dropped
		}
		rules, ok := a.r.book.Current(workflow.Business(l.Business), a.today)
		if ok && len(a.r.book.Edges(rules, workflow.State(l.State), workflow.TakenOff)) == 0 {
			wrong = append(wrong, fieldError(fmt.Sprintf("input.%s[%d]", workflow.InSuccessors, i), "line_goes_on", "这一行已经批准或者登记，不能另接业务：请先把它登记、发放完毕。", "This line is approved or entered and is not taken over: have it entered and delivered first."))
			continue
		}
		if guardianFound(l, workflow.Business(business)) {
			wrong = append(wrong, displaced(fmt.Sprintf("input.%s[%d]", workflow.InSuccessors, i)))
			continue
		}
		serves, err := a.settles(l, workflow.Business(business))
		if err != nil {
			return nil, err
		}
		if !serves {
			wrong = append(wrong, fieldError(fmt.Sprintf("input.%s[%d]", workflow.InSuccessors, i), "does_not_serve", "这项业务接不住这名儿童：已有户口的填 ward_move，没有户口的填 ward_first，情况未明的填 lead。", "This business does not take the child on: ward_move where the child is registered, ward_first where not, lead where it is not known yet."))
		}
	}
	return append(wrong, oncePerLine(workflow.InSuccessors, followed, line)...), nil
}

// guardianFound tells of a line whose child has a guardian elsewhere that it would be taken
// over by a business that knows nothing of the finding: no child moves away from a parent
// who was found without a document on guardianship (民法典 27, 32; 未成年人保护法 94).
func guardianFound(l models.Case, next workflow.Business) bool {
	return l.State == string(workflow.GuardianElsewhere) && l.ClosedAt == nil && (next == workflow.WardMove || next == workflow.WardFirst || next == workflow.FoundlingInstitution)
}

func displaced(field string) FieldError {
	return fieldError(field, "guardian_found", "这名儿童已查到另有监护人，不能接着办理落户：先补登监护文书或交还监护人，情况未明的后续业务填 lead。",
		"A guardian of this child was found elsewhere, and no registration with the institution goes on: enter the document on guardianship first, or return the child; where that is not clear yet, name lead.")
}

// oncePerLine tells of each name that is no open line, or a line named before.
func oncePerLine(field workflow.Field, names []string, line map[string]models.Case) []FieldError {
	var wrong []FieldError
	before := map[string]bool{}
	for i, name := range names {
		at := fmt.Sprintf("input.%s[%d]", field, i)
		switch l, ok := line[name]; {
		case !ok:
			wrong = append(wrong, fieldError(at, "no_such_line", "名册中没有这一行，请从列表中选择。", "The roster has no such line; choose one of the list."))
		case l.ClosedAt != nil:
			wrong = append(wrong, fieldError(at, "line_ended", "这一行已经办结，不能再列。", "This line has ended and can be named no more."))
		case before[l.ID]:
			wrong = append(wrong, fieldError(at, "twice", "此项重复，请删去。", "It stands in the list twice; take one out."))
		default:
			before[l.ID] = true
		}
	}
	return wrong
}
