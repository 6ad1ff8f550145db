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
// the same case goes on as a move.
func wardFirst() *Definition {
	return single(WardFirst, Word{Zh: "集体户首次登记", En: "First registration in a collective household"})
}

// single is the core's intake followed by the line's way.
func single(business Business, names Word) *Definition {
	before := []State{Lodged, Correcting}
	d := child(business, names, Accepted, slices.Concat(intake(), enrolment(Accepted).Also(before, append(slices.Clone(verbEvents), ChooseAt18)...)))
	d.Initial = Draft
	d.Ends = append(d.Ends, NotAccepted, Withdrawn)
	d.Limits[Draft], d.Limits[Lodged], d.Limits[Correcting] = LimitDraft, LimitCorrectionNotice, LimitCorrecting
	return d
}
