package workflow

// Guard is a named condition of a step. Met reads only the fields listed in
// Reads: Decide hands it nothing else.
type Guard struct {
	Reads []Field
	Met   func(Facts) bool
	// Unmet is what a refused officer reads: what is lacking and what to do next.
	Unmet Word
	Basis Basis
	// Conflict marks a condition whose failure is a conflict with another case
	// rather than a lack in this one.
	Conflict bool
}

// The guards of the core. A released guard is never changed; a changed condition
// gets a new name with its version (…_v2).
const (
	GFactsComplete     GuardID = "facts_complete"
	GStanding          GuardID = "applicant_has_standing"
	GMaterials         GuardID = "materials_verified"
	GNoConflict        GuardID = "no_conflicting_case"
	GNotRecused        GuardID = "not_recused"
	GNotMaker          GuardID = "not_maker"
	GNotChecker        GuardID = "not_checker"
	GFirstCorrection   GuardID = "correction_asked_once"
	GNoticeAnswered    GuardID = "notice_answered"
	GWithinNotice      GuardID = "within_notice_period"
	GOnSpotLevel       GuardID = "level_on_the_spot"
	GStationLevel      GuardID = "level_station"
	GAboveSpot         GuardID = "level_above_the_spot"
	GAboveStation      GuardID = "level_above_station"
	GCountyLevel       GuardID = "level_county"
	GAboveCounty       GuardID = "level_above_county"
	GAcceptor          GuardID = "accepting_officer_decides"
	GNotExtended       GuardID = "extended_once"
	GNotReturned       GuardID = "not_returned"
	GOpinionsIn        GuardID = "opinions_in"
	GCountersigned     GuardID = "countersigned"
	GCountersignsIn    GuardID = "countersigns_answered"
	GTasksDone         GuardID = "required_tasks_done"
	GStageMine         GuardID = "stage_is_mine"
	GProposed          GuardID = "proposed_by_another"
	GLastMine          GuardID = "last_step_mine"
	GUnopened          GuardID = "not_opened_since"
	GFromVerifying     GuardID = "came_from_verifying"
	GFromAccepted      GuardID = "came_from_accepted"
	GNoLooseChild      GuardID = "no_loose_child"
	GEntryFits         GuardID = "entry_found_is_theirs"
	GSiteMayEffect     GuardID = "site_may_effect"
	GNotFollowing      GuardID = "not_a_following_case"
	GNotOwed           GuardID = "not_owed_by_another_case"
	GSubjectUnchanged  GuardID = "subject_unchanged"
	GSubjectAlive      GuardID = "subject_alive"
	GHouseholdOpen     GuardID = "household_open"
	GHouseholdHere     GuardID = "household_here"
	GRegisteredHere    GuardID = "registered_here"
	GTaskMine          GuardID = "task_is_mine"
	GHeadByNow         GuardID = "household_has_head_by_now"
	GAskMine           GuardID = "ask_is_mine"
	GNoStands          GuardID = "answered_no_stands"
	GEntryRefused      GuardID = "entry_refused"
	GCountysCase       GuardID = "decided_by_the_county"
	GSuspensionOver    GuardID = "suspension_over"
	GNoOpenLines       GuardID = "no_open_lines"
	GHasReturnee       GuardID = "was_returned"
	GLedgerCertified   GuardID = "number_ledger_certified"
	GNotRegisteredYet  GuardID = "not_registered_yet"
	GSubjectRegistered GuardID = "subject_registered"
	GNothingLeft       GuardID = "nothing_left_to_decide"
	GObjectionUpheld   GuardID = "nothing_left_or_objection"

	// Conditions used by escalators and rules alone.
	GAge1       GuardID = "age_at_least_1"
	GAge6       GuardID = "age_at_least_6"
	GLateOver1  GuardID = "more_than_a_year_late"
	GDoubtNoted GuardID = "doubt_noted"
)

func flag(f Field, want bool, b Basis, zh, en string) Guard {
	return Guard{Reads: []Field{f}, Met: func(x Facts) bool { return x.Bool(f) == want }, Basis: b, Unmet: Word{Zh: zh, En: en}}
}

func none(f Field, b Basis, zh, en string) Guard {
	return Guard{Reads: []Field{f}, Met: func(x Facts) bool { return len(x.List(f)) == 0 && x.Int(f) == 0 }, Basis: b, Unmet: Word{Zh: zh, En: en}}
}

func level(b Basis, zh, en string, ok func(Level) bool) Guard {
	return Guard{Reads: []Field{FRequiredLevel}, Met: func(x Facts) bool { return ok(Level(x.Int(FRequiredLevel))) }, Basis: b, Unmet: Word{Zh: zh, En: en}}
}

func some(f Field, b Basis, zh, en string) Guard {
	return Guard{Reads: []Field{f}, Met: func(x Facts) bool { return len(x.List(f)) > 0 }, Basis: b, Unmet: Word{Zh: zh, En: en}}
}

func atLeast(f Field, n int, b Basis, zh, en string) Guard {
	return Guard{Reads: []Field{f}, Met: func(x Facts) bool { return x.Int(f) >= n }, Basis: b, Unmet: Word{Zh: zh, En: en}}
}

func coreGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GFactsComplete: none(FFactsMissing, "Reg. 7–19", "还有必填项目未填写，请补全所列项目后再办；已上报审批的，先退回承办民警补全。", "Some items are not filled in: complete those named, then go on; a case in review is first returned to the officer, who completes them."),
		GStanding:      flag(FStanding, true, "Norm 19–33", "申报人与当事人的关系不在可申报之列，请由有资格的人或其委托人申报。", "This relation to the subject gives no standing; a person named by the rule, or their agent, must lodge."),
		GMaterials:     none(FMaterialsMissing, "Norm 12, 45", "有材料尚未收齐或未核验，请先收取并核验。", "Some papers are not in or not checked; take them in and check them first."),
		GNoConflict: {Reads: []Field{FConflictingCase, FHolders}, Met: func(x Facts) bool { return !x.Bool(FConflictingCase) }, Basis: "Reg. 6", Conflict: true,
			Unmet: Word{Zh: "当事人另有登记或在办业务：列出编号的，先办结那一件（迁移途中的，在原迁移件中恢复或了结）；列出派出所的，由该所先办结或者撤回，请与其联系；没有列出的，按姓名或证号检索，查不到的，可能是其他单位在办，由所领导请户政协查，由该单位先办结或者撤回。", En: "Another registration or an open case concerns this person: where a case is listed by its number, bring that to its end first (of a move under way, restore or close it there); where a station is listed, it has the case and brings it to its end or withdraws it: ask there; where none is, search by name or number, and if nothing is found another office may have an open case: have your head ask the registration office, so that it is brought to its end or withdrawn there."}},
		GNotRecused: {Reads: []Field{FActorIsSubject, FActorIsKin, FActorRecused}, Met: func(x Facts) bool {
			return !x.Bool(FActorIsSubject) && !x.Bool(FActorIsKin) && !x.Bool(FActorRecused)
		}, Basis: "公务员法 76", Unmet: Word{Zh: "您是当事人、其近亲属或已申请回避，须由其他民警办理；无人可办的，请上级指定办理。", En: "You are a party, kin of a party, or recused; another officer must act. Where there is nobody, ask the level above to designate one."}},
		GNotMaker:        flag(FActorIsMaker, false, "Norm 9; 公务员法 76", "您经办过本案，不得再审批，须由另一名民警决定。", "You made this case, so you may not decide it; another officer must."),
		GNotChecker:      flag(FActorIsChecker, false, "Norm 9; 公务员法 76", "您审批过本案，不得再经办，请由另一名民警办理。", "You decided in this case, so you may not work on it; another officer must."),
		GFirstCorrection: flag(FCorrectionAsked, false, "行政许可法 32", "补正只能告知一次，已告知过；如有新的事实，请用“要求补充材料”。", "Corrections may be asked once, and were; for new facts use “ask for further papers”."),
		GWithinNotice:    flag(FNoticePeriodOver, false, "行政许可法 32", "五个工作日内未告知，自收到之日起即为受理，不能再要求补正。", "Five working days have passed without a notice, so the case counts as accepted from the day of receipt."),
		GNoticeAnswered: none(FNoticeLacking, "行政许可法 32", "书面告知补正或者补充的事项还没有补齐（所列为尚缺的）：材料请收取或者调取，申报项目请补填，其他事项已补的在“已补的事项”中列明；申报人补不了的列入“补不了或者不必再补的事项”并写明理由，按现有材料办理。没有补齐以前，本案仍待补，期限停止计算。",
			"Not everything that the notice asked for is here (what lacks is listed): take in or fetch the papers, fill in the items of the form, and list what else was brought under “items that are here now”; what the applicant cannot bring goes under “items that cannot be brought, or need not be” with a reason, and the case goes on with what there is. Until then it waits for them, and its time stands still."),
		GOnSpotLevel:  level("Norm 9", "本案不属于当场办结，请转调查核实或上报审核。", "This case is not decided on the spot; send it to verification or review.", func(l Level) bool { return l == P0 }),
		GAboveSpot:    level("Norm 9", "本案可当场办结，无须上报。", "This case is decided on the spot.", func(l Level) bool { return l > P0 }),
		GStationLevel: level("Norm 9", "本案须由上级公安机关决定，请上报。", "A higher body decides this case; pass it up.", func(l Level) bool { return l <= P1 }),
		GAboveStation: level("Norm 9", "本案由所领导决定，无须上报。", "The station decides this case.", func(l Level) bool { return l > P1 }),
		GCountyLevel:  level("Norm 9", "本案须由设区市公安机关决定，请上报。", "The prefecture decides this case; pass it up.", func(l Level) bool { return l <= P2 }),
		GAboveCounty:  level("Norm 9", "本案由县级公安机关决定，无须上报。", "The county decides this case.", func(l Level) bool { return l > P2 }),
		GAcceptor:     flag(FActorIsAcceptor, true, "Norm 7, 8", "当场办结由受理民警决定，请由受理民警办理或转调查核实。", "The officer who accepted decides on the spot; ask that officer, or send it to verification."),
		GNotReturned: {Reads: []Field{FReturnedBy}, Met: func(x Facts) bool { return x.Text(FReturnedBy) == "" }, Basis: "行政许可法 42",
			Unmet: Word{Zh: "本案由上级退回，正在计算的是退回机关的期限，只能由该机关延期。", En: "The case was returned, and the period that runs is that of the body which returned it; only that one extends it."}},
		GNotExtended:    flag(FExtended, false, "行政许可法 42", "本级已经延期过一次：不论在哪个环节，每级只能延期一次。", "This level has extended once already: each level may extend once in all, at whichever stage."),
		GOpinionsIn:     none(FOpenOpinions, ruleTogether, "还有加签意见未签署：请等待或催办；不再需要的，由征询人或者其本级、上级的领导“撤回征询”，也可改请他人。", "A further opinion is outstanding: wait for it or urge it; where it is no longer needed, whoever asked, or leads at that level or above, takes it back by “take an ask back”, or puts it to another officer."),
		GCountersigned:  none(FCountersignLack, ruleTogether, "会签人数尚未达到要求：请等待或催办；不再需要的，由征询人或者其本级、上级的领导“撤回征询”（已有人答复不同意的，由上一级的领导撤回），也可改请他人。", "Not enough of the asked officers have agreed yet: wait or urge; where it is no longer needed and nobody has answered no, whoever asked, or leads at that level or above, takes it back by “take an ask back”, or puts it to another officer."),
		GCountersignsIn: none(FCountersignWaits, ruleTogether, "还有会签没有答复：请等待或催办；不再需要的，由征询人或者其本级、上级的领导“撤回征询”，也可改请他人。已有人答复不同意的，可以上报或者不予批准，答复随案。", "Somebody asked to countersign has not answered: wait or urge; where it is no longer needed, whoever asked, or leads at that level or above, takes it back by “take an ask back”, or puts it to another officer. A no that was given keeps nobody from passing up or refusing; it goes with the case."),
		GTasksDone:      none(FOpenTasks, "Norm 9", "还有必须完成的事项（所列为事项和承办人），请由其先完成；是交办的而不再需要的，由交办人或者其本级、上级的领导用“撤回征询”收回。", "Required tasks are still open (listed with who owes them); they complete them first. What was delegated and is needed no more is taken back by “take an ask back”, by whoever delegated it or leads at that level or above."),
		GStageMine:      none(FStageOf, ruleTogether, "本案现在由所列上级机关办理，交办、征询意见和会签只由该机关的承办人或者决定人发起，以免拖住其决定：有话要说的，请用“催办”告知。", "The case is with the higher body listed, and only whoever works on it or decides there delegates, asks an opinion or asks for signatures, so that nobody below holds the decision up: whoever has something to say sends a reminder (urge)."),
		GProposed:       flag(FProposedByOther, true, ruleTwo, "本步骤须由两人办理：请先由另一名民警提出。", "This act takes two persons: another officer must propose it first."),
		GLastMine:       flag(FLastStepMine, true, ruleTakeBack, "只有办理上一步的人可以拿回。", "Only the officer who took the last step may take it back."),
		GUnopened:       flag(FOpenedSince, false, ruleTakeBack, "下一环节已打开本案，不能拿回；请联系对方退回。", "The next officer has opened the case, so it cannot be taken back; ask for a return."),
		GFromVerifying:  cameFrom(Verifying, "上一环节不是调查核实，不能拿回到该环节。", "The case did not come from verification, so it cannot be taken back there."),
		GFromAccepted:   cameFrom(Accepted, "上一环节不是已受理，不能拿回到该环节。", "The case did not come from the accepted state, so it cannot be taken back there."),
		GNoLooseChild: {Reads: []Field{FUnregistered, FHasSuccessor, FSuccessorsFit}, Met: func(x Facts) bool { return !x.Bool(FUnregistered) || x.Bool(FHasSuccessor) },
			Basis: "国办发〔2015〕96号; 未成年人保护法 4", Unmet: Word{Zh: "当事人尚无户口，结束本案须同时开立有承办人和期限的后续业务：请在“后续业务”中选择所列能为其办理登记的一项；同一人另有在办业务的，选“已有业务”。查明已有户口的，由承办民警提出、所领导确认“已有登记终止”，填写“查到的公民身份号码”，与户籍库一致的无须后续业务。", En: "The subject has no registration: ending this case needs a successor with an owner and a due date in the same act: in “successor” choose one of those listed, which register the person, or “An open case” where another open case is about the same person. Where the person is found registered, the officer proposes and the station head confirms “Registered already” with “the citizen number found”: where the register has them as declared, no successor is needed."}},
		GEntryFits:        none(FLeadDiffers, "Reg. 6; 国办发〔2015〕96号", "查到的登记与本案申报的当事人不一致（所列项目），或者户籍库中没有人持有此号码：请核对号码和申报内容；不是同一人的，不能按已有户口终止，请删去号码，另选后续业务。", "The entry found is not as this case has the person (in what is listed), or nobody in the register has this number: compare number and declaration; another person’s entry ends nothing, so leave the number out and choose a successor."),
		GNotOwed:          flag(FFollowsCase, false, "Reg. 8", "本件由另一案的死亡事实转来，不由申报人撤回：请继续办理；事实不成立的，受理后由所领导决定不予办理。", "Another case has shown this death: it is not the declarant's to withdraw. Go on with it; where it did not happen, accept it and let the head refuse it."),
		GNotFollowing:     flag(FFollowsCase, false, "Norm 7", "本件由另一案转来，是否撤回由民警决定。", "Another case opened this one: an officer of the police decides whether it is withdrawn."),
		GSiteMayEffect:    flag(FSiteMayEffect, true, "Reg. 3", "现在不能执行登记：派出所户籍室今日不开放，或者本服务点只受理、不登记。户籍室下一个开放日由系统自动登记，也可以由派出所届时执行。", "It cannot be entered now: the station's own office is closed today, or this site takes in and does not register. It is entered by itself on the office's next open day, or by the station then."),
		GSubjectUnchanged: flag(FSubjectVersions, true, ruleUnchanged, "当事人的登记在受理或核实后已变动。请退回核实，按现在的登记核对并重新报核实结果，再审核。", "The subject's entry has changed since acceptance or the last check. Return the case, compare with the entry as it stands, report again, then decide."),
		GSubjectAlive:     flag(FSubjectDead, false, "Reg. 8", "当事人已登记死亡或注销，不能办理本业务。", "The subject is registered as dead or cancelled; this business is not possible."),
		GHouseholdOpen:    flag(FHouseholdOpen, true, "Reg. 5", "拟落户的户不存在或已撤销，须另选户：由承办民警“要求补充材料”，申报人改填后继续；已上报审批的，先退回承办民警。", "The household to join does not exist or is closed, and another is to be chosen: the officer asks for a further declaration, in which it is named anew; a case in review is first returned to the officer."),
		GHouseholdHere:    flag(FHouseholdHere, true, "Reg. 3, 6", "拟落户的户不在本案登记地派出所辖区：户选错的，改选本辖区的户。户没有选错的：尚未受理的，以该户所属派出所为登记地另开业务，本件不予受理并写明该所；已受理的无户口人员（含新生儿）业务，由承办民警“要求补充材料”，写明现在的户，“补充材料收讫”时本案随户转该派出所，期限和结论接续（已上报审批的，先退回承办民警）；其他已受理的业务，撤回后以该所为登记地另行申报。", "The household to join lies outside the area of this case's register station: if it is the wrong one, choose one inside. If it is right: before the acceptance, open the case anew with that household's station as the register station, and decline this one naming it; once accepted, the case of a person without registration (a newborn too) goes along: the officer asks for a further declaration with the household as it is now, and when that is in, the case is that station's, with its periods and findings as they are (a case in review is first returned to the officer); any other accepted case is withdrawn and declared anew with that station as the register station."),
		GRegisteredHere:   flag(FRegisteredHere, true, "Reg. 3, 6", "当事人的户口不在本案登记地派出所，本所无权变动：请核对当事人；确属该人的，由其户口所在地派出所办理，本所可代收材料（登记地填该所）。", "The person is not registered with this case's register station, which may not change the entry: check the person; if it is the right one, that person's own station handles the case, and this one may take the papers in for it (name it as the register station)."),
		GAskMine:          flag(FAskIsMine, true, ruleTogether, "没有这项尚在等待的征询，或者它不是您发起的，您也不是发起人本级或者上级的领导：请由发起人或者其本级、上级的领导撤回。", "No such ask holds the case up, or you neither asked nor lead in this case at the level that asked or above: whoever does takes it back."),
		GCountysCase:      level("Norm 9", "本案不由县级公安机关决定：请由作出准予的一级退回。", "The county does not decide this case: the level that approved returns it.", func(l Level) bool { return l == P2 }),
		GEntryRefused: some(FEntryRefused, ruleReturn, "本案已准予，登记的各项条件都符合，不能退回：等候编号、等候服务点登记日或者户被暂停的，条件恢复后由系统或者户籍民警执行“登记”。",
			"The case is approved and nothing of its own keeps it out of the register, so it is not returned: where numbers, the day of the site or a suspended household are waited for, it is entered once they are there."),
		GNoStands: flag(FAnsweredNo, false, ruleTogether, "这次会签已有人答复不同意，答复有效，征询人和本级领导不能自行撤回：请退回核实或者不予批准；仍须继续的，由征询人上一级的领导撤回（设区的市征询的，由自治区公安厅撤回），或者写明理由另行会签，另行会签中与答复不同意的人同级或者更高的人，同意的不少于原要求的人数后即可撤回这一次，下级的同意不算。",
			"Somebody asked to countersign answered no; the answer stands, and neither whoever asked nor the lead of that level takes it back alone: return the case or decide against it; to go on all the same, a lead of the level above takes it back (the region where the prefecture asked), or others are asked to countersign anew with a reason, and once as many agree as were asked for, of the level of whoever answered no or above, this one may be taken back; a yes from below does not count."),
		GTaskMine:        flag(FTaskIsMine, true, ruleTogether, "该事项不由您承担。", "This task is not yours."),
		GHeadByNow:       flag(FStillHeadless, false, "Norm 16", "该户还没有户主，“变更户主”事项不能直接办结：请办“变更户主”，执行后该事项随即办结。", "The household has no head yet, so the task to choose one is not ended by hand: have a head chosen by “change of the head of a household”, whose entry ends it."),
		GSuspensionOver:  flag(FSuspensionReached, true, "行政许可法 45", "中止期限尚未届满。", "The suspension has not reached its end."),
		GNoOpenLines:     none(FOpenLines, ruleRoster, "还有子业务未办结。", "Some lines have not ended."),
		GHasReturnee:     {Reads: []Field{FReturnedBy}, Met: func(x Facts) bool { return x.Text(FReturnedBy) != "" }, Basis: ruleReturn, Unmet: Word{Zh: "本案没有被退回，请按正常程序上报。", En: "The case was not returned; use the ordinary step."}},
		GLedgerCertified: flag(FDivisionLedger, true, "Norm 4", "该地区的号码台账尚未核定，暂不能编号，请联系户政。", "This division's number ledger is not certified yet; ask the registration office."),
		GNotRegisteredYet: flag(FRegisteredAlready, false, "Reg. 6", "当事人已有户口，或父母一方名下已有同名、同次出生的孩子（已死亡、已迁往外省的也算），不能再次首次登记。请检索核对：是同一人的，本件因已登记而终结，死亡或迁出登记有误的先冲销；不是的（如双胞胎），把姓名、出生日期和同胎次序填对。",
			"The subject is registered already, or a child of the same name or birth stands under one of the parents, perhaps dead or moved to another province since. Look it up: if it is the same child, this case ends as registered already, and a death or move entered wrongly is reversed first; if not (a twin, say), put name, date of birth and order of birth right."),
		GNothingLeft: coded(InReasonCode, "行政许可法 70", "只有事由消失、已有登记或另有在办的才终止；认为不符合条件的，报有权决定的层级作出不予办理决定。",
			"A case ends so only where nothing is left to decide, or where the person is registered or in hand elsewhere; who thinks that it should not be granted sends it up to the level that decides.", "moot", "registered_already"),
		GObjectionUpheld: coded(InReasonCode, "行政许可法 36, 70", "只有事由消失、已有登记、另有在办或异议成立的才终止；其余报有权决定的层级决定。",
			"A case ends so only where nothing is left to decide, where the person is in hand elsewhere, or where an objection is upheld; everything else is for the level that decides.", "moot", "registered_already", "objection"),
		GSubjectRegistered: flag(FRegisteredAlready, true, "Reg. 6", "当事人没有有效的户口登记。", "The subject has no active registration."),
		GAge1:              atLeast(FAge, 1, ruleLevels, "当事人不满一周岁。", "The subject is under one year."),
		GAge6:              atLeast(FAge, 6, "Norm 9", "当事人不满六周岁。", "The subject is under six years."),
		GLateOver1:         atLeast(FLateYears, 1, "Reg. 7", "迟报未满一年。", "Not more than a year late."),
		GDoubtNoted:        flag(FactDoubt, true, "Norm 9", "未记录疑点。", "No doubt is noted."),
	}
}

func cameFrom(s State, zh, en string) Guard {
	return Guard{Reads: []Field{FPreviousState}, Met: func(x Facts) bool { return State(x.Text(FPreviousState)) == s }, Basis: ruleTakeBack, Unmet: Word{Zh: zh, En: en}}
}

// Guards holds every guard of every business.
func Guards() map[GuardID]Guard {
	return merged(coreGuards(), birthGuards(), wardGuards(), endingGuards(), peerGuards(), bundleGuards(), elsewhereGuards(), objectionGuards(), declaredGuards(), restoreGuards(), abroadGuards(), serviceGuards(), falseGuards(), changeGuards(), firstGuards(), issueGuards(), leadGuards())
}
