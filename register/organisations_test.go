package register

import (
	"context"
	"errors"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"

	"github.com/google/go-cmp/cmp"
)

const stationsFile = "\ufeffcode,name,name_en,kind,parent,division,address,office,timetable\n" +
	"640522990000,新城派出所,New Town,station,640522000000,640522,,,\n" +
	"w1,窗口,Office,site,640522990000,,建设路1号,true,\"{\"\"rule\"\":\"\"odd\"\"}\"\n" +
	"w2,村服务点,Village,site,640522990000,,村委会,false,\"{\"\"rule\"\":\"\"even\"\"}\"\n" +
	"640522000000,甲县公安局,640522000000,county,640500000000,640522,,,\n"

// bodies lists what the register knows of a parent's bodies and of all sites.
func (w *world) bodies() (codes []string, sites []models.ServiceSite) {
	w.t.Helper()
	w.must(w.db.Read(context.Background(), func(tx *store.Tx) (err error) {
		if codes, err = store.Rows[string](tx, "select code from organisations order by code"); err != nil {
			return err
		}
		sites, err = store.Many[models.ServiceSite](tx, "id", "")
		return err
	}))
	return codes, sites
}

func TestOrganisationIsImportedOnceAndAgain(t *testing.T) {
	eachWorld(t, func(w *world) {
		rows, err := ReadStations(strings.NewReader(stationsFile))
		w.must(err)
		got, err := w.r.ImportStations(context.Background(), rows)
		w.must(err)
		if got != (Imported{Added: 3, Unchanged: 1}) {
			t.Errorf("first: %+v", got)
		}
		rows[0].Name = "新城区派出所"
		got, err = w.r.ImportStations(context.Background(), rows)
		w.must(err)
		if got != (Imported{Changed: 1, Unchanged: 3}) {
			t.Errorf("again with one new name: %+v", got)
		}
		_, sites := w.bodies()
		want := []models.ServiceSite{
			{ID: "w1", Org: "640522990000", Name: "窗口", NameEn: "Office", Address: "建设路1号", Office: true, Timetable: `{"rule":"odd"}`},
			{ID: "w2", Org: "640522990000", Name: "村服务点", NameEn: "Village", Address: "村委会", Timetable: `{"rule":"even"}`}}
		if diff := cmp.Diff(want, sites); diff != "" {
			t.Error(diff)
		}
	})
}

func TestEveryWrongRowIsToldAndNothingImported(t *testing.T) {
	eachWorld(t, func(w *world) {
		before, _ := w.bodies()
		rows, err := ReadStations(strings.NewReader("code,name,kind,parent,division,valid_from,merged_into,office,timetable\n" +
			"640522990000,新城派出所,station,640522000000,640522,,,,\n" +
			"640522990000,新城派出所,station,640522000000,640522,,,,\n" +
			"6405,短码,station,640522000000,640522,,,,\n" +
			"640522990001,,post,640522000000,640522,,,,\n" +
			"640522990002,甲,county,640522010000,999999,2026-02-30,,,\n" +
			"640522990003,乙,station,640522000000,640522,,640522990004,,\n" +
			"640522990004,丙,station,640522000000,640522,,640522990003,,\n" +
			"s1,点,site,640522010000,,,,maybe,{}\n"))
		w.must(err)
		_, err = w.r.ImportStations(context.Background(), rows)
		var wrong *Invalid
		if !errors.As(err, &wrong) {
			t.Fatalf("got %v", err)
		}
		var got []string
		for _, e := range wrong.Errors {
			got = append(got, e.Field+": "+e.Code)
		}
		want := []string{"line 3: code: twice", "line 4: code: bad_code", "line 5: name: required", "line 5: kind: bad_kind",
			"line 6: parent: bad_parent", "line 6: division: unknown_division", "line 6: valid_from: not_a_date",
			"line 7: merged_into: bad_merger", "line 8: merged_into: bad_merger",
			"line 9: office: not_bool", "line 9: timetable: bad_timetable", "line 9: office: no_office"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if after, sites := w.bodies(); !cmp.Equal(before, after) || len(sites) != 0 {
			t.Error("a part of the file was imported")
		}
	})
}

func TestFilesThatAreNoOrganisation(t *testing.T) {
	for _, text := range []string{"", "code,name\n", "code,name,kind,parent,division,code\n", "code,name,kind,parent,division,colour\n",
		"code,name,kind,parent,division\n1,2\n", "code,name,kind,parent,division\n\"1\n", "code\xff\n"} {
		if rows, err := ReadStations(strings.NewReader(text)); err == nil {
			t.Errorf("%q gave %d rows", text, len(rows))
		}
	}
}
