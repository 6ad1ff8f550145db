package workflow

// restoring is what the businesses share that put somebody back (Norm 9, 38): the station
// that took them off acts, in a household there, with the number of before. The conditions
// are looked at again inside the transaction that enters it, so that nobody is registered
// twice; the county decides.
func restoring(b Business, zh, en string, more ...GuardID) *Definition {
	held := append([]GuardID{GRegisteredHere, GOffRegister, GHomeStands, GHouseholdHere, GNotElsewhere, GLookalikesCleared}, more...)
	return admitting(&Definition{
		Business: b, Edition: changesEdition, Names: Word{Zh: zh, En: en}, Initial: Draft, Ends: coreEnds(), Limits: coreLimitsByState(),
		Steps: Core().Without(SkipCheck).Holding(held...).Requiring(Lodge, GRestoreDeclarant, GWardSpokenFor, GGuardianActs, GGuardianAsks).Doing(EffectIt, EffRestorePerson), Profile: P2, Subject: Affected, Local: true,
		Tasks: []TaskRule{{Task: TaskNewCard, On: EffectIt, By: ownClerk, Limit: LimitTask, Basis: "居民身份证法 7"}},
	})
}

// restored is the form of such a business: the person, the household and who agrees there,
// what it rests on, who asks.
func restored(more ...FactRule) []FactRule {
	return asking(append([]FactRule{{Field: FactHousehold, Required: true}, {Field: FactHeadRelation}, {Field: FactConsents}, {Field: FactMinorsCarer}, {Field: FactMinorsWhy}, {Field: FactLookalikeDoc}}, more...)...)
}
