package register

import (
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// superseded are those of the people named whose entry was cancelled for one of the reasons;
// as a duplicate, with another one kept in its place.
func (c *checker) superseded(named []string, reasons ...string) (map[string]bool, error) {
	out := map[string]bool{}
	if len(named) == 0 {
		return out, nil
	}
	ids, err := store.Rows[string](c.tx, "SELECT p.id FROM people p WHERE p.id IN ? AND p.status = 'cancelled' AND p.status_reason IN ? AND (p.status_reason <> ? OR EXISTS (SELECT 1 FROM number_ledger n WHERE n.person_id = p.id AND n.linked_to <> ''))",
		named, reasons, ReasonDuplicate)
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}

// namesKept finds the living whose parent, spouse or guardian is an entry cancelled as false,
// or as a duplicate though another one was kept, and whom no task about it names.
func (c *checker) namesKept(page []models.Person, wards []models.Guardianship) error {
	kin := map[string][]string{}
	for _, g := range wards {
		kin[g.WardID] = append(kin[g.WardID], g.GuardianID)
	}
	var named []string
	for _, p := range page {
		if !stays(p) {
			delete(kin, p.ID)
			continue
		}
		kin[p.ID] = append(kin[p.ID], p.FatherID, p.MotherID, p.SpouseID)
		for _, id := range kin[p.ID] {
			if id != "" {
				named = append(named, id)
			}
		}
	}
	gone, err := c.superseded(named, ReasonDuplicate, ReasonFalse)
	if err != nil || len(gone) == 0 {
		return err
	}
	for _, p := range page {
		for _, id := range kin[p.ID] {
			if !gone[id] {
				continue
			}
			n, err := store.Count[models.CaseTask](c.tx, "kind = ? and note = ?", string(workflow.TaskDuplicateKin), p.ID)
			if err != nil {
				return err
			}
			if n == 0 {
				c.add("people", p.ID, "names_cancelled_duplicate", "该人员的父母、配偶或监护人仍指向已作为重户或者虚假户口注销的登记，应指向保留的或者补录的登记。", "A parent, spouse or guardian of this person is an entry cancelled as a duplicate or as false; it should be the one that stands.")
			}
			break
		}
	}
	return nil
}

// ledByKept finds the households in force whose head or helper is such an entry.
func (c *checker) ledByKept(page []models.Household) error {
	var named []string
	for _, h := range page {
		for _, id := range []string{h.HeadID, h.HelperID} {
			if id != "" && h.Status == HouseholdOpen {
				named = append(named, id)
			}
		}
	}
	gone, err := c.superseded(named, ReasonDuplicate)
	if err != nil {
		return err
	}
	for _, h := range page {
		if h.Status == HouseholdOpen && (gone[h.HeadID] || gone[h.HelperID]) {
			c.add("households", h.ID, "led_by_cancelled_duplicate", "该户的户主或协管人是已作为重户注销的登记，应为保留的登记。", "Head or helper of this household is an entry cancelled as a duplicate; it should be the one kept.")
		}
	}
	return nil
}
