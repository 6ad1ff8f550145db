package casefile_test

import (
	"encoding/json"
	"flag"
	"image"
	"image/color"
	"math"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hukou/cast"
	"hukou/internal/browser"
)

var update = flag.Bool("update", false, "take the sheets as they print now for the reference pictures")

// printedSheet is a sheet for the applicant and what must stand on it.
type printedSheet struct {
	name string
	// open brings the page of the sheet before an officer.
	open func(*testing.T, *browser.Program) *browser.Page
	// width and height are those of its paper, in mm.
	width, height float64
	holds         []string
	// people are those of the cast whom it may name.
	people []string
}

func printedSheets() []printedSheet {
	return []printedSheet{
		{name: "receipt", width: 148, height: 210, people: []string{"贾云飞", "沙桂琴"},
			open: func(t *testing.T, program *browser.Program) *browser.Page {
				p := program.As(t, "yuntai.clerk1")
				p.Open(find(t, p, "贾云飞", "/", "/work/station") + "/print/receipt")
				return p
			},
			holds: []string{"受理回执", "编号：640522010000-2026-000001-受理字第1号", "沙桂琴：", "出生登记（无出生医学证明）", "当事人：贾云飞", "本机关已于2026年8月28日依照《中华人民共和国行政许可法》第三十二条受理",
				"受理地点", "云台镇新区办证点（双日）", "办理机关", "海原县云台镇派出所", "决定期限", "已收材料", "居民身份证", "不计入期限", "（印章）", "2026年8月28日", "经办人：", "申请人："}},
		{name: "decision", width: 210, height: 297, people: []string{"苏念禾", "董玉岚"},
			open: func(t *testing.T, program *browser.Program) *browser.Page {
				p := program.As(t, "yuntai.clerk1")
				p.Open(find(t, p, "苏念禾", "/work/done") + "/print/decision")
				return p
			},
			holds: []string{"决定书", "编号：640522010000-2026-000003-准予登记字第1号", "董玉岚：", "受理编号640522010000-2026-000003", "本机关依法审查", "《户口居民身份证管理工作规范（试行）》第九条", "《中华人民共和国行政许可法》第三十八条、第四十二条",
				"决定：", "批准", "海原县云台镇派出所", "2026年9月17日", "受送达人签收："}},
		{name: "notice", width: 148, height: 210, people: []string{"单小星", "丁彩虹"}, open: noticeGiven,
			holds: []string{"一次性告知书", "编号：640522010000-2026-000011-补正字第1号", "丁彩虹：", "当事人：单小星", "依照《中华人民共和国行政许可法》第三十二条", "一次告知", "出生经过说明", "死亡证明", "没有列出的，不再要求",
				"请补齐后交到海原县云台镇派出所", "不计入期限", "2026年9月24日", "申请人签收："}},
		{name: "refusal", width: 210, height: 297, people: []string{"牛向阳", "田小娥"}, open: refusalMade,
			holds: []string{"决定书", "000002-不予登记字第1号", "田小娥：", "当事人：牛向阳", "《中华人民共和国行政许可法》第三十六条、第三十八条", "《户口居民身份证管理工作规范（试行）》第五十七条", "不予办理",
				"认定事实", "出生地点与鉴定材料所载不一致", "证据目录", "鉴定意见书", "适用依据", "规范第二十条", "决定理由", "材料不足以证明亲子关系", "听取意见", "已当面听取田小娥的陈述",
				"救济途径", "六十日内向海原县人民政府申请行政复议", "行政复议法第二十条", "六个月内", "人民法院", "行政诉讼法第四十六条", "海原县公安局", "2026年9月24日"}},
		{name: "card", width: 143, height: 105, people: []string{"苏念禾"}, open: wholeCard,
			holds: []string{"常住人口登记卡", "苏念禾", "户主或与户主关系", "曾用名", "性别", "出生地", "海原县", "民族", "籍贯", "出生日期", "2026年8月20日", "公民身份号码", "649901202608200026", "文化程度", "婚姻状况", "兵役状况", "服务处所", "职业",
				"何时由何地迁", "来本址", "2026年8月20日 出生", "承办人签章：", "海原县云台镇派出所（户口专用章）", "登记日期：2026年9月24日"}},
	}
}

// noticeGiven asks for two papers in a case that was just handed in.
func noticeGiven(t *testing.T, program *browser.Program) *browser.Page {
	return noticeTo(t, program, "单小星")
}

// noticeTo does so once the child bears the name: a notice keeps the one it was given under.
func noticeTo(t *testing.T, program *browser.Program, name string) *browser.Page {
	p := program.As(t, "yuntai.clerk1")
	address := find(t, p, "单小星", "/work/station")
	if name != "单小星" {
		rename(t, p, address, name)
	}
	p.Open(address + "/steps/request_correction")
	for _, paper := range []string{"出生经过说明", "死亡证明"} {
		browser.Eval[bool](p, `[...document.querySelectorAll("label.tick")].find(l=>l.textContent.includes("`+paper+`")).querySelector("input").checked=true`)
	}
	p.Press("Ctrl+Enter")
	p.Has("已办：一次性告知补正")
	p.Open(address + "/print/notice")
	return p
}

// refusalMade decides a case at the county against the applicant.
func refusalMade(t *testing.T, program *browser.Program) *browser.Page {
	p := program.As(t, "haiyuan.lead")
	p.Open("/approvals")
	address := find(t, p, "牛向阳", "/work/approvals", "/work/mine", "/work/station")
	p.Open(address + "/steps/refuse")
	p.Choose("input.reason_code", "证据不足以认定")
	p.Choose("input.ground", "证据不足以认定")
	p.Choose("input.successor", "走访线索")
	for field, text := range map[string]string{"reason": "材料不足以证明亲子关系。", "facts_found": "经核查，申报的出生地点与鉴定材料所载不一致。",
		"evidence": "鉴定意见书", "law": "规范第二十条", "persons_heard": "已当面听取田小娥的陈述"} {
		p.Type("input."+field, text)
	}
	p.Press("Ctrl+Enter")
	p.Has("已办：")
	p.Open(address + "/print/decision")
	return p
}

// wholeCard is a card with the number in the clear, as it goes into the person's book.
func wholeCard(t *testing.T, program *browser.Program) *browser.Page {
	p := program.As(t, "yuntai.clerk1")
	p.Open(find(t, p, "苏念禾", "/work/done"))
	person := browser.Eval[string](p, `document.querySelector('#people a[href^="/people/"]').getAttribute('href').split('?')[0]`)
	p.Open(person + "/print/card")
	p.Type("purpose", "换发户口簿内页")
	p.Press("Ctrl+Enter")
	p.Click("显示全号")
	p.Wait("main.card")
	return p
}

// labels are words that no paper may carry on.
var labels = []string{"孤儿", "弃婴", "弃儿", "非婚生", "私生", "黑户"}

// Each sheet is printed through Chromium, read back as text and compared as a picture.
func TestSheetsSayAllTheyMustAndLookLikeForms(t *testing.T) {
	program := browser.Demo(t)
	for _, s := range printedSheets() {
		t.Run(s.name, func(t *testing.T) {
			p := s.open(t, program)
			sameCode(p)
			paper := p.Print()
			if math.Abs(paper.Width-s.width) > 1 || math.Abs(paper.Height-s.height) > 1 || paper.Pages != 1 {
				t.Errorf("it takes %d sheets of %.0f × %.0f mm, want one of %.0f × %.0f", paper.Pages, paper.Width, paper.Height, s.width, s.height)
			}
			for _, lacking := range paper.Lacks(s.holds...) {
				t.Errorf("%q does not stand on it:\n%s", lacking, paper.Text)
			}
			strangers(t, paper, s.people)
			silent(t, paper.Metadata, s.people)
			for _, label := range labels {
				if len(paper.Lacks(label)) == 0 {
					t.Errorf("the word %s stands on it", label)
				}
			}
			if s.name != "card" && whole.MatchString(paper.Text) {
				t.Error("a citizen number stands on it")
			}
			paper.Looks(t, filepath.Join("testdata", s.name+".png"), *update)
		})
	}
}

// sameCode puts the same code on every sheet that has one: it is drawn at random, and the
// address is that of the test's own program. TestThePrintedCodeOpensThePageThatTellsOfThePaper
// reads what is really printed.
func sameCode(p *browser.Page) {
	browser.Eval[any](p, `document.querySelectorAll(".sheet-check").forEach(c => {
		c.querySelector("path:last-of-type").setAttribute("d", "M0 0h30v30h-30z");
		c.querySelector(".sheet-at").textContent = "127.0.0.1:12345/verify";
		c.querySelector("b").textContent = "0000-0000-0000-0000-0000-0000-00";
	})`)
}

// strangers finds people of the cast on a sheet that does not concern them.
func strangers(t *testing.T, paper browser.Paper, allowed []string) {
	t.Helper()
	may := strings.Join(allowed, " ")
	for _, n := range cast.Newborns() {
		for _, name := range []string{n.Name, n.MotherName, n.FatherName} {
			if name != "" && !strings.Contains(may, name) && len(paper.Lacks(name)) == 0 {
				t.Errorf("the sheet names %s, whom it does not concern", name)
			}
		}
	}
}

// silent finds in what the file of a sheet says of itself a person, a number of a person
// or of a case, or an address.
func silent(t *testing.T, metadata string, people []string) {
	t.Helper()
	for _, said := range append(slices.Clone(people), "海原", "云台", "家庭") {
		if strings.Contains(metadata, said) {
			t.Errorf("the file's metadata say %s:\n%s", said, metadata)
		}
	}
	if whole.MatchString(metadata) || numbered.MatchString(metadata) {
		t.Errorf("a number stands in the file's metadata:\n%s", metadata)
	}
}

var numbered = regexp.MustCompile(`\d{12}-\d{4}-\d{6}`)

// The comparison must see what a clerk would: a line that is gone, text that has moved
// down by one line; and must not mind strokes that are somewhat heavier.
func TestTheComparisonOfSheetsSeesALineGone(t *testing.T) {
	page := func(weight uint8, skip, shift int) *image.Gray {
		img := image.NewGray(image.Rect(0, 0, 420, 595))
		for y := range 595 {
			for x := range 420 {
				line := (y - shift) / 20
				ink := x > 40 && x < 380 && y-shift > 60 && y < 500 && (y-shift)%20 < 12 && (x+y)%3 == 0 && line != skip
				img.SetGray(x, y, color.Gray{Y: 255})
				if ink {
					img.SetGray(x, y, color.Gray{Y: weight})
				}
			}
		}
		return img
	}
	same := page(40, -1, 0)
	for name, c := range map[string]struct {
		other *image.Gray
		want  bool
	}{"heavier strokes": {page(0, -1, 0), false}, "a line gone": {page(40, 12, 0), true}, "half a line lower": {page(40, -1, 10), true}, "another paper": {image.NewGray(image.Rect(0, 0, 595, 842)), true}} {
		odd, all := browser.Differ(c.other, same)
		if got := odd*100 > all; got != c.want {
			t.Errorf("%s: %d of %d squares differ", name, odd, all)
		}
	}
}

// A name with characters of extension B and G is drawn by Debian's Noto fonts; one of
// extension J that no font here draws keeps the sheet unprinted, and the page says which
// character lacks and what to do.
func TestANameBeyondTheBasicPlaneIsDrawnOrRefused(t *testing.T) {
	for _, c := range []string{"\U00020BB7", "\U00030EDD"} {
		p := noticeTo(t, browser.Demo(t), "单"+c)
		p.Has("字形核对")
		if p.Shows("不能打印") {
			t.Fatalf("U+%X is refused; the fonts here should draw it (Debian: fonts-noto-cjk):\n%s", []rune(c), p.Text("main"))
		}
		paper := p.Print()
		if lacking := paper.Lacks("当事人：单"+c, "字形核对"); len(lacking) > 0 || paper.Pages != 1 {
			t.Errorf("%d pages, and %q does not stand on the paper:\n%s", paper.Pages, lacking, paper.Text)
		}
		// The same sheet with a code point that nothing is assigned to shows what
		// a box looks like in that place.
		drawn := paper.Picture(t, 150)
		browser.Eval[bool](p, `(document.querySelector(".sheet-rare b").textContent="\u{5fffd}",true)`)
		if box := p.Print().Picture(t, 150); alike(drawn, box) {
			t.Errorf("U+%X prints as a box", []rune(c))
		}
	}
	lacking := "\U000323C7"
	p := noticeTo(t, browser.Demo(t), "单"+lacking)
	p.Has("不能打印：这台电脑缺字", "U+323C7", "GB 18030", "不得用别的字代替")
	clean(t, p)
	p.Press("Ctrl+Enter")
	if got := p.Focused(); got != "#glyphs" {
		t.Errorf("after the print key the focus is on %s, want the reason", got)
	}
	paper := p.Print()
	if here := paper.Lacks("未打印"); len(here) > 0 {
		t.Errorf("the paper does not say why it is empty:\n%s", paper.Text)
	}
	if here := paper.Lacks("补正", "单"+lacking, "丁彩虹"); len(here) != 3 {
		t.Errorf("a sheet with a box instead of a character comes on paper:\n%s", paper.Text)
	}
	p = noticeTo(t, browser.Demo(t), "单\U00020BB7")
	p.Script(false)
	p.Reload()
	if here := p.Print(); len(here.Lacks("未打印")) > 0 {
		t.Errorf("without script nobody looked at the characters, and yet it prints:\n%s", here.Text)
	}
}

// A child whose surname is such a character (a given name outside the table is not accepted)
// is entered, and both what the family takes home
// and the page of its book come on paper with the character drawn; with a character that no
// font here draws neither does, and each page says which one lacks.
func TestDecisionAndCardOfANameBeyondTheBasicPlane(t *testing.T) {
	for _, c := range []struct {
		char  string
		drawn bool
	}{{"\U00020BB7", true}, {"\U000323C7", false}} {
		program := browser.Demo(t)
		p := program.As(t, "nanping.clerk1")
		address, name := find(t, p, "咸安然", "/", "/work/station"), c.char+"安然"
		rename(t, p, address, name)
		correct(t, p, address, "certificate_name", name)
		p.Open(address)
		for p.Count(`main a[href*="/materials/new?kind="]`) > 0 {
			p.Click(`main a[href*="/materials/new?kind="]`)
			p.Click("系统调取")
			p.Type("reference", "证照库 2026-9")
			p.Press("Ctrl+Enter")
			p.Has("核验：")
			p.Press("v", "Ctrl+Enter")
			p.Has("已核验一项材料")
		}
		p.Press("Ctrl+Enter")
		p.Has("已办：受理")
		p.Press("Ctrl+Enter")
		p.Has("已办：当场办结", "已登记")
		person := browser.Eval[string](p, `document.querySelector('#people a[href^="/people/"]').getAttribute('href').split('?')[0]`)
		for _, sheet := range []struct{ path, says string }{{address + "/print/decision", "决定书"}, {person + "/print/card", "常住人口登记卡"}} {
			p.Open(sheet.path)
			if strings.Contains(sheet.path, "/card") {
				p.Type("purpose", "换发户口簿内页")
				p.Press("Ctrl+Enter")
				p.Wait("main.card")
			}
			if c.drawn {
				drawnOn(t, p, name, sheet.says)
			} else {
				refusedOn(t, p, name, sheet.says)
			}
		}
	}
}

// drawnOn demands the sheet on paper with the name, and no box in the place of its character.
func drawnOn(t *testing.T, p *browser.Page, name, sheet string) {
	t.Helper()
	p.Has(sheet, "字形核对")
	paper := p.Print()
	if lacking := paper.Lacks(sheet, name, "字形核对"); len(lacking) > 0 || paper.Pages != 1 {
		t.Errorf("%s: %d pages, and %q does not stand on the paper:\n%s", sheet, paper.Pages, lacking, paper.Text)
	}
	// The name with a code point that nothing is assigned to, in every place it has.
	drawn := paper.Picture(t, 150)
	browser.Eval[bool](p, `(w=>{for(let n;n=w.nextNode();)n.data=n.data.replaceAll(`+"`"+name+"`"+`,"\u{5fffd}安然");return true})(document.createTreeWalker(document.body,NodeFilter.SHOW_TEXT))`)
	if box := p.Print().Picture(t, 150); alike(drawn, box) {
		t.Errorf("%s: the name %q prints with a box", sheet, name)
	}
}

// refusedOn demands that nothing but the reason comes on paper.
func refusedOn(t *testing.T, p *browser.Page, name, sheet string) {
	t.Helper()
	code := "U+" + strings.ToUpper(strconv.FormatInt(int64([]rune(name)[0]), 16))
	p.Has("不能打印：这台电脑缺字", code, "GB 18030", "不得用别的字代替")
	paper := p.Print()
	if here := paper.Lacks("未打印"); len(here) > 0 {
		t.Errorf("%s: the paper does not say why it is empty:\n%s", sheet, paper.Text)
	}
	if lacking := paper.Lacks(sheet, name); len(lacking) != 2 {
		t.Errorf("%s: a sheet with a box instead of a character comes on paper:\n%s", sheet, paper.Text)
	}
}

func rename(t *testing.T, p *browser.Page, address, name string) {
	t.Helper()
	correct(t, p, address, "child_name", name)
}

// correct changes a declared item of an open case, as the page of the draft does.
func correct(t *testing.T, p *browser.Page, address, item, value string) {
	t.Helper()
	got := p.Fetch("/api/v1" + address)
	var c struct{ Version int64 }
	if err := json.Unmarshal(got.Body, &c); err != nil || got.Status != http.StatusOK {
		t.Fatal(got.Status, err)
	}
	body, _ := json.Marshal(map[string]any{"facts": map[string]string{item: value}})
	call, _ := json.Marshal(map[string]any{"method": "PATCH", "body": string(body), "headers": map[string]string{"Content-Type": "application/json", "If-Match": `"` + number(c.Version) + `"`}})
	if status := browser.Eval[int](p, `fetch("/api/v1`+address+`",`+string(call)+`).then(r=>r.status)`); status != http.StatusOK {
		t.Fatalf("the item cannot be corrected: %d", status)
	}
}

func number(n int64) string { b, _ := json.Marshal(n); return string(b) }

// alike tells that two pictures are the same to the last dot.
func alike(a, b *image.Gray) bool { return a.Bounds() == b.Bounds() && string(a.Pix) == string(b.Pix) }
