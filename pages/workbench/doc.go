// Package workbench is the desk that officers begin the day at: the queues of cases,
// grouped by what is to be done next, with the day each is due, whom it waits for and
// how far its papers are. What a row says comes from register.Worklist; a case is read,
// and the look logged, only when the officer asks to see more of it.
package workbench
