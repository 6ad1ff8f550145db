package register

import (
	"context"
	"errors"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

// admin is an administrator of the region's office who has no line among the people.
func admin(role workflow.Role) Actor {
	return Actor{OfficerID: "o-" + string(role), PersonID: "p-" + string(role), Name: string(role), Recent: true,
		Postings: []models.Posting{{ID: "po-" + string(role), Org: regionOrg, Role: string(role), From: "2020-01-01"}}}
}

func usernamesOf(rows []OfficerView) []string {
	out := []string{}
	for _, o := range rows {
		out = append(out, o.Username)
	}
	return out
}

// acts are the audit rows of one kind, oldest first.
// acts are the acts of a kind that a test itself took.
func (w *world) acts(what string) []models.AdminAct {
	w.t.Helper()
	var rows []models.AdminAct
	w.must(w.db.Read(context.Background(), func(tx *store.Tx) (err error) {
		rows, err = store.Many[models.AdminAct](tx, "at, id", "act = ? and not (act = 'posting_added' and officer_id = 'operator')", what)
		return err
	}))
	return rows
}

func TestWhoSeesWhichOfficers(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		all := []string{"aux", "city", "city_lead", "clerk", "clerk2", "clerk_b", "community", "county", "county_lead", "head", "head_b", "region"}
		station := []string{"aux", "clerk", "clerk2", "community", "head"}
		for _, c := range []struct {
			who  Actor
			want []string
		}{
			{admin(workflow.SecAdmin), all}, {admin(workflow.AuditAdmin), all}, {w.officer("head"), station},
			{w.officer("county"), []string{"aux", "clerk", "clerk2", "community", "county", "county_lead", "head"}},
		} {
			got, err := w.r.Officers(ctx, c.who, OfficerFilter{})
			w.must(err)
			if diff := cmp.Diff(c.want, usernamesOf(got)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.who.Name, diff)
			}
			for _, o := range got {
				if o.MayPost != c.who.Has(workflow.SecAdmin) {
					t.Errorf("%s may post %s: %v", c.who.Name, o.Username, o.MayPost)
				}
			}
		}
		for _, who := range []string{"clerk", "aux", "community"} {
			if _, err := w.r.Officers(ctx, w.officer(who), OfficerFilter{}); !errors.Is(err, ErrForbidden) {
				t.Errorf("%s lists officers: %v", who, err)
			}
		}
		if _, err := w.r.Officer(ctx, w.officer("head"), "o-head_b"); !errors.Is(err, ErrNotFound) {
			t.Errorf("a head sees another station's officer: %v", err)
		}
	})
}

func TestPostingsThatEndWithinTheWeekAreTold(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		sec := admin(workflow.SecAdmin)
		for to, who := range map[models.Date]string{"2026-10-01": "clerk", "2026-10-02": "clerk2"} {
			_, err := w.r.Post(ctx, sec, NewPosting{OfficerID: "o-" + who, Org: otherOrg, Role: workflow.Clerk, From: "2026-09-24", To: to, Secondment: true, Document: "借调函1号"})
			w.must(err)
		}
		got, err := w.r.Officers(ctx, sec, OfficerFilter{Ending: 7})
		w.must(err)
		if diff := cmp.Diff([]string{"clerk"}, usernamesOf(got)); diff != "" {
			t.Fatalf("ending within a week (-want +got):\n%s", diff)
		}
		p := got[0].Postings[1]
		if p.EndsIn == nil || *p.EndsIn != 7 || !p.Secondment || !p.InForce || p.OrgName.Zh != "乙县城关派出所" || p.RoleName.Zh != "户籍民警" {
			t.Errorf("the secondment: %+v", p)
		}
		one, err := w.r.Officer(ctx, sec, "o-clerk2")
		w.must(err)
		if one.Postings[1].EndsIn != nil {
			t.Error("a posting that ends in eight days is told as ending")
		}
		byRole, err := w.r.Officers(ctx, sec, OfficerFilter{Org: otherOrg, Role: workflow.Clerk, Q: "clerk"})
		w.must(err)
		if diff := cmp.Diff([]string{"clerk", "clerk2", "clerk_b"}, usernamesOf(byRole)); diff != "" {
			t.Errorf("clerks of the other station (-want +got):\n%s", diff)
		}
	})
}

func TestTheLastApproverOfABodyIsNotTakenFromIt(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		sec := admin(workflow.SecAdmin)
		err := w.r.EndPosting(ctx, sec, "po-head", "2026-09-24", "调离")
		wantCode(t, err, "last_approver")
		var wrong *Invalid
		if errors.As(err, &wrong) && !strings.Contains(wrong.Errors[0].Message.Zh, "民警head") {
			t.Errorf("the refusal names nobody: %s", wrong.Errors[0].Message.Zh)
		}
		wantCode(t, w.r.DisableOfficer(ctx, sec, "county_lead", realNow), "last_approver")
		// A successor who begins in time frees the way; one who begins too late does not.
		late, err := w.r.Post(ctx, sec, NewPosting{OfficerID: "o-clerk", Org: stationOrg, Role: workflow.Head, From: "2026-10-01"})
		w.must(err)
		wantCode(t, w.r.EndPosting(ctx, sec, "po-head", "2026-09-29", ""), "last_approver")
		w.must(w.r.EndPosting(ctx, sec, "po-head", "2026-09-30", ""))
		// The successor has not begun and may still be called off, which nobody's turn is.
		w.must(w.r.EndPosting(ctx, sec, late.ID, "2026-09-24", ""))
		if p := one[models.Posting](w, "id = ?", late.ID); p.To != "2026-09-30" || p.On("2026-10-01") {
			t.Errorf("the posting called off ends on %s", p.To)
		}
		if n := len(w.acts(ActPostingEnded)); n != 2 {
			t.Errorf("%d rows of the audit, want 2", n)
		}
	})
}

func TestTheBodyOfAClosedStationNeedsNobody(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tx(func(tx *store.Tx) error {
			_, err := store.Set[models.Organisation](tx, map[string]any{"merged_into": stationOrg}, "code = ?", otherOrg)
			return err
		})
		w.must(w.r.EndPosting(context.Background(), admin(workflow.SecAdmin), "po-head_b", "2026-09-24", ""))
	})
}

func TestWhoMakesAnAccountDoesNotGiveItItsPostings(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		w.kin(models.Person{ID: "p1"})
		first, second := admin(workflow.SecAdmin), admin(workflow.SecAdmin)
		second.OfficerID, second.PersonID = "o-sec2", "p-sec2"
		acc, err := w.r.AddOfficer(ctx, first, NewOfficer{Username: "wangfang", PersonID: "p1", Password: goodPassword})
		w.must(err)
		n := NewPosting{OfficerID: acc.ID, Org: stationOrg, Role: workflow.Clerk, From: "2026-10-01"}
		_, err = w.r.Post(ctx, first, n)
		wantCode(t, err, "own_account")
		_, err = w.r.Post(ctx, second, n)
		w.must(err)
		_, err = w.r.ResetOfficer(ctx, second, "wangfang", goodPassword, SignOff{}, realNow)
		w.must(err)
		if _, err = w.r.ResetOfficer(ctx, admin(workflow.SysAdmin), "wangfang", goodPassword, SignOff{}, realNow); !errors.Is(err, ErrForbidden) {
			t.Errorf("a system administrator resets an account: %v", err)
		}
		for _, a := range []string{ActAccountAdded, ActAccountReset, ActPostingAdded} {
			rows := w.acts(a)
			if len(rows) != 1 || strings.Contains(rows[0].Became, "某p1") || strings.Contains(rows[0].Became, "wangfang") {
				t.Errorf("%s left %+v", a, rows)
			}
		}
	})
}

func TestAdministratorsReadOnlyTheirOwnActsAndTheAuditorAll(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		sec := admin(workflow.SecAdmin)
		seen, err := w.r.AdminActs(ctx, admin(workflow.AuditAdmin), AdminActFilter{Day: "2026-09-24"})
		w.must(err)
		seeded := len(seen)
		_, err = w.r.Post(ctx, sec, NewPosting{OfficerID: "o-clerk", Org: stationOrg, Role: workflow.Community, From: "2026-09-24"})
		w.must(err)
		for _, c := range []struct {
			who  Actor
			want int
		}{{sec, 1}, {admin(workflow.AuditAdmin), 1 + seeded}, {admin(workflow.SysAdmin), 0}} {
			got, err := w.r.AdminActs(ctx, c.who, AdminActFilter{Day: "2026-09-24"})
			w.must(err)
			if len(got) != c.want {
				t.Errorf("%s reads %d acts, want %d", c.who.Name, len(got), c.want)
			}
		}
		if _, err := w.r.AdminActs(ctx, w.officer("head"), AdminActFilter{}); !errors.Is(err, ErrForbidden) {
			t.Errorf("a head reads the audit: %v", err)
		}
		if got, err := w.r.AdminActs(ctx, sec, AdminActFilter{Day: "2026-09-25"}); err != nil || len(got) != 0 {
			t.Errorf("the next day has %d acts, %v", len(got), err)
		}
	})
}
