package casefile

import (
	"net/http"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
)

// reasoned is a small form that asks for one reason.
type reasoned struct {
	*sheet
	title, why, word string
	action, label    string
	reason           string
	danger           bool
}

// keeping dresses a page whose form keeps itself: the script for that weighs too much for
// the pages of cases that are only read.
func keeping(v *ui.View) *ui.View {
	v.Desk = "steps"
	return v
}

func takeOverForm(r *desk.Request) error { return askReason(r, http.StatusOK, takingOver, nil, "") }

func recusalForm(r *desk.Request) error { return askReason(r, http.StatusOK, standingAside, nil, "") }

func takingOver(l ui.Lang, s *sheet) reasoned {
	return reasoned{sheet: s, title: l.T("接管本件", "Take the case over"), word: l.T("接管", "Take over"), action: "/takeover",
		label: l.T("接管理由", "Why you take it over"),
		why:   l.T("原承办人会收到通知和理由。所长可以接管；同事只能在承办人不在岗时接管。", "The present holder is told, with the reason. A head may take a case over; a colleague only while the holder is away.")}
}

func standingAside(l ui.Lang, s *sheet) reasoned {
	return reasoned{sheet: s, title: l.T("申请回避", "Stand aside"), word: l.T("申请回避", "Stand aside"), action: "/recusal", danger: true,
		label: l.T("回避理由", "Why you stand aside"),
		why:   l.T("申请后不能再办理本件，也不能撤回；由上级指定他人办理（公务员法 76）。", "You then take no further part in this case, and it cannot be taken back; the body above names another officer (Civil Servants Law, art. 76).")}
}

func askReason(r *desk.Request, status int, form func(ui.Lang, *sheet) reasoned, f *ui.Fault, reason string) error {
	s, err := readSheet(r)
	if err != nil {
		return err
	}
	s.fault = f
	p := form(r.Lang, s)
	p.reason = reason
	return r.Page(status, p.title+" "+s.Number, s.section(), func(v *ui.View) templ.Component { return reasonPage(keeping(v), p) })
}

// takeOver takes the case from its holder, who is told why.
func takeOver(r *desk.Request) error {
	reason := r.FormValue("reason")
	_, err := r.Reg.TakeOver(r.Request().Context(), r.Actor, r.Param("id"), reason)
	return afterReason(r, takingOver, reason, err, r.T("已接管，本件由你办理", "Taken over: this case is in your hands"))
}

// recuse keeps the officer's word not to act on the case.
func recuse(r *desk.Request) error {
	reason := r.FormValue("reason")
	_, err := r.Reg.DeclareRecusal(r.Request().Context(), r.Actor, register.RecusalRequest{CaseID: r.Param("id"), Reason: reason, Key: r.FormValue("key")})
	return afterReason(r, standingAside, reason, err, r.T("已登记回避，本件由他人办理", "Recorded: another officer takes this case"))
}

func afterReason(r *desk.Request, form func(ui.Lang, *sheet) reasoned, reason string, err error, done string) error {
	if err == nil {
		return r.Go(at(r.Param("id"), "", r.FormValue("queue")), done)
	}
	f := r.Fault(err)
	if !desk.Shown(f) {
		return err
	}
	return askReason(r, f.Status, form, f, reason)
}
