package roster

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"hukou/gb"
	"hukou/models"
)

// child reads the cells of one row into a line and adds what is wrong with
// them, column by column in the order of the fields.
func (t *table) child(r row) {
	line := Line{Sheet: t.sheet, Row: r.number}
	line.Name = t.name(r, fieldName)
	line.Sex = t.sex(r)
	line.BirthDate = t.date(r, fieldBirthDate)
	line.CitizenNumber = t.number(r)
	line.BirthEstimated = t.yesNo(r, fieldBirthEstimated)
	line.IntakeNo = t.plain(r, fieldIntakeNo)
	line.IntakeOn = t.date(r, fieldIntakeOn)
	line.LegalGround = t.ground(r)
	line.GuardianshipDocNo = t.plain(r, fieldGuardianshipDocNo)
	line.OriginStation = t.station(r)
	line.OriginDivision = t.division(r)
	line.Note = t.plain(r, fieldNote)
	line.BirthSaid = t.plain(r, fieldBirthSaid)
	t.together(&line)
	t.p.lines = append(t.p.lines, line)
	t.p.children.add(child{
		place: place{t.sheet, r.number}, nameAt: t.at[fieldName] + 1, numberAt: t.at[fieldCitizenNumber] + 1,
		number: line.CitizenNumber, name: line.Name, birth: line.BirthDate, intake: line.IntakeNo,
	})
}

// wrong adds a problem of a field in a row.
func (t *table) wrong(row int, f field, code string, args ...any) {
	t.problem(row, t.at[f]+1, code, args...)
}

// cell is the text of a field's cell, and whether it may be looked at further:
// it is there, is no formula and holds no character that cannot be seen.
func (t *table) cell(r row, f field) (text string, ok bool) {
	info := t.p.columns[f]
	at := t.at[f]
	if at < 0 {
		return "", false
	}
	var c cell
	if at < len(r.cells) {
		c = r.cells[at]
	}
	switch {
	case c.formula:
		t.wrong(r.number, f, CodeFormula)
	case c.failed:
		t.wrong(r.number, f, CodeErrorValue)
	case c.text == "":
		if info.cell {
			t.wrong(r.number, f, CodeMissing)
		}
	case utf8.RuneCountInString(c.text) > info.max:
		t.wrong(r.number, f, CodeTooLong, info.max)
	case !info.coded && strings.ContainsRune("=+-@＝＋－＠", firstRune(c.text)):
		t.wrong(r.number, f, CodeFormulaText)
	case strings.ContainsRune(c.text, utf8.RuneError):
		t.wrong(r.number, f, CodeUndecodable)
	case f != fieldName && invisible(c.text, f == fieldNote):
		t.wrong(r.number, f, CodeInvisible)
	default:
		return c.text, true
	}
	return "", false
}

// plain is a text without rules of its own.
func (t *table) plain(r row, f field) string {
	text, _ := t.cell(r, f)
	return text
}

// name keeps the rules for names; each kind of fault is told once.
func (t *table) name(r row, f field) string {
	text, ok := t.cell(r, f)
	if !ok {
		return ""
	}
	for _, found := range gb.NameFaults(text) {
		t.addIssue(r.number, t.at[f]+1, Issue{Code: found.Code, Zh: found.Zh, En: found.En})
	}
	return text
}

func (t *table) sex(r row) models.Sex {
	text, ok := t.cell(r, fieldSex)
	if !ok {
		return ""
	}
	switch narrow(text) {
	case "男", "1":
		return models.SexMale
	case "女", "2":
		return models.SexFemale
	}
	t.wrong(r.number, fieldSex, CodeSex)
	return ""
}

// number reads the citizen number; an empty cell is a child without one.
func (t *table) number(r row) models.CitizenNumber {
	text, ok := t.cell(r, fieldCitizenNumber)
	if !ok {
		return ""
	}
	if lostDigits(text, r.cells[t.at[fieldCitizenNumber]].numeric) {
		t.wrong(r.number, fieldCitizenNumber, CodeNumberAsNumber)
		return ""
	}
	column := t.at[fieldCitizenNumber] + 1
	number, err := models.ParseCitizenNumber(text)
	if err != nil {
		t.addIssue(r.number, column, numberIssue(err))
		return ""
	}
	if t.p.rules.Number != nil {
		if issue := t.p.rules.Number(number); issue != nil {
			t.addIssue(r.number, column, *issue)
		}
	}
	return number
}

func numberIssue(err error) Issue {
	var wrong models.NumberError
	if !errors.As(err, &wrong) {
		return Issue{Code: models.NumberCharacter, Zh: "公民身份号码无法识别，请与证件核对", En: "not a citizen number: compare it with the document"}
	}
	return Issue{Code: wrong.Code, Zh: wrong.Zh, En: wrong.En}
}

// lostDigits tells whether a spreadsheet rounded the number: it keeps fifteen
// digits of a numeric cell.
func lostDigits(text string, numeric bool) bool {
	if mantissa, _, scientific := strings.Cut(strings.ToUpper(text), "E+"); scientific {
		return strings.Trim(mantissa, "0123456789.") == ""
	}
	return numeric && len(text) > 15 && strings.HasSuffix(text, "000")
}

func (t *table) yesNo(r row, f field) bool {
	text, ok := t.cell(r, f)
	if !ok {
		return false
	}
	switch strings.ToLower(narrow(text)) {
	case "是", "1", "y", "yes", "true":
		return true
	case "否", "0", "n", "no", "false":
		return false
	}
	t.wrong(r.number, f, CodeYesNo)
	return false
}

func (t *table) ground(r row) LegalGround {
	text, ok := t.cell(r, fieldLegalGround)
	if !ok {
		return ""
	}
	ground, known := t.p.grounds[text]
	if !known {
		t.wrong(r.number, fieldLegalGround, CodeGround)
	}
	return ground
}

func (t *table) station(r row) string {
	text, ok := t.cell(r, fieldOriginStation)
	if !ok {
		return ""
	}
	code := wholeNumber(narrow(text))
	switch {
	case len(code) != 12 || !digits(code):
		t.wrong(r.number, fieldOriginStation, CodeStationForm)
	case t.p.rules.StationKnown != nil && !t.p.rules.StationKnown(code):
		t.wrong(r.number, fieldOriginStation, CodeStationUnknown)
	}
	return code
}

func (t *table) division(r row) string {
	text, ok := t.cell(r, fieldOriginDivision)
	if !ok {
		return ""
	}
	code := narrow(text)
	if len(code) != 6 || !digits(code) {
		t.wrong(r.number, fieldOriginDivision, CodeDivisionForm)
		return code
	}
	if t.p.rules.Division == nil {
		return code
	}
	known, abolished, hint := t.p.rules.Division(code, t.p.rules.Today)
	if hint != "" {
		hint = "（" + hint + "）"
	}
	switch {
	case abolished:
		t.wrong(r.number, fieldOriginDivision, CodeDivisionAbolished, hint)
	case !known:
		t.wrong(r.number, fieldOriginDivision, CodeDivisionUnknown, hint)
	}
	return code
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

// invisible tells whether the text holds a control character, or one that takes
// no room. A note may have line ends.
func invisible(text string, note bool) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		if note && (r == '\n' || r == '\r' || r == '\t') {
			return false
		}
		return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Noncharacter_Code_Point)
	})
}
