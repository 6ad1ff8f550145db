package workflow

import "slices"

// moveOutOfRegion moves people out to another province (Norm 41, 43, 47; Reg. 10): on its
// permit, which students do not need, the station of their entry writes one certificate
// for all who go. They are in transit, and this station answers for them, until the other
// province says that they landed; each lands, or comes back, by themselves.
func moveOutOfRegion() *Definition {
	d := alteration(MoveOutOfRegion, "迁往外省", "Move out to another province", P1, nil, GRelationsRight, GConsentsNoted)
	after := []State{InTransit, CertLost, CertExpired, LandedAway, ReturnedHome}
	d.Steps = Process(d.Steps).Without(EffectIt, Deliver).Requiring(Lodge, GHeadOrOneself).Requiring(Accept, GPermitGood).
		change(Approve, func(s *Step) { s.Needs, s.If = []Field{InOriginChecked}, with(s.If, GOriginChecked) }).
		change(Refuse, func(s *Step) {
			s.Needs, s.If = append(slices.Clone(s.Needs), InMoveObjection), with(s.If, GMoveObjection)
		}).
		change(FinishTask, func(s *Step) { s.From = after }).change(SecondLook, func(s *Step) { s.From = after }).
		Plus(moverDies()).
		Also(travelling(), HandOver, Delegate, DelegateDone, AskOpinion, GiveOpinion, AskCountersign, Countersign, WithdrawAsk, Urge, Supervise, Designate).
		Plus(travel()...)
	d.Ends = []State{NotAccepted, Refused, Withdrawn, Terminated, LandedAway, ReturnedHome}
	d.Stops = transitStops
	delete(d.Limits, Effected)
	d.Limits[InTransit], d.Limits[CertLost], d.Limits[CertExpired] = LimitMoveCert, LimitReissue, LimitReissue
	d.Facts = asking(FactRule{Field: FactRelations, Required: true}, FactRule{Field: FactMoveCause, Required: true}, FactRule{Field: FactDestination, Required: true},
		FactRule{Field: FactPermitNo, Required: true, When: GPermitNeeded}, FactRule{Field: FactPermitBy, Required: true, When: GPermitNeeded},
		FactRule{Field: FactPermitOn, Required: true, When: GPermitNeeded}, FactRule{Field: FactPermitUntil, When: GPermitNeeded}, FactRule{Field: FactConsents})
	d.Materials = []MaterialRule{{Kind: MatHouseholdBook, Shared: true, Basis: "Norm 12"}, {Kind: MatPermit, When: GPermitNeeded, Shared: true, Basis: "Norm 43"},
		{Kind: MatStudies, When: GCauseStudy, Shared: true, Basis: "Norm 41"}, {Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}}
	d.Basis = []Basis{"Reg. 10, 13", "Norm 12, 41, 43, 45, 47", ruleConsent}
	return d
}

// travelling are the states between leaving and landing.
func travelling() []State { return []State{InTransit, CertLost, CertExpired} }

// travel is the way from the decision to landing or home. Time alone lands nobody and
// brings nobody back: an expired certificate is a person's to settle.
func travel() Process {
	lost := []State{CertLost, CertExpired}
	landed := Step{From: travelling(), On: LandNotice, To: []State{LandedAway}, By: []By{ownClerk}, Hand: Makes, Needs: []Field{InDocument, InOnBehalf}, May: []Field{InTravellers},
		If: with(working, GTravellers, GAllArrived), Do: []Effect{EffGone, EffUnlock}, Basis: []Basis{"Norm 43, 45"}}
	home := Step{From: travelling(), On: Restored, To: []State{ReturnedHome}, By: []By{ownCountyLead}, Propose: []By{ownClerk}, Hand: Checks, Needs: []Field{InReason}, May: []Field{InTravellers, InHomeAt},
		If: with(judging, GTravellers, GAllArrived), Do: []Effect{EffHome, EffUnlock}, Basis: []Basis{"Norm 47"}}
	return Process{
		{From: []State{Approved}, On: MoveOut, To: []State{InTransit}, By: []By{bySystem}, If: []GuardID{GSubjectRegistered, GSubjectAlive, GSubjectUnchanged, GRelationsRight},
			Do: []Effect{EffDepart}, Basis: []Basis{"Reg. 10", "Norm 41, 43"}},
		landed, landed.some(LandNotice), home, home.some(RestoreSome),
		{From: []State{InTransit}, On: LoseCert, To: []State{CertLost}, By: []By{ownClerk}, Hand: Makes, Needs: []Field{InReason}, May: []Field{InDocument}, If: working, Basis: []Basis{"Norm 47"}},
		{From: []State{InTransit}, On: CertRunsOut, To: []State{CertExpired}, By: []By{bySystem}, After: LimitMoveCert, Do: []Effect{EffAlertHead}, Basis: []Basis{"Norm 47"}},
		{From: lost, On: ReissueCert, To: []State{InTransit}, By: []By{ownCountyLead}, Propose: []By{ownClerk}, Hand: Checks, Needs: []Field{InReason}, If: judging, Do: []Effect{EffReissue}, Basis: []Basis{"Norm 47"}},
		{From: travelling(), On: CloseMoot, To: []State{Terminated}, By: []By{bySystem}, If: []GuardID{GNobodyOnWay}, Do: []Effect{EffUnlock}, Basis: []Basis{"Norm 32"}},
	}
}

// some is the same step, as the event, for part of those on a certificate: the others go on.
func (s Step) some(on Event) Step {
	s.On, s.To, s.If, s.Do = on, nil, with(without(s.If, GAllArrived), GSomeTravel), s.Do[:1]
	return s
}
