package register

import (
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

func (a *act) materials() ([]models.Material, error) {
	if a.cache.loaded["materials"] {
		return a.cache.materials, nil
	}
	rows, err := store.Many[models.Material](a.tx, "added_at, id", "case_id = ?", a.c.ID)
	a.cache.materials = rows
	a.loaded("materials")
	return rows, err
}

// VerdictOK is the verdict that lets a paper count.
const VerdictOK = "ok"

// missing lists the kinds of paper that the case needs and that are not there with
// a good verdict. What can be fetched and has come from the exchange counts alike.
func (a *act) missing() ([]string, error) {
	rows, err := a.materials()
	if err != nil {
		return nil, err
	}
	kinds, err := a.needed()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, kind := range kinds {
		good := slices.ContainsFunc(rows, func(m models.Material) bool {
			return m.Kind == string(kind) && m.Verdict == VerdictOK
		})
		if !good {
			out = append(out, string(kind))
		}
	}
	return out, nil
}

// materialsMissing is missing, and while a case is lodged, without what its applicant was told
// to bring and answered that they cannot, with the reason: the case is accepted with what
// there is, and the approval still needs the paper (行政许可法 32).
func (a *act) materialsMissing() (any, error) {
	missing, err := a.missing()
	if err != nil || a.state() != workflow.Lodged && a.state() != workflow.BLodged || len(a.form.Notice) == 0 {
		return missing, err
	}
	last, answered, err := a.lastOf(workflow.Resubmit)
	if err != nil || !answered {
		return missing, err
	}
	answer, err := a.r.openRecord(last)
	if err != nil {
		return nil, err
	}
	said := answer.Input.List(workflow.InNotHad)
	return slices.DeleteFunc(missing, func(kind string) bool {
		return slices.ContainsFunc(said, func(item string) bool { return a.askedFor(item) == kind })
	}), nil
}

// rosterPapers lists the kinds of paper that the roster of a line lacks.
func (a *act) rosterPapers() ([]string, error) {
	if a.c.ParentID == "" {
		return nil, nil
	}
	roster := a.r.begin(a.tx, a.actor)
	if err := roster.read(a.c.ParentID); err != nil {
		return nil, err
	}
	return roster.missing()
}

// needed lists the kinds of paper this case needs as its facts stand.
func (a *act) needed() ([]workflow.MaterialKind, error) {
	var out []workflow.MaterialKind
	for _, rule := range a.def.Materials {
		if rule.Optional {
			continue
		}
		ok, err := a.holds(rule.When)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, rule.Kind)
		}
	}
	return out, nil
}
