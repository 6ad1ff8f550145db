package register

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// openNotice are the items of the notice in writing that the case waits for an answer to, and when
// it went out: of the one-time notice of corrections, or, once the case is accepted, of the
// last one on new facts.
func (a *act) openNotice() (items []string, told time.Time, err error) {
	on := workflow.RequestCorrection
	if a.state() == workflow.Supplementing {
		on = workflow.AskSupplement
	} else if len(a.form.Notice) == 0 {
		return nil, told, nil
	}
	rows, err := store.Many[models.Entry](a.tx, "seq desc limit 1", "case_id = ? and event = ?", a.c.ID, string(on))
	if err != nil || len(rows) == 0 {
		return a.form.Notice, told, err
	}
	if on == workflow.RequestCorrection {
		return a.form.Notice, rows[0].At, nil
	}
	rec, err := a.r.openRecord(rows[0])
	return rec.Input.List(workflow.InItems), rows[0].At, err
}

// noticeLacking lists the items of that notice that did not come since (行政许可法 32): of a paper, none was brought or fetched since that was not found wanting;
// of an item of the form, nobody changed it. What is neither is here when whoever records
// the answer says so in the input; any may be named as one that cannot be had.
func (a *act) noticeLacking(input workflow.Facts) ([]string, error) {
	said := func(f workflow.Field, item string) bool {
		return slices.ContainsFunc(input.List(f), func(x string) bool { return a.askedFor(x) == a.askedFor(item) })
	}
	items, told, err := a.openNotice()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, item := range items {
		if said(workflow.InNotHad, item) || a.byWordAlone(item) && said(workflow.InBrought, item) {
			continue
		}
		came, err := a.came(item, told)
		if err != nil {
			return nil, err
		}
		if !came {
			out = append(out, item)
		}
	}
	return out, nil
}

// came tells of a paper or an item of the form whether it was brought or mended since the
// notice.
func (a *act) came(item string, since time.Time) (bool, error) {
	if a.byWordAlone(item) {
		return false, nil
	}
	if boxes := a.boxesOf(item); len(boxes) > 0 {
		edits, err := store.Many[models.CaseEdit](a.tx, "version", "case_id = ?", a.c.ID)
		return slices.ContainsFunc(edits, func(e models.CaseEdit) bool {
			var fields []workflow.Field
			return !e.At.Before(since) && json.Unmarshal([]byte(e.Fields), &fields) == nil && slices.ContainsFunc(fields, func(f workflow.Field) bool { return slices.Contains(boxes, f) })
		}), err
	}
	kind := a.askedFor(item)
	rows, err := a.materials()
	if err != nil {
		return false, err
	}
	if slices.ContainsFunc(rows, func(m models.Material) bool {
		return m.Kind == kind && (m.Verdict == VerdictOK || m.Verdict == "" && !m.AddedAt.Before(since))
	}) {
		return true, nil
	}
	return a.askedNoMore(workflow.MaterialKind(kind))
}

// askedNoMore tells of a paper that the business asks of some whether the declaration, as
// it was mended, makes this case one of the others.
func (a *act) askedNoMore(kind workflow.MaterialKind) (bool, error) {
	asked := false
	for _, rule := range a.def.Materials {
		if rule.Kind != kind {
			continue
		}
		if rule.When == "" || rule.Optional {
			return false, nil
		}
		asked = true
		if ok, err := a.holds(rule.When); err != nil || ok {
			return false, err
		}
	}
	return asked, nil
}

func (a *act) byWordAlone(item string) bool { return ByWordAlone(a.r.book, a.def, item) }

// ByWordAlone tells that an item of a business's notice is neither a paper nor an item of
// the form: nothing but the officer's word tells that it came.
func ByWordAlone(book *workflow.Book, def *workflow.Definition, item string) bool {
	_, paper := book.Material(workflow.MaterialKind(AskedFor(book, item)))
	return !paper && len(BoxesOf(book, def, item)) == 0
}

func (a *act) boxesOf(item string) []workflow.Field { return BoxesOf(a.r.book, a.def, item) }

// BoxesOf are the items of a business's form that an item of the notice (行政许可法 32) names,
// by code or by word; several may be called alike, and none where it is a paper or free words.
func BoxesOf(book *workflow.Book, def *workflow.Definition, item string) []workflow.Field {
	words := gb.Fold(item)
	var out []workflow.Field
	for _, rule := range def.Facts {
		f, _ := book.Field(rule.Field)
		if slices.Contains([]string{gb.Fold(string(rule.Field)), gb.Fold(f.Zh), gb.Fold(f.En)}, words) {
			out = append(out, rule.Field)
		}
	}
	return out
}

// answersNotice tells that a step hands in what a notice in writing asked for.
func answersNotice(on workflow.Event) bool { return on == workflow.Resubmit || on == workflow.Supplied }

// checkCorrections refuses what is said of items that the notice did not ask for, that a
// paper or an item of the form came by word alone, and that something cannot be had
// without a reason.
func (a *act) checkCorrections() ([]FieldError, error) {
	if !answersNotice(a.req.Event) {
		return nil, nil
	}
	items, _, err := a.openNotice()
	if err != nil {
		return nil, err
	}
	var wrong []FieldError
	for _, f := range []workflow.Field{workflow.InBrought, workflow.InNotHad} {
		for i, item := range a.req.Input.List(f) {
			at := fmt.Sprintf("input.%s[%d]", f, i)
			switch {
			case !slices.ContainsFunc(items, func(told string) bool { return a.askedFor(told) == a.askedFor(item) }):
				wrong = append(wrong, fieldError(at, "not_asked", "告知书没有这一项，请照告知书所列的写。", "The notice has no such item; write it as the notice does."))
			case f == workflow.InBrought && !a.byWordAlone(item):
				wrong = append(wrong, fieldError(at, "bring_it", "这一项是材料或者申报项目，请收取材料或者补填项目；补不了的，列入“补不了或者不必再补的事项”。",
					"This is a paper or an item of the form: take the paper in or fill the item in; if it cannot be brought, list it under “items that cannot be brought, or need not be”."))
			}
		}
	}
	if len(a.req.Input.List(workflow.InNotHad)) > 0 && strings.TrimSpace(a.in(workflow.InReason)) == "" {
		wrong = append(wrong, fieldError("input."+string(workflow.InReason), "required", "请写明申报人为什么补不了，或者为什么不必再补。", "Say why the applicant cannot bring it, or why it is needed no more."))
	}
	return wrong, nil
}

// viewNotice says, while the answer to a notice is waited for, which items did not come yet.
func (a *act) viewNotice(v *CaseView) error {
	waits := slices.ContainsFunc(a.def.From(a.state()), func(s workflow.Step) bool { return slices.Contains(s.If, workflow.GNoticeAnswered) })
	if !waits {
		return nil
	}
	var err error
	v.NoticeLacking, err = a.noticeLacking(nil)
	return err
}
