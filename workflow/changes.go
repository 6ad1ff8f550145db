package workflow

import "slices"

// The everyday businesses on items and households (domain 3.1).
const (
	ItemMinor        Business = "item_minor"
	HeadChange       Business = "head_change"
	HouseholdCreate  Business = "household_create"
	HouseholdSplit   Business = "household_split"
	HouseholdMerge   Business = "household_merge"
	MoveInStation    Business = "move_in_station"
	MoveInCounty     Business = "move_in_county"
	NameChange       Business = "name_change"
	NameCorrect      Business = "name_correct"
	ParentItem       Business = "parent_item"
	GuardianChange   Business = "guardian_change"
	SexChange        Business = "sex_change"
	SexCorrect       Business = "sex_correct"
	BirthdateCorrect Business = "birthdate_correct"
	NumberCorrect    Business = "id_number_correct"
	EthnicityChange  Business = "ethnicity_change"
)

// changesEdition is the day from which the working norm is in force.
const changesEdition = "2021-10-01"

// changes lists the businesses that alter an entry or a household that is there.
func changes() []*Definition {
	return spokenFor([]*Definition{itemMinor(), headChange(), minding(householdCreate()), minding(householdSplit()), joining(minding(householdMerge())), joining(minding(moveInStation())), joining(minding(moveInCounty())),
		joining(minding(moveInPrefecture())), joining(minding(moveInRegion())), minding(moveOutOfRegion()), moveAcrossRegion(), minding(publicHousehold()),
		nameChange(), nameCorrect(), parentItem(), guardianChange(),
		sexChange(), sexCorrect(), birthdateCorrect(), numberCorrect(), ethnicityChange()})
}

// alteration is what they share: the form names one person of the register, whose entry
// the case's own station keeps (Reg. 3, 6); the conditions hold from acceptance to the
// entry, where the effects are carried out. The business adds facts, papers and law.
func alteration(b Business, zh, en string, level Level, do []Effect, guards ...GuardID) *Definition {
	steps := Core().Holding(append([]GuardID{GSubjectAlive, GSubjectRegistered, GRegisteredHere}, guards...)...).Doing(EffectIt, do...)
	if slices.Contains(do, EffSetUp) || slices.Contains(do, EffJoin) {
		steps = steps.Plus(moverDies())
	}
	return &Definition{Business: b, Edition: changesEdition, Names: Word{Zh: zh, En: en}, Initial: Draft, Ends: coreEnds(),
		Steps: steps, Limits: coreLimitsByState(), Profile: level, Subject: Affected, Local: true}
}

// moverDies lets a case that moves several people go on for the others when one of them
// dies (Reg. 8): the dead are struck, and whoever checks looks at the rest anew.
func moverDies() Step {
	s := deathNoted()
	s.Do = []Effect{EffStrikeMovers, EffAlertHead}
	return s
}

// asking is the form of such a business: the person, what is asked for, who asks.
func asking(more ...FactRule) []FactRule {
	out := append([]FactRule{{Field: FactPerson, Required: true}}, more...)
	return append(out, FactRule{Field: FactApplicantName, Required: true}, FactRule{Field: FactApplicantRelation, Required: true}, FactRule{Field: FactDoubt})
}

// doubtful sends a case with a noted doubt to the station head.
func doubtful() []Escalator { return []Escalator{{When: GDoubtNoted, To: P1, Basis: "Norm 9"}} }

// relationsSeen has the accepting clerk confirm the relations with the members. Where they
// are changed afterwards, or nobody confirmed them, they are confirmed with the next step of
// the work on the case, and nothing is decided before.
func relationsSeen(p Process) Process {
	p = p.change(Accept, func(s *Step) {
		s.Needs, s.If, s.Do = append(s.Needs, InRelationsSeen), with(s.If, GRelationsSeen), append(slices.Clone(s.Do), EffRelationsSeen)
	}).Requiring(Approve, GRelationsStand)
	for _, on := range []Event{SkipCheck, ReportCheck, ReportBack, Supplied} {
		p = p.change(on, func(s *Step) {
			if on == ReportBack && s.Hand != Makes { // a review forwards
				return
			}
			s.May, s.Do = append(slices.Clone(s.May), InRelationsSeen), append(slices.Clone(s.Do), EffRelationsSeen)
			if on != Supplied {
				s.If = with(s.If, GRelationsAgain)
			}
		})
	}
	return p
}

// elsewhere takes out what only the station of the present entry may do: the station of
// arrival acts, once the person is of the register.
func elsewhere(p Process) Process {
	for i := range p {
		p[i].If = without(p[i].If, GRegisteredHere)
	}
	return p
}
