package stories

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// kernelCall is one line of strace's log that matters to a power cut: a change of a file, its
// synchronisation, or a write to a socket. began and ended are its places in the log.
type kernelCall struct {
	name         string
	path         string // what the descriptor leads to
	data         []byte
	offset       int64
	began, ended int
}

// traced is what strace is asked to log: every call that changes a file or sends an answer.
const traced = "pwrite64,write,fsync,fdatasync,ftruncate,unlink,unlinkat"

var (
	straceBegins  = regexp.MustCompile(`^(\d+) +(\w+)\((\d+)<([^>]*)>(.*)$`)
	straceResumed = regexp.MustCompile(`^(\d+) +<\.\.\. (\w+) resumed>`)
	straceOffset  = regexp.MustCompile(`, (\d+)\) += \d+$`)
)

// readSyscalls reads a log of strace -f -y -xx. A call that another thread interrupted in
// the log ends where it is resumed.
func readSyscalls(log string) ([]kernelCall, error) {
	file, err := os.Open(log)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	var out []kernelCall
	open := map[string]int{} // the call that a thread is in
	lines := bufio.NewReaderSize(file, 1<<20)
	for at := 0; ; at++ {
		line, err := lines.ReadString('\n')
		if line == "" {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("the log of system calls ends within a line: %w", err)
		}
		line = strings.TrimSuffix(line, "\n")
		if m := straceResumed.FindStringSubmatch(line); m != nil {
			if i, is := open[m[1]]; is {
				out[i].ended = at
				delete(open, m[1])
				if o := straceOffset.FindStringSubmatch(line); o != nil && out[i].name == "ftruncate" {
					return nil, fmt.Errorf("a truncation was interrupted in the log: %s", line)
				}
			}
			continue
		}
		m := straceBegins.FindStringSubmatch(line)
		if m == nil {
			continue // a signal, an unlink, an exit
		}
		c := kernelCall{name: m[2], began: at, ended: at}
		path, err := unescaped(m[4])
		if err != nil {
			return nil, err
		}
		c.path = string(path)
		rest := m[5]
		if interrupted := strings.HasSuffix(rest, "<unfinished ...>"); interrupted {
			open[m[1]] = len(out)
			rest = strings.TrimSuffix(rest, " <unfinished ...>") + ") = 0"
		}
		if q := strings.IndexByte(rest, '"'); q >= 0 {
			e := strings.LastIndexByte(rest, '"')
			if c.data, err = unescaped(rest[q+1 : e]); err != nil {
				return nil, err
			}
			rest = rest[e+1:]
			if strings.HasPrefix(rest, "...") {
				return nil, fmt.Errorf("strace cut a text off: give it a larger -s")
			}
		}
		if o := straceOffset.FindStringSubmatch(rest); o != nil {
			if c.offset, err = strconv.ParseInt(o[1], 10, 64); err != nil {
				return nil, err
			}
		}
		out = append(out, c)
	}
}

// unescaped reads \x2f\x74 as strace -xx writes bytes.
func unescaped(text string) ([]byte, error) {
	return hex.DecodeString(strings.ReplaceAll(text, `\x`, ""))
}

// disk is what a disk holds of some files: what was synchronised, and the writes that may
// be lost.
type disk struct {
	dir   string
	files map[string]*diskFile
}

type diskFile struct {
	safe    []byte
	pending []kernelCall
}

// newDisk begins with the files as they lie in dir; they are safe.
func newDisk(dir string, names ...string) (*disk, error) {
	d := &disk{dir: dir, files: map[string]*diskFile{}}
	for _, name := range names {
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil && !os.IsNotExist(err) {
			return nil, err
		}
		d.files[name] = &diskFile{safe: content}
	}
	return d, nil
}

// take carries out a call when it has ended. A synchronisation makes safe what had been
// written when it began.
func (d *disk) take(c kernelCall) {
	dir, name := filepath.Split(c.path)
	f := d.files[name]
	if f == nil || filepath.Clean(dir) != d.dir {
		return
	}
	switch c.name {
	case "fsync", "fdatasync":
		var later []kernelCall
		for _, w := range f.pending {
			if w.ended > c.began {
				later = append(later, w)
				continue
			}
			f.safe = w.on(f.safe, len(w.data))
		}
		f.pending = later
	case "pwrite64", "ftruncate":
		f.pending = append(f.pending, c)
	}
}

// on is a file's content after the first n bytes of a write, or after a truncation.
func (c kernelCall) on(content []byte, n int) []byte {
	if c.name == "ftruncate" {
		if int(c.offset) <= len(content) {
			return content[:c.offset:c.offset]
		}
		return append(content, make([]byte, int(c.offset)-len(content))...)
	}
	if end := int(c.offset) + n; end > len(content) {
		content = append(content, make([]byte, end-len(content))...)
	}
	copy(content[c.offset:], c.data[:n])
	return content
}

// sector is how much of a write a disk keeps whole.
const sector = 512

// cut writes into dir what is left of the files after a power cut: the safe content, and
// of the rest nothing, everything, or any part, torn at any sector.
func (d *disk) cut(dir string, random *rand.Rand) error {
	whole := random.IntN(4)
	for name, f := range d.files {
		content := bytes.Clone(f.safe)
		for _, w := range f.pending {
			n := len(w.data)
			switch {
			case whole == 0, whole > 1 && random.IntN(2) == 0:
				continue
			case whole == 3 && n > sector && random.IntN(4) == 0:
				n = sector * random.IntN(n/sector)
			}
			content = w.on(content, n)
		}
		if len(content) == 0 {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}
