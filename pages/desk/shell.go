package desk

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"hukou/models"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// Mount adds what belongs to no desk: sign-in and out, settings, static files.
func (d *Desk) Mount() {
	d.Open(http.MethodGet, "/sign-in", d.signInPage)
	d.Open(http.MethodPost, "/sign-in", d.signIn)
	d.Open(http.MethodGet, "/password", d.passwordPage)
	d.Open(http.MethodPost, "/password", d.changePassword)
	if len(d.Cast) > 0 {
		d.Open(http.MethodPost, "/demo/sign-in", d.play)
	}
	d.Open(http.MethodPost, "/preferences", d.setPreference)
	d.Get("/keys", Anyone, keys)
	d.Post("/sign-out", Anyone, func(r *Request) error {
		if err := d.Door.SignOut(r.Context); err != nil {
			return err
		}
		r.forget()
		return r.Go("/sign-in", r.T("已退出", "You have signed out"))
	})
	d.mountTyping()
	d.Post("/lock", Anyone, d.lock)
	d.Post("/still-here", Anyone, func(r *Request) error { return r.NoContent(http.StatusNoContent) })
	d.Open(http.MethodPost, "/unlock", d.unlock)
	d.router.GET("/static/:file", d.static)
	d.router.HEAD("/static/:file", d.static)
}

// keys is the list of keys: a page, or what the script lays over the one that is open.
func keys(r *Request) error {
	if r.Fragment() {
		return r.Part(http.StatusOK, func(v *ui.View) templ.Component { return ui.KeysOver(v) })
	}
	return r.Page(http.StatusOK, r.T("快捷键", "Keys"), ui.Elsewhere, func(v *ui.View) templ.Component { return ui.KeysPage(v) })
}

// static serves the embedded files. Their names hold their hash: a browser asks once.
func (d *Desk) static(c echo.Context) error {
	a, ok := ui.Assets()[c.Param("file")]
	if !ok {
		return NotFound()
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	if strings.Contains(c.Request().Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		return c.Blob(http.StatusOK, a.Type, a.Gzip)
	}
	return c.Blob(http.StatusOK, a.Type, a.Bytes)
}

// officer is who is signed in, as the bar shows them: the first posting in force
// names the station.
func (r *Request) officer() *ui.Officer {
	o := &ui.Officer{ID: r.Actor.OfficerID, Idle: register.SessionIdle, Name: r.Actor.Name, Caseworker: Workers(r.Actor), Decider: Deciders(r.Actor), Admin: Admins(r.Actor), Reader: Readers(r.Actor), Until: r.until}
	if len(r.Actor.Postings) > 0 {
		p := r.Actor.Postings[0]
		o.Post, o.Station = r.Lang.Word(r.Reg.Book().RoleWord(workflow.Role(p.Role))), p.Org
	}
	return o
}

// fillRail counts what waits in each queue.
func (r *Request) fillRail(v *ui.View) error {
	counts := map[string]register.QueueCount{}
	if v.Officer.Caseworker {
		var err error
		if counts, err = r.Reg.Counts(r.Request().Context(), r.Actor); err != nil {
			return err
		}
		n, err := r.Reg.TaskCount(r.Request().Context(), r.Actor)
		if err != nil {
			return err
		}
		counts[string(ui.Tasks)] = n
	}
	add := func(head string, s ui.Section, href string, icon ui.Icon, name string) {
		n, counted := counts[string(s)]
		v.Rail = append(v.Rail, ui.RailItem{Head: head, Section: s, Href: href, Icon: icon, Name: name, Bare: !counted, Count: n.Total, Late: n.Overdue})
	}
	rounds := r.Actor.Has(workflow.Community) && !r.Actor.Has(workflow.Clerk)
	if rounds { // on a telephone at a door the rail shows what comes first
		add(v.T("走访", "Visits"), ui.Visits, "/visits", ui.IconWalk, v.T("走访线索", "Leads from visits"))
	}
	if v.Officer.Caseworker {
		add(v.T("我的工作", "My work"), ui.Mine, "/", ui.IconInbox, v.T("我的件", "My cases"))
		if v.Officer.Decider {
			add("", ui.Approvals, "/approvals", ui.IconDiamond, v.T("审批台", "Approvals"))
		}
		add("", ui.Station, "/work/station", ui.IconPool, v.T("本所待领取", "Station pool"))
		add("", ui.Returned, "/work/returned", ui.IconBack, v.T("退回的件", "Returned"))
		add("", ui.Overdue, "/work/overdue", ui.IconLate, v.T("超期的件", "Overdue"))
		add("", ui.Waiting, "/work/waiting", ui.IconPause, v.T("等别人", "Waiting on others"))
		add("", ui.Tasks, "/tasks", ui.IconInfo, v.T("待办事项", "Tasks"))
		add("", ui.Drafts, "/work/drafts", ui.IconPencil, v.T("草稿", "Drafts"))
		add("", ui.Done, "/work/done", ui.IconRingCheck, v.T("已办", "Done"))
		add(v.T("集体与走访", "Batches and visits"), ui.Batches, "/batches", ui.IconGrid, v.T("批量业务", "Batches"))
		if !rounds {
			add("", ui.Visits, "/visits", ui.IconWalk, v.T("走访线索", "Leads from visits"))
		}
	}
	if r.Actor.Has(workflow.Clerk, workflow.Community, workflow.Head) {
		add("", ui.Bells, "/bells", ui.IconWarn, v.T("和谐警铃", "Neighbours’ bell"))
	}
	if v.Officer.Reader {
		add(v.T("登记簿", "The register"), ui.Search, "/search", ui.IconPerson, v.T("人员与户", "People and households"))
		add("", ui.Watch, "/watch", ui.IconEye, v.T("查阅与批准", "Looks and approvals"))
	}
	head := v.T("其他", "Other")
	if v.Officer.Decider {
		add(head, ui.Board, "/board", ui.IconBars, v.T("统计", "The board"))
		head = ""
	}
	add(head, ui.Rules, "/rules", ui.IconFlow, v.T("办理规则", "Rules"))
	if v.Officer.Admin || v.Officer.Decider {
		add("", ui.Admin, "/admin", ui.IconGear, v.T("管理", "Administration"))
	}
	return nil
}

// fillSites says where the station serves today, and names the station.
func (r *Request) fillSites(v *ui.View) error {
	if len(r.Actor.Postings) == 0 {
		return nil
	}
	org := r.Actor.Postings[0].Org
	bodies, err := r.Reg.Bodies(r.Request().Context())
	if err != nil {
		return err
	}
	for _, b := range bodies {
		if b.Code == org {
			v.Officer.Station = v.Lang.Word(workflow.Word{Zh: b.Name, En: b.NameEn})
		}
	}
	days, err := r.Reg.SitesOn(r.Request().Context(), org, v.Today)
	if err != nil {
		return err
	}
	var open []string
	for _, d := range days {
		if d.Open {
			open = append(open, v.Lang.Word(workflow.Word{Zh: d.Name, En: d.NameEn}))
		}
	}
	if len(open) > 0 {
		v.Sites = v.Day(v.Today) + " " + oddEven(v, v.Today) + v.T("：", ": ") + strings.Join(open, v.T("、", ", "))
	}
	return nil
}

// oddEven says whether the day of the month is odd or even: sites go by it.
func oddEven(v *ui.View, d models.Date) string {
	if d != "" && (d[len(d)-1]-'0')%2 == 1 {
		return v.T("单日", "odd day")
	}
	return v.T("双日", "even day")
}
