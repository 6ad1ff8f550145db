package register

import (
	"encoding/json"
	"errors"
	"slices"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
	"hukou/workflow"
)

// begin starts an act in a transaction. Time is read once: one act has one time.
func (r *Registrar) begin(tx *store.Tx, actor Actor) *act {
	now := r.Now()
	return &act{r: r, tx: tx, now: now, today: models.DateOf(now), actor: actor}
}

// load reads a case among those the officer's organisations take part in, with what
// nearly every step looks at, in one message to the database. A case elsewhere is not
// found, exactly like none.
func (a *act) load(id string, more ...store.Reading) error {
	a.seats = nil
	seats := store.Into(&a.seats, "", "case_id = ?", id)
	if !a.actor.system && a.charged == "" {
		// Where there is none, nothing of the case is looked at: one elsewhere takes no longer than none.
		seats = store.Unless(func() bool { return len(a.seats) == 0 }, store.Into(&a.seats, "", "case_id = ? and org in ?", id, a.actor.readerOrgs()))
	}
	found, err := a.fetch(id, append(more, seats)...)
	if err != nil {
		return err
	}
	if a.charged != "" {
		a.sitCharged(id)
	}
	if len(a.seats) == 0 && !a.actor.system {
		return ErrNotFound
	}
	if err := a.openCase(found); err != nil {
		return err
	}
	if a.forAnother || a.charged != "" {
		return nil
	}
	shut, err := a.shut()
	if err == nil && shut {
		err = ErrNotFound
	}
	return err
}

// sitCharged gives the officer the seat of the charged at the body that a task was left to, where
// it does not handle the case.
func (a *act) sitCharged(id string) {
	a.seats = a.mine(a.seats)
	if !slices.ContainsFunc(a.seats, func(s models.CaseOrg) bool { return s.Org == a.charged && s.Seat == string(workflow.Own) }) {
		a.seats = append(a.seats, models.CaseOrg{CaseID: id, Org: a.charged, Seat: string(workflow.Charged)})
	}
}

// mine are the seats of the bodies at which the officer may look at cases, which an
// administrator may nowhere; the system sits nowhere and sees all.
func (a *act) mine(seats []models.CaseOrg) []models.CaseOrg {
	if a.actor.system {
		return seats
	}
	return slices.DeleteFunc(seats, func(s models.CaseOrg) bool {
		return !slices.Contains(a.actor.readerOrgs(), s.Org)
	})
}

// mySeats are the bodies of the officer that take part in the case.
func (a *act) mySeats(id string) ([]models.CaseOrg, error) {
	all, err := store.Many[models.CaseOrg](a.tx, "", "case_id = ?", id)
	return a.mine(all), err
}

// rare tells which kinds of rows there are of what few cases and few officers have:
// to ask for all in one costs less than to read each and find nothing.
type rare struct{ Tasks, Links, Proposals, Recusals, Consents bool }

const rareText = `select exists (select 1 from case_tasks where case_id = ?) as tasks,
	exists (select 1 from case_links where from_case = ?) as links,
	exists (select 1 from case_proposals where case_id = ? and closed_at is null) as proposals,
	exists (select 1 from recusal_declarations where officer_id = ?) as recusals,
	exists (select 1 from item_consents where case_id = ?) as consents`

// lacks notes what need not be read. A proposal made meanwhile moves the case's
// version, so that the step which knows of none is stale.
func (k *actCache) lacks(of rare) {
	k.loaded["tasks"], k.loaded["links"], k.loaded["recusals"], k.unproposed = !of.Tasks, !of.Links, !of.Recusals, !of.Proposals
	k.loaded["consents"] = !of.Consents
}

// read loads the case's row, form and definition, and what belongs to it.
func (a *act) read(id string) error {
	found, err := a.fetch(id)
	if err != nil {
		return err
	}
	return a.openCase(found)
}

// fetched are the rows of a case before anything of them is opened; none where there is
// no such case.
type fetched struct {
	rows  []models.Case
	forms []models.CaseForm
}

// fetch reads a case with what belongs to it, in one message to the database.
func (a *act) fetch(id string, more ...store.Reading) (fetched, error) {
	var f fetched
	var few []rare
	a.cache = actCache{loaded: map[string]bool{"clocks": true, "subjects": true, "materials": true, "hands": true}}
	k := &a.cache
	err := a.tx.Together(append(more, store.Into(&f.rows, "", "id = ?", id), store.Into(&f.forms, "", "case_id = ?", id),
		store.Into(&k.clocks, "started_on, id", "case_id = ? and ended_on = ''", id), store.Into(&k.subjects, "role, n", "case_id = ?", id),
		store.Into(&k.materials, "added_at, id", "case_id = ?", id), store.Into(&k.hands, "", "case_id = ?", id),
		store.IntoRows(&few, rareText, id, id, id, a.actor.OfficerID, id))...)
	if len(few) > 0 {
		k.lacks(few[0])
	}
	return f, err
}

// openCase takes the case fetched for that of the act.
func (a *act) openCase(f fetched) error {
	if len(f.rows) == 0 || len(f.forms) == 0 {
		return ErrNotFound
	}
	a.c, a.before = f.rows[0], f.rows[0]
	if a.c.Business == string(BusinessLoad) {
		return ErrNotFound // a load is no case that anybody works on
	}
	def, ok := a.r.book.Get(workflow.Business(a.c.Business), a.c.Edition)
	if !ok {
		return errors.New("the case's edition is not in this program's rule book; run a program that has it")
	}
	a.def = def
	return a.openForm(f.forms[0])
}

func (a *act) openForm(f models.CaseForm) error {
	plain, err := a.r.keys.Open(placeFacts(f.CaseID), f.FactsSealed)
	if err != nil {
		return err
	}
	a.form = form{Facts: workflow.Facts{}, pinned: f.Policy}
	if err := json.Unmarshal(plain, &a.form.Facts); err != nil {
		return err
	}
	for text, into := range map[string]any{f.Policy: &a.form.Policy, f.Returns: &a.form.Returns, f.Notice: &a.form.Notice} {
		if text == "" {
			continue
		}
		if err := json.Unmarshal([]byte(text), into); err != nil {
			return err
		}
	}
	return nil
}

// saveForm writes the form back when an act changed it.
func (a *act) saveForm() error {
	if !a.form.changed {
		return nil
	}
	a.form.changed = false
	row, err := a.sealForm()
	if err != nil {
		return err
	}
	return store.Change[models.CaseForm](a.tx, map[string]any{"facts_sealed": row.FactsSealed, "policy": row.Policy,
		"returns": row.Returns, "notice": row.Notice}, "case_id = ?", a.c.ID)
}

func (a *act) sealForm() (models.CaseForm, error) {
	row := models.CaseForm{CaseID: a.c.ID}
	facts := a.form.Facts
	if facts == nil {
		facts = workflow.Facts{}
	}
	plain, err := json.Marshal(facts)
	if err != nil {
		return row, err
	}
	row.FactsSealed = a.r.keys.Seal(placeFacts(a.c.ID).In(a.c.HandlingOrg), plain)
	if a.form.Policy != nil {
		row.Policy = jsonText(a.form.Policy)
	}
	a.form.pinned = row.Policy
	if len(a.form.Returns) > 0 {
		row.Returns = jsonText(a.form.Returns)
	}
	if len(a.form.Notice) > 0 {
		row.Notice = jsonText(a.form.Notice)
	}
	return row, nil
}

func placeFacts(caseID string) seal.Place {
	return seal.Place{Table: "case_forms", Column: "facts_sealed", Row: caseID}
}

// jsonText is a value as JSON text; the values here always marshal.
func jsonText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "null"
	}
	return string(b)
}
