package casefile

import (
	"net/url"
	"slices"
	"strings"

	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// givenAt is the address at which a paper that the case gave out is printed again.
func (s *sheet) givenAt(p register.GivenPaper) string {
	switch p.Kind {
	case register.PaperLodging:
		return at(s.ID, "/print/receipt", "") + "?of=" + string(workflow.Lodge)
	case register.PaperReceipt:
		return at(s.ID, "/print/receipt", "")
	case register.PaperNotice:
		return at(s.ID, "/print/notice", "")
	case register.PaperSupplement:
		if row, ok := s.supplement(); !ok || row.Sheet != p.Number {
			return "" // the newest alone is printed
		}
		return at(s.ID, "/print/supplement", "")
	case register.PaperDecision:
		return at(s.ID, "/print/decision", "") + "?number=" + url.QueryEscape(p.Number)
	}
	return paperAt(s.ID, p.Number)
}

// moveNamed is the permit to move or the certificate of a move (户口准迁证、户口迁移证) that
// a number names.
func (s *sheet) moveNamed(number string) (register.GivenPaper, bool) {
	i := slices.IndexFunc(s.given, func(g register.GivenPaper) bool {
		return g.Number == number && (g.Kind == register.PaperPermit || g.Kind == register.PaperMoveCert)
	})
	if i < 0 {
		return register.GivenPaper{}, false
	}
	return s.given[i], true
}

// moveLine is a line of a paper: what it is, and what is written there.
type moveLine struct{ name, text string }

// moves are the lines of a permit or a certificate of a move, those alone that have a text.
func (p paper) moves(v *ui.View) []moveLine {
	text := func(f workflow.Field) string { return p.factText(v, f, p.Facts[f]) }
	here := p.body
	var all []moveLine
	if p.move.Kind == register.PaperPermit {
		all = []moveLine{{v.T("准予迁入的人", "May move in"), p.subjectName()}, {v.T("原户口所在地", "Registered at"), text(workflow.FactComesFrom)},
			{v.T("迁入地", "Moves to"), strings.TrimSpace(here + " " + p.placeHere(v))}, {v.T("迁移原因", "Reason"), text(workflow.FactMoveCause)}}
	} else {
		all = []moveLine{{v.T("迁移的人", "Who move"), join(p.moving(), v.T("、", ", "))}, {v.T("原户口所在地", "Registered at"), here},
			{v.T("迁往地址", "Move to"), text(workflow.FactDestination)}, {v.T("迁移原因", "Reason"), text(workflow.FactMoveCause)}}
	}
	all = append(all, moveLine{v.T("有效期至", "Good until"), paperDay(v, p.move.Until)})
	return slices.DeleteFunc(all, func(l moveLine) bool { return l.text == "" })
}

// placeHere is the address to which somebody moves in.
func (p paper) placeHere(v *ui.View) string {
	if text := p.factText(v, workflow.FactNewAddress, p.Facts[workflow.FactNewAddress]); text != "" {
		return text
	}
	for _, h := range p.related.Households {
		if h.HouseholdID == p.Facts.Text(workflow.FactHousehold) {
			return h.Address
		}
	}
	return ""
}

// moving are the names of those who move on one certificate.
func (p paper) moving() []string {
	var out []string
	for _, s := range p.Subjects {
		if s.Role == workflow.Affected && s.Name != "" && !slices.Contains(out, s.Name) {
			out = append(out, s.Name)
		}
	}
	return out
}
