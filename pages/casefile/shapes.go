package casefile

import (
	"fmt"
	"strconv"
	"strings"

	"hukou/pages/ui"
)

func box(p strip) string { return fmt.Sprintf("0 0 %d %d", p.width, p.height) }

const (
	middle = nodeHeight / 2
	// turn is how far beyond its box a line goes before it turns down to the next row.
	turn = 8
)

// line leads from one box to the next, around the corner where that begins a row.
func line(from, to node) string {
	if from.y == to.y {
		return fmt.Sprintf("M%d %dH%d", from.x+from.w, from.y+middle, to.x-6)
	}
	return fmt.Sprintf("M%d %dh%dV%dH%dV%dH%d", from.x+from.w, from.y+middle, turn, to.y-rowGap/2, to.x-nodeGap+6, to.y+middle, to.x-6)
}

func tip(to node) string { return fmt.Sprintf("M%d %dl-9 -5v10z", to.x-1, to.y+middle) }

func bend(n node, b branch) string {
	return fmt.Sprintf("M%d %dV%dH%d", n.x+9, n.y+nodeHeight, b.y+11, n.x+18)
}

// nameY is where the name's line stands, higher where a note stands below it.
func nameY(n node) string {
	if n.note == "" {
		return strconv.Itoa(n.y + 27)
	}
	return strconv.Itoa(n.y + 19)
}

func noteY(n node) string { return strconv.Itoa(n.y + 35) }

func mark(n node) string {
	switch {
	case n.now:
		return "● "
	case n.done:
		return "✓ "
	}
	return ""
}

func status(v *ui.View, n node) string {
	switch {
	case n.now:
		return ""
	case n.done:
		return v.T("已办", "Done")
	case len(n.branch) > 0:
		return ""
	}
	return v.T("之后", "Ahead")
}

func join(parts []string, with string) string { return strings.Join(parts, with) }
