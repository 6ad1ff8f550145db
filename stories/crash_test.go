package stories

import (
	"bytes"
	"net/http"
	"testing"
	"time"

	"hukou/models"
)

// A step sent again with its key has one effect and one answer: at once, after the
// case went on, and after the program was killed between commit and answer.
func TestStepSentAgainHasOneEffectAndOneAnswer(t *testing.T) {
	onBoth(t, func(t *testing.T, db database) {
		h := newHome(t, db)
		fragile := start(t, h, fragile, []string{"HUKOU_FAILPOINT=after_commit:skip_check:1"}, append([]string{"demo", "--json", "--addr", "127.0.0.1:0", "--now", time.Now().Format(time.RFC3339)}, h.flags()...)...)
		s, n := tell(t, fragile), family(t, "free_certificate")
		clerk := s.as("yuntai.clerk1")
		id := clerk.Open("birth_cert", bornLately(t))
		lodge := clerk.step(id, "lodge", "", nil)
		first := clerk.do(lodge, http.StatusOK)
		again := clerk.do(lodge, http.StatusOK)
		s.saw(id, first)
		clerk.Papers(id, "birth_certificate", "parent_household_book", "marriage_certificate")
		clerk.Take(id, "accept", nil)
		later := clerk.do(lodge, http.StatusOK)
		if !bytes.Equal(first.body, again.body) || !bytes.Equal(first.body, later.body) || later.header.Get("ETag") != first.header.Get("ETag") {
			t.Errorf("the same key is answered\n%s\nthen\n%s\nthen\n%s", first, again, later)
		}
		other := lodge
		other.body = facts{"event": "lodge", "grounds": "另有理由"}
		if a := clerk.send(other); a.status != http.StatusUnprocessableEntity || !bytes.Contains(a.body, []byte("key_reused")) {
			t.Errorf("another request under the key is answered %s", a)
		}

		decide := clerk.step(id, "skip_check", "approved", nil)
		if a := clerk.send(decide); a.err == nil {
			t.Fatalf("the program lives and answers %s", a)
		}
		select {
		case <-fragile.ended:
		case <-time.After(time.Minute):
			t.Fatal("the program did not die")
		}

		in := serve(t, fragile)
		s = tell(t, in)
		clerk = s.as("yuntai.clerk1")
		first = clerk.do(decide, http.StatusOK)
		again = clerk.do(decide, http.StatusOK)
		if !bytes.Equal(first.body, again.body) {
			t.Errorf("the same key is answered\n%s\nthen\n%s", first, again)
		}
		decide.body = facts{"event": "skip_check", "to": "station_review"}
		if a := clerk.send(decide); a.status != http.StatusUnprocessableEntity || !bytes.Contains(a.body, []byte("key_reused")) {
			t.Errorf("another request under the key is answered %s", a)
		}
		rows := clerk.Journal(id)
		for _, event := range []string{"lodge", "accept", "skip_check", "effect"} {
			if got := count(rows, event); got != 1 {
				t.Errorf("the journal has %s %d times", event, got)
			}
		}
		children := 0
		for _, m := range clerk.Household(n.Household).Members {
			if m.Name == n.Name {
				children++
			}
		}
		if children != 1 {
			t.Errorf("the child stands in the household %d times", children)
		}
		in.wantSound(t)
	})
}

// bornLately is a birth of the last days, by the clock of this machine, on which the
// program that is started again goes by.
func bornLately(t *testing.T) facts {
	t.Helper()
	n := family(t, "free_certificate")
	declared, born := facts{}, models.DateOf(time.Now()).AddDays(-9)
	for k, v := range n.Facts() {
		declared[string(k)] = v
	}
	for k, v := range (facts{"child_birth_date": born, "certificate_no": "T640522009", "certificate_issued_on": born.AddDays(2), "certificate_name": n.Name, "parents_evidence": "certificate"}) {
		declared[k] = v
	}
	return declared
}
