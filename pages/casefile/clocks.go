package casefile

import (
	"fmt"
	"strings"

	"hukou/models"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow/calendar"
)

// clock is a period as it is explained: what has run, what stood still and why, when
// it ends.
type clock struct {
	register.ClockView
	haste ui.Haste
	words string
	due   string
	lines []clockLine
	// parts are the shares of the bar: run, stopped, run, …, over.
	ran, stopped, left, over int
}

// clockLine is one stretch of days.
type clockLine struct {
	stopped     bool
	days, words string
}

// clocks explains every period of the case; the running ones come first.
func (s *sheet) clocks(v *ui.View, cal *calendar.Calendar) []clock {
	var out, ended []clock
	for _, k := range s.Clocks {
		c := s.clock(v, cal, k)
		if k.Running || k.StandsStill != "" && k.State == s.State {
			out = append(out, c)
		} else {
			ended = append(ended, c)
		}
	}
	return append(out, ended...)
}

func (s *sheet) clock(v *ui.View, cal *calendar.Calendar, k register.ClockView) clock {
	c := clock{ClockView: k, haste: ui.NoDay, ran: k.Elapsed, stopped: k.Stopped}
	if k.DueOn != "" {
		c.due = v.T("应于 ", "due ") + v.Day(k.DueOn)
		left, _ := cal.WorkdaysBetween(s.today, k.DueOn)
		c.left = max(0, left)
		if left < 0 {
			c.over = -left
		}
	}
	open := len(k.Stops) > 0 && k.Stops[len(k.Stops)-1].To == ""
	switch {
	case k.StandsStill != "" || open:
		c.haste, c.words = ui.Paused, v.T("计时暂停", "Paused")
		c.over = 0
		if k.DueOn != "" && k.StandsStill != "" {
			c.due = v.T("提醒日 ", "reminder ") + v.Day(k.DueOn)
		}
		if k.StandsStill != "" {
			c.ran, c.left = 0, 0
			c.stopped, _ = cal.WorkdaysBetween(k.StartedOn, s.today)
		}
	case k.Overdue && k.Running:
		c.haste, c.words = ui.Overlong, fmt.Sprintf(v.T("超期 %s", "%s late"), v.Workdays(c.over))
	case k.DueOn == "":
		c.words = v.T("只计不限", "Measured, no limit")
	case !k.Running:
		c.haste, c.words = ui.Ample, v.T("已结束", "Ended")
	case k.DueOn == s.today:
		c.haste, c.words = ui.DueToday, v.T("今天到期", "Due today")
	case c.left <= 3:
		c.haste, c.words = ui.Soon, fmt.Sprintf(v.T("还剩 %s", "%s left"), v.Workdays(c.left))
	default:
		c.haste, c.words = ui.Ample, fmt.Sprintf(v.T("还剩 %s", "%s left"), v.Workdays(c.left))
	}
	c.lines = stretches(v, cal, k)
	return c
}

// stretches tells day by day where the time went: running and standing still in turn.
func stretches(v *ui.View, cal *calendar.Calendar, k register.ClockView) []clockLine {
	run := v.T("计时", "Running")
	at := k.StartedOn
	out := []clockLine{{days: v.Day(at), words: v.T("起算，当日不计（民法典 201）", "Starts; this day does not count (Civil Code, art. 201)")}}
	for _, stop := range k.Stops {
		if n, _ := cal.WorkdaysBetween(at, stop.From); n > 0 {
			out = append(out, clockLine{days: span(v, string(at), string(stop.From)), words: run + " " + v.Workdays(n)})
		}
		why := stopWord(v.Lang, stop.Reason)
		if stop.Document != "" {
			why += v.T("，", ", ") + stop.Document
		}
		if stop.To == "" {
			return append(out, standing(v, cal, stop.From, why))
		}
		n, _ := cal.WorkdaysBetween(stop.From, stop.To)
		out = append(out, clockLine{stopped: true, days: span(v, string(stop.From), string(stop.To)),
			words: fmt.Sprintf(v.T("停止计时 %s：%s", "Stopped %s: %s"), v.Workdays(n), why)})
		at = stop.To
	}
	if k.StandsStill != "" {
		return append(out, standing(v, cal, at, stopWord(v.Lang, k.StandsStill)))
	}
	if k.Running {
		if n, _ := cal.WorkdaysBetween(at, v.Today); n > 0 {
			out = append(out, clockLine{days: span(v, string(at), string(v.Today)), words: run + " " + v.Workdays(n)})
		}
	}
	return out
}

// standing is a stop that has no end yet, with the days that it took so far.
func standing(v *ui.View, cal *calendar.Calendar, from models.Date, why string) clockLine {
	n, _ := cal.WorkdaysBetween(from, v.Today)
	return clockLine{stopped: true, days: v.Day(from) + v.T(" 起", " on"), words: fmt.Sprintf(v.T("停止计时，至今 %s：%s", "Stopped, %s so far: %s"), v.Workdays(max(0, n)), why)}
}

func span(v *ui.View, from, to string) string {
	return strings.TrimPrefix(from, v.Now.Format("2006-")) + v.T(" 至 ", " to ") + strings.TrimPrefix(to, v.Now.Format("2006-"))
}

// stopWord says why time stands still, with its ground (行政许可法 32, 45; 民法典 1073).
func stopWord(l ui.Lang, why calendar.StopReason) string {
	switch why {
	case calendar.StopCorrection:
		return l.T("等群众补正（行政许可法 32）", "waits for the applicant's corrections (Administrative Licensing Law, art. 32)")
	case calendar.StopExpert:
		return l.T("等鉴定意见（行政许可法 45）", "waits for an expert opinion (Administrative Licensing Law, art. 45)")
	case calendar.StopLetter:
		return l.T("等外单位复函（行政许可法 45）", "waits for another body's answer (Administrative Licensing Law, art. 45)")
	case calendar.StopNotice:
		return l.T("公告期间（行政许可法 45）", "public notice runs (Administrative Licensing Law, art. 45)")
	case calendar.StopPeer:
		return l.T("等对方派出所答复（行政许可法 45）", "waits for the other station (Administrative Licensing Law, art. 45)")
	case calendar.StopCourt:
		return l.T("等法院裁判（行政许可法 45、民法典 1073）", "waits for the court (Administrative Licensing Law, art. 45; Civil Code, art. 1073)")
	case calendar.StopExternalRegistry:
		return l.T("等卫健等登记机关的结果（行政许可法 45）", "waits for another registry, such as health (Administrative Licensing Law, art. 45)")
	case calendar.StopReturned:
		return l.T("退回期间，本级时限不计（本程序规则）", "sent back; this level's time does not run (rule of this program)")
	case calendar.StopDispute:
		return l.T("争议处理期间（行政许可法 45、民法典 1073）", "a dispute is being settled (Administrative Licensing Law, art. 45; Civil Code, art. 1073)")
	}
	return string(why)
}
