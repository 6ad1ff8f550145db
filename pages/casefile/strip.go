package casefile

import (
	"fmt"
	"slices"
	"time"

	"hukou/models"
	"hukou/pages/ui"
	"hukou/workflow"
)

// strip is the way of a case as it is drawn: what is done, where it stands, what is
// ahead on the path that exists for it. The same is told as a list for whoever does not
// see the picture.
type strip struct {
	nodes  []node
	width  int
	height int
	// also are the ways out that this state has beside the path.
	also []string
}

// node is one state on the path. X, Y and W are in the picture's units.
type node struct {
	state  workflow.State
	name   string
	note   string
	x, y   int
	w      int
	done   bool
	now    bool
	branch []branch
	// fold stands for several states ahead.
	fold bool
	// skipped counts done states that are folded into this node.
	skipped int
}

// branch is a detour below a node: from when to when the case was away, and where.
type branch struct {
	state workflow.State
	name  string
	note  string
	now   bool
	y, w  int
}

// visit is a state the case was in.
type visit struct {
	state   workflow.State
	at      time.Time
	who     string
	detours []detour
}

// detour is a state the case went to and came back from.
type detour struct {
	state    workflow.State
	from, to time.Time
	now      bool
}

// walked folds the journal into the path: coming back to a state makes what lay between
// a detour of it.
func (s *sheet) walked() []visit {
	var path []visit
	for _, row := range s.journal {
		if row.From == row.To {
			continue
		}
		if len(path) == 0 && row.From != "" {
			path = append(path, visit{state: row.From, at: row.At})
		}
		if i := slices.IndexFunc(path, func(v visit) bool { return v.state == row.To }); i >= 0 {
			if i+1 < len(path) {
				first := path[i+1]
				path[i].detours = append(path[i].detours, detour{state: first.state, from: first.at, to: row.At})
			}
			path = path[:i+1]
			continue
		}
		path = append(path, visit{state: row.To, at: row.At, who: row.Officer})
	}
	if len(path) == 0 {
		path = []visit{{state: s.State}}
	}
	return path
}

// drawn is the most states drawn before the present one.
const drawn = 2

// foldAhead is how many states ahead are drawn one by one; of more, the first and the
// last are.
const foldAhead = 5

// strip draws the way. A case that is away for a while stands below the state it will
// come back to.
func (s *sheet) strip(l ui.Lang) strip {
	path, ahead := s.walked(), s.around.Ahead
	if s.def != nil && len(path) > 1 && path[0].state == s.def.Initial && s.def.Limits[s.def.Initial] == workflow.LimitDraft {
		path = path[1:]
	}
	if len(ahead) > 0 {
		if i := slices.IndexFunc(path, func(v visit) bool { return v.state == ahead[0] }); i >= 0 && i < len(path)-1 {
			last := path[len(path)-1]
			path = path[:i+1]
			path[i].detours = append(path[i].detours, detour{state: last.state, from: last.at, now: true})
			ahead = ahead[1:]
		}
	}
	out := strip{}
	folded := max(0, len(path)-1-drawn)
	if folded == 1 {
		folded = 0
	}
	for i, v := range path[folded:] {
		n := node{state: v.state, name: s.stateName(l, v.state), done: i+folded < len(path)-1 || s.Closed, now: i+folded == len(path)-1 && !s.away(v)}
		if i == 0 {
			n.skipped = folded
		}
		n.note = s.nodeNote(l, v, n)
		for _, d := range v.detours {
			n.branch = append(n.branch, s.branchOf(l, d))
		}
		out.nodes = append(out.nodes, n)
	}
	for i, state := range ahead {
		if len(ahead) > foldAhead && i >= foldAhead-2 && i < len(ahead)-1 {
			if i == foldAhead-2 {
				out.nodes = append(out.nodes, node{state: state, name: fmt.Sprintf(l.T("再 %d 步", "%d more"), len(ahead)-foldAhead+1), fold: true})
			}
			continue
		}
		out.nodes = append(out.nodes, node{state: state, name: s.stateName(l, state)})
	}
	out.also = s.exits(l, ahead)
	return out.placed()
}

// away tells that the case stands in a detour of the visit.
func (s *sheet) away(v visit) bool {
	return slices.ContainsFunc(v.detours, func(d detour) bool { return d.now })
}

func (s *sheet) stateName(l ui.Lang, state workflow.State) string {
	return l.Word(s.book.StateWord(state))
}

func (s *sheet) nodeNote(l ui.Lang, v visit, n node) string {
	if n.now && !s.Closed {
		if v.at.IsZero() {
			return l.T("现在在这里", "here now")
		}
		days := models.DateOf(v.at.In(models.Shanghai)).DaysUntil(s.today) + 1
		return fmt.Sprintf(l.T("现在在这里，第 %d 天", "here now, day %d"), days)
	}
	if v.at.IsZero() {
		return ""
	}
	note := v.at.In(models.Shanghai).Format("01-02")
	if v.who != "" && v.who != string(workflow.System) {
		note += " " + v.who
	}
	return note
}

func (s *sheet) branchOf(l ui.Lang, d detour) branch {
	day := func(t time.Time) string { return t.In(models.Shanghai).Format("01-02") }
	b := branch{state: d.state, name: s.stateName(l, d.state), now: d.now}
	if b.note = day(d.from) + l.T(" 至 ", " to ") + day(d.to); d.now {
		b.note = fmt.Sprintf(l.T("%s 起，现在在这里", "since %s, here now"), day(d.from))
	}
	return b
}

// exits are the ways off the path from the present state, each once, at most five.
func (s *sheet) exits(l ui.Lang, ahead []workflow.State) []string {
	var out []string
	if s.def == nil || s.Closed {
		return out
	}
	for _, step := range s.def.From(s.State) {
		word := l.Word(s.book.EventWord(step.On))
		leads := slices.ContainsFunc(step.To, func(to workflow.State) bool { return !slices.Contains(ahead, to) && to != s.State })
		if s.bySystem(step.On) || !leads || step.Back || slices.Contains(out, word) || len(out) == 5 || step.On == s.around.Step {
			continue
		}
		out = append(out, word)
	}
	return out
}

// The measures of the picture. A row is no wider than the page at 1366 has room for.
const (
	nodeHeight = 44
	nodeGap    = 24
	nodeLeast  = 64
	branchTop  = nodeHeight + 14
	branchStep = 28
	rowGap     = 18
	rowWidth   = 1060
)

// placed gives every box its place; what is too long for one row goes on in the next.
func (p strip) placed() strip {
	x, y, deepest := 1, 1, 0
	tall := func() int {
		if deepest > 0 {
			return branchTop + deepest*branchStep
		}
		return nodeHeight + 1
	}
	for i := range p.nodes {
		n := &p.nodes[i]
		n.w = max(nodeLeast, textWidth(mark(*n)+n.name, 14)+18, textWidth(n.note, 11)+20)
		if i > 0 && x+n.w > rowWidth {
			x, y, deepest = nodeGap+1, y+tall()+rowGap, 0
		}
		n.x, n.y = x, y
		x += n.w + nodeGap
		p.width = max(p.width, n.x+n.w+1)
		for j := range n.branch {
			b := &n.branch[j]
			b.y, b.w = y-1+branchTop+j*branchStep, textWidth(b.name+" "+b.note, 12)+34
			p.width = max(p.width, n.x+18+b.w)
		}
		deepest = max(deepest, len(n.branch))
		if i+1 < len(p.nodes) {
			p.width = max(p.width, n.x+n.w+turn+1) // a line may turn here
		}
	}
	p.height = y + tall()
	return p
}

// textWidth is about how wide a text is at a size: a Hanzi is as wide as high.
func textWidth(text string, size int) int {
	wide := 0
	for _, r := range text {
		if r > 0x2e7f {
			wide += 100
		} else {
			wide += 58
		}
	}
	return wide * size / 100
}
