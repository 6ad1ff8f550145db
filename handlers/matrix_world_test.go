package handlers

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"hukou/models"
	"hukou/register"
	"hukou/store"
	"hukou/workflow"
)

// The other bodies of the matrix: a second station of the county, and another region,
// since whoever serves a region is elsewhere in another one alone.
const (
	sisterOrg   = "640522020000"
	otherCity   = "640400000000"
	farRegion   = "650000000000"
	farCity     = "650100000000"
	farCounty   = "650102000000"
	farStation  = "650102010000"
	nobodysID   = "01890a5d-ac96-774b-bcce-b302099a8057"
	illFormedID = "01890a5d%20or%201=1"
)

// seat is where an officer of the matrix is posted, seen from the things that are asked for.
type seat string

// The seats: over the things, at another station of their county, in another county, or
// prefecture or region for who serves those.
const (
	own       seat = "own"
	sister    seat = "sister"
	elsewhere seat = "elsewhere"
)

// everyRole are the roles of the rule book that people have.
func everyRole(t *testing.T) []workflow.Role {
	t.Helper()
	roles := append(readers(), workflow.SysAdmin, workflow.SecAdmin, workflow.AuditAdmin)
	for role := range workflow.RoleWords() {
		if role != workflow.System && !slices.Contains(roles, role) {
			t.Errorf("the matrix has no officer who is %s", role)
		}
	}
	return roles
}

// bodyOf is where an officer of a role is posted; empty where there is no such body.
func bodyOf(role workflow.Role, at seat) string {
	bodies := map[seat]string{own: stationOrg, sister: sisterOrg, elsewhere: otherOrg}
	switch role {
	case workflow.County, workflow.CountyLead, workflow.Auditor, workflow.PrivacyOfficer:
		bodies = map[seat]string{own: countyOrg, elsewhere: otherCount}
	case workflow.City, workflow.CityLead:
		bodies = map[seat]string{own: cityOrg, elsewhere: otherCity}
	case workflow.Region:
		bodies = map[seat]string{own: regionOrg, elsewhere: farRegion}
	}
	return bodies[at]
}

// officerAt is the user name of the officer of a role at a seat.
func officerAt(role workflow.Role, at seat) string { return string(at) + "-" + string(role) }

// matrix is the world with its officers, and what there is in it to ask for.
type matrix struct {
	*world
	// ids are those of the first station, by kind; others are the same kinds elsewhere,
	// for who is over the first.
	ids, others map[string]string
}

// seedMatrix makes the bodies, the officers of every role at every seat, and one thing of
// each kind that a call can name.
func seedMatrix(t *testing.T, w *world) *matrix {
	t.Helper()
	m := &matrix{world: w, ids: map[string]string{}, others: map[string]string{}}
	m.bodies(everyRole(t))
	w.neighbours()
	w.seedUnit()
	w.insert(func(tx *store.Tx) error {
		for org, id := range map[string]string{sisterOrg: "p-sister", otherOrg: "p-other", farStation: "p-far"} {
			house := models.Household{ID: "h" + id, Number: "000007", Org: org, Division: "640522", Kind: models.FamilyHousehold, HeadID: id, Address: "外地一号", Status: "open", Version: 1, EventID: "seed", CaseID: "seed"}
			person := models.Person{ID: id, Name: "石远方", Sex: "1", BirthDate: "1990-05-05", Ethnicity: "01", Status: models.StatusActive, HouseholdID: house.ID, Relation: "02", Org: org, Since: "2015-01-01", Version: 1, EventID: "seed", CaseID: "seed"}
			if err := store.Insert(tx, house); err != nil {
				return err
			}
			if err := store.Insert(tx, person); err != nil {
				return err
			}
		}
		return nil
	})
	maps.Copy(m.ids, map[string]string{"people": "p-1", "child": "p-2", "households": "h-1"})
	maps.Copy(m.others, map[string]string{"people": "p-other", "child": "p-other", "households": "hp-other"})
	m.things(m.ids, own)
	m.things(m.others, elsewhere)
	opened := m.post(officerAt(workflow.Clerk, own), "batches", map[string]any{"facts": batchFacts(), "lines": []any{lineFacts("测试甲", "001")}})
	m.want(opened, http.StatusCreated, "")
	m.ids["batches"] = opened.json["id"].(string)
	m.ids["line"] = m.first(officerAt(workflow.Clerk, own), "batches/"+m.ids["batches"]+"/lines")
	m.others["line"] = m.others["cases"]
	asked := m.post(officerAt(workflow.Clerk, own), "people/p-2/access-requests", map[string]any{"purpose": "学校来函核对", "purpose_code": "assist"})
	m.want(asked, http.StatusCreated, "")
	m.ids["access-requests"] = asked.json["id"].(string)
	sealed := m.post(officerAt(workflow.Clerk, own), "people/p-3/seals", map[string]any{"kind": "protection", "reason": "保护"})
	m.want(sealed, http.StatusCreated, "")
	m.ids["seals"] = sealed.json["id"].(string)
	m.want(m.post(officerAt(workflow.Community, own), "break-glass", map[string]any{"reason": "走失儿童"}), http.StatusCreated, "")
	m.ids["alarms"] = m.first(officerAt(workflow.Head, own), "audit/alarms")
	return m
}

// bodies makes what the world lacks of bodies, and the officers.
func (m *matrix) bodies(roles []workflow.Role) {
	m.t.Helper()
	m.insert(func(tx *store.Tx) error {
		for _, code := range []string{"650000", "650100", "650102"} {
			d := models.Division{Code: code, From: "2004-01-01", Name: "测试区划", NameEn: "Test", Level: "county", NumberPrefix: "649901", Source: "test", LedgerCertifiedOn: "2020-01-01"}
			if err := store.Insert(tx, d); err != nil {
				return err
			}
		}
		return nil
	})
	_, err := m.reg.ImportStations(context.Background(), []register.StationRow{
		{Line: 1, Code: sisterOrg, Name: "甲县城北派出所", Kind: models.KindStation, Parent: countyOrg, Division: "640522"},
		{Line: 2, Code: farRegion, Name: "丙区公安厅", Kind: models.KindRegion, Division: "650000"},
		{Line: 3, Code: farCity, Name: "丙市公安局", Kind: models.KindCity, Parent: farRegion, Division: "650100"},
		{Line: 4, Code: farCounty, Name: "丙县公安局", Kind: models.KindCounty, Parent: farCity, Division: "650102"},
		{Line: 5, Code: farStation, Name: "丙县城关派出所", Kind: models.KindStation, Parent: farCounty, Division: "650102"},
	})
	if err != nil {
		m.t.Fatal(err)
	}
	m.insert(func(tx *store.Tx) error {
		for _, role := range roles {
			for _, at := range []seat{own, sister, elsewhere} {
				org, name := bodyOf(role, at), officerAt(role, at)
				if org == "" {
					continue
				}
				o := models.Officer{ID: "o-" + name, Username: name, Name: "民警" + name, PersonID: "p-" + name, Password: "none", CreatedAt: *m.real.Load()}
				if err := store.Insert(tx, o); err != nil {
					return err
				}
				if err := store.Insert(tx, models.Posting{ID: "po-" + name, OfficerID: o.ID, Org: org, Role: string(role), From: "2020-01-01"}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// things are a lead with a paper and a task and a campaign with a visit and a lead, at the station of a seat.
func (m *matrix) things(ids map[string]string, at seat) {
	m.t.Helper()
	clerk := officerAt(workflow.Clerk, at)
	ids["cases"] = m.open(clerk, "lead", leadFacts())
	body, media := upload(m.t, map[string]string{"kind": "birth_certificate"}, "scan.txt", "text/plain", []byte("测试 证件"))
	added := m.do(request{who: clerk, method: "POST", path: "cases/" + ids["cases"] + "/materials", body: body, header: map[string]string{"Content-Type": media}})
	m.want(added, http.StatusCreated, "")
	ids["material"] = added.json["materials"].([]any)[0].(map[string]any)["id"].(string)
	campaign := m.post(clerk, "campaigns", map[string]any{"name": "进村入户走访", "from": "2026-09-01", "to": "2026-09-30"})
	m.want(campaign, http.StatusCreated, "")
	ids["campaigns"] = campaign.json["id"].(string)
	visit := m.post(clerk, "campaigns/"+ids["campaigns"]+"/visits", map[string]any{"on": "2026-09-24", "households": 3})
	m.want(visit, http.StatusCreated, "")
	ids["visit"] = visit.json["id"].(string)
	lead := m.post(clerk, "cases", map[string]any{"business": "lead", "facts": leadFacts(), "campaign": ids["campaigns"]})
	m.want(lead, http.StatusCreated, "")
	ids["lead"] = lead.json["id"].(string)
	ids["tasks"] = fmt.Sprintf("01a20aae-0000-7000-8000-%012d", len(at))
	m.insert(func(tx *store.Tx) error {
		return store.Insert(tx, models.CaseTask{ID: ids["tasks"], CaseID: ids["cases"], Kind: string(workflow.TaskAlert), Org: bodyOf(workflow.Clerk, at), Role: string(workflow.Clerk), OpenedAt: *m.real.Load()})
	})
	m.bells(ids, clerk)
}

// bells are a bell group with a door that rings.
func (m *matrix) bells(ids map[string]string, clerk string) {
	m.t.Helper()
	group := m.post(clerk, "bell-groups", map[string]any{"name": "镇东三组"})
	m.want(group, http.StatusCreated, "")
	ids["bell-groups"] = group.json["id"].(string)
	joined := m.post(clerk, "bell-groups/"+ids["bell-groups"]+"/doors", bellDoor("1"))
	m.want(joined, http.StatusCreated, "")
	ids["bell-doors"] = joined.json["doors"].([]any)[0].(map[string]any)["id"].(string)
	sheet := m.post(clerk, "bell-doors/"+ids["bell-doors"]+"/address", nil)
	m.want(sheet, http.StatusOK, "")
	if err := m.bell.Ring(context.Background(), strings.TrimPrefix(sheet.json["path"].(string), "/bell/"), false); err != nil {
		m.t.Fatal(err)
	}
	ids["bell-alarms"] = m.first(clerk, "bell-alarms")
}

func bellDoor(number string) map[string]any {
	return map[string]any{"number": number, "adults": 1, "signed": []any{map[string]any{"name": "测试甲", "on": "2026-09-20"}}}
}

// first is the id of the first item of a list.
func (m *matrix) first(who, path string) string {
	m.t.Helper()
	list := m.do(request{who: who, method: "GET", path: path})
	m.want(list, http.StatusOK, "")
	items, _ := list.json["items"].([]any)
	if len(items) == 0 {
		m.t.Fatalf("%s lists nothing", path)
	}
	return items[0].(map[string]any)["id"].(string)
}

// kindsIn are the kinds of ids that the path of a call names, in its order.
func kindsIn(path string) []string {
	parts := strings.Split(path, "/")
	var out []string
	for i, part := range parts {
		switch {
		case part == "{mid}" && parts[1] == "cases":
			out = append(out, "material")
		case part == "{mid}":
			out = append(out, "visit")
		case part == "{id}" && parts[1] != "businesses":
			out = append(out, parts[i-1])
		}
	}
	return out
}
