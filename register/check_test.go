package register

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"hukou/store"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// unguarded takes away what keeps journal and events from being changed, as somebody
// with the owner's rights could.
func (w *world) unguarded() {
	w.t.Helper()
	drop := []string{"DROP TRIGGER journal_no_update", "DROP TRIGGER journal_no_delete", "DROP TRIGGER register_events_no_update", "DROP TRIGGER register_events_no_delete", "DROP TRIGGER number_ledger_no_delete"}
	if w.db.Engine() == store.Postgres {
		drop = []string{"DROP TRIGGER journal_no_change ON journal", "DROP TRIGGER register_events_no_change ON register_events", "DROP TRIGGER number_ledger_no_delete ON number_ledger"}
	}
	for _, text := range drop {
		w.exec(text)
	}
}

func (w *world) exec(text string) {
	w.t.Helper()
	w.tx(func(tx *store.Tx) error { _, err := tx.Exec(text); return err })
}

// TestTheCheckNamesEveryRowChangedByHand changes one row after the other behind the
// program's back, and wants the finding to name that row.
func TestTheCheckNamesEveryRowChangedByHand(t *testing.T) {
	changes := []handChange{
		{"a name", "UPDATE people SET name = '马武' WHERE id = 'p-ma'", "people", "p-ma", "row_differs"},
		{"a sex that is none", "UPDATE people SET sex = '' WHERE id = 'p-ma'", "people", "p-ma", "entry_incomplete"},
		{"an item nobody sees", "UPDATE people SET protected = true WHERE id = 'p-ma'", "people", "p-ma", "row_differs"},
		{"a version", "UPDATE people SET version = 2 WHERE id = 'p-ma'", "people", "p-ma", "row_event"},
		{"a person without any event", "INSERT INTO people SELECT 'p-ghost', NULL, NULL, name, former_names, pinyin, initials, sex, birth_date, birth_time, birth_estimated, birth_place_code, birth_place, native_place, ethnicity, ethnicity_proof, NULL, NULL, NULL, father_id, mother_id, spouse_id, marital, education, status, status_on, status_reason, household_id, relation, since, org, protected, version, event_id, case_id, occupation, workplace, height_cm, military FROM people WHERE id = 'p-li'", "people", "p-ghost", "row_without_event"},
		{"a household's address", "UPDATE households SET address = '别处' WHERE id = 'h-old'", "households", "h-old", "row_differs"},
		{"what an address is found by", "UPDATE households SET address_initials = 'x' WHERE id = 'h-old'", "households", "h-old", "row_differs"},
		{"a household's head", "UPDATE households SET head_id = 'p-li' WHERE id = 'h-ma'", "households", "h-ma", "one_head"},
		{"a stay", "UPDATE residences SET household_id = 'h-old' WHERE person_id = 'p-li'", "residences", "SELECT id FROM residences WHERE person_id = 'p-li'", "row_differs"},
		{"a stay taken away", "DELETE FROM residences WHERE person_id = 'p-li'", "people", "p-li", "one_place"},
		{"a second stay", "INSERT INTO residences SELECT 'r-x', person_id, 'h-old', relation, valid_from, '2026-01-01', recorded_at, recorded_at, event_id, '', case_id FROM residences WHERE person_id = 'p-li'", "residences", "r-x", "stay_without_event"},
		{"an event's image", "UPDATE register_events SET image_sealed = (SELECT image_sealed FROM register_events WHERE subject_id = 'p-li') WHERE subject_id = 'p-ma'", "people", "p-ma", "row_differs"},
		{"an event's place in the chain", "UPDATE register_events SET prev_event = 'x' WHERE subject_id = 'p-ma'", "register_events", "SELECT id FROM register_events WHERE subject_id = 'p-ma'", "event_chain"},
		{"an event's case", "UPDATE register_events SET case_id = 'nowhere' WHERE subject_id = 'p-old'", "register_events", "SELECT id FROM register_events WHERE subject_id = 'p-old'", "event_without_case"},
		{"a person taken away", "DELETE FROM residences WHERE person_id = 'p-old'; DELETE FROM people WHERE id = 'p-old'", "register_events", "SELECT id FROM register_events WHERE subject_id = 'p-old'", "event_without_person"},
		{"a number in the ledger given to another", "UPDATE number_ledger SET person_id = 'p-old' WHERE person_id = 'p-ma'", "number_ledger", "649901/1990-03-07/001", "number_of_another"},
		{"a number voided while in use", "UPDATE number_ledger SET state = 'voided' WHERE person_id = 'p-ma'", "number_ledger", "649901/1990-03-07/001", "number_voided"},
		{"a number taken out of the ledger", "DELETE FROM number_ledger WHERE person_id = 'p-ma'", "people", "p-ma", "number_not_in_ledger"},
		{"a code of the ledger", "UPDATE number_ledger SET sex = '2' WHERE person_id = 'p-ma'", "number_ledger", "649901/1990-03-07/001", "code_bad"},
		{"a number's index", "UPDATE people SET number_index = 'xxxxxxxxxxxxxxxx' WHERE id = 'p-ma'", "people", "p-ma", "number_bad"},
		{"a case's state", "UPDATE cases SET state = 'accepted' WHERE id = '$birth'", "cases", "$birth", "case_state"},
		{"a case's last number", "UPDATE cases SET seq = seq - 1 WHERE id = '$birth'", "cases", "$birth", "case_head"},
		{"a journal row's payload", "UPDATE journal SET payload = (SELECT payload FROM journal WHERE case_id = '$death' AND seq = 2) WHERE case_id = '$birth' AND seq = 2", "journal", "$birth/2", "journal_chain"},
		{"a journal row's column", "UPDATE journal SET officer_id = 'o-head' WHERE case_id = '$birth' AND seq = 2", "journal", "$birth/2", "journal_columns"},
		{"a journal row taken away", "DELETE FROM journal WHERE case_id = '$birth' AND seq = 2", "journal", "$birth/3", "journal_gap"},
		{"a decision taken out of the journal", "DELETE FROM journal WHERE case_id = '$birth' AND event = 'skip_check'", "register_events", "SELECT id FROM register_events WHERE case_id = '$birth'", "event_undecided"},
		{"a hand", "UPDATE case_hands SET side = 'checks' WHERE case_id = '$birth'", "case_hands", "$birth/p-clerk", "hand_missing"},
		{"a child's link to the register", "UPDATE case_subjects SET person_id = '' WHERE case_id = '$birth' AND role = 'child'", "cases", "$birth", "loose_child"},
		{"the person of an ended case held again", "UPDATE subject_locks SET released_at = NULL WHERE id = (SELECT min(id) FROM subject_locks WHERE case_id = '$birth')", "subject_locks", "SELECT min(id) FROM subject_locks WHERE case_id = '$birth'", "lock_of_another"},
		{"a child of the head given another father", "UPDATE people SET father_id = 'p-old' WHERE id = 'p-son'", "people", "p-son", "relation_to_head"},
		{"a death's vacancy task", "UPDATE case_tasks SET kind = 'alert' WHERE kind = 'head_vacancy'", "households", "h-two", "head_missing"},
	}
	eachWorld(t, func(w *world) {
		birth, death := w.livedWithVacancy()
		w.unguarded()
		for _, c := range changes {
			w.named(c, strings.NewReplacer("$birth", birth, "$death", death))
		}
		w.sound()
	})
}

// handChange is a change by hand, and the finding that it must give: the row is an id, or a
// query for it, before the change or else after it.
type handChange struct{ story, sql, table, row, code string }

// named makes a change by hand as the database's owner, wants it found and named, and
// undoes it, all in one transaction.
func (w *world) named(c handChange, fill *strings.Replacer) {
	w.t.Helper()
	err := w.hand.InTx(context.Background(), func(tx *store.Tx) error {
		row := fill.Replace(c.row)
		look := func() string {
			ids, err := store.Rows[string](tx, row)
			w.must(err)
			return strings.Join(ids, ",")
		}
		asked, before := strings.HasPrefix(row, "SELECT"), ""
		if asked {
			before = look()
		}
		for _, text := range strings.Split(fill.Replace(c.sql), "; ") {
			if _, err := tx.Exec(text); err != nil {
				return err
			}
		}
		if asked {
			row = cmp.Or(before, look())
		}
		found, err := w.r.findings(tx)
		w.must(err)
		if !slices.ContainsFunc(found, func(f Finding) bool { return f.Table == c.table && f.Row == row && f.Code == c.code }) {
			w.t.Errorf("%s: no finding %s of %s names %s; found: %v", c.story, c.code, c.table, row, found)
		}
		return errRehearsed
	})
	if !errors.Is(err, errRehearsed) {
		w.t.Fatalf("%s: %v", c.story, err)
	}
}

// TestTheCheckNamesWhatWasChangedBesideTheRegister: a case that waits at the county,
// with its papers, tasks, holds and last day, a decision given, an officer's posting and
// a place's policy.
func TestTheCheckNamesWhatWasChangedBesideTheRegister(t *testing.T) {
	changes := []handChange{
		{"the verdict on a paper", "UPDATE materials SET verdict = 'doubtful' WHERE case_id = '$open' AND kind = 'identity_card'", "materials", "SELECT id FROM materials WHERE case_id = '$open' AND kind = 'identity_card'", "paper_differs"},
		{"the bytes of a paper", "UPDATE materials SET digest = NULL WHERE case_id = '$open' AND kind = 'identity_card'", "materials", "SELECT id FROM materials WHERE case_id = '$open' AND kind = 'identity_card'", "paper_differs"},
		{"a paper taken away", "DELETE FROM materials WHERE case_id = '$open' AND kind = 'identity_card'", "materials", "$paper", "paper_gone"},
		{"a paper put in", "INSERT INTO materials SELECT 'm-x', case_id, kind, source, file_name, media_type, size, digest, reference_sealed, added_by, added_at, verdict, note, verdict_by, verdict_at FROM materials WHERE id = '$paper'", "materials", "m-x", "paper_unwritten"},
		{"the result of a task", "UPDATE case_tasks SET outcome = 'agree' WHERE case_id = '$open' AND outcome = 'disagree'", "case_tasks", "$task", "task_differs"},
		{"a task taken away", "DELETE FROM case_tasks WHERE id = '$task'", "case_tasks", "$task", "task_gone"},
		{"a task ended", "UPDATE case_tasks SET outcome = 'agree', done_at = opened_at WHERE case_id = '$open' AND done_at IS NULL AND kind = 'countersign'", "case_tasks", "SELECT id FROM case_tasks WHERE case_id = '$open' AND outcome = 'agree'", "task_differs"},
		{"the remedy of a decision", "UPDATE decisions SET remedy = '无' WHERE case_id = '$decided'", "decisions", "$decision", "decision_differs"},
		{"the number of a decision", "UPDATE decisions SET number = 'x' WHERE case_id = '$decided'", "decisions", "$decision", "decision_differs"},
		{"a decision taken away", "DELETE FROM decisions WHERE case_id = '$decided'", "decisions", "$decision", "decision_gone"},
		{"a decision put in", "INSERT INTO decisions SELECT 'd-x', '$open', 2, kind, level, org, 'y', adverse, body_sealed, remedy, at FROM decisions WHERE id = '$decision'", "decisions", "d-x", "decision_unwritten"},
		{"the last day of a case", "UPDATE cases SET due_on = '2027-01-04' WHERE id = '$open'", "cases", "$open", "case_due"},
		{"the last day of a period", "UPDATE case_clocks SET due_on = '2027-01-04' WHERE case_id = '$open' AND ended_on = ''; UPDATE cases SET due_on = '2027-01-04' WHERE id = '$open'", "case_clocks", "SELECT id FROM case_clocks WHERE case_id = '$open' AND ended_on = ''", "clock_differs"},
		{"the station of the entry", "UPDATE cases SET register_org = '$other' WHERE id = '$open'", "cases", "$open", "case_standing"},
		{"the day of receipt", "UPDATE cases SET lodged_on = '2026-01-05' WHERE id = '$open'", "cases", "$open", "case_standing"},
		{"a hold for another case", "UPDATE subject_locks SET case_id = '$decided' WHERE case_id = '$open'", "cases", "$open", "lock_missing"},
		{"a hold let go", "UPDATE subject_locks SET released_at = taken_at WHERE case_id = '$open'", "cases", "$open", "lock_missing"},
		{"when a period began", "UPDATE case_clocks SET started_on = '2026-01-05' WHERE case_id = '$open' AND ended_on = ''", "cases", "$open", "clocks_differ"},
		{"an extension nobody gave", "UPDATE case_clocks SET extension = '{\"n\":10,\"unit\":\"workday\"}' WHERE case_id = '$open' AND ended_on = ''", "cases", "$open", "clocks_differ"},
		{"how many must agree", "UPDATE case_tasks SET needed = 1 WHERE id = '$task'", "case_tasks", "$task", "task_differs"},
		{"whom a task awaits", "UPDATE case_tasks SET officer = 'o-clerk2' WHERE id = '$task'", "case_tasks", "$task", "task_differs"},
		{"a countersignature put in", "INSERT INTO case_tasks SELECT 't-x', case_id, kind, group_id, needed, required, org, role, officer, asked_by, note, opened_at, due_on, done_at, done_by, 'agree' FROM case_tasks WHERE id = '$task'", "case_tasks", "t-x", "task_differs"},
		{"the end of an open case", "UPDATE cases SET closed_at = opened_at WHERE id = '$open'", "cases", "$open", "case_closed"},
		{"a scan taken away", "DELETE FROM blobs WHERE digest IN (SELECT digest FROM materials WHERE id = '$paper')", "materials", "$paper", "scan_gone"},
		{"what was declared", "UPDATE case_forms SET facts_sealed = (SELECT facts_sealed FROM case_forms WHERE case_id = '$decided') WHERE case_id = '$open'", "case_forms", "$open", "form_differs"},
		{"the way back of a case", "UPDATE case_forms SET returns = '[{\"state\":\"city_review\",\"event\":\"return\",\"officer\":\"x\"}]' WHERE case_id = '$open'", "case_forms", "$open", "form_differs"},
		{"a clerk made lead of the county", "UPDATE postings SET role = 'county_lead' WHERE officer_id = 'o-clerk'", "postings", "SELECT id FROM postings WHERE officer_id = 'o-clerk'", "row_differs_from_act"},
		{"a posting put in", "INSERT INTO postings SELECT 'x', officer_id, org, 'head', valid_from, valid_to, secondment, document FROM postings WHERE officer_id = 'o-clerk'", "postings", "x", "row_without_act"},
		{"a posting taken away", "DELETE FROM postings WHERE officer_id = 'o-clerk2'", "postings", "po-clerk2", "row_gone"},
		{"the end of a policy", "UPDATE policy_rows SET valid_to = '2026-12-31'", "policy_rows", "SELECT id FROM policy_rows", "row_differs_from_act"},
	}
	eachWorld(t, func(w *world) {
		open, decided := w.waitingAndDecided()
		one := func(text string) string {
			var ids []string
			w.must(w.db.Read(context.Background(), func(tx *store.Tx) (err error) { ids, err = store.Rows[string](tx, text); return err }))
			return strings.Join(ids, ",")
		}
		fill := strings.NewReplacer("$open", open, "$decided", decided, "$other", otherOrg,
			"$paper", one("SELECT id FROM materials WHERE case_id = '"+open+"' AND kind = 'identity_card'"),
			"$task", one("SELECT id FROM case_tasks WHERE case_id = '"+open+"' AND outcome = 'disagree'"),
			"$decision", one("SELECT id FROM decisions WHERE case_id = '"+decided+"'"))
		for _, c := range changes {
			w.named(c, fill)
		}
		w.sound()
	})
}

// waitingAndDecided is a sound register with one case that waits at the county for a
// second opinion, one that was decided, and a policy row.
func (w *world) waitingAndDecided() (open, decided string) {
	w.t.Helper()
	ctx := context.Background()
	_, err := w.r.AddPolicyRow(ctx, w.officer("region"), NewPolicyRow{Business: workflow.Death, Division: "64", From: "2026-10-01", Limits: map[workflow.Limit]calendar.Span{workflow.LimitStation: {N: 3, Unit: calendar.UnitWorkday}}, Document: "宁公规〔2026〕9号"})
	w.must(err)
	w.load(village())
	open = w.testedChildOf("p-li", "p-ma", "h-ma")
	w.step("county_lead", open, workflow.AskCountersign, workflow.Facts{"officers": []string{"county", "community"}, "required": 2, "reason": "情况特殊"})
	v, err := w.r.View(ctx, w.officer("county"), open)
	w.must(err)
	for _, task := range v.Tasks {
		if task.Officer == "o-county" {
			w.step("county", open, workflow.Countersign, workflow.Facts{"task_id": task.ID, "agree": false})
		}
	}
	decided = w.death("p-old", "2026-09-20")
	w.sound()
	return open, decided
}

// livedWithVacancy is a sound register with a load, a delivered birth, and a
// household whose head has died.
func (w *world) livedWithVacancy() (birth, death string) {
	w.t.Helper()
	hs := village()
	hs = append(hs, LoadedHousehold{ID: "h-two", Number: "000103", Org: stationOrg, Division: "640522", Kind: "family", Address: "城关镇南街16号", OpenedOn: "2001-01-01", Members: []LoadedPerson{
		{ID: "p-gone", Number: "649901195002020014", Name: "丁寿", Sex: "1", BirthDate: "1950-02-02", Relation: "02", Since: "2001-01-01"},
		{ID: "p-left", Number: "649901195203030025", Name: "丁王氏", Sex: "2", BirthDate: "1952-03-03", Relation: "12", Since: "2001-01-01"},
	}})
	w.load(hs)
	birth = w.birthOnTheSpot("h-ma", "2026-09-10")
	w.step("clerk", birth, workflow.Deliver, workflow.Facts{"receiver": "李春梅", "method": "window"})
	death = w.death("p-gone", "2026-09-20")
	w.sound()
	return birth, death
}
