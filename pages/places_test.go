package pages_test

import (
	"path/filepath"

	"hukou/internal/browser"
)

// places are all pages, each at least once; desk by desk, full, empty and refused.
func places() []place {
	return []place{
		{name: "sign-in", route: "/sign-in", path: "/sign-in"},
		{name: "sign-in-refused", route: "/sign-in", path: "/sign-in", does: refused},
		{name: "password", route: "/password", path: "/password"},
		{name: "no-such-page", route: "/sign-in", path: "/no-such-page", status: 404},
		{name: "no-such-case", route: "/cases/:id", path: "/cases/00000000-0000-0000-0000-000000000000", as: clerk, status: 404},

		{name: "bring", route: "/bring", path: "/bring"},
		{name: "bring-one", route: "/bring/:business", from: "bring"},
		{name: "verify", route: "/verify", path: "/verify"},
		{name: "verify-nothing", route: "/verify", path: "/verify?code=0123", status: 404},

		{name: "keys", route: "/keys", path: "/keys", as: clerk},
		{name: "rules", route: "/rules", path: "/rules", as: clerk},
		{name: "rules-one", route: "/rules/:business", path: "/rules/birth_cert", as: clerk},
		{name: "rules-batch", route: "/rules/:business", path: "/rules/ward_batch", as: clerk},
		{name: "rules-trial", route: "/rules/:business/try", path: "/rules/birth_cert/try", as: clerk},

		{name: "workbench", route: "/", path: "/", as: clerk},
		{name: "workbench-full", route: "/", path: "/", as: "qinghe.clerk1"},
		{name: "workbench-head", route: "/", path: "/", as: "qinghe.head"},
		{name: "workbench-english", route: "/", path: "/", as: clerk, does: inEnglish},
		{name: "work-station", route: "/work/:queue", path: "/work/station", as: "qinghe.clerk2"},
		{name: "tasks", route: "/tasks", path: "/tasks", as: clerk},
		{name: "tasks-one", route: "/tasks/:id", from: "tasks", as: clerk},
		{name: "work-waiting", route: "/work/:queue", path: "/work/waiting", as: "qinghe.clerk1"},
		{name: "work-done", route: "/work/:queue", path: "/work/done", as: clerk},
		{name: "work-empty", route: "/work/:queue", path: "/work/overdue", as: "shacong.clerk1"},
		{name: "work-returned", route: "/work/:queue", path: "/work/returned", as: "qinghe.clerk1"},
		{name: "work-drafts", route: "/work/:queue", path: "/work/drafts", as: clerk},

		{name: "case", route: "/cases/:id", from: "workbench", as: clerk},
		{name: "case-done", route: "/cases/:id", from: "work-done", as: clerk},
		{name: "case-batch", route: "/cases/:id", from: "workbench-full", as: "qinghe.clerk1"},
		{name: "case-step", route: "/cases/:id/steps/:event", from: "case", as: clerk},
		{name: "case-step-refused", route: "/cases/:id/steps/:event", from: "workbench", then: "/steps/ask_supplement", as: clerk, does: sendEmpty},
		{name: "case-takeover", route: "/cases/:id/takeover", from: "work-station", then: "/takeover", as: "qinghe.clerk2"},
		{name: "case-takeover-refused", route: "/cases/:id/takeover", from: "work-station", then: "/takeover", as: "qinghe.clerk2", status: 422, does: sendEmpty},
		{name: "case-recusal", route: "/cases/:id/recusal", from: "workbench", then: "/recusal", as: clerk},
		{name: "case-material-new", route: "/cases/:id/materials/new", from: "workbench", then: "/materials/new", as: clerk},
		{name: "case-material-refused", route: "/cases/:id/materials/new", from: "workbench", then: "/materials/new", as: clerk, status: 422, does: sendEmpty},
		{name: "case-material", route: "/cases/:id/materials/:mid", from: "case-done", as: clerk},
		{name: "print-receipt", route: "/cases/:id/print/receipt", from: "work-done", then: "/print/receipt", as: clerk},
		{name: "print-decision", route: "/cases/:id/print/decision", from: "work-done", then: "/print/decision", as: clerk},

		{name: "new", route: "/cases/new", path: "/cases/new", as: clerk},
		{name: "draft", route: "/cases/:id/draft", path: "/cases/new", as: "yuntai.clerk3", does: beginBirth},
		{name: "draft-refused", route: "/cases/:id/draft", path: "/cases/new", as: "yuntai.clerk3", does: beginAndSend},

		{name: "approvals", route: "/approvals", path: "/approvals", as: "yongning.lead"},
		{name: "approvals-one", route: "/approvals/:id", from: "approvals", as: "yongning.lead"},
		{name: "approvals-empty", route: "/approvals", path: "/approvals", as: "shacong.head"},
		{name: "approvals-docket", route: "/approvals/batch/:id", from: "approvals", as: "yongning.lead"},
		{name: "approvals-docket-refused", route: "/approvals/batch/:id", from: "approvals", as: "yongning.lead", status: 422, does: sendEmpty},
		{name: "approvals-docket-empty", route: "/approvals/batch/:id", path: "/batches", as: "qinghe.head", does: openDocket},
		{name: "approvals-return-refused", route: "/approvals/:id", from: "approvals", as: "yongning.lead", does: returnEmpty},

		{name: "search", route: "/search", path: "/search", as: clerk},
		{name: "search-found", route: "/search", path: "/search", as: clerk, does: searchFor("冯雪梅")},
		{name: "search-nothing", route: "/search", path: "/search", as: clerk, does: searchFor("甲乙丙丁")},
		{name: "person", route: "/people/:id", from: "search-found", as: clerk},
		{name: "household", route: "/households/:id", from: "person", as: clerk},
		{name: "print-card", route: "/people/:id/print/card", from: "person", as: clerk},

		{name: "person-usage", route: "/people/:id/usage", from: "person", then: "/usage", as: clerk},
		{name: "print-usage", route: "/people/:id/print/usage", from: "person", then: "/print/usage", as: clerk},
		{name: "watch", route: "/watch", path: "/watch", as: "yuntai.head"},

		{name: "board", route: "/board", path: "/board", as: "yongning.lead"},
		{name: "board-list", route: "/board/list", from: "board", as: "yongning.lead"},
		{name: "statistics", route: "/statistics", path: "/statistics", as: "yongning.lead"},
		{name: "statistics-published", route: "/statistics", path: "/statistics?published=1", as: "yuntai.head"},
		{name: "board-empty", route: "/board", path: "/board", as: "shacong.head"},

		{name: "admin", route: "/admin", path: "/admin", as: "secadmin"},
		{name: "admin-officers", route: "/admin/officers", path: "/admin/officers", as: "secadmin"},
		{name: "admin-officer-new", route: "/admin/officers/new", path: "/admin/officers/new", as: "secadmin"},
		{name: "admin-officer", route: "/admin/officers/:id", from: "admin-officers", as: "secadmin"},
		{name: "admin-reset", route: "/admin/officers/:id/reset", from: "admin-officer", as: "secadmin"},
		{name: "admin-disable", route: "/admin/officers/:id/disable", from: "admin-officer", as: "secadmin"},
		{name: "admin-posting-end", route: "/admin/officers/:id/postings/:posting/end", from: "admin-officer", as: "secadmin"},
		{name: "admin-posting-new", route: "/admin/postings/new", path: "/admin/postings/new", as: "secadmin"},
		{name: "admin-stations", route: "/admin/stations", path: "/admin/stations", as: "sysadmin"},
		{name: "admin-site", route: "/admin/sites/:id", from: "admin-stations", as: "sysadmin"},
		{name: "admin-site-refused", route: "/admin/sites/:id", from: "admin-stations", as: "sysadmin", status: 422, does: sendNoWeekday},
		{name: "admin-policies", route: "/admin/policies", path: "/admin/policies", as: "sysadmin"},
		{name: "admin-policy-new", route: "/admin/policies/new", path: "/admin/policies/new", as: "sysadmin"},
		{name: "admin-institutions", route: "/admin/institutions", path: "/admin/institutions", as: "sysadmin"},
		{name: "admin-acts", route: "/admin/acts", path: "/admin/acts", as: "auditadmin"},

		{name: "visits", route: "/visits", path: "/visits", as: "yuntai.community"},
		{name: "visits-empty", route: "/visits", path: "/visits", as: "qinghe.community"},
		{name: "campaigns", route: "/visits/campaigns", path: "/visits/campaigns", as: "yuntai.community"},
		{name: "campaign", route: "/visits/campaigns/:id", from: "campaigns", as: "yuntai.community"},
		{name: "visits-new", route: "/visits/new", path: "/visits/new", as: "yuntai.community"},
		{name: "visits-refused", route: "/visits/new", path: "/visits/new", as: "yuntai.community", does: sendNoDay},

		{name: "bells", route: "/bells", path: "/bells", as: "yuntai.community"},
		{name: "bell-group", route: "/bells/groups/:id", path: "/bells", as: "yuntai.community", does: bellGroup},
		{name: "bell-sheet", route: "/bells", path: "/bells", as: "yuntai.community", status: 200, does: bellSheet},
		{name: "bell-door", route: "/bell/:secret", from: "bell-sheet", then: "?still=1", as: "yuntai.community"},
		{name: "bell-leave", route: "/bell/:secret/leave", from: "bell-sheet", then: "/leave", as: "yuntai.community"},
		{name: "bells-ringing", route: "/bells", path: "/bells", as: "yuntai.community", does: bellRings},
		{name: "bell-alarm", route: "/bells/alarms/:id", from: "bells-ringing", as: "yuntai.community"},

		{name: "batches", route: "/batches", path: "/batches", as: "qinghe.clerk1"},
		{name: "batches-empty", route: "/batches", path: "/batches", as: "shacong.clerk1"},
		{name: "batches-new", route: "/batches/new", path: "/batches/new", as: "qinghe.clerk1"},
		{name: "batches-new-refused", route: "/batches/new", path: "/batches/new", as: "qinghe.clerk1", status: 422, does: sendEmpty},
		{name: "batch", route: "/batches/:id", from: "batches", as: "qinghe.clerk1"},
		{name: "batch-roster", route: "/batches/:id/roster", path: "/batches/new", as: "qinghe.clerk2", does: handIn("roster-70.csv")},
		{name: "batch-match", route: "/batches/:id/match", from: "batch", as: "qinghe.clerk1"},
		{name: "batch-match-refused", route: "/batches/:id/match", from: "batch", as: "qinghe.clerk1", status: 422, does: sendEmpty},
		{name: "batch-take", route: "/batches/:id/take", from: "batch", as: "qinghe.clerk1"},
		{name: "batch-take-refused", route: "/batches/:id/take", from: "batch", as: "qinghe.clerk1", status: 422, does: sendNobody},
		{name: "batch-papers", route: "/batches/:id/papers", from: "batch", as: "qinghe.clerk1"},
		{name: "batch-mine", route: "/batches/:id/mine", from: "batches-origin", as: "hefeng.clerk"},
		{name: "batches-origin", route: "/batches", path: "/batches", as: "hefeng.clerk"},

		{name: "case-english", route: "/cases/:id", from: "workbench", as: clerk, does: inEnglish},
		{name: "new-english", route: "/cases/new", path: "/cases/new", as: clerk, does: inEnglish},
		{name: "approvals-english", route: "/approvals", path: "/approvals", as: "yongning.lead", does: inEnglish},
		{name: "approvals-one-english", route: "/approvals/:id", from: "approvals", as: "yongning.lead", does: inEnglish},
		{name: "batch-english", route: "/batches/:id", from: "batches", as: "qinghe.clerk1", does: inEnglish},
		{name: "board-english", route: "/board", path: "/board", as: "yongning.lead", does: inEnglish},
		{name: "person-english", route: "/people/:id", from: "search-found", as: clerk, does: inEnglish},
		{name: "rules-english", route: "/rules/:business", path: "/rules/birth_no_cert", as: clerk, does: inEnglish},
		{name: "admin-english", route: "/admin/officers", path: "/admin/officers", as: "secadmin", does: inEnglish},
		{name: "visits-english", route: "/visits/new", path: "/visits/new", as: "yuntai.community", does: inEnglish},

		{name: "admin-officer-refused", route: "/admin/officers/new", path: "/admin/officers/new", as: "secadmin", does: sendEmpty},

		// Last: it changes the case that is looked at above.
		{name: "print-supplement", route: "/cases/:id/print/supplement", path: "/", as: clerk, does: askFurther},
		{name: "print-notice", route: "/cases/:id/print/notice", path: "/work/station", as: clerk, does: giveNotice},
		{name: "print-paper", route: "/cases/:id/print/paper", path: "/", as: clerk, does: giveAnswer},
	}
}

// clerk works in the second story, where births are registered.
const clerk = "yuntai.clerk1"

// refused is what a wrong password sees.
func refused(p *browser.Page) {
	p.Type("#f-username", "nobody")
	p.Type("#f-password", "nothing")
	p.Type("#f-totp", "000000")
	p.Click("button.primary")
}

// inEnglish switches the page's language as an officer does.
func inEnglish(p *browser.Page) {
	p.Click("summary")
	p.Click("English")
}

// sendEmpty sends the page's form as it stands.
func sendEmpty(p *browser.Page) { p.Press("Ctrl+Enter") }

// openDocket opens the docket of a batch in which nobody waits for the officer.
func openDocket(p *browser.Page) {
	id := browser.Eval[string](p, `[...document.querySelectorAll("main a[href^='/batches/']")].map(a=>a.getAttribute("href").split("/")[2]).find(x=>x.length===36)`)
	p.Open("/approvals/batch/" + id)
	p.Has("这批没有待你审批的人")
}

// returnEmpty sends the first case back that may be, without a reason.
func returnEmpty(p *browser.Page) {
	for _, path := range browser.Eval[[]string](p, `[...document.querySelectorAll(".ap-queue a")].map(a=>a.getAttribute("href"))`) {
		if p.Open(path); p.Count(".ap-return") > 0 {
			break
		}
	}
	p.Click(".ap-return summary")
	p.Wait(".ap-return[open]")
	p.Click("[data-return]")
	p.Wait(".refused")
}

// sendNobody ticks nobody and sends.
func sendNobody(p *browser.Page) {
	browser.Eval[any](p, `document.querySelectorAll("main form [type=checkbox]:checked").forEach(c=>c.click())`)
	sendEmpty(p)
}

// sendNoWeekday opens a counter on weekdays, and on none.
func sendNoWeekday(p *browser.Page) {
	p.Click("main form [name=rule][value=weekdays]")
	for p.Count("main form [name=weekday]:checked") > 0 {
		p.Click("main form [name=weekday]:checked")
	}
	sendEmpty(p)
}

// sendNoDay writes a birth date that is none.
func sendNoDay(p *browser.Page) {
	p.Type("facts.lead_place", "镇东三组")
	p.Type("facts.child_birth_date", "2026-13-40")
	sendEmpty(p)
}

func beginBirth(p *browser.Page) {
	p.Click(`[action="/cases/new/birth_cert"] button`)
}

func beginAndSend(p *browser.Page) {
	beginBirth(p)
	sendEmpty(p)
}

// searchFor looks for people, with the first purpose that is offered.
func searchFor(words string) func(*browser.Page) {
	return func(p *browser.Page) {
		if p.Count("main fieldset label.tick") > 0 {
			p.Click("main fieldset label.tick")
		}
		p.Type("#q", words)
		p.Press("Enter")
	}
}

// giveNotice asks for a paper in the first case of the pool that may still be asked
// for one, and opens the notice that says so.
func giveNotice(p *browser.Page) {
	for _, link := range browser.Eval[[]string](p, `[...document.querySelectorAll("main a.wb-open")].map(a=>a.getAttribute("href").split("?")[0])`) {
		p.Open(link + "/steps/request_correction")
		if p.Count("main label.tick") == 0 {
			continue
		}
		p.Click("main label.tick")
		p.Press("Ctrl+Enter")
		if p.Path() != link {
			continue // this one may not be asked now
		}
		p.Open(link + "/print/notice")
		p.Has("-补正字第1号")
		return
	}
}

// giveAnswer has the register say how many bear a name, and opens the numbered answer.
func giveAnswer(p *browser.Page) {
	p.Open(browser.Eval[string](p, `(async () => {
		const call = async (path, body, version) => {
			const headers = {"Idempotency-Key": crypto.randomUUID()};
			if (version) headers["If-Match"] = '"' + version + '"';
			if (!(body instanceof FormData)) { headers["Content-Type"] = "application/json"; body = JSON.stringify(body); }
			const r = await fetch("/api/v1/cases" + path, {method: "POST", headers, body});
			if (!r.ok) throw new Error(path + " " + r.status + " " + await r.text());
			return r.json();
		};
		let c = await call("", {business: "register_query", facts: {query_kind: "namesakes", query_name: "沙星河", paper_used_for: "给孩子取名", applicant_name: "沙桂琴"}});
		const take = async (path, body) => { c = await call("/" + c.id + path, body, c.version); };
		await take("/steps", {event: "lodge"});
		const scan = new FormData();
		scan.set("kind", "identity_card");
		scan.set("file", new File(["身份证"], "card.txt", {type: "text/plain"}));
		await take("/materials", scan);
		await take("/materials/" + c.materials[0].id + "/verdict", {result: "ok"});
		await take("/steps", {event: "accept"});
		await take("/steps", {event: "skip_check"});
		return "/cases/" + c.id;
	})()`))
	p.Click(`main a[href*="/print/paper"]`)
	p.Has("户口登记查询结果", "-查字第", "不足10人")
}

// askFurther asks for a new fact in the first accepted case of the list, and opens the
// notice that says so.
func askFurther(p *browser.Page) {
	for _, link := range browser.Eval[[]string](p, `[...document.querySelectorAll("main a.wb-open")].map(a=>a.getAttribute("href").split("?")[0])`) {
		p.Open(link + "/steps/ask_supplement")
		if p.Count("main label.tick") == 0 {
			continue
		}
		p.Click("main label.tick")
		p.Type("input.reason", "走访时得知孩子另有抚养人")
		p.Press("Ctrl+Enter")
		p.Open(link + "/print/supplement")
		p.Has("-补充字第1号")
		return
	}
}

// handIn gives a roster of the cast to the form of a new batch, and sends it.
func handIn(roster string) func(*browser.Page) {
	return func(p *browser.Page) {
		p.Click("永宁县禾光园")
		p.Upload("file", filepath.Join("..", "cast", "testdata", roster))
		p.Press("Ctrl+Enter")
	}
}
