package register

import (
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// ruling is a ruling on two entries that a reversal undoes: its case, the decision and the entry
// kept.
type ruling struct {
	of   models.Case
	by   models.Decision
	kept models.Person
}

// undoneRuling is the ruling that the act about to be undone carried out, whichever entry of it the
// reversal names; false for any other act.
func (a *act) undoneRuling() (ruling, bool, error) {
	e, ok, err := a.namedEvent()
	if err != nil || !ok {
		return ruling{}, false, err
	}
	return a.rulingOf(e)
}

func (a *act) rulingOf(e models.RegisterEvent) (ruling, bool, error) {
	var out ruling
	cases, err := store.Many[models.Case](a.tx, "", "id = ? and business = ?", e.CaseID, string(workflow.DupCancel))
	if err != nil || len(cases) == 0 {
		return out, false, err
	}
	out.of = cases[0]
	decided, err := store.Many[models.Decision](a.tx, "seq desc limit 1", "case_id = ?", e.CaseID)
	if err != nil {
		return out, false, err
	}
	if len(decided) > 0 {
		out.by = decided[0]
	}
	kept, err := store.Many[models.Person](a.tx, "id", "id in (select person_id from case_subjects where case_id = ?) and id not in (select subject_id from register_events where case_id = ? and kind = ? and reason = ?)", e.CaseID, e.CaseID, EventCancel, ReasonDuplicate)
	if len(kept) > 0 {
		out.kept = kept[0]
	}
	return out, true, err
}

// rulingStations are where a ruling was made and where the entry kept stands.
func (a *act) rulingStations() ([]string, error) {
	if a.def.Business != workflow.Reversal {
		return nil, nil
	}
	r, ok, err := a.undoneRuling()
	if err != nil || !ok {
		return nil, err
	}
	return slices.DeleteFunc([]string{r.of.HandlingOrg, r.kept.Org}, func(org string) bool { return org == "" }), nil
}

// rulerAbove tells whether the body that made the ruling about to be undone is above the handling
// station, below the region: then it decides again. Any other act has nobody else to ask.
func (a *act) rulerAbove() (bool, error) {
	r, ok, err := a.undoneRuling()
	if err != nil || !ok {
		return !ok, err
	}
	bodies, err := chain(a.tx, a.c.HandlingOrg)
	return slices.ContainsFunc(bodies, func(o models.Organisation) bool { return o.Code == r.by.Org && o.Kind != models.KindRegion }), err
}

// tellRuling tells those who have no seat in the reversal of a ruling: the station of the roster or
// case that it was made for, the one of the entry kept, and the body that made it.
func (a *act) tellRuling(named models.RegisterEvent) error {
	r, ok, err := a.rulingOf(named)
	if err != nil || !ok {
		return err
	}
	told := []string{a.c.HandlingOrg}
	for _, org := range []string{r.of.HandlingOrg, r.kept.Org, r.by.Org} {
		if org == "" || slices.Contains(told, org) {
			continue
		}
		told = append(told, org)
		a.send("ruling_undone", map[string]string{"case": a.c.ID, "ruling": r.of.ID, "org": org})
		body, err := a.org(org)
		if err != nil {
			return err
		}
		_, err = a.openTask(models.CaseTask{Kind: string(workflow.TaskAlert), Role: string(leaderOf(body.Kind)), Org: org, Note: "ruling_undone " + r.of.Number}, workflow.LimitTask)
		if err != nil {
			return err
		}
	}
	return nil
}

// leaderOf is who answers for a body of a kind.
func leaderOf(kind models.OrgKind) workflow.Role {
	switch kind {
	case models.KindCounty:
		return workflow.CountyLead
	case models.KindCity:
		return workflow.CityLead
	case models.KindRegion:
		return workflow.Region
	}
	return workflow.Head
}
