package batches

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"hukou/pages/desk"
	"hukou/register"
	"hukou/roster"
	"hukou/uploads"
	"hukou/workflow"
)

// upload is a roster that was handed in and is not entered yet, as it stands after the
// cells mended so far. It is kept sealed with the draft, for the officer who handed it
// in; so a mistake costs one cell and not the file.
type upload struct {
	Version int    `json:"version"`
	Name    string `json:"name"`
	Book    []byte `json:"book"`
	// Differences are the rows in which this version differs from the one before it.
	Differences []difference `json:"differences,omitempty"`
	// Mended counts the cells corrected on the page.
	Mended int `json:"mended"`

	result *roster.Result
	cells  map[roster.Place]string
	// taken are faults that the register found beyond the file, by row.
	taken []roster.Problem
}

// box is the name under which the roster is kept with what was typed.
const box = "roster"

func keptUpload(r *desk.Request, id string) (*upload, error) {
	t, err := r.Reg.Typed(r.Request().Context(), r.Actor, id)
	if err != nil || t.Boxes[box] == "" {
		return nil, err
	}
	packed, err := base64.StdEncoding.DecodeString(t.Boxes[box])
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	u := &upload{}
	if err := json.Unmarshal(plain, u); err != nil {
		return nil, err
	}
	return u, u.check(r)
}

// keep seals the roster with the draft.
func (u *upload) keep(r *desk.Request, id string) error {
	plain, err := json.Marshal(u)
	if err != nil {
		return err
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(plain); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	_, err = r.Reg.KeepTyping(r.Request().Context(), r.Actor, id, map[string]string{box: base64.StdEncoding.EncodeToString(packed.Bytes())})
	return err
}

// received reads the file of a form into an upload. Text becomes a workbook at once,
// so that everything after works on one kind.
func received(r *desk.Request) (*upload, error) {
	file, size, err := r.File("file", roster.MaxBytes)
	data := file.Bytes
	switch {
	case err != nil:
		return nil, err
	case size == 0:
		return nil, wrongFile("file_missing", "请选择名册文件（.xlsx 或 .csv）。", "Choose the roster's file (.xlsx or .csv).")
	case size > roster.MaxBytes:
		return nil, wrongFile("file_large", "名册文件过大，请分成几份。", "The file is too large: split the roster.")
	}
	if pictured(data) {
		return nil, wrongFile("file_format", "这是图片或 PDF，不是名册。请机构交 .xlsx 或 .csv 文件。", "This is a picture or a PDF and no roster. Ask the institution for the .xlsx or .csv file.")
	}
	u := &upload{Version: 1, Name: strings.TrimSuffix(uploads.Name(file.Name), path.Ext(file.Name)), Book: data}
	if bytes.HasPrefix(data, []byte("PK")) || roster.OldOrLocked(data) {
		if err := u.check(r); err != nil {
			return nil, err
		}
		return u, unheaded(u.result)
	}
	text, _, err := r.Reg.ReadRoster(r.Request().Context(), data, roster.CSV, false)
	if err != nil {
		return nil, badFile(err)
	}
	if err := unheaded(text); err != nil {
		return nil, err
	}
	for _, p := range text.Problems {
		if p.Code == roster.CodeCSVSyntax {
			return nil, wrongFile(p.Code, p.Zh, p.En)
		}
	}
	if u.Book, err = r.Reg.CorrectRoster(r.Request().Context(), data, nil); err != nil {
		return nil, badFile(err)
	}
	return u, u.check(r)
}

// unheaded refuses a file in which no row names the columns: nothing of it can be shown.
func unheaded(read *roster.Result) error {
	for _, p := range read.Problems {
		if p.Code == roster.CodeNoHeader {
			return wrongFile(p.Code, p.Zh, p.En)
		}
	}
	return nil
}

// pictured tells a picture or a print by the bytes that it begins with.
func pictured(data []byte) bool {
	for _, begins := range []string{"\x89PNG", "\xff\xd8\xff", "GIF8", "%PDF-"} {
		if bytes.HasPrefix(data, []byte(begins)) {
			return true
		}
	}
	return false
}

func wrongFile(code, zh, en string) error {
	return &register.Invalid{Errors: []register.FieldError{{Field: "file", Code: code, Message: workflow.Word{Zh: zh, En: en}}}}
}

// badFile tells why a file cannot be read, at the box it was chosen in.
func badFile(err error) error {
	var f *roster.FileError
	if errors.As(err, &f) {
		return wrongFile(f.Code, f.Zh, f.En)
	}
	return err
}

// check reads the roster by the register's rules of today.
func (u *upload) check(r *desk.Request) (err error) {
	u.result, u.cells, err = r.Reg.ReadRoster(r.Request().Context(), u.Book, roster.XLSX, true)
	return badFile(err)
}

// faults are what keeps the roster from being entered; notes what to look at.
func (u *upload) faults() []roster.Problem {
	return append(slices.DeleteFunc(slices.Clone(u.result.Problems), func(p roster.Problem) bool { return p.Warning }), u.taken...)
}

func (u *upload) notes() []roster.Problem {
	return slices.DeleteFunc(slices.Clone(u.result.Problems), func(p roster.Problem) bool { return !p.Warning })
}

// rowFaults counts the rows with a fault.
func (u *upload) rowFaults() int {
	rows := map[int]bool{}
	for _, p := range u.faults() {
		rows[p.Row] = true
	}
	return len(rows)
}

// text is what stands in the cell of a problem.
func (u *upload) text(p roster.Problem) string {
	return u.cells[roster.Place{Sheet: p.Sheet, Cell: p.Cell}]
}

// difference is a row that a later version changed, with the items that differ.
type difference struct {
	Row   int             `json:"row"`
	Name  string          `json:"name"`
	What  change          `json:"what"`
	Items []workflow.Word `json:"items,omitempty"`
}

type change string

const (
	added   change = "added"
	changed change = "changed"
	removed change = "removed"
)

// compare notes in which rows this version differs from the one before: a child is
// known again by the intake number.
func (u *upload) compare(book *workflow.Book, before *upload) {
	u.Version = before.Version + 1
	old := map[string]roster.Line{}
	for _, x := range before.result.Lines {
		old[x.IntakeNo] = x
	}
	for _, x := range u.result.Lines {
		was, known := old[x.IntakeNo]
		delete(old, x.IntakeNo)
		if !known {
			u.Differences = append(u.Differences, difference{Row: x.Row, Name: x.Name, What: added})
		} else if items := differing(book, was, x); len(items) > 0 {
			u.Differences = append(u.Differences, difference{Row: x.Row, Name: x.Name, What: changed, Items: items})
		}
	}
	for _, x := range before.result.Lines {
		if _, gone := old[x.IntakeNo]; gone && !u.stands(x) {
			u.Differences = append(u.Differences, difference{Row: x.Row, Name: x.Name, What: removed})
		}
	}
}

// stands tells that a child is in the file although its row is no line: a cell of it is
// wrong, and the fault says so.
func (u *upload) stands(x roster.Line) bool {
	named := map[int]bool{}
	for _, p := range u.faults() {
		named[p.Row] = true
	}
	for place, text := range u.cells {
		n := strings.TrimLeft(place.Cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
		if row, err := strconv.Atoi(n); err == nil && named[row] && strings.TrimSpace(text) == x.Name {
			return true
		}
	}
	return false
}

func differing(book *workflow.Book, a, b roster.Line) []workflow.Word {
	var out []workflow.Word
	note := func(same bool, f workflow.Field) {
		if !same {
			out = append(out, fieldWord(book, string(f)))
		}
	}
	note(a.Name == b.Name, workflow.FactWardName)
	note(a.Sex == b.Sex, workflow.FactWardSex)
	note(a.BirthDate == b.BirthDate && a.BirthEstimated == b.BirthEstimated, workflow.FactWardBirth)
	note(a.BirthSaid == b.BirthSaid, workflow.FactBirthSaid)
	note(a.CitizenNumber == b.CitizenNumber, workflow.FactWardNumber)
	note(a.IntakeOn == b.IntakeOn, workflow.FactIntakeOn)
	note(a.LegalGround == b.LegalGround && a.GuardianshipDocNo == b.GuardianshipDocNo, workflow.FactLegalGround)
	note(a.OriginStation == b.OriginStation && a.OriginDivision == b.OriginDivision, workflow.FactOriginStation)
	return out
}

// fieldWord is what a column of the roster is called: by the rule book where the column
// is one of its fields.
func fieldWord(book *workflow.Book, column string) workflow.Word {
	names := map[string]workflow.Field{"legal_ground": workflow.FactLegalGround, "guardianship_doc_no": workflow.FactGuardianshipDoc}
	f, ok := names[column]
	if !ok {
		f = workflow.Field(column)
	}
	if rule, known := book.Field(f); known {
		return rule.Word
	}
	if column == "note" {
		return workflow.Word{Zh: "备注", En: "Note"}
	}
	return workflow.Word{Zh: column, En: column}
}

// factsOf are the rows as the facts of the children's cases.
func (u *upload) factsOf() []workflow.Facts {
	out := make([]workflow.Facts, 0, len(u.result.Lines))
	for _, l := range u.result.Lines {
		f := workflow.Facts{workflow.FactWardName: l.Name, workflow.FactWardSex: string(l.Sex), workflow.FactWardBirth: string(l.BirthDate), workflow.FactWardEstimated: l.BirthEstimated,
			workflow.FactIntakeNo: l.IntakeNo, workflow.FactIntakeOn: string(l.IntakeOn), workflow.FactLegalGround: string(l.LegalGround)}
		for field, value := range map[workflow.Field]string{workflow.FactWardNumber: l.CitizenNumber.Reveal(), workflow.FactGuardianshipDoc: l.GuardianshipDocNo,
			workflow.FactOriginStation: l.OriginStation, workflow.FactOriginDivision: l.OriginDivision, workflow.FactBirthSaid: l.BirthSaid} {
			if value != "" {
				f[field] = value
			}
		}
		out = append(out, f)
	}
	return out
}
