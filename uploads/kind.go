package uploads

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// Kind is the media type of a scan, told by its content.
type Kind string

// The kinds of scan that are taken.
const (
	PNG  Kind = "image/png"
	JPEG Kind = "image/jpeg"
	PDF  Kind = "application/pdf"
	Text Kind = "text/plain"
)

// kindOf tells by its content what a file is; empty for what is not taken. Names and
// declared types have no say.
func kindOf(b []byte) Kind {
	switch {
	case bytes.HasPrefix(b, []byte(pngSignature)):
		return PNG
	case bytes.HasPrefix(b, []byte("\xff\xd8\xff")):
		return JPEG
	case bytes.HasPrefix(b, []byte("%PDF-")):
		return PDF
	case plainText(b):
		return Text
	}
	return ""
}

// plainText tells whether a file is UTF-8 without control characters, and holds nothing
// that a browser or a viewer could take for markup, such as SVG.
func plainText(b []byte) bool {
	if !utf8.Valid(b) {
		return false
	}
	after := rune(0)
	for _, r := range string(b) {
		if unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' {
			return false
		}
		if after == '<' && (r == '!' || r == '/' || r == '?' || r < utf8.RuneSelf && unicode.IsLetter(r)) {
			return false
		}
		after = r
	}
	return true
}
