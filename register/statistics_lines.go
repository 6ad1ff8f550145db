package register

import (
	"cmp"
	"slices"
	"strings"

	"hukou/models"
	"hukou/workflow"
)

// line is a row with nothing in it.
func (c *census) line(key string, name workflow.Word) StatRow {
	r := StatRow{Key: key, Name: name, Values: map[string]int64{}}
	for _, col := range c.spec.columns {
		r.Values[col.Key] = 0
	}
	return r
}

// finish derives what is no sum, and drops what no column shows.
func (s statSpec) finish(values map[string]int64) {
	if s.derive != nil {
		s.derive(values)
	}
	for key := range values {
		if !slices.ContainsFunc(s.columns, func(c StatColumn) bool { return c.Key == key }) {
			delete(values, key)
		}
	}
}

// meanOf derives the mean of a sum over a number, rounded half up; none of nothing is 0.
func meanOf(sum, number, mean string) func(map[string]int64) {
	return func(values map[string]int64) {
		if n := values[number]; n > 0 {
			values[mean] = (2*values[sum] + n) / (2 * n)
		}
	}
}

// lines are those of the sheet: by body, or by what its figures are counted by.
func (c *census) lines(f figures) []StatRow {
	if c.spec.rows == nil {
		return c.bodies(f)
	}
	sums := map[string]map[string]int64{}
	var used []string
	for _, values := range f {
		for k, n := range values {
			key, row, _ := strings.Cut(k, "|")
			if sums[row] == nil {
				sums[row], used = map[string]int64{}, append(used, row)
			}
			sums[row][key] += n
		}
	}
	slices.Sort(used)
	out := []StatRow{}
	for _, r := range c.spec.rows(c, used) {
		line := c.line(r.Value, r.Word)
		for k, n := range sums[r.Value] {
			line.Values[k] += n
		}
		out = append(out, line)
	}
	return out
}

// bodies are the bodies just below the one asked for, and itself where it has figures of its
// own. One that is no more has a line while there are figures of it.
func (c *census) bodies(f figures) []StatRow {
	out := []StatRow{}
	at := map[string]int{}
	for _, code := range c.below {
		o := c.orgs[code]
		for code != c.at && c.orgs[code].Parent != c.at {
			code = c.orgs[code].Parent
		}
		values, has := f[o.Code]
		gone := o.MergedInto != "" || o.ValidTo != "" && o.ValidTo <= c.month
		if !has && (gone || code == c.at && o.Kind != models.KindStation) {
			continue
		}
		if _, is := at[code]; !is {
			at[code] = len(out)
			row := c.line(code, orgWords([]models.Organisation{c.orgs[code]})[code])
			row.Body = code != c.at
			out = append(out, row)
		}
		for k, n := range values {
			out[at[code]].Values[k] += n
		}
	}
	slices.SortFunc(out, func(x, y StatRow) int { return cmp.Compare(x.Key, y.Key) })
	return out
}

// balances tells whether what is there at the start, with what came and went, is what is
// there at the end, at each station.
func (c *census) balances(f figures) bool {
	for _, values := range f {
		rest := int64(0)
		for _, col := range c.spec.columns {
			switch col.Sign {
			case 2:
				rest -= values[col.Key]
			default:
				rest += int64(col.Sign) * values[col.Key]
			}
		}
		if rest != 0 {
			return false
		}
	}
	return true
}
