package register

import (
	"hukou/roster"
	"hukou/workflow"
)

// FileName is what a sheet is called as a file.
func (s *Statistics) FileName() string {
	return s.Month + "-" + string(s.Sheet) + "-" + s.Org + ".xlsx"
}

// Table is the sheet as it is handed on, in Chinese or in English. Its foot says what is
// counted, and whether the month is closed.
func (s *Statistics) Table(english bool) roster.Figures {
	say := func(w workflow.Word) string {
		if english {
			return w.En
		}
		return w.Zh
	}
	out := roster.Figures{Title: string(s.Sheet) + " " + say(s.Name) + " " + s.Month + " " + say(s.OrgName), Heads: []string{say(s.Of)}}
	for _, c := range s.Columns {
		out.Heads = append(out.Heads, say(c.Name))
	}
	for _, r := range append(s.Rows, s.Total) {
		row := roster.FigureRow{Name: say(r.Name)}
		for _, c := range s.Columns {
			if n, shown := r.Values[c.Key]; shown {
				row.Numbers = append(row.Numbers, &n)
			} else {
				row.Numbers = append(row.Numbers, nil)
			}
		}
		out.Rows = append(out.Rows, row)
	}
	out.Foot = say(workflow.Word{Zh: "按登记日期统计。", En: "Counted by the day of registration."})
	if len(s.Closed) == 0 {
		out.Foot += say(workflow.Word{Zh: "该月尚未结账，数字可能变动。", En: " The month is not closed; the figures may change."})
	}
	if s.Published {
		out.Foot += say(workflow.Word{Zh: "小于 10 的数和能由其他数推出的数不列出（…）。", En: " Figures below ten, and those that the rest would tell, are left out (…)."})
	}
	return out
}
