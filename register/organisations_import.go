package register

import (
	"context"
	"slices"
	"strconv"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// Imported counts what an import did: a row that says what is known is unchanged.
type Imported struct{ Added, Changed, Unchanged int }

// ImportStations brings the organisation and its service sites up to the rows of a
// file, in any order, in one transaction: with one wrong row nothing is written and
// every wrong row is told (*Invalid, fields "line 7: parent"). Bodies that the file
// does not name stay as they are. It may be repeated.
func (r *Registrar) ImportStations(ctx context.Context, rows []StationRow) (Imported, error) {
	var out Imported
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		c, err := newStationCheck(tx, r.Today(), rows)
		if err != nil {
			return err
		}
		if err := refused(c.all(rows)); err != nil {
			return err
		}
		out = Imported{}
		for _, row := range rows {
			if err := c.write(tx, row, &out); err != nil {
				return err
			}
		}
		return r.begin(tx, Operator()).audit(ActStationsImported, "", nil, out)
	})
	if err == nil {
		err = r.keepKeys(ctx)
	}
	return out, mapStore(err)
}

// stationCheck is the organisation as it was and as it would be.
type stationCheck struct {
	was       map[string]models.Organisation
	will      map[string]models.Organisation
	wasSites  map[string]models.ServiceSite
	willSites map[string]models.ServiceSite
	divisions []models.Division
	today     models.Date
	lines     map[string]int
}

func newStationCheck(tx *store.Tx, today models.Date, rows []StationRow) (*stationCheck, error) {
	c := &stationCheck{today: today, was: map[string]models.Organisation{}, will: map[string]models.Organisation{},
		wasSites: map[string]models.ServiceSite{}, willSites: map[string]models.ServiceSite{}, lines: map[string]int{}}
	bodies, err := store.Many[models.Organisation](tx, "code", "")
	if err != nil {
		return nil, err
	}
	sites, err := store.Many[models.ServiceSite](tx, "id", "")
	if err != nil {
		return nil, err
	}
	if c.divisions, err = store.Many[models.Division](tx, "code, valid_from", ""); err != nil {
		return nil, err
	}
	for _, o := range bodies {
		c.was[o.Code], c.will[o.Code] = o, o
	}
	for _, s := range sites {
		c.wasSites[s.ID], c.willSites[s.ID] = s, s
	}
	for _, row := range rows {
		if row.Kind == KindSite {
			c.willSites[row.Code] = row.site()
		} else {
			c.will[row.Code] = row.organisation()
		}
	}
	return c, nil
}

// all judges every row and finds everything wrong with each.
func (c *stationCheck) all(rows []StationRow) []FieldError {
	var wrong []FieldError
	for _, row := range rows {
		if first, twice := c.lines[row.Code]; twice {
			wrong = append(wrong, fieldError(row.field("code"), "twice", "代码与第"+strconv.Itoa(first)+"行重复。", "The code stands on line "+strconv.Itoa(first)+" too."))
			continue
		}
		c.lines[row.Code] = row.Line
		if row.Name == "" || len([]rune(row.Name)) > workflow.MaxText {
			wrong = append(wrong, fieldError(row.field("name"), "required", "请填写名称，最多200字。", "Give the name, in at most 200 characters."))
		}
		if row.Kind == KindSite {
			wrong = append(wrong, c.site(row)...)
		} else {
			wrong = append(wrong, c.body(row)...)
		}
	}
	return wrong
}

func (c *stationCheck) body(row StationRow) []FieldError {
	var wrong []FieldError
	bad := func(column, code, zh, en string) { wrong = append(wrong, fieldError(row.field(column), code, zh, en)) }
	if !twelveDigits(row.Code) {
		bad("code", "bad_code", "机构代码须为12位数字。", "A body's code has twelve digits.")
	}
	if !slices.Contains([]models.OrgKind{models.KindStation, models.KindCounty, models.KindCity, models.KindRegion}, row.Kind) {
		bad("kind", "bad_kind", "类别须为 station、county、city、region 或 site。", "The kind is station, county, city, region or site.")
	} else if !c.parentFits(row) {
		bad("parent", "bad_parent", "上级机构不存在或级别不符。", "The body above does not exist, or is not of a higher rank.")
	}
	switch known, stands := c.division(row); {
	case !known:
		bad("division", "unknown_division", "没有这个行政区划代码，请先载入区划表。", "There is no division of this code; load the divisions first.")
	case !stands:
		bad("division", "division_abolished", "该行政区划在机构存续期间已撤销，请填现行区划代码。", "This division was abolished before the body ends; give the code of the one in its place.")
	}
	for _, d := range []struct {
		column string
		day    models.Date
	}{{"valid_from", row.ValidFrom}, {"valid_to", row.ValidTo}} {
		if d.day != "" && !d.day.Valid() {
			bad(d.column, "not_a_date", "不是有效日期，请按 2026-11-23 的格式填写。", "Not a real day; write it as 2026-11-23.")
		}
	}
	if row.MergedInto != "" && !c.mergeEnds(row) {
		bad("merged_into", "bad_merger", "并入的机构不存在、级别不同或循环并入。", "The body it was merged into does not exist, is of another rank, or leads back here.")
	}
	return wrong
}

// division tells whether the body's division is known, and whether it stands while the
// body does: today, or on the last day of one that has ended.
func (c *stationCheck) division(row StationRow) (known, stands bool) {
	day := max(c.today, row.ValidFrom)
	if row.ValidTo != "" && row.ValidTo < day {
		day = row.ValidTo
	}
	for _, d := range c.divisions {
		if d.Code == row.Division {
			known = true
			stands = stands || c.was[row.Code].Division == d.Code || d.From <= day && (d.To == "" || day <= d.To)
		}
	}
	return known, stands
}

func twelveDigits(code string) bool {
	if len(code) != 12 {
		return false
	}
	for _, r := range code {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// parentFits tells whether the body above is of a higher rank; the region has none.
// Some stations and counties answer to the rank after the next.
func (c *stationCheck) parentFits(row StationRow) bool {
	ranks := []models.OrgKind{models.KindStation, models.KindCounty, models.KindCity, models.KindRegion}
	if row.Kind == models.KindRegion {
		return row.Parent == ""
	}
	above, ok := c.will[row.Parent]
	return ok && slices.Index(ranks, above.Kind) > slices.Index(ranks, row.Kind)
}

// mergeEnds tells whether following the mergers comes to a standing body of the rank.
func (c *stationCheck) mergeEnds(row StationRow) bool {
	at, ok := c.will[row.MergedInto]
	for range len(c.will) {
		if !ok || at.Kind != row.Kind {
			return false
		}
		if at.MergedInto == "" {
			return true
		}
		at, ok = c.will[at.MergedInto]
	}
	return false
}

func (c *stationCheck) site(row StationRow) []FieldError {
	var wrong []FieldError
	bad := func(column, code, zh, en string) { wrong = append(wrong, fieldError(row.field(column), code, zh, en)) }
	if row.Code == "" || len(row.Code) > 40 {
		bad("code", "bad_code", "服务点须有编号，最多40个字符。", "A site has an id of its own, of at most 40 characters.")
	}
	if c.will[row.Parent].Kind != models.KindStation {
		bad("parent", "bad_parent", "服务点的上级须为派出所。", "A site belongs to a station.")
	}
	if _, err := strconv.ParseBool(row.Office); err != nil {
		bad("office", "not_bool", "请填 true（可办理登记）或 false（只受理）。", "Write true where the register is entered, false where papers are only taken in.")
	}
	if _, err := ParseTimetable(row.site().Timetable); err != nil {
		bad("timetable", "bad_timetable", "时间表有误，例如 {\"rule\":\"odd\"}。", err.Error())
	}
	if !c.hasOffice(row.Parent) {
		bad("office", "no_office", "该派出所没有任何可办理登记的服务点，案件将无法登记。", "No site of the station has the office, so that nothing could ever be registered there.")
	}
	return wrong
}

// hasOffice tells whether a site of the station has the office.
func (c *stationCheck) hasOffice(org string) bool {
	for _, s := range c.willSites {
		if s.Org == org && s.Office {
			return true
		}
	}
	return false
}

// write adds a row or brings it up to date.
func (c *stationCheck) write(tx *store.Tx, row StationRow, count *Imported) error {
	if row.Kind == KindSite {
		s := row.site()
		was, known := c.wasSites[s.ID]
		return upsert(tx, count, s, known, was == s, map[string]any{"org": s.Org, "name": s.Name, "name_en": s.NameEn, "address": s.Address,
			"office": s.Office, "timetable": s.Timetable}, "id = ?", s.ID)
	}
	o := row.organisation()
	was, known := c.was[o.Code]
	return upsert(tx, count, o, known, was == o, map[string]any{"name": o.Name, "name_en": o.NameEn, "kind": o.Kind, "parent": o.Parent,
		"division": o.Division, "valid_from": o.ValidFrom, "valid_to": o.ValidTo, "merged_into": o.MergedInto}, "code = ?", o.Code)
}

func upsert[T any](tx *store.Tx, count *Imported, row T, known, same bool, set map[string]any, where, key string) error {
	switch {
	case !known:
		count.Added++
		return store.Insert(tx, row)
	case same:
		count.Unchanged++
		return nil
	}
	count.Changed++
	_, err := store.Set[T](tx, set, where, key)
	return err
}
