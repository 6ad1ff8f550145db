package register

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"hukou/auth"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// profileFrom enters the profile of passwords from a day on.
func (w *world) profileFrom(p auth.Profile, day models.Date) {
	w.t.Helper()
	name, err := json.Marshal(p)
	w.must(err)
	_, err = w.r.AddPolicyRow(context.Background(), admin(workflow.SecAdmin), NewPolicyRow{Business: BusinessPasswords, From: day,
		Options: map[string]json.RawMessage{"profile": name}, Document: "甲公网安〔2026〕3号"})
	w.must(err)
}

// atDesk is an officer who signs in and changes the password, each try with a new code.
type atDesk struct {
	w   *world
	acc Account
	now time.Time
}

func (d *atDesk) signIn(password string) error {
	d.now = d.now.Add(time.Minute)
	_, _, _, err := d.w.r.SignIn(context.Background(), d.acc.Username, password, d.w.codeOf(d.acc, d.now), d.now)
	return err
}

func (d *atDesk) change(present, chosen string) error {
	d.now = d.now.Add(time.Minute)
	token, _, _, err := d.w.r.ChangePassword(context.Background(), d.acc.Username, present, d.w.codeOf(d.acc, d.now), chosen, d.now)
	if err == nil {
		if _, _, err := d.w.r.Session(context.Background(), token, d.now); err != nil {
			d.w.t.Errorf("the change opened no session: %v", err)
		}
	}
	return err
}

// wantFaults asks that a refusal names exactly these faults, all at the new password.
func wantFaults(t *testing.T, err error, codes string) {
	t.Helper()
	var wrong *Invalid
	if !errors.As(err, &wrong) {
		t.Errorf("got %v, want %s", err, codes)
		return
	}
	var got []string
	for _, f := range wrong.Errors {
		if f.Field != "new_password" || f.Message.Zh == "" || f.Message.En == "" {
			t.Errorf("%+v", f)
		}
		got = append(got, f.Code)
	}
	if strings.Join(got, " ") != codes {
		t.Errorf("told %v, want %s", got, codes)
	}
}

// The profile of level three begins on its day. Until then nobody is asked anything; from
// then on the password that an administrator set lets in only to be changed, what is wrong
// with the new one is told at once, and it holds ninety days.
func TestFromItsDayOnTheProfileAsksForAPasswordOfOnesOwnEveryNinetyDays(t *testing.T) {
	eachWorld(t, func(w *world) {
		d := &atDesk{w, w.account("p1", "wangfang", workflow.Clerk), realNow}
		w.setClock("2026-10-01T09:00:00+08:00")
		w.profileFrom(auth.Dengbao3, "2026-10-08")
		if p, err := w.r.PasswordProfile(t.Context()); err != nil || p != auth.Intl {
			t.Errorf("a week before its day the profile is %s, %v", p, err)
		}
		w.must(d.signIn(goodPassword))

		w.setClock("2026-10-08T09:00:00+08:00")
		for range 2 * triesAllowed {
			if err := d.signIn(goodPassword); !errors.Is(err, ErrPasswordOld) {
				t.Fatalf("a password that another set: %v", err)
			}
		}
		wantFaults(t, d.change(goodPassword, "kwmbxz"), "password_short password_kinds")
		wantFaults(t, d.change(goodPassword, goodPassword), "password_kinds password_used")
		if err := d.change("wrong wrong wrong", "Gt7#kuLe"); !errors.Is(err, ErrSignIn) {
			t.Errorf("changed without the present one: %v", err)
		}
		w.must(d.change(goodPassword, "Gt7#kuLe"))
		if err := d.signIn(goodPassword); !errors.Is(err, ErrSignIn) {
			t.Errorf("the old one: %v", err)
		}
		w.must(d.signIn("Gt7#kuLe"))
		if acts := w.acts(ActPasswordChanged); len(acts) != 1 || acts[0].OfficerID != d.acc.ID {
			t.Errorf("the journal has %+v", acts)
		}

		w.setClock("2027-01-06T09:00:00+08:00")
		w.must(d.signIn("Gt7#kuLe"))
		w.setClock("2027-01-07T09:00:00+08:00")
		if err := d.signIn("Gt7#kuLe"); !errors.Is(err, ErrPasswordOld) {
			t.Errorf("on the 91st day: %v", err)
		}
		w.must(d.change("Gt7#kuLe", "Vn4&poRa"))
		w.must(d.signIn("Vn4&poRa"))
	})
}

// Of the last five passwords none comes back, the sixth does; nothing of a former one is
// kept where the profile does not look back.
func TestTheLastFivePasswordsAreNotTakenAgain(t *testing.T) {
	eachWorld(t, func(w *world) {
		d := &atDesk{w, w.account("p1", "wangfang", workflow.Clerk), realNow}
		former := func() int {
			var o models.Officer
			w.must(w.db.Read(t.Context(), func(tx *store.Tx) (err error) {
				o, err = store.One[models.Officer](tx, "id = ?", d.acc.ID)
				return err
			}))
			return len(strings.Fields(o.FormerPasswords))
		}
		wantFaults(t, d.change(goodPassword, goodPassword), "password_used")
		w.must(d.change(goodPassword, "correct horse battery"))
		if former() != 0 {
			t.Error("former passwords are kept for nothing")
		}
		w.profileFrom(auth.Dengbao3, w.r.Today())
		chosen := []string{"First#1st", "Second#2nd", "Third#3rd", "Fourth#4th", "Fifth#5th"}
		now := "correct horse battery"
		for _, next := range chosen {
			w.must(d.change(now, next))
			now = next
		}
		for _, old := range chosen {
			wantFaults(t, d.change(now, old), "password_used")
		}
		w.must(d.change(now, "Sixth#6th"))
		w.must(d.change("Sixth#6th", "First#1st"))
		if former() != 4 {
			t.Errorf("%d former passwords are kept, want the four beside the present one", former())
		}
	})
}

// Under the profile of level three five failures close an account for half an hour.
func TestLevelThreeLocksForHalfAnHour(t *testing.T) {
	eachWorld(t, func(w *world) {
		d := &atDesk{w, w.account("p1", "wangfang", workflow.Clerk), realNow}
		w.profileFrom(auth.Dengbao3, w.r.Today())
		w.must(d.change(goodPassword, "Gt7#kuLe"))
		last := d.now
		for range triesAllowed {
			last = last.Add(time.Minute)
			if _, _, _, err := w.r.SignIn(t.Context(), "wangfang", "wrong", "000000", last); !errors.Is(err, ErrSignIn) {
				t.Error(err)
			}
		}
		d.now = last.Add(28 * time.Minute)
		if err := d.signIn("Gt7#kuLe"); !errors.Is(err, ErrSignIn) {
			t.Errorf("29 minutes later: %v", err)
		}
		w.must(d.signIn("Gt7#kuLe"))
	})
}

// The security administrator alone chooses the profile: one for everywhere, one at a time,
// not for days gone by. An account is made and reset by it from its day on.
func TestTheSecurityAdministratorChoosesTheProfile(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.account("p1", "wangfang", workflow.Clerk)
		ctx, sec := t.Context(), admin(workflow.SecAdmin)
		row := NewPolicyRow{Business: BusinessPasswords, From: w.r.Today(), Options: map[string]json.RawMessage{"profile": json.RawMessage(`"dengbao3"`)}, Document: "甲公网安〔2026〕3号"}
		for _, who := range []Actor{admin(workflow.SysAdmin), w.officer("region"), w.officer("head")} {
			if _, err := w.r.AddPolicyRow(ctx, who, row); !errors.Is(err, ErrForbidden) {
				t.Errorf("%s: %v", who.Name, err)
			}
		}
		other := row
		other.Business = "birth_cert"
		if _, err := w.r.AddPolicyRow(ctx, sec, other); !errors.Is(err, ErrForbidden) {
			t.Errorf("the rules of a business: %v", err)
		}
		level := workflow.P1
		bad := row
		bad.Division, bad.Level, bad.From, bad.Options = "64", &level, row.From.AddDays(-1), map[string]json.RawMessage{"profile": json.RawMessage(`"easy"`)}
		var wrong *Invalid
		if _, err := w.r.AddPolicyRow(ctx, sec, bad); !errors.As(err, &wrong) || len(wrong.Errors) != 4 {
			t.Errorf("a row with four faults: %v", describe(err))
		}
		view, err := w.r.AddPolicyRow(ctx, sec, row)
		w.must(err)
		if view.BusinessName.Zh != "密码要求" || !view.InForce {
			t.Errorf("%+v", view)
		}
		if _, err := w.r.ResetOfficer(ctx, Operator(), "wangfang", "correct horse battery", SignOff{}, realNow); !errors.As(err, &wrong) || wrong.Errors[0].Code != "password_kinds" {
			t.Errorf("a reset below the profile: %v", describe(err))
		}
		w.kin(models.Person{ID: "p2"})
		if _, err := w.r.AddOfficer(ctx, Operator(), NewOfficer{Username: "1", PersonID: "p2", Password: "short"}); !errors.As(err, &wrong) || len(wrong.Errors) != 3 {
			t.Errorf("an account with three faults: %v", describe(err))
		}
		drawn, err := w.r.DrawPassword()
		w.must(err)
		acc, err := w.r.ResetOfficer(ctx, Operator(), "wangfang", drawn, SignOff{}, realNow)
		w.must(err)
		d := &atDesk{w, acc, realNow}
		if err := d.signIn(drawn); !errors.Is(err, ErrPasswordOld) {
			t.Errorf("the drawn password stays: %v", err)
		}
		w.must(d.change(drawn, "Gt7#kuLe"))
	})
}

// What stands of passwords, ciphers and signatures is told with the day's policy rows.
func TestWhatGuardsTheRegisterIsSaid(t *testing.T) {
	eachWorld(t, func(w *world) {
		want := func(text string) {
			t.Helper()
			s, err := w.r.Standing(t.Context())
			w.must(err)
			if got := string(s.Passwords) + " / " + string(s.Ciphers) + " / " + s.SignOff; got != text {
				t.Errorf("it says %q, want %q", got, text)
			}
		}
		w.setClock("2026-10-01T09:00:00+08:00")
		want("intl / intl / recent")
		w.profileFrom(auth.Dengbao3, "2026-10-08")
		for division, mode := range map[string]string{"": `"docket"`, "64": `"each"`} {
			_, err := w.r.AddPolicyRow(t.Context(), Operator(), NewPolicyRow{Business: "birth_cert", Division: division, From: "2026-10-08",
				Options: map[string]json.RawMessage{"signoff": json.RawMessage(mode)}, Document: "甲公户〔2026〕9号"})
			w.must(err)
		}
		want("intl / intl / recent")
		w.setClock("2026-10-08T09:00:00+08:00")
		want("dengbao3 / intl / recent, docket for birth_cert, each for birth_cert in 64")
	})
}
