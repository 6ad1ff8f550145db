package uploads

import (
	"bytes"
	"context"
	"errors"
	"io"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"hukou/roster"
	"hukou/uploads/uploadstest"
)

// mostOfAProcess is what looking at any of the hostile files may take in the process
// that does it; what the service itself takes is measured on the running program.
const mostOfAProcess = 50 << 20

func TestFilesMadeToHurtAreRefusedInAProcessThatStaysSmall(t *testing.T) {
	g := inProcess(t, "inspect")
	big := bytes.Repeat([]byte("stream\n"), 1<<20)
	for name, c := range map[string]struct {
		data []byte
		code string
	}{
		"20,000 × 20,000 PNG":          {uploadstest.Flood(), "too_many_pixels"},
		"a PNG that unfolds further":   {unfoldsFurther(), "damaged_file"},
		"a JPEG of 65,500 × 65,500":    {stretched(), "too_many_pixels"},
		"PDF packed three times":       {uploadstest.Nest(), "packed_file"},
		"PDF that unfolds to 256 MB":   {uploadstest.Inflating(), "packed_file"},
		"PDF of a million streams":     {uploadstest.PDF(string(big)), "packed_file"},
		"SVG with a script":            {uploadstest.SVG(), "bad_file"},
		"SVG behind a byte order mark": {append([]byte("\ufeff"), uploadstest.SVG()...), "bad_file"},
		"a page called a text":         {[]byte("笔录\n" + uploadstest.Script), "bad_file"},
		"a zip":                        {uploadstest.Workbook(nil), "bad_file"},
		"GIF with a page":              {[]byte("GIF89a\x01\x00\x01\x00" + uploadstest.Script), "bad_file"},
		"half a JPEG":                  {uploadstest.JPEG(64, 64)[:400], "damaged_file"},
		"half a PNG":                   {uploadstest.PNG(64, 64, 9)[:60], "damaged_file"},
		"the head of a PDF":            {[]byte("%PDF-1.4 and nothing"), "damaged_file"},
		"a program":                    {[]byte("\x7fELF\x02\x01\x01\x00"), "bad_file"},
	} {
		t.Run(name, func(t *testing.T) {
			wantScan(t, g, c.data, c.code)
			took := peak(t, request{Act: lookAtScan}, c.data)
			if t.Logf("%d MB", took>>20); took > mostOfAProcess {
				t.Errorf("its process took %d MB", took>>20)
			}
		})
	}
}

// peak is the most memory that the process for a file had in use (VmHWM).
func peak(t *testing.T, q request, data []byte) int64 {
	t.Helper()
	q.Size = len(data)
	head, err := message(q)
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	cmd := inProcess(t, "inspect and tell").process(context.Background())
	cmd.Stdin, cmd.Stderr = io.MultiReader(bytes.NewReader(head), bytes.NewReader(data)), &said
	if _, _, err := converse(cmd, func() {}); err != nil {
		t.Errorf("the process: %v", err)
		return 0
	}
	_, rest, _ := strings.Cut(said.String(), "VmHWM:")
	n, err := strconv.ParseInt(strings.TrimSpace(rest[:strings.Index(rest, "kB")]), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n << 10
}

// unfoldsFurther is a PNG of one pixel whose data hold a hundred megabytes.
func unfoldsFurther() []byte {
	sound := uploadstest.PNG(1, 1, 0)
	at := bytes.Index(sound, []byte("IDAT")) - 4
	return append(bytes.Clone(sound[:at]), append(uploadstest.Chunk("IDAT", uploadstest.Deflate(uploadstest.Zeros(100<<20))), uploadstest.Chunk("IEND", nil)...)...)
}

// stretched is a small JPEG whose head says that it is huge.
func stretched() []byte {
	b := uploadstest.JPEG(16, 16)
	at := bytes.Index(b, []byte{0xFF, 0xC0})
	copy(b[at+5:], []byte{0xFF, 0xDC, 0xFF, 0xDC})
	return b
}

func TestPDFThatActsByItselfIsRefused(t *testing.T) {
	g := New(Config{})
	inside := func(text string) string {
		return uploadstest.Stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", uploadstest.Deflate(strings.NewReader(text)))
	}
	for name, c := range map[string]struct{ object, code string }{
		"script":                    {"<</S/JavaScript/JS(app.alert(1))>>", "active_file"},
		"script in other letters":   {"<</S/J#61vaScr#69pt/JS(app.alert(1))>>", "active_file"},
		"script in an object list":  {inside("9 0 <</S/JavaScript/JS(app.alert(1))>>"), "active_file"},
		"script far inside":         {inside(strings.Repeat("% nothing here\n", 20_000) + "<</S/JavaScript>>"), "active_file"},
		"list that hides its kind":  {uploadstest.Stream("", uploadstest.Deflate(strings.NewReader("<</S/JavaScript>>"))), "active_file"},
		"script in a comment":       {"% 9 0 obj <</S/JavaScript>> endobj\nnull", "active_file"},
		"program to start":          {"<</S/Launch/F(cmd.exe)>>", "active_file"},
		"attachment":                {"<</Names<</EmbeddedFiles 9 0 R>>>>", "active_file"},
		"form that sends":           {"<</S/SubmitForm/F(http://example.invalid)>>", "active_file"},
		"password":                  {"<</Encrypt 9 0 R>>", "locked_file"},
		"packed as text first":      {uploadstest.Stream("/Filter[/ASCIIHexDecode/FlateDecode]", []byte("789c")), "packed_file"},
		"packing told elsewhere":    {uploadstest.Stream("/Filter 9 0 R", []byte("789c")), "packed_file"},
		"packed twice, abbreviated": {uploadstest.Stream("/F#69lter[/Fl/Fl]", []byte("x")), "packed_file"},
		"a page and a picture":      {uploadstest.Stream("/Subtype/Image/Filter[/FlateDecode/DCTDecode]", uploadstest.Deflate(bytes.NewReader(uploadstest.JPEG(8, 8)))), ""},
		"an opening view":           {"<</OpenAction[3 0 R/Fit]/Names 9 0 R>>", ""},
	} {
		t.Run(name, func(t *testing.T) { wantScan(t, g, uploadstest.PDF(c.object), c.code) })
	}
}

func TestRosterMadeToHurtIsRefused(t *testing.T) {
	g := inProcess(t, "inspect")
	part := func(name string) []byte {
		return uploadstest.Workbook(map[string]io.Reader{name: strings.NewReader("x")})
	}
	many := map[string]io.Reader{}
	for i := range 1200 {
		many["xl/media/"+string(rune('a'+i%26))+strings.Repeat("x", i/26)] = strings.NewReader("")
	}
	for name, c := range map[string]struct {
		data []byte
		code string
	}{
		"zip bomb":              {uploadstest.ZipBomb(), "file_unzipped_large"},
		"a thousand parts":      {uploadstest.Workbook(many), "file_not_xlsx"},
		"a part outside":        {part("../../etc/cron.d/x"), "file_not_xlsx"},
		"a part from the root":  {part("/etc/passwd"), "file_not_xlsx"},
		"a part twice":          {part("XL/workbook.xml"), "file_not_xlsx"},
		"macros":                {part("xl/vbaProject.bin"), "file_active"},
		"links to other files":  {part("xl/externalLinks/externalLink1.xml"), "file_active"},
		"an object of its own":  {part("xl/embeddings/oleObject1.bin"), "file_active"},
		"a picture called xlsx": {uploadstest.PNG(1, 1, 0), "file_not_xlsx"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := g.Roster(context.Background(), c.data, roster.XLSX, Standing{Today: "2026-09-24"}, true)
			var wrong *roster.FileError
			if !errors.As(err, &wrong) || wrong.Code != c.code {
				t.Errorf("%v, want %s", err, c.code)
			}
			took := peak(t, request{Act: readRoster, Format: roster.XLSX, Cells: true}, c.data)
			if t.Logf("%d MB", took>>20); took > mostOfAProcess {
				t.Errorf("its process took %d MB", took>>20)
			}
			if _, err := g.Annotate(context.Background(), c.data, nil); c.code != "file_not_xlsx" && !errors.As(err, &wrong) {
				t.Errorf("it was written back: %v", err)
			}
		})
	}
}

// This process opens none of the files: what it takes for them is what it sends on.
func TestTheOneWhoAsksTakesLittleMemory(t *testing.T) {
	g := inProcess(t, "inspect")
	flood, bomb := uploadstest.Flood(), uploadstest.ZipBomb()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	wantScan(t, g, flood, "too_many_pixels")
	_, _, err := g.Roster(context.Background(), bomb, roster.XLSX, Standing{}, false)
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; err == nil || took > 2<<20 {
		t.Errorf("%d bytes were taken; the bomb: %v", took, err)
	}
}
