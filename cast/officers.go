package cast

import (
	"cmp"
	"context"
	"slices"

	"hukou/auth"
	"hukou/gb"
	"hukou/models"
	"hukou/register"
	"hukou/workflow"
)

// Officer is a sign-in of the cast. StationCode is the body of the ordinary posting,
// KinOf the name of a person of the stories for whom the officer must stand aside.
type Officer struct {
	Username    string
	Password    string
	TOTPSecret  string
	Roles       []string
	StationCode string
	Name        string
	KinOf       string
}

// KinClerk is the clerk whose sister has a newborn (the family of newborn "kin").
const KinClerk = "yuntai.clerk2"

// SecondedClerk comes from another county until the end of the year.
const SecondedClerk = "songtao.clerk"

const (
	postedOn      models.Date = "2025-03-01"
	secondedOn    models.Date = "2026-09-01"
	secondedUntil models.Date = "2026-12-31"
)

// officerRow is an officer to be: the account's name, the body, the role there, and
// the station in whose area the officer lives.
type officerRow struct {
	username string
	org      string
	role     workflow.Role
	home     string
}

func (o officerRow) key() string { return "officer/" + o.username }

// officers are all of them: first whoever handles the roster, from the station up to
// the region, then the newborns' station and those above it, then the others.
func officers() []officerRow {
	out := everyOfficer()
	slices.SortStableFunc(out, func(a, b officerRow) int { return cmp.Compare(nearness(a.org), nearness(b.org)) })
	return out
}

func nearness(org string) int {
	for i, code := range []string{HomeStation, bureau(HomeStation[:6]), bureau(HomeStation[:4] + "00"), RegionCode, Yuntai, Nanping, Shacong, bureau(Yuntai[:6]), bureau(Yuntai[:4] + "00")} {
		if org == code {
			return i
		}
	}
	return len(org)
}

func everyOfficer() []officerRow {
	team := []struct {
		name string
		role workflow.Role
	}{{"aux", workflow.Aux}, {"clerk1", workflow.Clerk}, {"clerk2", workflow.Clerk}, {"clerk3", workflow.Clerk}, {"community", workflow.Community}, {"head", workflow.Head}}
	var out []officerRow
	for _, p := range storyStations {
		for _, t := range team {
			if p.code == Shacong && t.name != "clerk1" && t.name != "head" {
				continue
			}
			out = append(out, officerRow{p.slug + "." + t.name, p.code, t.role, p.code})
		}
	}
	for _, p := range counties {
		home := p.code + "010000"
		out = append(out, officerRow{p.slug + ".county", bureau(p.code), workflow.County, home}, officerRow{p.slug + ".lead", bureau(p.code), workflow.CountyLead, home})
	}
	for _, p := range prefectures {
		home := firstStation(p.code[:4])
		out = append(out, officerRow{p.slug + ".city", bureau(p.code), workflow.City, home}, officerRow{p.slug + ".citylead", bureau(p.code), workflow.CityLead, home})
	}
	for _, r := range []struct {
		name string
		role workflow.Role
	}{{"region1", workflow.Region}, {"region2", workflow.Region}, {"auditor", workflow.Auditor}, {"privacy", workflow.PrivacyOfficer},
		{"sysadmin", workflow.SysAdmin}, {"secadmin", workflow.SecAdmin}, {"auditadmin", workflow.AuditAdmin}} {
		out = append(out, officerRow{r.name, RegionCode, r.role, firstStation("6401")})
	}
	for _, p := range originStations {
		at := standing(p.code)
		out = append(out, officerRow{p.slug + ".clerk", at, workflow.Clerk, at}, officerRow{p.slug + ".head", at, workflow.Head, at})
	}
	return out
}

// firstStation is the first station of the counties whose codes begin so.
func firstStation(prefix string) string {
	for _, p := range counties {
		if p.code[:len(prefix)] == prefix {
			return p.code + "010000"
		}
	}
	return ""
}

// officerHomes adds the officers' own households. The clerk with kin in the stories
// lives with the family of the stories.
func (b *population) officerHomes() {
	for i, o := range officers() {
		if o.username == KinClerk {
			continue
		}
		sex := []models.Sex{boy, boy, girl}[i%3]
		p := b.adult(o.key(), b.name("", sex), sex, models.Date("1976-02-03").AddDays(i*83), string(gb.RelationHead))
		b.house(o.key(), o.home, "2010-06-01", p)
	}
}

// hire makes the accounts and postings.
func (w *world) hire(ctx context.Context) error {
	password := passwordOf(w.o.Seed)
	hash, err := auth.NewHasher(w.o.Random).Hash(ctx, password)
	if err != nil {
		return err
	}
	for _, o := range officers() {
		secret, err := secretOf(w.o.Seed, o.username)
		if err != nil {
			return err
		}
		account, err := w.r.AddOfficer(ctx, register.Operator(), register.NewOfficer{Username: o.username, PersonID: ID("person/" + o.key()),
			Password: password, Hash: hash, TOTPSecret: secret})
		if err != nil {
			return told("officer "+o.username, err)
		}
		who := Officer{Username: o.username, Password: password, TOTPSecret: secret, Roles: []string{string(o.role)}, StationCode: o.org, Name: account.Name}
		if o.username == KinClerk {
			who.KinOf = kinMother
		}
		actor := register.Actor{OfficerID: account.ID, PersonID: ID("person/" + o.key()), Name: account.Name, Recent: true}
		for _, n := range o.postings(account.ID) {
			posting, err := w.r.Post(ctx, register.Operator(), n)
			if err != nil {
				return told("posting of "+o.username, err)
			}
			actor.Postings = append(actor.Postings, posting)
		}
		w.out.Officers = append(w.out.Officers, who)
		w.out.actors[o.username] = actor
	}
	return nil
}

func (o officerRow) postings(id string) []register.NewPosting {
	out := []register.NewPosting{{OfficerID: id, Org: o.org, Role: o.role, From: postedOn}}
	if o.username == SecondedClerk {
		out = append(out, register.NewPosting{OfficerID: id, Org: Nanping, Role: workflow.Clerk, From: secondedOn, To: secondedUntil,
			Secondment: true, Document: "宁公治借〔2026〕31号"})
	}
	return out
}
