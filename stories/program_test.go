package stories

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"hukou/internal/testdb"
)

// opening is where the stories' clock starts: a Thursday before the October holidays.
const opening = "2026-09-24T09:00:00+08:00"

// workshop is where the programs are built; it goes when the tests end.
var workshop = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "hukou-stories-") })

func TestMain(m *testing.M) {
	code := m.Run()
	if dir, err := workshop(); err == nil {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

// The two builds: the program as it goes out, and the one that a crash test can kill
// between a commit and its answer.
var (
	ordinary = sync.OnceValues(func() (string, error) { return build("hukou") })
	fragile  = sync.OnceValues(func() (string, error) { return build("hukou-fragile", "-tags", "failpoint") })
)

func build(name string, flags ...string) (string, error) {
	if err := lookAtSources(); err != nil {
		return "", err
	}
	dir, err := workshop()
	if err != nil {
		return "", err
	}
	exe := filepath.Join(dir, name)
	out, err := exec.Command("go", append(append([]string{"build", "-buildvcs=false", "-o", exe}, flags...), "hukou/cmd/hukou")...).CombinedOutput()
	if err != nil {
		return "", errors.New(string(out))
	}
	return exe, nil
}

// lookAtSources looks at every source file, so that go test knows that these tests
// depend on them and does not repeat an old result.
func lookAtSources() error {
	return filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if ext := filepath.Ext(path); ext == ".go" || ext == ".sql" || ext == ".mod" {
			_, err = os.Stat(path)
		}
		return err
	})
}

// database is one of the two engines.
type database string

const (
	sqlite   database = "sqlite"
	postgres database = "postgres"
)

// onBoth tells a story on each database.
func onBoth(t *testing.T, tell func(t *testing.T, db database)) {
	for _, db := range []database{sqlite, postgres} {
		t.Run(string(db), func(t *testing.T) { tell(t, db) })
	}
}

// home is where a register lies: a data directory, and the address of a PostgreSQL
// database where there is one.
type home struct {
	dir, url string
}

func newHome(t testing.TB, db database) home {
	h := home{dir: t.TempDir()}
	if db == postgres {
		h.url = testdb.Fresh(t)
	}
	return h
}

func (h home) flags() []string {
	flags := []string{"--data", h.dir}
	if h.url != "" {
		flags = append(flags, "--database", h.url)
	}
	return flags
}

// signIn is an officer's sign-in as the demonstration prints it.
type signIn struct {
	Username    string   `json:"username"`
	Password    string   `json:"password"`
	TOTPSecret  string   `json:"totp_secret"`
	Roles       []string `json:"roles"`
	StationCode string   `json:"station_code"`
	Name        string   `json:"name"`
	KinOf       string   `json:"kin_of"`
}

// instance is a running program.
type instance struct {
	Addr     string   `json:"addr"`
	Officers []signIn `json:"officers"`

	home  home
	http  *http.Client
	cmd   *exec.Cmd
	errs  *lines
	ended chan struct{}

	mu     sync.Mutex
	tokens map[string]string
}

// demo starts the demonstration in a home of its own, with its clock at the opening.
func demo(t testing.TB, db database) *instance {
	t.Helper()
	return demoAt(t, newHome(t, db), opening)
}

func demoAt(t testing.TB, h home, now string) *instance {
	t.Helper()
	return start(t, h, ordinary, nil, append([]string{"demo", "--json", "--addr", "127.0.0.1:0", "--now", now}, h.flags()...)...)
}

// serve starts the program over the register that another instance left, with the
// sessions of that one.
func serve(t testing.TB, left *instance) *instance {
	t.Helper()
	in := start(t, left.home, ordinary, nil, append([]string{"serve", "--demo", "--addr", "127.0.0.1:0"}, left.home.flags()...)...)
	in.Officers, in.tokens = left.Officers, left.tokens
	in.Addr = in.errs.wait(t, servingAt)[1]
	return in
}

// servingAt finds where the program says that it serves.
var servingAt = regexp.MustCompile(`"serving","address":"([^"]+)"`)

// start runs the program until the test ends or it is stopped. A demonstration says
// on its first line where it is.
func start(t testing.TB, h home, built func() (string, error), env []string, args ...string) *instance {
	t.Helper()
	exe, err := built()
	if err != nil {
		t.Fatalf("the program does not build: %v", err)
	}
	in := &instance{home: h, errs: newLines(), ended: make(chan struct{}), tokens: map[string]string{},
		http: &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 128}}}
	in.cmd = exec.Command(exe, args...)
	in.cmd.Env = append(environment(), env...)
	in.cmd.Stderr = in.errs
	out, err := in.cmd.StdoutPipe()
	if err == nil {
		err = in.cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.stop(t) })
	first := make(chan []byte, 1)
	go func() {
		line, _ := bufio.NewReader(out).ReadBytes('\n')
		first <- line
		_, _ = io.Copy(io.Discard, out)
		_ = in.cmd.Wait()
		close(in.ended)
	}()
	if args[0] == "demo" {
		if err := json.Unmarshal(<-first, in); err != nil {
			t.Fatalf("the demonstration's line cannot be read: %v; %s", err, in.errs)
		}
	}
	return in
}

// environment is this process's, without settings of the program.
func environment() []string {
	var kept []string
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "HUKOU_") {
			kept = append(kept, e)
		}
	}
	return kept
}

// stop asks the program to end as an operator would, and waits for it.
func (in *instance) stop(t testing.TB) {
	t.Helper()
	in.http.CloseIdleConnections()
	_ = in.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-in.ended:
	case <-time.After(30 * time.Second):
		_ = in.cmd.Process.Kill()
		t.Errorf("the program did not end within half a minute of being asked: %s", in.errs)
	}
}

// command runs a command of the program to its end.
func command(t testing.TB, h home, args ...string) (code int, out string) {
	t.Helper()
	exe, err := ordinary()
	if err != nil {
		t.Fatalf("the program does not build: %v", err)
	}
	cmd := exec.Command(exe, append(args, h.flags()...)...)
	cmd.Env = environment()
	text, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(text)
}

// wantSound has the program prove the register again from its events.
func (in *instance) wantSound(t testing.TB) {
	t.Helper()
	if code, out := command(t, in.home, "check"); code != 0 {
		t.Errorf("hukou check ends with %d: %s", code, out)
	}
}

// lines is what a program wrote to standard error.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
	more chan struct{}
}

func newLines() *lines { return &lines{more: make(chan struct{}, 1)} }

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case l.more <- struct{}{}:
	default:
	}
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// wait waits until the program has written what is looked for.
func (l *lines) wait(t testing.TB, what *regexp.Regexp) []string {
	t.Helper()
	late := time.After(time.Minute)
	for {
		if found := what.FindStringSubmatch(l.String()); found != nil {
			return found
		}
		select {
		case <-l.more:
		case <-late:
			t.Fatalf("the program does not get ready: %s", l)
		}
	}
}
