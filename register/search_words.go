package register

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
)

// cutLastFour splits a name from the last four characters of a number, which stand
// behind or before it, with a space between or without. Digits beside the four make
// another number of them, and none is cut.
func cutLastFour(q string) (name, last string) {
	if n := len(q) - 4; n > 0 && isLastFour(q[n:]) && !isDigit(q[n-1]) {
		return strings.TrimSpace(q[:n]), strings.ToUpper(q[n:])
	}
	if len(q) > 4 && isLastFour(q[:4]) && !isDigit(q[4]) {
		return strings.TrimSpace(q[4:]), strings.ToUpper(q[:4])
	}
	return q, ""
}

// isLastFour tells whether a text is how a citizen number ends: three digits and a digit
// or X.
func isLastFour(text string) bool {
	if len(text) != 4 {
		return false
	}
	for i := range 3 {
		if !isDigit(text[i]) {
			return false
		}
	}
	return isDigit(text[3]) || text[3] == 'X' || text[3] == 'x'
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// isShortNumber tells whether a text is a case's number as lists print it, or its
// beginning: the year, a hyphen and figures.
func isShortNumber(text string) bool {
	year, rest, ok := strings.Cut(text, "-")
	if !ok || len(year) != 4 || rest == "" || len(rest) > 6 {
		return false
	}
	return strings.Trim(year+rest, "0123456789") == ""
}

// households finds households by number, by any part of the address or by its pinyin: the
// initials of what follows one another there, or its syllables. The officer's
// bodies bound what is read, by the index of bodies and numbers.
func (s *searcher) households(q string) error {
	orgs, err := s.jurisdiction()
	if err != nil {
		return err
	}
	where, args := "(number >= ? and number < ?)", []any{orgs, q, store.Until(q)}
	areas, err := s.addressed(width.Narrow.String(q))
	if err != nil {
		return err
	}
	for _, a := range areas {
		where += " or (division >= ? and division < ?" + strings.Repeat(" and address like ? escape '!'", len(a.parts)) + ")"
		args = append(args, a.division, store.Until(a.division))
		for _, part := range a.parts {
			args = append(args, "%"+strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(part)+"%")
		}
	}
	if typed := gb.FoldPinyin(q); latin(q) && strings.ContainsFunc(typed, unicode.IsLetter) && len(typed) > 1 {
		where += " or address_initials like ?"
		args = append(args, "%"+typed+"%")
		if len(typed) > 3 { // fewer letters stand within anything
			where += " or address_pinyin like ?"
			args = append(args, "%"+typed+"%")
		}
	}
	rows, err := store.Many[models.Household](s.a.tx, "number, id limit 51", "org in ? and ("+where+")", args...)
	for _, h := range rows {
		s.hits = append(s.hits, Hit{Kind: "household", ID: h.ID, HouseholdNumber: h.Number, HouseholdKind: h.Kind, Address: h.Address, Station: h.Org})
	}
	return err
}

// addressed are the readings of an address that was typed: as it stands, and without the
// names of the divisions it begins with, within these. One character alone is no part to
// look for.
func (s *searcher) addressed(q string) ([]area, error) {
	out := []area{}
	if parts := strings.Fields(q); len([]rune(strings.Join(parts, ""))) > 1 {
		out = append(out, area{parts: parts})
	}
	rows, err := store.Many[models.Division](s.a.tx, "code, valid_from", "level in ('province', 'prefecture', 'county') and name <> '' and CAST(? AS text) like '%' || name || '%'", q)
	if err != nil {
		return nil, err
	}
	rest := strings.TrimSpace(q)
	var within string
	for grew := true; grew; {
		grew = false
		for _, d := range rows {
			code := strings.TrimRight(d.Code, "0")
			code += strings.Repeat("0", len(code)%2)
			if !s.near(code) || !strings.HasPrefix(rest, d.Name) || !strings.HasPrefix(code, within) {
				continue
			}
			rest, within, grew = strings.TrimSpace(strings.TrimPrefix(rest, d.Name)), code, true
			if parts := strings.Fields(rest); len(parts) > 0 {
				out = append(out, area{division: within, parts: parts})
			}
		}
	}
	return out, nil
}

// near tells whether a division is of the same province as one of the officer's bodies:
// counties of others bear the same names.
func (s *searcher) near(code string) bool {
	return slices.ContainsFunc(s.orgs, func(org string) bool { return len(org) > 2 && len(code) >= 2 && org[:2] == code[:2] })
}

// area is an address looked for: all parts of it, in a division.
type area struct {
	division string
	parts    []string
}
