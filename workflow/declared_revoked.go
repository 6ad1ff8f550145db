package workflow

// declaredRevoked puts back whoever was declared dead and came back, once the court has
// revoked the judgment (民法典 50; Norm 38): the same person, the same number, at the
// station that cancelled. What the declaration did to a marriage or an adoption is not
// the register's to undo (民法典 51, 52).
func declaredRevoked() *Definition {
	d := restoring(DeclaredRevoked, "撤销宣告死亡恢复户口", "Restoration after a declaration of death is revoked", GDeclaredDead)
	d.Steps = Process(d.Steps).Requiring(Lodge, GJudgmentInForce)
	d.Facts = restored(FactRule{Field: FactJudgmentNo, Required: true}, FactRule{Field: FactJudgmentOn, Required: true})
	d.Materials = []MaterialRule{{Kind: MatJudgment, Basis: "Norm 38; 民法典 50"}, {Kind: MatComparison, Basis: "Norm 9"}, {Kind: MatHouseholdBook, Shared: true, Optional: true, Basis: "Norm 12"}}
	d.Basis = []Basis{"Norm 9, 38", "民法典 50–53", ruleConsent}
	return d
}
