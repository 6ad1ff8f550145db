package register

import (
	"errors"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// followHousehold makes the station of the household declared the case's register station,
// where it lies in another area by now and the person still follows somebody into it. What
// was found and how long each body has stays; where the county is another one, nothing goes
// straight back to a level that no longer decides.
func (a *act) followHousehold() error {
	h, ok, err := a.targetHousehold()
	if err != nil || !ok || h.Status != HouseholdOpen {
		return err
	}
	if here, err := a.sameStation(h.Org, a.c.RegisterOrg); err != nil || here {
		return err
	}
	if away, err := a.followedAway(); err != nil || away {
		return err
	}
	over, err := common(a.tx, h.Org, a.c.RegisterOrg)
	if errors.Is(err, ErrNotFound) {
		return nil // another region's register
	}
	if err != nil {
		return err
	}
	there, err := chain(a.tx, h.Org)
	if err != nil {
		return err
	}
	handles, err := a.sameStation(a.c.HandlingOrg, a.c.RegisterOrg)
	if err != nil {
		return err
	}
	before, to := a.c.RegisterOrg, there[0].Code
	a.c.RegisterOrg = to
	a.note("station_before", before)
	a.note("station", to)
	a.send("notice", map[string]string{"case": a.c.ID, "org": to, "kind": string(workflow.EffFollowHousehold)})
	if over.Kind != models.KindCounty && len(a.form.Returns) > 0 {
		a.form.Returns, a.form.changed = nil, true
	}
	if !handles && over.Kind == models.KindCounty {
		return nil // whom the county has designated goes on
	}
	return a.moveTo(to)
}

// roleTasksAlong gives the open tasks of the roles of the station that had the case to
// those of the one that has it; nobody else could end them. An officer asked by name stays asked.
func (a *act) roleTasksAlong(before string) error {
	rows, err := a.tasks()
	if err != nil {
		return err
	}
	for _, t := range rows {
		if t.DoneAt != nil || t.Officer != "" || t.Org != before {
			continue
		}
		if err := store.Amend[models.CaseTask](a.tx, map[string]any{"org": a.c.HandlingOrg}, "id = ?", t.ID); err != nil {
			return err
		}
		t.Org = a.c.HandlingOrg
		a.noteTask(t)
	}
	a.forget("tasks")
	return nil
}
