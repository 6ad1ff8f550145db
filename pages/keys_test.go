package pages_test

import (
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"hukou/internal/browser"
	"hukou/roster"
)

// byKeys is one of the main tasks, done by an officer without a mouse.
type byKeys struct {
	task, as string
	// now is the day on which the demonstration stands.
	now string
	do  func(*testing.T, *browser.Keyboard)
}

// mainTasks are the seven that a day at the desks is made of.
func mainTasks() []byKeys {
	return []byKeys{
		{"open the next case and take its step", "yuntai.clerk1", "2026-08-31T09:00:00+08:00", nextCaseAndStep},
		{"a newborn with certificate", "yuntai.clerk1", "2026-09-24T09:00:00+08:00", newbornByKeys},
		{"a birth without certificate, by health", "yuntai.clerk1", "2026-08-31T08:30:00+08:00", routeByKeys},
		{"approve one, return one", "yongning.lead", "2026-09-24T09:00:00+08:00", decideByKeys},
		{"a roster, one error, submitted", "qinghe.clerk1", "2026-09-10T09:00:00+08:00", rosterByKeys},
		{"find a person, see a day", "yuntai.clerk1", "2026-09-24T09:00:00+08:00", personByKeys},
		{"a lead that becomes a case", "yuntai.community", "2026-09-24T09:00:00+08:00", leadByKeys},
	}
}

// The seven main tasks need no mouse, and wherever a key leads the focus is seen and
// nothing covers it.
func TestTheSevenMainTasksNeedNoMouse(t *testing.T) {
	demos := map[string]*browser.Program{}
	for _, m := range mainTasks() {
		if demos[m.now] == nil {
			demos[m.now] = browser.Demo(t, "--now", m.now)
		}
		t.Run(m.task, func(t *testing.T) {
			k := demos[m.now].As(t, m.as).ByKeys()
			m.do(t, k)
			if n := k.Acts().Clicks; n > 0 {
				t.Errorf("the mouse was used %d times", n)
			}
			if k.Stops == 0 {
				t.Error("no stop was looked at")
			}
			t.Logf("%s: %d boxes typed into, %d chosen from, %d chords, %d single keys, %d presses of Tab and arrows, %d stops looked at, %d uses of the mouse",
				m.task, k.Typed, k.Chosen, k.Chords, k.Pressed, k.Moves, k.Stops, k.Acts().Clicks)
		})
	}
}

func nextCaseAndStep(t *testing.T, k *browser.Keyboard) {
	k.Open("/work/station")
	k.Press("n")
	k.Has("已领取")
	k.Has("贾云飞", "选择办理路线")
	k.Press("Ctrl+Enter")
	k.Type("input.reason", "医疗机构内出生，证明遗失")
	k.Press("Ctrl+Enter")
	k.Has("已办：选择办理路线")
}

func newbornByKeys(t *testing.T, k *browser.Keyboard) {
	k.Open("/")
	k.Press("Alt+n")
	k.Type("#f-filter", "csdj")
	k.Press("Enter")
	k.Wait("#draft")
	k.Type("#find-mother", "党玉洁")
	k.Press("Enter")
	k.Wait(".intake-found button")
	k.Push(".intake-found button")
	k.Wait(".intake-known")
	k.Type("facts.child_name", "计星河")
	k.Pick("男", "男")
	k.Type("facts.child_birth_date", "2026.9.10")
	k.Type("facts.birth_place_code", "hy")
	k.Wait("[role=option]")
	k.Pick("医疗机构", "医疗机构")
	k.Type("facts.birth_institution", "海原县人民医院")
	k.Type("facts.certificate_no", "T640522009")
	k.Type("facts.certificate_issued_on", "20260912")
	k.Type("facts.certificate_name", "计星河")
	k.Pick("结婚证", "结婚证")
	k.Pick("随母", "随母")
	k.Press("Ctrl+Enter")
	k.Has("已申报")
	if k.Typed > 12 || k.Chords > 4 || k.Pressed-k.Chosen > 3 {
		t.Errorf("%d boxes are typed into, %d chords and %d single keys pressed for %d choices; want at most 12, 4 and 3 beside one a choice", k.Typed, k.Chords, k.Pressed, k.Chosen)
	}
}

func routeByKeys(t *testing.T, k *browser.Keyboard) {
	k.Open("/work/station")
	k.Press("n")
	k.Has("已领取")
	k.Open("/")
	k.Reach(".wb-row.at .wb-open")
	for k.Text(".wb-row.at .wb-open") != "贾云飞" {
		k.Press("ArrowDown")
	}
	k.Press("Enter")
	k.Has("可以选择办理路线")
	k.Press("Ctrl+Enter")
	k.Type("input.reason", "医疗机构内出生，证明遗失")
	k.Press("Ctrl+Enter")
	k.Has("已办：选择办理路线")
	k.Press("Ctrl+Enter")
	k.Type("input.addressee", "固原市云麓医院")
	k.Type("input.document_no", "云户函〔2026〕3号")
	k.Press("Ctrl+Enter")
	k.Has("已办：转请卫健出具证明", "计时暂停")
	k.Press("Ctrl+Enter")
	k.Type("input.issued_certificate_no", "T640400077")
	k.Type("input.issued_certificate_on", "20260831")
	k.Type("input.issued_certificate_name", "贾云飞")
	k.Tick("与卫健数据核对一致")
	k.Press("Ctrl+Enter")
	k.Has("已办：证明已出具")
	k.Press("Ctrl+Enter")
	k.Has("已办：当场办结", "已登记")
	k.Press("Ctrl+Enter")
	k.Type("input.receiver", "沙桂琴")
	k.Press("Ctrl+Enter")
	k.Has("已办：送达")
}

func decideByKeys(t *testing.T, k *browser.Keyboard) {
	k.Open("/")
	k.Press("g", "a")
	k.Wait(".ap-queue")
	toReady(k)
	k.Press("Ctrl+Enter")
	k.Has("已办：批准")
	toReady(k)
	k.Press("r")
	k.Wait(".ap-return[open]")
	k.Pick("input.return_code", "材料看不清或缺页")
	k.Tick(".ap-items input")
	k.Type("input.reason", "第二页缺盖章")
	k.Press("Ctrl+Enter")
	k.Has("已办：退回")
}

// toReady goes along the queue to a case that the officer may decide.
func toReady(k *browser.Keyboard) {
	for _, path := range browser.Eval[[]string](k.Page, `[...document.querySelectorAll(".ap-queue a")].map(a => a.getAttribute("href"))`) {
		if k.Count("#decide") == 1 && k.Count(".stand.is-good") > 0 && k.Count("[data-chord='Ctrl+Enter'][aria-disabled]") == 0 {
			return
		}
		k.Push(`.ap-queue a[href="` + path + `"]`)
		k.Wait(`.ap-queue a[aria-current][href="` + path + `"]`)
	}
}

// oneWrongDay is an institution's roster with a birth date in C3 that is no day, and
// the text that belongs there.
func oneWrongDay(t *testing.T) (file, right string) {
	t.Helper()
	book, err := excelize.OpenFile(filepath.Join("..", "cast", "testdata", "roster-next.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	right, err = book.GetCellValue(roster.SheetName, "C3")
	if err != nil || right == "" {
		t.Fatalf("no birth date stands in C3: %v", err)
	}
	if err := book.SetCellStr(roster.SheetName, "C3", "2014-02-30"); err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "roster.xlsx")
	if err := book.SaveAs(file); err != nil {
		t.Fatal(err)
	}
	return file, right
}

func rosterByKeys(t *testing.T, k *browser.Keyboard) {
	file, right := oneWrongDay(t)
	k.Open("/")
	k.Press("g", "b")
	k.Wait("main h1")
	k.Press("u")
	k.Pick("永宁县暖渠园", "永宁县暖渠园")
	k.Upload("file", file)
	k.Type("applicant", "邵清和")
	k.Press("Ctrl+Enter")
	k.Has("1 处有错")
	k.Type(`form:has(input[value="C3"]) input[name=text]`, right)
	k.Press("Enter")
	k.Has("0 处有错")
	k.Press("Ctrl+Enter")
	k.Has("已录入 6 人")
	k.Type("reference", "共享平台 2026-6")
	k.Push("系统调取")
	k.Push("核验相符")
	k.Has("材料已核验")
	k.Press("Ctrl+Enter")
	k.Has("已办：申报")
	k.Press("Ctrl+Enter")
	k.Has("已办：受理")
}

func personByKeys(t *testing.T, k *browser.Keyboard) {
	k.Open("/rules")
	k.Press("/")
	k.Keys("dyl")
	k.Press("Enter")
	k.Wait("#q")
	k.Pick("群众到窗口办理", "群众到窗口办理")
	k.Push(".reg-search button.primary")
	k.Wait("#results [data-row]")
	for !browser.Eval[bool](k.Page, `!!document.activeElement.closest("#hits-people")`) {
		k.Press("ArrowDown")
	}
	k.Press("Enter")
	k.Wait("#items")
	k.Type("as_of", "2026年1月1日")
	k.Press("Enter")
	k.Wait("#items, .refused")
	k.Has("截至 2026-01-01")
}

func leadByKeys(t *testing.T, k *browser.Keyboard) {
	k.Open("/visits/new")
	k.Type("facts.lead_place", "云台镇三组")
	k.Type("facts.lead_note", "去年在家出生的孩子没有户口")
	k.Type("facts.child_name", "新苗苗")
	k.Type("facts.mother_name", "新桂香")
	k.Press("Ctrl+Enter")
	k.Has("线索已记")
	k.Press("Ctrl+Enter")
	k.Pick("上门", "上门")
	k.Type("input.findings", "家长愿意办理")
	k.Press("Ctrl+Enter")
	k.Has("已办：联系")
	k.Push(`a[href$="/steps/convert"]`)
	k.Pick("input.successor", "出生登记（无出生医学证明）")
	k.Tick("本人或监护人同意办理")
	k.Press("Ctrl+Enter")
	k.Has("已转业务")
}
