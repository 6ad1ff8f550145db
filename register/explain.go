package register

import (
	"context"
	"errors"
	"slices"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// Explanation is why an officer may or may not take a step of a case now: every road
// the step can take from the case's state, and every condition on it, met or not.
type Explanation struct {
	CaseID    string           `json:"case"`
	Number    string           `json:"number"`
	State     workflow.State   `json:"state"`
	StateName workflow.Word    `json:"state_name"`
	Event     workflow.Event   `json:"event"`
	EventName workflow.Word    `json:"event_name"`
	Officer   string           `json:"officer"`
	Standings []workflow.By    `json:"standings"` // the officer's, in this case
	HeldBy    string           `json:"held_by,omitempty"`
	Roads     []Road           `json:"roads"`
	Possible  []workflow.Event `json:"possible"` // what starts from this state at all
	Allowed   bool             `json:"allowed"`
}

// Road is one line of the rules for the step.
type Road struct {
	To         []workflow.State `json:"to"`
	By         []workflow.By    `json:"by"`
	Fits       bool             `json:"fits"` // a standing of the officer is among By
	Conditions []Judged         `json:"conditions"`
	Needs      []workflow.Field `json:"needs"` // what the officer will have to write
	Basis      []workflow.Basis `json:"basis"`
}

// Judged is a condition with its answer: met, or to be met by what the officer writes
// with the step. Message says what is lacking; it is empty
// for a condition that is met.
type Judged struct {
	Guard   workflow.GuardID `json:"guard"`
	Met     bool             `json:"met"`
	Message workflow.Word    `json:"message"`
	Basis   workflow.Basis   `json:"basis"`
}

// Explain judges every condition of a step for an officer, without taking it. The case
// is named by id or number, the officer by username or id. It is for whoever keeps the
// program: a case is explained also for officers who have no part in it.
func (r *Registrar) Explain(ctx context.Context, caseName string, on workflow.Event, officer string) (Explanation, error) {
	var out Explanation
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		actor, err := actorNamed(tx, officer, r.Today())
		if err != nil {
			return err
		}
		c, err := store.One[models.Case](tx, "id = ? or number = ?", caseName, caseName)
		if errors.Is(err, store.ErrNotFound) {
			return invalid("case", "no_case", "没有这件业务，请核对编号。", "There is no case of this id or number.")
		}
		if err != nil {
			return err
		}
		a := r.begin(tx, actor)
		if a.seats, err = a.mySeats(c.ID); err != nil {
			return err
		}
		if err := a.read(c.ID); err != nil {
			return err
		}
		out, err = a.explain(on)
		return err
	})
	return out, mapStore(err)
}

// actorNamed is an officer with the postings in force on a day. An account that is
// disabled acts no more.
func actorNamed(tx *store.Tx, name string, day models.Date) (Actor, error) {
	o, err := store.One[models.Officer](tx, "(username = ? or id = ?) and disabled_at is null", strings.ToLower(name), name)
	if errors.Is(err, store.ErrNotFound) {
		return Actor{}, invalid("officer", "no_account", "没有这个账号，或已停用。", "There is no such account, or it is disabled.")
	}
	if err != nil {
		return Actor{}, err
	}
	posts, err := store.Many[models.Posting](tx, "valid_from, id", "officer_id = ? and valid_from <= ? and (valid_to = '' or valid_to >= ?)", o.ID, day, day)
	return Actor{OfficerID: o.ID, PersonID: o.PersonID, Name: o.Name, Postings: posts}, err
}

func (a *act) explain(on workflow.Event) (Explanation, error) {
	book := a.r.book
	if !slices.ContainsFunc(a.def.States(), func(s workflow.State) bool { return len(book.Edges(a.def, s, on)) > 0 }) {
		var possible []string
		for _, e := range a.def.Events(a.state()) {
			possible = append(possible, string(e))
		}
		names := strings.Join(possible, ", ")
		return Explanation{}, invalid("event", "no_step", "这项业务没有这个环节；当前可办理的有："+names+"。", "This business has no such step; from its present state start: "+names+".")
	}
	out := Explanation{CaseID: a.c.ID, Number: a.c.Number, State: a.state(), StateName: book.StateWord(a.state()), Event: on, EventName: book.EventWord(on),
		Officer: a.actor.OfficerID, Standings: a.actor.standings(a.seats), Possible: a.def.Events(a.state())}
	if a.c.HolderID != "" && a.c.HolderID != a.actor.OfficerID {
		out.HeldBy = a.c.HolderID
	}
	edges := book.Edges(a.def, a.state(), on)
	if len(edges) == 0 {
		return out, nil
	}
	for _, s := range edges {
		facts, err := a.probing(on, s.Needs)
		if err != nil {
			return out, err
		}
		out.Roads = append(out.Roads, a.road(s, out.Standings, facts))
	}
	view, err := a.stepView(on, out.Standings)
	out.Allowed = view.Allowed && out.HeldBy == ""
	return out, err
}

// road judges each condition of a step, as if the officer had written what it asks for.
func (a *act) road(s workflow.Step, mine []workflow.By, facts workflow.Facts) Road {
	road := Road{To: s.Open(a.state(), facts), By: s.By, Needs: s.Needs, Basis: s.Basis,
		Fits: slices.ContainsFunc(s.By, func(by workflow.By) bool { return slices.Contains(mine, by) })}
	lacking := a.r.book.Lacking(s, workflow.Request{State: a.state(), Event: s.On, Standings: mine, Facts: facts, Input: a.req.Input})
	for _, id := range s.If {
		guard, _ := a.r.book.Guard(id)
		judged := Judged{Guard: id, Basis: guard.Basis, Met: !slices.ContainsFunc(lacking, func(c workflow.Condition) bool { return c.Code == string(id) })}
		if !judged.Met {
			judged.Message = guard.Unmet
		}
		road.Conditions = append(road.Conditions, judged)
	}
	return road
}
