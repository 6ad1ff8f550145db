package handlers

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// seen reads If-Match: the version that the officer saw, as "12", W/"12" or 12. An
// absent header, a list, and *, which would match whatever came between, name no
// version. A version that no case ever has matches nothing, so the case is stale.
func seen(header string) (version int64, ok bool) {
	tag := strings.TrimSpace(header)
	if tag == "" || tag == "*" {
		return 0, false
	}
	tag = strings.TrimPrefix(tag, "W/")
	if len(tag) >= 2 && tag[0] == '"' && tag[len(tag)-1] == '"' {
		tag = tag[1 : len(tag)-1]
	}
	n, err := strconv.ParseInt(tag, 10, 64)
	if err != nil || n < 1 {
		return noVersion, true
	}
	return n, true
}

// noVersion is older than every version; package register takes 0 for "not asked".
const noVersion = -1

// etag is a version as a header.
func etag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// maxKey is the longest idempotency key, in bytes.
const maxKey = 200

// keyGiven checks an Idempotency-Key: printable ASCII, so that it means the same
// everywhere it is written down.
func keyGiven(key string) bool {
	if key == "" || len(key) > maxKey {
		return false
	}
	return !strings.ContainsFunc(key, func(r rune) bool { return r < ' ' || r > '~' })
}

// bearer is the token of the Authorization header, or nothing.
func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// encode writes JSON without turning < and > of names into escapes.
func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
