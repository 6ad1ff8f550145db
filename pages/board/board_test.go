package board_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hukou/internal/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// links are the numbers of cases on the board with the address of each.
const links = `[...document.querySelectorAll("a[href^='/board/list']:not(.bd-old)")].map(a=>[a.getAttribute("href"),(a.querySelector(".bd-figure")||a.firstChild).textContent.trim()].join(" "))`

func TestEveryNumberOpensAListOfThatMany(t *testing.T) {
	program := browser.Demo(t)
	for _, who := range []string{"yuntai.head", "haiyuan.county", "region1"} {
		p := program.As(t, who)
		p.Open("/board?period=month")
		numbers, opened := browser.Eval[[]string](p, links), 0
		for _, link := range numbers {
			address, n, _ := strings.Cut(link, " ")
			want, err := strconv.Atoi(n)
			if err != nil {
				t.Fatalf("%s: no number in %q", who, link)
			}
			if want == 0 && opened > 0 {
				continue // all alike: one of them is enough
			}
			opened++
			got := length(t, p, address)
			if got != want {
				t.Errorf("%s: the board says %d, the list at %s has %d", who, want, address, got)
			}
		}
		if opened < 10 {
			t.Errorf("%s: the board has only %d numbers: %v", who, opened, numbers)
		}
	}
}

// bare are the figures of the board that lead nowhere: large ones, and those in its tables.
const bare = `[...document.querySelectorAll("main .bd-figure,main td")].filter(e=>/[0-9]/.test(e.innerText)&&!e.closest("a")&&!e.querySelector("a[href^='/board/list']")).map(e=>e.closest("section").querySelector("h2").innerText+": "+e.innerText)`

// ages are the figures that say how old the oldest case is, with their lists.
const ages = `[...document.querySelectorAll("main a.bd-old")].map(a=>a.getAttribute("href")+" "+(a.querySelector(".bd-figure")||a.firstChild).textContent.trim())`

// Every figure of the board leads to the cases behind it; the age of the oldest to the
// list in which that case stands first.
func TestEveryFigureOfTheBoardLeadsToItsCases(t *testing.T) {
	p := browser.Demo(t).As(t, "region1")
	p.Open("/board?period=month")
	for _, figure := range browser.Eval[[]string](p, bare) {
		t.Errorf("a figure that leads nowhere: %q", figure)
	}
	found := browser.Eval[[]string](p, ages)
	if len(found) < 5 {
		t.Fatalf("the board has only these ages: %v", found)
	}
	received := map[string]string{}
	for _, link := range found {
		address, days, _ := strings.Cut(link, " ")
		p.Open(address)
		dates := browser.Eval[[]string](p, `[...document.querySelectorAll(".bd-list tbody .bd-received")].map(e=>e.innerText)`)
		if len(dates) == 0 || slices.Min(dates) != dates[0] {
			t.Fatalf("the case that is %s days old does not stand first at %s: received on %v", days, address, dates)
		}
		if was, known := received[days]; known && was != dates[0] {
			t.Errorf("cases %s days old were received on %s and on %s", days, was, dates[0])
		}
		received[days] = dates[0]
	}
}

// length counts the rows of a list over all its pages.
func length(t *testing.T, p *browser.Page, address string) int {
	t.Helper()
	n := 0
	for range 20 {
		body := string(p.Fetch(address).Body)
		n += strings.Count(body, `href="/cases/`) - strings.Count(body, `href="/cases/new"`)
		if n == 0 || !strings.Contains(body, `rel="next"`) {
			break
		}
		_, rest, _ := strings.Cut(body, `class="bd-pager"`)
		for _, part := range strings.Split(rest, `<a href="`)[1:] {
			href, after, _ := strings.Cut(part, `"`)
			if strings.HasPrefix(after, ` rel="next"`) {
				address = strings.ReplaceAll(href, "&amp;", "&")
			}
		}
	}
	return n
}

func TestASupervisorGoesFromANumberToACase(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.head")
	p.Open("/")
	p.Click("统计")
	p.Has("在办", "本周到期", "办得最久", "在等谁", "退回和补正的原因")
	p.Click("本月")
	p.Has("2026-09-01 至 2026-09-24")
	first := p.Text(".bd-first a .bd-figure")
	p.Click(".bd-first a")
	if got := p.Text(".bd-total"); got != first+" 件" {
		t.Errorf("the board says %s, its list %s", first, got)
	}
	for _, v := range p.Axe() {
		t.Errorf("axe: %v", v)
	}
	p.Click(".bd-list tbody a")
	if !strings.HasPrefix(p.Path(), "/cases/") {
		t.Errorf("the row leads to %s", p.Path())
	}
}

// The rows of a list are walked with J and K, as those of leads are, and each tells whoever
// hears it alone what its row says: number, business, state, deadline and who is waited for.
func TestTheRowsOfAListAreWalkedAndNameThemselves(t *testing.T) {
	program := browser.Demo(t)
	second := program.As(t, "yuntai.community")
	second.Open("/visits/new")
	second.Type("facts.lead_place", "云台镇三组")
	second.Type("facts.lead_note", "去年在家出生的孩子没有户口")
	second.Type("facts.child_name", "新苗苗")
	second.Click("记下")
	second.Has("线索已记")
	for who, list := range map[string]string{"yuntai.head": "/board/list?m=open", "yuntai.community": "/visits"} {
		p := program.As(t, who)
		p.Open(list)
		rows := p.Count("main [data-row]")
		at := func() int {
			return browser.Eval[int](p, `[...document.querySelectorAll("main [data-row]")].indexOf(document.activeElement)`)
		}
		if rows < 2 {
			t.Fatalf("%s has %d rows to walk", list, rows)
		}
		for _, step := range []struct {
			key  string
			want int
		}{{"j", 0}, {"j", 1}, {"k", 0}, {"k", 0}, {"ArrowDown", 1}, {"Home", 0}, {"End", rows - 1}, {"j", rows - 1}} {
			p.Press(step.key)
			if got := at(); got != step.want {
				t.Fatalf("%s: after %s the focus is on row %d, want %d of %d", list, step.key, got, step.want, rows)
			}
		}
		p.Press("Home")
		shown, said := p.Text("main [data-row]"), p.Attr("main [data-row]", "aria-label")
		row := browser.Eval[string](p, `document.querySelector("main [data-row]").closest("tr,li").innerText`)
		for _, part := range strings.Split(said, "，")[2:3] { // the state, as the row shows it
			if !strings.HasPrefix(said, shown+"，") || !strings.Contains(row, part) {
				t.Errorf("%s: a row that says %q names itself %q", list, row, said)
			}
		}
		for _, v := range p.Axe() {
			t.Errorf("%s: axe: %v", list, v)
		}
		p.Press("Enter")
		p.Wait("#strip, .cf")
		if !strings.HasPrefix(p.Path(), "/cases/") {
			t.Errorf("%s: Enter on a row leads to %s", list, p.Path())
		}
	}
}

func TestTheBoardReadsInLightDarkAndWithoutScript(t *testing.T) {
	p := browser.Demo(t).As(t, "region1")
	p.Script(false)
	p.Open("/board")
	p.Has("按业务", "按单位", "永宁县公安局")
	p.Click("永宁县公安局")
	p.Has("我的全部辖区")
	p.Script(true)
	p.Reload()
	for _, dark := range []bool{false, true} {
		p.Dark(dark)
		for _, v := range p.Axe() {
			t.Errorf("axe, dark %v: %v", dark, v)
		}
	}
	p.Lacks("民族", "孤儿")
}

func TestTheBoardIsForSupervisorsOfTheirOwnArea(t *testing.T) {
	program := browser.Demo(t)
	for who, want := range map[string]int{"yuntai.clerk1": 403, "sysadmin": 403, "yuntai.head": 200} {
		p := program.As(t, who)
		p.Open("/rules")
		if got := p.Fetch("/board").Status; got != want {
			t.Errorf("%s: the board answers %d, want %d", who, got, want)
		}
		if got := p.Fetch("/board/list?m=open").Status; got != want {
			t.Errorf("%s: a list of the board answers %d, want %d", who, got, want)
		}
	}
	p := program.As(t, "yuntai.head")
	p.Open("/rules")
	p.Open("/board?station=640121040000")
	p.Lacks("在办", "青禾镇派出所")
	p.Open("/board?station=640522010000")
	p.Has("在办", "云台镇派出所")
}

// TestTheMonthlySheetIsReadAndTheMonthClosed: the county's lead goes from the board to last
// month's population, closes the month, and it says so; the workbook is there for the asking,
// and no desk gets any of it.
func TestTheMonthlySheetIsReadAndTheMonthClosed(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "yongning.lead")
	p.Open("/board")
	p.Click("月度报表")
	p.Has("人口及其变动", "期初人数", "期末人数", "尚未结账")
	p.Lacks("结账 2026", "民族")
	p.Click("上月")
	p.Click("结账 2026-08")
	p.Has("该月已结账", "已结账：永宁县公安局")
	p.Open("/statistics?published=1")
	p.Has("…", "内部全数")
	for _, dark := range []bool{false, true} {
		p.Dark(dark)
		for _, v := range p.Axe() {
			t.Errorf("axe, dark %v: %v", dark, v)
		}
	}
	if got := p.Fetch("/statistics/xlsx"); got.Status != 200 {
		t.Errorf("the workbook answers %d", got.Status)
	}
	desk := program.As(t, "yuntai.clerk1")
	desk.Open("/rules")
	if got := desk.Fetch("/statistics"); got.Status != 403 {
		t.Errorf("a desk is answered %d", got.Status)
	}
}
