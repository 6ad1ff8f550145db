package register

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// StatSheet names one of the monthly sheets M1 to M10.
type StatSheet string

// The sheets. Each counts what was registered in a month of China's
// calendar, whenever it happened.
const (
	SheetPopulation   StatSheet = "M1"
	SheetBirths       StatSheet = "M2"
	SheetDeaths       StatSheet = "M3"
	SheetMoves        StatSheet = "M4"
	SheetItems        StatSheet = "M5"
	SheetUnregistered StatSheet = "M6"
	SheetWards        StatSheet = "M7"
	SheetService      StatSheet = "M8"
	SheetCollective   StatSheet = "M9"
	SheetIntegrity    StatSheet = "M10"
)

// StatQuery asks for a sheet of a month ("2026-10", empty is this month up to now) of a
// body at or below the officer's own, of theirs where Station is empty. Published leaves
// out what is too small to be handed to others.
type StatQuery struct {
	Sheet     StatSheet
	Month     string
	Station   string
	Published bool
}

// StatColumn is a column of a sheet. Sign tells how its figure goes into the balance of
// the sheet: 1 for what is there at the start or came, -1 for what went, 2 for what is
// there at the end, 0 for a figure beside the balance.
type StatColumn struct {
	Key  string        `json:"key"`
	Name workflow.Word `json:"name"`
	Sign int           `json:"sign"`
}

// StatRow is a line of a sheet: its figures by the keys of the columns. Hidden names the
// columns left out as too small; Body tells that the line is a body with a sheet of its own.
type StatRow struct {
	Key    string           `json:"key"`
	Name   workflow.Word    `json:"name"`
	Values map[string]int64 `json:"values"`
	Hidden []string         `json:"hidden,omitempty"`
	Body   bool             `json:"body,omitempty"`
}

// Statistics is a sheet. AsOf is the instant up to which it counts: now, or the end of the
// month. Balanced tells that for each station the start with what came and went is the end.
// Closed are the counties that have closed the month, whose figures stay as they are.
type Statistics struct {
	Sheet    StatSheet     `json:"sheet"`
	Name     workflow.Word `json:"name"`
	Month    string        `json:"month"`
	Org      string        `json:"org"`
	OrgName  workflow.Word `json:"org_name"`
	AsOf     time.Time     `json:"as_of"`
	Balanced bool          `json:"balanced"`
	Closed   []Closing     `json:"closed"`
	// Sheets are those that are counted at the body.
	Sheets []NamedSheet `json:"sheets"`
	// MayClose tells that the month is over and the officer is the one to close it.
	MayClose bool `json:"may_close"`
	// Of is what the lines are.
	Of      workflow.Word `json:"of"`
	Columns []StatColumn  `json:"columns"`
	Rows    []StatRow     `json:"rows"`
	Total   StatRow       `json:"total"`
	// Published tells that what is too small to be handed to others is left out.
	Published bool `json:"published"`
}

// NamedSheet is a sheet by its number and name.
type NamedSheet struct {
	ID   StatSheet     `json:"id"`
	Name workflow.Word `json:"name"`
}

// Statistics counts a sheet for whoever sees the board: heads, and the registration offices
// of county, city and region. Others are ErrForbidden; a body that is not below theirs and a
// sheet that there is not are ErrNotFound. Its lines are the bodies just below the one asked
// for, each with all its stations. No line and no column is about ethnicity or faith.
func (r *Registrar) Statistics(ctx context.Context, actor Actor, q StatQuery) (*Statistics, error) {
	var out *Statistics
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		c, err := r.begin(tx, actor).census(q)
		if err == nil {
			out, err = c.sheet()
		}
		return err
	})
	if err != nil {
		return nil, mapStore(err)
	}
	return out, nil
}

// figures are what was counted: by station, then by the key of the column.
type figures map[string]map[string]int64

func (t figures) add(station, key string, n int64) {
	if t[station] == nil {
		t[station] = map[string]int64{}
	}
	t[station][key] += n
}

// census is one sheet being counted.
type census struct {
	*act
	q     StatQuery
	spec  statSpec
	month models.Date // its first day
	period
	at    string
	below []string
	orgs  map[string]models.Organisation
}

// statSpec says what a sheet is.
type statSpec struct {
	id      StatSheet
	name    workflow.Word
	columns []StatColumn
	// parts are columns that add up beside the balance.
	parts [][]string
	// of is what the lines are: bodies, unless rows lays them out by something else, whose key
	// stands behind the column's in what is counted ("asked|640522010000").
	of   workflow.Word
	rows func(c *census, used []string) []workflow.Code
	// derive adds figures that are no sums, such as a mean, to a line that is summed up.
	derive func(values map[string]int64)
	count  func(c *census, stations []string) (figures, error)
}

// ofBodies heads the lines of most sheets.
var ofBodies = workflow.Word{Zh: "单位", En: "Body"}

// sums are the columns that add up to one another in each line.
func (s statSpec) sums() [][]string {
	var balance []string
	for _, c := range s.columns {
		if c.Sign != 0 {
			balance = append(balance, c.Key)
		}
	}
	out := slices.Clone(s.parts)
	if len(balance) > 0 {
		out = append(out, balance)
	}
	return out
}

// statSpecs are the sheets in the order of their numbers.
func statSpecs() []statSpec {
	return []statSpec{
		{id: SheetPopulation, name: workflow.Word{Zh: "人口及其变动", En: "Population and its changes"}, columns: populationColumns(), parts: populationParts, of: ofBodies, count: (*census).population},
		{id: SheetBirths, name: workflow.Word{Zh: "出生登记", En: "Births registered"}, columns: birthColumns(), parts: birthParts, of: ofBodies, count: (*census).births},
		{id: SheetDeaths, name: workflow.Word{Zh: "死亡登记", En: "Deaths registered"}, columns: deathColumns(), parts: deathParts, of: ofBodies, derive: meanOf(statDays, statDeaths, statMeanDays), count: (*census).deaths},
		{id: SheetMoves, name: workflow.Word{Zh: "户口迁移", En: "Moves"}, columns: moveColumns(), of: workflow.Word{Zh: "迁出地 → 迁入地", En: "From → to"}, rows: (*census).pairs, count: (*census).moved},
		{id: SheetItems, name: workflow.Word{Zh: "项目变更更正", En: "Items changed and corrected"}, columns: itemColumns(), of: workflow.Word{Zh: "项目", En: "Item"}, rows: (*census).itemLines, count: (*census).items},
		{id: SheetUnregistered, name: workflow.Word{Zh: "无户口人员", En: "Persons without registration"}, columns: unregisteredColumns(), of: workflow.Word{Zh: "类别", En: "Kind"}, rows: (*census).kinds,
			derive: both(meanOf("solved_days", "solved", "solved_mean"), meanOf("waiting_days", "waiting", "waiting_mean")), count: (*census).withoutRegistration},
		{id: SheetWards, name: workflow.Word{Zh: "名册迁入", En: "Rosters and places of origin"}, columns: wardColumns(), of: workflow.Word{Zh: "迁出地", En: "Place of origin"}, rows: (*census).origins, count: (*census).wards},
		{id: SheetService, name: workflow.Word{Zh: "办理情况", En: "Service"}, columns: serviceColumns(), of: ofBodies, derive: spread, count: (*census).service},
		{id: SheetCollective, name: workflow.Word{Zh: "集体户", En: "Collective households"}, columns: collectiveColumns(), of: ofBodies, count: (*census).collective},
		{id: SheetIntegrity, name: workflow.Word{Zh: "监督", En: "Integrity"}, columns: integrityColumns(), of: ofBodies, count: (*census).integrity},
	}
}

// census reads the question: which sheet, which month, which bodies.
func (a *act) census(q StatQuery) (*census, error) {
	c := &census{act: a, q: q, at: q.Station}
	s, err := a.statScope(q.Station)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(statSpecs(), func(x statSpec) bool { return x.id == q.Sheet })
	if i < 0 {
		return nil, ErrNotFound
	}
	c.spec = statSpecs()[i]
	if c.at == "" {
		// Of several postings the one that reaches furthest.
		c.at = slices.MaxFunc(s, func(x, y scoped) int { return cmp.Compare(len(x.below), len(y.below)) }).org
	}
	if c.below, err = reach(a.tx, c.at); err != nil {
		return nil, err
	}
	c.month = models.Date(cmp.Or(q.Month, string(a.today[:7])) + "-01")
	if !c.month.Valid() || c.month > a.today {
		return nil, invalid("month", "bad_month", "月份无效：请按 2026-10 的格式填写，且不晚于本月。", "No month to count: write it as 2026-10, and none that is still to come.")
	}
	c.period = period{startOf(c.month), startOf(c.month.AddMonths(1))}
	all, err := store.Many[models.Organisation](a.tx, "code", "1 = 1")
	c.orgs = map[string]models.Organisation{}
	for _, o := range all {
		c.orgs[o.Code] = o
	}
	return c, err
}

// sheet counts and lays out.
func (c *census) sheet() (*Statistics, error) {
	if err := c.tooNear(); err != nil {
		return nil, err
	}
	f, err := c.figures()
	if err != nil {
		return nil, err
	}
	closed, err := c.closings()
	if err != nil {
		return nil, err
	}
	words := orgWords([]models.Organisation{c.orgs[c.at]})
	out := &Statistics{Sheet: c.spec.id, Name: c.spec.name, Month: string(c.month[:7]), Org: c.at, OrgName: words[c.at], AsOf: c.asOf(),
		Balanced: c.balances(f), Closed: closed, Published: c.q.Published, Sheets: c.sheets(), Of: c.spec.of, Columns: c.spec.columns, Rows: c.lines(f), Total: c.line("", workflow.Word{Zh: "合计", En: "Total"})}
	for _, r := range out.Rows {
		for k, n := range r.Values {
			out.Total.Values[k] += n
		}
	}
	for _, r := range append(out.Rows, out.Total) {
		c.spec.finish(r.Values)
	}
	county, err := c.closes()
	if err != nil && !errors.Is(err, ErrForbidden) {
		return nil, err
	}
	out.MayClose = county == c.at && !c.now.Before(c.until) && len(closed) == 0
	if c.q.Published {
		out.hide(c.spec.sums())
	}
	return out, nil
}

// statScope is what the officer may ask for: what the board shows them. The operator of the
// machine may name any body.
func (a *act) statScope(station string) (scope, error) {
	if !a.actor.isOperator() {
		return a.scopeOf(station)
	}
	_, err := a.org(station)
	return nil, err
}

// asOf is the instant up to which the sheet counts.
func (c *census) asOf() time.Time {
	if c.until.After(c.now) {
		return c.now
	}
	return c.until
}
