package workflow

import (
	"fmt"
	"strconv"
	"strings"
)

// Word is a term of the field as people read it: Chinese first, English beside
// it, and one sentence of meaning where the term does not explain itself.
type Word struct {
	Zh    string `json:"zh"`
	En    string `json:"en"`
	Means string `json:"means,omitempty"`
}

// The typed words of the rule book. Each value has its Word in the vocabulary;
// Check refuses a definition that uses a word without one.
type (
	// State is where a case stands.
	State string
	// Event is the name of a step.
	Event string
	// Role is what an officer is posted as.
	Role string
	// Seat is the place of the officer's organisation in the case.
	Seat string
	// Effect is a named act on the register or the case, carried out by package
	// register inside the step's transaction.
	Effect string
	// Limit names a period; the policy row of the place gives its days.
	Limit string
	// Business is a kind of case.
	Business string
	// GuardID names a condition; see Guards.
	GuardID string
	// MaterialKind is a kind of paper or of data in a paper's place.
	MaterialKind string
	// SubjectRole is what a person is to a case.
	SubjectRole string
	// Task is work beside the states.
	Task string
	// Basis is an article of law, in the short form officers use (许可法 32).
	Basis string
)

// Level is the body that decides: on the spot, station, county, prefecture.
type Level int

// The four approval profiles P0 to P3 (Norm 7–9; domain 0.2).
const (
	P0 Level = iota
	P1
	P2
	P3
)

// Word names the level.
func (l Level) Word() Word {
	return []Word{{Zh: "当场办结", En: "On the spot"}, {Zh: "所领导核准", En: "Station"},
		{Zh: "县级公安机关审批", En: "County"}, {Zh: "设区市公安机关审批", En: "Prefecture"}}[l]
}

// Counted is English for a number of things, in which a noun has two forms where Chinese
// has one: "1 case", "2 cases". The number takes the place of %d.
func Counted(n int, one, many string) string {
	if n != 1 {
		one = many
	}
	return strings.ReplaceAll(one, "%d", strconv.Itoa(n))
}

// merged is the union of tables; a word that two of them have is a mistake of ours.
func merged[K comparable, V any](tables ...map[K]V) map[K]V {
	out := map[K]V{}
	for _, t := range tables {
		for k, v := range t {
			if _, twice := out[k]; twice {
				panic(fmt.Sprintf("workflow: %v has two entries in the vocabulary", k))
			}
			out[k] = v
		}
	}
	return out
}
