package register

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// The kinds of things that can be searched for.
const (
	SearchPeople     = "people"
	SearchHouseholds = "households"
	SearchCases      = "cases"
)

// mostHits is how many hits a search shows; who looks for one person narrows it down.
const mostHits = 50

// SearchQuery is what an officer looks for, and why. Q is a name, its beginning, its
// pinyin or initials, the full citizen number, or a name with the last four
// characters of the number behind or before it, or these alone, which look no further
// than the officer's own bodies; for households the number or any part
// of the address, with the names of the divisions it lies in before it or not, or the
// pinyin of a part of it; for cases
// their number or its beginning, the number without its station, or a person in them by
// all that finds people.
type SearchQuery struct {
	Q       string
	Kind    string
	Code    PurposeCode
	Purpose string
	CaseID  string
}

// Hit is one line of the answer. Citizen numbers are masked.
type Hit struct {
	Kind            string              `json:"kind"`
	ID              string              `json:"id"`
	Name            string              `json:"name,omitempty"`
	Sex             string              `json:"sex,omitempty"`
	BirthDate       models.Date         `json:"birth_date,omitempty"`
	CitizenNumber   string              `json:"citizen_number,omitempty"`
	Withheld        string              `json:"withheld,omitempty"` // minor or sealed: what needs an approval is left out
	Status          models.PersonStatus `json:"status,omitempty"`
	HouseholdID     string              `json:"household_id,omitempty"`
	HouseholdNumber string              `json:"household_number,omitempty"`
	HouseholdKind   string              `json:"household_kind,omitempty"`
	Address         string              `json:"address,omitempty"`
	Station         string              `json:"station"`
	CaseNumber      string              `json:"case_number,omitempty"`
	Business        workflow.Business   `json:"business,omitempty"`
	State           workflow.State      `json:"state,omitempty"`
}

// SearchResult is at most 50 hits; More tells that there were others.
type SearchResult struct {
	Items []Hit `json:"items"`
	More  bool  `json:"more"`
}

// Search looks for people, households or cases in the officer's jurisdiction; what
// lies elsewhere is not there, also for a full number, unless the person is the
// subject of a case of the officer's bodies. People and households need a purpose or
// an open case of theirs, and every search is logged with it, each person shown on a
// row of their own. The text searched for is logged nowhere.
func (r *Registrar) Search(ctx context.Context, actor Actor, q SearchQuery) (SearchResult, error) {
	out := SearchResult{Items: []Hit{}}
	err := r.reading(ctx, actor, func(a *act) error {
		l, err := a.maySearch(&q)
		if err != nil {
			return err
		}
		s := searcher{a: a, orgs: actor.readerOrgs()}
		switch q.Kind {
		case SearchCases:
			err = s.cases(q.Q)
		case SearchHouseholds:
			err = s.households(q.Q)
		default:
			err = s.people(q.Q)
		}
		if err != nil {
			return err
		}
		if err := s.dropSealed(); err != nil {
			return err
		}
		if len(s.hits) > mostHits {
			s.hits, s.found, out.More = s.hits[:mostHits], s.found[:min(len(s.found), mostHits)], true
		}
		out.Items = append([]Hit{}, s.hits...)
		if err := s.withhold(out.Items, l); err != nil {
			return err
		}
		return a.logSearch(l, q, len(out.Items), s.found)
	})
	if err != nil {
		return SearchResult{}, err
	}
	return out, nil
}

// maySearch checks that the query is one, and on what the look rests.
func (a *act) maySearch(q *SearchQuery) (look, error) {
	q.Q = strings.TrimSpace(q.Q)
	y := why{code: q.Code, words: q.Purpose}
	if q.Kind != SearchPeople && q.Kind != SearchHouseholds && q.Kind != SearchCases {
		return look{}, invalid("kind", "unknown_kind", "请选择查询对象：people（人员）、households（户）或 cases（业务）。", "Choose what to look for: people, households or cases.")
	}
	n := utf8.RuneCountInString(q.Q)
	if n == 0 || n > workflow.MaxText || !utf8.ValidString(q.Q) {
		return look{}, invalid("q", "bad_query", "请填写查询内容，不超过200字。", "Write what to look for, at most 200 characters.")
	}
	orgs := a.actor.readerOrgs()
	if len(orgs) == 0 {
		return look{}, ErrForbidden
	}
	if err := y.check(); err != nil {
		return look{}, err
	}
	if q.CaseID != "" {
		id, err := a.ourCase(q.CaseID)
		if err != nil {
			return look{}, err
		}
		y.caseID = id
		open, err := store.Count[models.Case](a.tx, "id = ? and closed_at is null", id)
		if err != nil || open == 1 {
			l := y.inside(id)
			l.searched = true
			return l, err
		}
	}
	if !y.stated() && q.Kind != SearchCases {
		return look{}, &PurposeRequired{}
	}
	l := y.outside()
	l.searched = true
	return l, nil
}

// searcher gathers hits and the people among them.
type searcher struct {
	a     *act
	orgs  []string
	below []string
	hits  []Hit
	found []models.Person
	// exact tells that a full number was asked for.
	exact bool
}

// jurisdiction are the officer's bodies and all below them, those included that were
// merged into one of them.
func (s *searcher) jurisdiction() ([]string, error) {
	if s.below != nil {
		return s.below, nil
	}
	all, err := store.Many[models.Organisation](s.a.tx, "code", "")
	if err != nil {
		return nil, err
	}
	in := map[string]bool{}
	for _, o := range s.orgs {
		in[o] = true
	}
	for grew := true; grew; {
		grew = false
		for _, o := range all {
			above := o.Parent
			if o.MergedInto != "" {
				above = o.MergedInto
			}
			if !in[o.Code] && in[above] {
				in[o.Code], grew = true, true
			}
		}
	}
	s.below = []string{}
	for code := range in {
		s.below = append(s.below, code)
	}
	return s.below, nil
}

// people reads the query as a full number, four last characters, a name with these, a
// name, or pinyin.
func (s *searcher) people(q string) error {
	if n, err := models.ParseCitizenNumber(q); err == nil {
		return s.byNumber(n)
	}
	if isLastFour(q) {
		return s.byLastFour(strings.ToUpper(q))
	}
	name, last := cutLastFour(q)
	column, from := columnOf(name)
	if from == "" {
		return nil
	}
	if err := s.byText(column, from, last); err != nil || column != "pinyin" || len(s.hits) > mostHits {
		return err
	}
	if err := s.byText("initials", from, last); err != nil {
		return err
	}
	return s.byOtherReading(from, last)
}

// byOtherReading finds people by a reading of their surname that is not its first: the
// dictionary's of 单, dan, or 翟 as di. The columns hold it behind the first, where no index
// leads; the surname leads there.
func (s *searcher) byOtherReading(from, last string) error {
	orgs, err := s.jurisdiction()
	if err != nil {
		return err
	}
	for _, column := range []string{"pinyin", "initials"} {
		for _, surname := range gb.SurnamesReadSo(from, column == "initials") {
			if len(s.hits) > mostHits {
				return nil
			}
			rows, err := store.Many[models.Person](s.a.tx, "name, id limit 1000", otherReading[column]+" and org in ?", surname, store.Until(surname), "% "+from+"%", orgs)
			if err != nil {
				return err
			}
			for _, p := range rows {
				if err := s.addPerson(p, last); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// otherReading are the texts that look behind the first reading among bearers of a surname.
var otherReading = map[string]string{
	"pinyin":   "name >= ? and name < ? and pinyin like ?",
	"initials": "name >= ? and name < ? and initials like ?",
}

// columnOf is where a name that was typed is looked for, and as what.
func columnOf(name string) (column, from string) {
	if latin(name) {
		return "pinyin", gb.FoldPinyin(name)
	}
	return "name", models.MapInterpuncts(name)
}

// latin tells whether a text is written in Latin letters alone, tones included.
func latin(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return false
		}
	}
	return true
}

// The texts of the search for people: an exact value, or its beginning, in the order
// of the column, so that an index answers.
var peopleTexts = map[string]string{
	"name":     "name >= ? and name < ? and org in ?",
	"pinyin":   "pinyin >= ? and pinyin < ? and org in ?",
	"initials": "initials >= ? and initials < ? and org in ?",
}

// byText finds people whose column begins with a text. Four last characters narrow
// the answer.
func (s *searcher) byText(column, from, last string) error {
	orgs, err := s.jurisdiction()
	if err != nil {
		return err
	}
	limit := " limit 51"
	if last != "" {
		limit = " limit 1000"
	}
	rows, err := store.Many[models.Person](s.a.tx, column+", id"+limit, peopleTexts[column], from, store.Until(from), orgs)
	if err != nil {
		return err
	}
	for _, p := range rows {
		if err := s.addPerson(p, last); err != nil {
			return err
		}
	}
	return nil
}

// byLastFour finds the people in the households of the officer's own bodies whose number
// ends so, and none of the bodies below: four characters name nobody, and a county would
// be shown a hundred strangers for the one it looks for. No column keeps them; the
// numbers are opened, some hundred households at a time, until there are hits enough.
func (s *searcher) byLastFour(last string) error {
	const at = 500
	for _, org := range s.orgs {
		for from := ""; len(s.hits) <= mostHits; {
			households, err := store.Many[models.Household](s.a.tx, "number limit 500", "org = ? and number > ?", org, from)
			if err != nil {
				return err
			}
			ids := make([]string, len(households))
			for i, h := range households {
				ids[i] = h.ID
			}
			people, err := store.Many[models.Person](s.a.tx, "household_id, id", "household_id in ? and org = ?", ids, org)
			if err != nil {
				return err
			}
			for _, p := range people {
				if err := s.addPerson(p, last); err != nil {
					return err
				}
			}
			if len(households) < at {
				break
			}
			from = households[at-1].Number
		}
	}
	return nil
}

// byNumber finds the one person with a number, or who had it once. Elsewhere it
// finds nobody.
func (s *searcher) byNumber(n models.CitizenNumber) error {
	rows, err := store.Many[models.Person](s.a.tx, "id", "number_index = ? or id in (select person_id from number_ledger where number_index = ?)", s.a.r.numberIndex(n), s.a.r.numberIndex(n))
	if err != nil {
		return err
	}
	for _, p := range rows {
		s.exact = true
		within, err := s.a.within(p.Org, s.orgs)
		if err == nil && !within {
			within, err = s.a.subjectOfOurs([]string{p.ID})
		}
		if err != nil {
			return err
		}
		if within {
			if err := s.addPerson(p, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *searcher) addPerson(p models.Person, last string) error {
	number, err := s.a.r.number(p)
	if err != nil {
		return err
	}
	if last != "" && !strings.HasSuffix(number.Reveal(), last) {
		return nil
	}
	for _, have := range s.found {
		if have.ID == p.ID {
			return nil
		}
	}
	h, _, err := s.a.householdByID(p.HouseholdID)
	if err != nil {
		return err
	}
	s.found = append(s.found, p)
	s.hits = append(s.hits, Hit{Kind: "person", ID: p.ID, Name: p.Name, Sex: p.Sex, BirthDate: p.BirthDate, CitizenNumber: number.Masked(), Status: p.Status,
		HouseholdID: h.ID, HouseholdNumber: h.Number, HouseholdKind: h.Kind, Address: h.Address, Station: p.Org})
	return nil
}
