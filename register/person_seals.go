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

// The kinds of seals, and what the page says of a sealed person.
const (
	SealAdoption   = "adoption"   // 收养 (民法典 1110)
	SealProtection = "protection" // 保护
)

// SealKindWord names a kind of seal.
func SealKindWord(kind string) workflow.Word {
	switch kind {
	case SealAdoption:
		return workflow.Word{Zh: "收养", En: "Adoption"}
	case SealProtection:
		return workflow.Word{Zh: "保护", En: "Protection"}
	}
	return workflow.Word{}
}

// SealedWord is all that anybody without a lift reads of a sealed person.
func SealedWord() workflow.Word {
	return workflow.Word{Zh: "已注销/保护", En: "Struck off or protected"}
}

// SealView is a seal as those who may close and open it see it; of the person it has
// nothing but the id.
type SealView struct {
	ID          string     `json:"id"`
	PersonID    string     `json:"person_id"`
	Kind        string     `json:"kind"`
	Reason      string     `json:"reason"`
	AskedBy     string     `json:"asked_by"`
	AskedAt     time.Time  `json:"asked_at"`
	ConfirmedBy string     `json:"confirmed_by,omitempty"`
	ConfirmedAt *time.Time `json:"confirmed_at,omitempty"`
	EndReason   string     `json:"end_reason,omitempty"`
	EndBy       string     `json:"end_by,omitempty"`
	EndAt       *time.Time `json:"end_at,omitempty"`
	EndedBy     string     `json:"ended_by,omitempty"`
	EndedAt     *time.Time `json:"ended_at,omitempty"`
	MayConfirm  bool       `json:"may_confirm"`
}

// sealRoles ask for a seal or its end; heads confirm.
var sealRoles = []workflow.Role{workflow.Clerk, workflow.Head, workflow.County, workflow.CountyLead, workflow.City, workflow.CityLead, workflow.Region}

// SealRoles are the roles that may ask for a seal.
func SealRoles() []workflow.Role { return slices.Clone(sealRoles) }

// SealPerson asks for a seal on a person of the officer's area; it stands when a second
// officer, a head, has confirmed it.
func (r *Registrar) SealPerson(ctx context.Context, actor Actor, person, kind, reason, key string) (Answer, error) {
	var out Answer
	err := r.reading(ctx, actor, func(a *act) error {
		p, err := a.ofOurArea(person)
		if err != nil {
			return err
		}
		ans, done, err := a.replay(key, hashRequest("seal", person, kind, reason))
		if err != nil || done {
			out = ans
			return err
		}
		if kind != SealAdoption && kind != SealProtection {
			return invalid("kind", "unknown_kind", "封存种类须为收养或保护。", "A seal is for adoption or for protection.")
		}
		if err := checkReason(&reason); err != nil {
			return err
		}
		if err := a.standsAside(p.ID); err != nil {
			return err
		}
		row := models.PersonSeal{ID: r.newID(), PersonID: p.ID, Org: p.Org, Kind: kind, Reason: reason, AskedBy: actor.OfficerID, AskedAt: a.now}
		if err := store.Insert(a.tx, row); err != nil {
			if errors.Is(err, store.ErrDuplicate) {
				return invalid("person_id", "sealed_already", "此人的登记已封存，或已申请封存。", "The person is sealed, or a seal is asked for, already.")
			}
			return err
		}
		if err := a.audit(ActSealAsked, row.ID, nil, map[string]any{"kind": kind}); err != nil {
			return err
		}
		views, err := a.sealViews([]models.PersonSeal{row})
		if err != nil {
			return err
		}
		out = Answer{Status: 201, Body: []byte(jsonText(views[0]))}
		return a.keep(key, out)
	})
	return out, err
}

// ofOurArea is a person registered in the officer's area, for officers who may seal.
func (a *act) ofOurArea(person string) (models.Person, error) {
	p, ok, err := a.personByID(person)
	if err != nil {
		return p, err
	}
	within, err := a.within(p.Org, a.actor.readerOrgs())
	if err != nil {
		return p, err
	}
	if !ok || !within {
		return p, ErrNotFound
	}
	if !a.actor.Has(sealRoles...) {
		return p, ErrForbidden
	}
	return p, nil
}

// EndSeal asks for the end of a standing seal; a second officer confirms it.
func (r *Registrar) EndSeal(ctx context.Context, actor Actor, id, reason string) (SealView, error) {
	return r.changeSeal(ctx, actor, id, func(a *act, s *models.PersonSeal) (string, map[string]any, error) {
		if err := checkReason(&reason); err != nil {
			return "", nil, err
		}
		if s.ConfirmedAt == nil || s.EndAt != nil {
			return "", nil, notNow("not_sealed", sealBasis, "封存尚未确认，或已申请解除。", "The seal is not confirmed yet, or its end is asked for already.")
		}
		s.EndReason, s.EndBy, s.EndAt = reason, actor.OfficerID, &a.now
		return ActSealEndAsked, map[string]any{"end_reason": reason, "end_by": actor.OfficerID, "end_at": a.now}, nil
	})
}

const sealBasis workflow.Basis = "民法典 1110; 未成年人保护法 103"

// ConfirmSeal is the second officer's word: a seal that was asked for stands, or one
// whose end was asked for ends.
func (r *Registrar) ConfirmSeal(ctx context.Context, actor Actor, id string) (SealView, error) {
	return r.changeSeal(ctx, actor, id, func(a *act, s *models.PersonSeal) (string, map[string]any, error) {
		first := s.AskedBy
		if s.ConfirmedAt != nil {
			first = s.EndBy
		}
		if first == "" {
			return "", nil, notNow("nothing_asked", sealBasis, "没有待确认的封存或解除。", "Nothing is asked for that could be confirmed.")
		}
		may, err := a.confirms(*s, first)
		if err != nil {
			return "", nil, err
		}
		if !may {
			return "", nil, notNow("second_person", sealBasis, "须由另一人确认：本单位或上级领导，且不是申请人。", "A second person confirms: a head of the body or of one above, and not who asked.")
		}
		if err := a.notOnGlass(); err != nil {
			return "", nil, err
		}
		if s.ConfirmedAt == nil {
			s.ConfirmedBy, s.ConfirmedAt = actor.OfficerID, &a.now
			return ActSealed, map[string]any{"confirmed_by": actor.OfficerID, "confirmed_at": a.now}, nil
		}
		s.EndedBy, s.EndedAt = actor.OfficerID, &a.now
		return ActUnsealed, map[string]any{"ended_by": actor.OfficerID, "ended_at": a.now}, nil
	})
}

// confirms tells whether the officer is a head over the seal's station and another
// person than who asked.
func (a *act) confirms(s models.PersonSeal, first string) (bool, error) {
	o, err := store.One[models.Officer](a.tx, "id = ?", first)
	if err != nil || o.ID == a.actor.OfficerID || o.PersonID == a.actor.PersonID {
		return false, ignoreMissing(err)
	}
	mine, err := a.leadsOf()
	if err != nil {
		return false, err
	}
	bodies, err := chain(a.tx, s.Org)
	return slices.ContainsFunc(bodies, func(o models.Organisation) bool { return slices.Contains(mine, o.Code) }), err
}

func (r *Registrar) changeSeal(ctx context.Context, actor Actor, id string, change func(*act, *models.PersonSeal) (string, map[string]any, error)) (SealView, error) {
	var out SealView
	err := r.reading(ctx, actor, func(a *act) error {
		s, err := store.One[models.PersonSeal](a.tx, "id = ? and ended_at is null", id)
		none := errors.Is(err, store.ErrNotFound)
		if err != nil && !none {
			return err
		}
		person := s.PersonID
		if none {
			person = id // whom nobody finds, in as many questions
		}
		if _, err := a.ofOurArea(person); err != nil {
			return err
		}
		if none {
			return ErrNotFound
		}
		if err := a.standsAside(s.PersonID); err != nil {
			return err
		}
		was := s
		done, columns, err := change(a, &s)
		if err != nil {
			return err
		}
		// Of two who act at once the second finds the row changed.
		a.cache.seals = nil
		n, err := store.Set[models.PersonSeal](a.tx, columns, "id = ? and confirmed_by = ? and end_by = ? and ended_by = ?", id, was.ConfirmedBy, was.EndBy, was.EndedBy)
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrStale
		}
		if err := a.audit(done, id, nil, map[string]any{"kind": s.Kind}); err != nil {
			return err
		}
		views, err := a.sealViews([]models.PersonSeal{s})
		if err == nil {
			out = views[0]
		}
		return err
	})
	return out, err
}

// Seals lists the seals of the officer's area that are asked for or stand.
func (r *Registrar) Seals(ctx context.Context, actor Actor) ([]SealView, error) {
	out := []SealView{}
	err := r.reading(ctx, actor, func(a *act) error {
		area := searcher{a: a, orgs: actor.readerOrgs()}
		codes, err := area.jurisdiction()
		if err != nil {
			return err
		}
		rows, err := store.Many[models.PersonSeal](a.tx, "asked_at desc, id limit 200", "org in ? and ended_at is null", codes)
		if err != nil {
			return err
		}
		out, err = a.sealViews(rows)
		return err
	})
	return out, err
}

func (a *act) sealViews(rows []models.PersonSeal) ([]SealView, error) {
	out := []SealView{}
	var ids []string
	var people []string
	for _, s := range rows {
		people = append(people, s.PersonID)
		ids = append(ids, s.AskedBy, s.ConfirmedBy, s.EndBy, s.EndedBy)
	}
	names, err := officerNames(a.tx, ids)
	if err != nil {
		return nil, err
	}
	files, err := a.sealedFiles(people)
	if err != nil {
		return nil, err
	}
	for _, s := range rows {
		v := SealView{ID: s.ID, PersonID: s.PersonID, Kind: s.Kind, Reason: s.Reason, AskedBy: names[s.AskedBy], AskedAt: s.AskedAt, ConfirmedBy: names[s.ConfirmedBy],
			ConfirmedAt: s.ConfirmedAt, EndReason: s.EndReason, EndBy: names[s.EndBy], EndAt: s.EndAt, EndedBy: names[s.EndedBy], EndedAt: s.EndedAt}
		if files[s.PersonID].withheld() != "" {
			v.PersonID = a.hiddenID(s.ID, s.PersonID)
		}
		first := s.AskedBy
		if s.ConfirmedAt != nil {
			first = s.EndBy
		}
		if first != "" && s.EndedAt == nil {
			if v.MayConfirm, err = a.confirms(s, first); err != nil {
				return nil, err
			}
		}
		out = append(out, v)
	}
	return out, nil
}

// sealedAmong tells which of some people are sealed now.
func (a *act) sealedAmong(people []string) (map[string]bool, error) {
	out := map[string]bool{}
	if len(people) == 0 {
		return out, nil
	}
	var rows []string
	err := a.tx.Together(readSealed(&rows, people))
	for _, id := range rows {
		out[id] = true
	}
	return out, err
}

// sealKinds are the kinds of the standing seals of some people, by person: one at most each.
// The views of one answer ask for the same people again and again, and read them once.
func (a *act) sealKinds(people []string) (map[string]string, error) {
	unread := slices.DeleteFunc(slices.Clone(people), func(id string) bool {
		_, read := a.cache.seals[id]
		return read || id == ""
	})
	if len(unread) > 0 {
		var rows []sealKind
		if err := a.tx.Together(readKinds(&rows, unread)); err != nil {
			return nil, err
		}
		a.keepKinds(unread, rows)
	}
	out := map[string]string{}
	for _, id := range people {
		if kind := a.cache.seals[id]; kind != "" {
			out[id] = kind
		}
	}
	return out, nil
}

// sealKind is the kind of the seal that stands over a person.
type sealKind struct{ PersonID, Kind string }

func readKinds(out *[]sealKind, people []string) store.Reading {
	return store.IntoRows(out, "select person_id, kind from person_seals where person_id in ? and confirmed_at is not null and ended_at is null", people)
}

// keepKinds keeps what was read of the seals of some people until one is written.
func (a *act) keepKinds(asked []string, rows []sealKind) {
	if a.cache.seals == nil {
		a.cache.seals = map[string]string{}
	}
	for _, id := range asked {
		a.cache.seals[id] = ""
	}
	for _, s := range rows {
		a.cache.seals[s.PersonID] = s.Kind
	}
}

// readSealed reads the ids of those of some people who are sealed now.
func readSealed(out *[]string, people []string) store.Reading {
	return store.IntoRows(out, "select person_id from person_seals where person_id in ? and confirmed_at is not null and ended_at is null", people)
}

// protected tells whether somebody stands under protection: by the mark that a load brought,
// or by a confirmed seal of that kind, until the seal ends.
func (a *act) protected(p models.Person) (bool, error) {
	among, err := a.protectedAmong([]models.Person{p})
	return among[p.ID], err
}

// protectedAmong tells which of some people stand under protection.
func (a *act) protectedAmong(people []models.Person) (map[string]bool, error) {
	out := map[string]bool{}
	var ids []string
	for _, p := range people {
		if p.Protected {
			out[p.ID] = true
		} else if p.ID != "" {
			ids = append(ids, p.ID)
		}
	}
	if len(ids) == 0 {
		return out, nil
	}
	var rows []string
	err := a.tx.Together(store.IntoRows(&rows, "select person_id from person_seals where person_id in ? and kind = ? and confirmed_at is not null and ended_at is null", ids, SealProtection))
	for _, id := range rows {
		out[id] = true
	}
	return out, err
}
