package workflow

// What is declared about a birth. No field asks about the parents' marriage, family
// planning, debts or faith; FactEvidence names a paper and nothing else.
const (
	FactChildName       Field = "child_name"
	FactChildSex        Field = "child_sex"
	FactChildBirthDate  Field = "child_birth_date"
	FactBirthTime       Field = "birth_time"
	FactBirthDivision   Field = "birth_place_code"
	FactBirthPlace      Field = "birth_place"
	FactBornWhere       Field = "born_where"
	FactBirthHospital   Field = "birth_institution"
	FactBirthOrder      Field = "birth_order"
	FactMother          Field = "mother"
	FactMotherName      Field = "mother_name"
	FactMotherNumber    Field = "mother_number"
	FactFather          Field = "father"
	FactFatherName      Field = "father_name"
	FactFatherNumber    Field = "father_number"
	FactFollows         Field = "follows"
	FactMotherAt        Field = "mother_registered_in"
	FactFatherAt        Field = "father_registered_in"
	FactSamePrefecture  Field = "parents_same_prefecture"
	FactForeignParent   Field = "foreign_parent"
	FactEvidence        Field = "parents_evidence"
	FactCertificate     Field = "certificate_no"
	FactCertificateOn   Field = "certificate_issued_on"
	FactCertificateName Field = "certificate_name"
	FactEthnicityBy     Field = "ethnicity_source"
	FactEthnicityChosen Field = "ethnicity_chosen"
	FactLateReason      Field = "late_reason"
	FactProtectMother   Field = "protect_mother"
	FactChildDiedOn     Field = "child_died_on"
	FactChildDeathCause Field = "child_death_cause"
	// FactBirthSaid is what the family says of the day, such as 去年腊月 or 农历八月十五. It is
	// kept as it was said and is never read as a date.
	FactBirthSaid Field = "child_birth_date_said"
)

// What an officer writes with a step of a birth.
const (
	InGround     Field = "ground"
	InCertNo     Field = "issued_certificate_no"
	InCertOn     Field = "issued_certificate_on"
	InCertName   Field = "issued_certificate_name"
	InCertBorn   Field = "issued_certificate_birth_date"
	InHealthSame Field = "health_data_agree"
	InHospital   Field = "hospital"
	InReport     Field = "report_no"
	InAgency     Field = "agency"
	InLicence    Field = "agency_licence_no"
	InLicensed   Field = "agency_licensed"
	InTested     Field = "parents_tested"
	// InMisread says why a report that stands in the case with one conclusion is entered with another.
	InMisread  Field = "report_misread"
	InDiedOn   Field = "died_on"
	InExcluded Field = "excluded_person"
	// InNewApplicant applies in the place of an excluded applicant.
	InNewApplicant Field = "new_applicant"
	InNewRelation  Field = "new_applicant_relation"
)

// What the register finds out for the guards of births. Each comment is the whole
// meaning; where nothing is known the value is absent, which no guard takes for yes.
const (
	// FRoute is "r1", "r2" or "r0": the route state the case entered last.
	FRoute Field = "route"
	// FPolicyR2 is true when the policy row of the register station's division, in
	// force on the day of acceptance, lets a birth outside an institution take route
	// R2 without asking health first.
	FPolicyR2 Field = "policy_allows_r2"
	// FPolicyR0 is true when that policy row enables the pilot route and names the
	// document it rests on.
	FPolicyR0 Field = "policy_allows_r0"
	// FPolicyHospitals lists the township hospitals named in that policy row, written
	// as InHospital is to be written.
	FPolicyHospitals Field = "policy_hospitals"
	// FHealthRefusal is true when a paper of kind MatHealthRefusal stands in the case,
	// checked and found good.
	FHealthRefusal Field = "health_refusal_on_file"
	// FHealthSilence is the number of working days since the first RemindSupervisor
	// after the last ReferHealth, ReportToHealth or CertRecheck, today included; absent while that
	// supervisor has not been written to.
	FHealthSilence Field = "health_silence_workdays"
	// FHealthReminders counts the RemindHealth steps taken since the case last entered
	// HealthReferred by ReferHealth or ReportToHealth.
	FHealthReminders Field = "health_reminders"
	// FCertificateFree is true when the certificate number written with the step, or
	// else the case's, is on no other person living, dead or voided and on no other
	// open case; also true when there is no number.
	FCertificateFree Field = "certificate_no_free"
	// FCertifiedAnew is true when the certificate written with a step took the place of
	// another name or date of birth that had been declared.
	FCertifiedAnew Field = "certified_otherwise"
	// FFollowedAway is true when the parent whose side was chosen is registered in another
	// household than the one declared.
	FFollowedAway Field = "followed_parent_elsewhere"
	// FKinUnknown is true when no parent declared and not left blank stands in the household, but
	// for a child of two students, or of two parents abroad, who follows a grandparent by the register.
	FKinUnknown Field = "grandparents_unknown"
	// FCertificateVerified is true when the case has entered CertVerified and has since
	// entered neither a route nor a state that waits for a certificate.
	FCertificateVerified Field = "certificate_verified"
	// FParentageReport is true when EffParentage has recorded a conclusion for this
	// child that is not Inconclusive, or a paper of kind MatParentageReport stands in
	// the case, checked and found good.
	FParentageReport Field = "parentage_report_on_file"
	// FBirthRecords is true when a paper of kind MatBirthRecords or MatCourtFinding
	// stands in the case, checked and found good.
	FBirthRecords Field = "birth_records_on_file"
	// FConclusion is the event by which the parentage report was entered last, absent
	// before; FReportUnread is true when a report lies among the papers, checked and found
	// good, and no conclusion but Inconclusive was entered.
	FConclusion   Field = "parentage_conclusion"
	FReportUnread Field = "parentage_report_unread"
	// FReportOtherwise is true when a report of the number written was entered in this case
	// with another conclusion, whether or not that was struck.
	FReportOtherwise Field = "report_entered_otherwise"
	// FCourtFinding is true when a paper of kind MatCourtFinding stands in the case, checked
	// and found good.
	FCourtFinding Field = "court_finding_on_file"
	// FMotherSide and FFatherSide are where a parent is registered, in the words of the form
	// ("family", "collective", "student", "overseas"): as the register has it where it has
	// the parent, else as declared; "" for a parent whose item stays blank.
	FMotherSide Field = "mother_side"
	FFatherSide Field = "father_side"
	// FOnePrefecture is true when both parents are registered in one prefecture, as the
	// register has it where it has both, else as declared.
	FOnePrefecture Field = "parents_in_one_prefecture"
	// FParentBlank is "father", "mother" or "both": whose items EffFatherBlank and
	// EffMotherBlank left blank, absent where neither did. A report that tested a parent and
	// excludes neither them nor is contradicted by an earlier one fills the item again;
	// EffStrikeReports fills both.
	FParentBlank Field = "parent_left_blank"
	// FParentExcluded is the same of those among them whom a report excluded. EffStrikeReports
	// alone takes it back.
	FParentExcluded Field = "parent_excluded"
)

// BothParents is what FParentBlank, FParentExcluded and InTested say of two; of one they
// say the role.
const BothParents = "both"

func birthFields() map[Field]FieldRule {
	return merged(birthForm(), birthInputs(), birthComputed(), bornApartFields())
}

func birthForm() map[Field]FieldRule {
	mother, father := code("mother", "母亲", "Mother"), code("father", "父亲", "Father")
	return map[Field]FieldRule{
		FactChildName:      form("新生儿姓名", "Child's name", KindName, "B"),
		FactChildSex:       form("性别", "Sex", KindCode, "B", code("1", "男", "Male"), code("2", "女", "Female")),
		FactChildBirthDate: form("出生日期", "Date of birth", KindDate, "B"),
		FactBirthSaid:      form("出生日期原话（农历或者大概的日子）", "The day in the family's words (lunar or rough)", KindText, "B"),
		FactBirthTime:      form("出生时分", "Time of birth (hh:mm)", KindText, "B"),
		FactBirthDivision:  form("出生地（区划代码）", "Place of birth (division code)", KindText, "B"),
		FactBirthPlace:     form("出生地（详细）", "Place of birth (in words)", KindText, "B"),
		FactBornWhere:      form("出生场所", "Born where", KindCode, "C", code("institution", "医疗机构", "In an institution"), code("home", "家中", "At home"), code("elsewhere", "其他场所", "Elsewhere")),
		FactBirthHospital:  form("出生医疗机构", "Institution of birth", KindText, "C"),
		FactBirthOrder:     form("同胎次序（单胎填1）", "Order among those born together (1 for a single birth)", KindInt, "B"),
		FactMother:         form("母亲（本库人员）", "Mother (person in the register)", KindPerson, "B"),
		FactMotherName:     form("母亲姓名", "Mother's name", KindName, "B"),
		FactMotherNumber:   form("母亲公民身份号码", "Mother's citizen number", KindNumber, "C"),
		FactFather:         form("父亲（本库人员）", "Father (person in the register)", KindPerson, "B"),
		FactFatherName:     form("父亲姓名", "Father's name", KindName, "B"),
		FactFatherNumber:   form("父亲公民身份号码", "Father's citizen number", KindNumber, "C"),
		FactFollows: form("随谁落户", "Registered with", KindCode, "B", mother, father, code("grandparents", "祖父母或外祖父母", "Grandparents"),
			code("institution", "照料机构", "The institution that cares for the child")),
		FactMotherAt:        form("母亲户口所在", "Mother is registered in", KindCode, "B", registeredAt()...),
		FactFatherAt:        form("父亲户口所在", "Father is registered in", KindCode, "B", registeredAt()...),
		FactSamePrefecture:  form("父母户口在同一设区市", "Parents are registered in one prefecture", KindBool, "B"),
		FactForeignParent:   form("父母一方为外国人或无国籍人", "One parent is foreign or stateless", KindBool, "B"),
		FactEvidence:        form("父母关系材料", "Paper on the parents", KindCode, "D", code("certificate", "结婚证", "Marriage certificate"), code("statement", "书面说明", "Written statement")),
		FactCertificate:     form("出生医学证明编号", "Certificate number", KindText, "C"),
		FactCertificateOn:   form("出生医学证明签发日期", "Certificate issued on", KindDate, "C"),
		FactCertificateName: form("出生医学证明上的姓名", "Name on the certificate", KindName, "C"),
		FactEthnicityBy: form("民族成份依据", "Ethnicity is", KindCode, "B", code("father", "随父", "The father's"), code("mother", "随母", "The mother's"),
			code("joint", "父母共同声明", "By the parents' joint statement"), code("institution", "机构确定", "Chosen by the institution")),
		FactEthnicityChosen: form("共同声明随谁", "The joint statement names", KindCode, "B", mother, father),
		FactLateReason:      form("迟报原因", "Why it is late", KindLong, "B"),
		FactProtectMother:   form("母亲受保护", "The mother is protected", KindBool, "D"),
		FactChildDiedOn:     form("死亡日期", "Date of death", KindDate, "C"),
		FactChildDeathCause: form("死亡原因", "Cause of death", KindText, "C"),
	}
}

func birthInputs() map[Field]FieldRule {
	return map[Field]FieldRule{
		InGround:       input("法定事由", "Lawful ground", KindCode, "A", birthGrounds...),
		InCertNo:       input("出具的证明编号", "Number of the certificate issued", KindText, "C"),
		InCertOn:       input("证明签发日期", "Certificate issued on", KindDate, "C"),
		InCertName:     input("证明上的姓名", "Name on the certificate", KindName, "C"),
		InCertBorn:     input("证明上的出生日期", "Date of birth on the certificate", KindDate, "C"),
		InHealthSame:   input("与卫健数据核对一致（编号、姓名、母亲、日期）", "Health's data agree (number, name, mother, date)", KindBool, "C"),
		InHospital:     input("出具证明的卫生院", "Township hospital", KindText, "B"),
		InReport:       input("鉴定意见书编号", "Report number", KindText, "D"),
		InAgency:       input("鉴定机构", "Agency", KindText, "D"),
		InLicence:      input("司法鉴定许可证号", "Agency's licence number", KindText, "D"),
		InLicensed:     input("许可范围含法医物证，已核对", "Licensed for forensic evidence, seen", KindBool, "D"),
		InTested:       input("参加鉴定的一方", "Parents tested", KindCode, "D", code("both", "父母双方", "Both"), code("mother", "母亲", "Mother"), code("father", "父亲", "Father")),
		InMisread:      input("同一编号的鉴定意见书登记为另一结论的原因（先前登记有误，或者另一机构的同号意见书）", "Why a report of the same number is entered with another conclusion (entered wrongly before, or another agency's of that number)", KindLong, "D"),
		InDiedOn:       input("死亡日期", "Date of death", KindDate, "C"),
		InExcluded:     input("不得作为申报人、监护人或收件人的人", "May not be applicant, guardian or addressee", KindText, "D"),
		InNewApplicant: input("改由谁申报", "Who applies instead", KindName, "B"),
		InNewRelation: input("新申报人与当事人关系", "The new applicant's relation", KindCode, "B", code("parent", "父母", "Parent"), code("guardian", "其他监护人", "Another guardian"),
			code("relative", "亲属", "Relative"), code("institution", "机构", "Institution"), code("committee", "村（居）民委员会", "Village or neighbourhood committee")),
	}
}

func birthComputed() map[Field]FieldRule {
	parents := []Code{code("father", "父亲", "Father"), code("mother", "母亲", "Mother"), code(BothParents, "父母双方", "Both")}
	return map[Field]FieldRule{
		FRoute:               {Word: Word{Zh: "办理路线", En: "Route"}, Kind: KindCode, Source: Computed, Class: "A", Codes: []Code{code("r1", "补发证明", "R1"), code("r2", "无法取得证明", "R2"), code("r0", "试点", "R0")}},
		FPolicyR2:            computed("当地规定可直接走无证明路线", "The place allows route R2 directly", KindBool),
		FPolicyR0:            computed("当地有效的试点规定", "The place has the pilot in force", KindBool),
		FPolicyHospitals:     computed("试点规定所列卫生院", "Hospitals the pilot names", KindList),
		FHealthRefusal:       computed("不予签发说明已收到", "Health's written refusal is on file", KindBool),
		FHealthSilence:       computed("函告主管部门后未答复工作日", "Working days of silence after the letter to the supervisor", KindInt),
		FHealthReminders:     computed("已催函次数", "Reminders sent", KindInt),
		FCertificateFree:     computed("证明编号未被使用", "The certificate number is used by nobody else", KindBool).by(InCertNo),
		FKinUnknown:          computed("户内没有孩子的父母，登记也看不出依规定随祖父母、外祖父母", "No parent of the child stands in the household, nor by the register the grandparents whom the rule names", KindBool),
		FFollowedAway:        computed("所随父母一方在其他户", "The parent followed is in another household", KindBool),
		FCertifiedAnew:       computed("证明与申报不一致", "The certificate differs from what was declared", KindBool),
		FCertificateVerified: computed("证明已核验", "The certificate is verified", KindBool),
		FParentageReport:     computed("鉴定意见已收到", "A parentage report is on file", KindBool),
		FBirthRecords:        computed("出生记录或法院文书已收到", "Records of the birth or a court's finding are on file", KindBool),
		FConclusion:          {Word: Word{Zh: "鉴定结论", En: "The report's conclusion"}, Kind: KindText, Source: Computed, Class: "D"},
		FReportUnread:        computed("鉴定意见在案而结论未登记", "A report on file whose conclusion is not entered", KindBool),
		FReportOtherwise:     computed("这份鉴定意见书登记过另一结论", "The report was entered with another conclusion", KindBool).by(InReport),
		FCourtFinding:        computed("法院文书已收到", "A court's finding is on file", KindBool),
		FMotherSide:          {Word: Word{Zh: "母亲户口所在（登记或者申报）", En: "Where the mother is registered"}, Kind: KindCode, Source: Computed, Class: "B", Codes: registeredAt()},
		FFatherSide:          {Word: Word{Zh: "父亲户口所在（登记或者申报）", En: "Where the father is registered"}, Kind: KindCode, Source: Computed, Class: "B", Codes: registeredAt()},
		FOnePrefecture:       computed("父母户口同在一市（登记或者申报）", "The parents are registered in one prefecture", KindBool),
		FParentBlank:         {Word: Word{Zh: "空白的一方", En: "Parent left blank"}, Kind: KindCode, Source: Computed, Class: "D", Codes: parents},
		FParentExcluded:      {Word: Word{Zh: "鉴定排除的一方", En: "Parent excluded by a report"}, Kind: KindCode, Source: Computed, Class: "D", Codes: parents},
	}
}

// birthGrounds are the only grounds on which a birth may be turned away or ended:
// the missing certificate, family planning, money and marriage are not among them.
// The first four, declineGrounds, also allow not accepting.
var birthGrounds = []Code{
	code("not_competent", "不属本机关管辖", "Another body is competent"),
	code("no_standing", "申报人无资格", "The applicant has no standing"),
	code("registered_already", "已登记或另有在办", "Registered already or in hand elsewhere"),
	code("not_a_birth", "不属于出生登记事项", "Not a matter of birth registration"),
	code("proof_insufficient", "证据不足以认定", "The evidence does not prove the birth"),
	code("proof_false", "材料虚假", "The papers are false"),
	code("moot", "事由消失", "Nothing is left to decide"),
}

const declineGrounds = 4

// registeredAt are the kinds of place in which a parent is registered (Norm 21 to 23).
func registeredAt() []Code {
	return []Code{code("family", "家庭户", "Family household"), code("collective", "集体户", "Collective household"),
		code("student", "学生集体户", "Students' collective household"), code("overseas", "境外定居", "Settled abroad")}
}
