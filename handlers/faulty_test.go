package handlers

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"hukou/store"
	"hukou/store/storetest"
)

// A newborn is registered and a lead followed while the database refuses the k-th row that
// a request writes, for every k, and a look shows nothing while it cannot be logged: each refusal is an answer that says so, leaves every row of every table
// as it was, and the same request under the same key succeeds when the database does.
func TestARequestWhoseKthWriteFailsLeavesAllAsItWas(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.seedFamily()
		w.session("clerk")
		f := planFaults(w)
		var points []string
		hard := func(name string, q request, want int) reply {
			t.Helper()
			if q.header == nil {
				q.header = map[string]string{}
			}
			q.header["Idempotency-Key"] = "hard/" + name
			for k := 1; ; k++ {
				f.failAt(k)
				before := f.picture()
				got := w.do(q)
				if got.Code == want {
					f.failAt(0)
					points = append(points, fmt.Sprintf("%s %d", name, k-1))
					return got
				}
				// SQLite's trigger can only fail as a mistake of ours would.
				if c := got.json["code"]; c != string(codeUnavailable) && c != string(codeNotLogged) && (c != string(codeInternal) || w.db.Engine() == store.Postgres) {
					t.Fatalf("%s: write %d fails and the answer is %d %s", name, k, got.Code, got.Body)
				}
				if changed := f.changed(before); len(changed) > 0 {
					t.Fatalf("%s: write %d fails and %v changed all the same", name, k, changed)
				}
				if k > 500 {
					t.Fatalf("%s does not succeed", name)
				}
			}
		}
		opened := hard("open", request{who: "clerk", method: "POST", path: "cases", body: map[string]any{"business": "birth_cert", "facts": certifiedBirth()}}, http.StatusCreated)
		id := opened.json["id"].(string)
		take := func(on string) reply {
			t.Helper()
			return hard(on, request{who: "clerk", method: "POST", path: "cases/" + id + "/steps", body: map[string]any{"event": on}, header: map[string]string{"If-Match": w.version(id)}}, http.StatusOK)
		}
		take("lodge")
		for _, kind := range []string{"birth_certificate", "parent_household_book", "marriage_certificate"} {
			body, media := upload(t, map[string]string{"kind": kind}, "scan.txt", "text/plain", []byte("测试 "+kind))
			added := hard(kind, request{who: "clerk", method: "POST", path: "cases/" + id + "/materials", body: body, header: map[string]string{"Content-Type": media}}, http.StatusCreated)
			papers := added.json["materials"].([]any)
			paper := papers[len(papers)-1].(map[string]any)["id"].(string)
			hard(kind+" looked at", request{who: "clerk", method: "POST", path: "cases/" + id + "/materials/" + paper + "/verdict", body: map[string]any{"result": "ok"}}, http.StatusOK)
		}
		take("accept")
		if done := take("skip_check"); done.json["state"] != "effected" {
			t.Fatalf("the case stands in %v", done.json["state"])
		}
		lead := hard("lead", request{who: "clerk", method: "POST", path: "cases", body: map[string]any{"business": "lead", "facts": leadFacts()}}, http.StatusCreated).json["id"].(string)
		on := func(name string, body map[string]any) {
			t.Helper()
			hard(name, request{who: "clerk", method: "POST", path: "cases/" + lead + "/steps", body: body, header: map[string]string{"If-Match": w.version(lead)}}, http.StatusOK)
		}
		hard("mend", request{who: "clerk", method: "PATCH", path: "cases/" + lead, body: map[string]any{"facts": map[string]any{"lead_place": "镇东四组"}}, header: map[string]string{"If-Match": w.version(lead)}}, http.StatusOK)
		on("contact", contact())
		on("hand_over", map[string]any{"event": "hand_over", "input": map[string]any{"officer": "o-clerk2", "reason": "分工"}})
		hard("look", request{who: "clerk", method: "POST", path: "search", body: map[string]any{"kind": "people", "q": "李春梅", "purpose_code": "window"}}, http.StatusOK)
		findings, err := w.reg.Check(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for _, finding := range findings {
			if strings.Contains(finding.Row, id) || strings.Contains(finding.Row, childOf(w, id)) {
				t.Errorf("the register is not sound: %s", finding)
			}
		}
		t.Logf("writes that failed, one after the other: %s", strings.Join(points, ", "))
	})
}

// certifiedBirth is what is declared of the newborn of the seeded family.
func certifiedBirth() map[string]any {
	return map[string]any{"child_name": "马小禾", "child_sex": "2", "child_birth_date": "2026-09-10", "birth_order": 1, "birth_place_code": "640522", "born_where": "institution", "birth_institution": "甲县医院",
		"follows": "mother", "household_id": "h-1", "mother": "p-mother", "father": "p-father", "ethnicity_source": "mother", "certificate_no": "T640000001",
		"certificate_issued_on": "2026-09-12", "certificate_name": "马小禾", "parents_evidence": "certificate", "applicant_name": "李春梅", "applicant_relation": "parent"}
}

// faults are triggers on every table, of which one refuses the row that a transaction
// writes as its k-th.
type faults struct {
	w      *world
	owner  *store.DB
	tables []string
}

// planFaults puts the triggers in place. The count is a row that each trigger writes, so
// that it goes back with the transaction.
func planFaults(w *world) *faults {
	w.t.Helper()
	f := &faults{w: w, owner: storetest.Owner(w.t, w.db)}
	list := "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
	if w.db.Engine() == store.Postgres {
		list = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
	}
	f.do(func(tx *store.Tx) (err error) { f.tables, err = store.Rows[string](tx, list); return err })
	// When an officer was last seen is not the request's.
	f.tables = slices.DeleteFunc(f.tables, func(table string) bool { return strings.HasPrefix(table, "goose") || table == "officer_sessions" })
	slices.Sort(f.tables)
	f.do(func(tx *store.Tx) error {
		texts := []string{"CREATE TABLE planned_fault (k bigint NOT NULL, n bigint NOT NULL)", "INSERT INTO planned_fault VALUES (0, 0)"}
		if w.db.Engine() == store.Postgres {
			texts = append(texts, "GRANT ALL ON planned_fault TO PUBLIC", `CREATE FUNCTION fail_when_planned() RETURNS trigger LANGUAGE plpgsql AS $$
				BEGIN
					UPDATE planned_fault SET n = n + 1;
					IF EXISTS (SELECT 1 FROM planned_fault WHERE n = k) THEN RAISE EXCEPTION 'planned' USING ERRCODE = 'io_error'; END IF;
					IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
					RETURN NEW;
				END $$`)
		}
		for _, table := range f.tables {
			for _, op := range []string{"INSERT", "UPDATE", "DELETE"} {
				text := fmt.Sprintf("CREATE TRIGGER planned_%s_%s BEFORE %s ON %s BEGIN UPDATE planned_fault SET n = n + 1; SELECT json('{') FROM planned_fault WHERE n = k; END", table, op, op, table)
				if w.db.Engine() == store.Postgres {
					text = fmt.Sprintf("CREATE TRIGGER planned_%s_%s BEFORE %s ON %s FOR EACH ROW EXECUTE FUNCTION fail_when_planned()", table, strings.ToLower(op), op, table)
				}
				texts = append(texts, text)
			}
		}
		for _, text := range texts {
			if _, err := tx.Exec(text); err != nil {
				return fmt.Errorf("%s: %w", text, err)
			}
		}
		return nil
	})
	return f
}

func (f *faults) do(act func(tx *store.Tx) error) {
	f.w.t.Helper()
	if err := f.owner.InTx(context.Background(), act); err != nil {
		f.w.t.Fatal(err)
	}
}

// failAt lets the k-th row that each transaction writes be refused; none for 0.
func (f *faults) failAt(k int) {
	f.w.t.Helper()
	f.do(func(tx *store.Tx) error { _, err := tx.Exec("UPDATE planned_fault SET k = ?, n = 0", k); return err })
}

// picture is a digest of all rows of each table.
func (f *faults) picture() map[string]string {
	f.w.t.Helper()
	out := map[string]string{}
	for _, table := range f.tables {
		f.do(func(tx *store.Tx) error {
			rows, err := f.rows(tx, table)
			slices.Sort(rows)
			out[table] = fmt.Sprintf("%d rows, %x", len(rows), sha256.Sum256([]byte(strings.Join(rows, "\n"))))
			return err
		})
	}
	return out
}

// rows are the rows of a table as text, bytes included.
func (f *faults) rows(tx *store.Tx, table string) ([]string, error) {
	if tx.Engine() == store.Postgres {
		return store.Rows[string](tx, "SELECT t::text FROM "+table+" t")
	}
	columns, err := store.Rows[string](tx, "SELECT name FROM pragma_table_info('"+table+"')")
	if err != nil {
		return nil, err
	}
	return store.Rows[string](tx, "SELECT quote("+strings.Join(columns, ") || '|' || quote(")+") FROM "+table)
}

// changed names the tables that are not as they were.
func (f *faults) changed(before map[string]string) []string {
	f.w.t.Helper()
	now := f.picture()
	var out []string
	for _, table := range slices.Sorted(maps.Keys(before)) {
		if now[table] != before[table] {
			out = append(out, fmt.Sprintf("%s (%s, was %s)", table, now[table], before[table]))
		}
	}
	return out
}
