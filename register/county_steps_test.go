package register

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"hukou/models"
	"hukou/workflow"
)

// away are the steps that lead off the way to the register; they come seldom.
var away = []workflow.Event{workflow.Withdraw, workflow.Refuse, workflow.Terminate, workflow.Suspend, workflow.Decline, workflow.Return, workflow.TakeBack,
	workflow.AskCountersign, workflow.AskExternal, workflow.AskOpinion, workflow.Delegate, workflow.RequestCorrection, workflow.WithdrawAsk,
	"hand_over", "already_registered", "ask_supplement", "keep", "cancel", "dispute", "remove_line", "origin_object", "left_institution", "return_to_guardian", "not_ours", "close_lead", "retract_hit"}

// tryable is a step that an officer could try in a case.
type tryable struct {
	actor  Actor
	view   StepView
	weight int
}

// works lets somebody who has a case before them take a step of it.
func (c *county) works(id string) {
	before := c.w.row(id)
	for _, m := range c.moves(before) {
		c.takes(m, before)
		return
	}
}

// moves draws one step out of what the officers who see the case could do: at most one.
func (c *county) moves(row models.Case) []tryable {
	here := c.around(row)
	var found []tryable
	for _, a := range here[:min(len(here), 5)] {
		views, err := c.w.r.Steps(context.Background(), a, row.ID)
		c.answered("steps "+row.Business, err)
		ways := 0
		for _, v := range views {
			if n := c.weigh(row, v); n > 0 {
				found = append(found, tryable{a, v, n})
				ways = max(ways, n)
			}
		}
		if ways >= 50 {
			break
		}
	}
	sum := 0
	for _, m := range found {
		sum += m.weight
	}
	if sum == 0 {
		return nil
	}
	n := c.rng.IntN(sum)
	for _, m := range found {
		if n -= m.weight; n < 0 {
			return []tryable{m}
		}
	}
	return nil
}

// around are the officers who could see a case, in a random order: first whoever holds it,
// then those whose posts lead it on, then all others.
func (c *county) around(row models.Case) []Actor {
	orgs := c.ask("SELECT DISTINCT org FROM case_orgs WHERE case_id = ? ORDER BY org", row.ID)
	onward := map[workflow.Role]bool{}
	for _, s := range c.definition(row).From(workflow.State(row.State)) {
		if slices.Contains(away, s.On) || s.Adverse || len(s.To) == 0 && len(s.Propose) == 0 {
			continue
		}
		for _, by := range slices.Concat(s.By, s.Propose) {
			onward[by.Role] = true
		}
	}
	ranks := [3][]Actor{}
	for _, a := range c.officers {
		p := a.Postings[0]
		switch {
		case a.OfficerID == row.HolderID:
			ranks[0] = append(ranks[0], a)
		case !slices.Contains(orgs, p.Org) && p.Org != regionOrg:
		case onward[workflow.Role(p.Role)] && c.chance(95):
			ranks[1] = append(ranks[1], a)
		default:
			ranks[2] = append(ranks[2], a)
		}
	}
	for _, some := range ranks {
		c.rng.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
	}
	if c.chance(10) {
		ranks[0] = nil
	}
	return slices.Concat(ranks[0], ranks[1], ranks[2])
}

// mendable are conditions that the officer can bring about at the counter.
var mendable = []string{string(workflow.GFactsComplete), string(workflow.GMaterials), string(workflow.GConsentsNoted), string(workflow.GRelationsRight), string(workflow.GRelationsAgree),
	string(workflow.GMinorsCared), string(workflow.GStanding), string(workflow.GHeadFit), string(workflow.GOnePlace), string(workflow.GAddressFree), string(workflow.GNoticeAnswered)}

// weigh is how often a step is taken: those that lead on often, those that lead off or
// stay seldom, those that somebody else takes never.
func (c *county) weigh(row models.Case, v StepView) int {
	for _, u := range v.Unmet {
		if !slices.Contains(mendable, u.Code) {
			return 0
		}
	}
	on := workflow.Event(strings.TrimPrefix(string(v.Event), "propose_"))
	stays := len(v.To) == 0 || len(v.To) == 1 && v.To[0] == workflow.State(row.State)
	switch {
	case slices.Contains(away, on) || v.Adverse:
		return 4
	case stays && on == v.Event && !slices.Contains(v.Needs, workflow.InTask):
		return 2
	}
	return 100
}

// takes tries a step and mends what the refusal names, as an officer would.
func (c *county) takes(m tryable, before models.Case) {
	input, to := workflow.Facts{}, workflow.State("")
	c.by = m.actor
	if len(m.view.To) > 1 {
		to = pick(c, m.view.To)
	}
	for _, f := range slices.Concat(m.view.Needs, m.view.Wanted) {
		input[f] = c.input(f, before)
	}
	for _, f := range m.view.May {
		if _, ok := input[f]; !ok && c.chance(10) {
			input[f] = c.input(f, before)
		}
	}
	for k, v := range m.view.Proposed {
		input[k] = v
	}
	what := before.Business + "/" + before.State + " " + string(m.view.Event)
	for try := 0; ; try++ {
		_, err := c.w.r.Take(context.Background(), m.actor, StepRequest{CaseID: before.ID, Event: m.view.Event, To: to, Version: before.Version, Key: c.key(), Input: maps.Clone(input)})
		c.answered(what, err)
		c.moved(before, err)
		if err == nil {
			if m.view.Event == workflow.Lodge {
				c.fate(before.Business).lodged++
			}
			return
		}
		if try == 5 || c.w.t.Failed() || !c.mends(err, m.actor, before, input) {
			return
		}
		before = c.w.row(before.ID)
	}
}

// mends does what a refusal asks for; false where nothing can be done at the counter.
func (c *county) mends(err error, actor Actor, row models.Case, input workflow.Facts) bool {
	var refused *Refused
	var invalid *Invalid
	done := false
	switch {
	case errors.As(err, &refused):
		for _, u := range refused.Unmet {
			f, missing := lacks(u.Code)
			switch {
			case missing:
				input[f] = c.input(f, row)
				done = true
			case u.Code == string(workflow.GMaterials):
				for _, kind := range u.Detail {
					done = c.brings(actor, row, workflow.MaterialKind(kind)) || done
				}
			case u.Code == string(workflow.GNoticeAnswered):
				input["items_not_had"], input[workflow.InReason] = u.Detail, "申报人补不了"
				done = true
			case u.Code == string(workflow.GNoLooseChild) && len(u.Detail) > 0:
				code, _, _ := strings.Cut(pick(c, u.Detail), " ")
				input[workflow.InSuccessor] = code
				done = true
			default:
				done = c.amends(actor, row, u) || done
			}
		}
	case errors.As(err, &invalid):
		for _, e := range invalid.Errors {
			name, is := strings.CutPrefix(e.Field, "input.")
			if !is {
				continue
			}
			f := workflow.Field(name)
			if _, had := input[f]; had {
				input[f] = c.input(f, row)
				done = true
			}
		}
	}
	return done
}

// brings takes a paper in and has a clerk find it right.
func (c *county) brings(actor Actor, row models.Case, kind workflow.MaterialKind) bool {
	ctx := context.Background()
	org := actor.Postings[0].Org
	clerk := actor
	if !actor.Has(workflow.Clerk) {
		clerk = c.officerOr(pick(c, []string{"clerk", "clerk2"}), org, actor)
	}
	before := c.w.row(row.ID)
	_, err := c.w.r.AddMaterial(ctx, actor, row.ID, c.key(), NewMaterial{Kind: kind, Source: SourceShared, Reference: c.text("ref")})
	c.answered("paper "+row.Business+" "+string(kind), err)
	c.moved(before, err)
	if err != nil {
		return false
	}
	for _, m := range c.ask("SELECT id FROM materials WHERE case_id = ? AND verdict_at IS NULL ORDER BY id", row.ID) {
		before = c.w.row(row.ID)
		_, err = c.w.r.Verdict(ctx, clerk, VerdictRequest{CaseID: row.ID, Material: m, Result: VerdictOK, Version: before.Version, Key: c.key()})
		c.answered("verdict "+row.Business, err)
		c.moved(before, err)
	}
	return err == nil
}

// officerOr is the officer of a name at a body, or another where the body has none.
func (c *county) officerOr(name, org string, or Actor) Actor {
	for _, a := range c.officers {
		if a.OfficerID == "o-"+name+"-"+org {
			return a
		}
	}
	return or
}

// amends writes into the form what a condition says is lacking.
func (c *county) amends(actor Actor, row models.Case, u workflow.Condition) bool {
	def, ok := c.w.r.Book().Get(workflow.Business(row.Business), row.Edition)
	if !ok {
		return false
	}
	had := c.formOf(row.ID)
	facts := c.lacking(def, row, had, u)
	if len(facts) == 0 {
		return false
	}
	before := c.w.row(row.ID)
	_, err := c.w.r.Change(context.Background(), actor, row.ID, before.Version, facts)
	c.answered("change "+row.Business+" for "+u.Code, err)
	c.moved(before, err)
	return err == nil
}
