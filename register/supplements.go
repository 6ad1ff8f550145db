package register

import (
	"fmt"
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// supplementNotice writes the notice of new facts that a case needs after acceptance. An
// item told once, in the notice of corrections or in an earlier notice of this kind, is
// not asked again (行政许可法 32), unless its paper was handed in since and does not hold.
func (a *act) supplementNotice() error {
	told, earlier, err := a.toldItems()
	if err != nil {
		return err
	}
	var wrong []FieldError
	for i, item := range a.req.Input.List(workflow.InItems) {
		asked := a.askedFor(item)
		if !slices.Contains(told, asked) {
			told = append(told, asked)
			continue
		}
		if again, err := a.handedInVain(workflow.MaterialKind(asked)); err != nil {
			return err
		} else if !again {
			wrong = append(wrong, fieldError(fmt.Sprintf("input.items[%d]", i), "told_before", "此项已经书面告知过，不得再次要求；申请人未补的，按现有材料审核。",
				"This item was told in writing before and may not be asked again; if it was not brought, decide on what is there."))
		}
	}
	if err := refused(wrong); err != nil {
		return err
	}
	a.note("sheet", SheetNumber(a.c.Number, SignSupplement, earlier+1))
	a.send("supplement_notice", map[string]string{"case": a.c.ID})
	return nil
}

// toldItems are the items that the applicant was told of, and the number of notices of
// new facts among them.
func (a *act) toldItems() (told []string, notices int64, err error) {
	told = slices.Clone(a.form.Notice)
	rows, err := store.Many[models.Entry](a.tx, "seq", "case_id = ? and event = ?", a.c.ID, string(workflow.AskSupplement))
	if err != nil {
		return nil, 0, err
	}
	for _, e := range rows {
		rec, err := a.r.openRecord(e)
		if err != nil {
			return nil, 0, err
		}
		told = append(told, rec.Input.List(workflow.InItems)...)
	}
	for i, item := range told {
		told[i] = a.askedFor(item)
	}
	return told, int64(len(rows)), nil
}

// askedFor is what an item of a notice asks for, see AskedFor.
func (a *act) askedFor(item string) string { return AskedFor(a.r.book, item) }

// AskedFor is what an item of a notice (行政许可法 32) asks for, however it is written: a
// paper of the book by its code, also where the notice names it, and other words without
// what nobody sees or hears.
func AskedFor(book *workflow.Book, item string) string {
	words := gb.Fold(item)
	for _, kind := range book.MaterialKinds() {
		m, _ := book.Material(kind)
		if slices.Contains([]string{gb.Fold(string(kind)), gb.Fold(m.Zh), gb.Fold(m.En)}, words) {
			return string(kind)
		}
	}
	return words
}

// handedInVain tells whether a paper of the kind lies with the case and was found not to
// hold.
func (a *act) handedInVain(kind workflow.MaterialKind) (bool, error) {
	all, err := a.materials()
	return slices.ContainsFunc(all, func(m models.Material) bool {
		return m.Kind == string(kind) && m.Verdict != "" && m.Verdict != VerdictOK
	}), err
}

// suspensionMonths are the months within which a court of first instance decides
// (民事诉讼法 152), for which most suspensions wait.
const suspensionMonths = 6

// suspensionPeriod refuses a suspension that is over today, and one beyond those months, or
// beyond the policy's period where that is longer: who needs longer looks at the case
// again and decides anew.
func (a *act) suspensionPeriod() []FieldError {
	if a.req.Event != workflow.Suspend && a.req.Event != workflow.Dispute {
		return nil
	}
	until := a.req.Input.Date(workflow.InUntil)
	if !until.Valid() {
		return nil
	}
	if until <= a.today {
		return []FieldError{fieldError("input."+string(workflow.InUntil), "not_later", "中止的期满日应在今天之后。", "A suspension ends after today.")}
	}
	last, _ := a.r.Calendar().Due(a.today, a.span(workflow.LimitSuspension))
	if last = max(last, a.today.AddMonths(suspensionMonths)); until <= last {
		return nil
	}
	return []FieldError{fieldError("input."+string(workflow.InUntil), "too_long", fmt.Sprintf("中止最迟到 %s（六个月，政策行可以放宽）；届时仍不能恢复的，恢复后重新决定中止。", last),
		fmt.Sprintf("A suspension may last until %s at most (six months; a policy row can allow more); if the cause still stands then, decide anew.", last))}
}
