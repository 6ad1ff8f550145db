package register

import (
	"crypto/sha256"
	"encoding/hex"

	"hukou/models"
	"hukou/workflow"
)

// lodged fixes the day of receipt when a case first leaves its draft, and notes
// whether the citizen came late. Being late only sets a flag; it blocks nothing. The
// journal keeps the digest of what was declared.
func (a *act) lodged(from, to workflow.State) error {
	if from == to || a.c.LodgedOn != "" {
		return nil
	}
	a.c.LodgedOn = a.today
	a.note("declared_sha256", a.factsDigest())
	k := a.def.Citizen
	if k == nil {
		return nil
	}
	event := a.form.Facts.Date(k.Event)
	if !event.Valid() {
		return nil
	}
	last, _ := a.r.Calendar().MonthPeriod(event, k.Months)
	a.c.Late = models.Date(a.c.LodgedOn) > last
	return nil
}

// factsDigest is the SHA-256 of the declared facts, in hexadecimal.
func (a *act) factsDigest() string {
	sum := sha256.Sum256([]byte(jsonText(a.form.Facts)))
	return hex.EncodeToString(sum[:])
}
