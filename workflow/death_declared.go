package workflow

// deathDeclared cancels the registration of whoever a court declared dead, as of the day
// that the judgment gives (民法典 48; Norm 31). A person declared missing stays in the
// register: the Norm names no ground.
func deathDeclared() *Definition {
	d := death()
	d.Business, d.Names = DeathDeclared, Word{Zh: "宣告死亡注销", En: "Death declared by a court"}
	// The day is the court's; what was registered since is no question to the station.
	d.Escalators = d.Escalators[:1]
	d.Steps = Process(d.Steps).actsUnasked().Requiring(Lodge, GJudgmentInForce, GDayBySentence).change(EffectIt, func(s *Step) { s.Do = replaced(s.Do, EffDeath, EffDeclaredDeath) })
	d.Facts = []FactRule{{Field: FactDeceased, Required: true}, {Field: FactEventDate, Required: true}, {Field: FactJudgmentNo, Required: true}, {Field: FactJudgmentOn, Required: true},
		{Field: FactApplicantName, Required: true}, {Field: FactApplicantRelation, Required: true}, {Field: FactDoubt}}
	d.Materials = []MaterialRule{{Kind: MatJudgment, Basis: "Norm 31; 民法典 46, 48"}, {Kind: MatHouseholdBook, Shared: true, Basis: "Norm 31"}}
	d.Citizen = &CitizenClock{Event: FactJudgmentOn, Months: 1, Basis: "Norm 31"}
	d.Basis = []Basis{"Norm 31, 34", "民法典 46, 48, 49"}
	return d
}
