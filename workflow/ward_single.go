package workflow

import "slices"

// wardMove is a child registered elsewhere who joins the collective household
// without a roster.
func wardMove() *Definition {
	d := single(WardMove, Word{Zh: "集体户迁入", En: "Move to a collective household"})
	d.Unregistered = false // whoever moves has an entry, and keeps it when the case ends otherwise
	return d
}

// wardFirst is a child without registration who is entered in the collective
// household without a roster (Norm 27). If the search finds an entry after all,
// the same case goes on as a move. Parents whom the register has stay on the child's page,
// also dead ones: they come along from the birth that was given up.
func wardFirst() *Definition {
	d := single(WardFirst, Word{Zh: "集体户首次登记", En: "First registration in a collective household"})
	d.Facts = append(d.Facts, FactRule{Field: FactMother}, FactRule{Field: FactMotherNumber}, FactRule{Field: FactFather}, FactRule{Field: FactFatherNumber})
	return d
}

// givenUp ends a case in which another guardian was found, by the head: the officer who
// made the finding does not take it away alone.
func givenUp() Step {
	return Step{From: []State{GuardianElsewhere}, On: Withdraw, To: []State{Withdrawn}, By: []By{ownHead}, Needs: []Field{InReason}, May: []Field{InSuccessor, InDocument},
		If: with(judging, GNoLooseChild), Do: []Effect{EffSuccessor, EffUnlock}, Basis: []Basis{"民法典 27, 32", "行政许可法 70"}}
}

// single is the core's intake followed by the line's way.
func single(business Business, names Word) *Definition {
	before := []State{Lodged, Correcting}
	steps := enrolment(Accepted).WithoutFrom(GuardianElsewhere, Withdraw).Plus(givenUp())
	d := child(business, names, Accepted, slices.Concat(intake(), steps.Also(before, append(slices.Clone(verbEvents), ChooseAt18)...)))
	d.Initial = Draft
	d.Ends = append(d.Ends, NotAccepted, Withdrawn)
	d.Limits[Draft], d.Limits[Lodged], d.Limits[Correcting] = LimitDraft, LimitCorrectionNotice, LimitCorrecting
	return d
}
