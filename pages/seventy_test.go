package pages_test

import (
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hukou/cast"
	"hukou/internal/browser"
	"hukou/workflow"
)

// The first story through the pages alone: the roster of the seventy from the file to
// the collective household, by the home station's clerk and head, the stations of
// origin, the county and the prefecture.
func TestTheSeventyAreRegisteredThroughThePagesAlone(t *testing.T) {
	s := seventy{T: t, origins: map[string]*plain{}, program: browser.Demo(t, "--now", "2026-09-10T09:00:00+08:00")}
	s.clerk = s.program.As(t, "qinghe.clerk1")
	s.head = s.program.As(t, "qinghe.head")
	s.lead = s.program.As(t, "yongning.lead")
	s.handedIn()
	s.compared()
	s.papers()
	s.announced()
	s.asked()
	s.handedBack()
	s.submitted(66)
	s.decided()
	s.ruled()
	s.closed()
}

// seventy is the roster under way.
type seventy struct {
	*testing.T
	program *browser.Program
	batch   string // the address of its page

	rulings []string // the addresses of the cases on children with two entries

	clerk, head, lead *browser.Page

	origins map[string]*plain // officers elsewhere, signed in once
}

// plainly is an officer elsewhere, who answers without a browser.
func (s *seventy) plainly(username string) *plain {
	s.Helper()
	if s.origins[username] == nil {
		s.origins[username] = plainly(s.T, s.program, username)
	}
	return s.origins[username]
}

// handedIn gives the file in and has the roster accepted.
func (s *seventy) handedIn() {
	p := s.clerk
	p.Open("/batches/new")
	p.Click("禾光园")
	p.Upload("file", filepath.Join("..", "cast", "testdata", "roster-70.xlsx"))
	p.Type("applicant", "邵清和")
	p.Press("Ctrl+Enter")
	p.Has("0 处有错")
	p.Press("Ctrl+Enter")
	p.Has("已录入 70 人")
	s.batch = p.Path()
	p.Type("reference", "共享平台 2026-70")
	p.Click("系统调取")
	p.Click("核验相符")
	p.Has("材料已核验")
	p.Press("Ctrl+Enter")
	p.Has("已办：申报")
	p.Press("Ctrl+Enter")
	p.Has("已办：受理")
	p.Click("一起办 查找比对")
	p.Has("已办：查找比对 70 人")
}

// compared sets each child beside the register's entries: fifty or so are there once,
// two twice, the others not at all and asked about elsewhere.
func (s *seventy) compared() {
	p := s.clerk
	p.Click("逐人比对")
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
}

// confirmed is what a station of origin answers.
func confirmed(day string) url.Values {
	return url.Values{"event": {"propose_origin_confirm"}, "extract": {"与户主关系、监护、在办业务已核"}, "land_and_benefits": {"无承包地，待遇已告知"}, "kin_in_book": {"told"}, "kin_told_on": {day}}
}

// asked has the clerk and the head of each station of origin answer for its children. The
// first station of each of the four cities sits at browsers of its own; the others send the
// same forms.
func (s *seventy) asked() {
	seen, cities := map[string]bool{"": true}, map[string]bool{}
	for _, c := range cast.Seventy() {
		station := answering(c.Station)
		if seen[station] {
			continue
		}
		seen[station] = true
		clerk, head := s.officersOf(station)
		if !cities[station[:4]] {
			cities[station[:4]] = true
			s.answersAtItsDesk(station, clerk, head)
			continue
		}
		s.answered(clerk, confirmed("2026-09-10"))
		s.answered(head, url.Values{"event": {"origin_confirm"}})
	}
	if len(cities) != 4 {
		s.Errorf("stations of %d cities sat at a browser, want four", len(cities))
	}
}

// answering is the station that does a station's work today.
func answering(station string) string {
	if station == cast.MergedStation {
		return cast.SuccessorStation
	}
	return station
}

func (s *seventy) officersOf(station string) (clerk, head string) {
	s.Helper()
	for _, o := range s.program.Officers {
		if o.StationCode == station && slices.Contains(o.Roles, "clerk") {
			clerk = o.Username
		}
		if o.StationCode == station && slices.Contains(o.Roles, "head") {
			head = o.Username
		}
	}
	return clerk, head
}

var (
	lineBox = regexp.MustCompile(`name="line" value="([^"]+)"`)
	keyBox  = regexp.MustCompile(`name="key" value="([^"]+)"`)
)

// answered sends the form of an origin's page for all that the page lists.
func (s *seventy) answered(username string, form url.Values) {
	s.Helper()
	o, mine := s.plainly(username), s.batch+"/mine"
	_, page := o.get(mine)
	key := keyBox.FindStringSubmatch(page)
	if key == nil {
		s.Fatalf("nothing waits for %s", username)
	}
	form.Set("key", key[1])
	for _, m := range lineBox.FindAllStringSubmatch(page, -1) {
		if !slices.Contains(form["line"], m[1]) {
			form.Add("line", m[1])
		}
	}
	if status, page := o.post(mine, form); status != http.StatusOK || strings.Contains(page, "没有办成") {
		s.Fatalf("the answer of %s is %d", username, status)
	}
}

// submitted hears the children and brings them before the county.
func (s *seventy) submitted(n int) {
	s.Helper()
	p := s.clerk
	p.Open(s.batch)
	p.Click("一起办 听取儿童意见")
	p.Click("同意")
	p.Type("language", "普通话")
	p.Type("document_no", "听取 70")
	p.Click("听取人和在场人均非照料单位人员")
	p.Press("Ctrl+Enter")
	p.Has(fmt.Sprintf("已办：听取儿童意见 %d 人", n))
	s.head.Open(s.batch)
	s.head.Press("s")
	s.head.Type("best_interest_no", "说明 70")
	s.head.Type("land_notice_no", "告知 70")
	s.head.Press("Ctrl+Enter")
	s.head.Has(fmt.Sprintf("已办：提交审批 %d 人", n), fmt.Sprintf("审批中 %d", n))
}

// decided has the county look at each child on its docket. One line goes back alone:
// the clerk mends it and sends it in again.
func (s *seventy) decided() {
	turnClock(s.T, s.program, "2026-09-18T09:00:00+08:00")
	p := s.lead
	p.Open("/approvals")
	p.Click("集体审批单")
	docket := p.Path()
	back := p.Text(".ap-lines > li:nth-child(2) .ap-line-who a")
	p.Click(".ap-lines > li:nth-child(2) .button.danger")
	p.Choose("input.return_code", "材料看不清或缺页")
	p.Click(".ap-items label")
	p.Type("input.reason", "听取意见记录未注明地点")
	p.Click("[data-return]")
	p.Has("已办：退回")

	s.clerk.Open(s.batch)
	s.clerk.Has("审批中 65")
	s.clerk.Click(`a.tile[data-who^="` + back + `"]`)
	s.clerk.Has("听取意见记录未注明地点")
	step(s.clerk, workflow.ReportBack)
	s.clerk.Type("input.findings", "已补注听取地点")
	s.clerk.Press("Ctrl+Enter")
	s.clerk.Has("已办")

	if n := s.throughDocket(s.lead, docket); n != 66 {
		s.Errorf("the county decided or passed up %d lines, want 66", n)
	}
	s.clerk.Open(s.batch)
	s.clerk.Has("已登记 56", "审批中 10")
	city := s.program.As(s.T, "yinchuan.citylead")
	if n := s.throughDocket(city, docket); n != 10 {
		s.Errorf("the prefecture decided %d lines, want the ten without registration from six years on", n)
	}
	s.delivered(66)
}

// delivered hands the pages of the book to the institution.
func (s *seventy) delivered(n int) {
	p := s.clerk
	p.Open(s.batch)
	p.Click("一起办 送达")
	p.Type("receiver", "邵清和")
	p.Click(`[name="method"][value="window"]`)
	p.Press("Ctrl+Enter")
	p.Has(fmt.Sprintf("已办：送达 %d 人", n))
}

// announced opens the ruling on the two entries of each child who has two, and tells
// those concerned.
func (s *seventy) announced() {
	p := s.clerk
	p.Open(s.batch)
	lines := browser.Eval[[]string](p, `[...document.querySelectorAll("a.tile[data-who*='重户']")].map(a=>a.getAttribute("href"))`)
	if len(lines) != 2 {
		s.Fatalf("%d children have two entries, want two", len(lines))
	}
	twice := slices.DeleteFunc(cast.Seventy(), func(c cast.Child) bool { return c.Fate != cast.TwoEntries })
	for i, line := range lines {
		p.Open(line)
		browser.Eval[bool](p, `([...document.querySelectorAll("main a[href^='/cases/']")].find(a=>a.parentElement.textContent.includes("重复户口注销")).id="ruling",true)`)
		p.Click("#ruling")
		ruling := p.Path()
		s.rulings = append(s.rulings, ruling)
		step(p, workflow.OpenExOfficio)
		p.Press("Ctrl+Enter")
		p.Has("已办")
		p.Press("Ctrl+Enter") // at once: nothing is to be written
		p.Has("已办：转调查核实")
		step(p, workflow.Tell)
		p.Type("input.persons_heard", "两地户内成年亲属")
		p.Type("input.document_no", "告知1")
		p.Click(`[name="input.method"][value="post"]`)
		p.Press("Ctrl+Enter")
		p.Has("已办")
		step(p, workflow.PublishNotice)
		p.Type("input.document_no", "公示1")
		p.Press("Ctrl+Enter")
		p.Has("已办")
		// Of the second child's second entry nobody says a word, so that the region rules.
		for j, station := range []string{answering(twice[i].Station), twice[i].SecondStation()}[:2-i] {
			clerk, _ := s.officersOf(station)
			if i == 0 && j == 0 {
				speaksAtItsDesk(s.program.As(s.T, clerk))
				continue
			}
			s.plainly(clerk).speaks(ruling)
		}
	}
}

// throughDocket ticks and decides what an officer may on the docket, page by page, and
// gives how many were decided.
func (s *seventy) throughDocket(p *browser.Page, docket string) int {
	done := 0
	p.Open(docket)
	for {
		if p.Count("[data-tick-all]") > 0 {
			p.Press("x") // to tick is an act of its own
		}
		if n := p.Count("input[name=line]:checked"); n > 0 {
			p.Press("Ctrl+Enter")
			p.Wait(".ap-results")
			if good := p.Count(".ap-results .is-good"); good != n {
				s.Fatalf("%d of %d were decided: %s", good, n, p.Text(".ap-results"))
			}
			done += n
			continue
		}
		if p.Count(".ap-lines li.differs input[name=line]") > 0 {
			p.Click(".ap-lines li.differs .ap-line-who a") // what a source contradicts is looked at alone
			p.Press("Ctrl+Enter")
			p.Has("已办：")
			done++
			continue
		}
		if p.Count(`.ap-docket-foot a.button`) == 0 {
			return done
		}
		p.Click("下一页")
	}
}

// papers takes each kind of paper in for all children at once.
func (s *seventy) papers() {
	p := s.clerk
	p.Open(s.batch)
	for _, kind := range []string{"入院登记表", "民政部门接收意见"} {
		p.Click("一起办 收各人的材料")
		p.Has(kind)
		p.Type("reference", "共享平台 "+kind)
		p.Click("以上各人的这份材料我已逐人看过，与名册所写相符")
		p.Press("Ctrl+Enter")
		p.Has("已收并核验：" + kind + " 70 人")
	}
}
