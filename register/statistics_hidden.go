package register

// leastShown is the smallest figure that is handed to others (domain 6); smaller ones, 0
// too, could tell of single people.
const leastShown = 10

// hide takes from a sheet what is too small to be handed to others, and from each sum in
// which one figure alone is missing the next smallest too, since the rest would tell it.
func (s *Statistics) hide(sums [][]string) {
	g := grid{s: s, hidden: map[cellAt]bool{}}
	for i, r := range g.rows() {
		for _, c := range s.Columns {
			if r.Values[c.Key] < leastShown {
				g.hidden[cellAt{i, c.Key}] = true
			}
		}
	}
	for g.complete(g.lines(sums)) {
	}
	for i, r := range g.rows() {
		for _, c := range s.Columns {
			if g.hidden[cellAt{i, c.Key}] {
				delete(r.Values, c.Key)
				r.Hidden = append(r.Hidden, c.Key)
			}
		}
	}
}

// cellAt is a figure by its row, the total last, and its column.
type cellAt struct {
	row int
	key string
}

// grid is a sheet with what is hidden of it.
type grid struct {
	s      *Statistics
	hidden map[cellAt]bool
}

// rows are those of the sheet and the total.
func (g grid) rows() []*StatRow {
	var out []*StatRow
	for i := range g.s.Rows {
		out = append(out, &g.s.Rows[i])
	}
	return append(out, &g.s.Total)
}

// lines are the figures that are tied by a sum: each column with its total, and in each row
// the columns that add up.
func (g grid) lines(sums [][]string) [][]cellAt {
	var out [][]cellAt
	for _, c := range g.s.Columns {
		var line []cellAt
		for i := range g.rows() {
			line = append(line, cellAt{i, c.Key})
		}
		out = append(out, line)
	}
	for i := range g.rows() {
		for _, keys := range sums {
			var line []cellAt
			for _, key := range keys {
				line = append(line, cellAt{i, key})
			}
			out = append(out, line)
		}
	}
	return out
}

// complete hides one more figure of each line in which one alone is hidden, and tells whether
// there was such a line.
func (g grid) complete(lines [][]cellAt) bool {
	found := false
	for _, line := range lines {
		hidden, next := 0, -1
		for i, at := range line {
			if g.hidden[at] {
				hidden++
			} else if next < 0 || g.value(at) < g.value(line[next]) {
				next = i
			}
		}
		if hidden == 1 && next >= 0 {
			g.hidden[line[next]], found = true, true
		}
	}
	return found
}

func (g grid) value(at cellAt) int64 { return g.rows()[at.row].Values[at.key] }
