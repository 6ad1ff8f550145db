package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hukou/store"
)

// A torn file, a missing one and a wrong field are told in words that help.
func TestWhatIsWrongWithAFileIsSaidWithWhatToDo(t *testing.T) {
	dir := t.TempDir()
	if code, out, errs := command("", "migrate", "up", "--data", dir); code != exitDone {
		t.Fatal(out, errs)
	}
	whole, err := os.ReadFile(filepath.Join(dir, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	torn := t.TempDir()
	if err := os.WriteFile(filepath.Join(torn, store.FileName), append(whole[:4096:4096], make([]byte, 8192)...), 0o600); err != nil {
		t.Fatal(err)
	}
	lines := filepath.Join(dir, "people.jsonl")
	text := "{\"household\":{\"number\":\"1\",\"members\":[{\"birth_date\":20260101}]}}\n{\"household\":{\"number\":\"1\",\"birth_dat\":1}}\n"
	if err := os.WriteFile(lines, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		code int
		says []string
		args []string
	}{
		{exitFound, []string{"hukou restore"}, []string{"check", "--data", torn}},
		{exitUsage, []string{"没有这个文件", "there is no such file"}, []string{"load", filepath.Join(dir, "nowhere.jsonl")}},
		{exitUsage, []string{"household.members.birth_date", "unknown field birth_dat"}, []string{"load", lines, "--data", dir}},
	} {
		code, out, errs := command("", c.args...)
		for _, say := range c.says {
			if code != c.code || !strings.Contains(strings.ToLower(out+errs), say) {
				t.Errorf("%v ends with %d, says %s%s; want %d and %q", c.args, code, out, errs, c.code, say)
			}
		}
	}
}
