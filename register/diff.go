package register

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// DiffRow is one item of a register page on two days. A side on which the page has no
// such item is nil. Changed tells that the two do not say the same.
type DiffRow struct {
	Item    string        `json:"item"`
	Label   workflow.Word `json:"label"`
	A       *DiffSide     `json:"a,omitempty"`
	B       *DiffSide     `json:"b,omitempty"`
	Changed bool          `json:"changed"`
	// PersonID names the member whom a row of a household is about.
	PersonID string `json:"person_id,omitempty"`
}

// DiffSide is an item as it was on one of the days, with the case it rests on.
type DiffSide struct {
	Value      string         `json:"value"`
	Text       *workflow.Word `json:"text,omitempty"`
	Since      models.Date    `json:"since,omitempty"`
	CaseID     string         `json:"case_id,omitempty"`
	CaseNumber string         `json:"case_number,omitempty"`
}

// diffRow is a row of two sides, either of which may be nil.
func diffRow(item string, label workflow.Word, a, b *DiffSide) DiffRow {
	same := a == nil && b == nil || a != nil && b != nil && a.Value == b.Value
	return DiffRow{Item: item, Label: label, A: a, B: b, Changed: !same}
}

// PersonDiff sets a person's page as of two days side by side, each also as known at
// an instant, in the order of the page, equal rows included. The rule and the log are
// those of Person, with the purpose and case of a. A day on which the register did not
// have the person is an empty side; two such days are not found.
func (r *Registrar) PersonDiff(ctx context.Context, actor Actor, id string, a, b PersonQuery) ([]DiffRow, error) {
	out := []DiffRow{}
	err := r.reading(ctx, actor, func(act *act) error {
		p, l, err := act.lookAt(id, a)
		if err != nil {
			return err
		}
		events, err := r.openEvents(act.tx, p.ID)
		if err != nil {
			return err
		}
		sides := [2]map[string]*DiffSide{}
		for i, q := range []PersonQuery{a, b} {
			if sides[i], err = act.personSide(events, q, l); err != nil {
				return err
			}
		}
		if sides[0] == nil && sides[1] == nil {
			return ErrNotFound
		}
		for _, rule := range append(slices.Clone(personPage), itemRule{key: itemGuardians, label: workflow.Word{Zh: "监护人", En: "Guardians"}}) {
			name := itemName(rule.key)
			if x, y := sides[0][name], sides[1][name]; x != nil || y != nil {
				out = append(out, diffRow(name, rule.label, x, y))
			}
		}
		return act.logLook(l, "person_diff", p)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// itemGuardians is the item of a diff that names who answers for a ward.
const itemGuardians = "guardians"

// personSide is a person's page on a day by item; nil when the register did not have
// the person then.
func (a *act) personSide(events []Opened, q PersonQuery, l look) (map[string]*DiffSide, error) {
	f, ok, err := Fold(events, q.AsOf, q.KnownAt)
	if err != nil || !ok {
		return nil, err
	}
	v, err := a.personView(f, q, l)
	if err != nil {
		return nil, err
	}
	out := map[string]*DiffSide{}
	for _, i := range v.Items {
		out[i.Item] = &DiffSide{Value: i.Value, Text: i.Text, Since: i.Since, CaseID: i.CaseID, CaseNumber: i.CaseNumber}
	}
	if len(v.Guardians) > 0 {
		var names []string
		for _, g := range v.Guardians {
			names = append(names, strings.Join(slices.DeleteFunc([]string{g.Guardian, g.Body, g.Carer}, func(s string) bool { return s == "" }), " / "))
		}
		last := v.Guardians[len(v.Guardians)-1]
		out[itemGuardians] = &DiffSide{Value: strings.Join(names, "；"), Since: last.From, CaseID: last.CaseID}
	}
	return out, nil
}

// PersonDays are the days from which something else held of a person, oldest first,
// as known at the query's instant: where previous and next change lead. The first is
// the day the register had the person. The rule and the log are those of Person.
func (r *Registrar) PersonDays(ctx context.Context, actor Actor, id string, q PersonQuery) ([]models.Date, error) {
	var out []models.Date
	err := r.reading(ctx, actor, func(a *act) error {
		p, l, err := a.lookAt(id, q)
		if err != nil {
			return err
		}
		if out, err = a.changeDays(p.ID, q); err != nil {
			return err
		}
		return a.logLook(l, "history", p)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// changeDays are the days from which events of a subject hold, as known at an instant.
func (a *act) changeDays(subject string, q PersonQuery) ([]models.Date, error) {
	known := q.KnownAt
	if known.IsZero() {
		known = a.now
	}
	rows, err := store.Rows[models.Date](a.tx, "SELECT DISTINCT effective_on FROM register_events WHERE subject_id = ? AND recorded_at <= ? ORDER BY effective_on", subject, known)
	return append([]models.Date{}, rows...), err
}

// HouseholdDays are the days on which a household or its membership changed, oldest
// first, as known at the query's instant. Rule and log are those of Household.
func (r *Registrar) HouseholdDays(ctx context.Context, actor Actor, id string, q PersonQuery) ([]models.Date, error) {
	out := []models.Date{}
	err := r.reading(ctx, actor, func(a *act) error {
		stays, l, err := a.lookAtHousehold(id, q)
		if err != nil {
			return err
		}
		if out, err = a.changeDays(id, q); err != nil {
			return err
		}
		known := q.KnownAt
		if known.IsZero() {
			known = a.now
		}
		moves, err := store.Many[models.Residence](a.tx, "id", "household_id = ? and recorded_at <= ?", id, known)
		if err != nil {
			return err
		}
		for _, s := range moves {
			out = append(out, s.ValidFrom)
			if s.ValidTo != "" && s.ClosedAt != nil && !s.ClosedAt.After(known) {
				out = append(out, s.ValidTo)
			}
		}
		slices.Sort(out)
		out = slices.Compact(out)
		return a.logStays(l, stays)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// lookAtHousehold finds the stays of a household on a day, for an officer who may look
// at it.
func (a *act) lookAtHousehold(id string, q PersonQuery) ([]models.Residence, look, error) {
	now, ok, err := a.householdByID(id)
	if err != nil {
		return nil, look{}, err
	}
	if !ok {
		return nil, look{}, ErrNotFound
	}
	stays, err := a.staysOn(id, q)
	if err != nil {
		return nil, look{}, err
	}
	l, err := a.mayRead(peopleOf(stays), id, now.Org, q.why())
	return stays, l, err
}

func peopleOf(stays []models.Residence) []string {
	out := make([]string, len(stays))
	for i, s := range stays {
		out[i] = s.PersonID
	}
	return out
}

// logStays logs a look at a household, a row for each of its members.
func (a *act) logStays(l look, stays []models.Residence) error {
	people, files, err := a.membersOf(l, peopleOf(stays))
	if err != nil {
		return err
	}
	rows := make([]models.Person, 0, len(people))
	for _, s := range stays {
		if files[s.PersonID].withheld() == "" {
			rows = append(rows, people[s.PersonID])
		}
	}
	return a.logMembers(l, files, "household", rows)
}

// peopleByID are people of the register by id, in one read.
func (a *act) peopleByID(ids []string) (map[string]models.Person, error) {
	out := map[string]models.Person{}
	if len(ids) == 0 {
		return out, nil
	}
	rows, err := store.Many[models.Person](a.tx, "id", "id in ?", ids)
	for _, p := range rows {
		out[p.ID] = p
	}
	return out, err
}

// HouseholdDiff sets a household's page as of two days side by side: its own items,
// then a row for each member of either day under the name of today, with the relation
// to the head as value. Rule and log are those of Household, with the purpose and case
// of a.
func (r *Registrar) HouseholdDiff(ctx context.Context, actor Actor, id string, a, b PersonQuery) ([]DiffRow, error) {
	var out []DiffRow
	err := r.reading(ctx, actor, func(act *act) error {
		first, l, err := act.lookAtHousehold(id, a)
		if err != nil {
			return err
		}
		second, err := act.staysOn(id, b)
		if err != nil {
			return err
		}
		if out, err = act.householdItems(id, a, b, l); err != nil {
			return err
		}
		rows, people, files, err := act.memberRows(l, first, second)
		if err != nil {
			return err
		}
		if out = append(out, rows...); len(out) == 0 {
			return ErrNotFound
		}
		if err := act.nameSides(out); err != nil {
			return err
		}
		return act.logMembers(l, files, "household_diff", people)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// nameSides adds the numbers of the cases that the sides rest on.
func (a *act) nameSides(rows []DiffRow) error {
	var sides []*DiffSide
	var cases []string
	for _, row := range rows {
		for _, s := range []*DiffSide{row.A, row.B} {
			if s != nil {
				sides, cases = append(sides, s), append(cases, s.CaseID)
			}
		}
	}
	numbers, err := a.caseNumbers(cases)
	for _, s := range sides {
		s.CaseNumber = numbers[s.CaseID]
	}
	return err
}

// memberRows are the members of two days in the order of the book's pages, each by what
// they were last; who has left stands behind those who are in the same place of it.
func (a *act) memberRows(l look, first, second []models.Residence) ([]DiffRow, []models.Person, map[string]closedFile, error) {
	byID, files, err := a.membersOf(l, append(peopleOf(first), peopleOf(second)...))
	if err != nil {
		return nil, nil, nil, err
	}
	label := workflow.Word{Zh: "成员", En: "Member"}
	var out []DiffRow
	var people []models.Person
	for _, id := range bookOrder(byID, first, second) {
		p := byID[id]
		name := p.Name
		switch files[p.ID].withheld() {
		case AccessSealed:
			continue
		case AccessMinor:
			name = ""
		default:
			people = append(people, p)
		}
		row := diffRow("member", workflow.Word{Zh: strings.TrimSpace(label.Zh + " " + name), En: strings.TrimSpace(label.En + " " + name)}, staySide(first, p.ID), staySide(second, p.ID))
		row.PersonID = p.ID
		out = append(out, row)
	}
	return out, people, files, nil
}

// bookOrder are the people of two days as the book orders its pages, see pageOrder.
func bookOrder(people map[string]models.Person, first, second []models.Residence) []string {
	left := map[string]int{}
	var lines []MemberView
	for n, stays := range [][]models.Residence{second, first} {
		for _, s := range stays {
			if _, has := left[s.PersonID]; !has {
				left[s.PersonID] = n
				lines = append(lines, MemberView{ID: s.PersonID, Relation: s.Relation, BirthDate: people[s.PersonID].BirthDate})
			}
		}
	}
	slices.SortFunc(lines, func(x, y MemberView) int {
		return cmp.Or(cmp.Compare(rank(x.Relation), rank(y.Relation)), cmp.Compare(left[x.ID], left[y.ID]), pageOrder(x, y))
	})
	out := make([]string, len(lines))
	for i, m := range lines {
		out[i] = m.ID
	}
	return out
}

// staySide is a person's stay among those of a day; nil for none.
func staySide(stays []models.Residence, person string) *DiffSide {
	for _, s := range stays {
		if s.PersonID == person {
			w := relationWord(s.Relation)
			return &DiffSide{Value: s.Relation, Text: &w, Since: s.ValidFrom, CaseID: s.CaseID}
		}
	}
	return nil
}
