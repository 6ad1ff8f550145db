package desk

import (
	"fmt"
	"slices"

	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// DueWords say how near the day of a case in a list is and which day it is. A case that
// ran out over days off is late by one working day, not by none.
func DueWords(v *ui.View, i register.WorkItem) (words, date string) {
	switch i.Deadline {
	case register.DeadlineOverdue:
		return fmt.Sprintf(v.T("超期 %s", "%s late"), v.Workdays(DaysLate(i))), v.T("应于 ", "due ") + v.Day(i.DueOn)
	case register.DeadlineToday:
		return v.T("今天到期", "Due today"), v.Day(i.DueOn)
	case register.DeadlineSoon, register.DeadlineAmple:
		return fmt.Sprintf(v.T("剩 %s", "%s left"), v.Workdays(i.DaysLeft)), v.Day(i.DueOn)
	case register.DeadlinePaused:
		if i.PausedDays > 0 {
			return v.T("计时暂停", "Paused"), fmt.Sprintf(v.T("已停 %s", "%s so far"), v.Workdays(i.PausedDays))
		}
		return v.T("计时暂停", "Paused"), v.T("今天起", "from today")
	}
	if i.Group == register.GroupDone {
		return v.T("已办结", "Ended"), v.Day(i.LastOn)
	}
	return v.T("不计时限", "No limit"), ""
}

// DaysLate are the working days by which an overdue case is late, at least one.
func DaysLate(i register.WorkItem) int { return max(1, -i.DaysLeft) }

// Unmet says of a step that several cases would take together why one of them cannot.
func (r *Request) Unmet(list []workflow.Condition) *ui.Fault {
	f := &ui.Fault{Title: r.T("还不能办", "Not possible yet")}
	for _, c := range list {
		f.Unmet = append(f.Unmet, ui.Unmet{Code: c.Code, Text: r.Lang.Word(c.Message), Basis: r.Lang.Basis(c.Basis)})
	}
	return f
}

// Fields are those of both lists, each once.
func Fields(a, b []workflow.Field) []workflow.Field {
	for _, f := range b {
		if !slices.Contains(a, f) {
			a = append(a, f)
		}
	}
	return a
}

// BodyName is an organisation's name in the language of the page.
func BodyName(l ui.Lang, b register.BodyView) string {
	return l.Word(workflow.Word{Zh: b.Name, En: b.NameEn})
}
