package workflow

import "hukou/workflow/calendar"

// What is declared about somebody who left for good.
const (
	FactAbroadGround Field = "abroad_ground"
	FactAbroadPlace  Field = "abroad_place"
)

// FTellingOver is true when LimitAnswer has passed since the last Tell of the case: today
// is after its last day.
const FTellingOver Field = "telling_over"

func abroadFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactAbroadGround: form("注销事由", "Ground of the cancellation", KindCode, "B", code("hongkong_macao", "赴港澳定居", "Settling in Hong Kong or Macao"), code("taiwan", "赴台湾定居", "Settling in Taiwan"),
			code("abroad", "出国定居", "Settling abroad"), code("foreign", "取得外国国籍", "Another nationality acquired"), code("renounced", "退出中国国籍", "Chinese nationality renounced")),
		FactAbroadPlace: form("定居或者入籍的国家（地区）", "Country or region of settling or nationality", KindText, "B"),
		FTellingOver:    computed("告知后的异议期已满", "The time to object after the telling is over", KindBool),
	}
}

// LimitAnswer is the time that the person told has to object.
const LimitAnswer Limit = "answer_after_telling"

func abroadLimits() map[Limit]LimitRule {
	return map[Limit]LimitRule{LimitAnswer: {Word{Zh: "告知后提出异议", En: "Objection after telling"}, days(30, calendar.UnitDay), ruleNotice}}
}

// The guards of leaving for good.
const (
	GAbroadDeclarant GuardID = "abroad_declarant"
	GTellingOver     GuardID = "telling_over"
)

func abroadGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GAbroadDeclarant: coded(FactApplicantRelation, "Norm 35, 36", "出国（境）注销由本人申报，未成年人由父母或者监护人申报，可以书面委托亲属；无人申报的依职权办理。", "The person declares it, a parent or guardian for a minor, or a relative with a written mandate; where nobody does, the station opens the case by itself.",
			"self", "parent", "guardian", "relative"),
		GTellingOver: flag(FTellingOver, true, "行政许可法 36", "告知后的异议期未满，不能上报审核。", "The time to object after the telling still runs."),
	}
}

// Papers on leaving for good. MatExitCheck is what exit and entry answers.
const (
	MatAbroadProof MaterialKind = "abroad_proof"
	MatExitCheck   MaterialKind = "exit_entry_check"
)

func abroadMaterials() map[MaterialKind]MaterialWord {
	return map[MaterialKind]MaterialWord{
		MatAbroadProof: {Word{Zh: "定居证明、外国国籍证明或者退籍批准", En: "Proof of settling or of the other nationality, or the approval of the renunciation"}, "C"},
		MatExitCheck:   {Word{Zh: "出入境管理机构核查结果", En: "Answer of exit and entry"}, "C"},
	}
}

const (
	// EffCancelAbroad takes whoever left for good off the register. The number is not voided.
	EffCancelAbroad Effect = "cancel_abroad"
	// EffTellPerson writes to the person whose entry is to be cancelled: on what ground,
	// and how to object.
	EffTellPerson Effect = "tell_person"
)

var abroadEffects = map[Effect]Word{
	EffCancelAbroad: {Zh: "出国（境）注销，号码保留", En: "cancel on leaving for good; the number stays the person's"}, EffTellPerson: {Zh: "书面告知当事人拟注销", En: "write to the person that the entry is to be cancelled"},
}
