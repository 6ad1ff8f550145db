package workflow

// deathUnreported cancels, ex officio, the registration of somebody who is known to be
// dead and whom nobody reports (应销未销, Norm 31): the kin are told, public notice is
// given, and whoever shows that the person lives stops it: what is objected the head
// answers, not whoever holds the person for dead, and the person's own objection after they
// were met, which ends the case where they are the one. No timer cancels.
func deathUnreported() *Definition {
	d := death()
	d.Business, d.Names, d.Profile, d.Escalators = DeathUnreported, Word{Zh: "应销未销死亡注销", En: "Death that nobody reports"}, P2, nil
	d.Steps = ownRoad(Process(d.Steps).actsUnasked(), EffTellKin, GSubjectAlive, GSubjectRegistered, GDayNotAhead, GActsExplained).
		change(OpenExOfficio, func(s *Step) { s.May = append(s.May, InReason) }).
		change(AnswerObjection, func(s *Step) { s.By, s.Hand, s.If = []By{ownHead}, "", with(without(s.If, GPersonMet), GNotAlive) }).
		change(Tell, func(s *Step) { s.If = with(without(s.If, GPersonMet), GNotAlive) })
	d.Limits, d.Stops, d.Ends = ownRoadLimits(), noticeStops, ownRoadEnds()
	d.Facts = []FactRule{{Field: FactDeceased, Required: true}, {Field: FactEventDate, Required: true}, {Field: FactDeathCause, Required: true}, {Field: FactDeathProof, Required: true}, {Field: FactDeathPlace},
		{Field: FactApplicantRelation, Required: true}, {Field: FactDoubt}}
	d.Materials = []MaterialRule{{Kind: MatDeathProof, Shared: true, Basis: "Norm 31"}, {Kind: MatVisitRecord, Basis: "Norm 9, 31"}}
	d.Citizen, d.Basis = nil, []Basis{"Reg. 8", "Norm 31, 34", "行政许可法 36, 38"}
	return d
}
