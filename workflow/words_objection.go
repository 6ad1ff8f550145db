package workflow

// What is written about an objection in a case that the station opened by itself.
const (
	InObjector   Field = "objector"
	InObjectedTo Field = "objected_to"
	// InObjectorIs tells who objects: SaysThePerson, who says that they are the person of
	// the case, or SaysAnother. The officer who hears them declares it, with nothing preset.
	InObjectorIs Field = "objector_is"
	// InPersonMet is what came of meeting whoever objected as the person of the case.
	InPersonMet Field = "person_met"
)

// The codes of InObjectorIs.
const (
	SaysThePerson = "the_person"
	SaysAnother   = "another"
)

// The codes of InPersonMet.
const (
	MetThePerson = "the_person"
	MetAnother   = "another"
	DidNotCome   = "did_not_come"
)

// What the register finds out about objections.
const (
	// FObjectionHeard is true when the objector named in the input has objected to the
	// same in this case before. Of the person held for dead it is never true: each time
	// they come they are met.
	FObjectionHeard Field = "same_objection_heard"
	// FObjectionOpen is true when nobody has answered the last Object, nor told the
	// person anew since.
	FObjectionOpen Field = "objection_unanswered"
	// FOwnObjection is true when a person of the case, as declared or by name, is who
	// objected last, and nobody has answered it, nor told the person anew since.
	FOwnObjection Field = "person_objected"
	// FNoticeGiven is true when PublishNotice was taken since the last Tell.
	FNoticeGiven Field = "public_notice_given"
)

// The guards of objections.
const (
	GObjectionNew      GuardID = "objection_not_heard_before"
	GObjectionRepeated GuardID = "objection_heard_before"
	GObjectionOpen     GuardID = "objection_unanswered"
	// GPersonMet keeps anybody from answering the person's own objection unseen, and
	// GOwnAnswered from deciding with it unanswered; GNotAlive does so in a death, and
	// keeps a living person's from being answered away.
	GPersonMet      GuardID = "person_who_objected_met"
	GOwnAnswered    GuardID = "person_who_objected_answered"
	GNotAlive       GuardID = "person_who_objected_lives"
	GNoticeGiven    GuardID = "public_notice_given"
	GNoticeNotGiven GuardID = "public_notice_not_given"
)

func objectionFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		InObjector: input("异议人", "Who objects", KindText, "C"),
		InObjectedTo: input("对什么有异议", "What is objected to", KindCode, "C", code("finding", "认定的事实", "The facts found"), code("outcome", "拟作的处理", "What is to be done"),
			code("procedure", "告知、公示等程序", "The telling, the notice or another step"), code("rights", "影响本人或他人的权益", "The effect on somebody's rights")),
		InObjectorIs: input("异议人是不是当事人本人", "Whether the objector is the person of the case", KindCode, "C", code(SaysThePerson, "自称是当事人本人", "Says to be the person of the case"), code(SaysAnother, "不是当事人本人", "Somebody else")),
		InPersonMet: input("当面核对提出异议的当事人本人的结果", "What came of meeting the person who objected", KindCode, "C", code(MetThePerson, "已当面核对身份，是本人", "Met, and is the person"), code(MetAnother, "已当面核对身份，不是本人", "Met, and is somebody else"),
			code(DidNotCome, "已书面约见，没有到场", "Asked in writing to come, and did not")),
		FOwnObjection:   computed("当事人本人提出异议", "A person of the case objected", KindBool),
		FObjectionHeard: computed("同一人同一异议已听取", "The same objection was heard before", KindBool).by(InObjector, InObjectedTo, InObjectorIs),
		FObjectionOpen:  computed("异议尚未答复", "An objection is unanswered", KindBool),
		FNoticeGiven:    computed("已发布公示", "Public notice was given", KindBool),
	}
}

func objectionGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GObjectionNew:      flag(FObjectionHeard, false, ruleNotice, "同一人对同一事项的异议已听取过，不再中断办理：请用“登记重复异议”书面答复；有新的事项的，写明是对什么有异议。", "This person's objection to the same was heard: it stops the case no more. Use “note a repeated objection” and answer in writing; where it is about something else, say about what."),
		GObjectionRepeated: flag(FObjectionHeard, true, ruleNotice, "此人对此事项的异议尚未听取过，或者提出异议的是被认定死亡的本人（每次提出都要当面核对）：请用“提出异议”登记。", "This person's objection to this was not heard yet, or it is the person held for dead, who is met each time they come: enter it by “object”."),
		GObjectionOpen:     flag(FObjectionOpen, true, ruleNotice, "没有待答复的异议：请告知当事人或继续核实。", "No objection waits for an answer: tell the person, or go on verifying."),
		GPersonMet: {Reads: []Field{FOwnObjection, InPersonMet}, Met: func(x Facts) bool { return !x.Bool(FOwnObjection) || x.Has(InPersonMet) }, Basis: "行政许可法 36; " + ruleNotice,
			Unmet: Word{Zh: "提出异议的是本案当事人本人：先当面核对其身份（不到场的书面约见），填写核对结果，再答复。", En: "The person of the case objected: meet them and check who they are first (ask in writing whoever does not come), fill in what came of it, then answer."}},
		GOwnAnswered: flag(FOwnObjection, false, ruleNotice, "当事人本人提出的异议还没有答复：请退回核实，当面核对本人身份并答复异议后再报；异议成立的，由所领导终止本案。", "The objection of the person of the case is unanswered: return the case to verification, where they are met and answered, and have it reported again; where the objection is upheld the head ends the case."),
		GNotAlive: {Reads: []Field{FOwnObjection, InPersonMet}, Met: func(x Facts) bool {
			return !x.Bool(FOwnObjection) || x.Has(InPersonMet) && x.Text(InPersonMet) != MetThePerson
		}, Basis: "Reg. 8; " + ruleNotice, Unmet: Word{Zh: "提出异议的是被认定死亡的本人：先当面核对其身份（不到场的书面约见），填写核对结果，再答复；经核对是本人、人在世的，不能答复后继续办理，由所领导终止本案，理由选“异议成立”。",
			En: "Who objected is the person held for dead: meet them and check who they are first (ask in writing whoever does not come), fill in what came of it, then answer; where it is the person, who lives, no answer leads on, and the head ends the case, the objection being upheld."}},
		GNoticeGiven:    flag(FNoticeGiven, true, ruleNotice, "尚未公示，答复后回到“已告知”。", "No public notice was given; after the answer the case is told."),
		GNoticeNotGiven: flag(FNoticeGiven, false, ruleNotice, "已经公示，答复后回到“公示”，期限不重新计算。", "Public notice was given; after the answer the case is in it, and its days do not begin anew."),
	}
}
