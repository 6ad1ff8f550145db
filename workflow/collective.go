package workflow

import "slices"

// The businesses of collective households (Norm 14, 15, 18).
const (
	CollectiveCreate Business = "collective_create"
	CollectiveAdmin  Business = "collective_admin"
)

// collectives lists the businesses of collective households.
func collectives() []*Definition { return []*Definition{collectiveCreate(), collectiveAdmin()} }

// kept is what they share: a station's check and no decision on the spot; nobody's own
// entry changes, so that nobody is held.
func kept(b Business, zh, en string, level Level, do Effect, guards ...GuardID) *Definition {
	steps := Core().Without(SkipCheck).change(Accept, func(s *Step) { s.If = without(s.If, GNoConflict) }).Holding(guards...).Doing(EffectIt, do)
	return &Definition{Business: b, Edition: changesEdition, Names: Word{Zh: zh, En: en}, Initial: Draft, Ends: coreEnds(),
		Steps: steps, Limits: coreLimitsByState(), Profile: level, Subject: Affected, NoLock: true}
}

// collectiveCreate opens a body's collective household: the county approves it on the
// body's certificate, the body names its head and, with a term, the helper who looks after
// it (Norm 15, 18). The booklet is issued, and the ends of certificate and term and the
// yearly review stand as tasks.
func collectiveCreate() *Definition {
	d := kept(CollectiveCreate, "集体户立户", "Setting up a collective household", P2, EffCollective, GSubjectAlive, GSubjectRegistered, GAddressGiven, GUnitPapersGood, GUnitNotHoused, GCollectiveHead, GHelperFit)
	d.Facts = []FactRule{{Field: FactUnitName, Required: true}, {Field: FactCreditCode, Required: true}, {Field: FactUnitCert, Required: true}, {Field: FactUnitCertUntil}, {Field: FactUnitOwner},
		{Field: FactCollectiveKind, Required: true}, {Field: FactNewAddress, Required: true}, {Field: FactPerson, Required: true}, {Field: FactPersonCard}, {Field: FactHeadCapable},
		{Field: FactHelper, Required: true}, {Field: FactHelperCard}, {Field: FactHelperUntil, Required: true}, {Field: FactApplicantName, Required: true}, {Field: FactDoubt}}
	d.Materials = []MaterialRule{{Kind: MatUnitPapers, Shared: true, Basis: "Norm 18"}, {Kind: MatHouseRight, Shared: true, Basis: "Norm 14, 18"}, {Kind: MatUnitNaming, Basis: "Norm 15"}}
	d.Basis = []Basis{"Norm 14, 15, 18"}
	return d
}

// collectiveAdmin looks after a collective household: helper and head change, the
// certificate is renewed, the year's review is entered, the booklet is reissued; the county
// decides where the body is suspended or its household closed (Norm 15, 18).
func collectiveAdmin() *Definition {
	d := kept(CollectiveAdmin, "集体户管理", "Care of a collective household", P1, EffCollectiveCare, GCollectiveHere, GCareHelper, GCareHead, GCarePapers, GCareUnit, GCareStands, GCareEmpty)
	d.Steps = Process(d.Steps).change(Approve, func(s *Step) { s.Basis = append(slices.Clone(s.Basis), "Norm 15, 18") })
	d.Facts = []FactRule{{Field: FactHousehold, Required: true}, {Field: FactCare, Required: true}, {Field: FactHelper, Required: true, When: GCareIsHelper}, {Field: FactHelperCard}, {Field: FactHelperUntil, Required: true, When: GCareIsHelper},
		{Field: FactPerson, Required: true, When: GCareIsHead}, {Field: FactPersonCard}, {Field: FactHeadCapable}, {Field: FactUnitCert, Required: true, When: GCareIsPapers}, {Field: FactUnitCertUntil},
		{Field: FactCareFound, Required: true, When: GCareIsJudged}, {Field: FactApplicantName, Required: true}, {Field: FactDoubt}}
	d.Materials = []MaterialRule{{Kind: MatUnitNaming, When: GCareIsNaming, Basis: "Norm 15"}, {Kind: MatUnitPapers, When: GCareIsPapers, Shared: true, Basis: "Norm 18"}}
	d.Escalators = []Escalator{{When: GCareEnds, To: P2, Basis: "Norm 18"}, {When: GDoubtNoted, To: P2, Basis: "Norm 9"}}
	d.Basis = []Basis{"Norm 14, 15, 18"}
	return d
}
