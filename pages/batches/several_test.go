package batches_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hukou/internal/browser"
	"hukou/roster"
)

// A child is found three times: by the number of the roster, and twice under the name. A
// ruling is on two entries, so that the officer says which two are one child's; asked of all
// three at once, it was refused without a way on. What the workbook has of the day in the
// institution's words stands in the child's case.
func TestOfThreeEntriesTwoAreSaidToBeOneChilds(t *testing.T) {
	book, err := excelize.OpenFile(filepath.Join("..", "..", "cast", "testdata", "roster-next.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "roster-next.xlsx")
	said := func(cell, text string) error { return book.SetCellStr(roster.SheetName, cell, text) }
	if err := errors.Join(said("A3", "汪小暑"), said("M1", "出生日期原话"), said("M3", "农历五月廿五"), book.SaveAs(file)); err != nil {
		t.Fatal(err)
	}
	p := browser.Demo(t, "--now", rosterDay).As(t, "qinghe.clerk1")
	p.Open("/batches")
	p.Press("u")
	p.Wait("#f-file")
	p.Click("永宁县暖渠园")
	p.Upload("file", file)
	p.Type("applicant", "邵清和")
	p.Press("Ctrl+Enter")
	p.Has("0 处有错")
	p.Press("Ctrl+Enter")
	p.Has("已录入")
	p.Type("reference", "共享平台 2026-6")
	p.Click("系统调取")
	p.Has("已收")
	p.Click("核验相符")
	p.Has("材料已核验")
	p.Press("Ctrl+Enter")
	p.Has("已办：申报")
	p.Press("Ctrl+Enter")
	p.Has("已办：受理")
	p.Click("一起办 查找比对")
	p.Has("已办：查找比对 6 人")
	p.Click("逐人比对")
	if n := p.Count(`input[value="many"]`); n != 1 {
		t.Fatalf("%d children may have several entries, want the one found three times", n)
	}
	p.Click(`input[value="many"]`)
	p.Type("findings", "逐项并列核对")
	p.Click("以上各人我已逐项并列看过")
	p.Click("查无登记的，已按姓名号码、按父母各查一次")
	p.Press("Ctrl+Enter")
	p.Has("一次裁定两条")
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds %v", v)
	}
	for _, id := range browser.Eval[[]string](p, `[...document.querySelectorAll("input[name^='two.']")].filter(e=>e.closest("label").textContent.includes("汪小暑")).map(e=>e.value)`) {
		p.Click(`input[name^="two."][value="` + id + `"]`)
	}
	line := strings.TrimPrefix(p.Attr(`input[name^="two."]`, "name"), "two.")
	p.Press("Ctrl+Enter")
	p.Has("已登记结果", "重户")
	if got := p.Fetch("/api/v1/cases/" + line); !strings.Contains(string(got.Body), `"child_birth_date_said":"农历五月廿五"`) {
		t.Errorf("the institution's words are not in the case: %s", got.Body)
	}
}
