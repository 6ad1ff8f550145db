package desk

import (
	"testing"

	"hukou/models"
	"hukou/pages/ui"
	"hukou/register"
)

func TestTheDayOfACaseReadsAlikeInEveryList(t *testing.T) {
	for _, c := range []struct {
		item               register.WorkItem
		due                models.Date
		zh, zhDay, en, day string
	}{
		{register.WorkItem{Deadline: register.DeadlineOverdue, DaysLeft: -3}, "2026-11-26", "超期 3 个工作日", "应于 11-26 周四", "3 working days late", "due Thu 26 Nov"},
		{register.WorkItem{Deadline: register.DeadlineOverdue}, "2026-11-27", "超期 1 个工作日", "应于 11-27 周五", "1 working day late", "due Fri 27 Nov"},
		{register.WorkItem{Deadline: register.DeadlineToday}, "2026-11-26", "今天到期", "11-26 周四", "Due today", "Thu 26 Nov"},
		{register.WorkItem{Deadline: register.DeadlineSoon, DaysLeft: 2}, "2026-11-26", "剩 2 个工作日", "11-26 周四", "2 working days left", "Thu 26 Nov"},
		{register.WorkItem{Deadline: register.DeadlinePaused, PausedDays: 6}, "", "计时暂停", "已停 6 个工作日", "Paused", "6 working days so far"},
		{register.WorkItem{Deadline: register.DeadlinePaused}, "", "计时暂停", "今天起", "Paused", "from today"},
		{register.WorkItem{Group: register.GroupDone, LastOn: "2026-11-26"}, "", "已办结", "11-26 周四", "Ended", "Thu 26 Nov"},
		{register.WorkItem{}, "", "不计时限", "", "No limit", ""},
	} {
		c.item.DueOn = c.due
		for lang, want := range map[ui.Lang][2]string{ui.Chinese: {c.zh, c.zhDay}, ui.English: {c.en, c.day}} {
			if words, day := DueWords(&ui.View{Lang: lang}, c.item); words != want[0] || day != want[1] {
				t.Errorf("%s, %d days left, reads %q and %q, want %q", c.item.Deadline, c.item.DaysLeft, words, day, want)
			}
		}
	}
}
