package workflow

// What is declared about a body and its collective household.
const (
	FactUnitName       Field = "unit_name"
	FactCreditCode     Field = "unit_credit_code"
	FactUnitCert       Field = "unit_certificate_no"
	FactUnitCertUntil  Field = "unit_certificate_until"
	FactUnitOwner      Field = "unit_owner"
	FactCollectiveKind Field = "collective_kind"
	FactHelper         Field = "helper_id"
	FactHelperCard     Field = "helper_number"
	FactHelperUntil    Field = "helper_until"
	FactCare           Field = "care_of_household"
	FactCareFound      Field = "care_findings"
)

// What the register finds out about them.
const (
	// FUnitPapersGood is true when the certificate declared has no last day or one to come.
	FUnitPapersGood Field = "unit_certificate_good"
	// FUnitHoused is true when a body of this credit code has an open household.
	FUnitHoused Field = "unit_has_household"
	// FHelperFit is true when the helper declared is registered and of age, and the term
	// ends after today.
	FHelperFit Field = "helper_fits"
	// FCollectiveHere is true when the household named is an open collective one of the
	// register station.
	FCollectiveHere Field = "collective_household_here"
	// The following are true also where the care is another.
	// FCareHelperFit: as FHelperFit. FCareHeadFit: the head is registered, of age and capable.
	FCareHelperFit Field = "care_helper_fits"
	FCareHeadFit   Field = "care_head_fits"
	// FCarePapersFit: the new certificate has no last day or one to come.
	FCarePapersFit Field = "care_papers_fit"
	// FCareUnitFit: the household has a body whose certificate or standing can change.
	FCareUnitFit Field = "care_body_known"
	// FCareStandsFit: an open body is suspended, a suspended one opened again.
	FCareStandsFit Field = "care_standing_fits"
	// FCareEmptyFit: nobody stands in the household that is to be closed.
	FCareEmptyFit Field = "care_household_empty"
	// FHeadRegistered is true when the head declared has a registration in force and is of age.
	FHeadRegistered Field = "collective_head_registered"
)

// cares are what is done for a collective household.
func cares() []Code {
	return []Code{code("helper", "变更协管人", "Another helper"), code("head", "变更户主", "Another head"), code("papers", "单位证书续期", "The certificate renewed"), code("review", "年度核查", "The yearly review"),
		code("book", "换发集体户口簿", "Another booklet"), code("suspend", "暂停迁入", "Nobody moves in for now"), code("resume", "恢复迁入", "Moves in are open again"), code("close", "撤销集体户", "The household is closed")}
}

func collectiveFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactUnitName: form("单位全称", "Full name of the body", KindText, "A"), FactCreditCode: form("统一社会信用代码", "Unified social credit code", KindText, "A"), FactUnitCert: form("法人（登记）证书编号", "Certificate of the legal person, number", KindText, "A"),
		FactUnitCertUntil: form("证书有效期至（长期的不填）", "Certificate good until (left empty where without end)", KindDate, "A"), FactUnitOwner: form("主管民政部门（由民政设立的填）", "Civil affairs department (where it set the body up)", KindText, "A"),
		FactCollectiveKind: form("集体户类别", "Kind of collective household", KindCode, "A", code("unit", "单位", "A body's"), code("school", "学校", "A school's"), code("talent", "人才服务机构", "A talent service's"), code("community", "社区", "A community's")),
		FactHelper:         form("协管人（本库人员）", "Helper (person in the register)", KindPerson, "B"), FactHelperCard: form("协管人公民身份号码（外所人员须填）", "The helper's citizen number (needed for another station's people)", KindNumber, "C"),
		FactHelperUntil: form("协管人任期至", "The helper's term ends on", KindDate, "B"), FactCare: form("办理事项", "What is done", KindCode, "A", cares()...), FactCareFound: form("核查情况或者理由", "What was found, or why", KindLong, "B"),
		FUnitPapersGood: computed("证书有效", "The certificate is good", KindBool), FUnitHoused: computed("单位已有集体户", "The body has a household", KindBool), FHelperFit: computed("协管人适格", "The helper fits", KindBool),
		FCollectiveHere: computed("本所在册集体户", "A collective household of this station", KindBool), FHeadRegistered: computed("户主在册并已成年", "The head is registered and of age", KindBool),
		FCareHelperFit: computed("新协管人适格", "The new helper fits", KindBool), FCareHeadFit: computed("新户主适格", "The new head fits", KindBool), FCarePapersFit: computed("新证书有效", "The new certificate is good", KindBool),
		FCareUnitFit: computed("有登记单位", "A body is known", KindBool), FCareStandsFit: computed("单位状态相符", "The body stands so", KindBool), FCareEmptyFit: computed("户内无成员", "Nobody is left", KindBool),
	}
}

// The guards of collective households.
const (
	GUnitPapersGood GuardID = "unit_papers_good"
	GUnitNotHoused  GuardID = "unit_has_no_household"
	GCollectiveHead GuardID = "collective_head_fit"
	GHelperFit      GuardID = "helper_with_term"
	GCollectiveHere GuardID = "collective_household_here"
	GCareHelper     GuardID = "care_helper_with_term"
	GCareHead       GuardID = "care_head_fit"
	GCarePapers     GuardID = "care_papers_good"
	GCareUnit       GuardID = "care_of_a_body"
	GCareStands     GuardID = "care_changes_standing"
	GCareEmpty      GuardID = "care_nobody_left"

	// Conditions of the form, of papers and of the level alone.
	GCareIsHelper GuardID = "care_is_helper"
	GCareIsHead   GuardID = "care_is_head"
	GCareIsPapers GuardID = "care_is_papers"
	GCareIsNaming GuardID = "care_is_naming"
	GCareIsJudged GuardID = "care_is_judged"
	GCareEnds     GuardID = "care_ends_household"
)

func collectiveGuards() map[GuardID]Guard {
	does := func(zh, en string, which ...string) Guard { return coded(FactCare, "Norm 15, 18", zh, en, which...) }
	helper := Word{Zh: "协管人须是在册的成年人，任期须在今天之后届满：请由单位另行指定，或者填明任期。", En: "The helper is registered and of age, with a term that ends after today: have the body name another, or give the term."}
	head := Word{Zh: "集体户户主须是在册、具有完全民事行为能力的成年人：请由单位另行指定，或者核实后填明其行为能力。", En: "The head of a collective household is registered, of age and has full capacity: have the body name another, or verify and declare the capacity."}
	papers := Word{Zh: "单位的法人证书已过期：请单位换领有效证书后再办理。", En: "The body's certificate has run out: it is renewed first."}
	return map[GuardID]Guard{
		GUnitPapersGood: flag(FUnitPapersGood, true, "Norm 18", papers.Zh, papers.En),
		GUnitNotHoused:  flag(FUnitHoused, false, "Norm 18", "该单位已有集体户：不另立户，需要变更的按集体户管理办理。", "The body has a collective household: none is set up beside it; changes are the care of that one."),
		GCollectiveHead: {Reads: []Field{FHeadRegistered, FactHeadCapable}, Basis: "Norm 15", Met: func(x Facts) bool { return x.Bool(FHeadRegistered) && x.Bool(FactHeadCapable) }, Unmet: head},
		GHelperFit:      flag(FHelperFit, true, "Norm 15", helper.Zh, helper.En),
		GCollectiveHere: flag(FCollectiveHere, true, "Norm 18", "所选的户不是本所在册的集体户，请改选；外所的集体户由该所办理。", "The household chosen is no open collective one of this station: choose another; that of another station is for that station."),
		GCareHelper:     flag(FCareHelperFit, true, "Norm 15, 18", helper.Zh, helper.En),
		GCareHead:       flag(FCareHeadFit, true, "Norm 15, 18", head.Zh, head.En),
		GCarePapers:     flag(FCarePapersFit, true, "Norm 15, 18", papers.Zh, papers.En),
		GCareUnit: flag(FCareUnitFit, true, "Norm 15, 18", "该集体户没有登记单位，不办理证书和暂停、恢复：社区集体户由社区管理。",
			"No body is registered with this household, so that it has no certificate and is not suspended: the community's is kept by the community."),
		GCareStands: flag(FCareStandsFit, true, "Norm 15, 18", "单位现在的状态不需要该项办理：正常的才暂停，已暂停的才恢复，请核对。",
			"As the body stands this changes nothing: an open one is suspended, a suspended one opened again; check it."),
		GCareEmpty: flag(FCareEmptyFit, true, "Norm 15, 18", "户内还有成员，不能撤销：请先逐人迁至家庭户或者社区集体户；迁不出的暂停迁入。",
			"Somebody is still registered in it, so it is not closed: move each to a family household or the community's first; meanwhile suspend it."),
		GCareIsHelper: does("不是变更协管人。", "It is no change of helper.", "helper"), GCareIsHead: does("不是变更户主。", "It is no change of head.", "head"), GCareIsPapers: does("不是证书续期。", "No certificate is renewed.", "papers"),
		GCareIsNaming: does("单位没有另行指定人员。", "The body names nobody anew.", "helper", "head"), GCareIsJudged: does("不需要核查情况。", "Nothing is to be found out.", "review", "suspend", "resume", "close"),
		GCareEnds: does("不暂停也不撤销。", "It is neither suspended nor closed.", "suspend", "close"),
	}
}

// MatUnitNaming is the body's letter that names head and helper, with the term.
const MatUnitNaming MaterialKind = "unit_naming_letter"

func collectiveMaterials() map[MaterialKind]MaterialWord {
	return map[MaterialKind]MaterialWord{MatUnitNaming: {Word{Zh: "单位指定户主和协管人的函（写明任期）", En: "The body's letter naming head and helper, with the term"}, "B"}}
}

// The tasks that a collective household leaves, each with its own last day, and the one that
// the death of its helper leaves.
const (
	TaskUnitPapers Task = "unit_certificate_ends"
	TaskHelperTerm Task = "helper_term_ends"
	TaskUnitReview Task = "collective_review"
	// TaskHelperDead has another helper named in the place of one who died.
	TaskHelperDead Task = "helper_dead"
)

func collectiveTasks() map[Task]Word {
	return map[Task]Word{TaskUnitPapers: {Zh: "单位证书到期核对", En: "The body's certificate ends"}, TaskHelperTerm: {Zh: "协管人任期届满", En: "The helper's term ends"}, TaskUnitReview: {Zh: "集体户年度核查", En: "Yearly review of a collective household"},
		TaskHelperDead: {Zh: "协管人已死亡：由单位另行指定后办理集体户管理", En: "The helper has died: have the body name another, and enter them"}}
}

// The effects of collective households.
const (
	// EffCollective opens the household with its body, head and helper, issues its booklet
	// and sets the days of certificate, term and review.
	EffCollective Effect = "set_up_collective"
	// EffCollectiveCare does what the case is for: see the codes of FactCare.
	EffCollectiveCare Effect = "care_for_collective"
)

var collectiveEffects = map[Effect]Word{
	EffCollective:     {Zh: "设立集体户，签发集体户口簿，设定证书、任期和核查的期限", En: "open the collective household, issue its booklet, and set the days of certificate, term and review"},
	EffCollectiveCare: {Zh: "登记集体户的变更、核查、暂停或者撤销", En: "enter the change, review, suspension or closing of the collective household"},
}
