package handlers

import (
	"bytes"
	"context"
	"errors"
	"strconv"
	"strings"

	"hukou/register"
	"hukou/roster"
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
		out.Problems = append(out.Problems, rosterNote{FieldProblem: FieldProblem{Field: e.Field, Code: e.Code, Message: word(e.Message, l), Suggest: e.Suggest}})
		bad[e.Field] = true
	}
	for _, p := range result.Problems {
		if p.Warning {
			out.Problems = append(out.Problems, rosterNote{FieldProblem{Field: p.Place(), Code: p.Code, Message: text{p.Zh, p.En}.in(l)}, true})
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
	f, wrong := readForm(in.ContentType, in.RawBody, leadsFields())
	if wrong != nil {
		return nil, s.afterCampaign(ctx, in.ID, wrong)
	}
	result, err := s.parseLeads(ctx, in.ID, f["file"])
	if err != nil {
		return nil, err
	}
	ans, wrongCells, err := s.reg.AddVisits(ctx, of(ctx).actor, in.ID, in.Key, result)
	if len(wrongCells) > 0 {
		return nil, &refusal{code: codeBadFile, errors: wrongCells}
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
	errs, err := s.reg.CheckVisits(ctx, of(ctx).actor, id, result)
	if err != nil {
		return nil, nil, s.faultOf(ctx, err)
	}
	return result, errs, nil
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

// leadsTemplate is an empty list of visits to fill in.
func (s *server) leadsTemplate(ctx context.Context, _ *noInput) (*templateOut, error) {
	var out bytes.Buffer
	if err := roster.WriteVisits(nil, &out); err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &templateOut{Type: xlsxMedia, Disposition: attachment("走访线索表.xlsx"), Body: out.Bytes()}, nil
}
