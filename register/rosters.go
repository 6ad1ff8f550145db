package register

import (
	"context"

	"hukou/models"
	"hukou/roster"
	"hukou/uploads"
)

// ReadRoster reads a roster by the rules and the stations of today; cells asks for the
// text of each cell too. The error is a *roster.FileError where the file cannot be read,
// or ErrBusy.
func (r *Registrar) ReadRoster(ctx context.Context, data []byte, format roster.Format, cells bool) (*roster.Result, map[roster.Place]string, error) {
	bodies, err := r.Bodies(ctx)
	if err != nil {
		return nil, nil, err
	}
	now := uploads.Standing{Today: r.Today()}
	for _, b := range bodies {
		if b.Kind == models.KindStation {
			now.Stations = append(now.Stations, b.Code)
		}
	}
	return r.uploads.Roster(ctx, data, format, now, cells)
}

// CorrectRoster is a roster with other texts in the cells named; errors as of ReadRoster.
func (r *Registrar) CorrectRoster(ctx context.Context, data []byte, texts map[roster.Place]string) ([]byte, error) {
	return r.uploads.Correct(ctx, data, texts)
}

// AnnotateRoster is a roster with its problems marked; errors as of ReadRoster.
func (r *Registrar) AnnotateRoster(ctx context.Context, data []byte, problems []roster.Problem) ([]byte, error) {
	return r.uploads.Annotate(ctx, data, problems)
}

// ReadVisits reads a list of visits by the rules of today; errors as of ReadRoster.
func (r *Registrar) ReadVisits(ctx context.Context, data []byte, format roster.Format) (*roster.Result, error) {
	return r.uploads.Visits(ctx, data, format, r.Today())
}
