package pages_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hukou/internal/browser"
	"hukou/workflow"
)

// scriptless signs an officer in with scripts switched off, through the sign-in page.
func scriptless(t *testing.T, program *browser.Program, username string) *browser.Page {
	t.Helper()
	p := program.Visit(t)
	p.Script(false)
	p.SignIn(program.Officer(t, username))
	if browser.Eval[int](p, `document.querySelectorAll("[data-island]").length`) > 0 && len(browser.Eval[[]string](p, asleep)) == 0 {
		t.Fatal("a script ran in a window without any")
	}
	return p
}

// sends presses the button that the page puts first, as a hand without chords does.
func sends(p *browser.Page) { p.Click("main form button.primary") }

// The second story by hands whose browser runs no script: a child found on a visit is
// noted, becomes a case, is lodged, proven, accepted, reported and entered, and each page
// shows what the one before did.
func TestANewbornIsRegisteredWithoutScript(t *testing.T) {
	child := newborn(t, "free_r1")
	program := browser.Demo(t)

	p := scriptless(t, program, "yuntai.community")
	p.Open("/visits/new")
	p.Type("facts.lead_place", "云台镇三组")
	p.Type("facts.lead_note", "走访得知家中新生儿尚未登记")
	p.Type("facts.child_name", child.Name)
	p.Click(map[string]string{"1": "男", "2": "女"}[string(child.Sex)])
	p.Type("facts.child_birth_date", string(child.Birth))
	p.Type("facts.mother_name", child.MotherName)
	p.Click("记下")
	p.Has("线索已记")
	lead := p.Path()
	p.Open("/visits")
	p.Has(child.Name)
	p.Open(lead)
	step(p, workflow.LeadContact)
	p.Click("上门")
	p.Type("input.findings", "家长愿意办理")
	sends(p)
	p.Has("已办：联系")
	step(p, workflow.LeadConvert)
	p.Choose("input.successor", "出生登记（无出生医学证明）")
	p.Click("本人或监护人同意办理")
	sends(p)
	p.Has("已转业务", "出生登记（无出生医学证明）")
	born := browser.Eval[string](p, `document.querySelector('#links a[href^="/cases/"]').getAttribute('href')`)

	p = scriptless(t, program, "yuntai.clerk1")
	p.Open(born + "/draft")
	if p.Value("facts.child_name") != child.Name {
		t.Error("what the visit noted is not carried over")
	}
	p.Type("#find-mother", child.MotherName)
	p.Click("查：母亲（本库人员）")
	p.Wait(".intake-found button")
	p.Click(".intake-found button")
	p.Wait(".intake-known")
	p.Type("facts.birth_place_code", "640522")
	p.Click("随母")
	p.Click("医疗机构")
	p.Click(".intake-foot button[value=save]")
	p.Has("草稿已存")
	p.Type("facts.birth_institution", "固原市云麓医院")
	p.Click(".intake-foot button[value=lodge]")
	p.Has("已申报")

	scanned(t, p, born, "identity_card")
	p.Open(born)
	step(p, workflow.Accept)
	sends(p)
	p.Has("已办：受理")
	issuedAndReported(p, child.Name, child.MotherName)

	head := scriptless(t, program, "yuntai.head")
	head.Open(strings.Replace(born, "/cases/", "/approvals/", 1))
	head.Has(child.Name, "你没有经办过本件")
	head.Click(`button[form="decide"]`)
	head.Has("已办：批准")

	sought(p, child.Name)
	p.Has(child.Name, "在册", "640522010000-2026-")
	p.Open(born)
	p.Has("批准", "报核实结果", "受理") // the journal
	signsOut(t, p)
}

// scanned takes a paper in as a file, looks at it and judges it.
func scanned(t *testing.T, p *browser.Page, at, kind string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "scan.txt")
	if err := os.WriteFile(file, []byte("虚构材料"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.Open(at + "/materials/new?kind=" + kind)
	p.Upload("file", file)
	sends(p)
	p.Has("已收：")
	p.Click(`main a[href*="/materials/"]:not([href*="/new"])`)
	p.Click(`button[name=result][value=ok]`)
	p.Has("已核验一项材料")
}

// issuedAndReported has health issue the certificate, and reports to the head.
func issuedAndReported(p *browser.Page, child, mother string) {
	step(p, workflow.ChooseRoute)
	p.Type("input.reason", "医疗机构内出生，证明遗失")
	sends(p)
	p.Has("已办：选择办理路线")
	step(p, workflow.ReferHealth)
	p.Type("input.addressee", "固原市云麓医院")
	p.Type("input.document_no", "云户函〔2026〕9号")
	sends(p)
	p.Has("已办：转请卫健出具证明", "计时暂停")
	step(p, workflow.CertIssued)
	p.Type("input.issued_certificate_no", "T640400078")
	p.Type("input.issued_certificate_on", "20260924")
	p.Type("input.issued_certificate_name", child)
	p.Click("与卫健数据核对一致")
	sends(p)
	p.Has("已办：证明已出具")
	step(p, workflow.ReportCheck)
	p.Type("input.findings", "证明与卫健数据一致")
	p.Type("input.persons_heard", mother)
	sends(p)
	p.Has("已办：报核实结果")
}

// sought finds a person by name, and opens the page.
func sought(p *browser.Page, name string) {
	p.Open("/search")
	p.Type("#q", name)
	p.Click("核对在办业务")
	p.Click(".reg-search button.primary")
	p.Wait("#hits-people")
	p.Click("#hits-people a")
	p.Wait("#items")
}

// signsOut leaves by the bar, and finds the pages closed.
func signsOut(t *testing.T, p *browser.Page) {
	t.Helper()
	p.Click(".menu-who")
	p.Click(`form[action="/sign-out"] button`)
	p.Open("/work/station")
	if p.Path() != "/sign-in" {
		t.Errorf("after the sign-out %s opens", p.Path())
	}
}

// The approval desk, a docket and a roster by hands whose browser runs no script.
func TestDecisionsAndARosterAreWorkedOnWithoutScript(t *testing.T) {
	program := browser.Demo(t)
	clerk := scriptless(t, program, "qinghe.clerk1")
	t.Run("a roster's line is matched", func(t *testing.T) { matched(t, clerk.On(t)) })
	t.Run("a roster's lines are taken together", func(t *testing.T) { takenTogether(t, clerk.On(t)) })
	lead := scriptless(t, program, "yongning.lead")
	t.Run("a docket's line is decided", func(t *testing.T) { docketed(t, lead.On(t), clerk.On(t)) })
	t.Run("a case is approved", func(t *testing.T) { approved(t, lead.On(t), clerk.On(t)) })
	t.Run("a case is returned", func(t *testing.T) { returned(t, lead.On(t), clerk.On(t)) })
	t.Run("a case is taken over", func(t *testing.T) { takenOver(t, scriptless(t, program, "qinghe.head"), clerk.On(t)) })
}

// rosterOf opens the batch of the seventy.
func rosterOf(p *browser.Page) {
	p.Open("/batches")
	p.Click("tbody a")
}

// matched finds one child in the register, and leaves the others for later.
func matched(t *testing.T, p *browser.Page) {
	rosterOf(p)
	p.Has("比对并登记结果 3 人")
	p.Click("逐人比对")
	name := browser.Eval[string](p, `(()=>{const all=[...document.querySelectorAll(".bt-pairs fieldset")];all.slice(1).forEach((f,i)=>{f.querySelector("input[value=wait]").id="wait"+i});
		all[0].querySelector("input").id="pick";return all[0].querySelector("legend").childNodes[0].textContent.trim()})()`)
	p.Click("#pick")
	p.Click("#wait0")
	p.Click("#wait1")
	p.Type("findings", "逐项并列核对")
	p.Click("以上各人我已逐项并列看过")
	sends(p)
	p.Has("已登记结果 1 人", "比对并登记结果 2 人")
	if tile := p.Attr(`a.tile[title^="`+name+`"]`, "class"); !strings.Contains(tile, "k-origin") {
		t.Errorf("%s, found once, stands as %q, want waiting for the origin", name, tile)
	}
}

// takenTogether hands the pages of the book to the institution for all whom they wait for.
func takenTogether(t *testing.T, p *browser.Page) {
	rosterOf(p)
	p.Has("送达 2 人")
	p.Click("一起办 送达")
	p.Type("receiver", "邵清和")
	p.Click(`[name="method"][value="window"]`)
	sends(p)
	p.Has("已办：送达 2 人")
	p.Lacks("一起办 送达")
}

// docketed decides one line of a docket; the other lines wait as before.
func docketed(t *testing.T, p, clerk *browser.Page) {
	p.Open("/approvals")
	p.Click("集体审批单")
	docket, waiting := p.Path(), p.Count("input[name=line]")
	who := p.Text(".ap-lines > li:nth-child(2) .ap-line-who a")
	p.Click(".ap-lines > li:nth-child(2) input[name=line]")
	sends(p)
	p.Wait(".ap-results")
	if n := p.Count(".ap-results .is-good"); n != 1 {
		t.Errorf("%d lines were decided, want the one that is ticked: %s", n, p.Text(".ap-results"))
	}
	p.Open(docket)
	p.Lacks(who)
	if n := p.Count("input[name=line]"); n != waiting-1 {
		t.Errorf("%d lines wait, want one less than %d", n, waiting)
	}
	rosterOf(clerk)
	clerk.Has("审批中 9", "已登记 19")
}

// first is the first case of the desk's queue that the officer may decide.
func first(t *testing.T, p *browser.Page) (at, who string) {
	t.Helper()
	p.Open("/approvals")
	for _, path := range browser.Eval[[]string](p, `[...document.querySelectorAll(".ap-queue a")].map(a=>a.getAttribute("href"))`) {
		p.Open(path)
		if p.Count("#decide") == 1 && p.Count(".stand.is-good") > 0 && p.Count(".ap-return") == 1 {
			return path, p.Text(".ap-queue a[aria-current] b")
		}
	}
	t.Fatal("no case waits for this officer's decision")
	return "", ""
}

func approved(t *testing.T, p, clerk *browser.Page) {
	at, _ := first(t, p)
	p.Type("input.opinion", "同意，材料齐全")
	p.Click(`button[form="decide"]`)
	p.Has("已办：批准")
	if p.Count(`.ap-queue a[href^="`+at+`"]`) != 0 {
		t.Error("the case that was approved is still on the desk")
	}
	clerk.Open(strings.Replace(at, "/approvals/", "/cases/", 1))
	clerk.Has("批准", "同意，材料齐全", "已登记")
}

// returned sends a case back: first without a reason, which the page asks for and keeps
// what was written, then with its code.
func returned(t *testing.T, p, clerk *browser.Page) {
	at, _ := first(t, p)
	p.Click(".ap-return summary")
	p.Type("input.reason", "听取意见记录未注明地点")
	p.Click("[data-return]")
	p.Has("请选退回理由", "请勾选要补正的事项")
	if got := p.Value("input.reason"); got != "听取意见记录未注明地点" {
		t.Errorf("what was written is %q", got)
	}
	p.Choose("input.return_code", "材料看不清或缺页")
	p.Click(".ap-items label")
	p.Click("[data-return]")
	p.Has("已办：退回")
	clerk.Open(strings.Replace(at, "/approvals/", "/cases/", 1))
	clerk.Has("退回", "听取意见记录未注明地点")
	if !strings.Contains(clerk.HTML(), "材料看不清或缺页") {
		t.Error("the journal does not say by which code the case came back")
	}
	clerk.Open("/work/returned")
	if clerk.Count(`a[href^="`+strings.Replace(at, "/approvals/", "/cases/", 1)+`"]`) == 0 {
		t.Error("the case is not among the clerk's returned")
	}
}

// takenOver has the head take a case that the clerk took from the pool, with a reason.
func takenOver(t *testing.T, head, clerk *browser.Page) {
	clerk.Open("/work/station")
	at, _, _ := strings.Cut(clerk.Attr(".wb-open", "href"), "?")
	clerk.Open(at)
	clerk.Click(`form[action*="/claim"] button`)
	clerk.Has("由你办理")
	head.Open(at)
	head.Click("#stops a")
	head.Type("reason", "承办人外出学习")
	sends(head)
	head.Has("已接管，本件由你办理")
	clerk.Open(at)
	clerk.Lacks("由你办理")
	clerk.Has("承办人外出学习")
}
