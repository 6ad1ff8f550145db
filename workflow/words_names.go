package workflow

// What is declared about a name.
const (
	FactNewName        Field = "new_name"
	FactNameReason     Field = "name_reason"
	FactSurnameGround  Field = "surname_ground"
	FactFatherAgrees   Field = "name_father_agrees"
	FactMotherAgrees   Field = "name_mother_agrees"
	FactGuardianAgrees Field = "name_guardian_agrees"
	FactChildSays      Field = "name_child_says"
	FactNameHeld       Field = "criminal_hold"
)

// What the register finds out for the guards of names.
const (
	// FNameDiffers is true when the name declared is not the one that stands.
	FNameDiffers Field = "name_differs"
	// FNameFar is true when the name declared cannot be a slip of the one first entered: the
	// surname is of another sound, or beyond it no character and no sound is in both, and more
	// than one character differs.
	FNameFar Field = "name_shares_nothing"
	// FParentsAlive tells which parents of the page can be asked, being alive as far as the
	// register knows, and not guardians no more: "both", "father", "mother" or "none".
	FParentsAlive Field = "parents_to_be_asked"
	// FHoldsRefuse is true where the policy row refuses a change while the person is
	// sought or serves a sentence.
	FHoldsRefuse Field = "policy_refuses_under_hold"
)

func nameFields() map[Field]FieldRule {
	yes := []Code{code("agrees", "同意", "Agrees"), code("objects", "不同意", "Objects")}
	return map[Field]FieldRule{
		FactNewName:    form("变更（更正）后的姓名", "New name", KindName, "B"),
		FactNameReason: form("变更（更正）理由", "Why it is changed", KindLong, "C"),
		FactSurnameGround: form("姓氏依据", "The surname is", KindCode, "B", code("unchanged", "姓氏不变", "The same as before"), code("parent", "随父姓或者母姓", "The father's or the mother's"),
			code("elder", "直系长辈血亲的姓氏", "That of an elder of the direct line"), code("carer", "法定扶养人以外扶养人的姓氏", "That of a carer who is not so by law"),
			code("other", "有不违背公序良俗的其他正当理由", "Another just reason not against public order"), code("custom", "少数民族文化传统和风俗习惯", "By the custom of a people")),
		FactFatherAgrees:   form("父亲意见", "The father", KindCode, "C", yes...),
		FactMotherAgrees:   form("母亲意见", "The mother", KindCode, "C", yes...),
		FactGuardianAgrees: form("其他监护人意见", "Another guardian", KindCode, "C", yes...),
		FactChildSays:      form("本人意见（满八周岁）", "The child itself (from eight years on)", KindCode, "C", yes...),
		FactNameHeld:       form("正被追捕、刑事强制或者服刑", "Sought, held or serving a sentence", KindBool, "C"),
		FNameDiffers:       computed("与现登记姓名不同", "Differs from the name that stands", KindBool),
		FNameFar:           computed("与现登记姓名没有相同或者同音的字", "Shares no character or sound with the name that stands", KindBool),
		FParentsAlive: {Word: Word{Zh: "可征求意见的父母", En: "Parents who can be asked"}, Kind: KindCode, Source: Computed, Class: "C",
			Codes: []Code{code("both", "父母双方", "Both"), code("father", "父亲", "The father"), code("mother", "母亲", "The mother"), code("none", "无", "Neither")}},
		FHoldsRefuse: computed("当地规定限制", "The place refuses under a hold", KindBool),
	}
}

// The guards of names.
const (
	GNameDiffers   GuardID = "name_differs"
	GNameSlip      GuardID = "name_may_be_a_slip"
	GNameAsker     GuardID = "name_asker"
	GParentsAgree  GuardID = "parents_agree"
	GChildAgrees   GuardID = "child_agrees"
	GSurnameLawful GuardID = "surname_ground_named"
	GNameNotHeld   GuardID = "no_hold_under_policy"
	GIsMinor       GuardID = "is_minor"
)

func nameGuards() map[GuardID]Guard {
	yes := func(x Facts, f Field) bool { return x.Text(f) == "agrees" }
	return map[GuardID]Guard{
		GNameDiffers: flag(FNameDiffers, true, "Reg. 18", "新姓名与现登记姓名相同，请核对。", "The new name is the one that stands; check it."),
		GNameSlip: flag(FNameFar, false, "Reg. 18; Norm 48–53, 57", "新姓名与当初登记（未经更正前）的姓名姓氏不同音，或者除姓氏外没有相同或者同音的字，不是登记差错的更正：请撤回，办理“姓名变更”（由县级公安机关批准，原姓名记入曾用名）；系此前某笔登记错误所致的，冲销该笔登记。",
			"The surname is of another sound than that of the name as first entered, before any correction, or beyond it the two share no character and no sound, so no slip is corrected: withdraw the case and ask for a change of name, which the county decides and which keeps the former name; where an earlier act entered the wrong one, have that act reversed."),
		GNameAsker: {Reads: []Field{FAdult, FSubjectWard, FactApplicantRelation}, Basis: "Reg. 18", Met: func(x Facts) bool {
			r := x.Text(FactApplicantRelation)
			return r == "self" || r == "guardian" && x.Bool(FSubjectWard) || !x.Bool(FAdult) && (r == "parent" || r == "guardian" || r == "institution")
		}, Unmet: Word{Zh: "满十八周岁的由本人申请，其中登记有监护人的由监护人申请；未满十八周岁的由本人、父母、收养人或者监护人申请，请改由其申请。", En: "From eighteen on the person asks, or the guardian of an adult entered with one; for a minor the person, a parent, adopter or guardian: have one of them ask."}},
		GParentsAgree: {Reads: []Field{FAdult, FParentsAlive, FactFatherAgrees, FactMotherAgrees, FactGuardianAgrees}, Basis: "Reg. 18; 民法典 1012", Met: func(x Facts) bool {
			switch alive := x.Text(FParentsAlive); {
			case x.Bool(FAdult) || yes(x, FactGuardianAgrees) && alive == "none":
				return true
			default:
				both := (alive == "mother" || yes(x, FactFatherAgrees)) && (alive == "father" || yes(x, FactMotherAgrees))
				return alive != "" && alive != "none" && both
			}
		}, Unmet: Word{Zh: "未成年人变更姓名须父母双方同意；父母一方死亡或者无登记的由另一方，均无的由监护人同意；另有监护人取代父母的（见监护人登记），由该监护人同意，不征求父母；取代一方的，由担任监护人的另一方同意。请征求意见后填明；一方不同意的，属于争议，不能办理。", En: "A minor's name takes the agreement of both parents, of the one where the other is dead or not registered, of the guardian where there is neither; where another is guardian in the parents' place, of that one alone; in the place of one parent, of the other who is guardian. Ask and note it; where one objects it is a dispute."}},
		GChildAgrees: {Reads: []Field{FAdult, FAge, FactChildSays}, Basis: "民法典 19; 未成年人保护法 4", Met: func(x Facts) bool {
			return x.Bool(FAdult) || x.Has(FAge) && x.Int(FAge) < 8 || yes(x, FactChildSays)
		}, Unmet: Word{Zh: "满八周岁的未成年人须本人同意：请当面听取其意见后填明；本人不同意的，不能办理。", En: "A child of eight or more agrees itself: hear it in person and note what it says; if it does not agree, the name is not changed."}},
		GSurnameLawful: {Reads: []Field{FactSurnameGround}, Met: func(x Facts) bool { return x.Has(FactSurnameGround) }, Basis: "民法典 1015",
			Unmet: Word{Zh: "请填明姓氏依据：不变、随父姓或者母姓，或者民法典第一千零一十五条所列情形。", En: "Say what the surname is: unchanged, a parent's, or one of the cases of the Civil Code, art. 1015."}},
		GNameNotHeld: {Reads: []Field{FHoldsRefuse, FactNameHeld}, Met: func(x Facts) bool { return !x.Bool(FHoldsRefuse) || !x.Bool(FactNameHeld) }, Basis: ruleNames,
			Unmet: Word{Zh: "当地规定：被追捕、刑事强制或者服刑期间不变更姓名，请在解除后再申请。", En: "The place has ruled that no name is changed while the person is sought, held or serving a sentence; ask again afterwards."}},
		GIsMinor: flag(FAdult, false, "民法典 17", "当事人已满十八周岁，不适用本业务；没有户口的按“无户口人员”办理。", "The person is of age, which this business is not for; whoever has no registration is entered as an unregistered person."),
	}
}
