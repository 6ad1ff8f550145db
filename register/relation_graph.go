package register

import (
	"slices"
	"strings"

	"hukou/gb"
	"hukou/models"
)

// kinship is a household's kinship as far as the register knows it: parents and spouses
// by the persons' own items, and where those say nothing by what each is to the head so
// far. People whom only a relation tells of (a brother's father) are named in brackets.
type kinship struct {
	people  map[string]models.Person
	parents map[string][]string
	spouse  map[string]string
	// woman tells the sex of somebody in brackets.
	woman map[string]bool
}

// kinshipOf reads the kinship of people who stand in households, each under its head.
// Where nothing says otherwise a head's child is the spouse's too.
func kinshipOf(members []models.Person, heads map[string]string) kinship {
	f := kinship{people: map[string]models.Person{}, parents: map[string][]string{}, spouse: map[string]string{}, woman: map[string]bool{}}
	for _, p := range members {
		f.people[p.ID] = p
		for parent, woman := range map[string]bool{p.FatherID: false, p.MotherID: true} {
			if parent != "" {
				f.parents[p.ID] = append(f.parents[p.ID], parent)
				f.woman[parent] = woman
			}
		}
		slices.Sort(f.parents[p.ID])
	}
	for _, p := range members {
		if p.SpouseID != "" {
			f.marry(p.ID, p.SpouseID)
		}
	}
	f.byRelations(members, heads)
	return f
}

// byRelations adds what the members' relations to their heads say.
func (f kinship) byRelations(members []models.Person, heads map[string]string) {
	// Marriages come first, then descent, so that a child of the head's goes to both.
	for pass := range 4 {
		for _, p := range members {
			if head := heads[p.HouseholdID]; head != "" && p.ID != head && readIn(gb.Relation(p.Relation)) == pass {
				f.byRelation(head, p)
			}
		}
	}
}

// readIn is the pass in which a relation is read: spouses, then children and parents, then those who
// married a child, then who is reached through these.
func readIn(r gb.Relation) int {
	switch {
	case r < "20":
		return 0
	case r == "28" || r == "38":
		return 2
	case r < "40" || r >= "50" && r < "60":
		return 1
	}
	return 3
}

func (f kinship) marry(x, y string) {
	if f.spouse[x] == "" && f.spouse[y] == "" {
		f.spouse[x], f.spouse[y] = y, x
	}
}

func (f kinship) childOf(child string, parents ...string) {
	for _, p := range parents {
		if p != "" && p != child && !slices.Contains(f.parents[child], p) {
			f.parents[child] = append(f.parents[child], p)
		}
	}
}

// of is a relative of somebody who stands in no row, named after both.
func (f kinship) of(someone, as string, woman bool) string {
	id := "(" + as + " of " + someone + ")"
	f.woman[id] = woman
	return id
}

// parentsOf are somebody's parents, in brackets where none is known.
func (f kinship) parentsOf(id string) []string {
	if len(f.parents[id]) == 0 {
		f.childOf(id, f.of(id, "parent", false))
	}
	return f.parents[id]
}

// byRelation adds what a member's relation to the head says. A son's child or wife goes
// to the one son who is there, else to a son in brackets.
func (f kinship) byRelation(head string, p models.Person) {
	r := gb.Relation(p.Relation)
	child := func(woman bool) string {
		var found []string
		for id, q := range f.people {
			if id != p.ID && slices.Contains(f.parents[id], head) && (q.Sex == string(models.SexFemale)) == woman {
				found = append(found, id)
			}
		}
		if len(found) == 1 {
			return found[0]
		}
		id := f.of(p.ID, "parent or spouse", woman)
		f.childOf(id, head)
		return id
	}
	switch {
	case r == "28" || r == "38":
		if f.spouse[p.ID] == "" {
			f.marry(p.ID, child(r == "28"))
		}
	case slices.Contains([]gb.Relation{"10", "11", "12"}, r):
		f.marry(p.ID, head)
	case r == "27" || r == "37":
		f.childOf(p.ID, head)
	case r >= "20" && r <= "39":
		f.childOf(p.ID, head)
		if len(f.parents[p.ID]) < 2 {
			f.childOf(p.ID, f.spouse[head])
		}
	case (r == "41" || r == "42") && len(f.parents[p.ID]) == 0:
		son := child(false)
		f.childOf(p.ID, son, f.spouse[son])
	case (r == "43" || r == "44") && len(f.parents[p.ID]) == 0:
		daughter := child(true)
		f.childOf(p.ID, daughter, f.spouse[daughter])
	case r == "51" || r == "52":
		f.childOf(head, p.ID)
	case r == "53" || r == "54" || r == "55" || r == "56":
		if s := f.spouse[head]; s != "" {
			f.childOf(s, p.ID)
		}
	case slices.Contains([]gb.Relation{"71", "73", "75", "77"}, r):
		f.childOf(p.ID, f.parentsOf(head)...)
	}
}

func (f kinship) female(id string) bool {
	if p, ok := f.people[id]; ok {
		return p.Sex == string(models.SexFemale)
	}
	return f.woman[id]
}

// path is the shortest way from one to another: u to a parent, d to a child, s to the
// spouse, with whom it passes. Ok is false where no way of five steps is known.
func (f kinship) path(from, to string) (steps string, via []string, ok bool) {
	type way struct {
		steps string
		via   []string
	}
	at := []way{{via: []string{from}}}
	seen := map[string]bool{from: true}
	for len(at) > 0 {
		w := at[0]
		at = at[1:]
		last := w.via[len(w.via)-1]
		if last == to {
			return w.steps, w.via, true
		}
		if len(w.steps) == 5 {
			continue
		}
		for _, next := range f.near(last) {
			if !seen[next.id] {
				seen[next.id] = true
				at = append(at, way{w.steps + next.step, append(slices.Clone(w.via), next.id)})
			}
		}
	}
	return "", nil, false
}

// hop is one step of a path.
type hop struct{ step, id string }

// near are the parents, the children and the spouse of somebody, blood before marriage.
func (f kinship) near(id string) []hop {
	var out []hop
	for _, p := range f.parents[id] {
		out = append(out, hop{"u", p})
	}
	var children []string
	for child, parents := range f.parents {
		if slices.Contains(parents, id) {
			children = append(children, child)
		}
	}
	slices.Sort(children)
	for _, c := range children {
		out = append(out, hop{"d", c})
	}
	if s := f.spouse[id]; s != "" {
		out = append(out, hop{"s", s})
	}
	return out
}

// relation is what a member is to a head (GB/T 4761); false where the register does not
// know, which is for the officer to ask.
func (f kinship) relation(head, member string) (gb.Relation, bool) {
	steps, via, ok := f.path(head, member)
	if !ok {
		return "", false
	}
	at := func(i int) bool { return f.female(via[i]) }
	elder := f.people[via[len(via)-1]].BirthDate < f.people[head].BirthDate
	bySex := func(i int, man, woman gb.Relation) gb.Relation {
		if at(i) {
			return woman
		}
		return man
	}
	n := len(via) - 1
	switch steps {
	case "":
		return gb.RelationHead, true
	case "s":
		return bySex(n, "11", "12"), true
	case "d":
		if p := f.people[member]; ofAnother(f.people[head], p.FatherID, p.MotherID) {
			return stepchild(p), true // a row said so, and no page
		}
		return bySex(n, "20", "30"), true
	case "sd":
		return bySex(n, "27", "37"), true
	case "ds":
		return bySex(1, "38", "28"), true
	case "u":
		return bySex(n, "51", "52"), true
	case "us":
		return bySex(n, "57", "58"), true
	case "su":
		if f.female(head) {
			return bySex(n, "53", "54"), true
		}
		return bySex(n, "55", "56"), true
	case "ud":
		if elder {
			return bySex(n, "71", "75"), true
		}
		return bySex(n, "73", "77"), true
	case "uds":
		if f.people[via[2]].BirthDate < f.people[head].BirthDate {
			return bySex(2, "72", "76"), true
		}
		return bySex(2, "74", "78"), true
	}
	return f.further(steps, via)
}

// further are the relations of the third degree and beyond.
func (f kinship) further(steps string, via []string) (gb.Relation, bool) {
	n := len(via) - 1
	pick := func(i int, man, woman [2]gb.Relation) (gb.Relation, bool) {
		pair := man
		if f.female(via[i]) {
			pair = woman
		}
		if f.female(via[n]) {
			return pair[1], true
		}
		return pair[0], true
	}
	same := func(man, woman gb.Relation) (gb.Relation, bool) {
		return pick(1, [2]gb.Relation{man, woman}, [2]gb.Relation{man, woman})
	}
	switch {
	case steps == "dd":
		return pick(1, [2]gb.Relation{"41", "42"}, [2]gb.Relation{"43", "44"})
	case steps == "uu":
		return pick(1, [2]gb.Relation{"61", "62"}, [2]gb.Relation{"63", "64"})
	case steps == "udd":
		return pick(2, [2]gb.Relation{"93", "94"}, [2]gb.Relation{"95", "96"})
	case steps == "dds":
		return same("46", "45")
	case steps == "ddd":
		return same("47", "48")
	case steps == "suu":
		return "65", true
	case steps == "uuu":
		return same("66", "67")
	case strings.HasPrefix(steps, "uudd"):
		return pick(1, [2]gb.Relation{"91", "91"}, [2]gb.Relation{"92", "92"})
	}
	return gb.RelationOther, true
}

// closer keeps what the register said of a child of two heads (长子 stays 长子 when the
// father is head after the mother) and of somebody who is related to nobody.
func closer(before, now gb.Relation) gb.Relation {
	sons, daughters := before >= "20" && before <= "26", before >= "30" && before <= "36"
	if now == "20" && sons || now == "30" && daughters {
		return before
	}
	return now
}
