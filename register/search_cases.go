package register

import (
	"slices"
	"strings"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// cases finds cases in which the officer's bodies take part: by the case's number or
// its beginning, by the full citizen number of a person in it, or by a person's name,
// its pinyin or initials, with four last characters or without.
func (s *searcher) cases(q string) error {
	if n, err := models.ParseCitizenNumber(q); err == nil {
		return s.casesWhere("id in (select s.case_id from case_subjects s join people p on p.id = s.person_id where p.number_index = ?) or "+
			"id in (select case_id from case_subjects where subject_key = ?)", s.a.r.numberIndex(n), s.a.r.declaredNumberKey(n.Reveal()))
	}
	if err := s.casesWhere("number >= ? and number < ?", q, store.Until(q)); err != nil || len(s.hits) > 0 {
		return err
	}
	if isShortNumber(q) {
		return s.casesOfStations(q)
	}
	name, last := cutLastFour(q)
	column, from := columnOf(name)
	if from == "" {
		return nil
	}
	if err := s.casesOf(column, from, last); err != nil || column != "pinyin" || len(s.hits) > mostHits {
		return err
	}
	if err := s.casesOf("initials", from, last); err != nil || last != "" {
		return err
	}
	for _, column := range []string{"pinyin", "initials"} {
		for _, surname := range gb.SurnamesReadSo(from, column == "initials") {
			if err := s.casesWhere("id in (select case_id from case_subjects where "+otherReading[column]+")", surname, store.Until(surname), "% "+from+"%"); err != nil || len(s.hits) > mostHits {
				return err
			}
		}
	}
	return nil
}

// The texts of the search for cases by a person in them, each answered by an index.
var subjectTexts = map[string]string{
	"name":     "id in (select case_id from case_subjects where name >= ? and name < ?)",
	"pinyin":   "id in (select case_id from case_subjects where pinyin >= ? and pinyin < ?)",
	"initials": "id in (select case_id from case_subjects where initials >= ? and initials < ?)",
}

// casesOf finds cases by a column of the people in them. Four last characters narrow
// the answer to those in whom both fit one person of the register.
func (s *searcher) casesOf(column, from, last string) error {
	if last == "" {
		return s.casesWhere(subjectTexts[column], from, store.Until(from))
	}
	people, err := store.Many[models.Person](s.a.tx, column+", id limit 1000", column+" >= ? and "+column+" < ? and exists (select 1 from case_subjects s "+
		"join case_orgs o on o.case_id = s.case_id where s.person_id = people.id and o.org in ?)", from, store.Until(from), s.orgs)
	if err != nil {
		return err
	}
	var ids []string
	for _, p := range people {
		number, err := s.a.r.number(p)
		if err != nil {
			return err
		}
		if strings.HasSuffix(number.Reveal(), last) {
			ids = append(ids, p.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return s.casesWhere("id in (select case_id from case_subjects where person_id in ?)", ids)
}

// casesWhere adds the cases of the officer's bodies for which a condition holds. A
// finished case that names a sealed person is left out: its business alone would tell
// what was sealed.
func (s *searcher) casesWhere(where string, args ...any) error {
	rows, err := store.Many[models.Case](s.a.tx, "number, id limit 51", "("+where+") and id in (select case_id from case_orgs where org in ?) and (closed_at is null or not exists "+
		"(select 1 from case_subjects n join person_seals l on l.person_id = n.person_id where n.case_id = cases.id and l.confirmed_at is not null and l.ended_at is null))", append(args, s.orgs)...)
	if err != nil || len(rows) == 0 {
		return err
	}
	rows, err = s.a.withoutShut(rows)
	for _, c := range rows {
		if !slices.ContainsFunc(s.hits, func(h Hit) bool { return h.ID == c.ID }) {
			s.hits = append(s.hits, Hit{Kind: "case", ID: c.ID, CaseNumber: c.Number, Business: workflow.Business(c.Business), State: workflow.State(c.State), Station: c.HandlingOrg})
		}
	}
	return err
}

// casesOfStations finds cases by their number without the station, as lists print it,
// inside the officer's jurisdiction.
func (s *searcher) casesOfStations(short string) error {
	orgs, err := s.jurisdiction()
	if err != nil {
		return err
	}
	const atOnce = 50
	for from := 0; from < len(orgs) && len(s.hits) <= mostHits; from += atOnce {
		var where []string
		var args []any
		for _, org := range orgs[from:min(from+atOnce, len(orgs))] {
			number := org + "-" + short
			where, args = append(where, "number >= ? and number < ?"), append(args, number, store.Until(number))
		}
		if err := s.casesWhere(strings.Join(where, " or "), args...); err != nil {
			return err
		}
	}
	return nil
}
