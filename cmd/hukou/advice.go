package main

import (
	"errors"
	"io/fs"
	"strings"

	"hukou/store"
)

// advice is what somebody at the keyboard can do about an error whose own words say only
// what the system or the database found; empty where the error says it itself.
func advice(err error) string {
	text := err.Error()
	switch {
	case errors.Is(err, store.ErrDamaged), strings.Contains(text, "database disk image is malformed"), strings.Contains(text, "file is not a database"):
		return "文件已损坏或不完整：请改用另一份备份，用 hukou restore 恢复；运行中的登记簿不能直接复制文件，须用 hukou backup · " +
			"the file is torn or not whole: take another backup and put it back with hukou restore; a register that is being served is copied with hukou backup, never by copying its files"
	case errors.Is(err, fs.ErrPermission), strings.Contains(text, "read-only file system"):
		return "当前账户无权读写此处：请换用有权限的账户，或把整个目录复制到自己可写的目录，再用 --data 指向它 · " +
			"this account may not read or write there: use one that may, or copy the whole folder into one of your own and name that with --data"
	}
	return ""
}
