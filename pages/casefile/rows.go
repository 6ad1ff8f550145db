package casefile

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// family and haste are the register's words as the components know them.
func (s *sheet) family() ui.Family { return ui.Family(s.around.Item.StateFamily) }

func (s *sheet) haste() ui.Haste { return ui.Haste(s.around.Item.Deadline) }

// dueWords says how near the case's day is.
func (s *sheet) dueWords(v *ui.View) (words, date string) {
	item := s.around.Item
	if s.DueOn != "" {
		date = v.T("应于 ", "due ") + v.Day(s.DueOn)
	}
	switch item.Deadline {
	case register.DeadlineOverdue:
		return fmt.Sprintf(v.T("超期 %s", "%s late"), v.Workdays(desk.DaysLate(item))), date
	case register.DeadlineToday:
		return v.T("今天到期", "Due today"), date
	case register.DeadlinePaused:
		if s.DueOn != "" {
			date = v.T("提醒日 ", "reminder ") + v.Day(s.DueOn)
		}
		return v.T("计时暂停", "Paused"), date
	case register.DeadlineSoon, register.DeadlineAmple:
		return fmt.Sprintf(v.T("还剩 %s", "%s left"), v.Workdays(item.DaysLeft)), date
	}
	return "", ""
}

// paperRow is a line of the papers' table: a paper that is there, or one that lacks.
type paperRow struct {
	id, name        string
	result          string
	class           string
	icon            ui.Icon
	source, checked string
	note            string
	image           bool
	kind            workflow.MaterialKind
	judgeable       bool
}

// paperRows lists the papers in the order they came, then those that lack.
func (s *sheet) paperRows(v *ui.View) []paperRow {
	var out []paperRow
	who := s.judges(v)
	for _, m := range s.Materials {
		row := paperRow{id: m.ID, name: v.Word(m.Name), source: sourceWord(v.Lang, m.Source) + v.T("，", ", ") + v.Clock(m.AddedAt), kind: m.Kind,
			note: m.Note, image: m.MediaType != "", checked: who[m.ID], judgeable: !s.Closed}
		row.result, row.class, row.icon = s.paperResult(v.Lang, m)
		out = append(out, row)
	}
	for _, m := range s.Missing {
		if _, ok := s.paper(m.Kind); !ok {
			out = append(out, paperRow{name: v.Word(m.Name), result: v.T("缺", "Missing"), class: "red", icon: ui.IconCross, kind: m.Kind, note: v.Basis(m.Basis)})
		}
	}
	return out
}

func (s *sheet) paperResult(l ui.Lang, m register.MaterialView) (word, class string, icon ui.Icon) {
	switch {
	case m.Verdict == "":
		return l.Word(register.VerdictWord(m.Verdict)), "amber", ui.IconPause
	case m.Verdict == register.VerdictOK:
		return l.Word(register.VerdictWord(m.Verdict)), "green", ui.IconCheck
	}
	return l.T("不符：", "Not good: ") + l.Word(register.VerdictWord(m.Verdict)), "red", ui.IconWarn
}

// judges says of each paper who judged it last, and when.
func (s *sheet) judges(v *ui.View) map[string]string {
	out := map[string]string{}
	for _, row := range s.journal {
		if id, ok := row.Detail["material"].(string); ok && row.Event == workflow.MaterialVerdict {
			out[id] = row.Officer + " " + v.Clock(row.At)
		}
	}
	return out
}

func sourceWord(l ui.Lang, source string) string {
	switch source {
	case register.SourceShared:
		return l.T("系统调取", "Shared data")
	case register.SourceECertificate:
		return l.T("电子证照", "Electronic certificate")
	}
	return l.T("窗口收取", "Over the counter")
}

// checkedOf counts the papers needed and those that are good.
func (s *sheet) papersNote(v *ui.View) string {
	item := s.around.Item
	shared := 0
	for _, m := range s.Materials {
		if m.Source != register.SourcePaper {
			shared++
		}
	}
	note := fmt.Sprintf(v.T("所需 %d 项，已核验 %d 项", "%d needed, %d checked"), item.MaterialsNeeded, item.MaterialsGood)
	if shared > 0 {
		note += fmt.Sprintf(v.T("；%d 项由系统调取，群众免交", "; %d fetched, not asked of the applicant"), shared)
	}
	return note
}

// piece is a part of a compared value; odd is where it does not agree.
type piece struct {
	text string
	odd  bool
}

// pieces marks in a value what another value has otherwise: all between the common
// beginning and the common end.
func pieces(value, other string) []piece {
	if value == other || other == "" {
		return []piece{{text: value}}
	}
	a, b := []rune(value), []rune(other)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	out := []piece{{text: string(a[:head])}, {text: string(a[head : len(a)-tail]), odd: true}, {text: string(a[len(a)-tail:])}}
	return slices.DeleteFunc(out, func(p piece) bool { return p.text == "" })
}

// said is a cell as it is read.
func said(l ui.Lang, c *register.CompareCell) string {
	if c == nil {
		return ""
	}
	if c.Text != nil && c.Text.Zh != "" {
		return l.Word(*c.Text)
	}
	return c.Value
}

// against is what a cell is held against: the source that does not agree with it.
func against(l ui.Lang, row register.CompareRow, c *register.CompareCell) string {
	switch {
	case c == row.Declared && row.MaterialDiffers:
		return said(l, row.Material)
	case c == row.Declared && row.RegisterDiffers:
		return said(l, row.Register)
	case c == row.Material && row.MaterialDiffers, c == row.Register && row.RegisterDiffers:
		return said(l, row.Declared)
	}
	return ""
}

// compared are the rows with a second source, those that differ first; declared are
// the others.
func (s *sheet) compared() (both, declared []register.CompareRow) {
	for _, row := range s.compare {
		switch {
		case row.Declared != nil && isID(said(ui.Chinese, row.Declared)):
			// An id of the register's own says nothing to anybody.
		case row.Result == register.CompareEqual || row.Result == register.CompareDiffers:
			both = append(both, row)
		case row.Declared != nil:
			declared = append(declared, row)
		}
	}
	slices.SortStableFunc(both, func(a, b register.CompareRow) int { return rank(a) - rank(b) })
	return both, declared
}

// isID tells that a value is an id of the register, which no page shows.
func isID(value string) bool { return idShape.MatchString(value) }

var idShape = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

func rank(row register.CompareRow) int {
	switch {
	case open(row):
		return 0
	case row.Result == register.CompareDiffers:
		return 1
	}
	return 2
}

func (s *sheet) compareNote(v *ui.View, both []register.CompareRow) string {
	odd, undecided := 0, 0
	for _, row := range both {
		if row.Result == register.CompareDiffers {
			odd++
		}
		if open(row) {
			undecided++
		}
	}
	note := v.Count(len(both)-odd, "%d 项相符，", "%d agrees, ", "%d agree, ") + v.Count(odd, "%d 项不符", "%d differs", "%d differ")
	if odd > 0 {
		note += fmt.Sprintf(v.T("，待认定 %d 项", ", %d to be settled"), undecided)
	}
	return note
}

// moment is a row of the history as it is told.
type moment struct {
	register.JournalView
	title, by, where string
	moved            string
	details          [][2]string
}

// moments are the journal, newest first.
func (s *sheet) moments(v *ui.View) []moment {
	out := make([]moment, 0, len(s.journal))
	for i := len(s.journal) - 1; i >= 0; i-- {
		row := s.journal[i]
		m := moment{JournalView: row, title: v.Word(row.Label), by: row.Officer, where: s.body(v.Lang, row.Station)}
		if row.Role == workflow.System {
			m.by, m.where = v.T("系统", "The system"), ""
		} else if w := s.book.RoleWord(row.Role); w.Zh != "" {
			m.by += v.T("（", " (") + v.Word(w) + v.T("）", ")")
		}
		if row.Station == s.HandlingStation {
			m.where = ""
		}
		if row.CountsFrom != "" {
			if m.where != "" {
				m.where += " · "
			}
			m.where += fmt.Sprintf(v.T("自 %s 起算", "counts from %s"), row.CountsFrom)
		}
		if name := s.ofPaper(v.Lang, row); name != "" {
			m.title += v.T("：", ": ") + name
		}
		if row.From != row.To {
			m.moved = s.stateName(v.Lang, row.To)
		}
		m.details = append(s.inputs(v, called(v.Lang, row)), s.amended(v, row)...)
		out = append(out, m)
	}
	return out
}

// ofPaper names the paper of a record on papers.
func (s *sheet) ofPaper(l ui.Lang, row register.JournalView) string {
	kind, _ := row.Detail["kind"].(string)
	w, ok := s.book.Material(workflow.MaterialKind(kind))
	if !ok || row.Event != workflow.MaterialAdded && row.Event != workflow.MaterialVerdict {
		return ""
	}
	out := l.Word(w.Word)
	if result, _ := row.Detail["result"].(string); result != "" {
		out += l.T("，", ", ") + l.Word(register.VerdictWord(result))
	}
	return out
}

func shortHash(h string) string {
	if len(h) < 8 {
		return h
	}
	return h[:4] + "…" + h[len(h)-4:]
}

// numberFacts are the declared citizen numbers, masked, that the officer may ask to see.
func (s *sheet) numberFacts(v *ui.View) []numberFact {
	var out []numberFact
	if s.def == nil {
		return out
	}
	for _, rule := range s.def.Facts {
		f, _ := s.book.Field(rule.Field)
		if f.Kind == workflow.KindNumber && s.Facts.Has(rule.Field) {
			out = append(out, numberFact{ask: "field", id: string(rule.Field), label: v.Word(f.Word), masked: s.Facts.Text(rule.Field)})
		}
	}
	return out
}

// numberFact is a masked number with what to ask for.
type numberFact struct{ ask, id, label, masked string }

func personStatus(l ui.Lang, st models.PersonStatus) string {
	switch st {
	case models.StatusActive:
		return l.T("正常", "Registered")
	case models.StatusTransit:
		return l.T("已迁出未落户", "In transit")
	case models.StatusDead, models.StatusCancelled:
		return l.T("已注销", "Struck off")
	}
	return ""
}

func words(l ui.Lang, list []workflow.Word) string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = l.Word(w)
	}
	return strings.Join(out, l.T("、", ", "))
}
