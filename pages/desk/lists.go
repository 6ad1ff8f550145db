package desk

import (
	"net/url"
	"slices"
	"strings"

	"hukou/register"
	"hukou/workflow"
)

// listKeys are what an address says of a list beside its queue, by the names that
// addresses have for it.
func listKeys() []string { return []string{"business", "station", "site", "batch", "due", "sort"} }

// List is a worklist as an address asks for it. An unknown value is refused by the
// register.
//
// The pool stands by urgency: whoever takes a case from it takes the first, as the button
// for the most urgent does. Other queues stand by what is next.
func List(queue string, v url.Values) register.WorklistQuery {
	sort := register.Sort(v.Get("sort"))
	if sort == "" && queue == register.QueueStation {
		sort = register.SortDeadline
	}
	return register.WorklistQuery{Queue: queue, Business: workflow.Business(v.Get("business")), Station: v.Get("station"), Site: v.Get("site"),
		Batch: v.Get("batch"), Deadline: register.Deadline(v.Get("due")), Sort: sort}
}

// ListName is a list in one word, its filters and its order too, so that the address of a
// case can say from which list somebody came: "station?due=overdue".
func ListName(queue string, v url.Values) string {
	out := url.Values{}
	for _, k := range listKeys() {
		if x := v.Get(k); x != "" {
			out.Set(k, x)
		}
	}
	if len(out) == 0 {
		return queue
	}
	return queue + "?" + out.Encode()
}

// ReadList is the list that a name tells, and the address of its page; false where there
// is no such queue.
func ReadList(name string) (q register.WorklistQuery, page string, ok bool) {
	queue, filters, _ := strings.Cut(name, "?")
	if !slices.Contains(register.Worklists(), queue) {
		return q, "", false
	}
	v, err := url.ParseQuery(filters)
	if err != nil {
		return q, "", false
	}
	page = "/work/" + ListName(queue, v)
	if queue == register.QueueMine {
		page = "/" + strings.TrimPrefix(ListName(queue, v), queue)
	}
	return List(queue, v), page, true
}
