package register

import (
	"context"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// caseList reads a page and its count in one message, and then what the rows say.
func (r *Registrar) caseList(ctx context.Context, actor Actor, f CaseFilter, cursor string) (*CasePage, error) {
	after, err := readPlace("cases/"+string(f.Measure), cursor)
	if err != nil {
		return nil, err
	}
	out := &CasePage{Items: []WorkItem{}, AsOf: r.Now()}
	err = r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		of, err := a.filtered(&f)
		if err != nil {
			return err
		}
		return a.caseList(of, f, after, out)
	})
	if err != nil {
		return nil, mapStore(err)
	}
	return out, nil
}

func (a *act) caseList(of arm, f CaseFilter, after listPlace, out *CasePage) error {
	where, args := a.cellFilter(f)
	key := receivedOn
	if f.Measure == MeasureDone {
		key = "c.entered_on"
	}
	list := arm{"with q as (" + of.text + "), w as (select c.id, " + key + " as sortkey, case when c.closed_at is not null then 3 when c.holder_id = ? then 0 else 2 end as grp, " +
		"case when c.holder_id = ? then 1 else 0 end as turn, " + classOf("1 = 0") + " as class from q join cases c on c.id = q.id where " + where + ") ",
		slices.Concat(of.args, []any{a.actor.OfficerID, a.actor.OfficerID}, a.classArgs(), args)}
	page := after.page(arm{list.text + "select id, turn, class, grp, sortkey as key from w where 1 = 1", list.args}, false, pageMost+1)
	var rows []worked
	var total []int64
	err := a.tx.Together(store.IntoRows(&rows, page.text, page.args...), store.IntoRows(&total, list.text+"select count(*) from w", list.args...))
	if err != nil {
		return err
	}
	out.Total = total[0]
	if len(rows) > pageMost {
		rows = rows[:pageMost]
		out.Next = listPlace{rows[pageMost-1].Key, rows[pageMost-1].ID}.cursor("cases/" + string(f.Measure))
	}
	out.Items, err = a.workItems(rows)
	return err
}

// filtered are the cases of a filter's scope and measure.
func (a *act) filtered(f *CaseFilter) (arm, error) {
	s, err := a.scopeOf(f.Station)
	if err != nil {
		return arm{}, err
	}
	if f.Alone {
		s[0].below = []string{f.Station}
	}
	switch f.Measure {
	case MeasureOpen, MeasureDueWeek, MeasureOverdue:
		return a.openIn(s), nil
	case MeasureDone, MeasureSentBack:
		p, err := a.periodOf(&f.From, &f.To)
		if err != nil {
			return arm{}, err
		}
		if f.Measure == MeasureDone {
			return a.endedIn(s, p), nil
		}
		return a.sentBackIn(s, p, *f)
	}
	return arm{}, invalid("measure", "unknown_measure", "没有这个统计项，请从统计表进入。", "There is no such measure; come from the board.")
}

// sentBackIn are the cases sent back for the filter's reason, of all reasons where it
// names none.
func (a *act) sentBackIn(s scope, p period, f CaseFilter) (arm, error) {
	sent := s.sentBack(p)
	rows, err := store.Rows[models.Entry](a.tx, sent.text, sent.args...)
	if err != nil {
		return arm{}, err
	}
	all, err := a.reasons(rows)
	ids := []string{}
	for why, cases := range all {
		if (f.Event == "" || f.Event == why.event) && (f.Code == "" || f.Code == why.code) {
			ids = append(ids, cases...)
		}
	}
	return arm{"select c.id from cases c where c.id in ?", []any{ids}}, err
}

// cellFilter is what a filter asks of a case beyond its scope.
func (a *act) cellFilter(f CaseFilter) (string, []any) {
	where, args := "(? = '' or c.business = ?)", []any{string(f.Business), string(f.Business)}
	switch f.Measure {
	case MeasureOverdue:
		where += " and c.due_on <> '' and c.due_on < ? and not (" + caseKey + " in ?)"
		args = append(args, a.today, a.r.turns().paused)
	case MeasureDueWeek:
		where += " and c.due_on >= ? and c.due_on <= ? and not (" + caseKey + " in ?)"
		args = append(args, a.today, a.sunday(), a.r.turns().paused)
	}
	if f.Age != "" {
		starts := a.ageStarts()
		where += " and " + ageBand + " = ?"
		args = append(args, starts[0], starts[1], starts[2], string(f.Age))
	}
	if f.Party != "" {
		where += " and " + caseKey + " in ?"
		args = append(args, a.r.turns().waitingOn(f.Party))
	}
	return where, args
}

// classOf is a case's class of day, given classArgs. What stands still for the handling
// body runs on for a body that was asked, on its own turn.
func classOf(asked string) string {
	return "case when c.closed_at is not null then '" + string(DeadlineNone) + "' when not (" + asked + ") and " + caseKey + " in ? then '" + string(DeadlinePaused) +
		"' when c.due_on = '' then '" + string(DeadlineNone) + "' when c.due_on < ? then '" + string(DeadlineOverdue) + "' when c.due_on = ? then '" + string(DeadlineToday) +
		"' when c.due_on <= ? then '" + string(DeadlineSoon) + "' else '" + string(DeadlineAmple) + "' end"
}

func (a *act) classArgs() []any {
	soon, _ := a.r.Calendar().AddWorkdays(a.today, 3)
	return []any{a.r.turns().paused, a.today, a.today, soon}
}

// Measures lists the measures in the order of the board.
func Measures() []Measure {
	return []Measure{MeasureOpen, MeasureDueWeek, MeasureOverdue, MeasureDone, MeasureSentBack}
}

// Word names a measure, for the head of its list.
func (m Measure) Word() workflow.Word {
	return map[Measure]workflow.Word{MeasureOpen: {Zh: "在办", En: "Open"}, MeasureDueWeek: {Zh: "本周到期", En: "Due this week"}, MeasureOverdue: {Zh: "超期", En: "Overdue"},
		MeasureDone: {Zh: "办结", En: "Done"}, MeasureSentBack: {Zh: "退回或补正", En: "Sent back"}}[m]
}
