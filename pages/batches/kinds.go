package batches

import (
	"slices"
	"strconv"
	"strings"

	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// kind sorts the lines by what the roster's officers see in them.
type kind string

// The kinds, in the order of the state bar.
const (
	done   kind = "done"
	review kind = "review"
	ready  kind = "ready"
	origin kind = "origin"
	work   kind = "work"
	wrong  kind = "wrong"
	ended  kind = "ended"
)

var kinds = []kind{done, review, ready, origin, work, wrong, ended}

func kindOf(l register.BatchLine) kind {
	if l.Undone { // nobody stands in the register by it
		return ended
	}
	switch l.State {
	case workflow.Effected, workflow.Delivered:
		return done
	case workflow.InReview, workflow.CityReview, workflow.Approved, workflow.InTransit:
		return review
	case workflow.OriginPending:
		return origin
	case workflow.Disputed, workflow.Duplicated, workflow.GuardianElsewhere, workflow.Suspended:
		return wrong
	}
	switch {
	case l.Closed:
		return ended
	case l.StateFamily == register.FamilyReturned:
		return wrong
	case l.State == workflow.Ready || l.State == workflow.OriginCleared:
		return ready
	}
	return work
}

func (k kind) icon() ui.Icon {
	return map[kind]ui.Icon{done: ui.IconCheck, review: ui.IconDiamond, ready: ui.IconHalf, origin: ui.IconSwap, work: ui.IconRing, wrong: ui.IconWarn, ended: ui.IconOut}[k]
}

func (k kind) word(v *ui.View) string {
	switch k {
	case done:
		return v.T("已登记", "Registered")
	case review:
		return v.T("审批中", "In review")
	case ready:
		return v.T("齐备", "Ready")
	case origin:
		return v.T("等迁出地", "At the origin")
	case work:
		return v.T("在核对", "Being checked")
	case wrong:
		return v.T("有问题", "With a problem")
	}
	return v.T("已了结", "Ended otherwise")
}

// count counts the lines of a kind; ready is only whoever the submission would take.
func (b *batch) count(k kind) int {
	n := 0
	for _, l := range b.lines {
		is := kindOf(l)
		if is == ready && b.unready[l.ID] {
			is = work
		}
		if is == k {
			n++
		}
	}
	return n
}

// lateDays is from how many days of waiting a station is named.
const lateDays = 5

// station is a station of origin with its children of the roster.
type station struct {
	code  string
	name  workflow.Word
	lines []register.BatchLine
	// waits is how many days the longest has waited for its answer.
	waits int
}

func (s station) late() bool { return s.waits >= lateDays }

// county and city gather stations; done counts the registered.
type county struct {
	name     workflow.Word
	stations []station
	total    int
}

type city struct {
	name        workflow.Word
	counties    []county
	total, done int
}

// places are the lines inside city, county and station, the biggest city first;
// children nobody registered before stand last.
func places(lines []register.BatchLine) []city {
	var out []city
	for _, l := range lines {
		i := slices.IndexFunc(out, func(c city) bool { return c.name == l.City })
		if i < 0 {
			out, i = append(out, city{name: l.City}), len(out)
		}
		c := &out[i]
		c.total++
		if kindOf(l) == done {
			c.done++
		}
		j := slices.IndexFunc(c.counties, func(x county) bool { return x.name == l.County })
		if j < 0 {
			c.counties, j = append(c.counties, county{name: l.County}), len(c.counties)
		}
		c.counties[j].add(l)
	}
	slices.SortStableFunc(out, func(a, b city) int {
		if (a.name.Zh == "") != (b.name.Zh == "") {
			return strings.Compare(b.name.Zh, a.name.Zh)
		}
		return b.total - a.total
	})
	return out
}

func (c *county) add(l register.BatchLine) {
	c.total++
	i := slices.IndexFunc(c.stations, func(s station) bool { return s.code == l.OriginCode })
	if i < 0 {
		c.stations, i = append(c.stations, station{code: l.OriginCode, name: l.Origin}), len(c.stations)
	}
	s := &c.stations[i]
	s.lines = append(s.lines, l)
	if l.State == workflow.OriginPending {
		s.waits = max(s.waits, l.WaitedDays)
	}
}

// late are the stations that have not answered for too long.
func late(lines []register.BatchLine) []station {
	var out []station
	for _, c := range places(lines) {
		for _, k := range c.counties {
			for _, s := range k.stations {
				if s.late() {
					out = append(out, s)
				}
			}
		}
	}
	return out
}

func stationsOf(lines []register.BatchLine) (cities, counties, stations int) {
	for _, c := range places(lines) {
		if c.name.Zh == "" {
			continue
		}
		cities++
		counties += len(c.counties)
		for _, k := range c.counties {
			stations += len(k.stations)
		}
	}
	return cities, counties, stations
}

// short leaves off what every body's name of its kind ends with.
func short(v *ui.View, w workflow.Word) string {
	text := v.Word(w)
	for _, end := range []string{"公安分局", "公安局", "派出所", " Public Security Sub-bureau", " Public Security Bureau", " Police Station"} {
		text = strings.TrimSuffix(text, end)
	}
	return text
}

// under is a station's name without its county's, under which it is listed.
func under(v *ui.View, w, county workflow.Word) string {
	return strings.TrimPrefix(short(v, w), short(v, county))
}

// group is what several lines need next, as one button takes it.
type group struct {
	event workflow.Event
	word  workflow.Word
	lines []register.BatchLine
}

// groups are the works that wait for this officer, by the order of the lines. What has
// no single step is compared child by child on one page; no approval is among them:
// each is decided on the docket.
func (b *batch) groups() []group {
	var out []group
	add := func(on workflow.Event, word workflow.Word, l register.BatchLine) {
		i := slices.IndexFunc(out, func(g group) bool { return g.event == on })
		if i < 0 {
			out, i = append(out, group{event: on, word: word}), len(out)
		}
		out[i].lines = append(out[i].lines, l)
	}
	for _, l := range b.lines {
		switch {
		case l.Closed:
		case l.State == workflow.Matching && l.Yours:
			add("", l.Next, l)
		case l.NextEvent == workflow.Submit && b.unready[l.ID]: // it lacks something of its own, which its page says
		case l.Yours && l.NextEvent != workflow.Approve && slices.Contains(l.Events, l.NextEvent):
			add(l.NextEvent, l.Next, l)
		}
	}
	return out
}

// beside are steps that many lines may need beside the work of their state, for those
// lines that stand where the rule book writes them for a role of this officer.
func (b *batch) beside() []group {
	var out []group
	for _, on := range []workflow.Event{workflow.NoMatch, workflow.Inconclusive, workflow.GuardianshipDocument, workflow.HearChild} {
		g := group{event: on, word: b.book.EventWord(on)}
		for _, l := range b.lines {
			if slices.Contains(l.Events, on) && b.roleTakes(on, l) && (on != workflow.GuardianshipDocument || l.Undocumented) {
				g.lines = append(g.lines, l)
			}
		}
		if len(g.lines) > 0 && b.State == workflow.BRunning {
			out = append(out, g)
		}
	}
	return out
}

// roleTakes tells that one of the officer's roles takes the step from where a line
// stands.
func (b *batch) roleTakes(on workflow.Event, l register.BatchLine) bool {
	def, ok := b.book.Current(l.Business, b.today)
	return ok && slices.ContainsFunc(def.From(l.State), func(s workflow.Step) bool {
		return s.On == on && slices.ContainsFunc(s.By, func(by workflow.By) bool { return b.actor.Has(by.Role) })
	})
}

// atOnce tells that a step asks for nothing to be written and leads to one place, so
// that one press does it.
func (b *batch) atOnce(g group) bool {
	for _, l := range g.lines {
		def, ok := b.book.Current(l.Business, b.today)
		if !ok || slices.ContainsFunc(def.From(l.State), func(s workflow.Step) bool { return s.On == g.event && (len(s.Needs) > 0 || len(s.To) != 1) }) {
			return false
		}
	}
	return g.event != ""
}

func num(n int) string { return strconv.Itoa(n) }
