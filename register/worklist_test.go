package register

import (
	"context"
	"slices"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

// counter has cases of every kind at the station of clerk and head.
func (w *world) counter() {
	w.t.Helper()
	closed := w.r.Now()
	for _, c := range []models.Case{
		{ID: "late", State: "lodged", DueOn: "2026-09-20", LodgedOn: "2026-09-10"},
		{ID: "today", State: "verifying", DueOn: "2026-09-24", LodgedOn: "2026-09-18", AcceptedOn: "2026-09-18", HolderID: "o-clerk"},
		{ID: "soon", State: "accepted", DueOn: "2026-09-30", LodgedOn: "2026-09-21", AcceptedOn: "2026-09-21", Site: "site-east"},
		{ID: "ample", State: "lodged", DueOn: "2026-10-20", LodgedOn: "2026-09-22", HolderID: "o-clerk2"},
		{ID: "asked-late", State: "waiting_external", DueOn: "2026-09-20", LodgedOn: "2026-08-03", EnteredOn: "2026-09-17", HolderID: "o-clerk", LastOfficer: "o-clerk"},
		{ID: "asked", State: "correcting", DueOn: "2026-10-20", LodgedOn: "2026-09-21", EnteredOn: "2026-09-22", HolderID: "o-clerk"},
		{ID: "review", State: "station_review", DueOn: "2026-09-29", LodgedOn: "2026-09-14", LastOfficer: "o-clerk"},
		{ID: "no-day", State: "lodged", LodgedOn: "2026-09-23"},
		{ID: "draft", State: "draft", DueOn: "2026-10-24", OpenedBy: "o-clerk"},
		{ID: "opened-by-program", State: "draft", DueOn: "2026-10-24", OriginCase: "done"},
		{ID: "done", State: "delivered", LodgedOn: "2026-09-01", ClosedAt: &closed, LastOfficer: "o-clerk", EnteredOn: "2026-09-24"},
		{ID: "not-ours", State: "lodged", DueOn: "2026-09-20", LodgedOn: "2026-09-10", HandlingOrg: otherOrg},
	} {
		if c.EnteredOn == "" {
			c.EnteredOn = "2026-09-24"
		}
		w.put(c, "")
	}
	w.tx(func(tx *store.Tx) error {
		return store.Insert(tx, models.ServiceSite{ID: "site-east", Org: stationOrg, Name: "东街服务点", NameEn: "East Street", Timetable: "{}"})
	})
}

// listed reads a whole worklist in pages of two and checks each page against the count.
func (w *world) listed(officer string, q WorklistQuery) ([]WorkItem, *Worklist) {
	w.t.Helper()
	var items []WorkItem
	q.Limit = 2
	for {
		page, err := w.r.Worklist(context.Background(), w.officer(officer), q)
		w.must(err)
		items = append(items, page.Items...)
		if q.Cursor = page.Next; q.Cursor == "" {
			if int(page.Total) != len(items) {
				w.t.Errorf("%+v of %s: the count says %d, the list has %d", q, officer, page.Total, len(items))
			}
			return items, page
		}
	}
}

func idsOf(items []WorkItem) []string {
	out := []string{}
	for _, i := range items {
		out = append(out, i.ID)
	}
	return out
}

func TestWorklistIsGroupedByWhoseTurnItIs(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.counter()
		for _, want := range []struct {
			officer, queue string
			ids            []string
		}{
			{"clerk", QueueMine, []string{"asked-late", "today", "asked"}},
			{"clerk", QueueStation, []string{"late", "opened-by-program", "no-day", "soon"}},
			{"clerk2", QueueStation, []string{"late", "opened-by-program", "no-day", "soon"}},
			{"clerk", QueueOverdue, []string{"late"}},
			{"clerk", QueueDrafts, []string{"draft"}},
			{"clerk2", QueueDrafts, []string{}}, // what one is writing calls no other
			{"clerk", QueueDone, []string{"done"}},
			{"clerk2", QueueDone, []string{}},
			{"head", QueueApprovals, []string{"review"}},
			{"clerk", QueueWaiting, []string{"review", "asked"}},
			{"clerk_b", QueueOverdue, []string{"not-ours"}},
		} {
			items, _ := w.listed(want.officer, WorklistQuery{Queue: want.queue})
			if diff := cmp.Diff(want.ids, idsOf(items)); diff != "" {
				t.Errorf("%s of %s (-want +got):\n%s", want.queue, want.officer, diff)
			}
		}
		items, page := w.listed("clerk", WorklistQuery{Queue: QueueStation, Sort: SortReceived})
		if diff := cmp.Diff([]string{"late", "soon", "no-day", "opened-by-program"}, idsOf(items)); diff != "" {
			t.Errorf("by day received (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(map[Deadline]int64{DeadlineOverdue: 1, DeadlineSoon: 1, DeadlineAmple: 1, DeadlineNone: 1}, page.Counts); diff != "" {
			t.Errorf("classes (-want +got):\n%s", diff)
		}
		if len(page.Groups) != 2 || page.Groups[0].Group != GroupNow || page.Groups[0].Count != 3 || page.Groups[1].Group != GroupReady {
			t.Errorf("groups %+v", page.Groups)
		}
	})
}

func TestWorklistRowSaysWhatIsNextAndWhoHoldsIt(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.counter()
		w.paper("late", workflow.MatBirthCertificate)
		w.paper("soon", workflow.MatBirthCertificate)
		w.paper("soon", workflow.MatParentBook)
		rows := map[string]WorkItem{}
		for _, q := range []string{QueueMine, QueueStation, QueueWaiting} {
			items, _ := w.listed("clerk", WorklistQuery{Queue: q})
			for _, i := range items {
				rows[i.ID] = i
			}
		}
		for id, want := range map[string]struct {
			next, waits string
			event       workflow.Event
			group       Group
			family      StateFamily
			deadline    Deadline
		}{
			"late":       {"调取或收取父母一方居民户口簿", "你", workflow.MaterialAdded, GroupNow, FamilyWorking, DeadlineOverdue},
			"today":      {"调查核实并报结果", "你", workflow.ReportCheck, GroupNow, FamilyWorking, DeadlineToday},
			"soon":       {"当场办结", "你", workflow.SkipCheck, GroupReady, FamilyWorking, DeadlineSoon},
			"asked-late": {"登记外部结果", "外部单位", workflow.ExternalResult, GroupNow, FamilyOutside, DeadlinePaused},
			"asked":      {"登记补正并再次提交", "群众", workflow.Resubmit, GroupWaiting, FamilyCorrection, DeadlinePaused},
			"review":     {"审批", "甲县城关派出所所领导", workflow.Approve, GroupWaiting, FamilyApproval, DeadlineSoon},
		} {
			got := rows[id]
			if got.Next.Zh != want.next || got.WaitsFor.Zh != want.waits || got.NextEvent != want.event || got.Group != want.group || got.StateFamily != want.family || got.Deadline != want.deadline {
				t.Errorf("%s: next %s (%s), waits for %s, in %s, %s, %s", id, got.Next.Zh, got.NextEvent, got.WaitsFor.Zh, got.Group, got.StateFamily, got.Deadline)
			}
		}
		if r := rows["late"]; r.MaterialsGood != 1 || r.MaterialsNeeded != 2 || r.DaysLeft >= 0 || r.HandlingName.Zh != "甲县城关派出所" || r.Holder != "" {
			t.Errorf("%+v", r)
		}
		// Sunday the 20th is worked in exchange for the holiday.
		if r := rows["asked-late"]; r.PausedDays != 6 || r.Overdue || r.Left.Zh != "计时暂停，已停6个工作日" {
			t.Errorf("paused for %d days, overdue %v, %s", r.PausedDays, r.Overdue, r.Left.Zh)
		}
		if r := rows["soon"]; r.SiteName.Zh != "东街服务点" || r.BulkEvent != "" {
			t.Errorf("taken in at %s, for many: %s", r.SiteName.Zh, r.BulkEvent)
		}
	})
}

func TestWorklistFiltersCountWhatTheyShow(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.counter()
		items, page := w.listed("clerk", WorklistQuery{Queue: QueueStation, Site: "site-east"})
		if !slices.Equal(idsOf(items), []string{"soon"}) || page.Counts[DeadlineSoon] != 1 || len(page.Counts) != 1 {
			t.Errorf("at the site: %v, %v", idsOf(items), page.Counts)
		}
		if len(page.Sites) != 1 || page.Sites[0].Name.Zh != "东街服务点" || page.Businesses[0].Count != 4 {
			t.Errorf("facets %+v %+v", page.Sites, page.Businesses)
		}
		for _, d := range Deadlines() {
			_, whole := w.listed("clerk", WorklistQuery{Queue: QueueMine})
			items, page := w.listed("clerk", WorklistQuery{Queue: QueueMine, Deadline: d})
			if int64(len(items)) != whole.Counts[d] || page.Counts[DeadlinePaused] != 2 {
				t.Errorf("%s: %v, counted %v", d, idsOf(items), page.Counts)
			}
			for _, i := range items {
				if i.Deadline != d {
					t.Errorf("%s is listed as %s", i.ID, d)
				}
			}
		}
		if _, err := w.r.Worklist(context.Background(), w.officer("clerk"), WorklistQuery{Queue: QueueMine, Sort: "name"}); err == nil {
			t.Error("an order that is none was taken")
		}
	})
}

func TestRailCountsAreTheListsLengths(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.counter()
		w.put(models.Case{ID: "back", State: "verifying", DueOn: "2026-09-22", LodgedOn: "2026-09-01"}, `[{"state":"county_review","event":"return","officer":"o"}]`)
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.CaseProposal{ID: "p1", CaseID: "late", Event: "decline", PersonID: "p-clerk", State: "lodged", At: w.r.Now()})
		})
		for _, who := range []string{"aux", "clerk", "clerk2", "community", "head", "county", "county_lead", "city", "region", "clerk_b"} {
			counts, err := w.r.Counts(context.Background(), w.officer(who))
			w.must(err)
			for _, q := range Worklists() {
				items, page := w.listed(who, WorklistQuery{Queue: q})
				late := page.Counts[DeadlineOverdue]
				if counts[q] != (QueueCount{int64(len(items)), late}) {
					t.Errorf("%s of %s: the rail says %+v, the list has %d, %d late", q, who, counts[q], len(items), late)
				}
				if !slices.Contains([]string{QueueDrafts, QueueDone}, q) && len(w.queueOf(who, q)) != len(items) {
					t.Errorf("%s of %s: the two readings differ", q, who)
				}
			}
		}
	})
}

func TestNeighboursFollowTheList(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.counter()
		for _, q := range []string{QueueStation, QueueMine, QueueDone} {
			items, _ := w.listed("clerk", WorklistQuery{Queue: q})
			ids := append(append([]string{""}, idsOf(items)...), "")
			for i, id := range ids[1 : len(ids)-1] {
				prev, next, place, total, err := w.r.Neighbours(context.Background(), w.officer("clerk"), q, id)
				w.must(err)
				if prev != ids[i] || next != ids[i+2] || place != int64(i+1) || total != int64(len(items)) {
					t.Errorf("%s in %s: after %q, before %q, %d of %d", id, q, prev, next, place, total)
				}
			}
		}
		prev, next, place, total, err := w.r.Neighbours(context.Background(), w.officer("clerk"), QueueStation, "review")
		w.must(err)
		if prev != "" || next != "" || place != 0 || total != 4 {
			t.Errorf("a case of no queue: %q %q %d of %d", prev, next, place, total)
		}
	})
}

func TestAdministratorsHaveNoWorklistAndNoBoard(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.counter()
		admin := Actor{OfficerID: "o-clerk", PersonID: "p-clerk", Postings: []models.Posting{{ID: "x", Org: stationOrg, Role: string(workflow.SysAdmin), From: "2020-01-01"}}}
		counts, err := w.r.Counts(context.Background(), admin)
		w.must(err)
		for _, q := range Worklists() {
			page, err := w.r.Worklist(context.Background(), admin, WorklistQuery{Queue: q})
			w.must(err)
			if page.Total != 0 || len(page.Items) != 0 || len(page.Businesses) != 0 || counts[q] != (QueueCount{}) {
				t.Errorf("an administrator sees %d cases in %s", page.Total, q)
			}
		}
		if _, err := w.r.Board(context.Background(), admin, BoardQuery{}); err != ErrForbidden {
			t.Errorf("an administrator sees the board: %v", err)
		}
		if _, err := w.r.CaseList(context.Background(), admin, CaseFilter{Measure: MeasureOpen}, ""); err != ErrForbidden {
			t.Errorf("an administrator lists cases: %v", err)
		}
	})
}

// What stands still for the handling station runs on for the one that was asked.
func TestAskedStationHasItsOwnTurnAndDay(t *testing.T) {
	eachWorld(t, func(w *world) {
		def, _ := w.r.book.Current(workflow.WardLine, w.r.Today())
		w.put(models.Case{ID: "line", State: "lodged", DueOn: "2026-09-22", LodgedOn: "2026-09-10", EnteredOn: "2026-09-17", HolderID: "o-clerk"}, "")
		w.tx(func(tx *store.Tx) error {
			a := w.r.begin(tx, systemActor())
			a.c.ID = "line"
			if err := a.seat(otherOrg, workflow.Origin); err != nil {
				return err
			}
			return store.Change[models.Case](tx, map[string]any{"business": string(def.Business), "edition": string(def.Edition), "state": string(workflow.OriginPending)}, "id = ?", "line")
		})
		asker, _ := w.listed("clerk", WorklistQuery{Queue: QueueMine})
		if i := asker[0]; i.Deadline != DeadlinePaused || i.WaitsFor.Zh != "乙县城关派出所" || i.Yours || i.Overdue || i.WaitsOn != PartyPeer {
			t.Errorf("the asking station reads %s, waits for %s, yours %v", i.Deadline, i.WaitsFor.Zh, i.Yours)
		}
		for _, queue := range []string{QueueStation, QueueOverdue} {
			if queue == QueueStation {
				w.tx(func(tx *store.Tx) error {
					return store.Change[models.Case](tx, map[string]any{"holder_id": ""}, "id = ?", "line")
				})
			}
			asked, _ := w.listed("clerk_b", WorklistQuery{Queue: queue})
			if len(asked) != 1 || asked[0].Deadline != DeadlineOverdue || asked[0].WaitsFor.Zh != "你" || asked[0].Group != GroupNow || !asked[0].Yours {
				t.Errorf("the asked station's %s: %+v", queue, asked)
			}
		}
		if items, _ := w.listed("clerk", WorklistQuery{Queue: QueueOverdue}); len(items) != 0 {
			t.Errorf("the asking station is late with %v", idsOf(items))
		}
	})
}
