// Package gb is the reference data of the register: national code lists,
// administrative divisions with their history, and the readings of names.
//
// All of it is embedded and read-only. What was recalled rather than read is
// marked by Verified being false; such a value is shown with care and never the
// ground of a refusal. The package knows no people and no cases.
package gb
