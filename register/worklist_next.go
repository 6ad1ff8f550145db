package register

import (
	"fmt"
	"slices"

	"hukou/models"
	"hukou/workflow"
)

// aboutSubject says who the case is about in the few words that tell two of one name
// apart: sex, age and the number's last four. Of a protected person, of a
// sealed one, who is not named either, and of a restricted case that is not the officer's to
// do, it says nothing.
func (a *act) aboutSubject(item *WorkItem, r *rowsRead) {
	s := r.subjects[a.c.ID]
	p := r.people[s.PersonID]
	item.Subject = s.Name
	if a.form.Facts.Bool(factRestricted) && a.c.HolderID != a.actor.OfficerID {
		item.Subject = "（限制查阅）"
		return
	}
	if r.sealed[p.ID] {
		item.Subject = SealedWord().Zh
		return
	}
	if p.Protected {
		return
	}
	sex, born := models.Sex(p.Sex), p.BirthDate
	if p.ID == "" {
		sex, born = models.Sex(a.form.Facts.Text(sexFact(a.def))), a.form.Facts.Date(birthFact(a.def))
	}
	item.SubjectNote = personNote(sex, born, a.today)
	n, err := a.r.number(p)
	if text := n.Reveal(); err == nil && len(text) > 4 {
		item.SubjectNote = with(item.SubjectNote, "**"+text[len(text)-4:], "**"+text[len(text)-4:])
	}
}

func sexFact(d *workflow.Definition) workflow.Field {
	if d.Subject == workflow.Child || d.Subject == workflow.Found {
		return workflow.FactChildSex
	}
	return workflow.FactWardSex
}

func birthFact(d *workflow.Definition) workflow.Field {
	if d.Subject == workflow.Child || d.Subject == workflow.Found {
		return workflow.FactChildBirthDate
	}
	return workflow.FactWardBirth
}

// infantDays is how long an age is said in days.
const infantDays = 100

func personNote(sex models.Sex, born, today models.Date) workflow.Word {
	w := workflow.Word{}
	switch sex {
	case models.SexMale:
		w = workflow.Word{Zh: "男", En: "M"}
	case models.SexFemale:
		w = workflow.Word{Zh: "女", En: "F"}
	}
	if !born.Valid() || born > today {
		return w
	}
	days := born.DaysUntil(today)
	years := born.AgeOn(today)
	switch {
	case days <= infantDays:
		return with(w, fmt.Sprintf("出生 %d 天", days), workflow.Counted(days, "%d day old", "%d days old"))
	case years < 1:
		return with(w, fmt.Sprintf("%d 个月", days/30), workflow.Counted(days/30, "%d month old", "%d months old"))
	}
	return with(w, fmt.Sprintf("%d 岁", years), fmt.Sprint(years))
}

// with puts words behind others.
func with(w workflow.Word, zh, en string) workflow.Word {
	if w.Zh == "" {
		return workflow.Word{Zh: zh, En: en}
	}
	return workflow.Word{Zh: w.Zh + " " + zh, En: w.En + " " + en}
}

// papersOf counts the kinds of paper the case needs, and those that are there and
// good. The rules read declared facts alone.
func (a *act) papersOf(item *WorkItem, rows []models.Material) {
	a.cache.materials = rows
	a.loaded("materials")
	for _, rule := range a.neededPapers() {
		item.MaterialsNeeded++
		if a.paperGood(rule.Kind) {
			item.MaterialsGood++
		}
	}
}

// neededPapers are the rules of papers that hold as the facts stand.
func (a *act) neededPapers() []workflow.MaterialRule {
	var out []workflow.MaterialRule
	for _, rule := range a.def.Materials {
		if !rule.Optional && a.r.book.Holds(rule.When, a.form.Facts) {
			out = append(out, rule)
		}
	}
	return out
}

func (a *act) paperGood(kind workflow.MaterialKind) bool {
	return slices.ContainsFunc(a.cache.materials, func(m models.Material) bool { return m.Kind == string(kind) && m.Verdict == VerdictOK })
}

// nextOf says what is next, who does it, and whether a button on the group may.
func (a *act) nextOf(item *WorkItem, t turn, mine bool, r *rowsRead) {
	item.Next, item.NextEvent, item.WaitsOn = t.word, t.event, t.party
	if a.def.Ended(a.state()) {
		item.WaitsOn = ""
		return
	}
	steps := workSteps(a.def, a.state(), t.event)
	if step, ok := a.leveled(t, r.acceptors[a.c.ID]); ok && t.event != workflow.ReportBack {
		item.Next, item.NextEvent, steps = a.stepWord(t, step), step.On, []workflow.Step{step}
	}
	item.Yours = mine && (!t.paused || item.Group == GroupNow)
	item.WaitsFor = a.waitsFor(t, mine, r)
	if p, ok := a.toConfirm(r.proposals[a.c.ID]); ok && mine {
		word := a.r.book.EventWord(workflow.Event(p.Event))
		item.Next, item.NextEvent = workflow.Word{Zh: "确认：" + word.Zh, En: "Confirm: " + word.En}, workflow.Event(p.Event)
		return
	}
	if a.precondition(item, steps, len(r.tasks[a.c.ID])) {
		return
	}
	if mine && t.ready && len(steps) > 0 && !t.paused {
		a.bulk(item, steps[0])
	}
}

// stepWord names a step as the work it is: the same event ends a case on the spot, or
// sends it to review.
func (a *act) stepWord(t turn, s workflow.Step) workflow.Word {
	switch {
	case s.Hand == workflow.OnSpot:
		return workflow.Word{Zh: "当场办结", En: "Decide on the spot"}
	case s.On == workflow.SkipCheck:
		return workflow.Word{Zh: "提交审批", En: "Submit for review"}
	case s.On == workflow.PassUp:
		return workflow.Word{Zh: "审核后上报", En: "Review and pass up"}
	case s.On == t.event:
		return t.word
	}
	return a.r.book.EventWord(s.On)
}

// leveled is the step that the deciding level of the case asks for, where the state
// has several: on the spot or through a review, here or passed up. A case is decided
// on the spot by whoever accepted it.
func (a *act) leveled(t turn, acceptor string) (workflow.Step, bool) {
	level := a.pureLevel()
	pick := func(on workflow.Event, hand workflow.Hand) (workflow.Step, bool) {
		for _, s := range workSteps(a.def, a.state(), on) {
			if hand == "" || s.Hand == hand {
				return s, true
			}
		}
		return workflow.Step{}, false
	}
	switch a.state() {
	case workflow.Accepted, workflow.CertVerified:
		if level == workflow.P0 && (acceptor == "" || acceptor == a.actor.PersonID || a.actor.PersonID == "") {
			if s, ok := pick(t.event, workflow.OnSpot); ok {
				return s, true
			}
		}
		if level > workflow.P0 {
			if s, ok := pick(workflow.SkipCheck, workflow.Makes); ok {
				return s, true
			}
		}
		for _, on := range []workflow.Event{workflow.AssignCheck, workflow.ReportCheck, workflow.ChooseRoute, workflow.Search} {
			if s, ok := pick(on, ""); ok {
				return s, true
			}
		}
	case workflow.RouteR2:
		if !a.birthShown() {
			return pick(workflow.NeedsTest, "")
		}
	case workflow.ParentageSupported, workflow.ParentageMotherOnly, workflow.ParentageFatherOnly:
		// On route R1 the report is what health waits for; the findings come after.
		if a.cache.route == "r1" {
			return pick(workflow.ReportToHealth, "")
		}
	case workflow.StationReview:
		if level > workflow.P1 {
			return pick(workflow.PassUp, "")
		}
	case workflow.CountyReview, workflow.InReview:
		if level > workflow.P2 {
			return pick(workflow.PassUp, "")
		}
	}
	return workflow.Step{}, false
}

// birthShown tells that a report's conclusion, records of the birth or a court's finding
// are there, without which the findings cannot be reported on route R2.
func (a *act) birthShown() bool {
	return a.concluded() || a.paperGood(workflow.MatBirthRecords) || a.paperGood(workflow.MatCourtFinding)
}

// pureLevel is the deciding level as far as the case's own facts, its pinned policy and
// its papers tell it; no other row is read.
func (a *act) pureLevel() workflow.Level {
	facts := workflow.Facts{}
	for k, v := range a.form.Facts {
		facts[k] = v
	}
	if p := a.form.Policy; p != nil && p.Level != nil {
		facts[workflow.FPolicyLevel] = *p.Level
	}
	if under := a.fact(factStationsUnder); under != "" {
		facts[workflow.FStationsUnder] = under
	}
	day := a.today
	if a.c.AcceptedOn != "" {
		day = a.c.AcceptedOn
	}
	if born := a.form.Facts.Date(birthFact(a.def)); born.Valid() {
		facts[workflow.FAge] = born.AgeOn(day)
	}
	facts[workflow.FCertificateVerified] = a.state() == workflow.CertVerified || a.paperGood(workflow.MatBirthCertificate)
	return max(a.r.book.RequiredLevel(a.def, facts), workflow.Level(a.form.Facts.Int(factLevel)))
}
