package bench

import (
	"fmt"
	"time"
)

// The statements by which a step's rows come about. The hand is there already: the
// clerk made the case.
const (
	rawEnded    = `UPDATE case_clocks SET due_on = ?, ended_on = ?, extension = ?, promised = ?, provisional = ?, stops = ? WHERE case_id = ? AND ended_on = ''`
	rawBegan    = `INSERT INTO case_clocks (id, case_id, limit_name, state, started_on, span, extension, stops, promised, due_on, provisional, ended_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')`
	rawMove     = `UPDATE cases SET state = ?, version = version + 1, seq = ?, head = ?, due_on = ?, last_officer = ?, entered_on = ? WHERE id = ? AND state = ? AND version = ?`
	rawEntry    = `INSERT INTO journal (case_id, seq, at, event, from_state, to_state, officer_id, payload, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	rawMessage  = `INSERT INTO outbox (id, case_id, seq, kind, body, at, position, sent_at) VALUES (?, ?, ?, ?, ?, ?, 0, NULL)`
	rawAnswered = `INSERT INTO idempotency (officer_id, idem_key, request_hash, case_id, status, answer_sealed, at) VALUES (?, ?, ?, ?, 200, ?, ?)`
)

// rowsName is how the table calls a transaction that writes the rows of a step.
const rowsName = "the step's rows, plain"

// do runs a statement and counts the rows it touched.
type do func(text string, args ...any) (int64, error)

// rows writes what the step of a case drawn writes, one statement a row, in one
// transaction.
func (w *world) rows(t *turn, transact func(func(do) error) error) error {
	i := t.draw(w.size)
	at := &w.cases[i]
	s := w.sample.next(at)
	t.done++
	id, clerk, today, now, seq := caseID(i), w.clerks[i%stations].OfficerID, string(w.r.Today()), w.r.Now().Truncate(time.Microsecond), at.seq()+1
	key := fmt.Sprintf("%s-%d-%d", t.name, t.worker, t.done)
	entry, clock := &s.entry, &s.began
	err := transact(func(do do) error {
		var err error
		one := func(text string, args ...any) {
			if err == nil {
				err = oneRow(do(text, args...))
			}
		}
		one(rawEnded, string(clock.DueOn), today, clock.Extension, string(clock.Promised), clock.Provisional, clock.Stops, id)
		one(rawBegan, newID(), id, clock.Limit, clock.State, today, clock.Span, clock.Extension, clock.Stops, string(clock.Promised), string(clock.DueOn), clock.Provisional)
		one(rawMove, entry.To, seq, entry.Hash, string(clock.DueOn), clerk, today, id, entry.From, at.version)
		one(rawEntry, id, seq, now, entry.Event, entry.From, entry.To, clerk, entry.Payload, entry.PrevHash, entry.Hash)
		one(rawMessage, newID(), id, seq, s.message.Kind, s.message.Body, now)
		one(rawAnswered, clerk, key, s.answer.RequestHash, id, s.answer.Answer, now)
		return err
	})
	if err != nil {
		return fmt.Errorf("bench: write a step's rows: %w", err)
	}
	at.version, at.passed = at.version+1, !at.passed
	return nil
}

// oneRow says that the bench is wrong where a statement touched another number.
func oneRow(n int64, err error) error {
	if err == nil && n != 1 {
		err = fmt.Errorf("bench: a statement of the limit touched %d rows", n)
	}
	return err
}
