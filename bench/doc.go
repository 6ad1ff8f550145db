// Package bench is the load that hukou bench runs: an officer's whole step next to
// what the database alone can do, on both engines and at stated numbers of cases, a
// batch of seventy children, and a roster of ten thousand. README.md says what each
// figure is and is not.
//
// Everything happens in databases of its own, which go when it is over: a schema of
// the PostgreSQL that is named, files in a new folder for SQLite.
package bench
