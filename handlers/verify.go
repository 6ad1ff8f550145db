package handlers

import (
	"context"

	"hukou/register"
)

type verifyInput struct {
	Code string `query:"code" doc:"文书上的核验码；大小写、空格和短横不影响。The code on the paper; capitals, spaces and dashes do not count."`
}

type verifyOut struct{ Body register.PaperCheck }

// verifyPaper tells anybody whether a paper is good. Whatever is not told of is not found,
// all alike.
func (s *server) verifyPaper(ctx context.Context, in *verifyInput) (*verifyOut, error) {
	if no := s.lookUp(of(ctx).remote); no != nil {
		return nil, no
	}
	found, err := s.reg.CheckPaper(ctx, in.Code)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &verifyOut{Body: found}, nil
}

// lookUp counts a look of an address at papers, or refuses it for a while.
func (s *server) lookUp(remote string) *refusal {
	if ok, wait := s.lookUps.allow(addressKey(remote), s.Now()); !ok {
		return &refusal{code: codeTooMany, retry: wait}
	}
	return nil
}

// listPapers lists what the applicant of a case was given.
func (s *server) listPapers(ctx context.Context, in *bare) (*page[register.GivenPaper], error) {
	rows, err := s.reg.Papers(ctx, of(ctx).actor, in.ID)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return whole(rows), nil
}
