package workflow

import "slices"

// wardEdition is the day from which these businesses run in this edition: the
// Norm's own.
const wardEdition = "2021-10-01"

// wards lists the businesses of enrolment in a collective household, and the one
// in which a person without registration goes on when of age.
func wards() []*Definition {
	return []*Definition{wardBatch(), wardLine(), wardMove(), wardFirst(), unreg8()}
}

// Who stands where between two stations.
var (
	originClerk     = By{Clerk, Origin}
	originHead      = By{Head, Origin}
	destClerk       = By{Clerk, Destination}
	childProtection = []Basis{"未成年人保护法 4, 94"}
	between         = []Basis{"Norm 39, 44", ruleOrigin}
)

// working is what holds of every officer who makes: no kin, no earlier check.
var working = []GuardID{GNotRecused, GNotChecker}

// judging is what holds of every officer who decides.
var judging = []GuardID{GNotMaker, GNotRecused}

// agreed is what holds of whoever ends a line by deciding: opinions that were asked for
// are in, and those who must agree agree.
var agreed = with(judging, GOpinionsIn, GCountersigned)

// with joins lists of guards without touching either.
func with(a []GuardID, more ...GuardID) []GuardID { return append(slices.Clone(a), more...) }

// starting keeps the edges that leave the given states: the part of the core that
// a business takes over for them.
func (p Process) starting(from ...State) Process {
	var out Process
	for _, s := range p {
		s.From = slices.DeleteFunc(slices.Clone(s.From), func(x State) bool { return !slices.Contains(from, x) })
		if len(s.From) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// calling puts the business's own names in the place of the core's states.
func (p Process) calling(names map[State]State) Process {
	put := func(states []State) []State {
		out := slices.Clone(states)
		for i, s := range out {
			if own, ok := names[s]; ok {
				out[i] = own
			}
		}
		return out
	}
	out := slices.Clone(p)
	for i, s := range out {
		out[i].From, out[i].To, out[i].Stood = put(s.From), put(s.To), put(s.Stood)
	}
	return out
}

// wardFacts is what is declared about each child.
func wardFacts() []FactRule {
	return []FactRule{
		{Field: FactWardName, Required: true}, {Field: FactWardSex, Required: true}, {Field: FactWardBirth, Required: true}, {Field: FactBirthSaid}, {Field: FactWardEstimated},
		{Field: FactWardNumber}, {Field: FactIntakeNo, Required: true}, {Field: FactIntakeOn, Required: true}, {Field: FactLegalGround, Required: true},
		{Field: FactGuardianshipDoc}, {Field: FactInstitution, Required: true}, {Field: FactHousehold, Required: true},
		{Field: FactOriginStation}, {Field: FactOriginDivision}, {Field: FactCandidates},
		{Field: FactEthnicityBy}, {Field: FactApplicantName}, {Field: FactApplicantRelation},
	}
}

// wardPapers is what is needed for each child (Norm 27).
func wardPapers() []MaterialRule {
	return []MaterialRule{
		{Kind: MatIntakeForm, Basis: "Norm 27"}, {Kind: MatCivilOpinion, Shared: true, Basis: "Norm 27"},
		{Kind: MatGuardianship, Optional: true, Basis: "未成年人保护法 94"}, {Kind: MatTransfer, Optional: true, Basis: "民法典 32"},
		{Kind: MatAgeEstimate, When: GBirthEstimated, Optional: true, Basis: "Norm 27"},
	}
}

// wardLaw is the law all of them rest on.
func wardLaw() []Basis {
	return []Basis{"Norm 9, 27, 39, 42, 44", "未成年人保护法 3, 4, 94", "民法典 27, 32", "行政许可法 36, 38"}
}

// wardLimitsOf are the periods of a child's line that begins in the entry state.
func wardLimitsOf(entry State) map[State]Limit {
	return map[State]Limit{
		entry: LimitSearch, Matching: LimitStation, Duplicated: LimitDuplicate, UnregisteredChild: LimitStation, RegisteredElsewhere: LimitSearch,
		GuardianElsewhere: LimitGuardianship, WaitingExternal: LimitExternal, Ready: LimitHearing, OriginPending: LimitOriginAnswer, OriginCleared: LimitClearance,
		Disputed: LimitDispute, InReview: LimitCounty, CityReview: LimitCity, Approved: LimitEffect, InTransit: LimitLanding, Effected: LimitDelivery, Suspended: LimitSuspension,
	}
}

// child is what the line of a roster and the two single businesses have in common.
func child(business Business, names Word, entry State, steps Process) *Definition {
	return &Definition{
		Business: business, Edition: wardEdition, Names: names, Initial: entry, Steps: steps, Limits: wardLimitsOf(entry),
		Ends:  []State{Delivered, KeptAtOrigin, Excluded, Refused, AgedOut, Terminated},
		Stops: wardStops, Profile: P2, Escalators: []Escalator{{When: GUnregistered6, To: P3, Basis: "Norm 9"}},
		Facts: wardFacts(), Materials: wardPapers(), Subject: Ward, Unregistered: true, Basis: wardLaw(),
	}
}
