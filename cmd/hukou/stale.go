package main

import (
	"os"
	"path/filepath"
	"strconv"
)

// demoPrefix begins the name of a demonstration's temporary folder, and ownerFile is
// the file in it that names the process and stays locked as long as it lives.
const (
	demoPrefix = "hukou-demo-"
	ownerFile  = "pid"
)

// temporary makes a folder of this process's own under the system's temporary one, and
// clears away those that demonstrations left which were ended by force.
func temporary() (dir string, remove func() error, err error) {
	removeStale(os.TempDir())
	if dir, err = os.MkdirTemp("", demoPrefix); err != nil {
		return "", nil, err
	}
	owner, err := own(filepath.Join(dir, ownerFile))
	if err != nil {
		return "", nil, err
	}
	return dir, func() error {
		_ = owner.Close()
		return os.RemoveAll(dir)
	}, nil
}

// own writes this process into a new file and locks it.
func own(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600) // #nosec G304 -- a file beside a demonstration of ours
	if err != nil {
		return nil, err
	}
	if _, err := f.WriteString(strconv.Itoa(os.Getpid())); err != nil || !lock(f) {
		_ = f.Close()
		return nil, os.ErrPermission
	}
	return f, nil
}

// removeStale removes the folders of demonstrations whose process is gone. A folder
// that does not say whose it is, or whose file somebody holds, is left alone; so is
// one that cannot be removed, for it is another user's.
func removeStale(temp string) {
	found, err := filepath.Glob(filepath.Join(temp, demoPrefix+"*"))
	if err != nil {
		return
	}
	for _, dir := range found {
		if info, err := os.Lstat(dir); err == nil && info.IsDir() && abandoned(filepath.Join(dir, ownerFile)) {
			_ = os.RemoveAll(dir)
		}
	}
}

// abandoned tells whether the process that an owner's file names is gone: nobody holds
// the file's lock, and no process has the number.
func abandoned(name string) bool {
	f, err := os.OpenFile(name, os.O_RDWR, 0) // #nosec G304 -- a file beside a demonstration of ours
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	text := make([]byte, 16)
	n, _ := f.Read(text)
	pid, err := strconv.Atoi(string(text[:n]))
	return err == nil && pid > 0 && !alive(pid) && lock(f)
}
