package casefile

import (
	"fmt"
	"net/url"
	"strings"

	"hukou/pages/desk"
	"hukou/pages/ui"
)

// checkCode is the mark on a paper by which anybody may ask whether it is good.
type checkCode struct {
	// signs is the code in groups of four, page where it is typed, without the scheme.
	signs, page string
	drawn       ui.Squares
}

// mark writes the print into the print log and puts the code on the sheet. A numbered
// paper was logged, and its code given, as it was read.
func (p *paper) mark(r *desk.Request) error {
	code := p.given.Code
	if p.given.Number == "" {
		var err error
		if code, err = r.Reg.PrintSheet(r.Request().Context(), r.Actor, p.ID, p.number); err != nil {
			return err
		}
	}
	if code == "" {
		return nil
	}
	at := r.Outside("/verify")
	drawn, err := ui.QR(at + "?code=" + url.QueryEscape(code))
	if err != nil {
		return err
	}
	_, page, _ := strings.Cut(at, "://")
	p.code = checkCode{signs: grouped(code), page: page, drawn: drawn}
	return nil
}

// grouped is a code in groups of four signs, as it is read out.
func grouped(code string) string {
	var out []string
	for len(code) > 4 {
		out, code = append(out, code[:4]), code[4:]
	}
	return strings.Join(append(out, code), "-")
}

// ground is the white square under the code, quiet zone included, whatever lies behind.
func (c checkCode) ground() string {
	n := c.drawn.Side + 8
	return fmt.Sprintf("M-4 -4h%dv%dh-%dz", n, n, n)
}
