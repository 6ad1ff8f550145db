package render

import (
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hukou/models"
	"hukou/workflow"
)

var update = flag.Bool("update", false, "write docs/workflows anew")

const docs = "../../docs/workflows"

// TestTheWrittenRulesAreTheRulesInForce is the golden test: a change of the rules
// must appear in docs/workflows as sentences a supervisor can read. A released
// edition is frozen by its files: if one of them changes here, write a new edition
// instead.
func TestTheWrittenRulesAreTheRulesInForce(t *testing.T) {
	b := workflow.NewBook()
	if *update {
		if err := Write(b, docs); err != nil {
			t.Fatal(err)
		}
	}
	stale, err := Stale(b, docs)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range stale {
		t.Errorf("docs/workflows/%s; look at the change, then run: go test ./workflow/render -update", s)
	}
}

func each(t *testing.T, f func(t *testing.T, w writer)) {
	b := workflow.NewBook()
	for _, d := range b.Editions() {
		for _, l := range Langs() {
			t.Run(fmt.Sprintf("%s@%s %s", d.Business, d.Edition, l), func(t *testing.T) { f(t, writer{b, d, l}) })
		}
	}
}

func TestTheSameRulesGiveTheSameBytes(t *testing.T) {
	want := files(workflow.NewBook())
	for range 5 {
		if diff := cmp.Diff(want, files(workflow.NewBook())); diff != "" {
			t.Fatalf("a second run differs:\n%s", diff)
		}
	}
}

func TestTheTableHasEveryStepAndNoEmptyWord(t *testing.T) {
	each(t, func(t *testing.T, w writer) {
		rows := strings.Split(strings.SplitN(RuleTable(w.b, w.d, w.l), "\n\n", 3)[1], "\n")
		if len(rows) != len(w.d.Steps)+2 {
			t.Fatalf("%d rows for %d steps", len(rows)-2, len(w.d.Steps))
		}
		for i, row := range rows[2:] {
			cells := strings.Split(strings.Trim(row, "| "), " | ")
			if len(cells) != 9 {
				t.Errorf("row %d has %d cells: %s", i, len(cells), row)
				continue
			}
			if want := w.event(w.d.Steps[i].On); cells[1] != want {
				t.Errorf("row %d is about %q, want %q", i, cells[1], want)
			}
			for j, c := range cells {
				gap := strings.Contains(c, "、、") || strings.HasPrefix(c, "、") || strings.HasSuffix(c, "、")
				if needed := j == 0 || j == 1 || j == 2 || j == 5 || j == 8; gap || needed && c == "—" {
					t.Errorf("row %d, column %d lacks a word: %q", i, j, c)
				}
			}
		}
	})
}

func TestEveryConditionOfTheTableIsExplainedBelowIt(t *testing.T) {
	each(t, func(t *testing.T, w writer) {
		text := RuleTable(w.b, w.d, w.l)
		for _, s := range w.d.Steps {
			for _, id := range s.If {
				if !strings.Contains(text, "`"+string(id)+"`") {
					t.Errorf("%s is not explained", id)
				}
			}
		}
	})
}

func TestThePictureIsWellFormedAndBringsNothingFromElsewhere(t *testing.T) {
	each(t, func(t *testing.T, w writer) {
		picture := SVG(w.b, w.d, w.l, "")
		decode := xml.NewDecoder(strings.NewReader(picture))
		for {
			_, err := decode.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, no := range []string{"<script", "<style", "href", "url(", "<image", "onload"} {
			if strings.Contains(picture, no) {
				t.Errorf("the picture holds %s", no)
			}
		}
		for _, s := range w.d.States() {
			if !strings.Contains(picture, ">"+html.EscapeString(w.state(s))+"</text>") {
				t.Errorf("%s is not drawn", s)
			}
		}
		if strings.Contains(picture, "flow-now") {
			t.Error("a state is marked though no case stands anywhere")
		}
	})
}

func TestThePictureMarksWhereTheCaseStands(t *testing.T) {
	each(t, func(t *testing.T, w writer) {
		for _, s := range w.d.States() {
			if n := strings.Count(SVG(w.b, w.d, w.l, s), "flow-now"); n != 1 {
				t.Errorf("%d states are marked when the case is %s", n, s)
			}
		}
	})
}

// area is a rectangle of the picture.
type area struct{ left, top, right, bottom int }

func (a area) meets(o area) bool {
	return a.left < o.right && o.left < a.right && a.top < o.bottom && o.top < a.bottom
}

// TestNoLabelMeetsABoxOrAnotherLabel measures the picture: boxes, the labels of the
// lines that leave them, and the labels of the main line.
func TestNoLabelMeetsABoxOrAnotherLabel(t *testing.T) {
	each(t, func(t *testing.T, w writer) {
		p := w.place("")
		found := map[string]area{}
		for _, b := range p.boxes {
			found["box "+b.name] = area{b.x, b.y, b.x + b.w, b.y + b.h}
			if b.spine != "" {
				y := b.y + b.h + 15
				found["main "+b.name+" "+b.spine] = area{b.x + spineX + 9, y - labelSize + 1, b.x + spineX + 9 + textWidth(b.spine, labelSize), y + 2}
			}
			if got := textWidth(b.name, nameSize); got > b.w {
				t.Errorf("%s is wider than its box", b.name)
			}
		}
		for i, s := range p.stubs {
			wide := textWidth(s.label, labelSize)
			at := area{p.boxRight + 5, s.y - 3 - labelSize + 1, p.boxRight + 5 + wide, s.y - 1}
			if !s.right {
				at.left, at.right = p.boxLeft-5-wide, p.boxLeft-5
			}
			found[fmt.Sprint("line ", i, " ", p.boxes[s.box].name, " ", s.label)] = at
		}
		for x, a := range found {
			if a.left < 0 || a.right > p.width || a.bottom > p.height {
				t.Errorf("%s lies outside the picture", x)
			}
			for y, b := range found {
				if x < y && a.meets(b) {
					t.Errorf("%s meets %s", x, y)
				}
			}
			for _, l := range p.lanes {
				if strings.HasPrefix(x, "line") && a.meets(area{l.x, l.top, l.x + 1, l.bottom}) {
					t.Errorf("%s is crossed by the lane to %s", x, p.boxes[l.target].name)
				}
			}
		}
	})
}

func TestTheMermaidDiagramHasAsciiIdsAndEveryState(t *testing.T) {
	line := regexp.MustCompile(`^    (state ".+" as [a-z0-9_]+|(\[\*\]|[a-z0-9_]+) --> (\[\*\]|[a-z0-9_]+)( : .+)?)$`)
	each(t, func(t *testing.T, w writer) {
		lines := strings.Split(strings.TrimSpace(Mermaid(w.b, w.d, w.l)), "\n")
		if lines[0] != "stateDiagram-v2" {
			t.Fatalf("the diagram begins with %q", lines[0])
		}
		for _, text := range lines[1:] {
			if !line.MatchString(text) {
				t.Errorf("Mermaid would not read: %s", text)
			}
		}
		for _, s := range w.d.States() {
			if !slices.ContainsFunc(lines, func(l string) bool { return strings.HasSuffix(l, "\" as "+string(s)) }) {
				t.Errorf("%s is missing", s)
			}
		}
		for _, s := range w.d.Ends {
			if !slices.Contains(lines, fmt.Sprintf("    %s --> [*]", s)) {
				t.Errorf("the end %s is no end", s)
			}
		}
	})
}

func TestAChangedAMissingAndALeftOverFileAreNamed(t *testing.T) {
	b, dir := workflow.NewBook(), filepath.Join(t.TempDir(), "workflows")
	if err := Write(b, dir); err != nil {
		t.Fatal(err)
	}
	if stale, err := Stale(b, dir); err != nil || len(stale) > 0 {
		t.Fatalf("fresh files are stale: %v %v", stale, err)
	}
	for name, text := range map[string]string{"birth_cert.zh.md": "x", "old_business.zh.md": "y"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(dir, "README.md")); err != nil {
		t.Fatal(err)
	}
	want := []string{"README.md: missing", "birth_cert.zh.md: changed", "old_business.zh.md: left over"}
	got, err := Stale(b, dir)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("stale files (-want +got): %v\n%s", err, diff)
	}
}

func TestALaterEditionLeavesTheFirstOnesFileAlone(t *testing.T) {
	for edition, want := range map[models.Date]string{"2021-10-01": "ward_line", "2027-01-01": "ward_line@2027-01-01"} {
		if got := named("ward_line", edition, "2021-10-01"); got != want {
			t.Errorf("edition %s is written to %s, want %s", edition, got, want)
		}
	}
}

func TestTheMainLineLeadsToTheGoal(t *testing.T) {
	b := workflow.NewBook()
	d, _ := b.Get(workflow.BirthCert, "2021-10-01")
	w := writer{b, d, En}
	got := arrange(w.graph(), d.Initial, d.Ends).main
	want := []workflow.State{workflow.Draft, workflow.Lodged, workflow.Accepted, workflow.Verifying, workflow.StationReview, workflow.CountyReview,
		workflow.CityReview, workflow.Approved, workflow.Effected, workflow.Delivered}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("main line (-want +got):\n%s", diff)
	}
}
