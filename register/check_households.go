package register

import (
	"encoding/json"
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// households checks each household against its events, and that a family with
// members has its one head, or somebody who is to find one.
func (c *checker) households() error {
	return pages(c, func(h models.Household) string { return h.ID }, func(page []models.Household, at span) error {
		events, err := c.history(SubjectHousehold, at)
		if err != nil {
			return err
		}
		members, err := store.Rows[member](c.tx, "SELECT id, household_id, relation, org, sex, father_id, mother_id, spouse_id, marital FROM people WHERE household_id > ? AND household_id <= ? AND status = 'active'", at.after, at.last)
		if err != nil {
			return err
		}
		if err := c.ledByKept(page); err != nil {
			return err
		}
		in := map[string][]member{}
		for _, m := range members {
			in[m.HouseholdID] = append(in[m.HouseholdID], m)
		}
		for _, h := range page {
			c.household(h, events[h.ID])
			if err := c.head(h, in[h.ID]); err != nil {
				return err
			}
		}
		return nil
	})
}

// member is what of a person counts for the household.
type member struct{ ID, HouseholdID, Relation, Org, Sex, FatherID, MotherID, SpouseID, Marital string }

func (c *checker) household(h models.Household, events []Opened) {
	if len(events) == 0 {
		c.add("households", h.ID, "row_without_event", "该户没有任何户籍事件。", "No event ever entered this household.")
		return
	}
	c.chain(events)
	last := events[len(events)-1]
	var image models.Household
	if err := json.Unmarshal(last.Plain, &image); err != nil {
		c.add("register_events", last.ID, "image_unreadable", "事件的登记内容无法读取。", "The image of this event cannot be read.")
		return
	}
	if h.Version != last.Serial || h.EventID != last.ID || h.CaseID != last.CaseID {
		c.add("households", h.ID, "row_event", "该行与最后一个户籍事件不对应。", "The row is not the one its last event wrote.")
	}
	c.columns("households", h.ID, "row_differs", different(h, findable(image)))
}

// head checks that members stand in a household that does, at its station, and that
// a family household with members has exactly one head among them.
func (c *checker) head(h models.Household, members []member) error {
	heads := 0
	isMember := false
	for _, m := range members {
		if h.Status != HouseholdOpen {
			c.add("people", m.ID, "household_closed", "有效户口在已销户的户内。", "A registered person stands in a household that is closed.")
		}
		if m.Org != h.Org {
			c.add("people", m.ID, "station_differs", "人员的登记机关与户的登记机关不一致。", "Person and household name different stations.")
		}
		if m.Relation == string(gb.RelationHead) {
			heads++
		}
		isMember = isMember || m.ID == h.HeadID && m.Relation == string(gb.RelationHead)
	}
	if h.Kind != models.FamilyHousehold || len(members) == 0 {
		return nil
	}
	if h.HeadID == "" && heads == 0 {
		n, err := store.Count[models.CaseTask](c.tx, "kind = ? and note = ? and done_at is null", string(workflow.TaskHeadVacancy), h.ID)
		if err == nil && n == 0 {
			c.add("households", h.ID, "head_missing", "家庭户有成员而无户主，也无变更户主事项。", "A family household has members and no head, and nobody is to find one.")
		}
		return err
	}
	if err := c.spouses(h, members); err != nil {
		return err
	}
	c.children(h, members)
	if heads != 1 || !isMember {
		c.add("households", h.ID, "one_head", "家庭户应恰有一名户主且为本户成员。", "A family household has exactly one head, who is a member.")
	}
	return nil
}

// spouses finds who stands as the head's spouse and cannot be: the head's parent or child, or
// married to somebody else, and the household where two do. Of people whose pages name nobody nothing is told.
// A link counts as the rule book counts it: see linkLasts.
func (c *checker) spouses(h models.Household, members []member) error {
	var head member
	for _, m := range members {
		if m.ID == h.HeadID {
			head = m
		}
	}
	count := 0
	for _, m := range members {
		if head.ID == "" || !slices.Contains(spouses, gb.Relation(m.Relation)) {
			continue
		}
		if count++; count == 2 {
			c.add("households", h.ID, "two_spouses", "一户内登记了两名户主配偶。", "Two stand as spouses of the head.")
		}
		kin := m.ID == head.FatherID || m.ID == head.MotherID || head.ID == m.FatherID || head.ID == m.MotherID
		elsewhere, err := c.linkedElsewhere(m, head)
		if err == nil && !elsewhere {
			elsewhere, err = c.linkedElsewhere(head, m)
		}
		if err != nil {
			return err
		}
		if kin || elsewhere {
			c.add("people", m.ID, "relation_to_head", "登记为户主配偶，但与现户主不是夫妻。", "Stands as the head's spouse, and is not married to the present head.")
		}
	}
	return nil
}

// children finds who stands as the head's own child (GB/T 4761: 20–26, 29–36, 39) though the
// page names another parent of the head's sex: a stepchild is 27 or 37. Of a blank parent
// nothing is told.
func (c *checker) children(h models.Household, members []member) {
	i := slices.IndexFunc(members, func(m member) bool { return m.ID == h.HeadID })
	if i < 0 {
		return
	}
	head := models.Person{ID: members[i].ID, Sex: members[i].Sex}
	for _, m := range members {
		if ownChild(gb.Relation(m.Relation)) && ofAnother(head, m.FatherID, m.MotherID) {
			c.add("people", m.ID, "relation_to_head", "登记为户主的子、女，但本人页上的父亲（母亲）另有其人：继子女、养子女应为27、37。", "Stands as the head's own child, and the page names another father or mother: a child by another marriage or by adoption is 27 or 37.")
		}
	}
}

// linkedElsewhere tells whether the page of one of two names another spouse, who is registered,
// of a marriage that lasts.
func (c *checker) linkedElsewhere(x, y member) (bool, error) {
	if x.SpouseID == "" || x.SpouseID == y.ID || !linkLasts(x.Marital) {
		return false, nil
	}
	n, err := store.Count[models.Person](c.tx, "id = ? and status in ('active', 'in_transit')", x.SpouseID)
	return n > 0, err
}
