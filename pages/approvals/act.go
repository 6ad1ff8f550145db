package approvals

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// decide takes the step that was pressed and opens the next case. A refusal shows the
// case again with everything typed; of a case that has moved on it says what changed.
func decide(r *desk.Request) error {
	if _, err := r.FormParams(); err != nil {
		return err
	}
	form := r.Request().PostForm
	version, _ := strconv.ParseInt(form.Get("version"), 10, 64)
	if version == 0 {
		version = -1 // a form without one saw no version
	}
	on := workflow.Event(form.Get("event"))
	s := &sheet{typed: workflow.Facts{}, ticked: form["items"], to: workflow.State(form.Get("to")), returning: on == workflow.Return, back: desk.Back(form.Get("back"), "")}
	q := register.StepRequest{CaseID: r.Param("id"), Event: on, To: s.to, Version: version, Key: form.Get("key"), SignOff: r.SignOff()}
	s.typed = inputOf(r)
	q.Input = s.typed
	if s.returning {
		if s.fault = s.returned(r, &q); s.fault != nil {
			return again(r, s, q, nil)
		}
	} else {
		q.To = ""
		q.Grounds = s.typed.Text(workflow.InOpinion)
	}
	done, err := r.Reg.Take(r.Request().Context(), r.Actor, q)
	if err != nil {
		s.fault = r.Fault(err)
		if !desk.Shown(s.fault) {
			return err
		}
		return again(r, s, q, err)
	}
	r.Signed()
	if err := r.Sent(deciding(q.CaseID), sendingBackOf(q.CaseID)); err != nil {
		return err
	}
	return goOn(r, s.back, form.Get("next"), doneWith(r, done, on))
}

// deciding and sendingBackOf are the addresses under which the two forms of a case on the
// desk keep what is typed.
func deciding(id string) string      { return "/approvals/" + id }
func sendingBackOf(id string) string { return "/approvals/" + id + "?return=1" }

// doneWith says what was done to which case: the next one stands beneath.
func doneWith(r *desk.Request, done register.Answer, on workflow.Event) string {
	var shown struct {
		Number string `json:"number"`
	}
	line := r.T("已办：", "Done: ") + r.Lang.Word(r.Reg.Book().EventWord(on))
	if json.Unmarshal(done.Body, &shown) == nil && shown.Number != "" {
		line += " · " + ui.CaseNumber(shown.Number)
	}
	return line
}

// inputOf reads the boxes of the step.
func inputOf(r *desk.Request) workflow.Facts {
	out := workflow.Facts{}
	form := r.Request().PostForm
	for name := range form {
		field, ok := strings.CutPrefix(name, "input.")
		rule, known := r.Reg.Book().Field(workflow.Field(field))
		if !ok || !known {
			continue
		}
		if value, has := desk.Fact(form, name, rule.Kind); has && value != nil {
			out[workflow.Field(field)] = value
		}
	}
	return out
}

// returned writes the coded reason and the items into the step, and says what lacks.
// Where no words are written beside the code, its own are the reason.
func (s *sheet) returned(r *desk.Request, q *register.StepRequest) *ui.Fault {
	f := &ui.Fault{Status: http.StatusUnprocessableEntity, Title: r.T("还没有退回", "Not sent back yet"), Text: r.T("退回要写明理由和事项，经办人照此补正。", "Say why and what; the clerk goes by it.")}
	wrong := func(field, text string) { f.Fields = append(f.Fields, ui.FieldFault{Field: field, Text: text}) }
	why := strings.TrimSpace(s.typed.Text(workflow.InReason))
	code := s.typed.Text(workflow.InReturnCode)
	codes := s.returnCodes(r.Reg.Book())
	n := slices.IndexFunc(codes, func(c workflow.Code) bool { return c.Value == code })
	switch {
	case n < 0:
		wrong("input.return_code", r.T("请选退回理由", "Choose why it goes back"))
	case code == "other" && why == "":
		wrong("input.reason", r.T("选“其他”须写明", "Write out what other means"))
	}
	if len(s.ticked) == 0 {
		wrong("items", r.T("请勾选要补正的事项", "Tick what is to be corrected"))
	}
	if len(f.Fields) > 0 {
		return f
	}
	if why == "" {
		why = codes[n].Zh
	}
	q.Input = workflow.Facts{workflow.InReturnCode: code, workflow.InItems: s.ticked, workflow.InReason: why}
	q.Grounds = why
	return nil
}

// returnCodes are the reasons of the rule book to send a case back.
func (s *sheet) returnCodes(book *workflow.Book) []workflow.Code {
	rule, _ := book.Field(workflow.InReturnCode)
	return rule.Codes
}

// again shows a refused form.
func again(r *desk.Request, typed *sheet, q register.StepRequest, cause error) error {
	queue, err := r.Reg.Worklist(r.Request().Context(), r.Actor, register.WorklistQuery{Queue: register.QueueApprovals, Limit: queueRows})
	if err != nil {
		return err
	}
	s, err := read(r, queue, q.CaseID)
	if err != nil {
		return err
	}
	s.typed, s.ticked, s.to, s.returning, s.back, s.fault = typed.typed, typed.ticked, typed.to, typed.returning, typed.back, typed.fault
	if q.Version > 0 && s.view.Version != q.Version && (errors.Is(cause, register.ErrStale) || cause != nil) {
		if s.changes, err = r.Reg.ChangesSince(r.Request().Context(), r.Actor, q.CaseID, q.Version); err != nil {
			return err
		}
	}
	return draw(r, s.fault.Status, s)
}

// goOn opens the next case: htmx gets it in the answer to the act itself.
func goOn(r *desk.Request, back, next, done string) error {
	if back != "" {
		return r.Go(back, done)
	}
	to := "/approvals"
	if next != "" {
		to += "/" + next
	}
	if !r.Fragment() {
		return r.Go(to, done)
	}
	queue, err := r.Reg.Worklist(r.Request().Context(), r.Actor, register.WorklistQuery{Queue: register.QueueApprovals, Limit: queueRows})
	if err != nil {
		return err
	}
	if len(queue.Items) == 0 {
		return showEmpty(r, done)
	}
	if !slices.ContainsFunc(queue.Items, func(i register.WorkItem) bool { return i.ID == next }) {
		next = queue.Items[0].ID
	}
	s, err := read(r, queue, next)
	if err != nil {
		return err
	}
	s.done = done
	r.Response().Header().Set("HX-Push-Url", "/approvals/"+next)
	return draw(r, http.StatusOK, s)
}
