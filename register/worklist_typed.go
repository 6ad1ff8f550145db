package register

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// readTyped reads what the officer typed into the forms of drafts and did not save yet. A
// roster's file is kept the same way and is not read here.
func (a *act) readTyped(out *[]models.CaseTyping, ids []string) store.Reading {
	return store.IntoRows(out, "select t.case_id, t.officer_id, t.saved_at, t.typed_sealed from case_typing t join cases c on c.id = t.case_id where t.case_id in ? and t.officer_id = ? and c.lodged_on = '' and c.business <> ?",
		ids, a.actor.OfficerID, string(workflow.WardBatch))
}

// withTyped adds to the declared items of a draft what its officer typed beside them, so
// that their list names the person and counts what lacks as the form does. Nothing is
// checked and nothing becomes part of the draft. False where all of it is in the draft.
func (a *act) withTyped(row models.CaseTyping) (bool, error) {
	plain, err := a.r.keys.Open(placeTyping(row), row.TypedSealed)
	if err != nil {
		return false, err
	}
	var boxes map[string]string
	if err := json.Unmarshal(plain, &boxes); err != nil {
		return false, err
	}
	typed := maps.Clone(a.form.Facts)
	if typed == nil {
		typed = workflow.Facts{}
	}
	more := false
	for _, rule := range a.def.Facts {
		text := strings.TrimSpace(boxes["facts."+string(rule.Field)])
		f, _ := a.r.book.Field(rule.Field)
		if text == "" || text == "false" || text == typed.Text(rule.Field) {
			continue
		}
		if value := typedValue(f.Kind, text); !typed.Has(rule.Field) || isText(f.Kind) {
			typed[rule.Field], more = value, true
		}
	}
	a.form.Facts = typed
	return more, nil
}

// isText tells that a value is written as it is typed, so that another text is another value.
func isText(k workflow.Kind) bool {
	return slices.Contains([]workflow.Kind{workflow.KindText, workflow.KindLong, workflow.KindName, workflow.KindCode, workflow.KindDate}, k)
}

// typedValue is a box's text as a declared item would have it, as far as conditions ask.
func typedValue(k workflow.Kind, text string) any {
	switch k {
	case workflow.KindBool:
		return text == "true"
	case workflow.KindInt:
		if n, err := strconv.Atoi(text); err == nil {
			return n
		}
	case workflow.KindList:
		return strings.Split(text, "\n")
	}
	return text
}

// longestListed is how much of a name that nobody checked a list shows, in characters.
const longestListed = 30

// typedName is the person of a draft as typed, where the draft itself names nobody else.
func (a *act) typedName() string {
	name := []rune(a.form.Facts.Text(nameFact(a.def)))
	if len(name) > longestListed {
		return string(name[:longestListed]) + "…"
	}
	return string(name)
}

func nameFact(d *workflow.Definition) workflow.Field {
	if d.Subject == workflow.Child || d.Subject == workflow.Found {
		return workflow.FactChildName
	}
	return workflow.FactWardName
}
