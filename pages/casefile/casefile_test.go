package casefile_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hukou/internal/browser"
	"hukou/workflow"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

var caseLink = regexp.MustCompile(`"(/cases/[0-9a-f-]{36})["?]`)

// find is the address of the case about a person in one of the officer's queues.
func find(t *testing.T, p *browser.Page, name string, queues ...string) string {
	t.Helper()
	for _, q := range queues {
		p.Open(q)
		for _, at := range browser.Eval[[]string](p, `[...document.querySelectorAll('main a[href^="/cases/"]')].map(a => a.getAttribute('href') + ' ' + a.textContent.trim())`) {
			if address, who, _ := strings.Cut(at, " "); who == name {
				return strings.Split(address, "?")[0]
			}
		}
	}
	t.Fatalf("%v list no case about %s", queues, name)
	return ""
}

// clean fails the test where axe finds something, in light and in dark.
func clean(t *testing.T, p *browser.Page) {
	t.Helper()
	for _, dark := range []bool{false, true} {
		p.Dark(dark)
		for _, v := range p.Axe() {
			t.Errorf("%s, dark %v: %s", p.Path(), dark, v)
		}
	}
	p.Dark(false)
}

// The parentage route of a newborn without certificate (domain 3.3, R1): accepted, sent
// to health, where the clock stands still, answered, checked, decided, entered, handed
// over. The count begins on the page of the accepted case, where the route is chosen: what
// comes before is the same by any route. What a clerk does from the first box of the draft
// is printed by TestANewbornWithoutCertificateFromTheVisitToTheHousehold.
func TestTheRouteByHealthTakesAtMostTwelveActs(t *testing.T) {
	p := browser.Demo(t, "--now", "2026-08-31T08:30:00+08:00").As(t, "yuntai.clerk1")
	address := find(t, p, "贾云飞", "/", "/work/station")
	p.Open(address)
	p.Has("可以选择办理路线")
	p.Reset()
	byHealth(p, "贾云飞")
	acts := p.Acts()
	t.Logf("the route by health: %d acts by keys, %d by the mouse alone: %+v", acts.ByKeys(), acts.ByMouse(), acts)
	if n := acts.ByKeys(); n > 12 {
		t.Errorf("the route by health takes %d acts, want at most 12", n)
	}
}

// byHealth walks the accepted case before a clerk to its end by the route of health.
func byHealth(p *browser.Page, child string) {
	p.Press("Ctrl+Enter")
	p.Type("input.reason", "医疗机构内出生，证明遗失")
	p.Press("Ctrl+Enter")
	p.Has("已办：选择办理路线")

	p.Press("Ctrl+Enter")
	p.Type("input.addressee", "固原市云麓医院")
	p.Type("input.document_no", "云户函〔2026〕3号")
	p.Press("Ctrl+Enter")
	p.Has("已办：转请卫健出具证明", "计时暂停", "停止计时")

	p.Press("Ctrl+Enter")
	p.Type("input.issued_certificate_no", "T640400077")
	p.Type("input.issued_certificate_on", "20260831")
	p.Type("input.issued_certificate_name", child)
	p.Click("与卫健数据核对一致")
	p.Press("Ctrl+Enter")
	p.Has("已办：证明已出具")

	p.Press("Ctrl+Enter")
	p.Has("已办：当场办结", "已登记")
	p.Press("Ctrl+Enter")
	p.Type("input.receiver", "沙桂琴")
	p.Press("Ctrl+Enter")
	p.Has("已办：送达", "已送达办结")
}

// at is where a case stands.
type at struct {
	Business string `json:"business"`
	State    string `json:"state"`
}

// Every form of a step that the page leads to is a page, for every business in every
// state of the cast.
func TestEveryStepHasItsForm(t *testing.T) {
	program := browser.Demo(t)
	seen := map[at]bool{}
	forms := 0
	for _, who := range []string{"yuntai.clerk1", "yuntai.head", "qinghe.clerk1", "qinghe.head", "nanping.clerk1", "haiyuan.county", "haiyuan.lead", "yongning.county", "yongning.lead", "jinyun.clerk", "jinyun.head", "yinchuan.city", "region1"} {
		p := program.As(t, who)
		mine := map[at]bool{}
		for _, queue := range []string{"mine", "station", "approvals", "waiting", "returned", "overdue", "done"} {
			for _, m := range caseLink.FindAllStringSubmatch(string(p.Fetch("/work/"+queue).Body), -1) {
				place := at{}
				if err := json.Unmarshal(p.Fetch("/api/v1"+m[1]).Body, &place); err != nil {
					t.Fatal(err)
				}
				if mine[place] {
					continue
				}
				mine[place], seen[place] = true, true
				forms += formsOf(t, p, who, m[1], place)
			}
		}
	}
	t.Logf("%d forms in %d states", forms, len(seen))
	if len(seen) < 15 || forms < 200 {
		t.Errorf("looked at %d forms in %d states, want the whole cast", forms, len(seen))
	}
}

// formsOf asks for the case's page and the form of each step that officers take from
// there, those impossible now too.
func formsOf(t *testing.T, p *browser.Page, who, address string, place at) int {
	t.Helper()
	page := p.Fetch(address)
	if page.Status != http.StatusOK {
		t.Errorf("%s: the page of %v answers %d", who, place, page.Status)
		return 0
	}
	def, _ := workflow.NewBook().Current(workflow.Business(place.Business), "2026-09-24")
	n := 0
	for _, event := range def.Offered(workflow.State(place.State)) {
		got := p.Fetch(address + "/steps/" + string(event))
		n++
		if got.Status != http.StatusOK || strings.Count(string(got.Body), "<h1>") != 1 {
			t.Errorf("%s: the form of %s at %v answers %d", who, event, place, got.Status)
		}
		if slices.ContainsFunc([]string{"%!", "不支持", "<no value>"}, func(s string) bool { return strings.Contains(string(got.Body), s) }) {
			t.Errorf("%s: the form of %s at %v is broken", who, event, place)
		}
	}
	return n
}

func TestWhatIsTypedOutlivesAnotherOfficersStep(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "yuntai.clerk1")
	address := find(t, p, "贾云飞", "/")
	p.Open(address + "/steps/remind_supervisor")
	p.Type("input.addressee", "海原县卫生健康局")

	other := program.As(t, "yuntai.head")
	other.Open(address + "/steps/urge")
	other.Type("input.reason", "群众来电询问")
	other.Press("Ctrl+Enter")
	other.Has("已办：")

	p.Type("input.document_no", "督函9")
	p.Press("Ctrl+Enter")
	p.Has("本件有了变化", "催办")
	if got := p.Value("input.addressee") + p.Value("input.document_no"); got != "海原县卫生健康局督函9" {
		t.Errorf("after the change the form holds %q", got)
	}
	clean(t, p)
	p.Press("Ctrl+Enter")
	p.Has("已办：")
}

func TestWhoHoldsTheCaseIsSaidByName(t *testing.T) {
	program := browser.Demo(t)
	address := find(t, program.As(t, "yuntai.clerk1"), "贾云飞", "/")
	p := program.As(t, "yuntai.clerk3")
	p.Open(address)
	p.Has("正在由别人办理", "何守平")
	p.Click("#stops a")
	p.Type("reason", "承办人外出")
	p.Press("Ctrl+Enter")
	p.Wait(".refused")
	if got := p.Value("reason"); got != "承办人外出" {
		t.Errorf("the refused form holds %q", got)
	}
	head := program.As(t, "yuntai.head")
	head.Open(address + "/takeover")
	head.Type("reason", "承办人外出")
	head.Press("Ctrl+Enter")
	head.Has("已接管")
}

// A case of another jurisdiction and a case that never was are one page.
func TestACaseElsewhereLooksLikeNone(t *testing.T) {
	program := browser.Demo(t)
	theirs := find(t, program.As(t, "yuntai.clerk1"), "贾云飞", "/")
	p := program.As(t, "jinyun.clerk")
	for _, part := range []string{"", "/steps/withdraw", "/takeover", "/recusal", "/materials/new", "/print/receipt", "/print/decision"} {
		elsewhere, none := missing(t, p, theirs+part), missing(t, p, "/cases/01a20aae-0000-7000-8000-000000000000"+part)
		if elsewhere != none {
			t.Errorf("%q tells a case elsewhere from none", part)
		}
	}
}

// missing is the page of something that is not there, without what differs each time.
func missing(t *testing.T, p *browser.Page, path string) string {
	t.Helper()
	p.Open(path)
	if p.Status() != http.StatusNotFound {
		t.Errorf("%s answers %d, want 404", path, p.Status())
	}
	return requestID.ReplaceAllString(p.HTML(), "")
}

var requestID = regexp.MustCompile(`<code>[^<]*</code>|/cases/[0-9a-f-]{36}[^"]*|[0-9a-f]{8}-[0-9a-f-]{27}`)

func TestTheCasePageWithoutScriptAndWithoutColour(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	address := find(t, p, "单小星", "/work/station")
	p.Open(address)
	p.Has("还差 2 项才能受理")
	if y := browser.Eval[float64](p, `document.querySelector('#stops li:last-child').getBoundingClientRect().bottom`); y > 768 {
		t.Errorf("what stops the case ends at %v, below the fold of 768", y)
	}
	clean(t, p)
	if title := p.Title(); strings.Contains(title, "单小星") {
		t.Error("the window names the child")
	}
	p.Script(false)
	p.Open(address)
	p.Click("#people button.link")
	p.Has("本次查看已记录")
	if strings.Contains(p.Address(), "6499") {
		t.Error("the address holds a number")
	}
}

func TestAScanIsTakenInLookedAtAndJudged(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	address := find(t, p, "单小星", "/work/station")
	p.Open(address + "/materials/new?kind=death_proof")
	file := t.TempDir() + "/scan.png"
	if err := os.WriteFile(file, picture(t), 0o600); err != nil {
		t.Fatal(err)
	}
	p.Upload("file", file)
	p.Press("Ctrl+Enter")
	p.Has("已收：死亡证明", "看原件，核验：死亡证明")
	p.Press("v")
	p.Wait(".cf-scan img")
	if w := browser.Eval[int](p, `document.querySelector('.cf-scan img').naturalWidth`); w == 0 {
		t.Error("the scan is not shown")
	}
	p.Press("z", "o")
	if c := p.Attr(".cf-scan img", "class"); c != "z1 t1" {
		t.Errorf("after zoom and turn the scan has the class %q", c)
	}
	clean(t, p)
	p.Click("看不清")
	p.Click("记下问题")
	p.Has("请说明问题")
	p.Type("note", "右下角缺印章")
	p.Click("记下问题")
	p.Has("已核验一项材料", "换交：死亡证明", "右下角缺印章")
}

func TestPapersPrintOnTheirSheets(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	done := find(t, p, "苏念禾", "/work/done")
	for part, want := range map[string][]string{
		"/print/receipt":  {"受理回执", "苏念禾", "640522010000-2026-", "-受理字第1号", "海原县云台镇派出所", "已收材料", "本机关已于"},
		"/print/decision": {"决定书", "苏念禾", "-准予登记字第1号", "批准", "本机关依法审查"},
	} {
		p.Open(done + part)
		p.Has(want...)
		p.Lacks("孤儿", "弃婴", "非婚生", "649901")
		clean(t, p)
		if pdf := p.PDF(); !strings.HasPrefix(string(pdf), "%PDF-") || len(pdf) < 2000 {
			t.Errorf("%s prints %d bytes", part, len(pdf))
		}
	}
	p.Open(done)
	p.Has("文书编号", "-准予登记字第1号")
	person := browser.Eval[string](p, `document.querySelector('#people a[href^="/people/"]').getAttribute('href').split('?')[0]`)
	p.Open(person + "/print/card")
	p.Type("purpose", "换发户口簿内页")
	p.Press("Ctrl+Enter")
	p.Has("常住人口登记卡", "公民身份号码")
	if whole.MatchString(p.HTML()) {
		t.Error("the card shows a number that nobody asked for")
	}
	clean(t, p)
	p.Click("显示全号")
	p.Wait("main.card")
	if !whole.MatchString(p.Text(".card-table")) {
		t.Error("the card does not show the number that was asked for")
	}
}

// whole is a citizen number in the clear, in groups or not.
var whole = regexp.MustCompile(`649901 ?\d{8} ?\d{3}[\dX]`)

// picture is a small scan.
func picture(t *testing.T) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 300, 400))
	for i := range img.Pix {
		img.Pix[i] = byte(200 + i%40)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
