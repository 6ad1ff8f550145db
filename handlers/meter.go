package handlers

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"hukou/evidence"
	"hukou/register"
)

// Meter counts answers by method, route and status, and the time they took; it holds
// nothing of who asked or about whom. It is safe for use by many goroutines.
type Meter struct {
	mu   sync.Mutex
	rows map[meterKey]*meterRow
}

type meterKey struct {
	method, route string
	status        int
}

type meterRow struct {
	count   int64
	seconds float64
}

// NewMeter counts from nothing.
func NewMeter() *Meter { return &Meter{rows: map[meterKey]*meterRow{}} }

func (m *Meter) count(method, route string, status int, took time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	key := meterKey{method, route, status}
	row := m.rows[key]
	if row == nil {
		row = &meterRow{}
		m.rows[key] = row
	}
	row.count++
	row.seconds += took.Seconds()
}

// String is the counters in the text form that Prometheus reads.
func (m *Meter) String() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var lines []string
	for k, row := range m.rows {
		labels := fmt.Sprintf(`{method=%q,route=%q,status="%d"}`, k.method, k.route, k.status)
		lines = append(lines, fmt.Sprintf("hukou_http_requests_total%s %d\n", labels, row.count),
			fmt.Sprintf("hukou_http_request_seconds_total%s %.6f\n", labels, row.seconds))
	}
	slices.Sort(lines)
	return "# TYPE hukou_http_requests_total counter\n# TYPE hukou_http_request_seconds_total counter\n" + strings.Join(lines, "")
}

// Outside is the server of a listener of its own, which shows the counters at /metrics,
// what a witness on another host lacks at /evidence, and nothing else: whoever watches the
// service needs no way to its people, and whoever asks about people has none to this.
// Where a token is given only its bearer is answered.
func Outside(addr, token string, m *Meter, reg *register.Registrar) *http.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		if !bears(w, r, token) {
			return
		}
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		_, _ = io.WriteString(w, m.String()) // who went away misses nothing
	})
	mux.HandleFunc("GET /evidence", func(w http.ResponseWriter, r *http.Request) {
		if !bears(w, r, token) {
			return
		}
		from, err := strconv.ParseInt(r.URL.Query().Get("from"), 10, 64)
		if err != nil || from < 0 {
			http.Error(w, "from is how many rows the witness has seen, such as ?from=0", http.StatusBadRequest)
			return
		}
		lines, err := reg.EvidenceAfter(r.Context(), from)
		if err != nil {
			http.Error(w, "the journal cannot be read now: ask again", http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Content-Type", "application/jsonl")
		to := evidence.NewWriter(w)
		for _, l := range lines {
			_ = to.Write(l) // who went away asks again from where its file ends
		}
		_ = to.Flush()
	})
	return &http.Server{Addr: addr, Handler: mux, ReadTimeout: 5 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 8 << 10}
}

// bears asks for the token and answers whoever does not have it.
func bears(w http.ResponseWriter, r *http.Request, token string) bool {
	w.Header().Set("Cache-Control", "no-store")
	given, want := sha256.Sum256([]byte(bearer(r))), sha256.Sum256([]byte(token))
	if token == "" || subtle.ConstantTimeCompare(given[:], want[:]) == 1 {
		return true
	}
	w.Header().Set("WWW-Authenticate", "Bearer")
	http.Error(w, "the token of the configuration is wanted", http.StatusUnauthorized)
	return false
}
