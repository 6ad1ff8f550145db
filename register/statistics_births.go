package register

import (
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// column is a figure beside any balance.
func col(key, zh, en string) StatColumn {
	return StatColumn{Key: key, Name: workflow.Word{Zh: zh, En: en}}
}

const statUndone = "reversed"

func birthColumns() []StatColumn {
	return []StatColumn{col(statBirths, "出生登记", "Births"), col("male", "男", "Boys"), col("female", "女", "Girls"),
		col("timely", "一个月内申报", "Declared within a month"), col("late", "逾期申报", "Declared later"),
		col("certificate", "有出生医学证明", "With a certificate"), col("r1", "补发证明（R1）", "Certificate issued later (R1)"), col("r2", "亲子鉴定等（R2）", "Report or records (R2)"),
		col("r0", "试点途径（R0）", "Pilot route (R0)"), col("abroad", "国（境）外出生", "Born abroad"), col("died", "同时登记死亡", "Entered with the death"), col("other", "其他", "Otherwise"),
		col("accepted_elsewhere", "异地受理", "Accepted at another station"), col(statUndone, "本月冲销的出生登记", "Births reversed this month")}
}

var birthParts = [][]string{{statBirths, "male", "female"}, {statBirths, "timely", "late"}, {statBirths, "certificate", "r1", "r2", "r0", "abroad", "died", "other"}}

// born is a number of births that are alike.
type born struct {
	Station  string
	Sex      string
	Business string
	Route    string
	Late     int64
	Away     int64
	N        int64
}

// births counts the births registered, whenever the children were born. Late is who declared
// later than a month (Reg. 7), a declaration held up by the office is not. The route of a birth
// without certificate is the one that its case entered last.
func (c *census) births(stations []string) (figures, error) {
	rows, err := store.Rows[born](c.tx, `select e.to_org as station, p.sex, coalesce(c.business, '') as business, case when c.late then 1 else 0 end as late,
		case when c.acceptance_org <> c.handling_org then 1 else 0 end as away,
		coalesce((select j.to_state from journal j where j.case_id = e.case_id and j.to_state in ('route_r1', 'route_r2', 'route_r0') and j.from_state <> j.to_state order by j.seq desc limit 1), '') as route,
		count(*) as n from register_events e join people p on p.id = e.subject_id left join cases c on c.id = e.case_id
		where e.subject_kind = ? and e.kind = ? and e.recorded_at >= ? and e.recorded_at < ? and e.to_org in ? group by 1, 2, 3, 4, 5, 6`,
		SubjectPerson, EventBirth, c.from, c.until, stations)
	if err != nil {
		return nil, err
	}
	f := figures{}
	for _, b := range rows {
		f.add(b.Station, statBirths, b.N)
		f.add(b.Station, map[string]string{"1": "male", "2": "female"}[b.Sex], b.N)
		f.add(b.Station, map[int64]string{0: "timely", 1: "late"}[b.Late], b.N)
		f.add(b.Station, b.way(), b.N)
		f.add(b.Station, "accepted_elsewhere", b.Away*b.N)
	}
	return f, c.reversed(f, EventBirth, "from_org", stations)
}

// way is the column of how the birth was registered.
func (b born) way() string {
	switch workflow.Business(b.Business) {
	case workflow.BirthCert:
		return "certificate"
	case workflow.BirthAbroad:
		return "abroad"
	case workflow.BirthThenDeath:
		return "died"
	}
	return map[string]string{"route_r1": "r1", "route_r2": "r2", "route_r0": "r0", "": "other"}[b.Route]
}

// reversed counts the events of a kind that were undone in the month, at the body that
// the undoing has in the column.
func (c *census) reversed(f figures, kind, column string, stations []string) error {
	rows, err := store.Rows[stood](c.tx, "select e."+column+` as station, count(*) as n from register_events e join register_events u on u.id = e.reverses
		where e.recorded_at >= ? and e.recorded_at < ? and u.subject_kind = ? and u.kind = ? and e.`+column+" in ? group by e."+column, c.from, c.until, SubjectPerson, kind, stations)
	for _, r := range rows {
		f.add(r.Station, statUndone, r.N)
	}
	return err
}

const (
	statDays     = "days"
	statMeanDays = "days_mean"
)

func deathColumns() []StatColumn {
	return []StatColumn{col(statDeaths, "死亡登记", "Deaths"), col("male", "男", "Men"), col("female", "女", "Women"),
		col("age_0", "0–17 岁", "Aged 0–17"), col("age_18", "18–34 岁", "Aged 18–34"), col("age_35", "35–59 岁", "Aged 35–59"), col("age_60", "60 岁以上", "Aged 60 and over"),
		col("reported", "申报", "Reported"), col("ex_officio", "依职权", "Ex officio"), col("declared", "宣告死亡", "Declared by a court"),
		col("month", "死亡后一个月内登记", "Entered within a month of the death"), col("later", "一个月后登记", "Entered later"), col(statMeanDays, "死亡至登记平均天数", "Days from death to entry, mean"),
		col(statUndone, "本月冲销的死亡登记", "Deaths reversed this month")}
}

var deathParts = [][]string{{statDeaths, "male", "female"}, {statDeaths, "age_0", "age_18", "age_35", "age_60"}, {statDeaths, "reported", "ex_officio", "declared"}, {statDeaths, "month", "later"}}

// deaths counts the deaths entered, those of people in transit at the station that answers
// for them. The age is that on the day of death, which for one declared is the day that the
// judgment names (民法典 48).
func (c *census) deaths(stations []string) (figures, error) {
	events, err := store.Many[models.RegisterEvent](c.tx, "id", "subject_kind = ? and kind = ? and recorded_at >= ? and recorded_at < ? and from_org in ?", SubjectPerson, EventDeath, c.from, c.until, stations)
	if err != nil {
		return nil, err
	}
	people, business, err := c.about(events)
	if err != nil {
		return nil, err
	}
	f := figures{}
	for _, e := range events {
		p, at := people[e.SubjectID], e.FromOrg
		f.add(at, statDeaths, 1)
		f.add(at, map[string]string{"1": "male", "2": "female"}[p.Sex], 1)
		f.add(at, ageColumn(p.BirthDate.AgeOn(e.EventOn)), 1)
		f.add(at, reportedBy(business[e.CaseID]), 1)
		entered := models.DateOf(e.RecordedAt)
		f.add(at, map[bool]string{true: "month", false: "later"}[entered <= e.EventOn.AddMonths(1)], 1)
		f.add(at, statDays, int64(max(0, e.EventOn.DaysUntil(entered))))
	}
	return f, c.reversed(f, EventDeath, "to_org", stations)
}

// ageColumn is the band of an age as the police count it.
func ageColumn(age int) string {
	switch {
	case age < 18:
		return "age_0"
	case age < 35:
		return "age_18"
	case age < 60:
		return "age_35"
	}
	return "age_60"
}

func reportedBy(b workflow.Business) string {
	switch b {
	case workflow.DeathUnreported:
		return "ex_officio"
	case workflow.DeathDeclared:
		return "declared"
	}
	return "reported"
}

// about are the people of some events by id, and the businesses of their cases.
func (c *census) about(events []models.RegisterEvent) (map[string]models.Person, map[string]workflow.Business, error) {
	people, business := map[string]models.Person{}, map[string]workflow.Business{}
	var ids, cases []string
	for _, e := range events {
		ids, cases = append(ids, e.SubjectID), append(cases, e.CaseID)
	}
	for _, part := range portions(ids, 500) {
		found, err := store.Many[models.Person](c.tx, "", "id in ?", part)
		if err != nil {
			return nil, nil, err
		}
		for _, p := range found {
			people[p.ID] = p
		}
	}
	for _, part := range portions(cases, 500) {
		found, err := store.Many[models.Case](c.tx, "", "id in ?", part)
		if err != nil {
			return nil, nil, err
		}
		for _, x := range found {
			business[x.ID] = workflow.Business(x.Business)
		}
	}
	return people, business, nil
}
