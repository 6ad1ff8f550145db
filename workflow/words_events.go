package workflow

// The events of the core process and the verbs officers know. Each is a typed
// event with its actor and its reason; none hides in a comment.
const (
	Lodge             Event = "lodge"
	RequestCorrection Event = "request_correction"
	Resubmit          Event = "resubmit"
	Decline           Event = "decline"
	Accept            Event = "accept"
	DeemAccepted      Event = "deem_accepted"
	AssignCheck       Event = "assign_check"
	SkipCheck         Event = "skip_check"
	AskExternal       Event = "ask_external"
	ExternalResult    Event = "external_result"
	AskSupplement     Event = "ask_supplement"
	Supplied          Event = "supplied"
	ReportCheck       Event = "report_check"
	PassUp            Event = "pass_up"
	Approve           Event = "approve"
	Return            Event = "return"
	ReportBack        Event = "report_back"
	Refuse            Event = "refuse"
	Extend            Event = "extend"
	EffectIt          Event = "effect"
	Deliver           Event = "deliver"
	Suspend           Event = "suspend"
	Resume            Event = "resume"
	ResumeByDefault   Event = "resume_by_default"
	Withdraw          Event = "withdraw"
	Terminate         Event = "terminate"
	CloseMoot         Event = "close_moot"
	// DeathNoted tells a case that goes on that one of its persons is dead.
	DeathNoted Event = "death_noted"

	TakeBack       Event = "take_back"
	HandOver       Event = "hand_over"
	Delegate       Event = "delegate"
	DelegateDone   Event = "delegate_done"
	AskOpinion     Event = "ask_opinion"
	GiveOpinion    Event = "give_opinion"
	AskCountersign Event = "ask_countersign"
	Countersign    Event = "countersign"
	WithdrawAsk    Event = "withdraw_ask"
	Urge           Event = "urge"
	Supervise      Event = "supervise"
	Designate      Event = "designate"
	CompleteTask   Event = "complete_task"
	// FinishTask and SecondLook are all that an ended case still takes, and neither
	// changes its state: work that the entry left behind, and the second officer's
	// look at an on-the-spot decision.
	FinishTask Event = "finish_task"
	SecondLook Event = "second_look"
)

var coreEvents = map[Event]Word{
	Lodge:             {Zh: "申报", En: "Lodge"},
	RequestCorrection: {Zh: "一次性告知补正", En: "Ask for corrections", Means: "All items at once, once (Administrative Licensing Law, art. 32)."},
	Resubmit:          {Zh: "补正后再交", En: "Resubmit"},
	Decline:           {Zh: "不予受理", En: "Decline"},
	Accept:            {Zh: "受理", En: "Accept"},
	DeemAccepted:      {Zh: "视为受理", En: "Deemed accepted", Means: "Five working days without a word: accepted from the day of receipt, or from the answer where a correction was asked in time."},
	AssignCheck:       {Zh: "转调查核实", En: "Send to verification"},
	SkipCheck:         {Zh: "免核实", En: "Decide without verification"},
	AskExternal:       {Zh: "发函外部核实", En: "Ask another body"},
	ExternalResult:    {Zh: "登记外部结果", En: "Enter the outside result"},
	AskSupplement:     {Zh: "要求补充材料", En: "Ask for further papers", Means: "New facts only, with reasons."},
	Supplied:          {Zh: "补充材料收讫", En: "Papers supplied"},
	ReportCheck:       {Zh: "报核实结果", En: "Report findings"},
	PassUp:            {Zh: "上报", En: "Pass up"},
	Approve:           {Zh: "批准", En: "Approve"},
	Return:            {Zh: "退回补正", En: "Return"},
	ReportBack:        {Zh: "重新提交直达退回人", En: "Straight back to the one who returned it"},
	Refuse:            {Zh: "不予办理", En: "Refuse"},
	Extend:            {Zh: "延期", En: "Extend"},
	EffectIt:          {Zh: "登记", En: "Enter in the register"},
	Deliver:           {Zh: "送达", En: "Deliver"},
	Suspend:           {Zh: "中止", En: "Suspend"},
	Resume:            {Zh: "恢复办理", En: "Resume"},
	ResumeByDefault:   {Zh: "中止期满恢复", En: "Resumed at the deadline"},
	Withdraw:          {Zh: "撤回", En: "Withdraw"},
	Terminate:         {Zh: "终止", En: "Terminate"},
	CloseMoot:         {Zh: "事由消失终止", En: "Closed as moot"},
	DeathNoted:        {Zh: "当事人死亡告知", En: "A death is told to the case", Means: "Somebody of the case is dead; the case goes on and is decided with that in view."},
	TakeBack:          {Zh: "拿回", En: "Take back"},
	HandOver:          {Zh: "转办", En: "Hand over"},
	Delegate:          {Zh: "委派", En: "Delegate"},
	DelegateDone:      {Zh: "委派办结交回", En: "Give the delegated work back"},
	AskOpinion:        {Zh: "加签", En: "Ask a further opinion"},
	GiveOpinion:       {Zh: "签署意见", En: "Give an opinion"},
	AskCountersign:    {Zh: "发起会签", En: "Ask several to agree"},
	Countersign:       {Zh: "会签", En: "Countersign"},
	WithdrawAsk:       {Zh: "撤回征询", En: "Take an ask back", Means: "An opinion, countersignature or delegated work; with another officer named it is put to that one."},
	Urge:              {Zh: "催办", En: "Urge"},
	Supervise:         {Zh: "督办", En: "Supervise"},
	Designate:         {Zh: "指定办理", En: "Designate", Means: "The level above names another officer or station."},
	CompleteTask:      {Zh: "完成事项", En: "Complete a task"},
	FinishTask:        {Zh: "完成登记后事项", En: "Finish what the entry left"},
	SecondLook:        {Zh: "当场办结复核", En: "Second look"},
}

// EventWords names every event of every business.
func EventWords() map[Event]Word {
	return merged(coreEvents, birthEvents, wardEvents, endingEvents, peerEvents, firstEvents, leadEvents, transitEvents, incomerEvents, bundleEvents, recordEvents)
}

// Record events are written in the journal without being steps of a machine:
// work on materials and on who holds the case.
const (
	MaterialAdded   Event = "material_added"
	MaterialVerdict Event = "material_verdict"
	DataChanged     Event = "data_changed"
	TakeOver        Event = "takeover"
	// HolderLeft notes that the officer who held the case, or of whom something was asked in
	// it, left office: it is back in the pool, or the head is told.
	HolderLeft Event = "holder_left"
	// DifferenceSettled is an officer's decision on an item in which the sources differ.
	DifferenceSettled Event = "difference_settled"
	RecusalDeclared   Event = "recusal_declared"
	TaskOpened        Event = "task_opened"
	Reminded          Event = "reminded"
	Escalated         Event = "escalated"
	LineEnded         Event = "line_ended"
	Proposed          Event = "proposed"
)

var recordEvents = map[Event]Word{
	MaterialAdded:     {Zh: "收取材料", En: "Paper added"},
	MaterialVerdict:   {Zh: "材料核验", En: "Paper checked"},
	DataChanged:       {Zh: "修改申报内容", En: "Declared data changed"},
	DifferenceSettled: {Zh: "认定不符项目", En: "Difference settled"},
	TakeOver:          {Zh: "接管", En: "Taken over"},
	HolderLeft:        {Zh: "承办人离岗，退回待领", En: "The officer left office; back in the pool"},
	RecusalDeclared:   {Zh: "申请回避", En: "Recusal declared"},
	TaskOpened:        {Zh: "新增事项", En: "Task opened"},
	Reminded:          {Zh: "到期提醒", En: "Reminder"},
	Escalated:         {Zh: "逾期上报", En: "Escalated"},
	LineEnded:         {Zh: "子业务办结", En: "A line ended"},
	Proposed:          {Zh: "提出", En: "Proposed"},
}

// ProposeEvent is the event by which the first of two persons proposes a step.
func ProposeEvent(e Event) Event { return "propose_" + e }
