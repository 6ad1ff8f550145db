package handlers

import (
	"strconv"
	"strings"
)

// lang is a language the program speaks.
type lang string

const (
	chinese lang = "zh"
	english lang = "en"
)

// tag is the language as headers name it.
func (l lang) tag() string {
	if l == english {
		return "en"
	}
	return "zh-CN"
}

// accepted picks the language that Accept-Language prefers. Chinese wins a tie and
// stands for everything that is not English.
func accepted(header string) lang {
	zh, en, rest := -1.0, -1.0, -1.0
	for _, part := range strings.Split(header, ",") {
		name, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		q := quality(params)
		switch base, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(name)), "-"); base {
		case "zh":
			zh = max(zh, q)
		case "en":
			en = max(en, q)
		case "*":
			rest = max(rest, q)
		}
	}
	if zh < 0 {
		zh = rest
	}
	if en > 0 && en > zh {
		return english
	}
	return chinese
}

// quality is the weight in the parameters of a language range; 1 without one.
func quality(params string) float64 {
	for _, p := range strings.Split(params, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		if strings.TrimSpace(name) != "q" {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(q >= 0 && q <= 1) { // so that NaN is none
			return 0
		}
		return q
	}
	return 1
}
