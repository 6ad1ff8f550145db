package intake_test

import (
	"strings"
	"testing"

	"hukou/internal/browser"
	"hukou/models"
)

// The number typed is read beside the form: the county that gave it is named, and what
// the form declares otherwise is said at the box and stops nothing.
func TestANumberIsComparedWithTheFormItStandsIn(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	p.Open("/cases/new")
	p.Click(`[action="/cases/new/unreg_8"] button`)
	p.Wait("#draft")
	no, err := models.NewCitizenNumber("649901", "2019-05-01", 1) // a boy's
	if err != nil {
		t.Fatal(err)
	}
	p.Type("facts.name", "沙星河")
	p.Click("女")
	p.Type("facts.birth_date", "2019-05-02")
	open(p)
	p.Type("facts.citizen_number", no.Reveal())
	p.Has("男 · 2019-05-01 · 649901", "出生日期与本表的 2019-05-02 不同", "性别与本表不同")
	const said = `document.querySelector('[name="facts.citizen_number"]').parentElement.innerText`
	if text := browser.Eval[string](p, said); !strings.Contains(text, "649901 宁夏回族自治区 测试县") {
		t.Errorf("the county is not named: %q", text)
	}
	p.Type("facts.birth_date", "2019-05-01")
	p.Click("男")
	p.Settle()
	if text := browser.Eval[string](p, said); strings.Contains(text, "不同") {
		t.Errorf("the form agrees with the number, and the box says %q", text)
	}
	p.Type("facts.birth_date", "2019-05-03")
	p.Press("Ctrl+s")
	p.Has("草稿已存")
}

// open unfolds what may be left empty.
func open(p *browser.Page) {
	browser.Eval[any](p, `document.querySelectorAll("#draft details").forEach(d=>{d.open=true})`)
}
