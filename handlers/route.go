package handlers

import (
	"context"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"

	"hukou/models"
	"hukou/register"
)

// route is one line of the table of calls.
type route struct {
	method, path string
	who          access
	// id is the operation's name in the description; about says what it does.
	id    string
	about text
	takes takes
	gives gives
	bind  binder
}

// takes says what a call takes beyond its parameters.
type takes struct {
	// body is the type of the JSON body, form the fields of a multipart one.
	body reflect.Type
	form []formField
	// version tells that If-Match is required, key that an Idempotency-Key is.
	version, key bool
}

// formField is a part of a multipart body.
type formField struct {
	name     string
	file     bool
	required bool
	about    text
}

// gives says what a call answers when all is well.
type gives struct {
	status int
	// body is the type that a raw answer has; nil where the handler's own type says.
	body reflect.Type
	// media is the type of an answer that is not JSON.
	media string
}

// jsonBody is a call with a JSON body of this shape.
func jsonBody[T any]() takes { return takes{body: reflect.TypeFor[T]()} }

// once is a call that may be repeated under its key.
func (t takes) once() takes { t.key = true; return t }

// ifMatch is a call that names the version seen.
func (t takes) ifMatch() takes { t.version = true; return t }

func formBody(fields ...formField) takes { return takes{form: fields} }

// orForm is a call that takes a multipart body as well.
func (t takes) orForm(fields ...formField) takes { t.form = fields; return t }

// within is how long the body may take to arrive.
func (t takes) within() time.Duration {
	if t.form != nil {
		return readUpload
	}
	return readBody
}

// nothing is a call without a body.
func nothing() takes { return takes{} }

func created[T any]() gives { return gives{status: http.StatusCreated, body: reflect.TypeFor[T]()} }
func found[T any]() gives   { return gives{status: http.StatusOK, body: reflect.TypeFor[T]()} }
func file(media string) gives {
	return gives{status: http.StatusOK, media: media}
}
func empty() gives { return gives{status: http.StatusNoContent} }

// binder puts a handler behind an operation of huma.
type binder func(api huma.API, op huma.Operation)

// calls binds a handler; huma reads its parameters and writes its answer.
func calls[I, O any](f func(context.Context, *I) (*O, error)) binder {
	return func(api huma.API, op huma.Operation) { huma.Register(api, op, f) }
}

// base is where the API lives.
const base = "/api/v1"

// operation is the route as huma needs it. Bodies are read here and judged by the
// handler, in the order of the contract.
func (s *server) operation(r route) huma.Operation {
	op := huma.Operation{Method: r.method, Path: base + r.path, OperationID: r.id, DefaultStatus: r.gives.status,
		SkipValidateBody: true, BodyReadTimeout: r.takes.within(), MaxBodyBytes: maxJSON + 1, Middlewares: huma.Middlewares{s.guard(r)}}
	if r.takes.form != nil {
		op.MaxBodyBytes = maxUpload + 1
	}
	if r.takes.body != nil || r.takes.form != nil {
		op.RequestBody = &huma.RequestBody{}
	}
	return op
}

// call is what the guard found out about a request.
type call struct {
	actor   register.Actor
	session models.Session
	lang    lang
	token   string
	// cookie is the name under which a browser on this connection keeps a session.
	cookie string
	remote string
	// strange tells that an id in the path is none.
	strange bool
	// entered names in the access log the officer whom a sign-in let in.
	entered func(officer string)
}

type callKey struct{}

// of is the call that a handler serves; a handler outside the guard has none.
func of(ctx context.Context) call {
	c, _ := ctx.Value(callKey{}).(call)
	return c
}

// guard lets a request through to its handler: session, cross-site, rate, role.
func (s *server) guard(r route) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		e := humaecho.Unwrap(ctx)
		req := e.Request()
		found := call{lang: accepted(req.Header.Get("Accept-Language")), remote: e.RealIP(), cookie: s.cookieName(req), entered: func(officer string) { e.Set(officerKey, officer) }}
		for _, id := range e.ParamValues() {
			if !plainID(id) {
				found.strange = true
			}
		}
		if no := s.admit(ctx.Context(), req, r.who, &found); no != nil {
			if err := s.deny(e, no); err != nil {
				s.log.Warn("answer lost")
			}
			return
		}
		e.Set(officerKey, found.actor.OfficerID)
		// Nobody waits for ever, neither here nor in the database.
		bounded, cancel := context.WithTimeout(context.WithValue(ctx.Context(), callKey{}, found), r.takes.within()+actWithin)
		defer cancel()
		if no := s.strict(bounded, r, req, e.Param("id")); no != nil {
			s.onError(no, e)
			return
		}
		if r.takes.form != nil {
			makeRoom(req.ContentLength)
		}
		next(huma.WithContext(ctx, bounded))
	}
}

// admit finds the officer of a request and whether they may make the call.
func (s *server) admit(ctx context.Context, req *http.Request, who access, c *call) *refusal {
	if who.open {
		if !safeMethod(req.Method) && foreign(req) {
			return refuse(codeCrossSite)
		}
		return nil
	}
	token, byCookie := s.credential(req)
	if token == "" {
		return refuse(codeNoSession)
	}
	actor, session, err := s.actor(ctx, token)
	if err != nil {
		return s.faultOf(ctx, err)
	}
	if byCookie && !safeMethod(req.Method) && !vouched(req) {
		return refuse(codeCrossSite)
	}
	if ok, wait := s.officers.allow(actor.OfficerID, s.Now()); !ok {
		return &refusal{code: codeTooMany, retry: wait}
	}
	c.actor, c.session, c.token = actor, session, token
	if no := who.allows(actor); no != nil {
		return no
	}
	if c.strange {
		// No id of ours looks like this, and no database need be asked.
		return refuse(codeNotFound)
	}
	return nil
}

// plainID tells whether a text could be an id of ours: letters, digits and a few
// signs that mean nothing to anybody.
func plainID(id string) bool {
	return id != "" && len(id) <= 64 && !strings.ContainsFunc(id, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-_.", r)
	})
}

// mount puts the table behind the router and returns what huma learnt of it.
func (s *server) mount(r humaRouter) *huma.OpenAPI {
	api, oapi := s.newAPI(r)
	table := s.routes()
	for _, row := range table {
		op := s.operation(row)
		row.bind(api, op)
		s.queries[row.id] = queryNames(operationOf(oapi.Paths[op.Path], op.Method))
		if op.RequestBody != nil {
			// An empty body is the handler's to refuse, in its turn.
			op.RequestBody.Required = false
		}
	}
	return oapi
}

// summary is a route's text as the description shows it.
func (r route) summary() string { return r.about.Zh + " · " + r.about.En }

// tag groups calls by the noun of their path.
func (r route) tag() string {
	first, _, _ := strings.Cut(strings.TrimPrefix(r.path, "/"), "/")
	return first
}
