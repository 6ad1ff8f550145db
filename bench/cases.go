package bench

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"strings"

	"hukou/models"
	"hukou/register"
	"hukou/seal"
	"hukou/store"
	"hukou/workflow"
)

// template is the case that all others are copies of, as it stands in verification.
type template struct {
	row   models.Case
	form  models.CaseForm
	facts string // JSON
}

// caseID is the id of case i, from 1.
func caseID(i int) string { return "01980000-0000-7000-8000-" + digitsOf(i) }

// caseText is the same as an expression.
var caseText = "'01980000-0000-7000-8000-' || " + digits("i")

// openTemplate takes one birth from its opening to verification by the officers'
// own steps, so that its rows are as the program writes them.
func (w *world) openTemplate(ctx context.Context) error {
	clerk := w.clerks[0]
	facts := workflow.Facts{"applicant_name": "李春梅", "applicant_relation": "parent", "child_name": "马小禾", "child_sex": "2", "child_birth_date": "2026-09-10",
		"birth_order": 1, "birth_place_code": division, "born_where": "institution", "birth_institution": "甲县医院", "follows": "mother", "household_id": houseID(0),
		"mother": personID(mother, 0), "father": personID(father, 0), "ethnicity_source": "mother", "certificate_no": "T640000001", "certificate_issued_on": "2026-09-12",
		"certificate_name": "马小禾", "parents_evidence": "certificate"}
	ans, err := w.r.Open(ctx, clerk, register.OpenRequest{Business: workflow.BirthCert, Facts: facts, Key: "open"})
	if err != nil {
		return explained("open the first case", err)
	}
	if err := w.papers(ctx, ans.CaseID, workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage); err != nil {
		return err
	}
	for _, on := range []workflow.Event{workflow.Lodge, workflow.Accept, workflow.AssignCheck} {
		q := register.StepRequest{CaseID: ans.CaseID, Event: on, Version: ans.Version, Key: "first-" + string(on), Input: workflow.Facts{}}
		if ans, err = w.r.Take(ctx, clerk, q); err != nil {
			return explained("take the first case's step "+string(on), err)
		}
	}
	return w.db.Read(ctx, func(tx *store.Tx) error {
		var err error
		if w.template.row, err = store.One[models.Case](tx, "id = ?", ans.CaseID); err != nil {
			return err
		}
		if w.template.form, err = store.One[models.CaseForm](tx, "case_id = ?", ans.CaseID); err != nil {
			return err
		}
		plain, err := w.keys.Open(factsOf(ans.CaseID), w.template.form.FactsSealed)
		w.template.facts = string(plain)
		return err
	})
}

// factsOf is where a case's declared facts are sealed.
func factsOf(id string) seal.Place {
	return seal.Place{Table: "case_forms", Column: "facts_sealed", Row: id}
}

// papers puts checked papers in a case.
func (w *world) papers(ctx context.Context, id string, kinds ...workflow.MaterialKind) error {
	now := w.r.Now()
	return w.db.InTx(ctx, func(tx *store.Tx) error {
		for _, kind := range kinds {
			if err := store.Insert(tx, models.Material{ID: id + "-" + string(kind), CaseID: id, Kind: string(kind), Source: "paper", AddedBy: "clerk-00", AddedAt: now,
				Verdict: register.VerdictOK, VerdictBy: "clerk-00", VerdictAt: &now}); err != nil {
				return err
			}
		}
		return nil
	})
}

// multiply copies the template's rows into as many cases, each at a station of its
// own choosing, about a family and a child of its own.
func (w *world) multiply(ctx context.Context) error {
	err := w.loading(ctx, func(conn *sql.Conn) error {
		for _, c := range w.copies() {
			if err := copyRows(ctx, conn, c, w.size); err != nil {
				return err
			}
		}
		// The copies' messages have left long ago; their rows stay out of the tree of evidence.
		_, err := conn.ExecContext(ctx, "UPDATE feed_heads SET last = (SELECT max(position) FROM outbox), grown = (SELECT max(position) FROM outbox)")
		return err
	})
	if err != nil {
		return err
	}
	w.cases = make([]standing, w.size+1)
	for i := range w.cases {
		w.cases[i] = standing{version: w.template.row.Version, behind: w.template.row.Version - w.template.row.Seq}
	}
	return w.declare(ctx)
}

// copies are the shares of the tables in a case.
func (w *world) copies() []copying {
	of := func(column string) string { return "x." + column + " = '" + w.template.row.ID + "'" }
	rowID := "'0198' || substr(cast(10000 + x.k as text), 2) || '-0000-7000-8000-' || " + digits("i")
	child := map[string]string{"case_id": caseText, "id": rowID}
	with := func(more map[string]string) map[string]string {
		maps.Copy(more, child)
		return more
	}
	return []copying{
		{table: "cases", where: of("id"), set: map[string]string{"id": caseText, "number": stationText + " || '-2026-' || " + digits("i"),
			"acceptance_org": stationText, "handling_org": stationText, "register_org": stationText,
			"opened_by": clerkText, "last_officer": clerkText}},
		{table: "case_orgs", where: of("case_id"), set: with(map[string]string{"org": "replace(x.org, '" + stationOrg(0) + "', " + stationText + ")"})},
		{table: "case_hands", where: of("case_id"), set: with(map[string]string{"person_id": renumbered("person_id", families(w.size), fmt.Sprintf("%d + i %% %d", families(w.size), stations))})},
		{table: "case_subjects", where: of("case_id"), set: with(map[string]string{
			"person_id":   renumbered("person_id", 0, fmt.Sprintf("i %% %d", families(w.size))),
			"subject_key": w.bytesText("'s' || i || x.role")})},
		{table: "subject_locks", where: of("case_id"), set: with(map[string]string{"subject_key": w.bytesText("'l' || i || '-' || x.k")})},
		{table: "case_clocks", where: of("case_id"), set: child},
		{table: "case_timers", where: of("case_id"), set: child},
		{table: "case_tasks", where: of("case_id"), set: child},
		{table: "materials", where: of("case_id"), set: child},
		{table: "journal", where: of("case_id"), set: with(map[string]string{"officer_id": clerkText})},
		{table: "outbox", where: of("case_id"), set: with(map[string]string{"position": fmt.Sprintf("x.k * %d + i", w.size)})},
		{table: "idempotency", where: of("case_id"), set: with(map[string]string{"officer_id": clerkText, "idem_key": "x.idem_key || '-' || i", "answer_sealed": w.bytesText("'a' || i")})},
	}
}

// declare writes each case's facts, sealed for that case.
func (w *world) declare(ctx context.Context) error {
	const portion = 4096
	for first := 1; first <= w.size; first += portion {
		rows := make([]models.CaseForm, 0, portion)
		for i := first; i < first+portion && i <= w.size; i++ {
			row := w.template.form
			facts := strings.ReplaceAll(w.template.facts, "-"+digitsOf(0), "-"+digitsOf(i%families(w.size)))
			row.CaseID, row.FactsSealed = caseID(i), w.keys.Seal(factsOf(caseID(i)), []byte(facts))
			rows = append(rows, row)
		}
		if err := w.db.InTx(ctx, func(tx *store.Tx) error { return store.Insert(tx, rows...) }); err != nil {
			return fmt.Errorf("bench: declare the cases' facts: %w", err)
		}
	}
	return nil
}

// explained spells a refusal out: here it is a mistake of the bench.
func explained(what string, err error) error {
	text, _ := json.Marshal(err)
	return fmt.Errorf("bench: %s: %w %s", what, err, text)
}
