package register

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// BatchRequest opens a batch with its lines: one transaction, all or none. Lines
// are the declared facts of each child. With Valid the lines that are wrong are left
// out and told in the answer; the others are all taken in or none.
type BatchRequest struct {
	OpenRequest
	Lines []workflow.Facts
	Valid bool `json:",omitempty"`
}

// LeftOut is a line that was not taken into a batch, by its place from 0, and why. The
// fields are those of the line itself; empty is the child as such.
type LeftOut struct {
	Line   int          `json:"line"`
	Errors []FieldError `json:"errors"`
}

// At is where a wrong value of the line stands in a request, such as
// lines[3].facts.sex.
func (l LeftOut) At(e FieldError) string {
	at := fmt.Sprintf("lines[%d]", l.Line)
	if e.Field != "" {
		at += "." + e.Field
	}
	return at
}

// OpenBatch opens a batch case and a case of its own for each line. Every wrong
// value of every line is told at once; then nothing is written. What all lines take
// from the batch is told once, at the batch.
func (r *Registrar) OpenBatch(ctx context.Context, actor Actor, q BatchRequest) (Answer, error) {
	out, wrong, err := r.tryBatch(ctx, actor, q, nil)
	// Each round leaves out what the register would not take, and tries the rest anew.
	left := map[int][]FieldError{}
	for q.Valid && wrong.lines != nil && len(wrong.shared) == 0 {
		if maps.Copy(left, wrong.lines); len(left) == len(q.Lines) {
			return Answer{}, (&lineFaults{lines: left}).invalid()
		}
		out, wrong, err = r.tryBatch(ctx, actor, q, left)
	}
	return out, err
}

// CheckBatch tells what OpenBatch would refuse. It writes nothing and waits for nobody
// who writes: ten thousand lines are held against rules and register in some seconds.
func (r *Registrar) CheckBatch(ctx context.Context, actor Actor, q BatchRequest) error {
	err := r.db.Rehearse(ctx, func(tx *store.Tx) error {
		_, err := r.begin(tx, actor).openBatch(q, nil)
		return err
	})
	return mapStore(err)
}

// tryBatch is one try without the lines that are left out.
func (r *Registrar) tryBatch(ctx context.Context, actor Actor, q BatchRequest, left map[int][]FieldError) (Answer, lineFaults, error) {
	var out Answer
	var wrong lineFaults
	err := r.db.InLongTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		wrong = lineFaults{}
		ans, done, err := a.replay(q.Key, hashRequest("batch", q))
		if err != nil || done {
			out = ans
			return err
		}
		if wrong, err = a.openBatch(q, left); err != nil {
			return err
		}
		a.leftOut = listLeft(left)
		out, err = a.answer(q.Key, 201)
		return err
	})
	return out, wrong, mapStore(err)
}

// openBatch opens the batch and a case for each line that is not left out. What is
// wrong with lines is an error too.
func (a *act) openBatch(q BatchRequest, left map[int][]FieldError) (lineFaults, error) {
	if err := a.open(q.OpenRequest); err != nil {
		return lineFaults{}, err
	}
	wrong, err := a.addLines(q.Lines, left)
	if err != nil {
		return wrong, err
	}
	return wrong, wrong.invalid()
}

func listLeft(left map[int][]FieldError) []LeftOut {
	var out []LeftOut
	for _, i := range slices.Sorted(maps.Keys(left)) {
		out = append(out, LeftOut{Line: i, Errors: left[i]})
	}
	return out
}

// lineFaults are what is wrong with the lines of a batch: with each by its place, and
// with what all of them take from the batch.
type lineFaults struct {
	shared []FieldError
	lines  map[int][]FieldError
}

// invalid tells what is shared once, and then each line at lines[i]; nil for none.
func (f *lineFaults) invalid() error {
	if len(f.shared)+len(f.lines) == 0 {
		return nil
	}
	out := &Invalid{Errors: slices.Clone(f.shared)}
	for _, l := range listLeft(f.lines) {
		for _, e := range l.Errors {
			out.Errors = append(out.Errors, FieldError{Field: l.At(e), Code: e.Code, Message: e.Message})
		}
	}
	return out
}

// add sorts the wrong values of a line: an item of the batch that the line does not
// give itself is the batch's.
func (f *lineFaults) add(i int, own workflow.Facts, batch map[workflow.Field]workflow.FactRule, wrong []FieldError) {
	for _, e := range wrong {
		name, _, _ := strings.Cut(strings.TrimPrefix(e.Field, "facts."), "[")
		_, declares := batch[workflow.Field(name)]
		switch {
		case !declares || own.Has(workflow.Field(name)):
			if f.lines == nil {
				f.lines = map[int][]FieldError{}
			}
			f.lines[i] = append(f.lines[i], e)
		case !slices.Contains(f.shared, e):
			f.shared = append(f.shared, e)
		}
	}
}

// factsLacking tells which required items the form does not declare, each at its field.
func (a *act) factsLacking() ([]FieldError, error) {
	missing, err := a.factsMissing()
	if err != nil {
		return nil, err
	}
	var wrong []FieldError
	for _, m := range missing {
		switch {
		case m == string(workflow.FactInstitution):
			wrong = append(wrong, fieldError("facts."+m, "required", "请填机构全称或统一社会信用代码，名录见 /institutions。", "Name the institution in full or by its unified social credit code; /institutions lists them."))
		case m != string(workflow.FactHousehold) || a.form.Facts.Has(workflow.FactInstitution):
			// Who names the institution names its household.
			wrong = append(wrong, fieldError("facts."+m, "required", "必填项目未填写。", "This item is required."))
		}
	}
	return wrong, nil
}

// adultOn is the day a person turns eighteen (民法典 17).
func adultOn(born models.Date) models.Date {
	d := born.AddMonths(18 * 12)
	if born.AgeOn(d) < 18 {
		d = d.AddDays(1)
	}
	return d
}

// LineWish is one line of a step taken on many lines at once.
type LineWish struct {
	ID      string `json:"id"`
	Version int64  `json:"version"`
}

// LineResult is the answer for one line: its new version, or the error of its own.
type LineResult struct {
	ID      string
	Version int64
	Body    []byte
	Err     error
}

// TakeLines takes the same step on many lines. Each is its own decision in its own
// transaction: one that is refused does not stop the others, and under the same key
// each answers again as it first did. A code given with them signs them all as one docket.
func (r *Registrar) TakeLines(ctx context.Context, actor Actor, batch string, q StepRequest, lines []LineWish) ([]LineResult, error) {
	its, err := r.linesOf(ctx, actor, batch)
	if err != nil {
		return nil, mapStore(err)
	}
	if q.Docket == nil && q.SignOff.Code != "" {
		if q.Docket, err = r.SignDocket(ctx, actor, q.SignOff, q.wishes(lines)); err != nil {
			return nil, err
		}
	}
	out := make([]LineResult, 0, len(lines))
	for _, l := range lines {
		if !its[l.ID] {
			out = append(out, LineResult{ID: l.ID, Err: ErrNotFound})
			continue
		}
		one := q
		one.CaseID, one.Version = l.ID, l.Version
		if q.Key != "" {
			one.Key = q.Key + "/" + l.ID
		}
		ans, err := r.Take(ctx, actor, one)
		out = append(out, LineResult{ID: l.ID, Version: ans.Version, Body: ans.Body, Err: err})
	}
	return out, nil
}

// HoldLinesKey binds the key of a step on many lines to that step and those lines, so that
// another request under it is refused with ErrKeyReused. The versions seen are none of it,
// as in a single step.
func (r *Registrar) HoldLinesKey(ctx context.Context, actor Actor, batch string, q StepRequest, lines []LineWish) error {
	ids := make([]string, 0, len(lines))
	for _, l := range lines {
		ids = append(ids, l.ID)
	}
	slices.Sort(ids)
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		_, bound, err := a.loadOnce(batch, q.Key, hashRequest("line steps", batch, q.Event, q.To, q.Grounds, q.Input, ids))
		if err != nil || bound {
			return err
		}
		return a.keep(q.Key, Answer{Status: 200, CaseID: batch})
	})
	return mapStore(err)
}

// linesOf are the cases of a batch that the officer sees; whether the officer sees a
// line, its own step tells.
func (r *Registrar) linesOf(ctx context.Context, actor Actor, batch string) (map[string]bool, error) {
	its := map[string]bool{}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(batch); err != nil {
			return err
		}
		rows, err := store.Rows[struct{ ID string }](tx, "select id from cases where parent_id = ? and parent_id <> ''", batch)
		for _, l := range rows {
			its[l.ID] = true
		}
		return err
	})
	return its, err
}

// LineView is a line as the batch's list shows it.
type LineView struct {
	ID        string         `json:"id"`
	Number    string         `json:"number"`
	Name      string         `json:"name"`
	State     workflow.State `json:"state"`
	StateName workflow.Word  `json:"state_name"`
	Version   int64          `json:"version"`
	DueOn     models.Date    `json:"due_on,omitempty"`
	Overdue   bool           `json:"overdue"`
	Origin    string         `json:"origin_station,omitempty"`
	Closed    bool           `json:"closed"`
}

// Lines lists the lines of a batch that the officer may see, in order of listing: without
// those that are restricted and not the officer's.
func (r *Registrar) Lines(ctx context.Context, actor Actor, batch string) ([]LineView, error) {
	out := []LineView{}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(batch); err != nil {
			return err
		}
		type row struct {
			ID, Number, Edition, State, DueOn, Name, Origin string
			Version                                         int64
			Open                                            int64
		}
		open, args := a.unhidden()
		rows, err := store.Rows[row](tx, `select c.id, c.number, c.edition, c.state, c.due_on, c.version,
			case when c.closed_at is null then 1 else 0 end as open,
			coalesce((select min(case when exists (select 1 from person_seals l where l.person_id = s.person_id and l.confirmed_at is not null and l.ended_at is null) then ? else s.name end)
				from case_subjects s where s.case_id = c.id and s.role = 'ward'), '') as name,
			coalesce((select min(o.org) from case_orgs o join organisations g on g.code = o.org where o.case_id = c.id and o.seat = 'origin' and g.kind = 'station'), '') as origin
			from cases c where c.parent_id = ? and c.parent_id <> '' and `+open+` order by c.number`, append([]any{SealedWord().Zh, batch}, args...)...)
		for _, l := range rows {
			late := l.Open == 1 && l.DueOn != "" && models.Date(l.DueOn) < a.today
			if line, ok := r.book.Get(a.def.Child, models.Date(l.Edition)); ok {
				late = late && !stands(line, workflow.State(l.State))
			}
			out = append(out, LineView{ID: l.ID, Number: l.Number, Name: l.Name, State: workflow.State(l.State), StateName: r.book.StateWord(workflow.State(l.State)),
				Version: l.Version, DueOn: models.Date(l.DueOn), Overdue: late, Origin: l.Origin, Closed: l.Open == 0})
		}
		return err
	})
	return out, mapStore(err)
}
