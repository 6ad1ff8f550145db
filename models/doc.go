// Package models holds the nouns of household registration: the case and what
// belongs to it, the register of people and households, the officers and the
// offices, the reference data with its dates. It imports the standard library
// alone; how a noun is stored stands in tags, and package store does the storing.
//
// Three habits run through the package. Instants are UTC, civil dates are Date.
// Columns whose names end in Sealed hold enveloped bytes (class C and D data) and
// columns that end in Index hold keyed blind indexes of them. Ids are UUIDv7 texts
// made by the program; the numbers people read are columns of their own.
package models
