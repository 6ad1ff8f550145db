package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"hukou/evidence"
	"hukou/store"
)

type backupCommand struct {
	settings
	keySettings
	witnessSettings
	File string `arg:"" placeholder:"FILE" help:"写到哪里，文件不得已存在 · Where to write; the file must not be there."`
}

// Run copies an embedded register as it stands at one moment, while the service goes on,
// and proves the copy before it gets its name: every page, the register against its
// events, the journal against what was witnessed before the copy was made.
func (c *backupCommand) Run(ctx context.Context, p *program) (err error) {
	if err := c.embedded(); err != nil {
		return err
	}
	if info, err := os.Stat(filepath.Dir(c.File)); c.File == "" || c.File == "-" || err != nil || !info.IsDir() {
		return usagef("the copy goes into a file of a folder that is there: %q is none", c.File)
	}
	if _, err := os.Lstat(c.File); err == nil {
		return usagef("%s is there already: name another file", c.File)
	}
	v, err := witnessedYet(c.witnessSettings.path(c.Data))
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(filepath.Dir(c.File), ".hukou-backup-")
	if err != nil {
		return fmt.Errorf("make a folder beside the copy: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	db, err := c.openExisting(ctx)
	if err != nil {
		return err
	}
	if err := errors.Join(db.Backup(ctx, dir), db.Close()); err != nil {
		return err
	}
	found, err := c.prove(ctx, p, c.keySettings, dir, v)
	if err != nil {
		return err
	}
	if found.any() {
		p.print("%s", found)
		p.print("副本有问题，没有留下 · The copy is not sound, and none was kept\n")
		return errFound
	}
	sum, size, err := digest(filepath.Join(dir, store.FileName))
	if err != nil {
		return err
	}
	// A link never takes the place of a file that somebody else made meanwhile.
	switch err := os.Link(filepath.Join(dir, store.FileName), c.File); {
	case errors.Is(err, os.ErrExist):
		return usagef("%s is there already: name another file", c.File)
	case err != nil: // a file system without links
		if err := os.Rename(filepath.Join(dir, store.FileName), c.File); err != nil {
			return fmt.Errorf("give the copy its name: %w", err)
		}
	}
	if err := store.SyncFile(c.File); err != nil {
		return err
	}
	p.print("%s  %s\n留痕 %d 条，见证到第 %d 条，%d 字节；根密钥和签名密钥另行备份 · rows of the journal: %d, witnessed up to %d, bytes: %d; the root key and the signing key are backed up apart\n",
		sum, c.File, found.sum.Rows, found.sum.Witnessed, size, found.sum.Rows, found.sum.Witnessed, size)
	return nil
}

type restoreCommand struct {
	settings
	keySettings
	witnessSettings
	File  string `arg:"" placeholder:"FILE" help:"备份文件 · The copy that hukou backup wrote."`
	Older bool   `help:"明知缺少最新留痕仍然恢复 · Restore a copy that is known to lack the newest rows."`
}

// Run puts a copy in the place of a register that is gone: proven first, and held
// against the newest witnessed checkpoint. A copy that lacks rows which were witnessed
// is restored only knowingly.
func (c *restoreCommand) Run(ctx context.Context, p *program) (err error) {
	if err := c.embedded(); err != nil {
		return err
	}
	if c.there() {
		return usagef("there is a register in %s: restore into another folder, or move that one away with its -wal and -shm", c.Data)
	}
	if err := isRegister(c.File); err != nil {
		return err
	}
	if _, err := os.Stat(c.witnessSettings.path(c.Data)); err != nil {
		return usagef("there is no witness file %s: name the register's own with --witness (or HUKOU_WITNESS), for a copy is held against it", c.witnessSettings.path(c.Data))
	}
	v, err := witnessed(c.witnessSettings.path(c.Data))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return fmt.Errorf("make the data directory: %w", err)
	}
	dir, err := os.MkdirTemp(c.Data, ".hukou-restore-")
	if err != nil {
		return fmt.Errorf("make a folder in the data directory: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := copyFile(c.File, filepath.Join(dir, store.FileName)); err != nil {
		return err
	}
	found, err := c.prove(ctx, p, c.keySettings, dir, v)
	if err != nil {
		return err
	}
	switch lacks := found.onlyShort(); {
	case found.any() && !lacks:
		p.print("%s", found)
		p.print("副本有问题，没有恢复 · The copy is not sound, and nothing was restored\n")
		return errFound
	case lacks && !c.Older:
		p.print("见证到第 %d 条，副本只有 %d 条：之后的留痕不在副本里。有更新的备份先用更新的；确无，加 --older 恢复，再以 hukou serve --restored 启动一次 · "+
			"rows witnessed: %d, in the copy: %d; what came after is not in it. Use a newer copy where there is one; else restore with --older, and start once with hukou serve --restored\n",
			found.sum.Witnessed, found.sum.Leaves, found.sum.Witnessed, found.sum.Leaves)
		return errFound
	}
	if err := os.Rename(filepath.Join(dir, store.FileName), filepath.Join(c.Data, store.FileName)); err != nil {
		return fmt.Errorf("put the copy in its place: %w", err)
	}
	if err := store.SyncFile(filepath.Join(c.Data, store.FileName)); err != nil {
		return err
	}
	p.print("已恢复：留痕 %d 条，见证到第 %d 条 · Restored; rows of the journal: %d, witnessed up to %d\n", found.sum.Rows, found.sum.Witnessed, found.sum.Rows, found.sum.Witnessed)
	return nil
}

// embedded refuses a register in PostgreSQL, which has better means of its own.
func (s settings) embedded() error {
	if s.Database != "" {
		return usagef("a register in PostgreSQL is backed up by continuous archiving, such as pgBackRest: docs/operations.md, Backups")
	}
	return nil
}

// witnessedYet is witnessed, or a verifier that has seen nothing where there is no file,
// as before the first start.
func witnessedYet(path string) (*evidence.Verifier, error) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		keys, err := evidence.NewKeys()
		return evidence.NewVerifier(keys), err
	}
	return witnessed(path)
}

// proof is what the proving of a copy found.
type proof struct {
	lines    []string // of the file and of the register
	evidence []evidence.Finding
	sum      evidence.Summary
}

func (f proof) any() bool { return len(f.lines)+len(f.evidence) > 0 }

// onlyShort tells that the copy is sound as far as it goes and ends before what was
// witnessed.
func (f proof) onlyShort() bool {
	for _, e := range f.evidence {
		if e.Code != "log_short" && e.Code != "witnessed_missing" {
			return false
		}
	}
	return len(f.lines) == 0 && len(f.evidence) > 0
}

func (f proof) String() string {
	out := ""
	for _, line := range f.lines {
		out += line + "\n"
	}
	for _, e := range f.evidence {
		out += e.String() + "\n"
	}
	return out
}

// prove looks through the copy in dir, without changing it.
func (s settings) prove(ctx context.Context, p *program, k keySettings, dir string, v *evidence.Verifier) (f proof, err error) {
	db, err := store.Open(ctx, store.Config{Dir: dir, ReadOnly: true})
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if f.lines, err = db.Damage(ctx); err != nil || len(f.lines) > 0 {
		if err != nil {
			err = fmt.Errorf("the copy is damaged, take another one: %w", err)
		}
		return f, err
	}
	if err := requireSchema(ctx, db); err != nil {
		return f, err
	}
	keys, err := readKey(ctx, db, k, s, p)
	if err != nil {
		return f, err
	}
	a, err := newApp(ctx, db, keys, &clock{real: p.now})
	if err != nil {
		return f, err
	}
	if err := a.registrar.Evidence(ctx, v.Take); err != nil {
		return f, err
	}
	f.evidence, f.sum = v.Finish()
	f.lines, err = a.unsound(ctx)
	return f, err
}

// isRegister refuses what is no SQLite file at all.
func isRegister(path string) error {
	file, err := os.Open(path) // #nosec G304 -- the copy that a command is given
	if errors.Is(err, os.ErrNotExist) {
		return usagef("there is no file %s", path)
	}
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	head := make([]byte, len(sqliteHead))
	if _, err := io.ReadFull(file, head); err != nil || string(head) != sqliteHead {
		return usagef("%s is no copy of a register: name a file that hukou backup wrote", path)
	}
	return nil
}

// sqliteHead begins every SQLite file.
const sqliteHead = "SQLite format 3\x00"

// copyFile copies a file into one that is not there, its owner's alone.
func copyFile(from, to string) error {
	source, err := os.Open(from) // #nosec G304 -- the copy that a command is given
	if errors.Is(err, os.ErrNotExist) {
		return usagef("there is no file %s", from)
	}
	if err != nil {
		return err
	}
	defer func() { _ = source.Close() }()
	file, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // #nosec G304 -- a new file where the operator restores to
	if err != nil {
		return err
	}
	_, err = io.Copy(file, source)
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("copy %s: %w", from, err)
	}
	return store.SyncFile(to)
}

// digest is a file's SHA-256 in hexadecimal, as sha256sum prints it, and its size.
func digest(path string) (string, int64, error) {
	file, err := os.Open(path) // #nosec G304 -- the copy that a command is given
	if err != nil {
		return "", 0, err
	}
	defer func() { _ = file.Close() }()
	h := sha256.New()
	n, err := io.Copy(h, file)
	return hex.EncodeToString(h.Sum(nil)), n, err
}
