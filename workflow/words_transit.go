package workflow

import "hukou/workflow/calendar"

// The moves between provinces (domain 3.4).
const (
	MoveOutOfRegion  Business = "move_out_of_region"
	MoveAcrossRegion Business = "move_across_region"
)

// The states of a move between provinces.
const (
	CertLost     State = "certificate_lost"
	CertExpired  State = "certificate_expired"
	LandedAway   State = "landed_elsewhere"
	ReturnedHome State = "returned_home"
)

var transitStates = map[State]Word{
	CertLost:    {Zh: "迁移证遗失", En: "Certificate lost", Means: "Not landed; the place of origin answers for those on it until it is reissued or they are restored."},
	CertExpired: {Zh: "迁移证过期", En: "Certificate expired", Means: "Not landed; the place of origin answers for those on it until it is reissued or they are restored."},
	LandedAway:  {Zh: "已在外省落户", En: "Landed in another province"}, ReturnedHome: {Zh: "已恢复原户口", En: "Restored where they were"},
}

// transitStops are those of a move between provinces: while the other one is waited for.
var transitStops = map[State]calendar.StopReason{InTransit: calendar.StopPeer, PermitIssued: calendar.StopPeer, CertReturned: calendar.StopPeer}

// The events of a move between provinces.
const (
	LandNotice  Event = "landed_notice"
	LoseCert    Event = "certificate_lost"
	CertRunsOut Event = "certificate_expired"
	ReissueCert Event = "reissue_certificate"
	RestoreSome Event = "restored_in_part"
)

var transitEvents = map[Event]Word{
	LandNotice: {Zh: "登记落户回执", En: "Enter the notice of landing"}, LoseCert: {Zh: "登记迁移证遗失", En: "Enter the loss of the certificate"},
	CertRunsOut: {Zh: "迁移证到期", En: "The certificate expires"}, ReissueCert: {Zh: "补（换）发迁移证", En: "Reissue the certificate"},
	RestoreSome: {Zh: "恢复其中部分人员户口", En: "Restore some of them"},
}

// What is declared about the permit of the other province and where people go.
const (
	FactPermitNo    Field = "permit_number"
	FactPermitBy    Field = "permit_issuer"
	FactPermitOn    Field = "permit_issued_on"
	FactPermitUntil Field = "permit_valid_until"
	FactDestination Field = "destination_address"
)

// What an officer writes on those who travel on one certificate.
const (
	// InTravellers are the persons concerned, by name or id; empty means all in transit.
	InTravellers Field = "travellers"
	// InHomeAt is the household for those whose own does not stand any more.
	InHomeAt Field = "household_to_return_to"
)

// What the register finds out about a move between provinces.
const (
	// FPermitGood is true when number, issuer and day of the permit are declared and its
	// days are not over: those declared, or LimitPermit from its issue.
	FPermitGood Field = "permit_good"
	// FStillTravelling lists who would be in transit on this certificate after the step:
	// all who are, but those named in the input, or nobody where none is named.
	FStillTravelling Field = "still_in_transit"
	// FOnTheWay lists all who are in transit on this certificate now.
	FOnTheWay Field = "in_transit_now"
	// FTravellersUnfit lists those named in the input who are not in transit on it.
	FTravellersUnfit Field = "travellers_not_in_transit"
)

func transitFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactPermitNo: form("户口准迁证编号", "Number of the permit to move", KindText, "B"), FactPermitBy: form("准迁证签发机关", "Body that issued the permit", KindText, "A"),
		FactPermitOn: form("准迁证签发日期", "Permit issued on", KindDate, "B"), FactPermitUntil: form("准迁证有效期至", "Permit valid until", KindDate, "B"),
		FactDestination:  form("迁往地址（省、市、县、街道）", "Where they move to: province, prefecture, county, street", KindText, "B"),
		InTravellers:     input("所涉人员姓名（每行一人；不填为全部在途人员）", "Names of those concerned, one a line (empty: all in transit)", KindList, "B"),
		InHomeAt:         input("恢复到的户（原户已不存在时填）", "Household to return to (where their own stands no more)", KindHouse, "B"),
		FPermitGood:      computed("准迁证有效", "The permit is good", KindBool),
		FStillTravelling: computed("仍在途的人员", "Who stays in transit", KindList).by(InTravellers),
		FOnTheWay:        computed("在途人员", "Who is in transit", KindList),
		FTravellersUnfit: computed("不在本证在途人员中的人员", "Persons not in transit on this certificate", KindList).by(InTravellers),
	}
}

// The guards of a move between provinces.
const (
	GPermitNeeded GuardID = "permit_needed"
	GPermitGood   GuardID = "permit_good_or_exempt"
	GAllArrived   GuardID = "nobody_left_in_transit"
	GSomeTravel   GuardID = "somebody_left_in_transit"
	GTravellers   GuardID = "travellers_in_transit"
	GNobodyOnWay  GuardID = "nobody_in_transit"
)

func transitGuards() map[GuardID]Guard {
	free := func(x Facts) bool { c := x.Text(FactMoveCause); return c == "study" || c == "study_end" }
	return map[GuardID]Guard{
		GPermitNeeded: {Reads: []Field{FactMoveCause}, Met: func(x Facts) bool { return !free(x) }, Basis: "Norm 41", Unmet: Word{Zh: "录取、毕业、退学的学生免办准迁证。", En: "Students need no permit."}},
		GPermitGood: {Reads: []Field{FactMoveCause, FPermitGood}, Met: func(x Facts) bool { return free(x) || x.Bool(FPermitGood) }, Basis: "Norm 41, 43",
			Unmet: Word{Zh: "准迁证的编号、签发机关、签发日期没有填全，或者已过有效期：请补全；过期的，由申请人向签发机关换发后再办。", En: "Number, issuer or day of the permit is lacking, or its days are over: complete them; one that has expired is renewed by its issuer first."}},
		GAllArrived:  none(FStillTravelling, "Norm 43, 47", "同一迁移证上还有人员在途：所填人员之外的人仍未落户。", "Somebody else on the certificate is still in transit."),
		GSomeTravel:  some(FStillTravelling, "Norm 43, 47", "同一迁移证上没有其他人员在途。", "Nobody else on the certificate is in transit."),
		GNobodyOnWay: none(FOnTheWay, "Norm 32, 43", "迁移证上还有人员在途，不能终止。", "Somebody on the certificate is in transit; the case cannot end."),
		GTravellers:  none(FTravellersUnfit, "Norm 43, 47", "所填人员中有人不在本证的在途人员之内，请从在途人员中选择。", "Somebody named is not in transit on this certificate; choose among those who are."),
	}
}

// The limits of permits and certificates.
const (
	LimitPermit   Limit = "permit"
	LimitMoveCert Limit = "move_certificate"
	LimitReissue  Limit = "reissue"
)

func transitLimits() map[Limit]LimitRule {
	return map[Limit]LimitRule{
		LimitPermit:   {Word{Zh: "准迁证有效期", En: "A permit is good for"}, days(40, calendar.UnitDay), rulePeriods},
		LimitMoveCert: {Word{Zh: "迁移证有效期", En: "A certificate is good for"}, days(30, calendar.UnitDay), rulePeriods},
		LimitReissue:  {Word{Zh: "补发证件或者恢复户口", En: "Reissue, or restore"}, days(20, calendar.UnitWorkday), "Norm 47"},
	}
}

// MatPermit is the permit of the province that takes them in, MatMoveCert the certificate
// of the one that they leave.
const (
	MatPermit   MaterialKind = "permit_to_move"
	MatMoveCert MaterialKind = "move_certificate"
)

func transitMaterials() map[MaterialKind]MaterialWord {
	return map[MaterialKind]MaterialWord{MatPermit: {Word{Zh: "户口准迁证", En: "Permit to move"}, "B"}, MatMoveCert: {Word{Zh: "户口迁移证", En: "Certificate of the move"}, "B"}}
}

// The effects of a move between provinces.
const (
	// EffDepart takes everybody declared out of the household, in transit until they land
	// or come back, and writes the certificate with its number and last day.
	EffDepart Effect = "depart_on_certificate"
	// EffReissue writes another certificate for those still in transit; the one before is
	// void.
	EffReissue Effect = "reissue_certificate"
	// EffGone ends the registration of those who landed in another province. Number and
	// person stay theirs.
	EffGone Effect = "landed_elsewhere"
	// EffHome puts those in transit back where they were: in their household, opened
	// again where all had left it; where it stands no more, in the one named.
	EffHome Effect = "return_home"
)

var transitEffects = map[Effect]Word{
	EffDepart: {Zh: "登记迁出、签发迁移证", En: "register the move out and write the certificate"}, EffReissue: {Zh: "原迁移证作废并补发", En: "void the certificate and write another"},
	EffGone: {Zh: "登记已在外省落户", En: "enter that they landed elsewhere"}, EffHome: {Zh: "恢复原户口", En: "restore where they were"},
}
