package batches_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hukou/cast"
	"hukou/internal/browser"
	"hukou/roster"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// rosterDay is before the cast's own roster of the seventy came in.
const rosterDay = "2026-09-10T09:00:00+08:00"

// mistakes are planted into the roster: a cell, what stands there and what should.
var mistakes = []struct{ cell, wrong, column string }{{"C9", "2014-02-30", "出生日期"}, {"D5", "", "公民身份号码"}, {"B31", "南", "性别"}}

// planted writes the institution's file with three mistakes; it gives the right texts.
func planted(t *testing.T, name string, cells ...string) (file string, right map[string]string) {
	t.Helper()
	book, err := excelize.OpenFile(filepath.Join("..", "..", "cast", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	right = map[string]string{}
	for i, m := range mistakes {
		cell := m.cell
		if len(cells) > 0 {
			cell = cells[i]
		}
		text, err := book.GetCellValue(roster.SheetName, cell)
		if err != nil || text == "" {
			t.Fatalf("nothing stands in %s: %v", cell, err)
		}
		right[cell] = text
		wrong := m.wrong
		if wrong == "" {
			wrong = text[:17] + string('0'+(text[17]-'0'+1)%10)
			if text[17] == 'X' {
				wrong = text[:17] + "1"
			}
		}
		if err := book.SetCellStr(roster.SheetName, cell, wrong); err != nil {
			t.Fatal(err)
		}
	}
	file = filepath.Join(t.TempDir(), name)
	if err := book.SaveAs(file); err != nil {
		t.Fatal(err)
	}
	return file, right
}

// handedIn uploads a roster with three mistakes and mends them where they stand.
func handedIn(t *testing.T, p *browser.Page, unit, name string, cells ...string) (batch string) {
	t.Helper()
	file, right := planted(t, name, cells...)
	p.Open("/batches")
	p.Reset()
	p.Press("u")
	p.Wait("#f-file")
	p.Click(unit)
	p.Upload("file", file)
	p.Type("applicant", "邵清和")
	p.Press("Ctrl+Enter")
	p.Has("3 处有错")
	for cell, text := range right {
		p.Has(cell)
		before := p.Acts().ByMouse()
		p.Type(`form:has(input[value="`+cell+`"]) input[name=text]`, text)
		p.Click(`form:has(input[value="` + cell + `"]) button`)
		if n := p.Acts().ByMouse() - before; n > 2 {
			t.Errorf("a wrong cell costs %d acts", n)
		}
	}
	p.Has("0 处有错")
	p.Press("Ctrl+Enter")
	p.Has("已录入")
	return p.Path()
}

// sum is what the roster has cost so far, part by part, in as many windows as it took.
type sum struct {
	*testing.T
	keys, mouse int
}

// add counts what was done in a window since the last part, and prints it.
func (s *sum) add(p *browser.Page, part string) {
	a := p.Acts()
	p.Reset()
	s.keys += a.ByKeys()
	s.mouse += a.ByMouse()
	s.Logf("%-36s %2d clicks and %2d keys and chords; %2d boxes, %2d of them clicked first without a keyboard", part, a.Clicks, a.Chords, a.Fields, a.Reaches)
}

// The count begins for the clerk at the list of batches, with the institution's file that has
// three errors, and for the head at the roster's page; the ways there from the workbench are
// printed beside. It ends with the children before the county, their papers in, so that the
// county can decide (GMaterials). Sixty-eight of the seventy go: the other two have two entries
// each and wait for the ruling on them, whose public notice runs for days whatever is clicked.
// The stations of origin answer in between; theirs are other people's acts.
func TestTheSeventyGoToReviewWithinFortyActs(t *testing.T) {
	demo := browser.Demo(t, "--now", rosterDay)
	p := demo.As(t, "qinghe.clerk1")
	p.Press("g", "b")
	p.Has("没有在办的名册")
	way := p.Acts().ByKeys()
	s := &sum{T: t}
	home := handedIn(t, p, "禾光园", "roster-70.xlsx")
	s.add(p, "the file, mended and entered")

	p.Type("reference", "共享平台 2026-70")
	p.Click("系统调取")
	p.Has("已收")
	p.Click("核验相符")
	p.Has("材料已核验")
	p.Press("Ctrl+Enter")
	p.Has("已办：申报")
	p.Press("Ctrl+Enter")
	p.Has("已办：受理")
	p.Click("一起办 查找比对")
	p.Has("已办：查找比对 70 人")
	s.add(p, "its papers, lodged, accepted, searched")

	for _, kind := range []string{"入院登记表", "民政部门接收意见"} {
		p.Click("一起办 收各人的材料")
		p.Has(kind)
		p.Type("reference", "共享平台 "+kind)
		p.Click("以上各人的这份材料我已逐人看过，与名册所写相符")
		p.Press("Ctrl+Enter")
		p.Has("已收并核验：" + kind + " 70 人")
	}
	p.Lacks("收各人的材料")
	s.add(p, "the children's papers, two kinds")

	p.Click("逐人比对")
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds %v", v)
	}
	shot(t, p, "match", [2]int{1366, 768}, false)
	// Whatever is not one entry that agrees in all, the officer chooses.
	open := `[...document.querySelectorAll(".bt-pairs fieldset")].filter(f=>!f.querySelector("input:checked"))`
	for n := browser.Eval[int](p, open+".length"); n > 0; n-- {
		browser.Eval[bool](p, `(f=>{const all=[...f.querySelectorAll("input")];(all.find(i=>i.value==="many")||all[0]).id="pick";return true})(`+open+`[0])`)
		// An entry that differs is the child's for a reason that is written down.
		why := browser.Eval[string](p, `(pick=>pick.value==="many"?"":pick.closest("fieldset").querySelector("input[name^='why.']").name)(document.getElementById("pick"))`)
		p.Click("#pick")
		browser.Eval[bool](p, `(document.getElementById("pick").id="",true)`)
		if why != "" {
			p.Type(why, "同一人，经入院记录核对")
		}
	}
	p.Type("findings", "逐项并列核对")
	p.Click("以上各人我已逐项并列看过")
	p.Click("查无登记的，已按姓名号码、按父母各查一次")
	p.Press("Ctrl+Enter")
	p.Has("已登记结果 70 人")
	s.add(p, "each compared with the register")

	p.Click("一起办 提请比对")
	p.Type("addressee", "永宁县公安局刑侦大队")
	p.Type("document_no", "比对函 70")
	p.Press("Ctrl+Enter")
	p.Has("已办：提请比对 20 人")
	p.Click("一起办 比对未比中")
	p.Type("document_no", "复函 70")
	p.Press("Ctrl+Enter")
	p.Has("已办：比对未比中 20 人")
	p.Click("一起办 补录监护文书")
	p.Type("document_no", "永民监补 70")
	p.Choose("guardianship_ground", "parents_not_found")
	p.Type("on_behalf_of", "永宁县民政局")
	p.Press("Ctrl+Enter")
	p.Has("已办：补录监护文书")
	s.add(p, "those without registration asked about")

	stations := originsAnswer(t, demo, home, cast.Seventy())
	p.Click("一起办 听取儿童意见")
	p.Click("同意")
	p.Type("language", "普通话")
	p.Type("document_no", "听取 70")
	p.Click("听取人和在场人均非照料单位人员")
	shot(t, p, "hear", [2]int{1366, 768}, false)
	p.Press("Ctrl+Enter")
	p.Has("已办：听取儿童意见 68 人")
	s.add(p, "the children heard")

	head := demo.As(t, "qinghe.head")
	head.Press("g", "b")
	head.Click(`main a[href="` + home + `"]`)
	way += head.Acts().ByKeys()
	head.Reset()
	head.Press("s")
	head.Type("best_interest_no", "说明 70")
	head.Type("land_notice_no", "告知 70")
	head.Press("Ctrl+Enter")
	// Two children have a mother in the register: they wait until somebody has asked her.
	head.Has("已办：提交审批 66 人", "审批中 66", "在核对 2")
	shot(t, head, "reviewed", [2]int{1366, 768}, false)
	s.add(head, "submitted by the head")
	t.Logf("66 of the seventy are in review after %d acts where boxes are walked to by keys, after %d by the mouse alone; %d more lead there from the two workbenches; %d stations of origin answered beside", s.keys, s.mouse, way, stations)
	if s.keys > 40 {
		t.Errorf("the seventy take %d acts to review, want at most 40", s.keys)
	}
	if s.mouse > 54 {
		t.Errorf("the seventy take %d acts by the mouse alone, want the 54 of docs/ui.md: does a form no longer begin in its first box?", s.mouse)
	}
}

func TestTheWorkbookBackNamesTheWrongCells(t *testing.T) {
	p := browser.Demo(t).As(t, "qinghe.clerk1")
	file, right := planted(t, "roster-next.xlsx", "C3", "D4", "B5")
	p.Open("/batches/new")
	p.Click("暖渠园")
	p.Upload("file", file)
	p.Press("Ctrl+Enter")
	p.Has("3 处有错")
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds %v", v)
	}
	shot(t, p, "roster", [2]int{1366, 768}, false)
	a := p.Fetch(p.Path() + "/annotated")
	book, err := excelize.OpenReader(bytes.NewReader(a.Body))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows(roster.ProblemSheet)
	if err != nil {
		t.Fatal(err)
	}
	for cell := range right {
		if !slices.ContainsFunc(rows, func(row []string) bool { return slices.Contains(row, cell) }) {
			t.Errorf("the workbook does not name %s", cell)
		}
	}
	// A second version of the file says in which rows it differs.
	next, err := filepath.Abs(filepath.Join("..", "..", "cast", "testdata", "roster-next.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	p.Upload("file", next)
	p.Click("上传新的一版")
	p.Has("第 2 版", "0 处有错", "新增")
	p.Script(false)
	p.Open(p.Path())
	p.Click("录入 6 人")
	p.Has("已录入 6 人")
}

var batchHref = regexp.MustCompile(`href="(/batches/[0-9a-f-]{36})(/mine)?"`)

// openBatch is the address of the cast's roster of the seventy.
func openBatch(t *testing.T, c *client) string {
	t.Helper()
	_, page := c.get("/batches")
	m := batchHref.FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no roster is listed: %s", page)
	}
	return m[1]
}

func TestAStationSeesItsOwnChildrenAlone(t *testing.T) {
	demo := browser.Demo(t)
	own := as(t, demo, "qinghe.clerk1")
	batch := openBatch(t, own)
	there := as(t, demo, "jinyun.clerk")
	if status, _ := there.get(batch); status != http.StatusNotFound {
		t.Errorf("the roster itself is answered %d to a station of origin", status)
	}
	_, page := there.get(batch + "/mine")
	station := demo.Officer(t, "jinyun.clerk").StationCode
	for _, c := range cast.Seventy() {
		if shown := strings.Contains(page, ">"+c.Name+"<"); shown != (c.Station == station) {
			t.Errorf("child %d of another station is shown: %v", c.No, shown)
		}
	}
	p := demo.As(t, "daoxiang.clerk")
	p.Open(batch + "/mine")
	p.Has("商请本所核实")
	shot(t, p, "mine", [2]int{1366, 768}, false)
	shot(t, p, "mine", [2]int{360, 740}, true)
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds %v", v)
	}
	if strings.Contains(p.HTML(), "孤儿") {
		t.Error("the page calls the children what no page may")
	}
	elsewhere := as(t, demo, "shacong.clerk1")
	for _, path := range []string{"", "/mine", "/roster", "/progress", "/match", "/take?event=search"} {
		if status, _ := elsewhere.get(batch + path); status != http.StatusNotFound {
			t.Errorf("another jurisdiction is answered %d for %s", status, path)
		}
	}
}

func TestStationsThatWaitTooLongAreUrged(t *testing.T) {
	p := browser.Demo(t, "--now", "2026-09-24T09:00:00+08:00").As(t, "qinghe.clerk1")
	p.Open("/batches")
	p.Click("tbody a")
	for _, dark := range []bool{false, true} {
		for _, size := range [][2]int{{1366, 768}, {720, 900}, {360, 740}} {
			shot(t, p, "batch", size, dark)
		}
		if v := p.Axe(); len(v) > 0 {
			t.Errorf("axe finds %v", v)
		}
	}
	p.Size(1366, 768)
	p.Has("个所等了 5 天以上")
	p.Click("催办")
	shot(t, p, "urge", [2]int{1366, 768}, false)
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds %v", v)
	}
	p.Press("Ctrl+Enter")
	p.Has("已办")
	p.Lacks("没有办成")
}

// shot keeps a picture when a folder for it is named.
func shot(t *testing.T, p *browser.Page, name string, size [2]int, dark bool) {
	t.Helper()
	dir := os.Getenv("HUKOU_SHOTS")
	if dir == "" {
		return
	}
	file := filepath.Join(dir, name+"-"+strconv.Itoa(size[0])+map[bool]string{true: "-dark"}[dark]+".png")
	if err := os.WriteFile(file, p.Screenshot(size[0], size[1], dark), 0o644); err != nil {
		t.Fatal(err)
	}
}
