package bench

import (
	"bytes"
	"context"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"hukou/internal/testdb"
)

// TestEveryFigureIsPrintedOnBothEngines runs the whole load for a moment. How fast it
// is says nothing here: other tests run beside it.
func TestEveryFigureIsPrintedOnBothEngines(t *testing.T) {
	var out bytes.Buffer
	c := Config{URL: testdb.Fresh(t), Dir: t.TempDir(), Cases: []int{120, 200}, Workers: []int{1, 4}, Quick: true, Clock: time.Now}
	if err := Run(t.Context(), c, &out); err != nil {
		t.Fatal(err)
	}
	raced := regexp.MustCompile(`(?m)^ +(120|200) +(1|4) +(\S.*?\S)  +([\d,]+) +([\d.]+) ms +([\d.]+) ms +([\d.]+) ms +([\d.]+) `)
	rows := raced.FindAllStringSubmatch(out.String(), -1)
	// Two sizes, two numbers of workers; five runners on PostgreSQL and three on SQLite.
	if want := 2 * 2 * (5 + 3); len(rows) != want {
		t.Errorf("%d rows of figures, want %d", len(rows), want)
	}
	for _, row := range rows {
		positive(t, row[0], row[4:])
	}
	aimed := regexp.MustCompile(`(?m)^ *([\d.]+)(?: s| MB)?  (?:≤|≥) .*? (?:met|missed) +(\S.*)$`)
	aims := aimed.FindAllStringSubmatch(out.String(), -1)
	// Each engine: the step's share, two numbers of workers at the larger size, the
	// batch thrice. The roster has two.
	if want := 2*(1+2+3) + 2; len(aims) != want {
		t.Errorf("%d figures with a target, want %d", len(aims), want)
	}
	for _, row := range aims {
		positive(t, row[0], row[1:2])
	}
	numbered := regexp.MustCompile(`(?m)^the feed numbered ([\d,]+) messages, ([\d,]+) a second$`).FindAllStringSubmatch(out.String(), -1)
	if len(numbered) != 2 {
		t.Errorf("the feed is measured %d times, want once an engine", len(numbered))
	}
	for _, row := range numbered {
		positive(t, row[0], row[1:])
	}
	if t.Failed() {
		t.Log(out.String())
	}
}

func positive(t *testing.T, row string, figures []string) {
	t.Helper()
	for _, text := range figures {
		n, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64)
		if err != nil || n <= 0 {
			t.Errorf("%q is no positive figure in %q", text, row)
		}
	}
}

func TestNothingIsLeftBehindAndNoDatabaseIsNeeded(t *testing.T) {
	dir := t.TempDir()
	var out bytes.Buffer
	c := Config{Dir: dir, Cases: []int{100}, Workers: []int{1}, Quick: true, Clock: time.Now}
	if err := Run(t.Context(), c, &out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "PostgreSQL: not measured") {
		t.Errorf("a run without PostgreSQL does not say so:\n%s", out.String())
	}
	if left := files(t, dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestAStoppedRunLeavesNothingBehind stops a run when the first figures are there.
func TestAStoppedRunLeavesNothingBehind(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	url, dir := testdb.Fresh(t), t.TempDir()
	c := Config{URL: url, Dir: dir, Cases: []int{100}, Workers: []int{1}, Duration: time.Minute, Clock: time.Now}
	err := Run(ctx, c, writer(func(b []byte) {
		if bytes.Contains(b, []byte("cases made")) {
			stop()
		}
	}))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the stop", err)
	}
	if left := files(t, dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	var schemas int
	if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'hukou%'").Scan(&schemas); err != nil || schemas > 0 {
		t.Errorf("%d schemas are left behind (%v)", schemas, err)
	}
}

// writer calls itself with what is printed.
type writer func([]byte)

func (w writer) Write(b []byte) (int, error) { w(b); return len(b), nil }

func TestWhatCannotBeMeasuredIsRefused(t *testing.T) {
	for name, c := range map[string]Config{
		"no clock":                 {},
		"fewer cases than workers": {Cases: []int{4}, Workers: []int{8}, Clock: time.Now},
		"no worker":                {Workers: []int{0}, Clock: time.Now},
	} {
		if err := Run(t.Context(), c, &bytes.Buffer{}); err != ErrConfig {
			t.Errorf("%s: %v", name, err)
		}
	}
}
