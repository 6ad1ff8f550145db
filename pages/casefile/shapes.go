package casefile

import (
	"fmt"
	"strings"

	"hukou/pages/ui"
)

func box(p strip) string { return fmt.Sprintf("0 0 %d %d", p.width, p.height) }

const middle = nodeHeight/2 + 1

func line(from, to node) string { return fmt.Sprintf("M%d %dH%d", from.x+from.w, middle, to.x-6) }

func tip(to node) string { return fmt.Sprintf("M%d %dl-9 -5v10z", to.x-1, middle) }

func bend(n node, b branch) string {
	return fmt.Sprintf("M%d %dV%dH%d", n.x+9, nodeHeight+1, b.y+11, n.x+18)
}

func nameY(n node) string {
	if n.note == "" {
		return "28"
	}
	return "20"
}

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
