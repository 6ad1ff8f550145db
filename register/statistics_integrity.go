package register

import (
	"hukou/models"
	"hukou/store"
)

func collectiveColumns() []StatColumn {
	return []StatColumn{col("homes", "集体户", "Collective households"), col("members", "户内人数", "Members"), col("of_age", "机构集体户中已满十八周岁", "Of age in households of institutions"),
		col("helper_over", "协管人任期届满", "Helper's term is over"), col("no_helper", "没有协管人", "Without a helper")}
}

// otherCollectives are the kinds of collective households that are no institution's.
var otherCollectives = []string{"unit", "school", "talent", "community"}

// lastDay is the last day that the sheet counts.
func (c *census) lastDay() models.Date { return min(c.month.AddMonths(1).AddDays(-1), c.today) }

// collective counts the collective households that stood at the end of the month, those in
// them, and whose helper's term was over (Norm 16). Who is eighteen in the household of an
// institution chooses where to go on.
func (c *census) collective(stations []string) (figures, error) {
	day, f := c.lastDay(), figures{}
	homes, err := store.Many[models.Household](c.tx, "id", "kind = ? and org in ? and opened_on <= ? and (status = ? or closed_on > ?)", models.CollectiveHousehold, stations, day, HouseholdOpen, day)
	if err != nil {
		return nil, err
	}
	for _, h := range homes {
		f.add(h.Org, "homes", 1)
		if h.HelperID == "" {
			f.add(h.Org, "no_helper", 1)
		} else if h.HelperUntil != "" && h.HelperUntil < day {
			f.add(h.Org, "helper_over", 1)
		}
	}
	inside := `select h.org as station, count(*) as n from residences r join households h on h.id = r.household_id`
	at := ` where h.kind = ? and h.org in ? and r.recorded_at < ? and (r.closed_at is null or r.closed_at >= ?)`
	members, err := store.Rows[stood](c.tx, inside+at+" group by h.org", models.CollectiveHousehold, stations, c.until, c.until)
	if err != nil {
		return nil, err
	}
	for _, m := range members {
		f.add(m.Station, "members", m.N)
	}
	grown, err := store.Rows[stood](c.tx, inside+" join people p on p.id = r.person_id"+at+" and h.institution_id <> '' and not (h.collective_kind in ?) and p.birth_date <= ? group by h.org",
		models.CollectiveHousehold, stations, c.until, c.until, otherCollectives, day.AddMonths(-12*ageOfMajority))
	for _, m := range grown {
		f.add(m.Station, "of_age", m.N)
	}
	return f, err
}

func integrityColumns() []StatColumn {
	return []StatColumn{col("looks", "查阅人员登记（次）", "Looks at people"), col("by_approval", "其中凭批准或者紧急查阅", "On an approval or a break-glass among them"), col("glass", "紧急查阅", "Break-glass"), col("alarms", "查阅告警", "Alarms of looks"),
		col(statUndone, "冲销的业务", "Reversals"), col("issued", "编制的公民身份号码", "Citizen numbers given"), col("gaps", "顺序码断号", "Gaps in the sequence codes")}
}

// integrity counts what supervision looks at: looks at people by the body of who looked,
// those that rested on an approval or a break-glass since the file was restricted (class C
// and D), alarms, reversals, and numbers given whose predecessor of the same day, division
// and sex was never given. Counts alone: nobody who looked or was looked at is named.
func (c *census) integrity(stations []string) (figures, error) {
	f := figures{}
	count := func(key, text string, args ...any) error {
		rows, err := store.Rows[stood](c.tx, text, args...)
		for _, r := range rows {
			f.add(r.Station, key, r.N)
		}
		return err
	}
	looks := "select org as station, count(*) as n from access_log where person_id <> '' and at >= ? and at < ? and org in ?"
	notices := "select org as station, count(*) as n from access_notices where kind = ? and at >= ? and at < ? and org in ? group by org"
	issued := `select c.handling_org as station, count(*) as n from number_ledger l join cases c on c.id = l.case_id where c.business <> ? and l.at >= ? and l.at < ? and c.handling_org in ?`
	for _, err := range []error{
		count("looks", looks+" group by org", c.from, c.until, stations),
		count("by_approval", looks+" and approval_id <> '' group by org", c.from, c.until, stations),
		count("glass", notices, NoticeGlass, c.from, c.until, stations),
		count("alarms", notices, NoticeAlarm, c.from, c.until, stations),
		count(statUndone, `select c.handling_org as station, count(distinct c.id) as n from register_events e join cases c on c.id = e.case_id
			where e.kind = ? and e.recorded_at >= ? and e.recorded_at < ? and c.handling_org in ? group by c.handling_org`, EventReverse, c.from, c.until, stations),
		count("issued", issued+" group by c.handling_org", string(BusinessLoad), c.from, c.until, stations),
		count("gaps", issued+` and l.sequence > 2 and not exists (select 1 from number_ledger b where b.division = l.division and b.birth_date = l.birth_date and b.sequence = l.sequence - 2) group by c.handling_org`,
			string(BusinessLoad), c.from, c.until, stations),
	} {
		if err != nil {
			return nil, err
		}
	}
	return f, nil
}

// wardsFrom is where the sheet of wards begins: below the prefecture a line is one child.
const wardsFrom = models.KindCity

// tooNear refuses a sheet at a body that is too small for it.
func (c *census) tooNear() error {
	if kind := c.orgs[c.at].Kind; c.spec.id == SheetWards && kind != wardsFrom && kind != models.KindRegion {
		return invalid("station", "prefecture_only", "这张报表只在地市级以上统计，请选择地市。", "This sheet is counted for a prefecture or the region alone; choose one.")
	}
	return nil
}

// sheets are those that are counted at the body.
func (c *census) sheets() []NamedSheet {
	var out []NamedSheet
	for _, s := range statSpecs() {
		at := *c
		at.spec = s
		if at.tooNear() == nil {
			out = append(out, NamedSheet{s.id, s.name})
		}
	}
	return out
}
