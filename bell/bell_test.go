package bell_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hukou/bell"
	"hukou/models"
	"hukou/register"
	"hukou/workflow"
)

// One of nine doors rings at night: the eight others and the station hear it, by the number
// alone; who goes to look is seen by the door that rang and by the station, not by the
// neighbours; and when the station closes it, it is silent everywhere.
func TestTheBellRingsAtEightDoorsAndTheStation(t *testing.T) {
	eachStreet(t, func(s *street) {
		ctx := context.Background()
		numbers := []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}
		group, _ := s.doors(numbers...)
		s.doors("他组 1", "他组 2")
		_, err := s.b.Join(ctx, s.ours, group, bell.Joining{Number: "10", Adults: 1, Signed: []bell.Signature{{Name: "测试丙", On: "2026-09-20"}}})
		if got := code(err); got != "number group_full" {
			t.Errorf("a tenth door: %s", got)
		}

		s.must(s.b.Ring(ctx, s.secrets["5"], false))
		var one bell.Ringing
		for _, n := range numbers {
			d := s.door(n)
			if n == "5" {
				if len(d.Own) != 1 || len(d.Others) != 0 {
					t.Errorf("the door that rang sees %+v", d)
				}
				continue
			}
			if len(d.Own) != 0 || len(d.Others) != 1 || d.Others[0].Number != "5" || d.Others[0].Drill || !d.Others[0].RungAt.Equal(s.now) {
				t.Errorf("door %s hears %+v", n, d)
				continue
			}
			one = d.Others[0]
		}
		if d := s.door("他组 1"); len(d.Own)+len(d.Others) > 0 {
			t.Errorf("another group hears %+v", d)
		}

		// Ten presses at one instant, and one most of a minute later, are one alarm.
		var wg sync.WaitGroup
		for range 10 {
			wg.Go(func() {
				if err := s.b.Ring(ctx, s.secrets["5"], false); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		s.now = s.now.Add(59 * time.Second)
		s.must(s.b.Ring(ctx, s.secrets["5"], true))
		if n := s.count("bell_alarms"); n != 1 {
			t.Errorf("%d alarms stand", n)
		}

		for _, n := range []string{"6", "4", "6"} {
			s.must(s.b.Go(ctx, s.secrets[n], one.ID))
		}
		s.wants(s.b.Go(ctx, s.secrets["5"], one.ID), register.ErrNotFound, "going to one's own")
		s.wants(s.b.Go(ctx, s.secrets["他组 1"], one.ID), register.ErrNotFound, "going to another group's")
		_, err = s.b.See(ctx, s.ours, one.ID)
		s.must(err)
		if diff := cmp.Diff([]bell.OwnAlarm{{RungAt: one.RungAt, Seen: true, Going: []string{"4", "6"}}}, s.door("5").Own, sorted()); diff != "" {
			t.Errorf("who rang sees (-want +got) %s", diff)
		}
		if d := s.door("6"); !d.Others[0].Going || s.door("7").Others[0].Going {
			t.Errorf("who goes is told as %+v", d)
		}
		all := s.alarms()
		if len(all) != 1 || !all[0].Open || all[0].Kind != models.BellHelp || all[0].Number != "5" || len(all[0].Going) != 2 {
			t.Errorf("the station sees %+v", all)
		}

		_, err = s.b.Close(ctx, s.ours, one.ID, "")
		s.must(err)
		if len(s.door("5").Own)+len(s.door("6").Others) > 0 || s.alarms()[0].Open {
			t.Error("it still rings after it was closed")
		}
		s.must(s.b.Ring(ctx, s.secrets["5"], false)) // within the minute, and a new one: the first is over
		if len(s.door("6").Others) != 1 {
			t.Error("a press after the close is not heard")
		}
	})
}

func sorted() cmp.Option {
	return cmp.Transformer("sorted", func(in []string) map[string]bool {
		out := map[string]bool{}
		for _, x := range in {
			out[x] = true
		}
		return out
	})
}

// A silent press reaches the station, and no door sees it, the one that pressed among them;
// a loud press after it is heard by all.
func TestASilentBellTellsTheStationAlone(t *testing.T) {
	eachStreet(t, func(s *street) {
		ctx := context.Background()
		s.doors("101", "102")
		s.must(s.b.Ring(ctx, s.secrets["101"], true))
		for _, n := range []string{"101", "102"} {
			if d := s.door(n); len(d.Own)+len(d.Others) > 0 {
				t.Errorf("door %s shows %+v", n, d)
			}
		}
		all := s.alarms()
		if len(all) != 1 || all[0].Kind != models.BellSilent || all[0].Number != "101" || !all[0].Open {
			t.Fatalf("the station sees %+v", all)
		}
		s.wants(s.b.Go(ctx, s.secrets["102"], all[0].ID), register.ErrNotFound, "going to a silent alarm")

		s.must(s.b.Ring(ctx, s.secrets["101"], false))
		if len(s.alarms()) != 1 || len(s.door("102").Others) != 1 {
			t.Error("a loud press after the silent one is not heard, or is a second alarm")
		}
	})
}

// A door joins when every adult has signed, and of one that does not join nothing is kept.
// It leaves by its own page: it and its adults are gone, its secret opens nothing, what it
// rang stays at the station. The counter lets one out too, and a lost secret is renewed.
func TestADoorLeavesWithoutReason(t *testing.T) {
	eachStreet(t, func(s *street) {
		ctx := context.Background()
		group, doors := s.doors("甲", "乙")
		_, err := s.b.Join(ctx, s.ours, group, bell.Joining{Number: "丙", Adults: 2, Signed: []bell.Signature{{Name: "测试丙", On: "2026-09-20"}}})
		if got := code(err); got != "adults not_all_signed" {
			t.Errorf("with one of two signed: %s", got)
		}
		_, err = s.b.Join(ctx, s.ours, group, bell.Joining{Number: " ", Signed: []bell.Signature{{Name: "", On: "2026-09-31"}, {Name: "测试丙", On: "2026-09-25"}}})
		var no *register.Invalid
		if !errors.As(err, &no) || len(no.Errors) != 5 {
			t.Errorf("everything wrong at once: %v", err)
		}
		if s.count("bell_doors") != 2 || s.count("bell_adults") != 4 {
			t.Error("something is kept of a door that did not join")
		}
		view, err := s.b.Group(ctx, s.ours, group)
		s.must(err)
		if diff := cmp.Diff([]bell.Signature{{Name: "测试甲", On: "2026-09-20"}, {Name: "测试乙", On: "2026-09-21"}}, view.Doors[0].Signed); diff != "" {
			t.Errorf("who signed (-want +got) %s", diff)
		}

		s.must(s.b.Ring(ctx, s.secrets["甲"], false))
		s.must(s.b.Leave(ctx, s.secrets["甲"]))
		_, err = s.b.Door(ctx, s.secrets["甲"])
		s.wants(err, register.ErrNotFound, "the page of a door that left")
		s.wants(s.b.Ring(ctx, s.secrets["甲"], false), register.ErrNotFound, "ringing after leaving")
		if s.count("bell_doors") != 1 || s.count("bell_adults") != 2 {
			t.Error("a door that left is still kept")
		}
		if all := s.alarms(); len(all) != 1 || !all[0].Open {
			t.Errorf("leaving silenced what rang: %+v", all)
		}

		lost := s.secrets["乙"]
		sheet, err := s.b.PrintSheet(ctx, s.ours, doors["乙"])
		s.must(err)
		if len(sheet.Secret)*5 < 128 || sheet.Secret == lost || !strings.HasSuffix(sheet.Path, sheet.Secret) {
			t.Errorf("the new secret is %q", sheet.Secret)
		}
		_, err = s.b.Door(ctx, lost)
		s.wants(err, register.ErrNotFound, "the lost secret")
		_, err = s.b.Door(ctx, sheet.Secret)
		s.must(err)
		_, err = s.b.TakeOut(ctx, s.ours, doors["乙"])
		s.must(err)
		if s.count("bell_doors")+s.count("bell_adults") > 0 {
			t.Error("the counter did not let the door out")
		}
		if _, err := s.b.Door(ctx, ""); !errors.Is(err, register.ErrNotFound) {
			t.Errorf("no secret: %v", err)
		}
	})
}

// After thirty days what was rung and who went to look is gone, open or closed, unless a
// police case stands.
func TestAnAlarmIsForgottenAfterThirtyDays(t *testing.T) {
	eachStreet(t, func(s *street) {
		ctx := context.Background()
		s.doors("1", "2", "3")
		for _, n := range []string{"1", "2"} {
			s.must(s.b.Ring(ctx, s.secrets[n], false))
		}
		for _, a := range s.alarms() {
			s.must(s.b.Go(ctx, s.secrets["3"], a.ID))
			if a.Number == "1" {
				_, err := s.b.Close(ctx, s.ours, a.ID, "")
				s.must(err)
				_, err = s.b.Close(ctx, s.ours, a.ID, "A6405220100002026090001") // the number comes later
				s.must(err)
			}
		}
		s.now = s.now.Add(30 * 24 * time.Hour)
		gone, err := s.b.Forget(ctx)
		s.must(err)
		if gone != 0 || s.count("bell_alarms") != 2 {
			t.Errorf("%d forgotten on the thirtieth day", gone)
		}
		s.now = s.now.Add(time.Second)
		if gone, err = s.b.Forget(ctx); err != nil || gone != 1 || s.count("bell_acks") != 1 {
			t.Errorf("%d forgotten, %v, %d acknowledgements left", gone, err, s.count("bell_acks"))
		}
		if all := s.alarms(); len(all) != 1 || all[0].PoliceCase == "" {
			t.Errorf("what stays is %+v", all)
		}
	})
}

// A drill rings at all doors as 演练 and at the station, beside what is real, which stands
// first; it ends by itself after fifteen minutes.
func TestADrillSaysThatItIsOne(t *testing.T) {
	eachStreet(t, func(s *street) {
		ctx := context.Background()
		group, _ := s.doors("1", "2")
		s.must(s.b.Ring(ctx, s.secrets["1"], false))
		s.now = s.now.Add(time.Minute)
		s.must(s.b.Drill(ctx, s.ours, group))
		s.must(s.b.Drill(ctx, s.ours, group))
		if d := s.door("1"); len(d.Others) != 1 || !d.Others[0].Drill || d.Others[0].Number != "" {
			t.Errorf("door 1 hears %+v", d)
		}
		d := s.door("2")
		if len(d.Others) != 2 || !d.Others[0].Drill || d.Others[1].Drill {
			t.Errorf("door 2 hears %+v", d)
		}
		s.must(s.b.Go(ctx, s.secrets["2"], d.Others[0].ID))
		if all := s.alarms(); len(all) != 2 || all[0].Kind != models.BellHelp || all[1].Kind != models.BellDrill || len(all[1].Going) != 1 {
			t.Errorf("the station sees %+v", all)
		}
		s.now = s.now.Add(bell.DrillLasts)
		if len(s.door("1").Others) > 0 || len(s.door("2").Others) != 1 || s.alarms()[1].Open {
			t.Error("the drill goes on, or the alarm does not")
		}
		s.wants(s.b.Go(ctx, s.secrets["1"], d.Others[0].ID), register.ErrNotFound, "going to a drill that is over")
		s.must(s.b.Drill(ctx, s.ours, group))
		if len(s.door("1").Others) != 1 {
			t.Error("no second drill")
		}
	})
}

// An officer of another station finds no group, door or alarm, and an officer of this one
// who keeps no bell is told so.
func TestNobodyOfAnotherStationSeesTheBell(t *testing.T) {
	eachStreet(t, func(s *street) {
		ctx := context.Background()
		group, doors := s.doors("1", "2")
		s.must(s.b.Ring(ctx, s.secrets["1"], true))
		alarm := s.alarms()[0].ID
		for who, want := range map[string]struct {
			actor register.Actor
			err   error
		}{"another station": {s.theirs, register.ErrNotFound}, "the county": {officer("o-county", workflow.County, "640522000000"), register.ErrForbidden},
			"an auxiliary": {officer("o-aux", workflow.Aux, "640522010000"), register.ErrForbidden}} {
			_, one := s.b.Group(ctx, want.actor, group)
			_, join := s.b.Join(ctx, want.actor, group, bell.Joining{Number: "3", Adults: 1, Signed: []bell.Signature{{Name: "测试丙", On: "2026-09-20"}}})
			_, sheet := s.b.PrintSheet(ctx, want.actor, doors["1"])
			_, out := s.b.TakeOut(ctx, want.actor, doors["1"])
			_, see := s.b.See(ctx, want.actor, alarm)
			_, closed := s.b.Close(ctx, want.actor, alarm, "A1")
			_, look := s.b.Alarm(ctx, want.actor, alarm)
			for what, err := range map[string]error{"group": one, "join": join, "sheet": sheet, "take out": out, "see": see, "close": closed, "alarm": look, "drill": s.b.Drill(ctx, want.actor, group)} {
				s.wants(err, want.err, who+", "+what)
			}
		}
		groups, err := s.b.Groups(ctx, s.theirs)
		s.must(err)
		all, err := s.b.Alarms(ctx, s.theirs)
		s.must(err)
		if len(groups)+len(all) > 0 {
			t.Errorf("another station lists %v and %v", groups, all)
		}
		if a := s.alarms()[0]; a.SeenAt != nil || !a.Open || s.count("bell_doors") != 2 {
			t.Error("another station changed something")
		}
	})
}
