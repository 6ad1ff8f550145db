package register

import (
	"strings"
	"unicode/utf8"

	"hukou/models"
	"hukou/workflow"
)

// PurposeCode says why somebody looks at a person outside a case, so that looks can be
// counted by it. The words beside it say what exactly.
type PurposeCode string

// The codes. PurposeCase is the log's own, for looks inside an assigned case.
const (
	PurposeWindow      PurposeCode = "window"
	PurposeCheck       PurposeCode = "check"
	PurposeVisit       PurposeCode = "visit"
	PurposeInquiry     PurposeCode = "inquiry"
	PurposeAssist      PurposeCode = "assist"
	PurposeSupervision PurposeCode = "supervision"
	PurposeEmergency   PurposeCode = "emergency"
	PurposeOther       PurposeCode = "other"
	PurposeCase        PurposeCode = "case"
)

// PurposeCodes are the codes an officer may give, in the order of the form.
func PurposeCodes() []PurposeCode {
	return []PurposeCode{PurposeWindow, PurposeCheck, PurposeVisit, PurposeInquiry, PurposeAssist, PurposeSupervision, PurposeEmergency, PurposeOther}
}

// purposeChoices are the codes with their words.
func purposeChoices() []workflow.Code {
	var out []workflow.Code
	for _, c := range PurposeCodes() {
		out = append(out, workflow.Code{Value: string(c), Word: c.Word()})
	}
	return out
}

var purposeWords = map[PurposeCode]workflow.Word{
	PurposeWindow:      {Zh: "群众到窗口办理", En: "Somebody is at the window"},
	PurposeCheck:       {Zh: "核对在办业务", En: "Checking an open case"},
	PurposeVisit:       {Zh: "走访核实", En: "A visit"},
	PurposeInquiry:     {Zh: "答复查询申请", En: "Answering a request for information"},
	PurposeAssist:      {Zh: "协助其他机关（写明文号）", En: "Helping another authority (give its document)"},
	PurposeSupervision: {Zh: "监督检查", En: "Supervision"},
	PurposeEmergency:   {Zh: "紧急情况", En: "An emergency"},
	PurposeOther:       {Zh: "其他用途", En: "Another purpose"},
	PurposeCase:        {Zh: "办理业务", En: "Work on a case"},
}

// Word names a code; an unknown one, of rows older than the codes, has no name.
func (c PurposeCode) Word() workflow.Word { return purposeWords[c] }

// why is on what a look rests: a case by id or number, or a purpose in a code and words.
type why struct {
	code   PurposeCode
	words  string
	caseID string
}

// check trims a purpose, and refuses a code nobody knows and words no log should carry.
// Words without a code are another purpose, a code without words stands for its name.
func (y *why) check() error {
	y.words = strings.TrimSpace(y.words)
	_, known := purposeWords[y.code]
	switch {
	case y.code != "" && (!known || y.code == PurposeCase):
		return &Invalid{Errors: []FieldError{fieldError("purpose_code", "unknown_code", "没有这个用途代码。", "There is no such code of a purpose.").Among(purposeChoices(), workflow.Word{})}}
	case utf8.RuneCountInString(y.words) > workflow.MaxText || !utf8.ValidString(y.words):
		return invalid("purpose", "too_long", "用途最多200字。", "The purpose has at most 200 characters.")
	case y.words != "" && y.code == "":
		y.code = PurposeOther
	case y.words == "" && y.code != "" && y.code != PurposeOther:
		y.words = y.code.Word().Zh
	}
	return nil
}

// stated tells whether a purpose was given at all.
func (y why) stated() bool { return y.words != "" }

// look is one reading of the register: inside an open case of the officer's bodies that
// is about the person, or for a purpose. approval names what a closed file was opened
// by, class the most sensitive data of it; searched tells that it is a list of hits.
type look struct {
	inCase   bool
	caseID   string
	code     PurposeCode
	purpose  string
	approval string
	class    string
	searched bool
}

// outside is a look that rests on its purpose.
func (y why) outside() look { return look{caseID: y.caseID, code: y.code, purpose: y.words} }

// inside is a look that rests on a case; words given beside it are kept.
func (y why) inside(caseID string) look {
	l := look{inCase: true, caseID: caseID, code: y.code, purpose: y.words}
	if l.code == "" {
		l.code = PurposeCase
	}
	return l
}

// The classes of personal data (docs/operations.md), the more sensitive the later.
const (
	classB = "B" // personal
	classC = "C" // sensitive: a minor's file, a number in the clear
	classD = "D" // restricted: sealed, protected
)

// adultAt is the age from which a file is no longer that of a minor (民法典 17).
const adultAt = 18

// minorOn tells whether a person is under 18 on a day; one without a birth date counts
// as one, so that nothing is shown by mistake.
func minorOn(p models.Person, day models.Date) bool {
	return !p.BirthDate.Valid() || p.BirthDate.AgeOn(day) < adultAt
}
