package workflow

import "hukou/workflow/calendar"

// The businesses of birth (domain 3.1). Birth out of wedlock is none of its own:
// it differs in one paper and shows nowhere.
const (
	BirthCert      Business = "birth_cert"
	BirthNoCert    Business = "birth_no_cert"
	BirthThenDeath Business = "birth_then_death"
)

// The states between acceptance and decision of a birth without a certificate.
const (
	RouteR1             State = "route_r1"
	RouteR2             State = "route_r2"
	RouteR0             State = "route_r0"
	HealthReferred      State = "health_referred"
	R0Statement         State = "r0_statement"
	AwaitingParentage   State = "awaiting_parentage"
	ParentageSupported  State = "parentage_supported"
	ParentageMotherOnly State = "parentage_mother_only"
	ParentageFatherOnly State = "parentage_father_only"
	OriginInquiry       State = "origin_inquiry"
	CertVerified        State = "cert_verified"
)

var birthStates = map[State]Word{
	RouteR1:             {Zh: "补发证明路线", En: "Route R1: certificate to be issued"},
	RouteR2:             {Zh: "无法取得证明路线", En: "Route R2: no certificate obtainable"},
	RouteR0:             {Zh: "试点路线", En: "Route R0: local pilot"},
	HealthReferred:      {Zh: "已转卫健", En: "With the health authority", Means: "The clock stands still; reminders go out, and time alone never closes the case."},
	R0Statement:         {Zh: "卫生院已出具亲子关系证明", En: "Township hospital has certified"},
	AwaitingParentage:   {Zh: "待亲子鉴定", En: "Awaiting the parentage report"},
	ParentageSupported:  {Zh: "亲子关系成立", En: "Parentage supported"},
	ParentageMotherOnly: {Zh: "仅母方成立", En: "Mother's side only"},
	ParentageFatherOnly: {Zh: "仅父方成立", En: "Father's side only"},
	OriginInquiry:       {Zh: "来源核查", En: "Inquiry into the child's origin", Means: "Restricted. A mix-up, assisted birth and an error of the sample are looked at first."},
	CertVerified:        {Zh: "出生医学证明已核验", En: "Certificate verified"},
}

// ListedWord is what lists call a state whose own word tells of a child or its parents: that
// is for the case's page, which shows both.
func ListedWord(s State) (w Word, quiet bool) {
	known := Word{Zh: "已核实", En: "Verified"}
	w, quiet = map[State]Word{
		AwaitingParentage:  {Zh: "待证明意见", En: "Awaiting a report"},
		ParentageSupported: known, ParentageMotherOnly: known, ParentageFatherOnly: known,
		OriginInquiry:     {Zh: "核查中", En: "Under inquiry"},
		GuardianElsewhere: {Zh: "待补文书", En: "Awaiting a document"},
	}[s]
	return w, quiet
}

// birthRoads say for whom each route of a birth without certificate is (domain 3.3).
func birthRoads() map[State]Word {
	return map[State]Word{
		RouteR1: {Zh: "一般走这条：在医疗机构出生的，向该机构申请补发；在机构外出生的，由县级卫生健康部门委托的机构签发出生医学证明，该机构要求的，先做亲子鉴定。",
			En: "The ordinary one: a child born in an institution gets the certificate from it; one born outside from the agency that the county's health authority entrusts, after a parentage report where that agency asks for one."},
		RouteR2: {Zh: "确实取得不了证明的走这条：卫生健康部门书面说明不予签发、1996年1月1日前出生、父母一方为外国人，或者本地规定机构外出生的走这条；凭亲子鉴定等出生证据，由县级审批，年龄大的由市级审批。",
			En: "For a child for whom no certificate can be had: health refuses in writing, born before 1996-01-01, a foreign parent, or born outside an institution where the place rules so; on a parentage report or other proof, decided by the county, of older children by the prefecture."},
		RouteR0: {Zh: "只在本地有现行试点规定时可走：名单内的乡镇卫生院出具亲子关系证明，县妇幼保健机构据此补发出生医学证明。",
			En: "Only where a pilot of the place is in force: a township hospital on its list certifies parentage, and the county's maternal and child health station issues the certificate on that."},
	}
}

// birthStops are the states in which the authority's clock stands still.
var birthStops = map[State]calendar.StopReason{
	HealthReferred:    calendar.StopExternalRegistry,
	R0Statement:       calendar.StopExternalRegistry,
	AwaitingParentage: calendar.StopExpert,
}

// The events of births. HandOver, leaving OriginInquiry, ends the case for the
// presenters; everywhere else it is the ordinary change of holder.
const (
	ChooseRoute       Event = "choose_route"
	ReferHealth       Event = "refer_health"
	RemindHealth15    Event = "remind_health_15"
	RemindHealth30    Event = "remind_health_30"
	RemindHealth60    Event = "remind_health_60"
	RemindSupervisor  Event = "remind_supervisor"
	NeedsTest         Event = "needs_test"
	CertIssued        Event = "cert_issued"
	CertMismatch      Event = "cert_mismatch"
	CertRefused       Event = "cert_refused"
	CertRecheck       Event = "cert_recheck"
	TownshipCertified Event = "township_certified"
	CountyMCHIssued   Event = "county_mch_issued"
	CountyMCHRefused  Event = "county_mch_refused"
	Supported         Event = "supported"
	FatherExcluded    Event = "father_excluded"
	FatherUntested    Event = "father_untested"
	MotherExcluded    Event = "mother_excluded"
	BothExcluded      Event = "both_excluded"
	Inconclusive      Event = "inconclusive"
	TestDeclined      Event = "test_declined"
	SecondTest        Event = "second_test"
	ReportToHealth    Event = "report_to_health"
	Dispute           Event = "dispute"
	MotherSide        Event = "register_mother_side"
	AlreadyRegistered Event = "already_registered"
	ChildDies         Event = "child_dies"
	Protect           Event = "protect"
)

var birthEvents = map[Event]Word{
	ChooseRoute:       {Zh: "选择办理路线", En: "Choose the route"},
	ReferHealth:       {Zh: "转请卫健出具证明", En: "Refer to health"},
	RemindHealth15:    {Zh: "第一次催函（15日）", En: "First reminder to health (15 days)"},
	RemindHealth30:    {Zh: "第二次催函（30日）", En: "Second reminder to health (30 days)"},
	RemindHealth60:    {Zh: "第三次催函（60日）", En: "Third reminder to health (60 days)"},
	RemindSupervisor:  {Zh: "函告其主管部门", En: "Write to health's supervisor", Means: "Twenty working days of silence after it open route R2."},
	NeedsTest:         {Zh: "需亲子鉴定", En: "A parentage report is needed"},
	CertIssued:        {Zh: "证明已出具", En: "Certificate issued"},
	CertMismatch:      {Zh: "证明信息不符", En: "Certificate does not match", Means: "Another's identity was used in the hospital; health corrects it."},
	CertRecheck:       {Zh: "证明重新核验", En: "Have the certificate verified anew", Means: "The verification so far falls; what is declared may be changed, and the next certificate is held against it."},
	CertRefused:       {Zh: "不予出具证明", En: "Certificate refused or not answered"},
	TownshipCertified: {Zh: "卫生院出具亲子关系证明", En: "Township hospital certifies"},
	CountyMCHIssued:   {Zh: "县妇幼保健机构出具证明", En: "County mother-and-child station issues"},
	CountyMCHRefused:  {Zh: "县妇幼保健机构不予出具", En: "County mother-and-child station refuses"},
	Supported:         {Zh: "鉴定支持", En: "Report supports parentage"},
	FatherExcluded:    {Zh: "鉴定排除父方", En: "Report excludes the father"},
	FatherUntested:    {Zh: "仅母亲参加鉴定，先登记母方", En: "The mother alone was tested: go on at her side"},
	MotherExcluded:    {Zh: "鉴定排除母方", En: "Report excludes the mother"},
	BothExcluded:      {Zh: "鉴定排除双方", En: "Report excludes both"},
	Inconclusive:      {Zh: "无法得出结论", En: "Inconclusive"},
	TestDeclined:      {Zh: "不作鉴定", En: "Test declined", Means: "Hospital records or a court's finding may prove the mother's side; never refused for this alone."},
	SecondTest:        {Zh: "另一机构再次鉴定", En: "Second test by another agency", Means: "What the reports so far concluded counts no more, for the reason written."},
	ReportToHealth:    {Zh: "鉴定意见转卫健", En: "Send the report to health"},
	Dispute:           {Zh: "亲子关系争议中止", En: "Parentage disputed"},
	MotherSide:        {Zh: "先按无争议的母方办理", En: "Go on at the undisputed mother's side"},
	AlreadyRegistered: {Zh: "已有登记终止", En: "Registered already"},
	ChildDies:         {Zh: "登记前死亡", En: "The child has died"},
	Protect:           {Zh: "加注限制", En: "Restrict"},
}

// The limits of births beyond the core's. The three reminders count from the
// letter to health; none of them ends anything.
const (
	LimitHealth15  Limit = "health_reminder_1"
	LimitHealth30  Limit = "health_reminder_2"
	LimitHealth60  Limit = "health_reminder_3"
	LimitParentage Limit = "parentage_report"
	LimitInquiry   Limit = "origin_inquiry"
)

func birthLimits() map[Limit]LimitRule {
	wd, day := calendar.UnitWorkday, calendar.UnitDay
	return map[Limit]LimitRule{
		LimitHealth15:  {Word{Zh: "卫健第一次催函", En: "First reminder to health"}, days(15, day), rulePeriods},
		LimitHealth30:  {Word{Zh: "卫健第二次催函", En: "Second reminder to health"}, days(30, day), rulePeriods},
		LimitHealth60:  {Word{Zh: "卫健第三次催函", En: "Third reminder to health"}, days(60, day), rulePeriods},
		LimitParentage: {Word{Zh: "鉴定提醒", En: "Reminder of the parentage report"}, days(30, day), rulePeriods},
		LimitInquiry:   {Word{Zh: "来源核查期限", En: "Inquiry into the origin"}, days(10, wd), rulePeriods},
	}
}

// Papers of births beyond the core's. All of them help; none is asked for.
const (
	MatHealthRefusal     MaterialKind = "health_refusal"
	MatBirthRecords      MaterialKind = "birth_records"
	MatBirthAccount      MaterialKind = "birth_account"
	MatCourtFinding      MaterialKind = "court_finding"
	MatMidwifeStatement  MaterialKind = "midwife_statement"
	MatTownshipStatement MaterialKind = "township_statement"
)

func birthMaterials() map[MaterialKind]MaterialWord {
	return map[MaterialKind]MaterialWord{
		MatAwayResidence:     {Word{Zh: "父母一方在受理地的居住证或者暂住登记", En: "A parent's residence permit or temporary registration where the papers are taken in"}, "B"},
		MatHealthRefusal:     {Word{Zh: "不予签发出生医学证明说明", En: "Health's written refusal of the certificate"}, "C"},
		MatBirthAccount:      {Word{Zh: "出生经过说明（申报人签名）", En: "Account of the birth, signed by the declarant"}, "C"},
		MatBirthRecords:      {Word{Zh: "住院分娩等出生记录", En: "Hospital records of the birth"}, "C"},
		MatCourtFinding:      {Word{Zh: "法院裁判文书", En: "Court's finding"}, "D"},
		MatMidwifeStatement:  {Word{Zh: "接生人员说明", En: "Midwife's statement"}, "C"},
		MatTownshipStatement: {Word{Zh: "卫生院亲子关系证明", En: "Township hospital's statement of parentage"}, "D"},
	}
}

// Tasks beside a birth's states; no guard waits for them.
const (
	TaskVisit          Task = "visit"
	TaskLegalAid       Task = "legal_aid"
	TaskPendingReceipt Task = "pending_receipt"
	TaskOriginInquiry  Task = "origin_inquiry"
)

func birthTasks() map[Task]Word {
	return map[Task]Word{
		TaskVisit:          {Zh: "上门走访", En: "Home visit", Means: "The mother, the midwife, the records of antenatal care and vaccination."},
		TaskLegalAid:       {Zh: "鉴定费用法律援助", En: "Legal aid for the test"},
		TaskPendingReceipt: {Zh: "出具在办回执", En: "Receipt of the pending case", Means: "The pending case must not delay school, vaccination or insurance."},
		TaskOriginInquiry:  {Zh: "母方情况核查", En: "Inquiry into the mother's side", Means: "Runs beside the case and never stops it."},
	}
}

// The effects of births beyond the core's.
const (
	// EffReferHealth puts a letter to the addressee in the outbox, with the number
	// written with the step and the reference of the parentage report if there is one.
	EffReferHealth Effect = "refer_health"
	// EffRemindHealth repeats the last letter as a reminder and tells the holder.
	EffRemindHealth Effect = "remind_health"
	// EffRemindSupervisor puts a letter to health's supervisor in the outbox; its day
	// is where FHealthSilence counts from.
	EffRemindSupervisor Effect = "remind_supervisor"
	// EffHealthCorrects asks health in writing to correct the certificate or the file.
	EffHealthCorrects Effect = "ask_health_to_correct"
	// EffRecordCertificate takes the certificate written with the step into the
	// case's facts. Its name and date stand; what was declared is kept as the wish,
	// to be met by a later change (Norm 49).
	EffRecordCertificate Effect = "record_certificate"
	// EffParentage keeps report number, agency, licence, parents tested and the
	// conclusion, which is the event, as class D. No sample, no locus. Where no
	// certificate comes, EffBirth names the parents tested; where one does, those on it.
	EffParentage Effect = "record_parentage"
	// EffFatherBlank leaves the father's item blank from here on: the entry names no
	// father, ethnicity follows the mother, and nobody else is told.
	EffFatherBlank Effect = "leave_father_blank"
	// EffMotherBlank is the same for the mother's item.
	EffMotherBlank Effect = "leave_mother_blank"
	// EffStrikeReports takes conclusions and blanks back: what reports found counts no more,
	// and their papers are read anew.
	EffStrikeReports Effect = "strike_reports"
	// EffChildInquiry opens TaskOriginInquiry for the community officer, restricted.
	EffChildInquiry Effect = "open_inquiry_beside"
	// EffOfferTest tells the presenters that a second test by another agency is open.
	EffOfferTest Effect = "offer_second_test"
	// EffRestrict sets the class D mark on the case: read by its holder and deciders
	// alone, each view with approval.
	EffRestrict Effect = "restrict_case"
	// EffDutyReport sends the duty report to criminal police and child protection
	// outside the case view.
	EffDutyReport Effect = "duty_report"
	// EffLinkCases links the case with the one found and shows nothing of the other.
	EffLinkCases Effect = "link_cases"
)

var birthEffects = map[Effect]Word{
	EffReferHealth:       {Zh: "致函卫健", En: "write to health"},
	EffRemindHealth:      {Zh: "催函并提醒承办人", En: "remind health and the holder"},
	EffRemindSupervisor:  {Zh: "致函卫健主管部门", En: "write to health's supervisor"},
	EffHealthCorrects:    {Zh: "请卫健更正", En: "ask health to correct"},
	EffRecordCertificate: {Zh: "记录出生医学证明", En: "record the certificate"},
	EffParentage:         {Zh: "记录鉴定意见编号和结论", En: "record the report's reference and conclusion"},
	EffFatherBlank:       {Zh: "父亲项目空白", En: "leave the father blank"},
	EffMotherBlank:       {Zh: "母亲项目空白", En: "leave the mother blank"},
	EffStrikeReports:     {Zh: "原鉴定结论不再作数", En: "earlier reports count no more"},
	EffChildInquiry:      {Zh: "另行核查母方情况", En: "open an inquiry beside the case"},
	EffOfferTest:         {Zh: "告知可由另一机构再次鉴定", En: "offer a second test by another agency"},
	EffRestrict:          {Zh: "限制查阅", En: "restrict who may read"},
	EffDutyReport:        {Zh: "案外强制报告", En: "send the duty report outside the case"},
	EffLinkCases:         {Zh: "关联业务", En: "link the cases"},
}
