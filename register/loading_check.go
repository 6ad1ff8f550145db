package register

import (
	"errors"
	"slices"
	"strings"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
)

// check finds what is wrong in each line by itself, and lines that are there twice.
func (l *loading) check() error {
	numbers := map[string]bool{}
	for _, h := range l.q.Households {
		key := h.Org + "/" + h.Number
		if h.Number == "" || h.Org == "" || h.Division == "" {
			l.problem(h, 0, "incomplete", "户号、派出所和区划代码不能为空。", "Household number, station and division are needed.")
		}
		if numbers[key] {
			l.problem(h, 0, "twice", "同一户号出现两次。", "The household stands twice in the load.")
		}
		numbers[key] = true
		if err := l.checkPlace(h); err != nil {
			return err
		}
		l.checkHead(h)
		for i, p := range h.Members {
			l.checkPerson(h, i+1, p)
		}
	}
	for _, n := range l.q.Used {
		if _, err := models.ParseCitizenNumber(n.Reveal()); err != nil {
			l.problem(LoadedHousehold{}, 0, "bad_number", "已用号码中有不合规的号码。", "One of the used numbers is none.")
		}
	}
	return nil
}

// checkPlace wants a station that is there, its own division, an address, and a day of
// opening that has been.
func (l *loading) checkPlace(h LoadedHousehold) error {
	if o, err := l.org(h.Org); errors.Is(err, ErrNotFound) || err == nil && o.Kind != models.KindStation {
		l.problem(h, 0, "unknown_station", "没有这个派出所。", "There is no such station.")
	} else if err != nil {
		return err
	} else if h.Division != "" && h.Division != o.Division {
		l.problem(h, 0, "other_division", "区划代码不是该派出所所在的区划。", "The division is not the one in which the station lies.")
	}
	if strings.TrimSpace(h.Address) == "" {
		l.problem(h, 0, "incomplete", "地址不能为空。", "The address is needed.")
	}
	if !h.OpenedOn.Valid() || h.OpenedOn > l.today {
		l.problem(h, 0, "bad_day", "立户日期无效或晚于今日。", "The day on which the household was opened is no real day, or lies ahead.")
	}
	return nil
}

// checkDays wants real days, in their order, none of them ahead.
func (l *loading) checkDays(h LoadedHousehold, at int, p LoadedPerson) {
	if p.BirthDate.Valid() && p.BirthDate > l.today {
		l.problem(h, at, "bad_day", "出生日期晚于今日。", "The birth date lies ahead.")
	}
	for _, d := range []struct {
		day    models.Date
		zh, en string
	}{{p.Since, "落户日期", "The day since when"}, {p.StatusOn, "注销日期", "The day of striking off"}} {
		if d.day != "" && (!d.day.Valid() || d.day > l.today || d.day < p.BirthDate) {
			l.problem(h, at, "bad_day", d.zh+"无效、晚于今日或早于出生。", d.en+" is no real day, lies ahead, or lies before the birth.")
		}
	}
}

// checkHead wants one head in a family household with members.
func (l *loading) checkHead(h LoadedHousehold) {
	heads, living := 0, 0
	for _, p := range h.Members {
		if !active(p) {
			continue
		}
		living++
		if p.Relation == string(gb.RelationHead) {
			heads++
		}
	}
	switch {
	case h.Kind != models.FamilyHousehold && h.Kind != models.CollectiveHousehold:
		l.problem(h, 0, "unknown_kind", "户别应为 family 或 collective。", "The kind is family or collective.")
	case h.Kind == models.FamilyHousehold && living > 0 && heads != 1:
		l.problem(h, 0, "one_head", "家庭户应有且只有一名户主（关系代码02）。", "A family household with members has exactly one head (relation 02).")
	}
}

func active(p LoadedPerson) bool { return p.Status == "" || p.Status == models.StatusActive }

func (l *loading) checkPerson(h LoadedHousehold, at int, p LoadedPerson) {
	if p.Name == "" || !p.BirthDate.Valid() || !models.Sex(p.Sex).Valid() {
		l.problem(h, at, "incomplete", "姓名、性别、出生日期不能为空且须有效。", "Name, sex and a real birth date are needed.")
	}
	l.checkDays(h, at, p)
	if p.Name != "" {
		for _, wrong := range gb.NameFaults(p.Name) {
			l.problem(h, at, wrong.Code, wrong.Zh, wrong.En)
		}
	}
	if active(p) && !gb.Relation(p.Relation).Valid() {
		l.problem(h, at, "unknown_relation", "与户主关系代码无效，请填 GB/T 4761 的两位代码（如 02 户主、10 配偶、20 子、30 女）。", "The relation to the head is no code of GB/T 4761; write its two digits (02 head, 10 spouse, 20 son, 30 daughter).")
	}
	if p.Ethnicity != "" && !gb.Ethnicity(p.Ethnicity).Valid() {
		l.problem(h, at, "unknown_code", "民族代码无效，请填 GB/T 3304 的两位代码（如 01、03）。", "The ethnicity is no code of GB/T 3304; write its two digits (01, 03).")
	}
	if !active(p) && !p.StatusOn.Valid() {
		l.problem(h, at, "no_day", "已注销人员须有注销日期。", "Whoever was struck off needs the day of it.")
	}
	if p.Number == "" {
		return
	}
	n, err := models.ParseCitizenNumber(p.Number.Reveal())
	switch {
	case err != nil || n != p.Number:
		l.problem(h, at, "bad_number", "公民身份号码不合规。", "The citizen number is none.")
	case l.given[n]:
		l.problem(h, at, "number_twice", "同一公民身份号码出现两次。", "The citizen number stands twice in the load.")
	case n.BirthDate() != p.BirthDate || string(n.Sex()) != p.Sex:
		l.remark(h, at, "number_differs", "号码中的出生日期或性别与登记项目不一致，请核对。", "Birth date or sex in the number differs from the line; compare them.")
	}
	l.given[n] = true
}

// identify finds out which households and people the register has, and gives the
// others their ids.
func (l *loading) identify() error {
	for _, part := range portions(l.q.Households, 200) {
		if err := l.identifySome(part); err != nil {
			return err
		}
	}
	return nil
}

// portions cuts a list, so that a query's values stay few.
func portions[T any](all []T, size int) [][]T {
	var out [][]T
	for len(all) > size {
		out, all = append(out, all[:size]), all[size:]
	}
	if len(all) > 0 {
		out = append(out, all)
	}
	return out
}

func (l *loading) identifySome(hs []LoadedHousehold) error {
	houses, people, err := l.standing(hs)
	if err != nil {
		return err
	}
	for _, h := range hs {
		row, stands := houses[h.Org+"/"+h.Number]
		if !stands {
			row = models.Household{ID: h.ID}
			if row.ID == "" {
				row.ID = l.r.newID()
			}
		}
		to := loadedHouse{row: row, fresh: !stands}
		headed := stands && row.HeadID != "" && row.Status == HouseholdOpen
		for _, p := range h.Members {
			m := loadedMember{row: people[l.sameness(row.ID, p)], number: p.Number}
			m.fresh = m.row.ID == ""
			switch at := len(to.members) + 1; {
			case m.fresh && headed && active(p) && p.Relation == string(gb.RelationHead):
				l.problem(h, at, "head_there", "该户已有户主，不能再录入一名户主（关系代码02）。", "The household has its head already; another one (relation 02) cannot be loaded.")
			case !stands && !m.fresh && active(p) && m.row.HouseholdID != "" && m.row.HouseholdID != row.ID:
				l.problem(h, at, "lives_elsewhere", "此人已登记在另一户，不能再录入本户。", "This person stands in another household already and cannot be loaded into this one.")
			}
			if m.fresh {
				m.row.ID = p.ID
			}
			if m.row.ID == "" {
				m.row.ID = l.r.newID()
			}
			l.known(p, m.row.ID)
			to.members = append(to.members, m)
		}
		l.todo = append(l.todo, to)
	}
	return nil
}

// sameness is what tells a person again: the number's index, or the place in the
// household.
func (l *loading) sameness(household string, p LoadedPerson) string {
	if p.Number != "" {
		return string(l.r.numberIndex(p.Number))
	}
	return household + "|" + p.Name + "|" + string(p.BirthDate)
}

func (l *loading) known(p LoadedPerson, id string) {
	if p.Key != "" {
		l.people[p.Key] = id
	}
	if p.Number != "" {
		l.people[p.Number.Reveal()] = id
	}
}

// standing are the households and people of a portion that the register has.
func (l *loading) standing(hs []LoadedHousehold) (map[string]models.Household, map[string]models.Person, error) {
	var orgs, numbers []string
	var index [][]byte
	for _, h := range hs {
		if !slices.Contains(orgs, h.Org) {
			orgs = append(orgs, h.Org)
		}
		numbers = append(numbers, h.Number)
		for _, p := range h.Members {
			if p.Number != "" {
				index = append(index, l.r.numberIndex(p.Number))
			}
		}
	}
	found, err := store.Many[models.Household](l.tx, "", "org in ? and number in ?", orgs, numbers)
	if err != nil {
		return nil, nil, err
	}
	houses, ids := map[string]models.Household{}, []string{}
	for _, h := range found {
		houses[h.Org+"/"+h.Number] = h
		ids = append(ids, h.ID)
	}
	people := map[string]models.Person{}
	rows, err := store.Many[models.Person](l.tx, "", "number_index in ?", index)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range rows {
		people[string(p.NumberIndex)] = p
	}
	rows, err = store.Many[models.Person](l.tx, "", "household_id in ? and number_index is null", ids)
	for _, p := range rows {
		people[p.HouseholdID+"|"+p.Name+"|"+string(p.BirthDate)] = p
	}
	return houses, people, err
}
