package register

import (
	"errors"
	"fmt"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
)

// The states of a line of the sequence-code ledger.
const (
	NumberIssued = "issued"
	NumberVoided = "voided"
)

// lastSequence is the highest sequence code of a division and day.
const lastSequence = 999

// divisionOn is the row of a division that holds on the day; in a year of change the
// newer one.
func (a *act) divisionOn(code string, day models.Date) (models.Division, bool, error) {
	rows, err := store.Many[models.Division](a.tx, "valid_from desc limit 1",
		"code = ? and valid_from <= ? and (valid_to = '' or valid_to >= ?)", code, day, day)
	if err != nil || len(rows) == 0 {
		return models.Division{}, false, err
	}
	return rows[0], true, nil
}

// ledgerCertified tells whether the division of the case's household may issue
// numbers today: its list of codes already given has been certified complete
// (domain 2.6).
func (a *act) ledgerCertified() (bool, error) {
	h, ok, err := a.targetHousehold()
	if err != nil || !ok {
		return false, err
	}
	d, ok, err := a.divisionOn(h.Division, a.today)
	return ok && certified(d, a.today), err
}

func certified(d models.Division, day models.Date) bool {
	return d.LedgerCertifiedOn != "" && d.LedgerCertifiedOn <= day && d.NumberPrefix != ""
}

// allotNumber gives a person without a number the next one of the household's
// division as it stands today (GB 11643; Norm 4), and writes it in the ledger. The
// person's row is the caller's to write. Two who ask at once get two numbers: the
// second waits for the first at the ledger's key and takes the code after it.
func (a *act) allotNumber(p *models.Person, h models.Household) error {
	if len(p.NumberIndex) > 0 {
		return nil
	}
	d, ok, err := a.divisionOn(h.Division, a.today)
	if err != nil {
		return err
	}
	if !ok || !certified(d, a.today) {
		return blocked("ledger_not_certified", "该区划的公民身份号码顺序码台账尚未核定，暂不能编制号码，请联系自治区户政。",
			"The ledger of sequence codes of this division is not certified yet; ask the region's registration office.")
	}
	if p.ID == "" {
		p.ID = a.r.newID()
	}
	seq, err := a.nextSequence(d.NumberPrefix, *p)
	for ; err == nil && seq <= lastSequence; seq += 2 {
		var fresh bool
		if fresh, err = a.enterNumber(d.NumberPrefix, seq, p); err != nil || fresh {
			return err
		}
	}
	if err != nil {
		return err
	}
	return a.exhausted(d)
}

// nextSequence is the first code to try: the one after the last given of that day
// and sex, or when that was the last code, the lowest never given.
func (a *act) nextSequence(prefix string, p models.Person) (int, error) {
	parity := 0
	if p.Sex == string(models.SexMale) {
		parity = 1
	}
	given, err := store.Rows[int64](a.tx, "SELECT sequence FROM number_ledger WHERE division = ? AND birth_date = ? AND sequence % 2 = ? ORDER BY sequence",
		prefix, p.BirthDate, parity)
	if err != nil {
		return 0, err
	}
	first := 2 - parity
	if len(given) == 0 {
		return first, nil
	}
	if next := int(given[len(given)-1]) + 2; next <= lastSequence {
		return next, nil
	}
	free := first
	for _, n := range given {
		if int(n) != free {
			break
		}
		free += 2
	}
	return free, nil
}

// enterNumber writes one code in the ledger for the person, unless it is given.
func (a *act) enterNumber(prefix string, seq int, p *models.Person) (bool, error) {
	n, err := models.NewCitizenNumber(prefix, p.BirthDate, seq)
	if err != nil {
		return false, err
	}
	row := a.r.ledgerRow(n, NumberIssued)
	row.PersonID, row.CaseID, row.At = p.ID, a.c.ID, a.now
	fresh, err := store.InsertNew(a.tx, row)
	if err != nil || !fresh {
		return false, err
	}
	p.NumberIndex = row.Index
	p.NumberSealed = a.r.keys.Seal(placeNumber(p.ID).In(a.c.HandlingOrg), []byte(n.Reveal()))
	return true, nil
}

// ledgerRow is the ledger's line of a number.
func (r *Registrar) ledgerRow(n models.CitizenNumber, state string) models.NumberEntry {
	row := models.NumberEntry{Division: n.Division(), BirthDate: n.BirthDate(), Sequence: n.Sequence(), Index: r.numberIndex(n), Sex: string(n.Sex()), State: state}
	row.Sealed = r.keys.Seal(placeLedger(row).In(row.Division), []byte(n.Reveal()))
	return row
}

// exhausted says that a division has no code left for a birth date and sex, which
// the region's registration office has to solve.
func (a *act) exhausted(d models.Division) error {
	return blocked(numberExhausted, "该区划该出生日期的顺序码已用尽，已报自治区户政处理；本案保持已批准。",
		"No sequence code is left for this division and birth date; the region's registration office has been told, and the case stays approved.")
}

// alertBlocked leaves an alert that an approved case could not be entered, and why,
// outside the savepoint that took the attempt back. Codes that are used up are the region's
// to solve, which is told as well.
func (a *act) alertBlocked(err error) error {
	var b *Blocked
	if !errors.As(err, &b) {
		return nil
	}
	told := []string{a.c.HandlingOrg}
	if b.Code == numberExhausted {
		bodies, err := chain(a.tx, a.c.HandlingOrg)
		if err != nil {
			return err
		}
		for _, o := range bodies {
			if o.Kind == models.KindRegion {
				told = append(told, o.Code)
			}
		}
	}
	var rows []models.Outbox
	for _, org := range told {
		body := jsonText(map[string]string{"case": a.c.ID, "code": b.Code, "org": org})
		rows = append(rows, models.Outbox{ID: a.r.newID(), CaseID: a.c.ID, Seq: a.c.Seq, Kind: "alert", Body: body, At: a.now})
	}
	return store.Insert(a.tx, rows...)
}

// numberExhausted is the code of the refusal for want of codes.
const numberExhausted = "number_exhausted"

// voidNumber takes a person's number out of use for ever and names the person whose
// entry was kept, if any. A number voided before stays as it is.
func (a *act) voidNumber(p models.Person, keeper string) error {
	if len(p.NumberIndex) == 0 {
		return nil
	}
	n, err := store.Set[models.NumberEntry](a.tx, map[string]any{"state": NumberVoided, "linked_to": keeper},
		"number_index = ? and person_id = ? and state = ?", p.NumberIndex, p.ID, NumberIssued)
	if err != nil || n == 1 {
		return err
	}
	held, err := store.Count[models.NumberEntry](a.tx, "number_index = ?", p.NumberIndex)
	if err != nil || held > 0 {
		return err
	}
	return fmt.Errorf("the number of person %s is not in the ledger: run hukou check", p.ID)
}

// number is a person's number in the clear; empty when there is none.
func (r *Registrar) number(p models.Person) (models.CitizenNumber, error) {
	if len(p.NumberSealed) == 0 {
		return "", nil
	}
	plain, err := r.keys.Open(placeNumber(p.ID), p.NumberSealed)
	return models.CitizenNumber(plain), err
}

// numberIndex is what a number is looked up by.
func (r *Registrar) numberIndex(n models.CitizenNumber) []byte {
	return r.keys.BlindIndex(seal.DomainCitizenNumber, n.Reveal())
}

func placeNumber(person string) seal.Place {
	return seal.Place{Table: "people", Column: "number_sealed", Row: person}
}

func placeCertificate(person string) seal.Place {
	return seal.Place{Table: "people", Column: "birth_cert_sealed", Row: person}
}

func placeLedger(row models.NumberEntry) seal.Place {
	return seal.Place{Table: "number_ledger", Column: "number_sealed", Row: fmt.Sprintf("%s|%s|%03d", row.Division, row.BirthDate, row.Sequence)}
}
