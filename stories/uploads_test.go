package stories

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"hukou/uploads/uploadstest"
)

const (
	// mostGrowth is how far the serving program may grow for files made to hurt.
	mostGrowth = 50 << 20
	// watched is how long the other officers work, without such files and with them.
	watched = 8 * time.Second
	// passing is which part of the answers asked for while a file is looked at is there
	// before the file is done, at least: where files held the others up, none would be.
	passing = 0.2
)

// brought is a file that somebody hands over the counter.
type brought struct {
	what, name, media string
	data              []byte
	// wrong is why it is refused; empty where it is taken, and then harmless is what must
	// not be in it when it is handed out.
	wrong    string
	harmless string
}

// TestAStrangersFilesHurtNobody hands in files that were made to hurt, through the
// program as it goes out, while other officers work. Each is refused or made harmless,
// the program stays as small as it was, and the others' answers pass the files by.
func TestAStrangersFilesHurtNobody(t *testing.T) {
	in := demo(t, sqlite)
	s := tell(t, in)
	clerk := s.as("yuntai.clerk1")
	others := []*officer{s.as("yuntai.clerk2"), s.as("yuntai.head"), s.as("haiyuan.lead")}
	id := clerk.Open("birth_cert", nil)
	scans := []brought{
		{what: "20,000 × 20,000 PNG", name: "scan.png", data: uploadstest.Flood(), wrong: "too_many_pixels"},
		{what: "PDF packed three times", name: "scan.pdf", data: uploadstest.Nest(), wrong: "packed_file"},
		{what: "PDF that unfolds", name: "scan.pdf", data: uploadstest.Inflating(), wrong: "packed_file"},
		{what: "PDF with a script", name: "scan.pdf", data: uploadstest.PDF("<</S/JavaScript/JS(app.alert(1))>>"), wrong: "active_file"},
		{what: "SVG with a script", name: "scan.svg", media: "image/svg+xml", data: uploadstest.SVG(), wrong: "bad_file"},
		{what: "a zip bomb called PNG", name: "scan.png", data: uploadstest.ZipBomb(), wrong: "bad_file"},
		{what: "a picture with a page in it", name: "../../x.html", data: uploadstest.Polyglot(), harmless: "script"},
		{what: "a picture that tells its place", name: `..\..\IMG_1.jpg`, data: uploadstest.JPEG(64, 48, uploadstest.Exif(6)), harmless: uploadstest.GPS},
	}
	bomb := uploadstest.ZipBomb()
	for _, x := range scans { // once, so that both measures begin warm
		clerk.brings(id, x)
	}
	clerk.bringsRoster(bomb)

	calm := work(others, id)
	before := in.most(t)
	var files []span
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			case <-time.After(80 * time.Millisecond): // as fast as an officer may
			}
			began := time.Now()
			if i%4 == 3 {
				clerk.bringsRoster(bomb)
			} else {
				clerk.brings(id, scans[i%6])
			}
			files = append(files, span{began, time.Now()})
		}
	}()
	busy := work(others, id)
	close(stop)
	<-done
	during, passed := overtakes(busy, files)
	grown := in.most(t) - before
	t.Logf("%d files; the program grew by %.1f MB to %d MB; the others' p99 was %v, then %v; %d of %d answers passed a file by", len(files), float64(grown)/(1<<20), in.most(t)>>20, p99(calm), p99(busy), passed, during)
	if grown > mostGrowth {
		t.Errorf("the program grew by %d MB", grown>>20)
	}
	if during == 0 || float64(passed) < passing*float64(during) {
		t.Errorf("of %d answers asked for while a file was looked at, %d were there before it was done", during, passed)
	}

	heavy := uploadstest.Heavy(9)
	for range 4 {
		clerk.brings(id, brought{what: "a heavy scan", name: "scan.png", data: heavy})
	}
	t.Logf("four scans of 9 MB grew it by %d MB", (in.most(t)-before)>>20)
	in.wantSound(t)
}

// brings hands in a scan and looks at what becomes of it.
func (o *officer) brings(id string, x brought) {
	t := o.s.t
	t.Helper()
	if x.media == "" {
		x.media = "application/octet-stream"
	}
	a := o.send(call{method: http.MethodPost, path: "/cases/" + id + "/materials", header: map[string]string{"Idempotency-Key": o.s.key()},
		parts: []part{{name: "kind", bytes: []byte("identity_card")}, {name: "file", file: x.name, media: x.media, bytes: x.data}}})
	if x.wrong != "" {
		var p problem
		if a.into(t, &p); a.status != http.StatusUnprocessableEntity || !p.names(x.wrong) {
			t.Errorf("%s: %s, want %s", x.what, a, x.wrong)
		}
		return
	}
	var v struct {
		Materials []struct {
			ID   string
			Name string `json:"file_name"`
		}
	}
	if a.into(t, &v); a.status != http.StatusCreated {
		t.Errorf("%s: %s", x.what, a)
		return
	}
	m := v.Materials[len(v.Materials)-1]
	if strings.ContainsAny(m.Name, `/\`) || strings.Contains(m.Name, "..") {
		t.Errorf("%s is called %q", x.what, m.Name)
	}
	got := o.send(call{method: http.MethodGet, path: "/cases/" + id + "/materials/" + m.ID + "/content"})
	h := got.header
	if got.status != http.StatusOK || x.harmless != "" && bytes.Contains(got.body, []byte(x.harmless)) {
		t.Errorf("%s comes back with %d, and still does harm", x.what, got.status)
	}
	if h.Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("%s is served with %v", x.what, h)
	}
}

// bringsRoster hands in a workbook that unfolds without end.
func (o *officer) bringsRoster(bomb []byte) {
	o.s.t.Helper()
	a := o.send(call{method: http.MethodPost, path: "/batches", header: map[string]string{"Idempotency-Key": o.s.key()},
		parts: []part{{name: "file", file: "../../roster.xlsx", media: "application/octet-stream", bytes: bomb}, {name: "facts", bytes: []byte("{}")}}})
	var p problem
	if a.into(o.s.t, &p); a.status != http.StatusUnprocessableEntity || !p.names("file_unzipped_large") {
		o.s.t.Errorf("the bomb: %s", a)
	}
}

// span is from when something was asked to when all of its answer was there.
type span struct{ from, to time.Time }

// work has each officer look at the case again and again, at a person's pace.
func work(officers []*officer, id string) []span {
	var mu sync.Mutex
	var all []span
	var wait sync.WaitGroup
	for _, o := range officers {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for end := time.Now().Add(watched); time.Now().Before(end); time.Sleep(60 * time.Millisecond) {
				began := time.Now()
				a := o.send(call{method: http.MethodGet, path: "/cases/" + id})
				ended := time.Now()
				mu.Lock()
				if all = append(all, span{began, ended}); a.status != http.StatusOK && a.status != http.StatusNotFound {
					o.s.t.Errorf("%s reads %s", o.name, a)
				}
				mu.Unlock()
			}
		}()
	}
	wait.Wait()
	return all
}

// overtakes counts the answers that were asked for while a file was looked at, and those
// of them that were there before the file was done. It compares one with the other in the
// same moment, so that a slow machine changes nothing.
func overtakes(answers, files []span) (during, passed int) {
	for _, f := range files {
		for _, a := range answers {
			if a.from.After(f.from) && a.from.Before(f.to) {
				if during++; a.to.Before(f.to) {
					passed++
				}
			}
		}
	}
	return during, passed
}

// p99 is the 99th percentile of how long the answers took.
func p99(all []span) time.Duration {
	took := make([]time.Duration, len(all))
	for i, x := range all {
		took[i] = x.to.Sub(x.from)
	}
	slices.Sort(took)
	return took[len(took)*99/100]
}

// most is the most memory that the program has had in use (VmHWM).
func (in *instance) most(t testing.TB) int64 {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", in.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	n, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n << 10
}
