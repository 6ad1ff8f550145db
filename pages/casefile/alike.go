package casefile

import (
	"net/url"
	"slices"
	"strings"

	"hukou/pages/desk"
	"hukou/workflow"
)

const dismissPrefix = "dismiss."

// dismissName is the name of the box for the reason against one entry.
func dismissName(person string) string { return dismissPrefix + person }

// dismissed reads the reasons of the form as the rule book writes them, person=reason.
func dismissed(form url.Values) []string {
	var out []string
	for name := range form {
		person, ok := strings.CutPrefix(name, dismissPrefix)
		if why := strings.TrimSpace(form.Get(name)); ok && why != "" {
			out = append(out, person+"="+why)
		}
	}
	slices.Sort(out)
	return out
}

// reasonFor is what was written against one entry, with this form or, where it is still
// untouched, with an earlier report.
func (a *act) reasonFor(x desk.Alike) string {
	if !a.typed.Has(workflow.InDismissed) && a.fault == nil {
		return x.Why
	}
	for _, one := range a.typed.List(workflow.InDismissed) {
		if why, ok := strings.CutPrefix(one, x.ID+"="); ok {
			return why
		}
	}
	return ""
}
