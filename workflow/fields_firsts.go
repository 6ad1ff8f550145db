package workflow

import "slices"

// What is declared about a birth abroad.
const (
	FactBirthCountry  Field = "birth_country"
	FactForeignPaper  Field = "foreign_paper_no"
	FactAuthenticated Field = "authenticated_by"
	FactTravelPaper   Field = "travel_document"
	FactTravelPaperNo Field = "travel_document_no"
)

// FactFoundHow tells how a child without known parents came into care.
const FactFoundHow Field = "came_into_care"

// What is declared about somebody who was missed, or taken off.
const (
	// FactHeadRelation is what the person is to the head of the household joined, a code
	// of GB/T 4761; left empty it follows from the parents, else 97, in a collective 99.
	FactHeadRelation Field = "relation_to_head"
	// FactReadmitDoc is the number of what the return rests on: judgment, check, statement.
	FactReadmitDoc    Field = "readmission_doc_no"
	FactAdoptionProof Field = "adoption_proof"
	FactAdoptedOn     Field = "adopted_on"
	FactAdoptionNo    Field = "adoption_no"
	FactSecrecy       Field = "secrecy_asked_for"
	// FactSettleDoc is the number of the permit or certificate that the stay rests on.
	FactSettleDoc Field = "settlement_doc_no"
)

// What the register finds out for first registrations.
const (
	// FCompared is "no_match", "inconclusive" or "match": the conclusion of the last
	// comparison; absent while none came back.
	FCompared Field = "comparison_conclusion"
	// FVisitOnFile is true when a visit's record stands in the case, checked and good.
	FVisitOnFile Field = "visit_record_on_file"
	// FOffWhy is how the person came to stand in no household: declared (dead by a
	// judgment), dead, in_transit, or of a cancelled entry duplicate, reversed, false_entry,
	// foreign (the nationality lost), settled (abroad, in Hong Kong, Macao or Taiwan),
	// enlisted, marriage, landed (another province noted the landing), moved, or cancelled
	// where the register says nothing of these;
	// active where the person stands in one.
	FOffWhy Field = "off_the_register_by"
	// FTwin is true when another line in force has name, sex and birth date of the person
	// who is to be put back, or is the line kept in the place of theirs.
	FTwin Field = "another_line_in_force"
	// FAdopterThere is true when an adopter declared stands in the household to join.
	FAdopterThere Field = "adopter_in_household"
	// FRelationFits is true when the relation declared is a code of the standard and not the
	// head's, and in a collective household 99; also when none is declared.
	FRelationFits Field = "relation_fits"
	// FCollective is true when the household to join is a collective one.
	FCollective Field = "household_is_collective"

	// FNationality is "chinese" or "foreign": what the exit-entry administration answered
	// last; absent where it was not asked or has not answered.
	FNationality Field = "citizenship_found"
	// FMarkerName lists what in the name declared would mark the child as one in care:
	// marker where surname or given name is a word of that kind, serial where the last
	// three children entered in the household for the first time have that surname all.
	FMarkerName Field = "name_marks_the_child"
	// FMonthsInCare is how many whole months have passed since the day of intake.
	FMonthsInCare Field = "months_in_care"
)

func firstFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactBirthCountry:  form("出生国家（地区）", "Country or region of birth", KindText, "B"),
		FactForeignPaper:  form("国（境）外出生证明编号", "Number of the birth paper from abroad", KindText, "C"),
		FactAuthenticated: form("出生证明的认证方式", "How the birth paper is authenticated", KindCode, "B", code("consular", "领事认证", "By a consulate"), code("treaty", "附加证明书等条约方式", "As a treaty has it (apostille)"), code("notary", "公证", "By a notary")),
		FactTravelPaper:   form("所持中国旅行证件", "Chinese travel document held", KindCode, "C", code("passport", "护照", "Passport"), code("travel", "旅行证", "Travel document"), code("none", "没有", "None")),
		FactTravelPaperNo: form("旅行证件号码", "Number of the travel document", KindText, "C"),
		FactFoundHow: form("入院情形", "How the child came into care", KindCode, "D", code("abandoned", "捡拾", "Found"), code("rescued", "解救或者临时照料", "Rescued, or in temporary care"),
			code("vagrant", "流浪救助满三个月", "Sheltered for more than three months")),
		FNationality: {Word: Word{Zh: "国籍核实结果", En: "Citizenship found"}, Kind: KindCode, Source: Computed, Class: "C",
			Codes: []Code{code("chinese", "中国国籍", "Chinese"), code("foreign", "外国国籍", "Foreign")}},
		FactHeadRelation: form("与户主关系", "Relation to the head (GB/T 4761)", KindText, "B"),
		FactReadmitDoc:   form("恢复依据文号", "Number of the document the return rests on", KindText, "C"),
		FactAdoptionProof: form("收养凭证", "Proof of the adoption", KindCode, "D", code("registered", "收养登记证", "Registered adoption"), code("notarised", "事实收养公证书", "Notarial deed of an adoption in fact"),
			code("none", "没有", "None")),
		FactAdoptionNo: form("收养凭证编号", "Number of the proof of the adoption", KindText, "D"),
		FactSecrecy:    form("要求保守收养秘密", "Secrecy is asked for", KindBool, "D"),
		FactSettleDoc:  form("定居、入籍或者复籍证件编号", "Number of the permit or certificate", KindText, "C"),
		FAdopterThere:  computed("收养人在拟落户的户内", "An adopter stands in the household", KindBool),
		FactAdoptedOn:  form("收养日期", "Adopted on", KindDate, "D"),
		FCompared: {Word: Word{Zh: "比对结论", En: "Conclusion of the comparison"}, Kind: KindCode, Source: Computed, Class: "C",
			Codes: []Code{code("no_match", "未比中", "No match"), code("inconclusive", "无法得出结论", "Inconclusive"), code("match", "比中", "Match")}},
		FVisitOnFile: computed("走访记录已在案", "A visit's record is on file", KindBool),
		FOffWhy: {Word: Word{Zh: "现无户口的缘由", En: "How the person came off the register"}, Kind: KindCode, Source: Computed, Class: "C",
			Codes: []Code{code("declared", "被宣告死亡", "Declared dead"), code("dead", "死亡注销", "Dead"), code("in_transit", "已迁出未落户", "In transit"), code("duplicate", "重户注销", "Cancelled as a duplicate"),
				code("reversed", "冲销", "Reversed"), code("false_entry", "虚假户口注销", "Cancelled as false"), code("foreign", "取得外国国籍或者退出中国国籍", "Chinese nationality lost"),
				code("settled", "出国（境）定居", "Settled abroad"), code("enlisted", "参军注销", "Cancelled on enlistment"), code("marriage", "婚嫁注销", "Cancelled on marriage"), code("landed", "已在外省落户", "Landed in another province"), code("moved", "迁出注销", "Cancelled on moving away"), code("cancelled", "其他注销", "Cancelled otherwise"), code("active", "现有户口", "Registered")}},
		FTwin:         computed("另有同一人的户口", "Another line in force", KindBool),
		FRelationFits: computed("与户主关系可用", "The relation fits", KindBool),
		FCollective:   computed("落户的户为集体户", "The household is a collective one", KindBool),
		FMarkerName:   computed("姓名带有身份标记", "What in the name marks the child", KindList),
		FMonthsInCare: computed("入院满月数", "Months in care", KindInt),
	}
}

// The guards of first registrations.
const (
	GTravelPaper      GuardID = "travel_document_held"
	GNoTravelPaper    GuardID = "no_travel_document_held"
	GNationalityKnown GuardID = "nationality_known"
	GChineseNational  GuardID = "chinese_nationality"
	GBornAway         GuardID = "birth_beyond_the_border"
	GParentsUnknown   GuardID = "parents_not_found"
	GInstitutionAsks  GuardID = "institution_asks"
	GNoMarkerName     GuardID = "name_marks_nobody"
	GShelteredLong    GuardID = "sheltered_three_months"

	GCompared            GuardID = "identity_compared"
	GNoOtherEntry        GuardID = "comparison_found_nobody"
	GVisitIfDoubt        GuardID = "visited_where_in_doubt"
	GLookAlikesOut       GuardID = "look_alikes_ruled_out"
	GRelationGiven       GuardID = "relation_to_head_fits"
	GOwnDeclarant        GuardID = "declared_by_those_concerned"
	GBirthShown          GuardID = "parents_shown"
	GCertificateOrShown  GuardID = "certificate_or_parents_shown"
	GAdoptionProven      GuardID = "adoption_proof_given"
	GAdoptedOrCollective GuardID = "adopted_or_collective_household"
	GAdoptionShown       GuardID = "adoption_shown"
	GOffDeclared         GuardID = "declared_dead"
	GOffCancelled        GuardID = "cancelled_otherwise"
	GOffOrOnTheWay       GuardID = "moved_out_not_landed"
	GNoTwin              GuardID = "no_other_line_in_force"
	GNeverHere           GuardID = "never_in_the_register"
	GOffAbroad           GuardID = "taken_off_or_never_here"
	GAdopterNamed        GuardID = "adopter_named"
	GAdopterThere        GuardID = "adopter_in_household"
)

func firstGuards() map[GuardID]Guard { return merged(awayGuards(), missedGuards(), comingGuards()) }

func awayGuards() map[GuardID]Guard {
	held := func(x Facts) bool {
		return x.Text(FactTravelPaper) == "passport" || x.Text(FactTravelPaper) == "travel"
	}
	return map[GuardID]Guard{
		GTravelPaper: coded(FactTravelPaper, "Norm 24", "没有中国旅行证件。", "No Chinese travel document is held.", "passport", "travel"),
		GNoTravelPaper: is(FactTravelPaper, "none", "Norm 24", "持有中国护照或者旅行证的，国籍不另核实，请直接报核实结果。",
			"Whoever holds a Chinese passport or travel document is not verified again; report the findings."),
		GNationalityKnown: {Reads: []Field{FactTravelPaper, FNationality}, Met: func(x Facts) bool { return held(x) || x.Has(FNationality) }, Basis: "Norm 24; 国籍法 5",
			Unmet: Word{Zh: "没有中国旅行证件的，须先由设区的市级以上公安机关出入境管理部门核实国籍，请提请国籍核实。", En: "Without a Chinese travel document the exit-entry administration of the prefecture or above verifies the nationality first; ask it."}},
		GChineseNational: {Reads: []Field{FactTravelPaper, FNationality}, Basis: "Norm 24; 国籍法 5",
			Met:   func(x Facts) bool { return x.Text(FNationality) == "chinese" || held(x) && !x.Has(FNationality) },
			Unmet: Word{Zh: "国籍尚未核实或者核实为外国国籍，不能办理户口登记：未核实的请退回提请核实，核实为外国国籍的不予办理，其可按外国人停留居留办理。", En: "The nationality is not verified, or is foreign, so there is no registration: return the case to have it verified; a foreign national is refused and may ask for a foreigner's stay."}},
		GBornAway: {Reads: []Field{FactBirthCountry}, Met: func(x Facts) bool { return x.Has(FactBirthCountry) && x.Text(FactBirthCountry) != "中国" }, Basis: "Norm 24",
			Unmet: Word{Zh: "在国内（内地）出生的不办理本业务，请办理出生登记。", En: "A birth in the country itself is no matter of this business; use the registration of a birth."}},
		GParentsUnknown: coded(FactLegalGround, "Norm 27; 未成年人保护法 94", "本业务只用于查找不到父母或者其他监护人的儿童，其他情形请办理集体户首次登记。", "This business is for children whose parents cannot be found; for another ground use the first registration in a collective household.",
			"parents_not_found"),
		GInstitutionAsks: coded(FactApplicantRelation, "Norm 27", "本业务由承担照料的机构申报，请由机构经办人申报。", "The institution that cares for the child lodges this business; have its officer lodge it.", "institution"),
		GNoMarkerName:    none(FMarkerName, "民法典 1012, 1015; 未成年人保护法 4, 103", "姓名会让人看出儿童的来历：用了带标记的字，或者与同户近期首次登记的儿童连续同姓。请与机构另取姓名。", "The name would show where the child comes from: a word that marks it, or the surname of all those entered there of late. Choose another with the institution."),
		GShelteredLong: {Reads: []Field{FactFoundHow, FMonthsInCare}, Met: func(x Facts) bool { return x.Text(FactFoundHow) != "vagrant" || x.Int(FMonthsInCare) >= 3 }, Basis: "国办发〔2015〕96号; Norm 30",
			Unmet: Word{Zh: "流浪救助未满三个月，请继续查找身份，期满后再申报。", En: "Sheltered for less than three months: go on looking for the identity, and lodge when the time has passed."}},
	}
}

// lastDeeds is the day from which an adoption stands by its registration alone.
const lastDeeds = "1999-04-01"

func missedGuards() map[GuardID]Guard {
	shown := func(x Facts) bool { return x.Bool(FParentageReport) || x.Bool(FBirthRecords) }
	collective := Word{Zh: "没有收养登记证，也没有1999年4月1日前收养的公证书的，先在福利机构或者社区集体户登记，以后凭凭证迁入收养人户内：请改选集体户。", En: "Without the certificate of the adoption, or a notarial deed of one before 1999-04-01, the child is entered in an institution's or the community's collective household first, and joins the adopter on the proof: choose such a household."}
	return map[GuardID]Guard{
		GCompared: {Reads: []Field{FCompared}, Met: func(x Facts) bool { return x.Has(FCompared) }, Basis: "Norm 9", Unmet: Word{Zh: "尚无比对结论，请先提请人像、指纹或者DNA比对。", En: "No comparison has come back: ask for face, fingerprint or DNA to be compared first."}},
		GNoOtherEntry: {Reads: []Field{FCompared}, Met: func(x Facts) bool { return x.Has(FCompared) && x.Text(FCompared) != "match" }, Basis: "Norm 9; Reg. 6",
			Unmet: Word{Zh: "比对比中他处登记，不能按无户口办理：请核实该登记，确属本人的以已有登记终止，另行办理。", En: "The comparison found another entry, so the person is not without one: look into it; if it is theirs, end the case as registered already and go on there."}},
		GVisitIfDoubt: {Reads: []Field{FactDoubt, FCompared, FVisitOnFile}, Basis: "Norm 9",
			Met: func(x Facts) bool {
				return x.Bool(FVisitOnFile) || !x.Bool(FactDoubt) && x.Text(FCompared) == "no_match"
			},
			Unmet: Word{Zh: "存疑或者比对没有得出未比中结论的，须走访并形成书面材料：请收取走访记录并核验。", En: "With a doubt noted, or a comparison that did not end without a match, a visit is written down: take its record in and check it."}},
		GLookAlikesOut: none(FUndismissed, "Norm 9; Reg. 6", "有姓名（同音或者只差一字的也算）、性别、出生日期都相同，或者在拟落户的户中性别、出生日期相同的登记尚未排除：请逐条目视核对，不是同一人的随核查报告逐条写明理由（已在后续环节的，退回核查）；是同一人的，由所领导或者决定的层级以“已登记或另有在办”终止本案，填写查到的公民身份号码。", "Entries agree in name (or its sound, or all but one character), sex and birth date, or in sex and birth date within the household to be joined, and are not ruled out: look at each, and with the report of the check give a reason for each that is another person (from a later stage return the case to be checked); if one is theirs, the head or the level that decides ends this case as registered already, with the citizen number found."),
		GOwnDeclarant: coded(FactApplicantRelation, "Norm 30; 国办发〔2015〕96号", "本业务由本人、监护人、亲属、抚养人或者承担照料的机构、村（居）委会申报，请改由其申报。", "The person, a guardian, kin, a carer, the institution that cares or the committee declares it; have one of them do so.",
			"self", "parent", "guardian", "relative", "head", "carer", "institution", "committee"),
		GRelationGiven: flag(FRelationFits, true, "Norm 15, 16", "与户主关系须为GB/T 4761代码，不能是户主本人（02），并与性别相符；集体户为99。", "The relation is a code of GB/T 4761, not that of the head (02), and one for the person's sex; in a collective household it is 99."),
		GBirthShown:    {Reads: []Field{FParentageReport, FBirthRecords}, Met: shown, Basis: "国办发〔2015〕96号 2", Unmet: Word{Zh: "须有亲子鉴定意见、出生记录或者法院文书在案，请补入并核验。", En: "A parentage report, records of the birth or a court's finding must be on file: take one in and check it."}},
		GCertificateOrShown: {Reads: []Field{FactCertificate, FParentageReport, FBirthRecords}, Met: func(x Facts) bool { return x.Has(FactCertificate) || shown(x) }, Basis: "国办发〔2015〕96号 7",
			Unmet: Word{Zh: "没有出生医学证明的，须有亲子鉴定意见或者出生记录在案，请补入并核验。", En: "Without a certificate of birth a parentage report or records of the birth must be on file: take one in and check it."}},
		GAdoptionProven:      coded(FactAdoptionProof, "Norm 26", "没有收养凭证。", "There is no proof of the adoption.", "registered", "notarised"),
		GAdoptedOrCollective: {Reads: []Field{FactAdoptionProof, FactAdoptedOn, FCollective}, Met: func(x Facts) bool { return adoptionShown(x) || x.Bool(FCollective) }, Basis: "Norm 26; 国办发〔2015〕96号 3", Unmet: collective},
		GOffDeclared:         coded(FOffWhy, "Norm 38; 民法典 50", "当事人不是因宣告死亡注销，请核对当事人，或者办理与其注销原因相应的业务。", "The person was not taken off by a declaration of death: check the person, or use the business that fits why the entry ended.", "declared"),
		GOffCancelled:        coded(FOffWhy, "国办发〔2015〕96号 5", "当事人不是因婚嫁注销，不适用本业务：请核对当事人；出国（境）定居的办理华侨回国定居落户，失去中国国籍的办理恢复国籍落户，其他的办理恢复户口。", "The person was not cancelled on marriage, so this business does not serve: check the person. Whoever settled abroad goes by the return of a Chinese citizen from abroad, whoever lost the nationality by the registration after citizenship is regained, others by the restoration of a registration.", "marriage", "cancelled"),
		GOffOrOnTheWay:       coded(FOffWhy, "Norm 47; 国办发〔2015〕96号 6", "当事人不是已迁出未落户：请核对当事人；已在外省落户的办理跨省迁入，其他的办理与其情形相应的业务。", "The person is not one who moved out and never landed: check the person. Whoever has landed in another province comes back by a move in from there; for others use the business that fits.", "in_transit", "moved", "cancelled"),
		GNoTwin:              flag(FTwin, false, "Reg. 6", "另有同一人的户口，或者有姓名、性别、出生日期都相同的登记：请先按重复户口查清，不能恢复。", "Another line in force is the same person's, or agrees in name, sex and birth date: settle that as a duplicate first; nobody is put back."),
	}
}

func comingGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GNeverHere: {Reads: []Field{FactPerson}, Met: func(x Facts) bool { return !x.Has(FactPerson) }, Basis: "Norm 28", Unmet: Word{Zh: "当事人原有登记。", En: "The person was in the register before."}},
		GOffAbroad: {Reads: []Field{FOffWhy}, Met: func(x Facts) bool { return !x.Has(FOffWhy) || slices.Contains(leftAlive, x.Text(FOffWhy)) }, Basis: "Norm 28, 38; Reg. 6",
			Unmet: Word{Zh: "所选的原登记现有户口，或者是因死亡、重户注销、冲销而终止，不能恢复：请核对是否选错人。", En: "The line of before is in force, or ended by death, as a duplicate or by reversal, so it is not put back: see whether the wrong person was chosen."}},
		GAdoptionShown: {Reads: []Field{FactAdoptionProof, FactAdoptedOn}, Met: adoptionShown, Basis: "Norm 26; 民法典 1105",
			Unmet: Word{Zh: "收养须经民政部门登记，公证书只用于1999年4月1日前的事实收养：尚未登记的，请先办理收养登记，其间可在集体户登记。", En: "An adoption is registered by civil affairs; a notarial deed serves only for one in fact before 1999-04-01. Have it registered first; until then the child may be entered in a collective household."}},
		GAdopterNamed: {Reads: []Field{FactMother, FactFather}, Met: func(x Facts) bool { return x.Has(FactMother) || x.Has(FactFather) }, Basis: "Norm 26; 民法典 1111",
			Unmet: Word{Zh: "请填写收养人：养母填入“母亲”，养父填入“父亲”，至少一方。", En: "Name the adopters, as mother and father: one at least."}},
		GAdopterThere: flag(FAdopterThere, true, "Norm 26", "收养人不在拟落户的户内，请选收养人所在的户。", "No adopter stands in the household to join; choose the one in which an adopter lives."),
	}
}

// leftAlive are the ways off the register of somebody who may have lived abroad since.
var leftAlive = []string{"foreign", "settled", "enlisted", "marriage", "landed", "moved", "cancelled"}

// adoptionShown tells whether the adoption is registered, or stands by a deed of its time.
func adoptionShown(x Facts) bool {
	deed := x.Text(FactAdoptionProof) == "notarised" && x.Has(FactAdoptedOn) && x.Text(FactAdoptedOn) < lastDeeds
	return deed || x.Text(FactAdoptionProof) == "registered"
}
