package workflow

import (
	"cmp"
	"maps"
	"slices"

	"hukou/models"
)

// Book is the whole rule book: every definition in every edition, with the words
// it is written in. It is built once and never changes.
type Book struct {
	defs      []*Definition
	guards    map[GuardID]Guard
	fields    map[Field]FieldRule
	states    map[State]Word
	events    map[Event]Word
	effects   map[Effect]Word
	limits    map[Limit]LimitRule
	materials map[MaterialKind]MaterialWord
	tasks     map[Task]Word
	subjects  map[SubjectRole]Word
	roles     map[Role]Word
	seats     map[Seat]Word
	names     map[Business]Word
	roads     map[State]Word
}

// NewBook writes the rule book down.
func NewBook() *Book { return newBook(Definitions()) }

// BookOf is a book of these definitions in the vocabulary of all: tests plant another
// edition so.
func BookOf(defs ...*Definition) *Book { return newBook(defs) }

func newBook(defs []*Definition) *Book {
	names := map[Business]Word{}
	for _, d := range defs {
		if _, known := names[d.Business]; !known {
			names[d.Business] = d.Names
		}
	}
	return &Book{defs: defs, guards: Guards(), fields: Fields(), states: StateWords(), events: EventWords(),
		effects: EffectWords(), limits: Limits(), materials: MaterialWords(), tasks: TaskWords(), subjects: SubjectWords(),
		roles: RoleWords(), seats: SeatWords(), names: names, roads: birthRoads()}
}

// Definitions lists every business in every edition, oldest edition first. Recusal
// bars the steps that a business adds as it bars the core's, the form that a business
// requires is whole at all of them that make, decide or enter, and what was approved and
// cannot be entered goes back to be decided anew.
func Definitions() []*Definition {
	all := slices.Concat(births(), wards(), endings(), changes(), firsts(), issues(), collectives(), leads())
	for _, d := range all {
		d.followingHousehold()
		if d.Unregistered {
			d.Steps = Process(d.Steps).entryNamed()
		}
		d.Steps = Process(d.Steps).decidedAnew().agreedAgain().standingAside().formWhole()
	}
	return all
}

// All lists the current edition of every business as of the day, in book order.
func (b *Book) All(day models.Date) []*Definition {
	var out []*Definition
	for _, d := range b.defs {
		if cur, ok := b.Current(d.Business, day); ok && cur == d {
			out = append(out, d)
		}
	}
	return out
}

// BatchOf is the business whose batches have lines of this one; false for a business
// that is opened by itself.
func (b *Book) BatchOf(business Business) (Business, bool) {
	for _, d := range b.defs {
		if d.Child == business && business != "" {
			return d.Business, true
		}
	}
	return "", false
}

// Editions lists every definition of every business.
func (b *Book) Editions() []*Definition { return b.defs }

// Current is the edition of a business in force on the day.
func (b *Book) Current(business Business, day models.Date) (*Definition, bool) {
	var found []*Definition
	for _, d := range b.defs {
		if d.Business == business && d.Edition <= day {
			found = append(found, d)
		}
	}
	if len(found) == 0 {
		return nil, false
	}
	return slices.MaxFunc(found, func(x, y *Definition) int { return cmp.Compare(x.Edition, y.Edition) }), true
}

// Get is one edition of a business: the one a case was opened under.
func (b *Book) Get(business Business, edition models.Date) (*Definition, bool) {
	for _, d := range b.defs {
		if d.Business == business && d.Edition == edition {
			return d, true
		}
	}
	return nil, false
}

// Guard, Field, Limit and the words below look one thing up in the vocabulary.
func (b *Book) Guard(id GuardID) (Guard, bool) { g, ok := b.guards[id]; return g, ok }

// Field describes a field; false when the word is not in the vocabulary.
func (b *Book) Field(f Field) (FieldRule, bool) { r, ok := b.fields[f]; return r, ok }

// Limit is a limit's rule with its preset.
func (b *Book) Limit(l Limit) (LimitRule, bool) { r, ok := b.limits[l]; return r, ok }

// Material names a kind of paper.
func (b *Book) Material(m MaterialKind) (MaterialWord, bool) { w, ok := b.materials[m]; return w, ok }

// StateWord names a state.
func (b *Book) StateWord(s State) Word { return b.states[s] }

// StateFor says in a sentence for whom a state is, where an officer chooses between several;
// empty elsewhere.
func (b *Book) StateFor(s State) Word { return b.roads[s] }

// EventWord names an event; the proposal of a two-person act is named after it.
func (b *Book) EventWord(e Event) Word {
	if w, ok := b.events[e]; ok {
		return w
	}
	const prefix = "propose_"
	if len(e) > len(prefix) && e[:len(prefix)] == prefix {
		w := b.events[e[len(prefix):]]
		return Word{Zh: "提出：" + w.Zh, En: "Propose: " + w.En}
	}
	return Word{}
}

// EffectWord names an effect.
func (b *Book) EffectWord(e Effect) Word { return b.effects[e] }

// TaskWord names a task.
func (b *Book) TaskWord(t Task) Word { return b.tasks[t] }

// SubjectWord names a subject's role.
func (b *Book) SubjectWord(s SubjectRole) Word { return b.subjects[s] }

// RoleWord names a role; the empty word for one that the book does not know.
func (b *Book) RoleWord(r Role) Word { return b.roles[r] }

// SeatWord names a seat.
func (b *Book) SeatWord(s Seat) Word { return b.seats[s] }

// BusinessWord names a business as its oldest edition does; one that the book does not
// know goes by its code.
func (b *Book) BusinessWord(name Business) Word {
	if w, ok := b.names[name]; ok {
		return w
	}
	return Word{Zh: string(name), En: string(name)}
}

// MaterialKinds lists every kind of paper by its code.
func (b *Book) MaterialKinds() []MaterialKind { return slices.Sorted(maps.Keys(b.materials)) }

// Holds evaluates a condition on facts outside a step: an escalator, a rule of
// materials, a rule of the form. The empty condition holds.
func (b *Book) Holds(id GuardID, f Facts) bool {
	if id == "" {
		return true
	}
	g := b.guards[id]
	return g.Met != nil && g.Met(f.only(g.Reads))
}

// RequiredLevel is the level that decides: the policy row's when it speaks,
// else the profile lifted by every escalator that holds.
func (b *Book) RequiredLevel(d *Definition, f Facts) Level {
	out := d.Profile
	if f.Has(FPolicyLevel) {
		out = Level(f.Int(FPolicyLevel))
	}
	for _, e := range d.Escalators {
		if e.To > out && b.Holds(e.When, f) {
			out = e.To
		}
	}
	return out
}

// FieldsOf lists the fields the guards of a step read, so that the register
// gathers those and no others.
func (b *Book) FieldsOf(d *Definition, from State, on Event) []Field {
	var out []Field
	add := func(f Field) {
		if !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	for _, s := range d.expanded(from, on) {
		for _, id := range s.If {
			for _, f := range b.guards[id].Reads {
				add(f)
			}
		}
		if s.Back {
			add(FReturnTo)
		}
		if len(s.Stood) > 0 {
			add(FStatesBefore)
		}
	}
	return out
}
