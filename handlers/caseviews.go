package handlers

import (
	"context"

	"hukou/register"
)

type caseOut struct {
	ETag string `header:"ETag"`
	Body *register.CaseView
}

// getCase shows a case. That the officer looked is written down first.
func (s *server) getCase(ctx context.Context, in *bare) (*caseOut, error) {
	v, err := s.reg.View(ctx, of(ctx).actor, in.ID)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &caseOut{ETag: etag(v.Version), Body: v}, nil
}

// journal lists every step that was taken in the case, oldest first.
func (s *server) journal(ctx context.Context, in *bare) (*page[register.JournalView], error) {
	rows, err := s.reg.Journal(ctx, of(ctx).actor, in.ID)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return whole(rows), nil
}

// candidates sets the entries that may be the child being searched for beside what
// was declared. It is the one look beyond the officer's jurisdiction.
func (s *server) candidates(ctx context.Context, in *bare) (*page[register.Candidate], error) {
	rows, err := s.reg.Candidates(ctx, of(ctx).actor, in.ID)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return whole(rows), nil
}
