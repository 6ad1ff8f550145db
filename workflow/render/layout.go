package render

import (
	"slices"
	"unicode"

	"hukou/workflow"
)

// Measures of the picture, in pixels of its own viewBox.
const (
	narrowest  = 132 // of a box beside the main line
	indent     = 34  // of a box beside the main line
	spineX     = 16  // of the main line, from the left edge of its boxes
	slot       = 19  // between two lines that leave a box
	gap        = 14
	labelGap   = 28 // below a box whose line to the next one carries a label
	laneGap    = 11
	nameSize   = 13
	labelSize  = 11
	margin     = 12
	smallWidth = 10 // size of the limit under a name
)

// box is a state with its place.
type box struct {
	id          workflow.State
	name, limit string
	x, y, w, h  int
	end, now    bool
	side        bool
	slots       [2]int // taken so far, left and right
	spine       string // label of the main line below
}

// stub is a line that leaves a box sideways, to one lane or several.
type stub struct {
	arrow
	box, y int
	right  bool
	to     []int
}

// lane is the vertical line that gathers everything one box receives on a side.
type lane struct {
	target, x, y int // y where it enters the target
	top, bottom  int
	right        bool
	index        int
}

// layout is the whole picture before it is written.
type layout struct {
	boxes             []box
	stubs             []stub
	lanes             []lane
	spine             []int // indexes of the main line's boxes
	boxLeft, boxRight int   // edges of the widest boxes
	left, right       int   // outer edges of the label areas
	width, height     int
	stays             int
}

// place lays a definition out: one column of boxes, lines out of the side of a box
// into lanes, one lane a target and side. Labels lie between box and lanes, so no
// label can meet a box or another label.
func (w writer) place(now workflow.State) layout {
	g := w.graph()
	c := arrange(g, w.d.Initial, w.d.Ends)
	p := layout{stays: g.stays}
	at := map[workflow.State]int{}
	for i, s := range c.order {
		at[s] = i
		b := box{id: s, name: w.name(s), end: w.d.Ended(s), now: s == now, side: !slices.Contains(c.main, s)}
		if l, ok := w.b.Limit(w.d.Limits[s]); ok {
			span := l.Preset.Text()
			b.limit = w.l.pick(span.Zh, span.En)
		}
		p.boxes = append(p.boxes, b)
	}
	p.frame()
	for _, s := range c.main {
		p.spine = append(p.spine, at[s])
	}
	p.connect(g, at)
	p.settle()
	return p
}

// frame makes the boxes as wide as the widest name needs; those beside the main
// line are set in, so that it can pass them.
func (p *layout) frame() {
	w := narrowest
	for _, b := range p.boxes {
		w = max(w, textWidth(b.name, nameSize)+20, textWidth(b.limit, smallWidth)+20)
	}
	p.boxRight = w + indent
	for i := range p.boxes {
		b := &p.boxes[i]
		b.w = w + indent
		if b.side {
			b.x, b.w = indent, w
		}
	}
}

// connect turns arrows into stubs and lanes; what goes to the next box of the main
// line is its spine.
func (p *layout) connect(g graph, at map[workflow.State]int) {
	for _, a := range g.arrows {
		from := at[a.from]
		var up, down []int
		for _, s := range a.to {
			switch to := at[s]; {
			case a.back:
			case to > from && len(a.to) == 1 && p.follows(from, to):
				p.boxes[from].spine = join(p.boxes[from].spine, a.label)
			case to > from:
				down = append(down, to)
			default:
				up = append(up, to)
			}
		}
		if a.back || len(up) > 0 {
			p.stubs = append(p.stubs, stub{arrow: a, box: from, to: up})
		}
		if len(down) > 0 {
			p.stubs = append(p.stubs, stub{arrow: a, box: from, to: down, right: true})
		}
	}
	for _, s := range p.stubs {
		for _, to := range s.to {
			if p.laneOf(to, s.right) < 0 {
				p.lanes = append(p.lanes, lane{target: to, right: s.right})
			}
		}
	}
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + " / " + b
}

func (p *layout) follows(from, to int) bool {
	i := slices.Index(p.spine, from)
	return i >= 0 && i+1 < len(p.spine) && p.spine[i+1] == to
}

func (p *layout) laneOf(target int, right bool) int {
	return slices.IndexFunc(p.lanes, func(l lane) bool { return l.target == target && l.right == right })
}

func side(right bool) int {
	if right {
		return 1
	}
	return 0
}

// settle gives every line its height and every lane its place.
func (p *layout) settle() {
	for i := range p.lanes {
		b := &p.boxes[p.lanes[i].target]
		p.lanes[i].y = b.slots[side(p.lanes[i].right)]
		b.slots[side(p.lanes[i].right)]++
	}
	for i := range p.stubs {
		b := &p.boxes[p.stubs[i].box]
		p.stubs[i].y = b.slots[side(p.stubs[i].right)]
		b.slots[side(p.stubs[i].right)]++
	}
	y := margin
	for i := range p.boxes {
		b := &p.boxes[i]
		b.y, b.h = y, max(38, 8+slot*max(b.slots[0], b.slots[1]))
		y += b.h + gap
		if b.spine != "" {
			y += labelGap - gap
		}
	}
	p.height = y
	line := func(box, slots int) int { return p.boxes[box].y + 17 + slot*slots }
	for i := range p.lanes {
		l := &p.lanes[i]
		l.y = line(l.target, l.y)
		l.top, l.bottom = l.y, l.y
	}
	for i := range p.stubs {
		s := &p.stubs[i]
		s.y = line(s.box, s.y)
		for _, to := range s.to {
			l := &p.lanes[p.laneOf(to, s.right)]
			l.top, l.bottom = min(l.top, s.y), max(l.bottom, s.y)
		}
	}
	p.widen()
}

// widen measures the labels and lines the lanes up outside of them, short ones
// nearest; lanes that do not meet share a track.
func (p *layout) widen() {
	widest := [2]int{40, 40}
	for _, s := range p.stubs {
		widest[side(s.right)] = max(widest[side(s.right)], textWidth(s.label, labelSize)+24)
	}
	order := make([]int, len(p.lanes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return (p.lanes[a].bottom - p.lanes[a].top) - (p.lanes[b].bottom - p.lanes[b].top)
	})
	tracks := [2]int{}
	var done []int
	for _, i := range order {
		l := &p.lanes[i]
		for slices.ContainsFunc(done, func(j int) bool {
			o := p.lanes[j]
			return o.right == l.right && o.index == l.index && o.top <= l.bottom+6 && l.top <= o.bottom+6
		}) {
			l.index++
		}
		done = append(done, i)
		tracks[side(l.right)] = max(tracks[side(l.right)], l.index+1)
	}
	shift := margin + tracks[0]*laneGap + widest[0]
	p.boxLeft, p.boxRight = shift, p.boxRight+shift
	for i := range p.boxes {
		p.boxes[i].x += shift
	}
	p.left, p.right = shift-widest[0], p.boxRight+widest[1]
	for i := range p.lanes {
		l := &p.lanes[i]
		if l.right {
			l.x = p.right + l.index*laneGap
		} else {
			l.x = p.left - l.index*laneGap
		}
	}
	p.width = p.right + tracks[1]*laneGap + margin
	for _, b := range p.boxes {
		p.width = max(p.width, shift+spineX+10+textWidth(b.spine, labelSize)+margin)
	}
}

// textWidth is how wide a text of the size comes out, a little on the wide side:
// a Chinese character is a square, a Latin letter somewhat over half of one.
func textWidth(text string, size int) int {
	tenths := 0
	for _, r := range text {
		switch {
		case r >= 0x2e80:
			tenths += 10
		case unicode.IsUpper(r) || r == 'm' || r == 'w':
			tenths += 8
		default:
			tenths += 6
		}
	}
	return tenths * size / 10
}
