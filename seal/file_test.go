package seal

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestKeyFileIsMadeOnceAndKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "root.key")
	first, err := FromFile(path, bytes.NewReader(bytes.Repeat([]byte{7}, RootSize)))
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("mode %v, %v", info.Mode(), err)
	}
	second, err := FromFile(path, failing{})
	if err != nil {
		t.Fatal(err)
	}
	a, b := first.BlindIndex(DomainSubject, "x"), second.BlindIndex(DomainSubject, "x")
	if !bytes.Equal(a, b) {
		t.Error("the second start has another key")
	}
	left, _ := os.ReadDir(filepath.Dir(path))
	if len(left) != 1 {
		t.Errorf("%d files in the folder, want the key alone", len(left))
	}
}

func TestTwoStartsAtOnceShareOneKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "root.key")
	const starts = 8
	indexes := make([][]byte, starts)
	var all sync.WaitGroup
	for i := range starts {
		all.Go(func() {
			k, err := FromFile(path, bytes.NewReader(bytes.Repeat([]byte{byte(i)}, RootSize)))
			if err != nil {
				t.Error(err)
				return
			}
			indexes[i] = k.BlindIndex(DomainSubject, "x")
		})
	}
	all.Wait()
	for _, index := range indexes {
		if !bytes.Equal(index, indexes[0]) {
			t.Fatal("two starts ended with different keys")
		}
	}
}

func TestDamagedOrOpenKeyFileIsRefusedAndKept(t *testing.T) {
	good := strings.Repeat("ab", RootSize) + "\n"
	cases := map[string]struct {
		content string
		mode    os.FileMode
		want    string
	}{
		"cut short":      {good[:20], 0o600, "hexadecimal"},
		"not a key":      {strings.Repeat("xy", RootSize), 0o600, "hexadecimal"},
		"empty":          {"", 0o600, "hexadecimal"},
		"world readable": {good, 0o644, "chmod 600"},
		"group writable": {good, 0o660, "chmod 600"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "root.key")
			if err := os.WriteFile(path, []byte(c.content), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(path, c.mode); err != nil {
				t.Fatal(err)
			}
			_, err := FromFile(path, bytes.NewReader(make([]byte, RootSize)))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("error %v, want %q in it", err, c.want)
			}
			if c.content != "" && strings.Contains(err.Error(), c.content[:8]) {
				t.Errorf("the error quotes the file: %v", err)
			}
			if kept, _ := os.ReadFile(path); string(kept) != c.content {
				t.Error("the file was overwritten")
			}
		})
	}
}

func TestNoRandomnessNoKeyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "root.key")
	if _, err := FromFile(path, failing{}); err == nil {
		t.Fatal("a key was made of nothing")
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Error("a key file was left behind")
	}
}

func TestGroupReadIsAllowed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "root.key")
	if err := os.WriteFile(path, []byte(strings.Repeat("ab", RootSize)), 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := FromFile(path, failing{}); err != nil {
		t.Error(err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
