package handlers

import (
	"context"

	"hukou/register"
)

// sealBody is a wish to seal a person.
type sealBody struct {
	Kind   string `json:"kind" enum:"adoption,protection" doc:"adoption 收养，protection 保护"`
	Reason string `json:"reason" minLength:"1" maxLength:"200"`
}

type sealInput struct {
	OfPerson
	Keyed
	RawBody []byte `contentType:"application/json"`
}

// sealPerson asks for a seal; a second officer confirms it.
func (s *server) sealPerson(ctx context.Context, in *sealInput) (*answered, error) {
	body, wrong := read[sealBody](s.shapes, in.RawBody)
	if wrong == nil && !keyGiven(in.Key) {
		wrong = refuse(codeKeyMissing)
	}
	if wrong != nil {
		return nil, s.afterPerson(ctx, in.ID, wrong)
	}
	ans, err := s.reg.SealPerson(ctx, of(ctx).actor, in.ID, body.Kind, body.Reason, in.Key)
	return s.kept(ctx, ans, err)
}

type thingInput struct {
	OfThing
}

type sealOut struct {
	Body register.SealView
}

// listSeals lists the seals of the officer's area.
func (s *server) listSeals(ctx context.Context, _ *noInput) (*page[register.SealView], error) {
	all, err := s.reg.Seals(ctx, of(ctx).actor)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return whole(all), nil
}

// confirmSeal is the second officer's word on a seal or its end.
func (s *server) confirmSeal(ctx context.Context, in *thingInput) (*sealOut, error) {
	v, err := s.reg.ConfirmSeal(ctx, of(ctx).actor, in.ID)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &sealOut{Body: v}, nil
}

// endSeal asks for the end of a seal.
func (s *server) endSeal(ctx context.Context, in *becauseInput) (*sealOut, error) {
	body, wrong := read[becauseBody](s.shapes, in.RawBody)
	if wrong != nil {
		return nil, wrong
	}
	v, err := s.reg.EndSeal(ctx, of(ctx).actor, in.ID, body.Reason)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &sealOut{Body: v}, nil
}

// glassBody is a break-glass with its reason.
type glassBody struct {
	Reason  string `json:"reason" minLength:"1" maxLength:"200"`
	Minutes int    `json:"minutes,omitempty" minimum:"1" maximum:"120" doc:"最长120分钟，不填即120。120 at most, and if left out."`
}

type glassInput struct {
	Keyed
	RawBody []byte `contentType:"application/json"`
}

// breakGlass opens closed files for an emergency; a second person is told at once.
func (s *server) breakGlass(ctx context.Context, in *glassInput) (*answered, error) {
	body, wrong := read[glassBody](s.shapes, in.RawBody)
	if wrong == nil && !keyGiven(in.Key) {
		wrong = refuse(codeKeyMissing)
	}
	if wrong != nil {
		return nil, wrong
	}
	ans, err := s.reg.BreakGlass(ctx, of(ctx).actor, body.Reason, body.Minutes, in.Key)
	return s.kept(ctx, ans, err)
}

// endGlass ends the officer's break-glass before its time.
func (s *server) endGlass(ctx context.Context, _ *noInput) (*struct{}, error) {
	if err := s.reg.EndGlass(ctx, of(ctx).actor); err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return nil, nil
}

type noticesInput struct {
	Open bool `query:"open" doc:"只列尚未复核的。Those that await a review alone."`
}

// listAlarms lists alarms of the counters and break-glass to those who watch over them.
func (s *server) listAlarms(ctx context.Context, in *noticesInput) (*page[register.NoticeView], error) {
	all, err := s.reg.Notices(ctx, of(ctx).actor, in.Open)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return whole(all), nil
}

// findingBody is what a review found.
type findingBody struct {
	Finding string `json:"finding" minLength:"1" maxLength:"200" doc:"复核结论。What the review found."`
}

type noticeOut struct {
	Body register.NoticeView
}

// reviewAlarm writes what a review found.
func (s *server) reviewAlarm(ctx context.Context, in *becauseInput) (*noticeOut, error) {
	body, wrong := read[findingBody](s.shapes, in.RawBody)
	if wrong != nil {
		return nil, wrong
	}
	v, err := s.reg.ReviewNotice(ctx, of(ctx).actor, in.ID, body.Finding)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &noticeOut{Body: v}, nil
}
