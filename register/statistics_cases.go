package register

import (
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// lived is a case that was under way in the month, from being lodged to its end.
type lived struct {
	models.Case
	// entered is when the register was written for it, what was undone since too; nought where
	// it was not by the end of the month.
	entered time.Time
	// renumbered is how many numbers it replaced in the month.
	renumbered int64
}

// lived are the cases of some businesses that the stations handled in the month.
func (c *census) lived(businesses []workflow.Business, stations []string) ([]lived, error) {
	rows, err := store.Many[models.Case](c.tx, "id", "business in ? and handling_org in ? and lodged_on <> '' and lodged_on < ? and (closed_at is null or closed_at >= ?)",
		asTexts(businesses), stations, c.month.AddMonths(1), c.from)
	if err != nil {
		return nil, err
	}
	out, at := make([]lived, len(rows)), map[string]int{}
	ids := make([]string, len(rows))
	for i, x := range rows {
		out[i], at[x.ID], ids[i] = lived{Case: x}, i, x.ID
	}
	for _, part := range portions(ids, 500) {
		events, err := store.Many[models.RegisterEvent](c.tx, "recorded_at", "case_id in ? and recorded_at < ? and reverses = ''", part, c.until)
		if err != nil {
			return nil, err
		}
		for _, e := range events {
			l := &out[at[e.CaseID]]
			if l.entered.IsZero() {
				l.entered = e.RecordedAt
			}
			if e.Kind == EventNumber && !e.RecordedAt.Before(c.from) {
				l.renumbered++
			}
		}
	}
	return out, nil
}

// during tells whether an instant lies in the month.
func (p period) during(t time.Time) bool {
	return !t.IsZero() && !t.Before(p.from) && t.Before(p.until)
}

// ends tells whether the case ended in the month without the register being written.
func (l lived) ends(p period) bool {
	return l.ClosedAt != nil && p.during(*l.ClosedAt) && l.entered.IsZero()
}

// waits tells whether at the end of the month the case was neither entered nor ended.
func (l lived) waits(p period) bool {
	return l.entered.IsZero() && (l.ClosedAt == nil || !l.ClosedAt.Before(p.until))
}

func asTexts[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, x := range all {
		out[i] = string(x)
	}
	return out
}

// itemRows are the items of which changes and corrections are counted. What the register is
// asked most rarely, or says of a person's origin, is not told apart.
var itemRows = []struct {
	row        workflow.Code
	businesses []workflow.Business
}{
	{workflow.Code{Value: "name_change", Word: workflow.Word{Zh: "姓名变更", En: "Name changed"}}, []workflow.Business{workflow.NameChange}},
	{workflow.Code{Value: "name_correct", Word: workflow.Word{Zh: "姓名更正", En: "Name corrected"}}, []workflow.Business{workflow.NameCorrect}},
	{workflow.Code{Value: "sex_change", Word: workflow.Word{Zh: "性别变更", En: "Sex changed"}}, []workflow.Business{workflow.SexChange}},
	{workflow.Code{Value: "sex_correct", Word: workflow.Word{Zh: "性别更正", En: "Sex corrected"}}, []workflow.Business{workflow.SexCorrect}},
	{workflow.Code{Value: "birthdate_correct", Word: workflow.Word{Zh: "出生日期更正", En: "Birth date corrected"}}, []workflow.Business{workflow.BirthdateCorrect}},
	{workflow.Code{Value: "id_number_correct", Word: workflow.Word{Zh: "公民身份号码更正", En: "Citizen number corrected"}}, []workflow.Business{workflow.NumberCorrect}},
	{workflow.Code{Value: "parent_item", Word: workflow.Word{Zh: "父母信息补录更正", En: "Parents filled in or corrected"}}, []workflow.Business{workflow.ParentItem}},
	{workflow.Code{Value: "guardian_change", Word: workflow.Word{Zh: "监护人变更", En: "Guardian changed"}}, []workflow.Business{workflow.GuardianChange}},
	{workflow.Code{Value: "other", Word: workflow.Word{Zh: "其他项目变更", En: "Other items changed"}}, []workflow.Business{workflow.ItemMinor, workflow.EthnicityChange}},
}

func itemColumns() []StatColumn {
	return []StatColumn{col("lodged", "申报", "Lodged"), col("entered", "准予并登记", "Granted and entered"), col("refused", "不予办理", "Refused"), col("not_accepted", "不予受理", "Not accepted"),
		col("ended", "撤回、终止", "Withdrawn or ended"), col("waiting", "期末在办", "Open at the end"), col("numbers", "换号作废的号码", "Numbers voided for another")}
}

// items counts changes and corrections by item.
func (c *census) items(stations []string) (figures, error) {
	f := figures{}
	for _, x := range itemRows {
		cases, err := c.lived(x.businesses, stations)
		if err != nil {
			return nil, err
		}
		for _, l := range cases {
			count := func(key string, n int64) { f.add(l.HandlingOrg, key+"|"+x.row.Value, n) }
			if c.during(startOf(l.LodgedOn)) {
				count("lodged", 1)
			}
			switch {
			case c.during(l.entered):
				count("entered", 1)
			case l.waits(c.period):
				count("waiting", 1)
			case l.ends(c.period):
				count(endColumn(workflow.State(l.State)), 1)
			}
			count("numbers", l.renumbered)
		}
	}
	return f, nil
}

// endColumn is the column of a case that ended without an entry.
func endColumn(s workflow.State) string {
	switch s {
	case workflow.Refused:
		return "refused"
	case workflow.NotAccepted:
		return "not_accepted"
	}
	return "ended"
}

// itemLines lays the items out, those too of which nothing happened.
func (c *census) itemLines([]string) []workflow.Code {
	var out []workflow.Code
	for _, x := range itemRows {
		out = append(out, x.row)
	}
	return out
}

// unregistered are the eight kinds of persons without registration (domain 3.5).
var unregistered = []workflow.Business{workflow.Unreg1, workflow.Unreg2, workflow.Unreg3, workflow.Unreg4, workflow.Unreg5, workflow.Unreg6, workflow.Unreg7, workflow.Unreg8}

func unregisteredColumns() []StatColumn {
	return []StatColumn{col("lodged", "申报", "Lodged"), col("by_lead", "其中由走访线索转办", "From a lead of a visit among them"), col("solved", "落户", "Registered"), col("solved_mean", "落户平均天数", "Days until registered, mean"),
		col("ended", "以其他方式办结", "Ended otherwise"), col("waiting", "期末等待", "Waiting at the end"), col("waiting_mean", "等待平均天数", "Days waited, mean")}
}

// withoutRegistration counts persons without registration by kind, without a name: lodged,
// registered, waiting, and for how long.
func (c *census) withoutRegistration(stations []string) (figures, error) {
	cases, err := c.lived(unregistered, stations)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(cases))
	for i, l := range cases {
		ids[i] = l.ID
	}
	led := map[string]bool{}
	for _, part := range portions(ids, 500) {
		found, err := store.Rows[string](c.tx, "select l.to_case from case_links l join cases f on f.id = l.from_case where f.business = ? and l.to_case in ?", string(workflow.Lead), part)
		if err != nil {
			return nil, err
		}
		for _, id := range found {
			led[id] = true
		}
	}
	f := figures{}
	for _, l := range cases {
		count := func(key string, n int64) { f.add(l.HandlingOrg, key+"|"+l.Business, n) }
		if c.during(startOf(l.LodgedOn)) {
			count("lodged", 1)
			if led[l.ID] {
				count("by_lead", 1)
			}
		}
		switch {
		case c.during(l.entered):
			count("solved", 1)
			count("solved_days", int64(l.LodgedOn.DaysUntil(models.DateOf(l.entered))))
		case l.waits(c.period):
			count("waiting", 1)
			count("waiting_days", int64(l.LodgedOn.DaysUntil(models.DateOf(c.asOf()))))
		case l.ends(c.period):
			count("ended", 1)
		}
	}
	return f, nil
}

// kinds lays the eight kinds out, by the names of their businesses.
func (c *census) kinds([]string) []workflow.Code {
	var out []workflow.Code
	for _, b := range unregistered {
		def, _ := c.r.book.Current(b, c.today)
		out = append(out, workflow.Code{Value: string(b), Word: def.Names})
	}
	return out
}

// both derives one figure and then another.
func both(first, second func(map[string]int64)) func(map[string]int64) {
	return func(values map[string]int64) {
		first(values)
		second(values)
	}
}
