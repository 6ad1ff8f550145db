package auth

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// PasswordFault says one thing that is wrong with a password that an officer chose. It
// never holds the password.
type PasswordFault struct {
	// Code is one of password_short, password_long, password_kinds, password_text,
	// password_username, password_common.
	Code string
	// Zh and En say what to do, for the officer.
	Zh, En string
}

// Check judges a new password and names everything that the profile does not take: its
// length, its kinds of characters, the username with a few characters around it, and the
// passwords that everyone tries first. Nothing wrong gives nothing.
func (p Profile) Check(password, username string) []PasswordFault {
	if !utf8.ValidString(password) || strings.ContainsRune(password, 0) {
		return []PasswordFault{{"password_text", "密码含有不能识别的字符，请重新输入", "the password has characters that are no text: type it again"}}
	}
	rules, typed := p.Rules(), norm.NFKC.String(password)
	text := strings.ToLower(typed)
	length := utf8.RuneCountInString(text)
	var wrong []PasswordFault
	if length < rules.Least {
		n := strconv.Itoa(rules.Least)
		wrong = append(wrong, PasswordFault{"password_short", "密码至少" + n + "个字符，可以用一句话", "the password needs at least " + n + " characters: a sentence will do"})
	}
	if length > MaxPassword {
		wrong = append(wrong, PasswordFault{"password_long", "密码最多128个字符", "the password may have at most 128 characters"})
	}
	if kinds(typed) < rules.Kinds {
		wrong = append(wrong, PasswordFault{"password_kinds", "密码要有大写字母、小写字母、数字、其他字符（汉字也算）中的至少三种", "the password needs three of the four: capitals, small letters, digits, other characters (Chinese ones count)"})
	}
	if mostlyUsername(text, username) {
		wrong = append(wrong, PasswordFault{"password_username", "密码不能由用户名组成，请换一个", "the password is little more than the username: choose another"})
	}
	if length > 0 && common(text) {
		wrong = append(wrong, PasswordFault{"password_common", "这个密码太常见，请换一个", "the password is one that everyone tries first: choose another"})
	}
	return wrong
}

// kinds counts the kinds of characters: capitals, small letters, digits, all others.
func kinds(text string) int {
	var capital, small, digit, other int
	for _, r := range text {
		switch {
		case r >= 'A' && r <= 'Z':
			capital = 1
		case r >= 'a' && r <= 'z':
			small = 1
		case r >= '0' && r <= '9':
			digit = 1
		default:
			other = 1
		}
	}
	return capital + small + digit + other
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
