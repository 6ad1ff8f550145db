package casefile

import (
	"slices"

	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// answersNotice tells that a step hands in what a notice in writing asked for, at once or,
// once the case is accepted, as new facts.
func answersNotice(on workflow.Event) bool { return on == workflow.Resubmit || on == workflow.Supplied }

// awaits tells that a step hands in what a notice asked for, of which some did not come yet:
// it is no matter of one press.
func (s *sheet) awaits(on workflow.Event) bool {
	return answersNotice(on) && len(s.NoticeLacking) > 0
}

// awaited are the items of the notice that did not come, each with what brings it: a paper
// is taken in, an item of the form filled in, anything else noted with the step.
func (s *sheet) awaited(l ui.Lang, step register.StepView) []stop {
	if !s.awaits(step.Event) {
		return nil
	}
	var out []stop
	for _, item := range s.NoticeLacking {
		kind := workflow.MaterialKind(register.AskedFor(s.book, item))
		if m, ok := s.book.Material(kind); ok {
			out = append(out, s.paperStop(l, register.MissingView{Kind: kind, Name: m.Word}))
			continue
		}
		one := stop{title: s.itemText(l, item), why: l.T("告知书所列，还没有补", "The notice asks for it; it did not come yet"), word: l.T("登记已补", "Note it as here"), href: s.stepAt(step.Event)}
		if s.def != nil && !register.ByWordAlone(s.book, s.def, item) {
			one.word, one.href = l.T("补填", "Fill in"), s.at("/draft")
		}
		out = append(out, one)
	}
	return out
}

// asksOf are the boxes of a step's form. One that answers a notice asks of what did not come
// alone: whether it is here, where nothing else shows that, or why it cannot be had.
func (s *sheet) asksOf(step register.StepView) []workflow.Asked {
	asks := s.book.Asks(step.Needs, step.May)
	for i := range asks {
		asks[i].Required = asks[i].Required || slices.Contains(step.Wanted, asks[i].Field)
	}
	if !answersNotice(step.Event) {
		return asks
	}
	return slices.DeleteFunc(asks, func(a workflow.Asked) bool {
		if !slices.Contains([]workflow.Field{workflow.InBrought, workflow.InNotHad, workflow.InReason}, a.Field) {
			return false
		}
		return !s.awaits(step.Event) || a.Field == workflow.InBrought && len(s.lackingWords()) == 0
	})
}

// lackingWords are the items that did not come and come by the officer's word alone.
func (s *sheet) lackingWords() []string {
	return slices.DeleteFunc(slices.Clone(s.NoticeLacking), func(item string) bool {
		return s.def == nil || !register.ByWordAlone(s.book, s.def, item)
	})
}

// offered are the items as choices, each by its word.
func (s *sheet) offered(l ui.Lang, items []string) []option {
	out := make([]option, 0, len(items))
	for _, item := range items {
		out = append(out, option{value: item, label: s.itemText(l, item)})
	}
	return out
}
