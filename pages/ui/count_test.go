package ui

import "testing"

func TestANumberAgreesWithItsNoun(t *testing.T) {
	children := func(l Lang, n int) string { return l.Count(n, "%d 人", "%d child", "%d children") }
	noun := func(l Lang, n int) string { return l.Count(n, "件", "case", "cases") }
	for _, c := range []struct {
		n    int
		say  func(Lang, int) string
		want [2]string
	}{
		{0, children, [2]string{"0 人", "0 children"}},
		{1, children, [2]string{"1 人", "1 child"}},
		{2, children, [2]string{"2 人", "2 children"}},
		{1, noun, [2]string{"件", "case"}},
		{2, noun, [2]string{"件", "cases"}},
		{1, Lang.Workdays, [2]string{"1 个工作日", "1 working day"}},
		{11, Lang.Workdays, [2]string{"11 个工作日", "11 working days"}},
	} {
		if got := [2]string{c.say(Chinese, c.n), c.say(English, c.n)}; got != c.want {
			t.Errorf("of %d it says %q, want %q", c.n, got, c.want)
		}
	}
}
