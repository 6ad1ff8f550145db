package register

import (
	"encoding/json"

	"hukou/models"
	"hukou/store"
)

// accountPerson is whose entry an account names, and by which case; as JSON in the log of
// administration.
type accountPerson struct {
	Officer string `json:"officer"`
	Person  string `json:"person"`
	Case    string `json:"case"`
}

// handAccounts lets the accounts of the officer who is the person of a cancelled entry name
// the one kept, so that recusal goes on knowing them and their kin (公务员法 76).
func (a *act) handAccounts(drop, keep string) error {
	rows, err := store.Many[models.Officer](a.tx, "id", "person_id = ?", drop)
	if err != nil {
		return err
	}
	for _, o := range rows {
		if err := a.renameAccount(o, keep); err != nil {
			return err
		}
	}
	return nil
}

// renameAccount is an act of administration of the system, whoever's step it follows from.
func (a *act) renameAccount(o models.Officer, person string) error {
	if _, err := store.Set[models.Officer](a.tx, map[string]any{"person_id": person}, "id = ?", o.ID); err != nil {
		return err
	}
	s := a.r.begin(a.tx, systemActor())
	s.now, s.today = a.now, a.today
	if err := s.audit(ActAccountPerson, o.ID, accountPerson{o.ID, o.PersonID, a.c.ID}, accountPerson{o.ID, person, a.c.ID}); err != nil {
		return err
	}
	return s.logAccount(person, ActAccountPerson)
}

// accountsBack gives back the accounts that the case of an undone cancellation had named
// anew, unless they name somebody else by now.
func (a *act) accountsBack(undone models.RegisterEvent) error {
	rows, err := store.Many[models.AdminAct](a.tx, "at, id", "act = ?", ActAccountPerson)
	if err != nil {
		return err
	}
	for _, row := range rows {
		var was, became accountPerson
		if err := json.Unmarshal([]byte(row.Was), &was); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(row.Became), &became); err != nil {
			return err
		}
		if became.Case != undone.CaseID || was.Person != undone.SubjectID {
			continue
		}
		accounts, err := store.Many[models.Officer](a.tx, "", "id = ? and person_id = ?", became.Officer, became.Person)
		if err != nil {
			return err
		}
		for _, o := range accounts {
			if err := a.renameAccount(o, was.Person); err != nil {
				return err
			}
		}
	}
	return nil
}
