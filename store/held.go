package store

// Held reads rows by their ids, and on PostgreSQL keeps them for this transaction until it ends,
// in the order of the ids: whoever would write one of them waits, and what is read is what the
// last one left. SQLite has one writer, and nobody need wait. In a rehearsal nothing is kept.
func Held[T any](tx *Tx, ids ...string) ([]T, error) {
	order := "id"
	if tx.db.engine == Postgres && !tx.rehearsal {
		order = "id for no key update"
	}
	return Many[T](tx, order, "id in ?", ids)
}
