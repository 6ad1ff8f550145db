// Package house holds the house rules as tests: which room of the program may
// know which, what must have a comment, what no file may contain, and that the
// links in the documentation lead somewhere. It exports nothing.
//
// A rule that is in the way is changed here, in the open, with a reason in the
// commit; no file carries an exception of its own.
package house
