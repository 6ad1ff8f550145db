package handlers

import (
	"context"
	"errors"
	"net/http"

	"hukou/models"
	"hukou/register"
	"hukou/workflow"
)

// OfCase names the case of a call.
type OfCase struct {
	ID string `path:"id" doc:"业务的 id，不是业务编号。The case's id, not its number."`
}

// Keyed carries the key under which a request may be repeated.
type Keyed struct {
	Key string `header:"Idempotency-Key" doc:"每个新请求一个，重发时不变。A new one for each new request, the same one when it is sent again."`
}

// Versioned carries the version of the case that the officer saw.
type Versioned struct {
	IfMatch string `header:"If-Match" doc:"所见的版本，即 ETag。The version seen, as ETag gave it."`
}

// openBody is the wish to open a case.
type openBody struct {
	Business        string         `json:"business" minLength:"1" maxLength:"64" doc:"业务目录中的 id。An id of the catalogue."`
	RegisterStation string         `json:"register_station,omitempty" maxLength:"64" doc:"户口登记所在派出所；不填即本所。The station of the register; your own if left out."`
	Site            string         `json:"site,omitempty" maxLength:"64" doc:"受理的服务点。The service site it is taken in at."`
	Campaign        string         `json:"campaign,omitempty" maxLength:"64" doc:"线索所属走访活动的 id，只用于线索。The id of the campaign of visits in which a lead was noted; for leads alone."`
	Applicant       *applicantBody `json:"applicant,omitempty"`
	Subjects        []subjectBody  `json:"subjects,omitempty" maxItems:"100"`
	Consents        []consentBody  `json:"consents,omitempty" maxItems:"8" doc:"出生一件事中监护人同意的事项，一项一条，没有预先勾选。The joint items of a birth that a parent consents to, one by one."`
	Facts           workflow.Facts `json:"facts,omitempty" doc:"申报的事实；项目见业务的 facts。What is declared; the business's facts list the items."`
}

// applicantBody is who applies; both parts are facts of the case.
type applicantBody struct {
	Name     string `json:"name,omitempty" maxLength:"200"`
	Relation string `json:"relation,omitempty" maxLength:"64" doc:"与当事人关系，代码见 applicant_relation。A code of applicant_relation."`
}

// subjectBody names a person of the register and their part in the case.
type subjectBody struct {
	Role     string `json:"role" maxLength:"64"`
	PersonID string `json:"person_id" maxLength:"64"`
	Number   string `json:"citizen_number,omitempty" maxLength:"18" doc:"身份证件上的号码；登记在他处的人须同时填写 · The number as on the card; needed for whoever is registered elsewhere"`
}

// consentBody is a parent's consent to one joint item of a birth.
type consentBody struct {
	Item string `json:"item" maxLength:"64" doc:"联办事项，代码见 bundle_item。A code of bundle_item."`
	By   string `json:"by" maxLength:"64" doc:"由谁同意，代码见 consent_by。A code of consent_by."`
}

type openInput struct {
	Keyed
	RawBody []byte `contentType:"application/json"`
}

// openCase opens a draft. The station it is taken in at is the officer's own.
func (s *server) openCase(ctx context.Context, in *openInput) (*answered, error) {
	body, wrong := read[openBody](s.shapes, in.RawBody)
	if wrong != nil {
		return nil, wrong
	}
	q, wrong := body.request()
	if wrong != nil {
		return nil, wrong
	}
	if !keyGiven(in.Key) {
		return nil, refuse(codeKeyMissing)
	}
	q.Key = in.Key
	ans, err := s.reg.Open(ctx, of(ctx).actor, q)
	return s.opened(ctx, ans, body.rename(err))
}

// opened answers with a new case and its address.
func (s *server) opened(ctx context.Context, ans register.Answer, err error) (*answered, error) {
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	out := plainAnswer(ans)
	out.Location = base + "/cases/" + ans.CaseID
	return out, nil
}

// request is the body as package register takes it. The applicant's parts are facts;
// given twice, they must agree.
func (b openBody) request() (register.OpenRequest, *refusal) {
	q := register.OpenRequest{Business: workflow.Business(b.Business), RegisterStation: b.RegisterStation, Site: b.Site, Campaign: b.Campaign, Facts: workflow.Facts{}}
	for k, v := range b.Facts {
		q.Facts[k] = v
	}
	for _, s := range b.Subjects {
		q.Subjects = append(q.Subjects, register.SubjectRequest{Role: workflow.SubjectRole(s.Role), Person: s.PersonID, Number: models.CitizenNumber(s.Number)})
	}
	for _, c := range b.Consents {
		q.Consents = append(q.Consents, register.ItemConsentRequest{Item: c.Item, By: c.By})
	}
	for _, p := range b.applicant() {
		if p.value == "" {
			continue
		}
		if given, ok := q.Facts[p.fact]; ok && given != p.value {
			return q, wrongValue(p.field, "stated_twice")
		}
		q.Facts[p.fact] = p.value
	}
	return q, nil
}

// applicantPart is one part of the applicant, and the fact it is.
type applicantPart struct {
	field string
	fact  workflow.Field
	value string
}

func (b openBody) applicant() []applicantPart {
	if b.Applicant == nil {
		return nil
	}
	return []applicantPart{{"applicant.name", workflow.FactApplicantName, b.Applicant.Name},
		{"applicant.relation", workflow.FactApplicantRelation, b.Applicant.Relation}}
}

// rename puts the applicant's mistakes where the officer wrote them.
func (b openBody) rename(err error) error {
	var invalid *register.Invalid
	if !errors.As(err, &invalid) {
		return err
	}
	out := &register.Invalid{}
	for _, e := range invalid.Errors {
		for _, p := range b.applicant() {
			if _, own := b.Facts[p.fact]; !own && e.Field == "facts."+string(p.fact) {
				e.Field = p.field
			}
		}
		out.Errors = append(out.Errors, e)
	}
	return out
}

// changeBody replaces declared facts; a null takes one away.
type changeBody struct {
	Facts workflow.Facts `json:"facts" doc:"要改的事实；null 表示删去。The facts to change; null takes one away."`
}

type changeInput struct {
	OfCase
	Versioned
	RawBody []byte `contentType:"application/json"`
}

// changeCase saves a draft, or what an applicant corrected.
func (s *server) changeCase(ctx context.Context, in *changeInput) (*answered, error) {
	version, err := s.sawVersion(ctx, in.ID, in.IfMatch)
	if err != nil {
		return nil, err
	}
	body, wrong := read[changeBody](s.shapes, in.RawBody)
	if wrong != nil {
		return nil, s.afterSight(ctx, in.ID, wrong)
	}
	ans, err := s.reg.Change(ctx, of(ctx).actor, in.ID, version, body.Facts)
	return s.done(ctx, ans, err)
}

// done answers with the case as it stands now.
func (s *server) done(ctx context.Context, ans register.Answer, err error) (*answered, error) {
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return plainAnswer(ans), nil
}

// sawVersion is the version of If-Match. Without one the answer is that it is
// missing, but for a case that is not there for this officer.
func (s *server) sawVersion(ctx context.Context, id, header string) (int64, error) {
	version, ok := seen(header)
	if !ok {
		return 0, s.afterSight(ctx, id, refuse(codeIfMatch))
	}
	return version, nil
}

// afterSight refuses a request by its form only where the officer may see the case
// at all: elsewhere a wrong form must not tell a case from none.
func (s *server) afterSight(ctx context.Context, id string, wrong *refusal) error {
	if err := s.reg.Sees(ctx, of(ctx).actor, id); err != nil {
		return s.faultOf(ctx, err)
	}
	return wrong
}

// bare is a call on a case that says nothing more.
type bare struct {
	OfCase
}

// claimCase takes a case in hand.
func (s *server) claimCase(ctx context.Context, in *bare) (*answered, error) {
	ans, err := s.reg.Claim(ctx, of(ctx).actor, in.ID)
	return s.done(ctx, ans, err)
}

// releaseCase lets a case go.
func (s *server) releaseCase(ctx context.Context, in *bare) (*answered, error) {
	ans, err := s.reg.Release(ctx, of(ctx).actor, in.ID)
	return s.done(ctx, ans, err)
}

// reasonBody is an act that needs a reason.
type reasonBody struct {
	Reason string `json:"reason" minLength:"1" maxLength:"200"`
}

type reasonInput struct {
	OfCase
	Keyed
	RawBody []byte `contentType:"application/json"`
}

// takeOverCase takes a case from its holder, who is told why.
func (s *server) takeOverCase(ctx context.Context, in *reasonInput) (*answered, error) {
	body, wrong := read[reasonBody](s.shapes, in.RawBody)
	if wrong != nil {
		return nil, s.afterSight(ctx, in.ID, wrong)
	}
	ans, err := s.reg.TakeOver(ctx, of(ctx).actor, in.ID, body.Reason)
	return s.done(ctx, ans, err)
}

// declareRecusal keeps the officer's own word not to act on the case.
func (s *server) declareRecusal(ctx context.Context, in *reasonInput) (*answered, error) {
	body, wrong := read[reasonBody](s.shapes, in.RawBody)
	if wrong == nil && !keyGiven(in.Key) {
		wrong = refuse(codeKeyMissing)
	}
	if wrong != nil {
		return nil, s.afterSight(ctx, in.ID, wrong)
	}
	ans, err := s.reg.DeclareRecusal(ctx, of(ctx).actor, register.RecusalRequest{CaseID: in.ID, Reason: body.Reason, Key: in.Key})
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	out := plainAnswer(ans)
	out.Status = http.StatusCreated
	return out, nil
}
