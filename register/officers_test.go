package register

import (
	"context"
	"errors"
	"testing"
	"time"

	"hukou/auth"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

const goodPassword = "雨天路滑 慢慢走 1949"

// realNow is real time in the tests of sign-in, apart from the register's clock.
var realNow = time.Date(2026, 11, 23, 1, 0, 7, 0, time.UTC)

// account makes an officer with an account and, when a role is given, a posting.
func (w *world) account(person, username string, role workflow.Role) Account {
	w.t.Helper()
	w.kin(models.Person{ID: person})
	acc, err := w.r.AddOfficer(context.Background(), Operator(), NewOfficer{Username: username, PersonID: person, Password: goodPassword})
	w.must(err)
	if role != "" {
		_, err = w.r.Post(context.Background(), Operator(), NewPosting{OfficerID: acc.ID, Org: stationOrg, Role: role, From: "2026-01-01"})
		w.must(err)
	}
	return acc
}

// codeOf is the one-time code of an account at an instant.
func (w *world) codeOf(a Account, at time.Time) string {
	w.t.Helper()
	code, err := auth.TOTPAt(a.TOTPSecret, at)
	w.must(err)
	return code
}

func (w *world) signIn(a Account, at time.Time) (string, error) {
	w.t.Helper()
	token, _, _, err := w.r.SignIn(context.Background(), a.Username, goodPassword, w.codeOf(a, at), at)
	return token, err
}

func TestOfficerSignsInActsAndSignsOut(t *testing.T) {
	eachWorld(t, func(w *world) {
		acc := w.account("p1", "wang.fang", workflow.Clerk)
		ctx := context.Background()
		token, expires, actor, err := w.r.SignIn(ctx, " Wang.Fang", goodPassword, w.codeOf(acc, realNow), realNow)
		w.must(err)
		if actor.PersonID != "p1" || !actor.Has(workflow.Clerk) || !expires.Equal(realNow.Add(8*time.Hour)) {
			t.Errorf("%+v until %s", actor, expires)
		}
		got, s, err := w.r.Session(ctx, token, realNow.Add(30*time.Second))
		w.must(err)
		if got.OfficerID != acc.ID || len(got.Postings) != 1 || got.Postings[0].Org != stationOrg || !s.SeenAt.Equal(realNow) {
			t.Errorf("the session's officer is %+v, seen %s", got, s.SeenAt)
		}
		w.must(w.r.SignOut(ctx, token, realNow.Add(time.Minute)))
		if _, _, err := w.r.Session(ctx, token, realNow.Add(time.Minute)); !errors.Is(err, ErrNoSession) {
			t.Errorf("after signing out: %v", err)
		}
	})
}

func TestSessionEndsWhenIdleAndAfterEightHours(t *testing.T) {
	eachWorld(t, func(w *world) {
		acc := w.account("p1", "wangfang", workflow.Clerk)
		ctx := context.Background()
		token, err := w.signIn(acc, realNow)
		w.must(err)
		for at := realNow; at.Before(realNow.Add(8 * time.Hour)); at = at.Add(14 * time.Minute) {
			if _, _, err := w.r.Session(ctx, token, at); err != nil {
				t.Fatalf("busy after %s: %v", at.Sub(realNow), err)
			}
		}
		if _, _, err := w.r.Session(ctx, token, realNow.Add(8*time.Hour)); !errors.Is(err, ErrNoSession) {
			t.Errorf("after eight hours: %v", err)
		}
		later := realNow.Add(10 * time.Hour)
		token, err = w.signIn(acc, later)
		w.must(err)
		if _, _, err := w.r.Session(ctx, token, later.Add(15*time.Minute)); !errors.Is(err, ErrNoSession) {
			t.Errorf("after a quarter of an hour without a word: %v", err)
		}
	})
}

func TestOneSessionAnOfficerAndEachCodeOnce(t *testing.T) {
	eachWorld(t, func(w *world) {
		acc := w.account("p1", "wangfang", workflow.Clerk)
		ctx := context.Background()
		first, err := w.signIn(acc, realNow)
		w.must(err)
		for range 2 * triesAllowed {
			if _, err := w.signIn(acc, realNow); !errors.Is(err, ErrSignIn) {
				t.Fatalf("the code worked twice: %v", err)
			}
		}
		later := realNow.Add(40 * time.Second)
		second, err := w.signIn(acc, later)
		if err != nil {
			t.Fatalf("repeats of a right code locked the account: %v", err)
		}
		if _, _, err := w.r.Session(ctx, first, later); !errors.Is(err, ErrNoSession) {
			t.Errorf("the first session lives beside the second: %v", err)
		}
		if _, _, err := w.r.Session(ctx, second, later); err != nil {
			t.Error(err)
		}
	})
}

func TestOneCodeLetsOneIn(t *testing.T) {
	eachWorld(t, func(w *world) {
		acc := w.account("p1", "wangfang", workflow.Clerk)
		answers := make(chan error)
		for range 4 {
			go func() {
				_, err := w.signIn(acc, realNow)
				answers <- err
			}()
		}
		in := 0
		for range 4 {
			if err := <-answers; err == nil {
				in++
			} else if !errors.Is(err, ErrSignIn) {
				t.Error(err)
			}
		}
		if in != 1 {
			t.Errorf("one code let %d in", in)
		}
	})
}

func TestFailedSignInsLookAlikeAndLockTheAccount(t *testing.T) {
	eachWorld(t, func(w *world) {
		acc := w.account("p1", "wangfang", workflow.Clerk)
		ctx := context.Background()
		for _, c := range []struct{ name, password, code string }{
			{"nobody", goodPassword, "123456"}, {"wangfang", "wrong wrong wrong", w.codeOf(acc, realNow)}, {"wangfang", goodPassword, "000000"},
			{"wangfang", goodPassword, ""}, {"", "", ""},
		} {
			if _, _, actor, err := w.r.SignIn(ctx, c.name, c.password, c.code, realNow); err != ErrSignIn || actor.OfficerID != "" {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		for range 2 {
			_, _, _, err := w.r.SignIn(ctx, "wangfang", "wrong wrong wrong", "1", realNow)
			if !errors.Is(err, ErrSignIn) {
				t.Error(err)
			}
		}
		if _, err := w.signIn(acc, realNow.Add(30*time.Second)); !errors.Is(err, ErrSignIn) {
			t.Errorf("after five failures: %v", err)
		}
		if _, err := w.signIn(acc, realNow.Add(2*time.Minute)); err != nil {
			t.Errorf("when the lock is over: %v", err)
		}
	})
}

func TestLockGrowsToHalfAnHour(t *testing.T) {
	for failures, want := range map[int]time.Duration{5: time.Minute, 6: 2 * time.Minute, 9: 16 * time.Minute, 10: 30 * time.Minute, 1000: 30 * time.Minute} {
		if got := lockFor(auth.Intl.Rules(), failures); got != want {
			t.Errorf("after %d failures: %s", failures, got)
		}
	}
}

func TestPostingsOpenAndCloseTheDoor(t *testing.T) {
	eachWorld(t, func(w *world) {
		acc := w.account("p1", "wangfang", "")
		ctx := context.Background()
		if _, err := w.signIn(acc, realNow); !errors.Is(err, ErrNoPosting) {
			t.Errorf("without a posting: %v", err)
		}
		p, err := w.r.Post(ctx, Operator(), NewPosting{OfficerID: acc.ID, Org: stationOrg, Role: workflow.Clerk, From: "2026-09-01"})
		w.must(err)
		token, err := w.signIn(acc, realNow.Add(time.Minute))
		w.must(err)
		w.must(w.r.EndPosting(ctx, Operator(), p.ID, "2026-09-24", "甲公政〔2026〕9号"))
		if _, _, err := w.r.Session(ctx, token, realNow.Add(2*time.Minute)); err != nil {
			t.Errorf("on the last day: %v", err)
		}
		w.setClock("2026-09-25T00:00:01+08:00")
		if _, _, err := w.r.Session(ctx, token, realNow.Add(3*time.Minute)); !errors.Is(err, ErrNoSession) {
			t.Errorf("the day after: %v", err)
		}
		if err := w.r.EndPosting(ctx, Operator(), p.ID, "2026-09-30", ""); err == nil {
			t.Error("an ended posting was opened again")
		}
	})
}

func TestAPostingEndedAtOnceEndsTheSessionAtOnce(t *testing.T) {
	eachWorld(t, func(w *world) {
		acc := w.account("p1", "wangfang", workflow.Clerk)
		ctx := context.Background()
		token, err := w.signIn(acc, realNow)
		w.must(err)
		posting := one[models.Posting](w, "officer_id = ?", acc.ID)
		w.must(w.r.EndPosting(ctx, Operator(), posting.ID, w.r.Today().AddDays(-1), "甲公政〔2026〕10号"))
		if _, _, err := w.r.Session(ctx, token, realNow.Add(time.Second)); !errors.Is(err, ErrNoSession) {
			t.Errorf("a posting was ended at once and the session lives: %v", err)
		}
	})
}

func TestDisabledOrResetAccountLosesItsSession(t *testing.T) {
	eachWorld(t, func(w *world) {
		acc := w.account("p1", "wangfang", workflow.Clerk)
		ctx := context.Background()
		token, err := w.signIn(acc, realNow)
		w.must(err)
		fresh, err := w.r.ResetOfficer(ctx, Operator(), "wangfang", goodPassword, SignOff{}, realNow)
		w.must(err)
		if fresh.TOTPSecret == acc.TOTPSecret {
			t.Error("the one-time secret outlived the reset")
		}
		if _, _, err := w.r.Session(ctx, token, realNow); !errors.Is(err, ErrNoSession) {
			t.Errorf("after the reset: %v", err)
		}
		token, err = w.signIn(fresh, realNow.Add(time.Minute))
		w.must(err)
		w.must(w.r.DisableOfficer(ctx, Operator(), "wangfang", realNow))
		if _, _, err := w.r.Session(ctx, token, realNow.Add(time.Minute)); !errors.Is(err, ErrNoSession) {
			t.Errorf("after disabling: %v", err)
		}
		if _, err := w.signIn(fresh, realNow.Add(2*time.Minute)); !errors.Is(err, ErrSignIn) {
			t.Errorf("a disabled account: %v", err)
		}
		if _, err := w.r.ResetOfficer(ctx, Operator(), "wangfang", goodPassword, SignOff{}, realNow); err == nil {
			t.Error("a disabled account was reset")
		}
	})
}

func TestAccountsThatAreNotMade(t *testing.T) {
	eachWorld(t, func(w *world) {
		acc := w.account("p1", "wangfang", "")
		w.kin(models.Person{ID: "p2"})
		ctx := context.Background()
		for code, n := range map[string]NewOfficer{
			"unknown_person": {Username: "liwei", PersonID: "nobody", Password: goodPassword},
			"has_account":    {Username: "liwei", PersonID: "p1", Password: goodPassword},
			"username_taken": {Username: "wangfang", PersonID: "p2", Password: goodPassword},
			"bad_username":   {Username: "李伟", PersonID: "p2", Password: goodPassword},
			"password_short": {Username: "liwei", PersonID: "p2", Password: "short"},
			"bad_secret":     {Username: "liwei", PersonID: "p2", Password: goodPassword, TOTPSecret: "not base32!"},
		} {
			_, err := w.r.AddOfficer(ctx, Operator(), n)
			wantCode(t, err, code)
		}
		clerk := Actor{OfficerID: acc.ID, PersonID: "p1", Postings: []models.Posting{{Org: stationOrg, Role: string(workflow.Head)}}}
		if _, err := w.r.AddOfficer(ctx, clerk, NewOfficer{Username: "liwei", PersonID: "p2", Password: goodPassword}); !errors.Is(err, ErrForbidden) {
			t.Errorf("a head made an account: %v", err)
		}
		w.must(w.r.DisableOfficer(ctx, Operator(), "wangfang", realNow))
		_, err := w.r.AddOfficer(ctx, Operator(), NewOfficer{Username: "wangfang2", PersonID: "p1", Password: goodPassword})
		w.must(err)
	})
}

// wantCode checks that exactly one value was refused, and as what.
func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	var wrong *Invalid
	if !errors.As(err, &wrong) || len(wrong.Errors) != 1 || wrong.Errors[0].Code != code {
		t.Errorf("want %s, got %v", code, err)
		if wrong != nil {
			t.Logf("%+v", wrong.Errors)
		}
	}
}

func TestPostingsThatAreNotGiven(t *testing.T) {
	eachWorld(t, func(w *world) {
		acc := w.account("p1", "wangfang", workflow.Clerk)
		ctx := context.Background()
		for _, c := range []struct {
			code string
			n    NewPosting
		}{
			{"roles_exclude", NewPosting{Org: stationOrg, Role: workflow.SysAdmin, From: "2026-10-01"}},
			{"posted_already", NewPosting{Org: stationOrg, Role: workflow.Clerk, From: "2026-10-01"}},
			{"role_not_here", NewPosting{Org: stationOrg, Role: workflow.CountyLead, From: "2026-10-01"}},
			{"role_not_here", NewPosting{Org: stationOrg, Role: workflow.System, From: "2026-10-01"}},
			{"unknown_body", NewPosting{Org: "1", Role: workflow.Head, From: "2026-10-01"}},
			{"bad_period", NewPosting{Org: stationOrg, Role: workflow.Head, From: "2026-10-01", To: "2026-09-01"}},
			{"required", NewPosting{Org: countyOrg, Role: workflow.County, From: "2026-10-01", Secondment: true}},
		} {
			c.n.OfficerID = acc.ID
			_, err := w.r.Post(ctx, Operator(), c.n)
			wantCode(t, err, c.code)
		}
		// A second station or a secondment beside the ordinary posting is in order, and
		// so is an administrator once the other posting has ended.
		_, err := w.r.Post(ctx, Operator(), NewPosting{OfficerID: acc.ID, Org: countyOrg, Role: workflow.County, From: "2026-10-01", To: "2026-12-31", Secondment: true, Document: "借调函1号"})
		w.must(err)
		admin := w.account("p2", "liwei", workflow.SecAdmin)
		me := Actor{OfficerID: admin.ID, PersonID: "p2", Postings: []models.Posting{{Org: stationOrg, Role: string(workflow.SecAdmin)}}, Recent: true}
		if _, err := w.r.Post(ctx, me, NewPosting{OfficerID: admin.ID, Org: countyOrg, Role: workflow.SecAdmin, From: "2026-10-01"}); !errors.Is(err, ErrForbidden) {
			t.Errorf("an administrator posted themselves: %v", err)
		}
		_, err = w.r.Post(ctx, me, NewPosting{OfficerID: acc.ID, Org: otherOrg, Role: workflow.Clerk, From: "2026-10-01"})
		w.must(err)
		for _, second := range []workflow.Role{workflow.AuditAdmin, workflow.Auditor, workflow.Clerk} {
			_, err = w.r.Post(ctx, Operator(), NewPosting{OfficerID: admin.ID, Org: stationOrg, Role: second, From: "2026-10-01"})
			wantCode(t, err, "roles_exclude")
		}
	})
}

// An administrator's exclusion follows the person through a second account.
func TestExclusionFollowsThePerson(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.account("p1", "wangfang", workflow.Clerk)
		ctx := context.Background()
		w.must(w.r.DisableOfficer(ctx, Operator(), "wangfang", realNow))
		again, err := w.r.AddOfficer(ctx, Operator(), NewOfficer{Username: "wangfang2", PersonID: "p1", Password: goodPassword})
		w.must(err)
		_, err = w.r.Post(ctx, Operator(), NewPosting{OfficerID: again.ID, Org: stationOrg, Role: workflow.SysAdmin, From: "2026-10-01"})
		wantCode(t, err, "roles_exclude")
		w.must(w.db.Read(ctx, func(tx *store.Tx) error {
			rows, err := store.Many[models.AccessLog](tx, "at, id", "person_id = ? and purpose = 'account'", "p1")
			if len(rows) != 4 {
				t.Errorf("four acts on the person's accounts left %d traces", len(rows))
			}
			return err
		}))
	})
}
