package ui

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"hukou/models"
	"hukou/workflow"
)

// Lang is the language of a page.
type Lang string

// The languages; Chinese is the first.
const (
	Chinese Lang = "zh"
	English Lang = "en"
)

// Tag is the language as HTML and HTTP name it.
func (l Lang) Tag() string {
	if l == English {
		return "en"
	}
	return "zh-CN"
}

// T is the text in this language. Both are literals where it is called.
func (l Lang) T(zh, en string) string {
	if l == English {
		return en
	}
	return zh
}

// Count is a text about a number of things, whose noun has two forms in English: one for
// a single thing, one for any other number. The number takes the place of %d.
func (l Lang) Count(n int, zh, one, many string) string {
	if l == English {
		return workflow.Counted(n, one, many)
	}
	return strings.ReplaceAll(zh, "%d", strconv.Itoa(n))
}

// Word is a word of the rule book in this language; without English it is Chinese.
func (l Lang) Word(w workflow.Word) string {
	if l == English && w.En != "" {
		return w.En
	}
	return w.Zh
}

// Basis names articles, and rules of our own by their headings.
func (l Lang) Basis(list ...workflow.Basis) string {
	out := make([]string, len(list))
	for i, b := range list {
		out[i] = l.Word(b.Word())
	}
	return strings.Join(out, "; ")
}

// Section is the part of the program that a page belongs to; the rail shows it lit.
type Section string

// The sections, in the order of the rail.
const (
	Mine      Section = "mine"
	Approvals Section = "approvals"
	Station   Section = "station"
	Returned  Section = "returned"
	Overdue   Section = "overdue"
	Waiting   Section = "waiting"
	Tasks     Section = "tasks"
	Drafts    Section = "drafts"
	Done      Section = "done"
	Batches   Section = "batches"
	Visits    Section = "visits"
	Bells     Section = "bells"
	Search    Section = "search"
	Watch     Section = "watch"
	Board     Section = "board"
	Rules     Section = "rules"
	Admin     Section = "admin"
	Elsewhere Section = ""
)

// View is what a page is shown with: who looks, in which language and manner, on
// which of the register's days.
type View struct {
	Lang
	// Officer is nil on pages for everybody.
	Officer *Officer
	// Title names the window: the business and the case number, never a person. It
	// stays in the browser's history.
	Title   string
	Section Section
	// Desk is the desk whose style and script the page wears; empty wears what all share.
	Desk string
	// Swaps tells that the page exchanges parts of itself by htmx; others do without it.
	Swaps bool
	// Path is this page's address with its query, to come back to.
	Path string
	// Today is the register's day, Now its clock.
	Today models.Date
	Now   time.Time
	Prefs Prefs
	Rail  []RailItem
	// Sites says where the officer's station serves today; empty for its own house.
	Sites string
	// Done says what an act just did, once.
	Done string
	// Focus is the name of the box that Control gives the focus, empty for none.
	Focus string
	// Kept tells when what the officer typed into a form was kept; nil where nothing
	// that was kept is to come back.
	Kept func(form string) time.Time
	// Demo tells that the people are invented and the clock can be moved.
	Demo bool
}

// Officer is who is signed in, as the bar shows them.
type Officer struct {
	ID, Name, Post, Station string
	// Caseworker takes steps; Decider decides; Admin is one of the administrators, who
	// see no personal data.
	Caseworker, Decider, Admin, Reader bool
	Until                              time.Time
	// Idle is how long the session lives untouched.
	Idle time.Duration
}

// Prefs are an officer's own settings, kept in the browser.
type Prefs struct {
	// Dense rows have one line.
	Dense bool
	// Large is the print 125 % of its size.
	Large bool
	// NoKeys turns the single-letter keys off (WCAG 2.1.4).
	NoKeys bool
	// Dark is "", "dark" or "light"; empty follows the system.
	Dark string
}

// RailItem is a line of the rail: where it leads, how many wait there.
type RailItem struct {
	Section Section
	Href    string
	Icon    Icon
	Name    string
	Count   int64
	// Late of them are past their day.
	Late int64
	// Bare leaves the count out; Head begins a group of lines under this title.
	Bare bool
	Head string
}

// Fault is a refusal as a page shows it: what happened, why and what to do next, and
// what belongs at each field.
type Fault struct {
	Status      int
	Code        string
	Title, Text string
	Fields      []FieldFault
	// Missing marks the boxes that an unmet condition names; the condition itself says
	// it in the summary.
	Missing      []FieldFault
	Unmet        []Unmet
	Holder       string
	HolderID     string
	RequestID    string
	RetrySeconds int
}

// FieldFault is one wrong value: the field as a path, such as facts.child_name.
type FieldFault struct {
	Field, Code, Text string
	// Name is what the field is called, where the summary says it before the text.
	Name string
}

// Unmet is a condition that does not hold, with its article.
type Unmet struct {
	Code, Text, Basis string
	Detail            []string
}

// AllAt is everything that is wrong with a field, where several things are told at once.
func (f *Fault) AllAt(v *View, field string) string {
	if f == nil {
		return ""
	}
	var out []string
	for _, x := range f.Fields {
		if x.Field == field {
			out = append(out, x.Text)
		}
	}
	return strings.Join(out, v.T("；", "; "))
}

// At is what is wrong with a field; empty when nothing is.
func (f *Fault) At(field string) string {
	if f == nil {
		return ""
	}
	for _, x := range append(slices.Clone(f.Fields), f.Missing...) {
		if x.Field == field {
			return x.Text
		}
	}
	return ""
}
