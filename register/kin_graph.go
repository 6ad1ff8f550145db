package register

import (
	"slices"

	"hukou/gb"
)

// Kinship is a relation for which an officer must stand aside (公务员法 74, 76;
// 公务员回避规定 5). Adoption and a step-parent's care count as blood.
type Kinship string

// The kinds, nearest first. Collateral means a common forebear no further than the
// grandparents of both (三代以内). In-law is one marriage away from a direct or
// collateral relative, or the spouse of a spouse's brother or sister, or the parent
// of a child's spouse.
const (
	KinSpouse     Kinship = "spouse"
	KinDirect     Kinship = "direct"
	KinCollateral Kinship = "collateral"
	KinInLaw      Kinship = "in_law"
)

// Graph is what the register knows about descent and marriage among some people. A
// relative whom a household's line implies and nobody names stands in it under an
// id of the graph's own.
type Graph struct {
	fathers  map[string][]string
	mothers  map[string][]string
	parents  map[string][]string // of whom the line does not say which
	spouses  map[string][]string
	siblings map[string][]string
}

// NewGraph is a graph of nobody.
func NewGraph() Graph {
	return Graph{fathers: map[string][]string{}, mothers: map[string][]string{}, parents: map[string][]string{},
		spouses: map[string][]string{}, siblings: map[string][]string{}}
}

// Father notes a child's father by blood, adoption or care.
func (g Graph) Father(child, father string) { link(g.fathers, child, father) }

// Mother notes a child's mother by blood, adoption or care.
func (g Graph) Mother(child, mother string) { link(g.mothers, child, mother) }

// Parent notes a parent of whom it is not said which.
func (g Graph) Parent(child, parent string) { link(g.parents, child, parent) }

// Spouse notes a marriage.
func (g Graph) Spouse(x, y string) { link(g.spouses, x, y); link(g.spouses, y, x) }

// Sibling notes brothers and sisters whose parents may be unknown.
func (g Graph) Sibling(x, y string) { link(g.siblings, x, y); link(g.siblings, y, x) }

func link(to map[string][]string, x, y string) {
	if x != "" && y != "" && x != y && !slices.Contains(to[x], y) {
		to[x] = append(to[x], y)
	}
}

// Related tells whether and how two persons are kin. It is the same seen from both,
// and nobody is kin to themselves.
func Related(g Graph, x, y string) (Kinship, bool) {
	if x == y || x == "" || y == "" {
		return "", false
	}
	if slices.Contains(g.spouses[x], y) {
		return KinSpouse, true
	}
	if k, ok := g.blood(x, y); ok {
		return k, true
	}
	if g.inLaw(x, y) {
		return KinInLaw, true
	}
	return "", false
}

// generations is how many steps up a collateral relative's common forebear may be.
const generations = 2

// blood tells whether two persons are of one line, or collateral within three
// generations.
func (g Graph) blood(x, y string) (Kinship, bool) {
	ux, uy := g.up(x), g.up(y)
	if ux.depth(y) > 0 || uy.depth(x) > 0 {
		return KinDirect, true
	}
	for _, f := range ux {
		dy := uy.depth(f.id)
		if f.depth > 0 && dy > 0 && f.depth <= generations && dy <= generations {
			return KinCollateral, true
		}
	}
	return "", false
}

// inLaw tells whether a marriage joins the two.
func (g Graph) inLaw(x, y string) bool {
	for _, s := range g.spouses[x] {
		if _, ok := g.blood(s, y); ok {
			return true
		}
	}
	for _, t := range g.spouses[y] {
		if _, ok := g.blood(x, t); ok {
			return true
		}
	}
	return g.spousesOfSiblings(x, y) || g.parentsOfACouple(x, y)
}

func (g Graph) spousesOfSiblings(x, y string) bool {
	for _, s := range g.spouses[x] {
		for _, t := range g.spouses[y] {
			if s != t && slices.ContainsFunc(g.above(t), func(p string) bool { return g.child(s, p) && g.child(t, p) }) {
				return true
			}
		}
	}
	return false
}

func (g Graph) parentsOfACouple(x, y string) bool {
	for c, spouses := range g.spouses {
		if g.child(c, x) && slices.ContainsFunc(spouses, func(d string) bool { return g.child(d, y) }) {
			return true
		}
	}
	return false
}

// child tells whether one person stands a generation above the other. Wrong data may
// make somebody their own parent; that is nobody's child.
func (g Graph) child(x, parent string) bool {
	return x != parent && slices.Contains(g.above(x), parent)
}

// forebears are a person, at depth nought, and those above with the least number of
// generations to each, nearest first. They are few: a list is searched faster than a
// table is built.
type forebears []struct {
	id    string
	depth int
}

// depth is nought for the person, and for whoever is no forebear.
func (f forebears) depth(id string) int {
	for _, one := range f {
		if one.id == id {
			return one.depth
		}
	}
	return 0
}

func (g Graph) up(x string) forebears {
	out := forebears{{id: x}}
	// Wrong data may go round in a circle; each is visited once.
	for i := 0; i < len(out); i++ {
		for _, p := range g.above(out[i].id) {
			if p != x && out.depth(p) == 0 {
				out = append(out, forebears{{id: p, depth: out[i].depth + 1}}...)
			}
		}
	}
	return out
}

// above are the parents of a person and those of the brothers and sisters, who also
// share one forebear nobody named.
func (g Graph) above(x string) []string {
	group := []string{x}
	for i := 0; i < len(group); i++ {
		for _, s := range g.siblings[group[i]] {
			if !slices.Contains(group, s) {
				group = append(group, s)
			}
		}
	}
	var out []string
	for _, s := range group {
		out = append(append(append(out, g.fathers[s]...), g.mothers[s]...), g.parents[s]...)
	}
	if len(group) > 1 {
		out = append(out, "~above|"+slices.Min(group))
	}
	return out
}

// Member is a line of a household: a person and what they are to its head.
type Member struct {
	ID       string
	Relation gb.Relation
}

// Household reads the lines of a family household into the graph. Marriages and
// parents of the persons' own rows must be in it before.
func (g Graph) Household(head string, members []Member) {
	for _, m := range members {
		if pathTo(m.Relation) == "s" {
			g.Spouse(head, m.ID)
		}
	}
	for _, m := range members {
		if m.ID != head {
			g.walk(head, pathTo(m.Relation), m.ID)
		}
	}
}

// pathTo is the way from the head to a relative of a code of GB/T 4761: f father, m
// mother, p either, c child, s spouse, b brother or sister. Other relatives (97) and
// those who are none have no way.
func pathTo(r gb.Relation) string {
	switch r {
	case "28", "38":
		return "cs"
	case "40", "41", "42", "43", "44", "49":
		return "cc"
	case "45", "46":
		return "ccs"
	case "47", "48":
		return "ccc"
	case "72", "74", "76", "78":
		return "bs"
	case "93", "94", "95", "96":
		return "bc"
	}
	if way, ok := elderPaths[r]; ok {
		return way
	}
	switch {
	case !r.Valid():
		return ""
	case r[0] == '1':
		return "s"
	case r[0] == '2' || r[0] == '3':
		return "c"
	case r[0] == '7':
		return "b"
	}
	return ""
}

// elderPaths are the ways by way of the head's parents.
var elderPaths = map[gb.Relation]string{
	"50": "p", "51": "f", "52": "m", "53": "sf", "54": "sm", "55": "sf", "56": "sm", "57": "f", "58": "m", "59": "p",
	"60": "pp", "61": "ff", "62": "fm", "63": "mf", "64": "mm", "65": "spp", "66": "ffp", "67": "ffp", "68": "sppp", "69": "pp",
	"81": "fb", "82": "fbs", "83": "fb", "84": "fbs", "85": "mb", "86": "mbs", "87": "mbs", "88": "mb", "89": "fbs", "90": "fb",
	"91": "fbc", "92": "pbc",
}

// walk goes the way from the head and puts the relative at its end. On the way it
// takes who is known, or somebody nobody named; children and siblings on the way are
// always the latter, for the line does not say which it means.
func (g Graph) walk(head, way, relative string) {
	at := []string{head}
	for i, step := range way {
		var next []string
		for _, n := range at {
			if i == len(way)-1 {
				g.put(n, step, relative)
				continue
			}
			next = append(next, g.on(n, step, relative)...)
		}
		at = next
	}
}

// on is who stands one step from a person on the way to a relative.
func (g Graph) on(n string, step rune, relative string) []string {
	var known []string
	name := "~" + string(step) + "|" + n
	switch step {
	case 'f':
		known = g.fathers[n]
	case 'm':
		known = g.mothers[n]
	case 's':
		known = g.spouses[n]
	case 'p':
		known = slices.Concat(g.fathers[n], g.mothers[n], g.parents[n])
	default:
		name += "|" + relative
	}
	if len(known) > 0 {
		return slices.Clone(known)
	}
	g.put(n, step, name)
	return []string{name}
}

// put links a person one step from another.
func (g Graph) put(n string, step rune, id string) {
	switch step {
	case 'f':
		g.Father(n, id)
	case 'm':
		g.Mother(n, id)
	case 'p':
		g.Parent(n, id)
	case 'c':
		g.Parent(id, n)
	case 's':
		g.Spouse(n, id)
	case 'b':
		g.Sibling(n, id)
	}
}
