package register

import (
	"slices"
	"strings"

	"hukou/models"
	"hukou/workflow"
)

// tableau fills a board from what the database counted, each number with the filter
// that lists its cases.
type tableau struct {
	a        *act
	b        *Board
	base     CaseFilter
	from, to models.Date
}

// row is an empty line whose cells carry their filters.
func (t *tableau) row(key string, narrow func(*CaseFilter)) BoardRow {
	cell := func(m Measure, more ...func(*CaseFilter)) Cell {
		f := t.base
		f.Measure = m
		for _, g := range append(more, narrow) {
			g(&f)
		}
		if m == MeasureDone || m == MeasureSentBack {
			f.From, f.To = t.from, t.to
		}
		return Cell{Filter: f}
	}
	r := BoardRow{Key: key, Open: cell(MeasureOpen), DueWeek: cell(MeasureDueWeek), Overdue: cell(MeasureOverdue), Done: cell(MeasureDone), Ages: map[AgeBand]Cell{}}
	for _, band := range AgeBands() {
		r.Ages[band] = cell(MeasureOpen, func(f *CaseFilter) { f.Age = band })
	}
	return r
}

func (t *tableau) fill(open []heap, done []ended, back []models.Entry) error {
	t.b.Total = t.row("", func(*CaseFilter) {})
	for _, h := range open {
		paused := t.a.standsStill(models.Case{Business: h.Business, Edition: models.Date(h.Edition), State: h.State})
		for _, r := range []*BoardRow{&t.b.Total, t.business(h.Business), t.station(h.Station)} {
			t.add(r, h, paused)
		}
		t.wait(h)
	}
	for _, e := range done {
		for _, r := range []*BoardRow{&t.b.Total, t.business(e.Business), t.station(e.Station)} {
			r.Done.N += e.N
		}
	}
	if err := t.sentBack(back); err != nil {
		return err
	}
	return t.name()
}

func (t *tableau) add(r *BoardRow, h heap, paused bool) {
	r.Open.N += h.N
	age := r.Ages[AgeBand(h.Age)]
	age.N += h.N
	r.Ages[AgeBand(h.Age)] = age
	r.Oldest = max(r.Oldest, t.age(h.Oldest))
	switch {
	case paused:
	case h.Due == "past":
		r.Overdue.N += h.N
	case h.Due == "week":
		r.DueWeek.N += h.N
	}
}

// age is how many working days ago a day was.
func (t *tableau) age(received string) int {
	n, _ := t.a.r.Calendar().WorkdaysBetween(models.Date(received), t.a.today)
	return max(0, n)
}

// line is the row of a key, made when it is the first.
func line(rows *[]BoardRow, key string, fresh func() BoardRow) *BoardRow {
	i := slices.IndexFunc(*rows, func(r BoardRow) bool { return r.Key == key })
	if i < 0 {
		*rows = append(*rows, fresh())
		i = len(*rows) - 1
	}
	return &(*rows)[i]
}

func (t *tableau) business(b string) *BoardRow {
	return line(&t.b.Businesses, b, func() BoardRow {
		return t.row(b, func(f *CaseFilter) { f.Business = workflow.Business(b) })
	})
}

func (t *tableau) station(org string) *BoardRow {
	return line(&t.b.Stations, org, func() BoardRow { return t.row(org, func(f *CaseFilter) { f.Station, f.Alone = org, true }) })
}

func (t *tableau) wait(h heap) {
	p := t.a.r.turns().of(models.Case{Business: h.Business, Edition: models.Date(h.Edition), State: h.State}).party
	i := slices.IndexFunc(t.b.Waits, func(w WaitRow) bool { return w.Party == p })
	if i < 0 {
		f := t.base
		f.Measure, f.Party = MeasureOpen, p
		t.b.Waits = append(t.b.Waits, WaitRow{Party: p, Name: partyWord(p), Open: Cell{Filter: f}})
		i = len(t.b.Waits) - 1
	}
	t.b.Waits[i].Open.N += h.N
	t.b.Waits[i].Oldest = max(t.b.Waits[i].Oldest, t.age(h.Oldest))
}

// name gives the rows their names and their order: businesses as the book has them,
// stations by code, the others most first.
func (t *tableau) name() error {
	orgs := []string{t.b.Org}
	for _, r := range t.b.Stations {
		orgs = append(orgs, r.Key)
	}
	names, err := t.a.namesOf(orgs, nil, nil)
	t.b.OrgName = names[t.b.Org]
	for i, r := range t.b.Stations {
		t.b.Stations[i].Name = names[r.Key]
	}
	order := map[string]int{}
	for n, d := range t.a.r.book.All(t.a.today) {
		order[string(d.Business)] = n
	}
	for i, r := range t.b.Businesses {
		t.b.Businesses[i].Name = t.a.businessWord(r.Key)
	}
	slices.SortFunc(t.b.Businesses, func(x, y BoardRow) int { return order[x.Key] - order[y.Key] })
	slices.SortFunc(t.b.Stations, func(x, y BoardRow) int { return cmpText(x.Key, y.Key) })
	slices.SortFunc(t.b.Waits, func(x, y WaitRow) int {
		if x.Open.N != y.Open.N {
			return int(y.Open.N - x.Open.N)
		}
		return strings.Compare(string(x.Party), string(y.Party))
	})
	return err
}

// Cells lists every number of the board that has a list of cases.
func (b *Board) Cells() []Cell {
	var out []Cell
	for _, r := range slices.Concat([]BoardRow{b.Total}, b.Businesses, b.Stations) {
		out = append(out, r.Open, r.DueWeek, r.Overdue, r.Done)
		for _, band := range AgeBands() {
			out = append(out, r.Ages[band])
		}
	}
	for _, w := range b.Waits {
		out = append(out, w.Open)
	}
	for _, s := range b.SentBack {
		out = append(out, s.Cases)
	}
	return out
}
