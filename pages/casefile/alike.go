package casefile

import (
	"net/url"
	"slices"
	"strings"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
)

// lookAlikes are the entries of the register that agree with whoever is to be entered in
// name, sex and birth date: each is ruled out with a reason, or the case ends.
func (a *act) lookAlikes(r *desk.Request) ([]option, error) {
	rows, err := r.Reg.Candidates(r.Request().Context(), r.Actor, a.ID)
	if err != nil {
		if f := r.Fault(err); desk.Shown(f) {
			return nil, nil
		}
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(c register.Candidate) bool {
		return slices.ContainsFunc([]string{"name", "sex", "birth_date"}, func(x string) bool { return slices.Contains(c.Differs, x) })
	})
	var out []option
	for _, c := range rows {
		note := a.body(r.Lang, c.Station)
		for _, parent := range []string{c.Father, c.Mother} {
			if parent != "" {
				note += " · " + parent
			}
		}
		out = append(out, option{value: c.PersonID, label: c.Name + " " + string(c.BirthDate) + " " + ui.Tail(c.Number), note: note})
	}
	return out, nil
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
