// Package workflow is the rule book of household registration: which businesses
// there are, through which states a case of each may go, who may take which
// step, on what conditions, with what effect, within what time and on which
// article of law it rests.
//
// The package is pure. It reads no clock, opens no database and knows no HTTP:
// facts come in as values, a decision or a refusal goes out. The definitions are
// Go values in story order, so that the compiler finds a misspelt word, and
// Check finds what the compiler cannot (a dead end, a step without a basis, a
// guard on a forbidden fact). Tables and diagrams for people are generated from
// the same values.
package workflow
