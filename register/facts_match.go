package register

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"hukou/gb"
	"hukou/models"
	"hukou/seal"
	"hukou/store"
	"hukou/workflow"
)

// Facts that the search for a child keeps with the case until the match is taken back.
const (
	factDifference workflow.Field = "kept_difference_reason"
	factDismissed  workflow.Field = "kept_dismissed_candidates"
)

// matchCollectors finds what the guards read of the search for a child: the entry found
// beside what was declared, or what speaks against there being none.
func matchCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FHitListed:        func(a *act) (any, error) { return a.hitListed() },
		workflow.FHitsUnfit:        func(a *act) (any, error) { return a.hitsUnfit() },
		workflow.FHitContradicts:   func(a *act) (any, error) { return a.hitDiffers("sex", "citizen_number") },
		workflow.FHitDiffers:       func(a *act) (any, error) { return a.hitDiffers("name", "birth_date") },
		workflow.FNumberGiven:      func(a *act) (any, error) { return a.numberGiven() },
		workflow.FLeadFound:        func(a *act) (any, error) { return a.entryFound() },
		workflow.FLeadDiffers:      func(a *act) (any, error) { return a.foundDiffers() },
		workflow.FUndismissed:      func(a *act) (any, error) { return a.undismissed() },
		workflow.FDeathEntered:     func(a *act) (any, error) { return a.deathEntered() },
		workflow.FDeadRuledOut:     func(a *act) (any, error) { return a.deadRuledOut() },
		workflow.FMajorityDisputed: func(a *act) (any, error) { return a.majorityDisputed() },
		workflow.FOriginAnswered: func(a *act) (any, error) {
			return a.answeredSince()
		},
	}
}

// hitListed tells whether the person named with the step is one of the line's entries.
func (a *act) hitListed() (bool, error) {
	id := a.in(workflow.InHitPerson)
	if id == "" {
		return false, nil
	}
	found, err := a.candidates()
	return slices.ContainsFunc(found, func(p models.Person) bool { return p.ID == id }), err
}

// hitsUnfit lists those of the entries named as one child's which are not the line's, or
// are of another sex than declared.
func (a *act) hitsUnfit() ([]string, error) {
	ids := a.req.Input.List(workflow.InHitPersons)
	found, err := a.candidates()
	if err != nil {
		return nil, err
	}
	unfit := []string{}
	for i, id := range ids {
		fits := slices.ContainsFunc(found, func(p models.Person) bool { return p.ID == id && p.Sex == a.fact(workflow.FactWardSex) })
		if !fits || slices.Contains(ids[:i], id) {
			unfit = append(unfit, id)
		}
	}
	switch {
	case len(ids) < 2:
		unfit = append(unfit, "one")
	case len(ids) > 2: // a ruling is on two
		unfit = append(unfit, ids[2:]...)
	}
	return unfit, nil
}

// hitDiffers lists those of the items in which the entry differs from what was
// declared. An entry without a number contradicts none, and of one that was not found
// for this child nothing is said.
func (a *act) hitDiffers(items ...string) ([]string, error) {
	p, ok, err := a.personByID(a.in(workflow.InHitPerson))
	if err == nil && a.in(workflow.InHitPerson) == "" {
		p, ok, err = a.person()
	} else if ok && err == nil {
		ok, err = a.hitListed()
	}
	if err != nil || !ok || a.def.Subject != workflow.Ward {
		return []string{}, err
	}
	n, err := a.r.number(p)
	if err != nil {
		return nil, err
	}
	out := []string{}
	for _, what := range a.differences(p, n) {
		if slices.Contains(items, what) && (what != "citizen_number" || n != "") {
			out = append(out, what)
		}
	}
	return out, nil
}

// differences are the declared items that an entry of the register has otherwise.
func (a *act) differences(p models.Person, n models.CitizenNumber) []string {
	var out []string
	item := func(what string, same bool) {
		if !same {
			out = append(out, what)
		}
	}
	s := a.sought()
	item("name", gb.Fold(p.Name) == gb.Fold(s.name))
	item("sex", p.Sex == s.sex)
	item("birth_date", p.BirthDate == s.born)
	if declared := a.fact(workflow.FactWardNumber); declared != "" {
		item("citizen_number", strings.EqualFold(declared, n.Reveal()))
	}
	return out
}

// searchedInVain tells whether the case treats its child as not registered, or is about
// to: only then do entries of the register speak against it.
func (a *act) searchedInVain() (bool, error) {
	if !a.seeksEntry() {
		return false, nil
	}
	if a.req.Event == workflow.HitNone {
		return true, nil
	}
	return a.subjectUnregistered()
}

// seeksEntry tells whether the register is searched for the case's subject: a child in
// care, whoever is to be entered for the first time as declared, and a child whose birth
// is declared after a year, who may have been entered under another business by now.
func (a *act) seeksEntry() bool {
	_, named := a.def.FactsOf()[workflow.FactWardName]
	return a.def.Subject == workflow.Ward || a.def.Subject == workflow.Affected && named && a.fact(workflow.FactPerson) == "" || a.bornLongAgo()
}

// bornLongAgo tells of a birth declared after a year, by the day that also sends such a
// case to the head.
func (a *act) bornLongAgo() bool {
	born := a.form.Facts.Date(workflow.FactChildBirthDate)
	return a.def.Subject == workflow.Child && a.def.Unregistered && born.Valid() && born.AgeOn(cmp.Or(a.c.AcceptedOn, a.today)) >= 1
}

// likeness is what an entry is told by without a number.
type likeness struct {
	name, sex string
	born      models.Date
}

// sought is what the form declares of whom the register is searched for.
func (a *act) sought() likeness {
	if a.def.Subject == workflow.Child {
		return likeness{a.fact(workflow.FactChildName), a.fact(workflow.FactChildSex), a.form.Facts.Date(workflow.FactChildBirthDate)}
	}
	return likeness{a.fact(workflow.FactWardName), a.fact(workflow.FactWardSex), a.form.Facts.Date(workflow.FactWardBirth)}
}

// numberGiven tells whether a child treated as not registered has a citizen number all the
// same, as declared: then an entry stands somewhere, here or in another register.
func (a *act) numberGiven() (bool, error) {
	none, err := a.searchedInVain()
	if err != nil || !none {
		return false, err
	}
	_, wrong := models.ParseCitizenNumber(a.fact(workflow.FactWardNumber))
	return wrong == nil, nil
}

// justBorn tells of a birth declared within the year. Such a child is looked for under the
// very name, sex and day alone: it may have been adopted or
// entered as a foundling meanwhile, and names of one sound are many on any day.
func (a *act) justBorn() bool {
	return a.def.Subject == workflow.Child && a.def.Unregistered && a.sought().born.Valid() && !a.bornLongAgo()
}

// undismissed lists the agreeing entries that nobody has ruled out with a reason.
func (a *act) undismissed() ([]string, error) {
	none, err := a.searchedInVain()
	afar := a.def.Business == workflow.MoveAcrossRegion // registered, but not here
	if err != nil || !none && !a.justBorn() && !afar {
		return []string{}, err
	}
	found, err := a.candidates()
	if err != nil {
		return nil, err
	}
	dismissed := dismissals(a.form.Facts.List(factDismissed))
	if a.rulesOut() {
		dismissed = dismissals(a.req.Input.List(workflow.InDismissed))
	}
	out := []string{}
	for _, p := range found {
		if p.Status == models.StatusCancelled && p.StatusReason == ReasonReversed {
			continue // an entry that was undone is nobody's registration
		}
		own, err := a.ownEntry(p)
		if err != nil {
			return nil, err
		}
		if own {
			continue
		}
		if _, ok := dismissed[p.ID]; !ok && a.agrees(p) {
			out = append(out, p.ID)
		}
	}
	return out, nil
}

// rulesOut tells that the step says itself which agreeing entries are ruled out.
func (a *act) rulesOut() bool {
	return a.req.Event == workflow.HitNone || a.req.Input.Has(workflow.InDismissed)
}

// agrees tells whether an entry has the declared sex and birth date, and the name or one
// of the same sound or one character apart, or stands in the household to be joined, or is
// a child of that mother and day of whom nothing tells which one of the birth it is: a
// character misheard or miswritten makes nobody another person. Twins are ruled out with a word; of a home's
// children, related to nobody there, many have one estimated day.
func (a *act) agrees(p models.Person) bool {
	s := a.sought()
	if a.def.Subject == workflow.Child && p.MotherID != "" && p.MotherID == a.fact(workflow.FactMother) && p.BirthDate == s.born && a.orderOf(p) == "" {
		return true
	}
	sound, _ := searchKeys(s.name)
	if a.justBorn() {
		sound = ""
	} else if home := a.fact(workflow.FactHousehold); home != "" && p.HouseholdID == home && gb.Relation(p.Relation) != gb.RelationNotRelated && p.Sex == s.sex && p.BirthDate == s.born {
		return true
	}
	if !a.justBorn() && a.def.Subject != workflow.Ward && oneApart(p.Name, s.name) && p.Sex == s.sex && p.BirthDate == s.born {
		return true
	}
	return (gb.Fold(p.Name) == gb.Fold(s.name) || p.Pinyin != "" && p.Pinyin == sound) && p.Sex == s.sex && p.BirthDate == s.born
}

// dismissals reads person=reason; what has no reason dismisses nobody.
func dismissals(list []string) map[string]string {
	out := map[string]string{}
	for _, s := range list {
		if id, why, ok := strings.Cut(s, "="); ok && strings.TrimSpace(why) != "" {
			out[strings.TrimSpace(id)] = strings.TrimSpace(why)
		}
	}
	return out
}

// majorityDisputed tells whether the declared and the registered birth date disagree on
// the child being of age today.
func (a *act) majorityDisputed() (bool, error) {
	declared := a.form.Facts.Date(workflow.FactWardBirth)
	p, ok, err := a.person()
	if err != nil || !ok || !declared.Valid() || a.def.Subject != workflow.Ward {
		return false, err
	}
	return (declared.AgeOn(a.today) >= 18) != (p.BirthDate.AgeOn(a.today) >= 18), nil
}

// answeredSince tells whether the origin answered, or a body above ruled, since the
// person was found.
func (a *act) answeredSince() (bool, error) {
	answered, ok, err := a.lastOf(workflow.OriginConfirm, workflow.OriginObject, workflow.RuleFor)
	if err != nil || !ok {
		return false, err
	}
	found, ok, err := a.lastOf(workflow.HitOne, workflow.DupRuled)
	return !ok || answered.Seq > found.Seq, err
}

// entryFound tells whether the step names the number of an entry in the register that agrees
// with what the case has of its person, who then is registered, or was and has died.
func (a *act) entryFound() (bool, error) {
	if a.in(workflow.InFoundNumber) == "" {
		return false, nil
	}
	differs, err := a.foundDiffers()
	return err == nil && len(differs) == 0, err
}

// foundDiffers are the items in which the bearer of the number found is not as the lead or
// the case has the person: name, and sex, day of birth, mother, father and the number of the
// certificate where both have them. A registered child who died since was registered all the
// same, and the number is theirs. Two women bear children of one name on one day.
func (a *act) foundDiffers() ([]string, error) {
	n, err := models.ParseCitizenNumber(a.in(workflow.InFoundNumber))
	if a.in(workflow.InFoundNumber) == "" {
		return []string{}, nil
	}
	if err != nil {
		return []string{string(workflow.InFoundNumber)}, nil
	}
	rows, err := store.Many[models.Person](a.tx, "id", "number_index = ? and status in ?", a.r.numberIndex(n), []models.PersonStatus{models.StatusActive, models.StatusTransit, models.StatusDead})
	if err != nil || len(rows) != 1 {
		return []string{string(workflow.InFoundNumber)}, err
	}
	name, sex, born := workflow.FactChildName, workflow.FactChildSex, workflow.FactChildBirthDate
	if _, asked := a.def.FactsOf()[name]; !asked {
		name, sex, born = childAsWard[name], childAsWard[sex], childAsWard[born]
	}
	p, out := rows[0], []string{}
	if gb.Fold(p.Name) != gb.Fold(a.fact(name)) {
		out = append(out, string(name))
	}
	if s := a.fact(sex); s != "" && s != p.Sex {
		out = append(out, string(sex))
	}
	if d := a.form.Facts.Date(born); d.Valid() && d != p.BirthDate {
		out = append(out, string(born))
	}
	of, err := a.otherParents(p)
	out = append(out, of...)
	if no := a.fact(workflow.FactCertificate); no != "" && len(p.CertIndex) > 0 && !bytes.Equal(p.CertIndex, a.r.keys.BlindIndex(seal.DomainCertificate, no)) {
		out = append(out, string(workflow.FactCertificate))
	}
	return out, err
}

// otherParents are the sides on which an entry has another parent than the case declares,
// by the register's person or by the number alone. Adopters are declared in the place of
// the parents whom a child was born to, and tell nothing.
func (a *act) otherParents(p models.Person) ([]string, error) {
	if _, adopted := a.def.FactsOf()[workflow.FactAdoptedOn]; adopted {
		return nil, nil
	}
	var out []string
	for _, side := range []struct {
		role          workflow.SubjectRole
		field, number workflow.Field
		has           string
	}{{workflow.Mother, workflow.FactMother, workflow.FactMotherNumber, p.MotherID}, {workflow.Father, workflow.FactFather, workflow.FactFatherNumber, p.FatherID}} {
		parent, ok, err := a.personByID(side.has)
		if err != nil {
			return nil, err
		}
		if id := a.fact(side.field); !ok || a.blanked(side.role) {
			continue
		} else if id != "" {
			ok = id == parent.ID
		} else if n, wrong := models.ParseCitizenNumber(a.fact(side.number)); wrong == nil && len(parent.NumberIndex) > 0 {
			ok = bytes.Equal(parent.NumberIndex, a.r.numberIndex(n))
		}
		if !ok {
			out = append(out, string(side.field))
		}
	}
	return out, nil
}
