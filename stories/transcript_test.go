package stories

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// transcript is a story as it went over the wire, with what differs from one run to
// the next masked: ids by the order in which they appear, instants, hashes, and the
// second officer's look, which is drawn by lot for some.
type transcript struct {
	mu    sync.Mutex
	lines []string
	ids   map[string]string
}

func newTranscript() *transcript { return &transcript{ids: map[string]string{}} }

var (
	anID      = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	anInstant = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)`)
	aSample   = regexp.MustCompile(`,\{"id":"[^"]+","kind":"spot_check"[^}]*\}[^}]*\}|\{"id":"[^"]+","kind":"spot_check"[^}]*\}[^}]*\},?`)
	aHash     = regexp.MustCompile(`"(hash|prev_hash)":"[0-9a-f]+"`)
)

// onEach is a transcript for each database.
func onEach() map[database]*transcript {
	return map[database]*transcript{sqlite: newTranscript(), postgres: newTranscript()}
}

// note writes down one call and its answer; a nil transcript keeps nothing.
func (r *transcript) note(o *officer, c call, a answer) {
	if r == nil {
		return
	}
	who := "clock"
	if o != nil {
		who = o.name
	}
	asked := ""
	if c.body != nil {
		raw, err := json.Marshal(c.body)
		if err != nil {
			raw = []byte(err.Error())
		}
		asked = string(raw)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines = append(r.lines, r.mask(fmt.Sprintf("%s %s %s %s -> %d %s", who, c.method, c.path, asked, a.status, strings.TrimSpace(string(a.body)))))
}

func (r *transcript) mask(text string) string {
	text = aSample.ReplaceAllString(text, "")
	text = anID.ReplaceAllStringFunc(text, func(id string) string {
		name, known := r.ids[id]
		if !known {
			name = fmt.Sprintf("id-%d", len(r.ids)+1)
			r.ids[id] = name
		}
		return name
	})
	text = anInstant.ReplaceAllString(text, "<instant>")
	return aHash.ReplaceAllString(text, `"$1":"<hash>"`)
}

// wantEqual compares what went over the wire on the two databases, step by step.
func wantEqual(t *testing.T, told map[database]*transcript, least int) {
	t.Helper()
	if t.Failed() {
		return
	}
	a, b := told[sqlite], told[postgres]
	if len(a.lines) == 0 || len(b.lines) == 0 {
		t.Log("-run chose one database: there is nothing to compare")
		return
	}
	for i := range min(len(a.lines), len(b.lines)) {
		if a.lines[i] != b.lines[i] {
			t.Fatalf("the databases differ at request %d of %d:\n%s", i+1, len(a.lines), cmp.Diff(a.lines[i], b.lines[i]))
		}
	}
	if len(a.lines) != len(b.lines) || len(a.lines) < least {
		t.Errorf("%d requests on one database, %d on the other", len(a.lines), len(b.lines))
	}
	t.Logf("%d requests and answers are equal on both databases", len(a.lines))
}
