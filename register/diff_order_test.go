package register

import (
	"context"
	"testing"

	"hukou/models"

	"github.com/google/go-cmp/cmp"
)

// Two days of a household are compared in the order of its book: the head, the spouse, the
// children of either sex by age, the parents; who left since stands behind those who are in
// the same place.
func TestTwoDaysOfAHouseholdAreInTheOrderOfItsBook(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load([]LoadedHousehold{{ID: "h-six", Number: "000301", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "城关镇南街31号", OpenedOn: "2001-01-01", Members: []LoadedPerson{
			{ID: "p-1-mother", Name: "丁兰", Sex: "2", BirthDate: "1940-01-01", Ethnicity: "01", Relation: "52", Since: "2001-01-01"},
			{ID: "p-2-son", Name: "马小麦", Sex: "1", BirthDate: "2012-02-03", Ethnicity: "01", Relation: "20", Since: "2012-02-20"},
			{ID: "p-3-daughter", Name: "马小禾", Sex: "2", BirthDate: "2008-02-03", Ethnicity: "01", Relation: "30", Since: "2008-02-20"},
			{ID: "p-4-wife", Name: "李春梅", Sex: "2", BirthDate: "1982-06-12", Ethnicity: "01", Relation: "12", Since: "2007-05-01"},
			{ID: "p-5-head", Name: "马文", Sex: "1", BirthDate: "1980-03-07", Ethnicity: "01", Relation: "02", Since: "2001-01-01"},
			{ID: "p-6-dead", Name: "马小苗", Sex: "2", BirthDate: "1999-02-03", Ethnicity: "01", Relation: "30", Since: "2001-01-01"},
		}}})
		w.setClock("2026-10-20T09:00:00+08:00")
		w.death("p-6-dead", "2026-10-02")
		rows, err := w.r.HouseholdDiff(context.Background(), w.officer("clerk"), "h-six", PersonQuery{AsOf: "2005-12-31", Purpose: "核对"}, PersonQuery{})
		w.must(err)
		var got []string
		for _, row := range rows {
			if row.Item == "member" {
				got = append(got, row.PersonID)
			}
		}
		if diff := cmp.Diff([]string{"p-5-head", "p-4-wife", "p-3-daughter", "p-2-son", "p-6-dead", "p-1-mother"}, got); diff != "" {
			t.Errorf("the order (-want +got):\n%s", diff)
		}
	})
}
