package pages_test

import "hukou/internal/browser"

// bellGroup opens the station's group of the neighbours' bell, and makes it where there is
// none.
func bellGroup(p *browser.Page) {
	p.Open("/bells")
	if p.Count(`a[href^="/bells/groups/"]`) == 0 {
		p.Type("name", "云台镇三组东巷")
		p.Click("建立")
		p.Has("还没有门户加入")
		return
	}
	p.Open(p.Attr(`a[href^="/bells/groups/"]`, "href"))
}

// bellSheet prints the sheet of the group's door, which joins where there is none.
func bellSheet(p *browser.Page) {
	bellGroup(p)
	if p.Count(`form[action^="/bells/doors/"]`) == 0 {
		p.Fill("number", "3 号")
		p.Fill("adults", "1")
		p.Fill("signed", "测试甲 2026-09-20")
		p.Click("加入")
		p.Click("打印门户单")
	} else {
		p.Click("换新地址并打印")
	}
	p.Wait("a.bl-address")
}

// bellRings has the door ring, and shows the station.
func bellRings(p *browser.Page) {
	bellSheet(p)
	p.Open(p.Attr("a.bl-address", "href"))
	p.Click("求助")
	p.Has("您已求助")
	p.Open("/bells")
}
