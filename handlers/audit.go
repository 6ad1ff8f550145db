package handlers

import (
	"context"

	"hukou/register"
)

// checkpoint is the newest signed note of the journal's tree, for whoever keeps what
// was seen outside.
func (s *server) checkpoint(ctx context.Context, _ *struct{}) (*checkpointOut, error) {
	c, err := s.reg.LastCheckpoint(ctx)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &checkpointOut{Type: noteMedia, Body: []byte(c.Note)}, nil
}

type checkpointOut struct {
	Type string `header:"Content-Type"`
	Body []byte
}

// noteMedia is a signed note as transparency logs write it.
const noteMedia = "text/plain; charset=utf-8"

type proofInput struct {
	Case string `query:"case" required:"true" doc:"业务的 id。The case's id."`
	Seq  int64  `query:"seq" required:"true" minimum:"1" doc:"该业务留痕的序号。The row of the case's journal."`
}

// proof shows that a row of a case's journal stands in the signed tree.
func (s *server) proof(ctx context.Context, in *proofInput) (*proofOut, error) {
	if !plainID(in.Case) {
		return nil, refuse(codeNotFound)
	}
	p, err := s.reg.ProveEntry(ctx, of(ctx).actor, in.Case, in.Seq)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &proofOut{Body: p}, nil
}

type proofOut struct{ Body register.EntryProof }
