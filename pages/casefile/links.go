package casefile

import (
	"net/url"
	"slices"
	"strings"

	"hukou/models"
	"hukou/register"
	"hukou/workflow"
)

// stepAt is the address of a step's form.
func (s *sheet) stepAt(on workflow.Event) string {
	return s.at("/steps/" + url.PathEscape(string(on)))
}

// glue puts another parameter behind an address.
func glue(address string) string {
	if strings.Contains(address, "?") {
		return "&"
	}
	return "?"
}

// correction is the notice of all that lacks, where it can be given now.
func (s *sheet) correction() (register.StepView, bool) {
	first, _ := s.primary()
	for _, on := range []workflow.Event{workflow.RequestCorrection, workflow.AskSupplement} {
		if v, ok := s.step(on); ok && v.Allowed && v.Event != first.Event && !s.keptFrom(on) {
			return v, true
		}
	}
	return register.StepView{}, false
}

// decided tells that a decision sheet was written.
func (s *sheet) decided() bool {
	return slices.ContainsFunc(s.journal, func(row register.JournalView) bool { _, ok := row.Detail["decision"]; return ok })
}

// findings are the outcomes that an officer chooses among in this state.
func (s *sheet) findings() []register.StepView {
	var out []register.StepView
	events := s.around.Findings
	if s.State == workflow.Disputed { // whoever rules has both rulings before them
		events = []workflow.Event{workflow.RuleFor, workflow.RuleAgainst}
	}
	for _, on := range events {
		if v, ok := s.step(on); ok {
			out = append(out, v)
		}
	}
	return out
}

// finishes is the step that ends a task, where the officer may take it now.
func (s *sheet) finishes(t register.TaskView) (workflow.Event, bool) {
	by := map[workflow.Task]workflow.Event{workflow.TaskOpinion: workflow.GiveOpinion, workflow.TaskCountersign: workflow.Countersign,
		workflow.TaskDelegated: workflow.DelegateDone, workflow.TaskSpotCheck: workflow.SecondLook, workflow.TaskPeerWord: workflow.PeerWord}
	on, ok := by[t.Kind]
	if !ok {
		if on = workflow.CompleteTask; s.Closed || s.State == workflow.Effected {
			on = workflow.FinishTask
		}
	}
	v, offered := s.step(on)
	theirs := t.Station == "" || slices.ContainsFunc(s.actor.Postings, func(p models.Posting) bool { return p.Org == t.Station })
	return on, !t.Done && offered && v.Allowed && theirs && (t.Officer == "" || t.Officer == s.actor.OfficerID)
}

// lineStates are the states in which the lines of a roster stand, in story order.
func (s *sheet) lineStates() []workflow.State {
	out := []workflow.State{}
	for state := range s.Lines {
		out = append(out, state)
	}
	slices.Sort(out)
	return out
}

func firstKey(list []stop, i int) bool {
	return slices.IndexFunc(list, func(x stop) bool { return x.key == list[i].key }) == i
}
