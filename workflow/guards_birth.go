package workflow

import (
	"slices"

	"hukou/models"
)

// The conditions of births. None of them asks for a certificate, for the mother's
// or father's marriage, a fine, a debt, a consent of the village, the other
// parent's booklet, the child's presence, an interval between births or a sample.
const (
	GDeclineGround    GuardID = "ground_for_not_accepting"
	GParentsShown     GuardID = "declared_parents_shown"
	GMotherAlone      GuardID = "mother_alone_tested"
	GLawfulGround     GuardID = "ground_is_lawful"
	GRouteR1          GuardID = "route_r1_possible"
	GRouteR2          GuardID = "route_r2_possible"
	GRouteR0          GuardID = "route_r0_enabled"
	GOnRouteR1        GuardID = "on_route_r1"
	GOnRouteR0        GuardID = "on_route_r0"
	GCertified        GuardID = "certificate_is_verified"
	GHospitalNamed    GuardID = "hospital_in_pilot"
	GHealthGone       GuardID = "health_refused_or_silent"
	GHealthAgrees     GuardID = "health_data_agree"
	GReminders0       GuardID = "reminders_sent_none"
	GReminders1       GuardID = "reminders_sent_one"
	GReminders2       GuardID = "reminders_sent_two"
	GNoReport         GuardID = "no_parentage_report"
	GFatherTested     GuardID = "father_tested"
	GMotherTested     GuardID = "mother_tested"
	GBothTested       GuardID = "both_parents_tested"
	GWasApproved      GuardID = "suspended_after_approval"
	GMotherNotBlank   GuardID = "mother_not_left_blank"
	GMotherNotOut     GuardID = "mother_not_excluded"
	GFatherNotOut     GuardID = "father_not_excluded"
	GUncontradicted   GuardID = "tested_not_excluded_before"
	GReportStands     GuardID = "report_stands"
	GReportOnce       GuardID = "report_concludes_once"
	GAgencyLicensed   GuardID = "agency_licensed"
	GFatherAlone      GuardID = "father_presents_alone"
	GNotFatherAlone   GuardID = "mother_declared_or_tested"
	GBirthProven      GuardID = "birth_proven_for_review"
	GConclusionKnown  GuardID = "parentage_conclusion_entered"
	GFatherProven     GuardID = "father_proven"
	GRecordsShown     GuardID = "birth_records_on_file"
	GSideStands       GuardID = "side_not_left_blank"
	GSideRule         GuardID = "side_rule"
	GSideOrCared      GuardID = "side_rule_or_institution"
	GCertificateFree  GuardID = "certificate_no_free"
	GNameAsCertified  GuardID = "name_as_certified"
	GAsDeclared       GuardID = "certified_as_declared"
	GDeathFollows     GuardID = "successor_registers_birth_and_death"
	GDeathAfterBirth  GuardID = "death_not_before_birth"
	GFollowsMother    GuardID = "follows_mother"
	GFollowsFather    GuardID = "follows_father"
	GFatherSide       GuardID = "father_side_needs_report"
	GByCertificate    GuardID = "parents_show_certificate"
	GByStatement      GuardID = "parents_write_statement"
	GEthnicityJoint   GuardID = "ethnicity_by_joint_statement"
	GBornInside       GuardID = "born_in_institution"
	GNoCertificate    GuardID = "no_certificate_verified"
	GWithFollowed     GuardID = "household_of_followed_parent"
	GKinUnknown       GuardID = "grandparents_unknown"
	GParentEntered    GuardID = "followed_parent_in_register"
	GCertificateGiven GuardID = "certificate_declared"
	GCertificateLacks GuardID = "certificate_not_declared"
)

// firstCertificates is the day from which certificates of birth exist.
const firstCertificates models.Date = "1996-01-01"

// healthSilence is how many working days health may be silent after its supervisor
// was written to, before route R2 opens (domain 3.3).
const healthSilence = 20

func is(f Field, value string, b Basis, zh, en string) Guard {
	return Guard{Reads: []Field{f}, Met: func(x Facts) bool { return x.Text(f) == value }, Basis: b, Unmet: Word{Zh: zh, En: en}}
}

func reminders(n int) Guard {
	return Guard{Reads: []Field{FHealthReminders}, Met: func(x Facts) bool { return x.Int(FHealthReminders) == n }, Basis: rulePeriods,
		Unmet: Word{Zh: "本次催函已发出或尚未轮到。", En: "This reminder went out already, or is not due yet."}}
}

func grounds(codes []Code) Guard {
	w := Word{Zh: "只能以下列法定事由决定：", En: "Only these grounds are lawful: "}
	var known []string
	for i, c := range codes {
		if i > 0 {
			w.Zh, w.En = w.Zh+"、", w.En+"; "
		}
		w.Zh, w.En = w.Zh+c.Zh, w.En+c.En
		known = append(known, c.Value)
	}
	w.Zh, w.En = w.Zh+"。没有出生医学证明不是事由。", w.En+". A missing certificate of birth is none."
	return Guard{Reads: []Field{InGround}, Met: func(x Facts) bool { return slices.Contains(known, x.Text(InGround)) }, Unmet: w, Basis: "国办发〔2015〕96号"}
}

func birthGuards() map[GuardID]Guard {
	return merged(routeGuards(), proofGuards(), conclusionGuards(), birthRules(), bornApartGuards(), cameFromGuards())
}

// cameFromGuards let the clerk take a birth back from the head to where it was.
func cameFromGuards() map[GuardID]Guard {
	out := map[GuardID]Guard{}
	for _, s := range reviewable {
		w := birthStates[s]
		out[cameFromID(s)] = cameFrom(s, "上一环节不是“"+w.Zh+"”，不能拿回到该环节。", "The case did not come from “"+w.En+"”, so it cannot be taken back there.")
	}
	return out
}

func cameFromID(s State) GuardID { return GuardID("came_from_" + s) }

// routeGuards say which road a birth without a certificate may take, and when
// health's part is over.
func routeGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GDeclineGround: grounds(birthGrounds[:declineGrounds]),
		GLawfulGround:  grounds(birthGrounds),
		GRouteR1: {Reads: []Field{FactChildBirthDate}, Met: func(x Facts) bool { return x.Date(FactChildBirthDate) >= firstCertificates }, Basis: "国办发〔2015〕96号 2",
			Unmet: Word{Zh: "1996年1月1日前出生的没有出生医学证明可补发，请走无法取得证明路线。", En: "No certificate exists for births before 1996-01-01; take route R2."}},
		GRouteR2: {Reads: []Field{FactChildBirthDate, FactForeignParent, FactBornWhere, FHealthRefusal, FPolicyR2}, Met: routeR2, Basis: "国办发〔2015〕96号 2, 7",
			Unmet: Word{Zh: "尚不能认定无法取得证明：请先走补发路线，或补入卫健部门的不予签发说明。", En: "It is not shown that no certificate can be had: take route R1 first, or add health's written refusal."}},
		GRouteR0:   flag(FPolicyR0, true, "母婴保健法 23; "+rulePilot, "本地没有现行有效的试点规定，请走补发证明路线。", "No pilot is in force here; take route R1."),
		GOnRouteR1: is(FRoute, "r1", "国办发〔2015〕96号 2", "本案不在补发证明路线上，请直接报核实结果。", "The case is not on route R1; report the findings instead."),
		GOnRouteR0: is(FRoute, "r0", "母婴保健法 23; "+rulePilot, "本案不在试点路线上，请按补发证明路线办理。", "The case is not on the pilot route; go by route R1."),
		GHospitalNamed: {Reads: []Field{FPolicyHospitals, InHospital}, Met: func(x Facts) bool {
			return slices.Contains(x.List(FPolicyHospitals), x.Text(InHospital))
		}, Basis: "母婴保健法 23; " + rulePilot, Unmet: Word{Zh: "该卫生院不在试点规定所列名单内，请改由名单内的卫生院出具，或另选路线。", En: "This hospital is not in the pilot's list; ask one that is, or choose another route."}},
		GHealthGone: {Reads: []Field{FHealthRefusal, FHealthSilence}, Met: func(x Facts) bool {
			return x.Bool(FHealthRefusal) || x.Int(FHealthSilence) >= healthSilence
		}, Basis: "国办发〔2015〕96号 2", Unmet: Word{Zh: "须补入不予签发的书面说明，或在函告其主管部门后满二十个工作日未答复。", En: "Add the written refusal, or wait for twenty working days of silence after the letter to the supervisor."}},
		GHealthAgrees: flag(InHealthSame, true, "国办发〔2015〕96号 2", "证明与卫健数据的编号、姓名、母亲、日期须一致；不一致的请登记“证明信息不符”。", "Number, name, mother and date must agree with health's data; if they do not, enter “certificate does not match”."),
		GReminders0:   reminders(0),
		GReminders1:   reminders(1),
		GReminders2:   reminders(2),
	}
}

func routeR2(x Facts) bool {
	born := x.Date(FactChildBirthDate)
	outside := x.Text(FactBornWhere) == "home" || x.Text(FactBornWhere) == "elsewhere"
	return born != "" && born < firstCertificates || x.Bool(FactForeignParent) || x.Bool(FHealthRefusal) || x.Bool(FPolicyR2) && outside
}

// proofGuards say what proves birth and parentage enough for a decision.
func proofGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GNoReport: {Reads: []Field{FConclusion}, Met: func(x Facts) bool { return !concluded(x) }, Basis: "国办发〔2015〕96号 2",
			Unmet: Word{Zh: "鉴定结论已登记，无须再次鉴定。", En: "The conclusion of a parentage report is entered; no further test is needed."}},
		GConclusionKnown: flag(FReportUnread, false, "国办发〔2015〕96号 2", "鉴定意见已在案，结论尚未登记：先办“需亲子鉴定”，再按意见书登记结论。", "A parentage report is on file and its conclusion is not entered: take “a parentage test is needed”, then enter what it concludes."),
		GFatherProven: {Reads: []Field{FCertificateVerified, FactFather, FactFatherName, FParentBlank, FConclusion, FCourtFinding}, Met: fatherProven, Basis: "Norm 20; 国办发〔2015〕96号 2",
			Unmet: Word{Zh: "申报的父亲没有鉴定意见或者法院文书证明，出生记录只证明母亲：有鉴定意见的登记结论，没有的按“父亲未参加鉴定”先登记母方，父亲项目以后补填。", En: "Neither a parentage report nor a court's finding proves the father declared, and records of the birth show the mother alone: enter the report's conclusion, or go on at the mother's side by “the father was not tested” and fill him in later."}},
		GRecordsShown:   flag(FBirthRecords, true, "国办发〔2015〕96号 2", "没有出生记录或者法院文书在案，不能证明母亲：请补入并核验。", "No records of the birth and no court's finding are on file, so that nothing shows the mother: take one in and check it."),
		GFatherTested:   coded(InTested, "国办发〔2015〕96号 2", "报告没有检验父亲，不能据此排除父亲：请核对参加鉴定的一方，或另行鉴定。", "The report did not test the father, so it cannot exclude him: compare who was tested, or have another test made.", "both", "father"),
		GMotherTested:   coded(InTested, "国办发〔2015〕96号 2", "报告没有检验母亲，不能据此排除母亲：请核对参加鉴定的一方，或另行鉴定。", "The report did not test the mother, so it cannot exclude her: compare who was tested, or have another test made.", "both", "mother"),
		GMotherAlone:    coded(InTested, "国办发〔2015〕96号 2", "报告检验了父亲，请按报告结论登记。", "The report tested the father: enter what it concludes.", "mother"),
		GAgencyLicensed: flag(InLicensed, true, "全国人大常委会关于司法鉴定管理问题的决定", "鉴定机构须持有含法医物证范围的司法鉴定许可证，请核对后登记。", "The agency needs a licence for forensic evidence; see it before entering the report."),
		GFatherAlone: {Reads: []Field{InTested, FactMother, FactMotherName, FBirthRecords}, Met: fatherAlone, Basis: "Norm 20; 国办发〔2015〕96号 2",
			Unmet: Word{Zh: "母亲参加了鉴定，或者有出生记录证明母亲的，不走仅父方路线。", En: "The mother was tested, or records of the birth show her, so this is not the father alone."}},
		GNotFatherAlone: {Reads: []Field{InTested, FactMother, FactMotherName, FBirthRecords}, Met: func(x Facts) bool { return !fatherAlone(x) }, Basis: "Norm 20; 国办发〔2015〕96号 2",
			Unmet: Word{Zh: "只有父亲参加鉴定、又没有出生记录证明母亲的，请选“仅父方成立”：母亲项目先空白，证明后再补填；要一并登记母亲的，请其参加鉴定，或者补入出生记录。", En: "The father alone was tested and no records of the birth show the mother: choose the father's side only, where her item stays blank and is filled in once she is proven; to enter her now, have her tested or add records of the birth."}},
		GParentsShown: {Reads: []Field{InTested, FactMother, FactMotherName, FactFather, FactFatherName, FBirthRecords}, Met: parentsShown, Basis: "Norm 20; 国办发〔2015〕96号 2",
			Unmet: Word{Zh: "申报的一方没有参加鉴定，也没有出生记录佐证（母亲），不能登记为已证明：请补做鉴定或补入材料；父亲未参加的，可先登记母方，父亲项目以后补填。", En: "A parent declared was not tested, nor do records of the birth show the mother, so nothing proves them: have them tested or add the paper; where the father was not tested, go on at the mother's side and fill him in later."}},
		GBirthProven: {Reads: []Field{FCertificateVerified, FRoute, FParentageReport, FBirthRecords}, Met: func(x Facts) bool {
			return x.Bool(FCertificateVerified) || x.Text(FRoute) == "r2" && (x.Bool(FParentageReport) || x.Bool(FBirthRecords))
		}, Basis: "国办发〔2015〕96号 2", Unmet: Word{Zh: "补发证明路线须先取得出生医学证明；无法取得证明路线须有鉴定意见、出生记录或法院文书在案。", En: "On route R1 the certificate comes first; on route R2 a parentage report, records of the birth or a court's finding must be on file."}},
		GSideStands: {Reads: []Field{FactFollows, FParentBlank}, Met: func(x Facts) bool {
			return !names(x.Text(FParentBlank), SubjectRole(x.Text(FactFollows)))
		}, Basis: "Norm 20", Unmet: Word{Zh: "拟随落户的一方未获证明，请要求补充材料，改随另一方。", En: "The parent whose side was chosen is not proven; ask for a further declaration that follows the other side."}},
		GCertificateFree: {Reads: []Field{FCertificateFree, FHolders}, Met: func(x Facts) bool { return x.Bool(FCertificateFree) }, Basis: "Norm 20; Reg. 6", Conflict: true,
			Unmet: Word{Zh: "该出生医学证明编号另有登记或在办：列出编号的，先核对、办结那一件；没有列出的，请由户政协查。", En: "This certificate number is on another registration or open case: where a case is listed by its number, compare and end that one first; where none is, ask the registration office to look into it."}},
		GNameAsCertified: {Reads: []Field{FactChildName, FactCertificateName}, Met: func(x Facts) bool {
			return !x.Has(FactCertificateName) || x.Text(FactCertificateName) == x.Text(FactChildName)
		}, Basis: "Norm 49", Unmet: Word{Zh: "姓名须与出生医学证明一致；希望用其他姓名的，登记后再申请变更。", En: "The name must be the certificate's; for another name, register first and change it afterwards."}},
		GAsDeclared:       flag(FCertifiedAnew, false, "Norm 7, 49", "证明上的姓名或者出生日期与申报不一致，不能一人当场办结：请“报核实结果”，由所领导对照证明审核。", "The certificate's name or date of birth is not what was declared: nobody decides that alone on the spot; report the result, and the head compares it with the certificate."),
		GNoCertificate:    flag(FCertificateVerified, false, "国办发〔2015〕96号 2", "出生医学证明已核验。", "The certificate is verified."),
		GCertified:        flag(FCertificateVerified, true, "国办发〔2015〕96号 2", "还没有核验过的出生医学证明，无须重新核验。", "No certificate has been verified yet, so that none is to be verified anew."),
		GCertificateGiven: {Reads: []Field{FactCertificate}, Met: func(x Facts) bool { return x.Has(FactCertificate) }, Basis: "Norm 25", Unmet: Word{Zh: "未填写出生医学证明编号。", En: "No certificate number is given."}},
		GCertificateLacks: {Reads: []Field{FactCertificate}, Met: func(x Facts) bool { return !x.Has(FactCertificate) }, Basis: "Norm 25", Unmet: Word{Zh: "已填写出生医学证明编号。", En: "A certificate number is given."}},
		GDeathFollows:     is(InSuccessor, string(BirthThenDeath), "Reg. 9; Norm 25", "后续业务须为“出生后死亡登记”，出生和死亡一并登记。", "The successor must be “birth then death”, which registers both."),
		GDeathAfterBirth: {Reads: []Field{FactChildBirthDate, FactChildDiedOn}, Met: func(x Facts) bool {
			return x.Has(FactChildDiedOn) && x.Date(FactChildDiedOn) >= x.Date(FactChildBirthDate)
		}, Basis: "Norm 25", Unmet: Word{Zh: "死亡日期须填写，且不早于出生日期。", En: "The date of death must be given and not lie before the birth."}},
	}
}

// concluded tells whether a test has said who the parents are.
func concluded(x Facts) bool {
	return x.Has(FConclusion) && x.Text(FConclusion) != string(Inconclusive)
}

// fatherProven holds for whom the certificate names, a report supports or does not
// exclude, or a court found; and where no father is entered.
func fatherProven(x Facts) bool {
	if !x.Has(FactFather) && !x.Has(FactFatherName) || names(x.Text(FParentBlank), Father) {
		return true
	}
	shown := x.Text(FConclusion) == string(Supported) || x.Text(FConclusion) == string(MotherExcluded)
	return shown || x.Bool(FCertificateVerified) || x.Bool(FCourtFinding)
}

// parentsShown tells whether each parent declared was tested or is shown otherwise.
func parentsShown(x Facts) bool {
	tested := x.Text(InTested)
	father := x.Has(FactFather) || x.Has(FactFatherName)
	mother := x.Has(FactMother) || x.Has(FactMotherName)
	return tested == "both" || (!father || tested == "father") && (!mother || tested == "mother" || x.Bool(FBirthRecords))
}

// fatherAlone tells whether the report shows the father and nothing shows a mother:
// whoever is only named is not entered, and does not hold the child up (domain 3.3).
func fatherAlone(x Facts) bool {
	named := x.Has(FactMother) || x.Has(FactMotherName)
	return x.Text(InTested) == "father" && !(named && x.Bool(FBirthRecords))
}

// birthRules are the conditions on what was declared: side, parents' paper, place.
func birthRules() map[GuardID]Guard {
	return map[GuardID]Guard{
		GSideRule: {Reads: []Field{FactFollows, FMotherSide, FFatherSide, FOnePrefecture, FOrphaned}, Met: sideRule, Basis: "Norm 19, 21–23",
			Unmet: Word{Zh: "父母一方为家庭户、一方为集体户的随家庭户一方；一方为学生集体户或境外定居的随另一方；双方均是或者父母均已死亡的随祖父母或外祖父母。由照料机构申报的儿童，按集体户首次登记办理。", En: "With one parent in a family household and one in a collective one, the child follows the family household; with one in a students' household or abroad, the other; with both, or where the parents are dead, the grandparents. A child whom an institution cares for is entered by a first registration in its collective household."}},
		GSideOrCared: {Reads: []Field{FactFollows, FMotherSide, FFatherSide, FOnePrefecture, FOrphaned}, Met: func(x Facts) bool { return x.Text(FactFollows) == "institution" || sideRule(x) }, Basis: "Norm 19, 21–23, 25, 27",
			Unmet: Word{Zh: "随父母哪一方落户不符合规定：父母一方为家庭户、一方为集体户的随家庭户一方；一方为学生集体户或境外定居的随另一方；双方均是或者父母均已死亡的随祖父母或外祖父母；由照料机构申报的随照料机构。", En: "The side is not the one of the rules: the family household before the collective one, the other side where one parent is in a students' household or abroad, the grandparents where both are or the parents are dead; the institution's where an institution lodges it."}},
		GKinUnknown:   flag(FKinUnknown, true, "Norm 21–23", "孩子的父母登记在该户，或者依规定随登记在该户的祖父母、外祖父母。", "A parent of the child is registered in the household, or a grandparent whom the rule names."),
		GWithFollowed: flag(FFollowedAway, false, "Norm 19, 20", "所随父母一方（祖父母、外祖父母）现在不在拟落户的户：由承办民警“要求补充材料”，改填其现在的户后继续；已上报审批或者已准予的，先退回承办民警。", "The parent or grandparents whom the child follows no longer live in the household declared: the officer asks for a further declaration with the one where they live now; a case in review, or approved, is first returned to the officer."),
		GParentEntered: {Reads: []Field{FactFollows, FactMother, FactFather}, Met: func(x Facts) bool {
			return x.Has(Field(x.Text(FactFollows))) || x.Text(FactFollows) != "mother" && x.Text(FactFollows) != "father"
		}, Basis: "Norm 19; 国办发〔2015〕96号", Unmet: Word{Zh: "拟随落户的父亲或母亲还不是登记簿上的人：已有户口的，填其公民身份号码；本人没有户口的，改随另一方，双方都没有的，先为其中一方办理无户口人员登记，再登记孩子。", En: "The parent whose side was chosen is nobody of the register yet: where they are registered give their citizen number; where they have no registration choose the other side, and where neither has one, register one of them first as an unregistered person and the child then."}},
		GFollowsMother: is(FactFollows, "mother", "Norm 19", "未选择随母落户。", "The child does not follow the mother."),
		GFollowsFather: is(FactFollows, "father", "Norm 19", "未选择随父落户。", "The child does not follow the father."),
		GFatherSide: {Reads: []Field{FactFollows, FactEvidence}, Met: func(x Facts) bool {
			return x.Text(FactFollows) == "father" && x.Text(FactEvidence) != "certificate"
		}, Basis: "Norm 20", Unmet: Word{Zh: "不属于须凭鉴定意见随父落户的情形。", En: "Not a registration at the father's side that needs a report."}},
		GByCertificate:  is(FactEvidence, "certificate", "Norm 20", "父母关系材料不是结婚证。", "The parents' paper is not the certificate."),
		GByStatement:    is(FactEvidence, "statement", "Norm 20", "父母关系材料不是书面说明。", "The parents' paper is not the statement."),
		GEthnicityJoint: is(FactEthnicityBy, "joint", "民族成份登记办法 6", "未选择父母共同声明。", "No joint statement was chosen."),
		GBornInside:     is(FactBornWhere, "institution", "Norm 20", "不在医疗机构出生。", "Not born in an institution."),
	}
}

// sideRule is Norm 19 with 21 to 23: the side is free, but a collective household
// yields to a family household of the same prefecture, a students' household and a
// parent abroad yield to the other parent, and both yield to the grandparents, as dead parents do. What
// is neither registered here nor declared restricts nothing.
func sideRule(x Facts) bool {
	mother, father := x.Text(FMotherSide), x.Text(FFatherSide)
	away := func(at string) bool { return at == "student" || at == "overseas" }
	yields := func(mine, other string) bool {
		return away(mine) && other != "" || mine == "collective" && other == "family" && x.Bool(FOnePrefecture)
	}
	switch x.Text(FactFollows) {
	case "mother":
		return !yields(mother, father)
	case "father":
		return !yields(father, mother)
	case "grandparents":
		return x.Bool(FOrphaned) || (away(mother) || mother == "") && (away(father) || father == "") && mother+father != ""
	}
	return false
}
