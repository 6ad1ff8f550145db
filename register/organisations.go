package register

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hukou/models"
)

// KindSite marks a row that is a service site of the station named as its parent.
const KindSite models.OrgKind = "site"

// StationRow is a line of the organisation's file: a body, or a service site with its
// address, office and timetable. Line is where it stands in the file, from 1.
type StationRow struct {
	Line       int
	Code       string
	Name       string
	NameEn     string
	Kind       models.OrgKind
	Parent     string
	Division   string
	ValidFrom  models.Date
	ValidTo    models.Date
	MergedInto string
	Address    string
	Office     string
	Timetable  string
}

// stationColumns are the columns of the file; the first five must be there.
var stationColumns = []string{"code", "name", "kind", "parent", "division", "name_en", "valid_from", "valid_to", "merged_into", "address", "office", "timetable"}

const stationColumnsNeeded = 5

// ReadStations reads the organisation's file: CSV in UTF-8 whose first line names the
// columns, in any order. It judges the shape alone; ImportStations judges the rows.
func ReadStations(file io.Reader) ([]StationRow, error) {
	data, err := io.ReadAll(io.LimitReader(file, 16<<20))
	if err != nil {
		return nil, fmt.Errorf("the file cannot be read: %w", err)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		return nil, errors.New("the file is not UTF-8: save it as CSV UTF-8")
	}
	reader := csv.NewReader(bytes.NewReader(data))
	reader.FieldsPerRecord = -1
	head, err := reader.Read()
	if err != nil {
		return nil, errors.New("the file is empty or no CSV: its first line names the columns, beginning with code,name,kind,parent,division")
	}
	place, err := stationHead(head)
	if err != nil {
		return nil, err
	}
	var rows []StationRow
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			return nil, fmt.Errorf("line %d of the file has a quotation mark that does not end, or one in the middle of a cell", broken.StartLine)
		}
		if err != nil {
			return nil, fmt.Errorf("the file cannot be read: %w", err)
		}
		line, _ := reader.FieldPos(0)
		if len(record) != len(head) {
			return nil, fmt.Errorf("line %d of the file has %d columns and the first line %d", line, len(record), len(head))
		}
		rows = append(rows, stationRow(line, record, place))
	}
}

// stationHead is where each column stands.
func stationHead(head []string) (map[string]int, error) {
	place := map[string]int{}
	for i, name := range head {
		name = strings.ToLower(strings.TrimSpace(name))
		if !slices.Contains(stationColumns, name) {
			return nil, fmt.Errorf("column %d of the file has an unknown name: the names are %s", i+1, strings.Join(stationColumns, ", "))
		}
		if _, twice := place[name]; twice {
			return nil, fmt.Errorf("the column %s stands twice in the file", name)
		}
		place[name] = i
	}
	for _, name := range stationColumns[:stationColumnsNeeded] {
		if _, ok := place[name]; !ok {
			return nil, fmt.Errorf("the file has no column %s", name)
		}
	}
	return place, nil
}

func stationRow(line int, record []string, place map[string]int) StationRow {
	at := func(name string) string {
		if i, ok := place[name]; ok {
			return strings.TrimSpace(record[i])
		}
		return ""
	}
	return StationRow{Line: line, Code: at("code"), Name: at("name"), NameEn: at("name_en"), Kind: models.OrgKind(strings.ToLower(at("kind"))),
		Parent: at("parent"), Division: at("division"), ValidFrom: models.Date(at("valid_from")), ValidTo: models.Date(at("valid_to")),
		MergedInto: at("merged_into"), Address: at("address"), Office: strings.ToLower(at("office")), Timetable: at("timetable")}
}

// site is the row as a service site; an empty timetable is daily on working days.
func (s StationRow) site() models.ServiceSite {
	out := models.ServiceSite{ID: s.Code, Org: s.Parent, Name: s.Name, NameEn: s.NameEn, Address: s.Address, Timetable: s.Timetable}
	out.Office, _ = strconv.ParseBool(s.Office)
	if out.Timetable == "" {
		out.Timetable = Timetable{Rule: RuleDaily, WorkdaysOnly: true}.String()
	}
	return out
}

// organisation is the row as a body.
func (s StationRow) organisation() models.Organisation {
	return models.Organisation{Code: s.Code, Name: s.Name, NameEn: s.NameEn, Kind: s.Kind, Parent: s.Parent, Division: s.Division,
		ValidFrom: s.ValidFrom, ValidTo: s.ValidTo, MergedInto: s.MergedInto}
}

// field names a cell for a report: "line 7: parent".
func (s StationRow) field(column string) string { return fmt.Sprintf("line %d: %s", s.Line, column) }
