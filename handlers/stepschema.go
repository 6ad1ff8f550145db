package handlers

import (
	"hukou/workflow"
)

// jsonSchema is a JSON Schema as the list of steps shows it: what an officer writes
// with a step. Titles are in the language asked for, with both beside.
type jsonSchema struct {
	Type                 string                 `json:"type,omitempty"`
	Title                string                 `json:"title,omitempty"`
	Format               string                 `json:"format,omitempty"`
	Pattern              string                 `json:"pattern,omitempty"`
	Minimum              *int                   `json:"minimum,omitempty"`
	MinLength            int                    `json:"minLength,omitempty"`
	MaxLength            int                    `json:"maxLength,omitempty"`
	MaxItems             int                    `json:"maxItems,omitempty"`
	MinItems             int                    `json:"minItems,omitempty"`
	UniqueItems          bool                   `json:"uniqueItems,omitempty"`
	Default              any                    `json:"default,omitempty"`
	Items                *jsonSchema            `json:"items,omitempty"`
	Enum                 []string               `json:"enum,omitempty"`
	Properties           map[string]*jsonSchema `json:"properties,omitzero"`
	Required             []string               `json:"required,omitempty"`
	AdditionalProperties *bool                  `json:"additionalProperties,omitempty"`
	// Names holds the title in both languages, Labels the names of an enum's values,
	// Kind and Class what the rule book calls the field's shape and privacy class.
	Names  *text           `json:"x-names,omitempty"`
	Labels map[string]text `json:"x-labels,omitempty"`
	Kind   string          `json:"x-kind,omitempty"`
	Class  string          `json:"x-class,omitempty"`
}

// inputSchema is the schema of a step's input: needs are required, may is allowed,
// and nothing else.
func inputSchema(book *workflow.Book, needs, may []workflow.Field, l lang) *jsonSchema {
	s := objectSchema()
	for _, a := range book.Asks(needs, may) {
		s.Properties[string(a.Field)] = askedSchema(a, l)
		if a.Required {
			s.Required = append(s.Required, string(a.Field))
		}
	}
	return s
}

// factsSchema is the schema of what a business declares. What is required is so
// from lodging on, or under a condition; a draft may lack it.
func factsSchema(book *workflow.Book, rules []workflow.FactRule, l lang) *jsonSchema {
	s := objectSchema()
	for _, r := range rules {
		s.Properties[string(r.Field)] = fieldSchema(book, r.Field, false, l)
		if r.Required && r.When == "" {
			s.Required = append(s.Required, string(r.Field))
		}
	}
	return s
}

func objectSchema() *jsonSchema {
	closed := false
	return &jsonSchema{Type: "object", Properties: map[string]*jsonSchema{}, AdditionalProperties: &closed}
}

// fieldSchema is the schema of one field of a form, by its kind.
func fieldSchema(book *workflow.Book, f workflow.Field, required bool, l lang) *jsonSchema {
	return askedSchema(book.Ask(f, required), l)
}

// askedSchema writes what is asked as a schema.
func askedSchema(a workflow.Asked, l lang) *jsonSchema {
	zero := 0
	s := &jsonSchema{Type: "string", Title: word(a.Word, l), Names: &text{a.Zh, a.En}, Kind: string(a.Kind), Class: a.Class, MaxLength: a.MaxLength, Pattern: a.Pattern}
	switch a.Kind {
	case workflow.KindBool:
		s.Type = "boolean"
	case workflow.KindInt:
		s.Type, s.Minimum = "integer", &zero
	case workflow.KindList:
		s.Type, s.MaxItems, s.MinItems, s.UniqueItems, s.MaxLength = "array", a.MaxItems, a.MinItems, a.Unique, 0
		s.Items = &jsonSchema{Type: "string", MaxLength: a.MaxLength}
	case workflow.KindDate:
		s.Format = "date"
	case workflow.KindCode:
		s.Labels = map[string]text{}
		for _, c := range a.Codes {
			s.Enum = append(s.Enum, c.Value)
			s.Labels[c.Value] = text{c.Zh, c.En}
		}
	}
	if a.Filled {
		s.MinLength = 1
	}
	return s
}
