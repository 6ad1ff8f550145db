package pages_test

import "hukou/internal/browser"

// places are all pages, each at least once.
var places = []place{
	{name: "sign-in", route: "/sign-in", path: "/sign-in"},
	{name: "sign-in-refused", route: "/sign-in", path: "/sign-in", does: func(p *browser.Page) {
		p.Type("#f-username", "nobody")
		p.Type("#f-password", "nothing")
		p.Type("#f-totp", "000000")
		p.Click("button.primary")
	}},
	{name: "no-such-page", route: "/sign-in", path: "/no-such-page"},

	{name: "bring", route: "/bring", path: "/bring"},
	{name: "bring-birth", route: "/bring/:business", from: "/bring"},

	{name: "rules", route: "/rules", path: "/rules", as: "yuntai.clerk1"},
	{name: "rules-one", route: "/rules/:business", from: "/rules", as: "yuntai.clerk1"},
	{name: "rules-trial", route: "/rules/:business/try", path: "/rules/birth_cert/try", as: "yuntai.clerk1"},

	{name: "workbench", route: "/", path: "/", as: "yuntai.clerk1"},
	{name: "workbench-head", route: "/", path: "/", as: "qinghe.head"},
	{name: "workbench-english", route: "/", path: "/", as: "yuntai.clerk1", does: inEnglish},
	{name: "work-station", route: "/work/:queue", path: "/work/station", as: "yuntai.clerk1"},
	{name: "work-waiting", route: "/work/:queue", path: "/work/waiting", as: "yuntai.clerk1"},
	{name: "work-done", route: "/work/:queue", path: "/work/done", as: "yuntai.clerk1"},
	{name: "work-empty", route: "/work/:queue", path: "/work/overdue", as: "shacong.clerk1"},
}

// inEnglish switches the page's language as an officer does.
func inEnglish(p *browser.Page) {
	p.Click("summary")
	p.Click("English")
}
