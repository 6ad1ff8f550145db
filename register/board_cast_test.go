package register_test

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hukou/cast"
	"hukou/register"
	"hukou/seal"
	"hukou/store"
	"hukou/store/storetest"
	"hukou/workflow"
	"hukou/workflow/calendar"

	"github.com/google/uuid"
)

// onStage runs a story on both databases with the demonstration's people, half-way
// through their stories.
func onStage(t *testing.T, story func(t *testing.T, r *register.Registrar, all cast.Loaded)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		keys, err := seal.New(make([]byte, 32))
		if err != nil {
			t.Fatal(err)
		}
		var now atomic.Pointer[time.Time]
		at := func(n time.Time) { now.Store(&n) }
		at(cast.Opening())
		r := register.New(register.Config{DB: db, Book: workflow.NewBook(), Keys: keys, Calendar: calendar.China(),
			Clock: func() time.Time { return *now.Load() }, NewID: func() string { return uuid.Must(uuid.NewV7()).String() }})
		all, err := cast.Load(context.Background(), r, db, cast.Options{At: at})
		if err != nil {
			t.Fatal(err)
		}
		story(t, r, all)
	})
}

// firsts are officers of the cast, one for each set of roles at each rank of body.
func firsts(all cast.Loaded) []string {
	var out, seen []string
	for _, o := range all.Officers {
		roles := slices.Sorted(slices.Values(o.Roles))
		if key := strings.Join(roles, "+"); !slices.Contains(seen, key) || o.StationCode == cast.HomeStation || o.StationCode == cast.Yuntai {
			seen, out = append(seen, key), append(out, o.Username)
		}
	}
	return out
}

func TestEveryNumberOfTheBoardIsTheLengthOfItsList(t *testing.T) {
	onStage(t, func(t *testing.T, r *register.Registrar, all cast.Loaded) {
		ctx, boards, nonzero := context.Background(), 0, map[register.Measure]int{}
		for _, who := range firsts(all) {
			actor := all.Actor(who, r.Today())
			b, err := r.Board(ctx, actor, register.BoardQuery{From: "2026-01-01", To: r.Today()})
			if err == register.ErrForbidden {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			boards++
			for _, cell := range b.Cells() {
				page, err := r.CaseList(ctx, actor, cell.Filter, "")
				if err != nil {
					t.Fatal(err)
				}
				n := int64(len(page.Items))
				if page.Total != cell.N || page.Next == "" && n != cell.N {
					t.Errorf("%s: the board says %d, its list has %d and counts %d: %+v", who, cell.N, n, page.Total, cell.Filter)
				}
				if cell.N > 0 {
					nonzero[cell.Filter.Measure]++
				}
			}
			var waits, ages int64
			for _, w := range b.Waits {
				waits += w.Open.N
			}
			for _, age := range b.Total.Ages {
				ages += age.N
			}
			if waits != b.Total.Open.N || ages != b.Total.Open.N {
				t.Errorf("%s: %d open, %d by age, %d by whom they wait for", who, b.Total.Open.N, ages, waits)
			}
		}
		if boards < 4 {
			t.Errorf("only %d boards were read", boards)
		}
		for _, m := range register.Measures() {
			if nonzero[m] == 0 {
				t.Errorf("no cell of %s has a case in it", m)
			}
		}
	})
}

func TestRailAndWorklistsOfTheCastAgree(t *testing.T) {
	onStage(t, func(t *testing.T, r *register.Registrar, all cast.Loaded) {
		ctx := context.Background()
		for _, who := range firsts(all) {
			actor := all.Actor(who, r.Today())
			counts, err := r.Counts(ctx, actor)
			if err != nil {
				t.Fatal(err)
			}
			for _, q := range register.Worklists() {
				page, err := r.Worklist(ctx, actor, register.WorklistQuery{Queue: q, Limit: 100})
				if err != nil {
					t.Fatal(err)
				}
				if counts[q] != (register.QueueCount{Total: page.Total, Overdue: page.Counts[register.DeadlineOverdue]}) {
					t.Errorf("%s of %s: the rail says %+v, the list %d", q, who, counts[q], page.Total)
				}
				if page.Next == "" && int(page.Total) != len(page.Items) {
					t.Errorf("%s of %s: %d rows of %d", q, who, len(page.Items), page.Total)
				}
				quiet(t, page.Items)
			}
		}
	})
}

// quiet holds rows to what a list may show: never a number, nor what a child is.
func quiet(t *testing.T, rows []register.WorkItem) {
	t.Helper()
	for _, i := range rows {
		text := strings.Join([]string{i.Next.Zh, i.WaitsFor.Zh, i.StateName.Zh, i.SubjectNote.Zh, i.Left.Zh, i.BusinessName.Zh}, " ")
		for _, word := range []string{"孤儿", "弃婴", "非婚", "民族", "仅母", "仅父", "来源核查", "649901"} {
			if strings.Contains(text, word) {
				t.Errorf("%s shows %q", i.Number, word)
			}
		}
		if i.Group != register.GroupDone && (i.Next.Zh == "" || i.WaitsFor.Zh == "") {
			t.Errorf("%s in %s says nothing of what is next: %q, %q", i.Number, i.State, i.Next.Zh, i.WaitsFor.Zh)
		}
		if _, last, masked := strings.Cut(i.SubjectNote.En, "**"); masked && len(last) != 4 {
			t.Errorf("%s shows more of a number than its last four", i.Number)
		}
	}
}
