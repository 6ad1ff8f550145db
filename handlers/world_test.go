package handlers

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"hukou/auth"
	"hukou/bell"
	"hukou/models"
	"hukou/register"
	"hukou/seal"
	"hukou/store"
	"hukou/store/storetest"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

const (
	regionOrg  = "640000000000"
	cityOrg    = "640500000000"
	countyOrg  = "640522000000"
	stationOrg = "640522010000"
	otherCount = "640422000000"
	otherOrg   = "640422010000"
	password   = "a long sentence for the tests"
)

// world is a small region of invented officers behind the border: a city, two
// counties, a station each, an officer of each role.
type world struct {
	t       testing.TB
	db      *store.DB
	reg     *register.Registrar
	bell    *bell.Bell
	e       *echo.Echo
	keys    *seal.Keyring
	log     *bytes.Buffer
	now     atomic.Pointer[time.Time]
	real    atomic.Pointer[time.Time]
	secrets map[string]string
	tokens  map[string]string
	key     int
}

// eachWorld runs a story on both databases.
func eachWorld(t *testing.T, story func(t *testing.T, w *world)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) { story(t, newWorld(t, db, Config{})) })
}

// aWorld is one on the embedded database, where the database does not matter.
func aWorld(t testing.TB, c Config) *world { return newWorld(t, storetest.SQLite(t), c) }

func newWorld(t testing.TB, db *store.DB, c Config) *world {
	t.Helper()
	keys, err := seal.New(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, db: db, keys: keys, log: &bytes.Buffer{}, secrets: map[string]string{}, tokens: map[string]string{}}
	w.setClock("2026-09-24T09:00:00+08:00")
	start := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	w.real.Store(&start)
	w.reg = register.New(register.Config{DB: db, Book: workflow.NewBook(), Keys: keys, Calendar: calendar.China(),
		Clock: func() time.Time { return *w.now.Load() }, NewID: func() string { return uuid.Must(uuid.NewV7()).String() }})
	c.Registrar, c.Now, c.Log = w.reg, func() time.Time { return *w.real.Load() }, slog.New(slog.NewJSONHandler(&locked{to: w.log}, nil))
	w.bell = bell.New(bell.Config{DB: db, Keys: keys, Clock: func() time.Time { return *w.now.Load() }, NewID: func() string { return uuid.Must(uuid.NewV7()).String() }, Random: rand.Reader})
	c.Bell = w.bell
	if w.e, err = New(c); err != nil {
		t.Fatal(err)
	}
	w.seed()
	return w
}

// locked lets many requests write one log.
type locked struct {
	mu sync.Mutex
	to io.Writer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.to.Write(p)
}

func (w *world) setClock(text string) {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		w.t.Fatal(err)
	}
	w.now.Store(&at)
}

// pass lets real time go on.
func (w *world) pass(d time.Duration) {
	later := w.real.Load().Add(d)
	w.real.Store(&later)
}

func (w *world) insert(f func(tx *store.Tx) error) {
	w.t.Helper()
	if err := w.db.InTx(context.Background(), f); err != nil {
		w.t.Fatal(err)
	}
}

// officers of the world, by name, with role and body.
func worldOfficers() map[string][2]string {
	return map[string][2]string{
		"aux": {"aux", stationOrg}, "clerk": {"clerk", stationOrg}, "clerk2": {"clerk", stationOrg}, "community": {"community", stationOrg}, "head": {"head", stationOrg},
		"county": {"county", countyOrg}, "county_lead": {"county_lead", countyOrg}, "city": {"city", cityOrg}, "city_lead": {"city_lead", cityOrg}, "region": {"region", regionOrg},
		"auditor": {"auditor", countyOrg}, "privacy": {"privacy_officer", regionOrg},
		"sysadmin": {"sysadmin", stationOrg}, "secadmin": {"secadmin", stationOrg}, "auditadmin": {"auditadmin", stationOrg},
		"clerk_b": {"clerk", otherOrg}, "head_b": {"head", otherOrg},
	}
}

var hashOnce = sync.OnceValues(func() (string, error) {
	return auth.NewHasher(rand.Reader).Hash(context.Background(), password)
})

func (w *world) seed() {
	w.insert(func(tx *store.Tx) error {
		for _, code := range []string{"640000", "640500", "640522", "640400", "640422"} {
			d := models.Division{Code: code, From: "2004-01-01", Name: "测试区划", NameEn: "Test", Level: "county", NumberPrefix: "649901", Source: "test", LedgerCertifiedOn: "2020-01-01"}
			if err := store.Insert(tx, d); err != nil {
				return err
			}
		}
		return nil
	})
	_, err := w.reg.ImportStations(context.Background(), []register.StationRow{
		{Line: 1, Code: regionOrg, Name: "自治区公安厅", Kind: models.KindRegion, Division: "640000"},
		{Line: 2, Code: cityOrg, Name: "甲市公安局", Kind: models.KindCity, Parent: regionOrg, Division: "640500"},
		{Line: 3, Code: countyOrg, Name: "甲县公安局", Kind: models.KindCounty, Parent: cityOrg, Division: "640522"},
		{Line: 4, Code: stationOrg, Name: "甲县城关派出所", Kind: models.KindStation, Parent: countyOrg, Division: "640522"},
		{Line: 5, Code: "640400000000", Name: "乙市公安局", Kind: models.KindCity, Parent: regionOrg, Division: "640400"},
		{Line: 6, Code: otherCount, Name: "乙县公安局", Kind: models.KindCounty, Parent: "640400000000", Division: "640422"},
		{Line: 7, Code: otherOrg, Name: "乙县城关派出所", Kind: models.KindStation, Parent: otherCount, Division: "640422"},
		{Line: 8, Code: "site-east", Name: "东院", Kind: register.KindSite, Parent: stationOrg, Office: "true", Timetable: `{"rule":"even"}`},
	})
	if err != nil {
		w.t.Fatal(err)
	}
	hash, err := hashOnce()
	if err != nil {
		w.t.Fatal(err)
	}
	w.insert(func(tx *store.Tx) error {
		for name, at := range worldOfficers() {
			secret, err := auth.NewSecret(rand.Reader)
			if err != nil {
				return err
			}
			w.secrets[name] = secret
			id := "o-" + name
			o := models.Officer{ID: id, Username: name, Name: "民警" + name, PersonID: "p-" + name, Password: hash, CreatedAt: *w.real.Load(),
				TOTPSealed: w.keys.Seal(seal.Place{Table: "officers", Column: "totp_sealed", Row: id}, []byte(secret))}
			if err := store.Insert(tx, o); err != nil {
				return err
			}
			if err := store.Insert(tx, models.Posting{ID: "po-" + name, OfficerID: id, Org: at[1], Role: at[0], From: "2020-01-01"}); err != nil {
				return err
			}
		}
		return nil
	})
}

// session gives an officer a session without the cost of a sign-in.
func (w *world) session(name string) string {
	w.t.Helper()
	if token := w.tokens[name]; token != "" {
		return token
	}
	token, digest, err := auth.NewToken(rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	real := *w.real.Load()
	w.insert(func(tx *store.Tx) error {
		return store.Insert(tx, models.Session{Digest: digest, OfficerID: "o-" + name, CreatedAt: real, SeenAt: real, ExpiresAt: real.Add(8 * time.Hour)})
	})
	w.tokens[name] = token
	return token
}

// call is one request of a test.
type request struct {
	who, method, path string
	body              any
	header            map[string]string
}

// answer of the border, read.
type reply struct {
	*httptest.ResponseRecorder
	json map[string]any
}

// do sends a request as an officer; no officer sends none of a session. A path
// without a slash at its beginning lies under the API.
func (w *world) do(q request) reply {
	w.t.Helper()
	var body io.Reader
	switch b := q.body.(type) {
	case nil:
	case string:
		body = strings.NewReader(b)
	case []byte:
		body = bytes.NewReader(b)
	default:
		raw, err := json.Marshal(b)
		if err != nil {
			w.t.Fatal(err)
		}
		body = bytes.NewReader(raw)
	}
	path := q.path
	if !strings.HasPrefix(path, "/") {
		path = base + "/" + path
	}
	r := httptest.NewRequest(q.method, path, body)
	r.RemoteAddr = "127.0.0.1:40000"
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if q.who != "" {
		r.Header.Set("Authorization", "Bearer "+w.session(q.who))
	}
	for name, value := range q.header {
		r.Header.Set(name, value)
	}
	rec := httptest.NewRecorder()
	w.e.ServeHTTP(rec, r)
	out := reply{ResponseRecorder: rec}
	if strings.Contains(rec.Header().Get("Content-Type"), "json") {
		if err := json.Unmarshal(rec.Body.Bytes(), &out.json); err != nil && !strings.HasPrefix(rec.Body.String(), "[") {
			w.t.Fatalf("%s %s answered what is no JSON: %v", q.method, q.path, err)
		}
	}
	return out
}

// want fails unless the answer has the status and, when named, the code.
func (w *world) want(r reply, status int, c code) {
	w.t.Helper()
	got, _ := r.json["code"].(string)
	if r.Code != status || c != "" && got != string(c) {
		w.t.Fatalf("got %d %s, want %d %s: %s", r.Code, got, status, c, r.Body.String())
	}
}

// fresh is a key that was not used before.
func (w *world) fresh() string {
	w.key++
	return fmt.Sprintf("key-%d", w.key)
}

// open opens a case and gives its id.
func (w *world) open(who, business string, facts map[string]any) string {
	w.t.Helper()
	r := w.do(request{who: who, method: "POST", path: "cases", body: map[string]any{"business": business, "facts": facts}, header: map[string]string{"Idempotency-Key": w.fresh()}})
	w.want(r, http.StatusCreated, "")
	return r.json["id"].(string)
}

// version is the case's present one.
func (w *world) version(id string) string {
	w.t.Helper()
	r := w.do(request{who: "auditor", method: "GET", path: "cases/" + id})
	w.want(r, http.StatusOK, "")
	return r.Header().Get("ETag")
}

// step takes a step at a version under a fresh key.
func (w *world) step(who, id, version string, body any) reply {
	w.t.Helper()
	return w.do(request{who: who, method: "POST", path: "cases/" + id + "/steps", body: body, header: map[string]string{"If-Match": version, "Idempotency-Key": w.fresh()}})
}

// leadFacts is what a lead on a child declares.
func leadFacts() map[string]any {
	return map[string]any{"lead_source": "visit", "lead_matter": "birth", "lead_place": "镇东三组", "child_unregistered": true, "child_name": "测试甲"}
}

// contact is the first step of a lead.
func contact() map[string]any {
	return map[string]any{"event": "contact", "input": map[string]any{"contacted_by": "visit", "findings": "已见面"}}
}
