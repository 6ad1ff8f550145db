package workbench

import (
	"github.com/a-h/templ"

	"hukou/pages/ui"
	"hukou/register"
)

// to are the attributes of a link to this queue with some of the query changed; htmx
// puts the answer in the place of the list.
func (b *bench) to(pairs ...string) templ.Attributes {
	href := b.address(pairs...)
	return templ.Attributes{"href": href, "hx-get": href}
}

// all leads to the whole queue.
func (b *bench) all() templ.Attributes {
	return templ.Attributes{"href": pathOf(b.q.Queue), "hx-get": pathOf(b.q.Queue)}
}

func (b *bench) filtered() bool {
	return b.q.Business != "" || b.q.Station != "" || b.q.Site != "" || b.q.Batch != "" || b.q.Deadline != "" || b.q.Cursor != ""
}

// subject is the person of the row; a case that is about nobody yet goes by its number.
func subject(v *ui.View, i register.WorkItem) string {
	if i.Subject == "" {
		return ui.CaseNumber(i.Number)
	}
	return i.Subject
}

// nextWord is what is to be done next; of an ended case nothing is.
func nextWord(v *ui.View, i register.WorkItem) string {
	if i.Next.Zh == "" {
		return v.T("已办结", "Ended")
	}
	return v.Word(i.Next)
}

func chosenID(b *bench) string {
	if b.chosen == nil {
		return ""
	}
	return b.chosen.ID
}

// emptyTitle says what an empty queue means.
func emptyTitle(v *ui.View, queue string) string {
	switch queue {
	case register.QueueMine:
		return v.T("你手上没有待办的件", "Nothing is in your hands")
	case register.QueueStation:
		return v.T("本所没有待领取的件", "Nothing waits to be taken at your station")
	case register.QueueReturned:
		return v.T("没有退回的件", "Nothing was sent back")
	case register.QueueOverdue:
		return v.T("没有超期的件", "Nothing is late")
	case register.QueueWaiting:
		return v.T("没有在等别人的件", "Nothing waits on others")
	case register.QueueDrafts:
		return v.T("没有草稿", "No drafts")
	case register.QueueApprovals:
		return v.T("没有待审批的件", "Nothing waits for your decision")
	}
	return v.T("近三十天没有办结的件", "Nothing ended in the last thirty days")
}
