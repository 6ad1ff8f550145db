package register

import (
	"slices"
	"strings"

	"hukou/gb"
	"hukou/models"
	"hukou/workflow"
)

// objectionCollectors finds what the guards of objections read.
func objectionCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FObjectionHeard: func(a *act) (any, error) { return a.objectionHeard() },
		workflow.FObjectionOpen:  func(a *act) (any, error) { return a.after(workflow.Object, workflow.AnswerObjection, workflow.Tell) },
		workflow.FOwnObjection:   func(a *act) (any, error) { return a.ownObjection() },
		workflow.FNoticeGiven:    func(a *act) (any, error) { return a.after(workflow.PublishNotice, workflow.Tell) },
	}
}

// objectionHeard tells whether the person named has objected to the same before, however
// the name is written. The person held for dead is heard each time: they live.
func (a *act) objectionHeard() (bool, error) {
	if a.def.Business == workflow.DeathUnreported {
		if own, err := a.ofThePerson(a.req.Input); err != nil || own {
			return false, err
		}
	}
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

// ownObjection tells whether a person of the case objected last, unanswered: see FOwnObjection.
func (a *act) ownObjection() (bool, error) {
	e, ok, err := a.lastOf(workflow.Object, workflow.AnswerObjection, workflow.Tell)
	if err != nil || !ok || workflow.Event(e.Event) != workflow.Object {
		return false, err
	}
	rec, err := a.r.openRecord(e)
	if err != nil {
		return false, err
	}
	return a.ofThePerson(rec.Input)
}

// ofThePerson tells whether an objection is that of a person of the case: the officer who
// heard it says so, or the name does, whatever was said.
func (a *act) ofThePerson(in workflow.Facts) (bool, error) {
	if in.Text(workflow.InObjectorIs) == workflow.SaysThePerson {
		return true, nil
	}
	return a.isOfCase(in.Text(workflow.InObjector))
}

// inPerson is what stands behind a name where somebody notes that it was the person.
var inPerson = []string{"", "本人", "自己", "(本人)", "（本人）", "当事人"}

// isOfCase tells whether a name is that of a person of the case, by the entry of today, or
// says no more than that it was the person.
func (a *act) isOfCase(who string) (bool, error) {
	if said := gb.Fold(who); said != "" && slices.Contains(inPerson, said) {
		return true, nil
	}
	subjects, err := a.subjects()
	if err != nil {
		return false, err
	}
	for _, s := range subjects {
		p, ok, err := a.personByID(s.PersonID)
		if err != nil {
			return false, err
		}
		if rest, is := strings.CutPrefix(gb.Fold(who), gb.Fold(p.Name)); ok && is && slices.Contains(inPerson, rest) {
			return true, nil
		}
	}
	return false, nil
}

// objections tells whoever decides what was objected, by whom and when, and what was
// answered, and whether it was the person of the case. Another station that is asked alone
// reads none of it here.
func (a *act) objections() ([]workflow.Condition, error) {
	if !slices.ContainsFunc(a.def.Steps, func(s workflow.Step) bool { return s.On == workflow.Object }) ||
		!slices.ContainsFunc(a.actor.standings(a.seats), func(by workflow.By) bool { return by.Seat != workflow.Origin }) {
		return nil, nil
	}
	rows, err := a.entries()
	if err != nil {
		return nil, err
	}
	var out []workflow.Condition
	for _, e := range rows {
		on := workflow.Event(e.Event)
		answers := len(out) > 0 && (on == workflow.AnswerObjection || on == workflow.Tell)
		if !answers && on != workflow.Object && on != workflow.RepeatObjection {
			continue
		}
		rec, err := a.r.openRecord(e)
		if err != nil {
			return nil, err
		}
		day := string(models.DateOf(e.At))
		if answers {
			a.answeredWith(&out[len(out)-1].Message, day, rec)
			continue
		}
		who, why := rec.Input.Text(workflow.InObjector), rec.Input.Text(workflow.InReason)
		own, err := a.ofThePerson(rec.Input)
		if err != nil {
			return nil, err
		}
		c := workflow.Condition{Code: "objected", Basis: "行政许可法 36", Message: workflow.Word{Zh: day + "有人提出异议", En: "Somebody objected on " + day}}
		if own {
			c = workflow.Condition{Code: "person_objected", Basis: "行政许可法 36", Message: workflow.Word{Zh: day + "当事人本人提出异议", En: "The person of the case objected on " + day}}
		}
		if who != "" {
			c.Message.Zh += "（" + who + "）"
			c.Message.En += " (" + who + ")"
		}
		c.Message.Zh += "：" + why + "。"
		c.Message.En += ": " + why + "."
		out = append(out, c)
	}
	return out, nil
}

// answeredWith adds to what is told of an objection how it was answered, or told anew, and
// what came of meeting the person.
func (a *act) answeredWith(said *workflow.Word, day string, rec Record) {
	zh, en, words := "答复", "Answered", rec.Input.Text(workflow.InFindings)
	if rec.Event == workflow.Tell {
		zh, en, words = "重新告知", "Told anew", rec.Input.Text(workflow.InDocument)
	}
	said.Zh += day + zh + "：" + words + "。"
	said.En += " " + en + " on " + day + ": " + words + "."
	rule, _ := a.r.book.Field(workflow.InPersonMet)
	if met, ok := rule.Choice(rec.Input.Text(workflow.InPersonMet)); ok {
		said.Zh += met.Zh + "。"
		said.En += " " + met.En + "."
	}
}
