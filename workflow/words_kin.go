package workflow

// What is declared about parents and guardians.
const (
	FactParentGround   Field = "parent_ground"
	FactParentStruck   Field = "parent_struck_out"
	FactGuardian       Field = "guardian"
	FactGuardianCard   Field = "guardian_number"
	FactGuardianBody   Field = "guardian_body"
	FactCarerBody      Field = "carer_body"
	FactGuardianGround Field = "guardian_ground"
	FactWardIncapable  Field = "ward_without_capacity"
)

// What the register finds out about them.
const (
	// FParentsDiffer is true when a parent declared is another than the page has, or one to
	// be struck out stands there.
	FParentsDiffer Field = "parents_differ"
	// FParentReplaced is true when a parent who stands on the page is replaced or struck
	// out.
	FParentReplaced Field = "parent_replaced"
	// FParentOut is true when a parent is filled in whose side a parentage report excluded
	// in the case of the person's birth. Who was excluded stands nowhere.
	FParentOut Field = "parent_excluded_at_birth"
	// FParentFits is true when each parent declared is older than the person and neither
	// the person nor also the other parent.
	FParentFits Field = "parents_fit"
	// FParentOfWard is true when a living parent is filled in for a minor under the
	// guardianship of a body (民法典 27, 32; 未成年人保护法 94).
	FParentOfWard Field = "parent_of_bodys_ward"
	// FGuardianFits is true when the guardian named is of age, in the register and not the
	// ward; also when no person is named.
	FGuardianFits Field = "guardian_fits"
)

func kinFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactParentGround: form("依据", "On the ground of", KindCode, "C", code("certificate", "出生医学证明", "Medical certificate of birth"), code("report", "司法亲子鉴定意见书", "Judicial parentage report"),
			code("judgment", "人民法院生效文书", "A court's effective decision"), code("archive", "原始档案差错", "An error against the original record")),
		FactParentStruck:   form("予以删除的一方", "Parent struck out", KindCode, "C", code("father", "父亲", "The father"), code("mother", "母亲", "The mother")),
		FactGuardian:       form("监护人（本库人员）", "Guardian (person in the register)", KindPerson, "C"),
		FactGuardianCard:   form("监护人公民身份号码（外所人员须填）", "The guardian's citizen number (needed for another station's people)", KindNumber, "C"),
		FactGuardianBody:   form("担任监护人的组织", "Body that is guardian", KindText, "C"),
		FactCarerBody:      form("照料机构", "Body that cares", KindText, "C"),
		FactGuardianGround: form("监护依据", "Ground of the guardianship", KindCode, "C", guardianGrounds()...),
		FactWardIncapable:  form("被监护人为无或者限制民事行为能力的成年人", "The ward is an adult without full capacity", KindBool, "C"),
		FParentsDiffer:     computed("与现登记父母不同", "Differs from the parents on the page", KindBool),
		FParentOut:         computed("出生登记的鉴定结论与所填不符", "The birth's file speaks against the parent filled in", KindBool),
		FParentReplaced:    computed("替换或者删除已登记的父母", "A parent who stands is replaced or struck out", KindBool),
		FParentFits:        computed("所填父母合理", "The parents declared fit", KindBool),
		FParentOfWard:      computed("为组织监护的未成年人补录在世的父母", "A living parent is filled in for a body's ward", KindBool),
		FGuardianFits:      computed("所填监护人适格", "The guardian declared fits", KindBool),
	}
}

// guardianGrounds are those of 民法典 and 未成年人保护法; see GuardianGround.
func guardianGrounds() []Code {
	return []Code{code("statutory", "法定顺序（民法典27、28）", "By the order of the law (Civil Code, arts. 27, 28)"), code("will", "遗嘱指定（民法典29）", "By a will (Civil Code, art. 29)"), code(string(GroundAgreement), "协议确定（民法典30）", "By agreement (Civil Code, art. 30)"),
		code("appointed", "指定监护（民法典31）", "Appointed (Civil Code, art. 31)"), code(string(groundLast), "民政部门或者村（居）委会（民法典32）", "Civil affairs or the committee (Civil Code, art. 32)"), code(string(GroundRevoked), "撤销后另行指定（民法典36）", "After another was revoked (Civil Code, art. 36)"),
		code("temporary", "临时监护（未成年人保护法92）", "Temporary (Minors Protection Law, art. 92)"), code("long_term", "长期监护（未成年人保护法94）", "Long-term (Minors Protection Law, art. 94)"),
		code(guardianshipEnded, "监护终止：成年人恢复行为能力或者不再需要监护（民法典24、39）", "Ended: an adult of full capacity again, or no longer in need of a guardian (Civil Code, arts. 24, 39)")}
}

// The guards of parents and guardians.
const (
	GParentsDiffer  GuardID = "parents_differ"
	GParentFits     GuardID = "parents_fit"
	GParentReplaced GuardID = "parent_replaced"
	GParentProven   GuardID = "parent_not_excluded_at_birth"
	GParentOut      GuardID = "parent_excluded_at_birth"
	GParentOfWard   GuardID = "parent_of_bodys_ward"
	GOneGuardian    GuardID = "one_guardian_named"
	GGuardianFits   GuardID = "guardian_fits"
	GWardNeedsOne   GuardID = "ward_needs_a_guardian"
	GBodyGuards     GuardID = "body_is_guardian"
)

func kinGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GParentsDiffer: flag(FParentsDiffer, true, "Reg. 17", "所填父母与现登记相同，请填写要补录、更正或者删除的一方。", "The parents declared are those of the page; name the one to be filled in, corrected or struck out."),
		GParentFits:    flag(FParentFits, true, "Norm 57", "父母须比子女年长十二周岁以上，且不能是本人、本人的配偶或子女，也不能是同一人，请核对是否选错人。", "A parent is at least twelve years older than the child, and is neither the child, their spouse or child, nor the other parent; see whether the wrong person was chosen."),
		GParentProven: {Reads: []Field{FParentOut, FactParentGround}, Met: func(x Facts) bool {
			return !x.Bool(FParentOut) || x.Text(FactParentGround) == "report" || x.Text(FactParentGround) == "judgment"
		}, Basis: "Norm 20; 民法典 1073", Unmet: Word{Zh: "出生登记案卷中的鉴定结论与所填父母不符：须有新的司法亲子鉴定意见书或者人民法院生效文书，由县级公安机关决定。",
			En: "The file of the birth holds a report that speaks against this parent: a new parentage report or a court's decision is needed, and the county decides."}},
		GParentOut:      flag(FParentOut, true, "Norm 20", "出生登记案卷中没有与所填父母不符的鉴定结论。", "Nothing in the file of the birth speaks against the parent."),
		GParentReplaced: flag(FParentReplaced, true, "Norm 9", "没有替换已登记的父母。", "No parent who stands is replaced."),
		GParentOfWard:   flag(FParentOfWard, true, "民法典 27, 32; 未成年人保护法 94", "当事人不在组织监护之下，或者没有为其补录在世的父母。", "The person is no ward of a body, or no living parent is filled in."),
		GOneGuardian: {Reads: []Field{FactGuardian, FactGuardianBody, FactGuardianGround}, Met: func(x Facts) bool {
			if x.Text(FactGuardianGround) == guardianshipEnded {
				return !x.Has(FactGuardian) && !x.Has(FactGuardianBody)
			}
			return x.Has(FactGuardian) != x.Has(FactGuardianBody)
		}, Basis: "民法典 27, 32",
			Unmet: Word{Zh: "请填写监护人或者担任监护人的组织，只填一项；监护终止、无人接任的，依据选“监护终止”，两项都不填。", En: "Name the guardian or the body that is guardian: one of the two; where the guardianship ends and nobody follows, choose the ground “Ended” and name neither."}},
		GGuardianFits: flag(FGuardianFits, true, "民法典 27", "监护人须为在册的成年人，且不是被监护人本人，请改选。", "The guardian is of age, in the register and another than the ward; choose another."),
		GWardNeedsOne: {Reads: []Field{FAdult, FCapacityStands, FactWardIncapable, FactGuardianGround}, Met: func(x Facts) bool {
			if x.Text(FactGuardianGround) == guardianshipEnded {
				return !x.Bool(FactWardIncapable)
			}
			return !x.Bool(FAdult) && !x.Bool(FCapacityStands) || x.Bool(FactWardIncapable)
		}, Basis: "民法典 27, 28",
			Unmet: Word{Zh: "成年人只有在无或者限制民事行为能力时才有监护人，请核实后填明；已恢复行为能力的，依据选“监护终止”，不填“无或者限制民事行为能力”。", En: "An adult has a guardian only where full capacity is lacking; verify that and declare it; where capacity is restored, choose the ground “Ended” and declare no want of it."}},
		GBodyGuards: {Reads: []Field{FactGuardianBody}, Met: func(x Facts) bool { return x.Has(FactGuardianBody) }, Basis: "Norm 9", Unmet: Word{Zh: "监护人不是组织。", En: "The guardian is no body."}},
	}
}
