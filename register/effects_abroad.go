package register

import (
	"hukou/workflow"
)

// abroadScopes are how far it is to where somebody settled; another nationality is abroad.
var abroadScopes = map[string]string{"hongkong_macao": "hongkong_macao", "taiwan": "taiwan"}

// cancelAbroad takes the case's subject off the register for having left for good. The
// entry ends today, whenever they left, and the number stays theirs.
func (a *act) cancelAbroad() error {
	p, err := a.registered()
	if err == nil && p.HouseholdID != "" {
		err = a.holdHousehold(p.HouseholdID)
	}
	if err == nil {
		err = a.minorsMinded()
	}
	if err != nil {
		return err
	}
	ground := a.fact(workflow.FactAbroadGround)
	scope, near := abroadScopes[ground]
	if !near {
		scope = "abroad"
	}
	if err := a.strikeOff(&p, eventSpec{Reason: ground, Scope: scope, EventOn: a.form.Facts.Date(workflow.FactEventDate)}); err != nil {
		return err
	}
	return a.guardianGone(p.ID)
}
