package cast_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"hukou/auth"
	"hukou/cast"
	"hukou/models"
	"hukou/register"
	"hukou/workflow"
)

func TestSeventyChildrenComeFromTwentyThreeStationsInEightCountiesOfFourCities(t *testing.T) {
	stations, counties, cities := map[string]bool{}, map[string]bool{}, map[string]bool{}
	all := cast.Seventy()
	fates := map[cast.Fate]int{}
	for _, c := range all {
		fates[c.Fate]++
		if c.Station == "" {
			continue
		}
		stations[c.Station], counties[c.Station[:6]], cities[c.Station[:4]] = true, true, true
	}
	if len(all) != 70 || len(stations) != 23 || len(counties) != 8 || len(cities) != 4 {
		t.Errorf("%d children from %d stations in %d counties of %d cities, want 70, 23, 8, 4", len(all), len(stations), len(counties), len(cities))
	}
	for _, f := range []cast.Fate{cast.Cleared, cast.Returned, cast.RuledFor, cast.RuledAgainst, cast.TwoEntries, cast.ParentFound, cast.Kept, cast.ComesOfAge, cast.LeftHome,
		cast.Died, cast.OriginMerged, cast.NameDiffers, cast.BirthDiffers, cast.OriginSilent, cast.FirstEntry, cast.BareComesOfAge} {
		if fates[f] == 0 {
			t.Errorf("nobody has the fate %s", f)
		}
	}
}

func TestChildrenAreMinorsAndTheirNamesTryTheRegister(t *testing.T) {
	day := models.DateOf(cast.Opening())
	var dotted, beyond, long, youngest, oldest bool
	for _, c := range append(cast.Seventy(), cast.Next()...) {
		age := c.Birth.AgeOn(day)
		if age < 0 || age > 17 {
			t.Errorf("child %d is %d", c.No, age)
		}
		youngest, oldest = youngest || age == 0, oldest || age == 17
		if wrong := models.CheckName(c.Name); wrong != nil {
			t.Errorf("child %d: %s", c.No, wrong[0].En)
		}
		dotted = dotted || strings.ContainsRune(c.Name, models.Interpunct)
		beyond = beyond || strings.ContainsFunc(c.Name, func(r rune) bool { return r > 0xffff })
		long = long || utf8.RuneCountInString(c.Name) > 12
		if c.IntakeOn < c.Birth || c.IntakeOn > day {
			t.Errorf("child %d was taken in on %s, born on %s", c.No, c.IntakeOn, c.Birth)
		}
	}
	if !dotted || !beyond || !long || !youngest || !oldest {
		t.Errorf("interpunct %t, beyond the basic plane %t, long %t, under one %t, seventeen %t: want all", dotted, beyond, long, youngest, oldest)
	}
}

func TestEveryoneHasANameAndANumberOfTheirOwn(t *testing.T) {
	names, numbers := map[string]string{}, map[models.CitizenNumber]bool{}
	twice := map[string]bool{}
	for _, c := range append(cast.Seventy(), cast.Next()...) {
		twice[c.Book] = c.Fate == cast.TwoEntries
		if c.Person == "" {
			names[c.Name] = "unregistered"
		}
	}
	for _, n := range cast.Newborns() {
		names[n.Name] = n.Key
	}
	for _, h := range cast.Households() {
		for _, p := range h.Members {
			if names[p.Name] != "" && !twice[p.Name] {
				t.Errorf("%s bears the name of %s", p.Key, names[p.Name])
			}
			names[p.Name] = p.Key
			n, err := models.ParseCitizenNumber(p.Number.Reveal())
			if err != nil || n.Division() != "649901" || n.BirthDate() != p.BirthDate || string(n.Sex()) != p.Sex || numbers[n] {
				t.Errorf("%s has a number that is not theirs: %v", p.Key, err)
			}
			numbers[n] = true
		}
	}
}

func TestOfficersOfEveryRoleCanSignIn(t *testing.T) {
	s := newStage(t, liteDB(t))
	out := s.world(cast.Options{})
	roles, secrets, at := map[string]int{}, map[string]bool{}, map[string][]string{}
	kin := 0
	for _, o := range out.Officers {
		for _, r := range o.Roles {
			roles[r]++
			at[o.StationCode] = append(at[o.StationCode], r)
		}
		if err := auth.Intl.Check(o.Password, o.Username); len(err) > 0 || secrets[o.TOTPSecret] {
			t.Errorf("%s: password %v, one-time secret already another's %t", o.Username, err, secrets[o.TOTPSecret])
		}
		secrets[o.TOTPSecret] = true
		if o.KinOf != "" {
			kin++
		}
	}
	for _, r := range []workflow.Role{workflow.Aux, workflow.Clerk, workflow.Community, workflow.Head, workflow.County, workflow.CountyLead, workflow.City, workflow.CityLead,
		workflow.Region, workflow.Auditor, workflow.PrivacyOfficer, workflow.SysAdmin, workflow.SecAdmin, workflow.AuditAdmin} {
		if roles[string(r)] == 0 {
			t.Errorf("no officer is %s", r)
		}
	}
	for _, c := range cast.Seventy() {
		station := c.Station
		if station == cast.MergedStation {
			station = cast.SuccessorStation
		}
		if station != "" && !(slices.Contains(at[station], "clerk") && slices.Contains(at[station], "head")) {
			t.Errorf("station %s has no clerk and head", station)
		}
	}
	if kin != 1 {
		t.Errorf("%d officers have kin in the stories, want one", kin)
	}
	o := out.Officers[1]
	code, err := auth.TOTPAt(o.TOTPSecret, cast.Opening())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, actor, err := s.r.SignIn(t.Context(), o.Username, o.Password, code, cast.Opening()); err != nil || actor.Name != o.Name {
		t.Errorf("%s signs in as %q: %v", o.Username, actor.Name, err)
	}
}

func TestASecondmentIsInForceForItsTimeAlone(t *testing.T) {
	s := newStage(t, liteDB(t))
	out := s.world(cast.Options{})
	orgs := func(a register.Actor) []string {
		var names []string
		for _, p := range a.Postings {
			names = append(names, p.Org)
		}
		return names
	}
	if got := orgs(out.Actor(cast.SecondedClerk, "2026-09-24")); len(got) != 2 || !slices.Contains(got, cast.Nanping) {
		t.Errorf("during the secondment posted to %v", got)
	}
	if got := orgs(out.Actor(cast.SecondedClerk, "2027-01-01")); len(got) != 1 || slices.Contains(got, cast.Nanping) {
		t.Errorf("after the secondment posted to %v", got)
	}
}
