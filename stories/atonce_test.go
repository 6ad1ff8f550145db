package stories

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"hukou/store"
	"hukou/workflow"
)

// atOnce is how many cases two supervisors decide at the same instant.
const atOnce = 1000

// mothers is how many mothers those cases are about.
const mothers = 50

// inCrowds is how many requests of a kind are under way at the same time.
const inCrowds = 8

func TestTwoSupervisorsDecideOneCaseOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, db database) {
		in := demo(t, db)
		race(t, in, behind(t, in.home), atOnce)
		in.wantSound(t)
	})
}

// race lets one supervisor approve and another refuse each of n cases at the same
// instant, and checks that each was decided once.
func race(t *testing.T, in *instance, b backstage, n int) {
	town := b.townspeople(3 + mothers)
	clerk := b.hire(in, "shacong.maker", town[0].Members[0].ID, workflow.Clerk)
	b.hire(in, "shacong.approves", town[1].Members[0].ID, workflow.Head)
	b.hire(in, "shacong.refuses", town[2].Members[0].ID, workflow.Head)
	began := time.Now()
	ids := b.lodged(clerk, town[3:], n)
	b.underReview(clerk, ids)
	t.Logf("%d cases made ready in %v", n, time.Since(began))

	s := tell(t, in)
	approver, refuser := s.as("shacong.approves"), s.as("shacong.refuses")
	seen := approver.See(ids[0]).Version
	why := reasoned("证据不足以认定", facts{"ground": "proof_insufficient", "persons_heard": []string{"家长"}, "successor": "lead"})
	outcome := make([][2]answer, n)
	began = time.Now()
	crowd(n, func(i int) {
		request := func(event string, input facts) call {
			return call{method: http.MethodPost, path: "/cases/" + ids[i] + "/steps", body: facts{"event": event, "input": input},
				header: map[string]string{"If-Match": fmt.Sprintf("%q", fmt.Sprint(seen)), "Idempotency-Key": "race-" + ids[i]}}
		}
		start := make(chan struct{})
		var both sync.WaitGroup
		both.Go(func() { <-start; outcome[i][0] = approver.send(request("approve", facts{})) })
		both.Go(func() { <-start; outcome[i][1] = refuser.send(request("refuse", why)) })
		close(start)
		both.Wait()
	})
	took := time.Since(began)
	approved := 0
	for i, two := range outcome {
		won, lost := two[0], two[1]
		if two[0].status == http.StatusOK {
			approved++
		} else {
			won, lost = lost, won
		}
		if won.status != http.StatusOK || lost.status != http.StatusConflict && lost.status != http.StatusPreconditionFailed {
			t.Fatalf("case %d: one supervisor is told %s, the other %s", i, won, lost)
		}
	}
	t.Logf("%d cases decided in %v: %d approved, %d refused", n, took, approved, n-approved)
	b.wantDecided(ids, approved)
	members := 0
	for _, house := range town[3:] {
		members += s.as("shacong.maker").Household(house.ID).Total
	}
	if members != mothers+approved {
		t.Errorf("the households have %d members, want %d mothers and %d children", members, mothers, approved)
	}
}

// wantDecided checks that each case has one decision and one row that ended its review.
func (b backstage) wantDecided(ids []string, approved int) {
	b.t.Helper()
	b.must(b.db.Read(context.Background(), func(tx *store.Tx) error {
		for query, want := range map[string]int{
			"SELECT count(*) FROM decisions WHERE case_id IN ?":                                  len(ids),
			"SELECT count(DISTINCT case_id) FROM decisions WHERE case_id IN ?":                   len(ids),
			"SELECT count(*) FROM journal WHERE event IN ('approve', 'refuse') AND case_id IN ?": len(ids),
			"SELECT count(*) FROM cases WHERE business = 'lead' AND origin_case IN ?":            len(ids) - approved,
		} {
			rows, err := store.Rows[int](tx, query, ids)
			if err != nil {
				return err
			}
			if err == nil && rows[0] != want {
				b.t.Errorf("%s: %d, want %d", query, rows[0], want)
			}
		}
		if tx.Engine() == store.SQLite {
			return nil
		}
		// Who comes second waits for the first and no longer: a deadlock takes the
		// database a second to find.
		rows, err := store.Rows[int](tx, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
		if err == nil && rows[0] != 0 {
			b.t.Errorf("the supervisors waited for each other crosswise %d times", rows[0])
		}
		return err
	}))
}

// crowd does something n times, some of them at once.
func crowd(n int, do func(i int)) {
	var wg sync.WaitGroup
	for w := range inCrowds {
		wg.Go(func() {
			for i := w; i < n; i += inCrowds {
				do(i)
			}
		})
	}
	wg.Wait()
}

// clerks is how many clerks reach for one case.
const clerks = 50

func TestFiftyClerksClaimOneCaseAndOneHoldsIt(t *testing.T) {
	onBoth(t, func(t *testing.T, db database) {
		in := demo(t, db)
		b := behind(t, in.home)
		town := b.townspeople(clerks + 2)
		ids := b.lodged(b.hire(in, "shacong.maker", town[clerks+1].Members[0].ID, workflow.Clerk), town[clerks:clerks+1], 21)
		s, all := tell(t, in), make([]*officer, clerks)
		for i := range all {
			name := fmt.Sprintf("shacong.crowd%02d", i)
			b.hire(in, name, town[i].Members[0].ID, workflow.Clerk)
			all[i] = s.as(name)
		}

		claimed := s.together(all, call{method: http.MethodPost, path: "/cases/" + ids[0] + "/claim"})
		holders := 0
		for i, a := range claimed {
			switch {
			case a.status == http.StatusOK:
				holders++
			case a.status != http.StatusLocked:
				t.Errorf("clerk %d is told %s", i, a)
			}
		}
		if v := all[0].See(ids[0]); holders != 1 || v.Holder == nil {
			t.Fatalf("%d clerks were told that they hold the case; it is held by %v", holders, v.Holder)
		}

		// Asked for the next of the queue, each gets another case, and those who come
		// too late none.
		taken, none := map[string]bool{}, 0
		for i, a := range s.together(all, call{method: http.MethodPost, path: "/queues/station/next"}) {
			switch a.status {
			case http.StatusNoContent:
				none++
			case http.StatusOK:
				var v view
				a.into(t, &v)
				if taken[v.ID] {
					t.Errorf("clerk %d gets a case that another got", i)
				}
				taken[v.ID] = true
			default:
				t.Errorf("clerk %d is told %s", i, a)
			}
		}
		if len(taken) != len(ids)-1 || none != clerks-len(taken) {
			t.Errorf("%d clerks got a case and %d none; %d cases were waiting", len(taken), none, len(ids)-1)
		}
	})
}

// together lets many officers send the same request at the same instant.
func (s *story) together(all []*officer, c call) []answer {
	out, start := make([]answer, len(all)), make(chan struct{})
	var done sync.WaitGroup
	for i, o := range all {
		done.Go(func() {
			<-start
			out[i] = o.send(c)
		})
	}
	close(start)
	done.Wait()
	return out
}
