package casefile_test

import (
	"testing"
	"time"

	"hukou/internal/browser"
)

// TestAStepFormKeepsItself reloads a step's form after a pause: what was typed is back,
// and gone once the step is taken.
func TestAStepFormKeepsItself(t *testing.T) {
	p := browser.Demo(t, "--now", "2026-08-31T08:30:00+08:00").As(t, "yuntai.clerk1")
	at := find(t, p, "贾云飞", "/", "/work/station")
	p.Open(at + "/steps/withdraw")
	p.Type("input.reason", "群众来电不办了")
	time.Sleep(2500 * time.Millisecond)
	p.Reload()
	p.Has("上次所填已放回")
	if got := p.Value("input.reason"); got != "群众来电不办了" {
		t.Errorf("after a reload the box holds %q", got)
	}
}
