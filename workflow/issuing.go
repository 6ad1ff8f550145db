package workflow

import "slices"

// The businesses that give a paper out and leave the register as it is.
const (
	CertIssue      Business = "cert_issue"
	BookletReissue Business = "booklet_reissue"
	RegisterQuery  Business = "register_query"
)

// issues lists the businesses whose end is a numbered paper.
func issues() []*Definition { return []*Definition{certIssue(), bookletReissue(), registerQuery()} }

// issuing is what they share: the clerk sees who asks and decides on the spot (Norm 7–9;
// 公通字〔2016〕21号), and the entry that follows writes a numbered paper. Nobody is held by
// it: an open case on the person stands in no paper's way, since a paper says what the
// register holds on its day. Whoever is sealed or protected is on none.
func issuing(b Business, zh, en string, do []Effect, guards ...GuardID) *Definition {
	steps := Core().change(Accept, func(s *Step) { s.If = without(s.If, GNoConflict) }).
		Holding(append([]GuardID{GNotWithheld}, guards...)...).Doing(EffectIt, do...)
	return &Definition{Business: b, Edition: changesEdition, Names: Word{Zh: zh, En: en}, Initial: Draft, Ends: coreEnds(),
		Steps: steps, Limits: coreLimitsByState(), Profile: P0, Subject: Affected, NoLock: true, Escalators: doubtful()}
}

// certIssue gives out one of the nine certificates of a station (公通字〔2016〕21号), and no
// other: what an identity card or a household booklet shows is shown by that. The home
// station certifies its own register and a clean record; the station of the case, or of
// the place of the event, what it found out itself.
func certIssue() *Definition {
	d := issuing(CertIssue, "出具证明", "Issue of a certificate", []Effect{EffCertificate}, GOneOfNine, GCertAsker, GIssuedAtHome, GIssuedWhereItHappened,
		GItemChanged, GOwnItem, GStruckOff, GKinshipHeld, GBookShowsNot, GNoValidCard, GNoLabels)
	d.Steps = Process(d.Steps).change(SkipCheck, func(s *Step) {
		if s.To[0] == Approved {
			recordLooked(s)
		}
	}).change(Approve, recordLooked)
	d.Facts = []FactRule{{Field: FactCertKind, Required: true}, {Field: FactPerson, Required: true, When: GOnAnEntry}, {Field: FactPersonCard},
		{Field: FactCertItem, Required: true, When: GOfAnItem}, {Field: FactKin, Required: true, When: GOfKinship}, {Field: FactKinCard},
		{Field: FactHasCard, When: GOfIdentity}, {Field: FactEventStation, Required: true, When: GOfAnEvent}, {Field: FactReportNo, Required: true, When: GOfAnEvent},
		{Field: FactFoundOut, Required: true, When: GOfAnEvent}, {Field: FactCertLaw, Required: true, When: GByOtherLaw}, {Field: FactCertText, Required: true, When: GByOtherLaw},
		{Field: FactPaperFor, Required: true}, {Field: FactApplicantName, Required: true}, {Field: FactApplicantRelation, Required: true}, {Field: FactDoubt}}
	d.Materials = []MaterialRule{{Kind: MatIdentity, Basis: nineKinds}, {Kind: MatKinship, When: GAskedByKin, Shared: true, Basis: nineKinds},
		{Kind: MatAgentMandate, Optional: true, Basis: nineKinds}}
	d.Basis = []Basis{nineKinds, "Norm 9, 88, 94"}
	return d
}

// bookletReissue issues another household booklet where one was lost, damaged or is full
// (Norm 16): the head or an adult member asks, the number of the one before is void and the
// household has the next edition.
func bookletReissue() *Definition {
	d := issuing(BookletReissue, "居民户口簿补发换发", "Another household booklet", []Effect{EffBooklet}, GSubjectAlive, GSubjectRegistered, GRegisteredHere, GFamilyBook, GBookAsker)
	d.Local = true
	d.Facts = asking(FactRule{Field: FactBookGround, Required: true})
	d.Materials = []MaterialRule{{Kind: MatIdentity, Basis: "Norm 12, 16"}, {Kind: MatLossStatement, When: GBookLost, Basis: "Norm 16"}, {Kind: MatHouseholdBook, When: GBookThere, Basis: "Norm 16"},
		{Kind: MatAgentMandate, Optional: true, Basis: "Norm 16"}}
	d.Basis = []Basis{"Reg. 5", "Norm 12, 16, 18"}
	return d
}

// registerQuery answers the four queries that the Norm knows: of one's own history, of
// judicial and supervisory bodies with their papers, of how many bear a name, of kin and
// friends who agreed (Norm 89, 91–93). Every answer has a number and stands among the uses
// of the person's data; nothing goes out in bulk (Norm 88).
func registerQuery() *Definition {
	d := issuing(RegisterQuery, "户籍查询", "Query of the register", []Effect{EffAnswer}, GQueryLawful, GQueryOwnAsker, GQueryHere, GQueryPapers, GQueryConsent)
	d.Facts = []FactRule{{Field: FactQueryKind, Required: true}, {Field: FactPerson, Required: true, When: GQueryOfPerson}, {Field: FactPersonCard},
		{Field: FactQueryName, Required: true, When: GQueryNamesakes}, {Field: FactQueryBody, Required: true, When: GQueryAuthority}, {Field: FactQueryLetter, Required: true, When: GQueryAuthority},
		{Field: FactQueryConsent, When: GQuerySeek}, {Field: FactQueryContact, When: GQuerySeek},
		{Field: FactPaperFor, Required: true}, {Field: FactApplicantName, Required: true}, {Field: FactApplicantRelation, Required: true, When: GQueryOwn}, {Field: FactDoubt}}
	d.Materials = []MaterialRule{{Kind: MatIdentity, Basis: "Norm 89, 91, 93"}, {Kind: MatCaseDocument, When: GQueryAuthority, Basis: "Norm 89"}, {Kind: MatUnitLetter, When: GQueryAuthority, Basis: "Norm 89"}}
	d.Basis = []Basis{"Norm 88–94", "个人信息保护法 34, 45"}
	return d
}

// recordLooked has whoever decides say what the register of records answered, where a clean
// record is asked for.
func recordLooked(s *Step) {
	s.May = append(append([]Field{}, s.May...), InRecordNo, InRecordClean)
	s.If = with(s.If, GRecordClean)
	s.Do = append(append([]Effect{}, s.Do...), EffKeepRecord)
}

// GivesPaper tells that the entry of a case of the business writes a numbered paper.
func (d *Definition) GivesPaper() bool {
	for _, s := range d.Steps {
		for _, e := range s.Do {
			if slices.Contains(paperEffects, e) {
				return true
			}
		}
	}
	return false
}

// paperEffects write numbered papers.
var paperEffects = []Effect{EffCertificate, EffBooklet, EffAnswer, EffCollective, EffCollectiveCare}

func issueFields() map[Field]FieldRule {
	return merged(certificateFields(), bookletFields(), queryFields(), collectiveFields())
}

func issueGuards() map[GuardID]Guard {
	return merged(certificateGuards(), bookletGuards(), queryGuards(), collectiveGuards())
}

func issueEffects() map[Effect]Word {
	return merged(certificateEffects, bookletEffects, queryEffects, collectiveEffects)
}

func issueMaterials() map[MaterialKind]MaterialWord {
	return merged(bookletMaterials(), queryMaterials(), collectiveMaterials())
}
