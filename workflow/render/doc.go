// Package render writes the rule book for people: rule tables in Markdown,
// diagrams in Mermaid and in SVG, in Chinese and in English. Everything is made
// from the definitions alone and comes out the same every time, so that the
// files under docs/workflows can be compared with what the rules say today.
package render

import (
	"slices"
	"strings"

	"hukou/workflow"
)

// Lang is the language of a text.
type Lang string

// The languages; Chinese first.
const (
	Zh Lang = "zh"
	En Lang = "en"
)

// Langs lists the languages in the order they are written.
func Langs() []Lang { return []Lang{Zh, En} }

// of picks the word's text in the language.
func (l Lang) of(w workflow.Word) string {
	if l == Zh {
		return w.Zh
	}
	return w.En
}

// pick chooses between two texts.
func (l Lang) pick(zh, en string) string {
	if l == Zh {
		return zh
	}
	return en
}

// list joins texts as the language does.
func (l Lang) list(texts []string) string { return strings.Join(texts, l.pick("、", ", ")) }

// bracket puts an aside behind a text.
func (l Lang) bracket(text, aside string) string {
	if aside == "" {
		return text
	}
	return l.pick(text+"（"+aside+"）", text+" ("+aside+")")
}

// writer holds what every part of a document needs.
type writer struct {
	b *workflow.Book
	d *workflow.Definition
	l Lang
}

func (w writer) state(s workflow.State) string { return w.l.of(w.b.StateWord(s)) }

func (w writer) states(list []workflow.State) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = w.state(s)
	}
	return w.l.list(out)
}

func (w writer) event(e workflow.Event) string { return w.l.of(w.b.EventWord(e)) }

func (w writer) fields(list []workflow.Field) string {
	out := make([]string, len(list))
	for i, f := range list {
		r, _ := w.b.Field(f)
		out[i] = w.l.of(r.Word)
	}
	return w.l.list(out)
}

// who names officers by role; the seat is said where it is not the handling body.
func (w writer) who(list []workflow.By) string {
	roles, seats := workflow.RoleWords(), workflow.SeatWords()
	var out []string
	for _, by := range list {
		name := w.l.of(roles[by.Role])
		if by.Seat != workflow.Own {
			name = w.l.bracket(name, w.l.of(seats[by.Seat]))
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return w.l.list(out)
}

// limit is a period with its preset: 所级期限 3个工作日.
func (w writer) limit(id workflow.Limit) string {
	r, ok := w.b.Limit(id)
	if !ok {
		return ""
	}
	span := r.Preset.Text()
	return w.l.of(r.Word) + w.l.pick(" "+span.Zh, ", "+span.En)
}

// A rule of our own leads to its heading on the page that says why it is one.
func (l Lang) basis(list ...workflow.Basis) string {
	var out []string
	for _, b := range list {
		for _, part := range b.Parts() {
			text := l.of(part.Word())
			if heading, own := part.OwnRule(); own {
				text = "[" + text + "](../departures.md#" + heading + ")"
			}
			out = append(out, text)
		}
	}
	return strings.Join(out, "; ")
}
