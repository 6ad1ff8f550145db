package register

import (
	"encoding/json"

	"hukou/models"
	"hukou/store"
	"hukou/workflow/calendar"

	"hukou/workflow"
)

// policy is the policy of the case: pinned at acceptance, looked up before.
func (a *act) policy() (*Policy, error) {
	if a.form.Policy != nil {
		return a.form.Policy, nil
	}
	p, err := a.findPolicy(a.c.Business, a.c.RegisterOrg)
	if err != nil {
		return nil, err
	}
	a.form.Policy = p
	return p, nil
}

// findPolicy is the row that speaks for a business at a station today: the one of
// the narrowest division, and of those the latest.
func (a *act) findPolicy(business, org string) (*Policy, error) {
	o, err := a.org(org)
	if err != nil {
		return nil, err
	}
	rows, err := store.Many[models.PolicyRow](a.tx, "valid_from, id", "business = ? and valid_from <= ? and (valid_to = '' or valid_to >= ?)", business, string(a.today), string(a.today))
	if err != nil {
		return nil, err
	}
	best := &Policy{}
	width := -1
	for _, row := range rows {
		if len(row.Division) > len(o.Division) || o.Division[:len(row.Division)] != row.Division || len(row.Division) < width {
			continue
		}
		p, err := policyOf(row)
		if err != nil {
			return nil, err
		}
		best, width = p, len(row.Division)
	}
	return best, nil
}

func policyOf(row models.PolicyRow) (*Policy, error) {
	p := &Policy{Row: row.ID, Document: row.Document}
	if row.Level >= 0 {
		level := row.Level
		p.Level = &level
	}
	if row.Limits != "" {
		p.Limits = map[workflow.Limit]calendar.Span{}
		if err := json.Unmarshal([]byte(row.Limits), &p.Limits); err != nil {
			return nil, err
		}
	}
	if row.Options != "" {
		if err := json.Unmarshal([]byte(row.Options), &p.Options); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// option is a yes or no of the policy row.
func (p *Policy) option(name string) bool {
	var yes bool
	return json.Unmarshal(p.Options[name], &yes) == nil && yes
}

// list is a list of texts of the policy row.
func (p *Policy) list(name string) []string {
	var out []string
	if json.Unmarshal(p.Options[name], &out) != nil {
		return nil
	}
	return out
}
