// Package uploads looks at the files that people bring, scans and rosters, before any
// of them is kept or shown: what kind a file is by its content, whether it stays within
// the limits, whether something in it would run, and what it tells beyond the picture.
//
// Files are opened in a process of their own, which the Gate starts for each: the same
// program, without environment, files or network, with little memory and little time.
// Whoever wrote the file can break that process and nothing else. Without a program to
// start, as in tests, the same is done in place.
package uploads
