package auth

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// MinPassword is the least length of a password in characters.
	MinPassword = 12
	// MaxPassword bounds the length in characters, so that nobody makes the
	// program hash a book.
	MaxPassword = 128
)

// PasswordError says what is wrong with a password that an officer chose. It
// never holds the password.
type PasswordError struct {
	// Code is one of password_short, password_long, password_text,
	// password_username, password_common.
	Code string
	// Zh and En say what to do, for the officer.
	Zh, En string
}

// Error says in both languages what the password lacks; it never repeats it.
func (e *PasswordError) Error() string { return e.En }

// CheckPassword judges a new password: 12 to 128 characters, not the username
// with a few characters around it, none of the long passwords that everyone
// knows. It asks for no digits or signs and sets no age, since such rules make
// passwords worse. The error is a *PasswordError.
func CheckPassword(password, username string) error {
	if !utf8.ValidString(password) || strings.ContainsRune(password, 0) {
		return &PasswordError{"password_text", "密码含有不能识别的字符，请重新输入", "the password has characters that are no text: type it again"}
	}
	text := strings.ToLower(norm.NFKC.String(password))
	length := utf8.RuneCountInString(text)
	switch {
	case length < MinPassword:
		return &PasswordError{"password_short", "密码至少12个字符，可以用一句话", "the password needs at least 12 characters: a sentence will do"}
	case length > MaxPassword:
		return &PasswordError{"password_long", "密码最多128个字符", "the password may have at most 128 characters"}
	case mostlyUsername(text, username):
		return &PasswordError{"password_username", "密码不能由用户名组成，请换一个", "the password is little more than the username: choose another"}
	case common(text):
		return &PasswordError{"password_common", "这个密码太常见，请换一个", "the password is one that everyone tries first: choose another"}
	}
	return nil
}

// mostlyUsername tells whether fewer than eight characters are left once the
// username is taken out.
func mostlyUsername(text, username string) bool {
	name := strings.ToLower(norm.NFKC.String(username))
	if name == "" || !strings.Contains(text, name) {
		return false
	}
	return utf8.RuneCountInString(strings.ReplaceAll(text, name, "")) < 8
}

// common tells whether the password is a well-known word or number of this
// country's keyboards, repeated or filled up with a few characters, or a run
// along the digits or the alphabet.
func common(text string) bool {
	if alphabetRun(text) || distinct(text) < 4 {
		return true
	}
	for _, word := range []string{
		"password", "passw0rd", "p@ssw0rd", "p@ssword", "administrator", "qwertyuiop", "qwerty", "asdfghjkl", "zxcvbnm",
		"1qaz2wsx", "3edc4rfv", "1q2w3e4r", "5t6y7u8i", "qazwsxedc", "1234567890", "0987654321", "123456789", "12345678", "123456", "123123",
		"iloveyou", "woaini", "5201314", "1314520", "5211314", "woaizhongguo", "zhongguo", "welcome", "letmein",
		"1234567", "12345", "1234", "admin", "police", "gongan", "jingcha", "hukou", "huji", "ningxia", "yinchuan", "changeme", "test", "abc123", "888888", "666666", "110110",
	} {
		text = strings.ReplaceAll(text, word, "")
	}
	return utf8.RuneCountInString(text) < 5
}

// alphabetRun tells whether each character is the neighbour of the one before.
func alphabetRun(text string) bool {
	up, down := true, true
	runes := []rune(text)
	for i := 1; i < len(runes); i++ {
		up = up && runes[i] == runes[i-1]+1
		down = down && runes[i] == runes[i-1]-1
	}
	return up || down
}

func distinct(text string) int {
	seen := make(map[rune]bool)
	for _, r := range text {
		seen[r] = true
	}
	return len(seen)
}
