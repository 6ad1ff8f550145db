package workflow

import "slices"

// publicHousehold moves people whose home was sold, and who do not move their entry
// themselves, into the community's collective household (Norm 46): the new owner asks, or
// they do. Whom the owner wants out is told first, has time to go elsewhere, and is heard
// (行政许可法 36); nobody is moved who has nowhere to live.
func publicHousehold() *Definition {
	d := alteration(PublicHousehold, "迁至社区集体户", "Move to the community's collective household", P2, []Effect{EffJoin}, GRelationsRight, GHouseholdHere, GCommunityHousehold)
	d.Steps = Process(d.Steps).Without(SkipCheck).Requiring(AssignCheck, GOwnRequest).
		change(ReportCheck, func(s *Step) {
			s.Needs, s.Do = append(slices.Clone(s.Needs), InHasHome, InHome), append(slices.Clone(s.Do), EffKeepHome)
		}).
		change(Approve, func(s *Step) {
			s.May, s.If = append(slices.Clone(s.May), InObjectionAnswer), with(s.If, GNotHomeless, GObjectionHeard)
		}).
		Also([]State{Told, Objection}, verbEvents...).Plus(leaveTold()...)
	d.Stops = endingStops
	d.Limits[Told], d.Limits[Objection] = LimitLeave, LimitStationVisit
	d.Facts = []FactRule{{Field: FactPerson, Required: true}, {Field: FactRelations, Required: true}, {Field: FactHousehold, Required: true}, {Field: FactWhoAsks, Required: true},
		{Field: FactApplicantName, Required: true}, {Field: FactDoubt}}
	d.Materials = []MaterialRule{{Kind: MatHouseRight, Shared: true, Basis: "Norm 46"}, {Kind: MatHouseholdBook, Shared: true, Optional: true, Basis: "Norm 12"},
		{Kind: MatIdentity, Shared: true, Optional: true, Basis: "Norm 12"}}
	d.Basis = []Basis{"Reg. 6", "Norm 15, 46", "行政许可法 36, 38"}
	return d
}

// leaveTold is the road of those whom somebody else wants out: told, given time, heard.
// Time alone moves nobody; a person verifies and the county decides.
func leaveTold() Process {
	told := []Basis{"Norm 46", "行政许可法 36"}
	return Process{
		{From: []State{Accepted}, On: Tell, To: []State{Told}, By: []By{ownClerk, ownCommunity}, Hand: Makes, Needs: []Field{InHeard, InDocument, InMethod}, If: with(working, GOwnersRequest),
			Do: []Effect{EffTellLeave}, Basis: told},
		{From: []State{Told}, On: AssignCheck, To: []State{Verifying}, By: []By{ownClerk, ownHead}, May: []Field{InReason, InOfficer}, If: []GuardID{GLeaveOver}, Basis: told},
		{From: []State{Told, Verifying, StationReview, CountyReview, CityReview}, On: Object, To: []State{Objection}, By: []By{ownClerk}, Needs: []Field{InReason}, May: []Field{InDocument, InOnBehalf}, Basis: told},
		{From: []State{Objection}, On: AssignCheck, To: []State{Verifying}, By: []By{ownClerk, ownHead}, May: []Field{InReason, InOfficer}, Basis: told},
	}
}
