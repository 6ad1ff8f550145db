package handlers

import (
	"context"
	"net/http"
	"strings"

	"hukou/register"
	"hukou/workflow"
)

// batchBody opens a batch with its lines.
type batchBody struct {
	Business        string         `json:"business,omitempty" maxLength:"64" doc:"不填即 ward_batch。ward_batch if left out."`
	RegisterStation string         `json:"register_station,omitempty" maxLength:"64"`
	Site            string         `json:"site,omitempty" maxLength:"64"`
	Applicant       *applicantBody `json:"applicant,omitempty"`
	Subjects        []subjectBody  `json:"subjects,omitempty" maxItems:"100"`
	Facts           workflow.Facts `json:"facts,omitempty" doc:"名册本身的事实。What is declared of the roster as a whole."`
	Lines           []lineBody     `json:"lines,omitempty" maxItems:"2000"`
	Accept          string         `json:"accept,omitempty" enum:"valid" doc:"valid：只列入没有问题的行，其余在 roster.problems 中逐行说明；不填则有一处问题就都不列入。valid: take the lines that are right and tell of the others in roster.problems; without it one fault keeps all out."`
}

// lineBody is one child of a roster.
type lineBody struct {
	Facts workflow.Facts `json:"facts" doc:"该儿童的事实；项目见子业务的 facts。What is declared of the child."`
}

func (b batchBody) open() openBody {
	if b.Business == "" {
		b.Business = string(workflow.WardBatch)
	}
	return openBody{Business: b.Business, RegisterStation: b.RegisterStation, Site: b.Site, Applicant: b.Applicant, Subjects: b.Subjects, Facts: b.Facts}
}

func factsOf(lines []lineBody) []workflow.Facts {
	out := make([]workflow.Facts, 0, len(lines))
	for _, l := range lines {
		out = append(out, l.Facts)
	}
	return out
}

type batchInput struct {
	Keyed
	ContentType string `header:"Content-Type" hidden:"true"`
	RawBody     []byte `contentType:"application/json"`
}

// openBatch opens a batch from JSON, or from the roster that an institution hands
// in as a workbook or as text.
func (s *server) openBatch(ctx context.Context, in *batchInput) (*answered, error) {
	if strings.HasPrefix(strings.ToLower(in.ContentType), "multipart/") {
		return s.uploadRoster(ctx, in)
	}
	body, wrong := read[batchBody](s.shapes, in.RawBody)
	if wrong != nil {
		return nil, wrong
	}
	ans, err := s.startBatch(ctx, in.Key, body, body.Accept == acceptValid)
	out, err := s.opened(ctx, ans, err)
	return reported(ctx, out, err, body.Accept, len(body.Lines), ans.LeftOut)
}

// reported puts beside the case what became of each line, where the right ones alone
// were to be taken.
func reported(ctx context.Context, out *answered, err error, accept string, rows int, left []register.LeftOut) (*answered, error) {
	if err != nil || accept != acceptValid {
		return out, err
	}
	told := notesOf(left, of(ctx).lang, register.LeftOut.At)
	out.Body, err = withReport(out.Body, rosterReport{Rows: rows, Imported: rows - len(left), Problems: told})
	return out, err
}

// startBatch opens the batch of a body that was understood; with valid, without the
// lines that the register would not take.
func (s *server) startBatch(ctx context.Context, key string, body batchBody, valid bool) (register.Answer, error) {
	open := body.open()
	q, wrong := open.request()
	if wrong != nil {
		return register.Answer{}, wrong
	}
	if !keyGiven(key) {
		return register.Answer{}, refuse(codeKeyMissing)
	}
	q.Key = key
	ans, err := s.reg.OpenBatch(ctx, of(ctx).actor, register.BatchRequest{OpenRequest: q, Lines: factsOf(body.Lines), Valid: valid})
	return ans, open.rename(err)
}

// linesBody lists further children.
type linesBody struct {
	Lines  []lineBody `json:"lines" minItems:"1" maxItems:"2000"`
	Accept string     `json:"accept,omitempty" enum:"valid" doc:"valid：只列入没有问题的行，其余在 roster.problems 中逐行说明；不填则有一处问题就都不列入。valid: take the lines that are right and tell of the others in roster.problems; without it one fault keeps all out."`
}

type linesInput struct {
	OfCase
	Versioned
	Keyed
	RawBody []byte `contentType:"application/json"`
}

// addLines lists further children in a batch that is still being written.
func (s *server) addLines(ctx context.Context, in *linesInput) (*answered, error) {
	version, err := s.sawVersion(ctx, in.ID, in.IfMatch)
	if err != nil {
		return nil, err
	}
	body, wrong := read[linesBody](s.shapes, in.RawBody)
	if wrong == nil && !keyGiven(in.Key) {
		wrong = refuse(codeKeyMissing)
	}
	if wrong != nil {
		return nil, s.afterSight(ctx, in.ID, wrong)
	}
	ans, err := s.reg.AddLines(ctx, of(ctx).actor, register.LinesRequest{Batch: in.ID, Version: version, Key: in.Key, Lines: factsOf(body.Lines), Valid: body.Accept == acceptValid})
	out, err := s.done(ctx, ans, err)
	return reported(ctx, out, err, body.Accept, len(body.Lines), ans.LeftOut)
}

// listLines lists a batch's lines in the order of listing.
func (s *server) listLines(ctx context.Context, in *bare) (*page[register.LineView], error) {
	lines, err := s.reg.Lines(ctx, of(ctx).actor, in.ID)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return whole(lines), nil
}

// lineStepsBody takes one step on many lines.
type lineStepsBody struct {
	Event   string         `json:"event" minLength:"1" maxLength:"64"`
	To      string         `json:"to,omitempty" maxLength:"64"`
	Lines   []lineWish     `json:"lines" minItems:"1" maxItems:"500"`
	Grounds string         `json:"grounds,omitempty" maxLength:"4000"`
	Input   workflow.Facts `json:"input,omitempty"`
	SignOff *signOff       `json:"signoff,omitempty"`
}

// lineWish is a line and the version of it that the officer saw.
type lineWish struct {
	ID      string `json:"id" minLength:"1" maxLength:"64"`
	Version int64  `json:"version" minimum:"1"`
}

// lineResult is what became of one line: the status it would have got alone.
type lineResult struct {
	ID      string   `json:"id"`
	Status  int      `json:"status"`
	Version int64    `json:"version,omitempty"`
	Problem *Problem `json:"problem,omitempty"`
}

type lineStepsInput struct {
	OfCase
	Keyed
	RawBody []byte `contentType:"application/json"`
}

// takeLineSteps takes the step line by line: one decision each, one success or
// refusal each. Under the same key each line answers as it first did.
func (s *server) takeLineSteps(ctx context.Context, in *lineStepsInput) (*page[lineResult], error) {
	body, wrong := read[lineStepsBody](s.shapes, in.RawBody)
	if wrong == nil && !keyGiven(in.Key) {
		wrong = refuse(codeKeyMissing)
	}
	if wrong != nil {
		return nil, s.afterSight(ctx, in.ID, wrong)
	}
	c := of(ctx)
	q := stepBody{Event: body.Event, To: body.To, Grounds: body.Grounds, Input: body.Input}.request("", 0, in.Key)
	q.SignOff = body.SignOff.given(s.Now())
	wishes := make([]register.LineWish, 0, len(body.Lines))
	for _, l := range body.Lines {
		wishes = append(wishes, register.LineWish{ID: l.ID, Version: l.Version})
	}
	if err := s.reg.HoldLinesKey(ctx, c.actor, in.ID, q, wishes); err != nil {
		return nil, s.faultOf(ctx, err)
	}
	results, err := s.reg.TakeLines(ctx, c.actor, in.ID, q, wishes)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	out := make([]lineResult, 0, len(results))
	for _, r := range results {
		out = append(out, s.lineResult(ctx, r, q.Input, c.lang))
	}
	return whole(out), nil
}

func (s *server) lineResult(ctx context.Context, r register.LineResult, input workflow.Facts, l lang) lineResult {
	if r.Err == nil {
		return lineResult{ID: r.ID, Status: http.StatusOK, Version: r.Version}
	}
	p := unsaid(s.faultOf(ctx, r.Err), input).problem(l)
	return lineResult{ID: r.ID, Status: p.Status, Problem: &p}
}
