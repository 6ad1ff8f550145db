// Package jobs runs what nobody presses a key for: the sweep of due deadlines, the
// numbering of committed messages for the feed, the end of old sessions and of forms
// that nobody came back to. River
// carries the jobs on both engines through one type of client.
//
// No job holds work that could be lost. Deadlines stand in case_timers, messages in
// the outbox, both written by the step itself; a job only says "look now". So each
// job may run twice, may be missed, and has no arguments: nothing about a person
// ever stands in the queue.
//
// On PostgreSQL the queue has a schema of its own, hukou_jobs, where the program
// deletes rows as it may not in the register. On SQLite it has a file of its own, jobs.db, beside the
// register's: a queue asks and writes every second, and the register has one writer
// that must not wait for it. That file holds nothing to keep, is no part of a
// backup, and may be removed while the program stands still.
package jobs
