package approvals

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

// docketRows is how many persons one docket has: each of them is read.
const docketRows = 20

// docket is the lines of a batch that wait for one officer's decision.
type docket struct {
	id, number string
	list       *register.Worklist
	lines      []docketLine
	key        string
	results    []result
	fault      *ui.Fault
	opinion    string
	// ticked are the lines as they were ticked, when the form came back.
	ticked []string
}

// docketLine is one person of it, with the step that is the officer's.
type docketLine struct {
	register.WorkItem
	rows []register.CompareRow
	step *register.StepView
	// returnable tells that the officer may send the line back.
	returnable bool
}

// result is what became of a line.
type result struct {
	name, number, id string
	word             workflow.Word
	fault            *ui.Fault
}

func (l docketLine) can() bool {
	return l.step != nil && l.step.Allowed && len(l.step.Needs) == 0 && !l.alone()
}

// alone tells that the decision is signed by itself, not with others.
func (l docketLine) alone() bool {
	return l.step.SignOff != nil && l.step.SignOff.Mode == register.SignOffEach
}

// signing is the code that the docket asks for: one for all who are on it.
func (d *docket) signing() *register.SignOffAsked {
	for _, l := range d.lines {
		if l.can() && l.step.SignOff != nil && l.step.SignOff.Needed {
			return l.step.SignOff
		}
	}
	return nil
}

// isTicked tells whether a line is ticked: none is until the officer ticks it, so that
// no chord on a page just opened decides about anybody.
func (d *docket) isTicked(l docketLine) bool { return slices.Contains(d.ticked, l.wish()) }

// tickable counts the lines that one press may tick: those that nothing contradicts.
func (d *docket) tickable() int {
	n := 0
	for _, l := range d.lines {
		if l.can() && len(l.doubts()) == 0 {
			n++
		}
	}
	return n
}

func (l docketLine) wish() string {
	return string(l.step.Event) + "|" + l.ID + "|" + strconv.FormatInt(l.Version, 10)
}

// doubts are the items that a source contradicts.
func (l docketLine) doubts() []register.CompareRow {
	var out []register.CompareRow
	for _, row := range l.rows {
		if row.Result == register.CompareDiffers {
			out = append(out, row)
		}
	}
	return out
}

// doubted names the items that a source contradicts.
func (l docketLine) doubted(v *ui.View) string {
	var out []string
	for _, row := range l.doubts() {
		out = append(out, v.Word(row.Item))
	}
	return strings.Join(out, v.T("、", ", "))
}

// known are the items that stand under a person's name already, and the ground of
// guardianship: what it says about the child's parents is for the case alone.
var known = []workflow.Field{workflow.FactWardName, workflow.FactWardSex, workflow.FactWardBirth, workflow.FactWardNumber, workflow.FactLegalGround}

// said are the declared items that a docket shows of a person: the first of the form
// beside those under the name.
func (l docketLine) said() []register.CompareRow {
	var out []register.CompareRow
	for _, row := range l.rows {
		if row.Declared != nil && row.Declared.Value != l.Subject && !slices.Contains(known, row.Field) && len(out) < 4 {
			out = append(out, row)
		}
	}
	return out
}

func showDocket(r *desk.Request) error {
	d, err := readDocket(r)
	if err != nil {
		return err
	}
	return drawDocket(r, http.StatusOK, d)
}

func drawDocket(r *desk.Request, status int, d *docket) error {
	return r.Page(status, r.T("集体审批单", "Docket"), ui.Approvals, func(v *ui.View) templ.Component { return docketPage(v, d) })
}

// readDocket reads every person on the page: nobody is decided about unseen.
func readDocket(r *desk.Request) (*docket, error) {
	ctx := r.Request().Context()
	d := &docket{id: r.Param("id"), key: r.Key()}
	if err := r.Reg.Sees(ctx, r.Actor, d.id); err != nil {
		return nil, err
	}
	var err error
	q := register.WorklistQuery{Queue: register.QueueApprovals, Batch: d.id, Limit: docketRows, Cursor: r.QueryParam("cursor")}
	if d.list, err = r.Reg.Worklist(ctx, r.Actor, q); err != nil {
		return nil, err
	}
	for _, i := range d.list.Items {
		l := docketLine{WorkItem: i}
		d.number = i.ParentNumber
		if l.rows, err = r.Reg.Compare(ctx, r.Actor, i.ID); err != nil {
			return nil, err
		}
		steps, err := r.Reg.Steps(ctx, r.Actor, i.ID)
		if err != nil {
			return nil, err
		}
		l.step = mainOf(steps, &i)
		if back := theirs(steps, workflow.Return); back != nil {
			l.returnable = back.Allowed
		}
		d.lines = append(d.lines, l)
	}
	return d, nil
}

// decideDocket decides the lines that were ticked, each in its own transaction, and
// says of each what became of it.
func decideDocket(r *desk.Request) error {
	if _, err := r.FormParams(); err != nil {
		return err
	}
	form := r.Request().PostForm
	d, err := readDocket(r)
	if err != nil {
		return err
	}
	d.opinion = strings.TrimSpace(form.Get("opinion"))
	byEvent := map[workflow.Event][]register.LineWish{}
	var order []workflow.Event
	for _, w := range form["line"] {
		parts := strings.Split(w, "|")
		if len(parts) != 3 {
			return desk.NotFound()
		}
		version, _ := strconv.ParseInt(parts[2], 10, 64)
		on := workflow.Event(parts[0])
		if byEvent[on] == nil {
			order = append(order, on)
		}
		byEvent[on] = append(byEvent[on], register.LineWish{ID: parts[1], Version: version})
	}
	if len(order) == 0 {
		d.fault = &ui.Fault{Status: http.StatusUnprocessableEntity, Title: r.T("没有勾选", "Nobody is ticked"), Text: r.T("先逐人看过，勾选要办的，再提交。", "Look at each person, tick those to decide, then send.")}
		return drawDocket(r, d.fault.Status, d)
	}
	if asked := d.signing(); asked != nil && r.SignOff().Code == "" {
		return d.unsigned(r, form["line"], r.Fault(&register.SignOffRequired{Mode: asked.Mode, Why: register.SignOffMissing}))
	}
	signed, err := sign(r, order, byEvent)
	if err != nil {
		return err
	}
	names := map[string]register.WorkItem{}
	for _, l := range d.lines {
		names[l.ID] = l.WorkItem
	}
	var results []result
	for _, on := range order {
		q := register.StepRequest{Event: on, Key: form.Get("key"), Input: workflow.Facts{}, Grounds: d.opinion, Docket: signed}
		if d.opinion != "" {
			q.Input[workflow.InOpinion] = d.opinion
		}
		answers, err := r.Reg.TakeLines(r.Request().Context(), r.Actor, d.id, q, byEvent[on])
		if err != nil {
			return err
		}
		for _, a := range answers {
			i := names[a.ID]
			results = append(results, result{name: i.Subject, number: i.Number, id: a.ID, word: r.Reg.Book().EventWord(on), fault: r.Fault(a.Err)})
		}
	}
	if first := results[0].fault; signed != nil && first != nil && !slices.ContainsFunc(results, func(x result) bool { return x.fault == nil || x.fault.Code != first.Code }) && first.At("signoff.code") != "" {
		return d.unsigned(r, form["line"], first)
	}
	if slices.ContainsFunc(results, func(x result) bool { return x.fault == nil }) {
		r.Signed()
		if err := r.Sent(); err != nil {
			return err
		}
	}
	if d, err = readDocket(r); err != nil {
		return err
	}
	d.results = results
	return drawDocket(r, http.StatusOK, d)
}

// unsigned shows the docket again as it was ticked: nothing was decided.
func (d *docket) unsigned(r *desk.Request, ticked []string, f *ui.Fault) error {
	d.fault, d.ticked = f, ticked
	return drawDocket(r, f.Status, d)
}

// sign is one code over all that is ticked; nil where none was given.
func sign(r *desk.Request, order []workflow.Event, lines map[workflow.Event][]register.LineWish) (*register.Docket, error) {
	code := r.SignOff()
	if code.Code == "" {
		return nil, nil
	}
	var wishes []register.DocketWish
	for _, on := range order {
		for _, l := range lines[on] {
			wishes = append(wishes, register.DocketWish{CaseID: l.ID, Version: l.Version, Event: on})
		}
	}
	return r.Reg.SignDocket(r.Request().Context(), r.Actor, code, wishes)
}
