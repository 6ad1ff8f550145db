package workflow

import "slices"

// What is declared about somebody who is to be put back.
const (
	// FactLookalikeDoc is the number of the comparison that found those of the same name,
	// sex and day of birth to be others.
	FactLookalikeDoc  Field = "lookalike_document"
	FactRestoreGround Field = "restore_ground"
	FactRestoreDetail Field = "restore_detail"
)

// What the register finds out for restorations.
const (
	// FOffRegister is true when the case's subject has a line in the register and no
	// registration in force in a household.
	FOffRegister Field = "off_the_register"
	// FHomeStands is true when the household declared stands, or is the one that the person
	// stood in last, closed since, and nobody else has its address.
	FHomeStands Field = "home_to_return_to"
	// FElsewhere is true when another line of the register in force is the same person's:
	// by the certificate or the record of the birth, or kept as the right one of two.
	FElsewhere Field = "registered_elsewhere"
	// FLookalikes is true when others in force have name, sex and day of birth.
	FLookalikes Field = "namesakes_of_the_same_day"
	// FNationalityLost is true when FOffWhy is foreign, FLandedAway when it is landed.
	FNationalityLost Field = "taken_off_as_foreign"
	FLandedAway      Field = "landed_in_another_province"
)

func restoreFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactLookalikeDoc: form("排除同名同日出生者的比对文号", "Comparison that found namesakes of the same day to be others", KindText, "C"),
		FactRestoreGround: form("恢复事由", "Ground of the restoration", KindCode, "B", code("marriage_out", "婚嫁被注销", "Cancelled on marrying away"), code("unlanded", "迁出未落户", "Moved out and never landed"),
			code("mistaken", "错误注销", "Cancelled by mistake"), code("other", "其他", "Other")),
		FactRestoreDetail: form("注销和恢复的情况", "How it came to the cancellation", KindLong, "C"),
		FOffRegister:      computed("当事人现无有效户口", "The subject has no registration in force", KindBool),
		FHomeStands:       computed("落户的户可以落户", "The household can be returned to", KindBool),
		FElsewhere:        computed("当事人另有户口", "The subject is registered elsewhere", KindBool),
		FNationalityLost:  computed("当事人因取得外籍注销", "Taken off as a foreigner", KindBool),
		FLandedAway:       computed("当事人已在外省落户", "Landed in another province", KindBool),
		FLookalikes:       computed("有同名同日出生者", "Somebody has the same name and day of birth", KindBool),
	}
}

// The guards of restorations.
const (
	GOffRegister       GuardID = "off_the_register"
	GHomeStands        GuardID = "home_to_return_to"
	GNotElsewhere      GuardID = "not_registered_elsewhere"
	GLookalikesCleared GuardID = "namesakes_cleared"
	GNotByJudgment     GuardID = "not_declared_dead"
	GRestoreDeclarant  GuardID = "restore_declarant"
	GNationalityKept   GuardID = "nationality_not_lost"
	GRestoreGroundFits GuardID = "restore_ground_fits"
	GNotLandedAway     GuardID = "not_landed_elsewhere"
)

func restoreGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GOffRegister:   flag(FOffRegister, true, "Reg. 6", "当事人现有有效户口，无须恢复；要变动的，按迁移或变更更正办理。", "The person is registered; nothing is to be restored. What is to change goes by a move or a change of items."),
		GHomeStands:    flag(FHomeStands, true, "Reg. 5", "拟落户的户已销户：当事人离开前所在、原址无人另立户的可以恢复原户，其他的请另选户。", "The household is closed: the one that the person stood in last stands again if nobody else has its address; otherwise choose another."),
		GNotElsewhere:  flag(FElsewhere, false, "Reg. 6", "当事人另有户口，不能恢复：先按重复户口查清保留哪一条。", "The person is registered elsewhere and cannot be restored: first settle by the business on duplicates which entry stands."),
		GNotByJudgment: flag(FDeclaredDead, false, "Norm 38", "当事人是因宣告死亡注销的：法院撤销判决后，按撤销宣告死亡恢复办理。", "The person was taken off by a declaration of death: once the court has revoked the judgment, use the business for that."),
		GNationalityKept: {Reads: []Field{FNationalityLost}, Met: func(x Facts) bool { return !x.Bool(FNationalityLost) }, Basis: "国籍法 9, 13; Norm 38",
			Unmet: Word{Zh: "当事人是因取得外国国籍或者退出中国国籍注销的，不能恢复户口：恢复中国国籍后，办理恢复国籍落户；注销有误的，冲销该注销登记。", En: "The person was taken off for another nationality, or for renouncing the Chinese one, and is not restored: once citizenship is regained, use the registration after citizenship is regained; where the cancellation was wrong, have it reversed."}},
		GNotLandedAway: {Reads: []Field{FLandedAway}, Met: func(x Facts) bool { return !x.Bool(FLandedAway) }, Basis: "Reg. 6, 10; Norm 47",
			Unmet: Word{Zh: "当事人已在外省落户，户口在那里，不能恢复：要回来的，办理跨省迁入；落户回执有误的，冲销该次迁出。", En: "The person has landed in another province and is registered there, so nothing is restored: whoever comes back uses the move in from another province; a wrong notice of landing is undone together with its move."}},
		GRestoreGroundFits: {Reads: []Field{FactRestoreGround, FOffWhy}, Met: restoreGroundFits, Basis: "Reg. 6; Norm 9, 38, 47",
			Unmet: Word{Zh: "恢复事由与户籍库记载的注销原因不符：因死亡、重户、虚假户口注销或者冲销的，只能按“错误注销”恢复，或者冲销该项登记；“婚嫁被注销”“迁出未落户”只用于因此注销、迁出的人；出国（境）定居的，办理华侨回国定居落户。", En: "The ground is not why the register took the person off: after a death, a duplicate, a false entry or a reversal only “Cancelled by mistake” serves, or the reversal of that entry; “Cancelled on marrying away” and “Moved out and never landed” are for whoever was taken off for that; whoever settled abroad goes by the return of a Chinese citizen from abroad."}},
		GRestoreDeclarant: coded(FactApplicantRelation, "Norm 38", "恢复户口由本人申报，未成年人、无民事行为能力人由父母或者监护人申报，可以书面委托亲属。", "The person asks for the restoration, a parent or guardian for whoever cannot, or a relative with a written mandate.",
			"self", "parent", "guardian", "relative"),
		GLookalikesCleared: {Reads: []Field{FLookalikes, FactLookalikeDoc}, Met: func(x Facts) bool { return !x.Bool(FLookalikes) || x.Has(FactLookalikeDoc) }, Basis: "Norm 9",
			Unmet: Word{Zh: "户籍库有姓名、性别、出生日期相同的人：先比对，不是同一人的填写比对文号，是同一人的不恢复。", En: "The register has somebody of the same name, sex and day of birth: compare first. If they are another, fill in the number of the comparison; if they are the same, nothing is restored."}},
	}
}

// MatRestoreProof is what shows how somebody lost the registration.
const MatRestoreProof MaterialKind = "restore_proof"

func restoreMaterials() map[MaterialKind]MaterialWord {
	return map[MaterialKind]MaterialWord{MatRestoreProof: {Word{Zh: "原户口和注销、迁出情况的证明或者书面说明", En: "Proof of the registration of before and of how it ended, or a written statement"}, "C"}}
}

// EffRestorePerson puts a person who was taken off back into the household of the
// case: the same line and the same number, from today, unless they are registered
// elsewhere by then.
const EffRestorePerson Effect = "restore_person"

var restoreEffects = map[Effect]Word{EffRestorePerson: {Zh: "恢复户口，沿用原号码", En: "restore the person with the same number"}}

// TaskNewCard tells somebody who is registered again to apply for an identity card.
const TaskNewCard Task = "id_card_apply"

func restoreTasks() map[Task]Word {
	return map[Task]Word{TaskNewCard: {Zh: "告知申领居民身份证", En: "Tell the person to apply for an identity card"}}
}

// restoreGroundFits holds the ground declared against why the register took the person off;
// an entry that says nothing of it, as old ones do, speaks against none. Whom GOffRegister,
// GNotByJudgment, GNationalityKept and GNotLandedAway refuse is told so by them alone.
func restoreGroundFits(x Facts) bool {
	why := x.Text(FOffWhy)
	switch why {
	case "active", "declared", "foreign", "landed":
		return true
	}
	may := map[string][]string{"marriage_out": {"marriage", "cancelled"}, "unlanded": {"in_transit", "moved", "cancelled"}, "other": {"marriage", "enlisted", "moved", "cancelled"},
		"mistaken": {"dead", "duplicate", "reversed", "false_entry", "settled", "enlisted", "marriage", "moved", "cancelled"}}
	return slices.Contains(may[x.Text(FactRestoreGround)], why)
}
