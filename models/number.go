package models

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"unicode/utf8"
)

// CitizenNumber is a 公民身份号码 of GB 11643: six digits for the county of first
// registration, eight for the birth date, three for the sequence (odd for men,
// even for women) and a check digit 0–9 or X. The empty number means that none
// is known.
//
// It prints itself masked under every verb of fmt, in JSON, XML and slog, and
// refuses to be a plain value in SQL; Reveal gives the text where it has to be
// sealed or shown. Three doors stay open and are closed by care: fmt and
// encoding/json read *unexported* struct fields and JSON *map keys* of this type
// past its methods, and fmt's own complaint about a wrong verb (%p, or %w) does
// the same. So keep it in exported fields, never as a map key that is encoded,
// and let go vet find the verbs.
type CitizenNumber string

// numberLength counts characters of a citizen number.
const numberLength = 18

// firstBirthYear is the earliest year believed in a number: the standard's own
// example was born in 1880.
const firstBirthYear = 1800

// NumberError tells which part of a text keeps it from being a citizen number.
// It never holds the text itself.
type NumberError struct {
	Code string // one of the Number… codes below
	Zh   string
	En   string
}

// The codes of a NumberError.
const (
	NumberLength    = "number_length"
	NumberCharacter = "number_character"
	NumberDate      = "number_date"
	NumberCheck     = "number_check_digit"
	NumberDivision  = "number_division"
	NumberSequence  = "number_sequence"
)

// Error is the Chinese text with the English one beside it.
func (e NumberError) Error() string { return e.Zh + " / " + e.En }

func numberError(code string) error {
	switch code {
	case NumberLength:
		return NumberError{code, "公民身份号码应为 18 位；15 位旧号码须先换成 18 位", "A citizen number has 18 characters; replace an old one of 15 digits by its new number first."}
	case NumberCharacter:
		return NumberError{code, "公民身份号码前 17 位应为数字，第 18 位应为数字或 X", "The first 17 characters must be digits, the last a digit or X; compare it with the document."}
	case NumberDate:
		return NumberError{code, "号码第 7 至 14 位不是有效的出生日期，请与证件核对", "Characters 7 to 14 are no real birth date; compare them with the document."}
	case NumberCheck:
		return NumberError{code, "校验码不符，请逐位核对", "The check digit does not fit; compare the number character by character."}
	case NumberDivision:
		return NumberError{code, "行政区划代码应为 6 位数字", "The division code must be six digits."}
	default:
		return NumberError{NumberSequence, "顺序码应在 1 至 999 之间", "The sequence must lie between 1 and 999."}
	}
}

// ParseCitizenNumber reads a number as people type it: spaces around it, a lower
// case x and full-width digits are accepted. The error is a NumberError. The
// division is not looked up: a code that is unknown or abolished deserves a
// warning, never a refusal (gb.PrefixWarning).
func ParseCitizenNumber(text string) (CitizenNumber, error) {
	text = strings.TrimSpace(text)
	if utf8.RuneCountInString(text) != numberLength {
		return "", numberError(NumberLength)
	}
	plain := strings.Map(halfWidth, text)
	if !numberCharacters(plain) {
		return "", numberError(NumberCharacter)
	}
	number := CitizenNumber(plain)
	if !believable(number.BirthDate()) {
		return "", numberError(NumberDate)
	}
	if CheckDigit(plain[:17]) != plain[17] {
		return "", numberError(NumberCheck)
	}
	return number, nil
}

// NewCitizenNumber puts a number together for the ledger of sequence codes.
// Division is the six digits numbers of that county begin with, seq lies
// between 1 and 999, odd for a man and even for a woman.
func NewCitizenNumber(division string, birth Date, seq int) (CitizenNumber, error) {
	if len(division) != 6 || !digits(division) {
		return "", numberError(NumberDivision)
	}
	if !believable(birth) {
		return "", numberError(NumberDate)
	}
	if seq < 1 || seq > 999 {
		return "", numberError(NumberSequence)
	}
	body := fmt.Sprintf("%s%s%03d", division, birth.Compact(), seq)
	return CitizenNumber(body + string(CheckDigit(body))), nil
}

// CheckDigit is the eighteenth character that belongs to the first seventeen
// (ISO 7064, MOD 11-2): '0' to '9' or 'X'; 0 when they are not seventeen digits.
func CheckDigit(first17 string) byte {
	if len(first17) != numberLength-1 || !digits(first17) {
		return 0
	}
	weights := [...]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, weight := range weights {
		sum += weight * int(first17[i]-'0')
	}
	return "10X98765432"[sum%11]
}

// Division is the six digits of the county of first registration, as it was
// called on the day the number was given.
func (n CitizenNumber) Division() string { return n.part(0, 6) }

// BirthDate is the birth date in the number; empty when the text is no number.
func (n CitizenNumber) BirthDate() Date {
	part := n.part(6, 14)
	if part == "" {
		return ""
	}
	date, err := ParseDate(part[:4] + "-" + part[4:6] + "-" + part[6:])
	if err != nil {
		return ""
	}
	return date
}

// Sequence is the three-digit sequence code; 0 when the text is no number.
func (n CitizenNumber) Sequence() int {
	seq, err := strconv.Atoi(n.part(14, 17))
	if err != nil {
		return 0
	}
	return seq
}

// Sex is male for an odd sequence and female for an even one.
func (n CitizenNumber) Sex() Sex {
	switch {
	case n.part(14, 17) == "":
		return SexUnknown
	case n.Sequence()%2 == 1:
		return SexMale
	default:
		return SexFemale
	}
}

// Reveal is the number itself, for sealing, for the blind index and for a reader
// whose purpose is on record. Nothing else prints it.
func (n CitizenNumber) Reveal() string { return string(n) }

// Masked shows the first six and the last four characters, as on a counter
// screen: 649901********0011. A text that is no number is all stars.
func (n CitizenNumber) Masked() string {
	switch {
	case n == "":
		return ""
	case len(n) != numberLength:
		return strings.Repeat("*", numberLength)
	default:
		return string(n[:6]) + "********" + string(n[14:])
	}
}

// String is the masked number.
func (n CitizenNumber) String() string { return n.Masked() }

// GoString is the masked number in quotes.
func (n CitizenNumber) GoString() string { return strconv.Quote(n.Masked()) }

// Format writes the masked number whatever the verb, with the width asked for.
func (n CitizenNumber) Format(state fmt.State, verb rune) {
	text := n.Masked()
	if verb == 'q' || verb == 'v' && state.Flag('#') {
		text = n.GoString()
	}
	width, _ := state.Width()
	if state.Flag('-') {
		width = -width
	}
	_, _ = fmt.Fprintf(state, "%*s", width, text)
}

// LogValue is the masked number, for slog.
func (n CitizenNumber) LogValue() slog.Value { return slog.StringValue(n.Masked()) }

// MarshalText is the masked number, so that JSON answers and XML never hold more
// than a mask. Stored payloads write Reveal themselves.
func (n CitizenNumber) MarshalText() ([]byte, error) { return []byte(n.Masked()), nil }

// UnmarshalText reads what ParseCitizenNumber reads; an empty text is no number,
// and a masked one is refused.
func (n *CitizenNumber) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*n = ""
		return nil
	}
	number, err := ParseCitizenNumber(string(text))
	if err != nil {
		return err
	}
	*n = number
	return nil
}

// Value refuses to hand the number to a database in the clear: columns hold it
// sealed, and look it up by its blind index.
func (n CitizenNumber) Value() (driver.Value, error) {
	if n == "" {
		return "", nil
	}
	return nil, errors.New("models: a citizen number is stored sealed and looked up by its blind index; seal n.Reveal()")
}

func (n CitizenNumber) part(from, to int) string {
	if len(n) != numberLength || !numberCharacters(string(n)) {
		return ""
	}
	return string(n[from:to])
}

// halfWidth turns full-width digits and x into the characters of the standard.
func halfWidth(r rune) rune {
	switch {
	case r >= '０' && r <= '９':
		return r - '０' + '0'
	case r == 'x', r == 'ｘ', r == 'Ｘ':
		return 'X'
	default:
		return r
	}
}

func numberCharacters(text string) bool {
	if len(text) != numberLength || !digits(text[:17]) {
		return false
	}
	return text[17] == 'X' || digits(text[17:])
}

func digits(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}

func believable(birth Date) bool {
	return birth.Valid() && birth.Year() >= firstBirthYear
}

// Sex is a code of GB/T 2261.1. The register enters SexMale and SexFemale; the
// other two stand in records taken over from elsewhere.
type Sex string

// The codes of GB/T 2261.1.
const (
	SexUnknown   Sex = "0" // 未知的性别
	SexMale      Sex = "1" // 男
	SexFemale    Sex = "2" // 女
	SexNotStated Sex = "9" // 未说明的性别
)

// Valid tells whether s is a code of the standard.
func (s Sex) Valid() bool {
	switch s {
	case SexUnknown, SexMale, SexFemale, SexNotStated:
		return true
	}
	return false
}
