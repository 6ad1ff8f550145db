package register

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hukou/models"
	"hukou/workflow"
)

// offRegister are the businesses for somebody who is off the register.
var offRegister = []workflow.Business{workflow.RestoreOther, workflow.DeclaredRevoked, workflow.Unreg4, workflow.Unreg5, workflow.Unreg6, workflow.VeteranRestore, workflow.ReturnSettle, workflow.Naturalised, workflow.Regain}

// draft is a form being made.
type draft struct {
	def     *workflow.Definition
	station string
	facts   workflow.Facts
	// who is the person it is about, where the register has them.
	who models.Person
}

// opens lets a clerk open a case of some business.
func (c *county) opens() {
	var defs []*workflow.Definition
	for _, d := range c.w.r.Book().All(c.w.r.Today()) {
		if _, line := c.w.r.Book().BatchOf(d.Business); !line {
			defs = append(defs, d)
		}
	}
	d := &draft{def: pick(c, defs), station: pick(c, countyStations).org, facts: workflow.Facts{}}
	clerk := c.officer(pick(c, []string{"clerk", "clerk2"}), d.station)
	c.chooses(d)
	for _, rule := range d.def.Facts {
		if rule.Required || rule.When != "" || c.chance(35) {
			c.fills(d, rule.Field)
		}
	}
	q := OpenRequest{Business: d.def.Business, Facts: d.facts}
	if _, named := d.def.FactsOf()[workflow.FactPerson]; !named && d.who.ID != "" && d.def.Subject == workflow.Deceased && !d.facts.Has("deceased_id") {
		q.Subjects = []SubjectRequest{{Role: workflow.Deceased, Person: d.who.ID}}
	}
	for try := 0; try < 5; try++ {
		q.Key = c.key()
		ans, err := c.opened(clerk, q, d)
		clear(c.lists)
		c.answered("open "+string(d.def.Business), err)
		if err == nil {
			c.fate(string(d.def.Business)).opened++
			if c.chance(80) {
				c.works(ans)
			}
			return
		}
		var wrong *Invalid
		if !errors.As(err, &wrong) {
			return
		}
		for _, e := range wrong.Errors {
			f := workflow.Field(strings.TrimPrefix(e.Field, "facts."))
			if rule, ok := d.def.FactsOf()[f]; ok && (rule.Required || rule.When != "") && try < 3 {
				c.fills(d, f)
			} else {
				delete(d.facts, f)
			}
		}
	}
}

// opened opens the case, or the roster with its lines.
func (c *county) opened(clerk Actor, q OpenRequest, d *draft) (string, error) {
	if d.def.Child == "" {
		ans, err := c.w.r.Open(context.Background(), clerk, q)
		return ans.CaseID, err
	}
	child, ok := c.w.r.Book().Current(d.def.Child, c.w.r.Today())
	if !ok {
		return "", ErrNotFound
	}
	var lines []workflow.Facts
	for range 1 + c.rng.IntN(4) {
		line := &draft{def: child, station: d.station, facts: workflow.Facts{}}
		c.chooses(line)
		for _, rule := range child.Facts {
			if (rule.Required || rule.When != "" || c.chance(35)) && rule.Field != workflow.FactHousehold && rule.Field != workflow.FactInstitution {
				c.fills(line, rule.Field)
			}
		}
		lines = append(lines, line.facts)
	}
	ans, err := c.w.r.OpenBatch(context.Background(), clerk, BatchRequest{OpenRequest: q, Lines: lines})
	return ans.CaseID, err
}

// chooses draws whom the case is about.
func (c *county) chooses(d *draft) {
	where, args := "status = 'active' AND org = ?", []any{d.station}
	switch b := d.def.Business; {
	case slices.Contains(offRegister, b):
		where, args = "status <> 'active' AND status <> 'dead'", nil
		if b == workflow.DeclaredRevoked || b == workflow.Unreg4 {
			where = "status = 'dead'"
		}
	case b == workflow.MoveInCounty || b == workflow.MoveInPrefecture || b == workflow.MoveInRegion || b == workflow.AdoptionMove || b == workflow.WardMove || b == workflow.WardLine:
		where, args = "status = 'active' AND org <> ?", []any{d.station}
	}
	if slices.Contains([]workflow.Business{workflow.WardMove, workflow.WardLine, workflow.AdoptionMove}, d.def.Business) {
		where += " AND birth_date > '2010'"
	}
	if ids := c.ask("SELECT id FROM people WHERE "+where+" ORDER BY id", args...); len(ids) > 0 {
		d.who = c.person(pick(c, ids))
	}
	if d.def.Business == workflow.ParentItem || d.def.Business == workflow.GuardianChange {
		if ids := c.ask("SELECT id FROM people WHERE status = 'active' AND org = ? AND birth_date > '2010' ORDER BY id", d.station); len(ids) > 0 && c.chance(70) {
			d.who = c.person(pick(c, ids))
		}
	}
}

// someone draws a person of the register who fits a condition, or nobody.
func (c *county) someone(where string, args ...any) models.Person {
	ids := c.ask("SELECT id FROM people WHERE "+where+" ORDER BY id", args...)
	if len(ids) == 0 {
		return models.Person{}
	}
	return c.person(pick(c, ids))
}

// fills writes a value into a field of the form.
func (c *county) fills(d *draft, f workflow.Field) {
	rule, _ := c.w.r.Book().Field(f)
	v := c.value(d, f, rule)
	if v == nil || v == "" {
		delete(d.facts, f)
		return
	}
	d.facts[f] = v
}

// value makes up what a field could say.
func (c *county) value(d *draft, f workflow.Field, rule workflow.FieldRule) any {
	if v, known := c.meant(d, f); known {
		return v
	}
	switch rule.Kind {
	case workflow.KindCode:
		if len(rule.Codes) == 0 {
			return nil
		}
		return pick(c, rule.Codes).Value
	case workflow.KindDate:
		return string(c.w.r.Today().AddDays(-c.rng.IntN(40)))
	case workflow.KindBool:
		return c.chance(70)
	case workflow.KindInt:
		return 1
	case workflow.KindName:
		return c.name()
	case workflow.KindPerson:
		return c.someone("status = 'active' AND org = ?", d.station).ID
	case workflow.KindHouse:
		return c.house(d)
	case workflow.KindOrg:
		return pick(c, countyStations).org
	case workflow.KindList, workflow.KindNumber, workflow.KindCase:
		return nil
	}
	return c.text(string(f))
}

// text is a text that nobody wrote before.
func (c *county) text(what string) string {
	c.keys++
	return fmt.Sprintf("%s第%d号", strings.ReplaceAll(what, "_", ""), c.keys)
}

// house is an open household of the draft's station.
func (c *county) house(d *draft) string {
	kind := "family"
	if d.def.Subject == workflow.Ward || d.def.Child != "" {
		return "home-0"
	}
	if d.def.Business == workflow.CollectiveAdmin || d.def.Business == workflow.PublicHousehold {
		kind = "collective"
	}
	ids := c.ask("SELECT id FROM households WHERE status = 'open' AND org = ? AND kind = ? ORDER BY id", d.station, kind)
	if len(ids) == 0 {
		return ""
	}
	return pick(c, ids)
}

// card is the citizen number of somebody.
func (c *county) card(p models.Person) any {
	if p.ID == "" {
		return nil
	}
	n, err := c.w.r.number(p)
	c.w.must(err)
	return n.Reveal()
}

// meant is the value of a field that hangs on others; false where any would do.
func (c *county) meant(d *draft, f workflow.Field) (any, bool) {
	today := c.w.r.Today()
	switch f {
	case "person_id", "deceased_id", "first_entry":
		if _, ok := d.def.FactsOf()["person_number"]; ok {
			d.facts["person_number"] = c.card(d.who)
		}
		return d.who.ID, true
	case "person_number":
		if d.def.FactsOf()["person_id"].Field != "" && d.facts.Has("person_id") {
			return c.card(d.who), true
		}
		return nil, true
	case "citizen_number", "mother_number", "father_number", "helper_number", "kin_number", "guardian_number", "first_entry_number", "second_entry_number",
		"child_birth_date_said", "birth_time", "consents", "remaining_relations", "origin_candidates", "excluded_person", "doubt", "protect_mother", "late_reason":
		if f == "citizen_number" && (d.def.Business == workflow.MoveAcrossRegion || d.def.Business == workflow.WardMove && d.who.ID != "") {
			return c.foreign(d), true
		}
		return nil, true
	case "applicant_relation":
		if d.def.Business == workflow.FalseCancel || d.def.Business == workflow.DeathUnreported || d.def.Business == workflow.DupCancel || d.def.Business == workflow.Reversal {
			return "ex_officio", true
		}
		if d.def.Subject == workflow.Child || d.who.BirthDate > today.AddDays(-18*365) {
			return pick(c, []string{"parent", "parent", "guardian", "institution"}), true
		}
		return pick(c, []string{"self", "self", "head", "relative"}), true
	case "child_birth_date", "birth_date":
		return c.born(d), true
	case "name", "sex", "certificate_name":
		return c.alike(d, f), true
	case "mother":
		m := c.someone("status = 'active' AND org = ? AND sex = '2' AND birth_date > '1975' AND birth_date < '2005'", d.station)
		if d.facts.Has("household_id") || m.ID == "" {
			return m.ID, true
		}
		d.facts["follows"], d.facts["household_id"] = "mother", m.HouseholdID
		if m.SpouseID != "" {
			d.facts["father"] = m.SpouseID
		}
		return m.ID, true
	case "household_id":
		if d.def.Subject == workflow.Child && !d.facts.Has("mother") {
			c.fills(d, "mother")
			return d.facts["household_id"], true
		}
	case "father":
		if v := d.facts[f]; v != nil {
			return v, true
		}
	case "follows":
		if d.facts.Has("follows") {
			return d.facts["follows"], true
		}
	case "relation_to_head":
		return pick(c, []string{"99", "97", "20", "30"}), true
	case "relations":
		return c.relations(d), true
	case "new_address":
		if d.facts.Has("household_id") {
			return nil, true
		}
	case "ethnicity_source":
		if d.def.Subject == workflow.Ward {
			return "institution", true
		}
		return pick(c, []string{"mother", "father"}), true
	case "institution":
		if d.def.Subject == workflow.Ward || d.def.Child != "" {
			return unitID, true
		}
		return nil, true
	case "register_event_id":
		ids := c.ask("SELECT id FROM register_events WHERE subject_id = ? AND kind <> 'load' ORDER BY serial DESC", d.who.ID)
		if len(ids) == 0 {
			return nil, true
		}
		return ids[0], true
	case "helper_until", "unit_certificate_until", "permit_valid_until", "move_certificate_valid_until":
		return string(today.AddDays(200 + c.rng.IntN(400))), true
	}
	return nil, false
}
