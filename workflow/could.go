package workflow

import "slices"

// Could answers as Decide would if the officer wrote with the step whatever it asks
// for: what only waits for that is possible. An input already given stands as it is,
// and what no input can change is judged as it is. The unmet conditions are those
// that would remain however the inputs are filled in.
func (b *Book) Could(d *Definition, q Request) (Decision, *Refusal) { return b.judge(d, q, b.lacking) }

// Lacking lists the conditions of one step that would remain unmet however the
// officer filled in what the step asks for.
func (b *Book) Lacking(s Step, q Request) []Condition { return b.lacking(edge{Step: s}, q) }

// lacking looks for inputs under which the fewest conditions remain, best none.
func (b *Book) lacking(s edge, q Request) []Condition {
	var free []Field
	for _, id := range s.If {
		for _, f := range b.guards[id].Reads {
			if b.free(s.Step, f, q.Input) && !slices.Contains(free, f) {
				free = append(free, f)
			}
		}
	}
	var left []GuardID
	b.fill(s.Step, q, free, func(known Facts) bool {
		var unmet []GuardID
		for _, id := range s.If {
			if g := b.guards[id]; g.Met == nil || !g.Met(known.only(g.Reads)) {
				unmet = append(unmet, id)
			}
		}
		if left == nil || len(unmet) < len(left) {
			left = append([]GuardID{}, unmet...)
		}
		return len(left) > 0
	})
	var out []Condition
	for _, id := range left {
		g := b.guards[id]
		seen := q.Facts.only(slices.DeleteFunc(slices.Clone(g.Reads), func(f Field) bool { return slices.Contains(free, f) }))
		out = append(out, Condition{Code: string(id), Message: g.Unmet, Basis: g.Basis, Detail: detail(g, seen)})
	}
	return out
}

// free tells whether what the officer has yet to write settles the field: an input of
// the step, or a computed fact that rests on one.
func (b *Book) free(s Step, f Field, given Facts) bool {
	open := func(in Field) bool { return s.asks(in) && !given.Has(in) }
	r := b.fields[f]
	return r.Source == FromInput && open(f) || slices.ContainsFunc(r.Settled, open)
}

// fill calls f with the facts and each way of filling in the free fields, until f says
// stop or enough have been tried. A text may be any that the step's conditions compare
// it with; the other kinds have their samples.
func (b *Book) fill(s Step, q Request, free []Field, f func(Facts) bool) {
	const enough = 5_000
	known := Facts{}
	for k, v := range q.Facts {
		known[k] = v
	}
	for k, v := range q.Input {
		if b.fields[k].Source == FromInput {
			known[k] = v
		}
	}
	values := make([][]any, len(free))
	for i, k := range free {
		values[i] = append(b.samples(k), b.compared(s, k, known)...)
	}
	at := make([]int, len(free))
	for range enough {
		for i, k := range free {
			put(known, k, values[i][at[i]])
		}
		if !f(known) || !next(at, values) {
			return
		}
	}
}

// compared lists the texts that the conditions of a step may hold a text against: what
// they know beside it.
func (b *Book) compared(s Step, k Field, known Facts) []any {
	if r := b.fields[k]; r.Source != FromInput || r.Kind == KindCode || r.Kind == KindBool || r.Kind == KindInt || r.Kind == KindList {
		return nil
	}
	var out []any
	for _, id := range s.If {
		g := b.guards[id]
		if !slices.Contains(g.Reads, k) {
			continue
		}
		for _, f := range g.Reads {
			if f == k {
				continue
			}
			for _, text := range append(known.List(f), known.Text(f)) {
				if text != "" {
					out = append(out, text)
				}
			}
		}
	}
	return out
}

// Wanted lists what a step may be given and cannot do without in a case with these facts:
// left empty, a condition stays unmet, whatever else is written.
func (b *Book) Wanted(s Step, q Request) []Field {
	var out []Field
	for _, f := range s.May {
		if !b.settles(s, f) || q.Input.Has(f) {
			continue
		}
		less := s
		less.May = slices.DeleteFunc(slices.Clone(s.May), func(x Field) bool { return x == f })
		if len(b.Lacking(less, q)) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// settles tells that a condition of the step reads the input, or a fact that rests on it.
func (b *Book) settles(s Step, in Field) bool {
	return slices.ContainsFunc(s.If, func(id GuardID) bool {
		return slices.ContainsFunc(b.guards[id].Reads, func(f Field) bool { return f == in || slices.Contains(b.fields[f].Settled, in) })
	})
}
