package desk_test

import (
	"net/url"
	"testing"

	"hukou/pages/desk"
	"hukou/register"
)

// The name of a list says again what its address asked for; a name of nothing is none.
func TestAListIsKnownByItsName(t *testing.T) {
	asked := url.Values{"due": {"overdue"}, "sort": {"group"}, "cursor": {"x"}, "at": {"y"}}
	name := desk.ListName(register.QueueStation, asked)
	q, page, ok := desk.ReadList(name)
	if !ok || q != desk.List(register.QueueStation, asked) || page != "/work/station?due=overdue&sort=group" {
		t.Errorf("%q is %+v at %s, %v", name, q, page, ok)
	}
	if q, page, ok := desk.ReadList(desk.ListName(register.QueueMine, nil)); !ok || page != "/" || q.Sort != "" {
		t.Errorf("the officer's own list is %+v at %s, %v", q, page, ok)
	}
	if q, _, _ := desk.ReadList(register.QueueStation); q.Sort != register.SortDeadline {
		t.Errorf("the pool stands by %q, want by urgency", q.Sort)
	}
	for _, none := range []string{"", "nowhere", "mine?%zz", "/work/mine"} {
		if _, _, ok := desk.ReadList(none); ok {
			t.Errorf("%q is a list", none)
		}
	}
}
