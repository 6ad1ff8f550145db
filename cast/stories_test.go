package cast_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"hukou/cast"
	"hukou/models"
	"hukou/register"
	"hukou/store"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

// refusal is what the register answers an officer who tries a step at the opening.
func (s *stage) refusal(out cast.Loaded, who, caseID string, on workflow.Event, in workflow.Facts) *register.Refused {
	s.t.Helper()
	_, err := s.r.Take(context.Background(), out.Actor(who, models.DateOf(cast.Opening())), register.StepRequest{CaseID: caseID, Event: on, Key: "try " + who + string(on), Input: in})
	var refused *register.Refused
	if !errors.As(err, &refused) {
		s.t.Fatalf("%s takes %s: %v, want a refusal", who, on, err)
	}
	return refused
}

// TestAtTheOpening tries what an officer meets who signs in at the opening.
func TestAtTheOpening(t *testing.T) {
	s := newStage(t, liteDB(t))
	out := s.load(cast.Options{})
	t.Run("TheClerkStandsAsideForTheSistersChild", func(t *testing.T) { theClerkStandsAside(t, s, out) })
	t.Run("TheSecondStationLearnsOfAConflictAndNothingElse", func(t *testing.T) { theSecondStationLearnsOfAConflict(t, s, out) })
	t.Run("TheNextRosterCanBeHandedIn", func(t *testing.T) { theNextRosterCanBeHandedIn(t, s, out) })
	s.sound()
}

func theClerkStandsAside(t *testing.T, s *stage, out cast.Loaded) {
	refused := s.refusal(out, cast.KinClerk, out.Births["kin"], workflow.Accept, nil)
	if !slices.ContainsFunc(refused.Unmet, func(c workflow.Condition) bool { return c.Code == string(workflow.GNotRecused) }) {
		t.Errorf("refused for %v, want the kinship among it", refused.Unmet)
	}
}

func theSecondStationLearnsOfAConflict(t *testing.T, s *stage, out cast.Loaded) {
	ctx, clerk, second := context.Background(), out.Actor("nanping.clerk1", models.DateOf(cast.Opening())), out.Births[cast.TwiceAgain]
	if _, err := s.r.AddMaterial(ctx, clerk, second, "paper", register.NewMaterial{Kind: workflow.MatIdentity, Source: register.SourceShared, Reference: "GX-1"}); err != nil {
		t.Fatal(err)
	}
	v, err := s.r.View(ctx, clerk, second)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.r.Verdict(ctx, clerk, register.VerdictRequest{CaseID: second, Material: v.Materials[0].ID, Result: register.VerdictOK, Key: "good"}); err != nil {
		t.Fatal(err)
	}
	if refused := s.refusal(out, "nanping.clerk1", second, workflow.Accept, nil); refused.Cause != workflow.Conflicting {
		t.Errorf("refused as %s, want a conflict", refused.Cause)
	}
	if _, err := s.r.View(ctx, clerk, out.Births["twice"]); !errors.Is(err, register.ErrNotFound) {
		t.Errorf("the first case is seen from the second station: %v", err)
	}
}

func theNextRosterCanBeHandedIn(t *testing.T, s *stage, out cast.Loaded) {
	day := models.DateOf(cast.Opening())
	q := register.BatchRequest{OpenRequest: register.OpenRequest{Business: workflow.WardBatch, RegisterStation: cast.HomeStation, Key: "next", Facts: cast.NextFacts()}}
	for _, c := range cast.Next() {
		q.Lines = append(q.Lines, c.Facts())
	}
	ans, err := s.r.OpenBatch(context.Background(), out.Actor("qinghe.clerk1", day), q)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.r.Take(context.Background(), out.Actor("qinghe.clerk1", day), register.StepRequest{CaseID: ans.CaseID, Event: workflow.Lodge, Key: "lodge"}); err != nil {
		t.Fatal(err)
	}
}

func TestAnEarlierDayShowsLessOfTheStories(t *testing.T) {
	for now, want := range map[string]struct {
		batch workflow.State
		lines bool
	}{"2026-02-13T09:00:00+08:00": {"", false}, "2026-09-12T09:00:00+08:00": {workflow.BLodged, true}, "2027-03-01T09:00:00+08:00": {workflow.BRunning, true}} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		s := newStage(t, liteDB(t))
		out := s.load(cast.Options{Now: at})
		if got := s.states()[out.Batch].State; got != string(want.batch) {
			t.Errorf("on %s the roster stands in %q, want %q", now, got, want.batch)
		}
		if got := len(out.Lines) == 70; got != want.lines {
			t.Errorf("on %s there are %d lines", now, len(out.Lines))
		}
		if !s.r.Now().Equal(at) {
			t.Errorf("the clock stands at %s, want %s", s.r.Now(), at)
		}
		s.sound()
	}
}

// picture is what two loads must have in common: everything but ids of cases, seals
// and the moment of loading.
type picture struct {
	People   []models.Person
	Houses   []models.Household
	Journal  []string
	Officers []cast.Officer
}

func (s *stage) picture(out cast.Loaded) picture {
	s.t.Helper()
	p := picture{Officers: out.Officers}
	err := s.db.Read(context.Background(), func(tx *store.Tx) error {
		var err error
		if p.People, err = store.Many[models.Person](tx, "name, birth_date, id", ""); err != nil {
			return err
		}
		if p.Houses, err = store.Many[models.Household](tx, "org, number", ""); err != nil {
			return err
		}
		p.Journal, err = store.Rows[string](tx, "select c.number || ' ' || j.seq || ' ' || j.event || ' ' || j.to_state from journal j join cases c on c.id = j.case_id order by c.number, j.seq")
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	for i, one := range p.People {
		p.People[i].EventID, p.People[i].CaseID = "", ""
		if one.Version == 1 && !strings.HasPrefix(one.ID, castIDs) {
			// Entered by the stories themselves: the register made the id.
			p.People[i].ID = ""
		}
		p.People[i].NumberSealed, p.People[i].CertSealed = nil, nil
	}
	for i := range p.Houses {
		p.Houses[i].EventID, p.Houses[i].CaseID = "", ""
	}
	return p
}

// castIDs begins every id of the cast.
var castIDs = cast.ID("x")[:13]

func TestTwoLoadsAreTheSame(t *testing.T) {
	first, second := newStage(t, liteDB(t)), newStage(t, liteDB(t))
	a, b := first.picture(first.load(cast.Options{})), second.picture(second.load(cast.Options{}))
	if len(a.People) == 0 || len(a.Journal) == 0 {
		t.Fatal("nothing to compare")
	}
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("two loads differ (-first +second):\n%s", diff)
	}
}
