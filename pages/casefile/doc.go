// Package casefile is the page of one case and what hangs on it: what stops the next
// act, the papers and their verdicts, what was declared beside what papers and register
// say, clocks, history, people; a form for each step that the rules know; holding,
// taking over and standing aside; and the sheets that are printed for the applicant.
//
// Every label, condition and article on it comes from the rule book through package
// register. Each act is a plain form: version and key travel in it, and a refused one
// is shown again with all that was typed.
package casefile
