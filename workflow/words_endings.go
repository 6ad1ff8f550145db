package workflow

import (
	"slices"

	"hukou/workflow/calendar"
)

// The businesses that end or undo an entry (domain 3.1).
const (
	Death     Business = "death"
	DupCancel Business = "dup_cancel"
	Reversal  Business = "reversal"

	DeathDeclared   Business = "death_declared"
	DeathUnreported Business = "death_unreported"
	DeclaredRevoked Business = "declared_revoked"
	AbroadCancel    Business = "abroad_cancel"
	EnlistMark      Business = "enlist_mark"
	VeteranRestore  Business = "veteran_restore"
	RestoreOther    Business = "restore_other"
	FalseCancel     Business = "false_cancel"
)

// endings lists the businesses that end or undo an entry.
func endings() []*Definition {
	return []*Definition{death(), deathDeclared(), deathUnreported(), declaredRevoked(), minding(abroadCancel()), enlistMark(), veteranRestore(), restoreOther(), dupCancel(), falseCancel(), reversal()}
}

// The states of a case that the station opens by itself.
const (
	ExOfficio    State = "ex_officio"
	Told         State = "told"
	PublicNotice State = "public_notice"
	Objection    State = "objection"
)

var endingStates = map[State]Word{
	ExOfficio: {Zh: "依职权立案", En: "Opened ex officio"}, Told: {Zh: "已告知", En: "The person was told"},
	PublicNotice: {Zh: "公示", En: "Public notice", Means: "Thirty days. Its end cancels nothing by itself."}, Objection: {Zh: "异议", En: "Objection"},
}

// endingStops are those of a case of the office's own: while the person is told, and while
// public notice runs.
var endingStops = map[State]calendar.StopReason{Told: calendar.StopNotice, PublicNotice: calendar.StopNotice}

// noticeStops are those of a case in which public notice follows the telling: until it is
// given the station's own time runs, and nobody but the station is waited for.
var noticeStops = map[State]calendar.StopReason{PublicNotice: calendar.StopNotice}

// The events of a case that the station opens by itself.
const (
	OpenExOfficio Event = "ex_officio"
	Tell          Event = "tell"
	PublishNotice Event = "publish_notice"
	Object        Event = "object"
	// AnswerObjection ends the hearing of an objection that changes nothing;
	// RepeatObjection notes one that was heard before, with its answer.
	AnswerObjection Event = "answer_objection"
	RepeatObjection Event = "repeat_objection"
)

var endingEvents = map[Event]Word{
	OpenExOfficio: {Zh: "依职权立案", En: "Open ex officio"}, Tell: {Zh: "告知当事人", En: "Tell the person"},
	PublishNotice: {Zh: "发布公示", En: "Give public notice"}, Object: {Zh: "提出异议", En: "Object"},
	AnswerObjection: {Zh: "答复异议", En: "Answer the objection", Means: "It changes nothing; where it does, tell the person anew or terminate."},
	RepeatObjection: {Zh: "登记重复异议", En: "Note a repeated objection", Means: "The same person on the same point: answered in writing, and the case goes on."},
}

// The limits of telling and of public notice.
const (
	LimitTold         Limit = "told"
	LimitPublicNotice Limit = "public_notice"
)

func endingLimits() map[Limit]LimitRule {
	return map[Limit]LimitRule{
		LimitTold:         {Word{Zh: "告知后公示", En: "Public notice after telling"}, days(5, calendar.UnitWorkday), ruleNotice},
		LimitPublicNotice: {Word{Zh: "公示期", En: "Public notice"}, days(30, calendar.UnitDay), "行政许可法 36"},
	}
}

// What is declared about a death, a duplicate or a wrong act, and which entry a
// decision keeps.
const (
	FactDeathCause  Field = "death_cause"
	FactDeathProof  Field = "death_proof_kind"
	FactDeathPlace  Field = "death_place"
	FactFirstEntry  Field = "first_entry"
	FactSecondEntry Field = "second_entry"
	// FactFirstNumber and FactSecondNumber name an entry of another station by the number
	// on the card or in the booklet.
	FactFirstNumber    Field = "first_entry_number"
	FactSecondNumber   Field = "second_entry_number"
	FactRegisterEvent  Field = "register_event_id"
	FactReversalReason Field = "reversal_reason"
	InKeep             Field = "keep"
)

// What the register finds out for these businesses.
const (
	// FNoticeOver is true when LimitPublicNotice has passed since the last
	// PublishNotice of the case: today is after its last day.
	FNoticeOver Field = "public_notice_over"
	// FTwoEntries is true when first and second entry are two different lines of one sex in the
	// register, each active, in transit or ended by death.
	FTwoEntries Field = "two_entries_in_force"
	// FUnexplained lists what the two entries contradict each other in, where that is a parent,
	// the birth order, or two items at least, and nobody has said why they are one person's.
	FUnexplained Field = "contradictions_unexplained"
	// FSomebodyDead is true when the register has one of the case's persons as dead.
	FSomebodyDead Field = "somebody_dead"
	// FActsAfterDeath lists what the register knows of the dead after the day of death that is
	// declared: entered (in the household), registered (a birth, a move, a change of items or
	// name), parent (mother of a child born later, father of one born more than 300 days
	// later), applied (asked for a case themselves), declared_parent (as parent, in a case).
	FActsAfterDeath Field = "acts_after_death"
	// FActsUnexplained is FActsAfterDeath, and empty once somebody said why with a step of the
	// case that asks for it.
	FActsUnexplained Field = "acts_after_death_unexplained"
	// FEventStands is true when the register event named in the facts exists, belongs
	// to a person or household of this case, is no reversal and is not yet reversed.
	FEventStands Field = "register_event_stands"
	// FEventLoaded is true when the event was taken over at the register's start.
	FEventLoaded Field = "register_event_loaded"
	// FLaterEvents lists in words (whose, which item, by which case) the entries after the
	// act of the event named that touch what it wrote, the same item of the same person or
	// household, and of those whom its undoing would leave behind; other than reversed ones
	// and reversals.
	FLaterEvents Field = "later_register_events"
	// FRelationBack is true when everybody whom the reversal puts back in a household is known
	// in relation to its present head: by the same head as before, as declared, or by kinship.
	FRelationBack Field = "relation_to_present_head"
	// FHomeGone is true when the reversal would put somebody back in a household that
	// another act has closed since, and nobody of age comes back to head it, or bring a
	// household back to an address that another household has by now.
	FHomeGone Field = "household_of_before_closed"
	// FStandsTwice lists the cases, by number, by which somebody stands whom
	// the reversal would enter a second time.
	FStandsTwice Field = "would_stand_twice"
	// FUndoneBy lists the reversals, by number, after which nothing stands of what the case
	// entered on people.
	FUndoneBy Field = "entry_undone_by"
	// FReversedLevel is the level (0 to 3) that decided the case of the event named.
	FReversedLevel Field = "level_of_the_reversed_case"
)

func endingFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactDeathCause: form("死亡原因", "Cause of death", KindCode, "C", code("illness", "疾病", "Illness"), code("age", "自然衰老", "Old age"), code("accident", "意外", "Accident"),
			code("declared", "宣告死亡", "Declared dead"), code("other", "其他", "Other"), code("unknown", "不明", "Unknown")),
		FactDeathProof: form("死亡证明种类", "Proof of death", KindCode, "C", code("medical", "死亡医学证明（推断）书", "Medical certificate of death"), code("abroad", "境外死亡证明", "Proof of a death abroad"),
			code("police", "非正常死亡证明", "Police certificate of an unnatural death"), code("judgment", "宣告死亡判决书", "Judgment declaring death"), code("other", "其他死亡证明", "Other proof")),
		FactDeathPlace:     form("死亡地点", "Place of death", KindText, "B"),
		FactFirstEntry:     form("第一条登记", "First entry", KindPerson, "C"),
		FactSecondEntry:    form("第二条登记", "Second entry", KindPerson, "C"),
		FactFirstNumber:    form("第一条登记的公民身份号码（外所登记须填）", "Citizen number of the first entry (needed for another station's)", KindNumber, "C"),
		FactSecondNumber:   form("第二条登记的公民身份号码（外所登记须填）", "Citizen number of the second entry (needed for another station's)", KindNumber, "C"),
		FactRegisterEvent:  form("户籍事件编号", "Register event", KindText, "B"),
		FactReversalReason: form("差错情况", "What was wrong", KindLong, "C"),
		InKeep:             input("保留的登记", "Entry kept", KindPerson, "C"),
		FNoticeOver:        computed("公示期已满", "The public notice is over", KindBool),
		FUnexplained:       computed("未说明理由的登记差异", "Contradictions unexplained", KindList).by(InDifference),
		FTwoEntries:        computed("两条不同的登记均未注销（死亡的除外）", "Two different entries, neither cancelled but by death", KindBool),
		FSomebodyDead:      computed("本案有当事人已死亡", "Somebody of the case is dead", KindBool),
		FActsAfterDeath:    computed("所报死亡日期之后的登记", "What is registered after the day of death declared", KindList),
		FActsUnexplained:   computed("所报死亡日期之后、未说明理由的登记", "What is registered after the day of death declared, unexplained", KindList).by(InReason),
		FEventStands:       computed("该户籍事件有效", "The register event stands", KindBool),
		FEventLoaded:       computed("该户籍事件为建库时录入", "The register event was taken over at the start", KindBool),
		FLaterEvents:       computed("后续户籍事件", "Later register events", KindList),
		FRelationBack:      computed("与现户主关系已明", "The relation to the present head is known", KindBool),
		FHomeGone:          computed("原户已销户", "The household of before is closed", KindBool),
		FUndoneBy:          computed("冲销本案登记的业务", "Reversals of what the case entered", KindList),
		FStandsTwice:       computed("冲销后重复的登记", "Entries that the reversal would double", KindList),
		FReversedLevel:     computed("原业务决定层级", "Level that decided the first case", KindInt),
	}
}

// The guards of death, duplicate and reversal.
const (
	GDeathDeclarant  GuardID = "death_declarant"
	GDayNotAhead     GuardID = "day_not_ahead"
	GOwnWish         GuardID = "asked_by_the_person"
	GExOfficio       GuardID = "opened_ex_officio"
	GTwoEntries      GuardID = "two_entries"
	GLaterActs       GuardID = "acts_after_death"
	GActsExplained   GuardID = "acts_after_death_explained"
	GSomebodyDead    GuardID = "somebody_dead"
	GNoticeOver      GuardID = "public_notice_over"
	GKeepsOne        GuardID = "keeps_one_of_the_two"
	GOnePerson       GuardID = "contradictions_explained"
	GEventStands     GuardID = "register_event_stands"
	GNotLoaded       GuardID = "not_taken_over_at_the_start"
	GNothingAfter    GuardID = "nothing_rests_on_it"
	GRelationBack    GuardID = "relation_to_present_head"
	GBackStands      GuardID = "household_of_before_stands"
	GStandsOnce      GuardID = "nobody_stands_twice"
	GEntryNotUndone  GuardID = "entry_not_undone"
	GReversesStation GuardID = "reverses_station_decision"
	GReversesCounty  GuardID = "reverses_county_decision"
)

func endingGuards() map[GuardID]Guard {
	relation := func(x Facts) string { return x.Text(FactApplicantRelation) }
	return map[GuardID]Guard{
		GDeathDeclarant: coded(FactApplicantRelation, "Norm 31", "死亡由户主、亲属、抚养人申报；无法申报的由村（居）民委员会申报。", "The head, kin or carer declares a death; where they cannot, the village or neighbourhood committee.",
			"head", "relative", "parent", "guardian", "carer", "institution", "committee"),
		GDayNotAhead: {Reads: []Field{FactEventDate, FToday}, Met: func(x Facts) bool { return x.Has(FactEventDate) && x.Date(FactEventDate) <= x.Date(FToday) }, Basis: "Norm 34",
			Unmet: Word{Zh: "死亡日期未填写或晚于今日，请核对。", En: "The day of death is missing or lies ahead; check it."}},
		GOwnWish: {Reads: []Field{FactApplicantRelation}, Met: func(x Facts) bool { return relation(x) != "ex_officio" }, Basis: "Reg. 6",
			Unmet: Word{Zh: "依职权办理的，须先告知、公示，不能按本人申请办理。", En: "An ex officio case takes telling and public notice; this step is for one the person asked for."}},
		GExOfficio: {Reads: []Field{FactApplicantRelation}, Met: func(x Facts) bool { return relation(x) == "ex_officio" }, Basis: "Reg. 6",
			Unmet: Word{Zh: "本人申请的，按申报办理。", En: "The person asked for this case; lodge it instead."}},
		GTwoEntries: flag(FTwoEntries, true, "Reg. 6", "须填写两条不同的登记，有效或者因死亡注销均可，性别须一致：性别不同的不是同一人；性别登记有误的先更正。", "Name two different entries, each in force or ended by death, and of one sex: others are not one person's; a sex entered wrongly is corrected first."),
		GLaterActs: {Reads: []Field{FActsAfterDeath}, Met: func(x Facts) bool { return len(x.List(FActsAfterDeath)) > 0 }, Basis: "Norm 9",
			Unmet: Word{Zh: "所报死亡日期之后没有此人的登记。", En: "Nothing is registered of the person after the day of death declared."}},
		GActsExplained: none(FActsUnexplained, "Norm 9", "所报死亡日期之后还有此人的登记（入户、变更、作为子女的父母、本人申请）：请先核对死亡日期和是否同一人；属实的写明理由，由所领导核准。受理时没有写明的（例如视为受理），随核查报告写明；已在审批环节的，随批准写明。",
			"The register has acts of this person after the day of death declared (entered, changed, parent of a child, applicant): see first whether day and person are right; if so, write the reason, and the head decides. What was not said on acceptance (the case was deemed accepted, say) is said with the report of the check, or, in review, with the approval."),
		GSomebodyDead: flag(FSomebodyDead, true, "Reg. 8", "本案当事人均在世，无须告知死亡。", "Everybody of the case is alive; there is no death to tell."),
		GNoticeOver:   flag(FNoticeOver, true, "行政许可法 36", "公示期未满，不能上报审核。", "The public notice still runs."),
		GKeepsOne: {Reads: []Field{InKeep, FactFirstEntry, FactSecondEntry}, Basis: "Reg. 6",
			Met: func(x Facts) bool {
				return x.Has(InKeep) && slices.Contains([]string{x.Text(FactFirstEntry), x.Text(FactSecondEntry)}, x.Text(InKeep))
			},
			Unmet: Word{Zh: "须在两条登记中保留一条并说明理由。", En: "Keep one of the two entries, and say why."}},
		GOnePerson:    none(FUnexplained, "Reg. 6; Norm 9", "两条登记的姓名和出生日期都不一致，或者记载的父母、同胎次序不同，很可能是两个人：认定为同一人的，随核查报告写明理由（已在审批环节的，随批准写明）；不是同一人的，终止本案。", "The two entries differ in name and in birth date, or in the parents or the birth order they have, and are likely two people's: if they are one person's, say why with the report of the check, or, in review, with the approval; if not, end this case."),
		GEventStands:  flag(FEventStands, true, ruleReversal, "该户籍事件不存在、不涉及本案当事人或已被冲销。", "No such register event concerns this case, or it has been reversed."),
		GNotLoaded:    flag(FEventLoaded, false, ruleReversal, "建库时录入的登记没有办理案卷，不能冲销，请按更正或注销办理。", "An entry taken over at the start has no case behind it and cannot be reversed; correct or cancel it."),
		GNothingAfter: none(FLaterEvents, ruleReversal, "其后已有以此为基础的登记（列明何人、何项、哪一件业务），须先冲销后发生的；与本次登记所写项目无关的后续登记不受影响。", "Later entries rest on this one (told by person, item and case): reverse those first; later entries of other items stay as they are."),
		GRelationBack: flag(FRelationBack, true, "Norm 15, 16", "该户的户主已经变更，登记库推不出当事人与现户主的关系，或者户主现在另有配偶（民法典 1041）：请填写“与户主关系”（GB/T 4761 两位代码，与性别相符）。", "The household has another head now, and the register does not know what the person is to them, or the head has another spouse by now (Civil Code, art. 1041): declare the relation to the head (a two-digit code of GB/T 4761 that fits the sex)."),
		GBackStands:   flag(FHomeGone, false, ruleReversal, "原户在此之后已销户，恢复的人中又没有可以任户主的成年人，或者原址已另有户，不能恢复到该户：户因其后有误的登记而销的，先冲销该登记；否则终止本案，死亡、注销有误的按“恢复户口”填写本所辖区内的另一户办理，迁移有误的按迁移办理。", "The household of before has closed since, and nobody of age comes back to head it, or another household has its address: reverse first an act that closed it wrongly; else end this case and put the person in another household of this station, by a restoration where the death or cancellation was wrong, by a move where the move was."),
		GEntryNotUndone: none(FUndoneBy, ruleReversal, "本案的登记已被所列业务冲销，簿页、证件不能送达：户口以冲销后的登记为准，需要的按冲销后另立的业务办理。",
			"What this case entered was undone by the case listed, and its pages and cards are not handed out: the register is as the reversal left it, and what is needed comes by the case that follows."),
		GStandsOnce: none(FStandsTwice, "Reg. 6; "+ruleReversal, "冲销后会有两条有效登记：当事人（或者同一次出生的孩子）其后已由所列业务登记。后一条有误的先冲销后一条；后一条无误的，终止本案。",
			"After the reversal two entries would stand: the person, or the child of the same birth, was entered since by the case named. Reverse the later entry first where that is the wrong one; else end this case."),
		GReversesStation: atLeast(FReversedLevel, 1, ruleReversal, "原业务为当场办结。", "The first case was decided on the spot."),
		GReversesCounty:  atLeast(FReversedLevel, 2, ruleReversal, "原业务由派出所决定。", "The first case was decided by the station."),
	}
}

// Papers of duplicates.
const (
	MatRegisterExtracts MaterialKind = "register_extracts"
	MatComparison       MaterialKind = "comparison_result"
	MatVisitRecord      MaterialKind = "visit_record"
)

func endingMaterials() map[MaterialKind]MaterialWord {
	return map[MaterialKind]MaterialWord{
		MatRegisterExtracts: {Word{Zh: "两地户口登记摘录", En: "Extracts of both entries"}, "C"},
		MatComparison:       {Word{Zh: "比对结果", En: "Result of the comparison"}, "D"},
		MatVisitRecord:      {Word{Zh: "走访记录", En: "Record of the visit"}, "C"},
	}
}

// The effects of these businesses beyond the core's.
const (
	// EffLandFirst lands a person in transit at the household of destination before
	// the death is entered (Norm 32); for anybody else it does nothing.
	EffLandFirst Effect = "land_first"
	// EffCloseHousehold closes the household of the person just cancelled when no
	// member is left in it, and notes that the book is to be surrendered (Norm 34).
	EffCloseHousehold Effect = "close_empty_household"
	// EffVoidNumber voids the number of the entry just cancelled in the ledger and
	// links it to the number kept; a number that both entries bear is left alone.
	EffVoidNumber Effect = "void_number"
	// EffTellHolders writes to the person at both entries: which are compared, and how
	// to object.
	EffTellHolders Effect = "tell_both_entries"
	// EffOnePerson keeps why entries that contradict each other are one person's.
	EffOnePerson Effect = "keep_why_one_person"
	// EffPublicNotice publishes the notice under the input's number, without numbers
	// or birth dates.
	EffPublicNotice Effect = "publish_notice"
)

var endingEffects = map[Effect]Word{
	EffLandFirst:      {Zh: "在途的先落户", En: "land a person in transit first"},
	EffCloseHousehold: {Zh: "全户死亡的销户并收回户口簿", En: "close the household left empty"}, EffVoidNumber: {Zh: "号码作废并关联", En: "void and link the number"},
	EffOnePerson:   {Zh: "记明认定为同一人的理由", En: "keep why it is one person"},
	EffTellHolders: {Zh: "书面告知当事人", En: "write to the person"}, EffPublicNotice: {Zh: "发布公示", En: "publish the notice"},
}
