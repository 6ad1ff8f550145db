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
