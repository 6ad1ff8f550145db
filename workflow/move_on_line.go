package workflow

import "slices"

// moveInPrefecture moves people between two counties of one prefecture, and moveInRegion
// between two prefectures of the region (Norm 39, 42, 44). The station of arrival takes
// the request in and decides; then the station of the present entry answers, and with its
// yes both stations' events are one transaction. No certificate is carried.
func moveInPrefecture() *Definition {
	return onLine(MoveInPrefecture, "市内迁移", "Move within the prefecture", P1, GWithinPrefecture)
}

func moveInRegion() *Definition {
	return onLine(MoveInRegion, "区内跨市迁移", "Move between prefectures of the region", P2, GWithinRegion)
}

func onLine(b Business, zh, en string, level Level, within GuardID) *Definition {
	asked := []State{OriginPending, OriginCleared, Disputed}
	d := alteration(b, zh, en, level, []Effect{EffSetUp, EffJoin}, GOnePlace, within, GHouseholdHere, GAddressFree, GRelationsRight, GRelationsAgree, GHeadFit, GConsentsNoted)
	d.Steps = relationsSeen(elsewhere(d.Steps).Requiring(Lodge, GHeadOrOneself)).
		change(EffectIt, func(s *Step) { s.From, s.If = []State{OriginCleared}, with(s.If, GClearanceGood) }).
		Also(asked, verbEvents...).Plus(answering()...)
	d.Local, d.Stops = false, wardStops
	for s, l := range map[State]Limit{OriginPending: LimitOriginAnswer, OriginCleared: LimitClearance, Disputed: LimitDispute} {
		d.Limits[s] = l
	}
	d.Facts = asking(FactRule{Field: FactPersonCard}, FactRule{Field: FactMoveCause, Required: true}, FactRule{Field: FactHousehold}, FactRule{Field: FactNewAddress},
		FactRule{Field: FactRelations, Required: true}, FactRule{Field: FactHeadCapable}, FactRule{Field: FactConsents}, FactRule{Field: FactOwnRight})
	d.Materials = movePapers()
	d.Escalators = []Escalator{{When: GDoubtNoted, To: P2, Basis: "Norm 9"}}
	if level == P2 {
		d.Escalators = nil
	}
	d.Basis = []Basis{"Reg. 6, 10, 13", "Norm 12, 39, 42, 44, 45", ruleConsent, ruleOrigin}
	return d
}

// movePapers are what a move beyond the county rests on, by its cause (Norm 39, 44).
func movePapers() []MaterialRule {
	return []MaterialRule{{Kind: MatHouseholdBook, Shared: true, Basis: "Norm 12"}, {Kind: MatHouseRight, When: GCauseHome, Shared: true, Basis: "Norm 39"},
		{Kind: MatKinship, When: GCauseKin, Shared: true, Basis: "Norm 39"}, {Kind: MatEmployment, When: GCauseWork, Shared: true, Basis: "Norm 39"},
		{Kind: MatTalent, When: GCauseTalent, Shared: true, Basis: "Norm 39"}, {Kind: MatStudies, When: GCauseStudy, Shared: true, Basis: "Norm 41"},
		{Kind: MatArmyFamily, When: GCauseArmy, Basis: "Norm 39"}, {Kind: MatCare, When: GCauseCare, Shared: true, Basis: "Norm 26, 39"},
		{Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}}
}

// answering asks the station of the present entry as rosters do: it verifies who moves and
// that they wish it, and confirms or objects; the body above both rules on an objection.
// The entry follows the yes at once.
func answering() Process {
	p := slices.Concat(clearing(), ruling()).calling(map[State]State{RegisteredElsewhere: Approved, Excluded: Refused})
	return p.change(OriginConfirm, func(s *Step) {
		s.Needs, s.May, s.If = []Field{InOriginChecked}, []Field{InNote}, with(without(s.If, GKinTold), GOriginChecked)
	}).change(OriginObject, func(s *Step) {
		s.Needs, s.If = append(slices.Clone(reasoned), InMoveObjection, InDocument), with(without(s.If, GObjectionGround), GMoveObjection)
	})
}
