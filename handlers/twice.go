package handlers

import (
	"bytes"
	"encoding/json"
	"fmt"

	"hukou/register"
)

// twice names every member that an object of the body gives twice. Which of the two counts
// is for each reader to choose, so whoever looks over a request on its way here may have
// seen the other one. The body has been parsed once: its tokens stand in order.
func twice(raw []byte) []register.FieldError {
	in := json.NewDecoder(bytes.NewReader(raw))
	var wrong []register.FieldError
	var value func(path string)
	value = func(path string) {
		token, err := in.Token()
		switch {
		case err != nil:
		case token == json.Delim('{'):
			seen := map[string]bool{}
			for in.More() {
				key, err := in.Token()
				name, ok := key.(string)
				if err != nil || !ok {
					return
				}
				at := join(path, shown(name))
				if seen[name] {
					wrong = append(wrong, fieldError(at, "given_twice"))
				}
				seen[name] = true
				value(at)
			}
			_, _ = in.Token()
		case token == json.Delim('['):
			for i := 0; in.More(); i++ {
				value(fmt.Sprintf("%s[%d]", path, i))
			}
			_, _ = in.Token()
		}
	}
	value("")
	return wrong
}
