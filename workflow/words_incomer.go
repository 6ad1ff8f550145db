package workflow

// The states of a move in from another province.
const (
	PermitIssued  State = "permit_issued"
	PermitExpired State = "permit_expired"
	CertReceived  State = "certificate_received"
	CertReturned  State = "certificate_returned"
	OriginRefused State = "origin_refused"
)

var incomerStates = map[State]Word{
	PermitIssued:  {Zh: "已发准迁证，待迁移证", En: "Permit issued, awaiting the certificate"},
	PermitExpired: {Zh: "准迁证过期", En: "Permit expired", Means: "It is reissued, or the case is closed."},
	CertReceived:  {Zh: "已收迁移证，待落户", En: "Certificate received, to be entered"},
	CertReturned:  {Zh: "迁移证退回更正", En: "Certificate returned to be corrected", Means: "Its issuer answers for the person until it is right."},
	OriginRefused: {Zh: "迁出地不予迁出", En: "Refused by the place of origin", Means: "Decided there; the remedy lies against that body."},
}

// The events of a move in from another province.
const (
	IssuePermit   Event = "issue_permit"
	PermitRunsOut Event = "permit_expired"
	ReissuePermit Event = "reissue_permit"
	PresentCert   Event = "present_certificate"
	RejectCert    Event = "reject_certificate"
	OriginRefuses Event = "origin_refuses"
	DieOnTheWay   Event = "death_in_transit"
)

var incomerEvents = map[Event]Word{
	IssuePermit: {Zh: "签发准迁证", En: "Issue the permit", Means: "Students need none and go on to be entered."}, PermitRunsOut: {Zh: "准迁证到期", En: "The permit expires"},
	ReissuePermit: {Zh: "换发准迁证", En: "Reissue the permit"}, PresentCert: {Zh: "收迁移证", En: "Take the certificate in"}, RejectCert: {Zh: "退回迁移证更正", En: "Return the certificate"},
	OriginRefuses: {Zh: "登记迁出地不予迁出", En: "Enter the refusal of the place of origin"}, DieOnTheWay: {Zh: "迁移途中死亡，落户并注销", En: "Died on the way: enter and cancel"},
}

// What is declared about who comes from another province, beside name, sex, birth date
// and number. The certificate is declared by those alone who need no permit.
const (
	FactComesFrom       Field = "comes_from"
	FactEthnicityThere  Field = "ethnicity_there"
	FactMoveCertNo      Field = "move_certificate_number"
	FactMoveCertBy      Field = "move_certificate_issuer"
	FactMoveCertOn      Field = "move_certificate_issued_on"
	FactMoveCertUntil   Field = "move_certificate_valid_until"
	InMoveCertNo        Field = "presented_certificate_number"
	InMoveCertBy        Field = "presented_certificate_issuer"
	InMoveCertOn        Field = "presented_certificate_issued_on"
	InMoveCertUntil     Field = "presented_certificate_valid_until"
	InMoveCertAsWritten Field = "certificate_agrees"
)

// What the register finds out about them.
const (
	// FNumberFaults lists why the declared number cannot be entered: number_wrong,
	// birth_differs, sex_differs, and taken where it is void or of anybody whom the
	// register has; only who was taken off for moving away has it free, where the entry is
	// of the sex and birth date declared. Of whom is not told.
	FNumberFaults Field = "number_faults"
	// FNamedOtherwise is true when the entry that the person comes back to has another name
	// than the one declared.
	FNamedOtherwise Field = "named_otherwise_here"
	// FPlaceFaults lists what is wrong with the place: relation (none, or not one of
	// GB/T 4761, or that of the head), head_minor, head_capacity; no_head
	// where the household to join is a family's without a head.
	FPlaceFaults Field = "place_faults"
	// FMoveCertGood is true when number, issuer and day of the certificate are given, with
	// the step or declared, and it is presented within its days: those on it, or
	// LimitMoveCert from its issue. What was declared was presented on the day of lodging.
	FMoveCertGood Field = "certificate_good"
)

func incomerFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactComesFrom:      form("原户口所在地（省、市、县、派出所）", "Where the registration is: province, prefecture, county, station", KindText, "B"),
		FactEthnicityThere: form("民族（按原登记）", "Ethnicity as registered there", KindText, "B"),
		FactMoveCertNo:     form("户口迁移证编号", "Number of the certificate", KindText, "B"), FactMoveCertBy: form("迁移证签发机关", "Body that issued the certificate", KindText, "A"),
		FactMoveCertOn: form("迁移证签发日期", "Certificate issued on", KindDate, "B"), FactMoveCertUntil: form("迁移证有效期至", "Certificate valid until", KindDate, "B"),
		InMoveCertNo: input("户口迁移证编号", "Number of the certificate", KindText, "B"), InMoveCertBy: input("迁移证签发机关", "Body that issued the certificate", KindText, "A"),
		InMoveCertOn: input("迁移证签发日期", "Certificate issued on", KindDate, "B"), InMoveCertUntil: input("迁移证有效期至", "Certificate valid until", KindDate, "B"),
		InMoveCertAsWritten: input("迁移证的姓名、号码、性别、出生日期与申报一致", "The certificate has the name, number, sex and birth date declared", KindBool, "B"),
		FNumberFaults:       computed("公民身份号码的问题", "What stands against the number", KindList),
		FNamedOtherwise:     computed("本库原登记的姓名与申报不同", "The entry here has another name", KindBool),
		FPlaceFaults:        computed("落户位置的问题", "What is wrong with the place", KindList),
		FMoveCertGood:       computed("迁移证有效", "The certificate is good", KindBool).by(InMoveCertNo, InMoveCertBy, InMoveCertOn, InMoveCertUntil),
	}
}

// The guards of a move in from another province.
const (
	GPermitExempt GuardID = "permit_exempt"
	GNumberTheirs GuardID = "number_is_theirs"
	// GNamedOtherwise asks whoever comes back under another name for the proof of its change.
	GNamedOtherwise GuardID = "named_otherwise_here"
	GPlaced         GuardID = "place_in_household"
	GMoveCertGood   GuardID = "certificate_good"
	GMoveCertGiven  GuardID = "certificate_good_or_later"
	GMoveCertRight  GuardID = "certificate_agrees"
)

func incomerGuards() map[GuardID]Guard {
	certificate := Word{Zh: "迁移证的编号、签发机关、签发日期没有填全，或者已过有效期：请补全；过期或者遗失的，由签发机关换（补）发后再办。", En: "Number, issuer or day of the certificate is lacking, or its days are over: complete them; one expired or lost is reissued by its issuer first."}
	return map[GuardID]Guard{
		GPermitExempt:   coded(FactMoveCause, "Norm 41", "只有录取、毕业、退学的学生免办准迁证。", "Students alone need no permit.", "study", "study_end"),
		GNumberTheirs:   none(FNumberFaults, "Norm 4; Reg. 6", "公民身份号码不能登记：请与本人证件核对；号码已为他人所有或者本库另有登记的，先由户政查清重号、重户，再办理迁入；本库原登记因失去中国国籍注销的，办理恢复国籍落户，因出国（境）定居注销的，办理华侨回国定居落户，因其他原因（迁出除外）注销的，办理恢复户口。", "The number cannot be entered: compare it with the person's card; where it is another's, or the register has an entry, have that settled first. Whoever was taken off this register for losing the nationality goes by the registration after citizenship is regained, for settling abroad by the return of a Chinese citizen from abroad, and for anything else but moving away by the restoration of a registration."),
		GNamedOtherwise: flag(FNamedOtherwise, true, "Norm 4; Reg. 18", "本库没有原登记，或者原登记的姓名与申报一致。", "The register has no entry of the person, or one of the name declared."),
		GPlaced:         none(FPlaceFaults, "Norm 15, 16", "落户位置有误：并入已有户的，填写与户主关系代码（不得为户主）；该户暂无户主的，先办“变更户主”；新立户的，迁入人须成年并具有完全民事行为能力。", "The place is not right: who joins a household has a relation to its head, which is chosen first (“change of the head of a household”) where it has none; who sets one up is of age and has full capacity."),
		GMoveCertGood:   {Reads: []Field{FMoveCertGood}, Met: func(x Facts) bool { return x.Bool(FMoveCertGood) }, Basis: "Norm 43, 47", Unmet: certificate},
		GMoveCertGiven: {Reads: []Field{FactMoveCause, FMoveCertGood}, Basis: "Norm 41, 43", Unmet: certificate,
			Met: func(x Facts) bool {
				c := x.Text(FactMoveCause)
				return c != "study" && c != "study_end" || x.Bool(FMoveCertGood)
			}},
		GMoveCertRight: flag(InMoveCertAsWritten, true, "Norm 43", "迁移证所载与申报不一致的，退回签发机关更正，不得落户。", "Where the certificate says otherwise, return it to its issuer to be corrected; nobody is entered on it."),
	}
}

// The effects of a move in from another province.
const (
	// EffPermit writes the permit with its number and last day.
	EffPermit Effect = "issue_permit"
	// EffTakeCert keeps the certificate presented with the case.
	EffTakeCert Effect = "take_certificate"
	// EffReturnCert writes to the issuer what is wrong with its certificate.
	EffReturnCert Effect = "return_certificate"
	// EffTellRefused tells the applicant of the other body's refusal, and the remedy there.
	EffTellRefused Effect = "tell_origin_refused"
	// EffEnterIncomer enters the person with their number in the household, or in a new
	// one as its head, and sends the receipt to the place of origin. Whoever left this
	// register before stands in it again as the same person, a name of before kept among
	// the former ones.
	EffEnterIncomer Effect = "enter_incomer"
)

var incomerEffects = map[Effect]Word{
	EffPermit: {Zh: "出具准迁证", En: "write the permit"}, EffTakeCert: {Zh: "记录迁移证", En: "record the certificate"}, EffReturnCert: {Zh: "函告签发机关更正", En: "write to the issuer"},
	EffTellRefused: {Zh: "告知申请人及救济途径", En: "tell the applicant, with the remedy"}, EffEnterIncomer: {Zh: "登记迁入并回执迁出地", En: "enter the move in and send the receipt to the origin"},
}
