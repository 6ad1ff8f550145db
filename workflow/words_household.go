package workflow

// What is declared about a household and those in it. A relation is written person=code,
// with a code of GB/T 4761; what follows the code is for people to read.
const (
	FactRelations   Field = "relations"
	FactRemaining   Field = "remaining_relations"
	FactConsents    Field = "consents"
	FactHeadCapable Field = "head_capable"
	FactNewAddress  Field = "new_address"
	FactOwnRight    Field = "separate_house_right"
	FactMoveCause   Field = "move_cause"
	FactPersonCard  Field = "person_number"
)

// InRelationsSeen tells that the officer went through the relations with the members.
const InRelationsSeen Field = "relations_confirmed"

// What the register finds out about them.
const (
	// FRelationFaults lists what is wrong with the relations declared, each as "NAME：what" in both
	// languages: who has no line or two, is no member, joins a collective household otherwise than
	// as not related, or would be head where none is to be; no head, several or another one where
	// the household to be needs one; nobody left where a household is divided. Where a family
	// household joined has no head, whoever stands there needs a line too, and one of all is
	// the head (Norm 15).
	FRelationFaults Field = "relation_faults"
	// FRelationsContradict lists the relations declared that the register knows to be
	// otherwise, as "relations: NAME=CODE term" with the relation that it knows, or
	// "relations: NAME≠CODE term" where it knows only that this one cannot be: a spouse, a
	// parent or a child by the links, and parent and child by twelve years between them.
	FRelationsContradict Field = "relations_contradicted"
	// FConsentsFell is true where a change of an accepted case took away the consents noted once.
	FConsentsFell Field = "consents_fell"
	// FRelationsApart lists the relations declared of a household whose head the case leaves as
	// it is, and which differ from what stands, as "relations: NAME=CODE term" with what stands:
	// the whole household's new address, or those who stay while the head stays too.
	FRelationsApart Field = "relations_apart"
	// FConsentsLacking names the adults asked whose consent is not noted, in the place of one
	// entered with a guardian the guardian (民法典 21–23): all who move or
	// whose head changes, the parents and guardians of minors who move without them, and the
	// head of the household joined, or, where a family's has none, everybody of age there, or, of
	// minors alone, their parents and guardians; where the policy row has
	// head_consent_only, the present head and that one alone. Of a restoration or a first
	// registration (see GRelationTold) it is the same of the family household joined. Nobody is asked where the person comes back
	// to the household that they stood in last (Norm 38; Reg. 6), where the head is the spouse,
	// a parent or a child by the register (Norm 14: near relatives live together), or where a
	// parent whom a first registration names stands in it (Norm 20; 国办发〔2015〕96号 1, 2: freely
	// with father or mother). Of a birth it is nobody where a parent declared and not left blank
	// stands in the household; else the same of the family household joined, kin or not, and the
	// parents declared who stand elsewhere, but of two students, or of two abroad, whose child
	// goes to the grandparents by the rule (Norm 22, 23).
	FConsentsLacking Field = "consents_lacking"
	// FHeadGround is "adult" where each new head is of age and under nobody's guardianship,
	// "minors_alone" where one is not and nobody in that household is, "minor" where
	// somebody is, and "none" where nobody becomes a head.
	FHeadGround Field = "head_ground"
	// FAddressTaken is true when an open family household of the register station has the
	// address declared.
	FAddressTaken Field = "address_taken"
	// FMoveScope is how far the move reaches: within a station, a county, a city, a region
	// or beyond.
	FMoveScope Field = "move_scope"
	// FFamilyHousehold is true when the person stands in a family household.
	FFamilyHousehold Field = "in_family_household"
	// FRelationsUnseen is true when the relations, or the household or address they hold
	// for, are not those that were last gone through with the members.
	FRelationsUnseen Field = "relations_unseen"
)

func householdFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactRelations:   form("成员与户主关系（每行：公民身份号码或者姓名=GB/T 4761代码；户主填02，迁往外省的持证人填02）", "Members and their relation to the head (a line each: citizen number or name=code of GB/T 4761; the head is 02, and of those who leave for another province the certificate's holder is)", KindList, "B"),
		FactRemaining:   form("留在原户的成员与新户主关系（户主分出时填）", "Those who stay and their relation to a new head (where the head leaves)", KindList, "B"),
		FactConsents:    form("同意人（成年成员、户主，每行一人）", "Who consents: adult members and heads, a name a line", KindList, "B"),
		FactHeadCapable: form("新户主具有完全民事行为能力", "The new head has full capacity", KindBool, "B"),
		FactNewAddress:  form("新住址", "New address", KindText, "B"),
		FactOwnRight:    form("与该址原有户的房屋权利各自独立", "The house right is another than that of the household already there", KindBool, "B"),
		FactMoveCause:   form("迁移原因", "Why they move", KindCode, "B", moveCauses()...),
		FactPersonCard:  form("当事人公民身份号码（外所人员须填）", "The person's citizen number (needed for another station's people)", KindNumber, "C"),
		InRelationsSeen: input("已与成员逐一核对与户主关系", "The relations were gone through with the members", KindBool, "A"),

		FRelationFaults:      computed("与户主关系的问题", "What is wrong with the relations", KindList),
		FRelationsContradict: computed("与登记库记载不符的关系", "Relations that the register knows to be otherwise", KindList),
		FConsentsFell:        computed("记明的同意因所涉内容更改失效", "Consents noted fell, since what they were to was changed", KindBool),
		FRelationsApart:      computed("本件不改而所填与登记不同的关系", "Relations that differ from the register and that this case does not change", KindList),
		FConsentsLacking:     computed("尚未记明同意的成年人", "Adults whose consent is not noted", KindList),
		FHeadGround: {Word: Word{Zh: "新户主情况", En: "The new head"}, Kind: KindCode, Source: Computed, Class: "A", Codes: []Code{
			code("none", "不涉及", "Nobody becomes head"), code("adult", "成年", "Of age"), code("minors_alone", "户内没有可以任户主的成年人", "Nobody there may be head"), code("minor", "未成年或者有监护人", "A minor, or under guardianship, among others who may")}},
		FAddressTaken: computed("该址已有户", "A household stands at the address", KindBool),
		FMoveScope: {Word: Word{Zh: "迁移范围", En: "How far the move reaches"}, Kind: KindCode, Source: Computed, Class: "A", Codes: []Code{
			code("station", "本所内", "Within the station"), code("county", "本县（区）内", "Within the county"), code("city", "地市内", "Within the city"), code("region", "自治区内", "Within the region"), code("nation", "区外", "Beyond")}},
		FRelationsUnseen: computed("与户主关系有未经成员核对的改动", "The relations changed since the members were asked", KindBool),
		FFamilyHousehold: computed("当事人在家庭户内", "The person stands in a family household", KindBool),
	}
}

// The guards of households.
const (
	GRelationsRight GuardID = "relations_of_all_members"
	GRelationsAgree GuardID = "relations_agree_with_register"
	GRelationsApart GuardID = "relations_left_as_they_are"
	GRelationsSeen  GuardID = "relations_confirmed"
	GRelationsStand GuardID = "relations_as_confirmed"
	GRelationsAgain GuardID = "relations_confirmed_again"
	GConsentsNoted  GuardID = "consents_noted"
	// GConsentsAgain wants consents that a change of the form took away noted before the next
	// step of the work, not by whoever decides two stages later.
	GConsentsAgain   GuardID = "consents_noted_again"
	GHeadFit         GuardID = "head_adult_and_capable"
	GAddressFree     GuardID = "address_free"
	GOnePlace        GuardID = "one_place_to_go"
	GWithinCounty    GuardID = "move_within_county"
	GFamilyHousehold GuardID = "family_household"
	GAddressGiven    GuardID = "address_given"
)

func householdGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GRelationsRight: none(FRelationFaults, "Norm 15, 16", "成员与户主关系没有填全或者有误：涉及的每名成员各填一行，代码依GB/T 4761，一户恰有一名户主（02），迁往外省的恰有一名持证人（02），迁入有户主的户的没有；迁入的户暂无户主的，该户现有成员也各填一行，全体恰有一名户主，或者先办“变更户主”，再办本件；迁入集体户的一律填99（非亲属）。请按所列逐项改正。", "The relations are not complete or not right: a line for each member concerned, a code of GB/T 4761, exactly one head (02) in a household, one holder of the certificate (02) for another province, and none among those who join a household that has a head; where the household joined has none, those who stand in it have a line each as well, with one head among all, or its head is chosen first by “change of the head of a household”; 99 (not related) for all in a collective one. Mend what is listed."),
		GRelationsAgree: none(FRelationsContradict, "Norm 16, 57", "所填与户主关系与登记库记载的夫妻、父母子女关系或者年龄不符：请按所列改正，“=”后是登记库所知的关系，“≠”后是不可能的关系；本人页上的父亲（母亲）不是户主而另有其人的子女，填继子女、养子女（27、37）。登记库记载有误的，先更正再办本件：父母办“父母信息补录更正”，出生日期办“出生日期更正”，婚姻已终止的办“非主项变更”（婚姻状况），其后又与他人结婚的填“再婚”（22）。", "Relations declared are not what the register knows of spouses, parents, children or ages: mend what is listed; behind = stands the relation that the register knows, behind ≠ the one that cannot be; a child whose page names another father (mother) than the head is 27 or 37 (by another marriage or by adoption). Where the register is wrong, have it put right first: a parent by “parents filled in or corrected”, a date of birth by its correction, a marriage that ended by a change of the marital status, where “remarried” (22) says that another followed."),
		GRelationsApart: none(FRelationsApart, "Norm 15, 16", "户主不变的户，本件不改成员与户主关系：所填与登记不同（“=”后是登记的关系），请删去或者改为登记的关系。要另定户主或者改关系的，另办“变更户主”；随户主分出的，填入分出的成员。", "This case changes nobody's relation in a household whose head stays: what is declared differs from what stands there (behind =). Strike it out or write what stands; for another head or relation use “change of the head of a household”, and whoever goes along with those who split off is declared among them."),
		GRelationsSeen:  flag(InRelationsSeen, true, "Norm 16", "须与成员逐一核对与户主关系后确认。", "Go through the relations with the members, then confirm them."),
		GRelationsStand: flag(FRelationsUnseen, false, "Norm 16", "与户主关系（或者迁入的户、住址）在与成员核对之后改过：请退回核实，由经办民警与成员重新逐一核对、确认后再决定。", "The relations, or the household or address they hold for, were changed after the members confirmed them: return the case, so that whoever verifies goes through them again and confirms them; then decide."),
		GRelationsAgain: {Reads: []Field{FRelationsUnseen, InRelationsSeen}, Met: func(x Facts) bool { return !x.Bool(FRelationsUnseen) || x.Bool(InRelationsSeen) }, Basis: "Norm 16",
			Unmet: Word{Zh: "与户主关系（或者迁入的户、住址）在与成员核对之后改过：请重新逐一核对，并在本步骤确认。", En: "The relations, or the household or address they hold for, were changed after the members confirmed them: go through them again and confirm them with this step."}},
		GConsentsAgain: {Reads: []Field{FConsentsFell, FConsentsLacking}, Met: func(x Facts) bool { return !x.Bool(FConsentsFell) || len(x.List(FConsentsLacking)) == 0 }, Basis: "Norm 16; " + ruleConsent,
			Unmet: Word{Zh: "成员同意的内容改过，原记的同意已失效，以下成年人的同意尚未重新记明：请听取其意见，同意的记入“同意人”；不同意的，改回其同意的内容，或者按有争议处理（中止、撤回）。", En: "What the members agreed to was changed, so the consents fell, and those of these adults are not noted again: hear them and note those who agree; where one does not, write what they agreed to, or it is a dispute (suspend the case, or withdraw it)."}},
		GConsentsNoted: none(FConsentsLacking, ruleConsent, "以下成年人的同意尚未记明：请听取其意见，同意的记入“同意人”；不同意的，按有争议处理。登记有监护人的成年人由监护人同意，所列即为监护人；所列为其本人的，没有能够履职的监护人，先办监护人变更。", "The consent of these adults is not noted (for one entered with a guardian, the guardian is listed and agrees; where that adult is listed, no guardian who can act stands, and one is entered first): hear them, and note those who agree; where one does not, it is a dispute."),
		GHeadFit: {Reads: []Field{FHeadGround, FactHeadCapable}, Basis: "Norm 16", Met: func(x Facts) bool {
			g := x.Text(FHeadGround)
			return g == "none" || g == "minors_alone" || g == "adult" && x.Bool(FactHeadCapable)
		}, Unmet: Word{Zh: "户主须为具有完全民事行为能力的成年人，登记有监护人的成年人不任户主：请另选户主，或者核实后填明其行为能力；户内没有这样的成年人的除外。", En: "The head must be of age and have full capacity, which an adult entered with a guardian has not: choose another, or verify and declare the capacity; a household where nobody has it is excepted."}},
		GAddressFree: {Reads: []Field{FAddressTaken, FactOwnRight}, Met: func(x Facts) bool { return !x.Bool(FAddressTaken) || x.Bool(FactOwnRight) }, Basis: "Norm 14",
			Unmet: Word{Zh: "该址已有户：同一房屋权利下不另立户，请并入该户；房屋权利各自独立的，请填明并收取证明。", En: "A household stands at this address: under one house right there is one household, so join it; where the right is another, declare that and take the proof in."}},
		GOnePlace: {Reads: []Field{FactHousehold, FactNewAddress}, Met: func(x Facts) bool { return x.Has(FactHousehold) != x.Has(FactNewAddress) }, Basis: "Reg. 6",
			Unmet: Word{Zh: "请在迁入的户和新住址中填写一项，且只填一项。", En: "Give the household to join or the new address: one of the two, not both."}},
		GWithinCounty: {Reads: []Field{FMoveScope}, Met: func(x Facts) bool { return x.Text(FMoveScope) == "county" }, Basis: "Norm 39",
			Unmet: Word{Zh: "本业务只办理同一县（区）内两所之间的迁移：同所的办理所内移居，跨县的按跨县迁移办理。", En: "This business moves people between two stations of one county: within a station use the move within it; beyond the county, the move that reaches so far."}},
		GFamilyHousehold: flag(FFamilyHousehold, true, "Norm 15", "当事人不在家庭户内：集体户的户主由单位指定，不办理本业务。", "The person stands in no family household: a collective household's head is named by its body."),
		GAddressGiven: {Reads: []Field{FactNewAddress}, Met: func(x Facts) bool { return x.Has(FactNewAddress) }, Basis: "Norm 14",
			Unmet: Word{Zh: "请填写立户的住址。", En: "Give the address of the household."}},
	}
}

// EffRelationsSeen keeps which relations were gone through with the members, where the
// step says that they were.
const EffRelationsSeen Effect = "relations_seen"
