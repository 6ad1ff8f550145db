package register

import (
	"strings"

	"hukou/gb"
	"hukou/models"
	"hukou/workflow"
)

// born is the birth date that a form declares.
func (c *county) born(d *draft) string {
	today := c.w.r.Today()
	switch d.def.Subject {
	case workflow.Child:
		return string(today.AddDays(-1 - c.rng.IntN(60)))
	case workflow.Ward:
		if d.who.ID != "" && d.def.Business != workflow.WardFirst && d.def.Business != workflow.FoundlingInstitution {
			return string(d.who.BirthDate)
		}
		return string(today.AddDays(-400 - c.rng.IntN(3000)))
	}
	if d.facts.Has("mother") || d.def.Business == workflow.AdoptionFirst || d.def.Business == workflow.Unreg3 {
		return string(today.AddDays(-500 - c.rng.IntN(2500)))
	}
	if d.def.Business == workflow.MoveAcrossRegion || d.def.Business == workflow.ReturnSettle {
		return string(today.AddDays(-20*365 - c.rng.IntN(9000)))
	}
	return string(today.AddDays(-500 - c.rng.IntN(9000)))
}

// alike is what a form says of somebody whom the register has or has not: a child brought
// by an institution is at times one who is registered.
func (c *county) alike(d *draft, f workflow.Field) any {
	known := (d.def.Business == workflow.WardMove || d.def.Business == workflow.WardLine) && d.who.ID != ""
	switch {
	case f == "certificate_name" && d.facts.Has("child_name"):
		return d.facts["child_name"]
	case f == "sex" && known:
		return d.who.Sex
	case f == "sex":
		return pick(c, []string{"1", "2"})
	case f == "name" && known:
		return d.who.Name
	}
	return c.name()
}

// foreign is the number of somebody who stands in no register here, or a ward's own.
func (c *county) foreign(d *draft) any {
	if d.def.Business == workflow.WardMove {
		return c.card(d.who)
	}
	born, sex := d.facts.Date("birth_date"), d.facts.Text("sex")
	if born == "" || sex == "" {
		return nil
	}
	seq := 800 + 2*c.rng.IntN(90)
	if sex == "1" {
		seq++
	}
	n, err := models.NewCitizenNumber("110101", born, seq)
	c.w.must(err)
	return n.Reveal()
}

// members are those who stand in a household.
func (c *county) members(household string) []models.Person {
	var out []models.Person
	for _, id := range c.ask("SELECT id FROM people WHERE household_id = ? AND status = 'active' ORDER BY id", household) {
		out = append(out, c.person(id))
	}
	return out
}

// relations names who goes along and what each of them will be.
func (c *county) relations(d *draft) any {
	if d.who.HouseholdID == "" {
		return nil
	}
	lines := []string{}
	head := d.who
	joins := d.facts.Text("household_id")
	if joins != "" {
		if h := one[models.Household](c.w, "id = ?", joins); h.HeadID != "" {
			head = c.person(h.HeadID)
		}
	}
	all := c.chance(50) && d.def.Business != workflow.HouseholdSplit
	for _, p := range c.members(d.who.HouseholdID) {
		minor := p.BirthDate > c.w.r.Today().AddDays(-18*365)
		if p.ID != d.who.ID && !all && !minor && d.def.Business != workflow.HouseholdMerge && d.def.Business != workflow.HeadChange {
			continue
		}
		lines = append(lines, p.ID+"="+c.related(head, p, d.def.Business == workflow.PublicHousehold))
	}
	return lines
}

// remaining names those who stay where somebody leaves, and their new head where it is the
// head who goes.
func (c *county) remaining(d *draft) any {
	if d.who.HouseholdID == "" || one[models.Household](c.w, "id = ?", d.who.HouseholdID).HeadID != d.who.ID {
		return nil
	}
	goes := strings.Join(d.facts.List("relations"), " ")
	var stay []models.Person
	for _, p := range c.members(d.who.HouseholdID) {
		if !strings.Contains(goes+" ", p.ID+"=") {
			stay = append(stay, p)
		}
	}
	if len(stay) == 0 {
		return nil
	}
	var lines []string
	for _, p := range stay {
		lines = append(lines, p.ID+"="+c.related(stay[0], p, false))
	}
	return lines
}

// related is what somebody is to a head.
func (c *county) related(head, p models.Person, collective bool) string {
	switch code, ok := known(head, p); {
	case collective:
		return "99"
	case p.ID == head.ID:
		return string(gb.RelationHead)
	case ok:
		return string(code)
	}
	return "99"
}

// lacking is what a form has to say so that a condition is met; nothing where no form
// meets it.
func (c *county) lacking(def *workflow.Definition, row models.Case, had workflow.Facts, u workflow.Condition) workflow.Facts {
	d := &draft{def: def, station: row.RegisterOrg, facts: had}
	if id := had.Text("person_id"); id != "" {
		d.who = c.person(id)
	}
	out := workflow.Facts{}
	set := func(f workflow.Field) {
		if _, ok := def.FactsOf()[f]; !ok {
			return
		}
		c.fills(d, f)
		if v, ok := d.facts[f]; ok {
			out[f] = v
		}
	}
	switch workflow.GuardID(u.Code) {
	case workflow.GFactsComplete:
		for _, f := range u.Detail {
			set(workflow.Field(f))
		}
	case workflow.GConsentsNoted, workflow.GConsentsAgain:
		names := had.List("consents")
		for _, n := range u.Detail {
			n, _, _ = strings.Cut(n, "（")
			names = append(names, n)
		}
		out["consents"] = names
	case workflow.GMinorsCared:
		out["minors_cared_for_by"], out["minors_stay_because"] = c.name(), "随其就学"
	case workflow.GStanding, workflow.GOwnDeclarant:
		out["applicant_relation"] = pick(c, []string{"self", "parent", "guardian", "head", "relative", "institution", "committee"})
	case workflow.GHeadFit, workflow.GCollectiveHead:
		out["head_capable"] = true
	case workflow.GOnePlace:
		if had.Has("household_id") {
			out["new_address"] = nil
		} else {
			set("household_id")
		}
	case workflow.GAddressFree:
		out["separate_house_right"] = true
	case workflow.GRelationsRight, workflow.GRelationsAgree:
		d.facts = had
		if v := c.relations(d); v != nil {
			out["relations"], d.facts["relations"] = v, v
		}
		set("remaining_relations")
	}
	return out
}
