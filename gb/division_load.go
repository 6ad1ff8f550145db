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

// divisionTable is both files in memory, about 8,000 rows and 2 MiB.
type divisionTable struct {
	rows       []Division
	first      map[string]int // code → index of its first row
	successors map[divisionKey][]string
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

// of are the rows of a code in the order of time.
func (t *divisionTable) of(code string) []Division {
	start, ok := t.first[code]
	if !ok {
		return nil
	}
	end := start
	for end < len(t.rows) && t.rows[end].Code == code {
		end++
	}
	return t.rows[start:end]
}

func loadDivisions(ningxia, nation string) (*divisionTable, error) {
	table := &divisionTable{first: map[string]int{}, successors: map[divisionKey][]string{}}
	if err := table.addNingxia(ningxia); err != nil {
		return nil, fmt.Errorf("ningxia.csv: %w", err)
	}
	if err := table.addNation(nation); err != nil {
		return nil, fmt.Errorf("nation.csv: %w", err)
	}
	slices.SortStableFunc(table.rows, func(a, b Division) int {
		if a.Code != b.Code {
			return strings.Compare(a.Code, b.Code)
		}
		return strings.Compare(string(a.From), string(b.From))
	})
	for i, row := range table.rows {
		if _, seen := table.first[row.Code]; !seen {
			table.first[row.Code] = i
		}
	}
	table.addParents()
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
		t.rows = append(t.rows, row)
		if r[9] != "" {
			t.successors[keyOf(row)] = strings.Split(r[9], "|")
		}
	}
	return nil
}

// addNation reads the short rows of the rest of the country: years in place of
// dates, and no column that follows from the others.
func (t *divisionTable) addNation(text string) error {
	records, err := readCSV(text, "code,name,from,to,source")
	if err != nil {
		return err
	}
	for _, r := range records {
		row := Division{Code: r[0], Name: r[1], Level: levelOf(r[0], r[1]), Source: r[4]}
		if r[2] != "" {
			row.From = models.Date(r[2] + "-01-01")
		}
		if r[3] != "" {
			row.To = models.Date(r[3] + "-12-31")
		}
		row.Verified = strings.Contains(row.Source, "+") && !strings.Contains(row.Source, SourceRecalled)
		t.rows = append(t.rows, row)
	}
	return nil
}

// addParents finds the code above for rows that name none: the prefecture where
// it was ever listed, else the province.
func (t *divisionTable) addParents() {
	for i, row := range t.rows {
		if row.Parent != "" || strings.HasSuffix(row.Code, "0000") {
			continue
		}
		above := row.Code[:4] + "00"
		if _, listed := t.first[above]; !listed || above == row.Code {
			above = row.Code[:2] + "0000"
		}
		t.rows[i].Parent = above
	}
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
