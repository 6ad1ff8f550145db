package desk

import (
	"strings"

	"hukou/pages/ui"
	"hukou/register"
)

// signOffCode is the box of the code, named as the API names it.
const signOffCode = "signoff.code"

// SignOff is the code that the form gives with a decision; none lets the session speak.
func (r *Request) SignOff() register.SignOff {
	code := strings.TrimSpace(r.FormValue(signOffCode))
	if code == "" {
		return register.SignOff{}
	}
	return register.SignOff{Code: code, At: r.desk.Now()}
}

// Signed notes that the register took the code of this request: what is drawn in answer
// need not ask for another. The next request learns it from the session.
func (r *Request) Signed() {
	if r.SignOff().Code != "" {
		r.Actor.Recent, r.Actor.ProvedAt = true, r.desk.Now()
	}
}

// RecentAsked asks for a code with an act that gives rights, where the officer has not
// proved who they are of late.
func (r *Request) RecentAsked() *register.SignOffAsked {
	return &register.SignOffAsked{Mode: register.SignOffRecent, Needed: !r.Actor.Recent}
}

// whyCode says why a code is asked for.
func whyCode(v *ui.View, mode register.SignOffMode) string {
	switch mode {
	case register.SignOffEach:
		return v.T("本业务每项决定都须签署；一个口令用一次", "Every decision of this business is signed; a code works once")
	case register.SignOffDocket:
		return v.T("本业务的决定须签署；一个口令用一次，可以合签几件", "Decisions of this business are signed; a code works once, for one or for many together")
	}
	return v.T("距上次验证身份已超过15分钟；填过之后15分钟内不再问", "More than 15 minutes since you proved who you are; once given it is not asked again for 15 minutes")
}
