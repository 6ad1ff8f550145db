package handlers

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
)

// Kept is what a reader says of the answer that it has already, and of how it
// takes one.
type Kept struct {
	IfNoneMatch    string `header:"If-None-Match" doc:"上次回答的 ETag；没有变化则回 304。The ETag of the last answer; 304 when nothing has changed."`
	AcceptEncoding string `header:"Accept-Encoding" hidden:"true"`
}

// cachedOut is an answer that changes seldom and holds nothing personal: it may be kept
// if it is asked about each time, and goes compressed to who takes that.
type cachedOut struct {
	Status   int
	ETag     string `header:"ETag"`
	Cache    string `header:"Cache-Control"`
	Vary     string `header:"Vary"`
	Encoding string `header:"Content-Encoding"`
	Type     string `header:"Content-Type"`
	Body     []byte
}

// cached answers with v, or with nothing where the reader has it.
func (in Kept) cached(v any) (*cachedOut, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(body)
	// Weak: the same answer has other bytes when it is compressed.
	out := &cachedOut{Status: http.StatusOK, ETag: `W/"` + hex.EncodeToString(sum[:12]) + `"`, Cache: "private, no-cache", Vary: "Accept-Encoding, Accept-Language", Type: "application/json", Body: body}
	if has(in.IfNoneMatch, out.ETag) {
		out.Status, out.Body, out.Type = http.StatusNotModified, nil, ""
		return out, nil
	}
	if !takesGzip(in.AcceptEncoding) {
		return out, nil
	}
	var small bytes.Buffer
	z := gzip.NewWriter(&small)
	if _, err := z.Write(body); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	out.Encoding, out.Body = "gzip", small.Bytes()
	return out, nil
}

// has tells whether a list of tags names this one; weakness does not count (RFC 9110
// section 13.1.2).
func has(given, tag string) bool {
	for one := range strings.SplitSeq(given, ",") {
		if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// takesGzip reads Accept-Encoding: named, and not with the weight 0.
func takesGzip(given string) bool {
	for one := range strings.SplitSeq(given, ",") {
		name, params, _ := strings.Cut(one, ";")
		if !strings.EqualFold(strings.TrimSpace(name), "gzip") {
			continue
		}
		weight, weighed := strings.CutPrefix(strings.ToLower(strings.TrimSpace(params)), "q=")
		q, err := strconv.ParseFloat(weight, 64)
		return !weighed || err == nil && q > 0
	}
	return false
}
