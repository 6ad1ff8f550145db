package workflow

// What is declared of a judgment on somebody's death.
const (
	FactJudgmentNo Field = "judgment_no"
	FactJudgmentOn Field = "judgment_effective_on"
)

// FDeclaredDead is true when the case's subject stands in the register as dead because a
// court declared them so.
const FDeclaredDead Field = "declared_dead"

func declaredFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactJudgmentNo: form("判决书文号", "Number of the judgment", KindText, "C"),
		FactJudgmentOn: form("判决生效日期", "Judgment in effect since", KindDate, "C"),
		FDeclaredDead:  computed("登记为宣告死亡", "Registered as declared dead", KindBool),
	}
}

// GDeclaredDead lets only those be put back whom a judgment took off.
const GDeclaredDead GuardID = "subject_declared_dead"

func declaredGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GDeclaredDead: flag(FDeclaredDead, true, "Norm 38", "当事人不是因宣告死亡注销的，请按恢复户口或更正办理。", "The person was not taken off by a declaration of death; restore or correct the entry by its own business."),
	}
}

// MatJudgment is a court's judgment in effect; what it says about persons is class C.
const MatJudgment MaterialKind = "court_judgment"

func declaredMaterials() map[MaterialKind]MaterialWord {
	return map[MaterialKind]MaterialWord{MatJudgment: {Word{Zh: "生效判决书", En: "Judgment in effect"}, "C"}}
}

const (
	// EffDeclaredDeath is EffDeath with the cause that the judgment is.
	EffDeclaredDeath Effect = "declared_death"
	// EffTellKin writes to the household and the kin known: that the entry is to be
	// cancelled, on what proof, and how to object.
	EffTellKin Effect = "tell_kin"
	// EffRestorePerson puts a person who was cancelled back into the household of the
	// case: the same person and number, from today.
	EffRestorePerson Effect = "restore_person"
)

var declaredEffects = map[Effect]Word{
	EffDeclaredDeath: {Zh: "登记宣告死亡", En: "register the declared death"}, EffTellKin: {Zh: "书面告知同户人员和亲属", En: "write to household and kin"},
	EffRestorePerson: {Zh: "恢复户口，沿用原号码", En: "restore the person with the same number"},
}
