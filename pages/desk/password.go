package desk

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"hukou/pages/ui"
	"hukou/register"
)

// passwordPage is where officers change their password, with no session: who they are
// they prove by the present one and a code.
func (d *Desk) passwordPage(r *Request) error {
	return r.showPassword(http.StatusOK, nil, "", Back(r.QueryParam("back"), "/"))
}

func (r *Request) showPassword(status int, f *ui.Fault, username, back string) error {
	profile, err := r.Reg.PasswordProfile(r.Request().Context())
	if err != nil {
		return err
	}
	var asks []string
	for _, w := range register.PasswordAsks(profile) {
		asks = append(asks, r.Lang.Word(w))
	}
	return r.Page(status, r.T("修改密码", "Change the password"), ui.Elsewhere, func(v *ui.View) templ.Component { return passwordForm(v, f, username, back, asks) })
}

// changePassword sets the password and signs in. Of a password typed twice the second one
// is for the hands: it is not judged further.
func (d *Desk) changePassword(r *Request) error {
	back := Back(r.FormValue("back"), "/")
	username, chosen := strings.TrimSpace(r.FormValue("username")), r.FormValue("new_password")
	if chosen != r.FormValue("again") {
		text := r.T("两次输入的新密码不一样，请重新输入。", "The new password was typed in two ways: type it again.")
		return r.showPassword(http.StatusUnprocessableEntity, &ui.Fault{Status: http.StatusUnprocessableEntity, Title: r.T("密码没有改", "The password is not changed"), Text: text,
			Fields: []ui.FieldFault{{Field: "again", Code: "differs", Text: text}}}, username, back)
	}
	_, err := d.Door.ChangePassword(r.Context, username, r.FormValue("password"), strings.TrimSpace(r.FormValue("totp")), chosen)
	if err == nil {
		return r.Go(back, r.T("密码已改，已登录", "The password is changed and you are signed in"))
	}
	f := r.Fault(err)
	if f.Status >= http.StatusInternalServerError {
		return err
	}
	return r.showPassword(f.Status, f, username, back)
}
