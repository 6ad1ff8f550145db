package ui

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"hukou/gb"
	"hukou/models"
	"hukou/workflow"
)

// Day is a date for lists: 11-26 周四; in English Thu 26 Nov.
func (v *View) Day(d models.Date) string {
	t, err := time.Parse("2006-01-02", string(d))
	if err != nil {
		return string(d)
	}
	if v.Lang == English {
		return t.Format("Mon 2 Jan")
	}
	return t.Format("01-02") + " " + weekday(t.Weekday())
}

// FullDay is a date with its year: 2026年11月26日 周四; in English 26 November 2026.
func (v *View) FullDay(d models.Date) string {
	t, err := time.Parse("2006-01-02", string(d))
	if err != nil {
		return string(d)
	}
	if v.Lang == English {
		return t.Format("2 January 2006")
	}
	return fmt.Sprintf("%d年%d月%d日 %s", t.Year(), t.Month(), t.Day(), weekday(t.Weekday()))
}

// Workdays is a number of working days in words.
func (l Lang) Workdays(n int) string {
	return l.Count(n, "%d 个工作日", "%d working day", "%d working days")
}

// StateText is a state in a chip. A case that was sent back says so in words as well as
// by the chip's shape: its state alone may sound like praise.
func StateText(v *View, f Family, w workflow.Word) string {
	if f == SentBack && !strings.ContainsRune(w.Zh, '退') {
		return v.T("退回：", "sent back: ") + v.Word(w)
	}
	return v.Word(w)
}

// Stamp is an instant with its day and year, in China's time: for what is kept or handed
// over.
func Stamp(t time.Time) string { return t.In(models.Shanghai).Format("2006-01-02 15:04") }

// Clock is an instant for lists, in China's time: the hour today, else the day and
// the hour.
func (v *View) Clock(t time.Time) string {
	t = t.In(models.Shanghai)
	if models.DateOf(t) == v.Today {
		return t.Format("15:04")
	}
	if t.Year() != v.Now.In(models.Shanghai).Year() {
		return t.Format("2006-01-02 15:04")
	}
	return t.Format("01-02 15:04")
}

func weekday(d time.Weekday) string {
	return "周" + string([]rune("日一二三四五六")[d])
}

// Number writes a citizen number, masked or not, in groups of 6, 8 and 4.
func Number(n string) string {
	if len(n) != 18 || strings.ContainsFunc(n, func(r rune) bool { return r > unicode.MaxASCII }) {
		return n // six characters of Chinese are eighteen bytes too
	}
	return n[:6] + " " + n[6:14] + " " + n[14:]
}

// CaseNumber is a case's number without the station, where the row names that already:
// the year and the place in it.
func CaseNumber(number string) string {
	if _, rest, ok := strings.Cut(number, "-"); ok {
		return rest
	}
	return number
}

// Sex is the word of a code of GB/T 2261.1.
func (l Lang) Sex(code string) string {
	n := gb.SexNames(models.Sex(code))
	return l.Word(workflow.Word{Zh: n.Zh, En: n.En})
}

// Tail is the masked end of a citizen number as lists show it: **0027.
func Tail(n string) string {
	if len(n) < 4 {
		return ""
	}
	return "**" + n[len(n)-4:]
}

// Rare tells whether a name holds characters that many screens cannot draw: outside
// the unified ideographs and their extension A. Such a name gets its own check.
func Rare(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool { return r > 0x9fff && r != '·' || 0xe000 <= r && r <= 0xf8ff })
}

// RelationWord is what somebody is to the head of a household (GB/T 4761); empty for an
// unknown code.
func RelationWord(r gb.Relation) workflow.Word {
	term, _ := r.Term()
	return workflow.Word{Zh: term.Zh, En: term.En}
}
