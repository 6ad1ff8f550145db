package workflow

// What is declared about a child on a roster. The first eleven are the roster's
// columns (package roster), under the same names.
const (
	FactWardName        Field = "name"
	FactWardSex         Field = "sex"
	FactWardBirth       Field = "birth_date"
	FactWardNumber      Field = "citizen_number"
	FactWardEstimated   Field = "birth_estimated"
	FactIntakeNo        Field = "intake_no"
	FactIntakeOn        Field = "intake_on"
	FactLegalGround     Field = "legal_ground"
	FactGuardianshipDoc Field = "guardianship_doc_no"
	FactOriginStation   Field = "origin_station"
	FactOriginDivision  Field = "origin_division"
	FactCandidates      Field = "origin_candidates"
	FactInstitution     Field = "institution"
	FactImpactNo        Field = "impact_assessment_no"
)

// What an officer writes with a step of a roster or a line.
const (
	InRows        Field = "rows"
	InLines       Field = "lines"
	InSuccessors  Field = "successors"
	InInstitution Field = "institution_named"
	InHitPerson   Field = "hit_person"
	InHitPersons  Field = "hit_persons"
	InByEye       Field = "compared_by_eye"
	// InDifference says why an entry with another name or birth date is the same person's.
	InDifference Field = "difference_reason"
	// InDismissed lists the entries that agree and are another person, each written
	// person=reason.
	InDismissed    Field = "dismissed_candidates"
	InByName       Field = "searched_by_name_and_number"
	InByParents    Field = "searched_by_parents"
	InKin          Field = "kin"
	InLegalGround  Field = "guardianship_ground"
	InExtract      Field = "extract"
	InLandNote     Field = "land_and_benefits"
	InKinTold      Field = "kin_in_book"
	InKinToldOn    Field = "kin_told_on"
	InObjection    Field = "objection_ground"
	InView         Field = "view"
	InLanguage     Field = "language"
	InHeardAlone   Field = "heard_without_staff"
	InGoesOn       Field = "goes_on_at_18"
	InBestInterest Field = "best_interest_no"
	InLandNotice   Field = "land_notice_no"
	InAnswer       Field = "answer_to_child"
	InKeepGround   Field = "keep_ground"
	InLeaving      Field = "leaving"
)

// What the register finds out for the guards of rosters and lines. Each comment is
// the whole meaning; absent means unknown, which no guard takes for yes.
const (
	// FRosterFaults lists what is wrong in the rows of the input, or at lodging and
	// after a correction in the open lines, by their number, as line:field:code; a row needs name, sex, birth date,
	// intake number, intake day and ground, and no child twice: by number, or by
	// name, sex and birth date.
	FRosterFaults Field = "roster_faults"
	// FChildrenTaken lists the rows of the input whose child another open case holds
	// (its lock, by person or by institution and intake number), by row number.
	FChildrenTaken Field = "children_held_elsewhere"
	// FLineCount is the number of lines of the batch, ended or not.
	FLineCount Field = "line_count"
	// FUnitValid is true when the certificate of the case's institution is valid
	// today and not reported lost or withdrawn.
	FUnitValid Field = "unit_certificate_valid"
	// FUnitPublic is true when a civil-affairs department set the institution up.
	FUnitPublic Field = "unit_set_up_by_civil_affairs"
	// FHelperNamed is true when the collective household has a helper whose term runs
	// today.
	FHelperNamed Field = "household_helper_named"
	// FHeadNamed is true when the collective household has a designated head.
	FHeadNamed Field = "household_head_named"
	// FNewUnitReady is true when the institution named in the input fulfils all that
	// FUnitValid, FUnitPublic, FHouseholdOpen, FHeadNamed and FHelperNamed ask.
	FNewUnitReady Field = "new_unit_ready"
	// FUnsettledLines lists the open lines of the batch, by case number, that have no
	// open successor and for which the input names none under "successors" (written
	// line=business). In a draft it is empty: nothing was asked yet.
	FUnsettledLines Field = "lines_without_successor"
	// FLooseLines lists the lines named in the input whose child has no registration
	// while the input names no successor, or one that brings them none.
	FLooseLines Field = "loose_lines"
	// FBatchRunning is true when the case is no line of a batch, or its batch is in
	// BRunning.
	FBatchRunning Field = "batch_running"
	// FRosterPapers lists the papers that the line's roster needs and that are not there and good.
	FRosterPapers Field = "roster_papers_missing"
	// FHitListed is true when the person named in the input is among the entries that
	// the search for this child finds: by the declared number, or by name or its sound
	// near the birth date.
	FHitListed Field = "person_found_is_candidate"
	// FHitsUnfit lists the entries named in the input that are not among those found for
	// this child or are of another sex; "one" where they are not two different ones.
	FHitsUnfit Field = "persons_found_unfit"
	// FHitContradicts lists in what the entry (of the person named in the input, else of
	// the case's subject) contradicts what was declared: sex, citizen_number. Empty where
	// nobody is found.
	FHitContradicts Field = "person_found_contradicts"
	// FHitDiffers lists in what it differs otherwise: name, birth_date.
	FHitDiffers Field = "person_found_differs"
	// FNumberGiven is true when a citizen number is declared for a child who counts as not
	// registered.
	FNumberGiven Field = "number_declared"
	// FUndismissed lists the entries that agree with a child who counts as not
	// registered in name, sex and birth date, and are dismissed with a reason neither in
	// the input nor at the search before.
	FUndismissed Field = "agreeing_entries_not_dismissed"
	// FDeathEntered is true when the register has the child, or one of the two entries that
	// are being ruled on, as dead.
	FDeathEntered Field = "death_entered_already"
	// FDeadRuledOut is true when an entry that agrees and is a dead person's was ruled out.
	FDeadRuledOut Field = "dead_look_alike_ruled_out"
	// FOriginAnswered is true when the place of origin answered, or a body ruled, since
	// the person was found.
	FOriginAnswered Field = "origin_answered"
	// FMajorityDisputed is true when by one of the two birth dates, the declared one and
	// the register's, the child is of age today and by the other is not.
	FMajorityDisputed Field = "majority_disputed"
	// FDupOutcome is "kept" when the dup_cancel opened by this case was delivered or
	// effected and names the entry kept, "dropped" when it ended otherwise; absent
	// while it is open.
	FDupOutcome Field = "duplicate_outcome"
	// FGuardianshipProven is true when the facts hold a guardianship document number,
	// or a paper of kind MatGuardianship stands in the case, checked and found good.
	FGuardianshipProven Field = "guardianship_proven"
	// FDisplaced is true when GuardianshipDocument was taken after the last KinFound
	// or Match of the case.
	FDisplaced Field = "earlier_guardian_displaced"
	// FMatched is true once the comparison with missing and abducted children has matched.
	FMatched Field = "comparison_matched"
	// FGroundContradicted is true where the ground is the guardian's death and the register has
	// a parent who lives and is guardian by law.
	FGroundContradicted Field = "ground_contradicted"
	// FGuardianFound is true when it was found, in this case, in one that it follows or in an
	// earlier one about the same registered child, that a guardian lives elsewhere, and no
	// document has displaced them since.
	FGuardianFound Field = "guardian_found_elsewhere"
	// FOriginMoved is true when the station seated at Origin has been merged or
	// closed, or its area with the child's household given to another, since it was
	// asked.
	FOriginMoved Field = "origin_station_changed"
	// FEntryHere is true when the child's entry stands in force with the station that is
	// asked about it.
	FEntryHere Field = "entry_stands_at_asked_station"
	// FEscalated is true when Escalate was taken since the present question was sent.
	FEscalated Field = "origin_escalated"
	// FClearanceGood is true when the last OriginConfirm or RuleFor of the case is
	// not older than LimitClearance, and no question was sent after it.
	FClearanceGood Field = "origin_clearance_good"
	// FKinPeriodOver is true when the last OriginConfirm said that no adult kin is in
	// the child's book, or LimitKinObjection has passed since the day they were told;
	// a RuleFor also makes it true.
	FKinPeriodOver Field = "kin_objection_period_over"
	// FAdultsInBook is true when somebody of age stands in the family household of the
	// child's entry and is not entered there as unrelated.
	FAdultsInBook Field = "adults_in_book"
	// FFirstAskedOn is the day on which the origin was first asked about the person found.
	FFirstAskedOn Field = "origin_first_asked_on"
	// FBodyChanged is true when another body took over since the line was last submitted.
	FBodyChanged Field = "body_changed_since_submission"
	// FChildHeard is true when HearChild was taken in this case, and since the last
	// BodyReplaced of it.
	FChildHeard Field = "child_heard"
	// FChildObjects is true when the last HearChild has the view "objects".
	FChildObjects Field = "child_objects"
	// FTurned18 is true from the eighteenth birthday on, by today and not by the day
	// of acceptance (29 February: from 1 March).
	FTurned18 Field = "subject_turned_18"
	// FGoesOn is true when the last ChooseAt18 says so, here or in the case that this one
	// follows, and the person is registered.
	FGoesOn Field = "chose_to_go_on_at_18"
	// FOtherRegion is true when the station seated at Origin belongs to another
	// region's register than the case's.
	FOtherRegion Field = "origin_in_another_region"
)

func wardFields() map[Field]FieldRule {
	return merged(wardForm(), wardInputs(), lineInputs(), wardComputed())
}

func wardForm() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactWardName:        form("姓名", "Name", KindName, "B"),
		FactWardSex:         form("性别", "Sex", KindCode, "B", code("1", "男", "Male"), code("2", "女", "Female")),
		FactWardBirth:       form("出生日期", "Date of birth", KindDate, "B"),
		FactWardNumber:      form("公民身份号码", "Citizen number", KindNumber, "C"),
		FactWardEstimated:   form("出生日期为估计", "The date of birth is an estimate", KindBool, "B"),
		FactIntakeNo:        form("入院登记号", "Intake number", KindText, "C"),
		FactIntakeOn:        form("入院日期", "Intake on", KindDate, "C"),
		FactLegalGround:     form("监护依据", "Ground of guardianship", KindCode, "C", guardianshipGrounds()...),
		FactGuardianshipDoc: form("监护文书号", "Guardianship document number", KindText, "C"),
		FactOriginStation:   form("户口所在派出所", "Station of the present registration", KindOrg, "B"),
		FactOriginDivision:  form("户口所在地区划", "Division of the present registration", KindText, "B"),
		FactCandidates:      form("可能的户口所在派出所", "Stations that may hold the registration", KindList, "B"),
		FactInstitution:     form("集体户所属单位", "Body of the collective household", KindText, "B"),
		FactImpactNo:        form("影响评估编号", "Number of the impact assessment", KindText, "A"),
	}
}

// guardianshipGrounds are those of 未成年人保护法 94. On the first nobody is
// displaced; the other four may displace a guardian who is known.
func guardianshipGrounds() []Code {
	return []Code{code("parents_not_found", "查找不到父母或者其他监护人", "Parents or guardians not found"), code("guardian_dead", "监护人死亡或者被宣告死亡", "Guardian dead or declared dead"),
		code("guardian_incapable", "监护人丧失监护能力", "Guardian incapable, nobody else"), code("revoked", "监护人资格被撤销", "Guardianship revoked by a court"), code("other", "法律规定的其他情形", "Other case of the law")}
}

func wardInputs() map[Field]FieldRule {
	return map[Field]FieldRule{
		InRows:        input("名册行", "Rows of the roster (each a JSON object of the line's facts)", KindList, "C"),
		InLines:       input("所列子业务", "Lines", KindList, "A"),
		InSuccessors:  input("各子业务的后续业务", "Successor of each line (line=business)", KindList, "A"),
		InInstitution: input("承接单位", "Body that takes over", KindText, "B"),
		InLeaving:     input("离开原因", "How the child leaves", KindCode, "C", code("adopted", "收养", "Adopted"), code("reunited", "回归家庭", "Reunited"), code("fostered", "寄养", "Fostered"), code("transferred", "转移照料", "Transferred")),
	}
}

func lineInputs() map[Field]FieldRule {
	return map[Field]FieldRule{
		InHitPerson:    input("比中人员", "Person found", KindPerson, "C"),
		InHitPersons:   input("比中的多条登记", "Persons found", KindList, "C"),
		InByEye:        input("已逐项并列目视核对", "Compared side by side, by eye", KindBool, "A"),
		InDifference:   input("姓名、出生日期不一致而认定为同一人的理由", "Why an entry with another name or birth date is the same person's", KindLong, "C"),
		InDismissed:    input("已排除的相同登记（登记编号=理由）", "Entries that agree and are another person (person=reason)", KindList, "C"),
		InByName:       input("已按姓名、号码查找", "Searched by name and number", KindBool, "A"),
		InByParents:    input("已按父母查找", "Searched by the parents", KindBool, "A"),
		InKin:          input("监护人情况", "Who the guardian is", KindCode, "D", code("parent", "父母健在", "A living parent"), code("capable_kin", "有监护能力的亲属", "Capable kin"), code("committee", "村（居）委会", "A committee")),
		InLegalGround:  input("监护依据", "Ground of guardianship", KindCode, "C", guardianshipGrounds()...),
		InExtract:      input("户口摘录（户、关系、监护、在办）", "Extract: household, relations, guardian, open cases", KindLong, "C"),
		InLandNote:     input("土地及待遇情况", "Land and benefits", KindLong, "C"),
		InKinTold:      input("户内成年亲属", "Adult kin in the book", KindCode, "C", code("none", "无", "None"), code("told", "已告知", "Told")),
		InKinToldOn:    input("告知日期", "Told on", KindDate, "B"),
		InObjection:    input("异议事由", "Ground of the objection", KindCode, "C", objectionGrounds()...),
		InView:         input("儿童意见", "The child's view", KindCode, "D", code("agrees", "同意", "Agrees"), code("objects", "不同意", "Objects"), code("no_view", "无明确意见", "No clear view"), code("unable", "尚不能表达（八周岁以下）", "Cannot express a view (under 8)")),
		InLanguage:     input("使用语言", "Language used", KindText, "D"),
		InHeardAlone:   input("听取人和在场人均非照料单位人员", "Neither heard by nor before staff of the body", KindBool, "D"),
		InGoesOn:       input("成年后继续办理", "Goes on when of age", KindBool, "B"),
		InBestInterest: input("监护人最有利于未成年人说明编号", "Guardian's statement of best interest, number", KindText, "C"),
		InLandNotice:   input("土地及待遇告知书编号", "Notice on land and benefits, number", KindText, "C"),
		InAnswer:       input("对儿童意见的书面答复编号", "Written answer to the child, number", KindText, "D"),
		InKeepGround:   input("不迁事由", "Why it stays", KindCode, "C", code("harm", "迁移不利于儿童", "Moving would harm the child"), code("child_objects", "儿童不同意", "The child objects")),
	}
}

// objectionGrounds are all on which a place of origin may object. Land, benefits,
// debts and the village's consent are not among them.
func objectionGrounds() []Code {
	return []Code{code("other_person", "并非同一人", "Not the same person"), code("guardian_capable", "另有有能力的监护人", "Another capable guardian"), code("kin_object", "户内亲属提出监护异议", "Kin in the book object as guardians"),
		code("court_pending", "监护诉讼未结", "A court case on guardianship is open"), code("criminal_hold", "刑事案件需要", "A criminal case requires it"), code("child_harm", "迁移不利于儿童", "Moving would harm the child")}
}

func wardComputed() map[Field]FieldRule {
	return map[Field]FieldRule{
		FRosterFaults: computed("名册问题", "What is wrong in the roster", KindList).by(InRows), FChildrenTaken: computed("另有在办的名册行", "Rows held by another case", KindList).by(InRows),
		FLineCount: computed("名册人数", "Lines", KindInt), FUnitValid: computed("单位证书有效", "The body's certificate is valid", KindBool),
		FUnitPublic: computed("单位由民政部门设立", "The body was set up by civil affairs", KindBool), FHelperNamed: computed("集体户协管人在任", "The household has a helper", KindBool),
		FHeadNamed: computed("集体户已指定户主", "The household has a head", KindBool), FNewUnitReady: computed("承接单位具备条件", "The new body is ready", KindBool).by(InInstitution),
		FUnsettledLines: computed("无后续业务的子业务", "Open lines without a successor", KindList).by(InSuccessors), FLooseLines: computed("移出后无着落的子业务", "Lines that would be left without one", KindList).by(InSuccessor, InLines),
		FBatchRunning: computed("名册办理中", "The roster is running", KindBool), FRosterPapers: computed("名册尚缺的材料", "Papers missing in the roster", KindList),
		FDupOutcome: {Word: Word{Zh: "重户处理结果", En: "Outcome of the duplicate's case"}, Kind: KindCode, Source: Computed, Class: "A",
			Codes: []Code{code("kept", "已保留一条", "One entry kept"), code("dropped", "未认定重户", "No duplicate")}},
		FGuardianshipProven: computed("监护文书已收到", "Guardianship is proven", KindBool), FGroundContradicted: computed("监护依据与登记不符", "The register contradicts the ground of guardianship", KindBool), FMatched: computed("比对曾比中", "The comparison has matched", KindBool), FDisplaced: computed("原监护人情况已查清", "The earlier guardian is displaced by a document", KindBool),
		FGuardianFound: computed("已查到另有监护人", "A guardian was found elsewhere", KindBool),
		FOriginMoved:   computed("迁出地机构已变更", "The station of origin has changed", KindBool), FEscalated: computed("已上报迁出地上级", "Escalated at the origin", KindBool),
		FEntryHere:     computed("户口在被商请的派出所", "The entry stands with the station asked", KindBool),
		FClearanceGood: computed("迁出地确认在有效期内", "The origin's confirmation is good", KindBool), FKinPeriodOver: computed("户内亲属异议期已过", "Kin had their days to object", KindBool),
		FFirstAskedOn: computed("首次商请日期", "The origin was first asked on", KindDate),
		FAdultsInBook: computed("户内另有成年人", "Adults in the book", KindBool).by(InKinTold), FBodyChanged: computed("提交后承接单位有变更", "Another body took over after submission", KindBool),
		FChildHeard: computed("已听取儿童意见", "The child was heard", KindBool), FChildObjects: computed("儿童不同意", "The child objects", KindBool),
		FTurned18: computed("已到十八周岁生日", "The eighteenth birthday has come", KindBool), FGoesOn: computed("本人选择继续办理", "Chose to go on", KindBool),
		FOtherRegion:    computed("迁出地在另一省级区域", "The origin is in another region", KindBool),
		FHitListed:      computed("比中人员在比对名单中", "The person found is among the entries compared", KindBool).by(InHitPerson),
		FHitsUnfit:      computed("不在比对名单中的登记", "Entries not found for this child", KindList).by(InHitPersons),
		FHitContradicts: computed("与申报矛盾的项目", "In what the entry contradicts the roster", KindList).by(InHitPerson),
		FHitDiffers:     computed("与申报不一致的项目", "In what the entry differs from the roster", KindList).by(InHitPerson),
		FNumberGiven:    computed("申报了公民身份号码", "A citizen number is declared", KindBool),
		FUndismissed:    computed("尚未排除的相同登记", "Agreeing entries not dismissed", KindList).by(InDismissed),
		FDeathEntered:   computed("登记簿上已登记死亡", "The register has the child as dead", KindBool), FDeadRuledOut: computed("排除的登记中有死亡登记", "An entry ruled out is a dead person's", KindBool).by(InDismissed),
		FOriginAnswered: computed("迁出地已答复", "The place of origin has answered", KindBool), FMajorityDisputed: computed("两个出生日期是否成年不一致", "The two birth dates disagree on being of age", KindBool),
	}
}
