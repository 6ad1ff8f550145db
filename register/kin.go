package register

import (
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// The search for kin goes from person to parents, spouse and household, a round at a
// time. Four rounds are a marriage, the grandparents of both and a household between.
// The number of people keeps a wrong row that joins half a county from stopping the
// counter.
const (
	kinRounds = 4
	kinPeople = 600
)

// kinRow is what of a person tells kinship.
type kinRow struct {
	ID          string
	FatherID    string
	MotherID    string
	SpouseID    string
	HouseholdID string
	Relation    string
	// FamilyID is the family household lived in, "" in a collective one; HeadID its head.
	FamilyID string
	HeadID   string
	Version  int64
}

const (
	kinSelect  = `select p.id, p.father_id, p.mother_id, p.spouse_id, p.household_id, p.relation, coalesce(h.id, '') as family_id, coalesce(h.head_id, '') as head_id, p.version from `
	kinColumns = kinSelect + `people p left join households h on h.id = p.household_id and h.kind = 'family'`
)

// kinHouse reads all who share a family household with some people; the lines of a
// collective household say nothing about kin. The cross joins keep SQLite to the
// order written; its statistics know nothing of short lists.
const kinHouse = kinSelect + ` people q cross join households h cross join people p
where q.id in ? and h.id = q.household_id and h.kind = 'family' and p.household_id = h.id`

// kinAround reads some people and those of their households in one statement. A row
// may come twice.
func kinAround(found *[]kinRow, ids []string) store.Reading {
	return store.IntoRows(found, kinColumns+" where p.id in ? union all "+kinHouse, ids, ids)
}

// kinNear reads beside them their children, and those who name one as spouse.
func kinNear(found *[]kinRow, ids []string) store.Reading {
	text, args := kinColumns+" where p.id in ? union all "+kinHouse, []any{ids, ids}
	for _, named := range []string{"father_id", "mother_id", "spouse_id"} {
		text += " union all " + kinColumns + " where p." + named + " in ? and p." + named + " <> ''"
		args = append(args, ids)
	}
	return store.IntoRows(found, text, args...)
}

// ownKin is what the register knows about the kin of an officer: their graph, and the
// family household where the officer lives.
type ownKin struct {
	graph Graph
	home  string
	// versions are those of everybody read.
	versions map[string]int64
}

// loadKin reads the kin of an officer and of some people, as far as the rule of recusal
// asks. Where the register knows no kin of the officer's at all, one message tells, and
// the graph stays empty. More reads travel in that message.
func loadKin(tx *store.Tx, me string, others []string, more ...store.Reading) (ownKin, error) {
	k := ownKin{graph: NewGraph(), versions: map[string]int64{}}
	var found []kinRow
	if err := tx.Together(append(more, kinNear(&found, append([]string{me}, others...)))...); err != nil {
		return k, err
	}
	for _, r := range found {
		k.versions[r.ID] = r.Version
	}
	if i := slices.IndexFunc(found, func(r kinRow) bool { return r.ID == me }); i >= 0 {
		k.home = found[i].FamilyID
	}
	if alone(found, me) {
		return k, nil
	}
	rows := map[string]kinRow{}
	for round := 1; ; round++ {
		for _, r := range found {
			rows[r.ID] = r
		}
		frontier := kinFrontier(rows, found)
		if round == kinRounds || len(frontier) == 0 || len(rows) > kinPeople {
			break
		}
		found = nil
		if err := tx.Together(kinAround(&found, frontier)); err != nil {
			return k, err
		}
	}
	fill(k.graph, rows)
	return k, nil
}

// alone tells whether nobody found is named by the person or names them, and nobody
// shares their household.
func alone(found []kinRow, me string) bool {
	return !slices.ContainsFunc(found, func(r kinRow) bool {
		if r.ID == me {
			return r.FatherID != "" || r.MotherID != "" || r.SpouseID != "" || r.HeadID != "" && r.HeadID != me
		}
		return slices.Contains([]string{r.FatherID, r.MotherID, r.SpouseID, r.HeadID}, me)
	})
}

// kinFrontier names those whom the found rows name and who are not read yet.
func kinFrontier(rows map[string]kinRow, found []kinRow) []string {
	var out []string
	for _, r := range found {
		for _, id := range []string{r.FatherID, r.MotherID, r.SpouseID, r.HeadID} {
			if _, read := rows[id]; id != "" && !read && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// fill puts the rows in the graph, the persons' own words before the households'.
func fill(g Graph, rows map[string]kinRow) {
	houses := map[string][]kinRow{}
	for _, r := range rows {
		g.Father(r.ID, r.FatherID)
		g.Mother(r.ID, r.MotherID)
		g.Spouse(r.ID, r.SpouseID)
		if r.HeadID != "" {
			houses[r.HouseholdID] = append(houses[r.HouseholdID], r)
		}
	}
	for _, lines := range houses {
		members := make([]Member, len(lines))
		for i, r := range lines {
			members[i] = Member{ID: r.ID, Relation: gb.Relation(r.Relation)}
		}
		g.Household(lines[0].HeadID, members)
	}
}

// unbornLine stands for a child of the case who has no line in the register yet.
const unbornLine = "~child"

// kin reads the officer's kinship with the persons of the case, once, and puts a child
// who has no line yet beside the parents whom the facts name. More reads travel along
// the first time, which is when a step foresees what it will ask.
func (a *act) kin(more ...store.Reading) (ownKin, error) {
	if a.cache.loaded["kin"] {
		return a.cache.kin, a.tx.Together(more...)
	}
	parties, err := a.kinParties()
	if err != nil {
		return ownKin{}, err
	}
	child, ok, err := a.subject()
	if err != nil {
		return ownKin{}, err
	}
	k, err := loadKin(a.tx, a.actor.PersonID, parties, more...)
	if err != nil {
		return k, err
	}
	if !ok || child.PersonID == "" {
		k.graph.Mother(unbornLine, a.fact(workflow.FactMother))
		k.graph.Father(unbornLine, a.fact(workflow.FactFather))
	}
	a.cache.kin = k
	a.loaded("kin")
	return k, nil
}

// actorIsKin tells whether the officer is kin of a person of the case, or of the
// child it is about, whose parents the declared facts name. More reads travel along.
func (a *act) actorIsKin(more ...store.Reading) (bool, error) {
	if a.actor.system || a.actor.PersonID == "" {
		return false, a.tx.Together(more...)
	}
	parties, err := a.kinParties()
	if err != nil {
		return false, err
	}
	if len(parties) == 0 {
		return false, a.tx.Together(more...)
	}
	k, err := a.kin(more...)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(append(parties, unbornLine), func(id string) bool {
		_, kin := Related(k.graph, a.actor.PersonID, id)
		return kin
	}), nil
}

// kinParties are the persons of the register whom the case or its declared facts
// name.
func (a *act) kinParties() ([]string, error) {
	rows, err := a.subjects()
	if err != nil {
		return nil, err
	}
	var out []string
	add := func(id string) {
		if id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, s := range rows {
		add(s.PersonID)
	}
	for f := range a.form.Facts {
		if rule, ok := a.r.book.Field(f); ok && rule.Kind == workflow.KindPerson {
			add(a.fact(f))
		}
	}
	return out, nil
}

// notRecused refuses an act that a party, kin of a party or a recused officer may
// not do (公务员法 76).
func (a *act) notRecused() error {
	g, _ := a.r.book.Guard(workflow.GNotRecused)
	facts, err := a.gather(g.Reads)
	if err != nil || a.r.book.Holds(workflow.GNotRecused, facts) {
		return err
	}
	return a.unmet(workflow.GNotRecused)
}

// unmet is the refusal of an act for one condition, in the words of the rule book.
func (a *act) unmet(id workflow.GuardID) error {
	g, _ := a.r.book.Guard(id)
	return &Refused{State: a.state(), Version: a.before.Version, Refusal: workflow.Refusal{Cause: workflow.Unmet,
		Unmet: []workflow.Condition{{Code: string(id), Message: g.Unmet, Basis: g.Basis}}, Allowed: a.def.Offered(a.state())}}
}

// notFromHere is the refusal of an act that the case's state does not allow.
func (a *act) notFromHere() error {
	return &Refused{State: a.state(), Version: a.c.Version, Refusal: workflow.Refusal{Cause: workflow.NotFromHere, Allowed: a.def.Offered(a.state())}}
}

// personExists tells whether the register has the person.
func personExists(tx *store.Tx, id string) (bool, error) {
	n, err := store.Count[models.Person](tx, "id = ?", id)
	return n == 1, err
}
