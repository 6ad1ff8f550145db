package pages_test

import (
	"strings"
	"testing"

	"hukou/internal/browser"
)

// No box is ticked beforehand; what a parent consents to is ticked in the form, shows on
// the case and on the receipt, and is taken back by taking the tick away.
func TestJointItemsAreTickedInTheFormAndShownOnTheCase(t *testing.T) {
	clerk := browser.Demo(t).As(t, "yuntai.clerk1")
	clerk.Open("/cases/new")
	clerk.Click(`form[action="/cases/new/birth_cert"] button`)
	clerk.Wait(`[name="item.vaccination"]`)
	if n := clerk.Count(`[name^="item."]:checked`); n != 0 {
		t.Errorf("%d boxes are ticked beforehand", n)
	}
	clerk.Click(`[name="item.vaccination"]`)
	clerk.Click(`[name="item.by"][value="guardian"]`)
	clerk.Press("Ctrl+s")
	clerk.Has("草稿已存")
	if n := clerk.Count(`[name="item.vaccination"]:checked`); n != 1 {
		t.Error("the tick is gone")
	}
	address := caseAt(strings.TrimSuffix(clerk.Path(), "/draft"))
	clerk.Open(address)
	clerk.Has("预防接种建档", "已同意，登记后发送", "落户地疾病预防控制中心")
	clerk.Open(address + "/draft")
	clerk.Click(`[name="item.vaccination"]`)
	clerk.Press("Ctrl+s")
	clerk.Has("草稿已存")
	clerk.Open(address)
	clerk.Has("已撤回同意，不发送")
}
