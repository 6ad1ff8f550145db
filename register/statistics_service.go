package register

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// originRow is the row of the children of rosters whose place of origin was never asked.
const originRow = "-"

func wardColumns() []StatColumn {
	return []StatColumn{col("lines", "名册在办行", "Lines of rosters under way"), col("asked", "商请", "Asked"), col("confirmed", "确认", "Confirmed"), col("objected", "异议", "Objected"),
		col("overdue", "逾期上报", "Late, told to the body above"), col("entered", "落户", "Entered"), col("ended", "以其他方式办结", "Ended otherwise"), col("waiting", "期末待答复", "Awaiting an answer at the end")}
}

// wards counts the lines of rosters by the station of origin that is asked now. A line that
// another station was asked about before counts with the one it came to.
func (c *census) wards(stations []string) (figures, error) {
	cases, err := c.lived([]workflow.Business{workflow.WardLine}, stations)
	if err != nil {
		return nil, err
	}
	at := map[string]*lived{}
	ids := make([]string, len(cases))
	for i := range cases {
		at[cases[i].ID], ids[i] = &cases[i], cases[i].ID
	}
	f, origin := figures{}, map[string]string{}
	count := func(id, key string) {
		f.add(at[id].HandlingOrg, key+"|"+origin[id], 1)
	}
	columns := map[string]string{string(workflow.RequestOrigin): "asked", string(workflow.OriginConfirm): "confirmed", string(workflow.OriginObject): "objected", string(workflow.Escalate): "overdue"}
	for _, part := range portions(ids, 500) {
		seats, err := store.Many[models.CaseOrg](c.tx, "case_id, org", "case_id in ? and seat = ?", part, string(workflow.Origin))
		if err != nil {
			return nil, err
		}
		for _, id := range part {
			origin[id] = originRow
		}
		for _, s := range seats {
			if c.orgs[s.Org].Kind == models.KindStation {
				origin[s.CaseID] = s.Org
			}
		}
		rows, err := store.Many[models.Entry](c.tx, "case_id, seq", "case_id in ? and at < ? and event in ?", part, c.until, []string{string(workflow.RequestOrigin), string(workflow.OriginConfirm), string(workflow.OriginObject), string(workflow.Escalate)})
		if err != nil {
			return nil, err
		}
		waiting, told := map[string]bool{}, map[string]bool{}
		for _, row := range rows {
			again := row.Event == string(workflow.Escalate) && told[row.CaseID] // to a body further up
			if c.during(row.At) && !again {
				count(row.CaseID, columns[row.Event])
				told[row.CaseID] = row.Event == string(workflow.Escalate)
			}
			waiting[row.CaseID] = row.To == string(workflow.OriginPending)
		}
		for _, id := range part {
			l := at[id]
			count(id, "lines")
			switch {
			case c.during(l.entered):
				count(id, "entered")
			case l.ends(c.period):
				count(id, "ended")
			case waiting[id] && l.waits(c.period):
				count(id, "waiting")
			}
		}
	}
	return f, nil
}

// origins lays out the stations that were asked.
func (c *census) origins(used []string) []workflow.Code {
	var out []workflow.Code
	for _, code := range used {
		word := workflow.Word{Zh: "未商请迁出地", En: "No place of origin asked"}
		if o, ok := c.orgs[code]; ok {
			word = workflow.Word{Zh: o.Name, En: o.NameEn}
		}
		out = append(out, workflow.Code{Value: code, Word: word})
	}
	return out
}

func serviceColumns() []StatColumn {
	return []StatColumn{col("ended", "办结", "Cases ended"), col("median", "办理时长中位数（工作日）", "Working days, median"), col("ninth", "办理时长九成位数（工作日）", "Working days, nine in ten"),
		col("stopped", "其中停止计时（工作日，合计）", "Working days of stopped clocks"), col("overdue", "超期", "Late"), col("corrected", "补正的件", "Sent back for correction"), col("corrections", "补正次数", "Corrections asked"),
		col("refused", "不予办理", "Refused"), col("not_accepted", "不予受理", "Not accepted"), col("looked_at", "当场办结已复核", "Second looks"), col("errors", "复核不同意", "Second looks that disagree")}
}

// service counts the cases that ended in the month: how long they took from being lodged, in
// working days, and what went wrong. A case is late when a period of its own ended after its
// last day. Reconsiderations are asked for elsewhere, and the register does not hear of them.
func (c *census) service(stations []string) (figures, error) {
	cases, err := store.Many[models.Case](c.tx, "id", "handling_org in ? and closed_at >= ? and closed_at < ? and lodged_on <> '' and business <> ?", stations, c.from, c.until, string(BusinessLoad))
	if err != nil {
		return nil, err
	}
	f, at := figures{}, map[string]models.Case{}
	ids := make([]string, len(cases))
	for i, x := range cases {
		at[x.ID], ids[i] = x, x.ID
		f.add(x.HandlingOrg, "ended", 1)
		days, _ := c.r.Calendar().WorkdaysBetween(x.LodgedOn, models.DateOf(*x.ClosedAt))
		f.add(x.HandlingOrg, elapsed+fmt.Sprintf("%05d", max(0, days)), 1)
		if s := endColumn(workflow.State(x.State)); s != "ended" {
			f.add(x.HandlingOrg, s, 1)
		}
	}
	for _, part := range portions(ids, 500) {
		if err := c.hardships(f, at, part); err != nil {
			return nil, err
		}
	}
	return f, c.secondLooks(f, stations)
}

// hardships counts stops, lateness and corrections of some cases.
func (c *census) hardships(f figures, at map[string]models.Case, ids []string) error {
	clocks, err := store.Many[models.CaseClock](c.tx, "case_id, id", "case_id in ?", ids)
	if err != nil {
		return err
	}
	late := map[string]bool{}
	for _, k := range clocks {
		ended := k.EndedOn
		if ended == "" {
			ended = models.DateOf(*at[k.CaseID].ClosedAt)
		}
		if k.DueOn != "" && ended > k.DueOn && !late[k.CaseID] {
			late[k.CaseID] = true
			f.add(at[k.CaseID].HandlingOrg, "overdue", 1)
		}
		for _, s := range stopsOf(k) {
			to := s.To
			if to == "" {
				to = ended
			}
			days, _ := c.r.Calendar().WorkdaysBetween(s.From, to)
			f.add(at[k.CaseID].HandlingOrg, "stopped", int64(days))
		}
	}
	asked, err := store.Rows[string](c.tx, "select case_id from journal where case_id in ? and event = ? order by case_id", ids, string(workflow.RequestCorrection))
	for i, id := range asked {
		f.add(at[id].HandlingOrg, "corrections", 1)
		if i == 0 || asked[i-1] != id {
			f.add(at[id].HandlingOrg, "corrected", 1)
		}
	}
	return err
}

// secondLooks counts the second officers' looks at decisions on the spot, and those that
// found an error.
func (c *census) secondLooks(f figures, stations []string) error {
	rows, err := store.Rows[struct {
		Station string
		Outcome string
		N       int64
	}](c.tx, `select c.handling_org as station, t.outcome, count(*) as n from case_tasks t join cases c on c.id = t.case_id
		where t.kind = ? and t.done_at >= ? and t.done_at < ? and c.handling_org in ? group by c.handling_org, t.outcome`, string(workflow.TaskSpotCheck), c.from, c.until, stations)
	for _, r := range rows {
		f.add(r.Station, "looked_at", r.N)
		if r.Outcome == "disagree" {
			f.add(r.Station, "errors", r.N)
		}
	}
	return err
}

// elapsed begins the keys under which cases are counted by the working days that they took.
const elapsed = "days:"

// spread derives the median and the ninth tenth of the days that cases took.
func spread(values map[string]int64) {
	var keys []string
	all := int64(0)
	for key, n := range values {
		if strings.HasPrefix(key, elapsed) {
			keys, all = append(keys, key), all+n
		}
	}
	slices.Sort(keys)
	seen := int64(0)
	for _, key := range keys {
		days, _ := strconv.ParseInt(strings.TrimPrefix(key, elapsed), 10, 64)
		before := seen
		seen += values[key]
		for column, nth := range map[string]int64{"median": (all + 1) / 2, "ninth": (9*all + 9) / 10} {
			if before < nth && nth <= seen {
				values[column] = days
			}
		}
	}
}
