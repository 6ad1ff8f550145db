package register

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"hukou/evidence"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// caseFacts is what belongs to a page of cases, by case.
type caseFacts struct {
	journal   map[string][]models.Entry
	hands     map[string][]models.CaseHand
	decisions map[string][]models.Decision
	subjects  map[string][]models.CaseSubject
	papers    map[string][]models.Material
	issued    map[string][]models.IssuedPaper
	tasks     map[string][]models.CaseTask
	locks     map[string][]models.SubjectLock
	forms     map[string][]models.CaseForm
	edits     map[string][]models.CaseEdit
	clocks    map[string][]models.CaseClock
	links     map[string]bool
	events    map[string]bool
}

func (c *checker) cases() error {
	return pages(c, func(x models.Case) string { return x.ID }, func(page []models.Case, in span) error {
		facts, err := c.caseFacts(in)
		if err != nil {
			return err
		}
		for _, x := range page {
			if err := c.oneCase(x, facts); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *checker) caseFacts(in span) (caseFacts, error) {
	f := caseFacts{}
	var err error
	if f.journal, err = byCase(c.tx, "case_id, seq", in, func(e models.Entry) string { return e.CaseID }); err != nil {
		return f, err
	}
	if f.hands, err = byCase(c.tx, "case_id", in, func(h models.CaseHand) string { return h.CaseID }); err != nil {
		return f, err
	}
	if f.decisions, err = byCase(c.tx, "case_id, seq", in, func(d models.Decision) string { return d.CaseID }); err != nil {
		return f, err
	}
	if f.subjects, err = byCase(c.tx, "case_id, role, n", in, func(s models.CaseSubject) string { return s.CaseID }); err != nil {
		return f, err
	}
	if f.papers, err = byCase(c.tx, "case_id, added_at, id", in, func(m models.Material) string { return m.CaseID }); err != nil {
		return f, err
	}
	if f.issued, err = byCase(c.tx, "case_id, at, id", in, func(p models.IssuedPaper) string { return p.CaseID }); err != nil {
		return f, err
	}
	if f.tasks, err = byCase(c.tx, "case_id, opened_at, id", in, func(t models.CaseTask) string { return t.CaseID }); err != nil {
		return f, err
	}
	if f.locks, err = byCase(c.tx, "case_id, id", in, func(l models.SubjectLock) string { return l.CaseID }, "released_at is null"); err != nil {
		return f, err
	}
	if f.clocks, err = byCase(c.tx, "case_id, id", in, func(k models.CaseClock) string { return k.CaseID }, "ended_on = ''"); err != nil {
		return f, err
	}
	if f.forms, err = byCase(c.tx, "case_id", in, func(m models.CaseForm) string { return m.CaseID }); err != nil {
		return f, err
	}
	if f.edits, err = byCase(c.tx, "case_id, version", in, func(e models.CaseEdit) string { return e.CaseID }); err != nil {
		return f, err
	}
	if f.links, err = c.set("SELECT DISTINCT from_case FROM case_links WHERE from_case > ? AND from_case <= ? AND kind <> 'duplicate'", in); err != nil {
		return f, err
	}
	f.events, err = c.set("SELECT DISTINCT case_id FROM register_events WHERE case_id > ? AND case_id <= ?", in)
	return f, err
}

// byCase reads the rows of a page of cases, by case; only those of a condition, where
// one is given.
func byCase[T any](tx *store.Tx, order string, in span, of func(T) string, only ...string) (map[string][]T, error) {
	where := strings.Join(append([]string{"case_id > ? and case_id <= ?"}, only...), " and ")
	rows, err := store.Many[T](tx, order, where, in.after, in.last)
	out := map[string][]T{}
	for _, row := range rows {
		out[of(row)] = append(out[of(row)], row)
	}
	return out, err
}

// set reads the values of a query over a page as a set.
func (c *checker) set(sql string, in span) (map[string]bool, error) {
	rows, err := store.Rows[string](c.tx, sql, in.after, in.last)
	out := map[string]bool{}
	for _, id := range rows {
		out[id] = true
	}
	return out, err
}

// oneCase checks a case against its journal, and what its journal says against the
// hands, decisions, subjects and events that rest on it.
func (c *checker) oneCase(x models.Case, f caseFacts) error {
	records := c.journal(x, f.journal[x.ID])
	if x.Business == string(BusinessLoad) {
		return nil
	}
	def, known := c.r.book.Get(workflow.Business(x.Business), x.Edition)
	if !known {
		c.add("cases", x.ID, "edition_unknown", "规则库中没有该业务的这一版本。", "The rule book has no such edition of this business.")
		return nil
	}
	c.standing(x, def, records, f.clocks[x.ID])
	c.form(x, def, records, f.forms[x.ID], f.edits[x.ID])
	c.signOffs(x, def, records, f.forms[x.ID])
	c.due(x, def, f.clocks[x.ID])
	c.hands(x, def, records, f.hands[x.ID])
	c.decisions(x, records, f.decisions[x.ID])
	c.issued(x, records, f.issued[x.ID])
	c.papers(x, records, f.papers[x.ID])
	c.tasks(x, def, records, f.tasks[x.ID])
	c.locks(x, def, records, f.subjects[x.ID], f.locks[x.ID], f.forms[x.ID])
	c.remedy(x, def, records, f.decisions[x.ID])
	c.looseChild(x, def, records, f)
	if f.events[x.ID] && !c.decided(def, records) {
		return c.undecided(x)
	}
	return nil
}

// journal checks the chain over the bytes as stored, the columns against the payload
// and the case against the last row.
func (c *checker) journal(x models.Case, rows []models.Entry) []Record {
	var out []Record
	var head []byte
	state := ""
	for i, e := range rows {
		row := fmt.Sprintf("%s/%d", e.CaseID, e.Seq)
		if e.Seq != int64(i+1) {
			c.add("journal", row, "journal_gap", "日志序号不连续。", "The journal's numbers have a gap.")
		}
		if !bytes.Equal(e.PrevHash, head) || !bytes.Equal(e.Hash, evidence.ChainHash(e.CaseID, e.Seq, e.PrevHash, e.Payload)) {
			c.add("journal", row, "journal_chain", "日志链断裂：存储内容与哈希不符。", "The journal's chain is broken: the stored bytes do not give the hash.")
		}
		head, state = e.Hash, e.To
		rec, err := c.r.openRecord(e)
		if err != nil {
			c.add("journal", row, "journal_unreadable", "日志内容无法读取。", "The payload of this row cannot be read.")
			continue
		}
		if rec.CaseID != e.CaseID || rec.Seq != e.Seq || string(rec.Event) != e.Event || string(rec.From) != e.From || string(rec.To) != e.To ||
			rec.Officer != e.Officer || !sameMoment(rec.At, e.At) {
			c.add("journal", row, "journal_columns", "日志列与内容不一致。", "The columns of this row differ from its payload.")
		}
		out = append(out, rec)
	}
	if x.Seq != int64(len(rows)) || !bytes.Equal(x.Head, head) {
		c.add("cases", x.ID, "case_head", "业务的日志序号或链头与日志不符。", "The case's last number or hash is not the journal's.")
	}
	if len(rows) > 0 && x.State != state {
		c.add("cases", x.ID, "case_state", "业务状态与日志最后一行不符。", "The case's state is not that of the journal's last row.")
	}
	return out
}

// sameMoment tells whether two instants are the same as a database keeps them.
func sameMoment(a, b time.Time) bool {
	return a.Truncate(time.Microsecond).Equal(b.Truncate(time.Microsecond))
}

// decided tells whether somebody with the power to do so granted what was asked.
func (c *checker) decided(def *workflow.Definition, records []Record) bool {
	return slices.ContainsFunc(records, func(rec Record) bool {
		s, ok := c.stepOf(def, rec)
		return ok && !s.Adverse && (s.Hand == workflow.Checks || s.Hand == workflow.OnSpot) && slices.Contains(s.Do, workflow.EffDecisionSheet)
	})
}

// undecided names the events that rest on a case nobody decided.
func (c *checker) undecided(x models.Case) error {
	rows, err := store.Rows[string](c.tx, "SELECT id FROM register_events WHERE case_id = ? ORDER BY id LIMIT 100", x.ID)
	for _, id := range rows {
		c.add("register_events", id, "event_undecided", "该事件所依据的业务未经决定。", "The case this event rests on was never decided.")
	}
	return err
}

// hands recounts from the journal who made and who checked, by person.
func (c *checker) hands(x models.Case, def *workflow.Definition, records []Record, rows []models.CaseHand) {
	sides := map[string]map[workflow.Hand]bool{}
	for _, rec := range records {
		s, ok := c.stepOf(def, rec)
		if !ok || rec.Person == "" || s.Hand != workflow.Makes && s.Hand != workflow.Checks {
			continue
		}
		if sides[rec.Person] == nil {
			sides[rec.Person] = map[workflow.Hand]bool{}
		}
		sides[rec.Person][s.Hand] = true
	}
	for person, side := range sides {
		if side[workflow.Makes] && side[workflow.Checks] {
			c.add("case_hands", x.ID+"/"+person, "made_and_checked", "同一人既经办又审批。", "One person both made and checked this case.")
			continue
		}
		if !slices.ContainsFunc(rows, func(h models.CaseHand) bool { return h.PersonID == person && side[workflow.Hand(h.Side)] }) {
			c.add("case_hands", x.ID+"/"+person, "hand_missing", "经办审批记录与日志不符。", "The side of this person is not the one the journal shows.")
		}
	}
}

// remedy wants a reasoned decision with its remedy for every end against somebody.
func (c *checker) remedy(x models.Case, def *workflow.Definition, records []Record, decisions []models.Decision) {
	if !def.Ended(workflow.State(x.State)) {
		return
	}
	for _, rec := range slices.Backward(records) {
		if rec.From == rec.To {
			continue
		}
		s, ok := c.stepOf(def, rec)
		if ok && s.Adverse && !slices.ContainsFunc(decisions, func(d models.Decision) bool { return d.Seq == rec.Seq && d.Adverse && d.Remedy != "" }) {
			c.add("cases", x.ID, "remedy_missing", "不利决定没有载明救济途径的决定书。", "The case ended against somebody without a decision that names the remedy.")
		}
		return
	}
}

// looseChild wants somebody to own what is left when a case about a person without a
// registration has ended (invariant 13), unless the step that ended it named their entry.
func (c *checker) looseChild(x models.Case, def *workflow.Definition, records []Record, f caseFacts) {
	if slices.ContainsFunc(records, func(rec Record) bool { return rec.From != rec.To && rec.Input.Has(workflow.InFoundNumber) }) {
		return
	}
	if !def.Unregistered || !def.Ended(workflow.State(x.State)) || f.links[x.ID] {
		return
	}
	for _, s := range f.subjects[x.ID] {
		if s.Role == string(def.Subject) && s.PersonID == "" {
			c.add("cases", x.ID, "loose_child", "未登记人员的业务已结束而没有后续业务。", "A case about a person without registration ended and nothing follows it.")
		}
	}
}
