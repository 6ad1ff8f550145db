package admin_test

import (
	"os"
	"strings"
	"testing"

	"hukou/internal/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

func TestASecondmentTakesSixBoxesAndShowsAtTheOfficer(t *testing.T) {
	p := browser.Demo(t).As(t, "secadmin")
	p.Script(false)
	p.Open("/admin")
	p.Click("新增借调")
	if n := p.Count("#new-posting input:not([type=hidden]),#new-posting select,#new-posting textarea"); n > 6 {
		t.Errorf("a secondment has %d boxes, want at most six", n)
	}
	p.Type("officer", "shacong.clerk1")
	p.Type("org", "640522010000")
	p.Choose("role", "户籍民警")
	p.Type("valid_from", "2026.9.24")
	p.Type("valid_to", "20260928")
	p.Type("document", "海公政借〔2026〕9号")
	p.Click(".acts button.primary")
	p.Has("借调已新增", "海原县云台镇派出所", "2026-09-28", "海公政借〔2026〕9号", "剩 4 天")
	if !strings.HasPrefix(p.Path(), "/admin/officers/") {
		t.Errorf("the form leads to %s", p.Path())
	}
	p.Script(true)
	p.Open("/admin/officers")
	p.Has("七天内到期的任职和借调", "剩 4 天")
	if first := p.Text("main section.panel"); !strings.Contains(first, "云台镇派出所") {
		t.Errorf("what ends soon is not the first thing: %s", first)
	}
	axe(t, p)
}

func TestAPostingIsRefusedAtTheBoxThatIsWrong(t *testing.T) {
	p := browser.Demo(t).As(t, "secadmin")
	p.Open("/admin/postings/new")
	p.Type("officer", "shacong.clerk1")
	p.Type("org", "海原县云台镇派出所")
	p.Choose("role", "户籍民警")
	p.Type("valid_from", "2026-10-10")
	p.Type("valid_to", "2026-10-01")
	p.Click(".acts button.primary")
	p.Has("任职起止日期有误", "借调须填写文书号")
	for _, box := range []string{"valid_from", "document"} {
		if p.Attr("#f-"+box, "aria-invalid") != "true" {
			t.Errorf("%s does not say that it is wrong", box)
		}
	}
	if p.Value("officer") != "shacong.clerk1" || p.Value("valid_to") != "2026-10-01" {
		t.Error("what was typed is lost")
	}
	axe(t, p)
	p.Type("org", "海原县沙葱滩乡派出所")
	p.Type("valid_to", "2026-12-01")
	p.Type("document", "海公政借〔2026〕9号")
	p.Click(".acts button.primary")
	p.Has("已任此岗位，与新任职日期重叠")
}

func TestTheLastApproverStaysAndIsNamed(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "secadmin")
	name := program.Officer(t, "shacong.head").Name
	p.Open("/admin/officers")
	p.Type("q", "shacong.head")
	p.Click("查找")
	if strings.Contains(p.Address(), "shacong") {
		t.Error("whom the officer looked for stands in the address")
	}
	p.Click(name)
	p.Click("终止")
	p.Type("valid_to", "2026-09-30")
	p.Click("button.danger")
	p.Has("沙葱滩乡派出所", "只有"+name+"一人", "请先任命接替者")
	axe(t, p)
	p.Click("不办了")
	p.Has("现任")
	p.Click("停用账号")
	p.Click("button.danger")
	p.Has("只有" + name + "一人")
}

func TestAnAccountIsHandedOverOnce(t *testing.T) {
	p := browser.Demo(t).As(t, "secadmin")
	p.Open("/admin/officers")
	p.Type("q", "yuntai.aux")
	p.Click("查找")
	p.Click(".ad-table a")
	address := p.Path()
	p.Click("重置密码")
	p.Click("button.primary")
	p.Has("账号已重置", "只显示这一次")
	password, secret := p.Text("#password"), p.Text("#secret")
	if len(password) < 20 || len(secret) < 16 {
		t.Errorf("password and secret are %d and %d long", len(password), len(secret))
	}
	axe(t, p)
	p.Open(address)
	if html := p.HTML(); strings.Contains(html, password) || strings.Contains(html, secret) {
		t.Error("the password or the secret is shown a second time")
	}
}

func TestATimetableIsTriedThenSet(t *testing.T) {
	p := browser.Demo(t).As(t, "sysadmin")
	p.Open("/admin/stations")
	p.Click("#sites tbody a")
	if p.Count(".ad-day") != 28 {
		t.Errorf("the calendar has %d days", p.Count(".ad-day"))
	}
	p.Has("国庆节")
	was := p.Count(".ad-open")
	p.Click("每日")
	p.Click("先看日历")
	p.Has("时间表还没有保存")
	if now := p.Count(".ad-open"); now <= was {
		t.Errorf("daily opens %d days of 28, the old timetable %d", now, was)
	}
	axe(t, p)
	p.Click("即日起执行")
	p.Has("时间表已调整")
	p.Click("按星期")
	p.Click("即日起执行")
	p.Has("时间表有误")
	p.Open("/admin/acts")
	p.Has("调整服务点时间", "您自己办理的", "每日")
	p.Lacks("workdays_only", "rule", "weekdays")
	axe(t, p)
}

func TestAPolicyRowIsAddedAndEndsTheOneBefore(t *testing.T) {
	p := browser.Demo(t).As(t, "region1")
	p.Open("/admin/policies/new")
	p.Choose("business", "birth_cert")
	p.Type("division", "64")
	p.Type("from", "2026-01-01")
	p.Choose("limit1", "station")
	p.Type("n1", "400")
	p.Click(".acts button.primary")
	p.Has("规定不能溯及既往", "期限须为0至366", "请填写所依据的文件")
	axe(t, p)
	p.Type("from", "2026-10-01")
	p.Type("n1", "2")
	p.Type("document", "宁公规〔2026〕3号")
	p.Click(".acts button.primary")
	p.Has("政策行已新增", "宁公规〔2026〕3号", "2026-09-30")
	axe(t, p)
}

func TestAdministrationIsForThoseWhoseWorkItIs(t *testing.T) {
	program := browser.Demo(t)
	clerk := program.As(t, "yuntai.clerk1")
	clerk.Open("/rules")
	for _, path := range []string{"/admin", "/admin/officers", "/admin/postings/new", "/admin/stations", "/admin/policies", "/admin/acts"} {
		if got := clerk.Fetch(path).Status; got != 403 {
			t.Errorf("a clerk asks for %s and is answered %d", path, got)
		}
	}
	clerk.Open("/work/mine")
	cases := browser.Eval[[]string](clerk, `[...document.querySelectorAll("a[href^='/cases/0']")].map(a=>a.getAttribute("href"))`)
	if len(cases) == 0 {
		t.Fatal("the clerk has no case to try")
	}
	for _, who := range []string{"sysadmin", "secadmin", "auditadmin"} {
		p := program.As(t, who)
		p.Open("/admin/officers")
		p.Has("云台镇派出所")
		for _, path := range []string{cases[0], "/board", "/search", "/work/mine"} {
			if got := p.Fetch(path).Status; got != 403 && got != 404 {
				t.Errorf("%s asks for %s and is answered %d", who, path, got)
			}
		}
	}
	head := program.As(t, "yuntai.head")
	head.Open("/admin/officers")
	head.Has("云台镇派出所")
	head.Lacks("新增借调", "新建账号", "青禾镇派出所")
	axe(t, head)
	head.Click(".ad-table a")
	head.Lacks("终止", "重置密码")
	axe(t, head)
}

func axe(t *testing.T, p *browser.Page) {
	t.Helper()
	for _, dark := range []bool{false, true} {
		p.Dark(dark)
		for _, v := range p.Axe() {
			t.Errorf("axe on %s, dark %v: %v", p.Path(), dark, v)
		}
	}
	p.Dark(false)
}
