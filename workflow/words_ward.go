package workflow

import "hukou/workflow/calendar"

// The businesses of enrolment in a collective household (domain 3.2). No name,
// label or message of theirs says what kind of body the household belongs to.
const (
	WardBatch Business = "ward_batch"
	WardLine  Business = "ward_line"
	WardMove  Business = "ward_move"
	WardFirst Business = "ward_first"
)

// The states of a roster and of one child's line.
const (
	BDraft      State = "b_draft"
	BLodged     State = "b_lodged"
	BCorrecting State = "b_correcting"
	BRunning    State = "b_running"
	BSuspended  State = "b_suspended"
	BClosed     State = "b_closed"
	BPartial    State = "b_partial"
	BCancelled  State = "b_cancelled"

	Listed              State = "listed"
	Matching            State = "matching"
	Duplicated          State = "duplicate"
	UnregisteredChild   State = "unregistered"
	RegisteredElsewhere State = "registered_elsewhere"
	GuardianElsewhere   State = "guardian_elsewhere"
	Ready               State = "ready"
	OriginPending       State = "origin_pending"
	OriginCleared       State = "origin_cleared"
	Disputed            State = "disputed"
	InReview            State = "in_review"
	InTransit           State = "in_transit"
	Excluded            State = "excluded"
	KeptAtOrigin        State = "kept_at_origin"
	AgedOut             State = "aged_out"
)

var wardStates = map[State]Word{
	BDraft: {Zh: "名册编制", En: "Roster in draft"}, BLodged: {Zh: "名册已申报", En: "Roster lodged"},
	BCorrecting: {Zh: "名册待补正", En: "Roster awaiting correction"}, BRunning: {Zh: "办理中", En: "Running", Means: "Each line has its own state and its own clock."},
	BSuspended: {Zh: "名册中止", En: "Roster suspended"}, BClosed: {Zh: "全部办结", En: "All lines ended"},
	BPartial: {Zh: "部分办结", En: "Closed in part", Means: "Each open line goes on in a successor case."}, BCancelled: {Zh: "撤销", En: "Cancelled"},

	Listed: {Zh: "已列册", En: "Listed"}, Matching: {Zh: "比对中", En: "Being searched for"}, Duplicated: {Zh: "重户", En: "Several entries", Means: "Waits for the ruling on the entries in duplicate."},
	UnregisteredChild: {Zh: "无户口", En: "No registration"}, RegisteredElsewhere: {Zh: "已有户口", En: "Registered elsewhere"},
	GuardianElsewhere: {Zh: "另有监护人", En: "Another guardian", Means: "No move without a document on guardianship, whoever insists."},
	Ready:             {Zh: "可以提交", En: "Ready to submit"}, OriginPending: {Zh: "待迁出地核实", En: "Awaiting the place of origin", Means: "Silence is never consent."},
	OriginCleared: {Zh: "迁出地已确认", En: "Confirmed by the place of origin", Means: "Good for 30 days; held there, not yet cancelled."},
	Disputed:      {Zh: "属地异议", En: "Objection of the place of origin"}, InReview: {Zh: "县级审批", En: "County review"},
	InTransit: {Zh: "已迁出未落户", En: "In transit", Means: "The place of origin answers for the child until landing."}, Excluded: {Zh: "转出", En: "Taken off the list"},
	KeptAtOrigin: {Zh: "不迁户口", En: "Registration stays where it is"}, AgedOut: {Zh: "已满十八周岁转办", En: "Of age, goes on otherwise"},
}

// wardStops are the states in which a line's clock stands still.
var wardStops = map[State]calendar.StopReason{
	Duplicated: calendar.StopPeer, WaitingExternal: calendar.StopLetter, OriginPending: calendar.StopPeer, Disputed: calendar.StopDispute,
}

// The events of rosters and lines.
const (
	AddLine       Event = "add_line"
	RemoveLine    Event = "remove_line"
	NameSuccessor Event = "name_successor"
	CloseBatch    Event = "close"
	ClosePartial  Event = "close_partial"
	CancelBatch   Event = "cancel"

	Search               Event = "search"
	HitOne               Event = "hit_one"
	HitNone              Event = "hit_none"
	HitMany              Event = "hit_many"
	RetractHit           Event = "retract_hit"
	DupRuled             Event = "dup_ruled"
	KinFound             Event = "kin_found"
	GuardianshipDocument Event = "guardianship_document"
	ReturnToGuardian     Event = "return_to_guardian"
	AskComparison        Event = "ask_comparison"
	NoMatch              Event = "no_match"
	Match                Event = "match"
	MatchSettled         Event = "match_settled"
	RequestOrigin        Event = "request_origin"
	Acknowledge          Event = "acknowledge"
	OriginConfirm        Event = "origin_confirm"
	OriginObject         Event = "origin_object"
	Escalate             Event = "escalate"
	NotOurs              Event = "not_ours"
	NameOrigin           Event = "name_origin"
	StationMerged        Event = "station_merged"
	ClearanceExpired     Event = "clearance_expired"
	RuleFor              Event = "rule_for"
	RuleAgainst          Event = "rule_against"
	HearChild            Event = "hear_child"
	ChooseAt18           Event = "choose_at_18"
	Submit               Event = "submit"
	KeepThere            Event = "keep"
	MoveOut              Event = "move_out"
	Landed               Event = "landed"
	Restored             Event = "restored"
	Turn18               Event = "turn_18"
	Die                  Event = "die"
	LeftInstitution      Event = "left_institution"
	Restrict             Event = "restrict"
	TakenOff             Event = "taken_off"
	BodyReplaced         Event = "body_replaced"
)

var wardEvents = map[Event]Word{
	AddLine: {Zh: "列入名册", En: "Add a line"}, RemoveLine: {Zh: "移出名册", En: "Remove a line"},
	NameSuccessor: {Zh: "变更承接单位", En: "Name the body that takes over"}, CloseBatch: {Zh: "办结名册", En: "Close the roster"},
	ClosePartial: {Zh: "部分办结", En: "Close in part"}, CancelBatch: {Zh: "撤销名册", En: "Cancel the roster"},

	Search: {Zh: "查找比对", En: "Search"}, HitOne: {Zh: "比中一人", En: "One entry found", Means: "Confirmed by eye, both entries side by side, never by score alone."},
	HitNone: {Zh: "未比中", En: "No entry found"}, HitMany: {Zh: "比中多条", En: "Several entries found"}, RetractHit: {Zh: "撤回比中", En: "Take the match back", Means: "Frees the person found; the child is searched for again."}, DupRuled: {Zh: "重户已处理", En: "Entries in duplicate ruled on"},
	KinFound: {Zh: "发现另有监护人", En: "Another guardian found"}, GuardianshipDocument: {Zh: "补录监护文书", En: "Enter the guardianship document"},
	ReturnToGuardian: {Zh: "交还监护人", En: "Return to the guardian"}, AskComparison: {Zh: "提请比对", En: "Ask for comparison", Means: "Missing and abducted children; reference and conclusion only."},
	NoMatch: {Zh: "比对未比中", En: "No match"}, Match: {Zh: "比对比中", En: "Match"}, MatchSettled: {Zh: "比中情况已查清", En: "The match is settled"},
	// One id with the births' parentage report.
	RequestOrigin: {Zh: "商请迁出地核实", En: "Ask the place of origin"}, Acknowledge: {Zh: "签收", En: "Acknowledge"},
	OriginConfirm: {Zh: "迁出地确认", En: "Confirm at the origin"}, OriginObject: {Zh: "迁出地提出异议", En: "Object at the origin"},
	Escalate: {Zh: "逾期上报迁出地上级", En: "Escalate at the origin"}, NotOurs: {Zh: "非本所管辖", En: "Not our entry"}, NameOrigin: {Zh: "指定迁出地", En: "Name the station of origin"},
	StationMerged: {Zh: "机构沿革变更", En: "Station merged"}, ClearanceExpired: {Zh: "确认过期", En: "Confirmation expired"},
	RuleFor: {Zh: "裁定迁入", En: "Rule for the move"}, RuleAgainst: {Zh: "裁定不迁", En: "Rule against the move"}, HearChild: {Zh: "听取儿童意见", En: "Hear the child"},
	ChooseAt18: {Zh: "记录成年后意愿", En: "Record the choice at eighteen"}, Submit: {Zh: "提交审批", En: "Submit"}, KeepThere: {Zh: "不迁户口", En: "Keep the registration there"},
	MoveOut: {Zh: "迁出", En: "Move out"}, Landed: {Zh: "落户", En: "Landed"}, Restored: {Zh: "恢复原户口", En: "Restored at the origin"},
	Turn18: {Zh: "年满十八周岁", En: "Turns eighteen"}, Die: {Zh: "死亡", En: "Dies"}, LeftInstitution: {Zh: "离开原单位", En: "Leaves the body", Means: "Adopted, reunited, fostered or transferred, with a document."},
	Restrict: {Zh: "限制查阅", En: "Restrict"}, TakenOff: {Zh: "随名册移出", En: "Taken off with the roster"},
	BodyReplaced: {Zh: "承接单位变更", En: "Another body took over", Means: "The child is heard and the statement of best interest made anew."},
}

// The limits of rosters and lines. LimitMajority alone counts from the birth date:
// its timer stands on the eighteenth birthday.
const (
	LimitBatch         Limit = "batch_report"
	LimitSearch        Limit = "search"
	LimitGuardianship  Limit = "guardianship"
	LimitDuplicate     Limit = "duplicate_ruling"
	LimitOriginAck     Limit = "origin_acknowledge"
	LimitOriginAnswer  Limit = "origin_answer"
	LimitOriginCity    Limit = "origin_answer_city"
	LimitOriginRegion  Limit = "origin_answer_region"
	LimitKinObjection  Limit = "kin_objection"
	LimitClearance     Limit = "origin_clearance"
	LimitDispute       Limit = "dispute"
	LimitHearing       Limit = "hearing"
	LimitLanding       Limit = "landing"
	LimitCompensate    Limit = "landing_compensation"
	LimitMajority      Limit = "majority"
	wardMonthsToBeOf18       = 18 * 12
)

func wardLimits() map[Limit]LimitRule {
	wd, day := calendar.UnitWorkday, calendar.UnitDay
	return map[Limit]LimitRule{
		LimitBatch:        {Word{Zh: "名册报告日", En: "Report on the roster"}, days(60, wd), rulePeriods},
		LimitSearch:       {Word{Zh: "查找期限", En: "Search"}, days(1, wd), rulePeriods},
		LimitGuardianship: {Word{Zh: "监护文书提醒", En: "Reminder of the guardianship document"}, days(30, day), rulePeriods},
		LimitDuplicate:    {Word{Zh: "重户处理提醒", En: "Reminder of the duplicate's ruling"}, days(60, day), rulePeriods},
		LimitOriginAck:    {Word{Zh: "迁出地签收", En: "Origin acknowledges"}, days(1, wd), rulePeriods},
		LimitOriginAnswer: {Word{Zh: "迁出地答复（逾期报县级）", En: "Origin answers, else its county"}, days(3, wd), rulePeriods},
		LimitOriginCity:   {Word{Zh: "迁出地答复（逾期报市级）", En: "Origin answers, else its prefecture"}, days(5, wd), rulePeriods},
		LimitOriginRegion: {Word{Zh: "迁出地答复（逾期报自治区）", En: "Origin answers, else the region"}, days(7, wd), rulePeriods},
		LimitKinObjection: {Word{Zh: "户内亲属异议期", En: "Kin in the book may object"}, days(5, wd), "行政许可法 36"},
		LimitClearance:    {Word{Zh: "迁出地确认有效期", En: "Confirmation is good for"}, days(30, day), rulePeriods},
		LimitDispute:      {Word{Zh: "异议裁定期限", En: "Ruling on the objection"}, days(10, wd), rulePeriods},
		LimitHearing:      {Word{Zh: "听取意见与提交", En: "Hear and submit"}, days(5, wd), "未成年人保护法 4"},
		LimitLanding:      {Word{Zh: "落户期限", En: "Landing"}, days(1, wd), "Norm 45"},
		LimitCompensate:   {Word{Zh: "未落户补救期限", En: "Make good a missing landing"}, days(3, wd), rulePeriods},
		LimitMajority:     {Word{Zh: "年满十八周岁（自出生日起算）", En: "Eighteen, from the birth date"}, days(wardMonthsToBeOf18, calendar.UnitMonth), "民法典 17"},
	}
}

// Papers of rosters and lines.
const (
	MatIntakeForm   MaterialKind = "intake_form"
	MatCivilOpinion MaterialKind = "civil_affairs_opinion"
	MatGuardianship MaterialKind = "guardianship_document"
	MatTransfer     MaterialKind = "guardianship_transfer"
	MatAgeEstimate  MaterialKind = "age_estimate"
	MatUnitPapers   MaterialKind = "unit_certificate"
	MatImpact       MaterialKind = "impact_assessment"
)

func wardMaterials() map[MaterialKind]MaterialWord {
	return map[MaterialKind]MaterialWord{
		MatIntakeForm:   {Word{Zh: "入院登记表", En: "Intake form"}, "C"},
		MatCivilOpinion: {Word{Zh: "民政部门接收意见", En: "Civil affairs' opinion on receiving the child"}, "C"},
		MatGuardianship: {Word{Zh: "监护文书", En: "Guardianship document"}, "D"},
		MatTransfer:     {Word{Zh: "监护移交书", En: "Transfer of guardianship"}, "C"},
		MatAgeEstimate:  {Word{Zh: "年龄医学评估", En: "Medical estimate of age"}, "C"},
		MatUnitPapers:   {Word{Zh: "单位登记证书", En: "Certificate of the body"}, "A"},
		MatImpact:       {Word{Zh: "个人信息保护影响评估", En: "Assessment of the impact on personal data"}, "B"},
	}
}

func wardTasks() map[Task]Word { return nil }
