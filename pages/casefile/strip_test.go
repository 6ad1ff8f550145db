package casefile

import "testing"

func TestTheWayGoesOnInTheNextRow(t *testing.T) {
	long := "Route R1: certificate to be issued"
	p := strip{nodes: []node{{name: long, note: "08-28 someone"}, {name: long, branch: []branch{{name: long, note: "since 09-01"}}}, {name: long}, {name: long, now: true}, {name: long}, {name: long}}}.placed()
	rows := map[int]int{}
	for i, n := range p.nodes {
		rows[n.y]++
		if n.x+n.w > rowWidth || n.y+nodeHeight > p.height {
			t.Errorf("box %d at %d, %d leaves the picture of %d × %d", i, n.x, n.y, p.width, p.height)
		}
		for _, m := range p.nodes[:i] {
			if m.y == n.y && m.x+m.w > n.x || m.y != n.y && n.y < m.y+nodeHeight {
				t.Errorf("box %d lies over one before it", i)
			}
			for _, b := range m.branch {
				if n.y > m.y && n.y < b.y+22 {
					t.Errorf("box %d lies over a detour of the row above", i)
				}
			}
		}
	}
	if len(rows) < 2 || p.width > rowWidth+nodeGap {
		t.Errorf("%d rows, %d wide", len(rows), p.width)
	}
	one := strip{nodes: []node{{name: "受理"}, {name: "审批"}}}.placed()
	if one.nodes[0].y != one.nodes[1].y || one.height != nodeHeight+2 {
		t.Errorf("a short way takes more than a row: %+v", one)
	}
}
