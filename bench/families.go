package bench

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"hukou/models"
	"hukou/store"
)

// kin is a person's place in a family of the county: four people in one household.
type kin int

// The members, as their ids begin.
const (
	father kin = iota + 1
	mother
	grandfather
	grandmother
)

// personID and houseID name the people and the household of a family. They sort
// before the ids that the program makes, as older ones do.
func personID(k kin, family int) string {
	return fmt.Sprintf("0197000%d-0000-7000-8000-%012d", k, family)
}
func houseID(family int) string { return fmt.Sprintf("01960000-0000-7000-8000-%012d", family) }

// families is how many families the cases are about. An ordinary county has a
// hundred thousand people, most of them in no case. The stations have as many each, so
// that a case and the household it is about are of one station.
func families(cases int) int {
	n := max(cases/10, 1)
	if cases >= ordinaryCases {
		n = max(n, 25_000)
	}
	return (n + stations - 1) / stations * stations
}

// clerkPerson is the line of a station's clerk in the register: the father of a
// family that no case is about.
func clerkPerson(cases, station int) string { return personID(father, families(cases)+station) }

// settle puts the families in the register: one, then as many as are needed.
func (w *world) settle(ctx context.Context) error {
	err := w.db.InTx(ctx, func(tx *store.Tx) error {
		return errors.Join(store.Insert(tx, models.Household{ID: houseID(0), Number: "000000000000", Org: stationOrg(0), Division: division, Kind: models.FamilyHousehold,
			HeadID: personID(father, 0), Address: "甲县城关镇一号", Status: "open", OpenedOn: "2015-01-01", Version: 1, EventID: "seed", CaseID: "seed"}),
			store.Insert(tx, w.family()...))
	})
	if err != nil {
		return err
	}
	more := families(w.size) + stations
	return w.loading(ctx, func(conn *sql.Conn) error {
		ofFamily := func(column string) string { return renumbered(column, 0, "i") }
		for _, c := range []copying{
			{table: "households", where: "x.id = '" + houseID(0) + "'", set: map[string]string{"id": ofFamily("id"), "head_id": ofFamily("head_id"), "number": digits("i"), "org": stationText}},
			{table: "people", where: "x.household_id = '" + houseID(0) + "'", set: map[string]string{"id": ofFamily("id"), "household_id": ofFamily("household_id"),
				"father_id": ofFamily("father_id"), "mother_id": ofFamily("mother_id"), "spouse_id": ofFamily("spouse_id"), "org": stationText,
				"number_index": w.bytesText("'n' || i || x.id")}},
		} {
			if err := copyRows(ctx, conn, c, more); err != nil {
				return err
			}
		}
		return nil
	})
}

// family is the one that all others are copies of.
func (w *world) family() []models.Person {
	line := func(k kin, name, sex, born, relation string) models.Person {
		return models.Person{ID: personID(k, 0), Name: name, Pinyin: "ma", Initials: "m", Sex: sex, BirthDate: models.Date(born), Ethnicity: "01", Status: models.StatusActive,
			HouseholdID: houseID(0), Relation: relation, Org: stationOrg(0), Since: "2015-01-01", Version: 1, EventID: "seed", CaseID: "seed"}
	}
	f, m := line(father, "马文", "1", "1995-05-05", "02"), line(mother, "李春梅", "2", "1996-06-06", "12")
	g, h := line(grandfather, "马大山", "1", "1970-01-01", "51"), line(grandmother, "丁秀英", "2", "1971-02-02", "52")
	f.FatherID, f.MotherID, f.SpouseID, m.SpouseID = g.ID, h.ID, m.ID, f.ID
	g.SpouseID, h.SpouseID = h.ID, g.ID
	return []models.Person{f, m, g, h}
}
