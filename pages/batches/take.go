package batches

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// task is one step for many lines: first which can and which cannot and why, then what
// each answered. Each line is a decision of its own.
type task struct {
	*batch
	number string
	home   string
	action string
	event  workflow.Event
	word   workflow.Word
	needs  []workflow.Field
	may    []workflow.Field
	// single is the coded field that may differ from child to child.
	single workflow.Field
	typed  workflow.Facts
	apart  map[string]string
	// given are the facts that a first officer wrote with the proposal, by line: the
	// second agrees to them.
	given map[string]workflow.Facts
	facts map[string]workflow.Facts
	rows  []row
	over  bool
	fault *ui.Fault
	// second tells that another task on the page has the chord.
	second bool
	// asked is how the step is signed, where it is a decision; signed is the code over it.
	asked  *register.SignOffAsked
	signed *register.Docket
}

// row is a line of a task. sent tells that it was asked for.
type row struct {
	register.BatchLine
	can, sent bool
	// wanted is what may be written and this line cannot do without.
	wanted []workflow.Field
	// extract is what the register says of the child, for an answer that asks for it.
	extract string
	fault   *ui.Fault
}

// form is the address of the page on which the step is asked, under which it keeps what is
// typed.
func (t *task) form() string { return t.action + "?event=" + string(t.event) }

func (t *task) count(can bool) int {
	n := 0
	for _, x := range t.rows {
		if x.can == can && (!t.over || x.sent) {
			n++
		}
	}
	return n
}

// newTask tries the step on every line that stands where it is written; it has no rows
// when none does.
func newTask(r *desk.Request, event workflow.Event, lines []register.BatchLine) (*task, error) {
	t := &task{event: event, word: r.Reg.Book().EventWord(event), typed: workflow.Facts{}, apart: map[string]string{}}
	if confirms(lines, event) {
		t.word = workflow.Word{Zh: "确认：" + t.word.Zh, En: "Confirm: " + t.word.En}
	}
	for _, l := range lines {
		if l.Closed || !slices.Contains(l.Events, event) {
			continue
		}
		steps, err := r.Reg.Steps(r.Request().Context(), r.Actor, l.ID)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(steps, func(s register.StepView) bool { return s.Event == event })
		if i < 0 {
			continue
		}
		x := row{BatchLine: l, can: steps[i].Allowed, wanted: steps[i].Wanted}
		if !x.can {
			x.fault = r.Unmet(steps[i].Unmet)
		} else if t.asked == nil {
			t.asked = steps[i].SignOff
		}
		t.needs, t.may = desk.Fields(t.needs, steps[i].Needs), desk.Fields(t.may, steps[i].May)
		t.rows = append(t.rows, x)
	}
	t.findSingle(r.Reg.Book())
	return t, nil
}

// confirms tells that the step waits for its second person in one of the lines.
func confirms(lines []register.BatchLine, event workflow.Event) bool {
	return slices.ContainsFunc(lines, func(l register.BatchLine) bool {
		return l.NextEvent == event && strings.HasPrefix(l.Next.Zh, "确认：")
	})
}

func (t *task) findSingle(book *workflow.Book) {
	for _, f := range t.needs {
		if rule, _ := book.Field(f); rule.Kind == workflow.KindCode && t.single == "" && f != workflow.InReasonCode && f != workflow.InReturnCode {
			t.single = f
		}
	}
}

func taskOf(r *desk.Request) (*task, error) {
	b, err := read(r)
	if err != nil {
		return nil, err
	}
	event := workflow.Event(r.FormValue("event"))
	lines := b.lines
	if event == workflow.GuardianshipDocument {
		lines = slices.DeleteFunc(slices.Clone(lines), func(l register.BatchLine) bool { return !l.Undocumented })
	}
	if event == workflow.Submit { // who was sent back goes straight back, once that is put right
		lines = slices.DeleteFunc(slices.Clone(lines), func(l register.BatchLine) bool { return kindOf(l) != ready })
	}
	if event == workflow.Urge {
		lines = slices.DeleteFunc(slices.Clone(lines), func(l register.BatchLine) bool { return l.State != workflow.OriginPending || l.WaitedDays < lateDays })
	}
	t, err := newTask(r, event, lines)
	if err == nil && len(t.rows) == 0 {
		err = desk.NotFound()
	}
	if err != nil {
		return nil, err
	}
	t.batch, t.number, t.home, t.action = b, b.Number, "/batches/"+b.ID, "/batches/"+b.ID+"/take"
	return t, nil
}

func askStep(r *desk.Request) error {
	t, err := taskOf(r)
	if err != nil {
		return err
	}
	if t.event == workflow.Urge {
		t.typed[workflow.InReason] = r.T("商请核实已过五天未复，请尽快答复", "Asked more than five days ago; please answer soon")
	}
	return t.show(r, http.StatusOK)
}

func (t *task) show(r *desk.Request, status int) error {
	return r.Page(status, r.Lang.Word(t.word)+" "+t.number, ui.Batches, func(v *ui.View) templ.Component {
		if boxes := slices.Concat(t.needs, t.may); t.fault == nil && len(boxes) > 0 {
			v.Focus = string(boxes[0])
		}
		return taskPage(keeping(v), r.Reg.Book(), t)
	})
}

// takeStep takes the step for the lines that are ticked.
func takeStep(r *desk.Request) error {
	t, err := taskOf(r)
	if err != nil {
		return err
	}
	if t.take(r) {
		return t.answer(r)
	}
	return t.show(r, t.fault.Status)
}

// answer goes back to the roster when every line was taken; else it says line by line
// what each answered.
func (t *task) answer(r *desk.Request) error {
	if t.count(true) > 0 {
		if err := r.Sent(); err != nil {
			return err
		}
	}
	if t.count(false) > 0 {
		return t.show(r, http.StatusOK)
	}
	return r.Go(t.home, r.T("已办：", "Done: ")+r.Lang.Word(t.word)+" "+strconv.Itoa(t.count(true))+r.T(" 人", ""))
}

// take reads the form and takes the step line by line. False when something was not
// filled in: then nothing was done.
func (t *task) take(r *desk.Request) bool {
	values, err := r.FormParams()
	if err != nil {
		t.fault = r.Fault(err)
		return false
	}
	ticked := map[string]int64{}
	for _, w := range values["line"] {
		id, version, _ := strings.Cut(w, "|")
		ticked[id], _ = strconv.ParseInt(version, 10, 64)
	}
	book := r.Reg.Book()
	lacks := func(f workflow.Field) {
		rule, _ := book.Field(f)
		if t.fault == nil {
			t.fault = &ui.Fault{Status: http.StatusUnprocessableEntity, Title: r.T("还有没填的", "Something is not filled in"), Text: r.T("填好后再交一次，已填的都还在。", "Fill it in and send again; what you typed is kept.")}
		}
		t.fault.Fields = append(t.fault.Fields, ui.FieldFault{Field: string(f), Text: r.Lang.Word(rule.Word) + r.T("：必填", ": needed")})
	}
	for _, f := range desk.Fields(slices.Clone(t.needs), t.may) {
		rule, _ := book.Field(f)
		_, wanted := t.wants(f, ticked)
		if value, has := desk.Fact(values, string(f), rule.Kind); has && value != nil {
			t.typed[f] = value
		} else if wanted && len(t.given) == 0 {
			lacks(f)
		} else if slices.Contains(t.needs, f) && f != t.single && len(t.given) == 0 && !(f == workflow.InExtract && t.extracted(ticked)) {
			lacks(f)
		}
	}
	for i := range t.rows {
		t.apart[t.rows[i].ID] = values.Get(string(t.single) + "." + t.rows[i].ID)
		version, asked := ticked[t.rows[i].ID]
		t.rows[i].sent, t.rows[i].Version = asked, max(version, 0)
		if asked && t.single != "" && len(t.given) == 0 && t.apart[t.rows[i].ID] == "" && !t.typed.Has(t.single) && (t.fault == nil || t.fault.At(string(t.single)) == "") {
			lacks(t.single)
		}
	}
	if len(ticked) == 0 {
		t.fault = &ui.Fault{Status: http.StatusUnprocessableEntity, Title: r.T("一个也没有选", "Nobody is chosen"), Text: r.T("至少选一人。", "Choose at least one.")}
	}
	if t.fault == nil && t.asked != nil && t.asked.Needed {
		t.fault = t.sign(r)
	}
	if t.fault != nil {
		return false
	}
	for i := range t.rows {
		if t.rows[i].sent {
			t.one(r, &t.rows[i], values.Get("key"))
		}
	}
	t.over = true
	return true
}

// wants counts the lines that can be taken and cannot do without a box, and tells whether one
// of those ticked is among them.
func (t *task) wants(f workflow.Field, ticked map[string]int64) (n int, among bool) {
	for _, x := range t.rows {
		if x.can && slices.Contains(x.wanted, f) {
			_, is := ticked[x.ID]
			n, among = n+1, among || is
		}
	}
	return n, among
}

// sign takes one code for all lines that are sent, as a docket.
func (t *task) sign(r *desk.Request) *ui.Fault {
	code := r.SignOff()
	if code.Code == "" {
		return r.Fault(&register.SignOffRequired{Mode: t.asked.Mode, Why: register.SignOffMissing})
	}
	var wishes []register.DocketWish
	for _, x := range t.rows {
		if x.sent {
			wishes = append(wishes, register.DocketWish{CaseID: x.ID, Version: x.Version, Event: t.event})
		}
	}
	var err error
	t.signed, err = r.Reg.SignDocket(r.Request().Context(), r.Actor, code, wishes)
	return r.Fault(err)
}

func (t *task) one(r *desk.Request, x *row, key string) {
	input := workflow.Facts{}
	for k, v := range t.typed {
		input[k] = v
	}
	if own := t.apart[x.ID]; own != "" {
		input[t.single] = own
	}
	if !input.Has(workflow.InExtract) && x.extract != "" {
		input[workflow.InExtract] = x.extract
	}
	if given, ok := t.given[x.ID]; ok {
		input = given
	}
	q := register.StepRequest{CaseID: x.ID, Event: t.event, Version: x.Version, Key: key + "/" + x.ID, Input: input, Docket: t.signed}
	if _, err := r.Reg.Take(r.Request().Context(), r.Actor, q); err != nil {
		x.can, x.fault = false, r.Fault(err)
		return
	}
	x.can, x.fault = true, nil
}
