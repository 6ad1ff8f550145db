package workflow

import "slices"

// EffFollowHousehold gives the case of a person without registration to the station of the
// household declared by now, where the family has gone there since the acceptance: the
// register station, with it the handling one unless another was designated under the same
// county, the tasks of its roles, and the road of approval. No period begins anew.
const EffFollowHousehold Effect = "follow_household"

var followEffects = map[Effect]Word{EffFollowHousehold: {Zh: "所随的户已属他所的，随户转该派出所", En: "go along to the station of the household, where that is another by now"}}

// followingHousehold lets such a case follow the household with a further declaration, in
// every business that is held to the register station's area, and lets nobody report on it
// before it does. Whoever has a registration withdraws and declares anew at the other station.
func (d *Definition) followingHousehold() {
	held := slices.ContainsFunc(d.Steps, func(s Step) bool { return s.On == EffectIt && s.has(GHouseholdHere) })
	if !d.Unregistered || !held {
		return
	}
	p := Process(d.Steps).change(Supplied, func(s *Step) { s.Do = append(slices.Clone(s.Do), EffFollowHousehold) })
	for _, on := range []Event{ReportCheck, ReportBack} {
		p = p.change(on, func(s *Step) {
			if s.Hand == Makes {
				s.If = with(s.If, GHouseholdHere)
			}
		})
	}
	d.Steps = p
}
