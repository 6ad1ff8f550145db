package roster

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"hukou/models"
)

// FuzzSheet puts whatever comes into a workbook as its sheet and its shared texts. The
// reader ends, what it accepts is sound, and no problem tells what stood in a cell.
func FuzzSheet(f *testing.F) {
	parts := partsOf(f, save(f, book(f, 2)))
	sheet, texts := parts["xl/worksheets/sheet1.xml"], parts["xl/sharedStrings.xml"]
	f.Add(sheet, texts)
	f.Add([]byte(strings.ReplaceAll(string(sheet), `t="s"`, `t="str"`)), texts)
	f.Add([]byte(strings.ReplaceAll(string(sheet), `<v>`, `<f>1+1</f><v>`)), []byte(`<sst><si><r><t>丁</t></r><rPh sb="0"><t>x</t></rPh></si></sst>`))
	f.Add([]byte(`<worksheet><sheetData><row r="1048576"><c r="XFD1048576" t="s"><v>99999999999</v></c></row></sheetData></worksheet>`), texts)
	f.Add([]byte(`<worksheet><sheetData><row><c t="d"><v>2009-02-20T00:00:00</v></c><c t="e"><v>#REF!</v></c><c t="b"><v>1</v></c><c s="99"><v>1e308</v></c></row></sheetData><mergeCells><mergeCell ref="B2:A1"/></mergeCells></worksheet>`), []byte(`<sst><si/></sst>`))
	f.Fuzz(func(t *testing.T, sheet, texts []byte) {
		data := packed(t, parts, map[string][]byte{"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": texts})
		got, err := Parse(bytes.NewReader(data), XLSX, int64(len(data)), rules())
		if err != nil {
			return
		}
		accepted(t, got)
	})
}

// accepted holds what a reader took against what it said of it.
func accepted(t *testing.T, got *Result) {
	t.Helper()
	if len(got.Lines) > got.Rows {
		t.Fatalf("%d lines of %d rows", len(got.Lines), got.Rows)
	}
	wrong := map[int]bool{}
	for _, p := range got.Problems {
		if p.Zh == "" || p.En == "" || p.Code == "" {
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
}

// partsOf unpacks a workbook.
func partsOf(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, file := range archive.File {
		in, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[file.Name], err = io.ReadAll(in); err != nil {
			t.Fatal(err)
		}
		_ = in.Close()
	}
	return parts
}

// packed is a workbook of the parts, some of them others.
func packed(t testing.TB, parts, others map[string][]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for name, content := range parts {
		if other, ok := others[name]; ok {
			content = other
		}
		in, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := in.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// FuzzDate reads whatever stands in a cell as a day: one of the register's, which is read
// as the same again, or none.
func FuzzDate(f *testing.F) {
	for _, text := range []string{"2009-02-20", "2009/2/20", "2009.2.20", "2009年2月20日", "２００９年２月２０号", "20090220", "2009-02-20 00:00:00", "2009-02-30", "1799-12-31", "09-02-20", "2009-2", "年月", "2009--20", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		day, code := parseDate(text)
		if (code == "") != day.Valid() || code != "" && day != "" {
			t.Errorf("%q is %q, %q", text, day, code)
		}
		if day != "" && day < "1800-01-01" {
			t.Errorf("%q is the day %q, when nobody here was born", text, day)
		}
		if again, code := parseDate(string(day)); day != "" && (again != day || code != "") {
			t.Errorf("%q is %q, and that %q, %q", text, day, again, code)
		}
		if d, err := models.ParseDate(text); err == nil && d >= "1800-01-01" && d != day {
			t.Errorf("%q is the day %q, and in a cell %q", text, d, day)
		}
	})
}
