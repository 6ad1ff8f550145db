package workflow

// What is declared about service.
const (
	FactServiceAct    Field = "service_act"
	FactServiceBody   Field = "service_body"
	FactServiceNotice Field = "service_notice_no"
	FactVeteranLetter Field = "veteran_letter_no"
)

// What the register finds out about service.
const (
	// FServing is true when the case's subject bears the mark of active service.
	FServing Field = "marked_as_serving"
	// FNotThere is true when the case's subject does not stand in the household declared.
	FNotThere Field = "not_in_the_household_yet"
)

func serviceFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactServiceAct:    form("服现役情况", "What happened", KindCode, "B", code("enlisted", "入伍", "Enlisted"), code("returned", "退回（退兵）", "Sent back"), code("discharged", "退出现役", "Discharged")),
		FactServiceBody:   form("通知单位", "Office that gave notice", KindText, "B"),
		FactServiceNotice: form("通知文号", "Number of the notice", KindText, "B"),
		FactVeteranLetter: form("户口登记介绍信编号", "Number of the letter for the registration", KindText, "B"),
		FServing:          computed("已标注服现役", "Marked as serving", KindBool),
		FNotThere:         computed("当事人现不在该户", "The subject is not in this household yet", KindBool),
	}
}

// The guards of service.
const (
	GServiceDiffers GuardID = "service_differs"
	GNotThere       GuardID = "not_in_the_household_yet"
	GServiceAge     GuardID = "of_age_to_serve"
	GVeteranAge     GuardID = "of_age_to_have_served"
	GOffEnlisted    GuardID = "taken_off_on_enlistment"
)

func serviceGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GServiceDiffers: {Reads: []Field{FactServiceAct, FServing}, Met: func(x Facts) bool { return (x.Text(FactServiceAct) == "enlisted") != x.Bool(FServing) }, Basis: "征兵工作条例 31, 54",
			Unmet: Word{Zh: "入伍的已有服现役标注，或者退回、退役的没有标注：无可变更，请核对通知所列人员。", En: "Somebody enlisted bears the mark already, or somebody sent back or discharged bears none: there is nothing to change; check whom the notice names."}},
		GVeteranAge: {Reads: []Field{FAge}, Met: func(x Facts) bool { return x.Has(FAge) && x.Int(FAge) >= 17 }, Basis: "兵役法 20",
			Unmet: Word{Zh: "当事人未满十七周岁，不可能服过现役：请核对介绍信所列人员是否选错。", En: "The person is under seventeen and cannot have served: check whether the letter names somebody else."}},
		GOffEnlisted: coded(FOffWhy, "Norm 9, 38; 退役军人安置条例 53", "当事人的户口不是因参军或者迁出注销的，不能凭介绍信恢复：因死亡注销有误的，冲销该死亡登记或者办理恢复户口；出国（境）定居的，办理华侨回国定居落户；迁出未落户和其他原因的，办理恢复户口。",
			"The person was not cancelled on enlistment or moving away, so the letter restores nothing: a wrong death is reversed, or goes by the restoration of a registration; whoever settled abroad goes by the return of a Chinese citizen from abroad; a move that never landed and all else by the restoration of a registration.",
			"active", "enlisted", "moved", "cancelled", "declared", "foreign", "landed"),
		GServiceAge: {Reads: []Field{FactServiceAct, FAge}, Met: func(x Facts) bool { return x.Text(FactServiceAct) != "enlisted" || x.Has(FAge) && x.Int(FAge) >= 17 }, Basis: "兵役法 20",
			Unmet: Word{Zh: "当事人未满十七周岁，不能服现役：请核对通知所列人员是否选错。", En: "The person is under seventeen and cannot serve: check whether the notice names somebody else."}},
		GNotThere: flag(FNotThere, true, "Reg. 6", "当事人已在该户，无须落户；只需去除服现役标注的，按服现役标注办理。", "The person stands in this household; where only the mark is to go, use the business on marks of service."),
	}
}

// Papers of service.
const (
	MatServiceNotice MaterialKind = "service_notice"
	MatVeteranLetter MaterialKind = "veteran_letter"
)

func serviceMaterials() map[MaterialKind]MaterialWord {
	return map[MaterialKind]MaterialWord{
		MatServiceNotice: {Word{Zh: "兵役机关入伍、退回或者退役通知（名单）", En: "Notice of the conscription office on enlistment, return or discharge"}, "B"},
		MatVeteranLetter: {Word{Zh: "退役军人户口登记介绍信", En: "Letter for a veteran's registration"}, "B"},
	}
}

const (
	// EffServiceMark sets the mark of active service or takes it away.
	EffServiceMark Effect = "service_mark"
	// EffVeteranHome is EffRestorePerson for a veteran who has no registration, and a move
	// into the household for one who has; the mark of service goes.
	EffVeteranHome Effect = "veteran_home"
)

var serviceEffects = map[Effect]Word{
	EffServiceMark: {Zh: "标注或者去除服现役标注，户口不变", En: "set or take away the mark of service; the registration stays"},
	EffVeteranHome: {Zh: "恢复或者迁入落户，去除服现役标注", En: "restore or move the veteran in, and take the mark away"},
}
