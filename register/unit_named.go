package register

import (
	"maps"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// nameUnit puts the register's id where an officer named an institution as they know
// it: by its unified social credit code or its name. The only open institution of the
// station stands in where a business needs one and none is named. Its collective
// household is taken with it unless another is named.
func (a *act) nameUnit(set workflow.Facts, station string, opening bool) ([]FieldError, error) {
	rules := a.def.FactsOf()
	rule, takes := rules[workflow.FactInstitution]
	given, isText := set[workflow.FactInstitution].(string)
	given = strings.TrimSpace(given)
	if !takes || set.Has(workflow.FactInstitution) && !isText || given == "" && !(opening && rule.Required) {
		return nil, nil
	}
	rows, err := a.unitsNamed(given, station)
	switch {
	case err != nil:
		return nil, err
	case len(rows) != 1 && given == "":
		return nil, nil
	case len(rows) != 1:
		return notOneUnit("facts."+string(workflow.FactInstitution), len(rows)), nil
	}
	set[workflow.FactInstitution] = rows[0].ID
	if _, takes := rules[workflow.FactHousehold]; takes && opening && !set.Has(workflow.FactHousehold) && rows[0].HouseholdID != "" {
		set[workflow.FactHousehold] = rows[0].HouseholdID
	}
	return nil, nil
}

// unitsNamed are the institutions of an id, a credit code or a name; those of the
// station where several bear the name. Without any they are the station's open ones.
func (a *act) unitsNamed(given, station string) ([]models.Institution, error) {
	if given == "" {
		return store.Many[models.Institution](a.tx, "id", "org = ? and status = 'open'", station)
	}
	rows, err := store.Many[models.Institution](a.tx, "id", "id = ? or upper(credit_code) = ? or name = ?", given, strings.ToUpper(given), given)
	for _, same := range []func(models.Institution) bool{
		func(u models.Institution) bool { return u.ID == given },
		func(u models.Institution) bool { return strings.EqualFold(u.CreditCode, given) },
		func(u models.Institution) bool { return u.Org == station },
	} {
		var fit []models.Institution
		for _, u := range rows {
			if same(u) {
				fit = append(fit, u)
			}
		}
		if len(fit) > 0 {
			return fit, err
		}
	}
	return rows, err
}

// notOneUnit says that what was written names no institution, or several.
func notOneUnit(field string, n int) []FieldError {
	if n == 0 {
		return []FieldError{fieldError(field, "unknown_institution", "没有这个机构：请填机构全称或统一社会信用代码，名录见 /institutions。", "There is no such institution: write its full name or its unified social credit code; /institutions lists them.")}
	}
	return []FieldError{fieldError(field, "several_institutions", "有几个机构同名：请填统一社会信用代码。", "Several institutions have this name: write the unified social credit code.")}
}

// nameInputUnit puts the register's id where the step's input names an institution as
// an officer knows it, like nameUnit. What is wrong is told once the rule book has
// answered the rest.
func (a *act) nameInputUnit() ([]FieldError, error) {
	given := strings.TrimSpace(a.in(workflow.InInstitution))
	if given == "" {
		return nil, nil
	}
	rows, err := a.unitsNamed(given, a.c.RegisterOrg)
	if err != nil {
		return nil, err
	}
	if len(rows) != 1 {
		return notOneUnit("input."+string(workflow.InInstitution), len(rows)), nil
	}
	a.req.Input = maps.Clone(a.req.Input)
	a.req.Input[workflow.InInstitution] = rows[0].ID
	return nil, nil
}

// onlyUnitLacks tells whether a refusal comes from the named institution alone.
func onlyUnitLacks(ref *workflow.Refusal) bool {
	return ref == nil || ref.Cause == workflow.Unmet && len(ref.Unmet) == 1 && ref.Unmet[0].Code == string(workflow.GNewUnitReady)
}
