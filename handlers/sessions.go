package handlers

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"hukou/models"
	"hukou/register"
)

// The session cookies. The __Host- name binds a cookie to this very host over TLS;
// the plain one serves a browser on the machine itself, where there is no TLS.
const (
	secureCookie = "__Host-hukou"
	plainCookie  = "hukou"
)

// credential is the token of a request: the bearer's, else the cookie's.
func (s *server) credential(r *http.Request) (token string, byCookie bool) {
	if t := bearer(r); t != "" {
		return t, false
	}
	if c, err := r.Cookie(secureCookie); err == nil && c.Value != "" {
		return c.Value, true
	}
	if c, err := r.Cookie(plainCookie); err == nil && c.Value != "" && !s.encrypted(r) && fromLoopback(r) {
		return c.Value, true
	}
	return "", false
}

// actor is the officer behind a token, as of now.
func (s *server) actor(ctx context.Context, token string) (register.Actor, models.Session, error) {
	return s.reg.Session(ctx, token, s.Now())
}

// cookie carries a session to a browser; without a token it takes the session away.
func cookie(name, token string, expires time.Time) *http.Cookie {
	c := &http.Cookie{Name: name, Value: token, Path: "/", HttpOnly: true, Secure: name == secureCookie, SameSite: http.SameSiteStrictMode, Expires: expires} // #nosec G124 -- Secure over TLS, where the name is __Host-; without TLS a browser on this machine alone has it
	if token == "" {
		c.MaxAge = -1
	}
	return c
}

// cookieName is which cookie a browser on this connection keeps.
func (s *server) cookieName(r *http.Request) string {
	if !s.encrypted(r) && fromLoopback(r) {
		return plainCookie
	}
	return secureCookie
}

// signInBody is a sign-in. Totp is the code that the officer's authenticator shows.
type signInBody struct {
	Username string `json:"username" minLength:"1" maxLength:"64"`
	Password string `json:"password" minLength:"1" maxLength:"512"`
	TOTP     string `json:"totp,omitempty" maxLength:"16"`
}

// passwordBody is a change of password by the officer whose it is, which signs them in.
type passwordBody struct {
	Username    string `json:"username" minLength:"1" maxLength:"64"`
	Password    string `json:"password" minLength:"1" maxLength:"512" doc:"现在的密码。The present one."`
	TOTP        string `json:"totp,omitempty" maxLength:"16"`
	NewPassword string `json:"new_password" minLength:"1" maxLength:"512" doc:"要求按现行的密码档次，不合的一次列出。What the profile in force asks; every fault is told at once."`
}

// sessionOut is a sign-in that succeeded.
type sessionOut struct {
	Token     string     `json:"token,omitempty" doc:"放入 Authorization: Bearer。只在登录时给出。Goes into Authorization: Bearer; given once."`
	ExpiresAt time.Time  `json:"expires_at"`
	Officer   officerOut `json:"officer"`
}

// officerOut is the officer behind a session, with the postings in force today.
type officerOut struct {
	ID       string       `json:"id"`
	Name     string       `json:"name"`
	Roles    []string     `json:"roles"`
	Postings []postingOut `json:"postings"`
}

type postingOut struct {
	ID         string      `json:"id"`
	Org        string      `json:"org"`
	Role       string      `json:"role"`
	From       models.Date `json:"from"`
	To         models.Date `json:"to,omitempty"`
	Secondment bool        `json:"secondment,omitempty"`
}

type signInInput struct {
	RawBody []byte `contentType:"application/json"`
}

type signedIn struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      sessionOut
}

// signIn opens the officer's one session. Tries are throttled by address here, and
// by account in package register.
func (s *server) signIn(ctx context.Context, in *signInInput) (*signedIn, error) {
	c := of(ctx)
	if ok, wait := s.signIns.allow(addressKey(c.remote), s.Now()); !ok {
		return nil, &refusal{code: codeTooMany, retry: wait}
	}
	body, wrong := read[signInBody](s.shapes, in.RawBody)
	if wrong != nil {
		return nil, wrong
	}
	token, expires, actor, err := s.reg.SignIn(ctx, body.Username, body.Password, body.TOTP, s.Now())
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return cameIn(c, token, expires, actor), nil
}

// changePassword sets a password of the officer's own and opens their session. Tries are
// throttled as those of signIn, with which they are counted.
func (s *server) changePassword(ctx context.Context, in *signInInput) (*signedIn, error) {
	c := of(ctx)
	if ok, wait := s.signIns.allow(addressKey(c.remote), s.Now()); !ok {
		return nil, &refusal{code: codeTooMany, retry: wait}
	}
	body, wrong := read[passwordBody](s.shapes, in.RawBody)
	if wrong != nil {
		return nil, wrong
	}
	token, expires, actor, err := s.reg.ChangePassword(ctx, body.Username, body.Password, body.TOTP, body.NewPassword, s.Now())
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return cameIn(c, token, expires, actor), nil
}

func cameIn(c call, token string, expires time.Time, actor register.Actor) *signedIn {
	c.entered(actor.OfficerID)
	out := &signedIn{SetCookie: *cookie(c.cookie, token, expires)}
	out.Body = sessionOut{Token: token, ExpiresAt: expires.UTC(), Officer: officerOf(actor)}
	return out
}

type currentSession struct {
	Body sessionOut
}

// currentSession is who is signed in, until when.
func (s *server) currentSession(ctx context.Context, _ *noInput) (*currentSession, error) {
	c := of(ctx)
	return &currentSession{Body: sessionOut{ExpiresAt: c.session.ExpiresAt.UTC(), Officer: officerOf(c.actor)}}, nil
}

type signedOut struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
}

// signOut ends the session, and takes the cookie away.
func (s *server) signOut(ctx context.Context, _ *noInput) (*signedOut, error) {
	c := of(ctx)
	if err := s.reg.SignOut(ctx, c.token, s.Now()); err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &signedOut{SetCookie: *cookie(c.cookie, "", time.Unix(0, 0))}, nil
}

func officerOf(a register.Actor) officerOut {
	out := officerOut{ID: a.OfficerID, Name: a.Name, Roles: []string{}, Postings: []postingOut{}}
	for _, p := range a.Postings {
		if !slices.Contains(out.Roles, p.Role) {
			out.Roles = append(out.Roles, p.Role)
		}
		out.Postings = append(out.Postings, postingOut{p.ID, p.Org, p.Role, p.From, p.To, p.Secondment})
	}
	return out
}

// signInFault knows the answers to sessions and sign-ins.
func signInFault(err error) *refusal {
	switch {
	case errors.Is(err, register.ErrNoSession):
		return refuse(codeNoSession)
	case errors.Is(err, register.ErrSignIn):
		return refuse(codeSignIn)
	case errors.Is(err, register.ErrPasswordOld):
		return refuse(codePasswordOld)
	case errors.Is(err, register.ErrNoPosting):
		return refuse(codeNoPosting)
	}
	return nil
}
