package handlers

import (
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"

	"hukou/models"
	"hukou/register"
)

// humaRouter is what huma mounts its operations on.
type humaRouter = *echo.Echo

// newAPI is huma as this program uses it: no documents of its own, no links put
// into answers, its errors turned into ours.
func (s *server) newAPI(e humaRouter) (huma.API, *huma.OpenAPI) {
	registry := huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)
	registry.RegisterTypeAlias(reflect.TypeFor[models.Date](), reflect.TypeFor[civilDate]())
	registry.RegisterTypeAlias(reflect.TypeFor[jsonSchema](), reflect.TypeFor[anyObject]())
	config := huma.Config{
		OpenAPI: &huma.OpenAPI{OpenAPI: "3.1.0", Info: info(), Components: &huma.Components{Schemas: registry}},
		Formats: map[string]huma.Format{"application/json": huma.DefaultJSONFormat, problemType: huma.DefaultJSONFormat}, DefaultFormat: "application/json",
		Transformers: []huma.Transformer{s.speak},
	}
	return humaecho.New(e, config), config.OpenAPI
}

// speak gives a refusal its language, and turns huma's own errors into ours: theirs
// repeat the value that was sent.
func (s *server) speak(ctx huma.Context, _ string, v any) (any, error) {
	var r *refusal
	switch v := v.(type) {
	case *refusal:
		r = v
	case *huma.ErrorModel:
		r = humaFault(v, ctx.Operation())
	default:
		return v, nil
	}
	l := accepted(ctx.Header("Accept-Language"))
	ctx.SetHeader("Content-Language", l.tag())
	ctx.AppendHeader("Vary", "Accept-Language")
	p := r.problem(l)
	return p, nil
}

// humaFault is huma's error without the values and the English it carries; what a
// parameter may be is told from the call's own description.
func humaFault(m *huma.ErrorModel, op *huma.Operation) *refusal {
	r := &refusal{code: codeOfStatus(m.Status)}
	for _, e := range m.Errors {
		if e == nil {
			continue
		}
		_, field, dotted := strings.Cut(e.Location, ".")
		if !dotted {
			field = e.Location
		}
		r.errors = append(r.errors, badParameter(field, op))
	}
	return r
}

// civilDate describes models.Date.
type civilDate string

// Schema is a civil date, or empty where there is none.
func (civilDate) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Description: "A civil date of China, 2026-11-23.", Examples: []any{"2026-11-23"}}
}

// anyObject describes JSON that has its own shape elsewhere.
type anyObject struct{}

// Schema is an object of any members.
func (anyObject) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}
}

// answered is a stored answer with its version: the bytes that every repeat of the
// key gets again.
type answered struct {
	Status   int
	ETag     string `header:"ETag"`
	Location string `header:"Location"`
	Type     string `header:"Content-Type"`
	Body     []byte
}

// plainAnswer is an answer of package register as it goes out.
func plainAnswer(a register.Answer) *answered {
	status := a.Status
	if status == 0 {
		status = http.StatusOK
	}
	out := &answered{Status: status, ETag: etag(a.Version), Type: "application/json", Body: a.Body}
	return out
}

// list is a page of items. Next is the cursor of the following page, absent on the
// last; Total counts the whole list where it is known.
type list[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty" doc:"The cursor of the next page; absent on the last."`
	Total *int64 `json:"total,omitempty" doc:"How many items the whole list has."`
}

// page wraps a list as an answer of huma.
type page[T any] struct {
	Body list[T]
}

// whole is a list that has no further page.
func whole[T any](items []T) *page[T] {
	if items == nil {
		items = []T{}
	}
	n := int64(len(items))
	return &page[T]{Body: list[T]{Items: items, Total: &n}}
}
