package workflow

// FactPerson names the person whose entry a business alters, FactDeceased the one whose
// death is declared. FSubjectNamed tells that somebody of the register is named, there or
// among the persons of the request.
const (
	FactPerson    Field = "person_id"
	FactDeceased  Field = "deceased_id"
	FSubjectNamed Field = "subject_named"
)

// What is declared about minor items. None of them is asked for: who wants an item on
// the page declares it.
const (
	FactMarital    Field = "marital"
	FactEducation  Field = "education"
	FactOccupation Field = "occupation"
	FactWorkplace  Field = "workplace"
	FactHeight     Field = "height_cm"
)

func changeFields() map[Field]FieldRule {
	return merged(itemFields(), guardedFields(), parentsFirstFields(), guardianKeptFields(), householdFields(), minorFields(), joinedFields(), admittingFields(), nameFields(), kinFields(), identityFields(), moveFields(), transitFields(), incomerFields(), publicHouseholdFields(), map[Field]FieldRule{
		FactPerson:     form("当事人", "Person concerned", KindPerson, "B"),
		FactMarital:    form("婚姻状况", "Marital status", KindCode, "B", maritalCodes()...),
		FactEducation:  form("文化程度", "Education", KindCode, "B", educationCodes()...),
		FactOccupation: form("职业", "Occupation", KindText, "B"),
		FactWorkplace:  form("服务处所", "Place of work", KindText, "B"),
		FactHeight:     form("身高（厘米）", "Height in centimetres", KindInt, "B"),
		FactDeceased:   form("死者（本库人员）", "The deceased (person in the register)", KindPerson, "B"),
		FSubjectNamed:  computed("已选定当事人", "The person is named", KindBool),
	})
}

// maritalCodes are those of GB/T 2261.2, and educationCodes of GB/T 4658; a test of the
// register compares them with package gb.
func maritalCodes() []Code {
	return []Code{code("10", "未婚", "never married"), code("20", "已婚", "married"), code("21", "初婚", "married, first time"), code("22", "再婚", "married again"),
		code("23", "复婚", "married again to the same person"), code("30", "丧偶", "widowed"), code("40", "离婚", "divorced"), code("90", "未说明的婚姻状况", "not stated")}
}

func educationCodes() []Code {
	return []Code{code("10", "研究生教育", "postgraduate"), code("11", "博士研究生毕业", "doctorate"), code("14", "硕士研究生毕业", "master's degree"), code("20", "大学本科教育", "university"),
		code("21", "大学本科毕业", "university, completed"), code("30", "大学专科教育", "college"), code("31", "大学专科毕业", "college, completed"), code("40", "中等职业教育", "secondary vocational"),
		code("41", "中等专科毕业", "secondary technical, completed"), code("44", "职业高中毕业", "vocational high school, completed"), code("47", "技工学校毕业", "skilled workers' school, completed"),
		code("60", "普通高级中学教育", "high school"), code("61", "普通高中毕业", "high school, completed"), code("70", "初级中学教育", "middle school"), code("71", "初中毕业", "middle school, completed"),
		code("80", "小学教育", "primary school"), code("81", "小学毕业", "primary school, completed"), code("90", "其他", "other")}
}

// The guards of changes.
const (
	GHeadOrOneself GuardID = "head_or_oneself_asks"
	GSubjectNamed  GuardID = "subject_named"
)

func changeGuards() map[GuardID]Guard {
	return merged(itemGuards(), guardedGuards(), parentsFirstGuards(), guardianKeptGuards(), householdGuards(), minorGuards(), joinedGuards(), admittingGuards(), nameGuards(), kinGuards(), identityGuards(), moveGuards(), transitGuards(), incomerGuards(), publicHouseholdGuards(), map[GuardID]Guard{
		GHeadOrOneself: {Reads: []Field{FactApplicantRelation, FAdult, FSubjectWard}, Basis: "Reg. 17–19", Met: func(x Facts) bool {
			r := x.Text(FactApplicantRelation)
			return r == "self" || r == "head" || r == "parent" && !x.Bool(FAdult) || r == "guardian" && (!x.Bool(FAdult) || x.Bool(FSubjectWard))
		}, Unmet: Word{Zh: "登记事项的变更由户主或者本人申报，未成年人由父母或者监护人、登记有监护人的成年人由监护人申报，请改由其申报。", En: "The head or the person asks for a change of an item, a parent or guardian for a minor, the guardian for an adult entered with one; have one of them ask."}},
		GSubjectNamed: flag(FSubjectNamed, true, "Reg. 6", "还没有选定户籍库中的当事人：请按姓名、证号或拼音检索，选定后再申报。", "Nobody of the register is chosen yet: search by name, number or pinyin, choose the person, then hand it in."),
	})
}

// Papers of changes.
const (
	// The papers on a household and those in it.
	MatHouseRight MaterialKind = "house_right"
	MatSplitCause MaterialKind = "split_cause"
	MatKinship    MaterialKind = "kinship_proof"
	// The papers on a name.
	MatNameRequest   MaterialKind = "name_request"
	MatParentsAgree  MaterialKind = "parents_agreement"
	MatClericalProof MaterialKind = "clerical_proof"
	// MatNameChanged is a station's certificate of an item changed, or the household book
	// there, which names the former name.
	MatNameChanged MaterialKind = "name_changed_proof"
	// MatParentProof is a certificate, a report, a judgment or the original record.
	MatParentProof MaterialKind = "parent_proof"
)

func changeMaterials() map[MaterialKind]MaterialWord {
	return merged(itemMaterials(), parentsFirstMaterials(), identityMaterials(), moveMaterials(), transitMaterials(), map[MaterialKind]MaterialWord{
		MatHouseRight:    {Word{Zh: "房屋权属证明或者合法稳定住所证明", En: "Proof of the house right, or of a lawful stable residence"}, "B"},
		MatSplitCause:    {Word{Zh: "分户依据（婚姻变动或者房屋权利分割的材料）", En: "Paper on the cause of the split: a marriage changed, or the house right divided"}, "C"},
		MatNameRequest:   {Word{Zh: "姓名变更申请（本人或者监护人签名）", En: "Request for the change of name, signed by the person or guardian"}, "B"},
		MatNameChanged:   {Word{Zh: "姓名变更证明（原户口所在地派出所出具，或者载明曾用名的户口簿、登记表）", En: "Proof of the change of name: a certificate of the station there, or its household book or register card with the former name"}, "B"},
		MatParentsAgree:  {Word{Zh: "父母（监护人）书面同意", En: "Written agreement of the parents or guardian"}, "C"},
		MatParentProof:   {Word{Zh: "父母信息的依据（证明、鉴定、裁判文书或者原始档案）", En: "What the parents' item rests on: certificate, report, judgment or original record"}, "D"},
		MatClericalProof: {Word{Zh: "原始凭证或者差错证明", En: "Original document, or other proof of the clerical error"}, "C"},
		MatKinship:       {Word{Zh: "亲属关系证明", En: "Proof of kinship"}, "C"},
	})
}

// The effects of changes.
const (
	// EffItems enters the minor items declared.
	EffItems Effect = "change_items"
	// EffHead makes the person the head of their household and enters what everybody in
	// it is to the new head.
	EffHead Effect = "change_head"
	// EffSetUp opens a household at the address declared and brings those who move into
	// it; EffJoin brings them into the household named. Of the two each does nothing
	// where the case is the other's.
	EffSetUp Effect = "set_up_household"
	EffJoin  Effect = "join_household"
	// EffAddress gives the person's whole household the address declared, where no other
	// household is named.
	EffAddress Effect = "change_address"
	// EffStrikeMovers takes the dead off those whom the case moves; where its own person or
	// the head to be died, another who moves takes the place, one of age first.
	EffStrikeMovers Effect = "strike_dead_movers"
	// EffName enters the new name and keeps the one so far among the former names;
	// EffNameMended enters it in place of one that was never right.
	EffName       Effect = "change_name"
	EffNameMended Effect = "correct_name"
	// EffParents enters the parents declared; EffGuardians makes the guardian declared the
	// one who stands.
	EffParents Effect = "change_parents"
	// EffTellGuardBody leaves a message to the body whose ward is to get a living parent;
	// EffParentOfWard, before the entry, opens the task to settle who guards the child.
	EffTellGuardBody Effect = "tell_guardian_body"
	EffParentOfWard  Effect = "parent_of_ward_task"
	EffGuardians     Effect = "change_guardians"
)

var changeEffects = map[Effect]Word{
	EffItems:         {Zh: "变更登记项目", En: "change items of the entry"},
	EffHead:          {Zh: "变更户主及全体成员与户主关系", En: "change the head, and what everybody is to the head"},
	EffRelationsSeen: {Zh: "记下已与成员核对的关系", En: "keep which relations the members confirmed"},
	EffSetUp:         {Zh: "立户并迁入成员", En: "open the household and bring its members in"},
	EffJoin:          {Zh: "成员并入该户", En: "bring the members into the household"},
	EffName:          {Zh: "变更姓名，原姓名记入曾用名", En: "change the name and keep the former one"}, EffNameMended: {Zh: "更正姓名", En: "correct the name"},
	EffTellGuardBody: {Zh: "告知担任监护人的组织", En: "tell the body that is guardian"}, EffParentOfWard: {Zh: "为组织监护的未成年人补录父母的，生成厘清监护事项", En: "where a body's ward gets a parent, open the task to settle the guardianship"},
	EffParents: {Zh: "登记父母信息", En: "enter the parents"}, EffGuardians: {Zh: "登记监护人，原监护终止", En: "enter the guardian in place of the former"},
	EffSex: {Zh: "变更性别", En: "change the sex"}, EffSexMended: {Zh: "更正性别", En: "correct the sex"}, EffBirthMended: {Zh: "更正出生日期", En: "correct the date of birth"},
	EffRenumber: {Zh: "原号码作废并关联，编制新号码", En: "take the number out of use, linked, and give the next one"}, EffOrigin: {Zh: "登记经批准的民族成份", En: "enter what the ethnic affairs office approved"},
	EffStrikeMovers: {Zh: "从迁移人员中去掉死亡的人，由其余的人继续", En: "strike the dead from those who move; the others go on"},
	EffAddress:      {Zh: "变更户的住址", En: "change the household's address"},
}
