package handlers

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"path"
	"strconv"
	"strings"

	"hukou/register"
	"hukou/roster"
	"hukou/workflow"
)

// rosterFields are the parts of an uploaded roster.
func rosterFields() []formField {
	return []formField{
		{name: "file", file: true, required: true, about: text{"名册：.xlsx 或 .csv，模板见 /batches/roster-template", "The roster: .xlsx or .csv; /batches/roster-template is an empty one."}},
		{name: "facts", about: text{"名册本身的事实，JSON 对象", "What is declared of the roster as a whole, a JSON object."}},
		{name: "institution", about: text{"机构的全称或统一社会信用代码；本所只有一个机构时可不填", "The institution by its full name or unified social credit code; may be left out where the station has but one."}},
		{name: "business", about: text{"不填即 ward_batch", "ward_batch if left out."}},
		{name: "register_station", about: text{"户口登记所在派出所；不填即本所", "The station of the register; your own if left out."}},
		{name: "site", about: text{"受理的服务点", "The service site it is taken in at."}},
		{name: "accept", about: text{"valid：只导入没有问题的行；不填则有一处问题就都不导入", "valid: take the lines that are right; without it one fault keeps all out."}},
	}
}

// acceptValid lets the lines that are right in, and leaves the others to be mended.
const acceptValid = "valid"

// rosterReport is what became of an uploaded roster, beside the case.
type rosterReport struct {
	Rows     int          `json:"rows" doc:"名册列出的人数。How many children the roster lists."`
	Imported int          `json:"imported"`
	Problems []rosterNote `json:"problems"`
}

// rosterNote is one remark on one cell: a fault of a row left out, or a warning.
type rosterNote struct {
	FieldProblem
	Warning bool `json:"warning,omitempty"`
}

// uploadRoster opens a batch from a roster. With a fault anywhere nothing is
// imported, unless the officer asked for the right lines alone.
func (s *server) uploadRoster(ctx context.Context, in *batchInput) (*answered, error) {
	f, wrong := readForm(in.ContentType, in.RawBody, rosterFields())
	if wrong != nil {
		return nil, wrong
	}
	body, wrong := s.rosterBody(f)
	if wrong != nil {
		return nil, wrong
	}
	result, err := s.parseRoster(ctx, f["file"])
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	for _, line := range result.Lines {
		body.Lines = append(body.Lines, lineBody{Facts: factsOfLine(line)})
	}
	if no := refusedRoster(result, f.text("accept") == acceptValid); no != nil {
		return nil, s.everyFault(ctx, body, result, no)
	}
	ans, err := s.startBatch(ctx, in.Key, body, f.text("accept") == acceptValid)
	out, err := s.opened(ctx, ans, atCells(result, err))
	if err != nil {
		return nil, err
	}
	out.Body, err = withReport(out.Body, reportOf(result, ans.LeftOut, of(ctx).lang))
	return out, err
}

// everyFault adds to the faults of the file what the register would say of its right
// rows, so that one answer tells all.
func (s *server) everyFault(ctx context.Context, body batchBody, result *roster.Result, no *refusal) error {
	open := body.open()
	q, wrong := open.request()
	if wrong != nil || len(body.Lines) == 0 {
		return no
	}
	err := atCells(result, s.reg.CheckBatch(ctx, of(ctx).actor, register.BatchRequest{OpenRequest: q, Lines: factsOf(body.Lines)}))
	var more *refusal
	switch {
	case errors.As(err, &more):
		no.errors = append(more.errors, no.errors...)
	case err != nil:
		return s.faultOf(ctx, err)
	}
	return no
}

func (s *server) rosterBody(f form) (batchBody, *refusal) {
	body := batchBody{Business: f.text("business"), RegisterStation: f.text("register_station"), Site: f.text("site")}
	if accept := f.text("accept"); accept != "" && accept != acceptValid {
		return body, &refusal{code: codeInvalid, errors: []register.FieldError{among(fieldError("accept", "unknown_code"), choices([]any{acceptValid}))}}
	}
	if _, ok := f["file"]; !ok {
		return body, wrongValue("file", "file_missing")
	}
	if given := f.text("facts"); given != "" {
		shape, wrong := read[lineBody](s.shapes, []byte(`{"facts":`+given+`}`))
		if wrong != nil {
			return body, wrong
		}
		body.Facts = shape.Facts
	}
	if unit := f.text("institution"); unit != "" {
		if given, ok := body.Facts[workflow.FactInstitution]; ok && given != unit {
			return body, wrongValue("institution", "stated_twice")
		}
		if body.Facts == nil {
			body.Facts = workflow.Facts{}
		}
		body.Facts[workflow.FactInstitution] = unit
	}
	return body, nil
}

// parseRoster reads the file by the register's rules of today.
func (s *server) parseRoster(ctx context.Context, file part) (*roster.Result, error) {
	result, _, err := s.reg.ReadRoster(ctx, file.bytes, formatOf(file), false)
	var unreadable *roster.FileError
	if errors.As(err, &unreadable) {
		return nil, unreadableFile(unreadable)
	}
	return result, err
}

// formatOf is the kind of a list that was sent, by its name or, where that says nothing, by
// how it begins.
func formatOf(file part) roster.Format {
	if ext := strings.ToLower(path.Ext(file.fileName)); !roster.OldOrLocked(file.bytes) && (ext == ".csv" || ext != ".xlsx" && !bytes.HasPrefix(file.bytes, []byte("PK"))) {
		return roster.CSV
	}
	return roster.XLSX
}

// unreadableFile refuses a list that could not be read at all.
func unreadableFile(e *roster.FileError) *refusal {
	return &refusal{code: codeBadFile, errors: []register.FieldError{{Field: "file", Code: e.Code, Message: workflow.Word{Zh: e.Zh, En: e.En}}}}
}

// refusedRoster refuses a roster with faults; with accept=valid only one that has no
// right line at all, or was not read to its end: what stands behind the fault is unknown.
func refusedRoster(result *roster.Result, valid bool) *refusal {
	no := &refusal{code: codeBadFile}
	for _, p := range result.Problems {
		if !p.Warning {
			no.errors = append(no.errors, register.FieldError{Field: p.Place(), Code: p.Code, Message: workflow.Word{Zh: p.Zh, En: p.En}})
		}
	}
	if len(result.Lines) == 0 && len(no.errors) == 0 {
		no.errors = append(no.errors, fieldError("file", "too_few"))
	}
	if len(no.errors) == 0 || valid && len(result.Lines) > 0 && !result.Cut() {
		return nil
	}
	for _, p := range result.Problems { // after the faults: where rows were skipped, the places below may surprise
		if p.Code == roster.CodeEmptyRows {
			no.errors = append(no.errors, register.FieldError{Field: p.Place(), Code: p.Code, Message: workflow.Word{Zh: p.Zh, En: p.En}})
		}
	}
	return no
}

// factsOfLine is a line of the roster as the facts of a child's case.
func factsOfLine(l roster.Line) workflow.Facts {
	f := workflow.Facts{workflow.FactWardName: l.Name, workflow.FactWardSex: string(l.Sex), workflow.FactWardBirth: string(l.BirthDate),
		workflow.FactWardEstimated: l.BirthEstimated, workflow.FactIntakeNo: l.IntakeNo, workflow.FactIntakeOn: string(l.IntakeOn), workflow.FactLegalGround: string(l.LegalGround)}
	for field, value := range map[workflow.Field]string{workflow.FactWardNumber: string(l.CitizenNumber), workflow.FactGuardianshipDoc: l.GuardianshipDocNo, workflow.FactBirthSaid: l.BirthSaid,
		workflow.FactOriginStation: l.OriginStation, workflow.FactOriginDivision: l.OriginDivision} {
		if value != "" {
			f[field] = value
		}
	}
	return f
}

// atCells puts what the register found wrong with a line at its cell of the file.
func atCells(result *roster.Result, err error) error {
	var invalid *register.Invalid
	if !errors.As(err, &invalid) {
		return err
	}
	out := &refusal{code: codeBadFile}
	for _, e := range invalid.Errors {
		if rest, ok := strings.CutPrefix(e.Field, "lines["); ok {
			number, field, _ := strings.Cut(rest, "]")
			if i, err := strconv.Atoi(number); err == nil && i < len(result.Lines) {
				e.Field = cellOfField(result, result.Lines[i], strings.TrimPrefix(field, "."))
			}
		}
		out.errors = append(out.errors, e)
	}
	return out
}

// cellOfField is the cell of a line's fact. What is said of the child as such stands at
// what tells it from others: its number, or the intake number.
func cellOfField(result *roster.Result, l roster.Line, field string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(field, "facts."), "[")
	if name == "" {
		if name = string(workflow.FactWardNumber); l.CitizenNumber == "" {
			name = string(workflow.FactIntakeNo)
		}
	}
	return roster.Problem{Sheet: l.Sheet, Row: l.Row, Cell: result.Cell(l, name)}.Place()
}

// reportOf lists the rows that were left out, by the register and for what stands in
// the file, and the warnings.
func reportOf(result *roster.Result, left []register.LeftOut, l lang) rosterReport {
	cell := func(row register.LeftOut, e register.FieldError) string {
		return cellOfField(result, result.Lines[row.Line], e.Field)
	}
	out := rosterReport{Rows: result.Rows, Imported: len(result.Lines) - len(left), Problems: notesOf(left, l, cell)}
	for _, p := range result.Problems {
		out.Problems = append(out.Problems, rosterNote{FieldProblem{Field: p.Place(), Code: p.Code, Message: text{p.Zh, p.En}.in(l)}, p.Warning})
	}
	return out
}

// notesOf lists what is wrong with each line that was left out, at its place.
func notesOf(left []register.LeftOut, l lang, at func(register.LeftOut, register.FieldError) string) []rosterNote {
	out := []rosterNote{}
	for _, line := range left {
		for _, e := range line.Errors {
			out = append(out, rosterNote{FieldProblem: FieldProblem{Field: at(line, e), Code: e.Code, Message: word(e.Message, l), Suggest: e.Suggest}})
		}
	}
	return out
}

// withReport puts the report beside the case as member roster.
func withReport(body []byte, report rosterReport) ([]byte, error) {
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal(body, &members); err != nil {
		return nil, err
	}
	raw, err := json.Marshal(report)
	if err != nil {
		return nil, err
	}
	members["roster"] = raw
	return json.Marshal(members)
}

type templateOut struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

const xlsxMedia = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// rosterTemplate is an empty roster to fill in.
func (s *server) rosterTemplate(ctx context.Context, _ *noInput) (*templateOut, error) {
	var out bytes.Buffer
	if err := roster.Template(&out); err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &templateOut{Type: xlsxMedia, Disposition: attachment("名册.xlsx"), Body: out.Bytes()}, nil
}
