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
	c.chooses(d)
	clerk := c.officer(pick(c, []string{"clerk", "clerk2"}), d.station)
	if d.who.ID == "" && (slices.Contains(offRegister[:6], d.def.Business) || d.def.Business == workflow.Reversal || d.def.Business == workflow.DupCancel) {
		return
	}
	for _, rule := range d.def.Facts {
		if d.facts.Has(rule.Field) {
			continue
		}
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

// chooses draws whom the case is about, and the station where that fits.
func (c *county) chooses(d *draft) {
	b := d.def.Business
	is := func(some ...workflow.Business) bool { return slices.Contains(some, b) }
	where, args := "status = 'active' AND org = ?", []any{d.station}
	grown := c.w.r.Today().AddDays(-18 * 366)
	switch {
	case is(workflow.DeclaredRevoked, workflow.Unreg4):
		where, args = "status_reason = 'declared' OR status_reason = 'declared_dead' OR status = 'dead' AND id IN (SELECT subject_id FROM register_events e JOIN cases c ON c.id = e.case_id WHERE c.business = 'death_declared')", nil
	case slices.Contains(offRegister, b):
		where, args = "status <> 'active' AND status <> 'dead'", nil
	case is(workflow.MoveInCounty, workflow.MoveInPrefecture, workflow.MoveInRegion):
		where, args = "status = 'active' AND org = ? AND birth_date < ?", []any{c.from(d), string(grown)}
	case is(workflow.AdoptionMove, workflow.WardMove, workflow.WardLine):
		where += " AND birth_date > '2010'"
	case is(workflow.ParentItem, workflow.GuardianChange) && c.chance(70):
		where, args = where+" AND birth_date > ?", append(args, string(grown))
	case is(workflow.Reversal):
		where += " AND id IN (SELECT subject_id FROM register_events WHERE kind <> 'load' AND subject_kind = 'person')"
	case is(workflow.DupCancel):
		where += " AND EXISTS (SELECT 1 FROM people b WHERE b.id <> people.id AND b.name = people.name AND b.birth_date = people.birth_date AND b.status = 'active')"
	case is(workflow.EnlistMark, workflow.VeteranRestore):
		where += " AND birth_date > '1990' AND birth_date < '2008'"
	case d.def.Subject == workflow.Affected && c.chance(85):
		where, args = where+" AND birth_date < ?", append(args, string(grown))
	}
	d.who = c.someone(where, args...)
	if at := slices.IndexFunc(countyStations, func(s countyStation) bool { return s.org == d.who.Org }); at >= 0 && (slices.Contains(offRegister, b) || d.def.Local) {
		d.station = d.who.Org
	}
	if d.def.Subject == workflow.Ward || d.def.Child != "" {
		d.station = stationOrg
	}
	c.parents(d)
}

// from is a station at which somebody who moves stands: by the business near or far.
func (c *county) from(d *draft) string {
	far := map[workflow.Business][]string{
		workflow.MoveInCounty: {stationOrg, nearOrg, otherOrg, thirdOrg}, workflow.MoveInPrefecture: {stationOrg, nearOrg, thirdStation},
		workflow.MoveInRegion: {stationOrg, otherOrg, thirdStation, thirdOrg},
	}[d.def.Business]
	fits := func(o string) bool {
		county, city := o[:6] == d.station[:6], o[:4] == d.station[:4]
		return o != d.station && map[workflow.Business]bool{workflow.MoveInCounty: county, workflow.MoveInPrefecture: city && !county, workflow.MoveInRegion: !city}[d.def.Business]
	}
	if far = slices.DeleteFunc(far, func(o string) bool { return !fits(o) }); len(far) == 0 {
		return d.station
	}
	return pick(c, far)
}

// parents names a couple of the station where the form asks for parents, and the household
// of the one whom the child follows.
func (c *county) parents(d *draft) {
	fields := d.def.FactsOf()
	if _, ok := fields["mother"]; !ok || d.def.Subject != workflow.Child && d.def.Subject != workflow.Affected || d.def.Business == workflow.ParentItem {
		return
	}
	m := c.someone("status = 'active' AND org = ? AND sex = '2' AND spouse_id <> '' AND birth_date > '1978' AND birth_date < '2004'", d.station)
	if m.ID == "" || c.chance(10) {
		return
	}
	d.facts["mother"], d.facts["household_id"] = m.ID, m.HouseholdID
	if _, ok := fields["follows"]; ok {
		d.facts["follows"] = "mother"
	}
	if f := c.person(m.SpouseID); f.Sex == "1" && (f.Org == d.station || c.chance(20)) {
		d.facts["father"] = f.ID
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
	case "citizen_number", "mother_number", "father_number", "helper_number", "kin_number", "guardian_number", "first_entry_number",
		"child_birth_date_said", "birth_time", "consents", "origin_candidates", "excluded_person", "doubt", "protect_mother", "late_reason":
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
	case "second_entry_number":
		return c.card(c.person(d.facts.Text("second_entry"))), true
	case "child_birth_date", "birth_date":
		return c.born(d), true
	case "name", "sex", "certificate_name":
		return c.alike(d, f), true
	case "mother":
		return c.someone("status = 'active' AND org = ? AND sex = '2' AND birth_date > '1975' AND birth_date < '2000'", d.station).ID, true
	case "father":
		return c.someone("status = 'active' AND org = ? AND sex = '1' AND birth_date > '1975' AND birth_date < '2000'", d.station).ID, true
	case "household_id":
		if id := d.facts.Text(workflow.Field(d.facts.Text("follows"))); id != "" {
			return c.person(id).HouseholdID, true
		}
	case "birth_place_code":
		return "640522", true
	case "mother_registered_in", "father_registered_in", "birth_order", "parents_same_prefecture":
		if f != "birth_order" {
			return nil, true
		}
	case "certificate_issued_on", "adopted_on", "intake_on":
		return string(today.AddDays(-c.rng.IntN(2))), true
	case "second_entry":
		return c.someone("name = ? AND birth_date = ? AND id <> ? AND status = 'active'", d.who.Name, string(d.who.BirthDate), d.who.ID).ID, true
	case "remaining_relations":
		return c.remaining(d), true
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
