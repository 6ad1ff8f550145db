package workflow

import "slices"

// wardBatch is the roster: a case that decides for no child. Its phases are counts
// of its lines; its own clock is only the day of a report.
func wardBatch() *Definition {
	return &Definition{
		Business: WardBatch, Edition: wardEdition, Names: Word{Zh: "集体户批量落户", En: "Enrolment in a collective household: the roster"},
		Initial: BDraft, Ends: []State{BClosed, BPartial, BCancelled}, Steps: slices.Concat(rostering(), pausing(), closing(), verbs([]State{BLodged, BCorrecting, BRunning, BSuspended})),
		Limits:  map[State]Limit{BDraft: LimitDraft, BLodged: LimitCorrectionNotice, BCorrecting: LimitCorrecting, BRunning: LimitBatch, BSuspended: LimitSuspension},
		Profile: P1, NoLock: true, Child: WardLine, Basis: wardLaw(),
		Facts:     []FactRule{{Field: FactInstitution, Required: true}, {Field: FactHousehold, Required: true}, {Field: FactImpactNo, Required: true}, {Field: FactApplicantName}},
		Materials: []MaterialRule{{Kind: MatUnitPapers, Shared: true, Basis: "Norm 18"}, {Kind: MatImpact, Optional: true, Basis: "个人信息保护法 55"}},
	}
}

var (
	asBatch   = map[State]State{Draft: BDraft, Lodged: BLodged, Correcting: BCorrecting, Accepted: BRunning, Suspended: BSuspended}
	unitReady = []GuardID{GUnitValid, GUnitPublic, GHouseholdOpen, GHeadNamed, GHelperNamed}
	roster    = []Basis{"Norm 27", ruleRoster}
)

// rostering writes, lodges and accepts the roster: the core's intake, at whose end
// each line's search is due.
func rostering() Process {
	taken := intake().Without(Decline).calling(asBatch).
		change(Lodge, func(s *Step) {
			s.By, s.If = []By{ownClerk}, with(unitReady, GFactsComplete, GHasLines, GRosterSound, GImpactFiled)
		}).
		Requiring(Resubmit, GRosterSound).
		change(Accept, func(s *Step) { s.If = with(working, GMaterials, GUnitValid, GUnitPublic, GHouseholdOpen) }).
		Doing(Accept, EffStartLines).Doing(DeemAccepted, EffStartLines)
	return append(Process{
		{From: []State{BDraft}, On: AddLine, By: []By{ownClerk, ownAux}, Hand: Makes, Needs: []Field{InRows}, If: []GuardID{GRosterSound, GChildrenFree, GNotChecker}, Do: []Effect{EffAddLines}, Basis: roster},
		{From: []State{BDraft}, On: RemoveLine, By: []By{ownClerk, ownAux}, Hand: Makes, Needs: []Field{InLines}, If: []GuardID{GNotChecker}, Do: []Effect{EffDropLines}, Basis: roster},
		{From: []State{BLodged, BCorrecting, BRunning}, On: RemoveLine, By: []By{ownHead}, Propose: []By{ownClerk}, Hand: Checks, Adverse: true, Needs: append(slices.Clone(reasoned), InLines),
			May: []Field{InSuccessor}, If: with(judging, GNoLooseLines), Do: []Effect{EffDecisionSheet, EffTakeLinesOff}, Basis: append([]Basis{"行政许可法 38"}, roster...)},
	}, taken...)
}

// pausing stops the roster while the body cannot hold the household. It goes on
// with the renewed certificate, or with the body that takes over.
func pausing() Process {
	return interrupting([]State{BRunning}).Without(ResumeByDefault).calling(asBatch).
		change(Suspend, func(s *Step) { s.By = []By{ownHead} }).
		change(Resume, func(s *Step) {
			s.By, s.If, s.Needs, s.May = []By{ownHead}, unitReady, []Field{InReason, InDocument}, nil
		}).Doing(Resume, EffRenewClearances).
		Plus(Step{From: []State{BSuspended}, On: NameSuccessor, To: []State{BRunning}, Back: true, By: []By{ownHead}, Needs: []Field{InInstitution, InReason, InDocument},
			If: []GuardID{GNewUnitReady}, Do: []Effect{EffReplaceInstitution, EffRenewClearances}, Basis: append([]Basis{"民法典 32"}, roster...)})
}

// closing ends the roster: by itself when every line has ended, or by the head
// when every open line goes on in a case of its own.
func closing() Process {
	return Process{
		{From: []State{BRunning}, On: CloseBatch, To: []State{BClosed}, By: []By{bySystem}, If: []GuardID{GHasLines, GNoOpenLines}, Basis: roster},
		{From: []State{BRunning}, On: ClosePartial, To: []State{BPartial}, By: []By{ownHead}, Needs: []Field{InReason}, May: []Field{InSuccessors},
			If: []GuardID{GLinesSettled}, Do: []Effect{EffHandOnLines}, Basis: roster},
		{From: []State{BDraft, BLodged, BRunning, BSuspended}, On: CancelBatch, To: []State{BCancelled}, By: []By{ownHead}, Needs: []Field{InReason}, May: []Field{InSuccessors},
			If: []GuardID{GLinesSettled}, Do: []Effect{EffHandOnLines}, Basis: roster},
	}
}
