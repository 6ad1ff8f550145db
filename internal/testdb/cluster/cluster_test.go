package cluster

import (
	"bufio"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	_ "github.com/jackc/pgx/v5/stdlib"
)

// holder names the variable that turns this test binary into a program that
// holds a cluster until it is killed.
const holder = "HUKOU_TEST_HOLD_A_CLUSTER"

func TestMain(m *testing.M) {
	if os.Getenv(holder) != "" {
		holdACluster()
	}
	os.Exit(m.Run())
}

func holdACluster() {
	c, err := Start()
	if err != nil {
		panic(err)
	}
	os.Stdout.WriteString(c.URL() + "\n")
	select {}
}

func TestClusterIsUTF8AndLosesNoAcknowledgedWrite(t *testing.T) {
	c, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Stop() })
	db := open(t, c.URL())
	got := map[string]string{}
	for _, name := range []string{"fsync", "full_page_writes", "synchronous_commit", "server_encoding", "lc_collate", "max_connections"} {
		var value string
		err := db.QueryRow("SELECT coalesce(current_setting($1, true), (SELECT datcollate FROM pg_database WHERE datname = current_database()))", name).Scan(&value)
		if err != nil {
			t.Fatal(err)
		}
		got[name] = value
	}
	want := map[string]string{
		"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on",
		"server_encoding": "UTF8", "lc_collate": "C.UTF-8", "max_connections": "300",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestStopLeavesNothingBehind(t *testing.T) {
	c, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	db := open(t, c.URL())
	if err := db.Ping(); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(c.Stop(), c.Stop()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(folder(t, c.URL())); !os.IsNotExist(err) {
		t.Errorf("the cluster's folder still stands: %v", err)
	}
	if err := db.Ping(); err == nil {
		t.Error("the cluster still answers")
	}
}

func TestClusterEndsWithAKilledProgram(t *testing.T) {
	program := exec.Command(os.Args[0])
	program.Env = append(os.Environ(), holder+"=1")
	out, err := program.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	target := strings.TrimSpace(line)
	if err := open(t, target).Ping(); err != nil {
		t.Fatal(err)
	}
	if err := program.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = program.Wait()
	dir, patience := folder(t, target), time.Now().Add(30*time.Second)
	for _, err := os.Stat(dir); err == nil; _, err = os.Stat(dir) {
		if time.Now().After(patience) {
			t.Fatalf("%s still stands 30 seconds after its program was killed", dir)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func TestAClusterThatCannotStartTellsWhy(t *testing.T) {
	bin := programs(t, t.TempDir(), "15", "echo no room left on this disk; exit 1")
	dir, err := os.MkdirTemp("", "hukou-postgres-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	_, err = start(bin, dir, nil)
	if err == nil || !strings.Contains(err.Error(), "no room left on this disk") {
		t.Errorf("got error %v, want the words of initdb", err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the folder of the failed cluster still stands: %v", err)
	}
}

func TestServerProgramsComeFromThePathThenTheNewestVersion(t *testing.T) {
	debian := t.TempDir()
	pattern := filepath.Join(debian, "*", "bin")
	t.Setenv("PATH", t.TempDir())

	_, err := serverPrograms(pattern)
	if !errors.Is(err, ErrNoServer) || !strings.Contains(err.Error(), "apt-get install postgresql") {
		t.Errorf("without PostgreSQL: got error %v, want what to install", err)
	}

	programs(t, debian, "9.6", "")
	programs(t, debian, "15", "")
	newest := programs(t, debian, "17", "")
	if err := os.MkdirAll(filepath.Join(debian, "18", "bin"), 0o755); err != nil { // only psql's remains
		t.Fatal(err)
	}
	if got, err := serverPrograms(pattern); got != newest || err != nil {
		t.Errorf("got %q, %v, want %q", got, err, newest)
	}

	inPath := programs(t, t.TempDir(), "own", "")
	t.Setenv("PATH", inPath)
	if got, err := serverPrograms(pattern); got != inPath || err != nil {
		t.Errorf("got %q, %v, want %q", got, err, inPath)
	}
}

// programs plants stand-ins for the server programs, each with this script.
// The folder is open to every user, since root starts them as another one.
func programs(t *testing.T, root, version, script string) string {
	t.Helper()
	bin := filepath.Join(root, version, "bin")
	if err := os.MkdirAll(bin, 0o755); err != nil {
		t.Fatal(err)
	}
	for dir := bin; strings.Contains(dir, t.Name()); dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"initdb", "pg_ctl", "postgres"} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return bin
}

func open(t *testing.T, target string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", target)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func folder(t *testing.T, target string) string {
	t.Helper()
	u, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("host")
}
