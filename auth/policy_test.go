package auth

import (
	"crypto/rand"
	"regexp"
	"strings"
	"testing"
)

func TestPasswordPolicy(t *testing.T) {
	cases := []struct{ password, username, code string }{
		{"雨天路滑 慢慢走 1949", "zhangsan", ""},
		{"correct horse battery", "clerk01", ""},
		{"户籍科门口有一棵老槐树呀", "clerk01", ""}, // twelve characters
		{"户籍科门口有一棵老槐树", "clerk01", "password_short"},
		{"elevenchars", "clerk01", "password_short"},
		{"", "clerk01", "password_short"},
		{strings.Repeat("一句很长的话。 ", 16), "clerk01", ""}, // 128 characters
		{strings.Repeat("很长", 65), "clerk01", "password_long"},
		{"wangxiaoming2026", "wangxiaoming", "password_username"},
		{"WangXiaoMing2026", "wangxiaoming", "password_username"},
		{"clerk01clerk01", "clerk01", "password_username"},
		{"wang likes long walks", "wang", ""},
		{"passwordpassword", "clerk01", "password_common"},
		{"Password1234!", "clerk01", "password_common"},
		{"1qaz2wsx3edc4rfv", "clerk01", "password_common"},
		{"woaini5201314", "clerk01", "password_common"},
		{"123456789012", "clerk01", "password_common"},
		{"１２３４５６７８９０１２", "clerk01", "password_common"},
		{"abcdefghijkl", "clerk01", "password_common"},
		{"aaaaaaaaaaaa", "clerk01", "password_common"},
		{"121212121212", "clerk01", "password_common"},
		{"enough bytes\xff\xfe", "clerk01", "password_text"},
		{"enough\x00characters", "clerk01", "password_text"},
	}
	for _, c := range cases {
		got := codesOf(t, Intl.Check(c.password, c.username), c.password)
		if c.code == "" && got != "" || !strings.Contains(got, c.code) {
			t.Errorf("%q: %s, want %s", c.password, got, c.code)
		}
	}
}

// codesOf are the codes in their order; each has words in both languages, none the
// password.
func codesOf(t *testing.T, wrong []PasswordFault, password string) string {
	t.Helper()
	var codes []string
	for _, f := range wrong {
		if f.Zh == "" || f.En == "" || password != "" && strings.Contains(f.Zh+f.En, password) {
			t.Errorf("%s says %q, %q", f.Code, f.Zh, f.En)
		}
		codes = append(codes, f.Code)
	}
	return strings.Join(codes, " ")
}

// The profile of GB/T 22239 asks for kinds of characters and takes what is shorter; the
// other asks for length alone. Each names all faults of a password at once.
func TestEachProfileAsksItsOwn(t *testing.T) {
	for _, c := range []struct{ password, intl, dengbao3 string }{
		{"Gt7#kuLe", "password_short", ""},
		{"Gt7kuLe9", "password_short", ""}, // capitals count as a kind of their own
		{"雨天路滑慢慢走1949m", "", ""},
		{"correct horse battery", "", "password_kinds"},
		{"雨天路滑，慢慢走，看两边再过马路", "", "password_kinds"},
		{"kwmbxz", "password_short", "password_short password_kinds"},
		{"Ｇｔ7＃kuLe", "password_short", ""}, // a full-width keyboard types the same
		{"Clerk01#", "password_short password_username", "password_username"},
		{"123456", "password_short password_common", "password_short password_kinds password_common"},
		{"Admin@1234", "password_short password_common", "password_common"},
		{"", "password_short", "password_short password_kinds"},
	} {
		if got := codesOf(t, Intl.Check(c.password, "clerk01"), c.password); got != c.intl {
			t.Errorf("intl, %q: %q, want %q", c.password, got, c.intl)
		}
		if got := codesOf(t, Dengbao3.Check(c.password, "clerk01"), c.password); got != c.dengbao3 {
			t.Errorf("dengbao3, %q: %q, want %q", c.password, got, c.dengbao3)
		}
	}
}

// Nobody guesses what an account begins with: five bits a letter, 130 drawn, and a digit
// always among them, so that both profiles take it.
func TestAFirstPasswordIsLongAndItsOwn(t *testing.T) {
	form := regexp.MustCompile(`^[a-z2-7]{5}(-[a-z2-7]{5}){3}-[a-z2-7]{6}$`)
	seen := map[string]bool{}
	for range 2000 {
		drawn, err := DrawPassword(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if !form.MatchString(drawn) || seen[drawn] {
			t.Fatalf("accounts begin with %q", drawn)
		}
		seen[drawn] = true
		for _, p := range Profiles() {
			if wrong := p.Check(drawn, "clerk01"); len(wrong) > 0 {
				t.Errorf("%s does not take %q: %v", p, drawn, wrong)
			}
		}
	}
	if _, err := DrawPassword(strings.NewReader("short")); err == nil {
		t.Error("a password was drawn without randomness")
	}
}
