package register

import (
	"errors"
	"slices"
	"testing"

	"hukou/models"
	"hukou/store/storetest"
	"hukou/workflow"
)

func TestTheRulesAreTriedWithoutACase(t *testing.T) {
	r := newWorld(t, storetest.SQLite(t)).r
	clerk := workflow.By{Role: workflow.Clerk, Seat: workflow.Own}
	q := WhatIfQuery{Business: workflow.BirthNoCert, State: workflow.Accepted, Event: workflow.ChooseRoute, To: workflow.RouteR2, By: clerk,
		Facts: workflow.Facts{"child_birth_date": "2026-09-10", "born_where": "home", "reason": "家中出生"}}
	no, err := r.WhatIf(q)
	if err != nil {
		t.Fatal(err)
	}
	if no.Allowed || no.Cause != workflow.Unmet || len(no.Unmet) != 1 || no.Unmet[0].Code != string(workflow.GRouteR2) || no.Unmet[0].Basis == "" || len(no.Allows) == 0 {
		t.Errorf("without health's refusal: %+v", no)
	}
	q.Facts[workflow.FHealthRefusal] = "true"
	yes, err := r.WhatIf(q)
	if err != nil {
		t.Fatal(err)
	}
	if !yes.Allowed || yes.To != workflow.RouteR2 || yes.ToName.Zh == "" || len(yes.Unmet) != 0 || len(yes.Limits) == 0 || yes.Limits[0].DueOn == "" || len(yes.Basis) == 0 {
		t.Errorf("with it: %+v", yes)
	}
	q.By = workflow.By{Role: workflow.County, Seat: workflow.Own}
	if other, err := r.WhatIf(q); err != nil || other.Allowed || other.Cause != workflow.NeverYours {
		t.Errorf("by the county: %+v, %v", other, err)
	}
}

func TestATrialLiftsTheLevelByItsFacts(t *testing.T) {
	r := newWorld(t, storetest.SQLite(t)).r
	q := WhatIfQuery{Business: workflow.BirthNoCert, State: workflow.StationReview, Event: workflow.Approve, Facts: workflow.Facts{}}
	low, err := r.WhatIf(q)
	if err != nil {
		t.Fatal(err)
	}
	q.Facts = workflow.Facts{"policy_level": "3"}
	high, err := r.WhatIf(q)
	if err != nil {
		t.Fatal(err)
	}
	if high.Level != workflow.P3 || high.LevelName != workflow.P3.Word() || high.Allowed {
		t.Errorf("the policy's level gives %+v", high)
	}
	has := func(w WhatIf, g workflow.GuardID) bool {
		return slices.ContainsFunc(w.Unmet, func(c workflow.Condition) bool { return c.Code == string(g) })
	}
	if low.Level >= workflow.P3 || !has(high, workflow.GStationLevel) {
		t.Errorf("low: level %d %+v; high: %+v", low.Level, low.Unmet, high.Unmet)
	}
}

func TestATrialAsksForNothingTheRightsForbid(t *testing.T) {
	r := newWorld(t, storetest.SQLite(t)).r
	asked := 0
	for _, def := range r.book.All(r.Today()) {
		for _, s := range def.States() {
			for _, on := range def.Events(s) {
				form, err := r.WhatIfForm(def.Business, def.Edition, s, on)
				if err != nil {
					t.Fatalf("%s %s %s: %v", def.Business, s, on, err)
				}
				if len(form.By) == 0 || len(form.To) == 0 && len(def.From(s)) == 0 {
					t.Errorf("%s %s %s leads nowhere", def.Business, s, on)
				}
				for _, f := range form.Fields {
					asked++
					if r.book.Forbidden(f.Field) {
						t.Errorf("%s %s %s asks for %s", def.Business, s, on, f.Field)
					}
					if f.Field == workflow.FRequiredLevel {
						t.Errorf("%s %s %s asks for the level itself", def.Business, s, on)
					}
				}
			}
		}
	}
	if asked == 0 {
		t.Error("no form asks for anything: the test is blind")
	}
	for f := range workflow.Fields() {
		if !r.book.Forbidden(f) {
			continue
		}
		_, err := r.WhatIf(WhatIfQuery{Business: workflow.BirthCert, State: workflow.Draft, Event: workflow.Lodge, Facts: workflow.Facts{f: "x"}})
		var wrong *Invalid
		if !errors.As(err, &wrong) || wrong.Errors[0].Code != "unknown_field" {
			t.Errorf("%s was taken: %v", f, err)
		}
	}
}

func TestATrialThatMakesNoSense(t *testing.T) {
	r := newWorld(t, storetest.SQLite(t)).r
	for code, q := range map[string]WhatIfQuery{
		"unknown_business": {Business: "none"},
		"unknown_state":    {Business: workflow.Death, State: "nowhere"},
		"not_from_here":    {Business: workflow.Death, State: workflow.Draft, Event: workflow.Approve},
		"wrong_shape":      {Business: workflow.Death, State: workflow.Draft, Event: workflow.Lodge, Facts: workflow.Facts{"event_date": "yesterday"}},
		"unknown_field":    {Business: workflow.Death, State: workflow.Draft, Event: workflow.Lodge, Facts: workflow.Facts{"colour": "red"}},
	} {
		_, err := r.WhatIf(q)
		wantCode(t, err, code)
	}
	if form, err := r.WhatIfForm(workflow.Death, "", "", ""); err != nil || len(form.States) == 0 || len(form.Events) != 0 {
		t.Errorf("the first form: %+v, %v", form, err)
	}
	if _, err := r.WhatIf(WhatIfQuery{Business: workflow.Death, Edition: models.Date("1999-01-01")}); err == nil {
		t.Error("an edition that never was")
	}
}
