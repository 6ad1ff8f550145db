package uploads

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"os"
	"os/exec"
	"reflect"
	"strconv"
	"sync"
	"testing"
	"time"

	"hukou/models"
	"hukou/roster"
	"hukou/uploads/uploadstest"
)

// What is taken over by a file reaches nothing: no file, no program, no network, and
// not the service's environment.
func TestTheProcessReachesNothing(t *testing.T) {
	for mode, wantDead := range map[string]bool{"reaches": false, "grows a little": false, "grows": true} {
		cmd := inProcess(t, mode).process(context.Background())
		var said bytes.Buffer
		cmd.Stdout, cmd.Stderr = &said, &said
		err := cmd.Run()
		if dead := err != nil; dead != wantDead || dead && !bytes.Contains(said.Bytes(), []byte("out of memory")) {
			t.Errorf("%s: %v: %.500s", mode, err, said.Bytes())
		}
	}
}

func TestAProcessThatTakesTooLongIsEnded(t *testing.T) {
	if testing.Short() {
		t.Log("the processor's limit takes ten seconds")
		return
	}
	cmd := inProcess(t, "spins").process(context.Background())
	err := cmd.Run()
	var exit *exec.ExitError
	// What it took of the processor counts: beside other work the same takes longer.
	if took := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(); !errors.As(err, &exit) || took > 3*maxSeconds*time.Second {
		t.Errorf("after %v: %v", took, err)
	}
}

// A file that kills its process is told to the officer as a file that costs too much; a
// process that does not start at all is no fault of the file.
func TestAProcessThatDiesCostsOneFile(t *testing.T) {
	wantScan(t, inProcess(t, "dies"), uploadstest.PNG(1, 1, 0), "costly_file")
	_, _, err := inProcess(t, "dies").Roster(context.Background(), []byte("姓名"), roster.CSV, Standing{}, false)
	var wrong *roster.FileError
	if !errors.As(err, &wrong) || wrong.Code != "file_costly" {
		t.Errorf("a roster: %v", err)
	}
	gone := New(Config{Program: []string{"/nowhere/hukou", "inspect"}})
	if _, err := gone.Scan(context.Background(), uploadstest.PNG(1, 1, 0)); !errors.Is(err, ErrBusy) {
		t.Errorf("without a program: %v", err)
	}
	if err := gone.Try(context.Background()); err == nil {
		t.Error("nobody would know")
	}
	if err := inProcess(t, "inspect").Try(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestOfManyFilesAtOnceFewAreOpenedAndFewWait(t *testing.T) {
	g := inProcess(t, "hangs")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var all sync.WaitGroup
	for range 2 + maxWaiting {
		all.Add(1)
		go func() {
			defer all.Done()
			_, _ = g.Scan(ctx, uploadstest.PNG(1, 1, 0))
		}()
	}
	for len(g.inside) < cap(g.inside) {
		time.Sleep(time.Millisecond)
	}
	if len(g.places) > 2 {
		t.Errorf("%d at once", len(g.places))
	}
	if _, err := g.Scan(ctx, uploadstest.PNG(1, 1, 0)); !errors.Is(err, ErrBusy) {
		t.Errorf("one more: %v", err)
	}
	if got, err := g.Scan(ctx, []byte("笔录")); err != nil || got.Kind != Text {
		t.Errorf("plain text waits for nobody: %v", err)
	}
	cancel()
	all.Wait()
	if len(g.inside) != 0 || len(g.places) != 0 {
		t.Errorf("%d are still inside", len(g.inside))
	}
}

// A roster that is read in a process of its own is read as it would be in place: names
// beyond the first plane, numbers in the clear, problems and cells.
func TestRosterComesThroughTheProcessWhole(t *testing.T) {
	var file bytes.Buffer
	lines := []roster.Line{
		{Name: "马小禾", Sex: models.SexFemale, BirthDate: "2015-03-07", IntakeNo: "FL-1", IntakeOn: "2016-01-02", LegalGround: roster.GroundParentsNotFound, OriginStation: "640522010000"},
		{Name: "𬴊𣲗", Sex: models.SexMale, BirthDate: "2014-05-06", CitizenNumber: "649901201405060015", IntakeNo: "FL-2", IntakeOn: "2016-01-02", LegalGround: roster.GroundParentsNotFound},
	}
	if err := roster.WriteXLSX(lines, &file); err != nil {
		t.Fatal(err)
	}
	ctx, now := context.Background(), Standing{Today: "2026-09-24", Stations: []string{"640522020000", "640522010000"}}
	there, thereCells, err := inProcess(t, "inspect").Roster(ctx, file.Bytes(), roster.XLSX, now, true)
	if err != nil {
		t.Fatal(err)
	}
	here, hereCells, err := New(Config{}).Roster(ctx, file.Bytes(), roster.XLSX, now, true)
	if err != nil {
		t.Fatal(err)
	}
	if here.Rows != 2 || len(here.Lines)+len(here.Problems) == 0 || !reflect.DeepEqual(there, here) || !reflect.DeepEqual(thereCells, hereCells) || len(hereCells) == 0 {
		t.Errorf("there %+v, here %+v", there, here)
	}
	for _, l := range there.Lines {
		if l.CitizenNumber != "" && l.CitizenNumber.Reveal() != "649901201405060015" {
			t.Errorf("the number came through as %s", l.CitizenNumber.Reveal())
		}
	}
	found := []roster.Found{{Head: "安永泉", Address: "镇东三组", Name: "𬴊舟", BirthSaid: "去年腊月", Route: roster.RouteHealth}}
	var visits bytes.Buffer
	if err := roster.WriteVisits(found, &visits); err != nil {
		t.Fatal(err)
	}
	far, err := inProcess(t, "inspect").Visits(ctx, visits.Bytes(), roster.XLSX, now.Today)
	if err != nil {
		t.Fatal(err)
	}
	near, err := New(Config{}).Visits(ctx, visits.Bytes(), roster.XLSX, now.Today)
	if err != nil || len(near.Found) != 1 || near.Found[0].BirthSaid != "去年腊月" || !reflect.DeepEqual(far, near) {
		t.Errorf("visits there %+v, here %+v, %v", far, near, err)
	}
	g := inProcess(t, "inspect")
	mended, err := g.Correct(ctx, file.Bytes(), map[roster.Place]string{{Sheet: roster.SheetName, Cell: "A2"}: "马小麦"})
	if err != nil {
		t.Fatal(err)
	}
	if again, _, err := g.Roster(ctx, mended, roster.XLSX, now, false); err != nil || again.Lines[0].Name != "马小麦" {
		t.Errorf("mended: %v", err)
	}
	if marked, err := g.Annotate(ctx, file.Bytes(), there.Problems); err != nil || !bytes.HasPrefix(marked, []byte("PK")) {
		t.Errorf("marked: %v", err)
	}
}

func TestFileNamesCarryNoPathAndNoDisguise(t *testing.T) {
	for sent, want := range map[string]string{"": "", ".": "", "../../etc/passwd": "passwd", `C:\a\b.pdf`: "b.pdf", `..\..\..\x.png`: "x.png", "a\r\nb\".png": "ab.png",
		".htaccess": "htaccess", "出生证明.pdf": "出生证明.pdf", "photo\u202egnp.exe": "photognp.exe", "a\u200bb\ufeff.jpg": "ab.jpg", "..": "", "x/..": "", "\xff\xfe.png": "png"} {
		if got := Name(sent); got != want {
			t.Errorf("%q became %q, want %q", sent, got, want)
		}
	}
}

func TestTheEnvironmentOfTheServiceStaysOutside(t *testing.T) {
	t.Setenv("HUKOU_ROOT_KEY", "secret")
	cmd := inProcess(t, "reaches").process(context.Background())
	if out, err := cmd.Output(); err != nil {
		t.Errorf("%s: %v", out, err)
	}
	if os.Getenv("HUKOU_ROOT_KEY") == "" {
		t.Error("the test has no secret to lose")
	}
}

// The largest roster that is taken, and a sheet of A4 at 600 dpi in colour, fit into
// what a process is given.
func TestTheLargestSoundFilesFitIn(t *testing.T) {
	lines := make([]roster.Line, roster.MaxRows)
	for i := range lines {
		lines[i] = roster.Line{Name: "马小禾", Sex: models.SexFemale, BirthDate: "2015-03-07", IntakeNo: "FL-" + strconv.Itoa(i), IntakeOn: "2016-01-02", LegalGround: roster.GroundParentsNotFound,
			OriginStation: "640522010000", Note: "演示，内容虚构"}
	}
	var list, sheet bytes.Buffer
	if err := roster.WriteXLSX(lines, &list); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&sheet, image.NewYCbCr(image.Rect(0, 0, 4960, 7016), image.YCbCrSubsampleRatio420), nil); err != nil {
		t.Fatal(err)
	}
	g := inProcess(t, "inspect")
	wantScan(t, g, sheet.Bytes(), "")
	t.Logf("the sheet took %d MB", peak(t, request{Act: lookAtScan}, sheet.Bytes())>>20)
	got, cells, err := g.Roster(context.Background(), list.Bytes(), roster.XLSX, Standing{Today: "2026-09-24", Stations: []string{"640522010000"}}, true)
	if err != nil || got.Rows != roster.MaxRows || len(cells) < 8*roster.MaxRows {
		t.Fatalf("the roster: %v", err)
	}
	t.Logf("the roster took %d MB", peak(t, request{Act: readRoster, Format: roster.XLSX, Today: "2026-09-24", Cells: true}, list.Bytes())>>20)
	if _, err := g.Annotate(context.Background(), list.Bytes(), got.Problems); err != nil {
		t.Errorf("marked: %v", err)
	}
	t.Logf("marking it took %d MB", peak(t, request{Act: annotateRoster, Problems: got.Problems}, list.Bytes())>>20)
}
