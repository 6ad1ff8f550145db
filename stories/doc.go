// Package stories tells what the product must show, as tests alone: the built program
// is started as anybody would start it, on each of its databases, and driven by
// nothing but its JSON API, its commands and the demonstration's clock. What a story
// needs to know of the program's inside it does not know.
package stories
