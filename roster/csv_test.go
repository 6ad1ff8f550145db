package roster

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"hukou/models"
)

const csvHeader = "姓名,性别,出生日期,公民身份号码,入院登记号,入院日期,监护依据,备注\n"

func TestEncodingsOfText(t *testing.T) {
	text := csvHeader + "王𬴊,男,2009-02-20,,RY-1,2015-09-01,其他,\n䶮䶮,女,2009-02-20,,RY-2,2015-09-01,其他,\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	if err != nil || utf8.Valid(gb) {
		t.Fatalf("the sample is no GB 18030: %v", err)
	}
	for name, data := range map[string][]byte{
		"UTF-8": []byte(text), "with a mark": []byte("\ufeff" + text), "GB 18030": gb, "CRLF": []byte(strings.ReplaceAll(text, "\n", "\r\n")),
	} {
		got := parse(t, CSV, data)
		expectFound(t, got)
		if len(got.Lines) != 2 || got.Lines[0].Name != "王𬴊" || got.Lines[1].Name != "䶮䶮" {
			t.Errorf("%s: %d lines, names not as written", name, len(got.Lines))
		}
	}
}

// TestTheCodesOfGB18030OfNow reads the characters that GB 18030-2022 has at two bytes and
// older tables had in the private-use area, and those of four bytes beside them.
func TestTheCodesOfGB18030OfNow(t *testing.T) {
	for bytes, want := range map[string]string{
		"\xcd\xf5\xfe\x59": "王龴", "\xcd\xf5\xfe\x51\xd2\xbb": "王𠂇一", "\xfe\x91\xfe\xa0": "𤇾龻", "\xcd\xf5\x82\x35\x90\x37": "王龴", "\xcd\xf5\x95\x32\x90\x31": "王𠂇",
		"\xc2\xf2\xa1\xa4\xcc\xe1": "买·提", "a,\xfe\x55\n": "a,㑳\n",
	} {
		got, err := decodeText([]byte(bytes))
		if err != nil || string(got) != want {
			t.Errorf("% x is read as %q, want %q: %v", bytes, got, want, err)
		}
	}
}

func TestBytesThatAreNoCharacter(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(csvHeader + "丁一,男,2009-02-20,,RY-1,2015-09-01,其他,"))
	if err != nil {
		t.Fatal(err)
	}
	expectFound(t, parse(t, CSV, append(gb, 0xff, 0xff)), "H2 undecodable")
}

// Row numbers are those of a spreadsheet: an empty line counts, and a note of
// three lines is still one row.
func TestRowsOfTextAreCountedAsASpreadsheetDoes(t *testing.T) {
	got := parse(t, CSV, []byte("\n"+csvHeader+
		"丁一,男,2009-02-20,,RY-1,2015-09-01,其他,\"一\n二\n三\"\n\n\n"+
		"丁二,男,2009-02-30,,RY-2,2015-09-01,其他,\n,,,,,,,\n"+
		"丁三,男,2009-02-20,,RY-3,2015-09-01,其他,\n\n\n,,\n"))
	expectFound(t, got, "warning row 4 empty_rows", "C6 no_such_day", "warning row 7 empty_rows")
	if len(got.Lines) != 2 || got.Lines[0].Row != 3 || got.Lines[1].Row != 8 || got.Rows != 3 {
		t.Errorf("%d rows, lines %d", got.Rows, len(got.Lines))
	}
	if p := got.Problems[0]; !strings.Contains(p.En, "rows 4 to 5") {
		t.Error(p.En)
	}
}

func TestQuotesThatDoNotMatch(t *testing.T) {
	got := parse(t, CSV, []byte(csvHeader+"丁一,男,2009-02-20,,RY-1,2015-09-01,其他,\n\n丁\"二,男,2009-02-20,,RY-2,2015-09-01,其他,\n丁三,男,,,,,,\n"))
	expectFound(t, got, "row 4 csv_syntax")
	if len(got.Lines) != 1 {
		t.Errorf("%d lines before the broken one", len(got.Lines))
	}
}

func TestShortAndLongRowsOfText(t *testing.T) {
	got := parse(t, CSV, []byte(csvHeader+"丁一,男\n丁二,男,2009-02-20,,RY-2,2015-09-01,其他,,多余\n"))
	expectFound(t, got, "I1 unnamed_column", "C2 missing", "E2 missing", "F2 missing", "G2 missing")
	if len(got.Lines) != 1 {
		t.Errorf("%d lines", len(got.Lines))
	}
}

// Whatever bytes come, the reader ends, what it accepts is sound, and no
// problem tells what stood in a cell.
func FuzzParseCSV(f *testing.F) {
	f.Add([]byte(csvHeader + "丁一,男,2009-02-20,649901200902200015,RY-1,2015-09-01,其他,机密\n"))
	f.Add([]byte("\xef\xbb\xbfname,sex,birth_date\n=1,2,3\n"))
	f.Add([]byte(csvHeader + "\"丁\n一\",女,2009/2/30,6.49E+17,,,revoked,@x\n\n,,\n丁\u200b一,2"))
	f.Add([]byte("\xd0\xd5\xc3\xfb,\xd0\xd4\xb1\xf0,\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := Parse(bytes.NewReader(data), CSV, int64(len(data)), rules())
		if err != nil {
			return
		}
		if len(got.Lines) > got.Rows {
			t.Fatalf("%d lines of %d rows", len(got.Lines), got.Rows)
		}
		wrong := map[int]bool{}
		for _, p := range got.Problems {
			if p.Zh == "" || p.En == "" || p.Code == "" || !utf8.ValidString(p.Zh) {
				t.Fatalf("a problem without words: %q", p)
			}
			wrong[p.Row] = wrong[p.Row] || !p.Warning
		}
		for _, line := range got.Lines {
			if wrong[line.Row] {
				t.Fatalf("row %d is wrong and accepted", line.Row)
			}
			sound(t, line)
		}
	})
}

func sound(t *testing.T, line Line) {
	t.Helper()
	if line.Name == "" || models.CheckName(line.Name) != nil || strings.HasPrefix(line.Name, "=") {
		t.Error("a name that is none was accepted")
	}
	if !line.BirthDate.Valid() || !line.IntakeOn.Valid() || line.IntakeOn < line.BirthDate || line.BirthDate.AgeOn("2026-09-24") >= 18 {
		t.Error("dates that cannot be were accepted")
	}
	if line.Sex != models.SexMale && line.Sex != models.SexFemale || line.IntakeNo == "" || line.LegalGround == "" {
		t.Error("an incomplete row was accepted")
	}
	if n := line.CitizenNumber; n != "" && (n.Sex() != line.Sex || n.BirthDate() != line.BirthDate && !line.BirthEstimated) {
		t.Error("a number that disagrees was accepted")
	}
}
