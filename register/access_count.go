package register

import (
	"slices"
	"strings"

	"hukou/models"
	"hukou/store"
)

// Persons whom an officer sees outside a case are counted once in each window of days,
// in the most sensitive class of what was seen. The levels are those from which data
// got on duty are a crime, by class: 25 restricted, 250 sensitive, 2,500 others, or as
// many by ratio (两高 2017 interpretation 5). The year's window finds a slow drip.
var (
	alarmLevels = map[string]int64{classD: 25, classC: 250, classB: 2500}
	alarmDays   = []int{1, 30, 365}
)

// classMixed is an alarm on the classes together: a restricted person weighs a hundred
// others, a sensitive one ten.
const classMixed = "mixed"

// classOf is the class of what a look shows of a person.
func (a *act) classOf(l look, what string, p models.Person) string {
	switch {
	case l.class == classD || p.Protected:
		return classD
	case l.searched:
		return classB
	case strings.HasPrefix(what, "reveal:") || minorOn(p, a.today):
		return classC
	}
	return classB
}

// countLooks notes whom the officer saw, and raises an alarm where a level is passed. A
// look inside a case is that case's work and is not counted, but for sealed files, open by
// the lifts given; a search is, since it is not held to the people of a case.
func (a *act) countLooks(l look, what string, people []models.Person, lifts map[string]string) error {
	people = slices.Clone(people)
	if l.inCase && !l.searched {
		people = slices.DeleteFunc(people, func(p models.Person) bool { return lifts[p.ID] == "" })
	}
	if a.actor.system || len(people) == 0 {
		return nil
	}
	return a.mark(func(tx *store.Tx) error {
		at := *a
		at.tx, at.later = tx, nil
		return at.countPeople(l, what, people, lifts)
	})
}

func (a *act) countPeople(l look, what string, people []models.Person, lifts map[string]string) error {
	// One order for everybody, so that two looks at once never wait crosswise.
	slices.SortFunc(people, func(x, y models.Person) int { return strings.Compare(x.ID, y.ID) })
	fresh := int64(0)
	for _, p := range people {
		class := a.classOf(l, what, p)
		if lifts[p.ID] != "" {
			class = classD
		}
		n, err := a.tx.Exec("INSERT INTO access_seen (officer_id, person_id, class, last_on) VALUES (?, ?, ?, ?) "+
			"ON CONFLICT (officer_id, person_id, class) DO UPDATE SET last_on = excluded.last_on WHERE access_seen.last_on < excluded.last_on",
			a.actor.OfficerID, p.ID, class, string(a.today))
		if err != nil {
			return err
		}
		fresh += n
	}
	if fresh == 0 {
		return nil
	}
	for _, days := range alarmDays {
		if err := a.watchWindow(days); err != nil {
			return err
		}
	}
	return nil
}

// watchWindow counts the officer's distinct persons of a window by class.
func (a *act) watchWindow(days int) error {
	type row struct {
		Class string
		N     int64
	}
	rows, err := store.Rows[row](a.tx, "SELECT class, count(*) AS n FROM (SELECT person_id, max(class) AS class FROM access_seen WHERE officer_id = ? AND last_on > ? GROUP BY person_id) AS seen GROUP BY class",
		a.actor.OfficerID, string(a.today.AddDays(-days)))
	if err != nil {
		return err
	}
	mixed, single := int64(0), false
	for _, r := range rows {
		level := alarmLevels[r.Class]
		mixed += r.N * (alarmLevels[classB] / level)
		if r.N >= level {
			single = true
			if err := a.alarm(r.Class, days, level, r.N); err != nil {
				return err
			}
		}
	}
	if mixed >= alarmLevels[classB] && !single {
		return a.alarm(classMixed, days, alarmLevels[classB], mixed)
	}
	return nil
}

// alarm tells supervision once for each time that the count has grown by the level
// within the window.
func (a *act) alarm(class string, days int, level, people int64) error {
	told, err := store.Many[models.AccessNotice](a.tx, "people desc limit 1", "officer_id = ? and kind = ? and class = ? and days = ? and at > ?",
		a.actor.OfficerID, NoticeAlarm, class, days, a.now.AddDate(0, 0, -days))
	if err != nil || len(told) > 0 && told[0].People/level >= people/level {
		return err
	}
	n := models.AccessNotice{ID: a.r.newID(), Kind: NoticeAlarm, At: a.now, OfficerID: a.actor.OfficerID, Org: a.accessRow(look{}, "", "").Org, Class: class,
		Days: int64(days), Level: level, People: people}
	n.About = n.ID
	if err := store.Insert(a.tx, n); err != nil {
		return err
	}
	return a.tell(n)
}
