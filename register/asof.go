package register

import (
	"context"
	"errors"
	"slices"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// PersonQuery says as of which day, and as known when, a person is wanted; empty is
// now. Outside an open case of the officer's a purpose is needed.
type PersonQuery struct {
	AsOf    models.Date
	KnownAt time.Time
	Code    PurposeCode
	Purpose string
	CaseID  string
}

func (q PersonQuery) why() why { return why{code: q.Code, words: q.Purpose, caseID: q.CaseID} }

// PersonView is a person as the register has them on a day, known at an instant.
// Restricted tells that items of class C or D were left out, since the look was not
// inside a case.
type PersonView struct {
	ID              string              `json:"id"`
	Number          string              `json:"citizen_number,omitempty"` // masked
	Name            string              `json:"name"`
	Sex             string              `json:"sex"`
	BirthDate       models.Date         `json:"birth_date"`
	Status          models.PersonStatus `json:"status"`
	StatusOn        models.Date         `json:"status_on,omitempty"`
	HouseholdID     string              `json:"household_id,omitempty"`
	HouseholdNumber string              `json:"household_number,omitempty"`
	Address         string              `json:"address,omitempty"`
	Relation        string              `json:"relation,omitempty"`
	Station         string              `json:"station"`
	AsOf            models.Date         `json:"as_of"`
	KnownAt         time.Time           `json:"known_at"`
	Version         int64               `json:"version"`
	Items           []ItemView          `json:"items"`
	Guardians       []GuardianView      `json:"guardians,omitempty"`
	Restricted      bool                `json:"restricted,omitempty"`
	Protected       bool                `json:"protected,omitempty"`
	// Sealed tells that the file is sealed and nothing but its being there shows.
	Sealed bool `json:"sealed,omitempty"`
}

// ItemView is one item of a register page: what it says, since when it holds, when
// that was entered, and the case it rests on.
type ItemView struct {
	Item       string         `json:"item"`
	Label      workflow.Word  `json:"label"`
	Value      string         `json:"value"`
	Text       *workflow.Word `json:"text,omitempty"`
	Since      models.Date    `json:"since"`
	RecordedAt time.Time      `json:"recorded_at"`
	CaseID     string         `json:"case_id"`
	CaseNumber string         `json:"case_number"`
	EventID    string         `json:"event_id"`
	// EventKind is the kind of the event that gave the item.
	EventKind string `json:"-"`
}

// GuardianView is who answers for a ward, since when and by which case; shown inside a
// case alone.
type GuardianView struct {
	Guardian string      `json:"guardian,omitempty"`
	Body     string      `json:"body,omitempty"`
	Carer    string      `json:"carer,omitempty"`
	Ground   string      `json:"ground"`
	Document string      `json:"document,omitempty"`
	From     models.Date `json:"from"`
	CaseID   string      `json:"case_id"`
	// CaseNumber is the number that people read of that case.
	CaseNumber string `json:"case_number"`
}

// Person shows a person of the register: now, on any day, as known on any day. Each
// look is logged in the same transaction.
func (r *Registrar) Person(ctx context.Context, actor Actor, id string, q PersonQuery) (*PersonView, error) {
	var out *PersonView
	err := r.reading(ctx, actor, func(a *act) error {
		p, l, err := a.lookAt(id, q)
		var closed *ApprovalRequired
		if errors.As(err, &closed) && closed.Kind == AccessSealed {
			// That they are there is all that shows, and is logged as well.
			out = &PersonView{ID: id, Items: []ItemView{}, Sealed: true, AsOf: a.today, KnownAt: a.now, Restricted: true}
			return a.logLook(l, "person_sealed", p)
		}
		if err != nil {
			return err
		}
		folded, err := a.folded(p.ID, q.AsOf, q.KnownAt)
		if err != nil {
			return err
		}
		if out, err = a.personView(folded, q, l); err != nil {
			return err
		}
		return a.logLook(l, "person", p)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// lookAt finds a person whom the officer may look at now.
func (a *act) lookAt(id string, q PersonQuery) (models.Person, look, error) {
	id, err := a.behind(id)
	if err != nil {
		return models.Person{}, look{}, err
	}
	p, ok, err := a.personByID(id)
	if err != nil {
		return p, look{}, err
	}
	l, err := a.mayRead([]string{id}, "", p.Org, q.why())
	if err == nil && !ok {
		err = ErrNotFound
	}
	if err == nil {
		l, err = a.mayOpen(p, l)
	}
	return p, l, err
}

// folded is a subject of the register on a day, as known at an instant. On a day on
// which the register did not have it, it is not found.
func (a *act) folded(subject string, asOf models.Date, knownAt time.Time) (Folded, error) {
	events, err := a.r.openEvents(a.tx, subject)
	if err != nil {
		return Folded{}, err
	}
	f, ok, err := Fold(events, asOf, knownAt)
	if err == nil && !ok {
		err = ErrNotFound
	}
	return f, err
}

func (a *act) personView(f Folded, q PersonQuery, l look) (*PersonView, error) {
	p, guardians, err := f.Person()
	if err != nil {
		return nil, err
	}
	if err := a.hideWhere(&p, f); err != nil {
		return nil, err
	}
	number, err := a.r.number(p)
	if err != nil {
		return nil, err
	}
	hidden, err := a.protected(p)
	if err != nil {
		return nil, err
	}
	v := &PersonView{ID: p.ID, Number: number.Masked(), Name: p.Name, Sex: p.Sex, BirthDate: p.BirthDate, Status: p.Status, StatusOn: p.StatusOn,
		HouseholdID: p.HouseholdID, Relation: p.Relation, Station: p.Org, AsOf: q.AsOf, KnownAt: q.KnownAt, Version: p.Version,
		Restricted: !l.inCase, Protected: hidden}
	if v.AsOf == "" {
		v.AsOf = a.today
	}
	if v.KnownAt.IsZero() {
		v.KnownAt = a.now
	}
	named, err := a.viewAddress(v, q)
	if err != nil {
		return nil, err
	}
	if v.Items, err = a.personItems(f, p, v, l, named); err != nil {
		return nil, err
	}
	if l.inCase {
		v.Guardians, err = a.guardianViews(guardians)
	}
	return v, err
}

// hideWhere leaves out where a protected person lives, for whoever does not hold the
// register there; the items of the image go with it.
func (a *act) hideWhere(p *models.Person, f Folded) error {
	if hidden, err := a.protected(*p); err != nil || !hidden {
		return err
	}
	here, err := a.within(p.Org, a.actor.readerOrgs())
	if err != nil || here {
		return err
	}
	p.HouseholdID, p.Relation, p.Org = "", "", ""
	for _, item := range []string{"household_id", "relation", "org"} {
		delete(f.Image, item)
	}
	return nil
}

// viewAddress adds the household's number and address as of the same day, and gives the
// event that named the address.
func (a *act) viewAddress(v *PersonView, q PersonQuery) (models.RegisterEvent, error) {
	if v.HouseholdID == "" {
		return models.RegisterEvent{}, nil
	}
	f, err := a.folded(v.HouseholdID, q.AsOf, q.KnownAt)
	if err != nil {
		return models.RegisterEvent{}, ignoreNotFound(err)
	}
	h, err := f.Household()
	v.HouseholdNumber, v.Address = h.Number, h.Address
	return f.Origin["address"], err
}

func (a *act) guardianViews(rows []models.Guardianship) ([]GuardianView, error) {
	ids := make([]string, len(rows))
	for i, g := range rows {
		ids[i] = g.CaseID
	}
	numbers, err := a.caseNumbers(ids)
	if err != nil {
		return nil, err
	}
	var out []GuardianView
	for _, g := range rows {
		v := GuardianView{Body: g.Body, Carer: g.CarerBody, Ground: g.Ground, From: g.From, CaseID: g.CaseID, CaseNumber: numbers[g.CaseID]}
		if p, ok, err := a.personByID(g.GuardianID); err != nil {
			return nil, err
		} else if ok {
			if v.Guardian, err = a.nameBeside(p); err != nil {
				return nil, err
			}
		}
		if len(g.DocumentSealed) > 0 {
			plain, err := a.r.keys.Open(placeGuardianDocument(g.ID), g.DocumentSealed)
			if err != nil {
				return nil, err
			}
			v.Document = string(plain)
		}
		out = append(out, v)
	}
	return out, nil
}

// caseNumbers are the numbers that people read of some cases. One in which the officer has no
// part and somebody protected has keeps its number: it begins with the station to which they went
// (domain 2.5).
func (a *act) caseNumbers(ids []string) (map[string]string, error) {
	type row struct{ ID, Number string }
	ours, args := a.ourCases()
	if a.actor.system {
		ours, args = "1 = 1", nil
	}
	rows, err := store.Rows[row](a.tx, "SELECT c.id, c.number FROM cases c WHERE c.id in ? AND ("+ours+
		" OR NOT EXISTS (SELECT 1 FROM case_subjects s JOIN people p ON p.id = s.person_id LEFT JOIN person_seals k ON k.person_id = s.person_id AND k.kind = ? AND k.confirmed_at IS NOT NULL AND k.ended_at IS NULL"+
		" WHERE s.case_id = c.id AND (p.protected OR k.id IS NOT NULL)))", slices.Concat([]any{ids}, args, []any{SealProtection})...)
	out := map[string]string{}
	for _, r := range rows {
		out[r.ID] = r.Number
	}
	return out, err
}
