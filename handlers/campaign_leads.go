package handlers

import (
	"bytes"
	"context"
	"errors"
	"strconv"
	"strings"

	"hukou/register"
	"hukou/roster"
	"hukou/workflow"
)

// leadsFields are the parts of an uploaded list of visits.
func leadsFields() []formField {
	return []formField{{name: "file", file: true, required: true, about: text{"走访线索表：.xlsx 或 .csv，一名儿童一行，模板见 /campaigns/leads-template", "The list of visits: .xlsx or .csv, a child a row; /campaigns/leads-template is an empty one."}}}
}

type leadsFileInput struct {
	OfCampaign
	Keyed
	ContentType string `header:"Content-Type" hidden:"true"`
	RawBody     []byte `contentType:"multipart/form-data"`
}

type leadsCheckInput struct {
	OfCampaign
	ContentType string `header:"Content-Type" hidden:"true"`
	RawBody     []byte `contentType:"multipart/form-data"`
}

// leadsReport is what a list of visits would give; nothing of it is kept.
type leadsReport struct {
	Rows     int          `json:"rows" doc:"表中列出的儿童数。How many children the list has."`
	Right    int          `json:"right" doc:"没有问题的行数。How many rows are right."`
	Problems []rosterNote `json:"problems"`
}

type leadsReportOut struct {
	Body leadsReport
}

// newLeads are the leads that a list made.
type newLeads struct {
	Items []register.NewLead `json:"items"`
	Total int                `json:"total"`
}

// checkLeads reads a list of visits and says what is wrong with it, each fault at its cell.
func (s *server) checkLeads(ctx context.Context, in *leadsCheckInput) (*leadsReportOut, error) {
	result, errs, err := s.readLeads(ctx, in.ID, in.ContentType, in.RawBody)
	if err != nil {
		return nil, err
	}
	l, bad := of(ctx).lang, map[string]bool{}
	out := leadsReport{Rows: result.Rows, Problems: []rosterNote{}}
	for _, e := range errs {
		out.Problems = append(out.Problems, rosterNote{FieldProblem: FieldProblem{e.Field, e.Code, word(e.Message, l)}})
		bad[e.Field] = true
	}
	for _, p := range result.Problems {
		if p.Warning {
			out.Problems = append(out.Problems, rosterNote{FieldProblem{cellOf(p), p.Code, text{p.Zh, p.En}.in(l)}, true})
		}
	}
	for _, f := range result.Found {
		right := true
		for at := range bad {
			right = right && !inRow(at, f)
		}
		if right {
			out.Right++
		}
	}
	return &leadsReportOut{Body: out}, nil
}

// inRow tells whether a place of the file lies in the row.
func inRow(at string, f roster.Found) bool {
	if f.Sheet != "" {
		rest, ok := strings.CutPrefix(at, f.Sheet+"!")
		if !ok {
			return false
		}
		at = rest
	}
	return strings.TrimLeft(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == strconv.Itoa(f.Row)
}

// addLeads notes the leads of a list of visits: all of them, or none where one cell is wrong.
func (s *server) addLeads(ctx context.Context, in *leadsFileInput) (*answered, error) {
	if !keyGiven(in.Key) {
		return nil, s.afterCampaign(ctx, in.ID, refuse(codeKeyMissing))
	}
	c := of(ctx)
	f, wrong := readForm(in.ContentType, in.RawBody, leadsFields())
	if wrong != nil {
		return nil, s.afterCampaign(ctx, in.ID, wrong)
	}
	result, err := s.parseLeads(ctx, in.ID, f["file"])
	if err != nil {
		return nil, err
	}
	if errs := faultsOf(result); len(errs) > 0 {
		more, err := s.leadFaults(ctx, in.ID, result)
		if err != nil {
			return nil, err
		}
		return nil, &refusal{code: codeBadFile, errors: append(errs, more...)}
	}
	ans, err := s.reg.AddLeads(ctx, c.actor, register.LeadsRequest{Campaign: in.ID, Leads: factsFound(result), Key: in.Key})
	invalid, err := notInvalid(err)
	if invalid != nil {
		return nil, &refusal{code: codeBadFile, errors: leadsAtCells(result, invalid)}
	}
	return s.kept(ctx, ans, err)
}

// readLeads is a list of visits with all that is wrong in it, by the file's rules and the
// register's.
func (s *server) readLeads(ctx context.Context, id, contentType string, raw []byte) (*roster.Result, []register.FieldError, error) {
	f, wrong := readForm(contentType, raw, leadsFields())
	if wrong != nil {
		return nil, nil, s.afterCampaign(ctx, id, wrong)
	}
	result, err := s.parseLeads(ctx, id, f["file"])
	if err != nil {
		return nil, nil, err
	}
	more, err := s.leadFaults(ctx, id, result)
	if err != nil {
		return nil, nil, err
	}
	return result, append(faultsOf(result), more...), nil
}

// parseLeads reads the file, for whoever the campaign is there for.
func (s *server) parseLeads(ctx context.Context, id string, file part) (*roster.Result, error) {
	if err := s.reg.SeesCampaign(ctx, of(ctx).actor, id); err != nil {
		return nil, s.faultOf(ctx, err)
	}
	result, err := s.reg.ReadVisits(ctx, file.bytes, formatOf(file))
	var unreadable *roster.FileError
	if errors.As(err, &unreadable) {
		return nil, unreadableFile(unreadable)
	}
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return result, nil
}

// faultsOf are the faults that the file has by itself, each at its cell.
func faultsOf(result *roster.Result) []register.FieldError {
	var out []register.FieldError
	for _, p := range result.Problems {
		if !p.Warning {
			out = append(out, register.FieldError{Field: cellOf(p), Code: p.Code, Message: workflow.Word{Zh: p.Zh, En: p.En}})
		}
	}
	if len(result.Found) == 0 && len(out) == 0 {
		out = append(out, fieldError("file", "too_few"))
	}
	return out
}

// leadFaults are what the register says of the rows that are right by themselves.
func (s *server) leadFaults(ctx context.Context, id string, result *roster.Result) ([]register.FieldError, error) {
	if len(result.Found) == 0 {
		return nil, nil
	}
	err := s.reg.CheckLeads(ctx, of(ctx).actor, register.LeadsRequest{Campaign: id, Leads: factsFound(result)})
	invalid, err := notInvalid(err)
	switch {
	case err != nil:
		return nil, s.faultOf(ctx, err)
	case invalid != nil:
		return leadsAtCells(result, invalid), nil
	}
	return nil, nil
}

// factsFound are the rows as what leads declare: a visit, about a birth not registered.
func factsFound(result *roster.Result) []workflow.Facts {
	out := make([]workflow.Facts, 0, len(result.Found))
	for _, f := range result.Found {
		facts := workflow.Facts{workflow.FactLeadSource: "visit", workflow.FactLeadMatter: "birth", workflow.FactUnregistered: true}
		for field, value := range map[workflow.Field]string{workflow.FactLeadHead: f.Head, workflow.FactLeadPlace: f.Address, workflow.FactChildName: f.Name, workflow.FactChildSex: string(f.Sex),
			workflow.FactChildBirthDate: string(f.BirthDate), workflow.FactBirthSaid: f.BirthSaid, workflow.FactMotherName: f.Mother, workflow.FactFatherName: f.Father,
			workflow.FactLeadRoute: string(f.Route), workflow.FactLeadPhone: f.Phone} {
			if value != "" {
				facts[field] = value
			}
		}
		out = append(out, facts)
	}
	return out
}

// leadColumns is the column of the list in which a fact stands.
func leadColumns() map[workflow.Field]string {
	return map[workflow.Field]string{workflow.FactLeadHead: "household_head", workflow.FactLeadPlace: "address", workflow.FactChildName: "child_name", workflow.FactChildSex: "sex",
		workflow.FactChildBirthDate: "birth", workflow.FactBirthSaid: "birth", workflow.FactMotherName: "mother", workflow.FactFatherName: "father",
		workflow.FactLeadRoute: "route", workflow.FactLeadPhone: "phone"}
}

// leadsAtCells puts what the register found wrong with a lead at its cell; what is said of
// the lead as such stands at the child, whose column every list has.
func leadsAtCells(result *roster.Result, invalid *register.Invalid) []register.FieldError {
	var out []register.FieldError
	for _, e := range invalid.Errors {
		if rest, ok := strings.CutPrefix(e.Field, "leads["); ok {
			number, field, _ := strings.Cut(rest, "]")
			if i, err := strconv.Atoi(number); err == nil && i < len(result.Found) {
				column := leadColumns()[workflow.Field(strings.TrimPrefix(field, ".facts."))]
				if column == "" {
					column = "child_name"
				}
				f := result.Found[i]
				e.Field = cellOf(roster.Problem{Sheet: f.Sheet, Row: f.Row, Cell: result.CellOf(f, column)})
			}
		}
		out = append(out, e)
	}
	return out
}

// leadsTemplate is an empty list of visits to fill in.
func (s *server) leadsTemplate(ctx context.Context, _ *noInput) (*templateOut, error) {
	var out bytes.Buffer
	if err := roster.WriteVisits(nil, &out); err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &templateOut{Type: xlsxMedia, Disposition: attachment("走访线索表.xlsx"), Body: out.Bytes()}, nil
}
