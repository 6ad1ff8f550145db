package casefile

import (
	"net/url"
	"strings"
	"unicode"

	"hukou/pages/desk"
	"hukou/register"
)

// paperAt is the address at which a numbered paper of a case is printed.
func paperAt(id, number string) string {
	return at(id, "/print/paper", "") + "?number=" + url.QueryEscape(number)
}

// printIssued prints a numbered paper that the case gave out: a certificate, a booklet's
// first page, an answer, a permit to move or a certificate of a move. Each time stands in the print log.
func printIssued(r *desk.Request) error {
	s, err := readSheet(r)
	if err != nil {
		return err
	}
	if g, ok := s.moveNamed(r.QueryParam("number")); ok {
		p := paper{sheet: s, title: r.Lang.Word(g.Title), number: g.Number, on: g.IssuedOn, move: g}
		return p.issued(r, moved)
	}
	if len(s.Papers) == 0 {
		return desk.NotFound()
	}
	given, err := r.Reg.PrintPaper(r.Request().Context(), r.Actor, s.ID, r.QueryParam("number"))
	if err != nil {
		return err
	}
	return printed(r, paper{sheet: s, title: r.Lang.Word(given.Title), number: given.Number, on: given.IssuedOn, body: r.Lang.Word(given.Body), given: given}, issued)
}

// says are the words that a numbered paper prints, whose characters must be drawn.
func says(p register.PrintedPaper) []string {
	out := []string{p.To}
	for _, l := range p.Lines {
		out = append(out, strings.Map(func(c rune) rune {
			if unicode.IsPunct(c) {
				return -1
			}
			return c
		}, l.Zh))
	}
	return out
}
