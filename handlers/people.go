package handlers

import (
	"context"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hukou/models"
	"hukou/register"
)

// lookInput is a look at the register: as of a day, as known at an instant. Outside
// an open case of the officer's, the header Purpose says why.
type lookInput struct {
	ID      string `path:"id" doc:"户籍库中的 id。The id in the register."`
	AsOf    string `query:"as_of" doc:"截至某日的登记，2026-11-23；不填即今日。As of a day; today if left out."`
	KnownAt string `query:"known_at" doc:"按当时所知；时间或日期，不填即现在。As known at an instant or a day; now if left out."`
	CaseID  string `query:"case_id" doc:"本机关业务的 id 或编号；在办业务的当事人，无须另说明用途。The id or number of a case of your own; for a person of an open one no other purpose is needed."`
	Code    string `header:"Purpose-Code" doc:"用途代码：window 窗口，check 核对在办业务，visit 走访，inquiry 答复查询，assist 协助其他机关，supervision 监督检查，emergency 紧急情况，other 其他（默认，须写明用途）。A code of the purpose; other, the default, needs words."`
	Purpose string `header:"Purpose" doc:"查阅用途，最多200字；中文按 UTF-8 百分号编码。Why, at most 200 characters; Chinese as percent-encoded UTF-8."`
}

const maxPurpose = 200

// lookOf checks the parts of a look that have a form.
func (s *server) lookOf(in *lookInput) (register.PersonQuery, *refusal) {
	q := register.PersonQuery{AsOf: models.Date(in.AsOf), CaseID: in.CaseID, Code: register.PurposeCode(in.Code), Purpose: purposeOf(in.Purpose)}
	wrong := &refusal{code: codeInvalid}
	if in.AsOf != "" && !q.AsOf.Valid() {
		wrong.errors = append(wrong.errors, fieldError("as_of", "not_a_date"))
	} else if s.reg.Beyond(q.AsOf) {
		wrong.errors = append(wrong.errors, fieldError("as_of", "too_late"))
	}
	if in.KnownAt != "" {
		at, ok := knownAt(in.KnownAt)
		if q.KnownAt = at; !ok {
			wrong.errors = append(wrong.errors, fieldError("known_at", "not_a_time"))
		} else if models.DateOf(at) > models.DateOf(s.reg.Now()) { // nothing is known yet of a day to come
			wrong.errors = append(wrong.errors, fieldError("known_at", "too_late"))
		}
	}
	if strings.ContainsFunc(q.Purpose, unicode.IsControl) || !utf8.ValidString(q.Purpose) {
		wrong.errors = append(wrong.errors, fieldError("Purpose", "not_text"))
	}
	if utf8.RuneCountInString(q.Purpose) > maxPurpose {
		wrong.errors = append(wrong.errors, bounded(fieldError("Purpose", "too_long"), maxPurpose))
	}
	if !plainID(in.CaseID) && in.CaseID != "" {
		return q, refuse(codeNotFound)
	}
	if len(wrong.errors) > 0 {
		return q, wrong
	}
	return q, nil
}

// purposeOf reads a purpose as headers carry Chinese: percent-encoded, or as it is.
func purposeOf(header string) string {
	if text, err := url.PathUnescape(header); err == nil {
		header = text
	}
	return strings.TrimSpace(header)
}

// knownAt reads an instant; a day stands for its end in China, so that what was
// entered on it counts as known.
func knownAt(text string) (time.Time, bool) {
	if day := models.Date(text); day.Valid() {
		end := day.AddDays(1).Time()
		return time.Date(end.Year(), end.Month(), end.Day(), 0, 0, 0, 0, models.Shanghai).Add(-time.Microsecond).UTC(), true
	}
	// A plus sign that a query did not escape arrives as a blank.
	at, err := time.Parse(time.RFC3339, strings.Replace(text, " ", "+", 1))
	return at.UTC(), err == nil
}

type personOut struct {
	Body *register.PersonView
}

// getPerson shows a person of the register. The look is logged before it is shown.
func (s *server) getPerson(ctx context.Context, in *lookInput) (*personOut, error) {
	q, wrong := s.lookOf(in)
	if wrong != nil {
		return nil, wrong
	}
	v, err := s.reg.Person(ctx, of(ctx).actor, in.ID, q)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &personOut{Body: v}, nil
}

// getPersonHistory lists every act on a person, oldest first.
func (s *server) getPersonHistory(ctx context.Context, in *lookInput) (*page[register.EventView], error) {
	q, wrong := s.lookOf(in)
	if wrong != nil {
		return nil, wrong
	}
	all, err := s.reg.PersonHistory(ctx, of(ctx).actor, in.ID, q)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return whole(all), nil
}

type householdOut struct {
	Body *register.HouseholdView
}

// getHousehold shows a household with its members.
func (s *server) getHousehold(ctx context.Context, in *lookInput) (*householdOut, error) {
	q, wrong := s.lookOf(in)
	if wrong != nil {
		return nil, wrong
	}
	v, err := s.reg.Household(ctx, of(ctx).actor, in.ID, q)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &householdOut{Body: v}, nil
}

// searchBody is a search. It is posted, so that no name and no number stands in an
// address or a log.
type searchBody struct {
	Q       string `json:"q" minLength:"1" maxLength:"200" doc:"姓名、拼音、证件号码、姓名加末四位、单独的末四位（限本单位登记的人）、户号、地址（或其拼音首字母）或业务编号；业务也可按当事人的上述各项查找。A name, pinyin, a number, a name with the last four, the last four alone (people of the officer's own bodies), a household, an address or its pinyin initials, or a case number; cases are found by the people in them as well."`
	Kind    string `json:"kind" enum:"people,households,cases"`
	Purpose string `json:"purpose,omitempty" maxLength:"200" doc:"查阅用途。Why you look."`
	Code    string `json:"purpose_code,omitempty" enum:"window,check,visit,inquiry,assist,supervision,emergency,other" doc:"用途代码。A code of the purpose."`
	CaseID  string `json:"case_id,omitempty" maxLength:"64"`
}

type searchInput struct {
	RawBody []byte `contentType:"application/json"`
}

// hits is the answer to a search.
type hits struct {
	Items []register.Hit `json:"items"`
	More  bool           `json:"more" doc:"还有更多，请缩小范围。There are more; narrow it down."`
}

type searchOut struct {
	Body hits
}

// search looks for people, households or cases in the officer's jurisdiction.
func (s *server) search(ctx context.Context, in *searchInput) (*searchOut, error) {
	body, wrong := read[searchBody](s.shapes, in.RawBody)
	if wrong != nil {
		return nil, wrong
	}
	found, err := s.reg.Search(ctx, of(ctx).actor, register.SearchQuery{Q: body.Q, Kind: body.Kind, Code: register.PurposeCode(body.Code), Purpose: strings.TrimSpace(body.Purpose), CaseID: body.CaseID})
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &searchOut{Body: hits{Items: orNone(found.Items), More: found.More}}, nil
}
