package cast_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"hukou/cast"
	"hukou/models"
	"hukou/roster"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the roster files anew")

// rosterFiles are the files of the repository and whom they list.
func rosterFiles() map[string][]cast.Child {
	return map[string][]cast.Child{"roster-70": cast.Seventy(), "roster-next": cast.Next()}
}

func TestRosterFilesListTheChildren(t *testing.T) {
	rules := roster.Rules{Today: models.DateOf(cast.Opening()), AdultOn: models.DateOf(cast.Opening()), StationKnown: stationKnown}
	for name, all := range rosterFiles() {
		for format, write := range map[roster.Format]func(io.Writer, []cast.Child) error{roster.XLSX: cast.WriteXLSX, roster.CSV: cast.WriteCSV} {
			path := filepath.Join("testdata", name+"."+string(format))
			if *update {
				writeFile(t, path, func(w io.Writer) error { return write(w, all) })
			}
			file, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got, err := roster.Parse(bytes.NewReader(file), format, int64(len(file)), rules)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range got.Problems {
				t.Errorf("%s: %s", path, p)
			}
			want := make([]roster.Line, len(all))
			for i, c := range all {
				want[i] = c.Line()
				want[i].Row = i + 2
				if format == roster.XLSX {
					want[i].Sheet = roster.SheetName
				}
			}
			if diff := cmp.Diff(want, got.Lines); diff != "" {
				t.Errorf("%s does not list the children (-want +got):\n%s", path, diff)
			}
		}
	}
}

func writeFile(t *testing.T, path string, write func(io.Writer) error) {
	t.Helper()
	var buffer bytes.Buffer
	if err := write(&buffer); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, buffer.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func stationKnown(code string) bool {
	for _, c := range cast.Seventy() {
		if c.Station == code {
			return true
		}
	}
	return false
}
