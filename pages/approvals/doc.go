// Package approvals is the desk of those who decide: the queue at the left, what is to
// be entered with every difference in the middle, the papers at the right. One chord
// takes the deciding step that the rule book offers the officer and opens the next
// case. Lines of one batch can be decided from a docket, each for itself.
package approvals
