package models_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hukou/models"
)

// Numbers of the unassigned county 649901, and the standard's own two examples.
func knownNumbers() map[string]models.Sex {
	return map[string]models.Sex{
		"649901202402290011": models.SexMale,
		"64990120240229002X": models.SexFemale,
		"649901202402299999": models.SexMale,
		"649901202402299980": models.SexFemale,
		"64990119991231017X": models.SexMale,
		"649901200802290038": models.SexMale,
		"649902200903010054": models.SexMale,
		"11010519491231002X": models.SexFemale,
		"440524188001010014": models.SexMale,
	}
}

func TestKnownNumbersAreReadAndTakenApart(t *testing.T) {
	for text, sex := range knownNumbers() {
		number, err := models.ParseCitizenNumber(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if number.Sex() != sex {
			t.Errorf("%s: sex %s, want %s", text, number.Sex(), sex)
		}
		built, err := models.NewCitizenNumber(number.Division(), number.BirthDate(), number.Sequence())
		if err != nil || built.Reveal() != text {
			t.Errorf("%s: put together again it is %s (%v)", text, built.Reveal(), err)
		}
	}
}

func TestPartsOfANumber(t *testing.T) {
	number, err := models.ParseCitizenNumber("64990120240229002X")
	if err != nil {
		t.Fatal(err)
	}
	got := []any{number.Division(), number.BirthDate(), number.Sequence(), number.Masked()}
	want := []any{"649901", models.Date("2024-02-29"), 2, "649901********002X"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNumberIsReadAsPeopleTypeIt(t *testing.T) {
	for _, text := range []string{
		"  64990120240229002x\n",
		"\u300064990120240229002X",
		"６４９９０１２０２４０２２９００２Ｘ",
		"６４９９０１２０２４０２２９００２ｘ",
	} {
		number, err := models.ParseCitizenNumber(text)
		if err != nil || number.Reveal() != "64990120240229002X" {
			t.Errorf("%q: %q, %v", text, number.Reveal(), err)
		}
	}
}

func TestWrongNumbersSayWhichPartIsWrong(t *testing.T) {
	for text, code := range map[string]string{
		"":                       models.NumberLength,
		"649901240229001":        models.NumberLength, // an old number of fifteen digits
		"6499012024022900111":    models.NumberLength,
		"64990120240229O011":     models.NumberCharacter,
		"X49901202402290011":     models.NumberCharacter,
		"64990120240229001A":     models.NumberCharacter,
		"649901********0011":     models.NumberCharacter, // a mask read back
		"649901２02402290011\xff": models.NumberLength,
		"64990120230229001X":     models.NumberDate, // no leap year
		"649901202413010011":     models.NumberDate,
		"649901019902290011":     models.NumberDate,
		"649901202402290012":     models.NumberCheck,
		"64990120240229001X":     models.NumberCheck,
		"649901202402920011":     models.NumberDate,  // two digits swapped
		"649910202402290011":     models.NumberCheck, // two digits swapped
	} {
		number, err := models.ParseCitizenNumber(text)
		var wrong models.NumberError
		if !errors.As(err, &wrong) || wrong.Code != code || number != "" {
			t.Errorf("%q: %v, want %s", text, err, code)
			continue
		}
		if wrong.Zh == "" || wrong.En == "" || text != "" && strings.Contains(err.Error(), text) {
			t.Errorf("%q: the error must speak both languages and not repeat the text: %v", text, err)
		}
	}
}

func TestLedgerRefusesPartsThatMakeNoNumber(t *testing.T) {
	for name, c := range map[string]struct {
		division string
		birth    models.Date
		seq      int
		code     string
	}{
		"division too short":  {"64990", "2024-02-29", 1, models.NumberDivision},
		"division of letters": {"64990A", "2024-02-29", 1, models.NumberDivision},
		"no such day":         {"649901", "2023-02-29", 1, models.NumberDate},
		"no day":              {"649901", "", 1, models.NumberDate},
		"sequence zero":       {"649901", "2024-02-29", 0, models.NumberSequence},
		"sequence over":       {"649901", "2024-02-29", 1000, models.NumberSequence},
	} {
		var wrong models.NumberError
		if _, err := models.NewCitizenNumber(c.division, c.birth, c.seq); !errors.As(err, &wrong) || wrong.Code != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}

func TestCheckDigitOfSomethingElseIsNone(t *testing.T) {
	for _, text := range []string{"", "6499012024022900", "649901202402290011", "64990120240229x01"} {
		if got := models.CheckDigit(text); got != 0 {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestNumberPrintsItselfMaskedUnderEveryVerb(t *testing.T) {
	type citizen struct{ Number models.CitizenNumber }
	number := models.CitizenNumber("649901202402290011")
	values := []any{number, &number, citizen{number}, &citizen{number}, []models.CitizenNumber{number},
		map[models.CitizenNumber]models.CitizenNumber{number: number}, []any{number}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%c", "%U", "%t", "%e", "% x", "%#q", "%30s", "%-30v", "%08d"} {
		for _, value := range values {
			got := fmt.Sprintf(verb, value)
			if strings.Contains(got, "20240229") || strings.Contains(got, "3230323430323239") {
				t.Errorf("%s of %T prints the number: %s", verb, value, got)
			}
		}
	}
	if got, want := fmt.Sprintf("%v|%s|%q|%#v|%x|%+v", number, number, number, number, number, number),
		`649901********0011|649901********0011|"649901********0011"|"649901********0011"|649901********0011|649901********0011`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := fmt.Sprintf("%20s|%-20s|", number, number); got != "  649901********0011|649901********0011  |" {
		t.Errorf("width is lost: %q", got)
	}
	if got := fmt.Errorf("no entry for %v", number).Error(); strings.Contains(got, "2024") {
		t.Error(got)
	}
}

func TestNumberIsMaskedInJSONXMLAndLogs(t *testing.T) {
	type citizen struct {
		Number models.CitizenNumber `json:"number"`
	}
	record := citizen{"649901202402290011"}
	asJSON, err := json.Marshal(record)
	if err != nil || string(asJSON) != `{"number":"649901********0011"}` {
		t.Errorf("%s, %v", asJSON, err)
	}
	asXML, err := xml.Marshal(record)
	if err != nil || string(asXML) != "<citizen><Number>649901********0011</Number></citizen>" {
		t.Errorf("%s, %v", asXML, err)
	}
	for name, handler := range map[string]func(*bytes.Buffer) slog.Handler{
		"text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
		"json": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
	} {
		var out bytes.Buffer
		slog.New(handler(&out)).Info("seen", "number", record.Number, "record", record, "pointer", &record.Number)
		if strings.Contains(out.String(), "20240229") || !strings.Contains(out.String(), "649901********0011") {
			t.Errorf("%s log: %s", name, out.String())
		}
	}
}

func TestNumberInARequestIsReadStrictly(t *testing.T) {
	var in struct{ Number models.CitizenNumber }
	if err := json.Unmarshal([]byte(`{"Number":"64990120240229002x"}`), &in); err != nil || in.Number.Reveal() != "64990120240229002X" {
		t.Errorf("%v", err)
	}
	if err := json.Unmarshal([]byte(`{"Number":""}`), &in); err != nil || in.Number != "" {
		t.Errorf("an empty number is none: %v", err)
	}
	var wrong models.NumberError
	if err := json.Unmarshal([]byte(`{"Number":"649901********0011"}`), &in); !errors.As(err, &wrong) {
		t.Errorf("a masked number must not be taken for one: %v", err)
	}
}

func TestNumberIsNoPlainValueInSQL(t *testing.T) {
	if value, err := models.CitizenNumber("649901202402290011").Value(); err == nil {
		t.Errorf("a number went to the database in the clear: %v", value)
	} else if strings.Contains(err.Error(), "6499") {
		t.Error(err)
	}
	if value, err := models.CitizenNumber("").Value(); err != nil || value != "" {
		t.Errorf("%v, %v", value, err)
	}
}

func TestTextThatIsNoNumberIsHiddenWhole(t *testing.T) {
	odd := models.CitizenNumber("王小明2024")
	if got := fmt.Sprint(odd); got != "******************" {
		t.Error(got)
	}
	if odd.Division() != "" || odd.BirthDate() != "" || odd.Sequence() != 0 || odd.Sex() != models.SexUnknown {
		t.Error("parts of something that is no number")
	}
	if models.CitizenNumber("").Masked() != "" {
		t.Error("no number is shown as nothing")
	}
}

func TestSexCodes(t *testing.T) {
	for code, valid := range map[models.Sex]bool{"0": true, "1": true, "2": true, "9": true, "3": false, "": false, "男": false} {
		if code.Valid() != valid {
			t.Errorf("%q: valid %v", string(code), code.Valid())
		}
	}
}

// FuzzParseCitizenNumber looks for a text that breaks the reader, for a number
// that does not survive being taken apart, and for one changed digit that passes.
func FuzzParseCitizenNumber(f *testing.F) {
	for text := range knownNumbers() {
		f.Add(text)
	}
	f.Add(" ６４９９０１２０２４０２２９００２ｘ ")
	f.Add("649901240229001")
	f.Add("\xff\xfe")
	f.Fuzz(func(t *testing.T, text string) {
		number, err := models.ParseCitizenNumber(text)
		if err != nil {
			var wrong models.NumberError
			if number != "" || !errors.As(err, &wrong) {
				t.Fatalf("an error that is no NumberError: %v", err)
			}
			return
		}
		if again, err := models.ParseCitizenNumber(number.Reveal()); err != nil || again != number {
			t.Fatalf("reading twice differs: %v", err)
		}
		if number.Sequence() > 0 {
			built, err := models.NewCitizenNumber(number.Division(), number.BirthDate(), number.Sequence())
			if err != nil || built != number {
				t.Fatalf("parts do not make the number again: %v", err)
			}
		}
		for i := range 17 {
			changed := []byte(number.Reveal())
			changed[i] = '0' + (changed[i]-'0'+1)%10
			if _, err := models.ParseCitizenNumber(string(changed)); err == nil {
				t.Fatalf("digit %d may change unseen", i)
			}
		}
	})
}
