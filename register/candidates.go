package register

import (
	"context"
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// Candidate is an entry of the register that may be the child of the case, set
// beside what was declared. It says in what the two agree and never that they are
// one: a person confirms that by eye.
type Candidate struct {
	PersonID  string      `json:"person_id"`
	Name      string      `json:"name"`
	Sex       string      `json:"sex"`
	BirthDate models.Date `json:"birth_date"`
	Number    string      `json:"citizen_number_masked,omitempty"`
	Father    string      `json:"father,omitempty"`
	Mother    string      `json:"mother,omitempty"`
	Station   string      `json:"station"`
	Status    string      `json:"status"`
	Agrees    []string    `json:"agrees"`
	Differs   []string    `json:"differs"`
	alike     bool
}

// Alike tells whether an entry has the sex and birth date declared and the name, or one of
// the same sound: it is ruled out with a reason, or it is the person's.
func (c Candidate) Alike() bool { return c.alike }

// matchingStates are where a child is searched for.
var matchingStates = []workflow.State{workflow.Matching, workflow.Accepted, workflow.Verifying}

// comparesHere tells whether entries are compared where the case stands: there, and where
// a step rules them out or an approval rests on that; elsewhere nobody is compared.
func (a *act) comparesHere() bool {
	return slices.Contains(matchingStates, a.state()) || slices.ContainsFunc(a.def.From(a.state()), looksAtAlikes)
}

// looksAtAlikes tells whether whoever takes the step rules agreeing entries out, or approves
// only where they are.
func looksAtAlikes(s workflow.Step) bool {
	return slices.Contains(s.May, workflow.InDismissed) || s.On == workflow.Approve && slices.Contains(s.If, workflow.GLookAlikesOut)
}

// LooksAtAlikes tells whether whoever takes the step where a case stands rules agreeing
// entries out, or approves only where they are: they are shown to whoever does.
func LooksAtAlikes(d *workflow.Definition, at workflow.State, on workflow.Event) bool {
	return slices.ContainsFunc(d.From(at), func(s workflow.Step) bool { return s.On == on && looksAtAlikes(s) })
}

// mayRuleOut tells whether the officer takes such a step here.
func (a *act) mayRuleOut() bool {
	mine := a.actor.standings(a.seats)
	return slices.ContainsFunc(a.def.From(a.state()), func(s workflow.Step) bool {
		return looksAtAlikes(s) && slices.ContainsFunc(s.By, func(by workflow.By) bool { return slices.Contains(mine, by) })
	})
}

// yearsApart is how far an estimated birth date may lie from the registered one.
const yearsApart = 2

// Candidates looks through the whole register for the child of a case that is being
// searched for: by number, by name, by the sound of the name, each near the birth
// date. It is the one search beyond the officer's jurisdiction, it shows what must be
// compared and nothing else, and each entry shown is logged for the case.
func (r *Registrar) Candidates(ctx context.Context, actor Actor, caseID string) ([]Candidate, error) {
	out := []Candidate{}
	err := r.reading(ctx, actor, func(a *act) error {
		if err := a.load(caseID); err != nil {
			return err
		}
		if !a.ownSeat() || !actor.Has(workflow.Clerk, workflow.Head) && !a.mayRuleOut() {
			return ErrForbidden
		}
		if !a.seeksEntry() && !a.justBorn() || !a.comparesHere() {
			return &Refused{State: a.state(), Version: a.c.Version, Refusal: workflow.Refusal{Cause: workflow.NotFromHere, Allowed: a.def.Offered(a.state())}}
		}
		people, err := a.candidates()
		if err != nil {
			return err
		}
		if people, err = a.unsealed(people); err != nil {
			return err
		}
		for _, p := range people {
			c, err := a.compare(p)
			if err != nil {
				return err
			}
			out = append(out, c)
		}
		return a.logLook(look{inCase: true, caseID: caseID, code: PurposeCase, purpose: "case"}, "candidates", people...)
	})
	return out, err
}

// candidates are at most fifty entries: the number's own, then those of the household to
// join, those one character apart, and those of the name and of its sound whose birth is near.
func (a *act) candidates() ([]models.Person, error) {
	var out []models.Person
	add := func(rows []models.Person, err error) error {
		for _, p := range rows {
			if !slices.ContainsFunc(out, func(x models.Person) bool { return x.ID == p.ID }) && len(out) < 50 {
				out = append(out, p)
			}
		}
		return err
	}
	if no, err := models.ParseCitizenNumber(a.fact(workflow.FactWardNumber)); err == nil {
		if err := add(store.Many[models.Person](a.tx, "id", "number_index = ?", a.r.numberIndex(no))); err != nil {
			return nil, err
		}
	}
	like, err := a.likeNewborn()
	if err != nil {
		return nil, err
	}
	ofMother := slices.DeleteFunc(like.ofMother, func(p models.Person) bool { return a.orderOf(p) != "" })
	if err := add(append(ofMother, like.namesakes...), nil); err != nil || a.justBorn() {
		return out, err
	}
	s := a.sought()
	from, to := s.born.AddMonths(-12*yearsApart), s.born.AddMonths(12*yearsApart)
	if home := a.fact(workflow.FactHousehold); home != "" {
		if err := add(store.Many[models.Person](a.tx, "id limit 50", "household_id = ? and relation <> ? and birth_date = ? and sex = ? and status = 'active'", home, string(gb.RelationNotRelated), string(s.born), s.sex)); err != nil {
			return nil, err
		}
	}
	if near, err := a.oneCharacterApart(s); err != nil {
		return nil, err
	} else if err := add(near, nil); err != nil {
		return nil, err
	}
	// Those of the very day come first, so that a common name pushes none of them out, and
	// of them who is registered. The order is by a column without an index: by id alone
	// PostgreSQL may walk the whole register in the order of its key to fill the fifty.
	sound, _ := searchKeys(s.name)
	if err := add(store.Many[models.Person](a.tx, "status, id limit 50", "pinyin = ? and birth_date = ? and sex = ?", sound, string(s.born), s.sex)); err != nil {
		return nil, err
	}
	if err := add(store.Many[models.Person](a.tx, "birth_date, id limit 50", "name = ? and birth_date between ? and ?", s.name, string(from), string(to))); err != nil {
		return nil, err
	}
	return out, add(store.Many[models.Person](a.tx, "birth_date, id limit 50", "pinyin = ? and birth_date between ? and ?", sound, string(from), string(to)))
}

// oneCharacterApart are those of the sex and day declared whose name differs in one
// character, among the bearers of numbers that the county of the register station gave for
// that day: a name misread or misheard makes nobody another person. The ledger is read by
// its key, some dozens of rows. Of children in care, among whom one estimated day and a
// series of names are many, it is not asked.
func (a *act) oneCharacterApart(s likeness) ([]models.Person, error) {
	if a.def.Subject == workflow.Ward || !s.born.Valid() {
		return nil, nil
	}
	o, err := a.org(a.c.RegisterOrg)
	if err != nil {
		return nil, err
	}
	d, ok, err := a.divisionOn(o.Division, a.today)
	if err != nil || !ok {
		return nil, err
	}
	people, err := store.Many[models.Person](a.tx, "status, id", "id in (select person_id from number_ledger where division = ? and birth_date = ? and person_id <> '') and sex = ?", d.NumberPrefix, string(s.born), s.sex)
	return slices.DeleteFunc(people, func(p models.Person) bool { return !oneApart(p.Name, s.name) }), err
}

// oneApart tells whether two names of two characters or more differ in one: another
// character, or one that the other name lacks.
func oneApart(x, y string) bool {
	long, short := []rune(gb.Fold(x)), []rune(gb.Fold(y))
	if len(long) < len(short) {
		long, short = short, long
	}
	if len(short) < 2 || len(long)-len(short) > 1 {
		return false
	}
	i := 0
	for i < len(short) && long[i] == short[i] {
		i++
	}
	if i == len(long) {
		return false // one and the same
	}
	rest := i
	if len(long) == len(short) {
		rest = i + 1
	}
	return slices.Equal(long[i+1:], short[rest:])
}

// newbornLike are entries that a newborn's is told apart from: the children of the mother
// declared who were born that day, and, just after the birth, the child of that name and
// day of another parent, who is met once in a great while. Of the mother's, those of whom
// the register does not know which child of the birth they are look like the newborn:
// whoever was found and entered before she was, perhaps. Twins are told apart by their order.
type newbornLike struct{ ofMother, namesakes []models.Person }

func (a *act) likeNewborn() (newbornLike, error) {
	if a.foreseen != nil && a.foreseen.like != nil {
		return *a.foreseen.like, nil
	}
	var out newbornLike
	return out, a.tx.Together(a.readNewbornLike(&out)...)
}

func (a *act) readNewbornLike(out *newbornLike) []store.Reading {
	var reads []store.Reading
	s := a.sought()
	if mother := a.fact(workflow.FactMother); a.def.Subject == workflow.Child && mother != "" && s.born.Valid() {
		reads = append(reads, store.Into(&out.ofMother, "id limit 50", "mother_id = ? and birth_date = ? and "+wasRegistered, mother, string(s.born)))
	}
	if a.justBorn() {
		reads = append(reads, store.Into(&out.namesakes, "status, id limit 50", "name = ? and birth_date = ? and sex = ?", s.name, string(s.born), s.sex))
	}
	return reads
}

// compare sets an entry beside the declared facts, item by item.
func (a *act) compare(p models.Person) (Candidate, error) {
	c := Candidate{PersonID: p.ID, Name: p.Name, Sex: p.Sex, BirthDate: p.BirthDate, Station: p.Org, Status: string(p.Status), Agrees: []string{}, Differs: []string{}, alike: a.agrees(p)}
	own, err := a.ownEntry(p)
	if err != nil {
		return c, err
	}
	c.alike = c.alike && !own
	n, err := a.r.number(p)
	if err != nil {
		return c, err
	}
	c.Number = n.Masked()
	for _, parent := range []struct {
		id   string
		into *string
	}{{p.FatherID, &c.Father}, {p.MotherID, &c.Mother}} {
		if q, ok, err := a.personByID(parent.id); err != nil {
			return c, err
		} else if ok {
			if *parent.into, err = a.nameBeside(q); err != nil {
				return c, err
			}
		}
	}
	c.Differs = append(c.Differs, a.differences(p, n)...)
	for _, what := range []string{"name", "sex", "birth_date", "citizen_number"} {
		if !slices.Contains(c.Differs, what) && (what != "citizen_number" || a.fact(workflow.FactWardNumber) != "") {
			c.Agrees = append(c.Agrees, what)
		}
	}
	return c, nil
}
