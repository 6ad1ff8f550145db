package desk

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"hukou/handlers"
	"hukou/pages/ui"
	"hukou/register"
)

// Request is one request of a browser, with the officer behind it. Actor is zero on
// pages for everybody.
type Request struct {
	echo.Context
	Reg   *register.Registrar
	Actor register.Actor
	Prefs ui.Prefs
	Lang  ui.Lang

	desk     *Desk
	until    time.Time
	signedIn bool
	title    string
	section  ui.Section
}

var compressed = middleware.GzipWithConfig(middleware.GzipConfig{Level: 6, MinLength: 1000})

func (d *Desk) request(c echo.Context) *Request {
	r := &Request{Context: c, Reg: d.Reg, desk: d}
	r.Prefs, r.Lang = r.prefs()
	return r
}

// T is the text in the language of the request.
func (r *Request) T(zh, en string) string { return r.Lang.T(zh, en) }

// Key makes an idempotency key: a form carries it, so that a press repeated is done
// once.
func (r *Request) Key() string { return r.desk.NewKey() }

// Outside is the address at which people outside reach a page of this program: under the
// one it is set, else where this request came in.
func (r *Request) Outside(path string) string {
	if r.desk.PublicURL != "" {
		return strings.TrimSuffix(r.desk.PublicURL, "/") + path
	}
	scheme := "http://"
	if r.Encrypted() {
		scheme = "https://"
	}
	return scheme + r.Request().Host + path
}

// LookUp counts a look at a paper by its code; the error is that this address had its share.
func (r *Request) LookUp() error { return r.desk.Door.LookUp(r.Context) }

// Steady refuses an address that asks for pages of doors too often.
func (r *Request) Steady() error { return r.desk.Door.Steady(r.Context) }

// Encrypted tells whether cookies of this connection are kept from plain HTTP.
func (r *Request) Encrypted() bool { return r.desk.Door.Encrypted(r.Request()) }

// Fragment tells that htmx asks for a part of the page.
func (r *Request) Fragment() bool {
	return r.Request().Header.Get("HX-Request") == "true" && r.Request().Header.Get("HX-Boosted") != "true"
}

// Page shows a whole page. title names the window: a business and a case number,
// never a person; section lights the rail.
func (r *Request) Page(status int, title string, section ui.Section, content func(*ui.View) templ.Component) error {
	r.title, r.section = title, section
	v, err := r.View()
	if err != nil {
		return err
	}
	return r.write(status, ui.Page(v, content(v)))
}

// Official writes a paper in Chinese whatever the language of the officer's desk, for it
// goes to a person and into files; lang=en asks for its English reading.
func Official(h Handler) Handler {
	return func(r *Request) error {
		r.Lang = ui.Chinese
		if r.QueryParam("lang") == string(ui.English) {
			r.Lang = ui.English
		}
		return h(r)
	}
}

// Paper shows a page without bar and rail: something to print.
func (r *Request) Paper(status int, title string, content func(*ui.View) templ.Component) error {
	r.title = title
	v, err := r.View()
	if err != nil {
		return err
	}
	return r.write(status, ui.Bare(v, content(v)))
}

// Public shows a page for everybody, without script.
func (r *Request) Public(status int, title string, content func(*ui.View) templ.Component) error {
	r.title = title
	v := r.plainView()
	return r.write(status, ui.Public(v, content(v)))
}

// Part shows a part of a page, for htmx to put in its place.
func (r *Request) Part(status int, content func(*ui.View) templ.Component) error {
	return r.write(status, content(r.plainView()))
}

// PartOf is a part that is all of a page but its frame, and has the page's title.
func (r *Request) PartOf(status int, title string, content func(*ui.View) templ.Component) error {
	r.title = title
	v := r.plainView()
	return r.write(status, ui.Titled(v, content(v)))
}

// write renders into a buffer first, so that a fault while rendering is a 500 and not
// half a page.
func (r *Request) write(status int, c templ.Component) error {
	var b bytes.Buffer
	if err := c.Render(r.Request().Context(), &b); err != nil {
		return err
	}
	h := r.Response().Header()
	h.Set("Content-Language", r.Lang.Tag())
	h.Add("Vary", "HX-Request, Cookie, Accept-Language")
	return r.HTMLBlob(status, b.Bytes())
}

// Go sends the browser to another page after an act, with a line that says what was
// done. The line names no person and no number: it passes through a cookie.
func (r *Request) Go(to, done string) error {
	if done != "" {
		r.Remember(doneCookie, done, 30)
	}
	if err := r.dropTyped(); err != nil {
		return err
	}
	if r.Fragment() {
		r.Response().Header().Set("HX-Redirect", to)
		return r.NoContent(http.StatusNoContent)
	}
	return r.Redirect(http.StatusSeeOther, to)
}

// doneCookie carries the line of what was done across the redirect.
const doneCookie = "hukou-done"

// Fault is an error as a page shows it. A fault of status 404 or of the program is
// better returned from the handler: the whole page then says so.
func (r *Request) Fault(err error) *ui.Fault {
	if err == nil {
		return nil
	}
	p := r.desk.Door.Explain(r.Context, err, r.Lang == ui.English)
	f := &ui.Fault{Status: p.Status, Code: p.Code, Title: p.Title, Text: r.onPage(p.Code, p.Detail), RequestID: r.Response().Header().Get("X-Request-Id")}
	for _, e := range p.Errors {
		text := e.Message
		if e.Suggest != "" {
			text += r.T(" 核对无误后改填：", " Compare, then write: ") + e.Suggest
		}
		f.Fields = append(f.Fields, ui.FieldFault{Field: e.Field, Code: e.Code, Text: text})
	}
	r.explainUnmet(f, p.Unmet)
	if p.Holder != nil {
		f.Holder, f.HolderID = p.Holder.Name, p.Holder.Officer
	}
	return f
}

// onPage is what a refusal says on a page, where the text of the interface would name the
// parts of its answer that a page shows in other ways.
func (r *Request) onPage(code, text string) string {
	switch code {
	case "password_old":
		return r.T("身份已核对，但这个密码须先更换：它是别人设的，或者已经过期，或者不合现行要求。在这里改好即登录。", "You have proved who you are, but this password must be changed first: another set it, or it is past its days, or it is not what is asked today. Changing it here signs you in.")
	case "held":
		return r.T("这件业务正由另一位民警办理。请与其联系，或在其离岗后接管。", "Another officer has this case in hand. Ask them, or take it over when they are away.")
	case "stale":
		return r.T("你看到之后，这件业务已有变动，本次未作任何改动。看过变动再决定一次。", "The case has changed since you saw it; nothing was done. Look at what changed and decide again.")
	case "not_from_here":
		return r.T("这件业务在当前状态下不能办理这个环节。", "The step does not start from the case's present state.")
	case "unmet":
		return r.T("办理条件尚不具备，下面列出全部各项及依据。补齐后再办。", "Not all conditions are met; all of them are listed with their legal basis. Meet them and try again.")
	case "blocked":
		return r.T("登记内容目前不能写入，原因见下。业务保持原状。", "The register cannot take this now; the reasons are below. The case stays as it was.")
	case "invalid_values":
		return r.T("有内容不符合要求，下面逐项指出。改正后重新提交。", "Some values break a rule; each is named below. Correct them and send again.")
	}
	return text
}

// Shown tells whether a fault is one to show beside the form: the officer can mend it
// here. Others are returned from the handler.
func Shown(f *ui.Fault) bool {
	return f != nil && f.Status != http.StatusNotFound && f.Status < http.StatusInternalServerError && f.Status != http.StatusUnauthorized
}

// View is what the page is shown with.
func (r *Request) View() (*ui.View, error) {
	v := r.plainView()
	if v.Done = r.Remembered(doneCookie); v.Done != "" {
		r.Remember(doneCookie, "", -1)
	}
	if !r.signedIn {
		return v, nil
	}
	v.Officer = r.officer()
	if err := r.fillRail(v); err != nil {
		return nil, err
	}
	return v, r.fillSites(v)
}

func (r *Request) plainView() *ui.View {
	return &ui.View{Lang: r.Lang, Title: r.title, Section: r.section, Desk: r.desk.name, Swaps: r.desk.swaps, Path: r.Request().URL.RequestURI(), Today: r.Reg.Today(), Now: r.Reg.Now(), Prefs: r.Prefs, Kept: r.keptOf(), Demo: len(r.desk.Cast) > 0}
}

// signInFirst sends a browser without a session to the sign-in, and back afterwards.
func (r *Request) signInFirst(err error) error {
	f := r.Fault(err)
	if f.Status != http.StatusUnauthorized {
		return err
	}
	if actor, elsewhere := r.desk.Door.Displaced(r.Context); elsewhere {
		return r.displaced(actor)
	}
	to := "/sign-in"
	if r.Request().Method == http.MethodGet && !r.Fragment() {
		to += "?back=" + url.QueryEscape(r.Request().URL.Path)
	}
	return r.Go(to, "")
}

// Back is a way back within this program: a path of its own, or the given one.
func Back(to, otherwise string) string {
	if strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") && !strings.ContainsAny(to, "\\\r\n") {
		return to
	}
	return otherwise
}

// ShowError shows an error as a page; it is the router's for everything outside the
// API.
func (d *Desk) ShowError(c echo.Context, err error) bool {
	r := d.request(c)
	if accept := c.Request().Header.Get("Accept"); !strings.Contains(accept, "text/html") && !r.Fragment() {
		return false
	}
	if actor, until, no := d.Door.Officer(c); no == nil {
		r.Actor, r.until, r.signedIn = actor, until, true
	}
	f := r.Fault(err)
	_ = framed(func(echo.Context) error { return nil })(c)
	if r.Fragment() {
		r.Response().Header().Set("HX-Retarget", "#main")
		return r.Part(f.Status, func(v *ui.View) templ.Component { return ui.Problem(v, f) }) == nil
	}
	if r.Page(f.Status, f.Title, ui.Elsewhere, func(v *ui.View) templ.Component { return ui.Problem(v, f) }) == nil {
		return true
	}
	// The database that the bar asks may be what is gone.
	r.signedIn = false
	return r.Page(f.Status, f.Title, ui.Elsewhere, func(v *ui.View) templ.Component { return ui.Problem(v, f) }) == nil
}

// IsNotFound tells whether an error is that of a thing that is none for this officer.
func IsNotFound(err error) bool { return errors.Is(err, register.ErrNotFound) }

// NotFound is the page of what does not exist for this officer.
func NotFound() error { return handlers.NotFound() }
