package gb

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"sync"

	"hukou/models"
)

//go:embed data/ningxia.csv
var ningxiaCSV string

//go:embed data/nation.csv
var nationCSV string

// divisionTable is both files in memory, about 8,000 rows and half a mebibyte: a row
// points into the text that the program carries, and what follows from that is worked
// out when it is asked for.
type divisionTable struct {
	rows       []divisionRow // by code, then by time
	successors map[divisionKey][]string
}

// divisionRow is a row as its file has it.
type divisionRow struct {
	code, name, source string
	from, to           string    // years; empty is open
	whole              *Division // where the file tells everything
}

type divisionKey struct{ code, name string }

func keyOf(row Division) divisionKey { return divisionKey{row.Code, row.Name} }

// divisions reads the embedded files when they are first asked for. They are
// part of the program: a row that cannot be read is a mistake of ours, found by
// the tests, and stops the program.
var divisions = sync.OnceValue(func() *divisionTable {
	table, err := loadDivisions(ningxiaCSV, nationCSV)
	if err != nil {
		panic(fmt.Sprintf("gb: embedded divisions: %v", err))
	}
	return table
})

// start is the index of a code's first row, if it has any.
func (t *divisionTable) start(code string) (int, bool) {
	return slices.BinarySearchFunc(t.rows, code, func(row divisionRow, code string) int { return strings.Compare(row.code, code) })
}

// of are the rows of a code in the order of time.
func (t *divisionTable) of(code string) []Division {
	var out []Division
	start, _ := t.start(code)
	for _, row := range t.rows[start:] {
		if row.code != code {
			break
		}
		out = append(out, t.division(row))
	}
	return out
}

// all are the rows with everything that follows from them.
func (t *divisionTable) all() []Division {
	out := make([]Division, len(t.rows))
	for i, row := range t.rows {
		out[i] = t.division(row)
	}
	return out
}

func (t *divisionTable) division(row divisionRow) Division {
	if row.whole != nil {
		return *row.whole
	}
	return Division{Code: row.code, Name: row.name, Level: levelOf(row.code, row.name), Parent: t.parent(row.code),
		From: row.first(), To: row.last(), Source: row.source,
		Verified: strings.Contains(row.source, "+") && !strings.Contains(row.source, SourceRecalled)}
}

func (row divisionRow) first() models.Date { return dayOf(row.from, "-01-01") }
func (row divisionRow) last() models.Date  { return dayOf(row.to, "-12-31") }

func dayOf(year, rest string) models.Date {
	if year == "" {
		return ""
	}
	return models.Date(year + rest)
}

// parent is the code above: the prefecture where it was ever listed, else the province.
func (t *divisionTable) parent(code string) string {
	if strings.HasSuffix(code, "0000") {
		return ""
	}
	above := code[:4] + "00"
	if _, listed := t.start(above); !listed || above == code {
		above = code[:2] + "0000"
	}
	return above
}

func loadDivisions(ningxia, nation string) (*divisionTable, error) {
	table := &divisionTable{rows: make([]divisionRow, 0, strings.Count(ningxia, "\n")+strings.Count(nation, "\n")), successors: map[divisionKey][]string{}}
	if err := table.addNingxia(ningxia); err != nil {
		return nil, fmt.Errorf("ningxia.csv: %w", err)
	}
	if err := table.addNation(nation); err != nil {
		return nil, fmt.Errorf("nation.csv: %w", err)
	}
	slices.SortStableFunc(table.rows, func(a, b divisionRow) int {
		if a.code != b.code {
			return strings.Compare(a.code, b.code)
		}
		return strings.Compare(string(table.division(a).From), string(table.division(b).From))
	})
	for _, row := range table.rows {
		if row.whole != nil && row.whole.Parent == "" {
			row.whole.Parent = table.parent(row.code)
		}
	}
	return table, nil
}

// addNingxia reads rows that carry every column.
func (t *divisionTable) addNingxia(text string) error {
	records, err := readCSV(text, "code,name,name_en,level,parent,from,to,source,verified,successors")
	if err != nil {
		return err
	}
	for _, r := range records {
		row := Division{
			Code: r[0], Name: r[1], NameEn: r[2], Level: r[3], Parent: r[4],
			From: models.Date(r[5]), To: models.Date(r[6]), Source: r[7], Verified: r[8] == "true",
		}
		t.rows = append(t.rows, divisionRow{code: row.Code, whole: &row})
		if r[9] != "" {
			t.successors[keyOf(row)] = strings.Split(r[9], "|")
		}
	}
	return nil
}

// addNation reads the short rows of the rest of the country: years in place of
// dates, and no column that follows from the others.
func (t *divisionTable) addNation(text string) error {
	header, rows, _ := strings.Cut(text, "\n")
	if want := "code,name,from,to,source"; header != want {
		return fmt.Errorf("the first line must be %q", want)
	}
	for line := range strings.Lines(rows) {
		r := strings.Split(strings.TrimSuffix(line, "\n"), ",")
		if len(r) != 5 || strings.Contains(line, `"`) {
			return fmt.Errorf("five plain columns are wanted: %q", line)
		}
		t.rows = append(t.rows, divisionRow{code: r[0], name: r[1], from: r[2], to: r[3], source: r[4]})
	}
	return nil
}

func levelOf(code, name string) string {
	switch {
	case strings.HasSuffix(code, "0000"):
		return LevelProvince
	case name == "市辖区", name == "市区", name == "县", name == "市", strings.Contains(name, "直辖"):
		return LevelHeading
	case strings.HasSuffix(code, "00"):
		return LevelPrefecture
	default:
		return LevelCounty
	}
}

// readCSV is the rows below the header, which must be the one expected.
func readCSV(text, header string) ([][]string, error) {
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(records) == 0 || strings.Join(records[0], ",") != header {
		return nil, fmt.Errorf("the first line must be %q", header)
	}
	return records[1:], nil
}
