package handlers

import (
	"context"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"hukou/register"
)

// strict refuses what a request says beside the call that is made: a parameter that the
// call does not have, which would otherwise be ignored, and a body of another kind.
func (s *server) strict(ctx context.Context, r route, req *http.Request, id string) error {
	wrong := unknownParameters(req, s.queries[r.id])
	if wrong == nil && r.takes.body != nil && !takesMedia(req, r.takes.form != nil) {
		wrong = refuse(codeMediaType)
	}
	switch {
	case wrong == nil:
		return nil
	case id != "" && (strings.HasPrefix(r.path, "/cases/") || strings.HasPrefix(r.path, "/batches/")):
		return s.afterSight(ctx, id, wrong)
	case id != "" && strings.HasPrefix(r.path, "/campaigns/"):
		return s.afterCampaign(ctx, id, wrong)
	}
	return wrong
}

// unknownParameters refuses every parameter of the query that is none of the known.
func unknownParameters(req *http.Request, known []string) *refusal {
	if req.URL.RawQuery == "" {
		return nil
	}
	var wrong []register.FieldError
	for name := range req.URL.Query() {
		if !slices.Contains(known, name) {
			wrong = append(wrong, noParameter(name, known))
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	wrong = slices.CompactFunc(sorted(wrong), func(a, b register.FieldError) bool { return a.Field == b.Field })
	return &refusal{code: codeUnknownField, errors: wrong}
}

// takesMedia tells whether the body's kind is JSON, or a form where the call takes one.
// Who says nothing is taken to send JSON.
func takesMedia(req *http.Request, form bool) bool {
	given := req.Header.Get("Content-Type")
	if given == "" {
		return true
	}
	media, _, err := mime.ParseMediaType(given)
	return err == nil && (media == "application/json" || strings.HasPrefix(media, "application/") && strings.HasSuffix(media, "+json") || form && media == "multipart/form-data")
}

// queryNames are the parameters of a call's query, as huma learnt them.
func queryNames(op *huma.Operation) []string {
	var names []string
	for _, p := range op.Parameters {
		if p.In == "query" {
			names = append(names, p.Name)
		}
	}
	return names
}
