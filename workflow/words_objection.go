package workflow

// What is written about an objection in a case that the station opened by itself.
const (
	InObjector   Field = "objector"
	InObjectedTo Field = "objected_to"
)

// What the register finds out about objections.
const (
	// FObjectionHeard is true when the objector named in the input has objected to the
	// same in this case before.
	FObjectionHeard Field = "same_objection_heard"
	// FObjectionOpen is true when nobody has answered the last Object, nor told the
	// person anew since.
	FObjectionOpen Field = "objection_unanswered"
	// FNoticeGiven is true when PublishNotice was taken since the last Tell.
	FNoticeGiven Field = "public_notice_given"
)

// The guards of objections.
const (
	GObjectionNew      GuardID = "objection_not_heard_before"
	GObjectionRepeated GuardID = "objection_heard_before"
	GObjectionOpen     GuardID = "objection_unanswered"
	GNoticeGiven       GuardID = "public_notice_given"
	GNoticeNotGiven    GuardID = "public_notice_not_given"
)

func objectionFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		InObjector: input("异议人", "Who objects", KindText, "C"),
		InObjectedTo: input("对什么有异议", "What is objected to", KindCode, "C", code("finding", "认定的事实", "The facts found"), code("outcome", "拟作的处理", "What is to be done"),
			code("procedure", "告知、公示等程序", "The telling, the notice or another step"), code("rights", "影响本人或他人的权益", "The effect on somebody's rights")),
		FObjectionHeard: computed("同一人同一异议已听取", "The same objection was heard before", KindBool).by(InObjector, InObjectedTo),
		FObjectionOpen:  computed("异议尚未答复", "An objection is unanswered", KindBool),
		FNoticeGiven:    computed("已发布公示", "Public notice was given", KindBool),
	}
}

func objectionGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GObjectionNew:      flag(FObjectionHeard, false, ruleNotice, "同一人对同一事项的异议已听取过，不再中断办理：请用“登记重复异议”书面答复；有新的事项的，写明是对什么有异议。", "This person's objection to the same was heard: it stops the case no more. Use “note a repeated objection” and answer in writing; where it is about something else, say about what."),
		GObjectionRepeated: flag(FObjectionHeard, true, ruleNotice, "此人对此事项的异议尚未听取过，请用“提出异议”登记。", "This person's objection to this was not heard yet: enter it by “object”."),
		GObjectionOpen:     flag(FObjectionOpen, true, ruleNotice, "没有待答复的异议：请告知当事人或继续核实。", "No objection waits for an answer: tell the person, or go on verifying."),
		GNoticeGiven:       flag(FNoticeGiven, true, ruleNotice, "尚未公示，答复后回到“已告知”。", "No public notice was given; after the answer the case is told."),
		GNoticeNotGiven:    flag(FNoticeGiven, false, ruleNotice, "已经公示，答复后回到“公示”，期限不重新计算。", "Public notice was given; after the answer the case is in it, and its days do not begin anew."),
	}
}
