package register

import (
	"hukou/gb"
	"hukou/models"
	"hukou/workflow"
)

// objectionCollectors finds what the guards of objections read.
func objectionCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FObjectionHeard: func(a *act) (any, error) { return a.objectionHeard() },
		workflow.FObjectionOpen:  func(a *act) (any, error) { return a.after(workflow.Object, workflow.AnswerObjection, workflow.Tell) },
		workflow.FNoticeGiven:    func(a *act) (any, error) { return a.after(workflow.PublishNotice, workflow.Tell) },
	}
}

// objectionHeard tells whether the person named has objected to the same before, however
// the name is written.
func (a *act) objectionHeard() (bool, error) {
	who, what := gb.Fold(a.in(workflow.InObjector)), a.in(workflow.InObjectedTo)
	rows, err := a.entries()
	if err != nil {
		return false, err
	}
	for _, e := range rows {
		if workflow.Event(e.Event) != workflow.Object {
			continue
		}
		rec, err := a.r.openRecord(e)
		if err != nil {
			return false, err
		}
		if gb.Fold(rec.Input.Text(workflow.InObjector)) == who && rec.Input.Text(workflow.InObjectedTo) == what {
			return true, nil
		}
	}
	return false, nil
}

// heardSince is the day from which a period runs on once an objection was answered: the
// notice, and the time to object after a telling, are given once.
func (a *act) heardSince(s workflow.State, limit workflow.Limit) (models.Date, error) {
	given := workflow.PublishNotice
	switch {
	case s == workflow.Told && limit == workflow.LimitAnswer:
		given = workflow.Tell
	case s != workflow.PublicNotice:
		return a.today, nil
	}
	e, ok, err := a.lastOf(given)
	if err != nil || !ok {
		return a.today, err
	}
	return models.DateOf(e.At), nil
}
