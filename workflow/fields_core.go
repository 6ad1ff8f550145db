package workflow

func inputFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		InItems:       input("需补正的事项", "Items to be corrected", KindList, "B"),
		InReason:      input("理由", "Reason", KindLong, "B"),
		InReasonCode:  input("理由代码", "Reason code", KindCode, "A", refusalCodes()...),
		InReturnCode:  input("退回原因", "Why it goes back", KindCode, "A", returnCodes()...),
		InFactsFound:  input("认定的事实", "Facts found", KindLong, "C"),
		InEvidence:    input("证据目录", "Evidence", KindList, "B"),
		InLaw:         input("法律依据", "Rule cited", KindList, "A"),
		InHeard:       input("已听取意见的人员", "Persons heard", KindList, "B"),
		InFindings:    input("核实情况", "Findings", KindLong, "C"),
		InDocument:    input("文书号", "Document number", KindText, "B"),
		InAddressee:   input("收函单位", "Addressee", KindText, "A"),
		InStopReason:  input("停计原因", "Reason for stopping the clock", KindCode, "A", stopCodes()...),
		InResult:      input("结果", "Result", KindLong, "C"),
		InUntil:       input("期满日", "Until", KindDate, "A"),
		InReceiver:    input("领取人", "Receiver", KindText, "B"),
		InMethod:      input("送达方式", "How delivered", KindCode, "A", code("window", "窗口领取", "At the window"), code("post", "邮寄", "By post"), code("electronic", "电子送达", "Electronically"), code("visit", "上门", "At home")),
		InOfficer:     input("民警", "Officer", KindText, "A"),
		InOfficers:    input("民警（多人）", "Officers", KindList, "A"),
		InRequired:    input("须同意人数", "How many must agree", KindInt, "A"),
		InTask:        input("事项编号", "Task", KindText, "A"),
		InAgree:       input("是否同意", "Agrees", KindBool, "A"),
		InAsk:         input("已发起的征询", "What was asked", KindText, "A"),
		InOpinion:     input("意见", "Opinion", KindLong, "B"),
		InStation:     input("办理机关", "Handling body", KindOrg, "A"),
		InSuccessor:   input("后续业务", "Successor", KindCode, "A", code("lead", "走访线索", "Lead"), code("birth_no_cert", "出生登记（无出生医学证明）", "Birth without certificate"), code("birth_cert", "出生登记", "Birth"), code("ward_first", "集体户首次登记", "First registration in a collective household"), code("birth_abroad", "国（境）外出生登记", "Birth abroad"), code("foundling_institution", "集体户首次登记（机构申报）", "First registration in a collective household (lodged by the institution)"), code("ward_move", "集体户迁入", "Move to a collective household"), code("death", "死亡注销", "Death"), code("dup_cancel", "重复户口注销", "Cancellation of an entry in duplicate"), code("unreg_1", "无户口人员登记（有出生医学证明）", "Registration of an unregistered person (certificate of birth)"), code("unreg_2", "无户口人员登记（无出生医学证明）", "Registration of an unregistered person (no certificate of birth)"), code("unreg_3", "无户口人员登记（事实抚养）", "Registration of an unregistered person (brought up by others)"), code("unreg_7", "无户口人员登记（父母一方为外国人或者无国籍人）", "Registration of an unregistered person (one parent foreign or stateless)"), code("return_settle", "华侨回国定居落户", "Return of a Chinese citizen from abroad"), code("naturalised", "入籍落户", "Registration after naturalisation"), code("regain", "恢复国籍落户", "Registration after citizenship is regained"), code("adoption_move", "收养落户（迁移）", "Move of an adopted child to the adopters"), code("adoption_first", "收养落户（首次登记）", "First registration of an adopted child"), code("unreg_8", "其他无户口人员登记", "Registration of another unregistered person"), code("birth_then_death", "出生后申报前死亡", "Birth and death together"), code("existing", "已有业务", "An open case")),
		InCompetent:   input("有权办理的机关", "Competent body", KindText, "A"),
		InOnBehalf:    input("代何单位办理", "On behalf of", KindText, "A"),
		InNote:        input("备注", "Note", KindLong, "B"),
		InDeclaration: input("声明", "Declaration", KindLong, "B"),
		InBrought:     input("已补的事项（材料和申报项目以外的）", "Items that are here now (other than papers and items of the form)", KindList, "B"),
		InNotHad:      input("补不了或者不必再补的事项", "Items that cannot be brought, or need not be", KindList, "B"),
	}
}

func stopCodes() []Code {
	return []Code{
		code("correction", "补正", "Correction"), code("expert", "鉴定", "Expert opinion"),
		code("letter", "发函", "Letter"), code("notice", "公告", "Public notice"),
		code("peer", "对方机关", "The other station"), code("court", "诉讼", "Court"),
		code("external_registry", "外部登记机关", "Another registry"),
	}
}

func computedFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FMaterialsMissing:  computed("尚缺材料", "Papers missing", KindList),
		FConflictingCase:   computed("另有在办业务", "Another case holds the person", KindBool),
		FHolders:           computed("可查看的在办业务", "The open cases, where they may be seen", KindList),
		FActorIsMaker:      computed("本人经办过", "The officer made this case", KindBool),
		FActorIsChecker:    computed("本人审批过", "The officer checked this case", KindBool),
		FActorIsAcceptor:   computed("本人受理", "The officer accepted this case", KindBool),
		FActorIsSubject:    computed("本人为当事人", "The officer is a party", KindBool),
		FActorIsKin:        computed("本人为当事人近亲属", "The officer is kin of a party", KindBool),
		FActorRecused:      computed("本人已申请回避", "The officer declared recusal", KindBool),
		FRequiredLevel:     computed("应由哪级决定", "Deciding level", KindInt),
		FPolicyLevel:       computed("政策规定的决定层级", "Level set by the policy row", KindInt),
		FCorrectionAsked:   computed("已告知过补正", "Corrections were asked before", KindBool),
		FNoticePeriodOver:  computed("补正告知期限已过", "The notice period is over", KindBool),
		FNoticeLacking:     computed("告知的事项中尚缺的", "Items of the notice still lacking", KindList).by(InBrought, InNotHad),
		FExtended:          computed("已延期一次", "Extended before", KindBool),
		FOpenOpinions:      computed("未签署的加签", "Opinions outstanding", KindInt),
		FCountersignWaits:  computed("尚未答复的会签", "Countersignatures not answered yet", KindInt),
		FCountersignLack:   computed("尚缺会签", "Countersignatures lacking", KindInt),
		FOpenTasks:         computed("未完成的必办事项", "Required tasks open", KindList),
		FProposedByOther:   computed("已由他人提出", "Proposed by another officer", KindBool),
		FReturnTo:          computed("来自的环节", "Where the case came from", KindText),
		FReturnedBy:        computed("退回人所在环节", "Stage of the one who returned it", KindText),
		FLastStepMine:      computed("上一步由本人办理", "The last step was mine", KindBool),
		FOpenedSince:       computed("下一环节已打开", "The next officer has opened it", KindBool),
		FPreviousState:     computed("上一环节", "The state before", KindText),
		FStatesBefore:      computed("本案到过的环节", "States the case has been in", KindList),
		FUnregistered:      computed("当事人尚无户口", "The subject has no registration", KindBool).by(InFoundNumber),
		FSuccessorsFit:     computed("能为其登记的后续业务", "Successors that register the person", KindList),
		FHasSuccessor:      computed("已有后续业务", "A successor is open", KindBool).by(InSuccessor),
		FFollowsCase:       computed("由另一案转来", "Another case opened this one", KindBool),
		FSiteMayEffect:     computed("本站点可执行登记", "The office may effect", KindBool),
		FSubjectVersions:   computed("当事人登记未变", "The subject's entry is unchanged", KindBool),
		FSubjectDead:       computed("当事人已死亡或注销", "The subject is dead or cancelled", KindBool),
		FHouseholdOpen:     computed("户处于有效状态", "The household is open", KindBool),
		FHouseholdHere:     computed("落户的户在登记地派出所辖区", "The household lies in the register station's area", KindBool),
		FRegisteredHere:    computed("当事人户口在登记地派出所", "The person is registered with the register station", KindBool),
		FStageOf:           computed("本案现在所在的上级机关", "The higher body that has the case now", KindList),
		FAskIsMine:         computed("征询由本人发起，或者由本级、下级发起", "I asked, or lead at the level that asked or above", KindBool).by(InAsk),
		FEntryRefused:      computed("不能登记的事由", "What keeps the case out of the register", KindList),
		FAnsweredNo:        computed("会签已有人答复不同意", "Somebody asked to countersign answered no", KindBool).by(InAsk),
		FTaskIsMine:        computed("事项由本人承担", "The task is mine", KindBool),
		FStillHeadless:     computed("该户仍无户主", "The household has no head still", KindBool),
		FAge:               computed("当事人年龄", "The subject's age", KindInt),
		FFactsMissing:      computed("未填写的项目", "Facts not given", KindList),
		FStanding:          computed("申报人有资格", "The applicant has standing", KindBool),
		FJurisdiction:      computed("属本所管辖", "The station is competent", KindBool),
		FSuspensionReached: computed("中止期满", "The suspension's end is reached", KindBool),
		FLateYears:         computed("迟报年数", "Years late", KindInt),
		FOpenLines:         computed("未办结的子业务", "Lines still open", KindInt),
		FAdult:             computed("已满十八周岁", "Eighteen or older", KindBool),
		FSubjectWard:       computed("成年而登记有监护人", "Of age and entered with a guardian", KindBool),
		FRegisteredAlready: computed("已有户口", "Already registered", KindBool),
		FToday:             computed("今日", "Today", KindDate),
		FDivisionLedger:    computed("号码台账已核定", "The number ledger is certified", KindBool),
	}
}

// Form facts that several businesses share.
const (
	FactApplicantName     Field = "applicant_name"
	FactApplicantRelation Field = "applicant_relation"
	FactEventDate         Field = "event_date"
	FactHousehold         Field = "household_id"
	FactDoubt             Field = "doubt"
)

func formFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactApplicantName: form("申报人", "Applicant", KindName, "B"),
		FactApplicantRelation: form("与当事人关系", "Relation to the subject", KindCode, "B",
			code("self", "本人", "Self"), code("parent", "父母", "Parent"), code("guardian", "监护人", "Guardian"), code("head", "户主", "Head of household"), code("relative", "亲属", "Relative"),
			code("carer", "抚养人", "Carer"), code("neighbour", "邻居", "Neighbour"), code("institution", "照料机构", "Institution"), code("committee", "村（居）委会", "Village or neighbourhood committee"), code("ex_officio", "依职权", "Ex officio")),
		FactEventDate: form("事件日期", "Date of the event", KindDate, "B"),
		FactHousehold: form("落户的户", "Household to join", KindHouse, "B"),
		FactDoubt:     form("存疑", "A doubt is noted", KindBool, "B"),
	}
}
