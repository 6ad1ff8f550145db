package handlers

import (
	"context"
	"time"

	"hukou/register"
)

// OfPerson names the person of a call.
type OfPerson struct {
	ID string `path:"id" doc:"户籍库中的 id。The id in the register."`
}

// OfThing names what a call is about.
type OfThing struct {
	ID string `path:"id"`
}

// askBody is a wish to see a closed file.
type askBody struct {
	Purpose string `json:"purpose" minLength:"1" maxLength:"200" doc:"查阅用途。Why you look."`
	Code    string `json:"purpose_code,omitempty" enum:"window,check,visit,inquiry,assist,supervision,emergency,other" doc:"用途代码。A code of the purpose."`
	CaseID  string `json:"case_id,omitempty" maxLength:"64" doc:"有关业务的 id 或编号。The id or number of a case."`
	Until   string `json:"until,omitempty" format:"date-time" doc:"到何时为止；不填即规定的最长期限。The end; the longest the place allows if left out."`
}

type askInput struct {
	OfPerson
	Keyed
	RawBody []byte `contentType:"application/json"`
}

// askAccess asks for access to the file of a minor, or a sealed one.
func (s *server) askAccess(ctx context.Context, in *askInput) (*answered, error) {
	body, wrong := read[askBody](s.shapes, in.RawBody)
	if wrong == nil && !keyGiven(in.Key) {
		wrong = refuse(codeKeyMissing)
	}
	if wrong != nil {
		return nil, s.afterPerson(ctx, in.ID, wrong)
	}
	until, _ := time.Parse(time.RFC3339, body.Until)
	ans, err := s.reg.AskAccess(ctx, of(ctx).actor, register.AccessAsk{PersonID: in.ID, Code: register.PurposeCode(body.Code), Purpose: body.Purpose, CaseID: body.CaseID, Until: until, Key: in.Key})
	return s.kept(ctx, ans, err)
}

// afterPerson refuses a request by its form only where the officer may look at the
// person at all: elsewhere a wrong form must not tell a person from nobody.
func (s *server) afterPerson(ctx context.Context, id string, wrong *refusal) error {
	if err := s.reg.SeesPerson(ctx, of(ctx).actor, id); err != nil {
		return s.faultOf(ctx, err)
	}
	return wrong
}

// kept answers with the stored bytes of what is no case.
func (s *server) kept(ctx context.Context, ans register.Answer, err error) (*answered, error) {
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	out := plainAnswer(ans)
	out.ETag = ""
	return out, nil
}

type requestsInput struct {
	State string `query:"state" enum:"open,granted,refused" doc:"只列该状态的；不填即全部。Those of one state; all if left out."`
}

// listRequests lists the requests for access that concern the officer.
func (s *server) listRequests(ctx context.Context, in *requestsInput) (*page[register.AccessRequestView], error) {
	all, err := s.reg.AccessRequests(ctx, of(ctx).actor, in.State)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return whole(all), nil
}

// becauseBody is a decision with its reason.
type becauseBody struct {
	Reason string `json:"reason" minLength:"1" maxLength:"200"`
}

type becauseInput struct {
	OfThing
	RawBody []byte `contentType:"application/json"`
}

type requestOut struct {
	Body register.AccessRequestView
}

// grantAccess and refuseAccess decide on a request.
func (s *server) grantAccess(ctx context.Context, in *becauseInput) (*requestOut, error) {
	return s.decideAccess(ctx, in, true)
}

func (s *server) refuseAccess(ctx context.Context, in *becauseInput) (*requestOut, error) {
	return s.decideAccess(ctx, in, false)
}

func (s *server) decideAccess(ctx context.Context, in *becauseInput, grant bool) (*requestOut, error) {
	body, wrong := read[becauseBody](s.shapes, in.RawBody)
	if wrong != nil {
		return nil, wrong
	}
	v, err := s.reg.DecideAccess(ctx, of(ctx).actor, in.ID, grant, body.Reason)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &requestOut{Body: v}, nil
}

type usageInput struct {
	OfPerson
	Code    string `header:"Purpose-Code" doc:"用途代码。A code of the purpose."`
	Purpose string `header:"Purpose" doc:"查阅用途；督察与个人信息保护负责人可不填。Why; supervision may leave it out."`
}

type usageOut struct {
	Body register.Usage
}

// personUsage tells who has looked at a person, when, why and by which case.
func (s *server) personUsage(ctx context.Context, in *usageInput) (*usageOut, error) {
	u, err := s.reg.PersonUsage(ctx, of(ctx).actor, in.ID, register.PersonQuery{Code: register.PurposeCode(in.Code), Purpose: purposeOf(in.Purpose)})
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &usageOut{Body: u}, nil
}
