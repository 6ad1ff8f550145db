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

// FMinorsJoined counts the minors who stand alone in the family household that somebody moves
// into, is restored, first registered or comes from another province to, also under one of them as head, and who have neither a parent nor a guardian in the
// register to be asked, nor one among those who move. A protected parent, and a body, are not asked.
// It is 0 where the office acts by itself, and for whoever comes back to where they stood last.
const FMinorsJoined Field = "minors_joined_without_keeper"

func minorFields() map[Field]FieldRule {
	return map[Field]FieldRule{
		FactMinorsCarer: form("留下、单独迁移、落到他人户内或者户内迁入他人的未成年人由谁照料并负责", "Who cares for the minors who stay, move alone, are entered with others or are joined by them, and answers for them", KindName, "B"),
		FactMinorsWhy:   form("未成年人留下、单独迁移、落到他人户内或者与迁入的人同户的理由", "Why the minors stay, move alone, are entered with others or are joined by them", KindLong, "C"),
		FMinorsLeft:     computed("办理后无成年人同户的未成年人数", "Minors with whom no adult would stand", KindInt),
		FMinorsParted:   computed("离开父母和监护人迁移、落户的未成年人数", "Minors who move or are entered without a parent or guardian", KindInt),
		FMinorsJoined:   computed("迁入的户内无成年人同户、又无父母和监护人可征求意见的未成年人数", "Minors alone in the household joined with neither parent nor guardian to ask", KindInt),
	}
}

// GMinorsCared holds what takes people out of a household; GMinorsLeft takes such a case
// from the window.
const (
	GMinorsCared GuardID = "minors_left_are_cared_for"
	GMinorsLeft  GuardID = "minors_left_alone"
)

const basisMinors Basis = "Norm 15, 16; 民法典 27, 32, 34; " + ruleMinors

// minorsAlone tells whether the case leaves, parts or joins minors for whom nobody answers by it.
func minorsAlone(x Facts) bool {
	return x.Int(FMinorsLeft) > 0 || x.Int(FMinorsParted) > 0 || x.Int(FMinorsJoined) > 0
}

func minorGuards() map[GuardID]Guard {
	return map[GuardID]Guard{
		GMinorsCared: {Reads: []Field{FMinorsLeft, FMinorsParted, FMinorsJoined, FactMinorsCarer, FactMinorsWhy}, Basis: basisMinors, Met: func(x Facts) bool {
			return !minorsAlone(x) || x.Has(FactMinorsCarer) && x.Has(FactMinorsWhy)
		}, Unmet: Word{Zh: "办理后户内只剩未成年人（有监护人的成年人不能照料未成年人，不计在内），未成年人与父母分开留在集体户，或者未成年人单独立户，或者离开父母和监护人迁移、落户（由父母协议确定的监护人带离父母的户或者本派出所的，随已不担任监护人的父母迁移、整户变更住址的，也算；以其他亲属、非亲属与他人同户、登记库没有其父母和监护人的，随他人迁出本派出所辖区也算），或者有人迁入只有未成年人、登记库没有其父母和监护人可征求意见的户：请让其随成年人一同迁出（在成员与户主关系中按户口簿填其姓名或者公民身份号码），或者留一名没有监护人的成年人在户，落户的落到父母、监护人所在的户；由迁入、同户的人照料的，先办“监护人变更”登记其为监护人；确需留下、单独迁移、落到他人户内或者与迁入的人同户的，填明由谁照料并负责、为何如此，由所领导或者上级决定，不当场办结。",
			En: "Only minors would be left in the household (an adult with a guardian cares for none and does not count), or be parted from their parents in a collective one, or stand alone in a new one, or move or be entered without a parent or guardian (so it is with a guardian by the parents' agreement who takes them out of the parents' household or the station, with parents in whose place another is guardian, and out of the station with others whose other kin or no kin they are where the register has neither parent nor guardian), or somebody would move to minors who stand alone and have neither there to be asked: take them along (a line of the relations with the name or number that the household book gives), let an adult without a guardian stay, or enter them where a parent or guardian stands; whoever cares for them is first entered as guardian by a change of guardian; where they must stay, go, be entered with others or be joined by them, name who cares for them and answers for them, and why, and the station head or a higher body decides, not the window."}},
		// A carer named counts too: until the entry an adult may leave whom the window still saw.
		GMinorsLeft: {Reads: []Field{FMinorsLeft, FMinorsParted, FMinorsJoined, FactMinorsCarer}, Met: func(x Facts) bool {
			return minorsAlone(x) || x.Has(FactMinorsCarer)
		}, Basis: basisMinors,
			Unmet: Word{Zh: "没有未成年人单独留下、单独迁移，也没有人迁入只有未成年人的户。", En: "No minor is left or moves alone, nor is one joined."}},
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
