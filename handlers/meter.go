package handlers

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
)

// meter counts answers by method, route and status, and the time they took. It is
// safe for use by many goroutines.
type meter struct {
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

func newMeter() *meter { return &meter{rows: map[meterKey]*meterRow{}} }

func (m *meter) count(method, route string, status int, took time.Duration) {
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
func (m *meter) String() string {
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

// metrics shows the counters to whoever bears the token of the configuration.
func (s *server) metrics(c echo.Context) error {
	given := sha256.Sum256([]byte(bearer(c.Request())))
	want := sha256.Sum256([]byte(s.MetricsToken))
	if subtle.ConstantTimeCompare(given[:], want[:]) != 1 {
		return refuse(codeNoSession)
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.Blob(http.StatusOK, "text/plain; version=0.0.4; charset=utf-8", []byte(s.meter.String()))
}
