package bench

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"time"

	"hukou/models"
	"hukou/roster"
)

// The roster: as many rows as the largest institutions of all together.
const (
	rosterRows  = 10_000
	quickRows   = 500
	rosterTime  = 5 * time.Second
	rosterBytes = 200 << 20
)

// roster measures the reading and checking of a workbook of children.
func (r *run) roster(ctx context.Context) ([]aim, error) {
	rows, runs := rosterRows, ordinaryRuns
	if r.Quick {
		rows, runs = quickRows, 1
	}
	children, err := rosterChildren(rows)
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	if err := roster.WriteXLSX(children, &file); err != nil {
		return nil, err
	}
	rules := roster.Rules{Today: "2026-09-24", StationKnown: func(code string) bool { return code == stationOrg(0) },
		Division: func(code string, _ models.Date) (known, abolished bool, hint string) {
			return code == division, false, ""
		}}
	var took []time.Duration
	var peak uint64
	for range runs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		stop, most := watchHeap()
		start := r.Clock()
		got, err := roster.Parse(bytes.NewReader(file.Bytes()), roster.XLSX, int64(file.Len()), rules)
		took = append(took, r.Clock().Sub(start))
		close(stop)
		peak = max(peak, <-most)
		if err != nil || len(got.Lines) != rows {
			return nil, fmt.Errorf("bench: the roster of %d rows was not read whole: %w", rows, err)
		}
	}
	half := middle(took)
	return []aim{
		{what: fmt.Sprintf("a roster of %s rows (%d kB) read and checked", count(rows), file.Len()>>10), figure: fmt.Sprintf("%.3f s", half.Seconds()), target: "≤ 5 s", met: half <= rosterTime},
		{what: "the most memory on the heap meanwhile, above what was there", figure: fmt.Sprintf("%.1f MB", float64(peak)/(1<<20)), target: "≤ 200 MB", met: peak <= rosterBytes},
	}, nil
}

// rosterChildren are invented; two of three have a number of the unassigned county.
func rosterChildren(n int) ([]roster.Line, error) {
	names := []string{"马小禾", "王大川", "买买提·艾力", "欧阳晓月", "丁一"}
	lines := make([]roster.Line, n)
	for i := range lines {
		born := models.Date("2009-10-20").AddDays(i % 5000)
		line := roster.Line{Name: names[i%len(names)], Sex: models.SexMale, BirthDate: born, IntakeNo: fmt.Sprintf("RY-%05d", i), IntakeOn: born.AddDays(30),
			LegalGround: roster.GroundGuardianDead, GuardianshipDocNo: "（2020）第7号", OriginStation: stationOrg(0), OriginDivision: division, Note: "第一行\n第二行"}
		if i%2 == 1 {
			line.Sex = models.SexFemale
		}
		if i%3 > 0 {
			var err error
			if line.CitizenNumber, err = models.NewCitizenNumber("649901", born, 2*(i/5000)+101+i%2); err != nil {
				return nil, err
			}
		}
		lines[i] = line
	}
	return lines, nil
}

// watchHeap looks at the heap until stop is closed, and then gives the most that it
// grew by.
func watchHeap() (stop chan struct{}, most chan uint64) {
	stop, most = make(chan struct{}), make(chan uint64, 1)
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	before := stats.HeapAlloc
	go func() {
		var peak uint64
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			runtime.ReadMemStats(&stats)
			peak = max(peak, stats.HeapAlloc-min(before, stats.HeapAlloc))
			select {
			case <-stop:
				most <- peak
				return
			case <-tick.C:
			}
		}
	}()
	return stop, most
}
