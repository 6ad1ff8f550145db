package handlers

import "net/http"

// code names one kind of answer that is a no. It is stable: scripts compare it.
type code string

// The codes. What each says to people stands in catalogue.go.
const (
	codeNoSession    code = "no_session"
	codeSignIn       code = "sign_in_failed"
	codeNoPosting    code = "no_posting"
	codePasswordOld  code = "password_old"
	codeNotFound     code = "not_found"
	codeMethod       code = "method_not_allowed"
	codeIfMatch      code = "if_match_missing"
	codeForbidden    code = "forbidden"
	codeNeverYours   code = "never_yours"
	codeCrossSite    code = "cross_site"
	codeHeld         code = "held"
	codeStale        code = "stale"
	codeNotFromHere  code = "not_from_here"
	codeConflicting  code = "conflicting"
	codeUnmet        code = "unmet"
	codeBlocked      code = "blocked"
	codeInvalid      code = "invalid_values"
	codeKeyReused    code = "key_reused"
	codePurpose      code = "purpose_required"
	codeApproval     code = "approval_required"
	codeSignOff      code = "signoff_required"
	codeSignOffCode  code = "signoff_failed"
	codeBadFile      code = "bad_file"
	codeNotJSON      code = "not_json"
	codeUnknownField code = "unknown_field"
	codeKeyMissing   code = "key_missing"
	codeBadRequest   code = "bad_request"
	codeTimeout      code = "body_too_slow"
	codeTooLarge     code = "too_large"
	codeMediaType    code = "wrong_media_type"
	codeTooMany      code = "too_many"
	codeUnavailable  code = "unavailable"
	codeStorageFull  code = "storage_full"
	codeNotLogged    code = "not_logged"
	codeUploadsBusy  code = "uploads_busy"
	codeInternal     code = "internal"
	codeNotReady     code = "not_ready"
)

// answer is one line of the error table: the status of a code, and which members
// beside the usual ones its problem document carries.
type answer struct {
	code   code
	status int
	with   string
}

// answers is the error table, in the order in which a request is checked: what
// stands higher is told first.
func answers() []answer {
	return []answer{
		{codeNoSession, http.StatusUnauthorized, ""},
		{codeSignIn, http.StatusUnauthorized, ""},
		{codeNotFound, http.StatusNotFound, ""},
		{codeMethod, http.StatusMethodNotAllowed, ""},
		{codeIfMatch, http.StatusPreconditionRequired, ""},
		{codeNeverYours, http.StatusForbidden, ""},
		{codeForbidden, http.StatusForbidden, ""},
		{codePasswordOld, http.StatusForbidden, ""},
		{codeNoPosting, http.StatusForbidden, ""},
		{codeCrossSite, http.StatusForbidden, ""},
		{codeHeld, http.StatusLocked, "holder"},
		{codeStale, http.StatusPreconditionFailed, ""},
		{codeNotFromHere, http.StatusConflict, "allowed_events"},
		{codeConflicting, http.StatusConflict, "unmet, allowed_events"},
		{codeUnmet, http.StatusUnprocessableEntity, "unmet"},
		{codeBlocked, http.StatusUnprocessableEntity, "unmet"},
		{codeInvalid, http.StatusUnprocessableEntity, "errors"},
		{codeKeyReused, http.StatusUnprocessableEntity, ""},
		{codePurpose, http.StatusUnprocessableEntity, "errors"},
		{codeApproval, http.StatusUnprocessableEntity, "unmet"},
		{codeSignOff, http.StatusUnprocessableEntity, "unmet"},
		{codeSignOffCode, http.StatusUnprocessableEntity, "errors"},
		{codeBadFile, http.StatusUnprocessableEntity, "errors"},
		{codeNotJSON, http.StatusBadRequest, ""},
		{codeUnknownField, http.StatusBadRequest, "errors"},
		{codeKeyMissing, http.StatusBadRequest, ""},
		{codeBadRequest, http.StatusBadRequest, ""},
		{codeTimeout, http.StatusRequestTimeout, ""},
		{codeTooLarge, http.StatusRequestEntityTooLarge, ""},
		{codeMediaType, http.StatusUnsupportedMediaType, ""},
		{codeTooMany, http.StatusTooManyRequests, ""},
		{codeUnavailable, http.StatusServiceUnavailable, ""},
		{codeNotLogged, http.StatusServiceUnavailable, ""},
		{codeUploadsBusy, http.StatusServiceUnavailable, ""},
		{codeNotReady, http.StatusServiceUnavailable, ""},
		{codeStorageFull, http.StatusInsufficientStorage, ""},
		{codeInternal, http.StatusInternalServerError, ""},
	}
}

// statusOf is the status of a code; a code that the table lacks is our own mistake.
func statusOf(c code) int {
	for _, a := range answers() {
		if a.code == c {
			return a.status
		}
	}
	return http.StatusInternalServerError
}
