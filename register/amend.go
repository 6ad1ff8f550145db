package register

import (
	"maps"
	"slices"
	"strings"

	"hukou/workflow"
)

// formWriters are the roles that write a form.
var formWriters = []workflow.Role{workflow.Aux, workflow.Clerk, workflow.Community, workflow.Head}

// amendment is what an amendment of a lodged case changed: the items, and their values
// before. Their values after it are the input of the journal row.
type amendment struct {
	changed []workflow.Field
	was     workflow.Facts
}

// amend moves the case past a change of its form; had is the form before it. What was
// lodged is amended by an act of the journal, with both values sealed in the row: a draft
// is nobody's declaration yet and leaves none.
func (a *act) amend(had workflow.Facts, edited []workflow.Field) error {
	changed := differing(had, a.form.Facts)
	if a.c.LodgedOn == "" && a.state() == a.def.Initial || len(changed) == 0 {
		return a.moveEdited(edited)
	}
	if !a.actAs(formWriters, workflow.Own) {
		a.actAs(formWriters, workflow.Accepting)
	}
	a.amended = &amendment{changed: changed, was: only(had, changed)}
	a.req.Input = only(a.form.Facts, changed)
	if err := a.journalStay(workflow.DataChanged, ""); err != nil {
		return err
	}
	return a.noteEdit(edited)
}

// moveEdited moves the case past a change that has no row of its own in the journal.
func (a *act) moveEdited(edited []workflow.Field) error {
	a.c.Version++
	if err := a.tx.MoveCase(a.c, a.before.Version, a.before.State); err != nil {
		return err
	}
	a.before = a.c
	return a.noteEdit(edited)
}

// differing are the items whose values differ, in the order of their names: also those
// that a change brought about without naming them.
func differing(had, has workflow.Facts) []workflow.Field {
	all := maps.Clone(had)
	if all == nil {
		all = workflow.Facts{}
	}
	maps.Copy(all, has)
	return slices.DeleteFunc(sortedFields(all), func(k workflow.Field) bool { return jsonText(had[k]) == jsonText(has[k]) })
}

func only(f workflow.Facts, fields []workflow.Field) workflow.Facts {
	out := workflow.Facts{}
	for _, k := range fields {
		if v, ok := f[k]; ok {
			out[k] = v
		}
	}
	return out
}

// ChangedItem is a declared item that an amendment changed. Was and Is are its values
// before and after, citizen numbers masked; absent where there was or is none.
type ChangedItem struct {
	Field workflow.Field `json:"field"`
	Label workflow.Word  `json:"label"`
	Was   any            `json:"was,omitempty"`
	Is    any            `json:"is,omitempty"`
}

// viewAmendment tells what an amendment changed, as far as the officer is shown those
// items with the form: the label of the row names them.
func (a *act) viewAmendment(v *JournalView, rec Record) {
	if len(rec.Changed) == 0 {
		return
	}
	v.Input = nil
	var hidden []workflow.Field
	if !a.seesRestricted() {
		hidden = a.struckOut()
	}
	was, is := a.visible(rec.Was), a.visible(rec.Input)
	var zh, en []string
	for _, k := range rec.Changed {
		rule, ok := a.r.book.Field(k)
		if !ok || rule.Class == "D" && !a.seesRestricted() || slices.Contains(hidden, k) {
			continue
		}
		v.Changed = append(v.Changed, ChangedItem{Field: k, Label: rule.Word, Was: was[k], Is: is[k]})
		zh, en = append(zh, rule.Zh), append(en, rule.En)
	}
	if len(zh) > 0 {
		v.Label = workflow.Word{Zh: "改了：" + strings.Join(zh, "、"), En: "Changed: " + strings.Join(en, ", ")}
	}
}
