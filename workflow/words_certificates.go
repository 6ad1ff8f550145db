package workflow

import (
	"regexp"
	"slices"

	"hukou/workflow/calendar"
)

// nineKinds is the joint opinion of twelve bodies on what a station certifies.
const nineKinds Basis = "公通字〔2016〕21号"

// What is declared for a certificate.
const (
	FactCertKind     Field = "proof_kind"
	FactCertItem     Field = "proof_item"
	FactKin          Field = "kin_id"
	FactKinCard      Field = "kin_number"
	FactHasCard      Field = "has_valid_card"
	FactEventStation Field = "event_station"
	FactReportNo     Field = "police_report_no"
	FactFoundOut     Field = "police_findings"
	FactCertLaw      Field = "proof_law"
	FactCertText     Field = "proof_text"
	FactPaperFor     Field = "paper_used_for"
)

// What whoever decides writes about the register of criminal records.
const (
	InRecordNo    Field = "record_check_no"
	InRecordClean Field = "no_record_found"
)

// What the register finds out for certificates and answers.
const (
	// FWithheld is true when a person of the case is sealed or protected.
	FWithheld Field = "withheld_from_papers"
	// FKinship is what the kin named is to the person, as the register holds it: see
	// its codes.
	FKinship Field = "kinship_held"
	// FLabelled is true when the text to be certified puts a label on somebody.
	FLabelled Field = "label_written"
	// The following are true also where the kind of certificate does not ask for it.
	// FIssuedAtHome: the register station keeps the entry, or kept it last.
	FIssuedAtHome Field = "issued_at_home"
	// FIssuedWhereItHappened: the case or event is the register station's.
	FIssuedWhereItHappened Field = "issued_where_it_happened"
	// FItemCertifiable: the item was changed or corrected, and stands so.
	FItemCertifiable Field = "item_was_changed"
	// FStruckOffFit: the registration has ended.
	FStruckOffFit Field = "registration_ended"
	// FKinshipFit: the register holds a kinship of the two.
	FKinshipFit Field = "kinship_is_held"
	// FBookShowsNot: no booklet names both with one of them as its head.
	FBookShowsNot Field = "booklet_shows_kinship_not"
	// FCardLacking: the person holds no valid card.
	FCardLacking Field = "valid_card_lacking"
	// FRecordLooked: the register of records was asked and has none.
	FRecordLooked Field = "record_looked_up"
)

// certKinds are the nine kinds, and what is none of them.
func certKinds() []Code {
	return []Code{code("item_change", "户口登记项目变更更正", "An item changed or corrected"), code("cancellation", "注销户口", "A registration cancelled"), code("kinship", "亲属关系", "Kinship"),
		code("abducted_child", "被拐儿童身份", "Identity of an abducted child"), code("finding", "捡拾报案", "Report of a child found"), code("unnatural_death", "非正常死亡", "A death not by nature"),
		code("identity", "临时身份", "Identity for the time being"), code("no_record", "无犯罪记录", "No criminal record"), code("by_law", "法律法规规定的其他事项", "Another matter that a law names"),
		code("outside", "不在以上九类", "None of these nine")}
}

func certificateFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactCertKind: form("证明类别", "Kind of certificate", KindCode, "B", certKinds()...),
		FactCertItem: form("证明哪一项的变更更正", "Which item", KindCode, "B", code("name", "姓名", "Name"), code("sex", "性别", "Sex"), code("birth_date", "出生日期", "Date of birth"),
			code("number", "公民身份号码", "Citizen number"), code("ethnicity", "民族", "Ethnicity"), code("native_place", "籍贯", "Native place"), code("birth_place", "出生地", "Place of birth")),
		FactKin: form("另一方（本库人员）", "The other person (in the register)", KindPerson, "B"), FactKinCard: form("另一方公民身份号码（外所人员须填）", "The other person's citizen number (needed for another station's people)", KindNumber, "C"),
		FactHasCard: form("持有有效居民身份证", "Holds a valid identity card", KindBool, "B"), FactEventStation: form("立案或者事发地派出所", "Station of the case, or of the place of the event", KindOrg, "A"),
		FactReportNo: form("接处警或者立案编号", "Number of the report or case", KindText, "B"), FactFoundOut: form("公安机关查明的情况", "What the police found", KindLong, "C"),
		FactCertLaw: form("要求出具的法律法规条款", "The article that asks for it", KindText, "A"), FactCertText: form("依登记证明的内容", "What is certified out of the register", KindLong, "B"),
		FactPaperFor:  form("用途（交给谁、办什么）", "What for: to whom, for what matter", KindText, "B"),
		InRecordNo:    input("犯罪记录查询编号", "Number of the look-up of records", KindText, "B"),
		InRecordClean: input("经查询未发现犯罪记录（依法封存的视为没有）", "No criminal record was found (one that is sealed by law counts as none)", KindBool, "C"),
		FWithheld:     computed("登记内容限制对外提供", "What is registered may not go out", KindBool),
		FKinship:      {Word: Word{Zh: "登记的亲属关系", En: "Kinship as registered"}, Kind: KindCode, Source: Computed, Class: "C", Codes: kinshipCodes()},
		FLabelled:     computed("所写内容带有身份标签", "The text puts a label on somebody", KindBool), FIssuedAtHome: computed("由户口所在地出具", "Issued by the home station", KindBool), FIssuedWhereItHappened: computed("由立案或者事发地出具", "Issued where it happened", KindBool),
		FItemCertifiable: computed("该项有变更更正", "The item was changed", KindBool), FStruckOffFit: computed("户口已注销", "The registration has ended", KindBool), FKinshipFit: computed("登记有亲属关系", "The register holds the kinship", KindBool),
		FBookShowsNot: computed("户口簿不能证明", "The booklet does not show it", KindBool), FCardLacking: computed("没有有效证件", "There is no valid card", KindBool), FRecordLooked: computed("已查询犯罪记录", "The records were looked up", KindBool).by(InRecordNo, InRecordClean),
	}
}

// kinshipCodes are what one person can be to another by the links of their pages.
func kinshipCodes() []Code {
	return []Code{code("none", "登记库没有记载", "Not held by the register"), code("father", "父亲", "Father"), code("mother", "母亲", "Mother"), code("child", "子女", "Child"), code("spouse", "配偶", "Spouse"),
		code("sibling", "兄弟姐妹", "Brother or sister"), code("grandparent", "祖父母或者外祖父母", "Grandparent"), code("grandchild", "孙子女或者外孙子女", "Grandchild")}
}

// The guards of certificates.
const (
	GNotWithheld           GuardID = "may_leave_the_register"
	GOneOfNine             GuardID = "one_of_nine_kinds"
	GCertAsker             GuardID = "certificate_asker"
	GIssuedAtHome          GuardID = "issued_by_home_station"
	GIssuedWhereItHappened GuardID = "issued_where_it_happened"
	GItemChanged           GuardID = "item_was_changed"
	GOwnItem               GuardID = "own_item"
	GStruckOff             GuardID = "registration_cancelled"
	GKinshipHeld           GuardID = "kinship_held"
	GBookShowsNot          GuardID = "booklet_shows_it_not"
	GNoValidCard           GuardID = "no_valid_card"
	GRecordClean           GuardID = "no_record_found"
	GNoLabels              GuardID = "no_label_written"

	// Conditions of the form and of papers alone.
	GOnAnEntry  GuardID = "certificate_on_an_entry"
	GOfAnItem   GuardID = "certificate_of_an_item"
	GOfKinship  GuardID = "certificate_of_kinship"
	GOfIdentity GuardID = "certificate_of_identity"
	GOfAnEvent  GuardID = "certificate_of_an_event"
	GByOtherLaw GuardID = "certificate_by_another_law"
	GAskedByKin GuardID = "asked_by_kin"
)

func certificateGuards() map[GuardID]Guard {
	kind := func(zh, en string, values ...string) Guard { return coded(FactCertKind, nineKinds, zh, en, values...) }
	entries := []string{"item_change", "cancellation", "kinship", "no_record"}
	return map[GuardID]Guard{
		GNotWithheld: flag(FWithheld, false, "Norm 94; 未成年人保护法 103", "该登记有保密或者保护措施，内容不得对外出具，也不得告知任何人有此措施：请报所领导；须出具的，先按规定解除封存，否则不予办理并写明救济途径。",
			"This entry is sealed or protected: nothing of it goes out, and nobody is told that it is so. Report to the head; where it must go out the seal is ended first, else refuse with the remedy."),
		GOneOfNine: kind("派出所只出具九类证明，这一项不出具：身份、年龄、住址、户籍所在地和户内关系，用居民身份证、居民户口簿证明；居住情况用居住证或者住所材料；婚姻状况由婚姻登记机关、出生由出生医学证明、在医院死亡由医疗机构、学历由学校、收入和困难由用人单位或者民政部门证明；同一人信息不一致的由要求证明的单位核查。请让申报人持相应证件直接办理。",
			"A station certifies nine kinds of matters, and this is none. Identity, age, address and who lives together are shown by card and booklet; residence by its permit; marriage, birth, a death in hospital, education, income and hardship by the bodies that keep them; whether two spellings are one person is for the body that asks to check. Let the applicant use those papers.",
			append(append([]string{}, entries...), "abducted_child", "finding", "unnatural_death", "identity", "by_law")...),
		GCertAsker: {Reads: []Field{FactCertKind, FactApplicantRelation, FAdult, FSubjectDead}, Basis: nineKinds, Met: certAsker,
			Unmet: Word{Zh: "该类证明由本人申请（未满十八周岁的由父母或者监护人申请）；人已死亡的由近亲属申请；捡拾、被拐、非正常死亡由报案人、近亲属或者有关单位申请。请改由其申请；委托他人的，带委托书和双方身份证件，关系仍填本人。",
				En: "The person asks for it (a parent or guardian for a minor), near kin of the dead, and of a finding, an abducted child or an unnatural death whoever reported it, kin or a body concerned. Have one of them ask; an agent brings a mandate and both cards, and the relation stays that of the person."}},
		GIssuedAtHome: flag(FIssuedAtHome, true, nineKinds, "登记项目变更更正、注销户口、亲属关系和无犯罪记录证明，由户口所在地（注销的由注销地）派出所出具：请申报人到该所申请，或者由本所代收材料（登记地填该所）。",
			"Changes of items, cancellations, kinship and a clean record are certified by the station of the registration, or of its cancellation: let the applicant ask there, or take the papers in for that station (name it as the register station)."),
		GIssuedWhereItHappened: flag(FIssuedWhereItHappened, true, nineKinds, "被拐儿童身份证明由立案的派出所出具，捡拾报案和非正常死亡证明由事发地派出所出具：请转该所，登记地填该所的由本所代收材料。",
			"The identity of an abducted child is certified by the station of the case, a finding and an unnatural death by that of the place: send it there, or name that station as the register station."),
		GItemChanged: flag(FItemCertifiable, true, nineKinds, "登记库中这一项没有变更更正：现登记内容用居民身份证、居民户口簿证明，无须出具；项目登记错了的，先办理更正。",
			"The register has no change of this item: what stands is shown by card and booklet. Where it stands wrongly, have it corrected first."),
		GOwnItem: {Reads: []Field{FactCertItem, FactApplicantRelation}, Basis: "Norm 94", Met: func(x Facts) bool {
			return x.Text(FactCertItem) != "ethnicity" || x.Text(FactApplicantRelation) == "self"
		},
			Unmet: Word{Zh: "这一项的变更只出具给本人。", En: "A change of this item is certified to the person alone."}},
		GStruckOff: flag(FStruckOffFit, true, nineKinds, "当事人的户口没有注销：在册情况用居民户口簿证明，无须出具；应当注销的，先办理注销。",
			"The registration is not cancelled: that it stands is shown by the booklet. Where it is to end, have it cancelled first."),
		GKinshipHeld: flag(FKinshipFit, true, nineKinds, "登记库没有记载这两人的亲属关系，不能凭口述出具：父母信息漏登的，先凭出生医学证明、鉴定或者裁判文书办理父母信息补录；凭结婚证、收养登记证、出生医学证明能证明的，直接用该证；其余由公证机构或者人民法院认定。",
			"The register does not hold a kinship of these two, and nobody's word makes one. Where a parent was left out, have that entered on the certificate of birth, a report or a judgment; where a certificate of marriage, adoption or birth shows it, use that; all else is for a notary or the court."),
		GBookShowsNot: flag(FBookShowsNot, true, nineKinds, "两人在同一户口簿上且一方为户主，户口簿已写明关系，无须出具：请持居民户口簿直接办理；户口簿遗失、损坏的，先补发换发。",
			"Both stand in one booklet, and one of them is the head, so it says what they are to each other: use the booklet; where it is lost or damaged have it reissued."),
		GNoValidCard: flag(FCardLacking, true, nineKinds, "持有有效居民身份证的，直接出示居民身份证，无须出具临时身份证明；证件遗失的同时申请补领，急用的可以领临时居民身份证。",
			"Whoever holds a valid card shows the card. Where it is lost, apply for another at the same time; a temporary card can be had meanwhile."),
		GRecordClean: flag(FRecordLooked, true, nineKinds, "请先查询犯罪记录库，填写查询编号和结果；有记录的不出具，由所领导作出不予办理决定并告知救济途径；未成年人依法封存的记录按没有记录办理。",
			"Look the person up in the register of records, and write number and result. With a record there is no certificate: the head refuses, with the remedy. A minor's record that is sealed by law counts as none."),

		GNoLabels: flag(FLabelled, false, "未成年人保护法 103; Norm 94", "证明只写查明的时间、地点和事实，不写人的身份标签、出生情形和民族：请改写。",
			"A certificate says when, where and what was found, and puts no label on a person, nor how they were born, nor a people: write it anew."),

		GOnAnEntry: kind("不是就某人登记出具的证明。", "It is on nobody's entry.", append(append([]string{}, entries...), "identity")...), GOfAnItem: kind("不是项目变更更正证明。", "It is on no item.", "item_change"),
		GOfKinship: kind("不是亲属关系证明。", "It is on no kinship.", "kinship"), GOfIdentity: kind("不是临时身份证明。", "It is on nobody's identity.", "identity"),
		GOfAnEvent: kind("不是就警情出具的证明。", "It is on no event.", "abducted_child", "finding", "unnatural_death"), GByOtherLaw: kind("不是法律法规规定的其他证明。", "No other law asks for it.", "by_law"),
		GAskedByKin: coded(FactApplicantRelation, nineKinds, "不是亲属申请。", "No kin asks.", "relative", "head"),
	}
}

// Label finds a word on people that no certificate carries; empty where there is none.
func Label(text string) string { return labels.FindString(text) }

var labels = regexp.MustCompile(`孤儿|弃婴|弃儿|非婚|私生|黑户|[回汉蒙藏满苗壮]族`)

// certAsker tells who may ask for a certificate of the kind.
func certAsker(x Facts) bool {
	r := x.Text(FactApplicantRelation)
	named := func(list ...string) bool { return slices.Contains(list, r) }
	switch x.Text(FactCertKind) {
	case "abducted_child", "finding", "unnatural_death":
		return named("self", "parent", "guardian", "relative", "carer", "neighbour", "institution", "committee", "head")
	case "cancellation", "item_change", "kinship":
		if x.Bool(FSubjectDead) && named("parent", "relative", "head") {
			return true
		}
	}
	return r == "self" || !x.Bool(FAdult) && named("parent", "guardian", "institution")
}

// LimitIdentity is how long a certificate of identity serves.
const LimitIdentity Limit = "identity_certificate"

func certificateLimits() map[Limit]LimitRule {
	return map[Limit]LimitRule{LimitIdentity: {Word{Zh: "临时身份证明有效期", En: "A certificate of identity serves for"}, days(7, calendar.UnitDay), rulePeriods}}
}

// The effects of certificates.
const (
	// EffCertificate writes the certificate out of the register and the case, with the next
	// number of the station and year.
	EffCertificate Effect = "issue_certificate"
	// EffKeepRecord keeps the number under which the register of records was asked.
	EffKeepRecord Effect = "keep_record_check"
)

var certificateEffects = map[Effect]Word{
	EffCertificate: {Zh: "编号出具证明并记入打印日志", En: "issue the numbered certificate and log the print"}, EffKeepRecord: {Zh: "记录查询编号", En: "keep the number of the look-up"},
}
