package workflow

// The effects of rosters and lines. Each comment is the whole of what it does.
const (
	// EffAddLines opens a line in Listed for each row of the input, child of this
	// case, with the row's facts and the batch's institution and household, and
	// takes each child's lock. Nothing of it is journaled while the roster is a
	// draft.
	EffAddLines Effect = "add_lines"
	// EffDropLines takes lines off a draft: the row and its lock go as any draft's
	// do. No decision, since nothing was ever asked.
	EffDropLines Effect = "drop_lines"
	// EffTakeLinesOff takes TakenOff on each line named in the input, with the
	// input's successor, in the same transaction; one line's failure fails all.
	EffTakeLinesOff Effect = "take_lines_off"
	// EffRemovalSheet writes the decision for a child whose roster goes no further: the
	// reasons and remedies of the body that ended the roster or took the child off it.
	EffRemovalSheet Effect = "removal_sheet"
	// EffStartLines starts every line's own clock: the line counts as accepted
	// today (after DeemAccepted, on the day of receipt), which fixes eligibility,
	// pins its policy, and its search is due.
	EffStartLines Effect = "start_lines"
	// EffRenewClearances takes ClearanceExpired on every line in OriginCleared whose
	// clearance is no longer good; younger ones stay.
	EffRenewClearances Effect = "renew_clearances"
	// EffReplaceInstitution puts the institution named in the input, with its
	// collective household, in the facts of the batch, and takes BodyReplaced on every
	// line that is not entered or in transit yet.
	EffReplaceInstitution Effect = "replace_institution"
	// EffTakeOverLine puts the institution named in the input, with its collective
	// household, in the facts of the line; what the child said of the body before is
	// forgotten, and the child is heard anew.
	EffTakeOverLine Effect = "take_over_line"
	// EffHandOnLines ends each open line by TakenOff: one without a successor first
	// gets the one the input lists for it, opened with the line's facts, papers,
	// hands, acceptance day and clock. Lines of a draft are dropped.
	EffHandOnLines Effect = "hand_lines_on"

	// EffBindPerson makes the person found the case's subject, pins the person's
	// version, takes the person's lock, and seats the person's station at Origin.
	// The register's own values stand; differing ones of the institution are kept
	// with the case and change nothing (a birth date only by a case of its own).
	EffBindPerson Effect = "bind_person"
	// EffUnbindPerson lets the person found go where the child is searched for again or
	// counts as not registered: the lock on the entry is freed, the subject is the child
	// declared, the asked station sees the child no more and its task is done.
	EffUnbindPerson Effect = "unbind_person"
	// EffDismissed keeps with the case which agreeing entries were ruled out, and why.
	EffDismissed Effect = "record_dismissed"
	// EffDuplicateCase opens a dup_cancel ex officio for the persons found, linked
	// to this case, which waits for it.
	EffDuplicateCase Effect = "open_duplicate_case"
	// EffTakeKeeper is EffBindPerson with the person whom that case kept.
	EffTakeKeeper Effect = "take_keeper"
	// EffRecordGuardianship puts document number and ground of the input in the
	// case's facts and notes on whose behalf it was entered.
	EffRecordGuardianship Effect = "record_guardianship"
	// EffReferMatch sends the referral to criminal police, outside the case view.
	EffReferMatch Effect = "refer_match"
	// EffAskOrigin sends the question to the station of the person's present
	// household, seated at Origin; acknowledgement is due in LimitOriginAck.
	EffAskOrigin Effect = "ask_origin"
	// EffEscalateOrigin tells the next body above the asked station (county,
	// prefecture, region), and sets the timer of Escalate for the body after it, at
	// LimitOriginCity and LimitOriginRegion from the day of the question.
	EffEscalateOrigin Effect = "escalate_origin"
	// EffRerouteOrigin seats another station at Origin and asks it anew: the one
	// named in the input, else the next by the history of household and
	// organisations, else the region alone.
	EffRerouteOrigin Effect = "reroute_origin"
	// EffClearance keeps extract, land note and what kin were told with today as
	// the day of clearance; the person stays locked for this case.
	EffClearance Effect = "record_clearance"
	// EffHeard keeps the child's view, language and record number, class D.
	EffHeard Effect = "record_child_heard"
	// EffChoice keeps what the young person wants at eighteen.
	EffChoice Effect = "record_choice"
	// EffEnterWard enters the child in the collective household, relation 99, in one
	// transaction: a registered one moves out and in (EffMove, number unchanged, one
	// correlation id for both stations), one without registration is entered with
	// a new number (EffFirst, EffNumber).
	EffEnterWard Effect = "enter_child"
	// EffMoveOut enters the move out alone; the person is in transit, the origin
	// answers for them, alarm at LimitLanding, compensation due at LimitCompensate.
	EffMoveOut Effect = "move_out_only"
	// EffLand enters the move in of a person in transit, with relation and guardian.
	EffLand Effect = "land"
	// EffRestore undoes the move out at the household of origin.
	EffRestore Effect = "restore_at_origin"
	// EffTellChoices writes to the young person: stay where registered, or go on
	// with eligibility as of the day of acceptance.
	EffTellChoices Effect = "tell_choices"
	// EffSettledThere links a case that needs no successor to the one where its person is
	// settled: the death entered already, or the ruling on two entries that goes on; of an
	// entry found at eighteen the station is told.
	EffSettledThere Effect = "settled_there"
)

var wardEffects = map[Effect]Word{
	EffAddLines: {Zh: "列入名册并锁定", En: "add the lines and lock the children"}, EffDropLines: {Zh: "从草稿名册去掉", En: "drop the lines of the draft"},
	EffTakeLinesOff: {Zh: "所列子业务移出", En: "take the lines off"}, EffRemovalSheet: {Zh: "出具移出决定书", En: "write the decision to the child"}, EffStartLines: {Zh: "各子业务起算期限", En: "start each line's clock"},
	EffRenewClearances: {Zh: "过期确认重新商请", En: "ask again where a confirmation is old"}, EffReplaceInstitution: {Zh: "变更所属单位和集体户", En: "replace body and household"},
	EffTakeOverLine: {Zh: "改由承接单位办理，重新听取儿童意见", En: "put the line with the body that takes over; the child is heard anew"},
	EffHandOnLines:  {Zh: "未办结子业务转后续业务", En: "hand the open lines on"},
	EffBindPerson:   {Zh: "确定当事人并锁定", En: "bind and lock the person found"}, EffDuplicateCase: {Zh: "开立重户处理", En: "open the duplicate's case"},
	EffUnbindPerson: {Zh: "撤回比中并解除锁定", En: "let the person found go"}, EffDismissed: {Zh: "记录已排除的相同登记", En: "record the entries ruled out"},
	EffTakeKeeper: {Zh: "以保留的户口为准", En: "take the entry kept"}, EffRecordGuardianship: {Zh: "记录监护文书", En: "record the guardianship document"},
	EffReferMatch: {Zh: "移送刑侦部门", En: "refer to criminal police"}, EffAskOrigin: {Zh: "商请迁出地核实", En: "ask the place of origin"},
	EffEscalateOrigin: {Zh: "通报迁出地上级机关", En: "tell the next body above"}, EffRerouteOrigin: {Zh: "改请另一派出所", En: "ask another station"},
	EffClearance: {Zh: "记录迁出地确认", En: "record the confirmation"}, EffHeard: {Zh: "记录儿童意见", En: "record the child's view"},
	EffChoice: {Zh: "记录本人意愿", En: "record the choice"}, EffEnterWard: {Zh: "迁入或首次登记入集体户", En: "enter in the collective household"},
	EffMoveOut: {Zh: "登记迁出", En: "register the move out"}, EffLand: {Zh: "登记落户", En: "register the landing"}, EffRestore: {Zh: "恢复原户口", En: "restore at the origin"},
	EffTellChoices: {Zh: "书面告知可选办法", En: "tell the choices"}, EffSettledThere: {Zh: "关联已登记的死亡或者重户处理", En: "link the death entered, or the ruling on two entries"},
}
