package register

import "hukou/workflow"

func birthCollectors() map[workflow.Field]collector  { return nil }
func wardCollectors() map[workflow.Field]collector   { return nil }
func endingCollectors() map[workflow.Field]collector { return nil }
func birthEffects() map[workflow.Effect]effect       { return nil }
func wardEffects() map[workflow.Effect]effect        { return nil }
func endingEffects() map[workflow.Effect]effect      { return nil }
func registerEffects() map[workflow.Effect]effect    { return nil }
func (a *act) ledgerCertified() (bool, error)        { return true, nil }
