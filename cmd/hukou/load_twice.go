package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// onceEach refuses a line that gives a field of an object twice, whether spelt alike or
// with other underscores or letters of the other case: one of the values would be taken
// and nobody told which. Anything behind the object is refused too.
func onceEach(text []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	if err := onceIn(decoder); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("一行只能写一个 JSON 对象 a line holds one JSON object")
	}
	return nil
}

func onceIn(decoder *json.Decoder) error {
	token, err := decoder.Token()
	if err != nil {
		return err
	}
	open, ok := token.(json.Delim)
	if !ok {
		return nil
	}
	given := map[string]bool{}
	for decoder.More() {
		if open == '{' {
			name, err := decoder.Token()
			if err != nil {
				return err
			}
			text, _ := name.(string)
			key := strings.ToLower(strings.ToUpper(strings.ReplaceAll(text, "_", ""))) // as the decoder takes names for one
			if given[key] {
				return errors.New("同一项目写了两遍 a field is given twice")
			}
			given[key] = true
		}
		if err := onceIn(decoder); err != nil {
			return err
		}
	}
	_, err = decoder.Token()
	return err
}
