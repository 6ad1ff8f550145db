package register

import (
	"context"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// CaseAround is what stands around a case on its page: its line of the worklist, the
// step that is its work now, where it goes from here, and the cases it is linked with.
type CaseAround struct {
	Item WorkItem `json:"item"`
	// Step is the work of the present state, of several Findings the one on the shortest
	// way to the entry; empty at an end. Word names it as work.
	Step workflow.Event `json:"step,omitempty"`
	Word workflow.Word  `json:"word"`
	// Mine tells that the officer's role takes the step, Own that the officer is of the
	// handling body or above it, where one officer holds the case at a time.
	Mine bool `json:"mine"`
	Own  bool `json:"own"`
	// Findings are the steps that take the case on from here, one for each outcome.
	Findings []workflow.Event `json:"findings"`
	// Ahead are the states that this case is to go through, as its facts stand.
	Ahead []workflow.State `json:"ahead"`
	Links []CaseLinkView   `json:"links"`
}

// TakenBeside tells that a step comes from beside or from above: whoever may take it
// need not hold the case.
func TakenBeside(on workflow.Event) bool { return slices.Contains(sharedEvents, on) }

// CaseAround tells what stands around a case. It shows nothing that View does not, and
// leaves no trace of its own.
func (r *Registrar) CaseAround(ctx context.Context, actor Actor, id string) (CaseAround, error) {
	var out CaseAround
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(id); err != nil {
			return err
		}
		return a.around(&out)
	})
	return out, mapStore(err)
}

func (a *act) around(out *CaseAround) error {
	read, err := a.readRows([]string{a.c.ID})
	if err != nil {
		return err
	}
	t := a.turn()
	mine := a.turnIsMine(t)
	w := worked{ID: a.c.ID, Class: string(a.deadline()), Turn: a.turnNumber()}
	word, err := a.wordAwaited()
	if err != nil {
		return err
	}
	if word = word && w.Turn == 0; word {
		w.Turn = 2
	}
	if out.Item, err = a.workItem(w, read); err != nil {
		return err
	}
	a.cache.materials = read.papers[a.c.ID]
	a.loaded("materials")
	a.cache.route = read.routes[a.c.ID]
	out.Own = a.ownSeat()
	out.Mine, out.Findings, out.Ahead, out.Links = mine, []workflow.Event{}, []workflow.State{}, []CaseLinkView{}
	if !a.def.Ended(a.state()) {
		out.Step, out.Word = t.event, t.word
		if s, ok := a.leveled(t, read.acceptors[a.c.ID]); ok && t.event != workflow.ReportBack {
			out.Step, out.Word = s.On, a.stepWord(t, s)
		}
		for _, s := range workSteps(a.def, a.state(), "") {
			if !slices.Contains(out.Findings, s.On) && !slices.ContainsFunc(s.By, func(by workflow.By) bool { return by.Role == workflow.System }) {
				out.Findings = append(out.Findings, s.On)
			}
		}
		out.Ahead = a.ahead(read.acceptors[a.c.ID])
		if out.Step == "" {
			out.Step = a.towards(out.Ahead)
		}
	}
	if word {
		out.Step, out.Word, out.Mine = workflow.PeerWord, a.r.book.EventWord(workflow.PeerWord), true
	}
	out.Links, err = a.linked()
	return err
}

// wordAwaited tells whether the officer answers for a station that was asked for its word on
// an entry of its own and has not given it.
func (a *act) wordAwaited() (bool, error) {
	answers := []workflow.By{{Role: workflow.Clerk, Seat: workflow.Origin}, {Role: workflow.Head, Seat: workflow.Origin}}
	if !slices.ContainsFunc(a.actor.standings(a.seats), func(by workflow.By) bool { return slices.Contains(answers, by) }) {
		return false, nil
	}
	rows, err := a.peerTasks()
	return slices.ContainsFunc(rows, func(t models.CaseTask) bool { return t.DoneAt == nil && a.awaits(t) }), err
}

// turnNumber is the officer's turn as a worklist counts it: 1 for the handling body, 2
// for one that is asked, 0 where it is another's.
func (a *act) turnNumber() int {
	switch {
	case !a.turnIsMine(a.turn()):
		return 0
	case a.isAsked():
		return 2
	}
	return 1
}

// turnIsMine tells whether one of the officer's standings has the turn.
func (a *act) turnIsMine(t turn) bool {
	mine := a.actor.standings(a.seats)
	return slices.ContainsFunc(t.by, func(by workflow.By) bool { return slices.Contains(mine, by) })
}

// deadline is the class of the case's day, as a worklist sorts it.
func (a *act) deadline() Deadline {
	soon, _ := a.r.Calendar().AddWorkdays(a.today, 3)
	switch {
	case a.c.ClosedAt != nil:
		return DeadlineNone
	case a.standsStill(a.c) && !a.isAsked():
		return DeadlinePaused
	case a.c.DueOn == "":
		return DeadlineNone
	case a.c.DueOn < a.today:
		return DeadlineOverdue
	case a.c.DueOn == a.today:
		return DeadlineToday
	case a.c.DueOn <= soon:
		return DeadlineSoon
	}
	return DeadlineAmple
}

// towards is the finding that leads to the first state ahead.
func (a *act) towards(ahead []workflow.State) workflow.Event {
	for _, s := range workSteps(a.def, a.state(), "") {
		if len(ahead) > 0 && slices.Contains(s.To, ahead[0]) {
			return s.On
		}
	}
	return ""
}

// ahead follows the work of each state to an end, by the level that decides this case.
// Whoever acts then is another: the road is that of the case.
func (a *act) ahead(acceptor string) []workflow.State {
	at := &act{r: a.r, tx: a.tx, today: a.today, def: a.def, c: a.c, form: a.form, cache: a.cache}
	out, _ := at.wayOut(acceptor, []workflow.State{a.state()})
	return out
}

// wayOut is the shortest way from the present state to an end that passes no state
// twice; false when none comes to an end.
func (a *act) wayOut(acceptor string, seen []workflow.State) ([]workflow.State, bool) {
	from, route := a.c.State, a.cache.route
	if a.def.Ended(a.state()) {
		return []workflow.State{}, true
	}
	best, ended := []workflow.State{}, false
	for _, next := range a.onward(acceptor) {
		if slices.Contains(seen, next) {
			continue
		}
		a.c.State = string(next)
		if opened := routeNamed(a.c.State); opened != "" {
			a.cache.route = opened
		}
		rest, ends := a.wayOut(acceptor, append(slices.Clone(seen), next))
		a.c.State, a.cache.route = from, route
		if way := append([]workflow.State{next}, rest...); ends && (!ended || len(way) < len(best)) || !ended && len(way) > len(best) {
			best, ended = way, ends || ended
		}
	}
	return best, ended
}

// onward are the states to which the work of the present one may lead: one, or one for
// each finding.
func (a *act) onward(acceptor string) []workflow.State {
	t := turnOf(a.r.book, a.def, a.state())
	steps := workSteps(a.def, a.state(), t.event)
	if s, ok := a.leveled(t, acceptor); ok {
		steps = []workflow.Step{s}
	}
	var out []workflow.State
	for i, s := range steps {
		if t.event != "" && i > 0 || len(s.To) == 0 {
			continue
		}
		if top, away := a.top(); s.Back && away {
			out = append(out, top.State)
			continue
		}
		out = append(out, s.To[0])
	}
	return out
}
