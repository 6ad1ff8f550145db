package handlers

import (
	"fmt"
	"strings"
)

// ErrorsDoc is docs/errors.md: every refusal in the order in which a request is
// checked, written from the error table and the catalogue.
func ErrorsDoc() []byte {
	var b strings.Builder
	b.WriteString(errorsHead)
	words := catalogue()
	for _, a := range answers() {
		w := words[a.code]
		fmt.Fprintf(&b, "| %d | `%s` | %s<br>%s | %s |\n", a.status, a.code, w.detail.Zh, w.detail.En, a.with)
	}
	b.WriteString(errorsTail)
	return []byte(b.String())
}

const errorsHead = `# 拒绝与错误 · Refusals and errors

<!-- Written by ` + "`hukou docs`" + ` from handlers/errors.go and handlers/catalogue.go. -->

Every answer that is a no is a problem document (RFC 9457, ` + "`application/problem+json`" + `): ` + "`type, title, status, code, detail`" + `, and where the table says so ` + "`errors[]`, `unmet[]`, `allowed_events[]`, `holder`" + `. Compare ` + "`code`" + `; the texts may change. They are Chinese, or English when ` + "`Accept-Language`" + ` prefers it. No answer repeats a value that was sent.

A request is checked in the order of the table: what stands higher is told first, and hides what stands lower. A case of another jurisdiction answers exactly as one that does not exist, whatever else is wrong with the request. The replay of an ` + "`Idempotency-Key`" + ` stands between 428 and 403: a repeat gets its first answer again, whatever has become of the case; ` + "`key_reused`" + ` is told at the same place. A body that is no JSON at all names no step, so it is refused right after 428. Throttles (429) come as soon as the officer, or at a sign-in the address, is known.

| status | code | says | carries |
| --- | --- | --- | --- |
`

const errorsTail = `
What the contract leaves open, and what was chosen:

- Of a value that is none of a closed list, and of a field, parameter, step or queue of a name that is not known, the answer lists what would be right: ten at most, with their words, then how many more there are and where all of them stand. A step that is never the officer's names who takes it; an event that the business does not have is 403 ` + "`never_yours`" + ` too, says so; it lists the steps that are open, all of them.
- A missing or unusable ` + "`Idempotency-Key`" + ` is 400, since 428 speaks of ` + "`If-Match`" + ` alone. Papers (` + "`POST …/materials`" + `) and verdicts take a key and do not insist on one.
- ` + "`If-Match`" + ` takes ` + "`\"12\"`, `W/\"12\"` and `12`" + `. ` + "`*`" + ` names no version and counts as missing; a tag of another form matches nothing and is 412.
- A look at a person or household outside an open case of one's own needs the header ` + "`Purpose`" + ` (percent-encoded UTF-8), or ` + "`purpose`" + ` in a search: without it 422 ` + "`purpose_required`" + `.
- Values that break a rule are told before fields that do not exist, all of each kind at once.
- A query parameter that the call does not have (400 ` + "`unknown_field`" + `, at its name) and a body of another kind than the call takes (415; none named counts as JSON) are told as soon as the case was found to be the officer's to see, before 428.
- ` + "`as_of`" + ` after the end of the year that follows the last known working calendar, or ` + "`known_at`" + ` after today, is 422 ` + "`too_late`" + `.
- To the three administrators there are no cases: calls that name one answer 404, all other calls on personal data 403.
- ` + "`signoff`" + ` is ` + "`{\"method\":\"totp\",\"code\"}`" + `, asked of decisions alone and last, when nothing else is lacking; ` + "`GET …/steps`" + ` tells which steps are decisions and whether a code is needed now. Left out or empty, the session signs where the place's rule takes that. Of a step on many lines it signs them all, as a docket.
`
