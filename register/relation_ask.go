package register

import (
	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// checkBonds finds what is wrong with relations as they are declared: lines of another
// shape, and people who are not there for the officer. Who may name a person may name
// those of the same household, whose book lies on the counter. That somebody is still
// missing is no fault of a draft.
func (a *act) checkBonds(f workflow.Facts, rules map[workflow.Field]workflow.FactRule) ([]FieldError, error) {
	var wrong []FieldError
	own, ok, err := a.nameable(f.Text(workflow.FactPerson), f)
	if err != nil {
		return nil, err
	}
	if !ok {
		own = models.Person{} // whoever may not be named opens no household
	}
	for _, k := range []workflow.Field{workflow.FactRelations, workflow.FactRemaining} {
		if _, asked := rules[k]; !asked || !f.Has(k) {
			continue
		}
		bonds, shaped := bondsOf(f.List(k))
		if !shaped {
			wrong = append(wrong, fieldError("facts."+string(k), "not_relations", "每行填“人员=代码”，代码为GB/T 4761的两位数（02户主、10配偶、20子、30女、51父亲、52母亲、99非亲属……）。", "Write a line each as person=code, with a two-digit code of GB/T 4761 (02 head, 10 spouse, 20 son, 30 daughter, 51 father, 52 mother, 99 not related …)."))
			continue
		}
		for _, b := range bonds {
			p, ok, err := a.personByID(b.person)
			if err != nil {
				return nil, err
			}
			if ok && (own.HouseholdID == "" || p.HouseholdID != own.HouseholdID) {
				if ok, err = a.mayName(p, f); err != nil {
					return nil, err
				}
			}
			if !ok {
				wrong = append(wrong, fieldError("facts."+string(k), "unknown_person", "所列人员有不在当事人户内的，或者写法无法识别：每行写“公民身份号码=代码”，或者“姓名=代码”（以户口簿为准），请核对。", "One of those listed is not of the person's household, or cannot be read: write each line as citizen number=code, or name=code, as the household book has them."))
				break
			}
		}
	}
	return wrong, nil
}

// boundSubjects are those beside the case's own person whose entry the relations change.
func (a *act) boundSubjects() ([]models.CaseSubject, error) {
	rules := a.def.FactsOf()
	if _, asked := rules[workflow.FactRelations]; !asked {
		return nil, nil
	}
	var out []models.CaseSubject
	seen := map[string]bool{a.fact(workflow.FactPerson): true}
	for _, k := range []workflow.Field{workflow.FactRelations, workflow.FactRemaining} {
		bonds, _ := bondsOf(a.form.Facts.List(k))
		for _, b := range bonds {
			p, ok, err := a.personByID(b.person)
			if err != nil {
				return nil, err
			}
			if ok && !seen[p.ID] {
				seen[p.ID] = true
				out = append(out, models.CaseSubject{Role: string(a.def.Subject), PersonID: p.ID, Key: a.r.personKey(p.ID), Name: p.Name})
			}
		}
	}
	return out, nil
}

// proposeRelations fills in what each member is to the head to be, where the form asks
// for all members and says nothing yet: as the register knows it, for the officer to go
// through with them. Where the register does not know, the line is left to be written.
func (a *act) proposeRelations() error {
	g, gathers := a.gathers()
	if _, asked := a.def.FactsOf()[workflow.FactRelations]; !asked || !gathers || !g.all || a.form.Facts.Has(workflow.FactRelations) {
		return nil
	}
	own, ok, err := a.personByID(a.fact(workflow.FactPerson))
	if err != nil || !ok || own.HouseholdID == "" {
		return err
	}
	source, ok, err := a.householdByID(own.HouseholdID)
	if err != nil || !ok || source.Kind != models.FamilyHousehold {
		return err
	}
	members, err := a.members(source.ID)
	if err != nil {
		return err
	}
	head, all, heads := own.ID, members, map[string]string{}
	if !g.self {
		var target models.Household
		if target, ok, err = a.householdByID(a.fact(workflow.FactHousehold)); err != nil || !ok {
			return err
		}
		there, err := a.members(target.ID)
		if err != nil {
			return err
		}
		head, all, heads[target.ID] = target.HeadID, append(there, members...), target.HeadID
	}
	if heads[source.ID], err = a.lastHead(source); err != nil {
		return err
	}
	k := kinshipOf(all, heads)
	var lines []string
	for _, p := range members {
		before := gb.Relation(p.Relation)
		r, known := k.relation(head, p.ID)
		if !known && before == gb.RelationNotRelated {
			r, known = before, true
		}
		if known {
			r = closer(before, r)
			t, _ := r.Term()
			name, err := a.nameBeside(p)
			if err != nil {
				return err
			}
			lines = append(lines, p.ID+"="+string(r)+" "+name+"（"+t.Zh+"）")
		}
	}
	if len(lines) > 0 {
		a.form.Facts[workflow.FactRelations] = lines
	}
	return nil
}

// lastHead is the head to whom the relations in a household are: the present one, else
// whoever was it last.
func (a *act) lastHead(h models.Household) (string, error) {
	if h.HeadID != "" {
		return h.HeadID, nil
	}
	rows, err := store.Many[models.Residence](a.tx, "recorded_at desc, id desc limit 1", "household_id = ? and relation = ?", h.ID, string(gb.RelationHead))
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0].PersonID, nil
}
