package workflow

// What is declared where only minors would be left in a household.
const (
	// FactMinorsCarer is the name of whoever cares for them and answers for them.
	FactMinorsCarer Field = "minors_cared_for_by"
	// FactMinorsWhy is why they stay, in words.
	FactMinorsWhy Field = "minors_stay_because"
)

// FMinorsLeft counts the minors with whom nobody of age and without a guardian stands once
// the case is entered:
// those who stay behind, and those who set up a household while an adult of theirs stays.
// In a collective household it counts those parted from the parents they stood with there,
// but not a body's wards, who are in its care. It is 0 where the office acts by itself.
const FMinorsLeft Field = "minors_left_alone"

// FMinorsParted counts the minors who move, to a family or a body's household, without a
// parent or guardian of theirs: none moves along, none stands in the household joined. A guardian
// by agreement is none of them out of the parents' household or the station while those can care,
// nor is a parent in whose place another is guardian. It is 1 where the case
// enters such a minor, by a restoration, a first registration or a move in from another
// province, whose parent or guardian the register has elsewhere. Those of them whom the
// register has are among the adults asked for their consent.
const FMinorsParted Field = "minors_parted_from_parents"

func minorFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactMinorsCarer: form("留下、单独迁移或者落到他人户内的未成年人由谁照料并负责", "Who cares for the minors who stay, move alone or are entered with others, and answers for them", KindName, "B"),
		FactMinorsWhy:   form("未成年人留下、单独迁移或者落到他人户内的理由", "Why the minors stay, move alone or are entered with others", KindLong, "C"),
		FMinorsLeft:     computed("办理后无成年人同户的未成年人数", "Minors with whom no adult would stand", KindInt),
		FMinorsParted:   computed("离开父母和监护人迁移、落户的未成年人数", "Minors who move or are entered without a parent or guardian", KindInt),
	}
}

// GMinorsCared holds what takes people out of a household; GMinorsLeft takes such a case
// from the window.
const (
	GMinorsCared GuardID = "minors_left_are_cared_for"
	GMinorsLeft  GuardID = "minors_left_alone"
)

const basisMinors Basis = "Norm 15, 16; 民法典 27, 34; " + ruleMinors

func minorGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GMinorsCared: {Reads: []Field{FMinorsLeft, FMinorsParted, FactMinorsCarer, FactMinorsWhy}, Basis: basisMinors, Met: func(x Facts) bool {
			return x.Int(FMinorsLeft) == 0 && x.Int(FMinorsParted) == 0 || x.Has(FactMinorsCarer) && x.Has(FactMinorsWhy)
		}, Unmet: Word{Zh: "办理后户内只剩未成年人（有监护人的成年人不能照料未成年人，不计在内），未成年人与父母分开留在集体户，或者未成年人单独立户，或者离开父母和监护人迁移、落户（由父母协议确定的监护人带离父母的户或者本派出所的，随已不担任监护人的父母迁移、整户变更住址的，也算）：请让其随成年人一同迁出（在成员与户主关系中按户口簿填其姓名或者公民身份号码），或者留一名没有监护人的成年人在户，落户的落到父母、监护人所在的户；确需留下、单独迁移或者落到他人户内的，填明由谁照料并负责、为何如此，由所领导或者上级决定，不当场办结。",
			En: "Only minors would be left in the household (an adult with a guardian cares for none and does not count), or be parted from their parents in a collective one, or stand alone in a new one, or move or be entered without a parent or guardian (so it is with a guardian by the parents' agreement who takes them out of the parents' household or the station, and with parents in whose place another is guardian): take them along (a line of the relations with the name or number that the household book gives), let an adult without a guardian stay, or enter them where a parent or guardian stands; where they must stay, go or be entered with others, name who cares for them and answers for them, and why, and the station head or a higher body decides, not the window."}},
		// A carer named counts too: until the entry an adult may leave whom the window still saw.
		GMinorsLeft: {Reads: []Field{FMinorsLeft, FMinorsParted, FactMinorsCarer}, Met: func(x Facts) bool {
			return x.Int(FMinorsLeft) > 0 || x.Int(FMinorsParted) > 0 || x.Has(FactMinorsCarer)
		}, Basis: basisMinors,
			Unmet: Word{Zh: "没有未成年人单独留下或者单独迁移。", En: "No minor is left or moves alone."}},
	}
}

// minding keeps a business by which people leave a household from leaving minors alone on
// one clerk's word: who cares for them is named, and a checking hand decides.
func minding(d *Definition) *Definition {
	d.Steps = Process(d.Steps).Holding(GMinorsCared).Requiring(MoveOut, GMinorsCared)
	d.Facts = append(d.Facts, FactRule{Field: FactMinorsCarer}, FactRule{Field: FactMinorsWhy})
	if d.Profile == P0 {
		d.Escalators = append(d.Escalators, Escalator{When: GMinorsLeft, To: P1, Basis: basisMinors})
	}
	return d
}
