package batches

import (
	"slices"
	"time"

	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// stage is a part of the way of the whole roster: done, now or ahead.
type stage struct {
	name, note, class string
	icon              ui.Icon
}

// stages are the six parts, and how far the roster is in each.
func (b *batch) stages(v *ui.View) []stage {
	total := len(b.lines)
	people := func(n int) string { return children(v, n) }
	matched, cleared, heard, decided := 0, 0, 0, b.count(done)+b.count(ended)
	for _, l := range b.lines {
		k := kindOf(l)
		if l.State != workflow.Listed && l.State != workflow.Matching {
			matched++
		}
		if k != origin && k != work && l.State != workflow.Disputed {
			cleared++
		}
		if k == review || k == done || k == ended {
			heard++
		}
	}
	entered := total > 0
	lodged := entered && b.State != workflow.BDraft
	out := []stage{
		{name: v.T("上传名册", "Hand in a roster"), note: people(total)},
		{name: v.T("申报受理", "Lodge and accept"), note: v.Word(b.StateName)},
		{name: v.T("逐人比对", "Compare child by child"), note: left(v, total-matched)},
		{name: v.T("迁出地核对", "The origins answer"), note: left(v, total-cleared)},
		{name: v.T("一次审批", "Review"), note: people(b.count(ready)) + v.T("齐备", " ready") + " · " + people(b.count(review)) + v.T("在审", " in review")},
		{name: v.T("登记入簿", "Enter in the register"), note: people(b.count(done))},
	}
	over := []bool{entered, lodged && b.State != workflow.BLodged && b.State != workflow.BCorrecting, lodged && matched == total, lodged && cleared == total, lodged && heard == total && b.count(review) == 0, lodged && decided == total}
	now := slices.Index(over, false)
	for i := range out {
		switch {
		case over[i]:
			out[i].class, out[i].icon = "done", ui.IconCheck
		case i == now:
			out[i].class, out[i].icon = "now", ui.IconHalf
		default:
			out[i].class, out[i].icon = "ahead", ui.IconRing
		}
	}
	return out
}

func left(v *ui.View, n int) string {
	if n == 0 {
		return v.T("都已办", "All done")
	}
	return v.T("还差 ", "Left: ") + children(v, n)
}

// toDo is the step of the roster itself that this officer may take at once.
func (b *batch) toDo() (workflow.Event, workflow.Word) {
	if len(b.lines) == 0 {
		return "", workflow.Word{}
	}
	for _, s := range b.steps {
		if (s.Event == workflow.Lodge || s.Event == workflow.Accept) && s.Allowed {
			return s.Event, s.Label
		}
	}
	return "", workflow.Word{}
}

// mayUrge tells that the officer stands where urging is written.
func (b *batch) mayUrge() bool {
	return slices.ContainsFunc(b.steps, func(s register.StepView) bool { return s.Event == workflow.Urge && s.Allowed })
}

// piece is something that happened to several children today.
type piece struct {
	word workflow.Word
	n    int
	at   time.Time
}

// news gathers the lines that changed today by where they stand now, newest first.
func (b *batch) news() []piece {
	var out []piece
	for _, l := range b.lines {
		if l.LastOn != b.today {
			continue
		}
		i := slices.IndexFunc(out, func(p piece) bool { return p.word == l.StateName })
		if i < 0 {
			out, i = append(out, piece{word: l.StateName}), len(out)
		}
		out[i].n++
		if l.LastAt.After(out[i].at) {
			out[i].at = l.LastAt
		}
	}
	slices.SortFunc(out, func(x, y piece) int { return y.at.Compare(x.at) })
	return out
}
