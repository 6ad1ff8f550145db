package workflow

import "hukou/models"

// Facts are the values a decision rests on, gathered before it. A field that is
// absent reads as its zero value, which no guard takes for consent.
type Facts map[Field]any

// Bool is the field's value as a yes or no.
func (f Facts) Bool(k Field) bool { v, _ := f[k].(bool); return v }

// Int is the field's value as a number; JSON's floats count too.
func (f Facts) Int(k Field) int {
	switch v := f[k].(type) {
	case int:
		return v
	case int64:
		return int(v)
	case float64:
		return int(v)
	case Level:
		return int(v)
	}
	return 0
}

// Text is the field's value as text.
func (f Facts) Text(k Field) string {
	switch v := f[k].(type) {
	case string:
		return v
	case models.Date:
		return string(v)
	case State:
		return string(v)
	}
	return ""
}

// Date is the field's value as a civil date.
func (f Facts) Date(k Field) models.Date { return models.Date(f.Text(k)) }

// List is the field's value as a list of texts.
func (f Facts) List(k Field) []string {
	switch v := f[k].(type) {
	case []string:
		return v
	case []any:
		out := make([]string, 0, len(v))
		for _, x := range v {
			if s, ok := x.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// Has tells whether a value is present and not empty.
func (f Facts) Has(k Field) bool {
	v, ok := f[k]
	if !ok || v == nil {
		return false
	}
	switch v := v.(type) {
	case string:
		return v != ""
	case []string:
		return len(v) > 0
	case []any:
		return len(v) > 0
	}
	return true
}

// only is the part of the facts that a guard declared to read.
func (f Facts) only(fields []Field) Facts {
	out := make(Facts, len(fields))
	for _, k := range fields {
		if v, ok := f[k]; ok {
			out[k] = v
		}
	}
	return out
}
