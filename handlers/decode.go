package handlers

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"hukou/models"
	"hukou/register"
)

// shapes are the JSON Schemas of the bodies, made from their Go types once; after
// that they are only read.
type shapes struct {
	registry huma.Registry
	known    map[reflect.Type]*huma.Schema
}

func newShapes(types ...reflect.Type) shapes {
	s := shapes{huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer), map[reflect.Type]*huma.Schema{}}
	for _, t := range types {
		s.known[t] = s.registry.Schema(t, false, t.Name())
	}
	return s
}

// shapesOf are the shapes of every body that the program reads.
func shapesOf(table []route) shapes {
	types := []reflect.Type{reflect.TypeFor[clockBody]()}
	for _, r := range table {
		if r.takes.body != nil {
			types = append(types, r.takes.body)
		}
	}
	return newShapes(append(types, reflect.TypeFor[lineBody]())...)
}

// read understands a JSON body as T. What is wrong with it is told all at once, and
// nothing of it repeated: values that break a rule before fields that are too many.
// The value is what could be understood of a wrong body.
func read[T any](known shapes, raw []byte) (T, *refusal) {
	var out T
	var parsed any
	if !utf8.Valid(raw) || json.Unmarshal(raw, &parsed) != nil {
		return out, refuse(codeNotJSON)
	}
	if _, object := parsed.(map[string]any); !object {
		return out, refuse(codeNotJSON)
	}
	r := reader{shapes: known, wrong: twice(raw)}
	r.value(known.known[reflect.TypeFor[T]()], parsed, "")
	err := json.Unmarshal(raw, &out)
	var wrongType *json.UnmarshalTypeError
	switch {
	case len(r.wrong) > 0:
		return out, &refusal{code: codeInvalid, errors: sorted(r.wrong)}
	case len(r.unknown) > 0:
		return out, &refusal{code: codeUnknownField, errors: sorted(r.unknown)}
	case errors.As(err, &wrongType):
		return out, wrongValue(wrongType.Field, "bad_parameter")
	case err != nil:
		return out, refuse(codeNotJSON)
	}
	return out, nil
}

func sorted(all []register.FieldError) []register.FieldError {
	slices.SortFunc(all, func(a, b register.FieldError) int {
		return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.Code, b.Code))
	})
	return all
}

// reader walks a body along its schema and gathers what is wrong.
type reader struct {
	shapes  shapes
	wrong   []register.FieldError
	unknown []register.FieldError
}

func (r *reader) bad(path, what string) { r.wrong = append(r.wrong, fieldError(path, what)) }

// beyond tells of a text or list that is longer or shorter than its bound.
func (r *reader) beyond(path, what string, bound int) {
	r.wrong = append(r.wrong, bounded(fieldError(path, what), bound))
}

func (r *reader) value(s *huma.Schema, v any, path string) {
	for s.Ref != "" {
		s = r.shapes.registry.SchemaFromRef(s.Ref)
	}
	switch s.Type {
	case huma.TypeObject:
		r.object(s, v, path)
	case huma.TypeArray:
		r.array(s, v, path)
	case huma.TypeString:
		r.text(s, v, path)
	case huma.TypeBoolean:
		if _, ok := v.(bool); !ok {
			r.bad(path, "not_bool")
		}
	case huma.TypeInteger:
		r.integer(s, v, path)
	default:
		r.free(v, path)
	}
}

func (r *reader) object(s *huma.Schema, v any, path string) {
	m, ok := v.(map[string]any)
	if !ok {
		r.bad(path, "not_an_object")
		return
	}
	for _, name := range s.Required {
		if m[name] == nil {
			r.bad(join(path, name), "required")
		}
	}
	extra, open := s.AdditionalProperties.(*huma.Schema)
	for name, item := range m {
		at := join(path, name)
		switch prop, known := s.Properties[name]; {
		case known && item != nil:
			r.value(prop, item, at)
		case known:
		case open && plainName(name):
			r.value(extra, item, at)
		case s.AdditionalProperties == true:
			r.free(item, at)
		default:
			// The name of a field that nobody knows may itself be a value.
			r.unknown = append(r.unknown, among(fieldError(join(path, shown(name)), "unknown_field"), plainCodes(slices.Sorted(maps.Keys(s.Properties)))))
		}
	}
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// plainName tells whether the name of a member is a word of a vocabulary, as all of
// ours are.
func plainName(name string) bool {
	return name != "" && len(name) <= 64 && !strings.ContainsFunc(name, func(c rune) bool {
		return c != '_' && (c < 'a' || c > 'z') && (c < '0' || c > '9')
	}) && (name[0] < '0' || name[0] > '9')
}

// shown is a member's name if it is a word, and a stand-in otherwise.
func shown(name string) string {
	if plainName(name) {
		return name
	}
	return "?"
}

func (r *reader) array(s *huma.Schema, v any, path string) {
	items, ok := v.([]any)
	switch {
	case !ok:
		r.bad(path, "not_a_list")
		return
	case s.MinItems != nil && len(items) < *s.MinItems:
		r.beyond(path, "too_few", *s.MinItems)
	case s.MaxItems != nil && len(items) > *s.MaxItems:
		r.beyond(path, "too_many", *s.MaxItems)
		return
	}
	for i, item := range items {
		r.value(s.Items, item, fmt.Sprintf("%s[%d]", path, i))
	}
}

func (r *reader) text(s *huma.Schema, v any, path string) {
	t, ok := v.(string)
	if !ok || strings.ContainsRune(t, 0) {
		r.bad(path, "not_text")
		return
	}
	n := utf8.RuneCountInString(t)
	switch {
	case s.MinLength != nil && n < *s.MinLength:
		r.beyond(path, "too_short", *s.MinLength)
	case s.MaxLength != nil && n > *s.MaxLength:
		r.beyond(path, "too_long", *s.MaxLength)
	case s.Format == "date" && !models.Date(t).Valid():
		r.bad(path, "not_a_date")
	case s.Format == "date-time" && !instant(t):
		r.bad(path, "not_a_time")
	case len(s.Enum) > 0 && !slices.Contains(s.Enum, any(t)):
		r.wrong = append(r.wrong, among(fieldError(path, "unknown_code"), choices(s.Enum)))
	}
}

func instant(t string) bool {
	_, err := time.Parse(time.RFC3339, t)
	return err == nil
}

func (r *reader) integer(s *huma.Schema, v any, path string) {
	n, ok := v.(float64)
	switch {
	case !ok || n != math.Trunc(n) || math.Abs(n) > 1<<53:
		r.bad(path, "not_int")
	case s.Minimum != nil && n < *s.Minimum, s.Maximum != nil && n > *s.Maximum:
		r.wrong = append(r.wrong, outOfRange(path, s))
	}
}

// free looks at a value whose shape the rule book knows: only what no database
// keeps is refused here.
func (r *reader) free(v any, path string) {
	switch v := v.(type) {
	case string:
		if strings.ContainsRune(v, 0) {
			r.bad(path, "not_text")
		}
	case []any:
		for i, item := range v {
			r.free(item, fmt.Sprintf("%s[%d]", path, i))
		}
	case map[string]any:
		for name, item := range v {
			r.free(item, join(path, shown(name)))
		}
	}
}
