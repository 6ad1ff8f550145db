package register

import (
	"slices"
	"time"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// The figures of the population sheet. Somebody in transit stands nowhere: they went at
// the one end and come at the other.
const (
	statStart     = "start"
	statBirths    = "births"
	statDeaths    = "deaths"
	statCancelled = "out_cancelled"
	statRestored  = "in_restored"
	statLate      = "in_late"
	statLoaded    = "in_loaded"
	statAbroadIn  = "in_abroad"
	statAbroadOut = "out_abroad"
	statAdjusted  = "adjusted"
	statEnd       = "end"
	statEndMale   = "end_male"
	statEndFemale = "end_female"
	statHomes     = "households"
	statHomesWere = "households_start"
	statOpened    = "households_opened"
	statClosed    = "households_closed"
	statHomesBack = "households_adjusted"
)

// where is how far away a move came from or went to.
type where string

const (
	fromCounty     where = "county"
	fromPrefecture where = "prefecture"
	fromRegion     where = "region"
	fromProvince   where = "province"
)

func populationColumns() []StatColumn {
	col := func(key string, sign int, zh, en string) StatColumn {
		return StatColumn{Key: key, Sign: sign, Name: workflow.Word{Zh: zh, En: en}}
	}
	return []StatColumn{
		col(statHomesWere, 0, "期初户数", "Households at the start"), col(statOpened, 0, "立户", "Households set up"), col(statClosed, 0, "销户", "Households closed"),
		col(statHomesBack, 0, "户数冲销调整（净）", "Households by reversals, net"), col(statHomes, 0, "期末户数", "Households at the end"),
		col(statStart, 1, "期初人数", "Persons at the start"), col(statBirths, 1, "出生", "Births"),
		col("in_county", 1, "县内他所迁入", "In from the county"), col("in_prefecture", 1, "市内跨县迁入", "In from the prefecture"), col("in_region", 1, "区内跨市迁入", "In from the region"),
		col("in_province", 1, "外省迁入", "In from other provinces"), col(statAbroadIn, 1, "国（境）外迁入", "In from abroad"), col(statRestored, 1, "恢复户口", "Restored"),
		col(statLate, 1, "补录等首次登记", "First entries other than births"), col(statLoaded, 1, "建库录入", "Taken over at the start"),
		col(statDeaths, -1, "死亡注销", "Deaths"),
		col("out_county", -1, "迁往县内他所", "Out to the county"), col("out_prefecture", -1, "迁往市内他县", "Out to the prefecture"), col("out_region", -1, "迁往区内他市", "Out to the region"),
		col("out_province", -1, "迁往外省", "Out to other provinces"), col(statAbroadOut, -1, "国（境）外定居等注销", "Out, settled abroad"), col(statCancelled, -1, "其他注销", "Cancelled otherwise"),
		col(statAdjusted, 1, "冲销调整（净）", "By reversals, net"),
		col(statEnd, 2, "期末人数", "Persons at the end"), col(statEndMale, 0, "其中男", "Men among them"), col(statEndFemale, 0, "其中女", "Women among them"),
	}
}

// populationParts are the columns that add up beside the balance.
var populationParts = [][]string{{statEnd, statEndMale, statEndFemale}, {statHomesWere, statOpened, statClosed, statHomesBack, statHomes}}

// fromAbroad are the businesses that bring people who lived or were citizens elsewhere.
var fromAbroad = []workflow.Business{workflow.ReturnSettle, workflow.Naturalised, workflow.Regain}

// population counts who stood at each station when the month began and ended, from the
// stays, and who came and went between, from the events: two sources that must agree.
func (c *census) population(stations []string) (figures, error) {
	t := figures{}
	start, err := c.standing(c.from, stations)
	if err != nil {
		return nil, err
	}
	end, err := c.standing(c.until, stations)
	if err != nil {
		return nil, err
	}
	for _, h := range start {
		t.add(h.Station, statStart, h.N)
	}
	for _, h := range end {
		t.add(h.Station, statEnd, h.N)
		t.add(h.Station, map[string]string{"1": statEndMale, "2": statEndFemale}[h.Sex], h.N)
	}
	if err := c.flows(t, stations); err != nil {
		return nil, err
	}
	return t, c.households(t, stations)
}

// stood is a number of people of one sex at a station.
type stood struct {
	Station string
	Sex     string
	N       int64
}

// standing are the people who stood in households of the stations at an instant, as the
// register knew then.
func (c *census) standing(at time.Time, stations []string) ([]stood, error) {
	out, err := store.Rows[stood](c.tx, `select h.org as station, p.sex, count(*) as n from residences r join households h on h.id = r.household_id join people p on p.id = r.person_id
		where h.org in ? and r.recorded_at < ? and (r.closed_at is null or r.closed_at >= ?) group by h.org, p.sex`, stations, at, at)
	if err != nil {
		return nil, err
	}
	return c.sexThen(out, at, stations)
}

// sexThen counts whose sex was changed or corrected since then by what it was.
func (c *census) sexThen(out []stood, at time.Time, stations []string) ([]stood, error) {
	kinds := []string{string(reasonSexChanged), string(reasonSexCorrected)}
	later, err := store.Many[models.RegisterEvent](c.tx, "subject_id, serial", "subject_kind = ? and recorded_at >= ? and (reason in ? or reverses in (select id from register_events where reason in ?))", SubjectPerson, at, kinds, kinds)
	if err != nil {
		return nil, err
	}
	seen := ""
	for _, e := range later {
		if e.SubjectID == seen {
			continue // the first of them tells
		}
		seen = e.SubjectID
		then, _, err := c.imageBefore(e)
		if err != nil {
			return nil, err
		}
		was, _, err := then.Person()
		if err != nil {
			return nil, err
		}
		now, err := store.Rows[stood](c.tx, `select h.org as station, p.sex, count(*) as n from residences r join households h on h.id = r.household_id join people p on p.id = r.person_id
			where p.id = ? and h.org in ? and r.recorded_at < ? and (r.closed_at is null or r.closed_at >= ?) group by h.org, p.sex`, e.SubjectID, stations, at, at)
		if err != nil {
			return nil, err
		}
		for _, x := range now {
			out = append(out, stood{x.Station, x.Sex, -x.N}, stood{x.Station, was.Sex, x.N})
		}
	}
	return out, nil
}

// flow is a number of events that are alike in all that the sheet asks.
type flow struct {
	Kind     string
	Scope    string
	FromOrg  string
	ToOrg    string
	Stood    string // whether the person stood in a household before
	Stands   string // whether the event names a household after
	Business string
	N        int64
}

const flowText = `select e.kind, e.scope, e.from_org, e.to_org, case when e.from_household = '' then '' else 'yes' end as stood, case when e.to_household = '' then '' else 'yes' end as stands,
	coalesce(c.business, '') as business, count(*) as n from register_events e left join cases c on c.id = e.case_id
	where e.subject_kind = ? and e.kind in ? and e.recorded_at >= ? and e.recorded_at < ? and (e.from_org in ? or e.to_org in ?) group by 1, 2, 3, 4, 5, 6, 7`

// flows counts who came and went. What an event did is told by its kind and its bodies, but
// for what undoes: there the images before and after tell.
func (c *census) flows(t figures, stations []string) error {
	comes := []string{EventBirth, EventFirst, EventMoveIn, EventLoad}
	goes := []string{EventMoveOut, EventDeath, EventCancel}
	all, err := store.Rows[flow](c.tx, flowText, SubjectPerson, append(goes, comes...), c.from, c.until, stations, stations)
	if err != nil {
		return err
	}
	for _, f := range all {
		at, key := f.ToOrg, ""
		if slices.Contains(comes, f.Kind) && f.Stands != "" {
			key = c.came(f)
		} else if slices.Contains(goes, f.Kind) && f.Stood != "" {
			at, key = f.FromOrg, c.went(f)
		}
		if key != "" && slices.Contains(stations, at) {
			t.add(at, key, f.N)
		}
	}
	undone, err := c.undoings(SubjectPerson, c.period, stations)
	for _, u := range undone {
		before, after, err := u.people()
		if err != nil {
			return err
		}
		key := statAdjusted
		if u.event.Kind == EventRestore && !stays(before) {
			if key = statRestored; slices.Contains(fromAbroad, workflow.Business(u.business)) {
				key = statAbroadIn
			}
		}
		if stays(after) && slices.Contains(stations, after.Org) {
			t.add(after.Org, key, 1)
		}
		if stays(before) && slices.Contains(stations, before.Org) {
			t.add(before.Org, statAdjusted, -1)
		}
	}
	return err
}

// came is the column of somebody who came; none where they came from the same station.
func (c *census) came(f flow) string {
	switch {
	case f.Kind == EventLoad:
		return statLoaded
	case f.Kind == EventBirth:
		return statBirths
	case slices.Contains(fromAbroad, workflow.Business(f.Business)):
		return statAbroadIn
	case f.Kind == EventFirst:
		return statLate
	case f.Business == string(workflow.MoveAcrossRegion):
		return "in_" + string(fromProvince)
	case f.FromOrg == f.ToOrg && gb.ChangeScope(f.Scope) != "nation":
		return ""
	}
	return "in_" + string(c.between(f.FromOrg, f.ToOrg))
}

// went is the column of somebody who went; none where they went to the same station.
func (c *census) went(f flow) string {
	switch {
	case f.Kind == EventDeath:
		return statDeaths
	case f.Kind == EventCancel && f.Scope != "":
		return statAbroadOut
	case f.Kind == EventCancel:
		return statCancelled
	case f.Business == string(workflow.MoveOutOfRegion):
		return "out_" + string(fromProvince)
	case f.FromOrg == f.ToOrg && gb.ChangeScope(f.Scope) != "nation":
		return ""
	}
	return "out_" + string(c.between(f.FromOrg, f.ToOrg))
}

// between is how far it is between two stations, by the lowest body above both today.
func (c *census) between(x, y string) where {
	above := c.chain(y)
	for _, code := range c.chain(x) {
		if !slices.Contains(above, code) {
			continue
		}
		switch c.orgs[code].Kind {
		case models.KindStation, models.KindCounty:
			return fromCounty
		case models.KindCity:
			return fromPrefecture
		}
		return fromRegion
	}
	return fromProvince
}

// chain is a body and those above it; one that was merged is followed.
func (c *census) chain(code string) []string {
	var out []string
	for range len(c.orgs) {
		o, ok := c.orgs[code]
		if !ok {
			break
		}
		if code = o.MergedInto; code == "" {
			out, code = append(out, o.Code), o.Parent
		}
	}
	return out
}
