package workflow

import "hukou/workflow/calendar"

// coreStops are the states of the ordinary case in which the authority waits for
// others.
var coreStops = map[State]calendar.StopReason{
	Correcting: calendar.StopCorrection, Supplementing: calendar.StopCorrection, WaitingExternal: calendar.StopLetter, Suspended: calendar.StopDispute,
}

// StandsStill tells why the authority's time does not run in a state; false where it
// runs (行政许可法 45; domain 2.2).
func (d *Definition) StandsStill(s State) (calendar.StopReason, bool) {
	of := map[Business]func(State) (calendar.StopReason, bool){
		BirthCert: BirthStop, BirthNoCert: BirthStop, BirthThenDeath: BirthStop,
		WardLine: WardStop, WardMove: WardStop, WardFirst: WardStop, FoundlingInstitution: WardStop, BirthAbroad: FirstStop, Unreg1: FirstStop, Unreg2: FirstStop, Unreg3: FirstStop, Unreg4: FirstStop, Unreg5: FirstStop, Unreg6: FirstStop, Unreg7: FirstStop, ReturnSettle: FirstStop, Naturalised: FirstStop, Regain: FirstStop, DupCancel: EndingStop, DeathUnreported: EndingStop, AbroadCancel: EndingStop, FalseCancel: EndingStop,
		MoveInPrefecture: WardStop, MoveInRegion: WardStop, MoveOutOfRegion: transitStop, MoveAcrossRegion: transitStop, PublicHousehold: EndingStop,
	}
	if f, ok := of[d.Business]; ok {
		if r, stops := f(s); stops {
			return r, true
		}
	}
	r, stops := coreStops[s]
	return r, stops
}
