package workflow

// restoreOther puts back whoever has no registration any more and should have one: a woman
// cancelled on marrying away, somebody who moved out and never landed, somebody cancelled
// by mistake (国办发〔2015〕96号, fifth and sixth; Norm 9). What the register loaded wrongly,
// and cannot reverse, is mended by it too.
func restoreOther() *Definition {
	d := restoring(RestoreOther, "恢复户口", "Restoration of a registration", GNotByJudgment, GNationalityKept, GNotLandedAway, GRestoreGroundFits)
	d.Facts = restored(FactRule{Field: FactRestoreGround, Required: true}, FactRule{Field: FactRestoreDetail})
	d.Materials = []MaterialRule{{Kind: MatRestoreProof, Basis: "国办发〔2015〕96号"}, {Kind: MatComparison, Basis: "Norm 9"}, {Kind: MatVisitRecord, Basis: "Norm 9"},
		{Kind: MatHouseholdBook, Shared: true, Optional: true, Basis: "Norm 12"}, {Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}}
	d.Basis = []Basis{"Reg. 6", "Norm 9, 47", "国办发〔2015〕96号", ruleConsent}
	return d
}
