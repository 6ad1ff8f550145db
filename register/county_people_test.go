package register

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/uploads"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// thirdCounty lies in the same city as the first, with a station of its own.
const thirdCounty, thirdStation = "640523000000", "640523010000"

// countyStation is a station with the division it serves.
type countyStation struct{ org, division string }

// countyStations are where people stand when the walk begins, with their divisions.
var countyStations = []countyStation{{stationOrg, "640522"}, {nearOrg, "640522"}, {thirdStation, "640523"}, {otherOrg, "640422"}, {thirdOrg, "640422"}}

// newCounty is a world of five stations in three counties, whose ids, days and chances all
// come from the seed.
func newCounty(w *world, seed uint64) *county {
	c := &county{w: w, rng: rand.New(rand.NewPCG(seed, 11)), lists: map[string][]string{}, tally: map[workflow.Business]*fates{}, noes: map[string]int{}}
	w.setClock("2026-01-05T09:00:00+08:00")
	var key [32]byte
	key[0] = byte(seed)
	w.r = New(Config{DB: w.db, Book: sharedBook(), Keys: w.r.keys, Calendar: calendar.China(), Clock: func() time.Time { return *w.now.Load() },
		NewID: c.newID, Random: rand.NewChaCha8(key), Uploads: uploads.New(uploads.Config{})})
	w.tx(func(tx *store.Tx) error {
		station := func(code, parent, division string) models.Organisation {
			return models.Organisation{Code: code, Name: "派出所" + code[4:8], NameEn: code, Kind: models.KindStation, Parent: parent, Division: division}
		}
		if err := store.Insert(tx, station(nearOrg, countyOrg, "640522"), station(thirdOrg, otherCount, "640422"),
			models.Organisation{Code: thirdCounty, Name: "丙县公安局", NameEn: "C County", Kind: models.KindCounty, Parent: cityOrg, Division: "640523"},
			station(thirdStation, thirdCounty, "640523")); err != nil {
			return err
		}
		return store.Insert(tx, models.Division{Code: "640523", From: "2004-01-01", Name: "丙县", NameEn: "C County", Level: "county", Parent: "640500", NumberPrefix: "649901", Source: "test", LedgerCertifiedOn: "2020-01-01"})
	})
	for _, s := range countyStations {
		for _, role := range []string{"aux", "clerk", "clerk2", "community", "head", "head2"} {
			c.post(role, s.org)
		}
	}
	for _, org := range []string{countyOrg, thirdCounty, otherCount} {
		c.post("county", org)
		c.post("county_lead", org)
	}
	for _, org := range []string{cityOrg, otherCity} {
		c.post("city", org)
		c.post("city_lead", org)
	}
	c.post("region", regionOrg)
	return c
}

// newID counts the ids of the walk, in the shape of the real ones.
func (c *county) newID() string {
	c.ids++
	return fmt.Sprintf("01990000-0000-7000-8000-%012x", c.ids)
}

// post puts an officer at a body; a digit at the end of the role tells two apart.
func (c *county) post(name, org string) {
	w, role := c.w, name
	if last := name[len(name)-1]; last == '2' {
		role = name[:len(name)-1]
	}
	id := name + "-" + org
	a := Actor{OfficerID: "o-" + id, PersonID: "p-" + id, Name: "民警" + id, Recent: true,
		Postings: []models.Posting{{ID: "po-" + id, OfficerID: "o-" + id, Org: org, Role: role, From: "2020-01-01"}}}
	w.tx(func(tx *store.Tx) error {
		return store.Insert(tx, models.Officer{ID: a.OfficerID, Username: id, Name: a.Name, PersonID: a.PersonID, Password: "-", CreatedAt: w.r.Now()})
	})
	w.tx(func(tx *store.Tx) error {
		for _, p := range a.Postings {
			if err := w.r.begin(tx, Operator()).audit(ActPostingAdded, p.ID, nil, auditPosting(p)); err != nil {
				return err
			}
		}
		return store.Insert(tx, a.Postings...)
	})
	c.officers = append(c.officers, a)
}

// settle takes people over: couples with children, three generations, people alone,
// orphans with a grandparent, and at each station a collective household.
func (c *county) settle(people int) {
	l := &settling{c: c, seq: map[string]int{}}
	for n := 0; l.people < people; n++ {
		s := countyStations[n%len(countyStations)]
		h := l.home(n, s.org, s.division)
		if n < len(countyStations) {
			l.collective(&h, n)
		} else {
			l.family(&h)
		}
		l.homes = append(l.homes, h)
	}
	_, err := c.w.r.LoadHouseholds(context.Background(), c.officer("region", regionOrg), "首日建库", l.homes)
	c.w.must(err)
	c.w.tx(func(tx *store.Tx) error {
		return store.Insert(tx, models.Institution{ID: unitID, Name: "甲县照料机构", CreditCode: "1", CivilAffairs: "甲县民政局", CertificateNo: "C-1", CertificateUntil: "2036-01-01", HouseholdID: "home-0", Org: stationOrg, Status: "open", AssessmentNo: "IA-1"})
	})
	c.loaded = l.people
}

// settling gathers the households of a load.
type settling struct {
	c      *county
	homes  []LoadedHousehold
	people int
	seq    map[string]int
}

func (l *settling) home(n int, org, division string) LoadedHousehold {
	return LoadedHousehold{ID: fmt.Sprintf("home-%d", n), Number: fmt.Sprintf("%06d", n+1), Org: org, Division: division, Kind: models.FamilyHousehold, Address: fmt.Sprintf("%s镇%d号", division[3:], n+1), OpenedOn: "2012-01-01"}
}

// person puts somebody born in a year into a household and gives the line.
func (l *settling) person(h *LoadedHousehold, sex, relation string, year int) *LoadedPerson {
	born := fmt.Sprintf("%04d-%02d-%02d", year, 1+l.c.rng.IntN(12), 1+l.c.rng.IntN(28))
	l.seq[born+sex]++
	seq := 2*l.seq[born+sex] - 1
	if sex == "2" {
		seq++
	}
	number, err := models.NewCitizenNumber("649901", models.Date(born), seq)
	l.c.w.must(err)
	since := models.Date("2012-01-01")
	if models.Date(born) > since {
		since = models.Date(born)
	}
	h.Members = append(h.Members, LoadedPerson{ID: fmt.Sprintf("p-%d", l.people), Number: number, Name: l.c.name(), Sex: sex, BirthDate: models.Date(born), Ethnicity: pick(l.c, []string{"01", "01", "03"}), Relation: relation, Since: since, Marital: "10"})
	l.people++
	return &h.Members[len(h.Members)-1]
}

// family fills a household of one of the common shapes.
func (l *settling) family(h *LoadedHousehold) {
	h.Members = make([]LoadedPerson, 0, 12)
	r := l.c.rng
	shape, year := r.IntN(10), 1960+r.IntN(40)
	sex := pick(l.c, []string{"1", "2"})
	head := l.person(h, sex, "02", year)
	if shape < 2 {
		return
	}
	if shape == 2 { // an orphan with a grandparent who is guardian
		head.BirthDate = "" // drawn anew, older
		h.Members, l.people = h.Members[:0], l.people-1
		head = l.person(h, "2", "02", 1950+r.IntN(10))
		child := l.person(h, pick(l.c, []string{"1", "2"}), "40", 2010+r.IntN(12))
		if child.Sex == "2" {
			child.Relation = "42"
		}
		child.Guardian = &LoadedGuardian{Person: head.Number.Reveal(), Ground: "statutory", Document: "监1号", From: child.Since}
		return
	}
	wife := map[string]string{"1": "2", "2": "1"}[sex]
	spouse := l.person(h, wife, map[string]string{"2": "12", "1": "11"}[wife], year)
	head.Spouse, spouse.Spouse, head.Marital, spouse.Marital = spouse.Number.Reveal(), head.Number.Reveal(), "20", "20"
	man, woman := head, spouse
	if sex == "2" {
		man, woman = spouse, head
	}
	for range r.IntN(4) {
		s := pick(l.c, []string{"1", "2"})
		child := l.person(h, s, map[string]string{"1": "20", "2": "30"}[s], min(2025, year+22+r.IntN(14)))
		child.Father, child.Mother = man.Number.Reveal(), woman.Number.Reveal()
		if child.BirthDate > "2006-01-01" {
			child.Marital = ""
		}
	}
	if len(l.homes)%20 == 0 && len(l.homes) > 20 { // somebody who is registered elsewhere as well
		twice := l.homes[len(l.homes)-3].Members[0]
		p := l.person(h, twice.Sex, "99", 1990)
		n, err := models.NewCitizenNumber("649901", twice.BirthDate, 990+map[string]int{"1": 1, "2": 2}[twice.Sex])
		l.c.w.must(err)
		p.Name, p.BirthDate, p.Number = twice.Name, twice.BirthDate, n
	}
	if shape > 7 { // the head's mother lives with them
		mother := l.person(h, "2", "52", year-24)
		head.Mother = mother.Number.Reveal()
	}
}

// collective fills a household of a body: the first is an institution that cares for
// children, the second is the community's.
func (l *settling) collective(h *LoadedHousehold, n int) {
	h.Kind, h.Collective = models.CollectiveHousehold, []string{"unit", "community", "unit", "school", "unit"}[n]
	head, helper := l.person(h, "1", "99", 1970), l.person(h, "2", "99", 1975)
	h.Head, h.HelperID, h.HelperUntil = head.Number.Reveal(), helper.ID, "2030-01-01"
	for range 4 {
		p := l.person(h, pick(l.c, []string{"1", "2"}), "99", 1995)
		if n == 0 {
			p.Marital = "10"
		}
	}
	if n == 0 {
		h.InstitutionID = unitID
		for range 6 {
			p := l.person(h, pick(l.c, []string{"1", "2"}), "99", 2010+l.c.rng.IntN(14))
			p.Marital, p.Guardian = "", &LoadedGuardian{Body: "甲县民政局", Carer: unitID, Ground: "long_term", Document: "监2号", From: p.Since}
		}
	}
}

// name makes up somebody's name.
func (c *county) name() string {
	return pick(c, []string{"马", "李", "王", "丁", "田", "苏", "董", "钱", "周", "何", "白", "金"}) + pick(c, []string{"文", "春", "小", "玉", "念", "大", "明", "秀", "国", "海"}) +
		pick(c, []string{"梅", "麦", "山", "石", "禾", "岚", "月", "英", "兰", "峰", "宁", "福"})
}

// pick draws one of several.
func pick[T any](c *county, of []T) T { return of[c.rng.IntN(len(of))] }

// chance is true in so many of a hundred times.
func (c *county) chance(percent int) bool { return c.rng.IntN(100) < percent }
