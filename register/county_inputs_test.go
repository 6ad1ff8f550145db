package register

import (
	"context"
	"maps"
	"slices"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// input makes up what an officer writes with a step.
func (c *county) input(f workflow.Field, row models.Case) any {
	today := c.w.r.Today()
	switch f {
	case workflow.InTask, workflow.InAsk:
		ids := c.ask("SELECT id FROM case_tasks WHERE case_id = ? AND done_at IS NULL AND (officer = ? OR officer = '' AND org = ?) ORDER BY id", row.ID, c.by.OfficerID, c.by.Postings[0].Org)
		if len(ids) == 0 {
			return "none"
		}
		return pick(c, ids)
	case workflow.InHeard, "travellers":
		return c.namesIn(row)
	case workflow.InOfficers:
		return []string{c.colleague(row), c.colleague(row)}
	case workflow.InOfficer:
		return c.colleague(row)
	case workflow.InRequired:
		return 1
	case workflow.InItems:
		return []string{c.text("补充说明")}
	case workflow.InUntil:
		return string(today.AddDays(10 + c.rng.IntN(60)))
	case "hit_person", "keep":
		return c.candidate(row)
	case "hit_persons":
		return []string{c.candidate(row), c.candidate(row)}
	case "lines":
		return c.ask("SELECT id FROM cases WHERE parent_id = ? ORDER BY id", row.ID)
	case "found_number":
		return c.card(c.someone("status = 'active' AND org = ?", row.RegisterOrg))
	case "household_to_return_to":
		return c.house(&draft{def: c.definition(row), station: row.RegisterOrg, facts: workflow.Facts{}})
	case "presented_certificate_issued_on":
		return string(today)
	case "presented_certificate_valid_until":
		return string(today.AddDays(30))
	case "issued_certificate_name":
		return c.formOf(row.ID).Text("child_name")
	case "issued_certificate_birth_date":
		return c.formOf(row.ID).Text("child_birth_date")
	case "died_on":
		return string(today)
	case "kin_in_book":
		return "told"
	case "dismissed_candidates", "items_brought", "items_not_had", "successors", "rows":
		return []string{}
	}
	rule, _ := c.w.r.Book().Field(f)
	switch rule.Kind {
	case workflow.KindCode:
		return pick(c, rule.Codes).Value
	case workflow.KindDate:
		return string(today)
	case workflow.KindBool:
		return c.chance(92)
	case workflow.KindInt:
		return 1
	case workflow.KindList:
		return []string{c.text(string(f))}
	case workflow.KindOrg:
		return pick(c, countyStations).org
	case workflow.KindName:
		return c.name()
	case workflow.KindPerson:
		return c.someone("status = 'active' AND org = ?", row.RegisterOrg).ID
	}
	return c.text(string(f))
}

// definition is the rule table of a case.
func (c *county) definition(row models.Case) *workflow.Definition {
	def, ok := c.w.r.Book().Get(workflow.Business(row.Business), row.Edition)
	if !ok {
		c.w.t.Fatalf("no rules for %s of %s", row.Business, row.Edition)
	}
	return def
}

// colleague is an officer of the station that handles a case.
func (c *county) colleague(row models.Case) string {
	return pick(c, []string{"o-clerk-", "o-clerk2-", "o-head-", "o-head2-", "o-community-"}) + row.HandlingOrg
}

// namesIn are the names of those whom a case is about.
func (c *county) namesIn(row models.Case) []string {
	names := slices.Clone(c.ask("SELECT DISTINCT name FROM case_subjects WHERE case_id = ? AND name <> '' ORDER BY name", row.ID))
	if len(names) == 0 {
		names = []string{c.name()}
	}
	return names
}

// candidate is an entry that a search for the case's person could have found.
func (c *county) candidate(row models.Case) string {
	f := c.formOf(row.ID)
	if row.Business == string(workflow.DupCancel) {
		return f.Text(pick(c, []workflow.Field{"first_entry", "second_entry"}))
	}
	p := c.someone("name = ? AND birth_date = ?", f.Text("name"), f.Text("birth_date"))
	if p.ID == "" {
		p = c.someone("status = 'active'")
	}
	return p.ID
}

// formOf is what a case declares.
func (c *county) formOf(id string) workflow.Facts {
	var out workflow.Facts
	c.w.must(c.w.db.Read(context.Background(), func(tx *store.Tx) error {
		a := c.w.r.begin(tx, systemActor())
		if err := a.load(id); err != nil {
			return err
		}
		out = maps.Clone(a.form.Facts)
		return nil
	}))
	return out
}

// lacks tells whether a condition says that a value of the step is missing, and which.
func lacks(code string) (workflow.Field, bool) {
	name, is := strings.CutPrefix(code, "input_")
	return workflow.Field(name), is
}
