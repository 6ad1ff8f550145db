package handlers

import (
	"bytes"
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"
)

// OpenAPI is the description of the API, an OpenAPI 3.1 document. The bytes are the
// same at every call; docs/openapi.json holds them.
func OpenAPI() ([]byte, error) {
	return newServer(Config{}).describe()
}

func info() *huma.Info {
	return &huma.Info{Title: "户口登记 · Hukou", Version: "1",
		Description: "户口登记业务的接口：每个环节都由登录的民警办理，办理条件和依据由规则书给出。" +
			"错误按 RFC 9457 返回，检查顺序见 docs/errors.md。\n\n" +
			"The API of the household register. An officer signs in, opens a case, asks which steps are possible and takes them; " +
			"the rule book says what each step needs and on which article it rests. Refusals are RFC 9457 problem documents; " +
			"docs/errors.md lists them in the order in which they are checked."}
}

// describe writes the description out of what huma learns from the handlers' types and
// what the table of calls says beside. It asks huma anew, since it tidies what it was
// given and what the calls rest on may not change under them.
func (s *server) describe() ([]byte, error) {
	learnt, table := newServer(s.Config).mount(echo.New()), s.routes()
	registry := learnt.Components.Schemas
	doc := &huma.OpenAPI{OpenAPI: "3.1.0", Info: learnt.Info, Servers: []*huma.Server{{URL: "/"}}, Paths: map[string]*huma.PathItem{},
		Components: &huma.Components{Schemas: registry, SecuritySchemes: map[string]*huma.SecurityScheme{
			"bearer": {Type: "http", Scheme: "bearer", Description: "POST " + base + "/sessions 给出的令牌。The token that it gave."},
			"cookie": {Type: "apiKey", In: "cookie", Name: secureCookie, Description: "浏览器用；须为同源请求。For browsers, from our own pages alone."},
		}}}
	for _, r := range table {
		op := describeOperation(registry, r, operationOf(learnt.Paths[base+r.path], r.method))
		item := doc.Paths[base+r.path]
		if item == nil {
			item = &huma.PathItem{}
			doc.Paths[base+r.path] = item
		}
		place(item, r.method, op)
		if !slices.ContainsFunc(doc.Tags, func(t *huma.Tag) bool { return t.Name == r.tag() }) {
			doc.Tags = append(doc.Tags, &huma.Tag{Name: r.tag()})
		}
	}
	tidy(registry, table)
	raw, err := json.Marshal(doc)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

func operationOf(item *huma.PathItem, method string) *huma.Operation {
	switch method {
	case http.MethodGet:
		return item.Get
	case http.MethodPost:
		return item.Post
	case http.MethodPatch:
		return item.Patch
	}
	return item.Delete
}

func place(item *huma.PathItem, method string, op *huma.Operation) {
	switch method {
	case http.MethodGet:
		item.Get = op
	case http.MethodPost:
		item.Post = op
	case http.MethodPatch:
		item.Patch = op
	default:
		item.Delete = op
	}
}

func describeOperation(registry huma.Registry, r route, learnt *huma.Operation) *huma.Operation {
	op := &huma.Operation{OperationID: r.id, Summary: r.summary(), Tags: []string{r.tag()}, Parameters: learnt.Parameters,
		Responses: map[string]*huma.Response{}, Extensions: map[string]any{"x-who": r.who.name}}
	if !r.who.open {
		op.Security = []map[string][]string{{"bearer": {}}, {"cookie": {}}}
	}
	for _, p := range op.Parameters {
		p.Schema.Description = ""
		if p.Name == "If-Match" && r.takes.version || p.Name == "Idempotency-Key" && r.takes.key {
			p.Required = true
		}
	}
	content := map[string]*huma.MediaType{}
	if r.takes.body != nil {
		content["application/json"] = &huma.MediaType{Schema: registry.Schema(r.takes.body, true, r.id+"Body")}
	}
	if r.takes.form != nil {
		content["multipart/form-data"] = &huma.MediaType{Schema: formSchema(r.takes.form)}
	}
	if len(content) > 0 {
		op.RequestBody = &huma.RequestBody{Required: true, Content: content}
	}
	describeAnswers(registry, r, learnt, op)
	return op
}

func formSchema(fields []formField) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{}, AdditionalProperties: false}
	for _, f := range fields {
		p := &huma.Schema{Type: huma.TypeString, Description: f.about.Zh + " · " + f.about.En}
		if f.file {
			p.Format = "binary"
		}
		s.Properties[f.name] = p
		if f.required {
			s.Required = append(s.Required, f.name)
		}
	}
	return s
}

func describeAnswers(registry huma.Registry, r route, learnt *huma.Operation, op *huma.Operation) {
	status := strconv.Itoa(r.gives.status)
	good := learnt.Responses[status]
	if good == nil {
		good = &huma.Response{}
	}
	good.Description = http.StatusText(r.gives.status)
	delete(good.Headers, "Content-Type")
	if r.gives.status != http.StatusCreated {
		delete(good.Headers, "Location")
	}
	switch {
	case r.gives.media != "":
		good.Content = map[string]*huma.MediaType{r.gives.media: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}
	case r.gives.body != nil:
		good.Content = map[string]*huma.MediaType{"application/json": {Schema: registry.Schema(r.gives.body, true, r.id+"Answer")}}
	}
	op.Responses[status] = good
	problem := registry.Schema(reflect.TypeFor[Problem](), true, "Problem")
	for _, a := range answersOf(r) {
		at := strconv.Itoa(a.status)
		if known := op.Responses[at]; known != nil {
			known.Description += ", " + string(a.code)
			continue
		}
		op.Responses[at] = &huma.Response{Description: string(a.code), Content: map[string]*huma.MediaType{problemType: {Schema: problem}}}
	}
}

// answersOf lists the refusals that a call can give, in the order of the table.
func answersOf(r route) []answer {
	step := r.takes.version
	can := map[code]bool{codeTooMany: true, codeUnavailable: true, codeInternal: true, codeNoSession: !r.who.open,
		codeForbidden: len(r.who.roles) > 0, codeNotFound: strings.Contains(r.path, "{"), codeInvalid: true, codeUnknownField: true}
	if r.method != http.MethodGet {
		can[codeCrossSite] = true
	}
	if r.takes.body != nil || r.takes.form != nil {
		for _, c := range []code{codeNotJSON, codeMediaType, codeTooLarge, codeTimeout, codeStorageFull} {
			can[c] = true
		}
	}
	if r.takes.key {
		can[codeKeyMissing], can[codeKeyReused] = true, true
	}
	if step {
		for _, c := range []code{codeIfMatch, codeNeverYours, codeHeld, codeStale, codeNotFromHere, codeConflicting, codeUnmet, codeBlocked} {
			can[c] = true
		}
	}
	for _, c := range r.refuses() {
		can[c] = true
	}
	return slices.DeleteFunc(answers(), func(a answer) bool { return !can[a.code] })
}

// refuses lists the answers that a call gives beside those of its kind.
func (r route) refuses() []code {
	switch r.id {
	case "sign_in":
		return []code{codeSignIn, codePasswordOld, codeNoPosting}
	case "change_password":
		return []code{codeSignIn, codeNoPosting}
	case "claim_case", "release_case", "take_over_case":
		return []code{codeHeld, codeNotFromHere}
	case "open_batch":
		return []code{codeBadFile}
	case "get_person", "get_person_history", "get_household":
		return []code{codePurpose}
	case "verify_paper":
		return []code{codeNotFound}
	}
	return nil
}
