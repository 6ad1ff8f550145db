package registers_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"hukou/internal/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

var wholeNumber = regexp.MustCompile(`[1-9]\d{5} ?(19|20)\d{6} ?\d{3}[\dX]`)

func TestAPersonIsFoundAndSeenOnAnyDayForAPurpose(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	p.Open("/")
	p.Press("/")
	p.Keys("dyl")
	p.Press("Enter")
	p.Wait("#q")
	p.Has("查人员和户须说明用途")
	p.Click("群众到窗口办理")
	p.Press("Tab")
	p.Click(".reg-search button.primary")
	p.Wait("#results [data-row]")
	p.Has("董玉岚")
	if strings.Contains(p.Address(), "dyl") {
		t.Error("what was looked for stands in the address")
	}
	axe(t, p)
	p.Click("董玉岚")
	p.Wait("#items")
	if m := wholeNumber.FindString(p.HTML()); m != "" {
		t.Error("the page shows a whole number before anybody asked")
	}
	if strings.Contains(p.Title(), "董玉岚") {
		t.Error("the window names the person")
	}
	axe(t, p)
	p.Click("显示证号（留痕）")
	p.Wait(".reg-number [role=status]")
	if !wholeNumber.MatchString(p.Text(".reg-number [role=status]")) {
		t.Error("the number was asked for and is not shown")
	}
	p.Type("#from", "2026-01-01")
	p.Press("Enter")
	p.Wait("#difference, .refused")
}

func TestALookWithoutPurposeIsAskedForOne(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "yuntai.clerk1")
	p.Open("/search")
	p.Type("#q", "柳春芽")
	p.Click("走访核实")
	p.Click(".reg-search button.primary")
	p.Wait("#results [data-row]")
	address := p.Attr("#hits-people a", "href")
	other := program.As(t, "yuntai.clerk2")
	other.Open(address)
	other.Has("说明用途")
	other.Lacks("柳春芽")
	axe(t, other)
	other.Click("核对在办业务")
	other.Click("查看")
	other.Wait("#items")
	other.Has("柳春芽")
	other.Click("#home a")
	other.Wait("#members")
	other.Has("柳春芽")
	axe(t, other)
}

func axe(t *testing.T, p *browser.Page) {
	t.Helper()
	for _, v := range p.Axe() {
		t.Errorf("axe on %s: %v", p.Path(), v)
	}
}
