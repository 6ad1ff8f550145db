package register

import (
	"context"
	"errors"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

func TestANumberIsRevealedForAPurposeOrInACaseAndLogged(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		ctx := context.Background()
		mother := proper(village())[0].Members[1].Number.Reveal()
		reveal := func(who string, q RevealQuery) (string, error) {
			return w.r.Reveal(ctx, w.officer(who), q)
		}
		var needs *PurposeRequired
		if got, err := reveal("clerk", RevealQuery{PersonID: "p-li"}); !errors.As(err, &needs) || got != "" {
			t.Errorf("without a purpose: %q, %v", got, err)
		}
		if got, err := reveal("clerk_b", RevealQuery{PersonID: "p-li", Purpose: "核对"}); !errors.Is(err, ErrNotFound) || got != "" {
			t.Errorf("another county: %q, %v", got, err)
		}
		if got, err := w.r.Reveal(ctx, admin(workflow.SysAdmin), RevealQuery{PersonID: "p-li", Purpose: "核对"}); !errors.Is(err, ErrNotFound) || got != "" {
			t.Errorf("an administrator: %q, %v", got, err)
		}
		if n := count[models.AccessLog](w, "what like 'reveal:%'"); n != 0 {
			t.Errorf("%d refused reveals are logged as reveals", n)
		}
		got, err := reveal("clerk", RevealQuery{PersonID: "p-li", Purpose: " 核对身份证 "})
		w.must(err)
		if got != mother {
			t.Error("another number was revealed")
		}
		if l := one[models.AccessLog](w, "what = 'reveal:citizen_number'"); l.PersonID != "p-li" || l.Purpose != "核对身份证" || l.OfficerID != "o-clerk" {
			t.Errorf("the log: %+v", l)
		}
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts("p-li", "p-ma", "h-ma")})
		if got, err := reveal("clerk", RevealQuery{PersonID: "p-li", CaseID: id}); err != nil || got != mother {
			t.Errorf("inside a case: %v", err)
		}
		if l := one[models.AccessLog](w, "what = 'reveal:citizen_number' and case_id = ?", id); l.Purpose != "case" {
			t.Errorf("the log inside a case: %+v", l)
		}
	})
}

// What cannot be logged is not shown.
func TestANumberThatCannotBeLoggedIsNotRevealed(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		if _, err := w.hand.SQL().Exec("ALTER TABLE access_log RENAME TO access_log_away"); err != nil {
			t.Fatal(err)
		}
		if got, err := w.r.Reveal(context.Background(), w.officer("clerk"), RevealQuery{PersonID: "p-li", Purpose: "核对"}); err == nil || got != "" {
			t.Errorf("revealed without a log: %v", err)
		}
	})
}

func TestADeclaredNumberIsRevealedInItsCaseAlone(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		ctx := context.Background()
		facts := birthFacts("p-li", "p-ma", "h-ma")
		number := proper(village())[0].Members[1].Number.Reveal()
		facts[workflow.FactMotherNumber] = number
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: facts})
		got, err := w.r.RevealFact(ctx, w.officer("clerk"), id, workflow.FactMotherNumber, "")
		w.must(err)
		if got != number {
			t.Error("another number was revealed")
		}
		if l := one[models.AccessLog](w, "what = 'reveal:mother_number'"); l.PersonID != "p-li" || l.CaseID != id || l.Purpose != "case" {
			t.Errorf("the log: %+v", l)
		}
		for who, field := range map[string]workflow.Field{"clerk_b": workflow.FactMotherNumber, "clerk": workflow.FactChildName, "head": workflow.FactFatherNumber} {
			if got, err := w.r.RevealFact(ctx, w.officer(who), id, field, "核对"); !errors.Is(err, ErrNotFound) || got != "" {
				t.Errorf("%s asks for %s: %q, %v", who, field, got, err)
			}
		}
	})
}
