package register

import (
	"slices"
	"strings"

	"hukou/store"
	"hukou/workflow"
)

// landWithin is how many days somebody has to land, as long as the certificate of the move
// is good (公安部 1994: 30).
const landWithin = 30

// elsewherePlace stands for other provinces where a county would stand.
const elsewherePlace = "-"

// moveReasons are the columns of why people moved, with the causes that each counts.
var moveReasons = []struct {
	column StatColumn
	causes []string
}{
	{col("kin", "投靠、婚姻", "Kin and marriage"), []string{"spouse", "parents_children", "relatives", "marriage_move", "divorce"}},
	{col("home", "住房、回原籍", "Housing, going home"), []string{"house", "house_sold", "moved_home", "home", string(workflow.HouseholdCreate), string(workflow.HouseholdSplit), string(workflow.HouseholdMerge)}},
	{col("work", "工作、人才", "Work and skills"), []string{"work", "talent"}},
	{col("study", "录取、毕业", "Studies and their end"), []string{"study", "study_end"}},
	{col("army", "随军、退役", "Army families and veterans"), []string{"army_family", string(workflow.VeteranRestore)}},
	{col("care", "收养、监护", "Adoption and guardianship"), []string{ReasonAdoption, "guardian", ReasonGuardianship}},
}

func moveColumns() []StatColumn {
	out := []StatColumn{col("left", "迁出", "Left"), col("landed", "迁入落户", "Landed"), col("online", "网上办理", "On line"), col("certificate", "凭迁移证", "On a certificate")}
	for _, r := range moveReasons {
		out = append(out, r.column)
	}
	return append(out, col("other", "其他原因", "Other causes"), col("in_transit", "期末在途", "In transit at the end"), col("overdue", "其中在途超过三十日", "In transit for more than thirty days"))
}

// move is a number of moves that are alike.
type move struct {
	Kind     string
	Scope    string
	Reason   string
	FromOrg  string
	ToOrg    string
	Business string
	Over     int64
	N        int64
}

// moved counts those who left a station for another and those who landed there, by the
// counties that they left and went to: who left at the station of origin, who landed at that
// of arrival, so that a sheet over both counts each side once. The cause is that of the
// landing, and of the leaving where the landing is another province's. What was reversed is
// on the sheet of the population.
func (c *census) moved(stations []string) (figures, error) {
	rows, err := store.Rows[move](c.tx, `select e.kind, e.scope, e.reason, e.from_org, e.to_org, coalesce(c.business, '') as business, 0 as over, count(*) as n
		from register_events e left join cases c on c.id = e.case_id
		where e.subject_kind = ? and (e.kind = ? and e.from_household <> '' and e.from_org in ? or e.kind = ? and e.to_org in ?) and e.recorded_at >= ? and e.recorded_at < ? group by 1, 2, 3, 4, 5, 6`,
		SubjectPerson, EventMoveOut, stations, EventMoveIn, stations, c.from, c.until)
	if err != nil {
		return nil, err
	}
	f := figures{}
	for _, m := range rows {
		if m.FromOrg == m.ToOrg && m.Scope != "nation" {
			continue // within the station
		}
		pair, far := c.pair(m)
		at, side := m.ToOrg, "landed"
		if m.Kind == EventMoveOut {
			at, side = m.FromOrg, "left"
		}
		f.add(at, side+pair, m.N)
		if far {
			f.add(at, "certificate"+pair, m.N)
		}
		if far || side == "landed" {
			f.add(at, moveCause(m.Reason)+pair, m.N)
		}
		if !far && side == "landed" {
			f.add(at, "online"+pair, m.N)
		}
	}
	return f, c.onTheWay(f, stations)
}

// onTheWay counts those who had left at the end of the month and were nowhere yet.
func (c *census) onTheWay(f figures, stations []string) error {
	end := c.asOf()
	settled := []string{EventMoveOut, EventMoveIn, EventLandedAway, EventRestore, EventReverse, EventCancel, EventDeath}
	rows, err := store.Rows[move](c.tx, `select e.kind, e.scope, '' as reason, e.from_org, e.to_org, coalesce(c.business, '') as business, case when e.recorded_at < ? then 1 else 0 end as over, count(*) as n
		from register_events e left join cases c on c.id = e.case_id
		where e.subject_kind = ? and e.kind = ? and e.from_org in ? and e.recorded_at < ? and not exists (
			select 1 from register_events n where n.subject_id = e.subject_id and n.serial > e.serial and n.recorded_at < ? and n.kind in ?) group by 1, 2, 4, 5, 6, 7`,
		end.AddDate(0, 0, -landWithin), SubjectPerson, EventMoveOut, stations, c.until, c.until, settled)
	for _, m := range rows {
		pair, _ := c.pair(m)
		f.add(m.FromOrg, "in_transit"+pair, m.N)
		f.add(m.FromOrg, "overdue"+pair, m.Over*m.N)
	}
	return err
}

// pair is where a move led from and to, as the row of a figure, and whether it crossed the
// border of the region.
func (c *census) pair(m move) (string, bool) {
	from, to := c.county(m.FromOrg), c.county(m.ToOrg)
	switch workflow.Business(m.Business) {
	case workflow.MoveAcrossRegion:
		from = elsewherePlace
	case workflow.MoveOutOfRegion:
		to = elsewherePlace
	}
	return "|" + from + ">" + to, from == elsewherePlace || to == elsewherePlace
}

func moveCause(reason string) string {
	for _, r := range moveReasons {
		if slices.Contains(r.causes, reason) {
			return r.column.Key
		}
	}
	return "other"
}

// pairs are the rows of the moves: those that there were.
func (c *census) pairs(used []string) []workflow.Code {
	place := func(code string) workflow.Word {
		if o, ok := c.orgs[code]; ok {
			return workflow.Word{Zh: o.Name, En: o.NameEn}
		}
		return workflow.Word{Zh: "外省", En: "Other provinces"}
	}
	var out []workflow.Code
	for _, pair := range used {
		from, to, _ := strings.Cut(pair, ">")
		x, y := place(from), place(to)
		out = append(out, workflow.Code{Value: pair, Word: workflow.Word{Zh: x.Zh + " → " + y.Zh, En: x.En + " → " + y.En}})
	}
	return out
}
