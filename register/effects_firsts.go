package register

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// What the exit-entry administration and the comparison found, kept with the case.
const (
	factNationality workflow.Field = "kept_nationality"
	factCompared    workflow.Field = "kept_comparison"
)

// firstCollectors finds what the guards of first registrations read.
func firstCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FNationality:  func(a *act) (any, error) { return a.fact(factNationality), nil },
		workflow.FMarkerName:   func(a *act) (any, error) { return a.markerName() },
		workflow.FCompared:     func(a *act) (any, error) { return a.fact(factCompared), nil },
		workflow.FVisitOnFile:  func(a *act) (any, error) { return a.goodPaper(workflow.MatVisitRecord) },
		workflow.FOffWhy:       func(a *act) (any, error) { return a.offWhy() },
		workflow.FTwin:         func(a *act) (any, error) { return a.twin() },
		workflow.FAdopterThere: func(a *act) (any, error) { return a.adopterThere() },
		workflow.FRelationFits: func(a *act) (any, error) { return a.relationFits() },
		workflow.FCollective: func(a *act) (any, error) {
			h, ok, err := a.targetHousehold()
			return ok && h.Kind == models.CollectiveHousehold, err
		},
		workflow.FMonthsInCare: func(a *act) (any, error) {
			came := a.form.Facts.Date(workflow.FactIntakeOn)
			n := 0
			for came.Valid() && n < 12 && came.AddMonths(n+1) <= a.today {
				n++
			}
			return n, nil
		},
	}
}

// firstEffects carries out what first registrations do beyond births and wards.
func firstEffects() map[workflow.Effect]effect {
	return map[workflow.Effect]effect{
		workflow.EffNationality: (*act).recordNationality,
		workflow.EffComparison:  func(a *act) error { return a.keepFact(factCompared, string(a.req.Event)) },
		workflow.EffReadmit:     (*act).readmit,
		workflow.EffFirstCard:   (*act).firstCard,
		workflow.EffEnterOrReadmit: func(a *act) error {
			_, known, err := a.person()
			switch {
			case err != nil:
				return err
			case known:
				return a.readmit()
			}
			if err := a.registerFirst(); err != nil {
				return err
			}
			return a.giveNumber()
		},
		workflow.EffAdopted:  (*act).adopt,
		workflow.EffSealFile: (*act).sealAdoption,
	}
}

// recordNationality keeps the answer of the exit-entry administration.
func (a *act) recordNationality() error {
	found := "foreign"
	if a.req.Event == workflow.NationalityChinese {
		found = "chinese"
	}
	a.note("on_behalf_of", a.in(workflow.InOnBehalf))
	return a.keepFact(factNationality, found)
}

// birthPlace is the place of birth in words; of a birth abroad it begins with the country.
func (a *act) birthPlace() string {
	return strings.TrimSpace(a.fact(workflow.FactBirthCountry) + " " + a.fact(workflow.FactBirthPlace))
}

// markers are surnames that institutions used to give, and words that say where a child
// comes from. Who bears such a surname by birth is not named by an institution.
var (
	markerSurnames = []string{"党", "国", "民", "孤", "福", "社"}
	markerWords    = []string{"孤", "弃", "遗", "捡", "福利", "救助"}
)

// serialNames is after how many children of one surname another one is a series.
const serialNames = 3

// markerName lists what in the name declared would mark the child: see FMarkerName.
func (a *act) markerName() ([]string, error) {
	name := gb.Fold(a.fact(workflow.FactWardName))
	surname := gb.Surname(name)
	out := []string{}
	if slices.Contains(markerSurnames, surname) || slices.ContainsFunc(markerWords, func(w string) bool { return strings.Contains(name, w) }) {
		out = append(out, "marker")
	}
	h, ok, err := a.targetHousehold()
	if err != nil || !ok {
		return out, err
	}
	rows, err := store.Many[models.Person](a.tx, "since desc, id desc limit 3", "id in (select subject_id from register_events where kind = ? and to_household = ?)", EventFirst, h.ID)
	if err != nil {
		return nil, err
	}
	same := slices.DeleteFunc(slices.Clone(rows), func(p models.Person) bool { return gb.Surname(gb.Fold(p.Name)) != surname })
	if len(same) == serialNames && utf8.RuneCountInString(name) > 0 {
		out = append(out, "serial")
	}
	return out, nil
}
