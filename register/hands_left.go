package register

import (
	"context"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// noPostHere tells of an officer, in a column, who may do nothing more in the case: the
// account is shut, or no posting in force is at a body that takes part in it. It takes the
// day twice.
func noPostHere(officer, caseID string) string {
	return officer + ` in (select id from officers) and not exists (select 1 from postings p join officers o on o.id = p.officer_id
		join case_orgs s on s.org = p.org and s.case_id = ` + caseID + ` where p.officer_id = ` + officer + ` and o.disabled_at is null
		and p.valid_from <= ? and (p.valid_to = '' or p.valid_to >= ?))`
}

// leftInHand are the open cases in the hands of officers who can take no step in them any
// more, or with something asked of them by name; of one officer, or of all where none is
// named. At most 500 are told at once.
func leftInHand(tx *store.Tx, officer string, today models.Date) ([]string, error) {
	return store.Rows[string](tx, `select id from cases where closed_at is null and business <> ? and (
		holder_id <> '' and (? = '' or holder_id = ?) and `+noPostHere("holder_id", "cases.id")+`
		or id in (select t.case_id from case_tasks t where t.done_at is null and t.officer <> '' and (? = '' or t.officer = ?)
			and not exists (select 1 from case_tasks k where k.case_id = t.case_id and k.done_at is null and k.note = 'officer_left ' || t.id) and `+noPostHere("t.officer", "t.case_id")+`))
		order by id limit 500`, string(BusinessLoad), officer, officer, today, today, officer, officer, today, today)
}

// letGo frees the cases in the hands of an officer who left office, in the same
// transaction, but the one whose step this follows from, which the next sweep looks at. See
// freeHand.
func (a *act) letGo(officer, step string) error {
	ids, err := leftInHand(a.tx, officer, a.today)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if id == step {
			continue
		}
		n := a.r.begin(a.tx, systemActor())
		n.now, n.today = a.now, a.today
		if err := n.freeHand(id); err != nil {
			return err
		}
	}
	return nil
}

// freeHand puts a case whose holder left office back in its body's pool; where nobody else
// there has a step of it now, the station's head has the task to find somebody. What was
// asked of such an officer by name stays asked, and the head is told of it: an ask is taken
// back or put to another. The journal has a row of the system's.
func (a *act) freeHand(id string) error {
	if err := a.load(id); err != nil {
		return err
	}
	gone, err := store.Count[models.Case](a.tx, "id = ? and holder_id <> '' and "+noPostHere("holder_id", "cases.id"), id, a.today, a.today)
	if err != nil {
		return err
	}
	if gone > 0 {
		a.note("holder", a.c.HolderID)
		a.send("notice", map[string]string{"case": id, "org": a.c.HandlingOrg, "officer": a.c.HolderID, "kind": string(workflow.HolderLeft)})
		if err := a.setHolder(a.c.HolderID, ""); err != nil {
			return err
		}
		able, err := a.somebodyAble()
		if err != nil {
			return err
		}
		if !able {
			if err := a.tellHead(string(workflow.HolderLeft)); err != nil {
				return err
			}
		}
	}
	asked, err := store.Many[models.CaseTask](a.tx, "id", "case_id = ? and done_at is null and officer <> '' and "+noPostHere("officer", "case_tasks.case_id"), id, a.today, a.today)
	if err != nil {
		return err
	}
	for _, t := range asked {
		if err := a.tellHead("officer_left " + t.ID); err != nil {
			return err
		}
	}
	return a.journalStay(workflow.HolderLeft, "")
}

// tellHead gives the station's head an alert, once while it is open.
func (a *act) tellHead(note string) error {
	rows, err := a.tasks()
	if err != nil || slices.ContainsFunc(rows, func(t models.CaseTask) bool { return t.Note == note && t.DoneAt == nil }) {
		return err
	}
	_, err = a.openTask(models.CaseTask{Kind: string(workflow.TaskAlert), Role: string(workflow.Head), Note: note}, workflow.LimitTask)
	return err
}

// somebodyAble tells whether an officer in office has a step of the case as it stands.
func (a *act) somebodyAble() (bool, error) {
	posts, err := store.Many[models.Posting](a.tx, "id", `org in (select org from case_orgs where case_id = ?) and valid_from <= ? and (valid_to = '' or valid_to >= ?)
		and officer_id in (select id from officers where disabled_at is null)`, a.c.ID, a.today, a.today)
	return slices.ContainsFunc(posts, func(p models.Posting) bool {
		return ordinaryWork(a.def, a.state(), Actor{Postings: []models.Posting{p}}.standings(a.seats))
	}), err
}

// freeHands looks for such cases each day: a posting ends by itself on its last day.
func (r *Registrar) freeHands(ctx context.Context, rep *SweepReport) error {
	var ids []string
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		var err error
		ids, err = leftInHand(tx, "", r.Today())
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range ids {
		err := r.db.InTx(ctx, func(tx *store.Tx) error { return r.begin(tx, systemActor()).freeHand(id) })
		rep.count(id, workflow.HolderLeft, err)
	}
	return nil
}
