package stories

import (
	"fmt"
	"net/http"
	"os"
	"regexp"
	"testing"
	"time"
)

// The figures are told, not judged: this machine may be busy with other tests.
func TestFiguresOfTheStart(t *testing.T) {
	h := newHome(t, sqlite)
	if _, err := ordinary(); err != nil {
		t.Fatal(err)
	}
	for _, when := range []string{"on an empty folder", "on the register it made"} {
		began := time.Now()
		in := serve(t, &instance{home: h, tokens: map[string]string{}})
		for in.send(call{method: http.MethodGet, path: "!/readyz"}).status != http.StatusOK {
			if time.Since(began) > time.Minute {
				t.Fatalf("the program does not get ready: %s", in.errs)
			}
			time.Sleep(2 * time.Millisecond)
		}
		took := time.Since(began)
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", in.cmd.Process.Pid))
		if err != nil {
			t.Fatal(err)
		}
		held := regexp.MustCompile(`VmRSS:\s+(\d+ kB)`).FindSubmatch(status)
		if held == nil {
			t.Fatal("the system does not say how much memory the program holds")
		}
		t.Logf("%s the program is ready after %v and holds %s before the first sign-in", when, took.Round(time.Millisecond), held[1])
		in.stop(t)
	}
}
