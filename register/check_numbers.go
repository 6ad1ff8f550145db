package register

import (
	"bytes"
	"fmt"
	"slices"

	"hukou/models"
	"hukou/store"
)

// number checks a person's number: readable, formed by the standard, found by its
// index, and in the ledger as this person's.
func (c *checker) number(p models.Person, codes []models.NumberEntry) {
	if len(p.NumberIndex) == 0 && len(p.NumberSealed) == 0 {
		return
	}
	n, err := c.r.number(p)
	if err == nil {
		_, err = models.ParseCitizenNumber(n.Reveal())
	}
	if err != nil || !bytes.Equal(c.r.numberIndex(n), p.NumberIndex) {
		c.add("people", p.ID, "number_bad", "号码无法读取、校验码不符或与检索值不一致。", "The number cannot be read, fails its check digit, or is not the one it is found by.")
		return
	}
	i := slices.IndexFunc(codes, func(e models.NumberEntry) bool { return bytes.Equal(e.Index, p.NumberIndex) })
	switch {
	case i < 0:
		c.add("people", p.ID, "number_not_in_ledger", "号码不在顺序码台账中。", "The number is not in the ledger.")
	case codes[i].PersonID != p.ID:
		c.add("number_ledger", ledgerKey(codes[i]), "number_of_another", "台账中该号码属于他人。", "The ledger gives this number to another person.")
	case codes[i].State != NumberIssued && p.Status != models.StatusCancelled:
		c.add("number_ledger", ledgerKey(codes[i]), "number_voided", "已作废的号码仍在使用。", "A number in use stands as voided.")
	}
}

func ledgerKey(e models.NumberEntry) string {
	return fmt.Sprintf("%s/%s/%03d", e.Division, e.BirthDate, e.Sequence)
}

// ledger checks each line of the ledger by itself and against its bearer.
func (c *checker) ledger() error {
	division, birth, sequence := "", models.Date(""), 0
	for len(c.found) < mostFindings {
		rows, err := store.Many[models.NumberEntry](c.tx, "division, birth_date, sequence limit 300", "(division, birth_date, sequence) > (?, ?, ?)", division, birth, sequence)
		if err != nil || len(rows) == 0 {
			return err
		}
		if err := c.ledgerPage(rows); err != nil {
			return err
		}
		last := rows[len(rows)-1]
		division, birth, sequence = last.Division, last.BirthDate, last.Sequence
	}
	return nil
}

func (c *checker) ledgerPage(rows []models.NumberEntry) error {
	var ids []string
	for _, e := range rows {
		if e.PersonID != "" {
			ids = append(ids, e.PersonID)
		}
	}
	people, err := store.Rows[bearer](c.tx, "SELECT id, number_index FROM people WHERE id in ?", ids)
	if err != nil {
		return err
	}
	index := map[string][]byte{}
	for _, b := range people {
		index[b.ID] = b.NumberIndex
	}
	for _, e := range rows {
		c.code(e)
		own, there := index[e.PersonID]
		if e.PersonID != "" && (!there || e.State == NumberIssued && !bytes.Equal(own, e.Index)) {
			c.add("number_ledger", ledgerKey(e), "number_without_bearer", "台账中的号码与持有人的登记不符。", "The bearer named in the ledger does not have this number.")
		}
	}
	return nil
}

type bearer struct {
	ID          string
	NumberIndex []byte
}

// code checks that a line's sealed number is the one its key says.
func (c *checker) code(e models.NumberEntry) {
	plain, err := c.r.keys.Open(placeLedger(e), e.Sealed)
	n := models.CitizenNumber(plain)
	if err == nil {
		_, err = models.ParseCitizenNumber(n.Reveal())
	}
	if err != nil || n.Division() != e.Division || n.BirthDate() != e.BirthDate || n.Sequence() != e.Sequence || string(n.Sex()) != e.Sex || !bytes.Equal(c.r.numberIndex(n), e.Index) {
		c.add("number_ledger", ledgerKey(e), "code_bad", "台账中的号码与其区划、日期、顺序码不符。", "The number of this line is not the one that division, date and sequence give.")
	}
}
