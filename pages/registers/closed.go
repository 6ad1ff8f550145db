package registers

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
)

// closedFile is the page instead of a file that needs an approval: what closes it, and
// the forms to ask for access or, in an emergency, to break the glass.
type closedFile struct {
	person  string
	why     string
	basis   string
	purpose purpose
	key     string
	back    string
	breaks  bool
	fault   *ui.Fault
}

// showClosed shows that page. Why is in the words of the rule.
func showClosed(r *desk.Request, status int, needs *register.ApprovalRequired, fault *ui.Fault) error {
	c := needs.Condition()
	p := closedFile{person: r.Param("id"), why: r.Lang.Word(c.Message), basis: r.Lang.Basis(c.Basis), purpose: purposeOf(r), key: r.Key(),
		back: "/people/" + r.Param("id"), breaks: desk.Workers(r.Actor), fault: fault}
	return r.Page(status, r.T("须经批准", "Approval required"), ui.Search, func(v *ui.View) templ.Component { return closedPage(v, p) })
}

// ask asks for access to the file.
func ask(r *desk.Request) error {
	p := purpose{register.PurposeCode(r.FormValue("purpose")), strings.TrimSpace(r.FormValue("other"))}
	_, err := r.Reg.AskAccess(r.Request().Context(), r.Actor, register.AccessAsk{PersonID: r.Param("id"), Code: p.code, Purpose: p.words, Key: r.FormValue("key")})
	if err != nil {
		return closedAgain(r, err)
	}
	return r.Go("/watch", r.T("已申请，等领导批准", "Asked for; the head decides"))
}

// closedAgain shows the page anew with what is wrong with the form. What closes the file
// is asked again, so that the page of an open one comes instead.
func closedAgain(r *desk.Request, err error) error {
	f := r.Fault(err)
	if !desk.Shown(f) {
		return err
	}
	p := purposeOf(r)
	_, closed := r.Reg.PersonDays(r.Request().Context(), r.Actor, r.Param("id"), register.PersonQuery{Code: p.code, Purpose: p.words})
	var needs *register.ApprovalRequired
	if !errors.As(closed, &needs) {
		return err
	}
	return showClosed(r, f.Status, needs, f)
}

// breakGlass opens closed files for an emergency.
func breakGlass(r *desk.Request) error {
	minutes, _ := strconv.Atoi(r.FormValue("minutes"))
	_, err := r.Reg.BreakGlass(r.Request().Context(), r.Actor, r.FormValue("reason"), minutes, r.FormValue("key"))
	if err != nil {
		return closedAgain(r, err)
	}
	return r.Go("/people/"+r.Param("id"), r.T("紧急查阅已开始，已告知领导和个人信息保护负责人", "Break-glass is on; the head and the privacy officer are told"))
}

// askSeal asks for a seal; a head other than the officer confirms it.
func askSeal(r *desk.Request) error {
	_, err := r.Reg.SealPerson(r.Request().Context(), r.Actor, r.Param("id"), r.FormValue("kind"), r.FormValue("reason"), r.FormValue("key"))
	if err == nil {
		return r.Go("/watch", r.T("已申请封存，等另一名领导确认", "A seal is asked for; another head confirms it"))
	}
	f := r.Fault(err)
	if !desk.Shown(f) {
		return err
	}
	return showPerson(r, f.Status, "", f)
}

// usagePage is who has looked at a person.
type usagePage struct {
	person string
	slip   bool
	looks  register.Usage
}

func usage(r *desk.Request) error { return showUsage(r, false) }

// usageSlip is the same to print and hand over (个人信息保护法 45). It names bodies,
// and no officer.
func usageSlip(r *desk.Request) error { return showUsage(r, true) }

func showUsage(r *desk.Request, slip bool) error {
	p := purposeOf(r)
	u, err := r.Reg.PersonUsage(r.Request().Context(), r.Actor, r.Param("id"), register.PersonQuery{Code: p.code, Purpose: p.words})
	if err != nil {
		return askPurpose(r, err)
	}
	d := usagePage{person: r.Param("id"), slip: slip, looks: u}
	if slip {
		return r.Paper(http.StatusOK, r.T("查阅记录单", "Slip of looks"), func(v *ui.View) templ.Component { return slipSheet(v, d) })
	}
	return r.Page(http.StatusOK, r.T("查阅记录", "Who has looked"), ui.Search, func(v *ui.View) templ.Component { return usageView(v, d) })
}

// seesUsage tells whether the officer may see who looked.
func seesUsage(r *desk.Request) bool { return r.Actor.Has(register.UsageRoles()...) }
