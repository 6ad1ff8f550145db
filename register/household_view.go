package register

import (
	"cmp"
	"context"
	"slices"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// HouseholdView is a household as the register has it on a day, with its members of
// that day, head first. Members are at most 500; Total counts all.
type HouseholdView struct {
	ID         string      `json:"id"`
	Number     string      `json:"number"`
	Kind       string      `json:"kind"`
	Collective string      `json:"collective_kind,omitempty"`
	Address    string      `json:"address"`
	Station    string      `json:"station"`
	Division   string      `json:"division"`
	HeadID     string      `json:"head_id,omitempty"`
	Status     string      `json:"status"`
	OpenedOn   models.Date `json:"opened_on,omitempty"`
	ClosedOn   models.Date `json:"closed_on,omitempty"`
	AsOf       models.Date `json:"as_of"`
	KnownAt    time.Time   `json:"known_at"`
	Version    int64       `json:"version"`
	Since      models.Date `json:"since"`
	CaseID     string      `json:"case_id"`
	CaseNumber string      `json:"case_number"`
	// Items are the household's own, without those that name a withheld member.
	Items   []ItemView    `json:"items"`
	Members []MemberView  `json:"members"`
	Total   int           `json:"total"`
	Tasks   []VacancyView `json:"tasks,omitempty"`
}

// MemberView is a line of a household's page. Since is the day from which the member stands
// there in this relation, by that case: a new head begins a new line for everybody.
type MemberView struct {
	ID           string        `json:"id"`
	Name         string        `json:"name"`
	Sex          string        `json:"sex"`
	BirthDate    models.Date   `json:"birth_date"`
	Number       string        `json:"citizen_number,omitempty"` // masked
	Relation     string        `json:"relation"`
	RelationName workflow.Word `json:"relation_name"`
	Since        models.Date   `json:"since"`
	CaseID       string        `json:"case_id"`
	CaseNumber   string        `json:"case_number"`
	// Withheld is minor or sealed where the line needs an approval to be read.
	Withheld string `json:"withheld,omitempty"`
}

// VacancyView is the work that waits for a household without a head.
type VacancyView struct {
	CaseID string      `json:"case_id"`
	Task   string      `json:"task"`
	DueOn  models.Date `json:"due_on"`
}

// mostMembers is how many lines of a collective household one look shows.
const mostMembers = 500

// Household shows a household with its members: now, on any day, as known on any
// day, under the same rule and log as Person; each member shown is logged. Of minors
// outside an assigned case, and of sealed people, the line says only that it is there.
func (r *Registrar) Household(ctx context.Context, actor Actor, id string, q PersonQuery) (*HouseholdView, error) {
	var out *HouseholdView
	err := r.reading(ctx, actor, func(a *act) error {
		now, ok, err := a.householdByID(id)
		if err != nil {
			return err
		}
		stays, err := a.staysOn(id, q)
		if err != nil {
			return err
		}
		ids := make([]string, len(stays))
		for i, s := range stays {
			ids[i] = s.PersonID
		}
		l, err := a.mayRead(ids, id, now.Org, q.why())
		if err == nil && !ok {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		var f Folded
		if out, f, err = a.householdView(id, stays, q); err != nil {
			return err
		}
		if err := a.onlyOurs(l, now.Org, out); err != nil {
			return err
		}
		if err := a.showMembers(l, out); err != nil {
			return err
		}
		return a.viewItems(out, f)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// onlyOurs leaves out of another area's household, looked at outside a case, all whom no
// case of the officer's bodies is about: one by one they are not found either.
func (a *act) onlyOurs(l look, org string, v *HouseholdView) error {
	orgs := a.actor.readerOrgs()
	if within, err := a.within(org, orgs); err != nil || within || l.inCase {
		return err
	}
	ours := []MemberView{}
	for _, m := range v.Members {
		about, err := a.subjectOfOurs([]string{m.ID})
		if err != nil {
			return err
		}
		if about {
			ours = append(ours, m)
		} else if m.ID == v.HeadID {
			v.HeadID = ""
		}
	}
	v.Members, v.Total, v.Tasks = ours, len(ours), nil
	return nil
}

// showMembers withholds what needs an approval of the members, and logs the others as
// seen. Outside a case a sealed one has an id that leads nowhere but to the lift.
func (a *act) showMembers(l look, v *HouseholdView) error {
	members := v.Members
	ids := make([]string, len(members))
	for i, m := range members {
		ids[i] = m.ID
	}
	people, files, err := a.membersOf(l, ids)
	if err != nil {
		return err
	}
	var seen []models.Person
	for i, m := range members {
		switch f := files[m.ID]; {
		case f.withheld() == AccessSealed:
			members[i] = MemberView{ID: m.ID, Withheld: AccessSealed, Name: SealedWord().Zh}
			if !l.inCase {
				members[i].ID = a.hiddenID(v.ID, m.ID)
			}
			if v.HeadID == m.ID {
				v.HeadID = members[i].ID
			}
		case f.withheld() != "":
			members[i] = MemberView{ID: m.ID, Withheld: f.kind, Relation: m.Relation, RelationName: m.RelationName, Since: m.Since, CaseID: m.CaseID, CaseNumber: m.CaseNumber}
		default:
			seen = append(seen, people[m.ID])
		}
	}
	return a.logMembers(l, files, "household", seen)
}

// membersOf are people of a household with how their files stand for the officer.
func (a *act) membersOf(l look, ids []string) (map[string]models.Person, map[string]closedFile, error) {
	people, err := a.peopleByID(ids)
	if err != nil {
		return nil, nil, err
	}
	list := make([]models.Person, 0, len(people))
	for _, p := range people {
		list = append(list, p)
	}
	files, err := a.closedFiles(list, l)
	return people, files, err
}

// logMembers logs members as seen, those whose file was opened by an approval under it.
func (a *act) logMembers(l look, files map[string]closedFile, what string, seen []models.Person) error {
	var plain []models.Person
	for _, p := range seen {
		f := files[p.ID]
		if f.approval == "" {
			plain = append(plain, p)
			continue
		}
		if err := a.logLook(f.apply(l), what, p); err != nil {
			return err
		}
	}
	if len(plain) == 0 && len(seen) > 0 {
		return nil
	}
	return a.logLook(l, what, plain...)
}

// staysOn are the stays in a household that cover a day, as known at an instant: a
// stay whose end was entered later was still open then.
func (a *act) staysOn(household string, q PersonQuery) ([]models.Residence, error) {
	day, known := q.AsOf, q.KnownAt
	if day == "" {
		day = a.today
	}
	if known.IsZero() {
		known = a.now
	}
	return store.Many[models.Residence](a.tx, "relation, valid_from, person_id, id",
		"household_id = ? and valid_from <= ? and recorded_at <= ? and (valid_to = '' or closed_at > ? or valid_to > ?)", household, day, known, known, day)
}

// householdView is a household's page but for its own items, with the fold it is read from.
func (a *act) householdView(id string, stays []models.Residence, q PersonQuery) (*HouseholdView, Folded, error) {
	f, err := a.folded(id, q.AsOf, q.KnownAt)
	if err != nil {
		return nil, f, err
	}
	h, err := f.Household()
	if err != nil {
		return nil, f, err
	}
	v := &HouseholdView{ID: h.ID, Number: h.Number, Kind: h.Kind, Collective: h.Collective, Address: h.Address, Station: h.Org, Division: h.Division,
		HeadID: h.HeadID, Status: h.Status, OpenedOn: h.OpenedOn, ClosedOn: h.ClosedOn, AsOf: q.AsOf, KnownAt: q.KnownAt, Version: h.Version,
		Since: f.Last.EffectiveOn, CaseID: f.Last.CaseID, Items: []ItemView{}, Members: []MemberView{}, Total: len(stays)}
	if v.AsOf == "" {
		v.AsOf = a.today
	}
	if v.KnownAt.IsZero() {
		v.KnownAt = a.now
	}
	for _, s := range stays[:min(len(stays), mostMembers)] {
		m, err := a.memberView(s, q)
		if err != nil {
			return nil, f, err
		}
		v.Members = append(v.Members, m)
	}
	slices.SortStableFunc(v.Members, pageOrder)
	if err := a.viewVacancy(v); err != nil {
		return nil, f, err
	}
	return v, f, a.nameCases(v)
}

func (a *act) memberView(s models.Residence, q PersonQuery) (MemberView, error) {
	f, err := a.folded(s.PersonID, q.AsOf, q.KnownAt)
	if err != nil {
		return MemberView{}, err
	}
	p, _, err := f.Person()
	if err != nil {
		return MemberView{}, err
	}
	number, err := a.r.number(p)
	return MemberView{ID: p.ID, Name: p.Name, Sex: p.Sex, BirthDate: p.BirthDate, Number: number.Masked(), Relation: s.Relation,
		RelationName: relationWord(s.Relation), Since: s.ValidFrom, CaseID: s.CaseID}, err
}

// pageOrder is the fixed order of a household's page: head, spouse, children,
// grandchildren, parents, grandparents, siblings, others; the elder first.
func pageOrder(x, y MemberView) int {
	return cmp.Or(cmp.Compare(rank(x.Relation), rank(y.Relation)), cmp.Compare(x.BirthDate, y.BirthDate), cmp.Compare(x.ID, y.ID))
}

// rank is a relation's place on the page: the tens of its code, sons and daughters
// together; 02 is the head.
func rank(relation string) byte {
	switch {
	case len(relation) != 2:
		return '9'
	case relation[0] == '3':
		return '2'
	}
	return relation[0]
}

// viewVacancy adds the open tasks to find a head, or another for one who has a guardian.
func (a *act) viewVacancy(v *HouseholdView) error {
	if v.Status != HouseholdOpen {
		return nil
	}
	rows, err := store.Many[models.CaseTask](a.tx, "opened_at, id", "kind = ? and note = ? and done_at is null and case_id in (select case_id from register_events where subject_id in (?, ?))",
		string(workflow.TaskHeadVacancy), v.ID, v.ID, v.HeadID)
	for _, t := range rows {
		v.Tasks = append(v.Tasks, VacancyView{CaseID: t.CaseID, Task: t.ID, DueOn: t.DueOn})
	}
	return err
}

func (a *act) nameCases(v *HouseholdView) error {
	ids := []string{v.CaseID}
	for _, m := range v.Members {
		ids = append(ids, m.CaseID)
	}
	numbers, err := a.caseNumbers(ids)
	v.CaseNumber = numbers[v.CaseID]
	for i := range v.Members {
		v.Members[i].CaseNumber = numbers[v.Members[i].CaseID]
	}
	return err
}
