package batches

import (
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/a-h/templ"

	"hukou/pages/ui"
)

// slowStations says how many stations have been waited for too long.
func slowStations(v *ui.View, n int) string {
	return v.Count(n, "%d 个所等了 5 天以上", "%d station for 5 days and more", "%d stations for 5 days and more")
}

// named are the stations waited for too long, each with its county and its days.
func named(v *ui.View, late []station) string {
	out := make([]string, len(late))
	for i, s := range late {
		out[i] = short(v, s.name) + " " + v.Count(s.waits, "%d 天", "%d day", "%d days")
	}
	return strings.Join(out, v.T("、", ", "))
}

// unlisted is how many lines the roster has that are not this officer's to see.
func (b *batch) unlisted() int {
	n := -len(b.lines)
	for _, lines := range b.Lines {
		n += int(lines)
	}
	return n
}

// mark names what the page shows of the lines: another mark, another page.
func (b *batch) mark() string {
	h := fnv.New64a()
	for _, l := range b.lines {
		_, _ = fmt.Fprintln(h, l.ID, l.Version, l.State, l.WaitedDays, b.unready[l.ID])
	}
	return fmt.Sprintf("%x", h.Sum64())
}

// placed has a part that comes beside the answer put where it stands on the page.
func placed(beside bool) templ.Attributes {
	if beside {
		return templ.Attributes{"hx-swap-oob": "true"}
	}
	return nil
}

// children is a number of children.
func children(v *ui.View, n int) string { return v.Count(n, "%d 人", "%d child", "%d children") }

// urgeStations is the button that urges them.
func urgeStations(v *ui.View, n int) string {
	return v.Count(n, "催办 %d 个所", "Urge %d station", "Urge %d stations")
}
