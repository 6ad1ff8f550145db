package register

import (
	"context"
	"errors"

	"hukou/store"
	"hukou/workflow"
)

// LinesRequest lists further children in a batch that is still being written: all or
// none. With Valid the lines that are wrong are left out and told in the answer, as in
// a BatchRequest.
type LinesRequest struct {
	Batch   string
	Version int64
	Key     string
	Lines   []workflow.Facts
	Valid   bool
}

func (q LinesRequest) hash() []byte {
	if q.Valid {
		return hashRequest("valid lines", q.Batch, q.Lines)
	}
	return hashRequest("lines", q.Batch, q.Lines)
}

// AddLines lists further children in a batch that is still being written.
func (r *Registrar) AddLines(ctx context.Context, actor Actor, q LinesRequest) (Answer, error) {
	var left map[int][]FieldError
	if q.Valid {
		wrong, err := r.siftLines(ctx, actor, q)
		if err != nil {
			return Answer{}, err
		}
		if len(wrong.shared) > 0 || len(wrong.lines) > 0 && len(wrong.lines) == len(q.Lines) {
			return Answer{}, wrong.invalid()
		}
		left = wrong.lines
	}
	var out Answer
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		ans, done, err := a.loadOnce(q.Batch, q.Key, q.hash())
		if err != nil || done {
			out = ans
			return err
		}
		var rows []string
		for i, l := range q.Lines {
			if _, out := left[i]; !out {
				rows = append(rows, jsonText(l))
			}
		}
		a.req = StepRequest{CaseID: q.Batch, Event: workflow.AddLine, Version: q.Version, Input: workflow.Facts{workflow.InRows: rows}}
		if err := a.take(); err != nil {
			return err
		}
		a.leftOut = listLeft(left)
		out, err = a.answer(q.Key, 200)
		return err
	})
	return out, mapStore(err)
}

// siftLines lists the lines, tells what is wrong with each, and leaves nothing behind.
// A request that the rule book refuses altogether, or that was answered before, has
// nothing to sift.
func (r *Registrar) siftLines(ctx context.Context, actor Actor, q LinesRequest) (lineFaults, error) {
	var wrong lineFaults
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		a.req = StepRequest{CaseID: q.Batch, Event: workflow.AddLine, Version: q.Version}
		_, done, err := a.loadOnce(q.Batch, q.Key, q.hash())
		if err != nil || done {
			return err
		}
		if err := a.mayTouch(); err != nil {
			return err
		}
		if a.r.book.Standing(a.def, a.state(), workflow.AddLine, actor.standings(a.seats)) != nil {
			return errRehearsed
		}
		if wrong, err = a.addLines(q.Lines, nil); err != nil {
			return err
		}
		return errRehearsed
	})
	if errors.Is(err, errRehearsed) {
		err = nil
	}
	return wrong, mapStore(err)
}
