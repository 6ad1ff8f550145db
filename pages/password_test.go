package pages_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"hukou/auth"
	"hukou/internal/browser"
)

// The security administrator chooses the profile of level three on the page of policy
// rows, where nothing else is offered to them. From then on an officer whose password does
// not fit comes to the form to change it, which says what is asked and, at the box,
// everything that is wrong; the new one signs in.
func TestAnOfficerChangesThePasswordWhereTheProfileAsksForIt(t *testing.T) {
	program := browser.Demo(t)
	sec := plainly(t, program, "secadmin")
	_, form := sec.get("/admin/policies/new")
	if !strings.Contains(form, `value="dengbao3"`) || strings.Contains(form, `value="birth_cert"`) || strings.Contains(form, `name="level"`) {
		t.Error("the form offers the security administrator something else than passwords")
	}
	row := url.Values{"business": {"passwords"}, "from": {"2026-09-24"}, "document": {"宁公网安〔2026〕3号"}}
	if status, page := sec.post("/admin/policies/new", row); status != http.StatusUnprocessableEntity || !strings.Contains(page, "请选密码档次") {
		t.Errorf("a row that chooses nothing is answered %d", status)
	}
	row.Set("profile", "dengbao3")
	if status, page := sec.post("/admin/policies/new", row); status != http.StatusOK || !strings.Contains(page, "dengbao3：等级保护第三级") {
		t.Fatalf("the row is answered %d", status)
	}

	o := program.Officer(t, clerk)
	visitor := &plain{t: t, base: program.URL, http: &http.Client{Jar: sec.http.Jar}}
	send := func(path string, boxes url.Values) (int, string) {
		code, err := auth.TOTPAt(o.TOTPSecret, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		boxes.Set("username", o.Username)
		boxes.Set("password", o.Password)
		boxes.Set("totp", code)
		return visitor.post(path, boxes)
	}
	status, page := send("/sign-in", url.Values{"back": {"/people"}})
	if status != http.StatusForbidden || !strings.Contains(page, `action="/password"`) || !strings.Contains(page, "这个密码须先更换") ||
		!strings.Contains(page, "至少8个字符") || !strings.Contains(page, "每90天内更换一次") || !strings.Contains(page, `value="/people"`) {
		t.Fatalf("the sign-in is answered %d", status)
	}
	if strings.Contains(page, o.Password) {
		t.Error("the page repeats the password")
	}
	if status, page = send("/password", url.Values{"new_password": {"Gt7#kuLe"}, "again": {"Gt7#kule"}}); status != http.StatusUnprocessableEntity || !strings.Contains(page, "两次输入的新密码不一样") {
		t.Errorf("typed in two ways it is answered %d", status)
	}
	if status, page = send("/password", url.Values{"new_password": {"123456"}, "again": {"123456"}}); status != http.StatusUnprocessableEntity ||
		!strings.Contains(page, "密码至少8个字符") || !strings.Contains(page, "至少三种；") || !strings.Contains(page, "；这个密码太常见") {
		t.Errorf("of three faults at the box it is answered %d", status)
	}
	if status, page = send("/password", url.Values{"new_password": {"Gt7#kuLe"}, "again": {"Gt7#kuLe"}, "back": {"/keys"}}); status != http.StatusOK || !strings.Contains(page, "快捷键") {
		t.Errorf("the change leads to %d", status)
	}
}
