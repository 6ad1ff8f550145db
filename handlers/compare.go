package handlers

import (
	"context"

	"hukou/register"
	"hukou/workflow"
)

// compareCase sets what is declared beside the papers and the register.
func (s *server) compareCase(ctx context.Context, in *bare) (*page[register.CompareRow], error) {
	rows, err := s.reg.Compare(ctx, of(ctx).actor, in.ID)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return whole(rows), nil
}

// differenceBody says whose value counts where the sources differ, and why.
type differenceBody struct {
	Take   string `json:"take" enum:"declared,material,register" doc:"declared 保留申报；material 用证明；register 用登记库。What was declared is kept, or the value of the paper or of the register is taken."`
	Reason string `json:"reason" minLength:"1" maxLength:"64" doc:"理由代码。保留申报：same_meaning、paper_mistaken、register_outdated、wish_confirmed、other；否则：declared_mistaken、original_seen、register_in_force、other。A code of the reason: the first five to keep, the others to take."`
	Note   string `json:"note,omitempty" maxLength:"4000" doc:"理由为 other 时必填。Required for other."`
}

// OfField names an item of a case.
type OfField struct {
	OfCase
	Field string `path:"field" doc:"项目，见核对表的 field。The item, as the comparison names it."`
}

type differenceInput struct {
	OfField
	Versioned
	Keyed
	RawBody []byte `contentType:"application/json"`
}

// settleDifference decides an item in which the sources differ, at the version seen.
func (s *server) settleDifference(ctx context.Context, in *differenceInput) (*answered, error) {
	version, err := s.sawVersion(ctx, in.ID, in.IfMatch)
	if err != nil {
		return nil, err
	}
	body, wrong := read[differenceBody](s.shapes, in.RawBody)
	if wrong == nil && !keyGiven(in.Key) {
		wrong = refuse(codeKeyMissing)
	}
	if wrong != nil {
		return nil, s.afterSight(ctx, in.ID, wrong)
	}
	ans, err := s.reg.SettleDifference(ctx, of(ctx).actor, register.DifferenceRequest{CaseID: in.ID, Field: workflow.Field(in.Field), Take: workflow.Side(body.Take),
		Reason: body.Reason, Note: body.Note, Version: version, Key: in.Key})
	return s.done(ctx, ans, err)
}
