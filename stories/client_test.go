package stories

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"sync"
	"testing"
	"time"

	"hukou/auth"
)

// facts are what is declared or written with a step.
type facts = map[string]any

// story is one story told to one running program. It remembers the version of each
// case that its officers saw last.
type story struct {
	t   testing.TB
	in  *instance
	log *transcript

	mu       sync.Mutex
	versions map[string]string
}

func tell(t testing.TB, in *instance) *story {
	return &story{t: t, in: in, versions: map[string]string{}}
}

// officer is somebody who has signed in.
type officer struct {
	s     *story
	name  string
	token string
}

// as is an officer of the cast. Each signs in once in an instance: a one-time code
// works once, and a second session would end the first.
func (s *story) as(username string) *officer {
	s.t.Helper()
	s.in.mu.Lock()
	defer s.in.mu.Unlock()
	token, there := s.in.tokens[username]
	if !there {
		token = s.signIn(username)
		s.in.tokens[username] = token
	}
	return &officer{s: s, name: username, token: token}
}

func (s *story) signIn(username string) string {
	s.t.Helper()
	for _, o := range s.in.Officers {
		if o.Username != username {
			continue
		}
		code, err := auth.TOTPAt(o.TOTPSecret, time.Now())
		if err != nil {
			s.t.Fatal(err)
		}
		a := s.in.send(call{method: http.MethodPost, path: "/sessions", body: facts{"username": username, "password": o.Password, "totp": code}})
		var session struct{ Token string }
		a.into(s.t, &session)
		if a.status != http.StatusCreated || session.Token == "" {
			s.t.Fatalf("%s cannot sign in: %s", username, a)
		}
		return session.Token
	}
	s.t.Fatalf("nobody signs in as %s", username)
	return ""
}

// clock moves the register's clock, and what is due by then is done.
func (s *story) clock(now string) {
	s.t.Helper()
	a := s.in.send(call{method: http.MethodPost, path: "!/demo/clock", body: facts{"now": now}})
	s.log.note(nil, call{method: http.MethodPost, path: "/demo/clock", body: facts{"now": now}}, a)
	if a.status != http.StatusOK {
		s.t.Fatalf("the clock does not move: %s", a)
	}
	s.forget()
}

// forget forgets all versions, where the program itself may have gone on.
func (s *story) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.versions)
}

// call is a request: the path is under /api/v1, or from the root after a "!".
type call struct {
	method, path string
	body         any
	parts        []part
	header       map[string]string
}

// part is a field of a multipart body; with a file name it is a file.
type part struct {
	name, file, media string
	bytes             []byte
}

// send sends a request and reads the whole answer.
func (in *instance) send(c call) answer {
	body, media, err := c.encode()
	if err != nil {
		return answer{err: err}
	}
	address := in.Addr + "/api/v1" + c.path
	if c.path[0] == '!' {
		address = in.Addr + c.path[1:]
	}
	req, err := http.NewRequest(c.method, address, body)
	if err != nil {
		return answer{err: err}
	}
	if media != "" {
		req.Header.Set("Content-Type", media)
	}
	for k, v := range c.header {
		req.Header.Set(k, v)
	}
	res, err := in.http.Do(req)
	if err != nil {
		return answer{err: err}
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	return answer{status: res.StatusCode, header: res.Header, body: raw, err: err}
}

func (c call) encode() (io.Reader, string, error) {
	if c.parts == nil {
		if c.body == nil {
			return nil, "", nil
		}
		raw, err := json.Marshal(c.body)
		return bytes.NewReader(raw), "application/json", err
	}
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	for _, p := range c.parts {
		h := textproto.MIMEHeader{}
		h.Set("Content-Disposition", fmt.Sprintf(`form-data; name=%q`, p.name))
		if p.file != "" {
			h.Set("Content-Disposition", fmt.Sprintf(`form-data; name=%q; filename=%q`, p.name, p.file))
			h.Set("Content-Type", p.media)
		}
		field, err := w.CreatePart(h)
		if err != nil {
			return nil, "", err
		}
		if _, err := field.Write(p.bytes); err != nil {
			return nil, "", err
		}
	}
	return &out, w.FormDataContentType(), w.Close()
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
	err    error
}

// String is the answer as a failing test shows it.
func (a answer) String() string {
	if a.err != nil {
		return a.err.Error()
	}
	return fmt.Sprintf("%d %s", a.status, a.body)
}

func (a answer) into(t testing.TB, v any) {
	t.Helper()
	if a.err != nil {
		t.Fatal(a.err)
	}
	if err := json.Unmarshal(a.body, v); err != nil {
		t.Fatalf("this is not the JSON expected: %v: %s", err, a)
	}
}

// problem is an answer that is a no.
type problem struct {
	Status int
	Code   string
	Errors []struct{ Field, Code string }
	Unmet  []struct {
		Code   string
		Detail []string
	}
	AllowedEvents []string `json:"allowed_events"`
}

// names tells whether the problem is of this kind, or one of its reasons is.
func (p problem) names(code string) bool {
	if p.Code == code {
		return true
	}
	for _, e := range p.Errors {
		if e.Code == code {
			return true
		}
	}
	for _, u := range p.Unmet {
		if u.Code == code {
			return true
		}
	}
	return false
}

// send sends a request as the officer; nothing of the answer is judged.
func (o *officer) send(c call) answer {
	header := map[string]string{"Authorization": "Bearer " + o.token, "Accept-Language": "en"}
	for k, v := range c.header {
		header[k] = v
	}
	c.header = header
	return o.s.in.send(c)
}

// do sends a request as the officer and expects this status.
func (o *officer) do(c call, want int) answer {
	o.s.t.Helper()
	a := o.send(c)
	o.s.log.note(o, c, a)
	if a.status != want {
		o.s.t.Fatalf("%s: %s %s answers %s, want %d", o.name, c.method, c.path, a, want)
	}
	return a
}

// key is a key no other story of the same program has: random, for a story ended may
// have left its address, and its count, to the next.
func (s *story) key() string { return rand.Text() }

// saw remembers the version of a case that an answer shows.
func (s *story) saw(id string, a answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if tag := a.header.Get("ETag"); tag != "" {
		s.versions[id] = tag
	}
}

// version is the case's version as it was last seen, or as the officer sees it now.
func (o *officer) version(id string) string {
	o.s.t.Helper()
	o.s.mu.Lock()
	tag := o.s.versions[id]
	o.s.mu.Unlock()
	if tag == "" {
		o.See(id)
		o.s.mu.Lock()
		defer o.s.mu.Unlock()
		return o.s.versions[id]
	}
	return tag
}

// purpose is a header that says in Chinese why somebody looks.
func purpose(why string) map[string]string { return map[string]string{"Purpose": url.PathEscape(why)} }
