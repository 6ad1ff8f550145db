package register

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

// put writes a case as it stands, seated as opening would seat it.
func (w *world) put(c models.Case, returns string) {
	w.t.Helper()
	def, ok := w.r.book.Current(workflow.BirthCert, w.r.Today())
	if !ok {
		w.t.Fatal("the book has no birth")
	}
	c.Number, c.Business, c.Edition, c.Version, c.OpenedAt, c.RegisterOrg = c.ID, string(def.Business), def.Edition, 1, w.r.Now(), stationOrg
	if c.HandlingOrg == "" {
		c.HandlingOrg = stationOrg
	}
	if c.AcceptanceOrg == "" {
		c.AcceptanceOrg = c.HandlingOrg
	}
	w.tx(func(tx *store.Tx) error {
		a := w.r.begin(tx, systemActor())
		a.def, a.c = def, c
		row, err := a.sealForm()
		if err != nil {
			return err
		}
		row.Returns = returns
		if err := store.Insert(tx, c); err != nil {
			return err
		}
		if err := store.Insert(tx, row); err != nil {
			return err
		}
		for _, org := range []string{c.HandlingOrg, c.AcceptanceOrg} {
			if err := a.seat(org, workflow.Own); err != nil {
				return err
			}
		}
		return store.Insert(tx, models.CaseSubject{CaseID: c.ID, Role: string(workflow.Child), Number: 1, Name: "孩子" + c.ID})
	})
}

// queueOf reads a whole queue in pages of two and checks each page against the count.
func (w *world) queueOf(officer, name string) []string {
	w.t.Helper()
	ids := []string{}
	for cursor := ""; ; {
		page, err := w.r.Queue(context.Background(), w.officer(officer), name, cursor, 2)
		w.must(err)
		for _, item := range page.Items {
			ids = append(ids, item.ID)
		}
		if cursor = page.Next; cursor == "" {
			if int(page.Total) != len(ids) {
				w.t.Errorf("%s of %s: the count says %d, the list has %d", name, officer, page.Total, len(ids))
			}
			return ids
		}
	}
}

func TestQueuesShowWhoseTurnItIs(t *testing.T) {
	eachWorld(t, func(w *world) {
		closed := w.r.Now()
		sentBack := `[{"state":"county_review","event":"return","officer":"o-county"}]`
		for _, c := range []struct {
			row     models.Case
			returns string
		}{
			{row: models.Case{ID: "lodged-late", State: "lodged", DueOn: "2026-09-20"}},
			{row: models.Case{ID: "lodged-no-day", State: "lodged"}},
			{row: models.Case{ID: "lodged-soon", State: "lodged", DueOn: "2026-09-25", LastOfficer: "o-aux"}},
			{row: models.Case{ID: "lodged-soon-2", State: "lodged", DueOn: "2026-09-25"}},
			{row: models.Case{ID: "held", State: "lodged", DueOn: "2026-09-28", HolderID: "o-clerk2"}},
			{row: models.Case{ID: "review", State: "station_review", DueOn: "2026-09-29", LastOfficer: "o-clerk"}},
			{row: models.Case{ID: "county", State: "county_review", DueOn: "2026-09-30", LastOfficer: "o-head"}},
			{row: models.Case{ID: "back", State: "verifying", DueOn: "2026-10-09"}, returns: sentBack},
			{row: models.Case{ID: "asked", State: "verifying", DueOn: "2026-10-10"}, returns: `[{"state":"county_review","event":"return","officer":"o"},{"state":"accepted","event":"suspend","officer":"o"}]`},
			{row: models.Case{ID: "elsewhere", State: "lodged", DueOn: "2026-09-25", HandlingOrg: otherOrg, AcceptanceOrg: stationOrg}},
			{row: models.Case{ID: "not-ours", State: "lodged", DueOn: "2026-09-25", HandlingOrg: otherOrg}},
			{row: models.Case{ID: "closed", State: "delivered", DueOn: "2026-09-21", ClosedAt: &closed, LastOfficer: "o-clerk"}},
		} {
			w.put(c.row, c.returns)
		}
		for _, want := range []struct {
			officer, queue string
			ids            []string
		}{
			{"clerk", QueueStation, []string{"lodged-late", "elsewhere", "lodged-soon", "lodged-soon-2", "back", "asked", "lodged-no-day"}},
			{"head", QueueStation, []string{"lodged-late", "elsewhere", "lodged-soon", "lodged-soon-2", "review", "lodged-no-day"}},
			{"clerk2", QueueMine, []string{"held"}},
			{"clerk", QueueMine, []string{}},
			{"head", QueueApprovals, []string{"review"}},
			{"county_lead", QueueApprovals, []string{"county"}},
			{"county", QueueApprovals, []string{}},
			{"clerk", QueueApprovals, []string{}},
			{"clerk", QueueWaiting, []string{"review"}},
			{"head", QueueWaiting, []string{"county"}},
			{"aux", QueueWaiting, []string{"lodged-soon"}},
			{"clerk", QueueOverdue, []string{"lodged-late"}},
			{"county", QueueOverdue, []string{"lodged-late"}},
			{"clerk_b", QueueOverdue, []string{}},
			{"clerk", QueueReturned, []string{"back"}},
			{"county_lead", QueueReturned, []string{}},
			{"clerk_b", QueueStation, []string{"elsewhere", "not-ours"}},
			{"region", QueueStation, []string{}},
		} {
			if diff := cmp.Diff(want.ids, w.queueOf(want.officer, want.queue)); diff != "" {
				t.Errorf("%s of %s (-want +got):\n%s", want.queue, want.officer, diff)
			}
		}
		page, err := w.r.Queue(context.Background(), w.officer("clerk"), QueueStation, "", 0)
		w.must(err)
		first := page.Items[0]
		if first.Subject != "孩子lodged-late" || !first.Overdue || first.Left.Zh == "" || first.BusinessName.Zh == "" || first.StateName.En == "" {
			t.Errorf("the most urgent case shows as %+v", first)
		}
	})
}

// A proposal of the clerk makes it the head's turn to decline.
func TestApprovalsHoldWhatWaitsForASecondPerson(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.put(models.Case{ID: "proposed", State: "lodged", DueOn: "2026-09-25"}, "")
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.CaseProposal{ID: "p1", CaseID: "proposed", Event: "decline", PersonID: "p-clerk", State: "lodged", At: w.r.Now()})
		})
		if got := w.queueOf("head", QueueApprovals); !slices.Equal(got, []string{"proposed"}) {
			t.Errorf("the head's approvals: %v", got)
		}
	})
}

func TestAskedStationSeesItsPartOfTheWork(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.put(models.Case{ID: "peer", State: "lodged", DueOn: "2026-09-20"}, "")
		w.tx(func(tx *store.Tx) error {
			a := w.r.begin(tx, systemActor())
			a.c.ID = "peer"
			return a.seat(otherOrg, workflow.Origin)
		})
		if got := w.queueOf("clerk_b", QueueOverdue); !slices.Equal(got, []string{"peer"}) {
			t.Errorf("the asked station's overdue: %v", got)
		}
		if got := w.queueOf("clerk_b", QueueStation); len(got) != 0 {
			t.Errorf("the asked station has no step here, yet its queue has %v", got)
		}
	})
}

func TestAdministratorsHaveNoQueue(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.put(models.Case{ID: "lodged", State: "lodged", DueOn: "2026-09-20"}, "")
		admin := Actor{OfficerID: "o-aux", PersonID: "p-aux", Postings: []models.Posting{{ID: "x", Org: stationOrg, Role: string(workflow.SysAdmin), From: "2020-01-01"}}}
		page, err := w.r.Queue(context.Background(), admin, QueueOverdue, "", 10)
		w.must(err)
		if page.Total != 0 || len(page.Items) != 0 {
			t.Errorf("an administrator sees %d cases", page.Total)
		}
		if _, err := w.r.View(context.Background(), admin, "lodged"); err != ErrNotFound {
			t.Errorf("an administrator opened a case: %v", err)
		}
	})
}

func TestManyWhoAskForTheNextCaseGetDifferentOnes(t *testing.T) {
	eachWorld(t, func(w *world) {
		for n := range 8 {
			w.put(models.Case{ID: fmt.Sprintf("case-%d", n), State: "lodged", DueOn: models.Date("2026-09-25").AddDays(n)}, "")
		}
		var mu sync.Mutex
		var wait sync.WaitGroup
		got := map[string]int{}
		for n := range 10 {
			wait.Add(1)
			go func() {
				defer wait.Done()
				ans, err := w.r.NextFromStation(context.Background(), w.officer([]string{"clerk", "clerk2"}[n%2]))
				if err != nil {
					t.Error(describe(err))
				}
				mu.Lock()
				defer mu.Unlock()
				got[ans.CaseID]++
			}()
		}
		wait.Wait()
		for id, n := range got {
			if n != 1 && id != "" {
				t.Errorf("%s was given out %d times", id, n)
			}
		}
		if len(got) != 9 || got[""] != 2 {
			t.Errorf("ten asked for eight cases and got %v", got)
		}
	})
}

func TestNextCaseIsTheMostUrgentOneThatIsNotKin(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.kin(models.Person{ID: "p-clerk"}, models.Person{ID: "child", FatherID: "p-clerk"})
		w.put(models.Case{ID: "kin", State: "lodged", DueOn: "2026-09-24"}, "")
		w.put(models.Case{ID: "other", State: "lodged", DueOn: "2026-09-25"}, "")
		w.tx(func(tx *store.Tx) error {
			_, err := store.Set[models.CaseSubject](tx, map[string]any{"person_id": "child"}, "case_id = ?", "kin")
			return err
		})
		ans, err := w.r.NextFromStation(context.Background(), w.officer("clerk"))
		w.must(err)
		if ans.CaseID != "other" {
			t.Errorf("got %q", ans.CaseID)
		}
		ans, err = w.r.NextFromStation(context.Background(), w.officer("clerk2"))
		w.must(err)
		if ans.CaseID != "kin" {
			t.Errorf("the colleague got %q", ans.CaseID)
		}
	})
}

// A case that waits for a lab or for health is free in the station's queue, and its reminder
// may be nearer than any day: whoever asks for the most urgent one is given one that runs,
// until that reminder has come.
func TestNextCaseIsNoneThatStandsStill(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.put(models.Case{ID: "asked-outside", State: "waiting_external", DueOn: "2026-09-25"}, "")
		w.put(models.Case{ID: "without-reminder", State: "waiting_external"}, "")
		w.put(models.Case{ID: "running", State: "lodged", DueOn: "2026-09-29"}, "")
		for _, want := range []string{"running", ""} {
			ans, err := w.r.NextFromStation(context.Background(), w.officer("clerk"))
			w.must(err)
			if ans.CaseID != want {
				t.Errorf("got %q, want %q", ans.CaseID, want)
			}
		}
		w.setClock("2026-09-25T09:00:00+08:00")
		ans, err := w.r.NextFromStation(context.Background(), w.officer("clerk"))
		w.must(err)
		if ans.CaseID != "asked-outside" {
			t.Errorf("on the day of its reminder %q was given out", ans.CaseID)
		}
	})
}

func TestCursorOfAnotherQueueIsRefused(t *testing.T) {
	eachWorld(t, func(w *world) {
		for _, cursor := range []string{"x", queued{Urgent: "2026-09-25", ID: "a"}.cursor(QueueMine), queued{Urgent: "soon", ID: "a"}.cursor(QueueStation)} {
			if _, err := w.r.Queue(context.Background(), w.officer("clerk"), QueueStation, cursor, 10); err == nil {
				t.Errorf("cursor %q was taken", cursor)
			}
		}
		page, err := w.r.Queue(context.Background(), w.officer("clerk"), QueueStation, queued{Urgent: noDay, ID: "z"}.cursor(QueueStation), 10)
		w.must(err)
		if page.Total != 0 || page.Next != "" {
			t.Errorf("past the end: %+v", page)
		}
	})
}

func TestDaysLeftAreSaidInWords(t *testing.T) {
	eachWorld(t, func(w *world) {
		a := w.r.begin(nil, w.officer("clerk"))
		for due, want := range map[models.Date]string{
			"": "no deadline", "2026-09-24": "due today", "2026-09-25": "due before the next working day", "2026-09-28": "1 working day left",
			"2026-09-30": "3 working days left", "2026-09-23": "1 working day overdue", "2026-09-21": "3 working days overdue",
		} {
			if got := a.left(due); got.En != want {
				t.Errorf("%s: %s, %s", due, got.Zh, got.En)
			}
		}
	})
}

// A state that is nobody's turn would be in nobody's queue.
func TestEveryRunningStateIsSomebodysTurn(t *testing.T) {
	var everyone []workflow.By
	for role := range workflow.RoleWords() {
		for seat := range workflow.SeatWords() {
			everyone = append(everyone, workflow.By{Role: role, Seat: seat})
		}
	}
	for _, d := range workflow.NewBook().Editions() {
		for _, s := range d.States() {
			if !d.Ended(s) && !ordinaryWork(d, s, everyone) {
				t.Errorf("%s in %s is nobody's turn", d.Business, s)
			}
		}
	}
}

// Whoever reports a check has no turn in the review: the head finds the case free.
func TestCaseLeavesTheHandWhenTheTurnIsAnothers(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.put(models.Case{ID: "held", State: "verifying", DueOn: "2026-09-28", HolderID: "o-clerk"}, "")
		for k, v := range birthFacts(w.seedFamily()) {
			w.tears("held", k, v)
		}
		w.step("clerk", "held", workflow.ReportCheck, workflow.Facts{workflow.InFindings: "属实", workflow.InHeard: []string{"母亲"}})
		if c := w.row("held"); c.HolderID != "" || c.State != string(workflow.StationReview) {
			t.Errorf("in %s, held by %q", c.State, c.HolderID)
		}
	})
}
