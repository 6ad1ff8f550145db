package handlers

import (
	"github.com/danielgtaylor/huma/v2"
)

// tidy makes the schemas say what is so: a body takes no field beyond its own, an
// answer may get more of them one day; lists of ours are never null, and nobody may
// hold a case. What only huma's own errors need goes.
func tidy(registry huma.Registry, table []route) {
	all := registry.Map()
	delete(all, "ErrorModel")
	delete(all, "ErrorDetail")
	asked := map[string]bool{}
	for _, r := range table {
		if r.takes.body != nil {
			reach(registry, registry.Schema(r.takes.body, true, ""), asked)
		}
	}
	for name, s := range all {
		if !asked[name] && s.AdditionalProperties == false {
			s.AdditionalProperties = nil
		}
		for _, p := range s.Properties {
			if p.Type == huma.TypeArray {
				p.Nullable = false
			}
		}
	}
	if holder := all["CaseView"].Properties["holder"]; holder != nil && holder.Ref != "" {
		holder.OneOf, holder.Ref = []*huma.Schema{{Ref: holder.Ref}, {Type: "null"}}, ""
	}
}

// reach marks every schema that a schema rests on.
func reach(registry huma.Registry, s *huma.Schema, seen map[string]bool) {
	if s == nil {
		return
	}
	const prefix = "#/components/schemas/"
	if s.Ref != "" {
		name := s.Ref[len(prefix):]
		if seen[name] {
			return
		}
		seen[name] = true
		s = registry.SchemaFromRef(s.Ref)
	}
	reach(registry, s.Items, seen)
	for _, p := range s.Properties {
		reach(registry, p, seen)
	}
	if more, ok := s.AdditionalProperties.(*huma.Schema); ok {
		reach(registry, more, seen)
	}
}
