package roster

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"hukou/models"
)

// Found is one row of a list of visits (走访线索表): a child whom a visit found without
// registration, as far as the family says. A row has no problem that is not a warning.
type Found struct {
	// Sheet and Row are as of a Line.
	Sheet string
	Row   int

	Head    string // of the household visited
	Address string
	Name    string     // of the child; empty when it has none yet
	Sex     models.Sex // or empty
	// BirthDate is empty where the family knows no date; BirthSaid are then their words,
	// such as 去年腊月.
	BirthDate models.Date
	BirthSaid string
	Mother    string
	Father    string
	Route     Route
	Phone     string // digits with + and -
}

// Route is what the visit learnt of the way in which the birth can be registered
// (国办发〔2015〕96号); whoever takes the case in decides. Empty is not known.
type Route string

// The routes: there is a certificate; the institution or agency issues one; none can be
// had; the pilot route of the place.
const (
	RouteCertificate Route = "certificate"
	RouteHealth      Route = "r1"
	RouteNone        Route = "r2"
	RoutePilot       Route = "r0"
)

// ParseVisits reads a list of visits as Parse reads a roster; the rows that are right
// stand in Result.Found.
func ParseVisits(r io.Reader, format Format, size int64, rules Rules) (*Result, error) {
	data, err := readAll(r, size)
	if err != nil {
		return nil, err
	}
	p := newParser(rules, visitColumns())
	p.visits = true
	return parsed(p, data, format)
}

// visitColumns are the fields of a list of visits. There is none for anything else that a
// visit may learn of a family.
func visitColumns() [fieldCount]column {
	return [fieldCount]column{
		fieldNone:      {aliases: []string{"序号", "编号", "no", "no.", "#"}},
		fieldHead:      {id: "household_head", zh: "户主", aliases: []string{"户主姓名"}, column: true, cell: true, max: 400, zhHint: "走访的户的户主", enHint: "the head of the household visited"},
		fieldAddress:   {id: "address", zh: "地址", aliases: []string{"住址"}, column: true, cell: true, max: 200, zhHint: "村组门牌", enHint: "village, group and door"},
		fieldName:      {id: "child_name", zh: "儿童姓名", aliases: []string{"孩子姓名", "新生儿姓名", "姓名"}, column: true, max: 400, zhHint: "尚未取名的留空", enHint: "empty when there is no name yet"},
		fieldSex:       {id: "sex", zh: "性别", max: 10, zhHint: "男 或 女（也可填 1、2）", enHint: "男 or 女, or 1 or 2"},
		fieldBirthDate: {id: "birth", zh: "出生日期", aliases: []string{"出生日期或原话", "出生年月日"}, column: true, cell: true, max: 100, zhHint: "日期，如 2009-02-20；说不准的照原话，如“去年腊月”", enHint: "a date such as 2009-02-20, or the family's own words"},
		fieldMother:    {id: "mother", zh: "母亲", aliases: []string{"母亲姓名"}, max: 400, zhHint: "不清楚的留空", enHint: "empty when it is not known"},
		fieldFather:    {id: "father", zh: "父亲", aliases: []string{"父亲姓名"}, max: 400, zhHint: "不清楚的留空", enHint: "empty when it is not known"},
		fieldRoute:     {id: "route", zh: "办理途径", max: 20, zhHint: "有出生证、R1、R2 或 R0，不清楚的留空", enHint: "有出生证 (there is a certificate), R1, R2 or R0; empty when it is not clear"},
		fieldPhone:     {id: "phone", zh: "电话", aliases: []string{"联系电话"}, coded: true, max: 30, zhHint: "可留空", enHint: "may be empty"},
	}
}

// visitOrder is the order of the columns of a list of visits that is written.
func visitOrder() []column {
	all := visitColumns()
	var out []column
	for _, f := range []field{fieldHead, fieldAddress, fieldName, fieldSex, fieldBirthDate, fieldMother, fieldFather, fieldRoute, fieldPhone} {
		out = append(out, all[f])
	}
	return out
}

// visited reads the cells of one row of a list of visits.
func (t *table) visited(r row) {
	f := Found{Sheet: t.sheet, Row: r.number}
	f.Head = t.name(r, fieldHead)
	f.Address = t.plain(r, fieldAddress)
	f.Name = t.name(r, fieldName)
	f.Sex = t.sex(r)
	f.BirthDate, f.BirthSaid = t.birth(r)
	f.Mother = t.name(r, fieldMother)
	f.Father = t.name(r, fieldFather)
	f.Route = t.route(r)
	f.Phone = t.phone(r)
	t.p.found = append(t.p.found, f)
	// Twins have two names; of a child without one nobody knows whether it stands twice.
	t.p.children.add(child{place: place{t.sheet, r.number}, nameAt: t.at[fieldName] + 1, name: f.Name,
		birth: models.Date(string(f.BirthDate) + f.BirthSaid), intake: f.Head + "|" + f.Mother})
}

// birth is a day, or what the family says of it. What has neither letters nor signs of
// Chinese was meant for a date.
func (t *table) birth(r row) (models.Date, string) {
	text, ok := t.cell(r, fieldBirthDate)
	if !ok {
		return "", ""
	}
	date, code := parseDate(text)
	switch {
	case code == CodeNoSuchDay || code == CodeDateForm && strings.Trim(narrow(text), "0123456789-/. ") == "":
		t.wrong(r.number, fieldBirthDate, code)
		return "", ""
	case code != "":
		return "", text
	case !t.p.rules.Today.IsZero() && date > t.p.rules.Today:
		t.wrong(r.number, fieldBirthDate, CodeBirthFuture)
	case adult(date, t.p.rules.AdultOn):
		t.wrong(r.number, fieldBirthDate, CodeAlready18)
	}
	return date, ""
}

func (t *table) route(r row) Route {
	text, ok := t.cell(r, fieldRoute)
	if !ok {
		return ""
	}
	switch strings.ToLower(narrow(text)) {
	case "有出生证", "出生医学证明", "有", string(RouteCertificate):
		return RouteCertificate
	case string(RouteHealth):
		return RouteHealth
	case string(RouteNone):
		return RouteNone
	case string(RoutePilot):
		return RoutePilot
	}
	t.wrong(r.number, fieldRoute, CodeRoute)
	return ""
}

func (t *table) phone(r row) string {
	text, ok := t.cell(r, fieldPhone)
	if !ok {
		return ""
	}
	text = wholeNumber(strings.ReplaceAll(narrow(text), " ", ""))
	if number := strings.ReplaceAll(strings.TrimPrefix(text, "+"), "-", ""); !digits(number) || len(number) < 6 || len(number) > 20 {
		t.wrong(r.number, fieldPhone, CodePhone)
		return ""
	}
	return text
}

// WriteVisits writes a list of visits that ParseVisits reads back equal, but for sheet and
// row; without rows it is an empty one to fill in, with a hint at each column.
func WriteVisits(rows []Found, w io.Writer) error {
	file := excelize.NewFile()
	defer file.Close()
	if err := sheetFrame(file, visitOrder()); err != nil {
		return err
	}
	for i, c := range visitOrder() {
		note := excelize.Comment{Cell: cellName(i+1, 1), Author: "hukou", Text: c.zhHint + "\n" + c.enHint, Width: 260, Height: 80}
		if err := file.AddComment(SheetName, note); err != nil {
			return fmt.Errorf("the list's notes cannot be written: %w", err)
		}
	}
	for i, row := range rows {
		cells := row.cells()
		if err := file.SetSheetRow(SheetName, cellName(1, i+2), &cells); err != nil {
			return fmt.Errorf("row %d cannot be written: %w", i+2, err)
		}
	}
	if _, err := file.WriteTo(w); err != nil {
		return fmt.Errorf("the list cannot be written: %w", err)
	}
	return nil
}

// cells are the texts of a row in the order of the columns.
func (f Found) cells() []string {
	sex := map[models.Sex]string{models.SexMale: "男", models.SexFemale: "女"}[f.Sex]
	route := strings.ToUpper(string(f.Route))
	if f.Route == RouteCertificate {
		route = "有出生证"
	}
	return []string{f.Head, f.Address, f.Name, sex, string(f.BirthDate) + f.BirthSaid, f.Mother, f.Father, route, f.Phone}
}
