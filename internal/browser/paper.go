package browser

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Paper is what a page prints, read back from its PDF by poppler.
type Paper struct {
	// Text is what stands on it, line by line as it is laid out.
	Text string
	// Pages is how many sheets it takes; Width and Height are those of the first, in mm.
	Pages         int
	Width, Height float64
	// Metadata is what the file says of itself beside what stands on it: title, author,
	// subject, key words, what made it and when, in its dictionary and as XMP.
	Metadata string
	pdf      []byte
}

// Print prints the page as its style sheet says and reads the PDF back.
func (p *Page) Print() Paper {
	p.t.Helper()
	paper := Paper{pdf: p.PDF()}
	paper.Text = string(paper.poppler(p.t, "pdftotext", "-layout", "-enc", "UTF-8", "-", "-"))
	paper.Metadata = paper.metadata(p.t)
	var wide, high float64
	for line := range strings.Lines(paper.Metadata) {
		name, value, _ := strings.Cut(line, ":")
		switch value = strings.TrimSpace(value); name {
		case "Pages":
			_, _ = fmt.Sscanf(value, "%d", &paper.Pages)
		case "Page size":
			_, _ = fmt.Sscanf(value, "%f x %f pts", &wide, &high)
		}
	}
	paper.Width, paper.Height = wide*25.4/72, high*25.4/72
	if paper.Pages == 0 || paper.Width == 0 {
		p.t.Fatalf("pdfinfo says nothing of a PDF of %d bytes", len(paper.pdf))
	}
	return paper
}

// metadata is what poppler reads of the file itself.
func (p Paper) metadata(t testing.TB) string {
	return string(p.poppler(t, "pdfinfo", "-enc", "UTF-8", "-")) + string(p.poppler(t, "pdfinfo", "-meta", "-"))
}

// Lacks says which of the texts do not stand on the paper. Where a line ends, and how
// words are spaced, does not count.
func (p Paper) Lacks(texts ...string) []string {
	all := closed(p.Text)
	var out []string
	for _, x := range texts {
		if !strings.Contains(all, closed(x)) {
			out = append(out, x)
		}
	}
	return out
}

func closed(text string) string { return strings.Join(strings.Fields(text), "") }

// Picture is the first page in grey, at so many dots an inch.
func (p Paper) Picture(t testing.TB, dpi int) *image.Gray {
	t.Helper()
	return gray(t, p.poppler(t, "pdftoppm", "-r", fmt.Sprint(dpi), "-gray", "-png", "-f", "1", "-l", "1", "-", ""))
}

func (p Paper) poppler(t testing.TB, program string, args ...string) []byte {
	t.Helper()
	if program == "pdftoppm" { // It writes to standard output only without a name.
		args = args[:len(args)-1]
	}
	cmd := exec.Command(program, args...) // #nosec G204 -- tests run poppler over paper they have printed
	var out, said bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(p.pdf), &out, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s (Debian: apt-get install poppler-utils): %v: %s", program, err, said.String())
	}
	return out.Bytes()
}

func gray(t testing.TB, data []byte) *image.Gray {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out := image.NewGray(img.Bounds())
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			out.SetGray(x, y, color.GrayModel.Convert(img.At(x, y)).(color.Gray))
		}
	}
	return out
}

// dots an inch of a reference picture; cell is the side of a square that is compared.
const (
	dots = 72
	cell = 4 // mm
)

// Looks compares the paper with a reference picture, or writes the reference.
//
// Machines draw the same Chinese sheet alike but for the strokes: each character fills
// its square whatever the font, lines have a fixed height, and rules stand where they
// stand; only the ink inside a square differs. So both pictures are thinned to squares
// of 4 mm, about a character each, and the mean ink of the squares is compared. A line
// more or less, text that is cut or has moved, or another box changes whole squares by
// 40 of 255 and more, while another face or smoothing changes them by 10 to 20. A
// sheet fails where more than one square in a hundred differs by more than 30.
func (p Paper) Looks(t testing.TB, reference string, update bool) {
	t.Helper()
	got := p.Picture(t, dots)
	if update {
		var b bytes.Buffer
		if err := png.Encode(&b, got); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(reference), 0o755); err != nil { // #nosec G301 -- pictures of the tests are part of the source
			t.Fatal(err)
		}
		if err := os.WriteFile(reference, b.Bytes(), 0o644); err != nil { // #nosec G306 -- pictures of the tests are part of the source
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(reference) // #nosec G304 -- a picture that stands beside the tests
	if err != nil {
		t.Fatalf("%v: make it with -update, and look at it", err)
	}
	odd, all := Differ(got, gray(t, data))
	if odd*100 > all {
		kept := filepath.Join(os.TempDir(), "hukou-"+filepath.Base(reference))
		var b bytes.Buffer
		if png.Encode(&b, got) == nil {
			_ = os.WriteFile(kept, b.Bytes(), 0o600)
		}
		t.Errorf("the sheet does not look like %s: %d of %d squares differ; it is in %s, -update takes it as it is now", reference, odd, all, kept)
	}
}

// Differ counts the squares of two pictures of papers that differ, and all squares.
// Pictures of different sizes differ everywhere.
func Differ(a, b *image.Gray) (odd, all int) {
	side := dots * cell * 10 / 254
	w, h := a.Bounds().Dx(), a.Bounds().Dy()
	all = ((w + side - 1) / side) * ((h + side - 1) / side)
	if abs(w-b.Bounds().Dx()) > 1 || abs(h-b.Bounds().Dy()) > 1 {
		return all, all
	}
	for y := 0; y < h; y += side {
		for x := 0; x < w; x += side {
			square := image.Rect(x, y, x+side, y+side)
			if abs(ink(a, square)-ink(b, square)) > 30 {
				odd++
			}
		}
	}
	return odd, all
}

// ink is the mean darkness of a square, 0 to 255.
func ink(img *image.Gray, square image.Rectangle) int {
	square = square.Intersect(img.Bounds())
	sum, n := 0, 0
	for y := square.Min.Y; y < square.Max.Y; y++ {
		for x := square.Min.X; x < square.Max.X; x++ {
			sum, n = sum+255-int(img.GrayAt(x, y).Y), n+1
		}
	}
	if n == 0 {
		return 0
	}
	return sum / n
}

func abs(n int) int { return max(n, -n) }
