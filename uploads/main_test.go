package uploads

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"testing"
	"time"
)

// The test's own program is also the process that looks at files, and some that behave
// as such a process should not.
func TestMain(m *testing.M) {
	if len(os.Args) < 2 {
		os.Exit(m.Run())
	}
	var err error
	switch os.Args[1] {
	default:
		os.Exit(m.Run())
	case "inspect":
		err = Serve(os.Stdin, os.Stdout)
	case "inspect and tell":
		err = tells()
	case "dies":
		err = errors.New("as a process does that a file has killed")
	case "hangs":
		_, err = io.Copy(io.Discard, os.Stdin)
		time.Sleep(time.Hour)
	case "reaches":
		err = reaches()
	case "grows a little":
		err = grows(18)
	case "grows":
		err = grows(60)
	case "spins":
		if err = confine(); err == nil {
			for n := 0; n >= 0; n++ { // on and on
			}
		}
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	os.Exit(0)
}

// tells is a process that says at its end how much memory it had in use. The system's
// own figure begins with that of the program that started it.
func tells() error {
	status, err := os.Open("/proc/self/status") // while it may
	if err != nil {
		return err
	}
	if err := Serve(os.Stdin, os.Stdout); err != nil {
		return err
	}
	b := make([]byte, 4096)
	n, err := status.Read(b)
	fmt.Fprintf(os.Stderr, "%s", b[:n])
	return err
}

// reaches tries what a process that was taken over would: files, programs, the network.
func reaches() error {
	if err := confine(); err != nil {
		return err
	}
	if _, err := os.Open("/etc/hostname"); err == nil {
		return errors.New("a file was opened")
	}
	if _, err := os.Create(os.TempDir() + "/left-behind"); err == nil {
		return errors.New("a file was made")
	}
	if _, err := net.Dial("udp", "127.0.0.1:53"); err == nil {
		return errors.New("a socket was opened")
	}
	if got := os.Environ(); len(got) > 0 {
		return errors.New("the environment came along")
	}
	return nil
}

// grows takes so many times 16 MB of memory, and touches them.
func grows(blocks int) error {
	if err := confine(); err != nil {
		return err
	}
	var all [][]byte
	for range blocks {
		b := make([]byte, 16<<20)
		for i := 0; i < len(b); i += 4096 {
			b[i] = 1
		}
		all = append(all, b)
	}
	runtime.GC()
	fmt.Println(len(all), "blocks were given")
	return nil
}

// inProcess is a Gate that opens files in processes of their own.
func inProcess(t *testing.T, mode string) *Gate {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return New(Config{Program: []string{self, mode}, AtOnce: 2})
}

// wantScan has a scan looked at and wants this answer: no fault, or one of this code.
func wantScan(t *testing.T, g *Gate, data []byte, code string) Scan {
	t.Helper()
	got, err := g.Scan(context.Background(), data)
	var fault *Fault
	switch {
	case errors.As(err, &fault):
		if fault.Code != code {
			t.Errorf("refused as %s, want %q", fault.Code, code)
		}
		if fault.Zh == "" || fault.En == "" {
			t.Errorf("%s lacks a language", fault.Code)
		}
	case err != nil:
		t.Errorf("not looked at: %v", err)
	case code != "":
		t.Errorf("taken, want %s", code)
	}
	return got
}
