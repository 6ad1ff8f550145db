package handlers

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"hukou/register"
)

// Door is what pages share with the API: the officer behind a browser's cookie,
// signing in and out, and the words of a refusal. Pages ask through it, so that both
// let in the same people on the same terms.
type Door struct{ s *server }

// Officer is the officer behind the browser's cookie, and until when they are signed
// in. A request that changes something must come from a page of this program. The
// error is one that Explain knows.
func (d Door) Officer(c echo.Context) (register.Actor, time.Time, error) {
	var found call
	if no := d.s.admit(c.Request().Context(), c.Request(), officers(), &found); no != nil {
		return register.Actor{}, time.Time{}, no
	}
	c.Set(officerKey, found.actor.OfficerID)
	return found.actor, found.session.ExpiresAt, nil
}

// Vouch refuses a change that a page elsewhere asks for. Officer asks it already;
// pages without an officer ask it themselves.
func (d Door) Vouch(c echo.Context) error {
	if !safeMethod(c.Request().Method) && !vouched(c.Request()) {
		return refuse(codeCrossSite)
	}
	return nil
}

// Bound limits a request for a page as the API limits its own: what a form may hold, a
// scan among it, and the time until the answer. The error is a body that is too large.
// What is returned ends the limit: the page that tells of an error is drawn after it.
func (d Door) Bound(c echo.Context) (func(), error) {
	unbounded := c.Request().Context()
	ctx, cancel := context.WithTimeout(unbounded, readUpload+actWithin)
	req := c.Request().WithContext(ctx)
	c.SetRequest(req)
	done := func() { cancel(); c.SetRequest(c.Request().WithContext(unbounded)) }
	if safeMethod(req.Method) {
		return done, nil
	}
	most, parse := int64(maxJSON), req.ParseForm
	if media, _, err := mime.ParseMediaType(req.Header.Get("Content-Type")); err == nil && media == "multipart/form-data" {
		makeRoom(req.ContentLength)
		// All of it stays in memory: what is longer would lie readable in a temporary file.
		most, parse = maxUpload, func() error { return req.ParseMultipartForm(maxUpload) }
	}
	req.Body = http.MaxBytesReader(c.Response(), req.Body, most)
	var long *http.MaxBytesError
	if err := parse(); errors.As(err, &long) {
		return done, refuse(codeTooLarge)
	}
	return done, nil // what is no form at all lacks its fields, and the handler says which
}

// Steady bounds how often an address may ask for pages that need no sign-in and ask the
// database: doors of the neighbours' bell, several of which may share an address.
func (d Door) Steady(c echo.Context) error {
	if ok, wait := d.s.doors.allow(addressKey(c.RealIP()), d.s.Now()); !ok {
		return &refusal{code: codeTooMany, retry: wait}
	}
	return nil
}

// SignIn opens the officer's one session and gives the browser its cookie. It tells
// who they are.
func (d Door) SignIn(c echo.Context, username, password, code string) (register.Actor, error) {
	return d.letIn(c, func(ctx context.Context) (string, time.Time, register.Actor, error) {
		return d.s.reg.SignIn(ctx, username, password, code, d.s.Now())
	})
}

// ChangePassword gives the officer the password that they chose, and signs them in as
// SignIn does.
func (d Door) ChangePassword(c echo.Context, username, password, code, chosen string) (register.Actor, error) {
	return d.letIn(c, func(ctx context.Context) (string, time.Time, register.Actor, error) {
		return d.s.reg.ChangePassword(ctx, username, password, code, chosen, d.s.Now())
	})
}

// letIn opens a session as prove does, on the terms of every sign-in.
func (d Door) letIn(c echo.Context, prove func(context.Context) (string, time.Time, register.Actor, error)) (register.Actor, error) {
	if err := d.Vouch(c); err != nil {
		return register.Actor{}, err
	}
	if ok, wait := d.s.signIns.allow(addressKey(c.RealIP()), d.s.Now()); !ok {
		return register.Actor{}, &refusal{code: codeTooMany, retry: wait}
	}
	token, expires, actor, err := prove(c.Request().Context())
	if err != nil {
		return register.Actor{}, err
	}
	c.Set(officerKey, actor.OfficerID)
	c.SetCookie(cookie(d.s.cookieName(c.Request()), token, expires))
	return actor, nil
}

// LookUp counts a look at a paper by its code, with those over the interface. The error is
// that the address had its share of the minute; Later is then in how many seconds more.
func (d Door) LookUp(c echo.Context) error {
	if no := d.s.lookUp(c.RealIP()); no != nil {
		return no
	}
	return nil
}

// Later is in how many seconds what an error refused may be asked again; 0 where no time
// mends it.
func Later(err error) int {
	var no *refusal
	if errors.As(err, &no) {
		return no.retry
	}
	return 0
}

// Displaced is the officer who was signed in here until they signed in elsewhere. They
// may do nothing here; what they had typed is kept for them.
func (d Door) Displaced(c echo.Context) (register.Actor, bool) {
	token, _ := d.s.credential(c.Request())
	if token == "" || d.Vouch(c) != nil {
		return register.Actor{}, false
	}
	actor, err := d.s.reg.Displaced(c.Request().Context(), token, d.s.Now())
	return actor, err == nil
}

// SignOut ends the session, and takes the cookie away.
func (d Door) SignOut(c echo.Context) error {
	token, _ := d.s.credential(c.Request())
	if err := d.s.reg.SignOut(c.Request().Context(), token, d.s.Now()); err != nil {
		return err
	}
	c.SetCookie(cookie(d.s.cookieName(c.Request()), "", time.Unix(0, 0)))
	return nil
}

// Explain is an error as an answer on a page: its status, what happened, why and what to do
// next, in Chinese or, when asked, in English. Lists that the interface only begins and
// names the call for are left out.
func (d Door) Explain(c echo.Context, err error, inEnglish bool) Problem {
	l := chinese
	if inEnglish {
		l = english
	}
	r := d.s.refusalOf(c, err)
	r.errors = slices.Clone(r.errors)
	for i, e := range r.errors {
		if e.Short.Zh != "" {
			r.errors[i].Message = e.Short
		}
	}
	return r.problem(l)
}

// NotFound is the refusal of what does not exist for this officer.
func NotFound() error { return refuse(codeNotFound) }

// NotYours is the refusal of what no posting of the officer allows.
func NotYours() error { return refuse(codeForbidden) }

// Encrypted tells whether the browser's side of the connection is TLS.
func (d Door) Encrypted(r *http.Request) bool { return d.s.encrypted(r) }
