package register

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// bookkeeping are the items of an image that every event writes.
var bookkeeping = []string{"version", "event_id", "case_id"}

// ofOneCloth are items of which one rests on another: the number tells sex and day of
// birth, and what somebody is called to the head follows from the sex.
var ofOneCloth = [][]string{{"sex", "birth_date", "number_index", "birth_key"}, {"sex", "relation"}}

// wrote are the items of its subject that an event gave another value, by their keys, and
// the image that it found; none for the first event of a subject.
func (a *act) wrote(e models.RegisterEvent) (items []string, before map[string]json.RawMessage, err error) {
	was, _, err := a.imageBefore(e)
	if err != nil {
		return nil, nil, err
	}
	opened, err := a.r.openAll([]models.RegisterEvent{e})
	if err != nil {
		return nil, nil, err
	}
	after, err := itemsOf(opened[0].Plain)
	if err != nil {
		return nil, nil, err
	}
	all := maps.Clone(after)
	maps.Copy(all, was.Image)
	for _, item := range slices.Sorted(maps.Keys(all)) {
		if !slices.Contains(bookkeeping, item) && !unchangedItem(item, was.Image[item], after[item]) {
			items = append(items, item)
		}
	}
	return items, was.Image, nil
}

// unchangedItem compares two values of an item. Guardianships are told apart by their ids: how
// a database writes an instant is no change.
func unchangedItem(item string, x, y json.RawMessage) bool {
	if item != "guardians" {
		return string(x) == string(y)
	}
	ids := func(raw json.RawMessage) []string {
		var rows []models.Guardianship
		_ = json.Unmarshal(raw, &rows)
		var out []string
		for _, g := range rows {
			out = append(out, g.ID)
		}
		slices.Sort(out)
		return out
	}
	return slices.Equal(ids(x), ids(y))
}

// touched are the items of an act's event that a later event of the same subject wrote as
// well, or one of the same cloth. The whole entry rests on the first event of a subject.
func touched(wrote, later []string) []string {
	return slices.DeleteFunc(slices.Clone(later), func(item string) bool {
		return !slices.Contains(wrote, item) && !slices.ContainsFunc(ofOneCloth, func(cloth []string) bool {
			return slices.Contains(cloth, item) && slices.ContainsFunc(wrote, func(w string) bool { return slices.Contains(cloth, w) })
		})
	})
}

// restingOn is an event that rests on an act, with the items in which it does; none where
// the whole entry does.
type restingOn struct {
	event string
	items []string
}

// laterOn are the events after an act that touch what it wrote, apart from what has been
// undone: the same item of the same person or household, not whatever came later. That
// somebody else became head once the place was empty rests on nobody's leaving.
func (a *act) laterOn(events []models.RegisterEvent) ([]restingOn, error) {
	var out []restingOn
	for _, e := range events {
		later, err := store.Many[models.RegisterEvent](a.tx, "serial", "subject_kind = ? and subject_id = ? and serial > ? and reverses = '' and kind <> ? and id not in (select reverses from register_events where subject_id = ?)",
			e.SubjectKind, e.SubjectID, e.Serial, EventReverse, e.SubjectID)
		if err != nil {
			return nil, err
		}
		if e.Kind == EventHeadVacant {
			continue // who became head since stays head of that time: see keepHeads
		}
		for _, l := range later {
			if slices.ContainsFunc(events, func(x models.RegisterEvent) bool { return x.ID == l.ID }) || slices.ContainsFunc(out, func(r restingOn) bool { return r.event == l.ID }) {
				continue
			}
			if e.Prev == "" {
				out = append(out, restingOn{event: l.ID})
				continue
			}
			mine, _, err := a.wrote(e)
			if err != nil {
				return nil, err
			}
			theirs, _, err := a.wrote(l)
			if err != nil {
				return nil, err
			}
			if items := touched(mine, theirs); len(items) > 0 {
				out = append(out, restingOn{l.ID, items})
			}
		}
	}
	return out, nil
}

// takenBack is what a subject is once events of its own are undone: as it is now, but for
// the items that they wrote. False where one of them was its first.
func (a *act) takenBack(now any, events []models.RegisterEvent) (Folded, bool, error) {
	plain, err := json.Marshal(now)
	if err != nil {
		return Folded{}, false, err
	}
	image, err := itemsOf(plain)
	if err != nil {
		return Folded{}, false, err
	}
	newest := slices.SortedStableFunc(slices.Values(events), func(x, y models.RegisterEvent) int { return cmp.Compare(y.Serial, x.Serial) })
	for _, e := range newest {
		if e.Prev == "" {
			return Folded{}, false, nil
		}
		items, before, err := a.wrote(e)
		if err != nil {
			return Folded{}, false, err
		}
		for _, item := range items {
			if value, had := before[item]; had {
				image[item] = value
			} else {
				delete(image, item)
			}
		}
	}
	return Folded{Image: image}, true, nil
}

// personBack is a person once the events of an act are undone; false for one whom the act
// brought into the register.
func (a *act) personBack(id string, events []models.RegisterEvent) (models.Person, bool, error) {
	now, ok, err := a.personByID(id)
	if err != nil || !ok {
		return now, false, err
	}
	own := slices.DeleteFunc(slices.Clone(events), func(e models.RegisterEvent) bool { return e.SubjectKind != SubjectPerson || e.SubjectID != id })
	back, found, err := a.takenBack(imageOf(now, nil), own)
	if err != nil || !found {
		return now, false, err
	}
	p, _, err := back.Person()
	return p, true, err
}

// moves tells whether an act changed where somebody stands or as what.
func (a *act) moves(id string, events []models.RegisterEvent) (bool, error) {
	for _, e := range events {
		if e.SubjectKind != SubjectPerson || e.SubjectID != id {
			continue
		}
		items, _, err := a.wrote(e)
		if err != nil || slices.Contains(items, "household_id") || slices.Contains(items, "relation") {
			return err == nil, err
		}
	}
	return false, nil
}

// householdItems are the words of a household's items.
var householdItems = map[string]workflow.Word{"head_id": {Zh: "户主", En: "head"}, "address": {Zh: "住址", En: "address"}, "helper_id": {Zh: "协管人", En: "helper"},
	"status": {Zh: "户的状态", En: "whether the household stands"}}

// inWords says of each event that rests on an act whose it is, in which items and by which
// case, so that whoever undoes it first knows where. Somebody of another station stays
// unnamed.
func (a *act) inWords(rests []restingOn) ([]string, error) {
	out := []string{}
	for _, r := range rests {
		e, err := store.One[models.RegisterEvent](a.tx, "id = ?", r.event)
		if err != nil {
			return nil, err
		}
		whose, err := a.whose(e)
		if err != nil {
			return nil, err
		}
		numbers, err := a.caseNumbers([]string{e.CaseID})
		if err != nil {
			return nil, err
		}
		var zh, en []string
		for _, item := range r.items {
			if w := wordOfItem(item); w.Zh != "" {
				zh, en = append(zh, w.Zh), append(en, w.En)
			}
		}
		what := workflow.Word{Zh: "在本次登记之后的登记", En: "entered after it"}
		if len(zh) > 0 {
			what = workflow.Word{Zh: strings.Join(zh, "、"), En: strings.Join(en, ", ")}
		}
		text := whose + "：" + what.Zh + " " + what.En + "（" + numbers[e.CaseID] + "）"
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out, nil
}

func wordOfItem(item string) workflow.Word {
	if item == "guardians" {
		return workflow.Word{Zh: "监护人", En: "guardian"}
	}
	for _, rule := range personPage {
		if rule.key == item {
			return rule.label
		}
	}
	return householdItems[item]
}

// whose is the person of an event by name, or the household by its number.
func (a *act) whose(e models.RegisterEvent) (string, error) {
	if e.SubjectKind == SubjectHousehold {
		h, _, err := a.householdByID(e.SubjectID)
		return "户号 household " + h.Number, err
	}
	p, ok, err := a.personByID(e.SubjectID)
	if err != nil || !ok {
		return "—", err
	}
	here, err := a.within(p.Org, a.actor.orgs())
	if err != nil {
		return "—", err
	}
	if here || a.actor.system {
		return a.nameBeside(p)
	}
	return "外所登记的人 somebody of another station", nil
}
