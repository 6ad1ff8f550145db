package workflow

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

// What the register finds out for first registrations.
const (
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
)

func firstGuards() map[GuardID]Guard {
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
