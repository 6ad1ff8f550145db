package workflow

import "fmt"

// vocabulary demands Chinese and English of every word, used or not: a word may
// be shown before a definition takes it up.
func (c *checker) vocabulary() {
	for _, k := range sorted(c.b.states) {
		c.named(c.b.states[k], "state "+string(k))
	}
	for _, k := range sorted(c.b.events) {
		c.named(c.b.events[k], "event "+string(k))
	}
	for _, k := range sorted(c.b.effects) {
		c.named(c.b.effects[k], "effect "+string(k))
	}
	for _, k := range sorted(c.b.limits) {
		c.named(c.b.limits[k].Word, "limit "+string(k))
		c.founded([]Basis{c.b.limits[k].Basis}, "", "", "limit "+string(k))
	}
	for _, k := range sorted(c.b.materials) {
		c.named(c.b.materials[k].Word, "paper "+string(k))
	}
	for _, k := range sorted(c.b.tasks) {
		c.named(c.b.tasks[k], "task "+string(k))
	}
	for _, k := range sorted(c.b.subjects) {
		c.named(c.b.subjects[k], "subject "+string(k))
	}
	for _, k := range sorted(c.b.fields) {
		c.field(k, c.b.fields[k])
	}
}

func (c *checker) field(k Field, r FieldRule) {
	c.named(r.Word, "field "+string(k))
	for _, code := range r.Codes {
		c.named(code.Word, fmt.Sprintf("field %s, code %s", k, code.Value))
	}
	for _, in := range r.Settled {
		c.fieldFrom(in, FromInput, "", "")
	}
	classed := r.Class == "A" || r.Class == "B" || r.Class == "C" || r.Class == "D"
	if !classed || (r.Kind == KindCode && len(r.Codes) == 0) {
		c.add("bad_code_list", "", "", string(k))
	}
}

// words demands that a definition is written in the vocabulary alone.
func (c *checker) words() {
	d := c.d
	c.named(d.Names, "business "+string(d.Business))
	for _, s := range append(d.States(), d.Ends...) {
		_, ok := c.b.states[s]
		c.known(ok, "state", s, "", string(s))
	}
	for _, step := range d.Steps {
		c.stepWords(step)
	}
	reached := map[State]bool{}
	for _, s := range d.States() {
		reached[s] = true
	}
	for _, s := range sorted(d.Limits) {
		c.known(reached[s], "state", s, "", string(s))
		c.lasting(d.Limits[s], s, "")
	}
}

func (c *checker) stepWords(s Step) {
	at := s.at()
	c.known(len(s.From) > 0, "state", at, s.On, "")
	_, ok := c.b.events[s.On]
	c.known(ok, "event", at, s.On, string(s.On))
	roles, seats := RoleWords(), SeatWords()
	for _, by := range append(append([]By{}, s.By...), s.Propose...) {
		_, ok := roles[by.Role]
		c.known(ok, "role", at, s.On, string(by.Role))
		_, ok = seats[by.Seat]
		c.known(ok, "seat", at, s.On, string(by.Seat))
	}
	for _, f := range append(append([]Field{}, s.Needs...), s.May...) {
		c.fieldFrom(f, FromInput, at, s.On)
	}
	for _, id := range s.If {
		_, ok := c.b.guards[id]
		c.known(ok, "guard", at, s.On, string(id))
	}
	for _, e := range s.Do {
		_, ok := c.b.effects[e]
		c.known(ok, "effect", at, s.On, string(e))
	}
	c.founded(s.Basis, at, s.On, "")
}

// fieldFrom demands a known field of the one source.
func (c *checker) fieldFrom(f Field, want Source, s State, e Event) {
	r, ok := c.b.fields[f]
	c.known(ok, "field", s, e, string(f))
	if ok && r.Source != want {
		c.add("wrong_source", s, e, string(f))
	}
}

// rules looks at what a definition says beside its steps: form, papers, levels,
// tasks, clocks of the citizen.
func (c *checker) rules() {
	d := c.d
	if !d.Edition.Valid() {
		c.add("bad_edition", "", "", string(d.Edition))
	}
	c.founded(d.Basis, "", "", string(d.Business))
	for _, f := range d.Facts {
		c.fieldFrom(f.Field, FromForm, "", "")
		c.condition(f.When, "", "")
	}
	for _, m := range d.Materials {
		_, ok := c.b.materials[m.Kind]
		c.known(ok, "material", "", "", string(m.Kind))
		c.condition(m.When, "", "")
		c.founded([]Basis{m.Basis}, "", "", string(m.Kind))
	}
	if d.Profile < P0 || d.Profile > P3 {
		c.add("bad_level", "", "", fmt.Sprint(int(d.Profile)))
	}
	for _, e := range d.Escalators {
		_, ok := c.b.guards[e.When]
		c.known(ok, "guard", "", "", string(e.When))
		c.founded([]Basis{e.Basis}, "", "", string(e.When))
		if e.To <= d.Profile || e.To > P3 {
			c.add("bad_level", "", "", string(e.When))
		}
	}
	if _, ok := c.b.subjects[d.Subject]; d.Subject != "" || !d.NoLock {
		c.known(ok, "subject", "", "", string(d.Subject))
	}
	c.aside()
}

// aside looks at tasks, at the citizen's clock and at the lines of a batch.
func (c *checker) aside() {
	d := c.d
	on := map[Event]bool{}
	for _, s := range d.Steps {
		on[s.On] = true
	}
	for _, t := range d.Tasks {
		_, ok := c.b.tasks[t.Task]
		c.known(ok, "task", "", t.On, string(t.Task))
		c.known(on[t.On], "event", "", t.On, string(t.On))
		_, ok = RoleWords()[t.By.Role]
		c.known(ok, "role", "", t.On, string(t.By.Role))
		if t.By.Role == System {
			c.add("missing_role", "", t.On, string(t.Task))
		}
		c.lasting(t.Limit, "", t.On)
		c.founded([]Basis{t.Basis}, "", t.On, string(t.Task))
	}
	if d.Citizen != nil {
		c.fieldFrom(d.Citizen.Event, FromForm, "", "")
		c.founded([]Basis{d.Citizen.Basis}, "", "", string(d.Citizen.Event))
		if d.Citizen.Months <= 0 {
			c.add("limit_without_days", "", "", string(d.Citizen.Event))
		}
	}
	if d.Child != "" {
		known := false
		for _, x := range c.b.defs {
			known = known || x.Business == d.Child
		}
		c.known(known, "business", "", "", string(d.Child))
		if _, inForce := c.b.Current(d.Child, d.Edition); known && !inForce {
			c.add("edition_gap", "", "", string(d.Child))
		}
	}
}
