package workflow

import "slices"

// samples are values a field may hold, from "nothing known" on; a condition is
// tried on all of them. The figures lie on both sides of every threshold the
// rules know (ages 1, 3, 6, 14, 18; levels 0 to 3; days and years counted).
func (b *Book) samples(f Field) []any {
	r := b.fields[f]
	if f == FPreviousState || f == FReturnTo || f == FReturnedBy {
		return append([]any{nil}, anys(sorted(b.states))...)
	}
	switch r.Kind {
	case KindBool:
		return []any{nil, true, false}
	case KindInt:
		return []any{nil, 0, 1, 2, 3, 6, 14, 18, 1000}
	case KindDate:
		return []any{nil, "1999-12-31", "2026-06-15", "2199-01-01"}
	case KindList:
		if len(r.Codes) > 0 { // all of them, and each alone
			all := make([]string, len(r.Codes))
			out := []any{nil, all}
			for i, c := range r.Codes {
				all[i] = c.Value
				out = append(out, []string{c.Value})
			}
			return out
		}
		return []any{nil, []string{"x"}, []string{"x", "y"}}
	case KindCode:
		out := []any{nil}
		for _, c := range r.Codes {
			out = append(out, c.Value)
		}
		if len(out) > 1 {
			return out
		}
	}
	return []any{nil, "x"}
}

func anys(states []State) []any {
	out := make([]any, len(states))
	for i, s := range states {
		out[i] = s
	}
	return out
}

// tries calls f with every combination of samples of the fields, until f says
// stop or enough have been tried. The map is reused from call to call.
func (b *Book) tries(fields []Field, f func(Facts) bool) {
	const enough = 50_000
	values := make([][]any, len(fields))
	for i, k := range fields {
		values[i] = b.samples(k)
	}
	at, facts := make([]int, len(fields)), Facts{}
	for range enough {
		for i, k := range fields {
			put(facts, k, values[i][at[i]])
		}
		if !f(facts) || !next(at, values) {
			return
		}
	}
}

func put(f Facts, k Field, v any) {
	if v == nil {
		delete(f, k)
	} else {
		f[k] = v
	}
}

// next counts on by one; false when all combinations have been seen.
func next(at []int, values [][]any) bool {
	for i := range at {
		if at[i]++; at[i] < len(values[i]) {
			return true
		}
		at[i] = 0
	}
	return false
}

// strays tells whether the condition's answer changes when facts it does not
// declare are there: on every combination of the declared facts it is asked with
// nothing else, and with every other field of the vocabulary set. Decide hands it
// the declared facts alone, so a stray read would silently see nothing.
func (b *Book) strays(g Guard, noise []Facts) bool {
	stray := false
	b.tries(g.Reads, func(declared Facts) bool {
		want := g.Met(declared)
		stray = slices.ContainsFunc(noise, func(loud Facts) bool {
			for _, k := range g.Reads {
				put(loud, k, declared[k])
			}
			return g.Met(loud) != want
		})
		return !stray
	})
	for i, sheet := range noise {
		for _, k := range g.Reads {
			put(sheet, k, b.loud(k, i))
		}
	}
	return stray
}

// noise is a handful of fact sheets that fill every field, each in another way,
// so that together they show every sample but "nothing known".
func (b *Book) noise() []Facts {
	most := 0
	for f := range b.fields {
		most = max(most, len(b.samples(f))-1)
	}
	out := make([]Facts, most)
	for i := range out {
		out[i] = Facts{}
		for f := range b.fields {
			out[i][f] = b.loud(f, i)
		}
	}
	return out
}

// loud is the field's value on the i-th sheet of noise.
func (b *Book) loud(f Field, i int) any {
	values := b.samples(f)
	return values[1+i%(len(values)-1)]
}

// possible tells whether facts exist on which all conditions hold at once. A
// condition that never holds is reported by itself and not judged again here.
func (b *Book) possible(ids []GuardID) bool {
	var judged []Guard
	for _, id := range ids {
		g := b.guards[id]
		if g.Met == nil {
			continue
		}
		if _, ok := b.witness([]Guard{g}, true); ok {
			judged = append(judged, g)
		}
	}
	_, ok := b.witness(judged, true)
	return ok
}

// witness finds facts on which every condition gives the wanted answer, or tells
// that no combination of samples does. It serves the proof and the tests.
func (b *Book) witness(guards []Guard, want bool) (Facts, bool) {
	return b.extend(Facts{}, map[Field]bool{}, guards, want)
}

// extend settles one condition after the other, keeping what is settled.
func (b *Book) extend(have Facts, settled map[Field]bool, guards []Guard, want bool) (Facts, bool) {
	if len(guards) == 0 {
		return have, true
	}
	g := guards[0]
	var open []Field
	for _, f := range g.Reads {
		if !settled[f] {
			open = append(open, f)
		}
	}
	var found Facts
	ok := false
	b.tries(open, func(f Facts) bool {
		now := have.only(sorted(have))
		for _, k := range open {
			put(now, k, f[k])
		}
		if g.Met(now.only(g.Reads)) != want {
			return true
		}
		known := map[Field]bool{}
		for _, k := range append(sorted(settled), open...) {
			known[k] = true
		}
		found, ok = b.extend(now, known, guards[1:], want)
		return !ok
	})
	return found, ok
}
