package intake

import (
	"errors"
	"net/url"
	"strconv"
	"strings"

	"hukou/models"
	"hukou/pages/desk"
	"hukou/register"
	"hukou/workflow"
)

// purpose is why the register is looked at from a form; the look is logged with the
// case.
const purpose = "办理登记申报"

// choose works the boxes that hold a person or a household: "find FIELD" looks for
// what was typed beside it, "take FIELD ID" takes one, "drop FIELD" lets it go.
func (f *form) choose(r *desk.Request, what string, field workflow.Field, values url.Values) error {
	name, id, _ := strings.Cut(string(field), " ")
	field = workflow.Field(name)
	if _, asked := f.def.FactsOf()[field]; !asked {
		return nil
	}
	switch what {
	case "find":
		return f.find(r, field, strings.TrimSpace(values.Get("find."+name)))
	case "take":
		return f.take(r, field, id)
	case "drop":
		f.boxes[box(field)] = ""
	}
	return nil
}

// find looks for a person or a household. The only one found by a full number is
// taken; it is shown with what the register has.
func (f *form) find(r *desk.Request, field workflow.Field, q string) error {
	f.searched = field
	if q == "" {
		return nil
	}
	kind := register.SearchPeople
	if f.kind(field) == workflow.KindHouse {
		kind = register.SearchHouseholds
	}
	out, err := r.Reg.Search(r.Request().Context(), r.Actor, register.SearchQuery{Q: q, Kind: kind, Purpose: purpose, CaseID: f.view.ID})
	var wrong *register.Invalid
	if errors.As(err, &wrong) {
		f.fault = r.Fault(err)
		return nil
	}
	if err != nil {
		return err
	}
	f.found[field] = out.Items
	if number, err := models.ParseCitizenNumber(q); err == nil && number != "" && len(out.Items) == 1 {
		return f.take(r, field, out.Items[0].ID)
	}
	return nil
}

// take puts a person or household into its box. A parent brings name and, where the
// child follows them, the household along: what the register knows is not asked.
func (f *form) take(r *desk.Request, field workflow.Field, id string) error {
	f.boxes[box(field)] = id
	delete(f.found, field)
	if f.kind(field) != workflow.KindPerson {
		return nil
	}
	p, err := r.Reg.Person(r.Request().Context(), r.Actor, id, register.PersonQuery{Purpose: purpose, CaseID: f.view.ID})
	var closed *register.ApprovalRequired
	if errors.As(err, &closed) {
		return nil // the page of a minor opens once the saved case names them
	}
	if err != nil {
		return err
	}
	f.people[field] = p
	rules := f.def.FactsOf()
	fill := func(target workflow.Field, value string) {
		if _, asked := rules[target]; asked && f.boxes[box(target)] == "" {
			f.boxes[box(target)] = value
		}
	}
	fill(field+"_name", p.Name)
	switch field {
	case workflow.FactMother:
		fill(workflow.FactFollows, "mother")
		fill(workflow.FactApplicantName, p.Name)
		fill(workflow.FactApplicantRelation, "parent")
	case workflow.FactFather:
		fill(workflow.FactFollows, "father")
	}
	if f.boxes[box(workflow.FactFollows)] == string(field) {
		fill(workflow.FactHousehold, p.HouseholdID)
	}
	return nil
}

// fetch reads what the register has of the chosen persons and the household, and who
// looks like the child that is declared.
func (f *form) fetch(r *desk.Request) error {
	ctx := r.Request().Context()
	query := register.PersonQuery{Purpose: purpose, CaseID: f.view.ID}
	for _, rule := range f.def.Facts {
		id := f.boxes[box(rule.Field)]
		if id == "" {
			continue
		}
		switch f.kind(rule.Field) {
		case workflow.KindPerson:
			if f.people[rule.Field] == nil {
				p, err := r.Reg.Person(ctx, r.Actor, id, query)
				var closed *register.ApprovalRequired
				if err != nil && !desk.IsNotFound(err) && !errors.As(err, &closed) {
					return err
				}
				f.people[rule.Field] = p
			}
		case workflow.KindHouse:
			h, err := r.Reg.Household(ctx, r.Actor, id, query)
			if err != nil && !desk.IsNotFound(err) {
				return err
			}
			f.house = h
		}
	}
	if err := f.fetchMembers(r, query); err != nil {
		return err
	}
	if err := f.compareParents(r); err != nil {
		return err
	}
	return f.lookAlike(r)
}

// compareParents reads from the stations of both parents whether they are registered in
// one prefecture: what the register knows is not asked.
func (f *form) compareParents(r *desk.Request) error {
	mother, father := f.people[workflow.FactMother], f.people[workflow.FactFather]
	if _, asked := f.def.FactsOf()[workflow.FactSamePrefecture]; !asked || mother == nil || father == nil {
		return nil
	}
	bodies, err := r.Reg.Bodies(r.Request().Context())
	if err != nil {
		return err
	}
	at := map[string]string{}
	for _, b := range bodies {
		if len(b.Division) >= 4 {
			at[b.Code] = b.Division[:4]
		}
	}
	if x, y := at[mother.Station], at[father.Station]; x != "" && y != "" {
		f.near = strconv.FormatBool(x == y)
		f.boxes[box(workflow.FactSamePrefecture)] = f.near
	}
	return nil
}
