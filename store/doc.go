// Package store keeps the nouns of package models in a database: SQLite in a
// folder for one machine, PostgreSQL for service. It is the only user of GORM.
//
// GORM is the mapper: its schema of a model says which column a field is, and it
// writes the SQL of every shape of statement for the engine at hand. The store
// keeps the text and runs it on the driver itself, because GORM's own path costs
// about as much as the database does. So a statement has one
// text for ever, which is also what the drivers' statement caches want: conditions
// are constant texts with '?' for each value, and a list is written "id in ?".
//
// A case is moved by one guarded UPDATE: whoever saw an older version is told
// ErrStale. Everything else rests on keys and constraints that stand in the
// migrations, the same on both engines, never on a check made before a write.
package store
