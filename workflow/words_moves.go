package workflow

// The moves beyond a county (domain 3.4).
const (
	MoveInPrefecture Business = "move_in_prefecture"
	MoveInRegion     Business = "move_in_region"
)

// What the station of the present entry writes with its answer.
const (
	InOriginChecked Field = "identity_and_wish_verified"
	InMoveObjection Field = "move_objection_ground"
)

func moveFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		InOriginChecked: input("已核实身份和迁移意愿，没有依法限制迁出的情形", "Identity and wish are verified, and no law holds the person", KindBool, "B"),
		InMoveObjection: input("不同意迁出的事由", "Ground of the objection", KindCode, "C", moveObjections()...),
	}
}

// moveObjections are all on which the station of the present entry may object to a move.
// Debts, land, benefits and the village's consent are not among them.
func moveObjections() []Code {
	return []Code{code("other_person", "并非同一人", "Not the same person"), code("unwilling", "本人没有迁移意愿", "The person does not wish to move"),
		code("guardian_disagrees", "未成年人的监护人有争议", "The guardians of a minor disagree"), code("court_hold", "法院裁判或者决定限制", "A court holds the person or the entry"),
		code("criminal_hold", "刑事案件需要", "A criminal case requires it"), code("duplicate", "另有户口正在处理", "An entry in duplicate is being ruled on")}
}

// moveCauses are why people move. Those that package gb knows bear its words.
func moveCauses() []Code {
	return []Code{code("spouse", "夫妻投靠", "Joining the spouse"), code("parents_children", "父母子女投靠", "Joining parents or children"), code("relatives", "投靠其他亲属", "Joining other relatives"),
		code("house", "购房", "Buying a home"), code("work", "工作调动、就业", "Work"), code("talent", "人才引进", "Wanted skills"), code("study", "录取入学", "Taking up studies"), code("study_end", "毕业、退学", "End of studies"),
		code("army_family", "随军", "Following a soldier"), code("fostering", "收养", "Adoption or fostering"), code("guardian", "监护变更", "Change of guardian"), code("house_sold", "原户房屋转让", "The former home was sold"),
		code("home", "回原籍", "Going home"), code("moved_home", "搬迁", "Moving home"), code("marriage_move", "婚迁", "Moving on marriage"), code("divorce", "离婚", "Divorce"), code("other", "其他", "Other")}
}

// The guards of moves beyond a county. Those on causes say which paper a move rests on.
const (
	GWithinPrefecture GuardID = "move_within_prefecture"
	GWithinRegion     GuardID = "move_within_region"
	GOriginChecked    GuardID = "identity_and_wish_verified"
	GMoveObjection    GuardID = "move_objection_listed"
	GCauseKin         GuardID = "cause_joining_kin"
	GCauseHome        GuardID = "cause_home"
	GCauseWork        GuardID = "cause_work"
	GCauseTalent      GuardID = "cause_talent"
	GCauseStudy       GuardID = "cause_study"
	GCauseArmy        GuardID = "cause_army_family"
	GCauseCare        GuardID = "cause_care"
)

func moveGuards() map[GuardID]Guard {
	other := func(zh, en string, values ...string) Guard {
		return coded(FactMoveCause, "Norm 39", "迁移原因不是"+zh+"。", "The cause of the move is not "+en+".", values...)
	}
	return map[GuardID]Guard{
		GWithinPrefecture: coded(FMoveScope, "Norm 39", "本业务只办理同一地市内两县（区）之间的迁移：县内的办理县内迁移，跨地市的办理区内跨市迁移。", "This business moves people between two counties of one prefecture: within a county use the move within it; between prefectures, the move that reaches so far.", "city"),
		GWithinRegion:     coded(FMoveScope, "Norm 39", "本业务只办理本自治区内两地市之间的迁移：同一地市的办理市内迁移；户口在外省的办理跨省迁移。", "This business moves people between two prefectures of the region: within one use the move within it; from another province, the move across provinces.", "region"),
		GOriginChecked:    flag(InOriginChecked, true, "Norm 39, 44", "须先核实当事人身份和迁移意愿、查明没有依法限制迁出的情形；有问题的，提出异议并写明事由。", "Verify the person, the wish to move, and that no law holds them first; where something stands against it, object and name the ground."),
		GMoveObjection: coded(InMoveObjection, ruleOrigin, "异议事由不在所列之内；债务、土地、待遇、村组意见等不是事由。", "The ground is not listed; debts, land, benefits or the village's opinion are none.",
			values(moveObjections())...),
		GCauseKin:    other("投靠亲属或者婚姻变动", "joining kin or a change of marriage", "spouse", "parents_children", "relatives", "marriage_move", "divorce"),
		GCauseHome:   other("购房、搬迁或者回原籍", "a home, or going home", "house", "house_sold", "moved_home", "home", "other"),
		GCauseWork:   other("工作", "work", "work"),
		GCauseTalent: other("人才引进", "wanted skills", "talent"),
		GCauseStudy:  other("录取、毕业或者退学", "studies", "study", "study_end"),
		GCauseArmy:   other("随军", "following a soldier", "army_family"),
		GCauseCare:   other("收养或者监护变更", "adoption or a change of guardian", "fostering", "guardian"),
	}
}

// The papers on why somebody moves.
const (
	MatEmployment MaterialKind = "employment_proof"
	MatTalent     MaterialKind = "talent_proof"
	MatStudies    MaterialKind = "studies_proof"
	MatArmyFamily MaterialKind = "army_family_approval"
	MatCare       MaterialKind = "care_document"
)

func moveMaterials() map[MaterialKind]MaterialWord {
	return map[MaterialKind]MaterialWord{
		MatEmployment: {Word{Zh: "调动、录用或者就业材料（调令、劳动合同、社会保险记录）", En: "Proof of the work: transfer order, contract or social insurance record"}, "B"},
		MatTalent:     {Word{Zh: "人才引进材料（学历、职称、技能证书或者主管部门证明）", En: "Proof of the skills: degree, title, certificate or the competent body's paper"}, "B"},
		MatStudies:    {Word{Zh: "录取通知书、毕业证书或者退学证明", En: "Letter of admission, diploma, or paper on the end of studies"}, "B"},
		MatArmyFamily: {Word{Zh: "随军审批材料", En: "Approval to follow a soldier"}, "C"},
		MatCare:       {Word{Zh: "收养登记证或者监护变更文书", En: "Certificate of adoption, or document on the guardianship"}, "C"},
	}
}
