package register

import (
	"maps"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// SearchView is what the search for a child left for those who decide: why an entry that
// differs is the child's, and which entries that agree are another person.
type SearchView struct {
	Difference string          `json:"difference_reason,omitempty"`
	Dismissed  []DismissedView `json:"dismissed"`
}

// DismissedView is an entry that agrees with the child in name, sex and birth date and
// was ruled out, with the reason.
type DismissedView struct {
	Person    string      `json:"person_id"`
	Name      string      `json:"name"`
	Sex       string      `json:"sex"`
	BirthDate models.Date `json:"birth_date"`
	Station   string      `json:"station"`
	Reason    string      `json:"reason"`
}

// viewSearch is for the bodies of the case; a place of origin is asked about one entry
// and sees no other.
func (a *act) viewSearch(v *CaseView) error {
	why, dismissed := a.fact(factDifference), dismissals(a.form.Facts.List(factDismissed))
	if why == "" && len(dismissed) == 0 || !a.actor.system && !a.ownSeat() || a.cache.over {
		return nil
	}
	v.Search = &SearchView{Difference: why, Dismissed: []DismissedView{}}
	if len(dismissed) == 0 {
		return nil
	}
	rows, err := store.Many[models.Person](a.tx, "id", "id in ?", slices.Sorted(maps.Keys(dismissed)))
	if err != nil {
		return err
	}
	sealed, err := a.sealedAmong(slices.Sorted(maps.Keys(dismissed)))
	for _, p := range rows {
		if sealed[p.ID] {
			p = models.Person{ID: p.ID, Name: SealedWord().Zh}
		}
		v.Search.Dismissed = append(v.Search.Dismissed, DismissedView{Person: p.ID, Name: p.Name, Sex: p.Sex, BirthDate: p.BirthDate, Station: p.Org, Reason: dismissed[p.ID]})
	}
	return err
}

// registerNames are the names of the register by case, for the children whose line has
// another one.
func (a *act) registerNames(cases []string) (map[string]string, error) {
	type row struct{ CaseID, Name string }
	rows, err := store.Rows[row](a.tx, `select s.case_id, p.name from case_subjects s join people p on p.id = s.person_id
		where s.case_id in ? and s.role = ? and p.name <> s.name and not exists (select 1 from person_seals l where l.person_id = p.id and l.confirmed_at is not null and l.ended_at is null)`, cases, string(workflow.Ward))
	out := map[string]string{}
	for _, r := range rows {
		out[r.CaseID] = r.Name
	}
	return out, err
}
