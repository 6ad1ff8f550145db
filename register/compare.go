package register

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// CompareResult is what a comparison found.
type CompareResult string

// The results. Only what has a second source can be equal or differ; not comparable is
// what no paper and no line of the register could say.
const (
	CompareEqual         CompareResult = "equal"
	CompareDiffers       CompareResult = "differs"
	CompareDeclaredOnly  CompareResult = "declared_only"
	CompareNotComparable CompareResult = "not_comparable"
	// CompareBlank is what was declared of a parent whom the report does not support: it
	// stays blank in the register, and that the register knows such a person shows nothing.
	CompareBlank CompareResult = "blank"
)

// CompareRow is one item of a case in the sources that speak of it: declared by the
// applicant, read from a paper or another authority's answer, held in the register
// (申报 | 材料 | 登记库 | 结果). A source that says nothing is nil.
type CompareRow struct {
	Field    workflow.Field `json:"field"`
	Item     workflow.Word  `json:"item"`
	Declared *CompareCell   `json:"declared,omitempty"`
	Material *CompareCell   `json:"material,omitempty"`
	Register *CompareCell   `json:"register,omitempty"`
	Result   CompareResult  `json:"result"`
	// MaterialDiffers and RegisterDiffers say which source does not agree with what
	// was declared.
	MaterialDiffers bool `json:"material_differs,omitempty"`
	RegisterDiffers bool `json:"register_differs,omitempty"`
	// Settled is what an officer decided on the difference; nil while nobody did.
	Settled *Settled `json:"settled,omitempty"`
}

// CompareCell is what one source says. Value is as it is read, numbers masked; Text
// says what a code means. Source names the paper or the line of the register.
type CompareCell struct {
	Value  string         `json:"value"`
	Text   *workflow.Word `json:"text,omitempty"`
	Source workflow.Word  `json:"source"`
	// MaterialID is the paper of the case that it was read from, when one is there.
	MaterialID string `json:"material_id,omitempty"`
	// Officer and At say who wrote it down and when; PersonID and Since are the
	// register's line and the day from which it holds.
	Officer  string      `json:"officer,omitempty"`
	At       time.Time   `json:"at,omitzero"`
	PersonID string      `json:"person_id,omitempty"`
	Since    models.Date `json:"since,omitempty"`
	// raw is the value unmasked, for the comparison.
	raw string
}

// Compare sets every declared item of a case beside what its papers and the register
// say, in the order of the form. What is restricted (class D) is left to the handling
// body. Of a case that has ended the register's side is left out: its people are
// looked at for a purpose. The look is logged, each person set beside on a row.
func (r *Registrar) Compare(ctx context.Context, actor Actor, caseID string) ([]CompareRow, error) {
	var out []CompareRow
	err := r.reading(ctx, actor, func(a *act) error {
		if err := a.load(caseID); err != nil {
			return err
		}
		var err error
		out, err = a.comparison()
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// comparison sets the sources beside each other, with the mark of the look.
func (a *act) comparison() ([]CompareRow, error) {
	if over, err := a.sealedOver(); err != nil || over || a.narrowed() {
		return []CompareRow{}, errors.Join(err, a.logAccess("compare"))
	}
	c, err := a.comparer()
	if err != nil {
		return nil, err
	}
	people := make([]models.Person, 0, len(c.people))
	for id, p := range c.people {
		if c.sealed[id].withheld() == "" {
			people = append(people, p)
		}
	}
	return c.rows(), a.logLook(look{inCase: true, caseID: a.c.ID, code: PurposeCase, purpose: "case"}, "compare", people...)
}

// comparer holds what the sources of a case say, read once.
type comparer struct {
	a       *act
	facts   workflow.Facts // as visible, numbers in the clear
	subject string         // the id of the subject's line in the register
	people  map[string]models.Person
	sealed  map[string]closedFile
	hidden  map[string]bool // under protection
	houses  map[string]models.Household
	orgs    map[string]models.Organisation
	units   map[string]models.Institution
	grounds []models.Guardianship // of the subject
	numbers map[string]string     // by person, in the clear
	written map[workflow.Field]writtenInput
	papers  map[workflow.MaterialKind]models.Material
	settled map[workflow.Field]settledRow
}

// writtenInput is what an officer wrote with a step, from a paper or an answer.
type writtenInput struct {
	value any
	by    string
	at    time.Time
	seq   int64
}

// comparer reads everything that the comparison of a case needs: the steps that copy
// from papers, the papers, the people and households named.
func (a *act) comparer() (*comparer, error) {
	c := &comparer{a: a, facts: workflow.Facts{}, people: map[string]models.Person{}, houses: map[string]models.Household{}, orgs: map[string]models.Organisation{},
		units: map[string]models.Institution{}, numbers: map[string]string{}, written: map[workflow.Field]writtenInput{}, papers: map[workflow.MaterialKind]models.Material{},
		settled: map[workflow.Field]settledRow{}}
	for k := range a.visibleFacts() {
		c.facts[k] = a.form.Facts[k]
	}
	papers, err := a.materials()
	if err != nil {
		return nil, err
	}
	for _, m := range papers {
		if was, have := c.papers[workflow.MaterialKind(m.Kind)]; !have || was.Verdict != VerdictOK || m.Verdict == VerdictOK {
			c.papers[workflow.MaterialKind(m.Kind)] = m
		}
	}
	if err := c.readWritten(); err != nil {
		return nil, err
	}
	return c, c.readRegister()
}

// readWritten opens the journal rows of the steps that write down what a paper says;
// of several the last counts.
func (c *comparer) readWritten() error {
	events := []string{string(workflow.DifferenceSettled)}
	for _, s := range c.a.def.Steps {
		for _, f := range joined(s.Needs, s.May) {
			if _, copies := copiedTo[f]; copies {
				events = append(events, string(s.On))
				break
			}
		}
	}
	rows, err := store.Many[models.Entry](c.a.tx, "seq", "case_id = ? and event in ?", c.a.c.ID, events)
	if err != nil {
		return err
	}
	for _, e := range rows {
		rec, err := c.a.r.openRecord(e)
		if err != nil {
			return err
		}
		if rec.Event == workflow.DifferenceSettled {
			c.readSettled(e.Seq, rec)
			continue
		}
		for f, to := range copiedTo {
			rule, _ := c.a.r.book.Field(f)
			if v, ok := rec.Input[f]; ok && rec.Input.Has(f) && (rule.Class != "D" || c.a.seesRestricted()) {
				c.written[to] = writtenInput{value: v, by: rec.Name, at: rec.At, seq: e.Seq}
			}
		}
	}
	return c.dropLapsed()
}

// readRegister reads the people whom the case names, their households, bodies and the
// guardianships of its subject, each kind in one read.
func (c *comparer) readRegister() error {
	if c.a.c.ClosedAt != nil {
		return c.readOrgs()
	}
	var err error
	if c.people, err = c.a.peopleByID(c.peopleNamed()); err != nil {
		return err
	}
	if c.sealed, err = c.a.sealedFiles(slices.Collect(maps.Keys(c.people))); err != nil {
		return err
	}
	if c.hidden, err = c.a.protectedAmong(slices.Collect(maps.Values(c.people))); err != nil {
		return err
	}
	var homes []string
	for id, p := range c.people {
		if c.sealed[id].withheld() != "" {
			c.people[id] = models.Person{ID: id, Name: SealedWord().Zh}
			continue
		}
		n, err := c.a.r.number(p)
		if err != nil {
			return err
		}
		if err := c.a.hideWhere(&p, Folded{}); err != nil {
			return err
		}
		c.people[id] = p
		c.numbers[id], homes = n.Reveal(), append(homes, p.HouseholdID)
	}
	if id := c.facts.Text(workflow.FactHousehold); id != "" {
		homes = append(homes, id)
	}
	var houses []models.Household
	err = c.a.tx.Together(store.Into(&houses, "id", "id in ?", append(homes, "")),
		store.Into(&c.grounds, "valid_from, id", "ward_id = ? and ward_id <> '' and closed_at is null", c.subject))
	if err != nil {
		return err
	}
	for _, h := range houses {
		c.houses[h.ID] = h
	}
	return c.readOrgs()
}

// peopleNamed are the ids of the people of the register whom the case names.
func (c *comparer) peopleNamed() []string {
	var ids []string
	for k := range c.facts {
		if rule, ok := c.a.r.book.Field(k); ok && rule.Kind == workflow.KindPerson {
			ids = append(ids, c.facts.Text(k))
		}
	}
	for _, s := range c.a.cache.subjects {
		if s.Role == string(c.a.def.Subject) && s.PersonID != "" && c.subject == "" {
			c.subject = s.PersonID
		}
		if s.PersonID != "" {
			ids = append(ids, s.PersonID)
		}
	}
	return ids
}

// readOrgs reads the bodies that the facts and the people name, and the institution
// that the case names, also of a case that has ended: their names are nobody's data.
func (c *comparer) readOrgs() error {
	codes := append(c.facts.List(workflow.FactCandidates), c.facts.Text(workflow.FactOriginStation))
	for _, p := range c.people {
		codes = append(codes, p.Org)
	}
	for _, h := range c.houses {
		codes = append(codes, h.Org)
	}
	var rows []models.Organisation
	var units []models.Institution
	unit := c.facts.Text(workflow.FactInstitution)
	err := c.a.tx.Together(store.Into(&rows, "code", "code in ?", codes),
		store.Into(&units, "id", "? <> '' and (id = ? or credit_code = ? or name = ?)", unit, unit, unit, unit))
	for _, o := range rows {
		c.orgs[o.Code] = o
	}
	if len(units) == 1 {
		c.units[unit] = units[0]
	}
	return err
}

// rows are the comparison, in the order of the form; an item that only a paper speaks
// of stands where the form would have it.
func (c *comparer) rows() []CompareRow {
	out := []CompareRow{}
	for _, rule := range c.a.def.Facts {
		word, ok := c.a.r.book.Field(rule.Field)
		if !ok || word.Class == "D" && !c.a.seesRestricted() {
			continue
		}
		row := CompareRow{Field: rule.Field, Item: word.Word, Declared: c.declared(rule.Field, word), Material: c.material(rule.Field, word), Register: c.register(rule.Field, word)}
		if row.Declared == nil && row.Material == nil {
			continue
		}
		if c.judge(&row, word); c.blank(rule.Field) {
			row.Result, row.MaterialDiffers, row.RegisterDiffers = CompareBlank, false, false
		}
		row.Settled = c.decided(row, word)
		out = append(out, row)
	}
	return out
}

// material is what a step wrote down from a paper or an answer, else what the form
// copied from the certificate.
func (c *comparer) material(f workflow.Field, rule workflow.FieldRule) *CompareCell {
	if w, ok := c.written[f]; ok {
		cell := c.paperCell(f, rule, w.value, copiedPaper[f])
		if cell != nil {
			cell.Officer, cell.At = w.by, w.at
		}
		return cell
	}
	if from, ok := formCopies[f]; ok && c.facts.Has(from) {
		return c.paperCell(f, rule, c.facts[from], copiedPaper[f])
	}
	return nil
}

// paperCell is a value with the paper it was read from.
func (c *comparer) paperCell(f workflow.Field, rule workflow.FieldRule, v any, kind workflow.MaterialKind) *CompareCell {
	word, ok := c.a.r.book.Material(kind)
	if !ok {
		word.Word = workflow.Word{Zh: "核实记录", En: "Findings on record"}
	}
	cell := c.cell(f, rule, v, word.Word)
	if cell != nil {
		cell.MaterialID = c.papers[kind].ID
	}
	return cell
}

// register is what the register has on the person, parent or household concerned.
func (c *comparer) register(f workflow.Field, rule workflow.FieldRule) *CompareCell {
	find, ok := registerSays[f]
	if !ok {
		return nil
	}
	said, ok := find(c)
	if !ok {
		return nil
	}
	source := workflow.Word{Zh: "登记库", En: "Register"}
	if c.sealed[said.person].withheld() != "" {
		word := SealedWord()
		return &CompareCell{Value: word.Zh, Text: &word, Source: source, PersonID: said.person}
	}
	cell := c.cell(f, rule, said.value, source)
	if cell == nil {
		return nil
	}
	if p, ok := c.people[said.person]; ok {
		cell.PersonID, cell.Since = p.ID, said.since
		cell.Source = workflow.Word{Zh: "登记库：" + p.Name, En: "Register: " + p.Name}
	}
	return cell
}

// judge compares the sources that speak of an item with what was declared; where
// nothing was declared, the paper with the register.
func (c *comparer) judge(row *CompareRow, rule workflow.FieldRule) {
	base := row.Declared
	if base == nil {
		base = row.Material
	}
	register := row.Register
	if register != nil && register.raw == "" {
		register = nil // the seal's word agrees with nothing
	}
	row.MaterialDiffers = row.Material != nil && !sameItem(rule.Kind, base.raw, row.Material.raw)
	row.RegisterDiffers = register != nil && !sameItem(rule.Kind, base.raw, register.raw)
	_, inRegister := registerSays[row.Field]
	_, onPaper := copiedPaper[row.Field]
	switch {
	case row.MaterialDiffers || row.RegisterDiffers:
		row.Result = CompareDiffers
	case row.Declared != nil && (row.Material != nil || register != nil) || row.Material != nil && register != nil:
		row.Result = CompareEqual
	case row.Declared != nil && (inRegister || onPaper):
		row.Result = CompareDeclaredOnly
	default:
		row.Result = CompareNotComparable
	}
}

// sameItem tells whether two sources say the same: names by their folded characters,
// all else by every character.
func sameItem(kind workflow.Kind, x, y string) bool {
	if kind == workflow.KindName {
		return gb.Fold(x) == gb.Fold(y)
	}
	return x == y
}
