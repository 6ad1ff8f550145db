package casefile

import (
	"net/url"
	"slices"
	"strings"

	"hukou/pages/desk"
)

// lookAlikes are the entries of the register that agree with whoever is to be entered in
// name, sex and birth date: each is ruled out with a reason, or the case ends.
func (a *act) lookAlikes(r *desk.Request) ([]option, error) {
	rows, err := a.found(r)
	var out []option
	for _, c := range rows {
		if !c.Alike() {
			continue
		}
		note := a.body(r.Lang, c.Station)
		for _, parent := range []string{c.Father, c.Mother} {
			if parent != "" {
				note += " · " + parent
			}
		}
		out = append(out, entryOption(c, note))
	}
	return out, err
}

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

// reasonFor is what was written against one entry.
func reasonFor(list []string, person string) string {
	for _, x := range list {
		if why, ok := strings.CutPrefix(x, person+"="); ok {
			return why
		}
	}
	return ""
}
