package workflow

import "slices"

// The guards of rosters and lines. A condition with "where registered" holds of
// itself for a child without registration, and the other way round.
const (
	GRosterSound     GuardID = "roster_sound"
	GChildrenFree    GuardID = "children_in_no_other_case"
	GHasLines        GuardID = "roster_has_lines"
	GUnitValid       GuardID = "unit_certificate_valid"
	GUnitPublic      GuardID = "unit_set_up_by_civil_affairs"
	GHelperNamed     GuardID = "household_helper_named"
	GHeadNamed       GuardID = "household_head_named"
	GImpactFiled     GuardID = "impact_assessment_filed"
	GNewUnitReady    GuardID = "new_unit_ready"
	GLinesSettled    GuardID = "every_line_ended_or_succeeded"
	GNoLooseLines    GuardID = "no_loose_lines"
	GBatchRunning    GuardID = "batch_running"
	GRosterPapers    GuardID = "roster_papers_verified"
	GIntakeOnFile    GuardID = "intake_and_ground_on_file"
	GEligible        GuardID = "under_18_when_accepted"
	GByEye           GuardID = "compared_by_eye"
	GTwoSearches     GuardID = "searched_twice"
	GHitListed       GuardID = "person_found_is_candidate"
	GHitsListed      GuardID = "persons_found_are_candidates"
	GHitSound        GuardID = "person_found_not_contradicted"
	GHitReasoned     GuardID = "difference_reasoned"
	GNumberFree      GuardID = "declared_number_not_held"
	GDismissed       GuardID = "agreeing_entries_dismissed"
	GUnanswered      GuardID = "origin_not_answered"
	GMajorityClear   GuardID = "majority_undisputed"
	GMajorityUnclear GuardID = "majority_disputed"
	GDupKept         GuardID = "duplicate_one_kept"
	GDupDropped      GuardID = "duplicate_not_found"
	GDisplacing      GuardID = "ground_displaces_guardian"
	GDisplaced       GuardID = "earlier_guardian_displaced"
	GNotMatched      GuardID = "comparison_not_matched"
	GGroundHolds     GuardID = "ground_agrees_with_register"
	GGuardianProven  GuardID = "guardianship_proven"
	GGuardianFound   GuardID = "guardian_found_elsewhere"
	GNoneFound       GuardID = "no_guardian_found_elsewhere"
	GEscalated       GuardID = "origin_escalated"
	GEntryNotHere    GuardID = "entry_not_at_asked_station"
	GObjectionGround GuardID = "objection_ground_listed"
	GKinTold         GuardID = "kin_in_book_told"
	GOriginMoved     GuardID = "origin_station_changed"
	GClearanceOld    GuardID = "clearance_expired"
	GClearanceGood   GuardID = "clearance_good_where_registered"
	GKinPeriodOver   GuardID = "kin_period_over_where_registered"
	GViewByAge       GuardID = "view_by_age"
	GHeardAlone      GuardID = "heard_without_staff"
	GChildHeard      GuardID = "child_heard"
	GBodySpoke       GuardID = "statement_of_this_body"
	GAnotherBody     GuardID = "another_body_took_over"
	GChildSaidNo     GuardID = "child_said_no"
	GChildAnswered   GuardID = "child_answered"
	GLandNotice      GuardID = "land_notice_where_registered"
	GSameRegion      GuardID = "origin_in_this_region"
	GOtherRegion     GuardID = "origin_in_another_region"
	GLedgerIfNew     GuardID = "number_ledger_where_unregistered"
	GTurned18        GuardID = "turned_18"
	GNotGoingOn      GuardID = "did_not_choose_to_go_on"
	GDeathCase       GuardID = "right_death_case"
	GDeathUnentered  GuardID = "dead_child_without_entry"
	GFoundAlive      GuardID = "child_found_lives"
	GDeadRuledOut    GuardID = "dead_look_alike_dismissed"
	GFromReady       GuardID = "came_from_ready"
	GFromCleared     GuardID = "came_from_origin_cleared"
	GUnregistered6   GuardID = "unregistered_and_at_least_6"
	GBirthEstimated  GuardID = "birth_date_estimated"
)

// wherever tells of a field that counts only for one side: registered or not.
func wherever(registered bool, f Field, b Basis, zh, en string) Guard {
	return Guard{Reads: []Field{FUnregistered, f}, Met: func(x Facts) bool { return x.Bool(FUnregistered) == registered || x.Bool(f) }, Basis: b, Unmet: Word{Zh: zh, En: en}}
}

// coded holds when a coded field has one of the values.
func coded(f Field, b Basis, zh, en string, values ...string) Guard {
	return Guard{Reads: []Field{f}, Met: func(x Facts) bool { return slices.Contains(values, x.Text(f)) }, Basis: b, Unmet: Word{Zh: zh, En: en}}
}

func wardGuards() map[GuardID]Guard {
	return merged(batchGuards(), lineGuards(), matchGuards(), originGuards())
}

// matchGuards hold the entry found, or the finding that there is none, against what was
// declared: one person has one entry and one number.
func matchGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GHitListed:  flag(FHitListed, true, "Norm 9", "所选人员不在本人的比对名单中：只能从名单中选定；号码或姓名申报有误的，请先更正申报内容再比对。", "The person chosen is not among the entries found for this child: choose one of them, or correct the declared number or name first and compare again."),
		GHitsListed: none(FHitsUnfit, "Norm 9; Reg. 6", "所选登记须为两条、都在本人的比对名单中且性别与申报一致：名单之外的人员不能作为本人的重复户口。超过两条的先选两条；裁定后撤回比中，再选保留的一条和其余的一条。", "Choose two entries, each found for this child and of the declared sex: nobody else's entry is this child's second one. Of more than two choose two first; once they are ruled on, take the match back and choose the one kept with another."),
		GHitSound:   none(FHitContradicts, "Norm 9; Reg. 6", "该登记的性别或公民身份号码与申报矛盾，不是同一人：请另选；申报有误的，请先更正申报内容；已选定的，请撤回比中重新比对。", "The entry contradicts the declared sex or citizen number, so it is another person: choose another, correct what was declared, or take the match back and compare again."),
		GHitReasoned: {Reads: []Field{FHitDiffers, InDifference}, Basis: "Norm 9",
			Met:   func(x Facts) bool { return len(x.List(FHitDiffers)) == 0 || x.Has(InDifference) },
			Unmet: Word{Zh: "该登记的姓名或出生日期与申报不一致：确属同一人的，请写明认定理由。", En: "The entry differs in name or birth date: where it is the same person, say why."}},
		GNumberFree:      flag(FNumberGiven, false, "Reg. 6", "申报了公民身份号码，不能按无户口办理：号码在本库的，登记比中；不在本库的，先向号码所属地公安机关核实，确属误填的更正或删去号码后再办；已在后续环节的，请退回重新比对。", "A citizen number is declared, so the child is not without registration: enter the entry found; where this register has none, ask the authority of the number's place, and correct or take out a number that was wrong; from a later stage return the line to be compared again."),
		GDismissed:       none(FUndismissed, "Norm 9; Reg. 6", "有姓名（或者同音姓名）、性别、出生日期都相同的登记尚未排除：请逐条目视核对，是同一人的登记比中，不是的逐条写明理由；已在后续环节的，请退回重新比对。", "Entries agree in name (or its sound), sex and birth date and are not ruled out: look at each; enter the one that is the child's, and give a reason for each that is not; from a later stage return the line to be compared again."),
		GUnanswered:      flag(FOriginAnswered, false, ruleOrigin, "迁出地已答复，比中须由所领导撤回，或由审批机关退回重新比对。", "The place of origin has answered: the head takes the match back, or the reviewing body returns the line to be compared again."),
		GMajorityClear:   flag(FMajorityDisputed, false, "民法典 17", "申报的和登记的出生日期对是否成年说法不一，不能自动转办：请核对是否同一人，由所领导确认或撤回比中。", "The declared birth date and the register's disagree on being of age, so nothing ends by itself: look whether it is the same person; the head confirms, or takes the match back."),
		GMajorityUnclear: flag(FMajorityDisputed, true, "民法典 17", "两个出生日期对是否成年说法一致，由系统到期转办。", "Both birth dates agree on being of age; the system ends the line on the day."),
	}
}

func batchGuards() map[GuardID]Guard {
	taken := none(FChildrenTaken, "Reg. 6", "名册中有儿童另有在办业务，请去掉该行或联系户政协查。", "A child of the roster is held by another case; take the row off, or ask the registration office to look into it.")
	taken.Conflict = true
	return map[GuardID]Guard{
		GRosterSound:  none(FRosterFaults, "Norm 27", "名册行有问题，请按提示逐行改正。", "Some rows are wrong; correct them as listed."),
		GChildrenFree: taken,
		GHasLines:     atLeast(FLineCount, 1, "Norm 27", "名册为空，请先列入人员。", "The roster is empty; add its lines first."),
		GUnitValid:    flag(FUnitValid, true, "Norm 18", "所属单位的证书无效或已过期，请提供有效证书。", "The body's certificate is not valid; a valid one is needed."),
		GUnitPublic:   flag(FUnitPublic, true, "Norm 27; 未成年人保护法 94", "所属单位不是民政部门设立，不能承接：须先由民政部门承担监护。", "Civil affairs did not set this body up, so it cannot hold the household: civil affairs must take guardianship first."),
		GHelperNamed:  flag(FHelperNamed, true, "Norm 15", "集体户没有在任协管人，请先办理集体户管理。", "The collective household has no helper in office; name one first."),
		GHeadNamed:    flag(FHeadNamed, true, "Norm 15", "集体户没有指定户主，请先指定。", "The collective household has no designated head; name one first."),
		GImpactFiled: {Reads: []Field{FactImpactNo}, Met: func(x Facts) bool { return x.Has(FactImpactNo) }, Basis: "个人信息保护法 55",
			Unmet: Word{Zh: "尚未登记个人信息保护影响评估编号。", En: "The assessment of the impact on personal data is not on file."}},
		GNewUnitReady: flag(FNewUnitReady, true, "Norm 15, 18, 27", "承接单位须是另一单位，且证书有效，集体户、户主和协管人齐备；原单位证书已更新的，请用“恢复”。", "The body that takes over is another one, with a valid certificate, an open household, a head and a helper; where the same body's certificate is renewed, resume instead."),
		GLinesSettled: none(FUnsettledLines, "未成年人保护法 4; "+ruleRoster, "还有子业务既未办结也没有后续业务：请在“后续业务”（successors）中为每个未办结的子业务写一项“业务编号=后续业务”；已经登记、只待发放的，先发放。", "Some lines have neither ended nor a successor: in “successors” give each open line one entry, its case number=the business that follows; what is entered and waits for delivery is delivered first."),
		GNoLooseLines: none(FLooseLines, "国办发〔2015〕96号; 未成年人保护法 4", "所列儿童中有尚无户口的，移出须同时填写后续业务。", "A child listed has no registration: removing the line needs a successor in the same act."),
		GRosterPapers: none(FRosterPapers, "Norm 12, 18", "名册的材料尚未收齐或者未核验（机构的证书等）：各行可以先比对、商请和听取意见，报审批和审批前须在名册中收齐核验。", "Papers of the roster are not in or not checked, such as the body's certificate: its lines may be compared, asked about and heard meanwhile; before one is submitted or approved they are taken in and checked in the roster."),
		GBatchRunning: flag(FBatchRunning, true, "Norm 18, 27", "名册未在办理中（未受理、中止或已结束），本步骤须等其恢复。", "The roster is not running; this step waits until it is."),
		GUnregistered6: {Reads: []Field{FUnregistered, FAge}, Met: func(x Facts) bool { return x.Bool(FUnregistered) && x.Int(FAge) >= 6 }, Basis: "Norm 9",
			Unmet: Word{Zh: "当事人已有户口或不满六周岁。", En: "The subject is registered, or under six."}},
		GBirthEstimated: flag(FactWardEstimated, true, "Norm 27", "出生日期不是估计。", "The birth date is no estimate."),
	}
}

func lineGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GIntakeOnFile: {Reads: []Field{FactIntakeNo, FactIntakeOn, FactLegalGround}, Basis: "Norm 27; 未成年人保护法 94",
			Met:   func(x Facts) bool { return x.Has(FactIntakeNo) && x.Has(FactIntakeOn) && x.Has(FactLegalGround) },
			Unmet: Word{Zh: "缺少入院登记或监护依据，请先补全。", En: "Intake record or ground of guardianship is lacking; complete it first."}},
		GEligible: flag(FAdult, false, "未成年人保护法 94", "受理之日（接续名册的，名册受理之日）已满十八周岁，不适用本业务：已有户口的按迁移办理，无户口的按无户口人员登记办理。", "The person was of age on the day of acceptance (of the roster, where this case follows a line of one), so this business does not apply: whoever is registered moves by the business of a move, and whoever is not is entered as a person without registration."),
		GByEye:    flag(InByEye, true, "Norm 9", "须将两份登记逐项并列、由人目视核对后确认，不得只凭相似度。", "Both entries must be compared side by side by a person; a score alone confirms nobody."),
		GTwoSearches: {Reads: []Field{InByName, InByParents}, Basis: "Norm 9", Met: func(x Facts) bool { return x.Bool(InByName) && x.Bool(InByParents) },
			Unmet: Word{Zh: "须先后按姓名号码和按父母各查找一次。", En: "Search twice: by name and number, and by the parents."}},
		GDupKept:        coded(FDupOutcome, "Reg. 6", "重户处理尚未保留一条登记。", "The duplicate's case has not kept an entry.", "kept"),
		GDupDropped:     coded(FDupOutcome, "Reg. 6", "重户处理尚未以不认定结束。", "The duplicate's case has not ended without a finding.", "dropped"),
		GDisplacing:     coded(InLegalGround, "未成年人保护法 94", "已知另有监护人的，须有死亡、丧失监护能力或法院撤销等文书，单位坚持也不能代替。", "Where a guardian is known, a document of death, incapacity or revocation is needed; nobody's insistence stands in for it.", "guardian_dead", "guardian_incapable", "revoked", "other"),
		GGroundHolds:    flag(FGroundContradicted, false, "民法典 27; 未成年人保护法 94", "监护依据是“监护人死亡”，而登记库中这名儿童的父亲或者母亲在世：请核实。父母能够照料的，登记“查到亲属”并交还监护人；父母丧失监护能力或者被撤销监护资格的，凭文书登记“监护文书”改正依据；其死亡尚未登记的，先办死亡登记。", "The ground is the guardian's death, and the register has a parent of this child who lives: find out. Where the parent can care for the child, enter “kin found” and return it to them; where they are incapable or a court revoked it, enter the document with that ground; where the death is not registered yet, register it first."),
		GNotMatched:     flag(FMatched, false, "Norm 9; 未成年人保护法 96, 103", "本案比对曾比中，不能再由承办民警登记“比对未比中”：由所领导查清后办“比中情况已查清”，写明比中的是谁、有无户口。", "The comparison has matched in this case, and the officer does not enter “no match” after it: the head finds out and takes “the match is settled”, saying who was matched and whether they are registered."),
		GDisplaced:      flag(FDisplaced, true, "未成年人保护法 94", "比中后尚未录入监护文书。", "No guardianship document was entered after the match."),
		GGuardianFound:  flag(FGuardianFound, true, "民法典 27, 32", "没有查到过另有监护人，或者已由文书查清。", "No guardian was found elsewhere, or a document has displaced them."),
		GNoneFound:      flag(FGuardianFound, false, "民法典 27, 32; 未成年人保护法 94", "这名儿童已查到另有监护人（在本业务、前一业务或者以前办理的业务中），还没有文书证明监护资格消灭：由承办民警登记“发现另有监护人”，再补录监护文书，或者由所领导交还监护人；已在审批环节的，先退回。", "A guardian of this child was found elsewhere (in this case, in the one before it or in an earlier one), and no document shows that they are none any more: the officer enters “another guardian found” and then the document on guardianship, or the head returns the child to them; a case in review is first returned."),
		GGuardianProven: flag(FGuardianshipProven, true, "民法典 32; 未成年人保护法 94", "监护尚无文书证明，请补录监护文书。", "Guardianship is not proven; enter the guardianship document."),
		GViewByAge: {Reads: []Field{InView, FAge}, Met: func(x Facts) bool { return x.Text(InView) != "unable" || x.Int(FAge) < 8 }, Basis: "未成年人保护法 4",
			Unmet: Word{Zh: "八周岁以上一律听取本人意见。", En: "From eight on every child is asked."}},
		GHeardAlone: flag(InHeardAlone, true, "未成年人保护法 4", "不得由照料单位人员听取，听取时其人员不得在场，请重新听取。", "Staff of the body may not ask the child nor be present; hear the child again."),
		GChildHeard: flag(FChildHeard, true, "未成年人保护法 4", "尚未听取儿童意见。", "The child has not been heard."),
		GAnotherBody: {Reads: []Field{InInstitution, FactInstitution}, Met: func(x Facts) bool { return x.Text(InInstitution) != x.Text(FactInstitution) }, Basis: ruleRoster,
			Unmet: Word{Zh: "承接单位没有变更。", En: "No other body took over."}},
		GBodySpoke: flag(FBodyChanged, false, "未成年人保护法 4", "承接单位变更后，尚未由新单位出具最有利于未成年人说明并提交：请退回到“可以提交”或“迁出地已确认”，重新听取儿童意见后提交。", "Another body took over since: its own statement of best interest is not submitted. Return the line to “ready to submit” or “confirmed by the place of origin”, hear the child anew and submit."),
		GChildSaidNo: {Reads: []Field{InKeepGround, FChildObjects}, Met: func(x Facts) bool { return x.Text(InKeepGround) != "child_objects" || x.Bool(FChildObjects) }, Basis: "未成年人保护法 4",
			Unmet: Word{Zh: "以“儿童不同意”为由的，须先听取儿童意见并记明其不同意。", En: "Where the child's objection is the ground, the child is heard first and the objection recorded."}},
		GChildAnswered: {Reads: []Field{FChildObjects, InAnswer}, Met: func(x Facts) bool { return !x.Bool(FChildObjects) || x.Has(InAnswer) }, Basis: "未成年人保护法 4", Unmet: Word{Zh: "儿童不同意的，批准须附书面答复。", En: "The child objects: approving needs a written answer to the child."}},
		GLandNotice: {Reads: []Field{FUnregistered, InLandNotice}, Met: func(x Facts) bool { return x.Bool(FUnregistered) || x.Has(InLandNotice) }, Basis: "未成年人保护法 4",
			Unmet: Word{Zh: "迁移前须告知土地及待遇影响，请填写告知书编号。", En: "The effect on land and benefits must be told before a move; give the notice's number."}},
		GLedgerIfNew: wherever(false, FDivisionLedger, "Norm 4", "该地区的号码台账尚未核定，暂不能编号，请联系户政。", "This division's number ledger is not certified yet; ask the registration office."),
		GFromReady:   cameFrom(Ready, "上一环节不是“可以提交”，不能拿回到该环节。", "The line did not come from “ready to submit”."),
		GFromCleared: cameFrom(OriginCleared, "上一环节不是“迁出地已确认”，不能拿回到该环节。", "The line did not come from “confirmed by the place of origin”."),
		GTurned18:    flag(FTurned18, true, "民法典 17", "尚未到十八周岁生日。", "The eighteenth birthday has not come."),
		GNotGoingOn:  flag(FGoesOn, false, "民法典 17", "本人已选择继续办理。", "The person chose to go on."),
		GDeathCase: {Reads: []Field{FUnregistered, FDeathEntered, InSuccessor}, Basis: "Norm 25, 31",
			Met:   func(x Facts) bool { return x.Text(InSuccessor) == string(deathFollows(x)) },
			Unmet: Word{Zh: "已有户口的（含正在处理的重户）转死亡注销，尚无户口的转出生死亡一并登记；登记簿上死亡已经登记的，不填后续业务，本业务以该登记办结。", En: "A registered child's death (also one of two entries being ruled on) goes to a death case; one without registration gets birth and death together; where the register has the death already, no successor is given, and this case ends with that entry."}},
		GDeathUnentered: {Reads: []Field{FNumberGiven, FUndismissed, InSuccessor}, Basis: "Reg. 6; Norm 9",
			Met: func(x Facts) bool {
				return x.Text(InSuccessor) != string(BirthThenDeath) || !x.Bool(FNumberGiven) && len(x.List(FUndismissed)) == 0
			},
			Unmet: Word{Zh: "这名儿童申报了公民身份号码，或者有姓名（或者同音姓名）、性别、出生日期都相同的登记尚未排除（死亡的也算），不能按出生死亡一并登记再立一条：请比对，是同一人的登记比中后办“死亡”，不是的逐条写明理由；号码误填的更正。", En: "A citizen number is declared for this child, or entries agree in name (or its sound), sex and birth date and are not ruled out, dead ones among them: birth and death together would be a second entry. Compare; enter the one that is the child's and then take “dies”, give a reason for each that is not, and correct a number that was wrong."}},
		GFoundAlive:   flag(FDeathEntered, false, "Reg. 8", "登记簿上此人已登记死亡：是同一人的，由承办民警办“死亡”，不填后续业务，本业务以该死亡登记办结；不是同一人的，撤回比中；死亡登记有误的，先由登记的派出所冲销。", "The register has this person as dead: if it is the child, the officer takes “dies” without a successor, and this case ends with that entry; if not, take the match back; a death entered wrongly is first reversed by the station that entered it."),
		GDeadRuledOut: flag(FDeadRuledOut, true, "Reg. 6; Norm 9", "没有排除过已登记死亡的相同登记。", "No agreeing entry of a dead person was ruled out."),
	}
}

// deathFollows is the business that a dead child's case goes on in; none where the register
// has the death already.
func deathFollows(x Facts) Business {
	switch {
	case x.Bool(FDeathEntered):
		return ""
	case x.Bool(FUnregistered):
		return BirthThenDeath
	}
	return Death
}

func originGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GEscalated:    flag(FEscalated, true, ruleOrigin, "尚未逾期上报，须由被商请的派出所答复。", "Not escalated yet: the asked station answers."),
		GEntryNotHere: flag(FEntryHere, false, ruleOrigin, "登记库显示此人的户口现在就在本所，不能按“非本所管辖”转出：请核对后确认或者提出异议（如并非同一人）；登记有误的，先在本所更正或者冲销该登记。", "The register shows the entry in force at this very station, so that it is not another's: confirm, or object on a listed ground (such as another person); a wrong entry is first corrected or reversed here."),
		GObjectionGround: coded(InObjection, ruleOrigin, "异议事由不在所列之内；土地、待遇等顾虑不是事由。", "The ground is not listed; fear for land or benefits is no ground.",
			values(objectionGrounds())...),
		GKinTold: {Reads: []Field{InKinTold, InKinToldOn, FAdultsInBook, FFirstAskedOn}, Basis: "行政许可法 36",
			Met: func(x Facts) bool {
				return x.Text(InKinTold) == "none" && !x.Bool(FAdultsInBook) || x.Text(InKinTold) == "told" && x.Has(InKinToldOn) && x.Date(InKinToldOn) >= x.Date(FFirstAskedOn)
			},
			Unmet: Word{Zh: "户内有成年亲属的，请先告知并填写告知日期，不得早于商请之日；登记簿上该户另有成年家庭成员的，不能填“无”。", En: "Adult kin in the book must be told first; give the day, which does not lie before the question. Where the register shows another adult of the family there, “none” is no answer."}},
		GOriginMoved:   flag(FOriginMoved, true, ruleOrigin, "迁出地机构没有变更。", "The station of origin has not changed."),
		GClearanceOld:  flag(FClearanceGood, false, ruleOrigin, "迁出地确认仍在有效期内。", "The origin's confirmation is still good."),
		GClearanceGood: wherever(true, FClearanceGood, ruleOrigin, "迁出地确认已过期，或者确认以后户内有了成年亲属（尚未告知），须重新商请：在“迁出地已确认”环节登记“确认过期”，即重新商请；已在审批环节的，先由审批机关退回“迁出地已确认”环节。", "The origin's confirmation has expired, or adult kin who were not told have come into the book since, and it must be asked again: at “confirmed by the place of origin” enter “confirmation expired”; a line in review is first returned there by the reviewing county (or prefecture)."),
		GKinPeriodOver: wherever(true, FKinPeriodOver, "行政许可法 36", "户内亲属的五个工作日异议期未过。", "Kin in the book still have days to object."),
		GSameRegion:    flag(FOtherRegion, false, "Norm 41, 43", "迁出地在另一省级区域，须先迁出再落户。", "The origin is in another region: out first, then landing."),
		GOtherRegion:   flag(FOtherRegion, true, "Norm 41, 43", "迁出地在本区域内，迁出迁入一次完成。", "The origin is in this region: out and in are one act."),
	}
}

func values(codes []Code) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = c.Value
	}
	return out
}
