package admin

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// ruleWord is a rule of a timetable with its words.
type ruleWord struct {
	rule string
	word workflow.Word
}

// rules are those of a timetable in the order of the form.
func rules() []ruleWord {
	return []ruleWord{{register.RuleOdd, workflow.Word{Zh: "单日", En: "odd day"}}, {register.RuleEven, workflow.Word{Zh: "双日", En: "even day"}},
		{register.RuleDaily, workflow.Word{Zh: "每日", En: "daily"}}, {register.RuleWeekdays, workflow.Word{Zh: "按星期", En: "weekdays"}}}
}

// exceptionLines are the exceptions as the form writes them, a day a line.
func exceptionLines(t register.Timetable) string {
	var out []string
	for _, day := range slices.Sorted(maps.Keys(t.Exceptions)) {
		word := "休"
		if t.Exceptions[day] {
			word = "开"
		}
		out = append(out, string(day)+" "+word)
	}
	return strings.Join(out, "\n")
}

// periodLines are the periods as the form writes them.
func periodLines(t register.Timetable) string {
	var out []string
	for _, p := range t.Periods {
		word := ""
		for _, rule := range rules() {
			if rule.rule == p.Rule {
				word = rule.word.Zh
			}
		}
		if p.Rule == register.RuleWeekdays {
			word = "周"
			for _, d := range p.Weekdays {
				word += strconv.Itoa(d)
			}
		}
		out = append(out, string(p.From)+" "+string(p.To)+" "+word)
	}
	return strings.Join(out, "\n")
}

// inWords says on which days a site is open.
func inWords(v *ui.View, t register.Timetable) string {
	var out []string
	for _, rule := range rules() {
		if rule.rule == t.Rule && t.Rule != register.RuleWeekdays {
			out = append(out, v.Word(rule.word))
		}
	}
	for _, d := range t.Weekdays {
		out = append(out, weekdayName(v, d))
	}
	if t.WorkdaysOnly {
		out = append(out, v.T("节假日休息", "closed on holidays"))
	}
	if len(t.Periods) > 0 {
		out = append(out, v.T("另有时段", "some periods differ"))
	}
	if len(t.Exceptions) > 0 {
		out = append(out, v.T("另有个别日期", "some days differ"))
	}
	return strings.Join(out, v.T("、", ", "))
}

// siteName is a site's name in the language of the page.
func siteName(v *ui.View, s register.SiteView) string {
	return v.Word(workflow.Word{Zh: s.Name, En: s.NameEn})
}

// weekdayName is that of 1, Monday, to 7.
func weekdayName(v *ui.View, d int) string {
	if d < 1 || d > 7 {
		return ""
	}
	if v.Lang == ui.English {
		return []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}[d-1]
	}
	return "周" + string([]rune("一二三四五六日")[d-1])
}
