package register

import (
	"encoding/hex"
	"slices"
	"strings"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
)

// hiddenMark begins an id that stands for that of a sealed person.
const hiddenMark = "sealed-"

// hiddenID stands for the id of a sealed person on one page that one officer reads: another
// page has another, so that none says who of a second one this is. It leads where the id
// does, to the request for a lift.
func (a *act) hiddenID(page, person string) string {
	salt := hex.EncodeToString(a.r.keys.BlindIndex(seal.DomainHidden, a.actor.OfficerID+"|"+page))[:16]
	return hiddenMark + salt + "-" + a.behindSalt(salt, person)
}

func (a *act) behindSalt(salt, person string) string {
	return hex.EncodeToString(a.r.keys.BlindIndex(seal.DomainHidden, a.actor.OfficerID+"|"+salt+"|"+person))
}

// behind is the person for whom a hidden id of this officer stands while the seal does; any
// other id stands for itself.
func (a *act) behind(id string) (string, error) {
	rest, hidden := strings.CutPrefix(id, hiddenMark)
	salt, mark, whole := strings.Cut(rest, "-")
	if !hidden || !whole {
		return id, nil
	}
	sealed, err := store.Rows[string](a.tx, "select person_id from person_seals where confirmed_at is not null and ended_at is null")
	if i := slices.IndexFunc(sealed, func(person string) bool { return a.behindSalt(salt, person) == mark }); err == nil && i >= 0 {
		return sealed[i], nil
	}
	return id, err
}

// sealedOver tells whether the case has ended and names a sealed person whose file is not
// open to the officer: it shows then that it is there, and nothing that says whom it was
// about (民法典 1110, 未成年人保护法 103).
func (a *act) sealedOver() (bool, error) {
	if a.actor.system || a.c.ClosedAt == nil {
		return false, nil
	}
	if a.cache.loaded["over"] {
		return a.cache.over, nil
	}
	rows, err := a.subjects()
	if err != nil {
		return false, err
	}
	files, err := a.sealedFiles(registeredOf(rows))
	if err != nil {
		return false, err
	}
	a.cache.over = slices.ContainsFunc(rows, func(s models.CaseSubject) bool { return files[s.PersonID].withheld() != "" })
	a.loaded("over")
	return a.cache.over, nil
}

// notSealedOver refuses what a case that has ended shows of a sealed person.
func (a *act) notSealedOver() error {
	over, err := a.sealedOver()
	if err == nil && over {
		err = &ApprovalRequired{Kind: AccessSealed}
	}
	return err
}
