package pages_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode"

	"github.com/google/uuid"

	"hukou/auth"
	"hukou/cast"
	"hukou/gb"
	"hukou/handlers"
	"hukou/internal/browser"
	"hukou/models"
	"hukou/pages"
	"hukou/register"
	"hukou/roster"
	"hukou/seal"
	"hukou/store"
	"hukou/store/storetest"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// acceptedNames are the names of gb/testdata/names.tsv that become what they are, by what
// they are of: given, register or passport.
func acceptedNames(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile("../gb/testdata/names.tsv")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for line := range strings.Lines(string(text)) {
		c := strings.Split(line, "\t")
		if len(c) != 5 || c[2] != "accepted" {
			continue
		}
		parts := strings.Split(c[1], `\u{`)
		for i, part := range parts[1:] {
			hex, rest, _ := strings.Cut(part, "}")
			r, err := strconv.ParseUint(hex, 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			parts[i+1] = string(rune(r)) + rest
		}
		out[c[0]] = append(out[c[0]], strings.Join(parts, ""))
	}
	return out
}

// served is the cast behind pages and API in this process, on a database.
func served(t *testing.T, db *store.DB) (*register.Registrar, *browser.Program) {
	t.Helper()
	keys, err := seal.New(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	now := cast.Opening()
	newID := func() string { return uuid.Must(uuid.NewV7()).String() }
	reg := register.New(register.Config{DB: db, Book: workflow.NewBook(), Keys: keys, Calendar: calendar.China(), Clock: func() time.Time { return now }, NewID: newID})
	loaded, err := cast.LoadWorld(t.Context(), reg, db, cast.Options{At: func(at time.Time) { now = at }})
	if err != nil {
		t.Fatal(err)
	}
	now = cast.Opening()
	// Real time runs ahead, so that no limit on requests is met.
	var calls atomic.Int64
	ahead := func() time.Time { return time.Now().Add(time.Duration(calls.Add(1)) * 100 * time.Millisecond) }
	e, err := handlers.New(handlers.Config{Registrar: reg, Now: ahead, Pages: pages.Mount(pages.Config{Registrar: reg, Now: ahead, NewKey: newID})})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.Handler(e))
	t.Cleanup(server.Close)
	p := &browser.Program{URL: server.URL}
	for _, o := range loaded.Officers {
		p.Officers = append(p.Officers, browser.Officer{Username: o.Username, Password: o.Password, TOTPSecret: o.TOTPSecret})
	}
	return reg, p
}

// api calls the API in the session of the pages.
func (c *plain) api(method, path, version string, body any) map[string]any {
	c.t.Helper()
	var read io.Reader
	media := "application/json"
	switch b := body.(type) {
	case nil:
	case *scan:
		read, media = &b.Buffer, b.media
	default:
		text, err := json.Marshal(b)
		if err != nil {
			c.t.Fatal(err)
		}
		read = bytes.NewReader(text)
	}
	q, err := http.NewRequest(method, c.base+"/api/v1/"+path, read)
	if err != nil {
		c.t.Fatal(err)
	}
	q.Header.Set("Content-Type", media)
	q.Header.Set("Origin", c.base)
	q.Header.Set("Idempotency-Key", uuid.NewString())
	if strings.HasPrefix(path, "people/") {
		q.Header.Set("Purpose", url.PathEscape(whyNames))
	}
	if version != "" {
		q.Header.Set("If-Match", version)
	}
	a, err := c.http.Do(q)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = a.Body.Close() }()
	var out map[string]any
	text, _ := io.ReadAll(a.Body)
	if err := json.Unmarshal(text, &out); err != nil || a.StatusCode >= 300 {
		c.t.Fatalf("%s %s: %d %s", method, path, a.StatusCode, text)
	}
	return out
}

// whyNames is the purpose of looks outside a case.
const whyNames = "核对登记姓名"

// scan is a paper as a form brings it.
type scan struct {
	bytes.Buffer
	media string
}

func scanOf(t testing.TB, kind string) *scan {
	t.Helper()
	s := &scan{}
	w := multipart.NewWriter(&s.Buffer)
	err := w.WriteField("kind", kind)
	part, err2 := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="scan.txt"`}, "Content-Type": {"text/plain"}})
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	_, _ = part.Write([]byte("原件"))
	_ = w.Close()
	s.media = w.FormDataContentType()
	return s
}

// born is the case of a child with a medical certificate, from the draft to the entry; who
// is named beside the child is in more.
func (c *plain) born(i int, name string, more map[string]any) (id string, view map[string]any) {
	c.t.Helper()
	facts := map[string]any{"child_name": name, "child_sex": strconv.Itoa(i%2 + 1), "child_birth_date": "2026-09-10", "birth_order": 1, "birth_place_code": "640522", "born_where": "institution",
		"birth_institution": "云台镇卫生院", "follows": "mother", "household_id": fmt.Sprintf("nh-%d", i), "mother": fmt.Sprintf("nm-%d", i), "father": fmt.Sprintf("nf-%d", i), "ethnicity_source": "mother",
		"certificate_no": fmt.Sprintf("T64%07d", i), "certificate_issued_on": "2026-09-12", "certificate_name": name, "parents_evidence": "certificate", "applicant_name": "李春梅", "applicant_relation": "parent"}
	for k, v := range more {
		if facts[k] = v; v == nil {
			delete(facts, k)
		}
	}
	v := c.api("POST", "cases", "", map[string]any{"business": "birth_cert", "facts": facts})
	id = v["id"].(string)
	step := func(event string) {
		c.t.Helper()
		v = c.api("POST", "cases/"+id+"/steps", fmt.Sprintf("%q", fmt.Sprint(v["version"])), map[string]any{"event": event})
	}
	step("lodge")
	for _, kind := range []string{"birth_certificate", "parent_household_book", "marriage_certificate"} {
		v = c.api("POST", "cases/"+id+"/materials", "", scanOf(c.t, kind))
		papers := v["materials"].([]any)
		v = c.api("POST", "cases/"+id+"/materials/"+papers[len(papers)-1].(map[string]any)["id"].(string)+"/verdict", "", map[string]any{"result": "ok"})
	}
	step("accept")
	step("skip_check")
	if v["state"] != "effected" {
		c.t.Fatalf("%s stands in %v: %v", name, v["state"], v["waiting"])
	}
	return id, v
}

// parents are a household for each child to come, and one for the names that stand.
func parents(given int, stand []string) []register.LoadedHousehold {
	var out []register.LoadedHousehold
	home := func(i int) register.LoadedHousehold {
		return register.LoadedHousehold{ID: fmt.Sprintf("nh-%d", i), Number: fmt.Sprintf("9%05d", i), Org: cast.Yuntai, Division: "640522", Kind: models.FamilyHousehold, Address: fmt.Sprintf("云台镇姓名巷%d号", i), OpenedOn: "2015-01-01"}
	}
	for i := range given {
		h := home(i)
		h.Members = []register.LoadedPerson{
			{ID: fmt.Sprintf("nf-%d", i), Key: fmt.Sprintf("nf-%d", i), Name: "何父", Sex: "1", BirthDate: "1994-04-04", Ethnicity: "01", Relation: "02", Since: "2015-01-01"},
			{ID: fmt.Sprintf("nm-%d", i), Name: "何母", Sex: "2", BirthDate: "1995-05-05", Ethnicity: "01", Relation: "12", Since: "2015-01-01", Spouse: fmt.Sprintf("nf-%d", i)}}
		out = append(out, h)
	}
	for j, name := range stand {
		h := home(given + j)
		h.Members = []register.LoadedPerson{{ID: fmt.Sprintf("ns-%d", j), Name: name, Sex: "1", BirthDate: "1980-01-01", Ethnicity: "01", Relation: "02", Since: "2015-01-01"}}
		out = append(out, h)
	}
	return out
}

// found wants the search to show the person with the name, byte for byte.
func (c *plain) found(q, person, name string) {
	c.t.Helper()
	answer := c.api("POST", "search", "", map[string]any{"q": q, "kind": "people", "purpose": whyNames})
	for _, hit := range answer["items"].([]any) {
		if h := hit.(map[string]any); h["id"] == person {
			if h["name"] != name {
				c.t.Errorf("%q is found as %q", name, h["name"])
			}
			return
		}
	}
	if answer["more"] != true {
		c.t.Errorf("%q is not found by %q", name, q)
	}
}

// stands wants a person's page, card and searches to have the name as it was given.
func (c *plain) stands(person, name, inCase string) {
	c.t.Helper()
	ask, card := "", "/people/"+person+"/print/card?purpose="+url.QueryEscape(whyNames)
	if inCase != "" {
		ask, card = "?case_id="+inCase, "/people/"+person+"/print/card?case="+inCase
	}
	if got := c.api("GET", "people/"+person+ask, "", nil)["name"]; got != name {
		c.t.Errorf("the API gives %q as %q", name, got)
	}
	if status, sheet := c.get(card); status != http.StatusOK || !strings.Contains(sheet, ">"+name+"<") {
		c.t.Errorf("the card of %q (%d) does not print the name", name, status)
	}
	c.found(name, person, name)
	keys := gb.Pinyin(name)
	for i, typed := range keys.Initials {
		if strings.IndexFunc(typed, unicode.IsLetter) >= 0 && isASCII(typed) {
			c.found(typed[:min(len(typed), 60)], person, name)
			full := keys.Full[min(i, len(keys.Full)-1)]
			c.found(full[:min(len(full), 60)], person, name)
		}
	}
}

func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}

// TestEveryAcceptedNameStaysAsItIs lodges a child under each accepted new name, loads a
// person for each that stands, and names each foreigner as a father; every name is then
// found, shown, printed and exported as the very bytes it was given.
func TestEveryAcceptedNameStaysAsItIs(t *testing.T) {
	names := acceptedNames(t)
	if len(names["given"]) < 60 || len(names["register"]) < 50 || len(names["passport"]) < 10 {
		t.Fatalf("the table has %d, %d and %d accepted names", len(names["given"]), len(names["register"]), len(names["passport"]))
	}
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		reg, program := served(t, db)
		n := len(names["given"]) + len(names["passport"])
		if _, err := reg.LoadHouseholds(t.Context(), register.Operator(), "姓名", parents(n, names["register"])); err != nil {
			t.Fatal(err)
		}
		c := plainly(t, program, clerk)
		for i, name := range names["given"] {
			id, v := c.born(i, name, nil)
			child := ""
			for _, s := range v["subjects"].([]any) {
				if s := s.(map[string]any); s["role"] == "child" {
					child, _ = s["person_id"].(string)
				}
			}
			c.stands(child, name, id)
			if _, sheet := c.get("/cases/" + id + "/print/receipt"); !strings.Contains(sheet, name) {
				t.Errorf("the receipt does not print %q", name)
			}
		}
		for j, name := range names["register"] {
			c.stands(fmt.Sprintf("ns-%d", j), name, "")
		}
		for k, name := range names["passport"] {
			id, _ := c.born(len(names["given"])+k, "何"+string([]rune("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未")[k]), map[string]any{"father": nil, "father_name": name, "applicant_name": name})
			facts := c.api("GET", "cases/"+id, "", nil)["facts"].(map[string]any)
			if facts["father_name"] != name || facts["applicant_name"] != name {
				t.Errorf("%q is kept as %q and %q", name, facts["father_name"], facts["applicant_name"])
			}
			if _, sheet := c.get("/cases/" + id + "/print/receipt"); !strings.Contains(flatHTML(sheet), name) {
				t.Errorf("the receipt does not print the applicant %q", name)
			}
		}
		inWorkbooks(t, append(names["given"], names["register"]...))
	})
}

// flatHTML has the letters that HTML writes by entities.
func flatHTML(page string) string {
	return strings.NewReplacer("&#39;", "'", "&amp;", "&").Replace(page)
}

// inWorkbooks wants rosters, written as .xlsx and read again, to have every name as it was.
func inWorkbooks(t *testing.T, names []string) {
	t.Helper()
	var lines []roster.Line
	for i, name := range names {
		lines = append(lines, roster.Line{Name: name, Sex: models.SexMale, BirthDate: models.Date("2016-01-01").AddDays(i)})
	}
	var book bytes.Buffer
	if err := roster.WriteXLSX(lines, &book); err != nil {
		t.Fatal(err)
	}
	cells, err := roster.Cells(book.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	in := map[string]bool{}
	for _, text := range cells {
		in[text] = true
	}
	for _, name := range names {
		if !in[name] {
			t.Errorf("the workbook does not have %q", name)
		}
	}
}

// TestRareNamesStandInThePDFOfTheCard prints cards as an officer's browser does and reads
// the text of the paper.
func TestRareNamesStandInThePDFOfTheCard(t *testing.T) {
	names := []string{"买买提·吐尔逊", "孙㛃", "李𬴊", "王龘", "刘〇", "曾國藩", "張𠮷"}
	reg, program := served(t, storetest.SQLite(t))
	if _, err := reg.LoadHouseholds(t.Context(), register.Operator(), "姓名", parents(0, names)); err != nil {
		t.Fatal(err)
	}
	p := browser.Start(t, program.URL)
	o := program.Officer(t, clerk)
	code, err := auth.TOTPAt(o.TOTPSecret, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	p.Open("/sign-in")
	p.Type("#f-username", o.Username)
	p.Type("#f-password", o.Password)
	p.Type("#f-totp", code)
	p.Click("button.primary")
	for j, name := range names {
		p.Open(fmt.Sprintf("/people/ns-%d/print/card?purpose=%s", j, url.QueryEscape(whyNames)))
		p.Has(name)
		if lacks := p.Print().Lacks(name); lacks != nil {
			t.Errorf("the PDF does not have %q", lacks)
		}
	}
}
