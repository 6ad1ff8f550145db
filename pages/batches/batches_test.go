package batches_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"hukou/auth"
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

func acts(p *browser.Page) int { return p.Acts().Clicks + p.Acts().Chords }

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
		before := acts(p)
		p.Type(`form:has(input[value="`+cell+`"]) input[name=text]`, text)
		p.Click(`form:has(input[value="` + cell + `"]) button`)
		if acts(p)-before > 2 {
			t.Errorf("a wrong cell costs %d acts", acts(p)-before)
		}
	}
	p.Has("0 处有错")
	p.Press("Ctrl+Enter")
	p.Has("已录入")
	return p.Path()
}

func TestTheSeventyGoToReviewWithinFortyActs(t *testing.T) {
	demo := browser.Demo(t, "--now", rosterDay)
	p := demo.As(t, "qinghe.clerk1")
	home := handedIn(t, p, "禾光园", "roster-70.xlsx")
	total := acts(p)
	t.Logf("the roster is in with %d acts", total)

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
	t.Logf("accepted and searched after %d acts", acts(p))

	p.Click("逐人比对")
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds %v", v)
	}
	shot(t, p, "match", [2]int{1366, 768}, false)
	// Whatever is not one entry that agrees in all, the officer chooses.
	open := `[...document.querySelectorAll(".bt-pairs fieldset")].filter(f=>!f.querySelector("input:checked"))`
	for n := browser.Eval[int](p, open+".length"); n > 0; n-- {
		browser.Eval[bool](p, `(f=>{const all=[...f.querySelectorAll("input")];(all.find(i=>i.value==="many")||all[0]).id="pick";return true})(`+open+`[0])`)
		p.Click("#pick")
		browser.Eval[bool](p, `(document.getElementById("pick").id="",true)`)
	}
	p.Type("findings", "逐项并列核对")
	p.Click("以上各人我已逐项并列看过")
	p.Click("查无登记的，已按姓名号码、按父母各查一次")
	p.Press("Ctrl+Enter")
	p.Has("已登记结果 70 人")
	t.Logf("compared after %d acts", acts(p))

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
	t.Logf("those without registration are ready after %d acts", acts(p))

	stations := originsAnswer(t, demo, home, cast.Seventy())
	p.Reload()
	p.Click("一起办 听取儿童意见")
	p.Click("同意")
	p.Type("language", "普通话")
	p.Type("document_no", "听取 70")
	p.Click("听取人和在场人均非照料单位人员")
	shot(t, p, "hear", [2]int{1366, 768}, false)
	p.Press("Ctrl+Enter")
	p.Has("已办：听取儿童意见 68 人")
	total = acts(p)

	head := demo.As(t, "qinghe.head")
	head.Open(home)
	head.Reset()
	head.Press("s")
	head.Type("best_interest_no", "说明 70")
	head.Type("land_notice_no", "告知 70")
	head.Press("Ctrl+Enter")
	head.Has("已办：提交审批 68 人", "审批中 68")
	shot(t, head, "reviewed", [2]int{1366, 768}, false)
	total += acts(head)
	t.Logf("68 of the seventy are in review after %d acts (two wait for the ruling on their two entries); %d stations of origin answered beside, two acts of two officers each", total, stations)
	if total > 40 {
		t.Errorf("the seventy take %d acts to review, want at most 40", total)
	}
}

// client is an officer with a browser that runs no script.
type client struct {
	t    *testing.T
	base string
	http *http.Client
}

func as(t *testing.T, demo *browser.Program, username string) *client {
	t.Helper()
	o := demo.Officer(t, username)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &client{t: t, base: demo.URL, http: &http.Client{Jar: jar}}
	code, err := auth.TOTPAt(o.TOTPSecret, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if status, page := c.post("/sign-in", url.Values{"username": {o.Username}, "password": {o.Password}, "totp": {code}, "back": {"/batches"}}); status != http.StatusOK {
		t.Fatalf("%s is not let in: %d %s", username, status, page)
	}
	return c
}

func (c *client) do(q *http.Request) (int, string) {
	c.t.Helper()
	q.Header.Set("Accept", "text/html")
	q.Header.Set("Origin", c.base)
	a, err := c.http.Do(q)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = a.Body.Close() }()
	body, err := io.ReadAll(a.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return a.StatusCode, string(body)
}

func (c *client) get(path string) (int, string) {
	c.t.Helper()
	q, err := http.NewRequest(http.MethodGet, c.base+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.do(q)
}

func (c *client) post(path string, form url.Values) (int, string) {
	c.t.Helper()
	q, err := http.NewRequest(http.MethodPost, c.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		c.t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.do(q)
}

var (
	lineBox = regexp.MustCompile(`name="line" value="([^"]+)"`)
	keyBox  = regexp.MustCompile(`name="key" value="([^"]+)"`)
)

// answer answers for all the children that the officer's station is asked about.
func (c *client) answer(mine string, more url.Values) int {
	c.t.Helper()
	status, page := c.get(mine)
	if status != http.StatusOK {
		c.t.Fatalf("%s is answered %d", mine, status)
	}
	form := url.Values{"key": {keyBox.FindStringSubmatch(page)[1]}}
	for _, m := range lineBox.FindAllStringSubmatch(page, -1) {
		if !slices.Contains(form["line"], m[1]) {
			form.Add("line", m[1])
		}
	}
	for k, v := range more {
		form[k] = v
	}
	status, page = c.post(mine, form)
	if status != http.StatusOK || strings.Contains(page, "没有办成") {
		c.t.Fatalf("the answer of %s is %d %s", mine, status, page)
	}
	return len(form["line"])
}

var confirmed = url.Values{"event": {"propose_origin_confirm"}, "extract": {"与户主关系、监护、在办业务已核"}, "land_and_benefits": {"无承包地，待遇已告知"}, "kin_in_book": {"told"}, "kin_told_on": {"2026-09-10"}}

// originsAnswer has the clerk and the head of every station answer for its children.
func originsAnswer(t *testing.T, demo *browser.Program, home string, children []cast.Child) (stations int) {
	seen := map[string]bool{}
	for _, c := range children {
		station := c.Station
		if station == cast.MergedStation {
			station = cast.SuccessorStation
		}
		if station == "" || seen[station] {
			continue
		}
		seen[station] = true
		for _, o := range demo.Officers {
			if o.StationCode != station || len(o.Roles) == 0 || o.Roles[0] != "clerk" {
				continue
			}
			as(t, demo, o.Username).answer(home+"/mine", confirmed)
			as(t, demo, strings.TrimSuffix(o.Username, "clerk")+"head").answer(home+"/mine", url.Values{"event": {"origin_confirm"}})
			break
		}
	}
	return len(seen)
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
