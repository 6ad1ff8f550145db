package workflow

import "hukou/workflow/calendar"

// PublicHousehold is the move to the community's collective household (Norm 46).
const PublicHousehold Business = "public_household"

// FactWhoAsks is whether the new owner asks, or those who are registered there.
const FactWhoAsks Field = "who_asks"

// What an officer writes with a step of it.
const (
	InHasHome         Field = "has_a_home"
	InHome            Field = "lives_at"
	InObjectionAnswer Field = "answer_to_objection"
)

// What the register finds out.
const (
	// FCommunityHousehold is true when the household to join stands and is a community's
	// collective one.
	FCommunityHousehold Field = "community_household"
	// FHasHome is what the last check found on whether they have somewhere to live.
	FHasHome Field = "found_to_have_a_home"
	// FLeaveOver is true when LimitLeave has passed since they were told.
	FLeaveOver Field = "time_to_leave_over"
	// FObjected is true when somebody objected in this case.
	FObjected Field = "somebody_objected"
)

func publicHouseholdFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactWhoAsks: form("由谁申请", "Who asks", KindCode, "B", code("owner", "房屋新所有权人", "The new owner of the home"), code("self", "本人或者户主", "The person, or the head")),
		InHasHome:   input("当事人有处居住", "They have somewhere to live", KindBool, "B"), InHome: input("现居住地和居住情况", "Where and how they live", KindLong, "C"),
		InObjectionAnswer:   input("对异议的书面答复编号", "Written answer to the objection, number", KindText, "B"),
		FCommunityHousehold: computed("落户的户为社区集体户", "The household to join is a community's", KindBool), FHasHome: computed("核实有处居住", "Found to have somewhere to live", KindBool),
		FLeaveOver: computed("告知的迁出期限已过", "The time to leave is over", KindBool), FObjected: computed("有人提出异议", "Somebody objected", KindBool),
	}
}

// The guards of the move to the community's collective household.
const (
	GCommunityHousehold GuardID = "community_household"
	GOwnRequest         GuardID = "asked_for_by_themselves"
	GOwnersRequest      GuardID = "asked_for_by_the_owner"
	GNotHomeless        GuardID = "not_homeless"
	GLeaveOver          GuardID = "time_to_leave_over"
	GObjectionHeard     GuardID = "objection_answered"
)

func publicHouseholdGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GCommunityHousehold: flag(FCommunityHousehold, true, "Norm 15, 46", "落户的户不是社区集体户，或者已撤销，请改选本所的社区集体户。", "The household to join is no community's collective one, or does not stand; choose one of this station."),
		GOwnRequest:         coded(FactWhoAsks, "Norm 46", "房屋新所有权人申请的，须先告知在册人员自行迁出并听取意见。", "Where the new owner asks, those registered there are told first, and heard.", "self"),
		GOwnersRequest:      coded(FactWhoAsks, "Norm 46", "本人申请的，无须告知迁出，直接核实。", "They ask themselves: nobody needs telling; go on to the check.", "owner"),
		GNotHomeless:        flag(FHasHome, true, "Norm 46", "核实当事人无处居住的，不得迁出：请协调民政和社区落实居所后再决定，或者不予办理。", "They have nowhere to live, so they are not moved: find a home with civil affairs and the community first, or refuse."),
		GLeaveOver:          flag(FLeaveOver, true, ruleNotice, "告知的自行迁出期限未满；当事人已提出意见的，请登记异议后核实。", "The time they were given is not over; where they have spoken, enter the objection and verify it."),
		GObjectionHeard: {Reads: []Field{FObjected, InObjectionAnswer}, Met: func(x Facts) bool { return !x.Bool(FObjected) || x.Has(InObjectionAnswer) }, Basis: "行政许可法 36",
			Unmet: Word{Zh: "有人提出异议的，批准须附书面答复。", En: "Somebody objected: approving needs a written answer."}},
	}
}

// LimitLeave is the time that they are given to move their entry themselves.
const LimitLeave Limit = "time_to_leave"

func publicHouseholdLimits() map[Limit]LimitRule {
	return map[Limit]LimitRule{LimitLeave: {Word{Zh: "告知后自行迁出期限", En: "Time to move out after telling"}, days(30, calendar.UnitDay), ruleNotice}}
}

// The effects of the move to the community's collective household.
const (
	// EffTellLeave writes to those registered there: move by the day named, or say what
	// stands against it.
	EffTellLeave Effect = "tell_to_leave"
	// EffKeepHome keeps what the check found on where they live.
	EffKeepHome Effect = "keep_where_they_live"
)

var publicHouseholdEffects = map[Effect]Word{
	EffTellLeave: {Zh: "告知自行迁出和陈述申辩", En: "tell them to move, and that they may object"}, EffKeepHome: {Zh: "记录居住情况", En: "record where they live"},
}
