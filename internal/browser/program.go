package browser

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// opening is where the stories' clock starts: a Thursday before the October holidays.
const opening = "2026-09-24T09:00:00+08:00"

// Officer is a sign-in of the demonstration. The roles are those of the rule book.
type Officer struct {
	Username    string   `json:"username"`
	Password    string   `json:"password"`
	TOTPSecret  string   `json:"totp_secret"`
	Roles       []string `json:"roles"`
	StationCode string   `json:"station_code"`
	Name        string   `json:"name"`
}

// Program is a running demonstration.
type Program struct {
	// URL is where it listens, without a slash at the end.
	URL      string
	Officers []Officer

	cmd   *exec.Cmd
	ended chan struct{}
	said  *ear
	data  string // the folder of its register

	mu       sync.Mutex
	codes    map[string]int64
	sessions map[string][]cookie
}

// Demo starts the program with the cast on a free port until the test ends, its clock
// at the stories' opening. Without flags it keeps its register in SQLite; flags are
// those of hukou demo: "--database", testdb.Fresh(t) takes PostgreSQL, "--now" another
// day.
func Demo(t testing.TB, flags ...string) *Program {
	t.Helper()
	exe, err := program()
	if err != nil {
		t.Fatalf("the program does not build: %v", err)
	}
	p := newProgram(t.TempDir())
	p.cmd = exec.Command(exe, append([]string{"demo", "--json", "--addr", "127.0.0.1:0", "--now", opening, "--data", p.data}, flags...)...) // #nosec G204 -- tests start the program they have built
	p.cmd.Env, p.cmd.Stderr = environment(), p.said
	out, err := p.cmd.StdoutPipe()
	if err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.stop(t) })
	lines := bufio.NewReader(out)
	line, _ := lines.ReadBytes('\n')
	go func() {
		_, _ = io.Copy(p.said, lines)
		_ = p.cmd.Wait()
		close(p.ended)
	}()
	var told struct {
		Addr     string    `json:"addr"`
		Officers []Officer `json:"officers"`
	}
	if err := json.Unmarshal(line, &told); err != nil {
		_ = p.cmd.Process.Kill()
		<-p.ended
		t.Fatalf("the demonstration does not get ready: %s", p.said.String())
	}
	p.URL, p.Officers = strings.TrimSuffix(told.Addr, "/"), told.Officers
	return p
}

func newProgram(data string) *Program {
	return &Program{ended: make(chan struct{}), said: newEar(), data: data, codes: map[string]int64{}, sessions: map[string][]cookie{}}
}

// Officer is an officer of the demonstration by username; docs/cast.md says who is who.
func (p *Program) Officer(t testing.TB, username string) Officer {
	t.Helper()
	for _, o := range p.Officers {
		if o.Username == username {
			return o
		}
	}
	t.Fatalf("no officer of the demonstration is called %s", username)
	return Officer{}
}

func (p *Program) stop(t testing.TB) {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(30 * time.Second):
		_ = p.cmd.Process.Kill()
		t.Error("the program did not end within half a minute of being asked")
	}
}

// program builds hukou once for a test binary.
var program = sync.OnceValues(func() (string, error) {
	if err := lookAtSources(); err != nil {
		return "", err
	}
	dir, err := workshop()
	if err != nil {
		return "", err
	}
	exe := filepath.Join(dir, "hukou")
	out, err := exec.Command("go", "build", "-buildvcs=false", "-o", exe, "hukou/cmd/hukou").CombinedOutput() // #nosec G204 -- tests build the program into a folder of theirs
	if err != nil {
		return "", errors.New(string(out))
	}
	return exe, nil
})

// lookAtSources looks at every file that goes into the program, so that go test knows
// what these tests depend on and does not repeat an old result.
func lookAtSources() error {
	root, err := Root()
	if err != nil {
		return err
	}
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "build"):
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		switch filepath.Ext(path) {
		case ".go", ".sql", ".mod", ".css", ".js", ".svg":
			_, err = os.Stat(path)
		}
		return err
	})
}

// Root is the folder of the module that the tests stand in.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if filepath.Dir(dir) == dir {
			return "", errors.New("no go.mod above this folder: run the tests inside the repository")
		}
		dir = filepath.Dir(dir)
	}
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
