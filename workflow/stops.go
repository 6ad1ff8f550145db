package workflow

import "hukou/workflow/calendar"

// coreStops are the states of the ordinary case in which the authority waits for
// others.
var coreStops = map[State]calendar.StopReason{
	Correcting: calendar.StopCorrection, Supplementing: calendar.StopCorrection, WaitingExternal: calendar.StopLetter, Suspended: calendar.StopDispute,
}

// StandsStill tells why the authority's time does not run in a state; false where it
// runs (行政许可法 45; domain 2.2). The stop lasts from entering the state to leaving it.
func (d *Definition) StandsStill(s State) (calendar.StopReason, bool) {
	if r, stops := d.Stops[s]; stops {
		return r, true
	}
	r, stops := coreStops[s]
	return r, stops
}
