package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// servingFile is the file in the data directory that stays locked while a program serves
// the register there. The lock is the operating system's and goes with the process: what
// a crash leaves is a file that nobody holds.
const servingFile = "serving.lock"

// alone takes the data directory for this program until release. Only the embedded
// register needs it: two programs would both sweep it, and each would take the other's
// deadlines for its own. PostgreSQL may have several.
func (s settings) alone() (release func() error, err error) {
	if s.Database != "" {
		return func() error { return nil }, nil
	}
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return nil, fmt.Errorf("make the data directory: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(s.Data, servingFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("take the data directory for this program: %w", err)
	}
	if !lock(f) {
		return nil, errors.Join(usagef("另一个 hukou 正在使用数据目录 %s：请先停止它，或用 --data 另指目录；backup、check、verify 可与它同时进行 · "+
			"another hukou serves the register in %s: stop that one first, or name another folder with --data; backup, check and verify work beside it", s.Data, s.Data), f.Close())
	}
	return f.Close, nil
}
