package register

import (
	"encoding/json"
	"errors"
	"slices"

	"hukou/models"
	"hukou/workflow"
)

// viewItems adds a household's own items, each with since when it holds and by which
// case. A head whose line is withheld is named by none of them.
func (a *act) viewItems(v *HouseholdView, f Folded) error {
	h, err := f.Household()
	if err != nil {
		return err
	}
	named := map[string]bool{}
	for _, m := range v.Members {
		named[m.ID] = m.Withheld == ""
	}
	var cases []string
	for _, rule := range housePage {
		s, err := a.houseSide(f, rule)
		if err != nil {
			return err
		}
		if s == nil || rule.key == "head_id" && !named[v.HeadID] || rule.key == "helper_id" && !named[h.HelperID] {
			continue
		}
		e := f.Origin[rule.key]
		v.Items = append(v.Items, ItemView{Item: rule.key, Label: rule.label, Value: s.Value, Text: s.Text, Since: s.Since, RecordedAt: e.RecordedAt, CaseID: s.CaseID, EventID: e.ID})
		cases = append(cases, s.CaseID)
	}
	numbers, err := a.caseNumbers(cases)
	for i := range v.Items {
		v.Items[i].CaseNumber = numbers[v.Items[i].CaseID]
	}
	return err
}

// housePage are the items of a household's page in their order.
var housePage = []itemRule{
	{key: "number", label: workflow.Word{Zh: "户号", En: "Household number"}},
	{key: "kind", label: workflow.Word{Zh: "户别", En: "Kind of household"}, text: func(c string) workflow.Word { return houseKinds[c] }},
	{key: "address", label: workflow.Word{Zh: "住址", En: "Address"}},
	{key: "org", label: workflow.Word{Zh: "户口登记机关", En: "Registering station"}},
	{key: "head_id", label: workflow.Word{Zh: "户主", En: "Head"}},
	{key: "helper_id", label: workflow.Word{Zh: "协管人", En: "Helper"}},
	{key: "helper_until", label: workflow.Word{Zh: "协管期满", En: "Helper until"}},
	{key: "status", label: workflow.Word{Zh: "户的状态", En: "State"}, text: func(c string) workflow.Word { return houseStates[c] }},
	{key: "opened_on", label: workflow.Word{Zh: "立户日期", En: "Opened on"}},
	{key: "closed_on", label: workflow.Word{Zh: "销户日期", En: "Closed on"}},
}

var houseKinds = map[string]workflow.Word{models.FamilyHousehold: {Zh: "家庭户", En: "Family household"}, models.CollectiveHousehold: {Zh: "集体户", En: "Collective household"}}

// HouseholdKindWord is a household's kind in words; none for a kind nobody keeps.
func HouseholdKindWord(kind string) workflow.Word { return houseKinds[kind] }

var houseStates = map[string]workflow.Word{HouseholdOpen: {Zh: "有效", En: "Open"}, HouseholdClosed: {Zh: "已销户", En: "Closed"}}

// householdItems compares a household's own items on two days; no rows when the
// register had it on neither. A head or helper whose file is closed to the officer is
// named on neither side.
func (a *act) householdItems(id string, x, y PersonQuery, l look) ([]DiffRow, error) {
	sides := [2]Folded{}
	for i, q := range []PersonQuery{x, y} {
		f, err := a.folded(id, q.AsOf, q.KnownAt)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return nil, err
		}
		sides[i] = f
	}
	var out []DiffRow
	for _, rule := range housePage {
		var pair [2]*DiffSide
		if closed, err := a.namesClosed(rule, sides[:], l); err != nil {
			return nil, err
		} else if closed {
			continue
		}
		for i, f := range sides {
			var err error
			if pair[i], err = a.houseSide(f, rule); err != nil {
				return nil, err
			}
		}
		if pair[0] != nil || pair[1] != nil {
			out = append(out, diffRow(rule.key, rule.label, pair[0], pair[1]))
		}
	}
	return out, nil
}

// namesClosed tells whether an item names, on one of the days, somebody whose file is
// closed to the officer.
func (a *act) namesClosed(rule itemRule, sides []Folded, l look) (bool, error) {
	if !namesPerson(rule) {
		return false, nil
	}
	var people []models.Person
	for _, f := range sides {
		var id string
		if raw, has := f.Image[rule.key]; has {
			if err := json.Unmarshal(raw, &id); err != nil {
				return false, err
			}
		}
		p, ok, err := a.personByID(id)
		if err != nil {
			return false, err
		}
		if ok {
			people = append(people, p)
		}
	}
	files, err := a.closedFiles(people, l)
	return slices.ContainsFunc(people, func(p models.Person) bool { return files[p.ID].withheld() != "" }), err
}

func namesPerson(rule itemRule) bool { return rule.key == "head_id" || rule.key == "helper_id" }

// houseSide is one item of a household's image; people stand by name.
func (a *act) houseSide(f Folded, rule itemRule) (*DiffSide, error) {
	var value string
	if raw, has := f.Image[rule.key]; !has {
		return nil, nil
	} else if err := json.Unmarshal(raw, &value); err != nil || value == "" {
		return nil, err
	}
	if namesPerson(rule) {
		p, _, err := a.personByID(value)
		if err != nil {
			return nil, err
		}
		value = p.Name
	}
	e := f.Origin[rule.key]
	s := &DiffSide{Value: value, Since: e.EffectiveOn, CaseID: e.CaseID}
	var err error
	s.Text, err = a.itemText(rule, value, &PersonView{})
	return s, err
}
