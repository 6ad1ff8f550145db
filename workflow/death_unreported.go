package workflow

import "slices"

// deathUnreported cancels, ex officio, the registration of somebody who is known to be
// dead and whom nobody reports (应销未销, Norm 31): the kin are told, public notice is
// given, and whoever shows that the person lives stops it. No timer cancels.
func deathUnreported() *Definition {
	own := []State{ExOfficio, Told, PublicNotice, Objection}
	d := death()
	steps := Process(d.Steps).Without(SkipCheck, Lodge).Also([]State{ExOfficio, Objection}, AssignCheck).Also(own, verbEvents...).returning(own...).
		WithoutFrom(Verifying, ReportCheck).
		Plus(exOfficio(EffTellKin, GSubjectAlive, GSubjectRegistered, GDayNotAhead)...).reachedFrom(Draft)
	limits := coreLimitsByState()
	limits[ExOfficio], limits[Told], limits[PublicNotice], limits[Objection] = LimitStation, LimitTold, LimitPublicNotice, LimitStationVisit
	for _, s := range []State{Lodged, Correcting, Accepted} {
		delete(limits, s)
	}
	d.Business, d.Names, d.Steps, d.Limits, d.Profile, d.Escalators = DeathUnreported, Word{Zh: "应销未销死亡注销", En: "Death that nobody reports"}, steps, limits, P2, nil
	d.Ends = slices.DeleteFunc(coreEnds(), func(s State) bool { return s == NotAccepted })
	d.Facts = []FactRule{{Field: FactEventDate, Required: true}, {Field: FactDeathCause, Required: true}, {Field: FactDeathProof, Required: true}, {Field: FactDeathPlace},
		{Field: FactApplicantRelation, Required: true}, {Field: FactDoubt}}
	d.Materials = []MaterialRule{{Kind: MatDeathProof, Shared: true, Basis: "Norm 31"}, {Kind: MatVisitRecord, Basis: "Norm 9, 31"}}
	d.Citizen, d.Basis = nil, []Basis{"Reg. 8", "Norm 31, 34", "行政许可法 36, 38"}
	return d
}
