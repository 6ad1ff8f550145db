package intake

import (
	"net/url"
	"slices"
	"strings"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// form is a case's declared data as boxes. Boxes hold what stands in them, typed or
// known; names are facts.FIELD.
type form struct {
	view  *register.CaseView
	def   *workflow.Definition
	book  *workflow.Book
	boxes map[string]string
	// masked are boxes of numbers that are known and shown masked: left empty, they
	// stay as they are.
	masked  map[string]string
	fault   *ui.Fault
	changes []register.Change
	people  map[workflow.Field]*register.PersonView
	house   *register.HouseholdView
	// home is the household of the person the case is about, where the form asks for the
	// relations in it.
	home *register.HouseholdView
	// near is what the stations of both chosen parents say about one prefecture, empty
	// where one of them is not known.
	near string
	// found are what a search for a box's person or household brought.
	found    map[workflow.Field][]register.Hit
	searched workflow.Field
	// alike are the entries like the person typed; looked tells that they were asked for,
	// held that the officer was about to hand in without having been shown one of them.
	alike        []register.Hit
	looked, held bool
	kept         string
	// itemsBy is who consents to joint items, and ticked which are; nil where nothing was typed.
	itemsBy string
	ticked  map[string]bool
	key     string
	// focus is the field that the page leads to: the first box, or what was looked for.
	focus workflow.Field
}

// first is the field of the form's first box.
func (f *form) first() workflow.Field {
	for _, s := range f.sections() {
		if len(s.fields) > 0 {
			return s.fields[0].Field
		}
	}
	return ""
}

// section is a titled group of boxes.
type section struct {
	zh, en string
	fields []workflow.FactRule
	// more are boxes that may stay empty and are.
	more []workflow.FactRule
}

// sections groups the form's boxes as the paper form does; what belongs to no group
// comes last.
func (f *form) sections() []section {
	groups := []section{{zh: "当事人", en: "Person"}, {zh: "出生医学证明", en: "Certificate of birth"}, {zh: "父母", en: "Parents"}, {zh: "落户", en: "Household"},
		{zh: "申报人", en: "Who declares"}, {zh: "其他", en: "Other"}}
	for _, rule := range f.def.Facts {
		if !f.asked(rule) {
			continue
		}
		g := &groups[groupOf(rule.Field)]
		if f.needed(rule) || f.namesEntry(rule.Field) || f.boxes[box(rule.Field)] != "" || f.fault.At(box(rule.Field)) != "" || f.kind(rule.Field) == workflow.KindPerson {
			g.fields = append(g.fields, rule)
		} else {
			g.more = append(g.more, rule)
		}
	}
	return slices.DeleteFunc(groups, func(s section) bool { return len(s.fields)+len(s.more) == 0 })
}

// asked tells whether the form shows a box for the fact: not where its condition does
// not hold, nor where the register has told it with a person that was taken. A box for
// a person is always there, to take the rest from.
func (f *form) asked(rule workflow.FactRule) bool {
	if f.kind(rule.Field) == workflow.KindPerson {
		return true
	}
	for _, parent := range []workflow.Field{workflow.FactMother, workflow.FactFather} {
		if f.boxes[box(parent)] != "" && (rule.Field == parent+"_name" || rule.Field == parent+"_number") {
			return false
		}
	}
	return rule.When == "" || f.book.Holds(rule.When, f.facts()) || f.boxes[box(rule.Field)] != ""
}

// groupOf is the place of a field's group in sections.
func groupOf(f workflow.Field) int {
	name := string(f)
	starts := func(prefixes ...string) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) })
	}
	switch {
	case starts("certificate"):
		return 1
	case starts("mother", "father", "parents", "foreign_parent", "protect_mother"):
		return 2
	case starts("follows", "household", "ethnicity", "relations", "collective", "helper_", "care_", "unit_", "remaining", "consents", "head_", "new_address", "separate", "move_cause", "destination"):
		return 3
	case starts("applicant"):
		return 4
	case starts("proof", "kin_", "query", "booklet", "person", "comes_from", "who_asks", "deceased", "marital", "education", "occupation", "workplace", "height", "new_", "number_fault", "other_bearer", "item_reason", "file_kept", "office_", "surname", "child", "birth", "born", "name", "sex", "citizen", "intake", "legal", "guardianship", "origin", "death", "event_date", "first_entry", "second_entry", "register_event", "reversal"):
		return 0
	}
	return 5
}

func box(f workflow.Field) string { return "facts." + string(f) }

// facts are the boxes as the rule book reads them. A tick that may be left out and is
// says nothing: nobody declared a no.
func (f *form) facts() workflow.Facts {
	out := workflow.Facts{}
	values := url.Values{}
	for name, text := range f.boxes {
		values.Set(name, text)
	}
	for _, rule := range f.def.Facts {
		kind, _ := f.book.Field(rule.Field)
		if v, ok := desk.Fact(values, box(rule.Field), kind.Kind); ok && v != nil && (v != false || rule.Required) {
			out[rule.Field] = v
		}
	}
	return out
}

// changed are the facts to hand in: every box of the form, an emptied one as nothing;
// a masked number that was left alone is left out.
func (f *form) changed() workflow.Facts {
	out := workflow.Facts{}
	given := f.facts()
	for _, rule := range f.def.Facts {
		value, ok := given[rule.Field]
		switch {
		case ok:
			out[rule.Field] = value
		case f.masked[box(rule.Field)] != "":
		default:
			if _, stands := f.view.Facts[rule.Field]; stands {
				out[rule.Field] = nil
			}
		}
	}
	return out
}

// fill takes the boxes from what is declared, then from what was typed and not handed
// in.
func (f *form) fill(typed map[string]string) {
	f.boxes, f.masked = map[string]string{}, map[string]string{}
	for _, rule := range f.def.Facts {
		name, kind := box(rule.Field), f.kind(rule.Field)
		value, known := f.view.Facts[rule.Field]
		switch {
		case !known:
		case kind == workflow.KindNumber:
			f.masked[name] = ui.Text(value)
		case kind == workflow.KindBool:
			if value == true {
				f.boxes[name] = "true"
			}
		default:
			f.boxes[name] = ui.Text(value)
		}
		if text, ok := typed[name]; ok {
			f.boxes[name] = text
		}
	}
	f.preset()
}

// preset fills what nearly every form has, where nothing stands yet: a single birth.
func (f *form) preset() {
	if _, asked := f.def.FactsOf()[workflow.FactBirthOrder]; asked && f.boxes[box(workflow.FactBirthOrder)] == "" {
		f.boxes[box(workflow.FactBirthOrder)] = "1"
	}
}

// read takes the boxes from a form that was sent.
func (f *form) read(values url.Values) {
	f.fill(nil)
	for _, rule := range f.def.Facts {
		name := box(rule.Field)
		if text, ok := readBonds(values, rule.Field); ok {
			f.boxes[name] = text
		} else if values.Has(name) {
			f.boxes[name] = values.Get(name)
		} else if values.Has(name + ".asked") {
			f.boxes[name] = ""
		}
	}
}

func (f *form) kind(field workflow.Field) workflow.Kind {
	rule, _ := f.book.Field(field)
	return rule.Kind
}

// value is a box as ui.Control shows it.
func (f *form) value(field workflow.Field) any {
	text := f.boxes[box(field)]
	if f.kind(field) == workflow.KindBool {
		return text == "true"
	}
	return text
}

// needed tells whether the form must have the field before it is handed in.
func (f *form) needed(rule workflow.FactRule) bool {
	return rule.Required && (rule.When == "" || f.book.Holds(rule.When, f.facts()))
}

// namesEntry tells that the number is what an entry of another station has to be named by:
// it stands beside the box for the entry until that is chosen.
func (f *form) namesEntry(field workflow.Field) bool {
	switch field {
	case workflow.FactFirstNumber:
		return f.boxes[box(workflow.FactFirstEntry)] == ""
	case workflow.FactSecondNumber:
		return f.boxes[box(workflow.FactSecondEntry)] == ""
	}
	return false
}

// landsOn tells that the page leads to the person or household that was just chosen.
func (f *form) landsOn(field workflow.Field) bool {
	return f.focus == field && (f.people[field] != nil || f.kind(field) == workflow.KindHouse && f.house != nil && f.boxes[box(field)] == f.house.ID)
}

// findsAgain tells that the page leads to the box in which the field is looked for:
// nothing is chosen, and nothing was found to choose from.
func (f *form) findsAgain(field workflow.Field) bool {
	return f.focus == field && !f.landsOn(field) && len(f.found[field]) == 0
}
