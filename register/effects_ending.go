package register

import (
	"hukou/models"
	"hukou/workflow"
)

// endingEffects carries out what deaths and duplicates do beside the entry itself.
func endingEffects() map[workflow.Effect]effect {
	return map[workflow.Effect]effect{
		workflow.EffLandFirst:    (*act).landFirst,
		workflow.EffTellHolders:  func(a *act) error { return a.letter("both_entries_told") },
		workflow.EffTellKin:      func(a *act) error { return a.letter("kin_told") },
		workflow.EffPublicNotice: func(a *act) error { return a.letter("public_notice") },
		workflow.EffDeclaredDeath: func(a *act) error {
			on, _ := a.declaredDeath()
			return a.enterDeath(on, causeDeclared)
		},
		workflow.EffRestorePerson: (*act).restorePerson,
		workflow.EffCancelAbroad:  (*act).cancelAbroad,
		workflow.EffCancelFalse:   (*act).cancelFalse,
		workflow.EffRegisterAnew:  (*act).registerAnew,
		workflow.EffServiceMark:   (*act).markService,
		workflow.EffVeteranHome:   (*act).veteranHome,
		workflow.EffTellPerson:    func(a *act) error { return a.letter("cancellation_told") },
	}
}

// landFirst lands a person in transit before the death is entered (Norm 32), or restores
// one who left for another province and was not landed there; for
// anybody else it does nothing.
func (a *act) landFirst() error {
	p, ok, err := a.person()
	if err != nil || !ok || p.Status != models.StatusTransit {
		return err
	}
	away, err := a.leftForAnotherProvince(p)
	if err != nil {
		return err
	}
	if away {
		// Nobody there landed them: they stand where they were, and die there.
		return a.comeHome(p)
	}
	return a.land()
}
