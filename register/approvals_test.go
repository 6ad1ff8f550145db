package register

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"hukou/models"
	"hukou/workflow"
)

// asks has an officer ask for access to a person's file, and gives the request's id.
func (w *world) asks(who, person string) (string, error) {
	w.t.Helper()
	w.key++
	ans, err := w.r.AskAccess(context.Background(), w.officer(who), AccessAsk{PersonID: person, Code: PurposeCheck, Purpose: "学校来函核对", Key: fmt.Sprintf("ask-%d", w.key)})
	var v AccessRequestView
	if err == nil {
		w.must(json.Unmarshal(ans.Body, &v))
	}
	return v.ID, err
}

func (w *world) decides(who, id string, grant bool) error {
	_, err := w.r.DecideAccess(context.Background(), w.officer(who), id, grant, "核过来函")
	return err
}

// approved gives an officer access to a person's file.
func (w *world) approved(who, head, person string) string {
	w.t.Helper()
	id, err := w.asks(who, person)
	w.must(err)
	w.must(w.decides(head, id, true))
	return id
}

// wantUnmet wants a refusal for one condition.
func (w *world) wantUnmet(err error, code string) {
	w.t.Helper()
	var r *Refused
	if !errors.As(err, &r) || len(r.Unmet) != 1 || r.Unmet[0].Code != code {
		w.t.Errorf("got %v, want it refused for %s", err, code)
	}
}

// closed tells whether a look was refused for want of an approval of the kind.
func closed(err error, kind string) bool {
	var c *ApprovalRequired
	return errors.As(err, &c) && c.Kind == kind
}

func TestAMinorsFileOutsideACaseNeedsTheHeadsApprovalWhichEndsByItself(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		q := PersonQuery{Code: PurposeCheck}
		if v, err := w.see("clerk", "p-son", q); !closed(err, AccessMinor) || v != nil {
			t.Fatalf("without an approval: %v %v", v, err)
		}
		if n := count[models.AccessLog](w, "person_id = 'p-son' and what = 'person'"); n != 0 {
			t.Error("a look that was refused is logged as one")
		}
		id, err := w.asks("clerk", "p-son")
		w.must(err)
		if _, err := w.see("clerk", "p-son", q); !closed(err, AccessMinor) {
			t.Errorf("asking alone opens the file: %v", err)
		}
		var wrong *Invalid
		if _, err := w.asks("clerk", "p-son"); !errors.As(err, &wrong) {
			t.Errorf("asked twice: %v", err)
		}
		w.must(w.decides("head", id, true))
		v, err := w.see("clerk", "p-son", q)
		w.must(err)
		if v.Name != "马小麦" || !v.Restricted {
			t.Errorf("the page is %+v", v)
		}
		if l := one[models.AccessLog](w, "person_id = 'p-son' and what = 'person'"); l.ApprovalID != id {
			t.Errorf("the use is logged as %+v", l)
		}
		if _, err := w.see("clerk2", "p-son", q); !closed(err, AccessMinor) {
			t.Errorf("a colleague uses the approval: %v", err)
		}
		w.setClock("2026-10-01T08:59:00+08:00")
		if _, err := w.see("clerk", "p-son", q); err != nil {
			t.Errorf("a minute before the end: %v", err)
		}
		w.setClock("2026-10-01T09:00:00+08:00")
		if _, err := w.see("clerk", "p-son", q); !closed(err, AccessMinor) {
			t.Errorf("at its end the approval holds on: %v", err)
		}
	})
}

func TestOnlyAnotherHeadDecidesOnAnAccessAndNobodyWhoMustStandAside(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id, err := w.asks("clerk", "p-son")
		w.must(err)
		for _, who := range []string{"clerk2", "aux", "community", "county", "head_b", "clerk_b", "city_lead", "region"} {
			if err := w.decides(who, id, true); !errors.Is(err, ErrNotFound) {
				t.Errorf("%s decides: %v", who, err)
			}
		}
		w.wantUnmet(w.decides("clerk", id, true), "own_request")
		_, err = w.r.DeclareRecusal(context.Background(), w.officer("head"), RecusalRequest{PersonID: "p-son", Reason: "亲属", Key: "recusal"})
		w.must(err)
		w.wantUnmet(w.decides("head", id, true), "recused")
		w.must(w.decides("county_lead", id, false))
		w.wantUnmet(w.decides("county_lead", id, true), "decided_already")
		if _, err := w.see("clerk", "p-son", PersonQuery{Code: PurposeCheck}); !closed(err, AccessMinor) {
			t.Errorf("a refused request opens the file: %v", err)
		}
		// A head asks too, and the body above decides, not the head under another name.
		own, err := w.asks("head", "p-son")
		w.wantUnmet(err, "recused")
		if own != "" {
			t.Error("whoever must stand aside may ask")
		}
		if _, err := w.asks("clerk", "p-ma"); err == nil {
			t.Error("an approval is asked for where none is needed")
		}
		if _, err := w.asks("clerk_b", "p-son"); !errors.Is(err, ErrNotFound) {
			t.Errorf("another county asks: %v", err)
		}
		if _, err := w.r.AskAccess(context.Background(), w.officer("clerk"), AccessAsk{PersonID: "p-son", Code: PurposeCheck, Until: w.r.Now().Add(8 * 24 * time.Hour), Key: "long"}); err == nil {
			t.Error("more days are asked for than the place allows")
		}
		if n := count[models.AdminAct](w, "act = ? and object_id = ? and officer_id = 'o-county_lead'", ActAccessRefused, id); n != 1 {
			t.Errorf("%d acts of the refusal, want 1", n)
		}
	})
}

func TestAnAssignedCaseOpensTheFileOfItsChildAndOfNoOther(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		birth := w.birthOnTheSpot("h-ma", "2026-09-10")
		p, _ := w.child(birth, workflow.Child)
		q := PersonQuery{Code: PurposeCheck}
		if _, err := w.see("clerk2", p.ID, q); err != nil {
			t.Errorf("the station of the child's case: %v", err)
		}
		if l := one[models.AccessLog](w, "person_id = ? and what = 'person'", p.ID); l.CaseID != birth {
			t.Errorf("the look names the case %q, want %q", l.CaseID, birth)
		}
		if _, err := w.see("clerk2", "p-son", q); !closed(err, AccessMinor) {
			t.Errorf("the brother's file: %v", err)
		}
		h, err := w.r.Household(context.Background(), w.officer("clerk"), "h-ma", q)
		w.must(err)
		for _, m := range h.Members {
			if hidden := m.ID == "p-son"; (m.Withheld == AccessMinor) != hidden || (m.Name == "") != hidden || hidden && (m.BirthDate != "" || m.Number != "") {
				t.Errorf("the household shows %+v", m)
			}
		}
		if n := count[models.AccessLog](w, "what = 'household' and person_id = 'p-son'"); n != 0 {
			t.Error("who was not shown is logged as seen")
		}
		// Thirty days after its end the case opens nothing any more.
		w.exec("UPDATE cases SET closed_at = '2026-08-01 00:00:00+00:00' WHERE id = '" + birth + "'")
		if _, err := w.see("clerk2", p.ID, q); !closed(err, AccessMinor) {
			t.Errorf("long after the case: %v", err)
		}
	})
}

func TestASearchShowsOfAMinorNoAddressAndNoBirthday(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		r, err := w.search("clerk", SearchQuery{Q: "马", Kind: SearchPeople, Code: PurposeWindow})
		w.must(err)
		for _, h := range r.Items {
			if hidden := h.ID == "p-son"; (h.Withheld == AccessMinor) != hidden || (h.Address == "" && h.BirthDate == "" && h.HouseholdID == "") != hidden {
				t.Errorf("the hit is %+v", h)
			}
		}
		w.approved("clerk", "head", "p-son")
		r, err = w.search("clerk", SearchQuery{Q: "马小麦", Kind: SearchPeople, Code: PurposeWindow})
		w.must(err)
		if len(r.Items) != 1 || r.Items[0].Address == "" {
			t.Errorf("with an approval the hits are %+v", r.Items)
		}
	})
}

func TestEighteenOnTheDayIsNoMinor(t *testing.T) {
	for birth, want := range map[models.Date]bool{"2008-09-24": false, "2008-09-25": true, "": true, "1990-01-01": false} {
		if got := minorOn(models.Person{BirthDate: birth}, "2026-09-24"); got != want {
			t.Errorf("born %s: minor %v, want %v", birth, got, want)
		}
	}
}

func TestAPlaceSetsHowLongAnApprovalLasts(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		ctx := context.Background()
		row := NewPolicyRow{Business: BusinessAccess, Division: "6405", From: w.r.Today(), Document: "甲公〔2026〕3号", Options: map[string]json.RawMessage{"minor_access_days": json.RawMessage("91")}}
		var wrong *Invalid
		if _, err := w.r.AddPolicyRow(ctx, w.officer("region"), row); !errors.As(err, &wrong) {
			t.Errorf("91 days: %v", err)
		}
		row.Options["minor_access_days"] = json.RawMessage("2")
		if _, err := w.r.AddPolicyRow(ctx, w.officer("region"), row); err != nil {
			t.Fatal(describe(err))
		}
		w.approved("clerk", "head", "p-son")
		w.setClock("2026-09-26T09:00:00+08:00")
		if _, err := w.see("clerk", "p-son", PersonQuery{Code: PurposeCheck}); !closed(err, AccessMinor) {
			t.Errorf("after two days: %v", err)
		}
	})
}
