package register

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// decisionDigest is the SHA-256 of what a decision says, in hexadecimal, as the journal
// keeps it: a sheet changed afterwards no longer gives it.
func decisionDigest(d models.Decision, body []byte) string {
	return digestOf(d.CaseID, strconv.FormatInt(d.Seq, 10), d.Kind, strconv.Itoa(d.Level), d.Org, d.Number, strconv.FormatBool(d.Adverse), d.Remedy, string(body))
}

// standingDigest is the SHA-256 of what a case's row says beside its state, in
// hexadecimal: where it is, what it follows and when it came in. A line's days come
// from its batch and are left out.
func standingDigest(c models.Case) string {
	lodged, accepted := string(c.LodgedOn), string(c.AcceptedOn)
	if c.ParentID != "" {
		lodged, accepted = "", ""
	}
	return digestOf(c.ID, c.Number, c.Business, c.ParentID, c.OriginCase, c.AcceptanceOrg, c.HandlingOrg, c.RegisterOrg, c.Site, c.OpenedBy, lodged, accepted)
}

// clocksDigest is that of the periods that run: where each began, how long it is and
// when it stood still. Their last days follow from that.
func clocksDigest(rows []models.CaseClock) string {
	var texts []string
	for _, k := range slices.SortedFunc(slices.Values(rows), func(a, b models.CaseClock) int { return strings.Compare(a.ID, b.ID) }) {
		texts = append(texts, k.ID, k.Limit, k.State, string(k.StartedOn), k.Span, k.Extension, k.Stops)
	}
	return digestOf(texts...)
}

// formDigest is that of what was declared and decided, the pinned policy, the notice and
// the places to go back to.
func formDigest(f form) string {
	returns, notice := "", ""
	if len(f.Returns) > 0 {
		returns = jsonText(f.Returns)
	}
	if len(f.Notice) > 0 {
		notice = jsonText(f.Notice)
	}
	return digestOf(jsonText(f.Facts), f.pinned, returns, notice)
}

// digestOf is the SHA-256 of texts, each behind its length, so that none runs into the
// next.
func digestOf(texts ...string) string {
	h := sha256.New()
	for _, t := range texts {
		fmt.Fprintf(h, "%d:%s", len(t), t)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// standing compares the case's row with what the journal's last row says of it. Rows
// written before it did say nothing.
func (c *checker) standing(x models.Case, def *workflow.Definition, records []Record, clocks []models.CaseClock) {
	if len(records) == 0 {
		return
	}
	last := records[len(records)-1]
	if last.Standing != "" && last.Standing != standingDigest(x) {
		c.add("cases", x.ID, "case_standing", "业务的机关、站点、来源或受理日期与日志不符。", "The case's bodies, site, origin or days are not those of the journal.")
	}
	if def.Ended(workflow.State(x.State)) != (x.ClosedAt != nil) {
		c.add("cases", x.ID, "case_closed", "业务的办结标记与状态不符。", "The case counts as closed or open, and its state says otherwise.")
	}
	// A line's period begins with its batch.
	if last.Clocks != "" && x.ParentID == "" && last.Clocks != clocksDigest(clocks) {
		c.add("cases", x.ID, "clocks_differ", "业务正在计算的时限与日志不符。", "The periods of this case are not those of the journal.")
	}
}

// form compares what was declared and decided with the journal's last row: of a lodged
// case nothing is written but with a row. A draft is, and so was a lodged case before
// amendments were acts of the journal; there an edit is younger than the last row.
func (c *checker) form(x models.Case, def *workflow.Definition, records []Record, rows []models.CaseForm, edits []models.CaseEdit) {
	if len(rows) == 0 {
		c.add("cases", x.ID, "form_missing", "业务没有申报内容。", "Nothing declared is stored with this case.")
		return
	}
	a := &act{r: c.r, tx: c.tx}
	err := a.openForm(rows[0])
	if err == nil && a.form.Facts.Bool(factRestricted) != x.Restricted {
		c.add("cases", x.ID, "restriction_differs", "业务是否限制查阅与申报内容所记不符。", "Whether the case is restricted is not what its form says.")
	}
	draft := x.LodgedOn == "" && workflow.State(x.State) == def.Initial
	if draft || len(records) == 0 || records[len(records)-1].Form == "" || editedSince(edits, records[len(records)-1]) {
		return
	}
	same := func() bool { return err == nil && formDigest(a.form) == records[len(records)-1].Form }
	ok := same()
	if !ok && x.ParentID != "" && workflow.State(x.State) == def.Initial {
		// A line's policy begins with its batch's acceptance, which is a row of the batch alone.
		a.form.pinned = ""
		ok = same()
	}
	if !ok {
		c.add("case_forms", x.ID, "form_differs", "申报内容、适用政策或退回记录与日志不符。", "What was declared, the policy pinned or the ways back are not what the journal says.")
	}
}

// editedSince tells that declared items changed after a row of the journal.
func editedSince(edits []models.CaseEdit, last Record) bool {
	return slices.ContainsFunc(edits, func(e models.CaseEdit) bool { return e.At.After(last.At) && !sameMoment(e.At, last.At) })
}

// decisions holds each sheet against the journal row that wrote it, both ways.
func (c *checker) decisions(x models.Case, records []Record, rows []models.Decision) {
	written := map[string]Record{}
	for _, rec := range records {
		id, _ := rec.Detail["decision"].(string)
		if id == "" {
			continue
		}
		written[id] = rec
		if !slices.ContainsFunc(rows, func(d models.Decision) bool { return d.ID == id }) {
			c.add("decisions", id, "decision_gone", "日志记载的决定书不存在："+x.Number+"。", "A decision that the journal tells of is gone: "+x.Number+".")
		}
	}
	for _, d := range rows {
		rec, ok := written[d.ID]
		if !ok || rec.Seq != d.Seq {
			c.add("decisions", d.ID, "decision_unwritten", "日志中没有作出该决定书的记录。", "The journal has no row that made this decision.")
			continue
		}
		body, err := c.r.keys.Open(placeDecision(d.ID), d.Sealed)
		digest, kept := rec.Detail["decision_sha256"].(string)
		if err != nil || kept && digest != decisionDigest(d, body) {
			c.add("decisions", d.ID, "decision_differs", "决定书与日志中的摘要不一致。", "The decision is not what the journal's digest says.")
		}
	}
}

// papers holds each paper against the journal rows that added it and judged it.
func (c *checker) papers(x models.Case, records []Record, rows []models.Material) {
	added, judged := map[string]Record{}, map[string]Record{}
	for _, rec := range records {
		id, _ := rec.Detail["material"].(string)
		switch rec.Event {
		case workflow.MaterialAdded:
			added[id] = rec
		case workflow.MaterialVerdict:
			judged[id] = rec
		}
	}
	for id := range added {
		if !slices.ContainsFunc(rows, func(m models.Material) bool { return m.ID == id }) {
			c.add("materials", id, "paper_gone", "日志记载的材料不存在："+x.Number+"。", "A paper that the journal tells of is gone: "+x.Number+".")
		}
	}
	for _, m := range rows {
		rec, ok := added[m.ID]
		if !ok {
			c.add("materials", m.ID, "paper_unwritten", "日志中没有收取该材料的记录。", "The journal has no row that added this paper.")
			continue
		}
		var names []string
		differs := func(name, kept, now string) {
			if kept != now {
				names = append(names, name)
			}
		}
		differs("kind", detailText(rec, "kind"), m.Kind)
		differs("source", detailText(rec, "source"), m.Source)
		differs("digest", detailText(rec, "digest"), hex.EncodeToString(m.Digest))
		differs("added_by", rec.Officer, m.AddedBy)
		v := judged[m.ID]
		differs("verdict", detailText(v, "result"), m.Verdict)
		differs("note", v.Grounds, m.Note)
		differs("verdict_by", v.Officer, m.VerdictBy)
		if m.VerdictAt != nil && !sameMoment(v.At, *m.VerdictAt) {
			names = append(names, "verdict_at")
		}
		c.columns("materials", m.ID, "paper_differs", names)
	}
}

func detailText(rec Record, key string) string {
	text, _ := rec.Detail[key].(string)
	return text
}

// tasks holds each task against the journal: opened by a row, ended by the one that
// names it, with that result.
func (c *checker) tasks(x models.Case, def *workflow.Definition, records []Record, rows []models.CaseTask) {
	ended, opened, listed := map[string]Record{}, map[string]string{}, false
	for _, rec := range records {
		s, ok := c.stepOf(def, rec)
		if ok && (slices.Contains(s.Do, workflow.EffCompleteTask) || slices.Contains(s.Do, workflow.EffCountersigned)) {
			ended[rec.Input.Text(workflow.InTask)] = rec
		}
		notes, _ := rec.Detail["tasks"].([]any)
		for _, v := range notes {
			text, _ := v.(string)
			id, digest, _ := strings.Cut(text, " ")
			opened[id], listed = digest, true
			if !slices.ContainsFunc(rows, func(t models.CaseTask) bool { return t.ID == id }) {
				c.add("case_tasks", id, "task_gone", "日志记载的事项不存在："+x.Number+"。", "A task that the journal tells of is gone: "+x.Number+".")
			}
		}
	}
	for _, t := range rows {
		if was, kept := opened[t.ID]; listed && (!kept || was != "" && was != taskDigest(t)) {
			c.add("case_tasks", t.ID, "task_differs", "事项的内容与设立时不同，或日志没有设立它。", "This task is not what it was when it was opened, or the journal did not open it.")
			continue
		}
		if !slices.ContainsFunc(records, func(rec Record) bool { return rec.Officer == t.AskedBy && sameMoment(rec.At, t.OpenedAt) }) {
			c.add("case_tasks", t.ID, "task_unwritten", "日志中没有设立该事项的记录。", "The journal has no row that opened this task.")
			continue
		}
		rec, done := ended[t.ID]
		named := t.Outcome == "agree" || t.Outcome == "disagree" || t.Outcome == "done"
		switch {
		case !done && !named:
		case done != named, done && (rec.Officer != t.DoneBy || taskOutcome(rec.Event, rec.Input) != t.Outcome || t.DoneAt == nil || !sameMoment(rec.At, *t.DoneAt)):
			c.add("case_tasks", t.ID, "task_differs", "事项的办结情况与日志不符。", "How this task ended is not what the journal says.")
		}
	}
}

// scans opens every stored scan and wants its bytes to give the digest that names it, and
// every paper's scan to be there.
func (c *checker) scans() error {
	lost, err := store.Rows[string](c.tx, "SELECT m.id FROM materials m WHERE m.digest IS NOT NULL AND NOT EXISTS (SELECT 1 FROM blobs b WHERE b.digest = m.digest) ORDER BY m.id LIMIT 1000")
	if err != nil {
		return err
	}
	for _, id := range lost {
		c.add("materials", id, "scan_gone", "材料的扫描件不存在。", "The scan of this paper is gone.")
	}
	digests, err := store.Rows[[]byte](c.tx, "SELECT digest FROM blobs ORDER BY digest")
	if err != nil {
		return err
	}
	for _, digest := range digests {
		b, err := store.One[models.Blob](c.tx, "digest = ?", digest)
		if err != nil {
			return err
		}
		plain, err := c.r.keys.Open(placeBlob(digest), b.Sealed)
		if sum := sha256.Sum256(plain); err != nil || !bytes.Equal(sum[:], digest) {
			c.add("blobs", hex.EncodeToString(digest), "scan_differs", "扫描件与其摘要不一致。", "The stored bytes of this scan do not give its digest.")
		}
	}
	return nil
}

// taskDigest is the SHA-256 of what was asked of whom until when. How many must agree is
// part of it until the ask is taken back.
func taskDigest(t models.CaseTask) string {
	return digestOf(t.Kind, t.GroupID, strconv.Itoa(t.Needed), strconv.FormatBool(t.Required), t.Org, t.Role, t.Officer, string(t.DueOn))
}

// locks wants each live hold to be that of an open case about this person, and the
// person of an open case to be held.
func (c *checker) locks(x models.Case, def *workflow.Definition, records []Record, subjects []models.CaseSubject, rows []models.SubjectLock, forms []models.CaseForm) {
	for _, l := range rows {
		ours := slices.ContainsFunc(subjects, func(s models.CaseSubject) bool { return bytes.Equal(s.Key, l.Key) })
		if !ours {
			ours = slices.ContainsFunc(c.otherKeys(def, forms), func(key []byte) bool { return bytes.Equal(key, l.Key) })
		}
		if !ours || x.ClosedAt != nil || c.freed(def, records) {
			c.add("subject_locks", l.ID, "lock_of_another", "占用的人员不是本案当事人，或本案已办结。", "What is held is none of this case's, or the case has ended.")
		}
	}
	if x.ClosedAt != nil || x.AcceptedOn == "" || x.ParentID != "" || def.NoLock || c.freed(def, records) {
		return
	}
	for _, s := range subjects {
		if s.Role == string(def.Subject) && len(s.Key) > 0 && !slices.ContainsFunc(rows, func(l models.SubjectLock) bool { return bytes.Equal(s.Key, l.Key) }) {
			c.add("cases", x.ID, "lock_missing", "在办业务的当事人未被占用。", "The person of this open case is not held for it.")
		}
	}
}

// otherKeys are the holds of a case beside its subject's own.
func (c *checker) otherKeys(def *workflow.Definition, forms []models.CaseForm) [][]byte {
	a := &act{r: c.r, tx: c.tx, def: def}
	if len(forms) == 0 || a.openForm(forms[0]) != nil {
		return nil
	}
	return a.otherHolds()
}

// freed tells whether a step let the person go before the case was closed.
func (c *checker) freed(def *workflow.Definition, records []Record) bool {
	return slices.ContainsFunc(records, func(rec Record) bool {
		s, ok := c.stepOf(def, rec)
		return ok && slices.Contains(s.Do, workflow.EffUnlock)
	})
}

// due computes the periods that run anew, and wants the case's last day to be that of
// one of them.
func (c *checker) due(x models.Case, def *workflow.Definition, clocks []models.CaseClock) {
	if x.ClosedAt != nil {
		return
	}
	// What nobody has handed in yet has a day without a period.
	shown := x.DueOn == "" || x.State == string(def.Initial)
	for _, k := range clocks {
		shown = shown || k.DueOn == x.DueOn
		st := c.r.Calendar().State(clockOf(k), c.r.Today())
		if !suspended(workflow.State(k.State)) && !k.Provisional && !st.Provisional && st.Running && st.DueOn != k.DueOn {
			c.add("case_clocks", k.ID, "clock_differs", "时限的到期日与起算、停止不符。", "The last day of this period does not follow from its start and stops.")
		}
	}
	if !shown {
		c.add("cases", x.ID, "case_due", "业务的到期日不是任何一个时限的到期日。", "The case's last day is that of none of its periods.")
	}
}
