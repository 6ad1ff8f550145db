// Package cluster starts a throw-away PostgreSQL for tests and measurements
// and removes it again, whatever becomes of the program that asked for it.
//
// The cluster answers on a Unix socket in a directory of its own, so it takes
// no port and meets no other cluster. It keeps PostgreSQL's durability settings
// as they are in service (fsync, full_page_writes, synchronous_commit), since
// the program refuses a database that would lose acknowledged writes.
package cluster

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// keeper starts the cluster, waits until its standard input closes, then stops
// and removes it. The kernel closes that pipe when the starting program ends,
// be it by exit, panic or SIGKILL, so no cluster outlives its user.
//
//go:embed keeper.sh
var keeper string

// settings differ from PostgreSQL's own only in room for many test packages.
const settings = `
listen_addresses = ''
unix_socket_directories = '%s'
unix_socket_permissions = 0700
port = 5432
max_connections = 300
max_wal_size = '256MB'
timezone = 'UTC'
log_timezone = 'UTC'
`

// Variable is the environment variable that names a running PostgreSQL, as a
// URL, for those who need no throw-away one.
const Variable = "HUKOU_TEST_DATABASE_URL"

// ErrNoServer says that this machine has no PostgreSQL server programs.
var ErrNoServer = errors.New("no PostgreSQL server found in PATH or /usr/lib/postgresql: " +
	"install it (Debian: apt-get install postgresql), or set " + Variable + " to one that runs")

// Cluster is one running PostgreSQL in a temporary directory.
type Cluster struct {
	url  string
	hold io.Closer // the pipe whose end is the end of the cluster
	cmd  *exec.Cmd
}

// Start makes a new cluster (UTF-8, locale C.UTF-8) and returns once it accepts
// connections, which takes about a second. PostgreSQL refuses to run as root;
// root therefore starts it as the user postgres, or nobody. Without the server
// programs the error is ErrNoServer. Further settings are written name=value.
func Start(more ...string) (*Cluster, error) {
	bin, err := serverPrograms(debianPrograms)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "hukou-postgres-")
	if err != nil {
		return nil, fmt.Errorf("make a directory for a throw-away PostgreSQL: %w", err)
	}
	c, err := start(bin, dir, more)
	if err != nil {
		_ = os.RemoveAll(dir)
		return nil, err
	}
	return c, nil
}

// start hands dir to the keeper and waits for its one word.
func start(bin, dir string, more []string) (*Cluster, error) {
	conf := fmt.Sprintf(settings, dir)
	for _, setting := range more {
		name, value, _ := strings.Cut(setting, "=")
		conf += name + " = '" + value + "'\n"
	}
	if err := os.WriteFile(filepath.Join(dir, "settings.conf"), []byte(conf), 0o644); err != nil { // #nosec G306 -- settings without a secret, which the account of the database reads
		return nil, fmt.Errorf("write the settings of a throw-away PostgreSQL: %w", err)
	}
	cmd := exec.Command("/bin/sh", "-c", keeper, "keeper", bin, dir) // #nosec G204 -- tests start a script of ours with folders of ours
	cmd.Dir = dir
	cmd.Env = []string{"PATH=" + bin + ":/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC"}
	// A session of its own: Ctrl-C in the terminal must not reach it before the tests end.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if os.Geteuid() == 0 {
		who, err := unprivileged()
		if err != nil {
			return nil, err
		}
		if err := os.Chown(dir, int(who.Uid), int(who.Gid)); err != nil {
			return nil, fmt.Errorf("give the directory of a throw-away PostgreSQL away: %w", err)
		}
		cmd.SysProcAttr.Credential = who
	}
	hold, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("start a throw-away PostgreSQL: %w", err)
	}
	answer, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start a throw-away PostgreSQL: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start a throw-away PostgreSQL: %w", err)
	}
	c := &Cluster{url: socketURL(dir), hold: hold, cmd: cmd}
	words := bufio.NewReader(answer)
	first, err := words.ReadString('\n')
	if err != nil || strings.TrimSpace(first) != "ready" {
		rest, _ := io.ReadAll(words)
		_ = c.Stop()
		return nil, fmt.Errorf("a throw-away PostgreSQL from %s did not start: %s%s", bin, first, rest)
	}
	return c, nil
}

// URL is the superuser's connection string to the database postgres.
func (c *Cluster) URL() string { return c.url }

// Stop ends every connection, stops the cluster and removes its directory. A
// second call does nothing.
func (c *Cluster) Stop() error {
	if c.hold == nil {
		return nil
	}
	closed := c.hold.Close()
	c.hold = nil
	return errors.Join(closed, c.cmd.Wait())
}

// socketURL spells the socket's directory as pgx and libpq both read it, with
// the database as the path, so that callers can put another name there.
func socketURL(dir string) string {
	u := url.URL{
		Scheme:   "postgres",
		User:     url.User("postgres"),
		Path:     "/postgres",
		RawQuery: url.Values{"host": {dir}, "port": {"5432"}}.Encode(),
	}
	return u.String()
}
