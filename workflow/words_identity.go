package workflow

// What is declared about sex, birth, number and origin.
const (
	FactNewSex        Field = "new_sex"
	FactNewBirth      Field = "new_birth_date"
	FactBirthGround   Field = "birth_date_ground"
	FactPublicServant Field = "file_kept_by_an_office"
	FactNumberFault   Field = "number_fault"
	FactOtherBearer   Field = "other_bearer"
	FactItemReason    Field = "item_reason"
	FactOrigin        Field = "origin_to_enter"
	FactOriginGround  Field = "origin_by"
	FactOfficePaper   Field = "office_approval_no"
)

// What the register finds out about them.
const (
	FSexDiffers    Field = "sex_differs"
	FBirthDiffers  Field = "birth_date_differs"
	FOriginDiffers Field = "origin_item_differs"
	// FBirthFits is true when the date declared is not ahead, makes nobody older than 130,
	// is not after the first day in the register, and lies twelve years at least from the
	// births of the parents and the children of the page.
	FBirthFits Field = "birth_date_fits"
	// FHeadTooYoung is true when the date declared makes the head of a household a minor
	// beside somebody of age.
	FHeadTooYoung Field = "head_too_young"
	FHasNumber    Field = "has_a_number"
	// FNumberFits is true when the person's number says their date of birth and sex.
	FNumberFits Field = "number_says_who"
)

// ruleBirthdate is the joint rule on the birth dates of those whose file an office keeps.
const ruleBirthdate = "组通字〔2006〕41号"

func identityFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactNewSex:   form("变更（更正）后的性别", "Sex to be entered", KindCode, "C", code("1", "男", "Male"), code("2", "女", "Female")),
		FactNewBirth: form("更正后的出生日期", "Date of birth to be entered", KindDate, "B"),
		FactBirthGround: form("更正依据", "On the ground of", KindCode, "B", code("certificate", "出生医学证明", "Medical certificate of birth"), code("record", "原始户籍档案", "The first record in the register"),
			code("file", "学籍、人事等原始档案", "School, staff or other original file")),
		FactPublicServant: form("人事档案由组织（人事）部门管理", "A staff office keeps the person's file", KindBool, "C"),
		FactNumberFault:   form("号码差错", "What is wrong with the number", KindCode, "C", code("twice", "重号", "Another bears it too"), code("wrong", "错号（与出生日期、性别不符）", "It does not say the date of birth and sex")),
		FactOtherBearer:   form("另一持号人及其户口所在地", "The other bearer, and where they are registered", KindText, "C"),
		FactItemReason:    form("更正理由", "Why it is put right", KindLong, "C"),
		FactOrigin:        form("审批同意登记的民族", "Entry that the office approved", KindText, "C"),
		FactOriginGround: form("随谁变更", "It follows", KindCode, "C", code("parent", "生父或者生母", "A parent"), code("adopter", "养父或者养母", "An adopter"), code("step", "继父或者继母", "A step-parent"),
			code("self", "本人选择（十八至二十周岁，仅一次）", "The person's choice (eighteen to twenty, once)")),
		FactOfficePaper: form("民族工作部门审批文号", "Number of the ethnic affairs office's approval", KindText, "C"),
		FSexDiffers:     computed("与现登记性别不同", "Differs from the sex on the page", KindBool),
		FBirthDiffers:   computed("与现登记出生日期不同", "Differs from the date on the page", KindBool),
		FOriginDiffers:  computed("与现登记不同且代码有效", "Differs from the page, and is a code of the standard", KindBool),
		FBirthFits:      computed("出生日期合理", "The date of birth fits", KindBool),
		FHeadTooYoung:   computed("更正后户主未成年而户内有成年人", "The head would be a minor beside an adult", KindBool),
		FHasNumber:      computed("已有公民身份号码", "Has a citizen number", KindBool),
		FNumberFits:     computed("号码与出生日期、性别相符", "The number says the date of birth and sex", KindBool),
	}
}

// The guards of sex, birth, number and origin.
const (
	GSexDiffers    GuardID = "sex_differs"
	GBirthDiffers  GuardID = "birth_date_differs"
	GBirthFits     GuardID = "birth_date_fits"
	GHeadOfAge     GuardID = "head_stays_of_age"
	GHasNumber     GuardID = "has_a_number"
	GNumberFault   GuardID = "number_is_at_fault"
	GNumberTwice   GuardID = "number_borne_twice"
	GPublicServant GuardID = "file_kept_by_an_office"
	GOneselfAsks   GuardID = "oneself_asks"
	GOriginDiffers GuardID = "origin_item_differs"
	GNotTwenty     GuardID = "not_yet_twenty"
)

func identityGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GSexDiffers:   flag(FSexDiffers, true, "Norm 54", "所填性别与现登记相同，请核对。", "The sex declared is the one that stands; check it."),
		GBirthDiffers: flag(FBirthDiffers, true, "Norm 57", "所填出生日期与现登记相同，请核对。", "The date declared is the one that stands; check it."),
		GBirthFits: flag(FBirthFits, true, "Norm 57", "出生日期不能晚于今日或者首次登记之日，与父母、子女的出生日期至少相差十二年，请与原始凭证核对。",
			"Nobody is born after today or after their first registration, and twelve years at least lie between parent and child; compare with the original paper."),
		GHeadOfAge: flag(FHeadTooYoung, false, "Norm 15, 16", "更正后户主未满十八周岁，而户内有成年人：请先办理变更户主，再更正出生日期；所填日期有误的，请改正。", "With this date the head of the household is under eighteen beside an adult: change the head first, then the date; where the date is wrong, put it right."),
		GHasNumber: flag(FHasNumber, true, "Norm 4", "当事人没有公民身份号码，不存在重号、错号。", "The person has no citizen number; none can be wrong."),
		GNumberFault: {Reads: []Field{FactNumberFault, FNumberFits}, Met: func(x Facts) bool { return x.Text(FactNumberFault) == "twice" || !x.Bool(FNumberFits) }, Basis: "Norm 57",
			Unmet: Word{Zh: "号码与登记的出生日期、性别相符，不是错号：是重号的请选重号，登记项目有误的请办该项目的更正。", En: "The number says the date of birth and sex on the page: choose that another bears it, or have the item put right that is wrong."}},
		GNumberTwice:   coded(FactNumberFault, "Norm 57", "不是重号。", "Nobody else bears the number.", "twice"),
		GPublicServant: flag(FactPublicServant, true, ruleBirthdate, "当事人的档案不由组织（人事）部门管理。", "No staff office keeps the person's file."),
		GOneselfAsks: coded(FactApplicantRelation, "Norm 54", "由本人申请；无民事行为能力的由监护人申请，请改由其申请。", "The person asks, or the guardian of one without capacity; have one of them ask.",
			"self", "guardian", "parent"),
		GOriginDiffers: flag(FOriginDiffers, true, "民族成份登记办法 10", "所填代码无效或者与现登记相同，请按审批文书核对。", "What is declared is no code of the standard, or stands already; compare with the approval."),
		GNotTwenty: {Reads: []Field{FAge}, Met: func(x Facts) bool { return x.Has(FAge) && x.Int(FAge) < 20 }, Basis: "民族成份登记办法 8",
			Unmet: Word{Zh: "年满二十周岁的不再变更；原登记有误的，凭民族工作部门意见按更正办理。", En: "From twenty on it is not changed; an entry that was wrong is put right on the office's opinion."}},
	}
}

// Papers on sex, birth, number and origin.
const (
	MatSexProof       MaterialKind = "sex_proof"
	MatOriginalRecord MaterialKind = "original_record"
	MatOfficeLetter   MaterialKind = "office_letter"
	MatNumberInquiry  MaterialKind = "number_inquiry"
	MatEthnicOffice   MaterialKind = "ethnic_office_approval"
)

func identityMaterials() map[MaterialKind]MaterialWord {
	return map[MaterialKind]MaterialWord{
		MatSexProof:       {Word{Zh: "性别鉴定证明及公证书，或者司法鉴定证明", En: "Hospital's finding with a notary's deed, or a forensic finding"}, "D"},
		MatOriginalRecord: {Word{Zh: "出生医学证明或者原始户籍、学籍、人事档案", En: "Certificate of birth, or the original record in the register, school or staff file"}, "C"},
		MatOfficeLetter:   {Word{Zh: "组织（人事）部门出具的意见", En: "Letter of the office that keeps the person's file"}, "C"},
		MatNumberInquiry:  {Word{Zh: "重号、错号核查材料", En: "Inquiry into the number"}, "C"},
		MatEthnicOffice:   {Word{Zh: "民族工作部门的审批意见", En: "Approval of the ethnic affairs office"}, "C"},
	}
}

// The effects on sex, birth, number and origin.
const (
	EffSex         Effect = "change_sex"
	EffSexMended   Effect = "correct_sex"
	EffBirthMended Effect = "correct_birth_date"
	// EffRenumber takes a number out of use that does not say who its bearer is, or that
	// another bears, and gives the next one; a number that is right stays.
	EffRenumber Effect = "renumber"
	EffOrigin   Effect = "enter_approved_origin"
)
