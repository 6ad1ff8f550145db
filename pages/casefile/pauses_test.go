package casefile_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"hukou/cast"
	"hukou/internal/browser"
)

var caseNumber = regexp.MustCompile(`\d{12}-\d{4}-\d{6}`)

// A case that stood still twice, for a supplement and for a dispute, tells each stretch of
// its period in a line: from, to, how many working days, and of a pause the reason with its
// article and the paper. The days of the lines are those of the bar above them. The Mid-Autumn
// holiday (25 to 27 September), National Day (1 to 7 October) and the worked Saturday of 10
// October lie in between.
func TestAPeriodWithTwoPausesIsExplainedLineByLine(t *testing.T) {
	demo := browser.Demo(t)
	newborns := cast.Newborns()
	n := newborns[slices.IndexFunc(newborns, func(n cast.Newborn) bool { return n.Key == "r1_done" })]
	p := demo.As(t, "yuntai.clerk1")
	id := p.Walk("item_minor", map[string]any{"person_id": n.Mother, "education": "31", "applicant_name": n.MotherName, "applicant_relation": "self"},
		"lodge", "paper item_proof", "paper household_book", "accept", "assign_check")
	on := func(day, username string, steps ...string) {
		p.TurnClock(day + "T09:00:00+08:00")
		p.SignIn(demo.Officer(t, username))
		p.Walk(id, nil, steps...)
	}
	want := func(lines ...string) {
		t.Helper()
		p.Open("/cases/" + id)
		var got []string
		for _, line := range browser.Eval[[]string](p, `[...[...document.querySelectorAll("#clocks .cf-clock")].find(c => c.querySelector("li").textContent.includes("09-24")).querySelectorAll(".cf-stretches li")].map(li => [...li.childNodes].map(c => c.textContent.trim()).filter(Boolean).join(" "))`) {
			// The sheet's number begins with that of the case.
			got = append(got, caseNumber.ReplaceAllString(strings.Join(strings.Fields(line), " "), ""))
		}
		if !slices.Equal(got, lines) {
			t.Errorf("the period is explained as\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(lines, "\n"))
		}
		for _, v := range p.Axe() {
			t.Errorf("axe finds %v", v)
		}
	}

	const sheet, order = "-补充字第1号", "中止字1号"
	start := []string{"09-24 周四 起算，当日不计（民法典 201）", "09-24 至 09-28 计时 1 个工作日"}
	on("2026-09-28", "yuntai.clerk1", `ask_supplement {"items":["毕业证书原件"],"reason":"复印件看不清"}`)
	on("2026-09-30", "yuntai.head")
	want(append(slices.Clone(start), "09-28 周一 起 停止计时，至今 2 个工作日：等群众补正（行政许可法 32），"+sheet)...)
	p.Has("还差 1 项才能登记补交的材料", "毕业证书原件", "登记已补") // one press notes nothing
	on("2026-09-30", "yuntai.aux", `supplied {"items_brought":["毕业证书原件"]}`)
	on("2026-10-09", "yuntai.head", `suspend {"reason_code":"dispute","reason":"学历有争议，已起诉","facts_found":"法院已立案","evidence":["受理通知书"],"law":["民法典 1073"],"document_no":"`+order+`","until":"2026-10-30"}`)
	supplied := append(slices.Clone(start), "09-28 至 09-30 停止计时 2 个工作日：等群众补正（行政许可法 32），"+sheet, "09-30 至 10-09 计时 2 个工作日")
	want(append(slices.Clone(supplied), "10-09 周五 起 停止计时，至今 0 个工作日：争议处理期间（行政许可法 45、民法典 1073），"+order)...)
	on("2026-10-13", "yuntai.head", `resume {"reason":"已撤诉","document_no":"恢复字1号"}`)
	on("2026-10-14", "yuntai.clerk1")
	want(append(slices.Clone(supplied), "10-09 至 10-13 停止计时 3 个工作日：争议处理期间（行政许可法 45、民法典 1073），"+order, "10-13 至 10-14 计时 1 个工作日", "10-15 周四 期满")...)
	if legend := strings.Join(strings.Fields(p.Text("#clocks .cf-legend")), " "); legend != "办理 4 暂停 5 剩 1 工作日" {
		t.Errorf("the bar stands for %q", legend)
	}
}
