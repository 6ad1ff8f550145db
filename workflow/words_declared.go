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

// The guards of judgments on somebody's death.
const (
	// GDeclaredDead lets only those be put back whom a judgment took off.
	GDeclaredDead    GuardID = "subject_declared_dead"
	GJudgmentInForce GuardID = "judgment_in_force"
	GDayBySentence   GuardID = "day_not_after_the_judgment"
)

func declaredGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GDeclaredDead: flag(FDeclaredDead, true, "Norm 38", "当事人不是因宣告死亡注销的，请按恢复户口或更正办理。", "The person was not taken off by a declaration of death; restore or correct the entry by its own business."),
		GJudgmentInForce: {Reads: []Field{FactJudgmentOn, FToday}, Met: func(x Facts) bool { return x.Has(FactJudgmentOn) && x.Date(FactJudgmentOn) <= x.Date(FToday) }, Basis: "民法典 46, 50",
			Unmet: Word{Zh: "判决生效日期未填写或晚于今日，请核对；未生效的，生效后再申报。", En: "The day on which the judgment took effect is missing or lies ahead; check it, and declare once it is in effect."}},
		GDayBySentence: {Reads: []Field{FactEventDate, FactJudgmentOn}, Met: func(x Facts) bool { return x.Has(FactEventDate) && x.Date(FactEventDate) <= x.Date(FactJudgmentOn) }, Basis: "民法典 48",
			Unmet: Word{Zh: "死亡日期为判决作出之日或者意外事件发生之日，不晚于判决生效日，请核对。", En: "The day of death is that of the judgment or of the accident and not after the judgment took effect; check both."}},
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
)

var declaredEffects = map[Effect]Word{
	EffDeclaredDeath: {Zh: "登记宣告死亡", En: "register the declared death"}, EffTellKin: {Zh: "书面告知同户人员和亲属", En: "write to household and kin"},
}
