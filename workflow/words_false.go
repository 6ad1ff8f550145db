package workflow

// What is found out about a false entry.
const (
	FactFalseKind   Field = "false_entry_kind"
	FactFalseDetail Field = "false_entry_detail"
	// FactTrueEntry says where the person's true entry is kept.
	FactTrueEntry Field = "true_entry_at"
)

func falseFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactFalseKind: form("虚假情形", "What is false", KindCode, "C", code("nobody", "查无此人", "There is no such person"), code("elsewhere", "本人另有真实户口", "The person's true entry is elsewhere"),
			code("only", "确有其人，别无户口", "A real person who has no other entry")),
		FactFalseDetail: form("查明的情况", "What was found", KindLong, "C"),
		FactTrueEntry:   form("真实户口所在地", "Where the true entry is kept", KindText, "C"),
	}
}

// GTrueElsewhere is the condition on saying where the true entry is.
const GTrueElsewhere GuardID = "true_entry_elsewhere"

func falseGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GTrueElsewhere: coded(FactFalseKind, "Reg. 6", "本人没有另外的真实户口。", "The person has no true entry elsewhere.", "elsewhere"),
	}
}

// MatInquiry is the report of the investigation.
const MatInquiry MaterialKind = "inquiry_report"

func falseMaterials() map[MaterialKind]MaterialWord {
	return map[MaterialKind]MaterialWord{MatInquiry: {Word{Zh: "调查报告", En: "Report of the investigation"}, "D"}}
}

const (
	// EffCancelFalse takes a false entry off the register and voids its number.
	EffCancelFalse Effect = "cancel_false"
	// EffRegisterAnew opens the case that registers a real person rightly whose only entry
	// was false; for anybody else it does nothing.
	EffRegisterAnew Effect = "register_anew"
)

var falseEffects = map[Effect]Word{
	EffCancelFalse: {Zh: "注销虚假户口，号码作废", En: "cancel the false entry and void its number"}, EffRegisterAnew: {Zh: "别无户口的同时开立补录业务", En: "open the registration of whoever has no other entry"},
}
