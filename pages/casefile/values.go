package casefile

import (
	"maps"
	"slices"
	"strings"

	"hukou/gb"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// called is the input of a journal row with names in the place of ids.
func called(l ui.Lang, row register.JournalView) workflow.Facts {
	in := maps.Clone(row.Input)
	for _, f := range []workflow.Field{workflow.InOfficer, workflow.InInstitution} {
		if w, ok := row.Names[in.Text(f)]; ok {
			in[f] = l.Word(w)
		}
	}
	list := slices.Clone(in.List(workflow.InOfficers))
	for i, id := range list {
		if w, ok := row.Names[id]; ok {
			list[i] = l.Word(w)
		}
	}
	if list != nil {
		in[workflow.InOfficers] = list
	}
	return in
}

// inputs are what was written with a step, in the order of their names.
func (s *sheet) inputs(v *ui.View, in workflow.Facts) [][2]string {
	var out [][2]string
	keys := make([]string, 0, len(in))
	for f := range in {
		keys = append(keys, string(f))
	}
	slices.Sort(keys)
	for _, k := range keys {
		rule, ok := s.book.Field(workflow.Field(k))
		if text := s.factText(v, workflow.Field(k), in[workflow.Field(k)]); ok && text != "" && k != string(workflow.InTask) && k != string(workflow.InRows) {
			out = append(out, [2]string{v.Word(rule.Word), text})
		}
	}
	return out
}

// amended is what an amendment changed, each item as it was and as it is since.
func (s *sheet) amended(v *ui.View, row register.JournalView) [][2]string {
	var out [][2]string
	for _, c := range row.Changed {
		was, is := s.factText(v, c.Field, c.Was), s.factText(v, c.Field, c.Is)
		if was == "" {
			was = v.T("未填", "empty")
		}
		if is == "" {
			is = v.T("删去", "taken away")
		}
		out = append(out, [2]string{v.Word(c.Label), was + " → " + is})
	}
	return out
}

// factText is a fact as it is read: codes by their words, papers and items by name.
func (s *sheet) factText(v *ui.View, f workflow.Field, value any) string {
	rule, _ := s.book.Field(f)
	switch x := value.(type) {
	case bool:
		if x {
			return v.T("是", "Yes")
		}
		return v.T("否", "No")
	case string:
		for _, c := range rule.Codes {
			if c.Value == x {
				return v.Word(c.Word)
			}
		}
		if w := ui.RelationWord(gb.Relation(x)); f == workflow.FactHeadRelation && w.Zh != "" {
			return v.Word(w)
		}
		if rule.Kind == workflow.KindOrg {
			return s.body(v.Lang, x)
		}
		if rule.Kind == workflow.KindPerson || rule.Kind == workflow.KindHouse || isID(x) {
			return s.named(x)
		}
		return x
	}
	list := (workflow.Facts{f: value}).List(f)
	if list == nil {
		return ui.Text(value)
	}
	var parts []string
	for _, item := range list {
		if item = s.itemText(v.Lang, item); isID(item) {
			item = s.named(item)
		}
		if item != "" {
			parts = append(parts, item)
		}
	}
	return strings.Join(parts, v.T("；", "; "))
}

// itemText is an item of a list: a paper or an item of the form goes by its word.
func (s *sheet) itemText(l ui.Lang, item string) string {
	if m, ok := s.book.Material(workflow.MaterialKind(register.AskedFor(s.book, item))); ok {
		return l.Word(m.Word)
	}
	if f, ok := s.book.Field(workflow.Field(item)); ok {
		return l.Word(f.Word)
	}
	return item
}

// named is a person or household of the case by id; an id nobody here has says nothing
// and is left out.
func (s *sheet) named(id string) string {
	for _, p := range s.related.People {
		if p.PersonID == id {
			return p.Name
		}
	}
	for _, h := range s.related.Households {
		if h.HouseholdID == id {
			return h.Address
		}
	}
	return ""
}
