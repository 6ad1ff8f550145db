package workflow

// What the register finds out about minor items. Of the marital status no condition reads
// the code itself (domain 2.5): only whether it can stand beside what the register has, and
// which paper it rests on.
const (
	// FItemsDiffer lists the items declared that say something else than the person's page.
	FItemsDiffer Field = "items_that_differ"
	// FItemsImpossible lists those that cannot be so: a marriage of a man under 22 or a woman
	// under 20 (民法典 1047), and a first one (20, 21 of GB/T 2261.2) after one that ended.
	FItemsImpossible Field = "items_impossible"
	// FItemsProof is true where an item differs that rests on a proof of its own or on the
	// person's statement; FItemPaper is the paper that the marital status rests on: "wedding",
	// "parting" (a certificate or a court's decision), "death" of a spouse whom the register
	// has not as dead, "void" for whoever was never wed and stands, or stood, as having been
	// or with a living spouse, or "none".
	FItemsProof Field = "items_need_proof"
	FItemPaper  Field = "item_rests_on"
	// FSpouseStands is true where a death of the spouse is declared while the spouse linked on
	// either page is in force in the register, and neither page says that the marriage is over.
	FSpouseStands Field = "spouse_stands_as_living"
)

func itemFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FItemsDiffer:     computed("与登记不同的项目", "Items that differ from the page", KindList),
		FItemsImpossible: computed("与年龄或者登记不符的项目", "Items that cannot be so at this age or after what stands", KindList),
		FItemsProof:      computed("有须证明或者说明的项目", "An item needs a proof or a statement", KindBool),
		FItemPaper: {Word: Word{Zh: "项目所据文书", En: "Document that the item rests on"}, Kind: KindCode, Source: Computed, Class: "B", Codes: []Code{
			code("none", "无", "None"), code("wedding", "结婚证", "Marriage certificate"), code("parting", "离婚证或者裁判文书", "Divorce certificate or court decision"),
			code("death", "配偶死亡证明", "Proof of the spouse's death"), code("void", "婚姻无效、撤销或者登记差错的文书", "Document on a marriage void or entered in error")}},
		FSpouseStands: computed("申报配偶已死亡而配偶在册未注销", "The death of the spouse is declared, while the spouse stands in the register", KindBool),
	}
}

// The guards of minor items.
const (
	GItemsDiffer   GuardID = "items_differ"
	GItemsPossible GuardID = "items_possible"
	GItemsProof    GuardID = "items_need_proof"
	GItemWedding   GuardID = "item_rests_on_wedding"
	GItemParting   GuardID = "item_rests_on_parting"
	GItemDeath     GuardID = "item_rests_on_death"
	GItemVoid      GuardID = "item_rests_on_void"
	// GSpouseGone wants the spouse's death entered before the other is widowed.
	GSpouseGone GuardID = "spouse_death_entered_first"
)

func itemGuards() map[GuardID]Guard {
	rests := func(on string, b Basis, zh, en string) Guard {
		return Guard{Reads: []Field{FItemPaper}, Met: func(x Facts) bool { return x.Text(FItemPaper) == on }, Basis: b, Unmet: Word{Zh: zh, En: en}}
	}
	return map[GuardID]Guard{
		GItemsDiffer: some(FItemsDiffer, "Reg. 17", "没有填写与现登记不同的项目，请填写要变更的项目。", "No item differs from the page; fill in what is to be changed."),
		GItemsPossible: none(FItemsImpossible, "民法典 1047", "结婚年龄男不早于二十二周岁、女不早于二十周岁，当事人未满该年龄，不能登记为已婚、丧偶或者离婚：请核对出生日期、性别和所填代码；在国（境）外结婚的，满该年龄后再变更，此前可填“未说明的婚姻状况”（90）。登记为离婚或者丧偶的人又结婚的，与他人结婚填“再婚”（22），与原配偶恢复婚姻填“复婚”（23），不填“已婚”（20）、“初婚”（21）；离婚、丧偶登记有误的，办理撤销。",
			"Nobody marries before twenty-two (a man) or twenty (a woman), and the person is younger, so neither a marriage nor its end is entered: check date of birth, sex and the code; whoever married abroad has it entered at that age, and may stand as “not stated” (90) until then. Whoever stands as divorced or widowed and marries again is entered as “remarried” (22), or with the same spouse as “marriage restored” (23), not as “married” (20, 21); where the divorce or the death was entered by mistake, have that act reversed."),
		GSpouseGone: flag(FSpouseStands, false, "Reg. 8, 17; Norm 31, 57", "登记库记载当事人的配偶仍在册、未登记死亡，不能先登记为丧偶：请先凭死亡证明到配偶户口所在派出所办理死亡登记（人民法院宣告死亡的，凭判决书办理），办结后再变更为丧偶，不再另交死亡证明。双方已经离婚的，凭离婚文书填“离婚”（40）；登记的配偶有误的，先办理更正。",
			"By the register the spouse stands as living and married to the person, so nobody is entered as widowed yet: the death is registered first, on its certificate, at the station where the spouse is registered (on the judgment, where a court declared it); then the status is changed, and no proof of the death is asked for again. Where the two are divorced, declare “divorced” (40) on the divorce paper; where the spouse on the page is wrong, have that corrected first."),
		GItemsProof:  flag(FItemsProof, true, "Norm 57", "没有须另附证明或者说明的项目。", "No item needs a proof or a statement."),
		GItemWedding: rests("wedding", "民法典 1049; Norm 57", "所填项目不以结婚证为据。", "The item does not rest on a marriage certificate."),
		GItemParting: rests("parting", "民法典 1080; Norm 57", "所填项目不以离婚证或者裁判文书为据。", "The item does not rest on a divorce certificate or a court's decision."),
		GItemDeath:   rests("death", "Norm 57", "所填项目不以配偶死亡证明为据。", "The item does not rest on the proof of a spouse's death."),
		GItemVoid:    rests("void", "民法典 1054; Norm 57", "登记中没有须先以文书否定的婚姻。", "Nothing of a marriage stands that a document must first deny."),
	}
}

// Papers of minor items. MatItemProof is what shows an item: a school's or another body's paper,
// or for what nobody certifies the person's own signed statement.
const (
	MatItemProof   MaterialKind = "item_proof"
	MatDivorce     MaterialKind = "divorce_paper"
	MatSpouseDeath MaterialKind = "spouse_death_proof"
	// MatMarriageVoid is a court's judgment that a marriage is void or annulled (民法典 1054), or
	// the marriage registry's word that there never was one.
	MatMarriageVoid MaterialKind = "marriage_void_proof"
)

func itemMaterials() map[MaterialKind]MaterialWord {
	return map[MaterialKind]MaterialWord{
		MatItemProof:    {Word{Zh: "变更项目的证明或者本人书面说明", En: "Proof of the item, or the person's own written statement"}, "C"},
		MatDivorce:      {Word{Zh: "离婚证或者人民法院生效的离婚判决书、调解书", En: "Divorce certificate, or a court's effective judgment or settlement"}, "B"},
		MatSpouseDeath:  {Word{Zh: "配偶死亡证明", En: "Proof of the spouse's death"}, "C"},
		MatMarriageVoid: {Word{Zh: "确认婚姻无效或者撤销婚姻的判决书，或者婚姻登记机关关于登记有误的证明", En: "Judgment that the marriage is void or annulled, or the marriage registry's word on the error"}, "B"},
	}
}
