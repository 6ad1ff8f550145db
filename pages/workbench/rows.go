package workbench

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// foldedFrom is how many cases waiting for others are too many to be shown unasked.
const foldedFrom = 16

// bench is a page of a queue as it is drawn.
type bench struct {
	book   *workflow.Book
	list   *register.Worklist
	q      register.WorklistQuery
	values url.Values
	// chosen is the row in the preview; open is the case behind it, once the officer
	// asked to see more.
	chosen *register.WorkItem
	open   *register.CaseView
}

// block is a group of the list: its head, its rows and what one press does with them.
type block struct {
	register.GroupCount
	rows   []register.WorkItem
	folded bool
	acts   []groupAct
}

// groupAct is one step that rows of a group can take together.
type groupAct struct {
	event workflow.Event
	to    workflow.State
	word  workflow.Word
	n     int
}

func (a groupAct) value() string { return string(a.event) + "|" + string(a.to) }

// lookAt chooses the row of the preview: the one asked for, else the first.
func (b *bench) lookAt(id string) {
	for i := range b.list.Items {
		if b.list.Items[i].ID == id {
			b.chosen = &b.list.Items[i]
			return
		}
	}
	if len(b.list.Items) > 0 && id == "" {
		b.chosen = &b.list.Items[0]
	}
}

func (b *bench) isChosen(i register.WorkItem) bool { return b.chosen != nil && b.chosen.ID == i.ID }

// grouped tells whether the order is that of the groups.
func (b *bench) grouped() bool { return b.q.Sort == "" || b.q.Sort == register.SortGroup }

// blocks puts the page's rows under their heads. Under another order all of them stand
// in one, without a head.
func (b *bench) blocks() []block {
	if !b.grouped() {
		return []block{{rows: b.list.Items, acts: actsOf(b.list.Items)}}
	}
	var out []block
	for _, g := range b.list.Groups {
		var rows []register.WorkItem
		for _, i := range b.list.Items {
			if i.Group == g.Group {
				rows = append(rows, i)
			}
		}
		if len(rows) == 0 {
			continue
		}
		folded := g.Group == register.GroupWaiting && g.Count >= foldedFrom && b.q.Queue == register.QueueMine && b.values.Get("unfold") == ""
		out = append(out, block{GroupCount: g, rows: rows, folded: folded, acts: actsOf(rows)})
	}
	return out
}

// actsOf are the steps that rows share, the commonest first.
func actsOf(rows []register.WorkItem) []groupAct {
	var out []groupAct
	for _, i := range rows {
		if i.BulkEvent == "" {
			continue
		}
		n := slices.IndexFunc(out, func(a groupAct) bool { return a.event == i.BulkEvent && a.to == i.BulkTo })
		if n < 0 {
			out = append(out, groupAct{event: i.BulkEvent, to: i.BulkTo, word: i.Next})
			n = len(out) - 1
		}
		out[n].n++
	}
	slices.SortStableFunc(out, func(x, y groupAct) int { return y.n - x.n })
	return out
}

// wish is how a row names itself to the group's form: the step, the case, the version
// that was seen.
func wish(i register.WorkItem) string {
	return strings.Join([]string{string(i.BulkEvent) + "|" + string(i.BulkTo), i.ID, strconv.FormatInt(i.Version, 10)}, "|")
}

// ball says who is to act, and where or since when.
func ball(v *ui.View, i register.WorkItem) string {
	var parts []string
	if i.Typed {
		parts = append(parts, v.T("已填，未存入草稿", "typed, not in the draft yet"))
	}
	if i.WaitsFor.Zh != "" {
		parts = append(parts, v.Word(i.WaitsFor))
	}
	switch {
	case i.SiteName.Zh != "":
		parts = append(parts, v.Word(i.SiteName))
	case i.HandlingName.Zh != "":
		parts = append(parts, v.Word(i.HandlingName))
	}
	return strings.Join(append(parts, v.Clock(i.LastAt)), " · ")
}

// under is what a business's second line says: the batch it belongs to, else its own
// number.
func under(v *ui.View, i register.WorkItem) string {
	if i.ParentNumber != "" {
		return v.T("批次 ", "batch ") + ui.CaseNumber(i.ParentNumber)
	}
	return ui.CaseNumber(i.Number)
}

// pill is a choice of a deadline class with its count.
type pill struct {
	due   register.Deadline
	haste ui.Haste
	word  string
	n     int64
}

func (b *bench) pills(v *ui.View) []pill {
	var all int64
	for _, n := range b.list.Counts {
		all += n
	}
	count := func(d register.Deadline) int64 { return b.list.Counts[d] }
	out := []pill{{word: v.T("全部", "All"), n: all}}
	if b.q.Queue == register.QueueDone {
		return out
	}
	return append(out,
		pill{register.DeadlineOverdue, ui.Overlong, v.T("超期", "Late"), count(register.DeadlineOverdue)},
		pill{register.DeadlineToday, ui.DueToday, v.T("今天到期", "Due today"), count(register.DeadlineToday)},
		pill{register.DeadlineSoon, ui.Soon, v.T("三天内", "In three days"), count(register.DeadlineSoon)},
		pill{register.DeadlinePaused, ui.Paused, v.T("计时暂停", "Paused"), count(register.DeadlinePaused)})
}

// filter is one of the boxes above the list.
type filter struct {
	name, label string
	chosen      string
	facets      []register.Facet
}

// filters are the boxes that can narrow the queue: one value is no choice.
func (b *bench) filters(v *ui.View) []filter {
	var out []filter
	for _, f := range []filter{{"business", v.T("业务", "Business"), string(b.q.Business), b.list.Businesses},
		{"station", v.T("办理所", "Station"), b.q.Station, b.list.Stations}, {"site", v.T("办理地", "Site"), b.q.Site, b.list.Sites},
		{"batch", v.T("批次", "Batch"), b.q.Batch, b.list.Batches}} {
		if len(f.facets) > 1 || f.chosen != "" || f.name == "batch" && len(f.facets) > 0 {
			out = append(out, f)
		}
	}
	return out
}

func nameOf(l ui.Lang, queue string) string {
	switch queue {
	case register.QueueStation:
		return l.T("本所待领取", "Station pool")
	case register.QueueApprovals:
		return l.T("待我审批", "Awaiting my decision")
	case register.QueueReturned:
		return l.T("退回的件", "Returned")
	case register.QueueOverdue:
		return l.T("超期的件", "Overdue")
	case register.QueueWaiting:
		return l.T("等别人", "Waiting on others")
	case register.QueueDrafts:
		return l.T("草稿", "Drafts")
	case register.QueueDone:
		return l.T("已办", "Done")
	}
	return l.T("我的件", "My cases")
}
