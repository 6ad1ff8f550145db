package register

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// DifferenceRequest is an officer's decision on an item in which the sources differ,
// at the version seen: whose value counts, and why.
type DifferenceRequest struct {
	CaseID  string
	Field   workflow.Field
	Take    workflow.Side
	Reason  string
	Note    string
	Version int64
	Key     string
}

// Settled is the decision on a difference. Was is what had been declared until then,
// as it is read, numbers masked.
type Settled struct {
	Take    workflow.Side  `json:"take"`
	Reason  string         `json:"reason"`
	Text    workflow.Word  `json:"text"`
	Note    string         `json:"note,omitempty"`
	Was     string         `json:"was,omitempty"`
	WasText *workflow.Word `json:"was_text,omitempty"`
	Officer string         `json:"officer"`
	At      time.Time      `json:"at"`
}

// SettleDifference takes the value of a paper or of the register for what was declared,
// or keeps what was declared (用证明, 保留申报). Who judges papers does: a clerk or
// community officer of the handling body, never a party or kin, and it makes, so that
// another decides the case (Norm 7, 9). A value that is taken goes the way of every
// change of declared data, with all its checks, and only where those may change; the
// decision stands in the journal with its reason and with what had been declared.
func (r *Registrar) SettleDifference(ctx context.Context, actor Actor, q DifferenceRequest) (Answer, error) {
	var out Answer
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		a.req.Event = workflow.DifferenceSettled
		if err := a.load(q.CaseID); err != nil {
			return err
		}
		ans, done, err := a.replay(q.Key, hashRequest("difference", q.CaseID, q.Field, q.Take, q.Reason, q.Note, q.Version))
		if err != nil || done {
			out = ans
			return err
		}
		if err := a.maySettle(q); err != nil {
			return err
		}
		if err := a.settle(q); err != nil {
			return err
		}
		out, err = a.answer(q.Key, 200)
		return err
	})
	return out, mapStore(err)
}

// maySettle refuses in the order of the contract.
func (a *act) maySettle(q DifferenceRequest) error {
	if !a.actAs([]workflow.Role{workflow.Clerk, workflow.Community}, workflow.Own) {
		return ErrForbidden
	}
	if err := a.heldByOther(); err != nil {
		return err
	}
	if q.Version != a.c.Version {
		return ErrStale
	}
	if a.c.ClosedAt != nil {
		return a.notFromHere()
	}
	if err := q.check(); err != nil {
		return err
	}
	return a.notRecused()
}

func (q DifferenceRequest) check() error {
	var wrong []FieldError
	if !slices.Contains([]workflow.Side{workflow.Declared, workflow.FromMaterial, workflow.FromRegister}, q.Take) {
		wrong = append(wrong, fieldError("take", "unknown_source", "须选 declared（保留申报）、material（用证明）或 register（用登记库）。", "Take declared, material (the paper's value) or register (the register's)."))
	} else if q.Reason == "" {
		wrong = append(wrong, fieldError("reason", "required", "请选择理由。", "Choose a reason."))
	} else if !slices.ContainsFunc(workflow.DifferenceReasons(q.Take), func(c workflow.Code) bool { return c.Value == q.Reason }) {
		wrong = append(wrong, fieldError("reason", "unknown_reason", "不是这一处理的理由。", "Not a reason for this.").Among(workflow.DifferenceReasons(q.Take), workflow.Word{}))
	}
	if q.Reason == workflow.OtherReason && strings.TrimSpace(q.Note) == "" {
		wrong = append(wrong, fieldError("note", "required", "选“其他”须写明理由。", "Write out the other reason."))
	}
	if len([]rune(q.Note)) > workflow.MaxLong {
		wrong = append(wrong, fieldError("note", "too_long", "最多4000字。", "At most 4000 characters."))
	}
	return refused(wrong)
}

// settle decides one item that differs.
func (a *act) settle(q DifferenceRequest) error {
	c, err := a.comparer()
	if err != nil {
		return err
	}
	rows := c.rows()
	i := slices.IndexFunc(rows, func(row CompareRow) bool { return row.Field == q.Field })
	if i < 0 || rows[i].Result != CompareDiffers {
		return invalid("field", "no_difference", "这一项没有不符，不需认定。请刷新后看现在的核对结果。", "The sources do not differ in this item; look at the comparison as it is now.")
	}
	row := rows[i]
	if q.Take == workflow.FromMaterial && !row.MaterialDiffers || q.Take == workflow.FromRegister && !row.RegisterDiffers {
		return invalid("take", "nothing_to_take", "这一来源没有不同的内容。请选有 ≠ 的一栏。", "This source has nothing different; choose one that is marked ≠.")
	}
	if err := a.certificateStands(q); err != nil {
		return err
	}
	was := a.form.Facts[q.Field]
	a.dec.Step = workflow.Step{On: workflow.DifferenceSettled, Hand: workflow.Makes}
	if err := a.recordHand(); err != nil {
		return err
	}
	if v := c.valueOf(q.Field, q.Take); q.Take != workflow.Declared && rawText(v) != rawText(was) { // a certificate written with a step stands in the form already
		as := a.dec
		edited, err := a.rewrite(q.Version, workflow.Facts{q.Field: v})
		if err == nil {
			err = a.moveEdited(edited) // the decision's own row tells of the change
		}
		if err != nil {
			return err
		}
		a.dec = as
	}
	a.note("field", string(q.Field))
	a.note("take", string(q.Take))
	a.note("reason", q.Reason)
	a.note("version", a.c.Version)
	a.note("material", row.MaterialDiffers)
	a.note("register", row.RegisterDiffers)
	a.req.Input = workflow.Facts{q.Field: was}
	return a.journalStay(workflow.DifferenceSettled, q.Note)
}

// certificateStands refuses to keep a name or a date of birth against the certificate that
// health wrote out: the child is entered as certified, and changes it afterwards (Norm 49).
func (a *act) certificateStands(q DifferenceRequest) error {
	replaced := map[workflow.Field]workflow.Field{workflow.FactChildName: factWishedName, workflow.FactChildBirthDate: factDeclaredBorn}[q.Field]
	if q.Take != workflow.Declared || replaced == "" || a.fact(replaced) == "" {
		return nil
	}
	return invalid("take", "certificate_stands", "证明已出具，按证明登记：请选“用证明”；证明有误的，退回后登记“证明信息不符”请卫健更正；希望用其他姓名的，登记后再申请变更。",
		"The certificate is out and the child is entered as it says: take the paper's value; where the certificate is wrong, have health correct it; for another name, register first and change it afterwards.")
}

// valueOf is what a source says of an item, as the form keeps it.
func (c *comparer) valueOf(f workflow.Field, take workflow.Side) any {
	var v any
	switch w, ok := c.written[f]; {
	case take == workflow.FromRegister:
		said, _ := registerSays[f](c)
		v = said.value
	case ok:
		v = w.value
	default:
		v = c.facts[formCopies[f]]
	}
	if rule, _ := c.a.r.book.Field(f); rule.Kind == workflow.KindBool {
		return v
	}
	switch v.(type) {
	case float64, int, []any, []string:
		return v
	}
	return rawText(v)
}

// settledRow is a decision as the journal has it.
type settledRow struct {
	Settled
	seq, version int64
	was          any
	// material and register are the sources that differed then.
	material, register bool
}

// readSettled keeps the newest decision on each item.
func (c *comparer) readSettled(seq int64, rec Record) {
	text := func(k string) string { s, _ := rec.Detail[k].(string); return s }
	is := func(k string) bool { b, _ := rec.Detail[k].(bool); return b }
	f, take := workflow.Field(text("field")), workflow.Side(text("take"))
	version, _ := rec.Detail["version"].(float64)
	s := settledRow{Settled: Settled{Take: take, Reason: text("reason"), Note: rec.Grounds, Officer: rec.Name, At: rec.At}, seq: seq, version: int64(version),
		was: rec.Input[f], material: is("material"), register: is("register")}
	for _, code := range workflow.DifferenceReasons(take) {
		if code.Value == s.Reason {
			s.Text = code.Word
		}
	}
	c.settled[f] = s
}

// dropLapsed forgets decisions on values that were changed since: the item declared
// anew, or written down anew from a paper.
func (c *comparer) dropLapsed() error {
	if len(c.settled) == 0 {
		return nil
	}
	edits, err := store.Many[models.CaseEdit](c.a.tx, "version", "case_id = ?", c.a.c.ID)
	if err != nil {
		return err
	}
	for f, s := range c.settled {
		if w, ok := c.written[f]; ok && w.seq > s.seq {
			delete(c.settled, f)
		}
		for _, e := range edits {
			var fields []workflow.Field
			if err := json.Unmarshal([]byte(e.Fields), &fields); err != nil {
				return err
			}
			if e.Version > s.version && slices.Contains(fields, f) {
				delete(c.settled, f)
			}
		}
	}
	return nil
}

// decided is the decision on an item, as long as no other source differs than then.
func (c *comparer) decided(row CompareRow, rule workflow.FieldRule) *Settled {
	s, ok := c.settled[row.Field]
	if !ok || row.MaterialDiffers && !s.material || row.RegisterDiffers && !s.register {
		return nil
	}
	if raw := rawText(s.was); raw != "" && s.Take != workflow.Declared {
		s.Was, s.WasText = c.shown(row.Field, rule, raw)
	}
	return &s.Settled
}
