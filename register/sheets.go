package register

import (
	"fmt"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// The signs (字) of the sheets that are no decisions, and of decisions in cases of the
// office's own.
const (
	SignLodging    = "收件"
	SignReceipt    = "受理"
	SignNotice     = "补正"
	SignSupplement = "补充"
	SignUnasked    = "依职权"
)

// SheetNumber is the number of a sheet as officers write and call it: the case, the
// sign of the kind, and the running number of that kind in the case, counted from 1
// (640522010000-2026-000012-补正字第1号). A sheet keeps it for ever, however often it is
// printed.
func SheetNumber(caseNumber, sign string, n int64) string {
	return fmt.Sprintf("%s-%s字第%d号", caseNumber, sign, n)
}

// decisionSigns are the events whose decisions have a sign of their own.
func decisionSigns() map[string][]workflow.Event {
	return map[string][]workflow.Event{
		"不予受理": {workflow.Decline},
		"准予登记": {workflow.Approve, workflow.SkipCheck},
		"不予登记": {workflow.Refuse},
		"中止":   {workflow.Suspend, workflow.Dispute},
		"终止":   {workflow.Terminate, workflow.AlreadyRegistered, workflow.HandOver, workflow.ReturnToGuardian, workflow.KeepThere, workflow.LeftInstitution},
		"异议":   {workflow.OriginObject},
		"裁决":   {workflow.RuleFor, workflow.RuleAgainst},
		"移出":   {workflow.RemoveLine, workflow.TakenOff},
	}
}

// decisionSign is the sign of an event's decision with the events that share it. An
// event without one of its own counts for itself under 决定.
func decisionSign(on workflow.Event) (sign string, shared []workflow.Event) {
	for sign, events := range decisionSigns() {
		for _, e := range events {
			if e == on {
				return sign, events
			}
		}
	}
	return "决定", []workflow.Event{on}
}

// sheetNumber is the next number of the act's decision in its case, written down with
// the act as well, so that the journal calls the sheet as the paper does.
func (a *act) sheetNumber() (string, error) {
	sign, shared := decisionSign(a.req.Event)
	if a.unasked() {
		sign, shared = SignUnasked, []workflow.Event{workflow.Approve}
	}
	n, err := store.Count[models.Decision](a.tx, "case_id = ? and kind in ?", a.c.ID, shared)
	if err != nil {
		return "", err
	}
	number := SheetNumber(a.c.Number, sign, n+1)
	a.note("sheet", number)
	return number, nil
}

// sheetOf is the number of the sheet that a journal row wrote; empty where it wrote
// none. There is one notice of corrections in a case (行政许可法 32), so its number is
// known of rows that do not say it.
func (a *act) sheetOf(rec Record) string {
	if number, ok := rec.Detail["sheet"].(string); ok {
		return number
	}
	if rec.Event == workflow.RequestCorrection {
		return SheetNumber(a.c.Number, SignNotice, 1)
	}
	return ""
}
