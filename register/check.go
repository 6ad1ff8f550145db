package register

import (
	"context"
	"fmt"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// Finding is one thing in the database that does not fit the rest: the row, what is
// wrong with it, in both languages. It names columns and ids, never a value.
type Finding struct {
	Table string `json:"table"`
	Row   string `json:"row"`
	Code  string `json:"code"`
	Zh    string `json:"zh"`
	En    string `json:"en"`
}

// String is the finding on one line.
func (f Finding) String() string {
	return fmt.Sprintf("%s %s: %s: %s %s", f.Table, f.Row, f.Code, f.Zh, f.En)
}

// mostFindings ends a check that finds something wrong everywhere.
const mostFindings = 10000

// checkPage is how many subjects are read at a time, so that a million cases do not
// fill the memory.
const checkPage = 300

// Check proves the register again from what is stored, on one unchanging picture of
// the database: each case's journal is an unbroken chain that agrees with the case;
// each person, household, stay and guardianship is what its events say; each event
// rests on a decided case; numbers, heads, hands and remedies are as they must be;
// decisions, papers, tasks, holds and last days are those of the journal, postings and
// policy those of the acts of administration.
// The comparison is written apart from the code that wrote the rows.
func (r *Registrar) Check(ctx context.Context) ([]Finding, error) {
	var out []Finding
	err := r.db.Read(ctx, func(tx *store.Tx) (err error) {
		out, err = r.findings(tx)
		return err
	})
	return out, err
}

// findings are those of the check on one picture of the database.
func (r *Registrar) findings(tx *store.Tx) ([]Finding, error) {
	c := &checker{r: r, tx: tx}
	for _, part := range []func() error{c.cases, c.eventOrphans, c.people, c.households, c.ledger, c.scans, c.desks} {
		if err := part(); err != nil {
			return nil, err
		}
		if len(c.found) >= mostFindings {
			break
		}
	}
	return c.found, nil
}

// checker gathers findings over one picture of the database.
type checker struct {
	r     *Registrar
	tx    *store.Tx
	found []Finding
}

func (c *checker) add(table, row, code, zh, en string) {
	if len(c.found) < mostFindings {
		c.found = append(c.found, Finding{Table: table, Row: row, Code: code, Zh: zh, En: en})
	}
}

// columns adds a finding that names the columns in which a row differs.
func (c *checker) columns(table, row, code string, names []string) {
	if len(names) == 0 {
		return
	}
	list := strings.Join(names, ", ")
	c.add(table, row, code, "该行与其事件不一致："+list+"。", "The row differs from its events in "+list+".")
}

// pages hands over the rows of a model in the order of their ids, a page at a time.
func pages[T any](c *checker, idOf func(T) string, look func([]T, span) error) error {
	after := ""
	for len(c.found) < mostFindings {
		rows, err := store.Many[T](c.tx, "id limit 300", "id > ?", after)
		if err != nil || len(rows) == 0 {
			return err
		}
		in := span{after: after, last: idOf(rows[len(rows)-1])}
		if err := look(rows, in); err != nil {
			return err
		}
		if len(rows) < checkPage {
			return nil
		}
		after = in.last
	}
	return nil
}

// eventOrphans finds events whose case or subject is not there.
func (c *checker) eventOrphans() error {
	for _, q := range []struct{ sql, code, zh, en string }{
		{"SELECT e.id FROM register_events e WHERE NOT EXISTS (SELECT 1 FROM cases x WHERE x.id = e.case_id) ORDER BY e.id LIMIT 1000",
			"event_without_case", "户籍事件所依据的业务不存在。", "The case this event rests on does not exist."},
		{"SELECT e.id FROM register_events e WHERE e.subject_kind = 'person' AND NOT EXISTS (SELECT 1 FROM people x WHERE x.id = e.subject_id) ORDER BY e.id LIMIT 1000",
			"event_without_person", "户籍事件所涉人员不存在。", "The person of this event does not exist."},
		{"SELECT e.id FROM register_events e WHERE e.subject_kind = 'household' AND NOT EXISTS (SELECT 1 FROM households x WHERE x.id = e.subject_id) ORDER BY e.id LIMIT 1000",
			"event_without_household", "户籍事件所涉户不存在。", "The household of this event does not exist."},
	} {
		ids, err := store.Rows[string](c.tx, q.sql)
		if err != nil {
			return err
		}
		for _, id := range ids {
			c.add("register_events", id, q.code, q.zh, q.en)
		}
	}
	return nil
}

// span is the range of ids of a page: after one, up to another. Reading by it walks an
// index once, however little the database knows about its tables.
type span struct{ after, last string }

// history reads the events of a page of subjects, in order, by subject.
func (c *checker) history(kind string, in span) (map[string][]Opened, error) {
	rows, err := store.Many[models.RegisterEvent](c.tx, "subject_id, serial", "subject_id > ? and subject_id <= ? and subject_kind = ?", in.after, in.last, kind)
	if err != nil {
		return nil, err
	}
	out := map[string][]Opened{}
	for _, e := range rows {
		plain, err := c.r.keys.Open(placeImage(e), e.Image)
		if err != nil {
			c.add("register_events", e.ID, "image_unreadable", "事件的登记内容无法读取。", "The image of this event cannot be read.")
			plain = []byte("{}")
		}
		out[e.SubjectID] = append(out[e.SubjectID], Opened{RegisterEvent: e, Plain: plain})
	}
	return out, nil
}

// chain checks that a subject's events follow one on the other without a gap, and
// that reversals undo an event of the same subject.
func (c *checker) chain(events []Opened) {
	prev := ""
	seen := map[string]bool{}
	for i, e := range events {
		if e.Serial != int64(i+1) || e.Prev != prev {
			c.add("register_events", e.ID, "event_chain", "事件链断裂：序号或前一事件不符。", "The chain of events is broken: serial or previous event do not follow.")
		}
		if e.Reverses != "" && !seen[e.Reverses] {
			c.add("register_events", e.ID, "reverses_nothing", "所冲销的事件不在该对象此前的事件中。", "The event undone is none of this subject's earlier ones.")
		}
		prev = e.ID
		seen[e.ID] = true
	}
}

// stepOf finds the step of the rule book that a journal row took; false for events
// that are no steps, such as a take-over.
func (c *checker) stepOf(def *workflow.Definition, rec Record) (workflow.Step, bool) {
	for _, s := range c.r.book.Edges(def, rec.From, rec.Event) {
		for _, to := range s.Targets(rec.From) {
			if to != rec.To {
				continue
			}
			for _, by := range s.By {
				if by.Role == rec.Role && by.Seat == rec.Seat {
					return s, true
				}
			}
		}
	}
	return workflow.Step{}, false
}
