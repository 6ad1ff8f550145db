package store

import (
	"reflect"
	"slices"

	"hukou/models"
)

// MoveCase writes every column of c over the case of its id, if that still is in
// the state and version that were seen; else ErrStale, and nothing is written.
// Ten officers who press at once are told apart here.
func (tx *Tx) MoveCase(c models.Case, seenVersion int64, seenState string) error {
	p, err := planOf[models.Case](tx.db)
	if err != nil {
		return err
	}
	row := reflect.ValueOf(&c).Elem()
	args := make([]any, 0, len(p.columns)+2)
	for _, name := range p.others("id") {
		args = append(args, p.columns[p.place[name]].value(row))
	}
	text, err := tx.db.updateText(p, p.others("id"), "id = ? AND state = ? AND version = ?")
	if err != nil {
		return err
	}
	return tx.write(job{text: text, args: append(args, c.ID, seenState, seenVersion), done: atLeastOne(ErrStale)})
}

// others are the columns but one, in the order GORM sets them.
func (p *plan) others(but string) []string {
	names := make([]string, 0, len(p.columns))
	for _, c := range p.columns {
		if c.name != but {
			names = append(names, c.name)
		}
	}
	slices.Sort(names)
	return names
}

// Append writes a row of the journal and the messages that leave with it. Where
// the row's number is taken the case has moved on: ErrStale.
func (tx *Tx) Append(e models.Entry, out []models.Outbox) error {
	p, err := planOf[models.Entry](tx.db)
	if err != nil {
		return err
	}
	all, err := inserts(tx.db, p, []models.Entry{e})
	if err != nil {
		return err
	}
	if len(out) > 0 {
		p, err := planOf[models.Outbox](tx.db)
		if err != nil {
			return err
		}
		messages, err := inserts(tx.db, p, out)
		if err != nil {
			return err
		}
		all = append(all, messages...)
	}
	return tx.write(all...)
}

const handText = `INSERT INTO case_hands (case_id, person_id, side, acceptor) VALUES (?, ?, ?, ?)
ON CONFLICT (case_id, person_id) DO UPDATE SET acceptor = case_hands.acceptor OR excluded.acceptor
WHERE case_hands.side = excluded.side`

// Hand notes a person's side in a case, "makes" or "checks", and whether it was
// the acceptor. A person on the other side already is ErrConstraint (Norm 9).
func (tx *Tx) Hand(caseID, personID, side string, acceptor bool) error {
	j, err := tx.db.raw(handText, []any{caseID, personID, side, acceptor})
	if err != nil {
		return err
	}
	j.done = atLeastOne(&Fault{Kind: ErrConstraint, Constraint: "case_hands_side"})
	return tx.write(j)
}

const numberText = `INSERT INTO case_numbers (org, year, last) VALUES (?, ?, ?)
ON CONFLICT (org, year) DO UPDATE SET last = case_numbers.last + excluded.last RETURNING last`

// NextCaseNumbers reserves the next numbers of a station in a year, which count from 1,
// and gives the first. Others who want one of the same station wait until this
// transaction ends. A rehearsal reserves none.
func (tx *Tx) NextCaseNumbers(org string, year, many int) (first int64, err error) {
	if tx.rehearsal {
		return 1, nil
	}
	j, err := tx.db.raw(numberText, []any{org, year, many})
	if err != nil {
		return 0, err
	}
	last, err := tx.scalar(j.text, j.args)
	return last - int64(many) + 1, err
}
