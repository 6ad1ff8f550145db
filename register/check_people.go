package register

import (
	"bytes"
	"encoding/json"
	"reflect"
	"time"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
)

// people checks each person, with stays and guardianships, against their events, and
// the number against the ledger.
func (c *checker) people() error {
	return pages(c, func(p models.Person) string { return p.ID }, func(page []models.Person, in span) error {
		var numbers [][]byte
		for _, p := range page {
			if len(p.NumberIndex) > 0 {
				numbers = append(numbers, p.NumberIndex)
			}
		}
		events, err := c.history(SubjectPerson, in)
		if err != nil {
			return err
		}
		rows, err := store.Many[models.Residence](c.tx, "person_id, id", "person_id > ? and person_id <= ?", in.after, in.last)
		if err != nil {
			return err
		}
		wards, err := store.Many[models.Guardianship](c.tx, "ward_id, id", "ward_id > ? and ward_id <= ? and closed_at is null", in.after, in.last)
		if err != nil {
			return err
		}
		codes, err := store.Many[models.NumberEntry](c.tx, "", "number_index in ?", numbers)
		if err != nil {
			return err
		}
		if err := c.namesKept(page, wards); err != nil {
			return err
		}
		for _, p := range page {
			c.person(p, events[p.ID])
			if err := c.widowed(p); err != nil {
				return err
			}
			c.residences(p, events[p.ID], rows)
			c.guardianships(p, events[p.ID], wards)
			c.number(p, codes)
		}
		return nil
	})
}

// widowed names whoever stands as widowed of somebody who stands as living and married to them.
func (c *checker) widowed(p models.Person) error {
	if p.Marital != string(gb.MaritalWidowed) || !inForce(p) {
		return nil
	}
	linked, err := spousesStanding(c.tx, p)
	if err == nil && len(linked) > 0 {
		c.add("people", p.ID, "widowed_of_the_living", "登记为丧偶，而登记的配偶在册未登记死亡、婚姻存续：配偶确已死亡的，办理死亡登记；否则撤销丧偶的登记。", "This person stands as widowed while the spouse stands as living and married to them: enter the death, or have the entry as widowed reversed.")
	}
	return err
}

// person compares the row with the image of the last event, column by column.
func (c *checker) person(p models.Person, events []Opened) {
	if len(events) == 0 {
		c.add("people", p.ID, "row_without_event", "该人员没有任何户籍事件。", "No event ever entered this person.")
		return
	}
	c.chain(events)
	if p.Name == "" || p.Sex == "" || !p.BirthDate.Valid() {
		c.add("people", p.ID, "entry_incomplete", "该人员没有姓名、性别或者出生日期。", "This person has no name, no sex or no date of birth.")
	}
	image, ok := c.imageOf(events[len(events)-1])
	if !ok {
		return
	}
	last := events[len(events)-1]
	if p.Version != last.Serial || p.EventID != last.ID || p.CaseID != last.CaseID {
		c.add("people", p.ID, "row_event", "该行与最后一个户籍事件不对应。", "The row is not the one its last event wrote.")
	}
	want := image.person()
	want.NumberSealed = c.r.sameSealed(placeNumber(p.ID), p.NumberSealed, want.NumberSealed)
	want.CertSealed = c.r.sameSealed(placeCertificate(p.ID), p.CertSealed, want.CertSealed)
	c.columns("people", p.ID, "row_differs", different(p, want))
}

func (c *checker) imageOf(e Opened) (personImage, bool) {
	var image personImage
	if err := json.Unmarshal(e.Plain, &image); err != nil {
		c.add("register_events", e.ID, "image_unreadable", "事件的登记内容无法读取。", "The image of this event cannot be read.")
		return image, false
	}
	return image, true
}

// different names the fields in which two rows of one model differ.
func different(x, y any) []string {
	var out []string
	a, b := reflect.ValueOf(x), reflect.ValueOf(y)
	for i := range a.NumField() {
		if !sameValue(a.Field(i).Interface(), b.Field(i).Interface()) {
			out = append(out, a.Type().Field(i).Name)
		}
	}
	return out
}

func sameValue(x, y any) bool {
	switch v := x.(type) {
	case []byte:
		return bytes.Equal(v, y.([]byte))
	case time.Time:
		return v.Equal(y.(time.Time))
	case *time.Time:
		w := y.(*time.Time)
		return v == nil && w == nil || v != nil && w != nil && v.Equal(*w)
	}
	return x == y
}

// residences lays the stays out again from the images and compares each row.
func (c *checker) residences(p models.Person, events []Opened, all []models.Residence) {
	want := c.expectedStays(p, events)
	open := 0
	for _, row := range all {
		if row.PersonID != p.ID {
			continue
		}
		if row.ValidTo == "" && row.ClosedAt == nil {
			open++
		}
		exp, ok := want[row.ID]
		if !ok {
			c.add("residences", row.ID, "stay_without_event", "该居住记录没有对应的户籍事件。", "No event opened this stay.")
			continue
		}
		c.columns("residences", row.ID, "row_differs", different(row, exp))
		delete(want, row.ID)
	}
	for id := range want {
		c.add("residences", id, "stay_missing", "户籍事件应有的居住记录缺失。", "An event opened this stay, and the row is not there.")
	}
	if active := p.Status == models.StatusActive; active && open != 1 || !active && open != 0 {
		c.add("people", p.ID, "one_place", "有效户口应恰在一户，注销人员不应在任何户。", "A registered person stands in exactly one household, anybody else in none.")
	}
}

// expectedStays are the stays that the images speak of, by the event that opened each.
func (c *checker) expectedStays(p models.Person, events []Opened) map[string]models.Residence {
	out := map[string]models.Residence{}
	current, house, relation := "", "", ""
	for _, e := range events {
		image, ok := c.imageOf(e)
		if !ok {
			continue
		}
		nextHouse, nextRelation := "", ""
		if image.Status == models.StatusActive && image.HouseholdID != "" {
			nextHouse, nextRelation = image.HouseholdID, image.Relation
		}
		if nextHouse == house && nextRelation == relation {
			continue
		}
		if current != "" {
			stay := out[current]
			closed := e.RecordedAt
			stay.ValidTo, stay.ClosedAt, stay.ClosedBy = max(stay.ValidFrom, e.EffectiveOn), &closed, e.ID
			out[current] = stay
		}
		current, house, relation = "", nextHouse, nextRelation
		if nextHouse != "" {
			current = e.ID
			out[e.ID] = models.Residence{ID: e.ID, PersonID: p.ID, HouseholdID: nextHouse, Relation: nextRelation, ValidFrom: e.EffectiveOn,
				RecordedAt: e.RecordedAt, EventID: e.ID, CaseID: e.CaseID}
		}
	}
	return out
}

// guardianships compares those that stand with the last image's.
func (c *checker) guardianships(p models.Person, events []Opened, all []models.Guardianship) {
	if len(events) == 0 {
		return
	}
	image, ok := c.imageOf(events[len(events)-1])
	if !ok {
		return
	}
	want := map[string]models.Guardianship{}
	for _, g := range image.Guardians {
		want[g.ID] = g
	}
	for _, row := range all {
		if row.WardID != p.ID {
			continue
		}
		exp, ok := want[row.ID]
		if !ok {
			c.add("guardianships", row.ID, "row_without_event", "该监护关系没有对应的户籍事件。", "No event entered this guardianship.")
			continue
		}
		exp.DocumentSealed = c.r.sameSealed(placeGuardianDocument(row.ID), row.DocumentSealed, exp.DocumentSealed)
		c.columns("guardianships", row.ID, "row_differs", different(row, exp))
		delete(want, row.ID)
	}
	for id := range want {
		c.add("guardianships", id, "row_missing", "户籍事件应有的监护关系缺失。", "An event entered this guardianship, and the row does not stand.")
	}
}
