package register

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"hukou/models"
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

// CheckLines tells what AddLines would refuse, line by line, and writes nothing: nil where
// nothing is refused, else an *Invalid.
func (r *Registrar) CheckLines(ctx context.Context, actor Actor, q LinesRequest) error {
	wrong, err := r.siftLines(ctx, actor, q)
	if err != nil || len(wrong.lines)+len(wrong.shared) == 0 {
		return err
	}
	return wrong.invalid()
}

// siftLines tells what is wrong with each line, and writes nothing.
// A request that the rule book refuses altogether, or that was answered before, has
// nothing to sift.
func (r *Registrar) siftLines(ctx context.Context, actor Actor, q LinesRequest) (lineFaults, error) {
	var wrong lineFaults
	err := r.db.Rehearse(ctx, func(tx *store.Tx) error {
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
			return nil
		}
		wrong, err = a.addLines(q.Lines, nil)
		return err
	})
	return wrong, mapStore(err)
}

// addLines opens a case for each child of a batch but those left out. The child is
// locked from listing on, so that no other open batch can list it.
//
// What a line costs: its rules are looked at in memory; who holds the children is asked
// for a portion at once, and PostgreSQL gets the rows in few messages.
func (a *act) addLines(lines []workflow.Facts, left map[int][]FieldError) (lineFaults, error) {
	var out lineFaults
	def, ok := a.r.book.Current(a.def.Child, a.today)
	if !ok {
		return out, invalid("business", "not_a_batch", "这不是批量业务。", "This business is not a batch.")
	}
	var good []listed
	seen, err := a.openRows(a.c.ID)
	if err != nil {
		return out, err
	}
	row := map[string]listedRow{}
	for _, n := range seen {
		number, child := n.rowMarks()
		row[child] = listedRow{n.c.Number, number}
	}
	for i, facts := range lines {
		if _, is := left[i]; is {
			continue
		}
		n, err := a.checkedLine(def, facts)
		var bad *Invalid
		switch {
		case errors.As(err, &bad):
			out.add(i, facts, a.def.FactsOf(), bad.Errors)
		case err != nil:
			return out, err
		default:
			number, child := n.rowMarks()
			if other, is := row[child]; is && child != "" && other.number != number { // the same number is told where it is held
				out.add(i, facts, a.def.FactsOf(), []FieldError{sameRow(workflow.FactWardName, other.is)})
				continue
			}
			row[child] = listedRow{"#" + strconv.Itoa(i+1), number}
			good = append(good, listed{i, n})
		}
	}
	if len(good) == 0 {
		return out, nil
	}
	in, err := a.intake(a.c.AcceptanceOrg, a.c.RegisterOrg, len(good))
	if err != nil {
		return out, err
	}
	a.tx.Hold()
	var rows draftRows
	for _, l := range good {
		if err := l.act.draft(OpenRequest{Business: def.Business, RegisterStation: a.c.RegisterOrg, Parent: a.c.ID}, in, nil, &rows); err != nil {
			return out, err
		}
		in.number++
	}
	held, err := a.heldSubjects(good)
	if err != nil {
		return out, err
	}
	for _, l := range good {
		locks, free := l.act.lockNew(held)
		if !free {
			out.add(l.line, lines[l.line], nil, []FieldError{fieldError("", "listed_elsewhere", "该名儿童另有登记或在办，请由户政协查。", "This child is in another open case; ask the registration office to look into it.")})
		}
		rows.locks = append(rows.locks, locks...)
	}
	if len(out.lines)+len(out.shared) > 0 {
		return out, nil
	}
	if err := rows.insert(a.tx); err != nil {
		return out, err
	}
	for _, l := range good {
		if err := l.act.moveTimers("", workflow.State(l.act.c.State)); err != nil {
			return out, err
		}
	}
	return out, nil
}

// listedRow is a row by what people call it, with the key of its child's number.
type listedRow struct{ is, number string }

// listed is a line, by its place, with the act that opens its case.
type listed struct {
	line int
	act  *act
}

// lineAct is a line on its way into the batch, with what the batch declares for all.
func (a *act) lineAct(def *workflow.Definition, facts workflow.Facts) *act {
	n := a.r.begin(a.tx, a.actor)
	n.now, n.today, n.def = a.now, a.today, def
	n.form = form{Facts: maps.Clone(facts), Policy: a.form.Policy}
	if n.form.Facts == nil {
		n.form.Facts = workflow.Facts{}
	}
	rules := def.FactsOf()
	for k, v := range a.form.Facts {
		if _, takes := rules[k]; takes && !n.form.Facts.Has(k) {
			n.form.Facts[k] = v
		}
	}
	return n
}

// checkedLine is a line's act; what is wrong with the line is an Invalid.
func (a *act) checkedLine(def *workflow.Definition, facts workflow.Facts) (*act, error) {
	n := a.lineAct(def, facts)
	if facts.Has(workflow.FactInstitution) {
		if wrong, err := n.nameUnit(n.form.Facts, a.c.RegisterOrg, false); err != nil || wrong != nil {
			return n, cmp.Or(err, refused(wrong))
		}
	}
	wrong := append(n.checkFacts(n.form.Facts), n.checkWard(n.form.Facts)...)
	// A roster is one institution's, and so is each of its lines.
	for _, shared := range []struct {
		field workflow.Field
		code  string
	}{{workflow.FactInstitution, "other_institution"}, {workflow.FactHousehold, "other_household"}} {
		if its := a.form.Facts.Text(shared.field); its != "" && n.form.Facts.Text(shared.field) != its {
			wrong = append(wrong, fieldError("facts."+string(shared.field), shared.code, "名册只列本机构的儿童，迁入本机构的集体户；别的机构请另开名册。", "A roster lists one institution's children, for its own household; open another roster for another body."))
		}
	}
	lacking, err := n.factsLacking()
	if err != nil {
		return n, err
	}
	if err := refused(append(wrong, lacking...)); err != nil {
		return n, err
	}
	return n, nil
}

// heldSubjects tells which case holds each of the lines' children now.
func (a *act) heldSubjects(lines []listed) (map[string]string, error) {
	held := map[string]string{}
	for portion := range slices.Chunk(lines, manyKeys) {
		var keys []any
		for _, l := range portion {
			for _, s := range l.act.lockable(l.act.cache.subjects) {
				keys = append(keys, s.Key)
			}
		}
		if len(keys) == 0 {
			continue
		}
		locks, err := store.Many[models.SubjectLock](a.tx, "", "subject_key in ("+strings.TrimSuffix(strings.Repeat("?,", len(keys)), ",")+") and released_at is null", keys...)
		if err != nil {
			return nil, err
		}
		for _, l := range locks {
			held[string(l.Key)] = l.CaseID
		}
	}
	return held, nil
}

// manyKeys are asked for at once.
const manyKeys = 500

// lockNew holds the new case's subject unless somebody else does; held knows all that
// are held, and learns of this one.
func (a *act) lockNew(held map[string]string) (locks []models.SubjectLock, free bool) {
	for _, s := range a.lockable(a.cache.subjects) {
		switch by, is := held[string(s.Key)]; {
		case !is:
			held[string(s.Key)] = a.c.ID
			locks = append(locks, a.lock(s.Key))
		case by != a.c.ID && by != a.c.ParentID:
			return locks, false
		}
	}
	return locks, true
}
