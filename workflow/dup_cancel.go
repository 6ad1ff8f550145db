package workflow

import "slices"

// dupCancel is the cancellation of one of two entries of one person (Reg. 6). Asked
// for by the person it is the core's, for entries that agree in all that the register knows of both alone;
// opened ex officio it tells the person, gives public notice and hears objections before
// anybody reviews it. No timer cancels. Where another station keeps one of the entries it
// is heard, and the lowest body above both decides.
func dupCancel() *Definition {
	own := []State{ExOfficio, Told, PublicNotice, Objection}
	// Comparison and visit come after acceptance, and stand when it is decided.
	steps := Core().Without(SkipCheck).Plus(deathNoted()).change(Accept, func(s *Step) { s.If = without(s.If, GMaterials) }).Requiring(Lodge, GOwnWish, GEntriesAgree, GTwoEntries, GRegisteredHere).Requiring(Accept, GRegisteredHere).Requiring(Approve, GRegisteredHere, GTwoEntries).
		change(Withdraw, func(s *Step) {
			if !slices.Contains(s.From, Draft) { // what was opened ends by a decision; a draft may be thrown away
				s.If = with(s.If, GOwnWish)
			}
		}).
		Requiring(ReportCheck, GOwnWish, GEntriesAgree).Also([]State{ExOfficio, Objection}, AssignCheck).Also(own, verbEvents...).returning(own...).
		change(Approve, func(s *Step) {
			s.Needs, s.If = []Field{InKeep, InReason}, with(s.If, GKeepsOne)
		}).
		change(Terminate, func(s *Step) { s.If = append(without(s.If, GNothingLeft), GObjectionUpheld) }).
		Doing(EffectIt, EffCancelPerson, EffVoidNumber).Plus(exOfficio(EffTellHolders, GTwoEntries, GNoConflict)...)
	for _, on := range []Event{ReportCheck, Approve} {
		steps = steps.Requiring(on, GOnePerson, GPeersHeard).change(on, func(s *Step) {
			s.May, s.Do = append(slices.Clone(s.May), InDifference), append(slices.Clone(s.Do), EffOnePerson)
		})
	}
	steps = steps.Doing(Lodge, EffTellStations).Doing(Approve, EffStationsSaid).Doing(Refuse, EffStationsSaid).
		change(OpenExOfficio, func(s *Step) { s.Do = append(slices.Clone(s.Do), EffTellStations) }).Plus(peerWord()).regionAtOdds()
	limits := coreLimitsByState()
	limits[ExOfficio], limits[Told], limits[PublicNotice], limits[Objection] = LimitStation, LimitTold, LimitPublicNotice, LimitStationVisit
	return &Definition{
		Business: DupCancel, Edition: "2021-10-01", Names: Word{Zh: "重复户口注销", En: "Cancellation of an entry in duplicate"}, Initial: Draft, Ends: coreEnds(),
		Steps: steps, Limits: limits, Stops: noticeStops, Profile: P2, Subject: Duplicate,
		Escalators: []Escalator{{When: GTwoCounties, To: P3, Basis: rulePeers}},
		Facts: []FactRule{{Field: FactFirstEntry, Required: true}, {Field: FactFirstNumber}, {Field: FactSecondEntry, Required: true}, {Field: FactSecondNumber},
			{Field: FactApplicantRelation, Required: true}, {Field: FactApplicantName}},
		Materials: []MaterialRule{{Kind: MatRegisterExtracts, Shared: true, Basis: "Reg. 6"}, {Kind: MatComparison, Basis: "Norm 9"}, {Kind: MatVisitRecord, Basis: "Norm 9"}},
		Basis:     []Basis{"Reg. 6", "Norm 3, 4, 9", "行政许可法 36, 38"},
	}
}

// peerWord is the answer of the station that keeps the other entry, while nothing is decided.
func peerWord() Step {
	undecided := []State{Lodged, Correcting, Accepted, Verifying, WaitingExternal, Supplementing, ExOfficio, Told, PublicNotice, Objection, StationReview, CountyReview, CityReview, Suspended}
	return Step{From: undecided, On: PeerWord, By: []By{originClerk, originHead}, Hand: Makes, Needs: []Field{InTask, InAgree, InFindings}, May: []Field{InDocument},
		If: with(working, GTaskMine), Do: []Effect{EffCompleteTask, EffSeatSuperior}, Basis: []Basis{"Reg. 6", rulePeers}}
}

// regionAtOdds lets the region decide instead of the prefecture that handles the case where
// the entries lie in two prefectures and the other station has not agreed.
func (p Process) regionAtOdds() Process {
	region := By{Region, Superior}
	var out Process
	for _, s := range p {
		if !slices.Contains(s.From, CityReview) || s.On != Approve && s.On != Refuse && s.On != Return {
			out = append(out, s)
			continue
		}
		if s.On == Return { // whoever has to decide may ask for more
			s.By = append(slices.Clone(s.By), region)
			out = append(out, s)
			continue
		}
		above := s
		s.If = with(s.If, GCityDecides)
		above.By, above.If = []By{region}, with(above.If, GRegionDecides)
		out = append(out, s, above)
	}
	return out
}

// ownRoad is a process as the station walks it by itself, with no applicant: opened ex
// officio, told, given public notice, heard. A draft may be withdrawn; what was opened
// ends by a decision alone, an objection upheld among them.
func ownRoad(p Process, tells Effect, rests ...GuardID) Process {
	own := []State{ExOfficio, Told, PublicNotice, Objection}
	p = p.Without(SkipCheck, Lodge).Also([]State{ExOfficio, Objection}, AssignCheck).Also(own, verbEvents...).returning(own...).WithoutFrom(Verifying, ReportCheck).
		change(Terminate, func(s *Step) { s.If = append(without(s.If, GNothingLeft), GObjectionUpheld) })
	p = slices.DeleteFunc(p, func(s Step) bool { return s.On == Withdraw && !slices.Contains(s.From, Draft) })
	// Nobody asked for it: whoever is taken off reads why, and what can be done against it.
	p = p.change(Approve, func(s *Step) { s.Needs, s.If = append(s.Needs, InReason, InFactsFound), with(s.If, GOwnAnswered) })
	return p.Plus(exOfficio(tells, rests...)...).reachedFrom(Draft)
}

// ownRoadLimits are the periods of such a case: nothing is lodged, and so nothing corrected.
func ownRoadLimits() map[State]Limit {
	limits := coreLimitsByState()
	limits[ExOfficio], limits[Told], limits[PublicNotice], limits[Objection] = LimitStation, LimitTold, LimitPublicNotice, LimitStationVisit
	for _, s := range []State{Lodged, Correcting, Accepted} {
		delete(limits, s)
	}
	return limits
}

// ownRoadEnds are the ends of such a case: it is never declined.
func ownRoadEnds() []State {
	return slices.DeleteFunc(coreEnds(), func(s State) bool { return s == NotAccepted })
}

// exOfficio is the station's own road: 依职权立案, 告知, 公示. What the case must rest on
// holds when it is opened; tells writes to whom it concerns. An objection goes back to
// verification, or the head terminates the case. One that changes nothing is answered, and
// the case goes on where the telling and the notice given so far have brought it; said
// again, it is answered and stops nothing, but for the person held for dead.
func exOfficio(tells Effect, rests ...GuardID) Process {
	notice := []Basis{"行政许可法 36", ruleNotice}
	return Process{
		{From: []State{Draft}, On: OpenExOfficio, To: []State{ExOfficio}, By: []By{ownClerk}, Hand: Makes, If: append(with(working, GFactsComplete, GExOfficio, GRegisteredHere), rests...),
			Do: []Effect{EffAcceptance}, Basis: []Basis{"Reg. 6"}},
		{From: []State{Verifying}, On: Tell, To: []State{Told}, By: []By{ownClerk, ownCommunity}, Hand: Makes, Needs: []Field{InHeard, InDocument, InMethod}, May: []Field{InPersonMet}, If: with(working, GExOfficio, GPersonMet),
			Do: []Effect{tells}, Basis: notice},
		{From: []State{Told}, On: PublishNotice, To: []State{PublicNotice}, By: []By{ownClerk}, Hand: Makes, Needs: []Field{InDocument}, If: working, Do: []Effect{EffPublicNotice}, Basis: notice},
		{From: []State{Told, PublicNotice, StationReview, CountyReview, CityReview}, On: Object, To: []State{Objection}, By: []By{ownClerk}, Needs: []Field{InObjector, InObjectorIs, InObjectedTo, InReason}, May: []Field{InDocument, InOnBehalf}, If: []GuardID{GObjectionNew}, Basis: notice},
		{From: []State{Told, PublicNotice, StationReview, CountyReview, CityReview}, On: RepeatObjection, By: []By{ownClerk}, Needs: []Field{InObjector, InObjectorIs, InObjectedTo, InReason, InDocument}, May: []Field{InOnBehalf},
			If: []GuardID{GObjectionRepeated}, Basis: notice},
		answered(PublicNotice, GNoticeGiven), answered(Told, GNoticeNotGiven),
		{From: []State{PublicNotice}, On: ReportCheck, To: []State{StationReview}, By: []By{ownCommunity, ownClerk}, Hand: Makes, Needs: []Field{InFindings, InHeard},
			If: with(working, GNoticeOver), Basis: []Basis{"Norm 9", "行政许可法 36"}},
	}
}

// answered leads on from an objection that changed nothing, with a written answer; whoever
// objected as the person of the case is met first.
func answered(to State, given GuardID) Step {
	return Step{From: []State{Objection, Verifying}, On: AnswerObjection, To: []State{to}, By: []By{ownClerk, ownCommunity}, Hand: Makes, Needs: []Field{InFindings, InDocument}, May: []Field{InPersonMet},
		If: with(working, GExOfficio, GObjectionOpen, GPersonMet, given), Basis: []Basis{"行政许可法 36", ruleNotice}}
}
