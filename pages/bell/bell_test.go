package bell_test

import (
	"os"
	"strings"
	"testing"

	"hukou/internal/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// sheet lets a door join the group that is open and prints its sheet; it gives the door's
// address.
func sheet(p *browser.Page, group, number string) string {
	p.Open(group)
	p.Fill("number", number)
	p.Fill("adults", "2")
	p.Fill("signed", "测试甲 2026-09-20\n测试乙，2026-09-21")
	p.Click("加入")
	p.Has("该户已加入", number, "测试甲", "测试乙")
	p.Click("打印门户单")
	p.Has("本户", number)
	return p.Attr("a.bl-address", "href")
}

// phone looks at a page that a window without script shows: axe itself is one.
func phone(t *testing.T, p *browser.Page) {
	t.Helper()
	p.Script(true)
	p.Reload()
	axe(t, p)
	p.Script(false)
}

func axe(t *testing.T, p *browser.Page) {
	t.Helper()
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds %v at %s", v, p.Path())
	}
	if over := browser.Eval[int](p, `document.documentElement.scrollWidth-innerWidth`); over > 0 {
		t.Errorf("%s is %d pixels too wide", p.Path(), over)
	}
}

// Two doors and the station, over the pages: the clerk makes a group and prints the sheets;
// a door without script rings on a telephone, its neighbour sees the number and goes to
// look, the station closes it; a silent press is seen by the station alone; a drill says
// that it is one; a door leaves by its own page.
func TestADoorRingsOnATelephoneAndTheStationAnswers(t *testing.T) {
	program := browser.Demo(t)
	clerk := program.As(t, "yuntai.community")
	clerk.Open("/bells")
	clerk.Has("没有警铃", "还没有警铃组")
	clerk.Type("name", "云台镇三组东巷")
	clerk.Click("建立")
	group := clerk.Path()
	clerk.Fill("number", "3 号")
	clerk.Fill("adults", "2")
	clerk.Fill("signed", "测试甲 2026-09-20")
	clerk.Click("加入")
	clerk.Has("人人签名", "还没有门户加入")
	three := sheet(clerk, group, "3 号")
	axe(t, clerk)
	const still = "?still=1" // the page would ask anew under the hands of axe
	five := sheet(clerk, group, "5 号")
	clerk.Open(group)
	axe(t, clerk)
	if strings.Contains(clerk.HTML(), strings.TrimPrefix(three, "/bell/")) {
		t.Error("the station's page holds the secret of a door")
	}

	door, other := program.Visit(t), program.Visit(t)
	for _, p := range []*browser.Page{door, other} {
		p.Script(false)
		p.Size(360, 740)
	}
	door.Open(three)
	door.Has("求助", "只告诉派出所", "3 号", "每 15 秒")
	door.Click("求助")
	door.Has("您已求助", "派出所已收到")
	other.Open(five + still)
	other.Has("3 号 求助", "不自动更新")
	phone(t, other)
	other.Click("我去看看")
	other.Has("您已回应")
	clerk.Open("/bells")
	clerk.Has("云台镇三组东巷 3 号", "响铃中", "5 号")
	axe(t, clerk)
	clerk.Click("已看到")
	clerk.Has("派出所已看到")
	door.Open(three + still)
	door.Has("派出所已看到", "来看您的邻居", "5 号")
	phone(t, door)
	clerk.Click("云台镇三组东巷 3 号")
	axe(t, clerk)
	clerk.Type("police_case", "A6405220100002026090001")
	clerk.Click("结束警铃")
	clerk.Has("A6405220100002026090001", "已结束")
	other.Open(five)
	other.Lacks("3 号")

	other.Click("只告诉派出所")
	other.Has("只有派出所知道")
	other.Open(five)
	other.Lacks("只有派出所知道", "您已求助")
	door.Open(three)
	door.Lacks("5 号")
	clerk.Open(group)
	clerk.Click("开始演练")
	clerk.Has("无声求助", "演练")
	door.Open(three + still)
	door.Has("这是演练")

	door.Click("退出警铃")
	phone(t, door)
	door.Click("确认退出")
	door.Has("已退出警铃")
	door.Open(three)
	if got := door.Status(); got != 404 {
		t.Errorf("the address of a door that left answers %d", got)
	}
	none := program.Visit(t)
	none.Open("/bell/" + strings.Repeat("a", 32))
	if got := none.Status(); got != 404 {
		t.Errorf("an unknown secret answers %d", got)
	}
	clerk.Open(group)
	clerk.Lacks("3 号")
}
