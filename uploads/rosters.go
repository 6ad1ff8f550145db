package uploads

import (
	"bytes"
	"context"
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/roster"
)

// Standing is what the lines of a roster are held against.
type Standing struct {
	// Today bounds dates.
	Today models.Date
	// Stations are the codes of those that exist.
	Stations []string
}

// Roster reads a roster, and with cells also what stands in each of its cells. The
// error is a *roster.FileError, ErrBusy or the context's.
func (g *Gate) Roster(ctx context.Context, data []byte, format roster.Format, s Standing, cells bool) (*roster.Result, map[roster.Place]string, error) {
	if len(data) > maxFile { // not worth a process: too large is told from the size alone
		_, err := roster.Parse(bytes.NewReader(nil), format, int64(len(data)), roster.Rules{})
		return nil, nil, err
	}
	return g.read(ctx, request{Act: readRoster, Format: format, Today: s.Today, Stations: s.Stations, Cells: cells}, data)
}

// Visits reads a list of visits; the error is as of Roster.
func (g *Gate) Visits(ctx context.Context, data []byte, format roster.Format, today models.Date) (*roster.Result, error) {
	if len(data) > maxFile {
		return roster.ParseVisits(bytes.NewReader(nil), format, int64(len(data)), roster.Rules{})
	}
	result, _, err := g.read(ctx, request{Act: readVisits, Format: format, Today: today}, data)
	return result, err
}

func (g *Gate) read(ctx context.Context, q request, data []byte) (*roster.Result, map[roster.Place]string, error) {
	a, _, err := g.ask(ctx, q, data)
	if err == nil && a.File != nil {
		err = a.File
	}
	if err != nil {
		return nil, nil, err
	}
	if a.Result == nil { // an empty one leaves nothing on the wire
		a.Result = &roster.Result{}
	}
	return a.Result, a.Cells, nil
}

// Correct is roster.Correct, its errors as of Roster.
func (g *Gate) Correct(ctx context.Context, data []byte, texts map[roster.Place]string) ([]byte, error) {
	return g.rewritten(ctx, request{Act: correctRoster, Texts: texts}, data)
}

// Annotate is roster.Annotate, its errors as of Roster.
func (g *Gate) Annotate(ctx context.Context, data []byte, problems []roster.Problem) ([]byte, error) {
	return g.rewritten(ctx, request{Act: annotateRoster, Problems: problems}, data)
}

func (g *Gate) rewritten(ctx context.Context, q request, data []byte) ([]byte, error) {
	a, out, err := g.ask(ctx, q, data)
	if err == nil && a.File != nil {
		err = a.File
	}
	return out, err
}

// answerRoster is the process's side of the four.
func answerRoster(q request, data []byte) (a reply, file []byte, err error) {
	switch q.Act {
	case correctRoster:
		file, err = roster.Correct(data, q.Texts)
	case annotateRoster:
		var out bytes.Buffer
		err = roster.Annotate(data, q.Problems, &out)
		file = out.Bytes()
	case readVisits:
		a.Result, err = roster.ParseVisits(bytes.NewReader(data), q.Format, int64(len(data)), rulesOf(q))
	default:
		if a.Result, err = roster.Parse(bytes.NewReader(data), q.Format, int64(len(data)), rulesOf(q)); err == nil && q.Cells {
			a.Cells, err = roster.Cells(data)
		}
	}
	if err != nil {
		return reply{}, nil, err
	}
	return a, file, nil
}

// rulesOf are the register's rules of today, from what came over the wire.
func rulesOf(q request) roster.Rules {
	stations := slices.Sorted(slices.Values(q.Stations))
	known := func(code string) bool { _, found := slices.BinarySearch(stations, code); return found }
	return roster.Rules{Today: q.Today, StationKnown: known, Division: division, Number: number}
}

func division(code string, on models.Date) (known, abolished bool, hint string) {
	if _, ok := gb.DivisionOn(code, on); ok {
		return true, false, ""
	}
	_, successor, gone := gb.Abolished(code, on)
	return gone, gone, successor
}

func number(n models.CitizenNumber) *roster.Issue {
	warning, odd := gb.PrefixWarning(n)
	if !odd {
		return nil
	}
	return &roster.Issue{Code: "number_prefix", Zh: warning.Zh, En: warning.En, Warning: true}
}
