package auth

import (
	"errors"
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
		err := CheckPassword(c.password, c.username)
		var wrong *PasswordError
		errors.As(err, &wrong)
		switch {
		case c.code == "" && err != nil:
			t.Errorf("%q was refused: %v", c.password, err)
		case c.code != "" && (wrong == nil || wrong.Code != c.code):
			t.Errorf("%q: %v, want %s", c.password, err, c.code)
		case wrong != nil && (wrong.Zh == "" || wrong.En == ""):
			t.Errorf("%s has no text in both languages", wrong.Code)
		case wrong != nil && c.password != "" && strings.Contains(wrong.Zh+wrong.En, c.password):
			t.Errorf("%s repeats the password", wrong.Code)
		}
	}
}
